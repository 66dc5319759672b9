"""What is asked of an export: a format of the table, its wishes, what must be installed, and where
files go when nobody says."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from storyforge.core.errors import Problem, UsageError
from storyforge.core.vocabulary import nearest
from storyforge.exporters.table import FORMATS, Format

FOLDER = "exports"
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 64  # characters of a file's name that is made of a title


def installed(format: Format) -> bool:  # noqa: A002  the field's own word
    """Whether the libraries are here that a format needs; nothing is imported."""
    return all(find_spec(name) is not None for name in format.needs)


def need(name: str, known: Format) -> None:
    """Raises UsageError, with the command that installs it, when a library is missing."""
    if not installed(known):
        sentence = f"`export {name}` needs a library that is not installed"
        advice = f"pip install 'storyforge-build[{known.extra}]'"
        raise UsageError(Problem("X001", sentence, advice=advice))


def form(name: str) -> Format:
    """A format of the table by its name; raises UsageError."""
    if name not in FORMATS:
        raise _unknown("format", name, tuple(FORMATS))
    return FORMATS[name]


def wished(known: Format, said: Mapping[str, str | int | bool]) -> Mapping[str, Any]:
    """Every wish of a format: what was said (`-` may be `_`), else as the table has it.

    Raises UsageError for a wish or a value that the format does not have.
    """
    rows = {wish.name: wish for wish in known.wishes}
    found: dict[str, Any] = {name: wish.default for name, wish in rows.items()}
    for key, value in said.items():
        name = key.replace("_", "-")
        if name not in rows:
            raise _unknown("option", key, tuple(rows))
        wish = rows[name]
        if type(value) is not type(wish.default):
            wanted = {bool: "True or False", int: "a number", str: "a text"}[type(wish.default)]
            raise UsageError(Problem("X005", f"`{name}` wants {wanted}, not {value!r}"))
        if wish.choices and value not in wish.choices:
            raise _unknown(name, str(value), wish.choices)
        found[name] = value
    return found


def _unknown(what: str, word: str, known: tuple[str, ...]) -> UsageError:
    close = nearest(word, known)
    advice = f"did you mean `{close}`?" if close else f"there are: {', '.join(known)}"
    return UsageError(Problem("X005", f'there is no {what} "{word}"', advice=advice))


def formed(known: Format, output: str, wishes: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The wishes with `as` settled where a format has several forms, and the ending that follows:
    by the wish, else by the end of the user's own path `output`. A folder that may be one file is
    one when `output` ends as that does. Raises UsageError."""
    wish, folded = known.folds
    if wish and output.casefold().endswith(folded):
        wishes = {**wishes, wish: True}
    if not known.forms:
        return wishes, known.file(wishes)
    said, ending = wishes["as"], os.path.splitext(output)[1].casefold()
    meant = dict(known.forms).get(ending, "")
    if ending and ((said and meant and said != meant) or not meant):
        endings = ", ".join(ending for ending, _ in known.forms)
        sentence = f"a file called {os.path.basename(output)} cannot be {said or 'written here'}"
        raise UsageError(Problem("X032", sentence, advice=f"it may end in {endings}"))
    form = said or meant or known.forms[0][1]
    return {**wishes, "as": form}, next(end for end, each in known.forms if each == form)


def default_path(root: str, name: str, title: str, ending: str = "") -> str:
    """Where an export goes when nobody says: `exports/the-lamplighter.pdf` in the project."""
    plain = unicodedata.normalize("NFC", title or os.path.basename(root)).casefold()
    stem = _UNSAFE.sub("-", plain).strip("-.")[:_LONGEST] or "film"
    known = FORMATS[name]
    ending = ending or known.ending
    file = f"{stem}{ending}" if ending else f"{stem}-{name}"
    return os.path.join(root, FOLDER, file)
