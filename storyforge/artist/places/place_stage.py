"""The theatre: boards, curtains, a painted cloth, footlights, and the house with its seats."""

from __future__ import annotations

from dataclasses import replace
from math import pi, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import BRASS, DARK, block, post, shining
from storyforge.artist.places.furniture_catalog import ITEMS, furniture_named
from storyforge.artist.places.place_arrange import Arranger, Room
from storyforge.artist.places.place_walls import Wall
from storyforge.artist.stage.assembly import assembled, placed
from storyforge.artist.stage.stage import Face, Lamp, Place, Solid, box, courses, panel, quad
from storyforge.artist.words import said

RED: RGB = NAMES["burgundy"]
_PIT = -0.95  # the floor of the house below the boards


def theatre(rng: Random, words: frozenset[str]) -> Place:
    """A stage ten metres wide seen from the house; from the back one looks into the seats."""
    boards = quad(
        (-7.5, 0, -1.6), (7.5, 0, -1.6), (7.5, 0, 6.4), (-7.5, 0, 6.4), (166, 130, 94), (0, 1, 0)
    )
    boards = replace(boards, lines=courses(boards, 30, True))
    lip = quad(
        (-7.5, _PIT, -1.6),
        (7.5, _PIT, -1.6),
        (7.5, 0, -1.6),
        (-7.5, 0, -1.6),
        (96, 74, 58),
        (0, 0, -1),
    )
    house = quad(
        (-8, _PIT, -16), (8, _PIT, -16), (8, _PIT, -1.6), (-8, _PIT, -1.6), (92, 66, 62), (0, 1, 0)
    )
    dark = [
        Solid((f,), (0, 0, 0), 0, "wall")
        for f in (*_house_walls(), house, lip, *_stage_walls(), boards)
    ]
    cloth = (
        []
        if said(words, "empty", "bare", "rehearsal")
        else [Solid((_scene(),), (0, 0, 6.2), 0, "cloth")]
    )
    drapes = [_drape(s * 4.1, 1.9, 1.9) for s in (-1, 1)] + [
        _drape(s * 4.9, 4.2, 2.0) for s in (-1, 1)
    ]
    solids = (
        *dark,
        *cloth,
        *drapes,
        _pelmet(),
        *_arch(),
        *_footlights(),
        *_rows(rng),
        *_set(rng, words),
    )
    lamps = tuple(Lamp((x, 0.2, -1.3), 0.9) for x in (-3.6, -1.2, 1.2, 3.6))
    return Place(
        "stage", (92, 66, 62), "plain", _PIT, solids, (), (*lamps, Lamp((0.0, 2.2, 0.6), 2.4)),
        True,
        (0, 14, -14, 8, 178), "dark", span=2.4, tall=8.0,
    )  # fmt: skip


def _set(rng: Random, words: frozenset[str]) -> list[Solid]:
    """Furniture the words put on the boards."""
    walls = {
        "north": Wall("north", (0, 0, 4.6), 0, 7.0, 4.0),
        "east": Wall("east", (4, 0, 2.6), 90, 3.0, 4.0),
        "west": Wall("west", (-4, 0, 2.6), -90, 3.0, 4.0),
        "south": Wall("south", (0, 0, -3.0), 180, 7.0, 4.0),
    }
    hand = Arranger(Room(walls, (-1.7, 1.7, -1.2, 1.1)), rng)
    for k, name in enumerate(n for n in furniture_named(words) if n not in ("seats", "bench")):
        hand.stand(name, ("north", "west", "east"), (-0.5, 0.5, 0.0)[k % 3])
    return [replace(s, backs=None) for s in hand.solids]


def _stage_walls() -> list[Face]:
    back = quad(
        (7.5, 0, 6.4), (-7.5, 0, 6.4), (-7.5, 7, 6.4), (7.5, 7, 6.4), (98, 88, 84), (0, 0, -1)
    )
    sides = [
        quad(
            (s * 7.5, 0, 6.4),
            (s * 7.5, 0, -1.6),
            (s * 7.5, 7, -1.6),
            (s * 7.5, 7, 6.4),
            (74, 66, 64),
            (-s, 0, 0),
        )
        for s in (-1.0, 1.0)
    ]
    return [back, *sides]


def _house_walls() -> list[Face]:
    """The far end of the auditorium: a balcony, boxes, a few lamps."""
    back = quad(
        (-8, _PIT, -16), (8, _PIT, -16), (8, 8, -16), (-8, 8, -16), (126, 92, 84), (0, 0, 1)
    )
    rail = [
        panel(back, (0, 1), (v, v + 0.07), mix(BRASS, RED, 0.3), weight=1.0) for v in (0.36, 0.62)
    ]
    dark = [panel(back, (0, 1), (v, v + 0.18), (64, 48, 48)) for v in (0.43, 0.69)]
    lamps = [
        panel(back, (u, u + 0.02), (0.38, 0.42), (255, 226, 160), lit=True)
        for u in (0.08 + 0.12 * k for k in range(8))
    ]
    sides = [
        quad(
            (s * 8, _PIT, -1.6),
            (s * 8, _PIT, -16),
            (s * 8, 8, -16),
            (s * 8, 8, -1.6),
            (112, 82, 76),
            (-s, 0, 0),
        )
        for s in (-1.0, 1.0)
    ]
    return [replace(back, decor=(*dark, *rail, *lamps)), *sides]


def _scene() -> Face:
    """The painted cloth at the back: hills, a moon, a little town."""
    z = 6.2
    cloth = quad(
        (5.4, 0, z), (-5.4, 0, z), (-5.4, 5.2, z), (5.4, 5.2, z), (150, 172, 186), (0, 0, -1), 1.0
    )

    def flat(spots: list[tuple[float, float]], colour: RGB) -> Face:
        return Face(tuple((x, y, z) for x, y in spots), colour, (0, 0, -1), 0.7)

    far = [(-5.4 + 10.8 * k / 12, 1.5 + 0.7 * sin(k * 1.3) + 0.3 * sin(k * 2.9)) for k in range(13)]
    near = [(-5.4 + 10.8 * k / 12, 0.8 + 0.4 * sin(k * 0.9 + 2)) for k in range(13)]
    moon = [
        (2.6 + 0.5 * sin(2 * pi * k / 14), 3.9 + 0.5 * sin(2 * pi * k / 14 + pi / 2))
        for k in range(14)
    ]
    hills = flat([*far, (5.4, 0), (-5.4, 0)], (118, 138, 134))
    land = flat([*near, (5.4, 0), (-5.4, 0)], (96, 112, 86))
    return replace(cloth, decor=(flat(moon, (244, 236, 206)), hills, land))


def _drape(x: float, z: float, wide: float) -> Solid:
    """A curtain drawn to its side, in folds that catch the light."""
    faces = []
    count = 9
    for k in range(count):
        a, b = x - wide / 2 + wide * k / count, x - wide / 2 + wide * (k + 1) / count
        za, zb = z + 0.16 * (k % 2), z + 0.16 * ((k + 1) % 2)
        shade = 0.82 + 0.3 * (k % 2)
        faces.append(
            quad((a, 0, za), (b, 0, zb), (b, 5.8, zb), (a, 5.8, za), scale(RED, shade), None, 0.8)
        )
    return Solid(tuple(faces), (x, 0, z + 0.1), 1, "curtain")


def _pelmet() -> Solid:
    """The scalloped valance under the arch."""
    faces = []
    for k in range(12):
        a = -5.4 + 0.9 * k
        dip = [(a + 0.9 * j / 6, 4.75 - 0.45 * sin(pi * j / 6)) for j in range(7)]
        spots = [(a, 5.9), *dip, (a + 0.9, 5.9)]
        faces.append(
            Face(tuple((x, y, 1.8) for x, y in spots), scale(RED, 0.92 + 0.12 * (k % 2)), None, 0.9)
        )
    return Solid(tuple(faces), (0, 0, 1.75), 1, "valance")


def _arch() -> list[Solid]:
    """The gilded frame of the stage."""
    gilt = mix(BRASS, (222, 206, 170), 0.4)
    piers = [
        assembled(
            [
                block((s * 5.0, _PIT, 1.5), (1.2, 1.9, 0.5), scale(gilt, 0.8)),
                block((s * 5.0, 0.95, 1.5), (0.9, 4.9, 0.4), gilt),
                block((s * 5.0, 5.3, 1.5), (1.2, 0.35, 0.55), gilt),
            ],
            "pier",
        )
        for s in (-1, 1)
    ]
    beam = box((-7.4, 7.4), (5.6, 8.0), (1.3, 1.7), scale(gilt, 0.92), 1.0, name="arch")
    flats = [
        box((s * 6.4 - 1.0, s * 6.4 + 1.0), (_PIT, 8.0), (1.5, 1.6), (92, 68, 64), name="flat")
        for s in (-1, 1)
    ]
    return [*flats, *piers, beam]


def _footlights() -> list[Solid]:
    hoods = []
    for k in range(13):
        x = -4.8 + 0.8 * k
        hood = post((x, 0, -1.45), 0.12, 0.14, DARK, 0.7, 7)
        hoods.append(
            assembled(
                [hood, shining(block((x, 0.02, -1.36), (0.16, 0.1, 0.04), (255, 240, 200)))],
                "footlight",
            )
        )
    return hoods


def _rows(rng: Random) -> list[Solid]:
    """The stalls, six rows facing the stage with an aisle between."""
    out = []
    for k in range(6):
        for x in (-4.6, -1.7, 1.7, 4.6):
            seats = replace(ITEMS["seats"].make(rng), name="seats")
            out.append(placed(seats, (x, _PIT, -3.4 - 1.1 * k), 0.0))
    return out
