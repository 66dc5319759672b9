"""Where a shot's frames come from: a still, a still under a moving camera, a clip."""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final, Protocol

import av
from PIL import Image

from storyforge.core.board import Panel
from storyforge.core.seams import Stock
from storyforge.exporters.animatic.moves import Path, path
from storyforge.exporters.animatic.planes import Planes, blank, of_frame, of_image, seen, slid
from storyforge.exporters.stills.frame import inside, shown

Size = tuple[int, int]
_SHARPEST: Final = 1.4  # how much larger than the frame a picture is kept for a move towards it


class Frames(Protocol):
    """The frames of one shot, asked for in order. `still`: they are all the same."""

    still: bool

    def at(self, offset: int) -> Planes:
        """The frame at `offset`; beyond its last it is the last."""


class Still:
    """A picture that is held."""

    still = True

    def __init__(self, image: Image.Image, size: Size) -> None:
        self.planes = _matted(of_image(_even(image)), size)

    def at(self, offset: int) -> Planes:  # noqa: ARG002  it is the same at any time
        """The picture."""
        return self.planes


class Moving:
    """A picture under a moving camera: what is beside it stays dark and does not move."""

    still = False

    def __init__(self, image: Image.Image, size: Size, way: Path, frames: int, rate: Fraction):
        self.master, self.size, self.way = of_image(_even(image)), size, way
        self.frames, self.rate = frames, rate
        wide, tall = inside(image.size, size)
        self.area = (max(2, wide // 2 * 2), max(2, tall // 2 * 2))

    def at(self, offset: int) -> Planes:
        """The view at a frame: the first and the last are the ends of the way."""
        part = min(offset, self.frames - 1) / max(1, self.frames - 1)
        view = self.way.view(part, float(offset / self.rate), self.area[0] / self.area[1])
        found = slid if self.way.level else seen
        return _matted(found(self.master, view, self.area), self.size)


class Playing:
    """A clip, at the film's rate; its last frame is held when it is shorter than the shot."""

    still = False

    def __init__(self, data: bytes, size: Size, rate: Fraction) -> None:
        self.size, self.rate = size, rate
        self.source: Any = av.open(io.BytesIO(data))
        self.decoded = self._decoded()
        self.now: Planes | None = None
        self.next = next(self.decoded, None)
        if self.next is None:
            raise ValueError("no pictures")

    def _decoded(self) -> Iterator[tuple[float, Any]]:
        first: float | None = None
        for frame in self.source.decode(self.source.streams.video[0]):
            time = float(frame.time or 0.0)
            first = time if first is None else first
            yield time - first, frame

    def at(self, offset: int) -> Planes:
        """The clip's frame that is seen at this frame's time."""
        latest = None
        time = float(offset / self.rate) + 0.001
        while self.next is not None:
            unseen = latest is None and self.now is None
            if self.next[0] > time and not unseen:
                break
            latest = self.next[1]
            self.next = next(self.decoded, None)
        if latest is not None:
            wide, tall = inside((latest.width, latest.height), self.size)
            area = (max(2, wide // 2 * 2), max(2, tall // 2 * 2))
            self.now = _matted(of_frame(latest, area), self.size)
        assert self.now is not None
        return self.now


def frames_of(
    panel: Panel, stock: Stock, size: Size, rate: Fraction, moves: bool, clips: bool
) -> Frames:
    """The best there is of a shot: its clip, else its picture, moved as its camera is, else a card
    that says what is missing."""
    if clips and panel.clip:
        try:
            return Playing(stock.picture(panel.clip), size, rate)
        except (av.FFmpegError, ValueError, IndexError):
            pass  # a clip that cannot be played: its still is there
    way = path(panel.taken.movement, _phase(panel.id)) if moves and panel.picture else None
    if way is None or panel.frames < 2:
        return Still(shown(panel, stock, size), size)
    sharp = way.closest  # of a level way: its window is then as large as the frame, and only slides
    if not way.level:
        sharp = min(_SHARPEST, math.ceil(sharp * 20) / 20)
    image = shown(panel, stock, (round(size[0] * sharp), round(size[1] * sharp)))
    return Moving(image, size, way, panel.frames, rate)


def _phase(name: str) -> float:
    return zlib.crc32(name.encode("utf-8", "replace")) % 628 / 100


def _even(image: Image.Image) -> Image.Image:
    wide, tall = (max(2, side // 2 * 2) for side in image.size)
    return image if (wide, tall) == image.size else image.resize((wide, tall))


def _matted(planes: Planes, size: Size) -> Planes:
    if planes.size == size:
        return planes
    out = blank(size)
    left, top = ((whole - part) // 4 * 2 for whole, part in zip(size, planes.size, strict=True))
    out.paste(planes, (left, top))
    return out
