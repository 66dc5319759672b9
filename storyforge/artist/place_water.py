"""Water and what reaches into it: piers with lamps, harbours, shores, a boat."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.colour import NAMES, RGB, scale
from storyforge.artist.place_town import barrels, street, street_lamp
from storyforge.artist.stage import (
    Face,
    Lamp,
    Place,
    Solid,
    Tuft,
    box,
    column,
    courses,
    gable,
    group,
    panel,
    quad,
)
from storyforge.artist.words import said

WATER: RGB = (122, 138, 144)
PLANK: RGB = (178, 154, 126)


def _planks(x: tuple[float, float], z: tuple[float, float], count: int, first: int) -> Face:
    """A stretch of deck of *count* planks, some of them worn darker or paler."""
    face = quad(
        (x[0], 0, z[0]), (x[1], 0, z[0]), (x[1], 0, z[1]), (x[0], 0, z[1]), PLANK, (0, 1, 0), 1.5
    )
    worn = tuple(
        panel(
            face,
            (0, 1),
            (k / count, (k + 1) / count),
            scale(PLANK, 0.88 if k * 7 % 5 < 3 else 1.09),
            weight=0.9,
        )
        for k in range(count)
        if (k + first) * (k + first) * 7 % 11 < 3
    )
    return replace(face, lines=courses(face, count - 1), decor=worn)


def _deck(x: tuple[float, float], z: tuple[float, float], count: int) -> Solid:
    parts = max(1, round((z[1] - z[0]) / 6))  # each with its own share of the haze
    long, each = (z[1] - z[0]) / parts, max(2, round(count / parts))
    tops = [
        _planks(x, (z[0] + k * long, z[0] + (k + 1) * long), each, k * each) for k in range(parts)
    ]
    side = [
        quad(
            (s, -0.35, z[0]),
            (s, -0.35, z[1]),
            (s, 0, z[1]),
            (s, 0, z[0]),
            scale(PLANK, 0.7),
            (n, 0, 0),
        )
        for s, n in ((x[0], -1.0), (x[1], 1.0))
    ]
    end = quad(
        (x[0], -0.35, z[0]),
        (x[1], -0.35, z[0]),
        (x[1], 0, z[0]),
        (x[0], 0, z[0]),
        scale(PLANK, 0.7),
        (0, 0, -1),
    )
    return Solid((*side, end, *tops), (0, 0, 0), 0, "deck")


def pier(rng: Random, words: frozenset[str]) -> Place:
    """A long wooden pier over water, along z, with rails and lamps."""
    wide = 2.3
    solids: list[Solid] = [_pile(s * (wide - 0.1), z) for z in range(-18, 60, 6) for s in (-1, 1)]
    solids = [replace(s, layer=0) for s in solids]
    solids.append(_deck((-wide, wide), (-20, 58), 130))
    lamps: list[Lamp] = []
    for k, z in enumerate(range(-15, 56, 6)):
        side = -1 if k % 2 else 1
        post, lamp = street_lamp(side * (wide - 0.18), z + 1.0)
        solids.append(post)
        lamps.append(lamp)
    if not said(words, "bare", "broken"):
        solids += [_rail(s * (wide - 0.12), z) for z in range(-18, 57, 3) for s in (-1, 1)]
    solids.append(_hut(rng))
    solids += [_boat(rng, (-1) ** k * (5 + 5 * rng.random()), 8 + 9 * k) for k in range(3)]
    return Place(
        "pier",
        WATER,
        "water",
        -1.7,
        tuple(solids),
        (),
        tuple(lamps),
        False,
        (4, -9, 14, -22, 174),
        "sea",
        span=1.6,
    )


def _pile(x: float, z: float) -> Solid:
    return column(x, z, 0.14, (-2.4, 0.02), (94, 80, 70), 0.95, 5)


def _rail(x: float, z: float) -> Solid:
    post = box((x - 0.05, x + 0.05), (0, 1.0), (z - 0.05, z + 0.05), (120, 100, 82), 0.9)
    top = box((x - 0.05, x + 0.05), (0.92, 1.0), (z, z + 3), (132, 110, 90), 0.9)
    mid = box((x - 0.03, x + 0.03), (0.45, 0.52), (z, z + 3), (132, 110, 90), 0.7)
    return group([mid, top, post], (x, 0, z), "rail")


def _hut(rng: Random) -> Solid:
    z = 50 + 4 * rng.random()
    wall = box((-1.6, 1.6), (0, 2.6), (z, z + 3), (140, 124, 108), 1.1)
    return group(
        [wall, gable((-1.9, 1.9), (2.6, 4.0), (z - 0.2, z + 3.2), (98, 84, 80))], (0, 0, z), "hut"
    )


def _boat(rng: Random, x: float, z: float) -> Solid:
    paint = (NAMES["teal"], NAMES["rust"], NAMES["cream"])[int(rng.random() * 3)]
    hull = [
        quad(
            (x - 0.7, -1.7, z),
            (x + 0.7, -1.7, z),
            (x + 1.0, -0.9, z - 0.2),
            (x - 1.0, -0.9, z - 0.2),
            paint,
            (0, 0, -1),
        ),
        quad(
            (x + 0.7, -1.7, z),
            (x + 0.05, -1.7, z + 4),
            (x + 0.07, -0.75, z + 4.8),
            (x + 1.0, -0.9, z - 0.2),
            paint,
            (1, 0, 0),
        ),
        quad(
            (x - 0.05, -1.7, z + 4),
            (x - 0.7, -1.7, z),
            (x - 1.0, -0.9, z - 0.2),
            (x - 0.07, -0.75, z + 4.8),
            paint,
            (-1, 0, 0),
        ),
        quad(
            (x - 1.0, -0.9, z - 0.2),
            (x + 1.0, -0.9, z - 0.2),
            (x + 0.07, -0.75, z + 4.8),
            (x - 0.07, -0.75, z + 4.8),
            (104, 88, 74),
            (0, 1, 0),
        ),
    ]
    well = panel(hull[3], (0.12, 0.88), (0.08, 0.9), (74, 64, 58), weight=0.8)
    seats = tuple(
        panel(hull[3], (0.05, 0.95), (v, v + 0.07), (150, 128, 100), weight=0.7)
        for v in (0.2, 0.42, 0.64)
    )
    hull[3] = replace(hull[3], decor=(well, *seats))
    mast = column(x, z + 2.2, 0.06, (-0.9, 3.6), (110, 92, 76), 0.6, 4)
    return Solid((*hull, *mast.faces), (x, -1.7, z + 2), 1, "boat")


def harbour(rng: Random, words: frozenset[str]) -> Place:
    """A quay: houses on the left, water, boats and bollards on the right."""
    town = street(rng, words | {"harbour"})
    left = [s for s in town.solids if s.at[0] < 0.5 and s.name in ("house", "stall", "")]
    quay = Solid(
        (
            quad(
                (-12, 0, -30),
                (3.4, 0, -30),
                (3.4, 0, 62),
                (-12, 0, 62),
                (160, 154, 146),
                (0, 1, 0),
                1.1,
            ),
            quad(
                (3.4, -1.7, -30),
                (3.4, -1.7, 62),
                (3.4, 0, 62),
                (3.4, 0, -30),
                (120, 114, 108),
                (1, 0, 0),
            ),
        ),
        (0, 0, 0),
        0,
        "quay",
    )
    posts = [street_lamp(2.7, z) for z in range(-12, 54, 9)]
    bollards = [column(3.0, z, 0.2, (0, 0.6), (64, 66, 70), 0.8, 6) for z in range(-8, 40, 6)]
    boats = [_boat(rng, 5.6 + 3 * rng.random(), 4.0 + 8 * k) for k in range(5)]
    solids = (quay, *left, *boats, *bollards, *(p for p, _ in posts), *barrels(rng, 2.2))
    return Place(
        "harbour",
        WATER,
        "water",
        -1.7,
        solids,
        (),
        tuple(lamp for _, lamp in posts),
        False,
        (12, -6, 26, 170),
        "sea",
        span=2.4,
    )


def shore(rng: Random, words: frozenset[str]) -> Place:
    """Sand or shingle with the sea behind, rocks and a few breakwater posts."""
    sand = (206, 190, 156) if not said(words, "rocky", "shingle", "pebble") else (158, 154, 148)
    sea = Solid(
        (
            quad(
                (-300, 0.02, 9),
                (300, 0.02, 9),
                (300, 0.02, 500),
                (-300, 0.02, 500),
                WATER,
                (0, 1, 0),
                0.9,
            ),
        ),
        (0, 0, 9),
        0,
        "sea",
    )
    foam = Solid(
        (
            quad(
                (-300, 0.03, 8.4),
                (300, 0.03, 8.9),
                (300, 0.03, 9.3),
                (-300, 0.03, 9.1),
                (232, 234, 230),
                (0, 1, 0),
                0.8,
            ),
        ),
        (0, 0, 8),
        0,
    )
    posts = [
        column(-4.2 - 0.1 * k, 3 + 1.5 * k, 0.12, (0, 1.1 - 0.05 * k), (100, 86, 76), 0.9, 5)
        for k in range(8)
    ]
    rocks = tuple(
        Tuft(
            (-16 + 32 * rng.random(), 0.1, 3 + 6 * rng.random()),
            0.3 + 0.5 * rng.random(),
            (136, 132, 128),
            0.6,
            "rock",
        )
        for _ in range(12)
    )
    return Place(
        "shore", sand, "sand", 0, (sea, foam, *posts), rocks, (), False, (0, 24, -28, 40), "sea"
    )


def boat(rng: Random, _words: frozenset[str]) -> Place:
    """Aboard: a deck with gunwales, a mast and the wheelhouse."""
    deck = _deck((-2.0, 2.0), (-5, 8), 26)
    sides = [box((s - 0.08, s + 0.08), (0, 0.75), (-5, 8), (122, 98, 78), 1.1) for s in (-2.0, 2.0)]
    bow = box((-2, 2), (0, 0.75), (8, 8.2), (122, 98, 78), 1.1)
    mast = column(0.9, 5.0, 0.12, (0, 8), (118, 96, 76), 0.7, 6)
    coil = [column(-1.3, 4.4, 0.35, (0, 0.3), (184, 164, 124), 0.9, 8), *barrels(rng, 1.5)[:3]]
    far = tuple(
        Tuft((-60 + 30 * k, -1.5, 150), 14, (150, 156, 160), 0.25, "rock") for k in range(4)
    )
    return Place(
        "boat",
        WATER,
        "water",
        -1.4,
        (deck, *sides, bow, mast, *coil),
        far,
        (Lamp((0.9, 2.4, 4.9), 1.4),),
        False,
        (6, -16, 24),
        "sea",
        span=1.4,
    )
