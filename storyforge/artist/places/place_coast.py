"""Where land and water meet: beaches, cliffs, rivers, lakes, bridges."""

from __future__ import annotations

from math import sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.furniture_spots import at_rail, in_water
from storyforge.artist.places.marks_water import rowing_boat
from storyforge.artist.places.place_growth import (
    LEAF,
    STONE,
    Spot,
    bushes,
    grass,
    kinds_said,
    rocks,
    scattered,
    tree,
)
from storyforge.artist.places.place_marks import Spots, marked, stood
from storyforge.artist.places.street_things import street_lamp
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.blocks import flat, winding
from storyforge.artist.stage.stage import (
    Face,
    Kit,
    Lamp,
    Place,
    Solid,
    Tuft,
    box,
    column,
    courses,
    quad,
)
from storyforge.artist.words import said

WATER: RGB = (122, 138, 144)
AXES = (5.0, -8.0, 13.0, -15.0, 172.0)
EARTH: RGB = (184, 166, 134)


def _edge(z: float, sway: float) -> list[Spot]:
    """A winding waterline across the view, near *z* metres."""
    return [(x, z + sway * sin(x * 0.11 + 0.8) + 0.4 * sin(x * 0.43)) for x in range(-220, 221, 8)]


def _sea(line: list[Spot], far: float, colour: RGB) -> list[Solid]:
    """Water from a shore line to the horizon, with two hems of foam."""
    inner = [(x, 0.02, z) for x, z in line]
    water = Face(
        (*inner, (220, 0.02, far), (-220, 0.02, far)), colour, (0, 1, 0), 0.4, (), (), False, True
    )
    hems = [
        Face(
            (
                *((x, 0.03, z + off) for x, z in line),
                *((x, 0.03, z + off + w) for x, z in line[::-1]),
            ),
            (240, 242, 238),
            (0, 1, 0),
            0.3,
        )
        for off, w in ((-0.1, 0.5), (1.5, 0.26), (3.4, 0.3))
    ]
    wet = Face(
        (*((x, 0.015, z - 1.3) for x, z in line), *((x, 0.015, z) for x, z in line[::-1])),
        mix(colour, (170, 154, 126), 0.66),
        (0, 1, 0),
        0.0,
    )
    waves = tuple(
        ((x, 0.03, z), (x + 1.2, 0.03, z + 0.1), (x + 2.6, 0.03, z))
        for x, z in ((-26 + 4.7 * (k % 12), 13 + 2.1 * k) for k in range(46))
    )
    return [
        Solid(
            (wet, Face(water.points, colour, (0, 1, 0), 0.4, waves, (), False, True), *hems),
            (0, 0, 12),
            0,
            "sea",
        )
    ]


def shore(rng: Random, words: frozenset[str]) -> Place:
    """Sand or shingle, the sea with its hems of foam, rocks, groynes, a headland."""
    stony = said(words, "rocky", "shingle", "pebble", "stony")
    sand: RGB = (216, 198, 160) if not stony else (170, 164, 154)
    spots = Spots(
        ((-2.8, 5.0, 0), (3.3, 6.2, 0), (-5.4, 7.5, 20), (6.2, 7.4, -20)),
        ((4.6, 8.6, -20), (-6.2, 8.0, 20)),
        ((12.0, 40.0, 0), (-15.0, 44.0, 0)),
        ((-14.0, 70.0, 0),),
    )
    named = marked(rng, words - {"ship"} if said(words, "wreck") else words, spots)
    islet = [_islet(x, z, STONE) for x, z, _ in spots.far if _taken(named.solids, x, z)]
    free = stood(named)
    groyne = [
        column(-7.4 - 0.12 * k, 4 + 1.5 * k, 0.14, (0, 1.2 - 0.07 * k), (112, 96, 84), 0.9, 6)
        for k in range(8)
    ]
    stones = rocks(rng, [(-9 + 2.4 * rng.random(), 8.5 + 2 * rng.random()) for _ in range(6)])
    stones += rocks(rng, [(8 + 8 * rng.random(), 7 + 4 * rng.random()) for _ in range(9)])
    shells = rocks(rng, scattered(rng, 26 if stony else 9, 2.2, 8, free, 1.0), sand, 0.08, 0.14)
    tropical = said(words, "tropical", "island", "palm", "lagoon", "desert")
    palms = [tree(rng, x, z, "palm") for x, z in ((-6.2, 4.0), (-8.5, 5.2), (8.6, 3.2), (11, 5))]
    dune = bushes(
        rng, [(-9 - rng.random() * 5, -3 + 6 * rng.random()) for _ in range(8)], (150, 156, 110)
    )
    return Place(
        "shore",
        sand,
        "sand" if not stony else "stones",
        0,
        (*_sea(_edge(10.2, 1.2), 620, WATER), *islet, *groyne, *named.solids),
        (*stones, *shells, *(palms if tropical else dune), *named.tufts),
        named.lamps,
        False,
        (6.0, -9.0, 14.0, -16.0, 40.0),
        "sea",
        stands=in_water(1.0, 0.0, 15.0),
    )


def _taken(solids: tuple[Solid, ...], x: float, z: float) -> bool:
    return any(abs(s.at[0] - x) < 4 and abs(s.at[2] - z) < 8 for s in solids)


def _islet(x: float, z: float, stone: RGB) -> Solid:
    """A flat rock in the sea for whatever stands on it."""
    base = column(x, z, 7.0, (0.02, 1.1), stone, 0.84, 11, 0.9)
    return Solid(base.faces, (x, 0, z), 0, "islet")


# the edge of the land, as x and z: a bay, then a headland
_RIM: tuple[Spot, ...] = (
    (-60, -30),
    (-60, 90),
    (-9, 66),
    (3, 56),
    (5, 46),
    (-5, 39),
    (-12, 30),
    (-9, 20),
    (-5.5, 14.5),
    (0.5, 9.2),
    (5.5, 8.2),
    (8.0, 4.0),
    (12.0, 2.0),
    (14, -8),
    (24, -30),
)


def cliff(rng: Random, words: frozenset[str]) -> Place:
    """A grassy edge high over the sea, the coast going on in buttresses."""
    turf: RGB = (158, 164, 114)
    deep = -26.0
    spots = Spots(
        ((-2.9, 4.6, 0), (3.2, 5.4, 0), (-5.2, 6.4, 0)),
        ((-5.4, 7.0, 14), (4.4, 6.4, -14)),
        ((-2.6, 50.0, 0), (-10.0, 56.0, 10)),
        ((16.0, 110.0, 0),),
        0.0,
    )
    named = marked(rng, words, spots, ("ship",) if "ship" not in words else ())
    top = Face(tuple((x, 0.0, z) for x, z in _RIM), turf, (0, 1, 0), 0.0)
    walls = []
    for k in range(1, len(_RIM) - 1):
        (ax, az), (bx, bz) = _RIM[k], _RIM[k + 1]
        face = quad(
            (bx, deep, bz),
            (ax, deep, az),
            (ax, 0, az),
            (bx, 0, bz),
            (160, 152, 142),
            (az - bz, 0.0, bx - ax),
            1.0,
        )
        walls.append(Solid((_cracked(rng, face),), ((ax + bx) / 2, 0, (az + bz) / 2), 0, "cliff"))
    edge = Solid((top,), (0, 0, 0), 0, "turf")
    path = winding(
        ((-2, -14, 0.9), (-1.0, -4, 0.8), (-0.6, 3, 0.7), (-4.6, 11, 0.5), (-16, 26, 0.4)), EARTH
    )
    stones = rocks(rng, [(0.4, 8.2), (4.6, 7.4), (-4.4, 12.6), (7.2, 3.4), (-11, 17)])
    near = grass(rng, 90, 9, scale(turf, 0.8))
    land = tuple(t for t in near if t.at[0] + t.at[2] * 0.6 < 7 and t.at[0] < 9)
    return Place(
        "cliff",
        WATER,
        "water",
        deep,
        (*walls, edge, path, *named.solids),
        (*stones, *land, *named.tufts),
        named.lamps,
        False,
        (5.0, -8.0, 13.0, -12.0, 40.0),
        "sea",
        span=2.6,
    )


def _cracked(rng: Random, face: Face) -> Face:
    """Rock with a few cracks down its wall."""
    a, b, c, d = face.points
    lines = []
    for _ in range(7):
        u = rng.random()
        top = tuple(d[k] + (c[k] - d[k]) * u for k in range(3))
        foot = tuple(a[k] + (b[k] - a[k]) * (u + 0.1 * rng.random()) for k in range(3))
        v = 0.3 + 0.5 * rng.random()
        end = tuple(top[k] + (foot[k] - top[k]) * v for k in range(3))
        lines.append(((top[0], top[1], top[2]), (end[0], end[1], end[2])))
    return Face(face.points, face.colour, None, 0.9, tuple(lines), (), False, False, 1)


def river(rng: Random, words: frozenset[str]) -> Place:
    """A river bending past a grassy bank with reeds, trees on the far side, stones in it."""
    lake = said(words, "lake", "pond", "lakeside", "tarn", "reservoir")
    swamp = said(words, "swamp", "marsh", "bog", "bayou")
    bank: RGB = (156, 162, 114) if not swamp else (132, 136, 100)
    spots = Spots(
        ((-2.8, 4.4, 0), (3.2, 5.2, 0), (-5.2, 5.6, 20)),
        ((-5.0, 5.8, 14), (5.6, 5.6, -14)),
        ((10.0, 46.0, 0), (-14.0, 50.0, 0)),
        ((1.5, 23.0, 4),),
    )
    named = marked(rng, words, spots)
    free = stood(named)
    far = 72.0 if lake else 30.0
    water = _water(8.6, far, (126, 142, 146) if not swamp else (118, 124, 104))
    kinds = kinds_said(words) if not swamp else ("bare", "trunk")
    shape = "pine" if lake and kinds[0] == "tree" else ""
    wood = [
        tree(rng, x, far + 3 + 12 * rng.random(), shape or kinds[int(rng.random() * len(kinds))])
        for x in range(-60, 61, 3)
        if all(abs(x - a) > 5 or b < far for a, b in free)
    ]
    reeds = [
        Tuft(
            (x, 0, 8.2 + 0.6 * rng.random()),
            0.34,
            (132, 140, 92),
            1,
            "reeds",
            1.0 + 0.6 * rng.random(),
        )
        for x in (-11.5, -10.6, -9.8, -7.4, -6.6, 4.6, 5.4, 6.3, 9.4, 10.5, 12, 14)
    ]
    stones = rocks(rng, [(-3.5, 9.4), (-2.2, 10.6), (2.8, 9.2), (4.2, 12), (-6, 12), (8, 9)], STONE)
    framing = [tree(rng, -5.6, 2.6, kinds[0]), tree(rng, 9.8, 4.4, kinds[0])]
    boat = [placed(rowing_boat(rng).solids[0], (-3.0, 0.02, 11.5), 60)] if lake else []
    return Place(
        "river" if not lake else "lake",
        bank,
        "grass",
        0,
        (*water, *boat, *named.solids),
        (*wood, *reeds, *stones, *framing, *grass(rng, 60, 8, scale(bank, 0.8)), *named.tufts),
        named.lamps,
        False,
        AXES,
        "peaks" if lake and not swamp else "hills",
        span=3.0,
        stands=in_water(1.0, 0.0, 12.5),
    )


def _water(near: float, far: float, colour: RGB) -> list[Solid]:
    """A sheet of water between two banks, its near edge winding, with strokes of ripple."""
    line = [(x, z) for x, z in _edge(near, 0.9) if abs(x) < 130]
    back = [(x, z) for x, z in _edge(far, 2.0) if abs(x) < 130]
    waves = tuple(
        ((x, 0.03, z), (x + 1.0, 0.03, z + 0.08), (x + 2.2, 0.03, z))
        for x, z in (
            (-22 + 5.1 * (k % 10), near + 1.6 + (far - near) * (k / 40)) for k in range(38)
        )
    )
    points = tuple((x, 0.02, z) for x, z in (*line, *back[::-1]))
    lip = Face(
        (*((x, 0.021, z - 0.5) for x, z in line), *((x, 0.021, z) for x, z in line[::-1])),
        (142, 128, 100),
        (0, 1, 0),
        0.5,
    )
    sheet = Face(points, colour, (0, 1, 0), 0.7, waves, (), False, True)
    return [Solid((lip, sheet), (0, 0, near), 0, "water")]


def bridge(rng: Random, words: frozenset[str]) -> Place:
    """On a bridge: its road, parapets and lamps, the river below, the town or woods beyond."""
    wood = said(words, "wooden", "rope", "footbridge", "plank", "hanging")
    half, deep = (1.5, -9.0) if wood else (3.6, -7.0)
    stone: RGB = (176, 168, 154) if not wood else (158, 128, 98)
    road = [
        Solid((_lined(x0, x1, z, stone, wood),), (0, 0, z), 0, "deck")
        for x0, x1 in ((-half, half),)
        for z in range(-24, 40, 8)
    ]
    rails = _bridge_sides(half, stone, wood)
    named = marked(
        rng,
        words,
        Spots(
            near=((-half + 0.9, 7, 0), (half - 0.9, 10, 0)),
            mid=((9, 46, 0), (-9, 48, 0)),
            far=((7.0, 56.0, 0), (-12.0, 62, 0)),
            wide=((24, 70, 0),),
        ),
        ("bridge",),
    )
    banks = [
        flat((-200, 200), (40, 260), (150, 156, 118), -0.02),
        flat((-200, 200), (-240, -24), (150, 156, 118), -0.02),
    ]
    face = quad(
        (-200, deep, 40), (200, deep, 40), (200, 0, 40), (-200, 0, 40), (148, 138, 120), (0, 0, -1)
    )
    trees = [tree(rng, x, 43 + 14 * rng.random(), "tree") for x in range(-70, 71, 4) if abs(x) > 6]
    return Place(
        "bridge",
        WATER,
        "water",
        deep,
        (*banks, Solid((face,), (0, 0, 0), 0), *road, *rails.solids, *named.solids),
        (
            *trees,
            *named.tufts,
            *bushes(rng, [(x, 41.0) for x in range(-40, 41, 3) if abs(x) > 5], LEAF),
        ),
        (*rails.lamps, *named.lamps),
        False,
        (6.0, -9.0, 14.0, -15.0, 174.0),
        "town" if not wood else "hills",
        span=half - 0.8,
    )


def _bridge_sides(half: float, stone: RGB, wood: bool) -> Kit:
    """Both parapets with their lamps, and the sides of the road below them."""
    side = [
        quad(
            (s * (half + 0.3), -1.4, -24),
            (s * (half + 0.3), -1.4, 40),
            (s * (half + 0.3), 0, 40),
            (s * (half + 0.3), 0, -24),
            scale(stone, 0.8),
            (s, 0, 0),
        )
        for s in (-1.0, 1.0)
    ]
    solids = [Solid(tuple(side), (0, 0, 0), 0)]
    lamps: list[Lamp] = []
    for s in (-1.0, 1.0):
        solids += [_parapet(s * half, float(z), stone, wood) for z in range(-24, 40, 4)]
        for z in () if wood else (-10.0, 2.5, 14.0, 26.0):
            post, lamp = street_lamp(s * half, z)
            solids.append(placed(post, (0, 1.0, 0)))
            x, y, _ = lamp.at
            lamps.append(Lamp((x, y + 1.0, z), lamp.reach, lamp.colour))
    return Kit(tuple(solids), (), tuple(lamps))


def _lined(x0: float, x1: float, z: float, colour: RGB, wood: bool) -> Face:
    face = quad((x0, 0, z), (x1, 0, z), (x1, 0, z + 8), (x0, 0, z + 8), colour, (0, 1, 0), 0.5)
    lines = courses(face, 24 if wood else 9)
    return Face(face.points, colour, (0, 1, 0), 0.5, lines)


def _parapet(x: float, z: float, colour: RGB, wood: bool) -> Solid:
    if not wood:
        wall = box((x - 0.2, x + 0.2), (0, 1.0), (z, z + 4), colour, 1.0)
        cap = box((x - 0.28, x + 0.28), (1.0, 1.14), (z, z + 4), scale(colour, 1.08), 0.9)
        faces = (*wall.faces[:4], *cap.faces)
        return Solid(
            faces, (x, 0, z + 2), 1, "rail", spots=at_rail(x, (z + 1.6, z + 2.4), 0.56, 1.14)
        )
    post = box((x - 0.07, x + 0.07), (0, 1.15), (z - 0.07, z + 0.07), colour, 0.9)
    rails = [box((x - 0.04, x + 0.04), (y, y + 0.1), (z, z + 4), colour, 0.8) for y in (0.5, 1.02)]
    faces = (*rails[0].faces, *rails[1].faces, *post.faces)
    return Solid(faces, (x, 0, z + 2), 1, "rail", spots=at_rail(x, (z + 1.6, z + 2.4), 0.36, 1.12))
