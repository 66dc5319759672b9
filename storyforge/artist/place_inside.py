"""Rooms: four walls that vanish towards the camera, and what people leave standing in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from storyforge.artist.colour import NAMES, RGB, mix, scale
from storyforge.artist.furniture import ROOMS, WOOD, bar, hung, workshop
from storyforge.artist.stage import (
    Face,
    Lamp,
    Place,
    Solid,
    box,
    courses,
    group,
    panel,
    quad,
)
from storyforge.artist.words import said

NIGHT_GLASS: RGB = (120, 140, 160)


@dataclass(frozen=True, slots=True)
class Shell:
    """The bare room: half width, depth bounds, height, and its colours."""

    wide: float
    near: float
    far: float
    tall: float
    wall: RGB
    floor: RGB
    boards: int


def _shell(room: Shell, windows: tuple[tuple[float, float], ...], door: bool) -> list[Solid]:
    w, n, f, h = room.wide, room.near, room.far, room.tall
    back = quad((w, 0, f), (-w, 0, f), (-w, h, f), (w, h, f), room.wall, (0, 0, -1))
    left = quad((-w, 0, f), (-w, 0, n), (-w, h, n), (-w, h, f), scale(room.wall, 0.94), (1, 0, 0))
    right = quad((w, 0, n), (w, 0, f), (w, h, f), (w, h, n), scale(room.wall, 0.9), (-1, 0, 0))
    front = quad((-w, 0, n), (w, 0, n), (w, h, n), (-w, h, n), scale(room.wall, 0.96), (0, 0, 1))
    floor = quad((-w, 0, n), (w, 0, n), (w, 0, f), (-w, 0, f), room.floor, (0, 1, 0))
    roof = quad(
        (-w, h, f),
        (w, h, f),
        (w, h, n),
        (-w, h, n),
        mix(room.wall, (244, 240, 230), 0.4),
        (0, -1, 0),
        0.8,
    )
    back = replace(back, decor=(*_glazed(back, windows), *_skirting(back)))
    left = replace(left, decor=(*_glazed(left, ((0.3, 0.52),)), *_skirting(left)))
    exits = (panel(right, (0.28, 0.46), (0, 0.76), scale(WOOD, 0.85), weight=1.0),) if door else ()
    right = replace(right, decor=(*exits, *_skirting(right)))
    floor = replace(floor, lines=courses(floor, room.boards, upright=True))
    return [
        Solid((face,), (0, 0, 0), 0, "wall") for face in (floor, roof, back, left, right, front)
    ]


def _glazed(face: Face, spans: tuple[tuple[float, float], ...]) -> tuple[Face, ...]:
    out: list[Face] = []
    for u in spans:
        pad = 0.014
        out.append(
            panel(face, (u[0] - pad, u[1] + pad), (0.32, 0.83), scale(WOOD, 0.9), weight=0.9)
        )
        out.append(panel(face, u, (0.35, 0.81), NIGHT_GLASS, False, True, 0.8, True))
    return tuple(out)


def _skirting(face: Face) -> tuple[Face, ...]:
    return (panel(face, (0, 1), (0, 0.045), scale(WOOD, 0.8), weight=0.7),)


def room(rng: Random, words: frozenset[str]) -> Place:
    """A room of 7 by 8 metres furnished after its words."""
    furnish = next(f for names, f in ROOMS if not names or said(words, *names))
    walls: tuple[RGB, ...] = ((196, 184, 160), (168, 176, 168), (190, 168, 150), (176, 170, 176))
    wall = walls[int(rng.random() * 4)] if furnish is not workshop else (168, 148, 122)
    shell = Shell(3.5, -3.6, 4.2, 3.0, wall, (150, 124, 98), 16)
    solids, lamps = furnish(rng)
    windows = ((0.4, 0.58),) if furnish in (workshop, bar) else ((0.3, 0.52),)
    return Place(
        "room",
        shell.floor,
        "boards",
        0,
        (*_shell(shell, windows, True), *solids),
        (),
        tuple(lamps),
        True,
        (0, 18, -16, 30, -28, 168),
        "",
        span=1.6,
    )


def corridor(_rng: Random, _words: frozenset[str]) -> Place:
    """A long passage with doors on both sides and a row of lamps."""
    shell = Shell(1.4, -10, 26, 2.8, (186, 186, 178), (150, 146, 140), 6)
    solids = _shell(shell, ((0.36, 0.64),), False)
    for k in (3, 4):
        face = solids[k].faces[0]
        doors = tuple(
            panel(face, (u, u + 0.028), (0, 0.78), scale(WOOD, 0.9))
            for u in (0.1, 0.22, 0.34, 0.46, 0.58, 0.7, 0.82)
        )
        solids[k] = replace(solids[k], faces=(replace(face, decor=(*doors, *_skirting(face))),))
    lights = [hung(0, 2.35, z) for z in range(-6, 25, 4)]
    return Place(
        "corridor",
        shell.floor,
        "tiles",
        0,
        (*solids, *(s for s, _ in lights)),
        (),
        tuple(lamp for _, lamp in lights),
        True,
        (2, -4, 6, 178),
        "",
        span=0.8,
    )


def vehicle(_rng: Random, words: frozenset[str]) -> Place:
    """The inside of a car, coach or train: seats, windows with the world going past."""
    wide = 1.5 if said(words, "train", "bus", "carriage", "tram", "coach") else 1.0
    shell = Shell(wide, -2.4, 2.6, 2.1, (120, 116, 116), (84, 80, 80), 3)
    solids = _shell(shell, ((0.14, 0.86),), False)
    for k in (3, 4):
        face = solids[k].faces[0]
        glass = tuple(
            panel(face, (u, u + 0.26), (0.42, 0.84), NIGHT_GLASS, False, True, 0.9)
            for u in (0.05, 0.37, 0.69)
        )
        solids[k] = replace(solids[k], faces=(replace(face, decor=glass),))
    cloth = (108, 60, 56)
    seats = []
    for side in (-1, 1):
        x = (side * wide * 0.62 - 0.38, side * wide * 0.62 + 0.38)
        seats.append(
            group(
                [box(x, (0.4, 1.25), (1.75, 1.95), cloth), box(x, (0, 0.48), (1.2, 1.95), cloth)],
                (side, 0, 1.6),
                "seat",
            )
        )
    return Place(
        "vehicle",
        shell.floor,
        "plain",
        0,
        (*solids, *seats),
        (),
        (Lamp((0, 2.0, 1), 1.0),),
        True,
        (0, 12, -14),
        "",
        span=0.6,
    )


def theatre(_rng: Random, _words: frozenset[str]) -> Place:
    """A stage with curtains and footlights."""
    red = NAMES["burgundy"]
    floor = Solid(
        (quad((-6, 0, -5), (6, 0, -5), (6, 0, 5), (-6, 0, 5), (156, 122, 88), (0, 1, 0)),),
        (0, 0, 0),
        0,
    )
    floor = replace(floor, faces=tuple(replace(f, lines=courses(f, 22, True)) for f in floor.faces))
    folds = [
        quad(
            (x + 0.6, 0, 5.2),
            (x, 0, 5.0 + 0.2 * (k % 2)),
            (x, 6, 5.0 + 0.2 * (k % 2)),
            (x + 0.6, 6, 5.2),
            scale(red, 0.9 + 0.2 * (k % 2)),
            None,
            0.8,
        )
        for k, x in enumerate([-7 + 0.6 * i for i in range(24)])
    ]
    wings = [box((s * 4.6 - 0.5, s * 4.6 + 0.5), (0, 6), (0.5, 1.0), red) for s in (-1, 1)]
    lights = [Lamp((x, 0.15, -3.2), 0.9) for x in (-2.4, -0.8, 0.8, 2.4)]
    return Place(
        "stage",
        (60, 54, 54),
        "plain",
        -0.9,
        (floor, Solid(tuple(folds), (0, 0, 5), 0), *wings),
        (),
        tuple(lights),
        True,
        (0, 16, -18),
        "",
    )
