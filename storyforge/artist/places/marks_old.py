"""What is old or laid by: gravestones, bales of hay, carts, broken walls."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.marks_land import WOOD
from storyforge.artist.places.marks_town import STONE
from storyforge.artist.stage.assembly import assembled, placed
from storyforge.artist.stage.blocks import rod, wheel
from storyforge.artist.stage.stage import Face, Kit, Solid, Tuft, box, column, quad


def grave(rng: Random, x: float, z: float) -> Solid:
    """A headstone: rounded, or a cross, a little out of the upright."""
    stone = scale(STONE, 0.86 + 0.2 * rng.random())
    lean = (rng.random() - 0.5) * 0.2
    w, h = 0.3 + 0.1 * rng.random(), 0.85 + 0.4 * rng.random()
    if rng.random() < 0.26:
        rim = [
            (-0.09, 0),
            (0.09, 0),
            (0.09, h * 0.75),
            (0.36, h * 0.75),
            (0.36, h * 0.95),
            (0.09, h * 0.95),
            (0.09, h * 1.25),
            (-0.09, h * 1.25),
            (-0.09, h * 0.95),
            (-0.36, h * 0.95),
            (-0.36, h * 0.75),
            (-0.09, h * 0.75),
        ]
    else:
        top = [(w * cos(t), h * 0.78 + w * 0.7 * sin(t)) for t in (pi * k / 6 for k in range(7))]
        rim = [(-w, 0), (w, 0), *top]
    front = tuple((x + a + lean * b, b, z) for a, b in rim)
    back = tuple((p[0], p[1], p[2] + 0.14) for p in front)
    marks = tuple(
        ((x - w * 0.5 + lean * y, y, z), (x + w * 0.5 + lean * y, y, z))
        for y in (h * 0.55, h * 0.68)
    )
    side = [
        quad(
            front[k],
            front[(k + 1) % len(front)],
            back[(k + 1) % len(front)],
            back[k],
            scale(stone, 0.8),
        )
        for k in range(1, len(front))
    ]
    faces = (Face(back, stone, (0, 0, 1)), *side, Face(front, stone, (0, 0, -1), 1.1, marks))
    return Solid(faces, (x, 0, z), 1, "grave")


def hay(_rng: Random) -> Kit:
    """Round bales, one upon two."""
    straw = (212, 184, 112)
    return Kit(tuple(_bale(x, z, straw) for x, z in ((-1.1, 0), (1.3, 0.5), (3.4, -0.4))))


def _bale(x: float, z: float, straw: RGB) -> Solid:
    ring = [(0.75 * cos(2 * pi * k / 12), 0.75 + 0.75 * sin(2 * pi * k / 12)) for k in range(12)]
    spiral = tuple((x + 0.45 * a, 0.75 + 0.6 * (b - 0.75), z - 0.61) for a, b in ring[:9])
    end = Face(tuple((x + a, b, z - 0.6) for a, b in ring), straw, (0, 0, -1), 1.1, (spiral,))
    far = Face(tuple((x + a, b, z + 0.6) for a, b in ring), straw, (0, 0, 1), 1.1)
    band = []
    for k in range(12):
        (a, b), (c, d) = ring[k], ring[(k + 1) % 12]
        m = 2 * pi * (k + 0.5) / 12
        band.append(
            quad(
                (x + a, b, z - 0.6),
                (x + a, b, z + 0.6),
                (x + c, d, z + 0.6),
                (x + c, d, z - 0.6),
                straw,
                (cos(m), sin(m), 0),
                0.5,
            )
        )
    return Solid((*band, far, end), (x, 0, z), 1, "hay")


def cart(_rng: Random) -> Kit:
    """A two-wheeled wooden cart with its shafts on the ground."""
    bed = box((-0.75, 0.75), (0.7, 0.8), (-1.2, 1.2), WOOD, 1.1)
    sides = [
        box((s * 0.75 - 0.04, s * 0.75 + 0.04), (0.8, 1.3), (-1.2, 1.2), WOOD) for s in (-1, 1)
    ]
    back = box((-0.75, 0.75), (0.8, 1.2), (1.14, 1.22), WOOD)
    shafts = Solid(
        tuple(rod((s * 0.5, 0.72, -1.2), (s * 0.5, 0.06, -2.6), 0.08, WOOD) for s in (-1, 1)),
        (0, 0, -1.9),
    )
    load = [
        box((-0.5, 0.1), (0.8, 1.3), (-0.6, 0.1), (166, 134, 96)),
        column(0.35, 0.5, 0.27, (0.8, 1.45), (124, 92, 66), 0.92, 8),
    ]
    wheels = [wheel(s * 0.88, 0.62, 0.1, 0.62, (110, 84, 62), s) for s in (-1, 1)]
    return Kit((assembled([shafts, bed, back, *sides, *load, *wheels], "cart"),))


def ruin(rng: Random) -> Kit:
    """Broken walls with an empty arch, fallen stones."""
    stone = mix(STONE, (150, 138, 120), 0.5)
    walls = [
        _broken(rng, -4.5, 1.2, 0.0, 5.2, stone, True),
        _broken(rng, 1.2, 4.6, 0.0, 2.4, stone, False),
    ]
    side = placed(_broken(rng, 0, 5.0, 0.0, 3.4, stone, False), (-4.4, 0, 0.3), -90)
    rubble = tuple(
        Tuft(
            (-5 + 10 * rng.random(), 0.1, -2.2 + 1.8 * rng.random()),
            0.25 + 0.3 * rng.random(),
            stone,
            0.7,
            "rock",
        )
        for _ in range(9)
    )
    return Kit((side, *walls), rubble)


def _broken(
    rng: Random, a: float, b: float, z: float, tall: float, stone: RGB, arch: bool
) -> Solid:
    n = max(3, int((b - a) / 0.8))
    crest = [
        (a + (b - a) * k / n, tall * (0.55 + 0.45 * rng.random()) * (1 - 0.4 * k / n))
        for k in range(n + 1)
    ]
    rim = [(a, 0.0), (b, 0.0), *reversed(crest)]
    front = Face(tuple((x, y, z) for x, y in rim), stone, (0, 0, -1), 1.2)
    back = Face(tuple((x, y, z + 0.6) for x, y in rim), stone, (0, 0, 1), 1.2)
    tops = [
        quad((x0, y0, z), (x1, y1, z), (x1, y1, z + 0.6), (x0, y0, z + 0.6), scale(stone, 1.1))
        for (x0, y0), (x1, y1) in pairwise(crest)
    ]
    blocks = []
    for _ in range(9):
        x, y = a + (b - a) * rng.random() * 0.8, rng.random() * tall * 0.4
        blocks.append(((x, y, z), (x + 0.6, y, z), (x + 0.6, y + 0.35, z)))
    hole: tuple[Face, ...] = ()
    if arch:
        m, w = (a + b) / 2, 0.75
        top = [(m + w * cos(t), 1.7 + w * sin(t)) for t in (pi * k / 6 for k in range(7))]
        spots = tuple((x, y, z - 0.01) for x, y in ((m - w, 0), (m + w, 0), *top))
        hole = (Face(spots, (96, 92, 88), (0, 0, -1), 1.1),)
    front = replace(front, lines=tuple(blocks), decor=hole)
    ends = [
        quad((x, 0, z), (x, 0, z + 0.6), (x, y, z + 0.6), (x, y, z), scale(stone, 0.86))
        for x, y in (crest[0], crest[-1])
    ]
    return Solid((back, *ends, *tops, front), ((a + b) / 2, 0, z + 0.3), 1, "ruin")
