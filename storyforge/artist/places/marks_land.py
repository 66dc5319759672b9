"""What the country sets up: mills, barns, scarecrows, tents, fires, gates, graves, ruins."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, radians, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, scale
from storyforge.artist.places.marks_town import GLASS, IRON, STONE
from storyforge.artist.places.place_houses import Plot, cottage
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.blocks import rod
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import (
    Face,
    Kit,
    Lamp,
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

WOOD: RGB = (142, 112, 82)
LEAF: RGB = (112, 132, 88)


def windmill(_rng: Random) -> Kit:
    """A tapering mill with a cap and four latticed sails, facing -z."""
    body = column(0, 0, 2.7, (0, 8.2), (206, 198, 182), 0.66, 8, 1.3)
    ring = column(0, 0, 2.75, (2.6, 2.8), WOOD, 1.0, 8, 0.8)
    cap = column(0, 0, 2.0, (8.2, 10.2), (120, 96, 78), 0.25, 8, 1.2)
    door = quad(
        (-0.55, 0, -2.62), (0.55, 0, -2.62), (0.55, 2.0, -2.4), (-0.55, 2.0, -2.4), WOOD, (0, 0, -1)
    )
    panes = [
        quad(
            (-0.4, y, -z),
            (0.4, y, -z),
            (0.4, y + 0.9, -z + 0.1),
            (-0.4, y + 0.9, -z + 0.1),
            GLASS,
            (0, 0, -1),
        )
        for y, z in ((3.6, 2.34), (6.0, 2.06))
    ]
    hub: V3 = (0.0, 8.8, -2.6)
    sails = [s for k in range(4) for s in _sail(hub, 28 + 90 * k)]
    faces = (*ring.faces, door, *panes)
    return Kit(
        (
            group([body, Solid(faces, (0, 0, 0)), cap], (0, 0, 0), "windmill"),
            Solid(tuple(sails), (0, 8, -2.7), 1, "windmill"),
        )
    )


def _sail(hub: V3, degrees: float) -> list[Face]:
    a = radians(degrees)
    c, s = cos(a), sin(a)

    def at(along: float, across: float) -> V3:
        return hub[0] + c * along - s * across, hub[1] + s * along + c * across, hub[2] - 0.05

    cloth = Face((at(1.1, 0.1), at(6.0, 0.1), at(6.0, 1.25), at(1.1, 1.25)), (232, 224, 204), None)
    bars = tuple((at(x, 0.1), at(x, 1.25)) for x in (1.9, 2.7, 3.5, 4.3, 5.1))
    arm = Face((at(-0.5, -0.1), at(6.1, -0.1), at(6.1, 0.1), at(-0.5, 0.1)), (104, 82, 64), None)
    return [replace(cloth, lines=(*bars, (at(1.1, 0.7), at(6.0, 0.7)))), arm]


def barn(_rng: Random) -> Kit:
    """A red barn with a broken roof line and crossed doors."""
    red = (158, 78, 64)
    wall = box((-3.6, 3.6), (0, 3.8), (0, 9), red, 1.2)
    front = wall.faces[0]
    leaf = panel(front, (0.3, 0.7), (0, 0.78), (226, 214, 196), weight=1.0)
    inner = panel(leaf, (0.06, 0.94), (0.04, 0.95), scale(red, 0.85), weight=0.8)
    p = inner.points
    inner = replace(inner, lines=((p[0], p[2]), (p[1], p[3])))
    front = replace(front, decor=(replace(leaf, decor=(inner,)),), lines=courses(front, 9, True))
    sides = [replace(wall.faces[k], lines=courses(wall.faces[k], 10, True)) for k in (2, 1, 3)]
    tin = (112, 106, 106)
    ends = ((-3.6, 3.8), (-2.5, 6.2), (0, 7.6), (2.5, 6.2), (3.6, 3.8))
    hatch = quad(
        (-0.7, 4.4, -0.02),
        (0.7, 4.4, -0.02),
        (0.7, 5.8, -0.02),
        (-0.7, 5.8, -0.02),
        (92, 62, 54),
        (0, 0, -1),
    )
    gables = [
        Face(tuple((x, y, z) for x, y in ends), red, (0, 0, n), 1.2, (), (hatch,) if n < 0 else ())
        for z, n in ((0.0, -1.0), (9.0, 1.0))
    ]
    slopes = []
    for (xa, ya), (xb, yb) in ((ends[k], ends[k + 1]) for k in range(4)):
        n = (-(yb - ya), xb - xa)
        long = (n[0] ** 2 + n[1] ** 2) ** 0.5
        face = quad(
            (xa * 1.06, ya, -0.35),
            (xa * 1.06, ya, 9.35),
            (xb * 1.06, yb, 9.35),
            (xb * 1.06, yb, -0.35),
            tin,
            (n[0] / long, n[1] / long, 0),
        )
        slopes.append(replace(face, lines=courses(face, 6, True)))
    faces = (*sides, front, *gables, *slopes)
    return Kit((Solid(faces, (0, 0, 4.5), 1, "barn"),))


def house(rng: Random) -> Kit:
    """A cottage with a hedge."""
    hedge = tuple(
        Tuft((x, 0.2, -2.0), 0.5, LEAF, 0.9, "bush") for x in (-4.2, -3.4, -2.6, 2.4, 3.2, 4.0)
    )
    return Kit((cottage(rng, Plot(8.0)),), hedge)


def scarecrow(_rng: Random) -> Kit:
    """A coat on crossed sticks, a sack for a head, a hat."""
    coat = (158, 122, 92)
    pole = column(0, 0, 0.05, (0, 2.0), WOOD, 1, 5)
    sleeve = Face(
        (
            (-0.95, 1.5, 0),
            (-0.3, 1.42, 0),
            (0.3, 1.42, 0),
            (0.95, 1.5, 0),
            (0.95, 1.68, 0),
            (0.3, 1.72, 0),
            (-0.3, 1.72, 0),
            (-0.95, 1.68, 0),
        ),
        coat,
        None,
        1.2,
    )
    body = Face(
        (
            (-0.32, 0.72, 0),
            (-0.12, 0.84, 0),
            (0.08, 0.7, 0),
            (0.36, 0.8, 0),
            (0.3, 1.72, 0),
            (-0.3, 1.72, 0),
        ),
        coat,
        None,
        1.2,
        (((0, 1.65, 0), (0.02, 0.85, 0)),),
    )
    cut = (sleeve, body, *_straw_head())
    return Kit((group([pole, Solid(cut, (0, 0, 0))], (0, 0, 0), "scarecrow"),))


def _straw_head() -> tuple[Face, ...]:
    """Straw hands, the sack with its face, the hat."""
    straw = Face(
        ((-1.2, 1.48, 0), (-0.95, 1.5, 0), (-0.95, 1.68, 0), (-1.2, 1.72, 0)),
        (222, 196, 120),
        None,
        0.8,
    )
    other = Face(tuple((-x, y, z) for x, y, z in straw.points), straw.colour, None, 0.8)
    ring = [2 * pi * k / 10 for k in range(10)]
    head = Face(
        tuple((0.17 * cos(t), 1.92 + 0.19 * sin(t), 0) for t in ring),
        (214, 192, 150),
        None,
        1.1,
        (
            ((-0.08, 1.95, 0), (-0.04, 1.99, 0)),
            ((0.04, 1.99, 0), (0.08, 1.95, 0)),
            ((-0.07, 1.84, 0), (0.07, 1.84, 0)),
        ),
    )
    hat = Face(
        (
            (-0.34, 2.03, 0),
            (0.34, 2.03, 0),
            (0.18, 2.09, 0),
            (0.14, 2.32, 0),
            (-0.12, 2.34, 0),
            (-0.18, 2.09, 0),
        ),
        (132, 108, 86),
        None,
        1.1,
    )
    return straw, other, head, hat


def campfire(rng: Random) -> Kit:
    """Logs in a ring of stones, flames and a little smoke."""
    stones = tuple(
        Tuft(
            (0.6 * cos(t), 0.05, 0.6 * sin(t)),
            0.15 + 0.04 * rng.random(),
            (140, 136, 132),
            0.8,
            "rock",
        )
        for t in (2 * pi * k / 8 for k in range(8))
    )
    logs = Solid(
        tuple(
            Face(
                (
                    (-0.42 * c, 0.03, -0.42 * s),
                    (0.42 * c, 0.03, 0.42 * s),
                    (0.4 * c, 0.17, 0.4 * s),
                    (-0.4 * c, 0.17, -0.4 * s),
                ),
                (104, 78, 60),
                None,
                1.1,
            )
            for c, s in ((cos(t), sin(t)) for t in (0.3, 1.4, 2.4))
        ),
        (0, 0, 0),
        1,
        "campfire",
    )
    flame = Tuft((0, 0.1, -0.02), 0.34, (240, 150, 60), 1, "fire", 0.95)
    plume = Tuft((0, 1.0, 0), 0.7, (180, 180, 180), 1, "smoke", 3.2)
    return Kit((logs,), (*stones, flame, plume), (Lamp((0, 0.5, 0), 3.0, (255, 176, 92)),))


def tent(rng: Random) -> Kit:
    """A ridge tent, its flap open towards -z."""
    cloth = (NAMES["olive"], NAMES["ochre"], (196, 186, 160))[int(rng.random() * 3)]
    roof = gable((-1.35, 1.35), (0.0, 1.75), (0, 2.8), cloth)
    front = roof.faces[0]
    a, b, tip = front.points
    gap = Face(
        ((-0.45, 0, -0.01), (0.45, 0, -0.01), (0, 1.6, -0.01)), scale(cloth, 0.4), (0, 0, -1)
    )
    fold = Face(((0.45, 0, -0.02), (0.8, 0, -0.25), (0, 1.62, -0.02)), scale(cloth, 1.12), None)
    front = replace(front, points=(a, b, tip), decor=(gap, fold))
    ropes = [rod((0, 1.75, -0.02), (0, 0, -1.3), 0.02, IRON)]
    ropes += [
        rod((s * 1.0, 0.5, z), (s * 2.0, 0, z), 0.02, IRON) for s in (-1, 1) for z in (0.2, 2.5)
    ]
    body = Solid((*roof.faces[1:], front), (0, 0, 1.4))
    return Kit((group([Solid(tuple(ropes), (0, 0, 0)), body], (0, 0, 1.2), "tent"),))


def fence_run(x0: float, x1: float, z: float, step: float = 2.2) -> list[Solid]:
    """A post and rail fence along x."""
    out = []
    x = x0
    while x < x1:
        post = box((x - 0.07, x + 0.07), (0, 1.15), (z - 0.07, z + 0.07), WOOD)
        rails = [
            box((x, x + step), (y, y + 0.11), (z - 0.03, z + 0.03), WOOD, 0.8) for y in (0.42, 0.85)
        ]
        out.append(group([*rails, post], (x + step / 2, 0, z), "fence"))
        x += step
    return out


def gate(_rng: Random) -> Kit:
    """Two stone piers and iron leaves between them, one ajar."""
    piers = [
        group(
            [
                box((x - 0.4, x + 0.4), (0, 2.7), (-0.4, 0.4), STONE, 1.2),
                box((x - 0.5, x + 0.5), (2.7, 2.9), (-0.5, 0.5), STONE, 0.9),
                column(x, 0, 0.26, (2.9, 3.4), STONE, 0.9, 8),
            ],
            (x, 0, 0),
            "gate",
        )
        for x in (-1.9, 1.9)
    ]
    walls = [
        box((a, b), (0, 1.5), (-0.2, 0.2), scale(STONE, 0.94), 1.0, 1, "wall")
        for a, b in ((-7.0, -2.3), (2.3, 7.0))
    ]
    leaves = [placed(_leaf(), (-1.5, 0, 0), 0.0), placed(_leaf(), (1.5, 0, 0), 138.0)]
    return Kit((*walls, *leaves, *piers))


def _leaf() -> Solid:
    bars = [
        rod((0.1 + 0.18 * k, 0.15, 0), (0.1 + 0.18 * k, 1.9 + 0.25 * sin(k * 0.4), 0), 0.045, IRON)
        for k in range(8)
    ]
    rails = [rod((0, y, 0), (1.42, y, 0), 0.06, IRON) for y in (0.2, 1.0, 1.75)]
    return Solid((*bars, *rails), (0.7, 0, 0), 1, "gate")
