"""Open land: fields, deserts, snow, parks, graveyards, battlefields, car parks, other planets."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.marks_land import fence_run
from storyforge.artist.places.marks_old import grave
from storyforge.artist.places.marks_town import seat
from storyforge.artist.places.place_growth import (
    LEAF,
    STONE,
    bushes,
    corn,
    grass,
    rocks,
    scattered,
    tree,
)
from storyforge.artist.places.place_houses import Plot, block, town_house
from storyforge.artist.places.place_marks import OPEN, Spots, marked, stood
from storyforge.artist.places.street_things import parked, street_lamp
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.blocks import flat, winding
from storyforge.artist.stage.stage import Face, Lamp, Place, Solid, Tuft, box, column, group
from storyforge.artist.words import said

AXES = (5.0, -8.0, 13.0, -15.0, 172.0)
EARTH: RGB = (184, 166, 134)
IRON: RGB = (74, 78, 82)


def field(rng: Random, words: frozenset[str]) -> Place:
    """Meadow or corn with a track through it, a fence, trees, far hills."""
    gold = said(words, "wheat", "corn", "barley", "rye", "maize", "cornfield", "oats")
    dry = gold or said(words, "steppe", "prairie", "savanna", "savannah", "dry")
    ground: RGB = (204, 182, 122) if dry else (154, 164, 110)
    named = marked(rng, words, OPEN, ("fence",))
    free = stood(named)
    track = winding(
        (
            (-1.0, -16, 1.5),
            (-0.3, -4, 1.5),
            (0.4, 6, 1.4),
            (-0.6, 16, 1.2),
            (1.6, 30, 1.0),
            (5, 50, 0.9),
            (4, 80, 0.8),
        ),
        mix(ground, (206, 188, 154), 0.7),
    )
    wall = fence_run(-22.0, -3.4, 11.5) + fence_run(3.4, 22.0, 11.5)
    growth = corn(rng, (206, 178, 104)) if gold else grass(rng, 70, 16, scale(ground, 0.8))
    trees = [tree(rng, x, z, "tree") for x, z in scattered(rng, 16, 17, 60, free)]
    hedge = bushes(rng, [(x, 44 + 2 * rng.random()) for x in range(-50, 51, 2)], scale(LEAF, 0.95))
    solids = (track, *(wall if not gold else fence_run(-22, -4, 21.0)), *named.solids)
    tufts = (*trees, *hedge, *growth, *named.tufts)
    return Place("field", ground, "grass", 0, solids, tufts, named.lamps, False, AXES, "hills")


def desert(rng: Random, words: frozenset[str]) -> Place:
    """Dunes with sharp crests, a few stones and cactuses."""
    sand: RGB = (222, 196, 146)
    named = marked(rng, words, OPEN)
    free = stood(named)
    dunes = [
        _dune(x, z, wide, tall, sand)
        for x, z, wide, tall in (
            (-16, 21, 15, 4.2),
            (15, 33, 19, 5.6),
            (-7, 50, 26, 8.0),
            (34, 60, 30, 10.0),
            (-40, 64, 30, 9.0),
            (12, -22, 18, 5.0),
            (-22, -26, 20, 6.0),
        )
    ]
    stones = rocks(rng, scattered(rng, 9, 4, 18, free, 1.2), (186, 160, 128), 0.15, 0.5)
    spines = [tree(rng, x, z, "cactus") for x, z in scattered(rng, 6, 9, 28, free)]
    growth = spines if said(words, "cactus", "cacti", "mexico", "western") else []
    return Place(
        "desert",
        sand,
        "sand",
        0,
        (*dunes, *named.solids),
        (*stones, *growth, *named.tufts),
        named.lamps,
        False,
        AXES,
        "dunes",
    )


def _dune(x: float, z: float, wide: float, tall: float, sand: RGB) -> Solid:
    """A ridge whose crest winds away from us: a lit windward side and a dark slip face."""
    n = 10
    crest, left, right = [], [], []
    for k in range(n + 1):
        t = k / n
        h = tall * sin(pi * t) ** 0.7
        px = x + wide * (t - 0.5) * 1.5 + 0.13 * wide * sin(5.0 * t)
        pz = z + wide * (t - 0.5) * 0.75
        crest.append((px, h, pz))
        left.append((px - 0.55 * wide * sin(pi * t), -0.05, pz + 0.2 * wide * sin(pi * t)))
        right.append((px + 0.3 * wide * sin(pi * t), -0.05, pz - 0.42 * wide * sin(pi * t)))
    shade = scale(sand, 0.84)
    lit = [
        Face((left[k], left[k + 1], crest[k + 1], crest[k]), scale(sand, 1.03), (-0.5, 0.8, 0.3), 0)
        for k in range(n)
    ]
    dark = [
        Face((right[k], right[k + 1], crest[k + 1], crest[k]), shade, (0.3, 0.9, -0.4), 0)
        for k in range(n)
    ]
    ridge = Face(dark[0].points, shade, None, 0.0, (tuple(crest), tuple(right[2:-2])))
    return Solid((*lit, ridge, *dark), (x, 0, z), -1, "dune")


def snowfield(rng: Random, words: frozenset[str]) -> Place:
    """A white plain with drifts, half-buried stones and a few dark firs."""
    white: RGB = (232, 235, 238)
    named = marked(rng, words, OPEN)
    free = stood(named)
    drifts = [
        _dune(x, z, w, h, white)
        for x, z, w, h in (
            (-13, 18, 10, 1.5),
            (14, 26, 13, 2.2),
            (-3, 44, 22, 3.0),
            (8, -16, 12, 1.6),
        )
    ]
    firs = [tree(rng, x, z, "pine") for x, z in scattered(rng, 22, 17, 60, free)]
    stones = rocks(rng, scattered(rng, 8, 4, 18, free, 1.2), (150, 150, 152), 0.2, 0.5)
    far = "peaks" if said(words, "mountain", "arctic", "glacier", "peak") else "hills"
    return Place(
        "snow",
        white,
        "snow",
        0,
        (*drifts, *named.solids),
        (*firs, *stones, *named.tufts),
        named.lamps,
        False,
        AXES,
        far,
    )


def park(rng: Random, words: frozenset[str]) -> Place:
    """Lawns and a gravel path with benches, lamps, flower beds and old trees."""
    lawn: RGB = (152, 166, 112)
    town = said(words, "park", "playground")
    named = marked(rng, words, OPEN, ("bench",))
    free = stood(named)
    path = winding(
        (
            (-1.2, -16, 1.6),
            (0.2, -4, 1.6),
            (0.0, 4, 1.6),
            (-1.6, 12, 1.4),
            (-0.6, 22, 1.3),
            (3.4, 34, 1.1),
            (5, 50, 1.0),
        ),
        (206, 194, 168),
    )
    benches = [
        placed(seat(rng).solids[0], (x, 0, z), turn)
        for x, z, turn in ((-2.7, 6.6, -78), (2.4, 3.9, 88), (-4.4, 15, -84))
    ]
    posts = [street_lamp(x, z) for x, z in ((2.5, 7.4), (-3.8, 11.0), (1.6, 19.0), (2.2, -5.0))]
    beds = [(2.4 + 0.7 * k, 9.6 + 0.3 * (k % 2)) for k in range(6)]
    beds += [(-3.6 - 0.7 * k, 4.4) for k in range(4)]
    flowers = [
        Tuft(
            (x, 0.1, z), 0.36, ((196, 92, 92), (214, 176, 92), (176, 140, 180))[k % 3], 0.8, "bush"
        )
        for k, (x, z) in enumerate(beds)
    ]
    trees = [tree(rng, x, z, "tree") for x, z in scattered(rng, 26, 8, 40, [*free, (0, 26.0)], 2.8)]
    hedge = bushes(rng, [(x, 30 + rng.random()) for x in range(-30, 31, 2)])
    return Place(
        "park",
        lawn,
        "grass",
        0,
        (path, *benches, *(p for p, _ in posts), *named.solids),
        (
            *trees,
            tree(rng, -4.6, -0.6, "tree", 7.5),
            *flowers,
            *hedge,
            *grass(rng, 40, 12, LEAF),
            *named.tufts,
        ),
        (*(lamp for _, lamp in posts), *named.lamps),
        False,
        AXES,
        "town" if town else "trees",
        span=3.0,
    )


def graveyard(rng: Random, words: frozenset[str]) -> Place:
    """Crooked stones in rows, a path to the gate or chapel, bare trees."""
    spots = Spots(mid=((2.2, 15.0, 0), (-6.0, 18, 10)), far=((-2.5, 25.0, -8), (9, 32, 0)))
    named = marked(rng, words, spots)
    ground: RGB = (138, 146, 112)
    path = winding(
        ((-0.8, -14, 0.9), (0.0, -3, 0.9), (0.2, 6, 0.9), (1.4, 14, 0.8), (2.2, 22, 0.7)), EARTH
    )
    stones = [
        grave(rng, s * (1.9 + 1.7 * k + 0.5 * rng.random()), 2.2 + 2.6 * row + 0.6 * rng.random())
        for row in range(-3, 6)
        for k in range(4)
        for s in (-1, 1)
        if rng.random() < 0.8 and (row > 0 or k > 0)
    ]
    bare = [tree(rng, x, z, "bare", 6.5) for x, z in ((-5.4, 1.2), (7.6, 12), (-9, 21), (13, 24))]
    yews = [tree(rng, x, z, "pine", 5.0) for x, z in ((-12, 15), (11, 18), (-16, 27), (17, 30))]
    wall = box((-26, 26), (0, 1.4), (36, 36.5), STONE, 0.9, 1, "wall")
    return Place(
        "graveyard",
        ground,
        "grass",
        0,
        (path, wall, *stones, *named.solids),
        (*bare, *yews, *grass(rng, 60, 13, scale(ground, 0.8)), *named.tufts),
        named.lamps,
        False,
        AXES,
        "trees",
        span=1.7,
    )


def car_park(rng: Random, words: frozenset[str]) -> Place:
    """Asphalt with bays, parked cars, tall lamps, a low building behind."""
    tarmac: RGB = (126, 126, 129)
    named = marked(rng, words, Spots(mid=((0.0, 13.0, 0), (8, 17, 0))), ("car",))
    bays = [
        flat((x, x + 0.12), (z, z + 4.6), (228, 224, 210), 0.012, 0.3)
        for x in (k * 2.7 - 13.5 for k in range(11))
        for z in (4.2, 19.0)
    ]
    empty = said(words, "empty", "deserted", "abandoned")
    shop = bool(named.solids)
    places = (-12.1, -9.4, 6.8, 9.5, 12.2) if not shop else (-9.4, 12.2)
    cars = [] if empty else [s for x in places for s in parked(rng, x, (6.4,))]
    lamps = [_mast(x, z) for x, z in ((-6.2, 11.5), (8.0, 14.5), (-7, 30), (9, 30))]
    hall = [] if shop else [placed(block(rng, Plot(26, 12, tall=7.5)), (3, 0, 36), 0)]
    trees = [
        tree(rng, x, z, "tree") for x, z in ((-16, 30), (-21, 36), (20, 33), (-12, 40), (26, 28))
    ]
    return Place(
        "car park",
        tarmac,
        "asphalt",
        0,
        (*bays, *cars, *hall, *(p for p, _ in lamps), *named.solids),
        (*trees, *named.tufts),
        (*(lamp for _, lamp in lamps), *named.lamps),
        False,
        AXES,
        "town",
    )


def _mast(x: float, z: float) -> tuple[Solid, Lamp]:
    pole = column(x, z, 0.09, (0, 6.4), IRON, 0.7, 6)
    arm = box((x - 0.8, x + 0.8), (6.3, 6.42), (z - 0.1, z + 0.1), IRON, 0.8)
    return group([pole, arm], (x, 0, z), "lamp"), Lamp((x, 6.2, z), 3.0, (240, 240, 224))


def courtyard(rng: Random, words: frozenset[str]) -> Place:
    """A paved yard between four house fronts."""
    named = marked(rng, words, Spots(near=((-2.6, 6.0, 0), (3.0, 7.5, 0), (-4.2, 3.4, 0))))
    walls = []
    for turn, at in ((0.0, 13.0), (90.0, 8.5), (-90.0, 8.5), (180.0, 11.0)):
        a = turn * pi / 180
        for k in (-1.0, 0.0, 1.0):
            along = 6.2 * k
            x, z = sin(a) * at + cos(a) * along, cos(a) * at - sin(a) * along
            walls.append(placed(town_house(rng, Plot(6.2)), (x, 0, z), turn))
    return Place(
        "courtyard",
        (152, 146, 138),
        "paving",
        0,
        (*walls, *named.solids),
        named.tufts,
        named.lamps,
        False,
        AXES,
        "town",
    )
