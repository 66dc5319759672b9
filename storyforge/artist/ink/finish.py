"""The last hour at the desk: paint, hatching and line become one sheet of paper."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from storyforge.artist.ink import paper
from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.display import Drawing, Inset
from storyforge.artist.ink.grade import grade_of, graded, shades
from storyforge.artist.ink.hand import P2, wobble
from storyforge.artist.ink.hatch import hatched
from storyforge.artist.ink.manner import Manner
from storyforge.artist.ink.raster import FINE, lay, painted
from storyforge.artist.ink.seed import stream


def finished(drawing: Drawing) -> Image.Image:
    """The panel as RGB in the drawing's size."""
    manner = drawing.manner
    layers = painted(drawing)
    soft, ink = _soft(layers.paint, drawing), layers.ink.reduce(FINE)
    tones, figures, later = layers.tones, layers.figures, layers.later
    del layers  # the paint and the fine ink are large
    grade = grade_of(soft, drawing)
    sheet = graded(soft, grade, figures)
    line = _line(ink, tones, figures, drawing, shades(soft, grade))
    del soft
    if manner.bleed:
        sheet = _rimmed(sheet, manner.bleed)
    if manner.streaks:
        low = round(255 - 90 * manner.streaks)
        sheet = _times(sheet, paper.streaks(*sheet.size, drawing.grain, low))
    if manner.grain:
        sheet = _times(sheet, paper.grain(*sheet.size, manner.grain))
    if manner.edge:
        sheet = _bordered(sheet, drawing)
    lay(sheet, manner.ink, (0, 0, *sheet.size), line)
    for mark in later:
        if isinstance(mark, Inset):
            sheet.paste(finished(mark.drawing), (mark.x, mark.y))
        else:
            ImageDraw.Draw(sheet).rectangle(mark.box, fill=mark.colour, outline=manner.ink)
    return sheet


def _soft(paint: Image.Image, drawing: Drawing) -> Image.Image:
    if not drawing.manner.bleed:
        soft = paint.filter(ImageFilter.BoxBlur(0.6))
        if drawing.manner.steps or not drawing.manner.grain:
            return soft
        return ImageChops.add(soft, paper.unrest(*soft.size), 1.0, -3)
    wet = paint.filter(ImageFilter.BoxBlur(1.6 * drawing.unit + 0.4))
    wet = _times(wet, paper.blotches(*wet.size, drawing.grain, 222, 9))
    return _times(wet, paper.blotches(*wet.size, ("fine", drawing.grain), 236, 60))


def _times(sheet: Image.Image, factor: Image.Image) -> Image.Image:
    return ImageChops.multiply(sheet, Image.merge("RGB", (factor, factor, factor)))


def _rimmed(sheet: Image.Image, share: float) -> Image.Image:
    """Darker where washes end, as pigment dries at the edge of the water."""
    grey = sheet.convert("L").filter(ImageFilter.BoxBlur(1))
    edges = grey.filter(ImageFilter.FIND_EDGES).filter(ImageFilter.BoxBlur(1))
    table = [round(255 - min(70, v * 1.6) * share) for v in range(256)]
    return _times(sheet, edges.point(table))


def _line(
    ink: Image.Image,
    tones: Image.Image,
    figures: Image.Image,
    drawing: Drawing,
    shade: Image.Image,
) -> Image.Image:
    """All ink (L): lines, hatching where marks ask for it and where *shade* is dark."""
    manner = drawing.manner
    if manner.smudge:
        rubbed = ink.filter(ImageFilter.BoxBlur(2.2 * drawing.unit))
        ink = ImageChops.lighter(ink, rubbed.point([round(v * manner.smudge) for v in range(256)]))
    if manner.hatch:
        dark = _shadows(shade, manner.bands, 1.0)
        if (box := figures.getbbox()) is not None:  # a face is read before its tone
            dark.paste(_shadows(shade.crop(box), manner.bands, _SPARED), box, figures.crop(box))
        strokes = hatched(ImageChops.lighter(tones, dark), manner.gap, drawing.unit)
        if manner.patchy:
            strokes = ImageChops.multiply(strokes, paper.patches(*ink.size, manner.patchy))
        ink = ImageChops.lighter(ink, strokes.point([round(v * manner.hatch) for v in range(256)]))
    if manner.tooth:
        ink = ImageChops.multiply(ink, paper.tooth(*ink.size, manner.tooth))
    return ink


_SPARED = 0.66  # figures are hatched only from this share of a band on


def _shadows(shade: Image.Image, bands: tuple[int, int, int], share: float) -> Image.Image:
    """Hatch codes where the tone is so dark that a pen would go over it, from *share* of bands."""
    soft = shade.reduce(4).filter(ImageFilter.BoxBlur(1.5))
    light, dense, crossed = (band * share for band in bands)
    codes = [
        tone(3) if v < crossed else tone(2) if v < dense else tone(1) if v < light else 0
        for v in range(256)
    ]
    return soft.point(codes).resize(shade.size, Image.Resampling.NEAREST)


def border(width: int, height: int, manner: Manner, seed: object) -> list[P2]:
    """The uneven edge up to which the paint goes, inside the panel."""
    gap = manner.edge * height
    right, low = width - gap, height - gap
    corners = [(gap, gap), (right, gap), (right, low), (gap, low), (gap, gap)]
    return wobble(corners, stream("edge", seed), gap * 0.25, 14)


def _bordered(sheet: Image.Image, drawing: Drawing) -> Image.Image:
    mask = Image.new("L", sheet.size, 0)
    edge = border(*sheet.size, drawing.manner, drawing.grain)
    ImageDraw.Draw(mask).polygon(edge, fill=255)
    page = Image.new("RGB", sheet.size, drawing.manner.paper)
    page.paste(sheet, mask=mask.filter(ImageFilter.BoxBlur(1)))
    return page
