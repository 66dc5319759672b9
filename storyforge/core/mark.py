"""A finger on the page: where in the user's text something stands, and how to show it.

A mark counts the way people do, lines and characters from one; a frame counts the way a
terminal does, in cells, where 漢 takes two and a combining accent none.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value from the top of a document: `("characters", "mara", "looks")`."""

FRAME_CELLS = 100
TAB_CELLS = 4
_REACH = 400

_LINE_END = re.compile(r"\r\n|\r|\n")
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}
_UNSAFE = (
    *range(0x00, 0x20),
    *range(0x7F, 0xA0),
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
    0xFEFF,
)


def _escape(code: int) -> str:
    plain = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return _SHORT.get(chr(code), plain)


_VISIBLE = {code: _escape(code) for code in _UNSAFE}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one line: line and column from 1, column and length in characters."""

    file: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the keys and values of one document stand, by their path."""

    file: str
    keys: Mapping[Path, Mark]
    values: Mapping[Path, Mark]

    def value(self, path: Path) -> Mark | None:
        """Mark of the value at `path`, or of the nearest thing around it that is known."""
        for end in range(len(path), -1, -1):
            if (mark := self.values.get(path[:end])) is not None:
                return mark
        return None

    def key(self, path: Path) -> Mark | None:
        """Mark of the key that leads to `path`; where there is none, that of the value."""
        return self.keys.get(path) or self.value(path)


def show(text: str) -> str:
    r"""`text` made safe to print: control, bidi and zero-width characters become `\x1b`, `\u202e`.

    For every text that is not ours, such as prompts, ids and what a service answers. The
    result is one line without lone surrogates, so it can always be encoded.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def frame(text: str, mark: Mark) -> str:
    """Two lines: the marked line of `text` behind its number, and carets under the mark.

    Neither is wider than `FRAME_CELLS` cells: a long line is cut to a window around the mark,
    with … where it was cut. A mark beyond the end of the text gets an empty line.
    """
    gutter = f"{mark.line:>5} | "
    skipped, near = _near(line_of(text, mark.line), mark.column - 1)
    cells = _cells(near)
    first = min(mark.column - 1 - skipped, len(cells))
    last = min(first + max(mark.length, 1), len(cells))
    edges = _edges(cells)
    low, high = _window(edges, first, FRAME_CELLS - len(gutter))
    quoted = "".join(glyph for glyph, _ in cells[low:high])
    cut, rest = "…" if low else "", "…" if high < len(cells) else ""
    lead = " " * (len(cut) + edges[first] - edges[low])
    carets = "^" * max(edges[max(first, min(last, high))] - edges[first], 1)
    under = " " * (len(gutter) - 2) + "| "
    return f"{gutter}{cut}{quoted}{rest}".rstrip() + f"\n{under}{lead}{carets}"


def line_of(text: str, number: int) -> str:
    """Line `number` of `text`, from 1, without its end; empty where there is none."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"), maxsplit=number)
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _near(line: str, column: int) -> tuple[int, str]:
    """The part of a line that can matter for a frame, and how many characters precede it."""
    start = max(0, min(column, len(line)) - _REACH)
    return start, line[start : column + _REACH]


def _cells(line: str) -> list[tuple[str, int]]:
    """Each character as what is printed for it, and how many cells that takes."""
    cells: list[tuple[str, int]] = []
    column = 0
    for char in line:
        glyph = " " * (TAB_CELLS - column % TAB_CELLS) if char == "\t" else show(char)
        width = len(glyph) if len(glyph) != 1 else _width(glyph)
        cells.append((glyph, width))
        column += width
    return cells


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _edges(cells: list[tuple[str, int]]) -> list[int]:
    """The cell at which each character begins, and at last the cell after the end."""
    edges = [0]
    for _, width in cells:
        edges.append(edges[-1] + width)
    return edges


def _window(edges: list[int], first: int, room: int) -> tuple[int, int]:
    """Which characters to print so that the one at `first` is seen within `room` cells."""
    if edges[-1] <= room:
        return 0, len(edges) - 1
    inner = room - 2  # one cell at either end for the sign that something was cut
    start = max(0, min(edges[first] - inner // 3, edges[-1] - inner))
    low = next(index for index, edge in enumerate(edges) if edge >= start)
    high = max(index for index, edge in enumerate(edges) if edge <= edges[low] + inner)
    return low, high
