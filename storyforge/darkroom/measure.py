"""A picture in figures: how large, how light, how sharp, and which colours it is made of.

Everything is counted on a small copy, so a photograph costs no more than a sketch, and a picture
that was merely enlarged is not taken for a sharper one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageStat

from storyforge.core.advice import Measures
from storyforge.darkroom.reading import look, opened

_SIDE: Final = 512  # pixels of the longer side of the copy
_NEARLY: Final = 20  # of 255: how near to black or white a pixel is nearly so
_APART: Final = 20  # of 255: how far a pixel stands out from a plain ground
_PLAIN: Final = 13  # of 255: how much a plain ground may vary
_FIGURE: Final = 0.03  # share of a picture that must stand out to be looked at alone
_RING: Final = 0.04  # share of the shorter side that counts as border
_MOST_EDGES: Final = 0.999  # share of pixels that are weaker than the strongest edges
_STRONG: Final = 0.3  # how strong an edge is, compared with those, that is asked too
_FAINT: Final = 2  # of 255: what is weaker is no edge but a tone that changes
_CLEAR: Final = 10  # of 255: where the strongest edge is fainter, rounding would pass for sharpness
_EDGE: Final = 4  # pixels at the border that a filter leaves as they are
# A box of nine across, made of two of five: the slight blur by which sharpness is measured.
_ACROSS: Final = ImageFilter.Kernel((5, 5), [0] * 10 + [1] * 5 + [0] * 10)
_SWATCH: Final = 96  # pixels of the longer side of the copy whose colours are counted
_SHADES: Final = 16  # colours that are told apart before those of one name are put together


def measures(data: bytes) -> Measures:
    """The figures of a picture; raises PictureFault."""
    seen = look(data)
    luma = opened(seen, _SIDE).convert("L")
    counts = luma.histogram()
    figure = _figure(luma, counts)
    return Measures(
        width=seen.width,
        height=seen.height,
        brightness=_mean(counts),
        low=_below(counts, 0.05),
        high=_below(counts, 0.95),
        least=_below(counts, 0.01),
        most=_below(counts, 0.99),
        figure=_mean(figure),
        black=round(sum(figure[: _NEARLY + 1]) / sum(figure), 4),
        white=round(sum(figure[255 - _NEARLY :]) / sum(figure), 4),
        sharpness=_sharpness(luma),
    )


def _mean(counts: Sequence[int]) -> float:
    return round(sum(value * many for value, many in enumerate(counts)) / sum(counts) / 255, 4)


def _below(counts: Sequence[int], share: float) -> float:
    """The brightness that a share of all pixels stays below."""
    wanted, passed = share * sum(counts), 0
    for value, many in enumerate(counts):
        passed += many
        if passed >= wanted:
            return round(value / 255, 4)
    return 1.0


def _figure(luma: Image.Image, counts: list[int]) -> list[int]:
    """The pixels that stand out from a plain ground, as counts; all of them where there is none."""
    edge = max(1, round(min(luma.size) * _RING))
    ring = Image.new("L", luma.size, 255)
    if min(luma.size) > 2 * edge:
        ring.paste(0, (edge, edge, luma.width - edge, luma.height - edge))
    border = luma.histogram(ring)
    low, ground, high = (round(_below(border, share) * 255) for share in (0.1, 0.5, 0.9))
    if high - low > _PLAIN:
        return counts
    apart = luma.point([255 if abs(value - ground) > _APART else 0 for value in range(256)])
    found = luma.histogram(apart)
    return found if sum(found) > _FIGURE * sum(counts) else counts


def _sharpness(luma: Image.Image) -> float:
    """How much of its strongest edges a slight blur takes away: 0 nothing, 1 all.

    After Crété-Roffet and others, *The blur effect* (2007): a sharp picture loses much by a blur,
    a blurred one has little left to lose. Only the strongest edges are asked, so that a wide soft
    sky does not count; and the direction in which less is lost, so that a picture shaken sideways
    is not called sharp.
    """
    found = [_lost(luma), _lost(luma.transpose(Image.Transpose.TRANSPOSE))]
    return round(min((each for each in found if each is not None), default=0.0), 4)


def _lost(luma: Image.Image) -> float | None:
    """The same for edges met from left to right; None where there are none."""
    before = _steps(luma)
    after = _steps(luma.filter(_ACROSS).filter(_ACROSS))
    strongest = round(_below(before.histogram(), _MOST_EDGES) * 255)
    if strongest < _FAINT:
        return None
    strong = max(_FAINT, round(strongest * _STRONG))
    edges = before.point([255 if step >= strong else 0 for step in range(256)])
    lost = ImageStat.Stat(ImageChops.subtract(before, after), edges).sum[0]
    share = float(lost / ImageStat.Stat(before, edges).sum[0])
    return share * min(1.0, strongest / _CLEAR)


def _steps(luma: Image.Image) -> Image.Image:
    """How far each pixel is from the one left of it, without the border."""
    edge = _EDGE if min(luma.size) > 4 * _EDGE else 0
    inner = luma.crop((edge, edge, luma.width - edge, luma.height - edge))
    if inner.width < 2:
        return Image.new("L", (1, 1))
    right = inner.crop((1, 0, inner.width, inner.height))
    return ImageChops.difference(right, inner.crop((0, 0, inner.width - 1, inner.height)))


# ---------------------------------------------------------------- colours


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of a picture: its name, its value as `#rrggbb`, and the share that it covers."""

    name: str
    value: str
    share: float


def palette(data: bytes, most: int = 5) -> tuple[Colour, ...]:
    """The colours that cover most of a picture, the greatest first; raises PictureFault."""
    small = opened(look(data), _SWATCH)
    few = small.quantize(_SHADES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    table = few.getpalette() or []
    found: dict[str, list[tuple[int, tuple[int, int, int]]]] = {}
    for index, many in enumerate(few.histogram()[:_SHADES]):
        if not many:
            continue
        red, green, blue = table[3 * index : 3 * index + 3]
        found.setdefault(named(red, green, blue), []).append((many, (red, green, blue)))
    whole = small.width * small.height
    colours = [_colour(name, shades, whole) for name, shades in found.items()]
    return tuple(sorted(colours, key=lambda each: (-each.share, each.value))[:most])


def _colour(name: str, shades: list[tuple[int, tuple[int, int, int]]], whole: int) -> Colour:
    """Shades of one name as one colour: the one that covers most of them."""
    _, (red, green, blue) = max(shades)
    value = f"#{red:02x}{green:02x}{blue:02x}"
    return Colour(name, value, round(sum(many for many, _ in shades) / whole, 4))


# From which hue on (degrees in Oklab) a colour has which name; dark and pale ones have their own.
_HUES: Final = (
    (0, "pink", "crimson", "pink"),
    (14, "red", "maroon", "pink"),
    (42, "orange", "brown", "peach"),
    (75, "ochre", "brown", "cream"),
    (95, "yellow", "olive", "cream"),
    (115, "yellow-green", "olive", "lime"),
    (130, "green", "dark green", "mint"),
    (165, "teal", "dark teal", "aqua"),
    (215, "sky blue", "petrol blue", "sky blue"),
    (245, "blue", "navy", "light blue"),
    (280, "violet", "indigo", "lavender"),
    (312, "purple", "plum", "lilac"),
    (340, "pink", "burgundy", "rose"),
)
_GREYS: Final = (
    (0.2, "black"),
    (0.42, "charcoal"),
    (0.58, "dark grey"),
    (0.78, "grey"),
    (0.93, "light grey"),
    (2.0, "white"),
)
_WARM: Final = (42, 115)  # hues of skin, wood and paper: there dark begins sooner, and words differ


def named(red: int, green: int, blue: int) -> str:
    """A plain name for a colour (sRGB, 0 to 255)."""
    light, chroma, hue = _oklch(red, green, blue)
    if chroma < 0.028 or light < 0.16:
        return next(name for limit, name in _GREYS if light < limit)
    warm = _WARM[0] <= hue < _WARM[1]
    plain, dark, pale = next(row[1:] for row in reversed(_HUES) if hue >= row[0])
    faint = light > 0.82 and chroma < 0.13
    word = dark if light < (0.62 if warm else 0.5) else pale if faint else plain
    if chroma >= 0.06:
        return "tan" if warm and word == plain and chroma < 0.12 else word
    return ("taupe" if light < 0.7 else "beige") if warm else f"greyish {word}"


def _oklch(red: int, green: int, blue: int) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, and hue in degrees, after Björn Ottosson's Oklab."""
    r, g, b = (_linear(each / 255) for each in (red, green, blue))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    across = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    along = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    hue = math.degrees(math.atan2(along, across)) % 360
    return light, math.hypot(across, along), hue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
