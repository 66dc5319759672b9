"""Water and what reaches into it: piers with lamps, harbours, shores, a boat."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.places.furniture_spots import at_rail, in_water
from storyforge.artist.places.marks_water import fishing_boat, rowing_boat
from storyforge.artist.places.place_marks import Spots, marked
from storyforge.artist.places.place_town import street
from storyforge.artist.places.street_things import barrels, street_lamp
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.blocks import rod
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import (
    Face,
    Lamp,
    Place,
    Solid,
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
    solids += [
        placed(
            rowing_boat(rng).solids[0],
            ((-1) ** k * (5 + 4 * rng.random()), -1.75, 8 + 9 * k),
            20 * k,
        )
        for k in range(3)
    ]
    spots = Spots((), (), ((9.0, 62.0, 0), (-14.0, 70, 0)), ((-16.0, 60.0, 0),), -1.7)
    named = marked(rng, words, spots, ("boat", "wreck", "house"))
    return Place(
        "pier",
        WATER,
        "water",
        -1.7,
        (*solids, *named.solids),
        named.tufts,
        (*lamps, *named.lamps),
        False,
        (4, -9, 14, -18, 174),
        "sea",
        span=1.6,
        stands=in_water(5.4, -1.7, 4.0),
    )


def _pile(x: float, z: float) -> Solid:
    return column(x, z, 0.14, (-2.4, 0.02), (94, 80, 70), 0.95, 5)


def _rail(x: float, z: float) -> Solid:
    post = box((x - 0.05, x + 0.05), (0, 1.0), (z - 0.05, z + 0.05), (120, 100, 82), 0.9)
    top = box((x - 0.05, x + 0.05), (0.92, 1.0), (z, z + 3), (132, 110, 90), 0.9)
    mid = box((x - 0.03, x + 0.03), (0.45, 0.52), (z, z + 3), (132, 110, 90), 0.7)
    return replace(
        group([mid, top, post], (x, 0, z), "rail"), spots=at_rail(x, (z + 1.2, z + 1.9), 0.36, 1.0)
    )


def _hut(rng: Random) -> Solid:
    z = 50 + 4 * rng.random()
    wall = box((-1.6, 1.6), (0, 2.6), (z, z + 3), (140, 124, 108), 1.1)
    return group(
        [wall, gable((-1.9, 1.9), (2.6, 4.0), (z - 0.2, z + 3.2), (98, 84, 80))], (0, 0, z), "hut"
    )


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
    spots = Spots(
        ((2.4, 7.2, 20), (-3.4, 6.2, -24), (2.2, 11.5, 20)),
        ((-3.0, 16.0, 0),),
        ((0.6, 24.0, 0), (1.0, 44.0, 0)),
        ((17.0, 46.0, 12),),
        0.0,
    )
    named = marked(rng, words, spots, ("boat",))
    afloat = tuple(placed(s, (0, -1.7, 0)) if s.name == "ship" else s for s in named.solids)
    boats = [
        placed(fishing_boat(rng).solids[0], (x, -1.7, z), turn)
        for x, z, turn in ((6.2, 6.5, 12), (7.6, 16.5, -8), (6.4, 27, 170), (9.5, 37, 8))
    ]
    solids = (quay, *left, *boats, *afloat, *bollards, *(p for p, _ in posts), *barrels(rng, 2.2))
    return Place(
        "harbour",
        WATER,
        "water",
        -1.7,
        solids,
        named.tufts,
        (*(lamp for _, lamp in posts), *named.lamps),
        False,
        (10, 4, 18, 172),
        "sea",
        span=2.4,
        stands=in_water(4.4, -1.7, 0.5),
    )


def boat(rng: Random, words: frozenset[str]) -> Place:
    """Aboard: planks between bulwarks that close to a bow, masts with sails, wheel, hatch."""
    edge = (
        (-3.0, -9),
        (3.0, -9),
        (3.0, 7),
        (2.3, 11),
        (1.1, 14),
        (0.0, 15.5),
        (-1.1, 14),
        (-2.3, 11),
        (-3.0, 7),
    )
    floor = Face(tuple((x, 0.0, z) for x, z in edge), PLANK, (0, 1, 0), 1.0, _seams())
    rails = [_bulwark(a, b) for a, b in pairwise((*edge[1:], edge[0]))]
    sail = not said(words, "ferry", "trawler", "steamer", "tanker", "freighter", "cruise")
    masts = [m for z in ((8.2, 13.0) if sail else (9.5,)) for m in _mast(z, sail)]
    hatch = box((-0.9, 0.9), (0, 0.42), (7.2, 9.0), (156, 126, 94), 1.0)
    hatch = replace(
        hatch, faces=(*hatch.faces[:4], replace(hatch.faces[4], lines=courses(hatch.faces[4], 4)))
    )
    coil = column(-2.1, 4.6, 0.4, (0, 0.28), (196, 174, 132), 0.9, 9)
    house = box((-1.9, 1.9), (0, 2.5), (-8.6, -5.2), (226, 216, 196), 1.1)
    windows = tuple(
        replace(f, decor=(panel(f, (0.1, 0.9), (0.5, 0.82), (92, 104, 118), True, True),))
        for f in house.faces[:4]
    )
    cabin = replace(house, faces=(*windows, *house.faces[4:]))
    named = marked(
        rng,
        words,
        Spots((), (), ((22, 90, 0),), ((-30, 110, 0),), -2.4),
        ("ship", "boat", "wreck", "house"),
    )
    solids = (
        Solid((floor,), (0, 0, 0), 0, "deck"),
        *rails,
        *masts,
        hatch,
        coil,
        cabin,
        *barrels(rng, 2.4)[2:4],
        *named.solids,
    )
    lamps = (Lamp((0, 2.7, 8.0), 1.6), *named.lamps)
    return Place(
        "boat",
        WATER,
        "water",
        -2.4,
        solids,
        named.tufts,
        lamps,
        False,
        (5, -9, 13, -15, 176),
        "sea",
        span=1.7,
        stands=in_water(7.0, -2.4, 4.0),
    )


def _seams() -> tuple[tuple[V3, ...], ...]:
    """The joints of the deck's planks, running fore and aft."""
    out = []
    for k in range(-9, 10):
        x = k * 0.32
        far = 15.5 - 0.5 * abs(x) - 0.75 * x * x
        out.append(((x, 0.0, -9.0), (x, 0.0, min(15.2, max(7.0, far)))))
    return tuple(out)


def _bulwark(a: tuple[float, float], b: tuple[float, float]) -> Solid:
    """A stretch of the ship's side with its rail."""
    (ax, az), (bx, bz) = a, b
    inner = quad(
        (ax, 0, az), (bx, 0, bz), (bx, 0.95, bz), (ax, 0.95, az), (140, 110, 84), None, 1.0
    )
    inner = replace(inner, lines=courses(inner, 3))
    s = 0.14
    rail = quad(
        (ax * (1 + s * 0.3), 0.96, az),
        (bx * (1 + s * 0.3), 0.96, bz),
        (bx * 0.94, 0.96, bz),
        (ax * 0.94, 0.96, az),
        (176, 142, 104),
        None,
        1.0,
    )
    spots = at_rail(ax * 0.97, (1.3, 2.0, 0.4), 0.36, 0.96) if ax == bx else ()
    return Solid((inner, rail), ((ax + bx) / 2, 0, (az + bz) / 2), 1, "rail", spots=spots)


def _mast(z: float, sail: bool) -> list[Solid]:
    """A mast with shrouds; a yard and a filled sail where the ship has them."""
    wood = (150, 120, 90)
    pole = column(0, z, 0.17, (0, 11), wood, 0.7, 7)
    ropes = [
        rod((s * 2.9, 0.9, z + d), (0, 8.6, z), 0.03, (96, 84, 70))
        for s in (-1, 1)
        for d in (-1, 0, 1)
    ]
    out = [pole, Solid(tuple(ropes), (0, 1, z + 0.1), 1, "ropes")]
    if sail:
        cloth = Face(
            (
                (-2.6, 4.1, z + 0.5),
                (0, 3.7, z + 0.9),
                (2.6, 4.1, z + 0.5),
                (2.2, 8.4, z),
                (-2.2, 8.4, z),
            ),
            (236, 228, 208),
            None,
            1.1,
            tuple(((x, 8.3, z), (x * 1.15, 4.0, z + 0.6)) for x in (-1.1, 0.0, 1.1)),
        )
        yard = rod((-2.5, 8.4, z - 0.05), (2.5, 8.4, z - 0.05), 0.14, wood)
        out.append(Solid((cloth, yard), (0, 4, z + 0.4), 1, "sail"))
    return out
