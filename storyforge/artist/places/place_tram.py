"""Trams: the car from inside with benches, poles and bulbs, and the stop on a wet square."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, scale
from storyforge.artist.places.marks_town import GLASS
from storyforge.artist.places.place_houses import WALLS
from storyforge.artist.places.street_things import street_lamp
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.stage import (
    Face,
    Lamp,
    Place,
    Solid,
    Spot,
    box,
    column,
    courses,
    group,
    on,
    panel,
    quad,
)

_WOOD: RGB = (164, 124, 86)
_GREEN: RGB = (66, 112, 84)
_CREAM: RGB = (230, 220, 192)


def carriage(_rng: Random, _words: frozenset[str]) -> Place:
    """The inside of a tram or coach along z: slatted benches, brass poles, windows, bulbs."""
    wide, near, far, tall = 1.45, -5.0, 6.0, 2.45
    sides = [_wall(s * wide, near, far, tall) for s in (-1.0, 1.0)]
    ends, floor = [_end(wide, z, tall) for z in (far, near)], _floor(wide, near, far)
    roof = quad(
        (-wide, tall, far),
        (wide, tall, far),
        (wide, tall, near),
        (-wide, tall, near),
        _CREAM,
        (0, -1, 0),
    )
    roof = replace(roof, lines=courses(roof, 8), hatch=-1)
    shell = [Solid((f,), (0, 0, 0), 0, "wall") for f in (floor, roof, *ends, *sides)]
    rows = (-3.2, -1.9, 1.1, 2.4, 3.7, 5.0)
    seats = [_bench(s * 1.0, z) for z in rows for s in (-1, 1)]
    poles = [
        column(s * 0.52, z, 0.022, (0, tall), NAMES["brass"], 1, 5)
        for z in (0.7, 3.3)
        for s in (-1, 1)
    ]
    rails = [
        box((s * 0.6 - 0.015, s * 0.6 + 0.015), (2.08, 2.11), (near, far), NAMES["brass"])
        for s in (-1, 1)
    ]
    bulbs = tuple(Lamp((0.0, tall - 0.12, z), 0.6) for z in (-2.0, 0.6, 3.0, 5.2))
    solids = (*shell, *rails, *seats, *poles)
    return Place(
        "carriage",
        (150, 140, 128),
        "plain",
        0,
        solids,
        (),
        bulbs,
        True,
        (0, 9, -9, 178),
        "",
        span=0.62,
        tall=tall,
    )


def _view(face: Face, u: tuple[float, float], v: tuple[float, float]) -> Face:
    """A pane with the land going past in it."""
    pane = replace(panel(face, u, v, (255, 255, 255), weight=1.0), sky=True)
    tops = ((0.0, 0.3), (0.2, 0.42), (0.45, 0.3), (0.7, 0.5), (1.0, 0.34))
    spots = [on(pane, a, b) for a, b in ((1.0, 0.0), (0.0, 0.0), *tops)]
    return replace(pane, decor=(Face(tuple(spots), (190, 198, 188), pane.normal, 0.5, sky=True),))


def _wall(x: float, near: float, far: float, tall: float) -> Face:
    side = 1.0 if x > 0 else -1.0
    a, b = (near, far) if side > 0 else (far, near)
    wall = quad((x, 0, a), (x, 0, b), (x, tall, b), (x, tall, a), _GREEN, (-side, 0, 0))
    glass = [_view(wall, (u, u + 0.105), (0.4, 0.8)) for u in (0.01 + 0.125 * k for k in range(8))]
    upper = panel(wall, (0, 1), (0.36, 1.0), _CREAM, weight=0.8)
    return replace(wall, decor=(upper, *glass), lines=courses(wall, 5))


def _end(wide: float, z: float, tall: float) -> Face:
    """The wall at either end: two panes and a door with a pane."""
    s = 1.0 if z > 0 else -1.0
    wall = quad(
        (s * wide, 0, z), (-s * wide, 0, z), (-s * wide, tall, z), (s * wide, tall, z), _CREAM,
        (0, 0, -s),
    )  # fmt: skip
    panes = [_view(wall, u, (0.38, 0.82)) for u in ((0.1, 0.34), (0.66, 0.9))]
    door = panel(wall, (0.4, 0.6), (0.0, 0.84), scale(_GREEN, 0.9), weight=1.1)
    return replace(wall, decor=(*panes, door, _view(wall, (0.44, 0.56), (0.42, 0.78))))


def _floor(wide: float, near: float, far: float) -> Face:
    floor = quad(
        (-wide, 0, near),
        (wide, 0, near),
        (wide, 0, far),
        (-wide, 0, far),
        (176, 158, 136),
        (0, 1, 0),
    )
    return replace(floor, lines=courses(floor, 13, upright=True))


def _bench(x: float, z: float) -> Solid:
    wide = (x - 0.4, x + 0.4)
    seat = box(wide, (0.42, 0.47), (z - 0.44, z), _WOOD, 0.9)
    leg = box((x - 0.36, x + 0.36), (0, 0.42), (z - 0.12, z - 0.04), scale(_WOOD, 0.7), 0.8)
    back = box(wide, (0.47, 1.0), (z, z + 0.05), _WOOD, 0.9)
    slats = tuple(
        replace(f, lines=courses(f, 4)) if k in (0, 2) else f for k, f in enumerate(back.faces)
    )
    spots = tuple(
        Spot("seat", (x + d, 0, z - 0.2), 180.0, 0.47, name="seat") for d in (-0.22, 0.22)
    )
    parts = [replace(back, faces=slats), leg, seat]
    return replace(assembled(parts, "seat", (x, 0, z)), spots=spots)


def tram_stop(rng: Random, _words: frozenset[str]) -> Place:
    """A wet square with rails, a glass shelter, one lamp, and a tram waiting under its wire."""
    post, lamp = street_lamp(-3.4, 4.4, 0.3)
    rails = [
        Solid(
            (
                quad(
                    (x, 0.01, -20),
                    (x + 0.1, 0.01, -20),
                    (x + 0.1, 0.01, 60),
                    (x, 0.01, 60),
                    (214, 218, 222),
                    (0, 1, 0),
                    0.8,
                ),
            ),
            (0, 0, 0),
            0,
        )
        for x in (1.6, 3.05, -0.2, -1.65)
    ]
    tram = _tram(2.4, 7.0)
    wires = [
        box((x - 0.01, x + 0.01), (5.4, 5.42), (-20, 60), (60, 60, 64), 0.6) for x in (2.4, -0.9)
    ]
    solids = (*rails, *_backs(rng), post, _shelter(-5.2, 6.5), tram, *wires)
    lamps = (lamp, *(Lamp((2.4, 2.0, z), 1.0) for z in (8.0, 11.0, 14.0)))
    return Place(
        "tram stop",
        (128, 128, 132),
        "cobbles",
        0,
        solids,
        (),
        lamps,
        False,
        (-6, 6, -18, 14, 172),
        "town",
    )


def _backs(rng: Random) -> list[Solid]:
    """Houses round the square."""
    out = []
    for k, x in enumerate((-30.0, -21.0, -12.0, -3.0, 8.0, 18.0, 27.0)):
        tall = 8 + 5 * rng.random()
        wall = box((x, x + 8.6), (0, tall), (30.0 + 2 * (k % 2), 38.0), WALLS[k % len(WALLS)])
        front = wall.faces[0]
        panes = tuple(
            panel(front, (u, u + 0.1), (v, v + 0.13), GLASS, rng.random() < 0.3, True, 0.7)
            for u in (0.12, 0.38, 0.64)
            for v in (0.16, 0.42, 0.68)
        )
        out.append(
            replace(wall, faces=(replace(front, decor=panes), *wall.faces[1:]), name="house")
        )
    return out


def _shelter(x: float, z: float) -> Solid:
    iron = (86, 92, 96)
    posts = [
        column(x + a, z + b, 0.05, (0, 2.5), iron, 1, 4) for a in (-1.4, 1.4) for b in (0.8, -0.8)
    ]
    glass = quad(
        (x - 1.4, 0.3, z + 0.8),
        (x + 1.4, 0.3, z + 0.8),
        (x + 1.4, 2.3, z + 0.8),
        (x - 1.4, 2.3, z + 0.8),
        (186, 200, 208),
    )
    glass = replace(glass, glaze=True, lines=courses(glass, 3, upright=True))
    roof = box((x - 1.7, x + 1.7), (2.5, 2.62), (z - 1.1, z + 1.0), iron)
    seat = box((x - 1.1, x + 1.1), (0.42, 0.48), (z + 0.3, z + 0.7), _WOOD)
    return group([Solid((glass,), (x, 0, z + 0.8)), *posts, seat, roof], (x, 0, z), "shelter")


def _tram(x: float, z: float) -> Solid:
    low = box((x - 1.15, x + 1.15), (0.35, 1.35), (z, z + 9), _GREEN, 1.2)
    high = box((x - 1.15, x + 1.15), (1.35, 2.9), (z, z + 9), _CREAM, 1.1)
    roof = box((x - 1.0, x + 1.0), (2.9, 3.15), (z + 0.2, z + 8.8), (110, 112, 114))
    side = panel_row(high.faces[3], 7)
    other = panel_row(high.faces[1], 7)
    front = replace(
        high.faces[0],
        decor=tuple(
            panel(high.faces[0], (u, u + 0.26), (0.16, 0.72), GLASS, True, True, 1.0)
            for u in (0.06, 0.37, 0.68)
        ),
    )
    nose = replace(
        low.faces[0],
        decor=(panel(low.faces[0], (0.42, 0.58), (0.35, 0.75), (255, 244, 206), True),),
    )
    body = [
        replace(low, faces=(nose, *low.faces[1:])),
        replace(high, faces=(front, other, high.faces[2], side, *high.faces[4:])),
    ]
    pole = column(x, z + 5, 0.04, (3.1, 5.3), (70, 70, 74), 1, 4)
    wheels = [
        box((x - 1.0, x + 1.0), (0, 0.5), (z + a, z + a + 0.7), (58, 58, 62)) for a in (6.5, 1.6)
    ]
    return group([*wheels, *body, roof, pole], (x, 0, z), "tram")


def panel_row(face: Face, count: int) -> Face:
    """The face with a row of lit windows."""
    step = 1.0 / count
    panes = tuple(
        panel(
            face,
            (k * step + 0.15 * step, (k + 1) * step - 0.15 * step),
            (0.16, 0.72),
            GLASS,
            True,
            True,
            0.9,
        )
        for k in range(count)
    )
    return replace(face, decor=panes)
