"""Houses, whole: tall gabled ones, town houses, cottages, city blocks; the front faces -z."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.place_fronts import (
    CLOTHS,
    DOORS,
    GLASS,
    TRIM,
    balcony,
    door,
    height_of,
    ledge,
    patch,
    share,
    shop,
    stuck,
    width_of,
    window,
)
from storyforge.artist.stage.stage import (
    Face,
    Solid,
    box,
    column,
    courses,
    gable,
    group,
    panel,
    quad,
)

WALLS: tuple[RGB, ...] = (
    (190, 174, 152),
    (172, 132, 112),
    (200, 188, 168),
    (158, 152, 150),
    (182, 154, 128),
    (146, 132, 126),
)
TILES: tuple[RGB, ...] = ((132, 88, 74), (104, 98, 100), (118, 92, 82))
SHUTTERS: tuple[RGB, ...] = ((84, 108, 100), (92, 104, 124), (124, 72, 60))


@dataclass(frozen=True, slots=True)
class Plot:
    """What is asked of one house: metres along the street, and its ground floor's use."""

    wide: float
    deep: float = 7.0
    shop: bool = False
    awning: bool = False
    tall: float = 0.0  # 0: as it comes


House = Callable[[Random, Plot], Solid]


def pick(rng: Random, colours: tuple[RGB, ...]) -> RGB:
    """One of the colours, by the die."""
    return colours[int(rng.random() * len(colours))]


def _walls(rng: Random, plot: Plot, tall: float, colour: RGB) -> list[Face]:
    half = plot.wide / 2
    faces = list(box((-half, half), (0, tall), (0, plot.deep), colour, 1.1).faces)
    for k in (1, 2, 3):
        wide = width_of(faces[k])
        spots = [(wide * 0.5 - 0.5, y) for y in (1.2, 4.0) if y + 1.6 < tall]
        bits = [window(rng, faces[k], x, y, 0.9, 1.3, None)[0] for x, y in spots]
        faces[k] = stuck(faces[k], bits)
    return faces


def _ground_floor(rng: Random, face: Face, plot: Plot, colour: RGB) -> list[Face]:
    """Shop or door with a window beside it; a darker plinth below."""
    w = width_of(face)
    if plot.shop:
        cloth = pick(rng, CLOTHS) if plot.awning else None
        return shop(rng, face, pick(rng, DOORS), cloth)
    plinth = patch(face, (0, w), (0, 0.55), scale(colour, 0.78), 0.7)
    side = 0.16 if rng.random() < 0.5 else 0.6
    at = max(0.4, w * side)
    found = [plinth, *door(face, at, pick(rng, DOORS))]
    other = w * 0.62 if side < 0.5 else w * 0.14
    if w > 3.6:
        found += window(rng, face, other, 1.0, 1.05, 1.5, None)
    return found


def _storeys(rng: Random, face: Face, low: float, shutter: RGB | None) -> list[Face]:
    """Rows of windows above the ground floor, all on the same axes, smaller towards the top."""
    w, h = width_of(face), height_of(face)
    cols = max(2, int(w / 1.9))
    found = []
    y = low
    while y + 2.0 < h:
        tall = 1.55 if y < low + 1 else 1.3
        for k in range(cols):
            x = w * (k + 0.5) / cols - 0.45
            found += window(rng, face, x, y + 0.5, 0.9, tall, shutter)
        y += 2.75
    return found


def chimney_on(x: float, y: float, z: float, colour: RGB) -> list[Solid]:
    """A stack with two pots, its foot at *y* metres."""
    stack = box((x - 0.38, x + 0.38), (y - 0.6, y + 1.1), (z - 0.3, z + 0.3), colour, 0.9)
    pots = [
        column(x + d, z, 0.12, (y + 1.1, y + 1.45), (160, 104, 82), 0.9, 5, 0.7)
        for d in (-0.18, 0.18)
    ]
    return [stack, *pots]


def _along_roof(wide: float, deep: float, eaves: float, rise: float, colour: RGB) -> Solid:
    """A roof whose ridge runs along x, its tiled slope towards the street, eaves standing out."""
    x, far = wide / 2 + 0.12, 0.42
    low = eaves - 0.12
    m = deep / 2
    run = (m + far) ** 2 + rise**2
    n = ((m + far) / run**0.5, rise / run**0.5)
    a, b = (-x, low, -far), (x, low, -far)
    c, d = (x, eaves + rise, m), (-x, eaves + rise, m)
    e, f = (x, low, deep + far), (-x, low, deep + far)
    front = quad(a, b, c, d, colour, (0, n[0], -n[1]), 1.1)
    back = quad(e, f, d, c, colour, (0, n[0], n[1]), 1.1)
    under = quad(a, b, (x, low, 0.0), (-x, low, 0.0), scale(colour, 0.45), (0, -1, 0), 0.7)
    ends = [
        Face(((s * x, low, -far), (s * x, low, deep + far), (s * x, eaves + rise, m)), w, (s, 0, 0))
        for s, w in ((-1.0, scale(colour, 0.8)), (1.0, scale(colour, 0.8)))
    ]
    front = replace(front, lines=courses(front, 6))
    back = replace(back, lines=courses(back, 6))
    return Solid((under, *ends, front, back), (0, 0, m))


def town_house(rng: Random, plot: Plot) -> Solid:
    """Three or four storeys, windows on their axes, cornice, tiled roof, chimney."""
    tall = plot.tall or 3.3 + 2.75 * (2 + int(rng.random() * 2)) + 0.3
    colour = pick(rng, WALLS)
    faces = _walls(rng, plot, tall, colour)
    front = faces[0]
    shutter = pick(rng, SHUTTERS) if rng.random() < 0.4 else None
    bits = [*_ground_floor(rng, front, plot, colour), *_storeys(rng, front, 3.2, shutter)]
    w = plot.wide
    bits.append(patch(front, (0, w), (3.1, 3.28), TRIM, 0.6))
    bits.append(patch(front, (w - 0.2, w - 0.09), (0.1, tall - 0.2), scale(colour, 0.62), 0.5))
    if not plot.shop and rng.random() < 0.35:
        bits += balcony(front, (w / 2 - 1.0, w / 2 + 1.0), 6.2)
    bits.append(patch(front, (0, w), (tall - 0.5, tall), scale(colour, 0.66), 0.5))
    faces[0] = stuck(front, bits)
    rise = 1.7 + 0.9 * rng.random()
    roof = _along_roof(w, plot.deep, tall, rise, pick(rng, TILES))
    x = w * (0.3 if rng.random() < 0.5 else -0.3)
    stack = chimney_on(x, tall + rise, plot.deep / 2, scale(colour, 0.8))
    walls = Solid(tuple(faces[k] for k in (1, 2, 3, 0)), (0, 0, 0))
    return group([walls, roof, *stack], (0, 0, plot.deep / 2), "house")


def gabled_house(rng: Random, plot: Plot) -> Solid:
    """Narrow and tall, the gable to the street, a hatch under its point."""
    tall = plot.tall or 3.3 + 2.75 * (1 + int(rng.random() * 2.6)) + 0.3
    colour = pick(rng, WALLS)
    faces = _walls(rng, plot, tall, colour)
    bits = [*_ground_floor(rng, faces[0], plot, colour), *_storeys(rng, faces[0], 3.1, None)]
    if rng.random() < 0.4:
        bits += _timbers(faces[0], 3.15)
    bits += ledge(faces[0], (0, plot.wide), (2.98, 3.14), 0.1, scale(colour, 0.8), 0.6)
    faces[0] = stuck(faces[0], bits)
    half, rise = plot.wide / 2, plot.wide * (0.62 + 0.16 * rng.random())
    roof = gable((-half - 0.14, half + 0.14), (tall, tall + rise), (-0.25, plot.deep), colour)
    tile = pick(rng, TILES)
    slopes = [
        replace(f, colour=tile, lines=courses(f, 6)) if len(f.points) == 4 else f
        for f in roof.faces
    ]
    hatch = quad(
        (-0.45, tall + 0.5, -0.26),
        (0.45, tall + 0.5, -0.26),
        (0.45, tall + 1.5, -0.26),
        (-0.45, tall + 1.5, -0.26),
        scale(colour, 0.5),
        (0, 0, -1),
    )
    edge = tuple(((s * (half + 0.14), tall, -0.27), (0.0, tall + rise, -0.27)) for s in (-1.0, 1.0))
    slopes[0] = replace(slopes[0], decor=(hatch,), lines=edge, weight=1.4)
    stack = chimney_on(0.0, tall + rise * 0.94, plot.deep * 0.7, scale(colour, 0.8))
    walls = Solid(tuple(faces[k] for k in (1, 2, 3, 0)), (0, 0, 0))
    top = Solid(tuple(slopes), roof.at)
    return group([walls, *stack, top], (0, 0, plot.deep / 2), "house")


def _timbers(face: Face, low: float) -> list[Face]:
    """Dark beams over the upper storeys."""
    w, h = width_of(face), height_of(face)
    dark = (92, 74, 62)
    beams = [patch(face, (0, w), (y, y + 0.2), dark, 0.5) for y in _steps(low, h - 0.1, 2.75)]
    posts = [patch(face, (x, x + 0.18), (low, h), dark, 0.5) for x in (0.0, w / 2 - 0.09, w - 0.18)]
    return [*beams, *posts]


def _steps(low: float, high: float, step: float) -> list[float]:
    return [low + step * k for k in range(int((high - low) / step) + 1)]


def cottage(rng: Random, plot: Plot) -> Solid:
    """One low storey under a steep roof, a door, two small windows, smoke-black chimney."""
    tall = plot.tall or 2.7
    colour = mix(pick(rng, WALLS), (222, 214, 198), 0.55)
    faces = _walls(rng, plot, tall, colour)
    front, w = faces[0], plot.wide
    shutter = pick(rng, SHUTTERS) if rng.random() < 0.6 else None
    bits = [patch(front, (0, w), (0, 0.4), scale(colour, 0.76), 0.6)]
    bits += door(front, w / 2 - 0.45, pick(rng, DOORS), 1.75, 0.9)[:2]
    for x in (w * 0.2 - 0.45, w * 0.8 - 0.45):
        bits += window(rng, front, x, 0.95, 0.9, 0.95, shutter)
    faces[0] = stuck(front, bits)
    roof = _along_roof(w, plot.deep, tall, 2.7, (136, 116, 84) if rng.random() < 0.5 else TILES[0])
    stack = chimney_on(w * 0.34, tall + 2.6, plot.deep / 2, (132, 122, 114))
    walls = Solid(tuple(faces[k] for k in (1, 2, 3, 0)), (0, 0, 0))
    return group([walls, *stack, roof], (0, 0, plot.deep / 2), "house")


def suburban(rng: Random, plot: Plot) -> Solid:
    """A family house of two storeys with a porch and a garage door."""
    tall, w = plot.tall or 5.2, plot.wide
    colour = mix(pick(rng, WALLS), (230, 226, 216), 0.5)
    faces = _walls(rng, plot, tall, colour)
    front = faces[0]
    gate = patch(front, (0.5, 3.2), (0, 2.2), (214, 210, 202), 0.8)
    bits = [replace(gate, lines=courses(gate, 4))]
    bits += door(front, w * 0.55, pick(rng, DOORS))
    bits += window(rng, front, w * 0.76, 0.9, 1.3, 1.2, None)
    for x in (1.2, w * 0.5, w * 0.8):
        bits += window(rng, front, x, 3.3, 1.1, 1.2, pick(rng, SHUTTERS))
    bits += ledge(front, (w * 0.5, w * 0.72), (2.7, 2.9), 1.3, (206, 200, 190))
    faces[0] = stuck(front, bits)
    roof = _along_roof(w, plot.deep, tall, 2.1, pick(rng, TILES))
    walls = Solid(tuple(faces[k] for k in (1, 2, 3, 0)), (0, 0, 0))
    stack = chimney_on(w * 0.3, tall + 2.1, plot.deep / 2, (150, 106, 90))
    return group([walls, *stack, roof], (0, 0, plot.deep / 2), "house")


def block(rng: Random, plot: Plot) -> Solid:
    """A city block of offices or flats: shops below, a grid of windows, a flat roof."""
    tall = plot.tall or 13 + 22 * rng.random()
    colour = mix(pick(rng, WALLS), (150, 154, 160), 0.5 * rng.random())
    half = plot.wide / 2
    faces = list(box((-half, half), (0, tall), (0, plot.deep), colour, 1.2).faces)
    ribbon = rng.random() < 0.45
    for k in range(4):
        faces[k] = stuck(faces[k], _grid(rng, faces[k], ribbon, k == 0))
    w = plot.wide
    bits = _ground_floor(rng, faces[0], replace(plot, shop=True), colour)
    bits += ledge(faces[0], (0, w), (3.5, 3.8), 0.2, scale(colour, 0.9), 0.7)
    bits += ledge(faces[0], (0, w), (tall - 0.5, tall), 0.3, TRIM, 0.8)
    faces[0] = stuck(faces[0], bits)
    hut = box((-1.6, 1.2), (tall, tall + 2.2), (2, 4.5), scale(colour, 0.8), 0.8)
    walls = Solid(tuple(faces[k] for k in (1, 2, 3, 0, 4)), (0, 0, 0))
    return group([walls, hut], (0, 0, plot.deep / 2), "house")


def _grid(rng: Random, face: Face, ribbon: bool, full: bool) -> list[Face]:
    w, h = width_of(face), height_of(face)
    cols = max(2, int(w / 2.3)) if not ribbon else 2
    found = []
    for y in _steps(4.2, min(h, 26.0) - 2.6, 3.1 if full else 6.2):
        for k in range(cols):
            a = w * (k + 0.2) / cols if not ribbon else w * k / 2 + 0.4
            b = w * (k + 0.8) / cols if not ribbon else w * (k + 1) / 2 - 0.4
            u, v = share(face, (a, b), (y, y + 1.7))
            found.append(panel(face, u, v, GLASS, rng.random() < 0.35, True, 0.5, ribbon))
    return found


def back_wall(rng: Random, plot: Plot) -> Solid:
    """The back of a tenement, as alleys have it: brick, small windows, iron stairs."""
    tall = plot.tall or 11 + 4 * rng.random()
    colour = pick(rng, (NAMES["brick"], (138, 104, 92), (126, 116, 112)))
    half = plot.wide / 2
    faces = list(box((-half, half), (0, tall), (0, plot.deep), colour, 1.1).faces)
    front, w = faces[0], plot.wide
    bits = [_bricks(rng, front)]
    for y in _steps(3.4, tall - 2.0, 2.8):
        bits += [window(rng, front, x, y, 0.9, 1.25, None) for x in (w * 0.2, w * 0.68)]
    bits.append([patch(front, (0.3, 0.44), (0, tall - 0.3), (84, 82, 82), 0.6)])
    if rng.random() < 0.62:
        bits.append(fire_escape(front, w))
    if rng.random() < 0.6:
        bits.append(door(front, w * 0.42, (74, 78, 80))[:2])
    faces[0] = replace(stuck(front, *bits), lines=courses(front, 22))
    return Solid(tuple(faces[k] for k in (1, 2, 3, 0, 4)), (0, 0, plot.deep / 2), 1, "house")


def _bricks(rng: Random, face: Face) -> list[Face]:
    """Loose patches of bricks, not all of them."""
    w, h = width_of(face), height_of(face)
    found = []
    for _ in range(26):
        x, y = rng.random() * (w - 1), 0.3 + rng.random() * (h - 1)
        for k in range(2):
            a = x + 0.14 * k
            found.append(
                patch(face, (a, a + 0.3), (y + 0.12 * k, y + 0.1 + 0.12 * k), face.colour, 0.5)
            )
    return found


def fire_escape(face: Face, wide: float) -> list[Face]:
    """Iron landings and the flights between them."""
    found: list[Face] = []
    x = (wide * 0.12, wide * 0.58)
    levels = _steps(3.3, height_of(face) - 2.2, 2.8)
    for k, y in enumerate(levels):
        found += balcony(face, x, y)
        if k:
            a, b = (x[0] + 0.5, x[1] - 0.5) if k % 2 else (x[1] - 0.5, x[0] + 0.5)
            stair = patch(face, (min(a, b), max(a, b)), (y - 2.8, y), face.colour, 0.0)
            ends = (
                (stair.points[0], stair.points[2]) if a < b else (stair.points[1], stair.points[3])
            )
            found.append(Face((*ends, ends[1]), (66, 66, 70), None, 1.6, (ends,)))
    return found
