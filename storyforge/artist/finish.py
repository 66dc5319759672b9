"""The last hour at the desk: paint, hatching and line become one sheet of paper."""

from __future__ import annotations

from math import log

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from storyforge.artist import paper
from storyforge.artist.canvas import FINE, Canvas, tone
from storyforge.artist.colour import RGB
from storyforge.artist.hand import wobble
from storyforge.artist.hatch import hatched
from storyforge.artist.manner import Manner
from storyforge.artist.seed import stream


def finished(canvas: Canvas, seed: object) -> Image.Image:
    """The panel as RGB in the canvas's size; the canvas may not be used afterwards."""
    manner = canvas.manner
    sheet = _toned(levelled(_soft(canvas, seed), canvas, manner), manner)
    if manner.streaks:
        low = round(255 - 90 * manner.streaks)
        sheet = _times(sheet, paper.streaks(*sheet.size, seed, low))
    if manner.grain:
        sheet = _times(sheet, paper.grain(*sheet.size, manner.grain))
    if manner.edge:
        sheet = _bordered(sheet, manner, seed)
    sheet.paste(manner.ink, mask=_line(canvas, sheet))
    return sheet


def _soft(canvas: Canvas, seed: object) -> Image.Image:
    manner = canvas.manner
    if not manner.bleed:
        return canvas.paint.filter(ImageFilter.BoxBlur(0.6))
    wet = canvas.paint.filter(ImageFilter.BoxBlur(1.6 * canvas.unit + 0.4))
    wet = _times(wet, paper.blotches(*wet.size, seed, 205, 16))
    return _times(wet, paper.blotches(*wet.size, ("fine", seed), 226, 90))


def levelled(paint: Image.Image, canvas: Canvas, manner: Manner) -> Image.Image:
    """The paint stretched between paper and graphite, its middle brought to the canvas's value.

    Values move, colours hardly do: the tint that lies over everything is taken back, weak colours
    become greys, strong ones stay alive.
    """
    value = canvas.value
    y, blue, red = paint.convert("YCbCr").split()
    small = y.reduce(4) if min(y.size) > 64 else y
    low, middle, high = _quantiles(small.histogram(), value)
    t = max(0.06, min(0.94, (middle - low) / (high - low)))
    bend = max(0.6, min(1.7, log(value) / log(t)))
    floor = 18 if value < 0.4 else 42
    curve = [max(0.0, min(1.0, (v - low) / (high - low))) ** bend for v in range(256)]
    share = manner.levels * canvas.stretch
    y = y.point([round(v + (floor + (255 - floor) * c - v) * share) for v, c in enumerate(curve)])
    take = 0.35 if value < 0.4 else 0.7  # night keeps some of its blue
    blue, red = (_chroma(band, manner.colour, take) for band in (blue, red))
    return Image.merge("YCbCr", (y, blue, red)).convert("RGB")


def _chroma(band: Image.Image, keep: float, take: float) -> Image.Image:
    """One chroma band without most of the cast, weak tints weakened by *keep* (1 keeps strong)."""
    cast = max(-14.0, min(14.0, ImageStat.Stat(band.reduce(8)).median[0] - 128.0)) * take
    table = []
    for v in range(256):
        c = v - 128 - cast
        table.append(max(0, min(255, round(128 + c * keep * min(1.0, 0.3 + abs(c) / 34)))))
    return band.point(table)


def _quantiles(histogram: list[int], value: float) -> tuple[float, float, float]:
    """The greys that become graphite, middle and paper: few of the dark, many of the light."""
    total = sum(histogram)
    marks = (0.02, 0.5, 0.992 if value < 0.45 else 0.97 if value < 0.6 else 0.88)
    found: list[float] = []
    run = 0
    for grey, count in enumerate(histogram):
        run += count
        while len(found) < 3 and run >= marks[len(found)] * total:
            found.append(float(grey))
    low, middle, high = found
    high = max(high, low + 70)
    return min(low, high - 110), middle, high


def _times(sheet: Image.Image, factor: Image.Image) -> Image.Image:
    return ImageChops.multiply(sheet, Image.merge("RGB", (factor, factor, factor)))


def _toned(paint: Image.Image, manner: Manner) -> Image.Image:
    grey = paint.convert("L")
    curve = [_curve(v, manner) for v in range(256)]
    if manner.ramp:
        return _ramped(grey.point(curve), manner.ramp)
    flat = grey.convert("RGB")
    coloured = paint if manner.colour else flat
    toned = coloured.point(_lift(curve, manner.paper, manner.lift))
    if manner.accent:
        strong = ImageChops.difference(*(paint.getchannel(k) for k in (0, 2)))
        mask = strong.point([0 if v < 96 else 210 for v in range(256)])
        toned.paste(paint, mask=mask)
    return toned


def _curve(value: int, manner: Manner) -> int:
    bent = 128 + (value - 128) * manner.contrast
    if manner.steps:
        bent = round(bent / 255 * (manner.steps - 1)) * 255 / (manner.steps - 1)
    return max(0, min(255, round(bent)))


def _lift(curve: list[int], white: RGB, lift: float) -> list[int]:
    table: list[int] = []
    for part in white:
        for value in curve:
            raised = value * part / 255
            raised += (part - raised) * lift if lift > 0 else raised * lift
            table.append(max(0, min(255, round(raised))))
    return table


def _ramped(grey: Image.Image, ramp: tuple[RGB, RGB]) -> Image.Image:
    low, high = ramp
    bands = [
        grey.point([low[k] + (high[k] - low[k]) * v // 255 for v in range(256)]) for k in range(3)
    ]
    return Image.merge("RGB", bands)


def _line(canvas: Canvas, sheet: Image.Image) -> Image.Image:
    manner = canvas.manner
    ink = canvas.ink.reduce(FINE)
    if manner.hatch:
        tones = canvas.tones
        if manner.deep:
            tones = ImageChops.lighter(tones, _shadows(sheet, manner.deep))
        strokes = hatched(tones, manner.gap, canvas.unit)
        opacity = [round(v * manner.hatch) for v in range(256)]
        ink = ImageChops.lighter(ink, strokes.point(opacity))
    if manner.tooth:
        ink = ImageChops.multiply(ink, paper.tooth(*ink.size, manner.tooth))
    return ink


def _shadows(sheet: Image.Image, deep: float) -> Image.Image:
    """Where the paint is so dark that graphite would be hatched over it."""
    soft = sheet.convert("L").reduce(4).filter(ImageFilter.BoxBlur(1.5))
    levels = [tone(2) if v < deep * 0.62 else tone(1) if v < deep else 0 for v in range(256)]
    return soft.point(levels).resize(sheet.size, Image.Resampling.NEAREST)


def _bordered(sheet: Image.Image, manner: Manner, seed: object) -> Image.Image:
    width, height = sheet.size
    gap = manner.edge * height
    rng = stream("edge", seed)
    corners = [
        (gap, gap),
        (width - gap, gap),
        (width - gap, height - gap),
        (gap, height - gap),
        (gap, gap),
    ]
    mask = Image.new("L", sheet.size, 0)
    ImageDraw.Draw(mask).polygon(wobble(corners, rng, gap * 0.25, 14), fill=255)
    page = Image.new("RGB", sheet.size, manner.paper)
    page.paste(sheet, mask=mask.filter(ImageFilter.BoxBlur(1)))
    return page
