"""Kitchens and bars: counters, stoves, bottles, barrels."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import (
    BRASS,
    DARK,
    IRON,
    LINEN,
    PALE,
    STEEL,
    WOOD,
    block,
    disc_on,
    doors,
    fronted,
    post,
    ruled,
)
from storyforge.artist.stage.assembly import assembled, placed
from storyforge.artist.stage.stage import Face, Solid, panel

GLASSES: tuple[RGB, ...] = (
    (72, 100, 78), (150, 92, 54), (196, 186, 150), (120, 44, 44), (86, 110, 126), (210, 200, 176)
)  # fmt: skip


def _counter(wide: float, across: int) -> list[Solid]:
    body = doors(
        block((0, 0.08, 0.02), (wide, 0.78, 0.56), PALE, 1.0), across, 1, scale(PALE, 1.07)
    )
    return [body, block((0, 0.86, 0), (wide + 0.04, 0.05, 0.64), mix(WOOD, PALE, 0.25), 1.0)]


def sink(_rng: Random) -> Solid:
    """A counter with a sink, its tap, a rack of plates."""
    parts = _counter(1.7, 4)
    top = parts[1]
    hole = panel(top.faces[4], (0.34, 0.64), (0.16, 0.8), (120, 126, 130), weight=0.8)
    parts[1] = fronted(top, (hole,), 4)
    tap = [
        block((0, 0.91, 0.24), (0.05, 0.3, 0.05), STEEL),
        block((0, 1.17, 0.12), (0.045, 0.045, 0.24), STEEL),
    ]
    plates = [block((0.5 + 0.07 * k, 0.91, 0.08), (0.02, 0.2, 0.2), LINEN, 0.7) for k in range(4)]
    return assembled([*parts, *tap, *plates], "sink")


def counter(rng: Random) -> Solid:
    """A run of cupboards with jars and a board on it."""
    goods = [
        post((-0.5 + 0.24 * k, 0.91, 0.1), 0.07 + 0.02 * rng.random(), 0.16 + 0.1 * rng.random(), c)
        for k, c in enumerate((NAMES["ochre"], LINEN, NAMES["rust"]))
    ]
    board = block((0.4, 0.91, -0.05), (0.4, 0.03, 0.28), WOOD)
    loaf = block((0.4, 0.94, -0.05), (0.24, 0.1, 0.12), (190, 140, 84))
    return assembled([*_counter(1.5, 3), *goods, board, loaf], "counter")


def stove(_rng: Random) -> Solid:
    """An iron range: oven door, rail, hob with a pot and a kettle, a pipe to the ceiling."""
    body = block((0, 0.1, 0), (0.95, 0.76, 0.6), IRON, 1.1)
    front = body.faces[0]
    oven = panel(front, (0.1, 0.62), (0.14, 0.66), scale(IRON, 0.7), weight=1.0)
    fire = panel(front, (0.7, 0.92), (0.3, 0.6), (226, 120, 60), lit=True)
    rail = panel(front, (0.06, 0.94), (0.8, 0.85), BRASS)
    body = fronted(body, (oven, fire, rail))
    top = block((0, 0.86, 0), (1.02, 0.05, 0.66), scale(IRON, 0.8), 1.0)
    pot = [
        post((-0.24, 0.91, 0), 0.15, 0.2, NAMES["copper"], 1, 9),
        post((-0.24, 1.11, 0), 0.155, 0.03, scale(NAMES["copper"], 0.8), 0.5, 9),
    ]
    kettle = [
        post((0.24, 0.91, 0.02), 0.12, 0.16, STEEL, 0.6, 8),
        block((0.38, 1.0, 0.02), (0.14, 0.03, 0.03), STEEL),
    ]
    pipe = post((0.3, 0.91, 0.24), 0.07, 2.0, IRON, 1, 7)
    feet = [block((x, 0, z), (0.07, 0.1, 0.07), IRON) for x in (-0.42, 0.42) for z in (-0.24, 0.24)]
    return assembled([*feet, body, top, pipe, *pot, *kettle], "stove")


def fridge(_rng: Random) -> Solid:
    """Two doors, one handle each."""
    body = block((0, 0, 0), (0.72, 1.75, 0.64), (226, 228, 226), 1.1)
    front = body.faces[0]
    marks = (
        panel(front, (0.02, 0.98), (0.03, 0.64), (232, 234, 232), weight=0.9),
        panel(front, (0.02, 0.98), (0.66, 0.98), (232, 234, 232), weight=0.9),
        panel(front, (0.08, 0.13), (0.4, 0.6), STEEL),
        panel(front, (0.08, 0.13), (0.7, 0.82), STEEL),
    )
    return replace(fronted(body, marks), name="fridge")


def wall_cupboard(_rng: Random) -> Solid:
    """Hangs above a counter."""
    return replace(
        doors(block((0, 1.45, 0), (1.5, 0.68, 0.34), PALE, 1.0), 3, 1, scale(PALE, 1.07)),
        name="cupboards",
    )


def sideboard(_rng: Random) -> Solid:
    """A dresser of plates: cupboard below, open shelves above."""
    low = doors(block((0, 0, 0), (1.3, 0.86, 0.44), WOOD, 1.0), 3, 1, scale(WOOD, 1.1))
    high = block((0, 0.86, 0.12), (1.24, 1.05, 0.2), scale(WOOD, 0.8), 0.9)
    front = high.faces[0]
    plates = tuple(
        disc_on(
            front, ((k + 0.6) / 5.2, v), (0.1, 0.12, 0.02), LINEN if (k + j) % 3 else NAMES["teal"]
        )
        for j, v in enumerate((0.18, 0.5, 0.82))
        for k in range(5)
    )
    return assembled([low, fronted(ruled(high, 2), plates)], "dresser")


def bar_counter(_rng: Random) -> Solid:
    """A long counter, panelled, with a brass rail, taps and glasses, and its stools."""
    body = ruled(block((0, 0, 0.1), (4.2, 1.02, 0.5), scale(WOOD, 0.78), 1.1), 10, True)
    top = block((0, 1.02, 0.06), (4.36, 0.06, 0.66), DARK, 1.1)
    rail = block((0, 0.18, -0.26), (4.1, 0.04, 0.04), BRASS)
    taps = [
        part
        for x in (-0.5, -0.35)
        for part in (
            post((x, 1.08, 0.1), 0.025, 0.26, BRASS),
            post((x, 1.34, 0.1), 0.03, 0.1, IRON),
        )
    ]
    glass = [
        post((x, 1.08, -0.05), 0.04, 0.13, (222, 230, 228), 1.15) for x in (0.3, 0.46, 1.3, -1.5)
    ]
    stools = []
    for x in (-1.5, -0.6, 0.9, 1.7):
        stools += [
            post((x, 0, -0.66), 0.18, 0.03, IRON),
            post((x, 0.03, -0.66), 0.03, 0.68, IRON),
            post((x, 0.71, -0.66), 0.19, 0.07, (132, 56, 50), 1, 9),
        ]
    return assembled([body, top, rail, *taps, *glass, *stools], "bar")


def bottles(rng: Random) -> Solid:
    """A back bar: shelves of bottles before a mirror."""
    frame = block((0, 0, 0.1), (2.6, 2.35, 0.24), scale(DARK, 0.9), 1.0)
    front = frame.faces[0]
    glass = panel(front, (0.03, 0.97), (0.44, 0.96), (196, 204, 200), glaze=True)
    marks: list[Face] = [glass]
    for v in (0.44, 0.62, 0.8):
        marks.append(panel(front, (0.02, 0.98), (v - 0.016, v), WOOD, weight=0.6))
        u = 0.05
        while u < 0.94:
            marks += _bottle(front, u, v, rng)
            u += 0.034 + 0.022 * rng.random()
    marks += [panel(front, (k / 5 + 0.02, k / 5 + 0.18), (0.04, 0.38), WOOD) for k in range(5)]
    return replace(fronted(frame, tuple(marks)), name="bottles")


def _bottle(front: Face, u: float, v: float, rng: Random) -> list[Face]:
    tall, tint = 0.075 + 0.045 * rng.random(), GLASSES[int(rng.random() * len(GLASSES))]
    body = panel(front, (u, u + 0.024), (v, v + tall), tint, weight=0.5)
    neck = panel(front, (u + 0.008, u + 0.016), (v + tall, v + tall + 0.035), tint, weight=0.5)
    return [body, neck]


def barrel(_rng: Random) -> Solid:
    """A standing cask with two hoops."""
    low = post((0, 0, 0), 0.27, 0.42, WOOD, 1.18, 10)
    high = post((0, 0.42, 0), 0.32, 0.42, WOOD, 0.85, 10)
    hoops = [post((0, y, 0), r, 0.05, IRON, 1.0, 10) for y, r in ((0.14, 0.3), (0.64, 0.31))]
    return Solid(
        (*low.faces[:-1], *high.faces, *(f for h in hoops for f in h.faces[:-1])),
        (0, 0, 0),
        1,
        "barrel",
    )


def barrels(rng: Random) -> Solid:
    """Three casks together."""
    spots = ((-0.36, 0.1), (0.36, 0.12), (0.02, -0.46))
    return assembled([placed(barrel(rng), (x, 0, z)) for x, z in spots], "barrels")
