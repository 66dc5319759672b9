"""Great rooms: station halls of iron arches with a clock, and the bare hall without one."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.place_high import bench
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import (
    Face,
    Lamp,
    Place,
    Solid,
    box,
    column,
    courses,
    group,
    panel,
    quad,
)
from storyforge.artist.words import said

_WIDE, _NEAR, _FAR, _SPRING = 8.0, -16.0, 24.0, 5.5  # half width, depth bounds, foot of the arch
_STONE: RGB = (206, 200, 190)
_IRON: RGB = (92, 98, 100)
_GLASS: RGB = (176, 188, 196)
_STEPS = 9


def hall(_rng: Random, words: frozenset[str]) -> Place:
    """A vaulted hall along z: arched windows, benches, broad stairs at the far end, lamps."""
    clocked = said(words, "station", "clock", "terminal", "railway")
    lamps = [(s * 5.6, z) for z in (-6.0, 2.0, 10.0, 18.0) for s in (-1, 1)]
    solids = (
        *_vault(),
        _end(clocked),
        *(_side(s) for s in (-1.0, 1.0)),
        _floor(),
        *_stairs(),
        *(bench(s * 4.4, z) for z in (-3.0, 4.5, 12.0) for s in (-1, 1)),
        *(_standard(x, z) for x, z in lamps),
        *((_hung_clock(),) if clocked else ()),
    )
    lights = tuple(Lamp((x, 3.25, z), 1.5) for x, z in lamps)
    axes = (5.0, -12.0, 16.0, -24.0, 174.0)
    ground = (180, 174, 166)
    return Place("hall", ground, "tiles", 0, solids, (), lights, True, axes, "", span=3.4)


def _arc(z: float, radius: float = _WIDE) -> list[V3]:
    turns = [pi * k / _STEPS for k in range(_STEPS + 1)]
    return [(radius * cos(t), _SPRING + radius * 0.82 * sin(t), z) for t in turns]


def _vault() -> list[Solid]:
    """Strips of the roof between its iron ribs."""
    near, far = _arc(_NEAR), _arc(_FAR)
    out = []
    for k in range(_STEPS):
        colour = _GLASS if k in (3, 4, 5) else scale(_STONE, 0.86)
        face = quad(near[k], near[k + 1], far[k + 1], far[k], colour, None, 0.5)
        ribs = tuple((_arc(z)[k], _arc(z)[k + 1]) for z in range(int(_NEAR) + 2, int(_FAR), 4))
        twice = tuple((_arc(z + 0.35)[k], _arc(z + 0.35)[k + 1]) for z in range(-14, 24, 4))
        face = replace(face, lines=ribs + twice, glaze=k in (3, 4, 5))
        out.append(Solid((face,), (0, 9, 0), 0, "wall"))
    return out


def _end(clocked: bool) -> Solid:
    """The gable: a fan of glass under the arch and the great clock in its middle."""
    wall = Face(((_WIDE, 0, _FAR), *_arc(_FAR), (-_WIDE, 0, _FAR)), _STONE, None, 1.0)
    z = _FAR - 0.05
    fan = [(x * 0.86, _SPRING + (y - _SPRING) * 0.86, z) for x, y, _ in _arc(_FAR)]
    spokes = tuple(((0.0, _SPRING, z), point) for point in fan[1:-1])
    glass = Face(tuple(fan), _GLASS, None, 1.0, spokes, (), False, True)
    door = Face(((1.6, 0, z), (1.6, 2.6, z), (-1.6, 2.6, z), (-1.6, 0, z)), scale(_STONE, 0.5))
    decor = (glass, door, *(_dial(0.0, 7.4, z - 0.05, 1.5) if clocked else ()))
    return Solid((replace(wall, decor=decor),), (0, 0, _FAR), 0, "wall")


def _dial(x: float, y: float, z: float, radius: float) -> tuple[Face, Face]:
    def ring(r: float) -> tuple[V3, ...]:
        return tuple((x + r * cos(pi * k / 12), y + r * sin(pi * k / 12), z) for k in range(24))

    hands = (
        ((x, y, z), (x - radius * 0.04, y + radius * 0.74, z)),
        ((x, y, z), (x - radius * 0.1, y + radius * 0.5, z)),
    )
    ticks = tuple(
        tuple(
            (x + radius * r * cos(pi * k / 6), y + radius * r * sin(pi * k / 6), z)
            for r in (0.72, 0.82)
        )
        for k in range(12)
    )
    face = Face(ring(radius * 0.88), (250, 246, 232), None, 1.0, (*hands, *hands, *ticks))
    return Face(ring(radius), _IRON, None, 1.3), face


def _side(side: float) -> Solid:
    x = side * _WIDE
    ends = ((x, _NEAR), (x, _FAR)) if side > 0 else ((x, _FAR), (x, _NEAR))
    (ax, az), (bx, bz) = ends
    wall = quad(
        (ax, 0, az), (bx, 0, bz), (bx, _SPRING, bz), (ax, _SPRING, az), _STONE, (-side, 0, 0)
    )
    windows = tuple(
        panel(wall, (u, u + 0.05), (0.16, 0.86), _GLASS, False, True, 1.0, True)
        for u in (0.03 + 0.1 * k for k in range(10))
    )
    band = panel(wall, (0, 1), (0.92, 0.98), scale(_STONE, 0.88), weight=0.8)
    return Solid((replace(wall, decor=(*windows, band)),), (x, 0, 0), 0, "wall")


def _floor() -> Solid:
    floor = quad(
        (-_WIDE, 0, _NEAR), (_WIDE, 0, _NEAR), (_WIDE, 0, _FAR), (-_WIDE, 0, _FAR),
        (196, 190, 180), (0, 1, 0),
    )  # fmt: skip
    lines = courses(floor, 10, upright=True) + courses(floor, 22)
    return Solid((replace(floor, lines=lines),), (0, 0, 0), 0, "wall")


def _stairs() -> list[Solid]:
    return [
        box((-4.0, 4.0), (0.17 * k, 0.17 * (k + 1)), (19.0 + 0.36 * k, 23.9), (204, 198, 188))
        for k in range(8)
    ]


def _standard(x: float, z: float) -> Solid:
    post = column(x, z, 0.07, (0, 3.0), _IRON, 0.7, 5, 1.0)
    globe = column(x, z, 0.17, (3.0, 3.4), (250, 240, 206), 1.0, 7, 0.8)
    lit = Solid(tuple(replace(f, lit=True) for f in globe.faces), globe.at)
    return group([column(x, z, 0.18, (0, 0.3), _IRON, 0.6, 6), post, lit], (x, 0, z), "lamp")


def _hung_clock() -> Solid:
    rod = column(-2.6, 9.0, 0.04, (5.0, 11.0), _IRON, 1, 4)
    case = box((-3.3, -1.9), (3.7, 5.1), (8.9, 9.1), mix(_IRON, (40, 40, 44), 0.4), 1.1)
    dial = Solid(_dial(-2.6, 4.4, 8.88, 0.62), (-2.6, 0, 8.9))
    return group([rod, case, dial], (-2.6, 0, 9.0), "clock")
