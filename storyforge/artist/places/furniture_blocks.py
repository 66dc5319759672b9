"""How furniture is cut: blocks about a middle, fronts with doors, legs; a thing's front is -z."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from storyforge.artist.ink.colour import NAMES, RGB
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Solid, box, column, courses, panel

WOOD: RGB = (142, 108, 78)
DARK: RGB = (96, 72, 56)
PALE: RGB = (206, 198, 180)
IRON: RGB = (78, 80, 84)
STEEL: RGB = (176, 182, 186)
LINEN: RGB = (232, 228, 218)
BRASS: RGB = NAMES["brass"]


def block(at: V3, size: V3, colour: RGB, weight: float = 0.9) -> Solid:
    """A block of *size* (wide, tall, deep) standing with the middle of its foot at *at*."""
    (x, y, z), (w, h, d) = at, size
    return box((x - w / 2, x + w / 2), (y, y + h), (z - d / 2, z + d / 2), colour, weight)


def legs(wide: float, deep: float, tall: float, thick: float, colour: RGB) -> list[Solid]:
    """Four legs under the corners of a rectangle about the origin."""
    x, z = wide / 2 - thick / 2, deep / 2 - thick / 2
    return [block((a, 0, b), (thick, tall, thick), colour, 0.8) for b in (z, -z) for a in (-x, x)]


def fronted(solid: Solid, decor: tuple[Face, ...], side: int = 0) -> Solid:
    """The block with marks on one of its sides (0 is the front)."""
    faces = list(solid.faces)
    faces[side] = replace(faces[side], decor=(*faces[side].decor, *decor))
    return replace(solid, faces=tuple(faces))


def ruled(solid: Solid, count: int, upright: bool = False, sides: tuple[int, ...] = (0,)) -> Solid:
    """The block with ruled lines on some sides: boards, drawers, slats."""
    faces = [
        replace(f, lines=courses(f, count, upright)) if k in sides else f
        for k, f in enumerate(solid.faces)
    ]
    return replace(solid, faces=tuple(faces))


def doors(solid: Solid, across: int, down: int, colour: RGB, knob: RGB = DARK) -> Solid:
    """The block with doors or drawers on its front, each with a knob."""
    front, out = solid.faces[0], []
    for k in range(across):
        for j in range(down):
            u = ((k + 0.06) / across, (k + 0.94) / across)
            v = ((j + 0.08) / down, (j + 0.92) / down)
            out.append(panel(front, u, v, colour, weight=0.7))
            side = 0.82 if k % 2 == 0 and across > 1 else 0.18 if across > 1 else 0.5
            m = ((k + side) / across, (j + 0.55) / down)
            out.append(panel(front, (m[0] - 0.012, m[0] + 0.012), (m[1], m[1] + 0.05 / down), knob))
    return fronted(solid, tuple(out))


def disc_on(front: Face, middle: tuple[float, float], radius: V3, colour: RGB) -> Face:
    """A round mark on a front facing -z: *radius* is (across, up, how far before the front)."""
    a = front.points[0]
    wide = front.points[1][0] - a[0]
    tall = front.points[3][1] - a[1]
    x, y, z = a[0] + wide * middle[0], a[1] + tall * middle[1], a[2] - radius[2]
    turn = [2 * pi * k / 14 for k in range(14)]
    spots = tuple((x + radius[0] * cos(t), y + radius[1] * sin(t), z) for t in turn)
    return Face(spots, colour, front.normal, 0.7)


def shining(solid: Solid) -> Solid:
    """The thing glowing whenever lamps are on."""
    return replace(solid, faces=tuple(replace(f, lit=True) for f in solid.faces))


def post(
    at: V3, radius: float, tall: float, colour: RGB, top: float = 1.0, sides: int = 6
) -> Solid:
    """A round post standing at *at*."""
    return column(at[0], at[2], radius, (at[1], at[1] + tall), colour, top, sides, 0.8)
