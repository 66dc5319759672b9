"""What drives and is parked: saloons, lorries, tractors; noses towards -z."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB
from storyforge.artist.places.marks_town import GLASS, IRON
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.blocks import wheel
from storyforge.artist.stage.stage import Face, Kit, Solid, box, column, panel, quad

TYRE: RGB = (52, 52, 56)


def parked_car(rng: Random) -> Kit:
    """A saloon 4.3 m long along z, its nose towards -z."""
    paint = (NAMES["red"], NAMES["blue"], NAMES["cream"], NAMES["teal"], NAMES["green"])[
        int(rng.random() * 5)
    ]
    return Kit(
        (
            vehicle(
                paint,
                (
                    (-2.15, 0.62),
                    (-2.1, 0.82),
                    (-1.05, 0.95),
                    (-0.35, 1.45),
                    (0.95, 1.45),
                    (1.6, 0.98),
                    (2.1, 0.9),
                    (2.15, 0.5),
                ),
            ),
        )
    )


def vehicle(paint: RGB, line: tuple[tuple[float, float], ...], half: float = 0.86) -> Solid:
    """A car body from its side line of (z, y) from nose to tail, glass in what is above 0.9."""
    low = [(line[0][0], 0.3), *line, (line[-1][0], 0.3)]
    sides = []
    for s in (-1.0, 1.0):
        skin = Face(tuple((s * half, y, z) for z, y in low), paint, (s, 0, 0), 1.2)
        cabin = [(z, y) for z, y in line if y > 0.93]
        m = sum(z for z, _ in cabin) / len(cabin)
        pane = tuple(
            (s * (half + 0.01), 0.2 * 0.95 + y * 0.8, m + (z - m) * 0.84) for z, y in cabin
        )
        post = ((s * (half + 0.02), 0.98, m), (s * (half + 0.02), 1.36, m))
        glass = Face(pane, GLASS, (s, 0, 0), 0.8, (post,), (), False, True)
        seam = tuple((s * (half + 0.01), y, m) for y in (0.36, 0.9))
        sides.append(replace(skin, decor=(glass,), lines=(seam,)))
    tops = []
    for k, ((za, ya), (zb, yb)) in enumerate(pairwise(low)):
        n = (yb - ya, zb - za)
        long = (n[0] ** 2 + n[1] ** 2) ** 0.5 or 1.0
        face = quad(
            (-half, ya, za),
            (half, ya, za),
            (half, yb, zb),
            (-half, yb, zb),
            paint,
            (0, n[1] / long, -n[0] / long),
        )
        if n[1] > 0.05 and abs(n[0]) > 0.3:
            face = replace(
                face, decor=(panel(face, (0.08, 0.92), (0.08, 0.92), GLASS, False, True),)
            )
        if k == 0:
            lights = [
                panel(face, (a, a + 0.2), (0.3, 0.9), (244, 236, 200), True) for a in (0.05, 0.75)
            ]
            face = replace(face, decor=tuple(lights))
        tops.append(face)
    ends = (line[0][0] + 0.75, line[-1][0] - 0.8)
    for k, s in enumerate((-1.0, 1.0)):
        discs = tuple(
            d for z in ends for d in wheel(s * (half - 0.08), 0.32, z, 0.32, TYRE, s).faces
        )
        sides[k] = replace(sides[k], decor=(*sides[k].decor, *discs[1::2]))
    under = tuple(
        quad((-half, 0.02, z - 0.3), (half, 0.02, z - 0.3), (half, 0.34, z), (-half, 0.34, z), TYRE)
        for z in ends
    )
    return Solid((*under, *tops, *sides), (0, 0, 0), 1, "car")


def truck(_rng: Random) -> Kit:
    """A lorry with a box body, along z, its nose to -z."""
    cab = vehicle(
        NAMES["teal"], ((-3.2, 0.7), (-3.15, 1.2), (-2.9, 2.2), (-1.6, 2.2), (-1.5, 0.9)), 1.05
    )
    load = box((-1.15, 1.15), (0.75, 3.0), (-1.4, 3.2), (214, 206, 190), 1.2)
    wheels = [wheel(s * 1.05, 0.42, 2.2, 0.42, (46, 46, 50), s) for s in (-1, 1)]
    return Kit((assembled([cab, load, *wheels], "truck"),))


def tractor(_rng: Random) -> Kit:
    """A farm tractor: big hind wheels, an open seat, an upright exhaust."""
    red = NAMES["red"]
    parts = [
        box((-0.42, 0.42), (0.7, 1.35), (-1.9, 0.2), red, 1.2),
        box((-0.5, 0.5), (0.6, 0.95), (0.2, 1.2), red),
        box((-0.3, 0.3), (0.95, 1.45), (0.85, 1.1), (72, 70, 70), 0.9),
        column(0.25, -1.3, 0.05, (1.35, 2.2), IRON, 1, 5),
        *(wheel(s * 0.8, 0.78, 0.8, 0.78, (50, 50, 54), s) for s in (-1, 1)),
        *(wheel(s * 0.66, 0.42, -1.5, 0.42, (50, 50, 54), s) for s in (-1, 1)),
    ]
    return Kit((assembled(parts, "tractor"),))
