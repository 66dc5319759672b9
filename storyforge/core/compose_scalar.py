"""One value on paper: bare where that is safe, in quotes where it is not, over several lines where
it is long.

Safe is what means the same to YAML 1.2, to `core/parse.py`, and to older readers that take `NO`,
`010` and `12:30:00` for something else.
"""

from __future__ import annotations

import json
import re
import unicodedata

from storyforge.core.guard import visible
from storyforge.core.scalars import NUMERIC, WORDS, OutOfRange, number

WIDTH = 100
"""Columns of a line that is written."""

Plain = str | int | float | bool | None

_OLD_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "=", "<<"])
_OLD_NUMBERS = re.compile(
    r"[-+]?(?:0[xob]?[0-9a-fA-F_]+|[0-9][0-9_,]*|[0-9][0-9_]*(?::[0-9]{2}){2,3}[.;:0-9]*)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
)
_NEVER_FIRST = frozenset(",[]{}#&*!|>'\"%@`")
_FIRST_OF_PHRASE = re.compile(r"[-?:](?:\s|$)")
_FLOW = frozenset(",[]{}")
_LITTLE_ROOM = 40  # columns; deep in a document, text is as wide as this all the same
_FENCE = re.compile(r"^(?:-{3}|\.{3})(?:\s|$)")


def cleaned(text: str) -> str:
    """`text` as a storyboard may hold it: composed (NFC), lines ended by newlines, and without
    characters that nobody sees."""
    return visible(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def inline(value: Plain, flow: bool = False, quote: str = "") -> str:
    """A scalar on one line. `flow`: between brackets; `quote`: the marks that a text had before."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    text = cleaned(value)
    if quote == "'" and text.isprintable():
        return _single(text)
    if quote == '"' or not bare(text, flow):
        return _quoted(text, quote)
    return text


def bare(text: str, flow: bool = False) -> bool:
    """Whether a text can stand without quotes and is read as itself."""
    if not text or text != text.strip() or "\n" in text or "\t" in text:
        return False
    if text in WORDS or text.casefold() in _OLD_WORDS or _is_number(text) or _FENCE.match(text):
        return False
    if text[0] in _NEVER_FIRST or _FIRST_OF_PHRASE.match(text):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not flow or not (_FLOW & set(text) or text[0] in "-?:")


def _is_number(text: str) -> bool:
    if text[0] not in NUMERIC:
        return False
    try:
        return not isinstance(number(text), str) or _OLD_NUMBERS.fullmatch(text) is not None
    except OutOfRange:
        return True


def _quoted(text: str, quote: str) -> str:
    simple = "'" not in text and "\n" not in text and "\t" not in text
    if not quote and simple and ('"' in text or "\\" in text):
        return _single(text)
    return json.dumps(text, ensure_ascii=False)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def block(text: str, indent: int, used: int, style: str = "") -> str | None:
    """A text over several lines, header first; None where one line is better, or must be.

    `indent`: the column of its lines; `used`: columns of the first line that are taken; `style`:
    `|` or `>` where it was written so before.
    """
    text = cleaned(text)
    if "\n" in text:
        return _literal(text, indent)
    if (style or used + len(inline(text)) + 1 > WIDTH) and _folds(text):
        lines = _wrapped(text, max(WIDTH - indent, _LITTLE_ROOM))
        if len(lines) > 1:
            return "".join([">-", *(f"\n{' ' * indent}{line}" for line in lines)])
    return None


def _literal(text: str, indent: int) -> str | None:
    lines = text.split("\n")
    first = next((line for line in lines if line), "")
    if not first.strip() or first[0] in " \t" or any(line and not line.strip() for line in lines):
        return None
    ended = len(text) - len(text.rstrip("\n"))
    header = "|-" if not ended else "|" if ended == 1 else "|+"
    kept = lines if not ended else lines[:-1]
    return "".join([header, *(f"\n{' ' * indent}{line}" if line else "\n" for line in kept)])


def _folds(text: str) -> bool:
    return bool(text) and text == text.strip() and "\t" not in text


def _wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` characters, parted at single spaces only; joined by one they are the
    text."""
    lines, line = [], ""
    for word in re.split(r"(?<! ) (?! )", text):
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]
