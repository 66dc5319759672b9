"""A JPEG laid open: tables and coded pixels, without the luggage that cameras and programs add.

After ITU-T T.81, annex B. The pixels stay coded, for decoders differ by a grey level.
"""

import re
import struct
from collections.abc import Iterator
from typing import Final

from storyforge.core.coded import Coded, Meaning, damaged, orientation, sized, truncated

SIGNATURE: Final = b"\xff\xd8\xff"

_COMMENT: Final = 0xFE
_END: Final = 0xD9
_SCAN: Final = 0xDA
_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a body
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SHORTEST_FRAME: Final = 10  # bytes from its marker to the end of the size
_LUGGAGE: Final = frozenset((*range(0xE0, 0xF0), _COMMENT))
_SEEN: Final = ((0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_AFTER_SCAN: Final = re.compile(rb"\xff+[\x02-\xcf\xd8-\xfe]")  # no stuffing and no restart mark


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as coded, before any turn that EXIF asks for."""
    for marker, body in _segments(data):
        if marker in _FRAMES:
            return _frame(body)
    raise damaged("JPEG", "it says nothing about its size")


def read(data: bytes) -> Coded:
    """Size and meaning of a whole JPEG; raises `PictureFault`."""
    width, height = size(data)
    segments = list(_segments(data))
    if not any(marker == _SCAN for marker, _ in segments):
        raise damaged("JPEG", "it has no pixels in it")
    meaning = Meaning("jpeg")
    meaning.add(b"turn", b"%d" % _turn(segments))
    for marker, body in segments:
        if any(marker == known and body.startswith(name) for known, name in _SEEN):
            meaning.add(b"%02x" % marker, body)
    for marker, body in segments:
        if marker not in _LUGGAGE:
            meaning.add(b"%02x" % marker, body)
    return Coded(width, height, meaning.digest())


def _turn(segments: list[tuple[int, bytes]]) -> int:
    cases = (
        orientation(body) for marker, body in segments if marker == 0xE1 and body[:4] == b"Exif"
    )
    return next(cases, 1)


def _frame(body: bytes) -> tuple[int, int]:
    if len(body) < 6:
        raise damaged("JPEG", "its frame header is too short")
    height, width = struct.unpack_from(">HH", body, 1)
    return sized("JPEG", width, height)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment to the end mark; a scan's body holds its coded pixels."""
    at = 2
    while at + 1 < len(data):
        if data[at] != 0xFF:
            raise damaged("JPEG", "a marker is missing")
        marker = data[at + 1]
        if marker == _END:
            return
        end = _segment_end(data, at, marker)
        if len(data) < min(end, at + _SHORTEST_FRAME):
            break
        if marker != 0xFF and marker not in _ALONE:
            yield marker, data[at + 4 : end]
        at = end
    raise truncated("JPEG")


def _segment_end(data: bytes, at: int, marker: int) -> int:
    """Where the segment at `at` ends; a marker may be led by any number of fill bytes."""
    if marker == 0xFF:
        return at + 1
    if marker in _ALONE:
        return at + 2
    if at + 4 > len(data):
        raise truncated("JPEG")
    end: int = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
    if end < at + 4 or marker == 0:
        raise damaged("JPEG", "a segment has no length")
    if marker != _SCAN:
        return end
    found = _AFTER_SCAN.search(data, end)
    if found is None:
        raise truncated("JPEG")
    return found.start()
