"""Grading: the paint's values stretched between graphite and paper, then seen as the style does.

The same passage serves whole pictures and, through a strip one pixel high, lists of colours, so
that every back end shows the same tones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from PIL import Image, ImageChops, ImageStat

from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.display import Drawing
from storyforge.artist.ink.manner import Manner


@dataclass(frozen=True, slots=True)
class Grade:
    """How one panel's paint is changed: three tables for Y, Cb and Cr, then the style's hand."""

    value: tuple[int, ...]
    blue: tuple[int, ...]
    red: tuple[int, ...]
    manner: Manner

    @property
    def tables(self) -> tuple[tuple[int, ...], ...]:
        """Those of Y, Cb and Cr."""
        return self.value, self.blue, self.red


def held(grade: Grade) -> Grade:
    """The gentler grade of figures: a coat and a face keep their colour from shot to shot."""
    hold, colour = grade.manner.hold, grade.manner.colour
    plain = [max(0, min(255, round(128 + (v - 128) * colour))) for v in range(256)]

    def kept(table: Sequence[int], own: Sequence[int]) -> tuple[int, ...]:
        return tuple(round(to + (was - to) * hold) for to, was in zip(table, own, strict=True))

    value = kept(grade.value, range(256))
    return Grade(value, kept(grade.blue, plain), kept(grade.red, plain), grade.manner)


def grade_of(paint: Image.Image, drawing: Drawing) -> Grade:
    """The grade that brings the middle of *paint* (RGB) to the drawing's value.

    Values move, colours hardly do: the tint that lies over everything is taken back, weak colours
    become greys, strong ones stay alive.
    """
    small = paint.reduce(4) if min(paint.size) > 64 else paint
    y, blue, red = small.convert("YCbCr").split()
    return Grade(
        _values(y.histogram(), drawing),
        _chroma(blue, drawing),
        _chroma(red, drawing),
        drawing.manner,
    )


def graded(paint: Image.Image, grade: Grade, figures: Image.Image | None = None) -> Image.Image:
    """The paint (RGB) as it will stand on the sheet; where *figures* (L) shows them, held."""
    return _toned(_levelled(paint, grade, figures), grade.manner)


def _levelled(paint: Image.Image, grade: Grade, figures: Image.Image | None) -> Image.Image:
    bands = paint.convert("YCbCr").split()
    done = [band.point(table) for band, table in zip(bands, grade.tables, strict=True)]
    box = figures.getbbox() if figures is not None and grade.manner.hold else None
    if figures is not None and box is not None:
        seen = figures.crop(box)
        for k, table in enumerate(held(grade).tables):
            done[k].paste(bands[k].crop(box).point(table), box, seen)
    return Image.merge("YCbCr", done).convert("RGB")


def shades(paint: Image.Image, grade: Grade) -> Image.Image:
    """The greys (L) of the graded paint before the style cuts or colours them."""
    return paint.convert("L").point(grade.value)


def graded_colours(colours: Sequence[RGB], grade: Grade) -> dict[RGB, RGB]:
    """The same for single colours: what each becomes."""
    strip = Image.new("RGB", (max(1, len(colours)), 1))
    strip.putdata(list(colours))
    raw = graded(strip, grade).tobytes()
    return {c: (raw[3 * k], raw[3 * k + 1], raw[3 * k + 2]) for k, c in enumerate(colours)}


def _values(histogram: list[int], drawing: Drawing) -> tuple[int, ...]:
    value = max(0.25, min(0.86, drawing.value + drawing.manner.value))
    low, middle, high = _quantiles(histogram, value)
    t = max(0.06, min(0.94, (middle - low) / (high - low)))
    bend = max(0.6, min(1.7, log(value) / log(t)))
    floor = 18 if value < 0.4 else 42
    curve = [max(0.0, min(1.0, (v - low) / (high - low))) ** bend for v in range(256)]
    share = drawing.manner.levels * drawing.stretch
    return tuple(round(v + (floor + (255 - floor) * c - v) * share) for v, c in enumerate(curve))


def _chroma(band: Image.Image, drawing: Drawing) -> tuple[int, ...]:
    """A chroma band without most of the cast over all of it, weak tints weakened most."""
    manner = drawing.manner
    take = (0.35 if drawing.value < 0.4 else 0.7) * (1 - manner.tints)  # night keeps some blue
    small = band.reduce(2) if min(band.size) > 2 else band
    cast = max(-14.0, min(14.0, ImageStat.Stat(small).median[0] - 128.0)) * take
    table = []
    for v in range(256):
        c = v - 128 - cast
        strong = min(1.0, 0.3 + abs(c) / 34)
        keep = manner.colour * (strong + (1 - strong) * manner.tints)
        table.append(max(0, min(255, round(128 + c * keep))))
    return tuple(table)


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


def _toned(paint: Image.Image, manner: Manner) -> Image.Image:
    if manner.ramp:
        return _ramped(paint.convert("L").point(_curve(manner)), manner.ramp)
    coloured = paint if manner.colour else paint.convert("L").convert("RGB")
    toned = coloured.point(_lifted(manner))
    if manner.accent:
        strong = ImageChops.difference(*(paint.getchannel(k) for k in (0, 2)))
        mask = strong.point([0 if v < 96 else 210 for v in range(256)])
        toned.paste(paint, mask=mask)
    return toned


@lru_cache(maxsize=16)
def _curve(manner: Manner) -> tuple[int, ...]:
    bent = [128 + (v - 128) * manner.contrast for v in range(256)]
    if manner.steps:
        last = manner.steps - 1
        bent = [round(v / 255 * last) * 255 / last for v in bent]
    return tuple(max(0, min(255, round(v))) for v in bent)


@lru_cache(maxsize=16)
def _lifted(manner: Manner) -> tuple[int, ...]:
    """The curve for each of R, G and B, from there on towards the paper's own colour."""
    table: list[int] = []
    lift = manner.lift
    for part in manner.paper:
        for value in _curve(manner):
            raised = value * part / 255
            raised += (part - raised) * lift if lift > 0 else raised * lift
            table.append(max(0, min(255, round(raised))))
    return tuple(table)


def _ramped(grey: Image.Image, ramp: tuple[RGB, RGB]) -> Image.Image:
    low, high = ramp
    bands = [
        grey.point([low[k] + (high[k] - low[k]) * v // 255 for v in range(256)]) for k in range(3)
    ]
    return Image.merge("RGB", bands)
