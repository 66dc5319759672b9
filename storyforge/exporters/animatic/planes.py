"""A frame as the encoder wants it: luma whole, colour halved each way, BT.709, studio range.

Everything that changes from frame to frame is done on these planes: half the samples of a colour
picture, and nothing to convert afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import av
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

from storyforge.exporters.animatic.moves import View

BLACK: Final = (16, 128, 128)
WHITE: Final = 235
_NEAR: Final = 1 / 256  # of a pixel: less changes no sample


@dataclass(frozen=True, slots=True)
class Planes:
    """Luma and the two colour differences, as greyscale images; even sizes."""

    y: Image.Image
    u: Image.Image
    v: Image.Image

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of the luma."""
        return self.y.size

    def each(self) -> tuple[Image.Image, Image.Image, Image.Image]:
        """The three, luma first."""
        return self.y, self.u, self.v

    def copy(self) -> Planes:
        """Planes of its own, to draw on."""
        return Planes(self.y.copy(), self.u.copy(), self.v.copy())

    def paste(self, other: Planes, at: tuple[int, int]) -> None:
        """Put another's planes on these, at an even place."""
        x, y = at
        self.y.paste(other.y, (x, y))
        self.u.paste(other.u, (x // 2, y // 2))
        self.v.paste(other.v, (x // 2, y // 2))


def blank(size: tuple[int, int], colour: tuple[int, int, int] = BLACK) -> Planes:
    """Planes of one colour, given as luma and differences."""
    half = (size[0] // 2, size[1] // 2)
    y, u, v = colour
    return Planes(Image.new("L", size, y), Image.new("L", half, u), Image.new("L", half, v))


def of_image(image: Image.Image) -> Planes:
    """The planes of an RGB picture of even size."""
    plain: Any = av.VideoFrame
    return of_frame(plain.from_image(image), image.size)


def of_frame(frame: Any, size: tuple[int, int]) -> Planes:
    """The planes of a decoded frame, scaled to `size`."""
    wide, tall = size
    plain = frame.reformat(
        width=wide,
        height=tall,
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )
    sizes = (size, (wide // 2, tall // 2), (wide // 2, tall // 2))
    return Planes(
        *(
            Image.frombytes("L", each, bytes(plane), "raw", "L", plane.line_size, 1)
            for each, plane in zip(sizes, plain.planes, strict=True)
        )
    )


def frame_of(planes: Planes) -> Any:
    """A frame for the encoder."""
    wide, tall = planes.size
    frame = av.VideoFrame(wide, tall, "yuv420p")
    for plane, image in zip(frame.planes, planes.each(), strict=True):
        if plane.line_size != image.width:
            padded = Image.new("L", (plane.line_size, image.height))
            padded.paste(image, (0, 0))
            image = padded
        plane.update(image.tobytes())
    return frame


def seen(master: Planes, view: View, size: tuple[int, int]) -> Planes:
    """The part of a picture that is in view, as large as `size`, placed to fractions of a pixel."""
    half = (size[0] // 2, size[1] // 2)
    if abs(view.roll) > 1e-6:
        return Planes(
            _turned(master.y, view, size),
            _turned(master.u, view, half),
            _turned(master.v, view, half),
        )
    box = _window(master.y.size, view)
    small = (box[0] / 2, box[1] / 2, box[2] / 2, box[3] / 2)
    soft = Image.Resampling.BILINEAR
    return Planes(
        master.y.resize(size, soft, box),
        master.u.resize(half, soft, small),
        master.v.resize(half, soft, small),
    )


def slid(master: Planes, view: View, size: tuple[int, int]) -> Planes:
    """What is in view of a picture that has the size it is shown in: nothing is scaled, `zoom` and
    `roll` are not looked at. Placed to fractions of a pixel, a tenth of the work of `seen`."""
    x = min(max(view.x * master.size[0] - size[0] / 2, 0.0), float(master.size[0] - size[0]))
    y = min(max(view.y * master.size[1] - size[1] / 2, 0.0), float(master.size[1] - size[1]))
    half = (size[0] // 2, size[1] // 2)
    return Planes(
        _between(master.y, x, y, size),
        _between(master.u, x / 2, y / 2, half),
        _between(master.v, x / 2, y / 2, half),
    )


def _between(plane: Image.Image, x: float, y: float, size: tuple[int, int]) -> Image.Image:
    """A window between pixels: each has of its neighbours what it covers of them."""
    left, top = math.floor(x), math.floor(y)
    wide, tall = size

    def row(at: int) -> Image.Image:
        near = plane.crop((left, at, left + wide, at + tall))
        if x - left < _NEAR:
            return near
        far = plane.crop((left + 1, at, left + 1 + wide, at + tall))
        return Image.blend(near, far, x - left)

    return row(top) if y - top < _NEAR else Image.blend(row(top), row(top + 1), y - top)


def _window(size: tuple[int, int], view: View) -> tuple[float, float, float, float]:
    """The window in pixels, moved inside when it would show what is beyond the edge."""
    wide, tall = size[0] / view.zoom, size[1] / view.zoom
    x = min(max(view.x * size[0] - wide / 2, 0.0), size[0] - wide)
    y = min(max(view.y * size[1] - tall / 2, 0.0), size[1] - tall)
    return x, y, min(x + wide, size[0]), min(y + tall, size[1])


def _turned(plane: Image.Image, view: View, size: tuple[int, int]) -> Image.Image:
    scale = plane.width / size[0] / view.zoom
    turn = math.radians(view.roll)
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    x, y = view.x * plane.width, view.y * plane.height
    fit = (
        *(cos, -sin, x - cos * size[0] / 2 + sin * size[1] / 2),
        *(sin, cos, y - sin * size[0] / 2 - cos * size[1] / 2),
    )
    bilinear = Image.Resampling.BILINEAR
    return plane.transform(size, Image.Transform.AFFINE, fit, bilinear)


def merged(
    one: Planes, other: Planes, how: Callable[[Image.Image, Image.Image], Image.Image]
) -> Planes:
    """Two frames as one, plane by plane."""
    pairs = zip(one.each(), other.each(), strict=True)
    return Planes(*(how(first, second) for first, second in pairs))
