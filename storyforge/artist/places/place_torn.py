"""Torn ground: battlefields and the faces of other worlds."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.places.place_growth import rocks, scattered, tree
from storyforge.artist.places.place_marks import OPEN, marked, stood
from storyforge.artist.stage.stage import Face, Place, Solid, Tuft, box, column, group
from storyforge.artist.words import said

AXES = (5.0, -8.0, 13.0, -15.0, 172.0)


def battlefield(rng: Random, words: frozenset[str]) -> Place:
    """Torn ground: craters, stakes with wire, splintered trees, broken walls, smoke."""
    mud: RGB = (146, 132, 112)
    named = marked(rng, words | {"ruin"}, OPEN)
    free = stood(named)
    pits = [
        _crater(x, z, r, mud)
        for x, z, r in (
            (-3.4, 6.5, 1.7),
            (4.6, 10, 2.4),
            (-8, 15, 3.0),
            (9, 22, 3.4),
            (-2, 24, 2.6),
            (6, -9, 2),
        )
    ]
    wire = [_wire(x, z) for x, z in ((-7.5, 4.5), (-5.3, 4.7), (5.2, 5.2), (7.4, 5.0))]
    stumps = [tree(rng, x, z, "bare") for x, z in scattered(rng, 9, 9, 30, free)]
    stumps += [tree(rng, x, z, "bare", 5.0) for x, z in ((-7.4, 7), (8.6, 13), (-13, 20), (14, 27))]
    bags = [
        Tuft((x, 0.16 + 0.3 * row, 3.6 + 0.1 * k), 0.34, (176, 160, 128), 0.6, "rock")
        for row in (0, 1)
        for k, x in enumerate(-2.4 - 0.56 * n - 0.28 * row for n in range(7 - row))
    ]
    rubble = rocks(rng, scattered(rng, 34, 2.8, 20, free, 1.0), (140, 132, 124), 0.12, 0.5)
    smoke = [
        Tuft((x, 0.2, z), 2.0, (120, 116, 114), 1, "smoke", 9.0) for x, z in ((13, 34), (-16, 40))
    ]
    return Place(
        "battlefield",
        mud,
        "dirt",
        0,
        (*pits, *wire, *named.solids),
        (*stumps, *rubble, *bags, *smoke, *named.tufts),
        named.lamps,
        False,
        AXES,
        "hills",
    )


def _crater(x: float, z: float, r: float, ground: RGB) -> Solid:
    ring = [2 * pi * k / 14 for k in range(14)]

    def disc(share: float, y: float, shade: float) -> Face:
        points = tuple(
            (x + r * share * cos(t) * (1 + 0.08 * sin(3 * t)), y, z + r * share * sin(t))
            for t in ring
        )
        return Face(points, scale(ground, shade), (0, 1, 0), 0.7)

    return Solid(
        (disc(1.25, 0.012, 1.1), disc(1.0, 0.014, 0.7), disc(0.6, 0.016, 0.58)), (x, 0, z), 0
    )


def _wire(x: float, z: float) -> Solid:
    posts = [
        box((a - 0.05, a + 0.05), (0, 1.2), (z - 0.05, z + 0.05), (92, 76, 64), 0.9)
        for a in (x - 1, x + 1)
    ]
    loops = tuple(
        tuple((x - 1 + 2 * k / 16, y + 0.12 * sin(k * 2.4), z) for k in range(17))
        for y in (0.5, 0.95)
    )
    mesh = Face(
        ((x - 1, 0.3, z), (x + 1, 0.3, z), (x + 1, 0.301, z)), (92, 76, 64), None, 0.6, loops
    )
    return group([*posts, Solid((mesh,), (x, 0, z))], (x, 0, z), "wire")


def planet(rng: Random, words: frozenset[str]) -> Place:
    """Another world: craters, needles of rock, a great disc over the horizon."""
    red = said(words, "mars", "red", "martian")
    dust: RGB = (190, 132, 100) if red else (168, 168, 172)
    named = marked(rng, words, OPEN)
    free = stood(named)
    pits = [
        _crater(x, z, r, dust)
        for x, z, r in (
            (-3.8, 6.0, 1.5),
            (4.8, 9, 2.2),
            (-9, 17, 3.6),
            (10, 24, 4.4),
            (-1, 30, 4),
            (5, -9, 2),
        )
    ]
    needles = [
        Solid(column(x, z, r, (0, h), scale(dust, 0.82), 0.2, 6).faces, (x, 0, z), 1, "needle")
        for x, z, r, h in (
            (-12, 24, 2.2, 9),
            (-15, 28, 1.6, 6),
            (15, 36, 3.0, 13),
            (22, 30, 1.8, 6),
        )
        if all(abs(x - a) > 5 for a, _ in free)
    ]
    stones = rocks(rng, scattered(rng, 30, 2.8, 24, free, 1.0), scale(dust, 0.9), 0.12, 0.6)
    return Place(
        "planet",
        dust,
        "moon",
        0,
        (*pits, *needles, *named.solids),
        (*stones, *named.tufts),
        named.lamps,
        False,
        AXES,
        "planet",
    )
