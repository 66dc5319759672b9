"""Letters on a smoky plate, and where they stand: within the title-safe part of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PIL import Image

from storyforge.artist.letters.lettering import Block, put
from storyforge.exporters.animatic.planes import WHITE, Planes

_PLATE: Final = 176  # of 255: how dark a plate is
_SMOKE: Final = [16 + max(0, value - 16) * (255 - _PLATE) // 255 for value in range(256)]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Letters and the plate under them, at an even place. `shade`: what is dark instead of a
    plate, a mask of the letters' size."""

    at: tuple[int, int]
    letters: Image.Image
    shade: Image.Image | None = None

    def on(self, planes: Planes) -> None:
        """Set it; the planes are changed."""
        x, y = self.at
        wide, tall = self.letters.size
        if self.shade is None:
            half = (x // 2, y // 2, (x + wide) // 2, (y + tall) // 2)
            planes.y.paste(_smoked(planes.y.crop((x, y, x + wide, y + tall))), (x, y))
            planes.u.paste(128, half, _grey(half))
            planes.v.paste(128, half, _grey(half))
        else:
            planes.y.paste(16, self.at, self.shade)
        planes.y.paste(WHITE, self.at, self.letters)


def _smoked(picture: Image.Image) -> Image.Image:
    return picture.point(_SMOKE)


def _grey(box: tuple[int, int, int, int]) -> Image.Image:
    return Image.new("L", (box[2] - box[0], box[3] - box[1]), 220)


def even(value: float) -> int:
    """The nearest even number of pixels that is not below 0: colour has half as many."""
    return max(0, round(value / 2) * 2)


def lettered(text: Block, pad: tuple[float, float]) -> Image.Image:
    """A block's letters as a mask of even size, with room round it."""
    wide = even(text.wide + 2 * pad[0] + 1)
    tall = even(text.height + 2 * pad[1] + 1)
    mask = Image.new("L", (max(2, wide), max(2, tall)), 0)
    put(mask, pad[0], pad[1], text, 255)
    return mask


@dataclass(frozen=True, slots=True)
class Layout:
    """Where marks stand in a frame of this size, and how large their letters are; pixels."""

    frame: tuple[int, int]

    @property
    def size(self) -> float:
        """Of the letters."""
        wide, tall = self.frame
        return max(9.0, min(tall / 30, wide / 24))

    @property
    def edge(self) -> int:
        """Between a mark and the frame's edge."""
        return even(min(self.frame) * 0.035)

    @property
    def pad(self) -> tuple[float, float]:
        """Between letters and their plate's edge, beside and above."""
        return self.size * 0.45, self.size * 0.12

    def placed(self, size: tuple[int, int], side: str, end: str) -> tuple[int, int]:
        """Where a mark of this size stands: left or right; top, bottom, or above what is there."""
        wide, tall = self.frame
        x = self.edge if side == "left" else wide - self.edge - size[0]
        y = self.edge if end == "top" else tall - self.edge - size[1]
        y -= size[1] if end == "above" else 0
        return even(max(0, x)), even(max(0, y))
