"""A reference made fit to be sent: upright, of a legal shape and size, in sRGB, with no luggage.

The same bytes and the same limits give the same bytes. A picture that is fit already keeps every
pixel as it was coded; only what is not picture is taken from it.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final

from PIL import Image, ImageStat

from storyforge.core.advice import scaled, shaped
from storyforge.core.delivery import Fit
from storyforge.core.digest import sha256
from storyforge.core.seams import NotMade
from storyforge.darkroom.reading import JPEG, PNG, WEBP, Seen, bare, look, opened

_LEAST = 64  # pixels of the longer side below which nothing is made smaller any more
_STEP = 0.85  # by how much, when it has too many bytes
_PACKED = 6  # to what part of its bytes a picture may shrink without a loss, at best
# How a picture may be written, best first; what a service does not take is passed over.
_WAYS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    (PNG, "PNG", {"compress_level": 6}),
    (WEBP, "WEBP", {"lossless": True, "method": 4}),
    (JPEG, "JPEG", {"quality": 95, "subsampling": 0}),
    (JPEG, "JPEG", {"quality": 92, "subsampling": 0}),
)
_Key = tuple[str, Fit, str]
_KEPT: Final = 8  # developed pictures, a few MB each
_LATELY: Final[OrderedDict[_Key, bytes]] = OrderedDict()
_LOCK: Final = Lock()


def fitted(data: bytes, fit: Fit, how: str = "crop") -> bytes:
    """The picture as a service takes it.

    `how`: `crop` keeps as much of the middle as may be kept; `pad` keeps everything and puts plain
    bars beside it. Raises PictureFault for bytes that are no whole picture, NotMade for one that
    cannot be made fit.
    """
    seen = look(data)
    size = scaled(*shaped(seen.width, seen.height, fit, how), fit.longest, fit)
    if size == (seen.width, seen.height) and seen.turn == 1 and seen.plain:
        kept = bare(seen)
        if seen.media in fit.media and fit.smallest <= len(kept) <= fit.largest:
            return kept
    return _once((sha256(data), fit, how), lambda: _developed(seen, fit, how))


def _once(key: _Key, develop: Callable[[], bytes]) -> bytes:
    """What was developed lately is not developed again: many shots share a few references.

    One at a time, so that shots that start together do not all do the same work.
    """
    with _LOCK:
        if key not in _LATELY:
            _LATELY[key] = develop()
            if len(_LATELY) > _KEPT:
                _LATELY.popitem(last=False)
        _LATELY.move_to_end(key)
        return _LATELY[key]


def _developed(seen: Seen, fit: Fit, how: str) -> bytes:
    image = opened(seen)
    shape = shaped(*image.size, fit, how)
    if shape != image.size:
        image = _padded(image, shape) if how == "pad" else _cropped(image, shape)
    return _written(_resized(image, scaled(*shape, fit.longest, fit)), fit)


def _cropped(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of it."""
    left, top = (image.width - size[0]) // 2, (image.height - size[1]) // 2
    return image.crop((left, top, left + size[0], top + size[1]))


def _padded(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """All of it, between two bars of one quiet colour that its edges suggest."""
    page = Image.new("RGB", size, _quiet(image, size[0] > image.width))
    page.paste(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
    return page


def _quiet(image: Image.Image, sideways: bool) -> tuple[int, int, int]:
    """The middle colour of the edges where bars will be, half way to grey."""
    wide, high = image.size
    ring = Image.new("L", image.size, 255)
    inner = (1, 0, wide - 1, high) if sideways else (0, 1, wide, high - 1)
    if inner[2] > inner[0] and inner[3] > inner[1]:
        ring.paste(0, inner)
    colour = [int(each) for each in ImageStat.Stat(image, ring).median]
    grey = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
    red, green, blue = ((each + grey) // 2 for each in colour)
    return red, green, blue


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)


def _written(image: Image.Image, fit: Fit) -> bytes:
    """The bytes, in the best way that is small enough; when none is, of a smaller picture."""
    while True:
        most = 0
        for form, options in _ways(image, fit):
            data = _coded(image, form, options)
            if len(data) < fit.smallest and form == "PNG":
                data = _coded(image, form, {"compress_level": 0})
            if fit.smallest <= len(data) <= fit.largest:
                return data
            most = max(most, len(data))
        side = int(max(image.size) * _STEP)
        if most < fit.smallest:
            raise _too_little(image, fit)
        if side < _LEAST:
            sentence = f"a reference cannot be brought below {fit.largest:,} bytes"
            raise NotMade(sentence, "use a simpler or smaller picture")
        image = _resized(image, scaled(*image.size, side, fit))


def _ways(image: Image.Image, fit: Fit) -> list[tuple[str, dict[str, Any]]]:
    """The ways that the service takes, its favourite first.

    Without a loss only where that could be small enough: packing a large photograph takes seconds.
    """
    raw = image.width * image.height * 3
    taken = [way for way in _WAYS if way[0] in fit.media]
    light = [way for way in taken if way[0] == JPEG or raw <= _PACKED * fit.largest]
    ways = sorted(light or taken, key=lambda way: way[0] != fit.media[0])
    return [(form, options) for _, form, options in ways]


def _coded(image: Image.Image, form: str, options: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def _too_little(image: Image.Image, fit: Fit) -> NotMade:
    size = f"{image.width} × {image.height}"
    return NotMade(
        f"a reference of {size} pixels has less than the {fit.smallest} bytes that are asked for",
        "use a larger picture",
    )
