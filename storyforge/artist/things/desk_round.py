"""Round things on a table: turned ware, rods, what has grown of them, and balls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, hypot, sin, sqrt

from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, Circle, hull, smooth, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Desk
from storyforge.artist.things.desk_shapes import UP, WHITE, Put, circle


@dataclass(frozen=True, slots=True)
class Turned:
    """Ware turned about an upright axis: radii at heights from its foot up.

    *clear* glass shows what is behind; *inside*: the colour seen in its open mouth.
    """

    at: V3
    profile: tuple[P2, ...]
    colour: RGB
    clear: bool = False
    inside: RGB | None = None
    gloss: float = 0.5
    rims: tuple[int, ...] = ()
    weight: float = 1.6
    lit: bool = False  # shines by itself
    dim: float = 0.42

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        return [p for r, y in self.profile for p in self._ring(r, y, 12)]

    def moved(self, put: Put) -> Turned:
        """The same elsewhere."""
        return replace(self, at=put(self.at))

    def _ring(self, r: float, y: float, count: int = 40) -> list[V3]:
        x0, y0, z0 = self.at
        return [(x0 + x, y0 + y, z0 + z) for x, z in circle(r, (0, 0), count)]

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        rings = [[desk.cast(p) for p in self._ring(*ry, 20)] for ry in self.profile]
        alpha = self.dim * (0.45 if self.clear else 1.0)
        desk.dim([taut([*a, *b]) for a, b in pairwise(rings)], alpha)

    def draw(self, desk: Desk) -> None:
        """Itself."""
        rings = [desk.seen(self._ring(r, y)) for r, y in self.profile]
        parts = [taut([*a, *b]) for a, b in pairwise(rings)]
        if self.clear:
            self._glass(desk, rings, parts)
            return
        colour = self.colour if self.lit else desk.paint(self.colour, (-0.2, 0.5, -0.6))
        desk.canvas.union(parts, colour, self.weight)
        if not self.lit:
            deep = scale(colour, 0.74)
            self._band(desk, 0.18, 0.99, mix(colour, deep, 0.55), 0)
            self._band(desk, 0.46, 0.88, deep, 2)
            self._band(desk, -0.99, -0.86, mix(colour, deep, 0.4), 0)
            if self.gloss > 0.1:
                self._band(desk, -0.62, -0.42, mix(colour, WHITE, self.gloss), 0)
        self._lids(desk, rings)

    def _lids(self, desk: Desk, rings: Sequence[list[P2]]) -> None:
        """Its top, open or closed, and the edges that run round it."""
        for k in self.rims:
            front = self._front(desk, *self.profile[k])
            desk.canvas.stroke(front, 1.1, 190)
        if desk.faces((self.at[0], self.at[1] + self.profile[-1][1], self.at[2]), UP):
            top = rings[-1]
            if self.inside is None:
                lid = self.colour if self.lit else desk.paint(self.colour, UP)
                desk.canvas.union([top], lid, self.weight * 0.7)
            else:
                self._mouth(desk, top)

    def _mouth(self, desk: Desk, top: list[P2]) -> None:
        radius, tall = self.profile[-1]
        desk.canvas.union([top], desk.paint(scale(self.colour, 1.06), UP), self.weight * 0.8)
        hole = desk.seen(self._ring(radius * 0.91, tall))
        desk.canvas.fill(hole, desk.paint(scale(self.colour, 0.7), None), tone(1, 1))
        level = desk.seen(self._ring(radius * 0.84, tall - radius * 0.28))
        if self.inside is not None:
            desk.canvas.fill(_within(level, hole), desk.paint(self.inside, UP))
        desk.canvas.line([*hole, hole[0]], 0.9, 170)

    def _glass(self, desk: Desk, rings: Sequence[list[P2]], parts: Sequence[Sequence[P2]]) -> None:
        pale = desk.paint(mix(self.colour, WHITE, 0.35), UP)
        desk.canvas.tint(parts, pale, 0.3)
        for side in (min, max):
            path = [side(ring, key=lambda p: p[0]) for ring in rings]
            desk.canvas.line(path, self.weight, 255)
        for k in {0, len(rings) - 1, *self.rims}:
            desk.canvas.line([*rings[k], rings[k][0]], self.weight * 0.75, 220)
        self._band(desk, -0.78, -0.6, WHITE, 0)
        self._band(desk, -0.5, -0.44, WHITE, 0)
        self._band(desk, 0.84, 0.93, mix(pale, WHITE, 0.5), 0)

    def _front(self, desk: Desk, r: float, y: float, a: float = -0.97, b: float = 0.97) -> list[P2]:
        """The near arc of a ring between two shares of its half width."""
        ring = desk.seen(self._ring(r, y))
        left, right = min(p[0] for p in ring), max(p[0] for p in ring)
        high, low = min(p[1] for p in ring), max(p[1] for p in ring)
        cx, cy, rx, ry = (left + right) / 2, (high + low) / 2, (right - left) / 2, (low - high) / 2
        shares = [a + (b - a) * k / 10 for k in range(11)]
        return [(cx + u * rx, cy + ry * sqrt(max(0.0, 1 - u * u))) for u in shares]

    def _band(self, desk: Desk, a: float, b: float, colour: RGB, level: int) -> None:
        """A stripe up its near side between two shares of its half width."""
        arcs = [self._front(desk, r, y, a, b) for r, y in self.profile if r > 0]
        if len(arcs) > 1:
            rest = [arc[-1] for arc in arcs[1:-1]]
            back = [arc[0] for arc in arcs[-2:0:-1]]
            shape = [*arcs[0], *rest, *reversed(arcs[-1]), *back]
            desk.canvas.wash(shape, colour, tone(level, 1) if level else None)


def _within(shape: Sequence[P2], hole: Sequence[P2]) -> list[P2]:
    """The part of an ellipse that is seen through another: its points held inside."""
    x0, x1 = min(p[0] for p in hole), max(p[0] for p in hole)
    y0, y1 = min(p[1] for p in hole), max(p[1] for p in hole)
    cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    out = []
    for x, y in shape:
        far = hypot((x - cx) / rx, (y - cy) / ry)
        k = min(1.0, 1 / max(1e-6, far))
        out.append((cx + (x - cx) * k, cy + (y - cy) * k))
    return out


@dataclass(frozen=True, slots=True)
class Rod:
    """Something round and long: balls strung along a path, centimetres."""

    stops: tuple[tuple[V3, float], ...]
    colour: RGB
    gloss: float = 0.5
    weight: float = 1.5
    floor: float = 0.0
    dim: float = 0.42
    beyond: bool = False  # goes out of the picture, which is not composed round it

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        if self.beyond:
            return []
        return [
            (p[0] + a * r, p[1] + b * r, p[2] + c * r)
            for p, r in self.stops
            for a, b, c in ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1))
        ]

    def moved(self, put: Put) -> Rod:
        """The same elsewhere."""
        return replace(self, stops=tuple((put(p), r) for p, r in self.stops))

    def circles(self, desk: Desk) -> list[Circle]:
        """Its balls in pixels."""
        return [(*desk.lens.at(p), r * desk.lens.size(p)) for p, r in self.stops]

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        if not self.dim:
            return
        dots = [(*desk.cast(p, self.floor), r * desk.lens.size(p) * 0.92) for p, r in self.stops]
        desk.dim([hull([a, b]) for a, b in pairwise(dots)], self.dim)

    def draw(self, desk: Desk) -> None:
        """Itself."""
        dots = self.circles(desk)
        colour = desk.paint(self.colour, (-0.2, 0.7, -0.3))
        desk.canvas.union([hull([a, b]) for a, b in pairwise(dots)], colour, self.weight)
        stripe(desk, dots, 0.3, 0.96, scale(colour, 0.84), 0)
        stripe(desk, dots, 0.5, 0.84, scale(colour, 0.72), 2)
        if self.gloss > 0.1:
            stripe(desk, dots, -0.55, -0.3, mix(colour, WHITE, self.gloss), 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rods of one stuff that have grown together: one outline round all."""

    rods: tuple[Rod, ...]
    weight: float = 1.6

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        return [p for rod in self.rods for p in rod.spots()]

    def moved(self, put: Put) -> Bundle:
        """The same elsewhere."""
        return replace(self, rods=tuple(rod.moved(put) for rod in self.rods))

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        for rod in self.rods:
            rod.shade(desk)

    def draw(self, desk: Desk) -> None:
        """Itself."""
        strings = [rod.circles(desk) for rod in self.rods]
        colour = desk.paint(self.rods[0].colour, (-0.2, 0.7, -0.3))
        parts = [hull([a, b]) for dots in strings for a, b in pairwise(dots)]
        desk.canvas.union(parts, colour, self.weight)
        for dots, rod in zip(strings, self.rods, strict=True):
            stripe(desk, dots, 0.4, 0.94, scale(colour, 0.76), 2)
            if rod.gloss > 0.1:
                stripe(desk, dots, -0.56, -0.36, mix(colour, WHITE, rod.gloss), 0)


def stripe(desk: Desk, dots: Sequence[Circle], a: float, b: float, colour: RGB, level: int) -> None:
    """A stripe along strung balls between two shares of their radius, towards the dark side."""
    one, two = [], []
    for k, (x, y, r) in enumerate(dots):
        p, q = dots[max(0, k - 1)], dots[min(len(dots) - 1, k + 1)]
        dx, dy = q[0] - p[0], q[1] - p[1]
        n = hypot(dx, dy) or 1.0
        nx, ny = -dy / n, dx / n
        if nx * 0.5 + ny < 0:
            nx, ny = -nx, -ny
        one.append((x + nx * r * a, y + ny * r * a))
        two.append((x + nx * r * b, y + ny * r * b))
    shape = [*one, *reversed(two)]
    desk.canvas.wash(smooth(shape), colour, tone(level, 1) if level else None)


@dataclass(frozen=True, slots=True)
class Ball:
    """A round lump; *flat*: its height against its width."""

    at: V3
    radius: float
    colour: RGB
    gloss: float = 0.6
    weight: float = 1.6

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        (x, y, z), r = self.at, self.radius
        return [(x + a * r, y + b * r, z + c * r) for a in (-1, 1) for b in (-1, 1) for c in (0,)]

    def moved(self, put: Put) -> Ball:
        """The same elsewhere."""
        return replace(self, at=put(self.at))

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        x, y, z = self.at
        ring = [(x + a, y, z + b) for a, b in circle(self.radius, (0, 0), 24)]
        desk.dim([[desk.cast(p) for p in ring]])

    def draw(self, desk: Desk) -> None:
        """Itself."""
        (x, y), r = desk.lens.at(self.at), self.radius * desk.lens.size(self.at)
        colour = desk.paint(self.colour, (-0.3, 0.6, -0.4))
        desk.canvas.union([circle(r, (x, y))], colour, self.weight)
        for share, level, deep in ((0.0, 0, 0.86), (0.34, 2, 0.72)):
            arc = [(-0.6 + 2.9 * k / 20) for k in range(21)]
            rim = [(x + cos(t) * r * 0.97, y + sin(t) * r * 0.97) for t in arc]
            bay = [
                (
                    x + (cos(t) * 0.97 - 0.34 + share * 0.3) * r,
                    y + (sin(t) * 0.97 - 0.4 + share * 0.3) * r,
                )
                for t in reversed(arc)
            ]
            held = [
                p
                if hypot(p[0] - x, p[1] - y) < r * 0.97
                else (
                    x + (p[0] - x) * r * 0.97 / hypot(p[0] - x, p[1] - y),
                    y + (p[1] - y) * r * 0.97 / hypot(p[0] - x, p[1] - y),
                )
                for p in bay
            ]
            desk.canvas.wash([*rim, *held], scale(colour, deep), tone(level, 1) if level else None)
        if self.gloss > 0.1:
            spot = circle(r * 0.16, (x - r * 0.4, y - r * 0.45), 24, 0.7)
            desk.canvas.wash(spot, mix(colour, WHITE, self.gloss))
