"""The map of a document: every key and value with the place where it stands.

Drawn only when a place is wanted, from the same events that made the value, by the same rules,
so that a path means the same in both.
"""

import re
from typing import Final, Protocol

from storyforge.core.mark import Mark, Marks, Path, line_of
from storyforge.core.scalars import composed

MAX_DEPTH = 64
ITEM: Final = "\x00item"
"""The key of what is in a list; no key of a document holds a NUL."""

_ROOT: Final = "\x00root"
_LOST: Final = "\x00lost"  # the key of what no path leads to, for its key is no word
_ANCHOR = re.compile(r"(?:[&!]\S*[ \t]+)+")


class Spot(Protocol):
    """A place in the text: line, column and index in characters, all from 0."""

    line: int
    column: int
    index: int


class Token(Protocol):
    """What the YAML library tells of one scalar, alias, or beginning or end of a container."""

    start_mark: Spot
    end_mark: Spot
    anchor: str | None
    tag: str | None
    value: str
    style: str | None  # of a scalar: one of ' " | > or nothing for a bare word
    flow_style: bool | None  # of a container: written in brackets


class Enough(Exception):
    """Raised inside a survey where nothing further can be told."""


def mark_of(token: Token, text: str, file: str, end: Token | None = None) -> Mark:
    """The mark of a token without its anchor: as far as its first line, and `end`, go."""
    start, stop = token.start_mark, (end or token).end_mark
    skip = 0
    if getattr(token, "anchor", None) and (lead := _ANCHOR.match(text, start.index, stop.index)):
        skip = lead.end() - start.index
    if start.line == stop.line:
        length = stop.column - start.column - skip
    else:
        length = len(line_of(text[start.index + skip : stop.index], 1).rstrip())
    return Mark(file, start.line + 1, start.column + 1 + skip, max(length, 1))


class Surveyor:
    """Hears the events of one document and notes where each key and value stands."""

    __slots__ = ("file", "keys", "stack", "text", "values")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self.stack: list[_Open] = [_Open((), _ROOT, None)]

    def marks(self) -> Marks:
        """What has been noted so far."""
        return Marks(self.file, self.keys, self.values)

    def document(self, _: Token) -> None:
        """A document begins; only the first is surveyed."""
        if self.stack[0].key is not _ROOT:
            raise Enough

    def scalar(self, token: Token) -> None:
        """A key, where a mapping waits for one; otherwise a value."""
        top = self.stack[-1]
        if top.key is not None:
            self._note(top.step(), mark_of(token, self.text, self.file))
            return
        mark = mark_of(token, self.text, self.file)
        if top.start is None:
            self._note(top.path, mark)
        top.key = composed(token.value)
        if top.path is not None:
            self.keys.setdefault((*top.path, top.key), mark)

    def alias(self, token: Token) -> None:
        """A value that stands elsewhere is marked here."""
        self._note(self.stack[-1].step(), mark_of(token, self.text, self.file))

    def mapping(self, token: Token) -> None:
        """A mapping in brackets is marked from end to end, a block at its first key."""
        self._open(token, None)

    def sequence(self, token: Token) -> None:
        """A list in brackets is marked from end to end, a block at its first dash."""
        path = self._open(token, ITEM)
        if not token.flow_style:
            self._note(path, mark_of(token, self.text, self.file))

    def close(self, token: Token) -> None:
        """A container has ended."""
        top = self.stack.pop()
        if top.start is not None:
            self._note(top.path, mark_of(top.start, self.text, self.file, token))

    def _open(self, token: Token, key: str | None) -> Path | None:
        path = self.stack[-1].step()
        self.stack.append(_Open(path, key, token if token.flow_style else None))
        if len(self.stack) > MAX_DEPTH + 1:
            raise Enough
        return path

    def _note(self, path: Path | None, mark: Mark) -> None:
        if path is not None:
            self.values.setdefault(path, mark)


class _Open:
    """A container that is being read: its path, the key or number that comes next, its bracket."""

    __slots__ = ("count", "key", "path", "start")

    def __init__(self, path: Path | None, key: str | None, start: Token | None) -> None:
        self.path = path
        self.key = key
        self.start = start
        self.count = 0

    def step(self) -> Path | None:
        """The path of the value that comes now; moves on to the next."""
        key = self.key
        if key is None:  # a container or an alias where a key should stand
            self.key = _LOST
            return None
        if key is not ITEM:
            self.key = None if key is not _ROOT else _LOST
        self.count += 1
        if self.path is None or key is _LOST:
            return None
        return self.path if key is _ROOT else (*self.path, self.count - 1 if key is ITEM else key)
