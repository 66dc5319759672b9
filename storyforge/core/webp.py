"""A WebP laid open: coded pixels, transparency, movement and colour, without what was tied to it.

After RFC 9649. The pixels stay coded, for decoders differ by a grey level.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from storyforge.core.coded import Coded, Meaning, damaged, orientation, sized, truncated

_SEEN: Final = (b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L")
_PIXELS: Final = (b"ANMF", b"VP8 ", b"VP8L")


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the canvas or the first frame."""
    kind, body = data[12:16], data[20:30]
    if len(kind) < 4:
        raise truncated("WebP")
    if kind not in _SIZES:
        raise damaged("WebP", "it does not begin with a picture")
    need, reader = _SIZES[kind]
    if len(body) < need:
        raise truncated("WebP")
    return sized("WebP", *reader(body))


def read(data: bytes) -> Coded:
    """Size and meaning of a whole WebP; raises `PictureFault`."""
    width, height = size(data)
    chunks = list(_chunks(data))
    if not any(kind in _PIXELS for kind, _ in chunks):
        raise damaged("WebP", "it has no picture in it")
    meaning = Meaning("webp")
    meaning.add(b"size", b"%d %d" % (width, height))
    turn = next((orientation(body) for kind, body in chunks if kind == b"EXIF"), 1)
    meaning.add(b"turn", b"%d" % turn)
    for kind, body in chunks:
        if kind in _SEEN:
            meaning.add(kind, body)
    return Coded(width, height, meaning.digest())


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk; chunks begin at even places."""
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise truncated("WebP")
    at = 12
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            raise damaged("WebP", "a part is longer than the whole")
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _canvas(body: bytes) -> tuple[int, int]:
    width, height = (int.from_bytes(body[at : at + 3], "little") for at in (4, 7))
    return width + 1, height + 1


def _lossless(body: bytes) -> tuple[int, int]:
    if body[0] != 0x2F:
        raise damaged("WebP", "its picture does not begin as it should")
    bits = int.from_bytes(body[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _lossy(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a":
        raise damaged("WebP", "its picture does not begin as it should")
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


_SIZES: Final[Mapping[bytes, tuple[int, Callable[[bytes], tuple[int, int]]]]] = {
    b"VP8X": (10, _canvas),
    b"VP8L": (5, _lossless),
    b"VP8 ": (10, _lossy),
}
