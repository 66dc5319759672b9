"""Caves: rough rings of rock about a floor of sand, daylight in the mouth, stone teeth."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.furniture_blocks import WOOD, block, post, shining
from storyforge.artist.places.place_walls import SKY
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Lamp, Place, Solid, column
from storyforge.artist.words import said

ROCK: RGB = (146, 136, 124)
_SIDES = 11
# depth, half width, height: narrow behind us, a hall, then the neck and the mouth
_RINGS = (
    (-7.0, 2.2, 2.4), (-4.5, 4.0, 4.0), (-1.5, 4.8, 4.9), (1.5, 5.0, 5.2), (4.5, 4.7, 4.7),
    (7.0, 4.2, 4.3), (9.5, 3.4, 3.7), (12.0, 3.0, 3.4),
)  # fmt: skip


def cave(rng: Random, words: frozenset[str]) -> Place:
    """A cave about twenty metres deep, its mouth at the far end."""
    rock = (150, 166, 178) if said(words, "ice", "glacier", "frozen") else ROCK
    rings = [_ring(rng, *row) for row in _RINGS]
    walls = [
        _slab(rings[k][j], rings[k][j + 1], rings[k + 1][j + 1], rings[k + 1][j], rng, rock)
        for k in range(len(rings) - 1)
        for j in range(_SIDES)
    ]
    floor = [_sand(a, b) for a, b in pairwise(rings)]
    back = Face(tuple(rings[0]), scale(rock, 0.4), (0, 0, 1), 0.8)
    shell = [Solid((f,), (0, 0, 0), 0, "wall") for f in (*_mouth(rings[-1]), back, *floor, *walls)]
    teeth = _teeth(rng, rock)
    fire, lamps = _fire() if said(words, "fire", "campfire", "torch", "lantern") else ([], ())
    light = tuple((x, 0.02, z) for x, z in ((-1.9, 12.0), (1.9, 12.0), (1.3, 2.6), (-2.3, 2.6)))
    return Place(
        "cave", (150, 138, 118), "plain", 0, (*shell, *teeth, *fire), (), lamps, True,
        (0, 14, -14, 20, 172), "dark", span=2.2, shafts=(light,), tall=4.6,
    )  # fmt: skip


def _ring(rng: Random, z: float, wide: float, tall: float) -> list[V3]:
    out = []
    for k in range(_SIDES + 1):
        t = pi * k / _SIDES
        rough = 0.84 + 0.3 * rng.random()
        y = tall * sin(t) ** 0.7 * rough if 0 < k < _SIDES else 0.0
        out.append((wide * cos(t) * rough, y, z + (rng.random() - 0.5) * 0.9 * (0 < k < _SIDES)))
    return out


def _slab(a: V3, b: V3, c: V3, d: V3, rng: Random, rock: RGB) -> Face:
    m = tuple((a[k] + b[k] + c[k] + d[k]) / 4 for k in range(3))
    to = (-m[0], 1.5 - m[1], 0.0)
    long = (to[0] ** 2 + to[1] ** 2) ** 0.5 or 1.0
    shade = 0.62 + 0.24 * rng.random() + 0.02 * max(0.0, m[2])
    crack = (
        (a[0] * 0.7 + c[0] * 0.3, a[1] * 0.7 + c[1] * 0.3, a[2] * 0.7 + c[2] * 0.3),
        (m[0], m[1], m[2]),
    )
    jag = (b[0] * 0.6 + m[0] * 0.4, b[1] * 0.6 + m[1] * 0.4, b[2] * 0.6 + m[2] * 0.4)
    level = 1 if rng.random() < 0.35 else 0
    lines = ((*crack, jag),) if rng.random() < 0.6 else ()
    normal = (to[0] / long, to[1] / long, 0.0)
    return Face((a, b, c, d), scale(rock, shade), normal, 0.75, lines, hatch=level - 1)


def _sand(a: list[V3], b: list[V3]) -> Face:
    spots = (a[-1], a[0], b[0], b[-1])
    return Face(spots, (158, 146, 126), (0, 1, 0), 0.0)


def _mouth(ring: list[V3]) -> list[Face]:
    """The sky in the mouth of the cave, land and a few pines at the foot of it."""
    z = ring[0][2] + 0.2
    sky = Face(tuple((x, y, z) for x, y, _ in ring), SKY, (0, 0, -1), 1.0, sky=True)
    wide = ring[0][0]
    low = (
        (wide, 0),
        (wide, 0.9),
        (wide * 0.3, 1.25),
        (-wide * 0.2, 0.8),
        (-wide, 1.15),
        (-wide, 0),
    )
    land = Face(tuple((x, y, z) for x, y in low), (196, 202, 194), (0, 0, -1), 0.6, sky=True)
    pines = [
        Face(
            ((x - 0.22, y, z), (x + 0.22, y, z), (x, y + h, z)),
            (150, 164, 150),
            (0, 0, -1),
            0.5,
            sky=True,
        )
        for x, y, h in ((0.9, 0.95, 0.9), (1.35, 0.9, 0.7), (-1.3, 0.85, 0.8))
    ]
    return [replace(sky, decor=(land, *pines))]


def _teeth(rng: Random, rock: RGB) -> list[Solid]:
    """Stalactites above, stalagmites under some of them, boulders along the walls."""
    out: list[Solid] = []
    for k in range(15):
        x, z = (rng.random() - 0.5) * 6.4, -3.5 + 12.5 * (k + rng.random()) / 15
        long = 0.5 + 1.3 * rng.random()
        roof = 4.6 - abs(x) * 0.42 - max(0.0, z - 6) * 0.24
        thin = 0.1 + 0.09 * rng.random()
        tip = column(
            x, z, thin * 0.16, (roof - long, roof - long * 0.45), scale(rock, 0.84), 4.0, 7, 0.9
        )
        root = column(
            x, z, thin * 0.64, (roof - long * 0.45, roof + 0.5), scale(rock, 0.78), 2.2, 7, 0.9
        )
        out.append(assembled([tip, root], "stalactite"))
    for x, z, high in (
        (-3.1, 2.6, 1.5),
        (3.2, 4.4, 1.9),
        (-2.4, 6.4, 1.1),
        (3.4, 0.6, 0.9),
        (-3.5, -1.6, 1.3),
        (2.6, -3.2, 1.0),
    ):
        low = column(x, z, 0.42, (0, high * 0.5), scale(rock, 0.9), 0.55, 7, 0.9)
        top = column(x, z, 0.23, (high * 0.5, high), scale(rock, 0.94), 0.12, 7, 0.9)
        out.append(assembled([low, top], "stalagmite"))
    out += [
        _boulder(rng, x, z, r, rock)
        for x, z, r in (
            (-3.9, 4.2, 0.75),
            (3.9, 2.2, 0.6),
            (-2.8, 8.6, 0.6),
            (2.5, 9.4, 0.8),
            (-4.0, 0.4, 0.5),
            (1.9, 6.0, 0.3),
            (3.6, -2.0, 0.7),
        )
    ]
    return out


def _boulder(rng: Random, x: float, z: float, r: float, rock: RGB) -> Solid:
    """A stone of two cut cones, seven sides each a little different."""
    turn = [2 * pi * (k + 0.3 * rng.random()) / 7 for k in range(7)]
    tall = r * (0.9 + 0.4 * rng.random())
    rows = []
    for high, share in ((0.0, 0.95), (0.45, 1.1), (1.0, 0.5)):
        rows.append([(x + r * share * cos(t), tall * high, z + r * share * sin(t)) for t in turn])
    faces = []
    for low, top in pairwise(rows):
        for k in range(7):
            j = (k + 1) % 7
            t = (turn[k] + turn[k] + 2 * pi / 7) / 2
            up = 0.3 if low is rows[0] else 0.7
            faces.append(
                Face(
                    (low[k], low[j], top[j], top[k]),
                    scale(rock, 0.9 + 0.1 * (k % 2)),
                    (cos(t) * 0.8, up - 0.3, sin(t) * 0.8),
                    0.6,
                )
            )
    faces.append(Face(tuple(rows[-1]), mix(rock, (230, 224, 210), 0.2), (0, 1, 0), 0.7))
    return Solid(tuple(faces), (x, 0, z), 1, "rock")


def _fire() -> tuple[list[Solid], tuple[Lamp, ...]]:
    """A small fire of crossed logs in a ring of stones."""
    x, z = 1.9, 2.2
    stones = [
        post((x + 0.42 * cos(t), 0, z + 0.42 * sin(t)), 0.11, 0.13, (130, 124, 116), 0.7, 5)
        for t in (2 * pi * k / 8 for k in range(8))
    ]
    logs = [
        block((x, 0.05, z), (0.62, 0.11, 0.12), WOOD),
        block((x, 0.12, z), (0.12, 0.11, 0.6), WOOD),
    ]
    tongues = [
        shining(post((x + a, 0.16, z + b), 0.13, h, c, 0.05, 5))
        for a, b, h, c in (
            (-0.08, 0.05, 0.46, (236, 136, 60)),
            (0.1, 0.0, 0.4, (236, 136, 60)),
            (0.0, -0.06, 0.62, (250, 190, 92)),
        )
    ]
    return [assembled([*stones, *logs, *tongues], "fire")], (
        Lamp((x, 0.45, z), 2.2, (255, 190, 110)),
    )
