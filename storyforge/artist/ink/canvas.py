"""The drawing board: everything a hand does here becomes a mark on the display list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot

from storyforge.artist.ink import display
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.display import Drawing, Mark
from storyforge.artist.ink.hand import P2, clip, overshoot, smooth, taper, wobble
from storyforge.artist.ink.manner import Manner
from storyforge.artist.ink.seed import stream


def tone(level: int, direction: int = 0) -> int:
    """The code of a hatch: level 0..3 (none, light, dense, crossed), direction 0..3."""
    return (direction % 4) * 4 + max(0, min(3, level))


class Canvas:
    """A panel in the making. Coordinates are pixels of the finished panel, y down."""

    def __init__(self, width: int, height: int, manner: Manner, seed: object) -> None:
        self.width, self.height, self.manner = width, height, manner
        self.unit = (width * height / (1280 * 720)) ** 0.5
        self.rng = stream("hand", seed)
        self.value = 0.68  # how light the middle of the finished panel should be, 0..1
        self.stretch = 1.0  # how far its values may be moved for that, 0..1
        self._marks: list[Mark] = []

    def drawing(self, grain: object) -> Drawing:
        """All marks so far as a finished value; *grain* is what the paper hangs on."""
        return Drawing(
            self.width,
            self.height,
            self.manner,
            tuple(self._marks),
            self.unit,
            self.value,
            self.stretch,
            grain,
        )

    def fill(self, points: Sequence[P2], colour: RGB, code: int = 0) -> None:
        """Opaque paint: hides the ink and the hatching below it."""
        shape = self.inside(points)
        if len(shape) > 2:
            self._marks.append(display.Fill(tuple(shape), colour, code))

    def wash(self, points: Sequence[P2], colour: RGB | None, code: int | None = None) -> None:
        """Paint or hatch laid over what is there; the ink below stays."""
        shape = self.inside(points)
        if len(shape) > 2:
            self._marks.append(display.Wash(tuple(shape), colour, code))

    def inside(self, points: Sequence[P2]) -> list[P2]:
        """The shape, cut near the frame when it reaches far beyond."""
        w, h = self.width + 60, self.height + 60
        for x, y in points:
            if not (-60 < x < w and -60 < y < h):
                return clip(points, self.width, self.height)
        return list(points)

    def line(self, points: Sequence[P2], weight: float = 1.0, value: int = 255) -> None:
        """A stroke of even width (pixels at 720 lines) with the hand's tremble."""
        if len(points) < 2 or self._outside(points):
            return
        size = weight * self.unit * self.manner.weight
        amount = self.manner.wobble * self.unit
        path = wobble(points, self.rng, amount, 26 * self.unit)
        self._marks.append(display.Line(tuple(path), size, value))
        if self.manner.double and weight > 0.9:
            again = wobble(points, self.rng, amount * 2, 30 * self.unit)
            self._marks.append(display.Line(tuple(again), size * 0.5, value // 2))

    def _outside(self, points: Sequence[P2]) -> bool:
        x, y = points[0]
        if 0 < x < self.width and 0 < y < self.height:
            return False
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return max(xs) < -9 or max(ys) < -9 or min(xs) > self.width + 9 or min(ys) > self.height + 9

    def edges(self, points: Sequence[P2], weight: float = 1.0, value: int = 255) -> None:
        """Every side of a polygon as its own ruled stroke that overshoots its corners."""
        shape = self.inside(points)
        reach = 2.2 * self.manner.wobble * self.unit
        for k, b in enumerate(shape):
            a = shape[k - 1]
            if hypot(b[0] - a[0], b[1] - a[1]) > 1.5:
                self.line(overshoot(a, b, reach), weight, value)

    def stroke(self, points: Sequence[P2], weight: float = 1.0, value: int = 255) -> None:
        """A stroke that swells and thins: hair, folds, faces."""
        if len(points) < 2 or self._outside(points):
            return
        if len(points) > 2:
            points = smooth(smooth(points, False), False)
        path = wobble(points, self.rng, self.manner.wobble * 0.4 * self.unit, 9 * self.unit)
        size = max(1.0, weight * self.unit * self.manner.weight)
        self._marks.append(display.Blot(tuple(taper(path, size, 0.3)), value))

    def blot(self, points: Sequence[P2], value: int = 255) -> None:
        """A shape filled with ink; value 0 takes ink away."""
        if len(points) > 2 and not self._outside(points):
            self._marks.append(display.Blot(tuple(points), value))

    def union(
        self, parts: Sequence[Sequence[P2]], colour: RGB, weight: float = 1.4, code: int = 0
    ) -> None:
        """Several overlapping shapes of one stuff: one outline around all, no lines between."""
        shapes = [s for s in (self.inside(p) for p in parts) if len(s) > 2]
        size = 2 * weight * self.unit * self.manner.weight
        amount = self.manner.wobble * 0.45 * self.unit
        for shape in shapes:
            path = wobble([*shape, shape[0]], self.rng, amount, 16 * self.unit)
            closed = (*path, path[1] if len(path) > 1 else path[0])
            self._marks.append(display.Line(closed, size))
        for shape in shapes:
            self.fill(shape, colour, code)

    def shadow(self, points: Sequence[P2], colour: RGB, alpha: float) -> None:
        """A translucent shape on the paint alone; *alpha* 0..1."""
        self.tint([points], colour, alpha)

    def tint(
        self, shapes: Sequence[Sequence[P2]], colour: RGB, alpha: float, code: int = 0
    ) -> None:
        """Several shapes as one translucent tone, hatched with *code* if it is not 0."""
        cut = tuple(tuple(s) for s in (self.inside(p) for p in shapes) if len(s) > 2)
        if cut:
            self._marks.append(display.Tint(cut, colour, alpha, code))

    def glow(self, x: float, y: float, radius: float, colour: RGB, alpha: float) -> None:
        """A soft pool of light on the paint; hatching recedes from its heart."""
        near = -radius < x < self.width + radius and -radius < y < self.height + radius
        if near and radius >= 1.5:
            reach = min(radius, float(max(self.width, self.height)))
            self._marks.append(display.Glow(x, y, reach, colour, alpha))

    def pool(self, spots: Sequence[P2], colour: RGB, alpha: float) -> None:
        """A round of light on the ground whose edge is seen at *spots*, brightest in the middle."""
        xs, ys = [p[0] for p in spots], [p[1] for p in spots]
        x0, y0, x1, y1 = int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1
        reach = 3 * max(self.width, self.height)
        seen = x1 >= 0 and y1 >= 0 and x0 <= self.width and y0 <= self.height
        if seen and 2 < x1 - x0 < reach and 2 < y1 - y0 < reach:
            self._marks.append(display.Pool((x0, y0, x1, y1), colour, alpha))

    def veil(self, y: float, spread: float, colour: RGB, alpha: float) -> None:
        """A horizontal band of haze over paint, ink and hatching, thickest at row *y*."""
        if y + spread > 0 and y - spread < self.height and spread > 1:
            self._marks.append(display.Veil(y, spread, colour, alpha))

    def put(self, mark: Mark) -> None:
        """Lays any other mark on top: a flood, bands, a photo, a swatch, an inset …"""
        self._marks.append(mark)

    def group(self, paint: Callable[[], None], rim: float, light: float) -> None:
        """Lets *paint* draw one figure; bares the paper *rim* pixels round it by share *light*."""
        outer, self._marks = self._marks, []
        paint()
        outer.append(display.Group(tuple(self._marks), rim, light))
        self._marks = outer
