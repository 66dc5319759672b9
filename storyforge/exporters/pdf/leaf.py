"""What stands on a page, as a list: text, pictures, lines, places that are jumped to.

A document is planned whole before anything of it is drawn, so every page knows how many there are.
Lengths are points from the upper left corner; colours are greys from 0 (ink) to 1 (paper).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["start", "left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: points to the em, weight, grey, and leading as a share of the size."""

    size: float
    bold: bool = False
    grey: float = 0.0
    leading: float = 1.26

    @property
    def tall(self) -> float:
        """From one line to the next."""
        return self.size * self.leading


@dataclass(frozen=True, slots=True)
class Line:
    """One line of wrapped text in logical order. `ltr`: the way its paragraph runs; `gap`: space
    above it, dropped at the top of a column; `align`: where it stands, whatever its column says."""

    text: str
    ltr: bool
    width: float
    style: Style
    gap: float = 0.0
    align: Align | None = None

    @property
    def tall(self) -> float:
        """Its own height."""
        return self.style.tall


@dataclass(frozen=True, slots=True)
class Words:
    """A line set with its top at `y`, within `wide`. `link`: an address, or `#NAME` of a place."""

    x: float
    y: float
    wide: float
    line: Line
    align: Align = "start"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by digest, as large as it can be within its frame."""

    x: float
    y: float
    wide: float
    tall: float
    digest: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The frame of a picture that is not there; its words are set by others."""

    x: float
    y: float
    wide: float
    tall: float


@dataclass(frozen=True, slots=True)
class Block:
    """A filled box."""

    x: float
    y: float
    wide: float
    tall: float
    grey: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float = 0.5
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """What bookmarks and links lead to. `level` < 0: no bookmark."""

    name: str
    y: float
    title: str = ""
    level: int = -1


Item = Words | Picture | Gap | Block | Rule | Place


@dataclass(slots=True)
class Leaf:
    """One page. `slug`: what its header says; `bare`: without header (the cover)."""

    slug: str = ""
    bare: bool = False
    items: list[Item] = field(default_factory=list)


def height(lines: list[Line]) -> float:
    """How tall lines are that stand at the top of a column."""
    return sum(line.tall + (line.gap if k else 0.0) for k, line in enumerate(lines))


def fitting(lines: list[Line], room: float) -> int:
    """How many of the lines fit in `room`, from the first."""
    used = 0.0
    for k, line in enumerate(lines):
        used += line.tall + (line.gap if k else 0.0)
        if used > room + 0.01:
            return k
    return len(lines)


def stacked(
    lines: list[Line], x: float, y: float, wide: float, align: Align = "start"
) -> list[Words]:
    """Lines one below another from `y` on."""
    out: list[Words] = []
    for k, line in enumerate(lines):
        y += line.gap if k else 0.0
        out.append(Words(x, y, wide, line, line.align or align))
        y += line.tall
    return out
