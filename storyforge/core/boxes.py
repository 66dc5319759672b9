"""The boxes that an MP4 is packed in, after ISO/IEC 14496-12, and the ways in which one is broken.

A box is opened only when somebody looks into it: nothing here goes down by itself.
"""

import struct
from collections.abc import Iterator
from typing import Final

from storyforge.core.coded import PictureFault, truncated

AGAIN: Final = "Download or export it again."
_MOST: Final = 10_000  # boxes side by side

Box = tuple[bytes, int, int]  # its kind, where its body begins, where it ends


def boxes(data: bytes, at: int, end: int, *, whole: bool = False) -> Iterator[Box]:
    """The boxes side by side from `at` to `end`. `whole`: these are the file's own."""
    for _ in range(_MOST):
        if at == end:
            return
        yield (box := _box(data, at, end, whole))
        at = box[2]
    raise damaged("it has too many parts")


def _box(data: bytes, at: int, end: int, whole: bool) -> Box:
    size, kind = struct.unpack_from(">I4s", data, at) if end - at >= 8 else (8, b"")
    body = at + 8
    if size == 1 and end - at >= 16:
        (size,), body = struct.unpack_from(">Q", data, body), at + 16
    elif size == 0 and whole:
        size = end - at
    if size < body - at:
        raise damaged("a part has no length")
    if at + size > end:
        raise truncated("MP4") if whole else damaged("a part is longer than the whole")
    return kind, body, at + size


def inside(data: bytes, box: Box) -> Iterator[Box]:
    """The boxes inside another."""
    return boxes(data, box[1], box[2])


def find(data: bytes, box: Box, *path: bytes) -> Box | None:
    """The first box of each kind on a way down."""
    for kind in path:
        step = next((each for each in inside(data, box) if each[0] == kind), None)
        if step is None:
            return None
        box = step
    return box


def body_of(data: bytes, box: Box, *path: bytes) -> bytes:
    """The bytes in the box at the end of a way that must be there."""
    found = find(data, box, *path)
    if found is None:
        raise damaged(f"it has no {path[-1].decode('ascii')}")
    return data[found[1] : found[2]]


def damaged(what: str) -> PictureFault:
    """I004: something inside contradicts the format."""
    return PictureFault("I004", f"The MP4 is damaged: {what}.", AGAIN)


def endless() -> PictureFault:
    """I003: more rows than a clip could need."""
    return PictureFault("I003", "The MP4 has too many frames for a clip.", "Make a shorter clip.")


def stranger(what: str) -> PictureFault:
    """I001: something else altogether."""
    return PictureFault("I001", f"This is {what}, not an MP4 clip.", AGAIN)
