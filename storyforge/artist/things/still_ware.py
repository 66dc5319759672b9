"""What stands on a table: glass, bottle, cup, candle, lantern, vase, clock, telephone, lamp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, radians, sin

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Ask, Shape, Still
from storyforge.artist.things.desk_round import Ball, Rod, Turned
from storyforge.artist.things.desk_shapes import (
    Drawn,
    Lettered,
    Sheet,
    Slab,
    circle,
    drawn,
    oblong,
    rounded,
    sheet,
    slab,
)
from storyforge.artist.things.still_paper import words_on
from storyforge.artist.things.still_small import BRASS, IRON, soft

CHINA: RGB = (236, 232, 222)
GLASS: RGB = (206, 222, 224)
FLAME: RGB = (255, 226, 140)


def bent(points: Sequence[P2]) -> tuple[P2, ...]:
    """A profile with its corners rounded, its ends kept."""
    return tuple(smooth(smooth(list(points), False), False))


def wine(ask: Ask) -> Still:
    """A stemmed glass with wine in it."""
    red = ask.colour((128, 26, 46))
    if "white" in ask.words or "champagne" in ask.words:
        red = (226, 206, 140)
    bowl = bent(((0.5, 9.0), (2.2, 9.6), (3.9, 11.6), (4.2, 14.4), (3.5, 18.6)))
    full = tuple((r * 0.94, y + 0.15) for r, y in bowl if y < 13.8)
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), ((3.6, 0.0), (3.5, 0.25), (0.9, 0.75), (0.42, 1.6), (0.42, 8.4), (0.6,
            9.0)),
               GLASS, True, weight=1.3, rims=()),
        Turned((0, 0, 0), full, red, gloss=0.5, weight=0.8, dim=0.12),
        Turned((0, 0, 0), bowl, GLASS, True, weight=1.5),
    )  # fmt: skip
    return Still(main, pitch=14, turn=-12, share=(0.6, 0.86), drift=(0.0, 0.01))


def tumbler(ask: Ask) -> Still:
    """A plain glass half full."""
    dye = ask.colour((196, 128, 58) if ask.words & {"whisky", "whiskey", "brandy", "rum", "beer"}
                     else (190, 212, 218))  # fmt: skip
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), ((3.1, 0.6), (3.4, 4.6)), dye, gloss=0.3, weight=0.9, dim=0.12),
        Turned((0, 0, 0), ((3.2, 0.0), (3.4, 0.5), (4.0, 9.5)), GLASS, True, rims=(1,)),
    )
    return Still(main, pitch=26, turn=-12, share=(0.5, 0.74))


def bottle(ask: Ask) -> Still:
    """A corked bottle with its label."""
    green = ask.colour((56, 84, 62))
    body = bent(
        ((3.6, 0.0), (3.8, 0.6), (3.8, 15.0), (3.5, 17.4), (1.6, 20.0), (1.35, 22.0), (1.35, 27))
    )
    arc = [radians(a) for a in range(-150, -29, 6)]
    at = 3.84
    label = [(at * cos(a), 5.0, at * sin(a)) for a in arc]
    paper = (*label, *((x, 12.0, z) for x, _, z in reversed(label)))
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), body, green, gloss=0.55, rims=()),
        Turned((0, 26.0, 0), ((1.6, 0.0), (1.6, 1.0)), green, gloss=0.5),
        Turned((0, 27.0, 0), ((1.1, 0.0), (1.15, 1.8)), (190, 154, 110), gloss=0.1, dim=0),
        Sheet(paper, (232, 222, 196), 1.1, normal=(-0.2, 0.4, -0.8)),
        Drawn(tuple(tuple((x, y, z) for x, _, z in label[4:-4]) for y in (7.0, 8.4, 10.2)), 1.4,
            160),
    )  # fmt: skip
    return Still(main, pitch=14, turn=-8, share=(0.6, 0.9), drift=(0.02, 0.0))


def cup(ask: Ask) -> Still:
    """A cup of coffee on its saucer, steaming, a spoon beside it."""
    china = ask.colour(CHINA)
    bowl = bent(((2.4, 0.5), (2.6, 0.8), (4.2, 3.4), (4.7, 6.6)))
    ear = [(((4.1 + 2.3 * sin(t)), 3.9 + 1.7 * cos(t), 0.6), 0.36) for t in
           (pi * k / 10 for k in range(11))]  # fmt: skip
    drink = (196, 150, 96) if "tea" in ask.words else (74, 46, 34)
    saucer = (
        Turned((0, 0, 0), ((3.4, 0.0), (6.4, 0.5), (7.7, 1.15)), china, gloss=0.2),
        sheet(circle(7.1), 1.16, scale(china, 0.96), 0.7),
        sheet(circle(3.3), 1.17, scale(china, 0.88), 0.8),
    )
    steam = tuple(
        tuple((x + 0.7 * sin(t * 0.8 + x), 7.0 + t, 0.0) for t in range(8)) for x in (-1, 1)
    )
    main: tuple[Shape, ...] = (
        *saucer,
        Rod(tuple(ear), china, 0.4),
        Turned((0, 0.7, 0), bowl, china, inside=drink, gloss=0.4),
    )
    return Still(main, (Drawn(steam, 1.6, 0, True),), 30, -14, (0.62, 0.72), (0.0, 0.02))


def candle(ask: Ask) -> Still:
    """A candle burning in a chamberstick."""
    wax = ask.colour((240, 230, 206))
    ring = [(((6.2 + 1.7 * cos(a)), 1.3, 1.7 * sin(a)), 0.34) for a in
            (radians(d) for d in range(-180, 181, 20))]  # fmt: skip
    tip = (0.0, 16.4, 0.0)
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), ((4.2, 0.0), (4.8, 0.3), (5.4, 1.1)), BRASS, inside=(150, 112, 58)),
        Rod(tuple(ring), BRASS, 0.6),
        Turned((0, 0.5, 0), ((1.9, 0.0), (1.7, 0.6), (1.7, 2.6)), BRASS, gloss=0.6),
        Turned((0, 2.8, 0), ((1.35, 0.0), (1.3, 9.6)), wax, gloss=0.3),
        Rod((((-1.25, 12.2, -0.4), 0.26), ((-1.32, 9.4, -0.5), 0.3), ((-1.35, 8.6, -0.5),
            0.36)), wax,
            0.3, 0.9, dim=0),
        Rod((((0, 12.3, 0), 0.12), ((0.1, 13.4, 0), 0.1)), (60, 50, 46), 0, 1.0, dim=0),
        *flame(0.1, 13.2, 3.6),
    )  # fmt: skip
    return Still(main, pitch=20, turn=-14, share=(0.6, 0.84), glow=tip)


def flame(x: float, y: float, tall: float, z: float = 0.0) -> list[Shape]:
    """A flame on a wick, in its own light."""

    def tongue(k: float, low: float) -> tuple[P2, ...]:
        spots = ((0.0, 0.0), (-0.24, 0.16), (-0.27, 0.36), (-0.12, 0.66), (0.03, 1.0), (0.16, 0.64),
                 (0.25, 0.36), (0.2, 0.14))  # fmt: skip
        return tuple((x + a * tall * k, y + low + b * tall * k) for a, b in spots)

    return [Sheet(tuple((a, b, z) for a, b in soft(tongue(1.0, 0.0), 1)), FLAME, 0.9, lit=True),
            Sheet(tuple((a, b, z) for a, b in soft(tongue(0.55, tall * 0.06), 1)), (255, 250,
                226), lit=True)]  # fmt: skip


def lantern(ask: Ask) -> Still:
    """A storm lantern: font, glass with its flame, chimney, wire handle."""
    iron = ask.colour((96, 100, 96))
    bow = [((4.5 * cos(a), 7.6 + 13.0 * sin(a), 0.4), 0.26) for a in
           (radians(d) for d in range(-4, 185, 9))]  # fmt: skip
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), bent(((4.6, 0.0), (4.9, 0.5), (4.9, 2.6), (3.0, 3.6))), iron, gloss=0.4),
        Rod(tuple(bow), iron, 0.3),
        Turned((0, 3.6, 0), ((2.5, 0.0), (2.2, 1.0)), BRASS, gloss=0.6),
        *flame(0.0, 5.0, 4.2),
        Turned((0, 4.4, 0), bent(((2.2, 0.0), (3.8, 2.6), (3.7, 4.6), (2.4, 7.0))), (255, 236, 180),
               True),
        Turned((0, 11.2, 0), ((3.0, 0.0), (3.0, 0.5), (2.0, 1.4), (2.0, 3.0), (2.7, 3.3), (1.4,
            4.6),
                              (0.3, 4.8)), iron, gloss=0.4, rims=(1, 4)),
        *(Rod((((s * 4.3, 2.0, -0.5), 0.3), ((s * 4.6, 7.0, -0.5), 0.3), ((s * 2.6, 12.0, -0.5),
            0.3)),
              iron, 0.4) for s in (-1, 1)),
    )  # fmt: skip
    return Still(main, pitch=14, turn=-12, share=(0.62, 0.9), glow=(0.0, 7.0, 0.0))


def vase(ask: Ask) -> Still:
    """A vase of flowers."""
    blue = ask.colour((96, 124, 150))
    stems: list[Shape] = []
    heads: list[Shape] = []
    for k, (x, y, z) in enumerate(
        ((-5, 22, 1), (4.6, 23, 1), (0, 26, 2), (-2.2, 20, -2), (3, 19, -2))
    ):
        stems.append(Rod((((x * 0.12, 12.0, 0), 0.22), ((x * 0.5, 16.0, z * 0.5), 0.22),
                          ((x, y, z), 0.2)), (92, 118, 78), 0.1, 1.1))  # fmt: skip
        heads += bloom((x, y, z), 2.7, ((206, 70, 78), (232, 186, 96), (236, 226, 214))[k % 3])
    body = bent(((2.6, 0), (3.2, 0.4), (5.0, 5.0), (3.4, 10.4), (2.2, 12.0), (2.7, 13.4)))
    main = (Turned((0, 0, 0), body, blue, gloss=0.55, inside=(60, 74, 84)), *stems, *heads)
    return Still(main, pitch=12, turn=-8, share=(0.66, 0.92))


def bloom(at: V3, r: float, dye: RGB) -> list[Shape]:
    """A flower seen from in front: two rows of petals."""
    x, y, z = at
    out: list[Shape] = []
    for row, (long, count, shade) in enumerate(((1.0, 7, 0.86), (0.68, 6, 1.0), (0.36, 5, 1.1))):
        for k in range(count):
            t = 2 * pi * k / count + row * 0.5
            spots = ((0, -0.1), (0.5, -0.42), (0.95, -0.24), (1.0, 0.1), (0.8, 0.36), (0.4, 0.3))
            petal = [(a * long * r, b * long * r) for a, b in spots]
            turned = [(x + a * cos(t) - b * sin(t), y + (a * sin(t) + b * cos(t)) * 0.86) for a,
                b in
                      soft(petal, 1)]  # fmt: skip
            out.append(
                Sheet(tuple((a, b, z - 0.1 * row) for a, b in turned), scale(dye, shade), 1.0)
            )
    return out


def rose(ask: Ask) -> Still:
    """A cut rose lying on the table."""
    red = ask.colour((176, 38, 52))
    out: list[Shape] = [
        Rod((((-15, 0.5, -1.0), 0.34), ((-6, 0.8, 0.5), 0.3), ((3.0, 1.8, 0.2), 0.32)), (86,
            112, 70),
            0.2),
    ]  # fmt: skip
    for x, z, t, long in ((-7.5, 0.4, 0.8, 5.0), (-5.0, 0.2, -0.9, 5.4), (-11.0, -0.4, -0.7, 4.0)):
        c, s = cos(t) * long, sin(t) * long
        spots = ((0, 0), (0.3, 0.3), (0.7, 0.26), (1.0, 0.0), (0.7, -0.26), (0.3, -0.3))
        edge = [(x + a * c - b * s, z + a * s + b * c) for a, b in spots]
        out += [slab(soft(edge, 1), 0.12, (92, 124, 78), 0.4, floats=0.4, gloss=0.2),
                drawn([[edge[0], edge[3]]], 0.54, 1.0, 170)]  # fmt: skip
    for a in (-0.6, 0.0, 0.6):
        tip = (4.0 + 3.0 * cos(a), 2.2, 3.2 * sin(a))
        out.append(Rod((((2.6, 1.9, 0), 0.6), (tip, 0.14)), (86, 112, 70), 0.1, dim=0))
    out += _petals(red)
    return Still(tuple(out), pitch=38, turn=-30, share=(0.8, 0.74))


def _petals(red: RGB) -> list[Shape]:
    """The flower of a lying rose: cupped petals one in the other."""
    out: list[Shape] = []
    cups = ((5.6, 0.0, 2.9, 1.0), (6.6, 1.4, 2.2, 0.9), (6.6, -1.4, 2.2, 0.9), (7.2, 0.0, 2.3,
        1.08),
            (7.6, 0.5, 1.5, 0.94), (7.9, -0.2, 1.0, 1.14))  # fmt: skip
    for x, z, r, shade in cups:
        out.append(Ball((x, 2.7, z), r, scale(red, shade), 0.14))
    whirl = [(7.9 + 0.17 * k * cos(k * 0.8), 2.9 + 0.16 * k * sin(k * 0.8)) for k in range(11)]
    out.append(Drawn((tuple((x, y + 0.4, -1.6) for x, y in whirl),), 1.3, 210))
    return out


def clock(ask: Ask) -> Still:
    """An alarm clock with two bells."""
    dye = ask.colour((148, 60, 54))
    face = [(7 * cos(t), 9 + 7 * sin(t), -2.5) for t in (2 * pi * k / 48 for k in range(48))]

    def disc(r: float, z: float) -> tuple[V3, ...]:
        return tuple((x * r / 7, 9 + (y - 9) * r / 7, z) for x, y, _ in face)

    ticks = tuple(tuple((r * sin(pi * k / 6), 9 + r * cos(pi * k / 6), -2.6) for r in
                        ((5.0 if k % 3 else 4.5), 5.6)) for k in range(12))  # fmt: skip
    hands = (((0, 9, -2.7), (2.5, 11.6, -2.7)), ((0, 9, -2.7), (-1.4, 13.8, -2.7)))
    main: tuple[Shape, ...] = (
        *(Rod((((s * 4.0, 3.4, 0), 0.6), ((s * 5.4, 0.6, 0), 0.6)), BRASS, 0.6) for s in (-1, 1)),
        *(Rod((((s * 3.2, 15.2, 0), 0.5), ((s * 4.0, 17.0, 0), 0.4)), IRON, 0.4) for s in (-1, 1)),
        Rod((((-2.2, 16.6, 0), 0.35), ((0, 19.8, 0), 0.4), ((2.2, 16.6, 0), 0.35)), BRASS, 0.4),
        *(Ball((s * 4.4, 17.2, 0), 2.5, BRASS, 0.8) for s in (-1, 1)),
        Sheet(tuple((x, y, 2.5) for x, y, _ in face), scale(dye, 0.8), 1.6, 0.5),
        Rod((((-0.2, 9.0, 2.2), 7.0), ((0.0, 9.0, -1.6), 7.0)), dye, 0.4),
        Sheet(disc(7.0, -2.5), dye, 1.5, normal=(-0.3, 0.5, -0.6)),
        Sheet(disc(6.0, -2.55), (246, 240, 224), 1.3, normal=(-0.3, 0.7, -0.6)),
        Drawn(ticks, 1.8), Drawn(hands, 3.2), Sheet(disc(0.5, -2.8), (44, 42, 46), 1.0),
    )  # fmt: skip
    return Still(main, pitch=14, turn=-16, share=(0.6, 0.84))


def telephone(ask: Ask) -> Still:
    """An old desk telephone: a dial on a black body, the receiver on its cradle, a curled cord."""
    black = ask.colour((46, 46, 52))
    low, high = (-7.5, -7.0, 7.5, 7.0), (-4.4, 0.6, 4.4, 6.0)
    front: tuple[V3, ...] = ((-7.5, 1.4, -7), (7.5, 1.4, -7), (4.4, 7.6, 0.6), (-4.4, 7.6, 0.6))
    sides = tuple(
        Sheet(((s * 7.5, 1.4, -7), (s * 7.5, 1.4, 7), (s * 4.4, 7.6, 6), (s * 4.4, 7.6, 0.6)),
            black, 1.5, 0.42)
        for s in (-1, 1)
    )  # fmt: skip
    u = (0.0, 0.632, 0.775)

    def onto(x: float, v: float, lift: float = 0.1) -> V3:
        return x, 4.3 + u[1] * v + 0.775 * lift, -3.4 + u[2] * v - 0.632 * lift

    def disc(r: float, lift: float, x: float = 0.0, v: float = 0.0) -> tuple[V3, ...]:
        return tuple(onto(x + a, v + b, lift) for a, b in circle(r, (0, 0), 40))

    holes = [(2.45 * cos(t), 2.45 * sin(t)) for t in (radians(60 + 30 * k) for k in range(10))]
    coil = [((-8.2 - 0.42 * k + 0.5 * cos(k * 1.6), 0.6 + 0.5 * sin(k * 1.6), 1.0 - 0.28 * k), 0.24)
            for k in range(26)]  # fmt: skip
    bar = [
        ((x, 10.0 + 0.9 * cos(x / 5.6), 3.3), 1.25) for x in (-7.0, -4.5, -2.0, 0, 2.0, 4.5, 7.0)
    ]
    main: tuple[Shape, ...] = (
        Slab(tuple((x, 0.0, z) for x, z in rounded(*low, 1.0)), 1.4, black),
        *sides,
        Sheet(front, scale(black, 1.25), 1.5, 0.42, normal=(-0.2, 0.75, -0.6)),
        Slab(tuple((x, 7.6, z) for x, z in oblong(*high)), 0.3, black, floats=7.6),
        Sheet(disc(3.7, 0.2), (206, 208, 210), 1.3, normal=(-0.2, 0.8, -0.6)),
        *(Sheet(disc(0.56, 0.25, x, v), (58, 58, 64), 0.9) for x, v in holes),
        Sheet(disc(1.3, 0.3), (240, 234, 220), 1.1, normal=(-0.2, 0.8, -0.6)),
        *(Rod((((s * 3.2, 7.8, 3.3), 0.6), ((s * 3.2, 9.4, 3.3), 0.7)), black,
            0.4) for s in (-1, 1)),
        Rod(tuple(bar), black, 0.55, 1.7),
        *(Rod((((s * 7.4, 10.2, 3.3), 2.1), ((s * 8.0, 8.4, 2.9), 2.5)), black, 0.5, 1.7)
          for s in (-1, 1)),
    )  # fmt: skip
    return Still(main, (Rod(tuple(coil), black, 0.3, 1.0),), 26, -22, (0.74, 0.78), (0.02, 0.02))


def mobile(ask: Ask) -> Still:
    """A mobile telephone on its back, its screen lit."""
    from_words = ask.text or ("Incoming call" if ask.words & {"ringing", "rings", "call"} else "")
    lit = (214, 230, 238)
    body: list[Shape] = [
        slab(rounded(-3.7, -7.6, 3.7, 7.6, 0.9), 0.8, ask.colour((48, 50, 58)), gloss=0.6),
        sheet(rounded(-3.4, -7.3, 3.4, 7.3, 0.8), 0.81, lit, 1.0),
    ]
    if from_words:
        body.append(words_on(-3.0, -2.0, 3.0, 5.6, 0.82, from_words, 0.22))
    else:
        body += [sheet(rounded(-2.9 + 2.1 * i, 4.2 - 2.3 * k, -1.3 + 2.1 * i, 5.8 - 2.3 * k,
            0.4), 0.82,
                       ((120, 160, 190), (206, 130, 96), (140, 176, 126))[(i + k) % 3], 0.7)
                 for i in range(3) for k in range(3)]  # fmt: skip
    body.append(sheet(circle(0.6, (-1.8, -5.9)), 0.82, (196, 60, 56), 0.8))
    body.append(sheet(circle(0.6, (1.8, -5.9)), 0.82, (74, 156, 92), 0.8))
    return Still(tuple(body), pitch=40, turn=-34, share=(0.66, 0.78))


def lamp(ask: Ask) -> Still:
    """A table lamp with a pleated shade, lit."""
    shade = ask.colour((240, 214, 160))
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), bent(((4.4, 0), (4.6, 0.5), (1.2, 1.8), (0.9, 3.0), (2.6, 6.0), (0.8,
            10.0),
                                (0.7, 13.0))), (86, 116, 112), gloss=0.6),
        Turned((0, 12.0, 0), ((7.6, 0.0), (4.6, 9.0)), shade, lit=True, weight=1.7),
        Drawn(tuple(((7.6 * cos(a), 12.0, 7.6 * sin(a)), (4.6 * cos(a), 21.0, 4.6 * sin(a)))
                    for a in (radians(d) for d in range(190, 351, 16))), 0.9, 90),
    )  # fmt: skip
    return Still(main, pitch=8, turn=-10, share=(0.6, 0.9), glow=(0, 14.0, 0))


def box(ask: Ask) -> Still:
    """A lidded box tied with string, or a chest."""
    dye = ask.colour((176, 140, 96))
    w, d, h = 9.0, 6.5, 7.5
    main: tuple[Shape, ...] = (
        slab(oblong(-w, -d, w, d), h, dye),
        Drawn((((0, 0, -d), (0, h, -d), (0, h, d)), ((-w, h, 0), (w, h, 0), (w, 0, 0)),
               ((-w, h, 0), (-w, 0, 0))), 2.2),
        Rod((((-0.2, h + 0.5, 0), 0.5), ((-2.4, h + 1.3, 0.9), 0.36), ((-2.8, h + 0.5, -0.6), 0.3),
             ((0, h + 0.4, 0), 0.4)), (206, 186, 150), 0.1, 1.0),
        Rod((((0.2, h + 0.5, 0), 0.5), ((2.4, h + 1.2, -0.6), 0.36), ((2.6, h + 0.4, 0.8), 0.3),
             ((0, h + 0.4, 0), 0.4)), (206, 186, 150), 0.1, 1.0),
        sheet(oblong(2.0, -5.4, 7.6, -1.6), h + 0.01, (240, 234, 218), 1.0),
        drawn([[(2.6, -2.6), (6.6, -2.6)], [(2.6, -3.6), (7.0, -3.6)], [(2.6, -4.6), (5.6, -4.6)]],
              h + 0.02, 1.2, 170),
    )  # fmt: skip
    return Still(main, pitch=30, turn=-30, share=(0.7, 0.78))


def laptop(ask: Ask) -> Still:
    """A laptop, its screen towards us."""
    from_text = ask.text
    grey = ask.colour((150, 154, 160))
    keys = [[(x, z), (x + 1.4, z)] for z in (-4.4, -2.6, -0.8, 1.0) for x in
            (-13 + 2.0 * k for k in range(13))]  # fmt: skip
    lid = ((-15, 0.8, 5), (15, 0.8, 5), (15, 19, 9), (-15, 19, 9))
    glass = ((-14, 1.8, 5.2), (14, 1.8, 5.2), (14, 18, 8.7), (-14, 18, 8.7))
    main: tuple[Shape, ...] = (
        slab(rounded(-15, -10, 15, 5, 0.8), 0.8, grey), drawn(keys, 0.81, 3.2, 200),
        sheet(rounded(-3.6, -9.2, 3.6, -5.8, 0.4), 0.82, scale(grey, 0.9), 0.9),
        Sheet(lid, (60, 62, 68), 1.6, 0.4), Sheet(glass, (222, 234, 240), 1.0),
        Lettered(((-13, 17, 8.4), (13, 17, 8.4), (13, 3, 5.5), (-13, 3, 5.5)), from_text, 0.2),
    )  # fmt: skip
    return Still(main, pitch=24, turn=-18, share=(0.8, 0.84))


WARE: dict[str, Callable[[Ask], Still]] = {
    "glass": wine,
    "tumbler": tumbler,
    "bottle": bottle,
    "cup": cup,
    "candle": candle,
    "lantern": lantern,
    "vase": vase,
    "rose": rose,
    "clock": clock,
    "telephone": telephone,
    "phone": mobile,
    "lamp": lamp,
    "box": box,
    "laptop": laptop,
}
