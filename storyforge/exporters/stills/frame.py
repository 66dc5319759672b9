"""A panel's picture at any size: fitted in whole, never cropped; a labelled card where none is."""

from __future__ import annotations

from PIL import Image, ImageDraw

from storyforge.artist.ink.colour import RGB
from storyforge.artist.letters.lettering import block, fitted, put
from storyforge.core.board import Panel
from storyforge.core.coded import PictureFault
from storyforge.core.seams import Stock
from storyforge.darkroom.reading import look, opened
from storyforge.exporters.page import GAPS

BLACK: RGB = (0, 0, 0)
_CARD: RGB = (232, 229, 222)
_EDGE: RGB = (190, 185, 175)
_INK: RGB = (48, 46, 50)
_QUIET: RGB = (112, 108, 108)
_WIDE_SHAPE = (16, 9)  # of a card whose picture has no size
_LONGEST = 40  # characters of a number on a card
_SPOILT = "Cannot be opened"


def still(
    panel: Panel, stock: Stock, size: tuple[int, int], ground: tuple[int, int, int] = BLACK
) -> Image.Image:
    """The whole picture in the middle of `size` (RGB), or its card; bars of `ground` beside it."""
    image = shown(panel, stock, size)
    if image.size == size:
        return image
    sheet = Image.new("RGB", size, ground)
    sheet.paste(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
    return sheet


def shown(panel: Panel, stock: Stock, box: tuple[int, int]) -> Image.Image:
    """The picture as large as it is whole within `box` (RGB), or a card of its shape."""
    if panel.picture is None:
        return card(panel, inside(_shape(panel), box))
    try:
        return fit(stock.picture(panel.picture), box)
    except PictureFault:
        return card(panel, inside(_shape(panel), box), _SPOILT)


def fit(data: bytes, box: tuple[int, int]) -> Image.Image:
    """A picture (RGB, upright, sRGB) as large as it is whole within `box`; raises PictureFault."""
    seen = look(data)
    size = inside((seen.width, seen.height), box)
    image = opened(seen)
    share = min(image.width // size[0], image.height // size[1])
    if share > 1:
        image = image.reduce(share)  # most of the way at once, and quickly
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def inside(shape: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """The largest size of this shape within `box`; no side is less than a pixel."""
    share = min(box[0] / shape[0], box[1] / shape[1])
    wide, tall = (max(1, round(side * share)) for side in shape)
    return min(wide, box[0]), min(tall, box[1])


def card(panel: Panel, size: tuple[int, int], why: str = "") -> Image.Image:
    """What stands where a picture is missing: its number, why, and what is to be seen in it."""
    image = Image.new("RGB", size, _CARD)
    pen, (wide, tall) = ImageDraw.Draw(image), size
    thin = max(1, min(size) // 160)
    pen.rectangle((0, 0, wide - 1, tall - 1), outline=_EDGE, width=thin)
    if min(size) < 24:
        return image
    pad = min(size) * 0.09
    room, step = wide - 2 * pad, min(wide / 26, tall / 14)
    number = fitted((panel.number or panel.id)[:_LONGEST], room, tall * 0.3, tall * 0.22, bold=True)
    told = block(why or GAPS[panel.state], step * 1.25, room, bold=True, align="centre", most=2)
    y = max(pad, tall * 0.36 - number.height / 2)
    put(image, pad, y, number, _INK)
    y += number.height
    put(image, pad, y, told, _QUIET)
    y += told.height + step * 0.4
    lines = min(5, int((tall - pad - y) / (step * 1.28)))
    text = panel.action or panel.words
    if text and lines > 0 and step >= 7:
        put(image, pad, y, block(text[:800], step, room, align="centre", most=lines), _QUIET)
    return image


def _shape(panel: Panel) -> tuple[int, int]:
    return (panel.width, panel.height) if panel.width and panel.height else _WIDE_SHAPE
