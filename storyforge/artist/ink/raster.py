"""The back end that paints: a display list becomes paint, ink and a map of where to hatch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from storyforge.artist.ink import display
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.display import Drawing, Mark
from storyforge.artist.ink.hand import P2

FINE = 2  # ink is drawn on a grid this many times finer than the panel
_BARE_PAPER = (255, 253, 246)

Box = tuple[int, int, int, int]


class Layers:
    """Paint (RGB) and hatch codes (L) of the panel's size, ink (L) FINE times as large."""

    def __init__(self, width: int, height: int) -> None:
        self.paint = Image.new("RGB", (width, height), (214, 212, 206))
        self.ink = Image.new("L", (width * FINE, height * FINE), 0)
        self.tones = Image.new("L", (width, height), 0)
        self.paint_pen = ImageDraw.Draw(self.paint)
        self.ink_pen = ImageDraw.Draw(self.ink)
        self.tone_pen = ImageDraw.Draw(self.tones)
        self.figures = Image.new("L", (width, height), 0)  # where figures are seen
        self.figure_pen = ImageDraw.Draw(self.figures)
        self.hiding = False  # whether what is painted now may hide a figure
        self.later: list[display.Swatch | display.Inset] = []  # what goes on the finished sheet

    @property
    def whole(self) -> Box:
        """The box of the panel."""
        return 0, 0, self.paint.width, self.paint.height


def painted(drawing: Drawing) -> Layers:
    """The three layers of a drawing."""
    layers = Layers(drawing.width, drawing.height)
    _play(layers, drawing.marks)
    return layers


def _play(layers: Layers, marks: Sequence[Mark]) -> None:
    for mark in marks:
        _HOW[type(mark)](layers, mark)


def _fine(points: Sequence[P2]) -> list[P2]:
    return [(x * FINE, y * FINE) for x, y in points]


def _fill(layers: Layers, mark: display.Fill) -> None:
    layers.paint_pen.polygon(mark.points, fill=mark.colour)
    layers.tone_pen.polygon(mark.points, fill=mark.code)
    layers.ink_pen.polygon(_fine(mark.points), fill=0)
    if layers.hiding:
        layers.figure_pen.polygon(mark.points, fill=0)


def _wash(layers: Layers, mark: display.Wash) -> None:
    if mark.colour is not None:
        layers.paint_pen.polygon(mark.points, fill=mark.colour)
    if mark.code is not None:
        layers.tone_pen.polygon(mark.points, fill=mark.code)


def _line(layers: Layers, mark: display.Line) -> None:
    width = max(1, round(mark.width * FINE))
    layers.ink_pen.line(_fine(mark.points), fill=mark.value, width=width)


def _blot(layers: Layers, mark: display.Blot) -> None:
    layers.ink_pen.polygon(_fine(mark.points), fill=mark.value)


def _tint(layers: Layers, mark: display.Tint) -> None:
    box = _bounds([p for shape in mark.shapes for p in shape], *layers.paint.size)
    if box is None:
        return
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
    pen = ImageDraw.Draw(mask)
    for shape in mark.shapes:
        pen.polygon([(x - box[0], y - box[1]) for x, y in shape], fill=255)
    lay(layers.paint, mark.colour, box, _share(mask, mark.alpha))
    if mark.code:
        layers.tones.paste(mark.code, box, mask)


def _bounds(points: Sequence[P2], width: int, height: int) -> Box | None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0 = max(0, int(min(xs))), max(0, int(min(ys)))
    x1, y1 = min(width, int(max(xs)) + 1), min(height, int(max(ys)) + 1)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _share(mask: Image.Image, share: float) -> Image.Image:
    return mask.point([round(v * share) for v in range(256)])


def lay(image: Image.Image, colour: RGB, box: Box, mask: Image.Image) -> None:
    """A colour through a mask; Pillow is twice as quick with a picture as with a colour."""
    image.paste(Image.new(image.mode, mask.size, colour), box, mask)


def _glow(layers: Layers, mark: display.Glow) -> None:
    size = max(2, int(mark.radius * 2))
    spot = _SPOT.point([round((255 - v) * mark.alpha * (255 - v) / 255) for v in range(256)])
    x, y = int(mark.x - size / 2), int(mark.y - size / 2)
    _shine(layers, mark.colour, (x, y, x + size, y + size), spot, 64)


def _pool(layers: Layers, mark: display.Pool) -> None:
    _shine(layers, mark.colour, mark.box, _share(_ROUND, mark.alpha), 60)


def _shine(layers: Layers, colour: RGB, whole: Box, light: Image.Image, heart: int) -> None:
    """Light spread over a box, worked out only where it lies on the panel."""
    x0, y0, x1, y1 = whole
    box = (max(0, x0), max(0, y0), min(layers.paint.width, x1), min(layers.paint.height, y1))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    across, down = light.width / (x1 - x0), light.height / (y1 - y0)
    part = (
        (box[0] - x0) * across,
        (box[1] - y0) * down,
        min(light.width, (box[2] - x0) * across),
        min(light.height, (box[3] - y0) * down),
    )
    size = (box[2] - box[0], box[3] - box[1])
    mask = light.resize(size, Image.Resampling.BILINEAR, part)
    lay(layers.paint, colour, box, mask)
    layers.tones.paste(0, box, mask.point([255 if v > heart else 0 for v in range(256)]))


def _flood(layers: Layers, mark: display.Flood) -> None:
    if mark.alpha >= 1:
        layers.paint.paste(mark.colour, layers.whole)
        return
    mask = Image.new("L", layers.paint.size, round(255 * mark.alpha))
    layers.paint.paste(mark.colour, (0, 0), mask)


def _bands(layers: Layers, mark: display.Bands) -> None:
    strip = Image.new("RGB", (1, len(mark.colours)))
    strip.putdata(mark.colours)
    column = strip.resize((1, mark.bottom - mark.top), Image.Resampling.BILINEAR)
    layers.paint.paste(_widened(column, layers.paint.width), (0, mark.top))


def _widened(column: Image.Image, width: int) -> Image.Image:
    return column.resize((width, column.height), Image.Resampling.NEAREST)


def _veil(layers: Layers, mark: display.Veil) -> None:
    top, bottom = int(mark.y - mark.spread), int(mark.y + mark.spread)
    width = layers.paint.width
    column = Image.frombytes("L", (1, 33), bytes(veil_ramp(mark.alpha)))
    band = column.resize((1, bottom - top), Image.Resampling.BILINEAR)
    lay(layers.paint, mark.colour, (0, top, width, bottom), _widened(band, width))
    thin = column.resize((width * FINE, (bottom - top) * FINE), Image.Resampling.NEAREST)
    layers.ink.paste(0, (0, top * FINE, width * FINE, bottom * FINE), thin)


def veil_ramp(alpha: float) -> list[int]:
    """How thick a veil is at 33 rows from its top to its bottom, 0..255."""
    return [round(255 * alpha * (1 - abs(k - 16) / 16) ** 0.8) for k in range(33)]


def _vignette(layers: Layers, mark: display.Vignette) -> None:
    shade = _corners(*layers.paint.size, mark.strength)
    lay(layers.paint, mark.colour, layers.whole, shade)


@lru_cache(maxsize=4)
def _corners(width: int, height: int, strength: float) -> Image.Image:
    spot = Image.radial_gradient("L").crop((24, 24, 232, 232))
    table = [round(max(0, v - 70) * strength) for v in range(256)]
    return spot.point(table).resize((width, height))


def _recede(layers: Layers, mark: display.Recede) -> None:
    shrink = 3 if mark.blur < 8 else 4
    small = layers.paint.reduce(shrink).filter(ImageFilter.BoxBlur(mark.blur / shrink))
    layers.paint.paste(small.resize(layers.paint.size, Image.Resampling.BILINEAR))
    layers.ink.paste(_share(layers.ink, mark.ink))
    if mark.bare:
        layers.tones.paste(0, layers.whole)


def _photo(layers: Layers, mark: display.Photo) -> None:
    layers.paint.paste(mark.picture.resize(layers.paint.size, Image.Resampling.BICUBIC))
    layers.ink.paste(mark.contours.resize(layers.ink.size, Image.Resampling.BILINEAR))


def _group(layers: Layers, mark: display.Group) -> None:
    """Bares the paper in a ring just outside the group's shape, then draws the group."""
    shape = _shape(mark.marks, layers.paint.size)
    box = shape.getbbox()
    if box is not None and mark.light > 0:
        _bare(layers, shape, box, mark)
    hiding, layers.hiding = layers.hiding, False
    _play(layers, mark.marks)
    layers.hiding = hiding
    if box is not None:
        layers.figures.paste(255, box, shape.crop(box))
        layers.hiding = True


def _shape(marks: Sequence[Mark], size: tuple[int, int]) -> Image.Image:
    """The silhouette (L) of a group: all its paint and the contours that are pressed harder."""
    shape = Image.new("L", size, 0)
    pen = ImageDraw.Draw(shape)
    for mark in marks:
        if isinstance(mark, display.Fill) or (isinstance(mark, display.Blot) and mark.value > 200):
            pen.polygon(mark.points, fill=255)
    return shape


def _bare(layers: Layers, shape: Image.Image, box: Box, mark: display.Group) -> None:
    edge = max(1.0, mark.rim * 0.45)
    grow = int(mark.rim + edge) + 3
    x0, y0 = max(0, box[0] - grow), max(0, box[1] - grow)
    area = (x0, y0, min(shape.width, box[2] + grow), min(shape.height, box[3] + grow))
    inner, outer = (_grown(shape.crop(area), by) for by in (edge, edge + mark.rim))
    ring = ImageChops.subtract(outer, inner)
    under = layers.paint.crop(area)
    bright = Image.blend(under, Image.new("RGB", under.size, _BARE_PAPER), mark.light)
    layers.paint.paste(bright, (x0, y0), ring)
    layers.tones.paste(0, area, ring)
    fine = ring.resize((ring.width * FINE, ring.height * FINE), Image.Resampling.NEAREST)
    layers.ink.paste(0, (x0 * FINE, y0 * FINE, area[2] * FINE, area[3] * FINE), fine)


def _later(layers: Layers, mark: display.Swatch | display.Inset) -> None:
    layers.later.append(mark)


def _grown(mask: Image.Image, by: float) -> Image.Image:
    """The mask made larger by about so many pixels."""
    return mask.filter(ImageFilter.BoxBlur(by)).point([255 if v > 10 else 0 for v in range(256)])


# Pillow's gradient is only 181 in the middle of its sides: a glow would end in a square
_SPOT = Image.radial_gradient("L").point([min(255, round(v * 1.4143)) for v in range(256)])
# light that falls off slowly and then has an edge, as under a lamp with a shade
_ROUND = Image.radial_gradient("L").point(
    [round(255 * max(0.0, 1 - (v * 1.4143 / 255) ** 2) ** 0.8) for v in range(256)]
)
_HOW: dict[type[Mark], Callable[[Layers, Any], None]] = {
    display.Fill: _fill,
    display.Wash: _wash,
    display.Line: _line,
    display.Blot: _blot,
    display.Tint: _tint,
    display.Glow: _glow,
    display.Pool: _pool,
    display.Flood: _flood,
    display.Bands: _bands,
    display.Veil: _veil,
    display.Vignette: _vignette,
    display.Recede: _recede,
    display.Photo: _photo,
    display.Group: _group,
    display.Swatch: _later,
    display.Inset: _later,
}
