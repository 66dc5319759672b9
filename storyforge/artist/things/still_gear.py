"""Tools and arms that lie on a table: gun, knife, plate, spoon, pen, cartridges, camera, torch."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Ask, Shape, Still, placed
from storyforge.artist.things.desk_round import Bundle, Rod, Turned
from storyforge.artist.things.desk_shapes import (
    Drawn,
    Sheet,
    circle,
    drawn,
    oblong,
    rounded,
    sheet,
    slab,
    washer,
)
from storyforge.artist.things.still_small import BRASS, GOLD, IRON, PAPER, STEEL, WOOD, soft


def gun(ask: Ask) -> Still:
    """A revolver on its side."""
    iron = ask.colour(IRON)
    grip = [(-5.0, -6.6), (-3.0, -6.9), (-1.6, -2.2), (-0.8, -1.2), (-1.5, 0.4), (-3.2, 0.9),
            (-4.6, 0.2), (-4.4, -2.0)]  # fmt: skip
    frame = [(-4.4, 0.4), (-4.9, 1.7), (-4.2, 1.9), (-3.6, 1.5), (-2.8, 2.0), (4.2, 2.1),
             (4.2, 0.2), (1.8, -0.2), (0.9, -0.6), (-1.2, -0.6)]  # fmt: skip
    guard = [(-0.9, -0.5), (-0.7, -1.7), (0.3, -2.3), (1.6, -1.8), (2.0, -0.3), (1.6, -0.3),
             (1.3, -1.5), (0.3, -1.9), (-0.4, -1.5), (-0.5, -0.5)]  # fmt: skip
    trigger = [(0.3, -0.5), (0.7, -0.5), (0.5, -1.1), (0.1, -1.5), (0.25, -1.0)]
    main: tuple[Shape, ...] = (
        slab(guard, 0.5, scale(iron, 0.9), 0.5, floats=0.5),
        slab(trigger, 0.4, STEEL, 0.55, floats=0.5, gloss=0.2),
        slab(soft(grip, 1), 1.5, (112, 70, 46)),
        drawn([[(-4.3, -5.8 + 0.75 * k), (-2.4 + 0.24 * k, -5.9 + 0.75 * k)] for k in range(6)],
              1.51, 0.8, 120),
        sheet(circle(0.3, (-3.1, -2.6)), 1.52, BRASS, 0.8),
        Rod((((4.0, 1.0, 1.3), 0.66), ((11.2, 1.0, 1.3), 0.6)), iron, 0.5),
        Rod((((4.0, 0.8, 0.45), 0.34), ((8.2, 0.8, 0.45), 0.34)), iron, 0.3),
        slab([(10.4, 1.9), (10.9, 2.6), (11.2, 2.6), (11.2, 1.8)], 0.4, iron, 0.8, floats=0.8),
        slab(frame, 1.6, iron),
        Rod((((-1.0, 1.15, 1.0), 1.3), ((2.3, 1.15, 1.0), 1.3)), scale(iron, 1.12), 0.5),
        Drawn(tuple(((-0.6, 1.15 + 1.3 * sin(a), 1.0 - 1.3 * cos(a)), (1.9, 1.15 + 1.3 * sin(a),
              1.0 - 1.3 * cos(a))) for a in (0.5, 1.1, 1.8, 2.5)), 1.6, 220),
        slab([(-4.6, 1.5), (-5.6, 2.6), (-5.2, 3.0), (-3.9, 1.9)], 0.6, iron, 0.6, floats=0.5),
    )  # fmt: skip
    return Still(main, pitch=50, turn=-22, share=(0.8, 0.82))


def blade_on(ask: Ask) -> Still:
    """A knife; on a plate if the words say so."""
    edge = soft([(0.0, 0.85), (9.0, 0.8), (13.2, 0.1), (13.6, -0.25), (0.0, -0.55)], 1)
    haft = soft([(-8.6, 0.95), (-8.9, -0.2), (-8.2, -0.75), (-4.0, -0.7), (0.0, -0.75), (0.2, 0.9),
                 (-4.0, 0.7)], 1)  # fmt: skip
    knife: list[Shape] = [
        slab(edge, 0.2, (206, 212, 218), gloss=0.9, floats=0.2),
        drawn([[(0.3, -0.05), (8.0, -0.02), (12.6, -0.1)]], 0.21, 0.9, 130),
        slab(haft, 1.0, ask.colour((84, 58, 44))),
        slab(rounded(-0.3, -0.95, 0.3, 1.05, 0.15), 1.1, BRASS),
        *(sheet(circle(0.24, (x, 0.05)), 1.01, BRASS, 0.9) for x in (-6.8, -4.2, -1.7)),
    ]
    if "plate" in ask.words or "dish" in ask.words:
        dish = plate_shapes(12.5)
        lying = placed(knife, (-1.0, 1.5, 0.0), 0)
        return Still((*dish, *lying), (), 44, -32, (0.84, 0.92), stacked=True)
    return Still(tuple(knife), pitch=46, turn=-36, share=(0.84, 0.84))


def plate_shapes(r: float, colour: RGB = (238, 236, 228)) -> list[Shape]:
    """A china plate seen from above."""
    return [
        Turned((0.0, 0.0, 0.0), ((r * 0.55, 0.0), (r * 0.6, 0.3), (r * 0.97, 1.35), (r, 1.5)),
               colour, gloss=0.2),
        sheet(circle(r * 0.93), 1.51, colour),
        drawn([[*circle(r * 0.93), (r * 0.93, 0.0)]], 1.51, 0.7, 90),
        sheet(circle(r * 0.68), 1.5, scale(colour, 0.93)),
        drawn([[*circle(r * 0.68), (r * 0.68, 0.0)]], 1.5, 1.0, 150),
        sheet(circle(r * 0.62, (r * 0.03, -r * 0.04)), 1.5, scale(colour, 0.99)),
    ]  # fmt: skip


def plate(ask: Ask) -> Still:
    """A plate with a fork and a knife beside it."""
    fork: list[Shape] = [
        slab(rounded(-9.0, -0.5, 2.0, 0.5, 0.4), 0.3, STEEL),
        slab(soft([(2.0, -0.5), (3.6, -1.3), (5.0, -1.4), (5.0, 1.4), (3.6, 1.3), (2.0, 0.5)], 1),
             0.4, STEEL),
        *(slab(rounded(4.6, z, 8.6, z + 0.46, 0.2), 0.4, STEEL) for z in (-1.35, -0.6, 0.15, 0.9)),
    ]  # fmt: skip
    return Still(tuple(plate_shapes(12.5, ask.colour((238, 236, 228)))),
                 tuple(placed(fork, (-16.5, 0.0, 0.0), 84)), 40, -14, (0.7, 0.8))  # fmt: skip


def spoon(ask: Ask) -> Still:
    """A spoon."""
    steel = ask.colour(STEEL)
    bowl = soft([(4.0, 0.0), (5.0, 1.5), (7.4, 1.9), (9.4, 0.9), (9.9, 0.0), (9.4, -0.9),
                 (7.4, -1.9), (5.0, -1.5)])  # fmt: skip
    inner = [(7.1 + (x - 7.0) * 0.8, z * 0.78) for x, z in bowl]
    haft = soft([(-9.0, 0.0), (-8.4, 0.8), (-6.0, 0.6), (4.4, 0.3), (4.4, -0.3), (-6.0, -0.6),
                 (-8.4, -0.8)])  # fmt: skip
    main: tuple[Shape, ...] = (slab(haft, 0.3, steel, 0.3), slab(bowl, 0.5, steel, gloss=0.8),
            sheet(inner, 0.51, scale(steel, 0.76), 0.8),
            sheet([(7.0 + (x - 7.0) * 0.3, 0.7 + z * 0.2) for x, z in bowl], 0.52, (250, 250,
                248)))  # fmt: skip
    return Still(main, pitch=42, turn=-34, share=(0.8, 0.8))


def pen(ask: Ask) -> Still:
    """A fountain pen on a written page."""
    page = [slab(oblong(-11.0, -7.5, 8.0, 7.0), 0.06, PAPER, gloss=0.0)]
    rows = [
        [
            (-10.0 + 0.6 * n, 5.4 - 1.2 * k + 0.16 * sin(n * 2.1 + k))
            for n in range(24 - (k % 3) * 5)
        ]
        for k in range(5)
    ]
    ink = Drawn(tuple(tuple((x, 0.07, z) for x, z in row) for row in rows), 1.1, 170)
    body = ask.colour((40, 50, 78))
    y = 0.62
    main: tuple[Shape, ...] = (
        slab([(-6.9, -0.28), (-4.9, -0.5), (-4.9, 0.5), (-6.9, 0.28), (-8.0, 0.0)], 0.14, GOLD,
            0.4),
        Rod((((-5.2, y, 0.0), 0.42), ((-2.6, y, 0.0), 0.58)), (34, 34, 40), 0.4),
        Rod((((-2.5, y, 0.0), 0.66), ((5.4, y, 0.0), 0.62)), body, 0.6),
        Rod((((-2.5, y, 0.0), 0.68), ((-2.2, y, 0.0), 0.68)), GOLD, 0.6),
        Rod((((5.4, y, 0.0), 0.6), ((6.2, y, 0.0), 0.4)), GOLD, 0.6),
    )  # fmt: skip
    return Still(main, (*page, ink), 44, -30, (0.72, 0.7))


def bullet(ask: Ask) -> Still:
    """Three cartridges, one on its side."""
    brass = ask.colour(BRASS)
    lying = (
        Rod((((-2.4, 0.6, -0.4), 0.6), ((0.6, 0.6, -0.4), 0.58)), brass, 0.7),
        Rod((((0.7, 0.6, -0.4), 0.52), ((1.5, 0.6, -0.4), 0.46), ((2.1, 0.6, -0.4), 0.2)),
            (150, 96, 70), 0.6),
        Rod((((-2.9, 0.66, -0.4), 0.7), ((-2.75, 0.66, -0.4), 0.7)), brass, 0.7),
    )  # fmt: skip
    up = [
        Turned((x, 0, z), ((0.66, 0), (0.66, 0.2), (0.58, 0.25), (0.58, 2.5), (0.5, 2.6),
               (0.46, 3.2), (0.3, 3.8), (0.06, 4.05)), brass, gloss=0.7, rims=(2, 4))
        for x, z in ((1.2, 2.0), (-0.8, 1.6))
    ]  # fmt: skip
    return Still((*up, *lying), pitch=30, turn=-16, share=(0.62, 0.72))


def scissors(ask: Ask) -> Still:
    """Scissors half open."""
    steel = ask.colour(STEEL)
    half: list[Shape] = [
        slab([(0.0, 0.6), (9.5, 0.1), (0.0, -0.35), (-1.2, -0.2), (-1.2, 0.6)], 0.25, steel,
             gloss=0.7),
        slab([(-1.0, 0.5), (-5.0, -0.6), (-5.0, -1.3), (-1.0, -0.4)], 0.4, steel),
        slab(washer(1.75, 1.15, (-6.4, -1.5), 0.72), 0.5, (60, 58, 62)),
    ]  # fmt: skip
    flipped = [shape.moved(lambda p: (p[0], p[1] + 0.2, -p[2])) for shape in half]
    main = (*placed(half, turn=14), *placed(flipped, turn=-14), slab(circle(0.4), 0.7, steel))
    return Still(tuple(main), pitch=48, turn=-30, share=(0.76, 0.78))


def rope(ask: Ask) -> Still:
    """A coil of rope, its end hanging out."""
    hemp = ask.colour((188, 160, 112))
    path = [((7 - 0.028 * a / 6) * cos(radians(a)), 0.8 + a / 420, (7 - 0.028 * a / 6)
             * sin(radians(a)) * 0.95) for a in range(-120, 1000, 15)]  # fmt: skip
    end = [(-3.5 - 5.0 * t, 0.8, -6.0 - 3.0 * sin(t * 2)) for t in (1.0, 0.8, 0.6, 0.4, 0.2, 0.05)]
    lay = tuple(
        ((x * 0.94, y + 0.7, z * 0.94), (x * 1.06 + 0.4, y + 0.5, z * 1.06))
        for x, y, z in path[::1]
    )
    main = (Rod(tuple((p, 0.8) for p in (*end, *path)), hemp, 0.15), Drawn(lay, 1.1, 150))
    return Still(main, pitch=40, turn=-12, share=(0.72, 0.76))


def suitcase(ask: Ask) -> Still:
    """A suitcase standing, its straps and locks."""
    dye = ask.colour((132, 92, 62))
    w, h, d = 20.0, 25.0, 6.0
    hold = [
        ((5.0 * cos(radians(a)), h + 3.6 * sin(radians(a)), 0.0), 0.8) for a in range(0, 181, 15)
    ]
    main: list[Shape] = [
        Rod(tuple(hold), scale(dye, 0.7), 0.3),
        slab(rounded(-w, -d, w, d, 1.4), h, dye, gloss=0.3),
        Drawn((((-w, 13.0, -d - 0.05), (w, 13.0, -d - 0.05)),), 1.4, 200),
    ]
    for x in (-11.0, 11.0):
        strap = (
            (x - 1.5, 0.2, -d - 0.1),
            (x + 1.5, 0.2, -d - 0.1),
            (x + 1.5, h, -d - 0.1),
            (x - 1.5, h, -d - 0.1),
        )
        main += [
            Sheet(strap, scale(dye, 0.66), 1.3),
            Sheet(
                tuple((px, h + 0.03, pz) for px, pz in oblong(x - 1.5, -d, x + 1.5, d)),
                scale(dye, 0.72),
                1.2,
            ),
            Sheet(
                (
                    (x - 2.1, 15.0, -d - 0.2),
                    (x + 2.1, 15.0, -d - 0.2),
                    (x + 2.1, 18.4, -d - 0.2),
                    (x - 2.1, 18.4, -d - 0.2),
                ),
                BRASS,
                1.3,
            ),
        ]
    for x in (-w + 1.6, w - 1.6):
        for y in (1.8, h - 1.8):
            main.append(
                Sheet(
                    tuple((x + a, y + b, -d - 0.15) for a, b in circle(1.7, (0, 0), 20)),
                    scale(dye, 0.7),
                    1.0,
                )
            )
    return Still(tuple(main), pitch=20, turn=-30, share=(0.76, 0.8))


def camera(ask: Ask) -> Still:
    """An old camera on the table, its lens towards us."""
    black = ask.colour((58, 58, 64))
    front = -3.4

    def disc(r: float, z: float) -> tuple[V3, ...]:
        return tuple((x, 4.6 + y, z) for x, y in circle(r, (0, 0), 40))

    main: tuple[Shape, ...] = (
        slab(rounded(-8.0, -2.4, 8.0, 2.4, 1.2), 7.6, black, gloss=0.2),
        slab(rounded(-8.0, -2.4, 8.0, 2.4, 1.2), 1.9, (188, 190, 194), 7.6, floats=7.6, gloss=0.6),
        slab(rounded(-2.8, -2.2, 2.8, 2.2, 0.6), 1.8, (178, 180, 186), 9.5, floats=9.5, gloss=0.5),
        Turned((-5.6, 9.5, 0.0), ((1.5, 0.0), (1.5, 1.0)), (170, 172, 178), gloss=0.6, dim=0.0),
        Turned((5.6, 9.5, 0.0), ((1.2, 0.0), (1.2, 0.8)), (170, 172, 178), gloss=0.6, dim=0.0),
        Sheet(((-1.6, 9.8, -2.5), (1.6, 9.8, -2.5), (1.6, 10.9, -2.5), (-1.6, 10.9, -2.5)), (54,
            66, 78), 1.1),
        Rod((((0.0, 4.6, -2.6), 3.7), ((0.0, 4.6, front - 2.4), 3.6)), (74, 76, 82), 0.4),
        Sheet(disc(3.7, front - 2.6), (150, 152, 158), 1.4, normal=(-0.3, 0.6, -0.7)),
        Sheet(disc(2.9, front - 2.65), (44, 46, 52), 1.2, normal=(-0.3, 0.6, -0.7)),
        Sheet(disc(2.2, front - 2.7), (66, 84, 108), 1.1, normal=(-0.3, 0.6, -0.7)),
        Sheet(tuple((x * 0.3 - 0.8, 5.5 + y * 0.2, front - 2.8) for x, y in circle(2.0, (0, 0),
            20)), (236, 242, 248), lit=True),
    )  # fmt: skip
    return Still(main, pitch=20, turn=-20, share=(0.66, 0.76))


def torch(ask: Ask) -> Still:
    """An electric torch on its side."""
    steel = ask.colour((92, 98, 106))
    rings = tuple(
        ((x, 3.9, -1.2), (x, 3.2, -2.0), (x, 2.0, -2.1)) for x in (-9.4, -8.6, -7.8, 3.0, 3.8)
    )
    main: tuple[Shape, ...] = (
        Rod((((-10.0, 2.0, 0.0), 2.0), ((4.6, 2.0, 0.0), 2.0)), steel, 0.55),
        Rod((((4.6, 2.0, 0.0), 2.1), ((8.4, 2.9, 0.0), 3.0), ((9.8, 2.9, 0.0), 3.05)), steel, 0.6),
        Drawn(rings, 1.4, 190, True),
        slab(rounded(-1.6, -0.7, 1.8, 0.7, 0.4), 0.5, (176, 60, 50), 3.8, floats=3.8),
        Rod((((10.6, 2.9, 0.0), 2.7), ((10.9, 2.9, 0.0), 2.6)), (246, 236, 196), 0.9, dim=0.0),
    )  # fmt: skip
    return Still(main, pitch=30, turn=28, share=(0.78, 0.7))


def skull(ask: Ask) -> Still:
    """A skull that looks past us."""
    bone = ask.colour((226, 218, 198))
    dark = (52, 46, 44)

    def hole(x: float, y: float, a: float, b: float, z: float) -> Sheet:
        return Sheet(
            tuple((x + u * a, y + v * b, z) for u, v in circle(1.0, (0, 0), 24)),
            dark,
            1.3,
            lit=True,
        )

    teeth = tuple(((x, 1.2, -6.6), (x, 4.0, -6.8)) for x in (-2.4, -1.6, -0.8, 0.0, 0.8, 1.6, 2.4))
    head = Bundle(
        (
            Rod((((0.0, 10.4, 2.6), 6.6), ((0.0, 10.6, -0.6), 6.5)), bone, 0.4),
            Rod((((-3.3, 6.9, -3.2), 2.6), ((3.3, 6.9, -3.2), 2.6)), bone, 0.0, dim=0.0),
            Rod((((-1.9, 3.0, -4.0), 2.6), ((1.9, 3.0, -4.0), 2.6)), bone, 0.0),
        ),
        1.8,
    )
    main: tuple[Shape, ...] = (
        head,
        hole(-2.7, 8.4, 1.9, 1.8, -6.0),
        hole(2.7, 8.4, 1.9, 1.8, -6.0),
        Sheet(((-0.1, 7.0, -6.4), (-0.9, 4.9, -6.6), (0.9, 4.9, -6.6)), dark, 1.2, lit=True),
        Drawn((*teeth, ((-3.2, 2.7, -6.5), (0.0, 2.4, -7.0), (3.2, 2.7, -6.5))), 1.2, 220),
        Drawn((((-4.6, 13.6, -4.6), (-3.0, 12.6, -5.8), (-2.6, 13.8, -5.4)),), 1.0, 150),
    )
    return Still(main, pitch=16, turn=10, share=(0.56, 0.78))


def hammer(ask: Ask) -> Still:
    """A hammer."""
    steel = ask.colour((104, 110, 118))
    claw = soft([(11.0, 1.0), (12.6, 1.2), (13.0, 4.0), (11.4, 8.4), (10.6, 8.6), (11.0, 4.6)], 1)
    main: tuple[Shape, ...] = (
        Rod(
            (((-14.0, 1.2, 0.0), 1.3), ((-6.0, 1.2, 0.0), 1.1), ((12.0, 1.4, 0.0), 0.95)), WOOD, 0.3
        ),
        slab(claw, 1.2, steel, 0.9, floats=0.9, gloss=0.5),
        slab(oblong(10.6, -2.2, 13.4, 2.4), 2.6, steel, gloss=0.5),
        Rod((((12.0, 1.5, -2.4), 1.2), ((12.0, 1.5, -4.0), 1.3)), steel, 0.6),
        Rod((((12.0, 1.5, -4.4), 1.75), ((12.0, 1.5, -5.4), 1.7)), steel, 0.7),
    )
    return Still(main, pitch=44, turn=-24, share=(0.8, 0.8))


GEAR: dict[str, Callable[[Ask], Still]] = {
    "gun": gun,
    "knife": blade_on,
    "plate": plate,
    "spoon": spoon,
    "pen": pen,
    "bullet": bullet,
    "scissors": scissors,
    "rope": rope,
    "suitcase": suitcase,
    "camera": camera,
    "torch": torch,
    "skull": skull,
    "hammer": hammer,
}
