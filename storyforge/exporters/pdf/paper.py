"""Paper: its sizes, which way it lies, what may be printed on. Lengths are points, 1/72 inch."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

MM = 72 / 25.4
SIZES = {
    "a4": (210 * MM, 297 * MM),
    "letter": (612.0, 792.0),
    "a3": (297 * MM, 420 * MM),
    "tabloid": (792.0, 1224.0),
    "legal": (612.0, 1008.0),
}
"""Width and height of a sheet that stands upright."""

MARGIN = 30.0
HEAD = 24.0  # from the upper margin to where panels begin
FOOT = 20.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of page: its size, and the box that panels stand in (left, top, right, bottom)."""

    wide: float
    tall: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def room(self) -> float:
        """How wide the box for panels is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How tall the box for panels is."""
        return self.bottom - self.top


def sheet(paper: str, landscape: bool) -> Sheet:
    """The sheet of a named paper, lying or standing."""
    short, long = SIZES[paper]
    wide, tall = (long, short) if landscape else (short, long)
    box = (MARGIN, MARGIN + HEAD, wide - MARGIN, tall - MARGIN - FOOT)
    return Sheet(wide, tall, *box)


def aspect(ratio: str) -> float:
    """Width to height of the delivered picture; 16:9 where the words say no ratio."""
    try:
        wide, _, tall = ratio.partition(":")
        found = float(Fraction(wide) / Fraction(tall or "1"))
    except (ValueError, ArithmeticError):
        return 16 / 9
    return min(8.0, max(0.125, found)) if found > 0 else 16 / 9
