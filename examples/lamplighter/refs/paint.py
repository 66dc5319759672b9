"""Two small painters over Pillow: gouache in flat planes, and single strokes of a pencil."""

from __future__ import annotations

import math
import random
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SCALE = 2  # everything is drawn larger and brought down at the end
SHADE, SUN = (38, 36, 66), (255, 240, 206)
Colour = tuple[int, int, int]
Point = tuple[float, float]
Outline = list[Point]


def path(text: str, x: float = 0, y: float = 0, unit: float = 1) -> Outline:
    """Points written as `x,y x,y …`, in units, from the point (x, y)."""
    pairs = (pair.split(",") for pair in text.split())
    return [(x + float(a) * unit, y + float(b) * unit) for a, b in pairs]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` in `one`."""
    r, g, b = (round(a + (b - a) * share) for a, b in zip(one, other))
    return r, g, b


def curve(points: Outline, closed: bool = True) -> Outline:
    """A smooth line through `points` (Catmull-Rom)."""
    ends = (points[-1], points[0], points[1]) if closed else (points[0], points[-1], points[-1])
    knots = [ends[0], *points, *ends[1:]]
    line = []
    for i in range(len(points) if closed else len(points) - 1):
        four = knots[i : i + 4]
        line += [
            (_blend(t / 10, *(p[0] for p in four)), _blend(t / 10, *(p[1] for p in four)))
            for t in range(10)
        ]
    return line if closed else [*line, points[-1]]


def _blend(t: float, a: float, b: float, c: float, d: float) -> float:
    square, cube = 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return 0.5 * (2 * b + (c - a) * t + square * t**2 + cube * t**3)


class Gouache:
    """A sheet painted in flat planes: each form gets a lit edge, a shadow side and brushwork."""

    def __init__(self, width: int, height: int, ground: Colour, seed: int) -> None:
        self.size = (width * SCALE, height * SCALE)
        self.image = Image.new("RGB", self.size, ground)
        self.random = random.Random(seed)

    def form(self, outline: Outline, colour: Colour, depth: float = 1, sharp: bool = False) -> None:
        """Paint a shape lit from the left; `depth` is the width of its shadow side."""
        mask = Image.new("L", self.size)
        edge = outline if sharp else curve(outline)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in edge], fill=255)
        self.image.paste(colour, mask=mask)
        if depth > 1:
            self._brush(mask, colour)
        lit = 0.12 + 0.2 * sum(colour) / 765
        self._side(mask, -depth, mix(colour, SHADE, 0.3))
        self._side(mask, -depth / 2.4, mix(colour, SHADE, 0.28))
        self._side(mask, depth / 3.5, mix(colour, SUN, lit))

    def _side(self, mask: Image.Image, reach: float, colour: Colour) -> None:
        """Paint what the shape, moved by `reach`, no longer covers of itself."""
        moved = Image.new("L", self.size)
        moved.paste(mask, (round(reach * SCALE), round(-abs(reach) * 0.25 * SCALE)))
        edge = ImageChops.subtract(mask, moved).filter(ImageFilter.GaussianBlur(SCALE * 0.9))
        self.image.paste(colour, mask=ImageChops.multiply(edge, mask))

    def _brush(self, mask: Image.Image, colour: Colour) -> None:
        left, top, right, low = mask.getbbox() or (0, 0, 0, 0)
        strokes = Image.new("RGB", self.size, colour)
        draw = ImageDraw.Draw(strokes)
        for _ in range((right - left) * (low - top) // (290 * SCALE * SCALE)):
            x, y = self.random.randint(left, right), self.random.randint(top, low)
            lean, reach = self.random.uniform(-10, -3), self.random.uniform(14, 36)
            tone = mix(colour, self.random.choice((SUN, SHADE)), 0.05)
            ends = [(x, y), (x + lean * SCALE, y + reach * SCALE)]
            draw.line(ends, fill=tone, width=self.random.randint(3, 7) * SCALE)
        self.image.paste(strokes.filter(ImageFilter.GaussianBlur(SCALE)), mask=mask)

    def line(self, points: Outline, colour: Colour, width: float = 1.5) -> None:
        """Draw a smooth open line."""
        ends = [(x * SCALE, y * SCALE) for x, y in curve(points, closed=False)]
        draw = ImageDraw.Draw(self.image)
        draw.line(ends, fill=colour, width=round(width * SCALE), joint="curve")

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Add light around a point."""
        light, half = Image.new("RGB", self.size), radius / 2
        spot = [v * SCALE for v in (x - half, y - half, x + half, y + half)]
        ImageDraw.Draw(light).ellipse(spot, fill=mix((0, 0, 0), colour, strength))
        light = light.filter(ImageFilter.GaussianBlur(radius * SCALE / 3))
        self.image = ImageChops.screen(self.image, light)

    def finished(self) -> Image.Image:
        """The sheet at its own size."""
        return _brought_down(self.image)


class Pencil:
    """A sheet drawn with single graphite strokes."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.sheet = Image.new("L", (width * SCALE, height * SCALE), 255)
        self.random = random.Random(seed)

    def stroke(self, points: Outline, tone: int, width: float = 1.5) -> None:
        """Draw one stroke: it wavers, and presses hardest in its middle."""
        line = [(x * SCALE, y * SCALE) for x, y in curve(points, closed=False)]
        left, top = (round(min(p[k] for p in line)) - 20 for k in (0, 1))
        right, low = (round(max(p[k] for p in line)) + 20 for k in (0, 1))
        layer, drift = Image.new("L", (right - left, low - top), 255), 0.0
        draw = ImageDraw.Draw(layer)
        for i, pair in enumerate(pairwise(line)):
            drift = drift * 0.9 + self.random.uniform(-0.4, 0.4)
            press = 0.45 + 0.55 * math.sin(math.pi * (i + 0.5) / len(line))
            shade = round(255 - (255 - tone) * press * self.random.uniform(0.75, 1))
            ends = [(x - left + drift, y - top + drift) for x, y in pair]
            draw.line(ends, fill=shade, width=max(1, round(width * SCALE * (0.6 + 0.4 * press))))
        under = self.sheet.crop((left, top, right, low))
        self.sheet.paste(ImageChops.multiply(under, layer), (left, top))

    def hatch(self, outline: Outline, angle: float, gap: float, tone: int) -> None:
        """Draw parallel strokes inside an outline."""
        mask, edge = Image.new("L", self.sheet.size), curve(outline)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in edge], fill=255)
        xs, ys = [x for x, _ in edge], [y for _, y in edge]
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        reach = math.hypot(max(xs) - min(xs), max(ys) - min(ys)) / 2
        ux, uy, away = math.cos(math.radians(angle)), math.sin(math.radians(angle)), -reach
        bare, self.sheet = self.sheet, Image.new("L", self.sheet.size, 255)
        while away < reach:
            half = math.sqrt(reach**2 - away**2) * self.random.uniform(0.9, 1.02)
            cx, cy = x - uy * away, y + ux * away
            ends = [
                (cx - ux * half, cy - uy * half),
                (cx + uy, cy - ux),
                (cx + ux * half, cy + uy * half),
            ]
            self.stroke(ends, tone, 1.1)
            away += gap * self.random.uniform(0.7, 1.3)
        white, soft = Image.new("L", bare.size, 255), mask.filter(ImageFilter.GaussianBlur(SCALE))
        self.sheet = ImageChops.multiply(bare, Image.composite(self.sheet, white, soft))

    def finished(self, paper: Colour, lead: Colour) -> Image.Image:
        """The sheet at its own size, in the colours of its paper and lead."""
        inks = [[round(b + (a - b) * v / 255) for v in range(256)] for a, b in zip(paper, lead)]
        return Image.merge("RGB", [_brought_down(self.sheet).point(ink) for ink in inks])


def _brought_down(sheet: Image.Image) -> Image.Image:
    size = (sheet.width // SCALE, sheet.height // SCALE)
    return sheet.resize(size, Image.Resampling.LANCZOS)
