"""What stands along streets: gas lamps, market stalls, crates and barrels, masts, parked cars."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, mix
from storyforge.artist.places.marks_driven import parked_car
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.stage import Lamp, Solid, box, column, courses, group, panel, quad


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


def masts(rng: Random, wide: float) -> list[Solid]:
    """Masts of ships over the end of the street."""
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


def parked(rng: Random, x: float, spots: tuple[float, ...]) -> list[Solid]:
    """Cars along both kerbs at distance *x*, one for each z."""
    return [
        placed(parked_car(rng).solids[0], ((-1) ** k * x, 0, z), 180 * (k % 2))
        for k, z in enumerate(spots)
    ]


def neon_sign(rng: Random, side: float, wide: float, z: float, y: float) -> tuple[Solid, Lamp]:
    """A lit board standing out from a house front over the street."""
    glow = ((236, 92, 120), (96, 208, 214), (246, 196, 92))[int(rng.random() * 3)]
    x0, x1 = side * (wide - 1.15), side * (wide - 0.1)
    tall = 1.2 + 1.6 * rng.random()
    board = box((min(x0, x1), max(x0, x1)), (y, y + tall), (z, z + 0.16), (58, 56, 64), 1.0)
    faces = []
    for k, face in enumerate(board.faces):
        if k in (0, 2):
            rows = max(2, int(tall / 0.55))
            signs = tuple(
                panel(face, (0.22, 0.78), ((r + 0.2) / rows, (r + 0.8) / rows), glow, True)
                for r in range(rows)
            )
            face = replace(face, decor=tuple(replace(s, weight=0.6) for s in signs))
        faces.append(face)
    lamp = Lamp(((x0 + x1) / 2, y + tall / 2, z - 0.05), 1.6, glow)
    return replace(board, faces=tuple(faces), name="sign"), lamp
