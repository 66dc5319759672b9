"""How a workbook looks: type, rules, calm colours, measures of rows, what may stand in a cell."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from storyforge.core.columns import held

DAY: Final = datetime(2000, 1, 1)  # a workbook has to name a day; ours is always the same
LONGEST: Final = 32_767  # characters that a cell holds
THUMB: Final = 176  # pixels of a picture's longer side as it is shown; it is stored twice as fine
MARGIN: Final = 6  # pixels around it
POINT: Final = 0.75  # points of a pixel
_HIGHEST: Final = 200  # pixels of a picture's height
PAPERS: Final = {"A4": 9, "Letter": 1, "A3": 8, "Tabloid": 3, "Legal": 5}
Thumbs = Mapping[str, tuple[bytes, int, int] | None]
"""Small pictures (JPEG, width, height) by digest; None for one that cannot be read."""

CREW: Final = (
    *("scene", "shot", "camera line", "scene slug", "cast", "description", "action", "dialogue"),
    *("sound", "notes", "transition", "duration"),
)
"""What a crew reads on paper, in this order: few enough that A4 is read without a lens. The fields
that the camera's line and the slugline are made of stand to the right of it, with all others."""

NUMBERS: Final = {"seconds": "0.0##", "money": "$#,##0.00##", "whole": "0"}
STATES: Final = {
    "current": "#52735A",
    "locked": "#52735A",
    "draft": "#5C6F82",
    "waiting": "#5C6F82",
    "stale": "#8A6D1F",
    "approved-stale": "#8A6D1F",
    "missing": "#77716A",
    "absent": "#77716A",
    "failed": "#9A4A3C",
    "refused": "#9A4A3C",
    "in doubt": "#9A4A3C",
}
_INK, _FAINT, _RULE, _HEAD, _TINT = "#22201D", "#77716A", "#D9D4CC", "#35424F", "#F7F5F1"
_FACE: Final = "Calibri"
_POINTS: Final = 14.4  # height of a line of text
_TALLEST: Final = 409.0  # points; no row can be taller
_MARKED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_CUT: Final = " … (a cell holds no more)"
_HEADER: Final = 255  # characters of a header or footer


@dataclass(slots=True)
class Looks:
    """The formats of one workbook, each made once."""

    book: Any
    _made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **wanted: Any) -> Any:
        """A format: our type and colours, and what is wanted besides."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            plain = {"font_name": _FACE, "font_size": 10, "font_color": _INK, "valign": "top"}
            self._made[key] = self.book.add_format({**plain, **wanted})
        return self._made[key]

    def head(self, right: bool = False) -> Any:
        """Over a column."""
        align = "right" if right else "left"
        return self(
            bold=True, font_color="#FFFFFF", bg_color=_HEAD, valign="vcenter", align=align,
            text_wrap=True, border=0, indent=1,
        )  # fmt: skip

    def cell(self, first: bool, tinted: bool, **wanted: Any) -> Any:
        """In a table; `first`: of a scene, so that a heavier rule stands above it."""
        ground = {"bg_color": _TINT} if tinted else {}
        rule = {"top": 2, "top_color": _HEAD} if first else {"top": 1, "top_color": _RULE}
        inset = {} if wanted.get("align") == "center" else {"indent": 1}
        return self(text_wrap=True, **ground, **rule, **inset, **wanted)

    def state(self, state: str) -> dict[str, Any]:
        """The colour of a state's word."""
        return {"font_color": STATES.get(state, _INK)}

    def total(self, **wanted: Any) -> Any:
        """Below a table."""
        return self(bold=True, top=6, top_color=_HEAD, valign="vcenter", **wanted)

    def gap(self, first: bool, tinted: bool) -> Any:
        """Where a picture would be."""
        faint = {"font_color": _FAINT, "italic": True, "align": "center", "valign": "vcenter"}
        return self.cell(first, tinted, **faint)


def words(text: str) -> str:
    """Text as a cell can hold it: no character that XML forbids, no more than there is room, and
    never what the library would take for markup of its own."""
    plain = _MARKED.sub("\ufffd", held(text.replace("\r\n", "\n").replace("\r", "\n")))
    plain = cut(plain)
    return f"{plain}\u200b" if plain.startswith("<r>") and plain.endswith("</r>") else plain


def cut(text: str) -> str:
    """Text of at most `LONGEST` characters as Excel counts them, saying where it was cut."""
    if len(text.encode("utf-16-le", "replace")) // 2 <= LONGEST:
        return text
    room = (LONGEST - len(_CUT)) * 2
    return text.encode("utf-16-le", "replace")[:room].decode("utf-16-le", "ignore") + _CUT


def height(texts: list[tuple[str, int]], least: float) -> float:
    """Points of a row that shows all its words: `texts` with the width of their columns."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(_TALLEST, max(least, lines * _POINTS + 4))


def _lines(text: str, width: int) -> int:
    room = max(1, width - 1)
    return sum(-(-max(1, _cells(part)) // room) for part in text[:4000].split("\n"))


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def page_line(left: str, right: str) -> str:
    """A header or footer: what is at its left and right, as the format writes it."""
    tail = f"&R{right}" if right else ""
    room = _HEADER - len(tail) - 2
    plain = " ".join(_MARKED.sub("", held(left)).split()).replace("&", "&&")
    while len(plain.encode("utf-16-le")) // 2 > room:
        plain = plain[: room - 2].rstrip("&") + "…"
        room -= 1
    return f"&L{plain}{tail}"


def footer(credit: str) -> str:
    """The credits that must be shown, and the number of the page."""
    return page_line(credit, "Page &P of &N")


def framed(wide: int, high: int) -> tuple[int, int]:
    """A shape as large as a row has room for, in pixels."""
    share = min(THUMB / wide, _HIGHEST / high)
    return max(1, round(wide * share)), max(1, round(high * share))


def place(
    sheet: Any, row: int, small: tuple[bytes, int, int], frame: tuple[int, int], alt: str
) -> None:
    """A picture in the first column, that keeps to its row when rows are sorted or hidden."""
    picture, wide, high = small
    sheet.insert_image(
        row,
        0,
        "picture.jpg",
        {
            "image_data": io.BytesIO(picture),
            "x_offset": MARGIN + (THUMB - frame[0]) // 2,
            "y_offset": MARGIN,
            "x_scale": frame[0] / wide,
            "y_scale": frame[1] / high,
            "object_position": 1,
            "description": alt[:200],
        },
    )
