"""What every mark of a moving camera is made from: the movement as read, the frame, an arrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from storyforge.artist.ink.arrows import Shape, Sign, band, cut, dashes, length, ribbon
from storyforge.artist.ink.hand import P2

LONG = {"imperceptible": 0.42, "slow": 0.62, "medium": 0.82, "fast": 1.02, "whip": 1.2}
STREAKS = {"fast": 2, "whip": 4}


@dataclass(frozen=True, slots=True)
class Move:
    """One movement as read; *way* and *speed* may be empty."""

    verb: str
    way: str
    speed: str

    @property
    def long(self) -> float:
        """The arrow's share of the longest."""
        return LONG.get(self.speed, LONG["medium"])

    @property
    def turn(self) -> float:
        """-1 to the left, up or out; 1 else."""
        return -1.0 if self.way in ("left", "up", "out") else 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame to mark, pixels. *heading*: -1 or 1, which way the first one on the move goes;
    *focus*: where the eye is led from and to.
    """

    width: float
    height: float
    heading: float = 1.0
    focus: tuple[P2, P2] | None = None

    @property
    def size(self) -> float:
        """What marks are measured by: 720 for a frame of 1280 x 720."""
        return min(0.75 * sqrt(self.width * self.height), 1.25 * min(self.width, self.height))

    @property
    def edge(self) -> float:
        """How far from the frame's edge a mark's axis runs."""
        return 0.058 * self.size

    @property
    def half(self) -> float:
        """Half the width of an arrow's shaft."""
        return 0.0112 * self.size


Signs = Iterator[Sign]


def arrow(frame: Frame, path: list[P2], move: Move, thick: float = 1.0) -> Sign:
    """An arrow along a path, as fast as the move: dashed when hardly seen, streaks when quick."""
    half = frame.half * thick
    if move.speed == "imperceptible":
        whole = length(path)
        head = ribbon(cut(path, whole * 0.5, whole), half, half, half * 2.5)
        return Sign((head,), dashes(cut(path, 0, whole * 0.46), half * 0.8, half * 2, half * 1.3))
    return Sign((ribbon(path, half * 0.7, half, half * 2.5),), streaks(frame, path, move))


def streaks(frame: Frame, path: list[P2], move: Move) -> tuple[Shape, ...]:
    """Thin lines that trail behind where an arrow begins."""
    count = STREAKS.get(move.speed, 0)
    (ax, ay), (bx, by) = path[0], path[1]
    size = length(path[:2]) or 1.0
    ux, uy = (bx - ax) / size, (by - ay) / size
    out = []
    for k in range(count):
        off = (k - (count - 1) / 2) * frame.half * 1.9
        start = (ax - ux * frame.half * 1.6 - uy * off, ay - uy * frame.half * 1.6 + ux * off)
        long = frame.size * (0.05 + 0.035 * ((k * 2) % 3))
        end = (start[0] - ux * long, start[1] - uy * long)
        out.append(ribbon([start, end], frame.half * 0.34, 0.3, 0.4))
    return tuple(out)


def bar(at: P2, across: P2, long: float, half: float) -> Shape:
    """A short bar with its middle at *at*, along *across*."""
    ends = [(at[0] + across[0] * long * k, at[1] + across[1] * long * k) for k in (-1, 1)]
    return band(ends, half)
