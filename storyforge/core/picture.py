"""A picture held against the light: what it is, how large, whole or not, and what can be seen.

Only the standard library looks at the bytes, so that no decoder's version ever changes a key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from storyforge.core import jpeg, png, webp
from storyforge.core.coded import MAX_PIXELS, MAX_SIDE, Coded, PictureFault

__all__ = ["MAX_PIXELS", "MAX_SIDE", "PictureFacts", "PictureFault", "dimensions", "facts"]


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture's bytes.

    `width` and `height` are pixels as stored, before any turn that EXIF asks for. `pixels` is
    the digest of what a model could see, 64 hexadecimal digits: equal for a PNG packed or
    filtered otherwise and for other metadata; unequal for other pixels, colours, coding or
    EXIF orientation. `complete` is always true of what `facts` returns: a cut picture raises.
    """

    media: str
    width: int
    height: int
    pixels: str
    complete: bool


@dataclass(frozen=True, slots=True)
class _Format:
    media: str
    size: Callable[[bytes], tuple[int, int]]
    read: Callable[[bytes], Coded]


_PNG: Final = _Format("image/png", png.size, png.read)
_JPEG: Final = _Format("image/jpeg", jpeg.size, jpeg.read)
_WEBP: Final = _Format("image/webp", webp.size, webp.read)

_OTHERS: Final = (
    (b"GIF8", "a GIF"),
    (b"%pdf", "a PDF"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"<svg", "an SVG drawing"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "XML, perhaps an SVG drawing"),
    (b"8BPS", "a Photoshop file"),
    (b"BM", "a BMP"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL"),
    (b"\xff\x0a", "a JPEG XL"),
    (b"version https://git-lfs", "the pointer of a file that git LFS has not fetched"),
    (b"{", "JSON text"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_BRANDS: Final = (
    (b"avif", "an AVIF"),
    (b"avis", "an AVIF"),
    (b"hei", "a HEIC photo"),
    (b"hev", "a HEIC photo"),
    (b"mif1", "a HEIC photo"),
    (b"qt", "a film"),
    (b"", "a film"),
)


def facts(data: bytes) -> PictureFacts:
    """Everything about a picture's bytes; all of a PNG is checked, of the others the container.

    Raises `PictureFault`: I001 no picture we read, I002 cut short, I003 too many pixels (known
    before anything is unpacked), I004 damaged.
    """
    form = _format(data)
    found = form.read(data)
    return PictureFacts(form.media, found.width, found.height, found.pixels, complete=True)


def dimensions(data: bytes) -> tuple[int, int, str]:
    """Width and height in pixels, and the media type, from the header alone.

    Raises `PictureFault`. The first bytes of a file are enough: 33 for PNG and WebP, for JPEG
    as many as come before its frame header.
    """
    form = _format(data)
    return (*form.size(data), form.media)


def _format(data: bytes) -> _Format:
    if data.startswith(png.SIGNATURE):
        return _PNG
    if data.startswith(jpeg.SIGNATURE):
        return _JPEG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _WEBP
    raise _stranger(data)


def _stranger(data: bytes) -> PictureFault:
    advice = "Export it as PNG, JPEG or WebP."
    if not data:
        return PictureFault("I001", "The picture is empty.", "Copy or export it again.")
    if any(data == sign[: len(data)] for sign in (png.SIGNATURE, jpeg.SIGNATURE)):
        return PictureFault("I002", "The picture is cut short: its end is missing.", advice)
    what = _seems(data)
    sentence = f"This is {what}" if what else "This is something else"
    return PictureFault("I001", f"{sentence}, not a PNG, JPEG or WebP picture.", advice)


def _seems(data: bytes) -> str | None:
    """What foreign bytes seem to be, in words."""
    if data[4:8] == b"ftyp":
        return next(name for brand, name in _BRANDS if data[8:].startswith(brand))
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    signs = ((sign.lower(), name) for sign, name in _OTHERS)
    return next((name for sign, name in signs if start.startswith(sign)), None)
