"""Marks that stand alone: castles, towers, lone trees, logs, engines, rockets, snowmen."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, scale
from storyforge.artist.places.marks_town import GLASS, IRON, STONE
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.blocks import pyramid, rod
from storyforge.artist.stage.stage import Face, Kit, Lamp, Solid, Tuft, box, column, group, panel

LEAF: RGB = (112, 132, 88)
WOOD: RGB = (142, 112, 82)


def castle(_rng: Random) -> Kit:
    """A keep between round towers, walls with battlements."""
    stone = (168, 160, 148)
    keep = box((-4, 4), (0, 11), (2, 9), stone, 1.2)
    slits = [
        panel(keep.faces[0], (u, u + 0.06), (v, v + 0.12), (84, 82, 82))
        for u in (0.22, 0.72)
        for v in (0.4, 0.66)
    ]
    gate = panel(keep.faces[0], (0.36, 0.64), (0, 0.3), (92, 72, 56), weight=1.0)
    keep = replace(keep, faces=(*keep.faces[1:], replace(keep.faces[0], decor=(*slits, gate))))
    teeth = [
        box((x, x + 0.9), (11, 12), (1.9, 2.5), stone, 0.8)
        for x in (-4 + 1.78 * k for k in range(5))
    ]
    towers = []
    for x, z, r, h in ((-7.5, 3, 2.2, 13), (7.5, 3, 2.2, 14.5), (2.2, 8, 1.7, 18)):
        towers.append(
            group(
                [
                    column(x, z, r, (0, h), stone, 0.94, 10, 1.2),
                    column(x, z, r * 1.16, (h, h + 0.9), stone, 1.0, 10, 1.0),
                    column(x, z, r * 1.1, (h + 0.9, h + 5.2), (112, 84, 78), 0.02, 10, 1.1),
                ],
                (x, 0, z),
                "castle",
            )
        )
    walls = [
        box((a, b), (0, 7), (2.6, 3.6), scale(stone, 0.96), 1.0) for a, b in ((-7, -4), (4, 7))
    ]
    return Kit((assembled([group([keep, *teeth], (0, 0, 5)), *walls, *towers], "castle"),))


def tower(_rng: Random) -> Kit:
    """A tall clock tower with a pointed roof."""
    shaft = box((-1.9, 1.9), (0, 15), (0, 3.8), (182, 164, 142), 1.2)
    faces = []
    for face in shaft.faces[:4]:
        dial = panel(face, (0.2, 0.8), (0.76, 0.91), (240, 232, 208), True, weight=1.0)
        panes = [
            panel(face, (0.42, 0.58), (v, v + 0.07), GLASS, True, True) for v in (0.2, 0.4, 0.58)
        ]
        faces.append(replace(face, decor=(dial, *panes)))
    body = replace(shaft, faces=(faces[2], faces[1], faces[3], faces[0]))
    ledge = box((-2.15, 2.15), (15, 15.5), (-0.25, 4.05), STONE, 0.9)
    return Kit(
        (
            group(
                [body, ledge, pyramid(0, 1.9, 2.2, (15.5, 20.5), (104, 92, 92))],
                (0, 0, 1.9),
                "tower",
            ),
        )
    )


def tank(_rng: Random) -> Kit:
    """A water tower on four legs."""
    legs = Solid(
        tuple(
            rod((x, 0, z), (x * 0.7, 6.4, z * 0.7), 0.2, IRON)
            for x in (-1.6, 1.6)
            for z in (-1.6, 1.6)
        ),
        (0, 0, 0),
    )
    tub = column(0, 0, 1.9, (6.4, 9.4), (150, 120, 94), 1.0, 10, 1.2)
    lid = column(0, 0, 2.1, (9.4, 10.9), (104, 96, 92), 0.05, 10, 1.1)
    return Kit((group([legs, tub, lid], (0, 0, 0), "water tower"),))


def lone_tree(rng: Random) -> Kit:
    """One broad old tree."""
    return Kit((), (Tuft((0, 0, 0), 3.2, LEAF, 1, "tree", 7.5 + rng.random()),))


def dead_tree(_rng: Random) -> Kit:
    """One bare tree."""
    return Kit((), (Tuft((0, 0, 0), 2.4, (110, 96, 84), 1, "bare", 6.0),))


def log(_rng: Random) -> Kit:
    """A fallen trunk, lying along x."""
    bark = (116, 94, 76)
    ring = [(0.32 * sin(t), 0.32 + 0.32 * cos(t)) for t in (2 * pi * k / 8 for k in range(8))]
    skin = []
    for k in range(8):
        (z0, y0), (z1, y1) = ring[k], ring[(k + 1) % 8]
        m = 2 * pi * (k + 0.5) / 8
        skin.append(
            Face(
                ((-1.7, y0, z0), (1.7, y0, z0), (1.7, y1, z1), (-1.7, y1, z1)),
                bark,
                (0, cos(m), sin(m)),
                0.6,
            )
        )
    ends = [
        Face(tuple((x, y, z) for z, y in ring), (206, 178, 136), (s, 0, 0), 1.0)
        for x, s in ((-1.7, -1.0), (1.7, 1.0))
    ]
    return Kit((Solid((*skin, *ends), (0, 0, 0), 1, "log"),))


def boulder(rng: Random) -> Kit:
    """Rocks leaning on each other."""
    return Kit(
        (),
        tuple(
            Tuft((x, 0.3 * r, z), r, (146, 142, 136), 0.85, "rock")
            for x, z, r in ((0, 0, 1.3 + 0.3 * rng.random()), (1.5, -0.4, 0.7), (-1.2, -0.5, 0.5))
        ),
    )


def flag(_rng: Random) -> Kit:
    """A flag on a tall pole, blowing."""
    pole = column(0, 0, 0.07, (0, 6.4), (206, 202, 192), 0.7, 6)
    cloth = Face(
        (
            (0.05, 5.0, 0),
            (0.7, 5.15, 0.1),
            (1.3, 4.9, -0.1),
            (1.9, 5.1, 0),
            (1.9, 6.25, 0),
            (1.3, 6.05, -0.1),
            (0.7, 6.3, 0.1),
            (0.05, 6.2, 0),
        ),
        NAMES["red"],
        None,
        1.1,
    )
    return Kit((group([pole, Solid((cloth,), (0, 5, 0))], (0, 0, 0), "flag"),))


def pumps(_rng: Random) -> Kit:
    """A petrol station: canopy on posts, two pumps, a lit shop behind."""
    posts = [column(x, 0, 0.16, (0, 4.4), (226, 222, 214), 1, 6) for x in (-3.4, 3.4)]
    roof = box((-5.6, 5.6), (4.4, 5.1), (-2.8, 2.8), NAMES["red"], 1.2)
    stripe = panel(roof.faces[0], (0, 1), (0.3, 0.7), (240, 236, 226), True, weight=0.7)
    roof = replace(roof, faces=(*roof.faces[1:], replace(roof.faces[0], decor=(stripe,))))
    pump = []
    for x in (-1.7, 1.7):
        body = box((x - 0.35, x + 0.35), (0.15, 1.75), (-0.25, 0.25), (232, 228, 218), 1.1)
        dial = panel(body.faces[0], (0.15, 0.85), (0.62, 0.9), (72, 78, 84), True)
        pump.append(replace(body, faces=(*body.faces[1:], replace(body.faces[0], decor=(dial,)))))
    island = box((-2.6, 2.6), (0, 0.15), (-0.5, 0.5), (176, 172, 164), 0.9)
    shop = box((-6.5, 6.5), (0, 3.4), (6, 11), (206, 202, 192), 1.1)
    panes = [
        panel(shop.faces[0], (u, u + 0.2), (0.1, 0.72), GLASS, True, True)
        for u in (0.06, 0.28, 0.52, 0.74)
    ]
    shop = replace(
        shop, faces=(*shop.faces[1:], replace(shop.faces[0], decor=tuple(panes))), name="house"
    )
    lamp = Lamp((0, 4.3, 0), 3.0, (246, 244, 226))
    return Kit((shop, assembled([island, *pump, *posts, roof], "petrol pumps")), (), (lamp,))


def rocket(_rng: Random) -> Kit:
    """A landed ship: a pointed hull on three fins with a hatch and ladder."""
    hull = [
        column(0, 0, 1.5, (1.6, 4.0), (214, 216, 218), 1.15, 10, 1.1),
        column(0, 0, 1.72, (4.0, 8.0), (214, 216, 218), 0.86, 10, 1.1),
        column(0, 0, 1.48, (8.0, 12.0), NAMES["red"], 0.05, 10, 1.1),
    ]
    fins = Solid(
        tuple(
            Face(
                (
                    (1.3 * c, 4.4, 1.3 * s),
                    (1.3 * c, 1.8, 1.3 * s),
                    (3.0 * c, 0.0, 3.0 * s),
                    (3.2 * c, 1.4, 3.2 * s),
                ),
                NAMES["red"],
                None,
                1.2,
            )
            for c, s in ((cos(t), sin(t)) for t in (0.5, 2.64, 4.71, 1.57))
        ),
        (0, 0, 0),
    )
    door = Face(
        ((-0.4, 4.6, -1.72), (0.4, 4.6, -1.72), (0.4, 6.0, -1.66), (-0.4, 6.0, -1.66)),
        (92, 104, 118),
        (0, 0, -1),
        1.0,
        (),
        (),
        True,
    )
    rungs = tuple(
        rod((-0.2, y, -1.9), (0.2, y, -1.9), 0.06, IRON) for y in (0.4 + 0.4 * k for k in range(11))
    )
    return Kit((group([fins, *hull, Solid((door, *rungs), (0, 4, -1.8))], (0, 0, 0), "rocket"),))


def snowman(_rng: Random) -> Kit:
    """Three balls, a carrot and a hat."""
    white = (240, 242, 244)
    return Kit(
        (
            group(
                [
                    column(0, 0, 0.5, (0, 0.75), white, 0.8, 10),
                    column(0, 0, 0.36, (0.72, 1.25), white, 0.8, 10),
                    column(0, 0, 0.25, (1.22, 1.6), white, 0.8, 10),
                    column(0, 0, 0.34, (1.58, 1.62), (54, 54, 60), 1, 8),
                    column(0, 0, 0.2, (1.62, 1.95), (54, 54, 60), 1, 8),
                    Solid(
                        (rod((0, 1.42, -0.22), (0.3, 1.38, -0.5), 0.06, NAMES["orange"]),),
                        (0, 1.4, -0.3),
                    ),
                ],
                (0, 0, 0),
                "snowman",
            ),
        )
    )


def stack(_rng: Random) -> Kit:
    """A factory: a saw-toothed shed and two brick chimneys smoking."""
    brick = NAMES["brick"]
    shed = box((-9, 5), (0, 6), (2, 10), brick, 1.1)
    panes = [
        panel(shed.faces[0], (u, u + 0.07), (0.35, 0.75), GLASS, True, True)
        for u in (0.05 + 0.12 * k for k in range(8))
    ]
    shed = replace(shed, faces=(*shed.faces[1:], replace(shed.faces[0], decor=tuple(panes))))
    saw = [
        Face(((x, 6, 2), (x + 2.8, 6, 2), (x + 2.8, 8.2, 2)), brick, None, 1.0)
        for x in (-9 + 2.8 * k for k in range(5))
    ]
    pipes = [column(x, 6, 0.9, (0, h), brick, 0.7, 9, 1.1) for x, h in ((7.2, 19), (10.2, 16))]
    smoke = tuple(
        Tuft((x, h, 6), 1.8, (150, 148, 150), 1, "smoke", 6.0) for x, h in ((7.2, 19), (10.2, 16))
    )
    return Kit((group([shed, Solid(tuple(saw), (0, 6, 2))], (-2, 0, 5), "factory"), *pipes), smoke)
