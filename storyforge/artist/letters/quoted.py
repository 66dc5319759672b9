"""Words in quotation marks: what is to be read in a picture, letter by letter."""

from __future__ import annotations

import re

_MARKS = re.compile(
    "“([^“”]+)”"
    "|„([^„“”]+)[“”]"
    "|«([^«»]+)»"
    "|»([^«»]+)«"
    "|「([^「」]+)」"
    "|『([^『』]+)』"
    '|"([^"]+)"'
    "|‘((?:[^‘’]|’(?=\\w))+)’"
    "|(?<!\\w)'((?:[^']|(?<=\\w)'(?=\\w))+)'(?!\\w)"
)


def quoted(text: str) -> tuple[str, ...]:
    """Everything that stands in quotation marks, in order; straight, curly, angled or corner."""
    found = (next(filter(None, match.groups()), "") for match in _MARKS.finditer(text))
    return tuple(" ".join(words.split()) for words in found if words.strip())


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks."""
    return _MARKS.sub(" ", text)
