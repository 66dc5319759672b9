"""A table top looked down upon: the camera of inserts, its light, and where shadows fall.

Lengths are centimetres, y up; what lies on the table lies on y = 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Protocol

from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.hand import P2
from storyforge.artist.stage.camera import V3, Camera, camera
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.vector import dot, minus, unit

_KEY: V3 = (-0.62, 0.66, 0.3)  # light from the left, above and a little behind, as the eye sees it
_FAR = 4.2  # how many radii of the thing the eye stands off


@dataclass(frozen=True, slots=True)
class Desk:
    """A canvas, the camera over the table and the light that falls on it."""

    canvas: Canvas
    lens: Camera
    light: Light

    @property
    def key(self) -> V3:
        """The direction to the light, a unit vector."""
        return self.light.key

    def paint(self, colour: RGB, normal: V3 | None = None) -> RGB:
        """The colour of a surface with that outward normal."""
        return self.light.on(colour, normal, 0.0)

    def seen(self, points: Sequence[V3]) -> list[P2]:
        """A flat shape in pixels."""
        return self.lens.polygon(points)

    def ground(self, x: float, y: float) -> P2 | None:
        """The spot of the table, x and z, that is seen at a pixel; None above the horizon."""
        lens = self.lens
        right, up, ahead = lens.axes
        u, v = (x - lens.centre[0]) / lens.focal, (lens.centre[1] - y) / lens.focal
        dx, dy, dz = (right[k] * u + up[k] * v + ahead[k] for k in range(3))
        if dy > -1e-3:
            return None
        t = -lens.eye[1] / dy
        return lens.eye[0] + dx * t, lens.eye[2] + dz * t

    def faces(self, at: V3, normal: V3) -> bool:
        """Whether a surface is turned to the eye."""
        return dot(normal, minus(self.lens.eye, at)) > 0

    def cast(self, point: V3, floor: float = 0.0) -> P2:
        """Where the shadow of a point falls on a level, in pixels."""
        drop = max(0.0, point[1] - floor) / max(0.3, self.key[1])
        spot = (point[0] - self.key[0] * drop, floor, point[2] - self.key[2] * drop)
        return self.lens.at(spot)

    def dim(self, shapes: Sequence[Sequence[P2]], alpha: float = 0.42) -> None:
        """Shadow on whatever lies there."""
        self.canvas.tint(shapes, (34, 30, 38), alpha, 1)


class Shape(Protocol):
    """Something that can be put on the table."""

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""

    def moved(self, put: Callable[[V3], V3]) -> Shape:
        """The same thing elsewhere."""

    def shade(self, desk: Desk) -> None:
        """Its shadow."""

    def draw(self, desk: Desk) -> None:
        """Itself."""


@dataclass(frozen=True, slots=True)
class Still:
    """A small arrangement: *main* is what the picture is of, *under* lies below and round it.

    *pitch*: degrees the eye looks down; *turn*: degrees it has gone round the thing; *share*: of
    the frame's height and width that the thing may take; *drift*: shares of the frame by which it
    is moved off the middle; *ground*: what it lies on when the words do not say.
    """

    main: tuple[Shape, ...]
    under: tuple[Shape, ...] = ()
    pitch: float = 40.0
    turn: float = -24.0
    share: tuple[float, float] = (0.74, 0.74)
    drift: P2 = (0.0, 0.0)
    ground: str = ""
    glow: V3 | None = None  # the heart of a flame
    stacked: bool = False  # its things lie on each other: each throws its shadow on those below


def spots_of(shapes: Sequence[Shape]) -> list[V3]:
    """Every point of several shapes."""
    return [spot for shape in shapes for spot in shape.spots()]


def fitted(still: Still, size: tuple[int, int]) -> Camera:
    """The camera that sees the main thing as large as its share of the frame allows."""
    points = spots_of(still.main)
    low = [min(p[k] for p in points) for k in range(3)]
    high = [max(p[k] for p in points) for k in range(3)]
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    reach = _FAR * max(0.5, max(b - a for a, b in zip(low, high, strict=True)) / 2)
    a, p = radians(still.turn), radians(still.pitch)
    eye = (
        middle[0] - sin(a) * cos(p) * reach,
        middle[1] + sin(p) * reach,
        middle[2] - cos(a) * cos(p) * reach,
    )
    lens = camera(eye, still.turn, -still.pitch, 0.0, float(size[1]), size)
    x0, y0, x1, y1 = box_of([lens.at(q) for q in points])
    grown = min(
        size[0] * still.share[0] / max(1e-6, x1 - x0), size[1] * still.share[1] / max(1e-6, y1 - y0)
    )
    lens = replace(lens, focal=lens.focal * grown)
    x0, y0, x1, y1 = box_of([lens.at(q) for q in points])
    aside = size[0] * (0.5 + still.drift[0]) - (x0 + x1) / 2
    down = size[1] * (0.5 + still.drift[1]) - (y0 + y1) / 2
    return replace(lens, centre=(lens.centre[0] + aside, lens.centre[1] + down))


def box_of(points: Sequence[P2]) -> tuple[float, float, float, float]:
    """Left, top, right and low end of points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def lit_from_left(light: Light, turn: float) -> Light:
    """The light of the place coming over the draughtsman's left shoulder, as he likes it."""
    a, (x, y, z) = radians(turn), _KEY
    return replace(light, key=unit((x * cos(a) + z * sin(a), y, -x * sin(a) + z * cos(a))))


def placed(shapes: Sequence[Shape], at: V3 = (0.0, 0.0, 0.0), turn: float = 0.0) -> list[Shape]:
    """Shapes turned about the upright by degrees and moved."""
    c, s = cos(radians(turn)), sin(radians(turn))

    def put(p: V3) -> V3:
        return p[0] * c - p[2] * s + at[0], p[1] + at[1], p[0] * s + p[2] * c + at[2]

    return [shape.moved(put) for shape in shapes]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a still life is asked for: all words, those on the thing, its colour, who holds it."""

    words: frozenset[str] = frozenset()
    text: str = ""  # what is to be read on it
    dye: RGB | None = None
    skin: RGB = (222, 186, 158)
    sleeve: RGB = (74, 82, 100)
    shoes: RGB = (104, 78, 58)
    legs: RGB = (62, 66, 80)

    def colour(self, usual: RGB) -> RGB:
        """The colour asked for, or the usual one."""
        return self.dye or usual
