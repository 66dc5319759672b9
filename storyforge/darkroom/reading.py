"""Pictures opened with care: what their containers hold, and their pixels, upright and in sRGB.

The only code that hands bytes to the image library. Before it does, the header has said how large
the picture is, and everything but pixels and colour has been taken away: no decoder sees more than
it needs, and none is asked what stood in EXIF.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageCms

from storyforge.core.coded import damaged, orientation, truncated
from storyforge.core.picture import dimensions
from storyforge.darkroom.rows import unfiltered

PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
Part = tuple[bytes, bytes, bytes]  # its kind, what it holds, and the whole of it as it stands

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PNG_SEEN: Final = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
        *(b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
    )
)
_WEBP_SEEN: Final = frozenset((b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"))
_LUGGAGE: Final = frozenset((*range(0xE1, 0xF0), 0xFE))  # segments that hold no picture …
_COLOUR: Final = ((0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))  # … but for these
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a body
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN: Final = 0xDA
_TWICE: Final = "it says two things about its size"
_PROFILE: Final = 1 << 22  # bytes of a colour profile that is looked at
_GROUND: Final = "white"  # what is seen where a picture is transparent
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TROUBLES: Final = (
    *(OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, MemoryError),
    *(Image.DecompressionBombError, Warning, zlib.error),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture laid open. `width`, `height`: upright, as people see it. `turn`: the EXIF
    orientation, 1 to 8. `plain`: no transparency, no movement, at most 8 bits a sample, and colours
    that everybody reads as sRGB."""

    media: str
    width: int
    height: int
    turn: int
    plain: bool
    parts: tuple[Part, ...]


def look(data: bytes) -> Seen:
    """What a picture's container says; no pixel is unpacked. Raises PictureFault."""
    width, height, media = dimensions(data)
    walk, turned, plain = _FORMATS[media]
    try:
        parts = tuple(walk(data))
        turn = next((orientation(body) for kind, body, _ in parts if turned(kind, body)), 1)
        fine = plain(parts)
    except (struct.error, IndexError, zlib.error):
        raise damaged(_name(media), "its parts make no sense") from None
    if sum(kind == b"IHDR" or (media == JPEG and kind[0] in _FRAMES) for kind, _, _ in parts) > 1:
        raise damaged(_name(media), _TWICE)
    if turn >= 5:
        width, height = height, width
    return Seen(media, width, height, turn, fine, parts)


def bare(seen: Seen) -> bytes:
    """The same picture without anything that is neither pixels nor colour; nothing is decoded."""
    if seen.media == PNG:
        return _SIGNATURE + b"".join(whole for kind, _, whole in seen.parts if kind in _PNG_SEEN)
    if seen.media == JPEG:
        kept = (whole for kind, body, whole in seen.parts if _is_picture(kind[0], body))
        return b"\xff\xd8" + b"".join(kept) + b"\xff\xd9"
    body = b"".join(_flagless(part) for part in seen.parts if part[0] in _WEBP_SEEN)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def opened(seen: Seen, longest: int = 0) -> Image.Image:
    """The first picture in it: upright, RGB, sRGB, on white where it is transparent.

    With `longest`, scaled down so that no side has more pixels. Raises PictureFault.
    """
    if seen.media == PNG and seen.turn == 1 and (image := unfiltered(seen.parts)) is not None:
        return _smaller(image, longest) if longest else image
    kind = seen.media.partition("/")[2].upper()
    stored = (seen.width, seen.height) if seen.turn < 5 else (seen.height, seen.width)
    try:
        with Image.open(io.BytesIO(bare(seen)), formats=[kind]) as image:
            if image.size != stored:
                raise damaged(_name(seen.media), _TWICE)
            if longest:
                image.draft(None, (2 * longest, 2 * longest))
            image.load()
            found = _smaller(image, longest) if longest else image
            upright = _srgb(found)
    except _TROUBLES as error:
        raise damaged(_name(seen.media), "its pixels cannot be unpacked") from error
    turn = _TURNS.get(seen.turn)
    upright = upright if turn is None else upright.transpose(turn)
    upright.info.clear()
    return upright


def _name(media: str) -> str:
    return {PNG: "PNG", JPEG: "JPEG", WEBP: "WebP"}[media]


# ---------------------------------------------------------------- containers


def _png_parts(data: bytes) -> Iterator[Part]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            break
        if zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise damaged("PNG", "a checksum does not fit")
        yield kind, data[at + 8 : end - 4], data[at:end]
        if kind == b"IEND":
            return
        at = end
    raise truncated("PNG")


def _jpeg_parts(data: bytes) -> Iterator[Part]:
    """Segments up to the end mark; a scan's holds its coded pixels."""
    at = 2
    while at + 1 < len(data):
        if data[at] != 0xFF:
            raise damaged("JPEG", "a marker is missing")
        marker = data[at + 1]
        if marker == 0xD9:
            return
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == _SCAN:
            end = _scan_end(data, end)
        if end > len(data) or end < at + 4:
            break
        yield data[at + 1 : at + 2], data[at + 4 : end], data[at:end]
        at = end
    raise truncated("JPEG")


def _scan_end(data: bytes, start: int) -> int:
    """Where the coded pixels end: at a marker that is neither stuffing nor a restart."""
    at = data.find(b"\xff", start)
    while 0 <= at < len(data) - 1:
        if data[at + 1] not in (0, 0xFF) and data[at + 1] not in _ALONE:
            return at
        at = data.find(b"\xff", at + (1 if data[at + 1] == 0xFF else 2))
    raise truncated("JPEG")


def _webp_parts(data: bytes) -> Iterator[Part]:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise truncated("WebP")
    at = 12
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        stop = at + 8 + length
        if stop > end:
            raise damaged("WebP", "a part is longer than the whole")
        yield kind, data[at + 8 : stop], data[at:stop] + b"\0" * (length % 2)
        at = stop + length % 2


def _is_picture(marker: int, body: bytes) -> bool:
    """Whether a JPEG's segment is part of what is seen."""
    colour = any(marker == known and body.startswith(name) for known, name in _COLOUR)
    return marker not in _LUGGAGE or colour


def _flagless(part: Part) -> bytes:
    """A WebP's part; the first says no longer that EXIF and XMP follow."""
    kind, body, whole = part
    if kind != b"VP8X":
        return whole
    return whole[:8] + bytes([body[0] & ~0x0C]) + body[1:]


# ---------------------------------------------------------------- plainness


def _png_plain(parts: tuple[Part, ...]) -> bool:
    header = parts[0][1]
    kinds = {kind for kind, _, _ in parts}
    opaque = header[9] in (0, 2, 3) and b"tRNS" not in kinds
    packed = next((body.partition(b"\0")[2][1:] for kind, body, _ in parts if kind == b"iCCP"), b"")
    profile = zlib.decompressobj().decompress(packed, _PROFILE) if packed else b""
    return opaque and header[8] <= 8 and b"cICP" not in kinds and _is_srgb(profile)


def _jpeg_plain(parts: tuple[Part, ...]) -> bool:
    frame = next((body for kind, body, _ in parts if kind[0] in _FRAMES), b"")
    profile = b"".join(
        body[14:] for kind, body, _ in parts if kind == b"\xe2" and body[:12] == b"ICC_PROFILE\0"
    )
    return frame[5] in (1, 3) and _is_srgb(profile)


def _webp_plain(parts: tuple[Part, ...]) -> bool:
    first, body, _ = parts[0]
    profile = next((each for kind, each, _ in parts if kind == b"ICCP"), b"")
    if first == b"VP8X":
        return not body[0] & 0x12 and _is_srgb(profile)
    return first == b"VP8 " or not body[4] & 0x10


def _is_srgb(profile: bytes) -> bool:
    """Whether there is no profile, or one that calls itself sRGB."""
    return not profile or b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _exif_in_png(kind: bytes, _: bytes) -> bool:
    return kind == b"eXIf"


def _exif_in_jpeg(kind: bytes, body: bytes) -> bool:
    return kind == b"\xe1" and body[:4] == b"Exif"


def _exif_in_webp(kind: bytes, _: bytes) -> bool:
    return kind == b"EXIF"


_Format = tuple[
    Callable[[bytes], Iterator[Part]],
    Callable[[bytes, bytes], bool],
    Callable[[tuple[Part, ...]], bool],
]
_FORMATS: Final[dict[str, _Format]] = {
    PNG: (_png_parts, _exif_in_png, _png_plain),
    JPEG: (_jpeg_parts, _exif_in_jpeg, _jpeg_plain),
    WEBP: (_webp_parts, _exif_in_webp, _webp_plain),
}


# ---------------------------------------------------------------- pixels


def _smaller(image: Image.Image, longest: int) -> Image.Image:
    share = longest / max(image.size)
    if share >= 1:
        return image
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    scaled = _opaque(image).resize(size, Image.Resampling.BOX)
    kept = image.info.get("icc_profile")
    scaled.info = {"icc_profile": kept} if kept else {}  # and nothing of transparency
    return scaled


def _srgb(image: Image.Image) -> Image.Image:
    """RGB as everybody reads it; a profile that cannot be read is passed over."""
    profile = image.info.get("icc_profile") or b""
    plain = _opaque(image)
    if not _is_srgb(profile) and len(profile) <= _PROFILE:
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(plain, theirs, ours, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None
        if turned is not None:
            return turned
    return plain.convert("RGB")


def _opaque(image: Image.Image) -> Image.Image:
    """Eight bits a sample, no palette, and a ground behind what is transparent."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("PA", "LA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        over = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", over.size, _GROUND), over).convert("RGB")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
