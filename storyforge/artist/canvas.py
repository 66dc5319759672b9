"""The drawing board: paint below, ink above, and a map of where to hatch."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from PIL import Image, ImageDraw

from storyforge.artist.colour import RGB
from storyforge.artist.hand import P2, clip, overshoot, smooth, taper, wobble
from storyforge.artist.manner import Manner
from storyforge.artist.seed import stream

FINE = 2  # ink is drawn on a grid this many times finer than the panel


def tone(level: int, direction: int = 0) -> int:
    """The code of a hatch: level 0..3 (none, light, dense, crossed), direction 0..3."""
    return (direction % 4) * 4 + max(0, min(3, level))


class Canvas:
    """Three layers of one panel. Coordinates are pixels of the finished panel, y down."""

    def __init__(self, width: int, height: int, manner: Manner, seed: object) -> None:
        self.width, self.height, self.manner = width, height, manner
        self.unit = (width * height / (1280 * 720)) ** 0.5
        self.rng = stream("hand", seed)
        self.paint = Image.new("RGB", (width, height), (214, 212, 206))
        self.ink = Image.new("L", (width * FINE, height * FINE), 0)
        self.tones = Image.new("L", (width, height), 0)
        self._paint = ImageDraw.Draw(self.paint)
        self._ink = ImageDraw.Draw(self.ink)
        self._tones = ImageDraw.Draw(self.tones)
        self.group: ImageDraw.ImageDraw | None = None  # where fills leave their trace meanwhile
        self.value = 0.68  # how light the middle of the finished panel should be, 0..1
        self.stretch = 1.0  # how far its values may be moved for that, 0..1

    def fill(self, points: Sequence[P2], colour: RGB, code: int = 0) -> None:
        """Opaque paint: hides the ink and the hatching below it."""
        shape = self.inside(points)
        if len(shape) < 3:
            return
        self._paint.polygon(shape, fill=colour)
        self._tones.polygon(shape, fill=code)
        self._ink.polygon([(x * FINE, y * FINE) for x, y in shape], fill=0)
        if self.group is not None:
            self.group.polygon(shape, fill=255)

    def wash(self, points: Sequence[P2], colour: RGB | None, code: int | None = None) -> None:
        """Paint or hatch laid over what is there; the ink below stays."""
        shape = self.inside(points)
        if len(shape) < 3:
            return
        if colour is not None:
            self._paint.polygon(shape, fill=colour)
        if code is not None:
            self._tones.polygon(shape, fill=code)

    def inside(self, points: Sequence[P2]) -> list[P2]:
        """The shape, cut near the frame when it reaches far beyond."""
        w, h = self.width + 60, self.height + 60
        if all(-60 < x < w and -60 < y < h for x, y in points):
            return list(points)
        return clip(points, self.width, self.height)

    def line(self, points: Sequence[P2], weight: float = 1.0, value: int = 255) -> None:
        """A stroke of even width (pixels at 720 lines) with the hand's tremble."""
        if len(points) < 2 or self._outside(points):
            return
        size = weight * self.unit * self.manner.weight * FINE
        amount = self.manner.wobble * self.unit
        self._trace(wobble(points, self.rng, amount, 26 * self.unit), size, value)
        if self.manner.double and weight > 0.9:
            self._trace(
                wobble(points, self.rng, amount * 2, 30 * self.unit), size * 0.5, value // 2
            )

    def _trace(self, points: Sequence[P2], size: float, value: int) -> None:
        fine = [(x * FINE, y * FINE) for x, y in points]
        self._ink.line(fine, fill=value, width=max(1, round(size)))

    def _outside(self, points: Sequence[P2]) -> bool:
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
        size = max(1.0, weight * self.unit * self.manner.weight) * FINE
        shape = taper([(x * FINE, y * FINE) for x, y in path], size, 0.3)
        self._ink.polygon(shape, fill=value)

    def blot(self, points: Sequence[P2], value: int = 255) -> None:
        """A shape filled with ink."""
        if len(points) > 2 and not self._outside(points):
            self._ink.polygon([(x * FINE, y * FINE) for x, y in points], fill=value)

    def union(
        self, parts: Sequence[Sequence[P2]], colour: RGB, weight: float = 1.4, code: int = 0
    ) -> None:
        """Several overlapping shapes of one stuff: one outline around all, no lines between."""
        shapes = [s for s in (self.inside(p) for p in parts) if len(s) > 2]
        size = max(1, round(2 * weight * self.unit * self.manner.weight * FINE))
        amount = self.manner.wobble * 0.45 * self.unit
        for shape in shapes:
            path = wobble([*shape, shape[0]], self.rng, amount, 16 * self.unit)
            fine = [(x * FINE, y * FINE) for x, y in path]
            self._ink.line([*fine, fine[1] if len(fine) > 1 else fine[0]], fill=255, width=size)
        for shape in shapes:
            self.fill(shape, colour, code)

    def shadow(self, points: Sequence[P2], colour: RGB, alpha: float) -> None:
        """A translucent shape on the paint alone; *alpha* 0..1."""
        shape = self.inside(points)
        if len(shape) < 3:
            return
        box = _box(shape, self.width, self.height)
        if box is None:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        moved = [(x - box[0], y - box[1]) for x, y in shape]
        ImageDraw.Draw(mask).polygon(moved, fill=round(255 * alpha))
        self.paint.paste(colour, box, mask)

    def glow(self, x: float, y: float, radius: float, colour: RGB, alpha: float) -> None:
        """A soft pool of light on the paint; hatching recedes from its heart."""
        size = int(radius * 2)
        if (
            size < 3
            or x + radius < 0
            or y + radius < 0
            or x > self.width + radius
            or y > self.height + radius
        ):
            return
        size = min(size, 2 * max(self.width, self.height))
        spot = _SPOT.point([round((255 - v) * alpha * (255 - v) / 255) for v in range(256)])
        mask = spot.resize((size, size), Image.Resampling.BILINEAR)
        corner = (int(x - size / 2), int(y - size / 2))
        self.paint.paste(colour, (corner[0], corner[1], corner[0] + size, corner[1] + size), mask)
        heart = mask.point([255 if v > 64 else 0 for v in range(256)])
        self.tones.paste(0, (corner[0], corner[1], corner[0] + size, corner[1] + size), heart)

    def veil(self, y: float, spread: float, colour: RGB, alpha: float) -> None:
        """A horizontal band of haze over paint, ink and hatching, thickest at row *y*."""
        top, bottom = int(y - spread), int(y + spread)
        if bottom <= 0 or top >= self.height or bottom - top < 2:
            return
        ramp = [round(255 * alpha * (1 - abs(k - 16) / 16) ** 0.8) for k in range(33)]
        column = Image.frombytes("L", (1, 33), bytes(ramp))
        band = column.resize((self.width, bottom - top), Image.Resampling.BILINEAR)
        self.paint.paste(colour, (0, top, self.width, bottom), band)
        thin = column.resize((self.width * FINE, (bottom - top) * FINE), Image.Resampling.NEAREST)
        self.ink.paste(0, (0, top * FINE, self.width * FINE, bottom * FINE), thin)


def _box(shape: Sequence[P2], width: int, height: int) -> tuple[int, int, int, int] | None:
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    x0, y0 = max(0, int(min(xs))), max(0, int(min(ys)))
    x1, y1 = min(width, int(max(xs)) + 1), min(height, int(max(ys)) + 1)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


# Pillow's gradient is only 181 in the middle of its sides: a glow would end in a square
_SPOT = Image.radial_gradient("L").point([min(255, round(v * 1.4143)) for v in range(256)])
