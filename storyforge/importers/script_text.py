"""The bytes of a script as text, and what its loose lines are."""

from __future__ import annotations

import re
from typing import Final

from storyforge.core.errors import Problem, UsageError
from storyforge.core.film import TRANSITIONS, UnknownWord
from storyforge.core.seams import Source

MOST: Final = 20_000_000  # bytes of a script; the longest film ever shot fits into one
_TO = re.compile(r"[\s.:]+$")
_SHOWN: Final = 60


def decoded(source: Source) -> str:
    """A script's text, its line ends as they are: UTF-8 or UTF-16, else old Windows text.

    Raises UsageError for what is too long, empty, or no text at all.
    """
    data = source.data
    if len(data) > MOST:
        raise _no(f"{source.name} is too long for a script: {len(data):,} bytes")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise _no(f"{source.name} is no text")
    if not text.strip().strip("\ufeff"):
        raise _no(f"{source.name} is empty")
    return text


def untouched(source: Source) -> str:
    """A script's bytes as they are, in the form in which proposals hold files."""
    return source.data.decode("utf-8", "surrogateescape")


def _no(sentence: str) -> UsageError:
    return UsageError(Problem("F020", sentence, advice="import a screenplay saved as text"))


def transition_of(text: str) -> str | None:
    """The manifest's word for a transition as written: `SMASH CUT TO:` is a smash cut."""
    plain = _TO.sub("", text.strip(" >\t\n")).casefold()
    for words in (plain, plain.removesuffix(" to"), plain.removesuffix(" to black")):
        try:
            return TRANSITIONS.read(words)
        except UnknownWord:
            continue
    return None


def is_transition(text: str) -> bool:
    """Whether a loose line can be nothing but a transition: `cut to:`, `FADE OUT.`"""
    ends = text.rstrip().endswith((":", ".")) or text.isupper()
    return ends and " " in text.strip() and transition_of(text) is not None


def brief(text: str) -> str:
    """The first words of a text, on one line."""
    told = " ".join(text.split())
    return told if len(told) <= _SHOWN else told[: _SHOWN - 2].rsplit(" ", 1)[0] + " …"
