"""An imprint put into a picture's file, and read back; no pixel is touched, nothing is coded anew.

XMP stands where each format has it: PNG in a text chunk before its pixels, JPEG in a segment behind
JFIF and EXIF, WebP in the last chunk of an extended file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from storyforge.core.coded import PictureFault
from storyforge.core.imprint import LONGEST, Imprint, imprint_of, packet
from storyforge.darkroom.reading import JPEG, PNG, Part, Seen, look

_PNG_KEY: Final = b"XML:com.adobe.xmp"
_JPEG_KEY: Final = b"http://ns.adobe.com/xap/1.0/\0"
_JPEG_MORE: Final = b"http://ns.adobe.com/xmp/extension/\0"
_SEGMENT: Final = 65_533  # bytes that a JPEG's segment holds
_MOST: Final = 1 << 20  # bytes of XMP that are looked at
_HEAD, _TAIL = b"<x:xmpmeta", b"</x:xmpmeta>"
_ELSEWHERE: Final = (b"http://purl.org/dc/terms/", b":provenance")  # C2PA 2.1, section 11.5
_XMP, _ALPHA = 0x04, 0x10  # what a WebP says at its beginning that it has
_APP0, _APP1, _APP11 = b"\xe0", b"\xe1", b"\xeb"


def imprinted(data: bytes, imprint: Imprint) -> bytes:
    """The same picture with `imprint` in it, in place of any XMP it had; the same pixels.

    What is signed (C2PA) comes back as it is, for any change would break the seal; so does what is
    no whole PNG, JPEG or WebP.
    """
    try:
        seen = look(data)
    except PictureFault:
        return data
    if _has_seal(seen):
        return data
    if seen.media == PNG:
        return _in_png(data, seen, packet(imprint))
    if seen.media == JPEG:
        return _in_jpeg(data, seen, _short(imprint))
    return _in_webp(data, seen, packet(imprint))


def read(data: bytes) -> Imprint | None:
    """What a picture says of itself, whoever wrote that; None when it says nothing. Never raises.

    Of a document or a film the first packet that stands open in it is read.
    """
    try:
        seen = look(data)
    except PictureFault:
        return _in_the_open(data)
    for kind, body, _ in seen.parts:
        found = imprint_of(_packet_in(seen.media, kind, body))
        if found:
            return found
    return None


def sealed(data: bytes) -> bool:
    """Whether a picture carries a C2PA manifest (Content Credentials), or its XMP names the address
    of one that is kept elsewhere; raises PictureFault."""
    return _has_seal(look(data))


def _has_seal(seen: Seen) -> bool:
    packets = (_packet_in(seen.media, kind, body) for kind, body, _ in seen.parts)
    if any(all(word in each for word in _ELSEWHERE) for each in packets):
        return True
    if seen.media == JPEG:
        return any(kind == _APP11 and body[:2] == b"JP" for kind, body, _ in seen.parts)
    return any(kind == (b"caBX" if seen.media == PNG else b"C2PA") for kind, _, _ in seen.parts)


def _packet_in(media: str, kind: bytes, body: bytes) -> bytes:
    """The XMP packet that a part holds, or nothing."""
    if media == PNG:
        return _png_packet(body) if kind == b"iTXt" and body.startswith(_PNG_KEY + b"\0") else b""
    if media == JPEG:
        return body[len(_JPEG_KEY) :] if kind == _APP1 and body.startswith(_JPEG_KEY) else b""
    return body[:_MOST] if kind == b"XMP " else b""


def _png_packet(body: bytes) -> bytes:
    packed, rest = body[len(_PNG_KEY) + 1 : len(_PNG_KEY) + 2], body[len(_PNG_KEY) + 3 :]
    text = rest.partition(b"\0")[2].partition(b"\0")[2]
    if packed != b"\1":
        return text[:_MOST]
    try:
        return zlib.decompressobj().decompress(text, _MOST)
    except zlib.error:
        return b""


def _in_the_open(data: bytes) -> Imprint | None:
    start = data.find(_HEAD)
    end = data.find(_TAIL, start) if start >= 0 else -1
    return imprint_of(data[start : end + len(_TAIL)]) if 0 <= end - start < _MOST else None


# ---------------------------------------------------------------- written


def _in_png(data: bytes, seen: Seen, xmp: bytes) -> bytes:
    body = b"iTXt" + _PNG_KEY + b"\0\0\0\0\0" + xmp
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    at = next(start for (kind, _, _), start, _ in _places(data, seen) if kind == b"IDAT")
    return _spliced(data, seen, at, chunk)


def _in_jpeg(data: bytes, seen: Seen, xmp: bytes) -> bytes:
    body = _JPEG_KEY + xmp
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    at = 2
    for (kind, inner, _), _, end in _places(data, seen):
        if kind != _APP0 and not (kind == _APP1 and inner.startswith(b"Exif\0")):
            break
        at = end
    return _spliced(data, seen, at, segment)


def _spliced(data: bytes, seen: Seen, at: int, new: bytes) -> bytes:
    """`data` with `new` at `at`, and without the XMP it had; all else as it stands."""
    out, last = [], 0
    cuts = [(at, at)]
    for (kind, body, _), start, end in _places(data, seen):
        if _is_xmp(seen.media, kind, body):
            cuts.append((start, end))
    for start, end in sorted(cuts):
        out += [data[last:start], new if start == end else b""]
        last = end
    return b"".join((*out, data[last:]))


def _is_xmp(media: str, kind: bytes, body: bytes) -> bool:
    if media == JPEG:
        return kind == _APP1 and body.startswith((_JPEG_KEY, _JPEG_MORE))
    return kind == b"iTXt" and body.startswith(_PNG_KEY + b"\0")


def _places(data: bytes, seen: Seen) -> Iterator[tuple[Part, int, int]]:
    """Every part with where it stands; between them is nothing but padding."""
    at = 0
    for part in seen.parts:
        start = data.index(part[2], at)
        at = start + len(part[2])
        yield part, start, at


def _short(imprint: Imprint) -> bytes:
    """The packet, with its long words shortened until a JPEG's segment holds it."""
    longest = LONGEST
    while True:
        cut = {
            name: f"{value[:longest]}…" if len(value) > longest else value
            for name in ("prompt", "description", "title", "slate", "credit", "maker")
            for value in [getattr(imprint, name)]
        }
        xmp = packet(replace(imprint, **cut))
        if len(xmp) + len(_JPEG_KEY) <= _SEGMENT:
            return xmp
        longest //= 2


def _in_webp(data: bytes, seen: Seen, xmp: bytes) -> bytes:
    first, body, whole = seen.parts[0]
    kept = [part[2] for part in seen.parts if part[0] not in (b"VP8X", b"XMP ")]
    if first == b"VP8X":
        head = whole[:8] + bytes([body[0] | _XMP]) + body[1:] + whole[8 + len(body) :]
    else:
        clear = first == b"VP8L" and body[4] & _ALPHA
        flags = _XMP | (_ALPHA if clear else 0)
        sides = b"".join(struct.pack("<I", side - 1)[:3] for side in (seen.width, seen.height))
        head = b"VP8X" + struct.pack("<II", 10, flags) + sides
    chunk = b"XMP " + struct.pack("<I", len(xmp)) + xmp + b"\0" * (len(xmp) % 2)
    inside = b"WEBP" + head + b"".join(kept) + chunk
    rest = data[8 + struct.unpack_from("<I", data, 4)[0] :]
    return b"RIFF" + struct.pack("<I", len(inside)) + inside + rest
