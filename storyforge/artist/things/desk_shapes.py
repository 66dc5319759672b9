"""What lies or stands on a table: slabs, turned ware, rods, balls, sheets and lines on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, hypot, pi, sin

from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, taut
from storyforge.artist.letters.inscribed import write
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import cross, minus, plus, unit
from storyforge.artist.things.desk import Desk

Put = Callable[[V3], V3]
WHITE: RGB = (255, 252, 244)
UP: V3 = (0.0, 1.0, 0.0)


def circle(radius: float, at: P2 = (0.0, 0.0), count: int = 48, flat: float = 1.0) -> list[P2]:
    """A round outline on the table, x and z."""
    turns = [2 * pi * k / count for k in range(count)]
    return [(at[0] + radius * cos(t), at[1] + radius * flat * sin(t)) for t in turns]


def washer(outer: float, inner: float, at: P2 = (0.0, 0.0), flat: float = 1.0) -> list[P2]:
    """A ring cut open at one place, so that one outline goes round both its edges."""
    out, hole = circle(outer, at, 40, flat), circle(inner, at, 40, flat)
    return [*out, out[0], hole[0], *reversed(hole)]


def oblong(x0: float, z0: float, x1: float, z1: float) -> list[P2]:
    """A rectangle on the table."""
    return [(x0, z0), (x1, z0), (x1, z1), (x0, z1)]


def rounded(x0: float, z0: float, x1: float, z1: float, r: float) -> list[P2]:
    """A rectangle with round corners."""
    out = []
    for cx, cz, start in ((x1 - r, z1 - r, 0), (x0 + r, z1 - r, 1), (x0 + r, z0 + r, 2),
                          (x1 - r, z0 + r, 3)):  # fmt: skip
        out += [
            (cx + r * cos((start + k / 5) * pi / 2), cz + r * sin((start + k / 5) * pi / 2))
            for k in range(6)
        ]
    return out


@dataclass(frozen=True, slots=True)
class Slab:
    """Something flat with an even thickness: its outline from above, between two heights."""

    outline: tuple[V3, ...]  # its foot
    thick: float
    colour: RGB
    gloss: float = 0.3  # how brightly its edges catch the light
    weight: float = 1.5
    side: RGB | None = None
    floats: float = 0.0  # how high above what it lies on

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        return [*self.outline, *self._top()]

    def moved(self, put: Put) -> Slab:
        """The same elsewhere."""
        return replace(self, outline=tuple(put(p) for p in self.outline))

    def _top(self) -> list[V3]:
        return [(x, y + self.thick, z) for x, y, z in self.outline]

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        floor = self.outline[0][1] - self.floats
        top = self._top()
        low = [desk.cast(p, floor) for p in self.outline]
        high = [desk.cast(p, floor) for p in top]
        count = len(low)
        walls = [
            [low[k - 1], low[k], high[k], high[k - 1]]
            for k in range(count)
            if hypot(low[k][0] - low[k - 1][0], low[k][1] - low[k - 1][1]) > 0.3
        ]
        desk.dim([high, *walls])

    def draw(self, desk: Desk) -> None:
        """Itself."""
        top = self._top()
        self._walls(desk, top)
        face = desk.seen(top)
        desk.canvas.union([face], desk.paint(self.colour, UP), self.weight)
        if self.gloss:
            self._catch(desk, top)

    def _walls(self, desk: Desk, top: Sequence[V3]) -> None:
        side = self.side or scale(self.colour, 0.82)
        walls = []
        for k, b in enumerate(self.outline):
            a = self.outline[k - 1]
            normal = _outward(a, b, self._area())
            if normal is None or not desk.faces(b, normal):
                continue
            quad = desk.seen([a, b, top[k], top[k - 1]])
            walls.append((quad, desk.paint(side, normal), desk.light.facing(normal)))
        if walls:
            desk.canvas.union([w[0] for w in walls], walls[0][1], self.weight)
        for quad, colour, lit in walls:
            desk.canvas.fill(quad, colour, tone(2 if lit < 0.1 else 0, 1))

    def _area(self) -> float:
        ring = self.outline
        return sum(a[0] * b[2] - b[0] * a[2] for a, b in pairwise([*ring, ring[0]]))

    def _catch(self, desk: Desk, top: Sequence[V3]) -> None:
        """A light line along the edges that look at the light."""
        reach = 0.02 * max(hypot(p[0] - top[0][0], p[2] - top[0][2]) for p in top)
        bright = desk.paint(mix(self.colour, WHITE, 0.3 + 0.6 * self.gloss), UP)
        for k, b in enumerate(top):
            a = top[k - 1]
            normal = _outward(a, b, self._area())
            if normal is None or desk.light.facing(normal) < 0.2:
                continue
            inner = [plus(p, normal, -reach) for p in (b, a)]
            desk.canvas.wash(desk.seen([a, b, *inner]), bright)


def _outward(a: V3, b: V3, area: float) -> V3 | None:
    dx, dz = b[0] - a[0], b[2] - a[2]
    n = hypot(dx, dz)
    if n < 1e-6:
        return None
    k = 1 if area > 0 else -1
    return k * dz / n, 0.0, -k * dx / n


def slab(outline: Sequence[P2], thick: float, colour: RGB, y: float = 0.0, **more: object) -> Slab:
    """A slab from an outline in x and z."""
    made = Slab(tuple((x, y, z) for x, z in outline), thick, colour)
    return replace(made, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat polygon anywhere in space: paper, a print, a wall. Seen from both sides."""

    points: tuple[V3, ...]
    colour: RGB
    weight: float = 0.0  # of its outline
    dark: float = 0.0  # how strong the shadow is that it throws on the table
    code: int = 0
    normal: V3 | None = None
    lit: bool = False  # shines by itself

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        return self.points

    def moved(self, put: Put) -> Sheet:
        """The same elsewhere."""
        return replace(self, points=tuple(put(p) for p in self.points))

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        if self.dark:
            desk.dim([taut([desk.cast(p) for p in self.points])], self.dark)

    def draw(self, desk: Desk) -> None:
        """Itself."""
        normal = self.normal or _turned(desk, self.points)
        shape = desk.seen(self.points)
        colour = self.colour if self.lit else desk.paint(self.colour, normal)
        if self.weight:
            desk.canvas.union([shape], colour, self.weight, self.code)
        else:
            desk.canvas.fill(shape, colour, self.code)


def _turned(desk: Desk, points: Sequence[V3]) -> V3:
    """The normal of a polygon on the side that the eye sees."""
    normal = unit(cross(minus(points[1], points[0]), minus(points[2], points[1])))
    return normal if desk.faces(points[0], normal) else (-normal[0], -normal[1], -normal[2])


def sheet(outline: Sequence[P2], y: float, colour: RGB, weight: float = 0.0) -> Sheet:
    """A sheet that lies flat at a height."""
    return Sheet(tuple((x, y, z) for x, z in outline), colour, weight, 0.0, 0, UP)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines on things: seams, print, engraving."""

    paths: tuple[tuple[V3, ...], ...]
    weight: float = 1.0
    value: int = 200
    swells: bool = False

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        return [p for path in self.paths for p in path]

    def moved(self, put: Put) -> Drawn:
        """The same elsewhere."""
        return replace(self, paths=tuple(tuple(put(p) for p in path) for path in self.paths))

    def shade(self, desk: Desk) -> None:
        """Ink throws none."""

    def draw(self, desk: Desk) -> None:
        """Itself."""
        for path in self.paths:
            pen = desk.canvas.stroke if self.swells else desk.canvas.line
            pen([desk.lens.at(p) for p in path], self.weight, self.value)


def drawn(paths: Sequence[Sequence[P2]], y: float, weight: float = 1.0, value: int = 200) -> Drawn:
    """Lines that lie flat at a height, in x and z."""
    return Drawn(tuple(tuple((x, y, z) for x, z in path) for path in paths), weight, value)


@dataclass(frozen=True, slots=True)
class Lettered:
    """Words on a flat surface: its upper left, upper right, lower right and lower left corner."""

    corners: tuple[V3, V3, V3, V3]
    text: str
    largest: float = 0.24
    bold: bool = False

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        return self.corners

    def moved(self, put: Put) -> Lettered:
        """The same elsewhere."""
        a, b, c, d = self.corners
        return replace(self, corners=(put(a), put(b), put(c), put(d)))

    def shade(self, desk: Desk) -> None:
        """Ink throws none."""

    def draw(self, desk: Desk) -> None:
        """Itself."""
        a, b, c, d = (desk.lens.at(p) for p in self.corners)
        write(desk.canvas, (a, b, c, d), self.text, largest=self.largest, bold=self.bold)


def block(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], colour: RGB,
    weight: float = 1.5, gloss: float = 0.2,
) -> Slab:  # fmt: skip
    """An upright block between bounds."""
    return slab(
        oblong(x[0], z[0], x[1], z[1]), y[1] - y[0], colour, y[0], weight=weight, gloss=gloss
    )
