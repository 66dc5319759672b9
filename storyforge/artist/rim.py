"""A rim of bare paper round a figure: what makes it stand off the ground behind it."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from storyforge.artist.canvas import FINE, Canvas


def rimmed(canvas: Canvas, paint: Callable[[], None], width: float, light: float) -> None:
    """Lets *paint* draw a figure, then bares the paper *width* pixels round it by share *light*."""
    group = Image.new("L", (canvas.width, canvas.height), 0)
    canvas.group = ImageDraw.Draw(group)
    paint()
    canvas.group = None
    box = group.getbbox()
    if box is None:
        return
    edge = max(1.0, width * 0.45)
    grow = int(width + edge) + 3
    x0, y0 = max(0, box[0] - grow), max(0, box[1] - grow)
    area = (x0, y0, min(canvas.width, box[2] + grow), min(canvas.height, box[3] + grow))
    inner, outer = (_grown(group.crop(area), by) for by in (edge, edge + width))
    ring = ImageChops.subtract(outer, inner)
    under = canvas.paint.crop(area)
    bright = Image.blend(under, Image.new("RGB", under.size, (255, 253, 246)), light)
    canvas.paint.paste(bright, (x0, y0), ring)
    canvas.tones.paste(0, area, ring)
    fine = ring.resize((ring.width * FINE, ring.height * FINE), Image.Resampling.NEAREST)
    canvas.ink.paste(0, (x0 * FINE, y0 * FINE, area[2] * FINE, area[3] * FINE), fine)


def _grown(mask: Image.Image, by: float) -> Image.Image:
    """The mask made larger by about so many pixels."""
    return mask.filter(ImageFilter.BoxBlur(by)).point([255 if v > 10 else 0 for v in range(256)])
