"""Forests, hills, mountains, caves and the open ground: places nobody built."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.place_growth import (
    FIR,
    LEAF,
    STONE,
    bushes,
    framing,
    grass,
    kinds_said,
    rocks,
    scattered,
    tree,
)
from storyforge.artist.places.place_marks import OPEN, Spots, marked, stood
from storyforge.artist.stage.blocks import winding
from storyforge.artist.stage.stage import Face, Place, Solid, column
from storyforge.artist.words import said

AXES = (5.0, -8.0, 13.0, -15.0, 172.0)
EARTH: RGB = (172, 156, 128)


def forest(rng: Random, words: frozenset[str]) -> Place:
    """Trunks on all sides of a path or a clearing, undergrowth, old trees in front."""
    wide = said(words, "clearing", "glade", "edge", "camp", "campsite", "tent")
    kinds = kinds_said(words)
    jungle = said(words, "jungle", "rainforest")
    spots = Spots(
        ((-1.9, 3.6, 0), (2.3, 5.4, 0), (-3.6, 7.4, 20), (4.2, 8.6, -20)),
        ((3.2, 10.0, -10), (-4.4, 11.5, 14)),
        ((2.6, 17.0, -6), (-6.5, 20.0, 16)),
        ((0.0, 20.0, 0),),
    )
    named = marked(rng, words, spots, ("tree", "log"))
    free = stood(named)
    near = 5.4 if wide else 3.6
    trees = [
        tree(rng, x, z, kinds[int(rng.random() * len(kinds))])
        for x, z in scattered(rng, 74, near, 32, [(0.9, 30.0), *free], 1.5 if not wide else 2.4)
    ]
    trees += [
        tree(rng, x, z, kinds[int(rng.random() * len(kinds))])
        for x, z in scattered(rng, 70, 25, 44)
    ]
    low = scattered(rng, 34, 3.0, 15, free, 1.4)
    under = bushes(rng, low[::2], scale(LEAF, 0.9)) + bushes(
        rng, low[1::2], (118, 138, 84), "fern" if jungle or "fern" in words else "bush"
    )
    path = winding(
        (
            (0.5, -14, 1.0),
            (-0.4, -5, 1.0),
            (0.0, 0, 1.1),
            (0.9, 6, 1.0),
            (0.2, 12, 0.9),
            (1.8, 20, 0.8),
            (4.5, 34, 0.7),
        ),
        EARTH,
    )
    stem = "trunk" if "bare" not in kinds else "bare"
    ground = (176, 160, 120) if said(words, "autumn") else (138, 138, 104)
    return Place(
        "forest",
        ground,
        "leaves",
        0,
        (path, *_roots(rng), *named.solids) if not wide else named.solids,
        (*trees, *framing(rng, stem), *under, *grass(rng, 46, 12, LEAF), *named.tufts),
        named.lamps,
        False,
        AXES,
        "trees",
        span=2.6,
    )


def _roots(rng: Random) -> list[Solid]:
    """Roots that cross the path."""
    out = []
    for z in (2.6, 4.2, 8.5):
        x, faces = -1.6, []
        for _ in range(4):
            step = 0.6 + 0.3 * rng.random()
            dz = (rng.random() - 0.5) * 0.5
            faces.append(
                Face(
                    (
                        (x, 0.02, z),
                        (x + step, 0.02, z + dz),
                        (x + step, 0.09, z + dz + 0.08),
                        (x, 0.09, z + 0.08),
                    ),
                    (112, 92, 74),
                    None,
                    0.9,
                )
            )
            x, z = x + step, z + dz
        out.append(Solid(tuple(faces), (0, 0, z), 1, "root"))
    return out


def hill(rng: Random, words: frozenset[str]) -> Place:
    """Rolling grass with a path over it, a tree on the rise, hills behind."""
    named = marked(rng, words, OPEN)
    free = stood(named)
    ground: RGB = (158, 164, 112)
    rise = [_mound(14, 42, 17, 5.0, ground), _mound(-22, 48, 22, 7.0, ground)]
    trees = [tree(rng, x, z, "tree") for x, z in scattered(rng, 10, 15, 46, free)]
    path = winding(
        (
            (-1.2, -14, 1.0),
            (-0.4, -4, 0.9),
            (0.3, 3, 0.8),
            (2.6, 10, 0.7),
            (1.2, 18, 0.6),
            (5.0, 27, 0.5),
        ),
        EARTH,
    )
    stones = rocks(rng, scattered(rng, 12, 3.2, 18, free, 1.4))
    return Place(
        "hill",
        ground,
        "grass",
        0,
        (path, *rise, *named.solids),
        (*trees, *stones, *grass(rng, 60, 14, scale(ground, 0.8)), *named.tufts),
        named.lamps,
        False,
        AXES,
        "hills",
    )


def _mound(x: float, z: float, wide: float, tall: float, colour: RGB) -> Solid:
    """A rounded rise of the ground, as a low dome."""
    dome = column(x, z, wide, (-0.1, tall * 0.7), colour, 0.72, 14, 0.0)
    top = column(x, z, wide * 0.72, (tall * 0.7, tall), colour, 0.3, 14, 0.0)
    faces = tuple(
        Face(
            f.points,
            f.colour,
            ((f.normal or (0, 1, 0))[0] * 0.4, 0.9, (f.normal or (0, 1, 0))[2] * 0.4),
            0.0,
        )
        for f in (*dome.faces, *top.faces)
    )
    return Solid(faces, (x, 0, z), 0, "mound")


def mountain(rng: Random, words: frozenset[str]) -> Place:
    """A stony path between crags below peaks."""
    snow = said(words, "snow", "snowy", "ice", "icy", "glacier", "winter")
    stone: RGB = (148, 144, 140)
    ground: RGB = (226, 229, 232) if snow else (168, 160, 142)
    named = marked(rng, words, OPEN, ("boulder",))
    free = [*stood(named), (2.0, 24.0)]
    crags = [
        _crag(rng, x, z, r, h, stone)
        for x, z, r, h in (
            (-6.6, 4.5, 2.4, 5.2),
            (-10.5, 11, 4.2, 10.5),
            (8.6, 9.0, 3.0, 6.4),
            (13.0, 17, 4.6, 12),
            (-17, 24, 6.0, 16),
            (22, 32, 7.0, 18),
            (-7.0, -8, 2.6, 5.0),
            (8.0, -9, 3.0, 6.0),
        )
        if all(abs(x - a) + abs(z - b) > r + 4 for a, b in free)
    ]
    path = winding(
        (
            (-1.4, -14, 1.1),
            (0.2, -3, 1.0),
            (-0.2, 3, 1.0),
            (1.8, 9, 0.9),
            (0.4, 16, 0.8),
            (3.4, 26, 0.7),
            (2.0, 40, 0.5),
        ),
        mix(ground, (206, 196, 172), 0.6),
    )
    stones = rocks(rng, scattered(rng, 36, 2.8, 22, free, 1.2), stone, 0.2, 0.9)
    firs = [tree(rng, x, z, "pine") for x, z in scattered(rng, 12, 12, 40, free)]
    return Place(
        "mountain",
        ground,
        "snow" if snow else "stones",
        0,
        (path, *crags, *named.solids),
        (*stones, *firs, *grass(rng, 14, 10, (140, 138, 108)), *named.tufts),
        named.lamps,
        False,
        AXES,
        "peaks",
    )


def _crag(rng: Random, x: float, z: float, radius: float, tall: float, colour: RGB) -> Solid:
    """A rock tower of two uneven tiers of facets."""
    n = 8
    rings = []
    for share, high in ((1.0, 0.0), (0.72, 0.5), (0.3, 1.0)):
        ring = []
        for k in range(n):
            t = 2 * pi * (k + 0.4 * rng.random()) / n
            r = radius * share * (0.8 + 0.4 * rng.random())
            y = tall * high * (1.0 if not high else 0.8 + 0.3 * rng.random())
            ring.append((x + r * cos(t), y, z + r * sin(t)))
        rings.append(ring)
    faces = []
    for low, high_ring in pairwise(rings):
        for k in range(n):
            a, b, c, d = low[k], low[(k + 1) % n], high_ring[(k + 1) % n], high_ring[k]
            m = 2 * pi * (k + 0.7) / n
            normal = (cos(m) * 0.9, 0.42, sin(m) * 0.9)
            shade = 0.86 + 0.24 * rng.random()
            crack = ((_between(a, b), _between(_between(a, d), _between(b, c))),)
            faces.append(Face((a, b, c, d), scale(colour, shade), normal, 0.9, crack))
    faces.append(Face(tuple(rings[2]), scale(colour, 1.1), (0, 1, 0), 0.8))
    return Solid(tuple(faces), (x, 0, z), 1, "crag")


def _between(
    a: tuple[float, float, float], b: tuple[float, float, float]
) -> tuple[float, float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2


def open_ground(rng: Random, words: frozenset[str]) -> Place:
    """Open ground under a wide sky, a few trees and stones: outside, with no place named."""
    named = marked(rng, words, OPEN)
    free = stood(named)
    trees = [tree(rng, x, z, "tree") for x, z in scattered(rng, 9, 16, 48, free)]
    stones = rocks(rng, scattered(rng, 7, 4.0, 14, free, 1.2), STONE, 0.15, 0.4)
    low = bushes(rng, scattered(rng, 10, 9, 26, free), FIR)
    return Place(
        "open ground",
        (198, 190, 166),
        "dirt",
        0,
        named.solids,
        (*trees, *stones, *low, *grass(rng, 26, 14, (150, 150, 116)), *named.tufts),
        named.lamps,
        False,
        AXES,
        "hills",
    )
