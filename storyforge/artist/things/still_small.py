"""Small things that lie on a table: key, ring, coin, watch, gun, knife, pen, glasses, cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, radians, sin

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.things.desk import Ask, Shape, Still, placed
from storyforge.artist.things.desk_round import Ball, Rod, Turned
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

BRASS: RGB = (176, 132, 62)
STEEL: RGB = (170, 176, 184)
IRON: RGB = (82, 86, 94)
GOLD: RGB = (208, 162, 78)
WOOD: RGB = (122, 82, 56)
PAPER: RGB = (240, 234, 216)


def soft(points: Sequence[P2], rounds: int = 2) -> list[P2]:
    """A polygon with its corners cut until it is round."""
    out = list(points)
    for _ in range(rounds):
        out = smooth(out)
    return out


def key(ask: Ask) -> Still:
    """A warded key: its bow a ring, its bit cut."""
    brass, t = ask.colour(BRASS), 0.34
    bit = [(3.0, -0.1), (3.0, -1.5), (3.5, -1.5), (3.5, -0.95), (3.85, -0.95), (3.85, -1.5),
           (4.5, -1.5), (4.5, -0.1)]  # fmt: skip
    main: tuple[Shape, ...] = (
        slab(bit, t, brass),
        Rod((((-1.2, 0.3, 0.0), 0.3), ((4.9, 0.3, 0.0), 0.27)), brass, 0.7),
        *(Rod((((x, 0.32, 0.0), 0.42), ((x + 0.16, 0.32, 0.0), 0.42)), brass, 0.6) for x in
          (-0.9, -0.4, 2.6)),
        slab(washer(1.42, 0.82, (-2.5, 0.0), 0.86), 0.5, brass, gloss=0.8),
    )  # fmt: skip
    return Still(main, turn=-34, pitch=46, share=(0.72, 0.74))


def finger_ring(ask: Ask) -> Still:
    """A ring that stands on its rim would roll: it lies, and its stone catches the light."""
    gold = ask.colour(GOLD)
    hoop = [((cos(radians(a)), 0.28, sin(radians(a))), 0.14) for a in range(0, 361, 12)]
    stone = ((-0.3, 0.0), (-0.15, 0.24), (0.15, 0.24), (0.3, 0.0), (0.15, -0.2), (-0.15, -0.2))
    gem: list[Shape] = []
    if "wedding" not in ask.words:
        seat = [(x * 0.9, z * 0.9 - 1.12) for x, z in stone]
        top = [(x, z - 1.16) for x, z in stone]
        gem = [
            slab(seat, 0.18, gold, 0.24),
            slab(top, 0.2, (196, 222, 236), 0.42, gloss=1.0),
            drawn([[(-0.3, -1.16), (0.3, -1.16)], [(-0.15, -0.92), (0.0, -1.16), (0.15, -0.92)],
                   [(-0.15, -1.36), (0.0, -1.16), (0.15, -1.36)]], 0.62, 0.8, 160),
        ]  # fmt: skip
    return Still((Rod(tuple(hoop), gold, 0.85), *gem), pitch=34, turn=-20, share=(0.5, 0.56))


def coin(ask: Ask) -> Still:
    """A coin with a head on it, two more under and beside it."""
    gold = ask.colour(GOLD)
    head = [(-0.28, -0.62), (-0.32, -0.3), (-0.5, 0.02), (-0.4, 0.42), (-0.05, 0.66), (0.34, 0.52),
            (0.46, 0.16), (0.56, -0.04), (0.42, -0.12), (0.42, -0.3), (0.16, -0.36), (0.2,
                -0.62)]  # fmt: skip

    def one(dye: RGB) -> list[Shape]:
        return [
            slab(circle(1.15), 0.17, dye, gloss=0.7),
            drawn([[*circle(0.98), circle(0.98)[0]]], 0.17, 0.9, 190),
            sheet(soft(head, 1), 0.171, scale(dye, 0.86), 0.8),
        ]

    beside = [*placed(one(scale(gold, 0.9)), (2.0, 0.0, 1.0), 40)]
    return Still((*one(gold),), tuple(beside), 36, -14, (0.52, 0.6), (-0.05, 0.03))


def watch(ask: Ask) -> Still:
    """A pocket watch, its lid off, its chain in a curve out of the picture."""
    gold = ask.colour(GOLD)
    ticks = [
        [(r * sin(pi * k / 6), r * cos(pi * k / 6)) for r in (1.52, 1.78 if k % 3 else 1.9)]
        for k in range(12)
    ]
    links: list[Shape] = []
    for k in range(34):
        t = k / 16
        x, z = 0.1 + 3.6 * t + 0.4 * sin(t * 6), 3.3 + 1.1 * sin(t * 3.6)
        bead = (
            washer(0.27, 0.13, (x, z), 0.7)
            if k % 2
            else rounded(x - 0.26, z - 0.07, x + 0.26, z + 0.07, 0.06)
        )
        links.append(slab(bead, 0.12, gold, weight=1.0, gloss=0.4))
    main: tuple[Shape, ...] = (
        slab(washer(0.52, 0.34, (0.0, 2.92)), 0.2, gold),
        slab(rounded(-0.2, 2.1, 0.2, 2.62, 0.1), 0.34, gold),
        slab(circle(2.3), 0.62, gold, gloss=0.8),
        sheet(circle(2.02), 0.63, (246, 242, 230), 1.2),
        drawn(ticks, 0.64, 1.5),
        drawn([[*circle(0.36, (0.0, -0.95)), (0.36, -0.95)], [(0, -0.95), (0.18, -0.78)]], 0.64,
            0.8),
        sheet([(-0.09, -0.3), (0.09, -0.3), (0.03, 1.45), (-0.03, 1.45)], 0.66, (44, 42, 46), 0.6),
        sheet([(-0.24, 0.1), (-0.02, -0.16), (0.98, 0.58), (0.9, 0.68)], 0.66, (44, 42, 46), 0.6),
        sheet(circle(0.13), 0.67, gold, 0.8),
        sheet(soft([(-1.5, 0.4), (-0.7, 1.4), (-0.4, 1.3), (-1.2, 0.2)]), 0.68, (255, 255, 252)),
    )  # fmt: skip
    return Still(main, tuple(links), 48, -18, (0.62, 0.72), (-0.03, 0.04))


def spectacles(ask: Ask) -> Still:
    """Glasses folded open on the table, lenses towards us."""
    frame = ask.colour((66, 52, 46))
    out: list[Shape] = []
    for side in (-1, 1):
        arm = (((side * 6.2, 2.8, 0.0), 0.22), ((side * 5.9, 2.6, 8.0), 0.2),
               ((side * 5.6, 1.4, 11.0), 0.24), ((side * 5.5, 0.3, 12.4), 0.28))  # fmt: skip
        out.append(Rod(arm, frame, 0.3))
    for side in (-1, 1):
        rim = [
            ((side * 3.2 + 2.6 * cos(radians(a)), 2.4 + 2.2 * sin(radians(a)), 0.0), 0.22)
            for a in range(0, 361, 12)
        ]
        out += _pane(side * 3.2, 2.4, 2.6, 2.2)
        out.append(Rod(tuple(rim), frame, 0.4))
    out.append(Rod((((-0.8, 3.0, 0.0), 0.2), ((0.0, 3.3, -0.1), 0.2), ((0.8, 3.0, 0.0), 0.2)),
                   frame, 0.3))  # fmt: skip
    return Still(tuple(out), pitch=26, turn=-26, share=(0.7, 0.66))


def _pane(x: float, y: float, a: float, b: float) -> list[Shape]:
    """A lens: a gleam across it."""
    gleam = ((-0.6, 0.1), (0.1, 0.75), (0.35, 0.62), (-0.45, -0.2))
    points = tuple((x + u * a, y + v * b, 0.0) for u, v in gleam)
    return [Sheet(points, (248, 250, 250), lit=True)]


def cards(ask: Ask) -> Still:
    """A hand of cards thrown down in a fan, their pips up."""
    out: list[Shape] = []
    paper = ask.colour(PAPER)
    red, black = (190, 48, 52), (46, 44, 50)
    for k in range(5):
        pip = red if k % 2 else black
        card: list[Shape] = [
            slab(rounded(-2.9, 0.0, 2.9, 8.8, 0.5), 0.07, paper, 0.06 * k, weight=1.2, gloss=0.0),
            *_pip(pip, 0.0, 4.4, 1.5, k, 0.08 + 0.06 * k),
            *_pip(pip, -2.1, 7.9, 0.46, k, 0.08 + 0.06 * k),
            *_pip(pip, 2.1, 0.9, 0.46, k, 0.08 + 0.06 * k),
        ]
        out += placed(card, (1.5 * (k - 2), 0.0, -abs(k - 2) * 0.5), (2 - k) * 13)
    return Still(tuple(out), pitch=48, turn=-10, share=(0.76, 0.78), stacked=True)


def _pip(dye: RGB, x: float, z: float, r: float, kind: int, y: float) -> list[Shape]:
    shapes = (
        ((0, 1.0), (-0.95, -0.1), (-0.6, -0.7), (0, -0.35), (0.6, -0.7), (0.95, -0.1)),
        ((0, -1.0), (-1.0, 0.2), (-0.62, 0.85), (0, 0.45), (0.62, 0.85), (1.0, 0.2)),
        ((0, 1.0), (-0.7, 0), (0, -1.0), (0.7, 0)),
    )
    points = [(x + a * r, z + b * r) for a, b in shapes[kind % 3]]
    return [sheet(soft(points, 1) if kind % 3 < 2 else points, y, dye)]


def dice(ask: Ask) -> Still:
    """Two dice."""
    ivory = ask.colour((240, 234, 220))

    def die(spots: Sequence[P2]) -> list[Shape]:
        return [
            slab(rounded(-1, -1, 1, 1, 0.16), 2.0, ivory, gloss=0.3),
            *(sheet(circle(0.22, p, 16), 2.01, (40, 38, 42)) for p in spots),
        ]

    five = [(-0.5, -0.5), (0.5, 0.5), (0.0, 0.0), (-0.5, 0.5), (0.5, -0.5)]
    main: tuple[Shape, ...] = (*placed(die([(-0.5, -0.5), (0.5, 0.5)]), (1.6, 0, 1.8), 20),
            *placed(die(five), (-1.0, 0, 0.0), -32))  # fmt: skip
    return Still(main, pitch=36, turn=-12, share=(0.56, 0.66))


def matches(ask: Ask) -> Still:
    """A box of matches pushed open, one match beside it."""
    box = ask.colour((176, 60, 48))
    sticks = [
        Rod((((2.6, 0.95, -1.4 + 0.35 * k), 0.13), ((5.0, 0.95, -1.4 + 0.35 * k), 0.13)),
            (222, 196, 150), 0.2, 0.9)
        for k in range(9)
    ]  # fmt: skip
    main: tuple[Shape, ...] = (
        slab(oblong(0.0, -1.8, 5.2, 1.8), 0.6, (206, 186, 150)),
        *sticks,
        slab(oblong(-3.0, -2.0, 2.6, 2.0), 1.5, box, side=(96, 72, 62)),
        sheet(oblong(-2.4, -1.5, 2.0, 1.5), 1.51, (238, 226, 190), 1.0),
        sheet(circle(0.9, (-0.2, 0.0)), 1.52, (206, 150, 60), 0.9),
    )
    beside = (
        Rod((((-1.0, 0.15, -3.6), 0.15), ((4.0, 0.15, -3.2), 0.15)), (222, 196, 150), 0.2, 1.0),
        Rod((((4.0, 0.2, -3.2), 0.24), ((4.4, 0.2, -3.17), 0.22)), (150, 44, 40), 0.3, 1.0),
    )
    return Still(main, beside, 40, -28, (0.66, 0.7), (0.0, -0.03))


def cigarette(ask: Ask) -> Still:
    """A cigarette burning on the edge of an ashtray."""
    tray = (
        Turned((0, 0, 0), ((5.0, 0), (5.6, 0.4), (6.4, 2.4)), ask.colour((120, 134, 140)),
               inside=(96, 98, 100), rims=(1,)),
    )  # fmt: skip
    butt = (
        Rod((((2.6, 2.3, -4.6), 0.4), ((5.6, 3.0, -7.0), 0.4)), (204, 150, 92), 0.2),
        Rod((((-1.2, 1.4, -1.6), 0.4), ((2.6, 2.3, -4.6), 0.4)), (242, 240, 232), 0.2),
        Rod((((-2.0, 1.2, -0.9), 0.36), ((-1.2, 1.4, -1.6), 0.4)), (150, 146, 144), 0.1),
    )
    smoke = tuple((-2.0 + 0.7 * sin(t * 0.9), 1.4 + t, -0.8) for t in range(12))
    parts = (*tray, *butt, Drawn((smoke,), 1.6, 90, True))
    return Still(parts, (), 34, -14, (0.76, 0.84), (0.0, 0.02))


def apple(ask: Ask) -> Still:
    """An apple with its stalk and a leaf."""
    red = ask.colour((188, 58, 48))
    body = ((1.2, 0.0), (2.4, 0.3), (3.3, 1.6), (3.75, 3.4), (3.6, 5.0), (2.7, 6.1), (1.4, 6.35))
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), body, red, gloss=0.55),
        sheet(circle(0.95), 6.2, scale(red, 0.66)),
        Rod((((0, 5.9, 0), 0.2), ((0.3, 7.2, 0), 0.17), ((0.8, 8.0, 0.1), 0.24)), WOOD, 0.2, dim=0),
        Drawn((((0.3, 7.2, 0.0), (1.6, 7.9, 0.0), (3.0, 7.5, 0.0)),), 2.2, 230, True),
    )
    return Still(main, pitch=24, turn=-10, share=(0.6, 0.66))


def compass(ask: Ask) -> Still:
    """A brass compass, its needle swinging."""
    brass = ask.colour(BRASS)
    marks = [[(r * sin(pi * k / 8), r * cos(pi * k / 8)) for r in (2.4, 3.0 if k % 4 else 2.0)]
             for k in range(16)]  # fmt: skip
    needle: list[Shape] = [
        sheet([(0.0, 2.7), (0.4, 0.0), (-0.4, 0.0)], 1.03, (176, 44, 40), 0.9),
        sheet([(0.0, -2.7), (0.4, 0.0), (-0.4, 0.0)], 1.03, (78, 82, 90), 0.9),
    ]
    main: tuple[Shape, ...] = (
        slab(circle(3.9), 1.0, brass, gloss=0.8),
        sheet(circle(3.3), 1.01, (244, 238, 220), 1.2),
        drawn(marks, 1.02, 1.3),
        *placed(needle, turn=28),
        sheet(circle(0.3), 1.04, brass, 0.9),
        slab(washer(0.9, 0.55, (0.0, 4.6)), 0.3, brass),
    )
    return Still(main, pitch=44, turn=-20, share=(0.62, 0.74))


def pills(ask: Ask) -> Still:
    """A brown bottle on its side and what has rolled out of it."""
    spill = [(5.5, 0.4), (7.0, -1.4), (6.6, 2.0), (8.4, 0.6), (9.6, -0.9), (8.2, 2.6), (10.6, 1.4)]
    main: tuple[Shape, ...] = (
        Rod((((-4.0, 2.0, 0.0), 2.0), ((2.0, 2.0, 0.0), 2.0)), ask.colour((176, 102, 48)), 0.6),
        Rod((((3.0, 2.0, 0.0), 1.5), ((4.0, 2.0, 0.0), 1.5)), (236, 234, 228), 0.4),
        *(slab(circle(0.62, p, 24), 0.4, (244, 242, 236), weight=1.0) for p in spill),
    )
    return Still(main, pitch=36, turn=-22, share=(0.76, 0.66))


def pearls(ask: Ask) -> Still:
    """A necklace in a loose loop."""
    dye = ask.colour((240, 234, 222))
    loop = [(6.0 * cos(t) + 1.2 * cos(2 * t), 3.6 * sin(t) + 1.0 * sin(3 * t + 1)) for t in
            (2 * pi * k / 44 for k in range(44))]  # fmt: skip
    beads = sorted(loop, key=lambda p: -p[1])
    main: tuple[Shape, ...] = tuple(Ball((x, 0.42, z), 0.42, dye, 0.9, 1.1) for x, z in beads)
    return Still(main, pitch=40, turn=-16, share=(0.72, 0.74))


SMALL: dict[str, Callable[[Ask], Still]] = {
    "key": key,
    "finger-ring": finger_ring,
    "coin": coin,
    "watch": watch,
    "glasses": spectacles,
    "cards": cards,
    "dice": dice,
    "matches": matches,
    "cigarette": cigarette,
    "apple": apple,
    "compass": compass,
    "pills": pills,
    "pearls": pearls,
}
