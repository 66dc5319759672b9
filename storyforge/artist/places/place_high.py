"""Rooftops and railway stations: brick, iron, and the city all round."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.marks_town import GLASS
from storyforge.artist.places.place_houses import WALLS
from storyforge.artist.places.place_marks import Spots, marked
from storyforge.artist.stage.assembly import assembled, placed
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import (
    Lamp,
    Place,
    Solid,
    Spot,
    box,
    column,
    courses,
    group,
    panel,
    quad,
)
from storyforge.artist.words import said


def rooftop(rng: Random, words: frozenset[str]) -> Place:
    """A flat roof with parapet, chimneys and a water tank above a city of roofs."""
    brick = (152, 108, 92)
    parapet = [
        box((-9, 9), (0, 0.55), (11, 11.4), brick, 1.1),
        box((-9.4, -9), (0, 0.55), (-10, 11.4), brick, 1.1),
        box((9, 9.4), (0, 0.55), (-10, 11.4), brick, 1.1),
    ]
    stacks = [
        chimney(rng, x, z, brick, 0.0, 0.0)
        for x, z in ((-5.5, 5.5), (6.2, 3.0), (3.4, 8.6), (-6.5, -3.5))
    ]
    hut = box((-3.4, -0.9), (0, 2.5), (7.4, 9.8), (168, 156, 140), 1.1)
    door = panel(hut.faces[0], (0.3, 0.66), (0, 0.82), (96, 84, 78))
    shed = replace(hut, faces=(replace(hut.faces[0], decor=(door,)), *hut.faces[1:]))
    deck = Solid(
        (
            quad(
                (-9, 0, -10), (9, 0, -10), (9, 0, 11), (-9, 0, 11), (150, 142, 134), (0, 1, 0), 1.1
            ),
        ),
        (0, 0, 0),
        0,
    )
    tank = [
        column(5.6, 8.6, 1.0, (1.4, 3.3), (132, 104, 82), 1, 8),
        column(5.6, 8.6, 1.12, (3.3, 4.1), (92, 80, 74), 0.05, 8),
    ]
    legs = [
        column(5.6 + a, 8.6 + b, 0.06, (0, 1.4), (80, 76, 74), 1, 4)
        for a in (-0.7, 0.7)
        for b in (0.7, -0.7)
    ]
    tower = group([*legs, *tank], (5.6, 0, 8.6), "tank")
    spots = Spots(
        ((-2.6, 5.6, 0), (3.2, 6.4, 0)), ((3.4, 7.6, 0),), ((10, 48, 0), (-12, 52, 0)), (), 0.0
    )
    named = marked(rng, words, spots, ("house", "water tower"))
    below = tuple(placed(s, (0, -14.0, 0)) if s.at[2] > 20 else s for s in named.solids)
    solids = (deck, *city(rng), *parapet, *stacks, shed, tower, *below)
    lamps = (Lamp((-2.1, 2.2, 7.3), 1.6),) if not said(words, "empty") else ()
    return Place(
        "rooftop",
        (108, 108, 116),
        "plain",
        -14.0,
        solids,
        tuple(t for t in named.tufts if t.at[2] < 20),
        lamps,
        False,
        (6, -12, 16, -15, 174),
        "town",
    )


def chimney(
    rng: Random, x: float, z: float, brick: RGB, base: float = 0.0, sunk: float = 1.6
) -> Solid:
    """A brick stack with two pots on a roof at height *base*, its foot *sunk* metres into it."""
    tall = base + 1.5 + rng.random()
    stack = box((x - 0.5, x + 0.5), (base - sunk, tall), (z - 0.35, z + 0.35), brick, 1.1)
    stack = replace(stack, faces=tuple(replace(f, lines=courses(f, 5)) for f in stack.faces))
    pots = [
        column(x + d, z, 0.13, (tall, tall + 0.4), (170, 112, 84), 0.85, 5, 0.9)
        for d in (-0.25, 0.25)
    ]
    return group([stack, *pots], (x, 0, z), "chimney")


def city(rng: Random) -> list[Solid]:
    """Blocks of houses below, all round."""
    return [_block(rng, k) for k in range(34)]


def _block(rng: Random, k: int) -> Solid:
    ring = 20 + 14 * (k // 12) + 6 * rng.random()
    x, z = _around(k, ring)
    tall = -8 + 11 * rng.random() + k // 12 * 1.5
    size = 3.5 + 3 * rng.random()
    wall = WALLS[int(rng.random() * len(WALLS))]
    block = box((x - size, x + size), (-14, tall), (z - size, z + size), wall)
    faces = tuple(
        replace(
            f,
            decor=tuple(
                panel(f, (u, u + 0.13), (v, v + 0.07), GLASS, rng.random() < 0.5, True, 0.5)
                for u in (0.2, 0.62)
                for v in (0.86, 0.7)
            ),
        )
        if i < 4
        else f
        for i, f in enumerate(block.faces)
    )
    return replace(block, faces=faces, layer=-1, name="block")


def _around(k: int, ring: float) -> tuple[float, float]:
    angle = 2 * pi * (k % 12) / 12 + 0.26 * (k // 12)
    return ring * sin(angle), ring * cos(angle)


def station(_rng: Random, _words: frozenset[str]) -> Place:
    """A platform under an iron roof with a waiting train, benches and a clock."""
    spots = range(-12, 50, 7)
    coaches = enumerate((-14.0, -1.5, 11.0, 23.5, 36.0))
    solids = (
        *_platform(),
        _hall(),
        *(_carriage(3.4, z, (74, 92, 88) if k else (96, 52, 48)) for k, z in coaches),
        *(_pillar(-2.9, z) for z in spots),
        *(bench(-3.7, z) for z in (-4.5, 3.0, 10.0, 17.0)),
        _clock(),
        _canopy(),
    )
    lamps = tuple(Lamp((-2.2, 3.4, z), 1.8) for z in spots)
    axes = (4.0, 14.0, -12.0, 22.0, 176.0)
    rails = (104, 100, 98)
    return Place("station", rails, "plain", -1.1, solids, (), lamps, False, axes, "town")


def _flat(x: tuple[float, float], y: float, colour: RGB, weight: float) -> Solid:
    corners = ((x[0], y, -24.0), (x[1], y, -24.0), (x[1], y, 60.0), (x[0], y, 60.0))
    return Solid((quad(*corners, colour, (0, 1, 0), weight),), (0, 0, 0), 0)


def _platform() -> tuple[Solid, Solid]:
    slab = _flat((-4.5, 3.2), 0.0, (164, 158, 150), 1.0)
    return slab, _flat((2.7, 3.0), 0.01, (222, 206, 120), 0.7)


def _hall() -> Solid:
    wall = box((-9, -4.5), (0, 5.2), (-24, 60), (172, 140, 118), 1.1)
    face = wall.faces[1]
    arches = tuple(
        panel(face, (u, u + 0.025), (0, 0.55), (86, 82, 84), k % 2 == 0, True, 0.8, True)
        for k, u in enumerate(n / 14 + 0.02 for n in range(14))
    )
    faces = (wall.faces[0], replace(face, decor=arches), *wall.faces[2:])
    return replace(wall, faces=faces, layer=0)


def _canopy() -> Solid:
    corners: tuple[V3, V3, V3, V3] = (
        (-4.5, 5.2, -24),
        (3.8, 4.7, -24),
        (3.8, 4.7, 60),
        (-4.5, 5.2, 60),
    )
    roof = quad(*corners, (122, 120, 122), (0, -1, 0), 0.9)
    return Solid((replace(roof, lines=_beams()),), (0, 5, 0), 0)


def _beams() -> tuple[tuple[V3, ...], ...]:
    return tuple(((-4.5, 5.19, z), (3.8, 4.69, z)) for z in range(-23, 60, 4))


def _pillar(x: float, z: float) -> Solid:
    post = column(x, z, 0.11, (0, 4.9), (74, 86, 84), 0.9, 6)
    arm = box((x, x + 0.75), (3.5, 3.56), (z - 0.03, z + 0.03), (74, 86, 84), 0.8)
    return group([post, arm], (x, 0, z), "pillar")


def bench(x: float, z: float) -> Solid:
    """A bench 1.8 m long, along z."""
    seat = box((x - 0.25, x + 0.25), (0.4, 0.48), (z - 0.9, z + 0.9), (132, 98, 70))
    back = box((x - 0.32, x - 0.25), (0.5, 0.95), (z - 0.9, z + 0.9), (132, 98, 70))
    legs = [
        box((x - 0.2, x + 0.2), (0, 0.4), (z + d, z + d + 0.07), (70, 70, 72)) for d in (-0.8, 0.73)
    ]
    spots = tuple(Spot("seat", (x + 0.02, 0, z + d), 90.0, 0.48, name="bench") for d in _PLACES)
    return replace(assembled([back, *legs, seat], "bench", (x, 0, z)), spots=spots)


_PLACES = (-0.45, 0.45, 0.0)


def _carriage(x: float, z: float, paint: RGB) -> Solid:
    hull = box((x, x + 3), (-0.6, 3.1), (z, z + 12), paint, 1.2)
    side = hull.faces[3]
    glass = tuple(
        panel(side, (k / 9 + 0.02, k / 9 + 0.09), (0.5, 0.8), GLASS, True, True, 0.8)
        for k in range(9)
        if k not in (2, 6)
    )
    doors = tuple(
        panel(side, (k / 9 + 0.02, k / 9 + 0.09), (0.16, 0.84), scale(paint, 0.8)) for k in (2, 6)
    )
    band = panel(side, (0, 1), (0.4, 0.45), mix(paint, (230, 210, 150), 0.7), weight=0.6)
    faces = list(hull.faces)
    faces[3] = replace(side, decor=(band, *glass, *doors))
    return replace(hull, faces=tuple(faces), name="train")


def _clock() -> Solid:
    ring = column(-2.0, 8.4, 0.05, (3.7, 4.9), (74, 86, 84), 1, 4)
    face = box((-2.4, -1.6), (3.0, 3.8), (8.35, 8.5), (234, 228, 210), 1.1)
    hands = (((-2.0, 3.4, 8.34), (-2.0, 3.68, 8.34)), ((-2.0, 3.4, 8.34), (-1.8, 3.3, 8.34)))
    front = replace(face.faces[0], lines=hands)
    return group([ring, replace(face, faces=(*face.faces[1:], front))], (-2, 0, 8.4), "clock")
