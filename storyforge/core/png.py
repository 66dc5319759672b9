"""A PNG laid open: header, palette, colour, and the plain rows; nothing about who saved it how.

After PNG, third edition (W3C, 2025). Every checksum is verified and all of the pixels are
inflated, but never more of them than the header has promised.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from storyforge.core.coded import (
    Coded,
    Meaning,
    damaged,
    orientation,
    sized,
    too_large,
    truncated,
)
from storyforge.core.scanlines import BAND_ROWS, BadFilter, unfiltered

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_COLOUR: Final = (b"cHRM", b"cICP", b"cLLI", b"gAMA", b"iCCP", b"mDCV", b"sRGB", b"tRNS")
_MOVING: Final = (b"acTL", b"fcTL", b"fdAT")
_ADAM7: Final = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_PIECE: Final = 1 << 16
_MAX_PROFILE: Final = 1 << 24


@dataclass(frozen=True, slots=True)
class _Header:
    """The first chunk, IHDR: pixels, bits of a sample, colour type 0 to 6, 1 for Adam7."""

    width: int
    height: int
    depth: int
    colour: int
    interlace: int

    @property
    def pixel_bits(self) -> int:
        return self.depth * _CHANNELS[self.colour]

    def passes(self) -> list[tuple[int, int]]:
        """Bytes in a row, and rows, of each image inside: one, or the up to seven of Adam7."""
        grid = _ADAM7 if self.interlace else ((0, 0, 1, 1),)
        sizes = [
            (-(-(self.width - x) // across), -(-(self.height - y) // down))
            for x, y, across, down in grid
        ]
        return [(-(-wide * self.pixel_bits // 8), high) for wide, high in sizes if wide > 0 < high]


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header alone."""
    header = _header(data)
    return header.width, header.height


def read(data: bytes) -> Coded:
    """Size and meaning of a whole PNG; raises `PictureFault`."""
    header = _header(data)
    chunks = list(_chunks(data))
    meaning = Meaning("png")
    meaning.add(b"head", data[16:29])
    for kind, body in _seen(chunks, header):
        meaning.add(kind, body)
    inflater = _Inflater(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    for rows in _plain_rows(header, inflater):
        meaning.flow(rows)
    inflater.finish()
    return Coded(header.width, header.height, meaning.digest())


def _header(data: bytes) -> _Header:
    if len(data) < 33:
        raise truncated("PNG")
    length, kind = struct.unpack_from(">I4s", data, 8)
    width, height, depth, colour, packing, filtering, interlace = struct.unpack_from(
        ">IIBBBBB", data, 16
    )
    if (length, kind) != (13, b"IHDR"):
        raise damaged("PNG", "it does not begin with a header")
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise damaged("PNG", "its header makes no sense")
    return _Header(*sized("PNG", width, height), depth, colour, interlace)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk up to the end mark; what follows the end mark is ignored."""
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        if at + 12 + length > len(data):
            break
        if zlib.crc32(body, zlib.crc32(kind)) != struct.unpack_from(">I", data, at + 8 + length)[0]:
            raise damaged("PNG", "a checksum does not fit")
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length
    raise truncated("PNG")


def _seen(chunks: list[tuple[bytes, bytes]], header: _Header) -> list[tuple[bytes, bytes]]:
    """The chunks besides pixels that change what is seen, in an order that no program chose."""
    kept = [
        (kind, _profile(body) if kind == b"iCCP" else body)
        for kind, body in chunks
        if kind in _COLOUR
    ]
    if header.colour == 3:
        palette = [(kind, body) for kind, body in chunks if kind == b"PLTE"]
        if not palette:
            raise damaged("PNG", "its palette is missing")
        kept += palette
    turn = next((orientation(body) for kind, body in chunks if kind == b"eXIf"), 1)
    moving = [(kind, body) for kind, body in chunks if kind in _MOVING]
    return [(b"turn", b"%d" % turn), *sorted(kept), *moving]


def _profile(body: bytes) -> bytes:
    """A colour profile without its name and packing."""
    packed = body.partition(b"\0")[2][1:]
    try:
        return zlib.decompressobj().decompress(packed, _MAX_PROFILE)
    except zlib.error:
        return body


def _plain_rows(header: _Header, inflater: "_Inflater") -> Iterator[bytes]:
    """The unfiltered rows, a band at a time, so that a great picture needs little room."""
    step = max(header.pixel_bits // 8, 1)
    for width, rows in header.passes():
        above = bytes(width)
        for top in range(0, rows, BAND_ROWS):
            band = inflater.take(min(BAND_ROWS, rows - top) * (width + 1))
            try:
                plain = unfiltered(band, above, step)
            except BadFilter:
                raise damaged("PNG", "a row is filtered in a way that does not exist") from None
            above = plain[-width:]
            yield plain


class _Inflater:
    """Gives out as many unpacked bytes as are asked for, and no more are ever unpacked."""

    def __init__(self, packed: bytes) -> None:
        self._pieces = (packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE))
        self._zlib = zlib.decompressobj()

    def take(self, count: int) -> bytes:
        """The next `count` bytes; raises I002 when there are not so many."""
        got = self._some(count)
        if len(got) < count:
            raise truncated("PNG")
        return got

    def finish(self) -> None:
        """Make sure that the stream ends here, with its checksum."""
        if self._some(1):
            raise too_large("The PNG unpacks to more pixels than its header says.")
        if not self._zlib.eof:
            raise truncated("PNG")

    def _some(self, count: int) -> bytes:
        got = bytearray()
        while len(got) < count and not self._zlib.eof:
            piece = self._zlib.unconsumed_tail or next(self._pieces, b"")
            part = self._unpack(piece, count - len(got))
            if not piece and not part:
                break
            got += part
        return bytes(got)

    def _unpack(self, piece: bytes, count: int) -> bytes:
        try:
            return self._zlib.decompress(piece, count)
        except zlib.error:
            raise damaged("PNG", "its pixels cannot be unpacked") from None
