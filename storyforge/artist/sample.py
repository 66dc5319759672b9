"""Reference pictures are looked at, not believed: what colours are where in them."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from threading import Lock

from PIL import Image, ImageChops, ImageStat

from storyforge.artist.ink.colour import RGB, dyed, luma, mix
from storyforge.artist.stage.light import Light

_FORMATS = ("PNG", "JPEG", "WEBP")
_MOST = 120_000_000  # pixels; larger files are not opened at all
_KEPT = 16  # pictures made small, 0.5 MB each
SWATCHES = ("skin", "hair", "cloth", "legs", "accent", "shoes", "felt", "bib")
# where a drawn model sheet carries its row of colours: left, top, step, side, as shares of its
# width (top: of its height); pages that are not wide have room for larger ones
_ROWS: tuple[tuple[float, tuple[float, float, float, float]], ...] = (
    (1.25, (0.655, 0.88, 0.0425, 0.032)),
    (0.8, (0.33, 0.9, 0.078, 0.056)),
    (0.0, (0.06, 0.88, 0.112, 0.08)),
)

# regions of a standing figure and of a bust, as shares of the figure's box
_FIGURE = {
    "hair": (0.36, 0.0, 0.64, 0.045),
    "skin": (0.42, 0.07, 0.58, 0.12),
    "cloth": (0.34, 0.24, 0.66, 0.44),
    "legs": (0.32, 0.68, 0.68, 0.86),
    "accent": (0.4, 0.145, 0.6, 0.185),
    "shoes": (0.25, 0.95, 0.75, 1.0),
}
_BUST = {
    "hair": (0.36, 0.02, 0.64, 0.12),
    "skin": (0.42, 0.3, 0.58, 0.44),
    "cloth": (0.2, 0.8, 0.8, 0.98),
    "accent": (0.42, 0.66, 0.58, 0.76),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A reference made small (RGB, at most 480 pixels); *digest* names the bytes it came from."""

    digest: bytes
    image: Image.Image = field(compare=False)


@dataclass(frozen=True, slots=True)
class Hues:
    """The colours of a place's picture by height, and how light its left is against its right."""

    sky: RGB
    low: RGB
    mass: RGB
    ground: RGB
    side: float


def row_on(width: int, height: int) -> tuple[float, float, float, float]:
    """Where a sheet of that shape carries its colours: left, top, step, side."""
    return next(row for least, row in _ROWS if width / height > least)


def picture(raw: bytes) -> Picture | None:
    """The picture in the bytes, or None when there is none that can be read."""
    digest = blake2b(raw, digest_size=16).digest()
    with _LOCK:
        if digest in _SEEN:
            _SEEN.move_to_end(digest)
            return _SEEN[digest]
    found = _read(raw, digest)
    with _LOCK:
        _SEEN[digest] = found
        if len(_SEEN) > _KEPT:
            _SEEN.popitem(last=False)
    return found


# the pictures looked at last, for a film shows the same few again and again; unpacking is slow
_SEEN: OrderedDict[bytes, Picture | None] = OrderedDict()
_LOCK = Lock()


def _read(raw: bytes, digest: bytes) -> Picture | None:
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST:
                return None
            opened.draft("RGB", (960, 960))
            opened.thumbnail((480, 480), Image.Resampling.BOX)
            return Picture(digest, _flat(opened))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        return None


def _flat(opened: Image.Image) -> Image.Image:
    if opened.mode in ("P", "PA", "LA", "RGBA") or "transparency" in opened.info:
        over = opened.convert("RGBA")
        page = Image.new("RGBA", over.size, (240, 238, 232, 255))
        return Image.alpha_composite(page, over).convert("RGB")
    return opened.convert("RGB")


def median(
    image: Image.Image, box: tuple[float, float, float, float], mask: Image.Image | None = None
) -> RGB:
    """The middle colour of a region in shares of the picture; masked pixels only, if any."""
    w, h = image.size
    x0, y0 = min(w - 1, int(box[0] * w)), min(h - 1, int(box[1] * h))
    area = (x0, y0, max(x0 + 1, min(w, round(box[2] * w))), max(y0 + 1, min(h, round(box[3] * h))))
    part = image.crop(area)
    cut = mask.crop(area) if mask is not None else None
    stat = ImageStat.Stat(part, cut) if cut is not None and cut.getbbox() else ImageStat.Stat(part)
    r, g, b = (int(v) for v in stat.median[:3])
    return (r, g, b)


def person(seen: Picture) -> dict[str, RGB]:
    """Colours of the person in the picture: from its swatches, else by region of the figure."""
    return dict(_person(seen))


@lru_cache(maxsize=_KEPT)
def _person(seen: Picture) -> Mapping[str, RGB]:
    keyed, painted = _swatches(seen.image), _regions(seen.image)
    if not keyed:
        return painted
    plain = _vivid(_border(seen.image)) < 40 <= _vivid(painted["cloth"])
    diluted = _vivid(painted["cloth"]) < 0.6 * _vivid(keyed["accent"])  # a scarf over the cloth
    known = any(_differ(painted["cloth"], colour) < 40 for colour in keyed.values())  # markings
    if plain and not (known or diluted) and _differ(painted["cloth"], keyed["cloth"]) > 75:
        # somebody painted over the figure: what is seen on it counts, not the key beside it
        keyed["cloth"] = painted["cloth"]
    return keyed


def _vivid(colour: RGB) -> int:
    return max(colour) - min(colour)


def _swatches(image: Image.Image) -> dict[str, RGB]:
    if min(image.size) < 60:
        return {}
    left, top, step, side = row_on(*image.size)
    tall = side * image.width / image.height
    found: dict[str, RGB] = {}
    ground = median(
        image, (left - 0.006, top + tall * 1.2, left + len(SWATCHES) * step, top + tall * 1.45)
    )
    for k, name in enumerate(SWATCHES):
        x = left + k * step
        box = (x + side * 0.25, top + tall * 0.25, x + side * 0.75, top + tall * 0.75)
        between = x + side + (step - side) * 0.3, x + side + (step - side) * 0.7
        gap = median(image, (between[0], top + tall * 0.3, between[1], top + tall * 0.7))
        if _spread(image, box) > 9 or _differ(gap, ground) > 34:
            return {}
        found[name] = median(image, box)
    apart = sum(_differ(colour, ground) > 20 for colour in found.values())
    return found if apart >= 3 else {}


def _spread(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    w, h = image.size
    part = image.crop((int(box[0] * w), int(box[1] * h), int(box[2] * w) + 1, int(box[3] * h) + 1))
    return max(ImageStat.Stat(part).stddev)


def _differ(a: RGB, b: RGB) -> int:
    return max(abs(a[k] - b[k]) for k in range(3))


def _border(image: Image.Image) -> RGB:
    w, h = image.size
    ring = Image.new("L", image.size, 255)
    edge = max(1, min(w, h) // 40)
    if w > 2 * edge and h > 2 * edge:
        ring.paste(0, (edge, edge, w - edge, h - edge))
    r, g, b = (int(v) for v in ImageStat.Stat(image, ring).median[:3])
    return (r, g, b)


def _apart(image: Image.Image) -> Image.Image:
    """A mask of what is not the plain ground that the border shows."""
    plain = Image.new("RGB", image.size, _border(image))
    bands = ImageChops.difference(image, plain).split()
    apart = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return apart.point([255 if v > 34 else 0 for v in range(256)])


def _regions(image: Image.Image) -> dict[str, RGB]:
    mask = _apart(image)
    box = _figure_box(mask)
    table = _FIGURE if box is not None and (box[3] - box[1]) > 1.55 * (box[2] - box[0]) else _BUST
    x0, y0, x1, y1 = box or (0, 0, *image.size)
    figure, cut = image.crop((x0, y0, x1, y1)), mask.crop((x0, y0, x1, y1))
    found = {name: median(figure, region, cut) for name, region in table.items()}
    return {**found, "coat": median(figure, (0.08, 0.08, 0.92, 0.92), cut)}


def _figure_box(mask: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of the first figure from the left that is neither a speck nor a line."""
    w, h = mask.size
    columns = list(mask.resize((w, 1), Image.Resampling.BOX).tobytes())
    start: int | None = None
    for x in range(w + 1):
        filled = x < w and columns[x] > 14
        if filled and start is None:
            start = x
        elif not filled and start is not None:
            if x - start >= max(3, w // 26):
                rows = mask.crop((start, 0, x, h)).getbbox()
                if rows is not None and rows[3] - rows[1] > h * 0.3:
                    return (start, rows[1], x, rows[3])
            start = None
    return None


def accent(seen: Picture) -> RGB:
    """The colour of the thing in a picture of one thing on a plain ground."""
    mask = _apart(seen.image)
    box = mask.getbbox() or (0, 0, *seen.image.size)
    middle = (0.1, 0.1, 0.9, 0.8)  # not the shadow it casts
    return median(seen.image.crop(box), middle, mask.crop(box))


def standing(seen: Picture) -> bool:
    """Whether the picture shows somebody at full length on a plain ground."""
    box = _figure_box(_apart(seen.image))
    return box is not None and (box[3] - box[1]) > 1.55 * (box[2] - box[0])


@lru_cache(maxsize=_KEPT)
def hues(seen: Picture) -> Hues:
    """What a place's picture gives to shots of the place."""
    image = seen.image
    left, right = median(image, (0, 0.2, 0.4, 0.9)), median(image, (0.6, 0.2, 1, 0.9))
    return Hues(
        median(image, (0, 0, 1, 0.16)),
        median(image, (0, 0.3, 1, 0.5)),
        median(image, (0, 0.28, 1, 0.72)),
        median(image, (0, 0.8, 1, 1)),
        (luma(left) - luma(right)) / 255,
    )


def relit(light: Light, seen: Hues, share: float) -> Light:
    """The hour's light bent towards a picture's palette by *share*."""
    key = light.key
    if abs(seen.side) > 0.06:
        key = (-abs(key[0]) if seen.side > 0 else abs(key[0]), key[1], key[2])
    return replace(
        light,
        key=key,
        top=mix(light.top, seen.sky, share),
        low=mix(light.low, seen.low, share * 0.7),
        haze=mix(light.haze, seen.mass, share * 0.8),
    )


@lru_cache(maxsize=256)
def surface(colour: RGB, seen: Hues, share: float) -> RGB:
    """A surface colour recoloured by a place's picture."""
    return mix(dyed(colour, seen.mass, share), dyed(colour, seen.ground, share), 0.4)
