"""Streets, harbours, rooftops and stations: where people meet and run from each other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.colour import NAMES, RGB, mix, scale
from storyforge.artist.stage import (
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

WALLS: tuple[RGB, ...] = (
    (186, 170, 150),
    (168, 132, 112),
    (196, 184, 166),
    (150, 146, 148),
    (178, 150, 126),
    (140, 128, 124),
)
GLASS: RGB = (92, 104, 118)


def _house(
    rng: Random, side: float, z: tuple[float, float], wide: float, words: frozenset[str]
) -> list[Solid]:
    tall = 5.2 + 5.5 * rng.random() + (6 if said(words, "city", "downtown", "tower") else 0)
    x = (-wide - 6.0, -wide) if side < 0 else (wide, wide + 6.0)
    wall = box(x, (0, tall), z, WALLS[int(rng.random() * len(WALLS))], 1.2)
    inward = 1 if side < 0 else 3
    front = wall.faces[inward]
    front = replace(front, decor=_windows(rng, front, tall, z[1] - z[0]))
    ends = [replace(wall.faces[k], decor=_few(rng, wall.faces[k])) for k in (0, 2)]
    faces = [ends[0], wall.faces[1], ends[1], wall.faces[3], wall.faces[4]]
    faces[inward] = front
    solids = [replace(wall, faces=tuple(faces), name="house")]
    if rng.random() < 0.6:
        roof = gable((x[0] - 0.2, x[1] + 0.2), (tall, tall + 1.6 + rng.random()), z, (112, 86, 80))
        solids[0] = group([solids[0], roof], solids[0].at, "house")
    return solids


def _windows(rng: Random, face: Face, tall: float, long: float) -> tuple[Face, ...]:
    rows, cols = max(1, int(tall / 2.9)), max(2, int(long / 2.4))
    out = []
    for row in range(rows):
        for col in range(cols):
            u, v = (col + 0.28) / cols, (row + 0.34) / rows
            if row == 0 and (col + rows) % 3 == 1:
                out.append(
                    panel(face, (u, u + 0.42 / cols), (0, 0.76 / rows), scale(face.colour, 0.5))
                )
                continue
            lit = rng.random() < 0.42
            window = panel(
                face,
                (u, u + 0.44 / cols),
                (v, v + 0.42 / rows),
                GLASS,
                lit,
                True,
                0.7,
                rng.random() < 0.6,
            )
            out.append(window)
    return tuple(out)


def _few(rng: Random, face: Face) -> tuple[Face, ...]:
    lit = rng.random() < 0.5
    return (panel(face, (0.42, 0.56), (0.55, 0.72), GLASS, lit, True, 0.7, True),)


def street_lamp(x: float, z: float, toward: float = 0.0) -> tuple[Solid, Lamp]:
    """A gas lamp 3.6 m high with its lantern; the pair is the post and its light."""
    iron = (70, 74, 78)
    post = column(x, z, 0.075, (0, 3.0), iron, 0.7, 5, 1.0)
    foot = column(x, z, 0.16, (0, 0.35), iron, 0.7, 5, 0.9)
    cage = column(x + toward, z, 0.13, (3.0, 3.4), (226, 214, 170), 1.5, 5, 0.9)
    glass = tuple(replace(face, lit=True) for face in cage.faces)
    hat = column(x + toward, z, 0.24, (3.4, 3.66), iron, 0.1, 5, 0.9)
    return group([foot, post, Solid(glass, cage.at), hat], (x, 0, z), "lamp"), Lamp(
        (x + toward, 3.2, z), 2.4
    )


def stall(rng: Random, x: float, z: float) -> list[Solid]:
    """A market stall: table, striped awning on poles, heaps of goods."""
    cloth = (NAMES["red"], NAMES["teal"], NAMES["ochre"], NAMES["green"])[int(rng.random() * 4)]
    top = box((x - 1.0, x + 1.0), (0.78, 0.86), (z - 0.5, z + 0.5), NAMES["wood"])
    skirt = box(
        (x - 0.95, x + 0.95), (0, 0.78), (z - 0.45, z + 0.45), mix(cloth, (220, 210, 190), 0.4)
    )
    goods = [
        box(
            (x - 0.8 + k * 0.45, x - 0.45 + k * 0.45),
            (0.86, 1.0 + 0.12 * rng.random()),
            (z - 0.3, z + 0.2),
            mix(NAMES["ochre"], cloth, rng.random()),
            0.7,
        )
        for k in range(4)
    ]
    poles = [
        column(x + sx, z + sz, 0.03, (0, 2.2), NAMES["wood"], 1, 4, 0.8)
        for sx in (-1, 1)
        for sz in (0.55, -0.55)
    ]
    roof = quad(
        (x - 1.2, 1.95, z - 0.9),
        (x + 1.2, 1.95, z - 0.9),
        (x + 1.2, 2.45, z + 0.6),
        (x - 1.2, 2.45, z + 0.6),
        cloth,
    )
    striped = replace(
        roof,
        decor=tuple(
            panel(roof, (s / 6, s / 6 + 1 / 12), (0, 1), (228, 222, 208), weight=0.4)
            for s in range(6)
        ),
    )
    counter = group([*poles[:2], skirt, top, *goods, *poles[2:]], (x, 0, z), "stall")
    return [replace(counter, faces=(*counter.faces, striped))]


def _row(rng: Random, words: frozenset[str], wide: float) -> list[Solid]:
    solids: list[Solid] = []
    for side in (-1.0, 1.0):
        z = -26.0
        while z < 62:
            long = 6 + 5 * rng.random()
            if rng.random() > 0.08:
                solids += _house(rng, side, (z, z + long), wide, words)
            z += long + (0.0 if rng.random() < 0.7 else 1.6)
    return solids


def street(rng: Random, words: frozenset[str]) -> Place:
    """Two rows of houses along z with lamps; a market has stalls, a harbour street masts."""
    wide = 3.6 if said(words, "alley", "lane", "narrow") else 5.4
    solids = _row(rng, words, wide)
    lamps: list[Lamp] = []
    for k, z in enumerate(range(-15, 50, 9)):
        side = -1 if k % 2 else 1
        post, lamp = street_lamp(side * (wide - 0.9), z + 2.2, -side * 0.35)
        solids.append(post)
        lamps.append(lamp)
    solids += _kerbs(wide)
    if said(words, "market", "bazaar", "stall", "fair"):
        for k in range(9):
            side = -1 if k % 2 else 1
            solids += stall(rng, side * (wide - 1.75), -9 + k * 3.6)
    if said(words, "harbour", "harbor", "dock", "quay", "port"):
        solids += _masts(rng, wide) + barrels(rng, wide - 1.2)
    if said(words, "car", "cars", "traffic", "road", "chase", "parked"):
        solids += [car(rng, (-1) ** k * (wide - 1.6), 5.0 + 8 * k) for k in range(4)]
    surface = "plain" if said(words, "road", "asphalt", "city") else "cobbles"
    ground = (138, 134, 132) if surface == "cobbles" else (120, 120, 124)
    return Place(
        "street",
        ground,
        surface,
        0,
        tuple(solids),
        (),
        tuple(lamps),
        False,
        (8, -10, 24, -26, 172),
        "town",
    )


def _kerbs(wide: float) -> list[Solid]:
    return [
        box(
            (s * wide - 1.1, s * wide + 0.0) if s > 0 else (-wide, -wide + 1.1),
            (0, 0.12),
            (-26, 62),
            (166, 162, 156),
            0.9,
            0,
        )
        for s in (-1, 1)
    ]


def _masts(rng: Random, wide: float) -> list[Solid]:
    out = []
    for k in range(5):
        x, z = -wide + 2 * wide * rng.random(), 64 + 5 * k
        out.append(column(x, z, 0.16, (0, 11 + 5 * rng.random()), (94, 84, 76), 0.5, 4))
        out.append(box((x - 2, x + 2), (7.0, 7.16), (z, z + 0.1), (94, 84, 76), 0.7))
    return out


def barrels(rng: Random, x: float) -> list[Solid]:
    """Crates and barrels set along both sides at distance *x*."""
    out = []
    for k in range(6):
        side, z = (-1 if k % 2 else 1), -6 + k * 4.1 + rng.random()
        if rng.random() < 0.5:
            out.append(column(side * x, z, 0.34, (0, 0.9), (124, 92, 66), 0.92, 8))
        else:
            s = 0.3 + 0.2 * rng.random()
            crate = box((side * x - s, side * x + s), (0, 2 * s), (z - s, z + s), (150, 122, 88))
            out.append(
                replace(crate, faces=tuple(replace(f, lines=courses(f, 2)) for f in crate.faces))
            )
    return out


def car(rng: Random, x: float, z: float) -> Solid:
    """A parked saloon, 4.2 m long, along z."""
    paint = (NAMES["red"], NAMES["blue"], NAMES["grey"], NAMES["cream"], NAMES["teal"])[
        int(rng.random() * 5)
    ]
    wheels = [
        box(
            (x + sx * 0.8 - 0.12, x + sx * 0.8 + 0.12),
            (0, 0.62),
            (z + sz - 0.31, z + sz + 0.31),
            (46, 46, 50),
        )
        for sx in (-1, 1)
        for sz in (-1.3, 1.3)
    ]
    body = box((x - 0.86, x + 0.86), (0.3, 0.86), (z - 2.1, z + 2.1), paint)
    cabin = box((x - 0.76, x + 0.76), (0.86, 1.42), (z - 1.1, z + 0.9), paint)
    glass = tuple(
        replace(f, decor=(panel(f, (0.1, 0.9), (0.18, 0.86), GLASS, False, True, 0.7),))
        if k < 4
        else f
        for k, f in enumerate(cabin.faces)
    )
    lights = tuple(
        panel(body.faces[0], (a, a + 0.14), (0.45, 0.75), (240, 226, 180), True)
        for a in (0.06, 0.8)
    )
    nose = replace(body.faces[0], decor=lights)
    shell = replace(body, faces=(nose, *body.faces[1:]))
    return group([*wheels, shell, Solid(glass, cabin.at)], (x, 0, z), "car")
