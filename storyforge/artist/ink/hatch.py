"""Hatching: real, separate strokes on a tile without seams, laid where the tone map asks."""

from __future__ import annotations

from functools import lru_cache
from math import sin

from PIL import Image, ImageChops, ImageDraw

from storyforge.artist.ink.paper import tiled
from storyforge.artist.ink.seed import stream

# slope of the strokes in sixteenths of their height, and whether x and y are exchanged
SLANTS = ((9, False), (-8, False), (2, True), (-2, False))


@lru_cache(maxsize=32)
def _tile(side: int, lines: int, direction: int) -> Image.Image:
    rng = stream("hatch", direction, lines)
    lean, swapped = SLANTS[direction]
    fine = side * 2
    image = Image.new("L", (fine, fine), 0)
    pen = ImageDraw.Draw(image)
    gap = fine / lines
    slope = round(lines * lean / 16) / lines
    for row in range(lines):
        at = rng.random() * fine
        while at < fine * 1.9:
            length = fine * (0.14 + 0.3 * rng.random())
            _stroke(
                pen,
                rng.random(),
                (row + 0.3 * rng.random()) * gap,
                at,
                length,
                slope,
                fine,
                swapped,
            )
            at += length + gap * (0.3 + rng.random())
            if at > fine * 1.2:
                break
    return image.reduce(2)


def _stroke(
    pen: ImageDraw.ImageDraw,
    chance: float,
    x: float,
    y: float,
    length: float,
    slope: float,
    fine: int,
    swapped: bool,
) -> None:
    points = []
    for k in range(6):
        v = y + length * k / 5
        points.append((x + v * slope + 1.6 * sin(k * 0.9 + chance * 6), v))
    value = 170 + int(85 * chance)
    for ox in (-fine, 0, fine):
        for oy in (-fine, 0):
            moved = [(px + ox - fine * slope * 0, py + oy) for px, py in points]
            line = [(b, a) for a, b in moved] if swapped else moved
            pen.line(line, fill=value, width=2 if chance < 0.6 else 3)


def hatched(tones: Image.Image, gap: float, unit: float) -> Image.Image:
    """The ink (L) of all hatching: *tones* holds codes of canvas.tone, *gap* is in pixels."""
    width, height = tones.size
    side = max(64, round(320 * unit))
    lines = max(6, round(side / max(2.5, gap * unit)))
    ink = Image.new("L", (width, height), 0)
    used = [code for code, count in enumerate(tones.histogram()[:16]) if count and code & 3]
    for direction in range(4):
        levels = sorted(code & 3 for code in used if code >> 2 == direction)
        for level, extra in ((1, 0), (2, 1), (3, 2)):
            if any(found >= level for found in levels):
                ink = _laid(ink, tones, direction, level, (side, lines), extra)
    return ink


def _laid(
    ink: Image.Image,
    tones: Image.Image,
    direction: int,
    level: int,
    grid: tuple[int, int],
    extra: int,
) -> Image.Image:
    side, lines = grid
    cross = (direction + 1) % 4 if extra == 2 else direction
    sheet = tiled(_tile(side, lines, cross), *ink.size)
    if extra == 1:
        sheet = ImageChops.offset(sheet, side // lines // 2 + 1, side // 3)
    mask = tones.point([255 if v >> 2 == direction and v & 3 >= level else 0 for v in range(256)])
    return ImageChops.lighter(ink, ImageChops.darker(sheet, mask))
