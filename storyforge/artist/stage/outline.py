"""The outline of a limb: one line down each side where it can be followed, hulls where it folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from storyforge.artist.ink.hand import P2, smooth, taut
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.vector import length, plus
from storyforge.artist.stage.volume import Section

_TURN = 0.75  # cosine below which two stretches of a limb are a bend
_SHORT = 0.5  # stretches shorter than this share of a cut's depth are foreshortened


@dataclass(frozen=True, slots=True)
class Oval:
    """A section on the picture: its centre and half axes in pixels."""

    x: float
    y: float
    ax: float
    ay: float
    bx: float
    by: float

    def toward(self, dx: float, dy: float) -> float:
        """The angle of its rim that lies furthest in a direction."""
        return atan2(self.bx * dx + self.by * dy, self.ax * dx + self.ay * dy)

    def spot(self, angle: float) -> P2:
        """The point of its rim at an angle."""
        c, s = cos(angle), sin(angle)
        return self.x + self.ax * c + self.bx * s, self.y + self.ay * c + self.by * s

    def reach(self, dx: float, dy: float) -> float:
        """How far it extends from its centre in a direction."""
        return hypot(self.bx * dx + self.by * dy, self.ax * dx + self.ay * dy)

    def rim(self, start: float, end: float, count: int = 5) -> list[P2]:
        """Points from one angle to another the short way."""
        turn = (end - start + pi) % (2 * pi) - pi
        return [self.spot(start + turn * k / count) for k in range(count + 1)]

    def ring(self) -> list[P2]:
        """The whole rim."""
        count = 12 if hypot(self.ax, self.ay) + hypot(self.bx, self.by) < 40 else 24
        return [self.spot(2 * pi * k / count) for k in range(count)]


def oval(lens: Camera, section: Section) -> Oval:
    """The section as it is seen."""
    x, y = lens.at(section.at)
    if section.ball:
        r = length(section.across) * lens.size(section.at)
        return Oval(x, y, r, 0.0, 0.0, r)
    ax, ay = lens.at(plus(section.at, section.across))
    bx, by = lens.at(plus(section.at, section.along))
    return Oval(x, y, ax - x, ay - y, bx - x, by - y)


def loft(lens: Camera, sections: Sequence[Section]) -> list[list[P2]]:
    """The shapes that together are the outline of what is strung on the sections."""
    ovals = [oval(lens, s) for s in sections]
    out: list[list[P2]] = []
    run = [ovals[0]]
    last: P2 | None = None
    for a, b in pairwise(ovals):
        way = _way(a, b)
        if way is None:
            out += _closed(run)
            out.append(taut([*a.ring(), *b.ring()]))
            run, last = [b], None
            continue
        if last is not None and last[0] * way[0] + last[1] * way[1] < _TURN:
            out += _closed(run)
            run = [a]
        run.append(b)
        last = way
    return out + _closed(run)


def _way(a: Oval, b: Oval) -> P2 | None:
    """The direction from one to the next, None when one hides too much of the other."""
    far = hypot(b.x - a.x, b.y - a.y)
    if far < 1e-6:
        return None
    dx, dy = (b.x - a.x) / far, (b.y - a.y) / far
    return None if far < _SHORT * max(a.reach(dx, dy), b.reach(dx, dy)) else (dx, dy)


def _closed(run: Sequence[Oval]) -> list[list[P2]]:
    """Down one side of the sections, round the end, up the other and round the start."""
    if len(run) < 2:
        return []
    left: list[P2] = []
    right: list[P2] = []
    last = len(run) - 1
    for k, o in enumerate(run):
        before, after = run[max(0, k - 1)], run[min(last, k + 1)]
        dx, dy = after.x - before.x, after.y - before.y
        left.append(o.spot(o.toward(-dy, dx)))
        right.append(o.spot(o.toward(dy, -dx)))
    first, end = _cap(run[0], run[1]), _cap(run[-1], run[-2])
    sides = [smooth(side, closed=False) if len(side) > 2 else side for side in (left, right)]
    return [[*first, *sides[0], *end, *sides[1][::-1]]]


def _cap(o: Oval, inner: Oval) -> list[P2]:
    """The end of a run: the outer half of its rim, turning as the whole outline turns."""
    dx, dy = o.x - inner.x, o.y - inner.y
    one, mid, two = o.toward(-dy, dx), o.toward(dx, dy), o.toward(dy, -dx)
    return [*o.rim(one, mid, 3), *o.rim(mid, two, 3)]
