"""Round things in space: sections strung on a limb, their outline and the side light misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, atan2, cos, hypot, pi, sin

from storyforge.artist.ink.hand import P2, ring
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.vector import cross, dot, length, minus, plus, times, unit

_SIXTEEN = tuple((cos(2 * pi * k / 16), sin(2 * pi * k / 16)) for k in range(16))
_FINE = tuple((cos(2 * pi * k / 32), sin(2 * pi * k / 32)) for k in range(32))
_LARGE = 22.0  # pixels of half axis from which on corners would show
_DARK = 0.1  # how far a surface must be turned from the light to lie in shadow, 0..1
_MOST = 1.25  # radians: shadow never swallows what is round


def square(a: V3, axis: V3) -> V3:
    """The direction of *a* made square to a unit *axis*."""
    off = plus(a, axis, -dot(a, axis))
    if length(off) < 1e-4:
        off = cross(axis, (0.31, 0.2, 0.93))
    return unit(off)


@dataclass(frozen=True, slots=True)
class Section:
    """A cut through something round: its centre and two half axes, metres; a ball has no edge."""

    at: V3
    across: V3
    along: V3
    ball: bool = False

    def spot(self, angle: float, lift: float = 1.0) -> V3:
        """The point of its rim at *angle* (radians from *across* to *along*)."""
        return plus(plus(self.at, self.across, cos(angle) * lift), self.along, sin(angle) * lift)

    def seen(self, lens: Camera) -> list[P2]:
        """Its rim on the picture."""
        x, y = lens.at(self.at)
        if self.ball:
            return ring(x, y, length(self.across) * lens.size(self.at))
        ax, ay = lens.at(plus(self.at, self.across))
        bx, by = lens.at(plus(self.at, self.along))
        ax, ay, bx, by = ax - x, ay - y, bx - x, by - y
        reach = max(abs(ax), abs(ay), abs(bx), abs(by))
        return [
            (x + c * ax + s * bx, y + c * ay + s * by)
            for c, s in (_FINE if reach > _LARGE else _SIXTEEN)
        ]

    def gloom(self, eye: V3, key: V3) -> list[V3]:
        """The arc of its rim that is seen from *eye* and turned from the light."""
        a, b, v = unit(self.across), unit(self.along), minus(eye, self.at)
        seen = atan2(dot(v, b), dot(v, a))
        ka, kb = dot(key, a), dot(key, b)
        half = acos(min(1.0, _DARK / max(1e-6, hypot(ka, kb))))
        off = (atan2(-kb, -ka) - seen + pi) % (2 * pi) - pi
        start, end = max(-pi / 2, off - half), min(pi / 2, off + half)
        if end - start < 0.2:
            return []
        start, end = (max(start, end - _MOST), end) if off > 0 else (start, min(end, start + _MOST))
        return [self.spot(seen + start + (end - start) * k / 4) for k in range(5)]


def tube(eye: V3, stops: Sequence[tuple[V3, float]]) -> list[Section]:
    """Balls (centre, radius; metres) along a limb, turned so that *eye* sees their broad side."""
    out = []
    for k, (at, radius) in enumerate(stops):
        axis = unit(minus(stops[min(k + 1, len(stops) - 1)][0], stops[max(0, k - 1)][0]))
        along = square(minus(eye, at), axis)
        out.append(Section(at, times(cross(axis, along), radius), times(along, radius), True))
    return out


def gloomy(lens: Camera, sections: Sequence[Section], key: V3) -> list[list[P2]]:
    """The shapes that together are its side in shadow."""
    arcs = [s.gloom(lens.eye, key) for s in sections]
    return [[lens.at(p) for p in (*a, *b[::-1])] for a, b in pairwise(arcs) if a and b]
