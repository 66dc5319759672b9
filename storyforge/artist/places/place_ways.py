"""Ways through buildings: corridors, stairs and lifts."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import DARK, IRON, STEEL, WOOD, block, shining
from storyforge.artist.places.place_shell import Shell, shell_solids, walls_of
from storyforge.artist.places.place_walls import WINDOWS, door, picture, steel_door
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.stage import Face, Lamp, Place, Solid, Spot, box, panel, quad
from storyforge.artist.words import said

_AXES = (0.0, 6.0, -6.0, 176.0, 4.0)


def corridor(rng: Random, words: frozenset[str]) -> Place:
    """A long passage: doors on both sides, a runner or tiles, a row of lamps, light at its end."""
    steel = said(words, "spaceship", "space", "starship", "submarine", "ship", "prison", "bunker")
    posh = said(words, "hotel", "palace", "mansion", "theatre", "carpet", "red")
    stuff = "metal" if steel else "panelled" if posh else "painted"
    wall = (164, 172, 178) if steel else (198, 184, 158) if posh else (196, 198, 190)
    floor = (112, 118, 124) if steel else (150, 120, 92) if posh else (176, 172, 162)
    shell = Shell(1.45, -9.0, 21.0, 2.75, wall, floor, "boards" if posh else "tiles", stuff)
    shell = replace(shell, beams=3.0 if steel else 0.0)
    walls, leaf = walls_of(shell), steel_door if steel else door
    decor: dict[str, list[Face]] = {name: [] for name in walls}
    for side, shift in (("west", 0.0), ("east", 1.4)):
        for k in range(7):
            u = -12.4 + 4.0 * k + shift
            own = Random(rng.random()) if k == 0 else rng  # noqa: S311 - drawings
            decor[side] += leaf(walls[side], u, own)
            if posh:
                decor[side] += picture(walls[side], u + 2.0, rng)
    if steel:
        decor["north"] += leaf(walls["north"], 0.0, rng)
    else:
        decor["north"] += WINDOWS["sash" if posh else "plain"](walls["north"], 0.0, rng)
    decor["south"] += leaf(walls["south"], 0.0, rng)
    solids = shell_solids(shell, decor, rng)
    if posh:
        solids.append(_runner(0.62, shell, NAMES["burgundy"]))
    lights = [(z, _ceiling_light(z, shell.tall)) for z in range(-7, 21, 4)]
    return Place(
        "corridor", floor, "plain", 0, (*solids, *(s for _, s in lights)), (),
        tuple(Lamp((0, shell.tall - 0.15, z), 1.4) for z, _ in lights), True, _AXES, "",
        span=0.8, tall=shell.tall, stands=_LEANS,
    )  # fmt: skip


_LEANS = (
    *(Spot("wall", (s * 1.2, 0, z), -s * 90.0) for s, z in ((-1.0, 3.5), (1.0, 3.0))),
    *(Spot("door", (s * 1.15, 0, z), -s * 90.0) for s, z in ((-1.0, 1.6), (1.0, 1.0))),
)


def _runner(half: float, shell: Shell, dye: RGB) -> Solid:
    n, f = shell.near, shell.far
    strip = quad(
        (-half, 0.008, n), (half, 0.008, n), (half, 0.008, f), (-half, 0.008, f), dye, (0, 1, 0)
    )
    edge = mix(dye, NAMES["brass"], 0.6)
    marks = (panel(strip, (0.06, 0.1), (0, 1), edge), panel(strip, (0.9, 0.94), (0, 1), edge))
    return Solid((replace(strip, decor=marks),), (0, 0, 0), 0, "rug")


def _ceiling_light(z: float, tall: float) -> Solid:
    return replace(
        shining(block((0, tall - 0.08, z), (0.36, 0.07, 0.9), (246, 246, 238))), name="hung"
    )


def stairs(rng: Random, words: frozenset[str]) -> Place:
    """A stairwell: a flight rising from where people stand to a landing with a door."""
    shell = Shell(2.6, -4.4, 7.0, 5.4, (196, 188, 170), (168, 160, 146), "checks", "panelled")
    if said(words, "metal", "iron", "concrete", "fire", "escape", "industrial"):
        shell = replace(shell, stuff="painted", surface="plain", wall=(178, 178, 174))
    walls = walls_of(shell)
    decor: dict[str, list[Face]] = {name: [] for name in walls}
    decor["west"] += WINDOWS["plain"](walls["west"], -2.0, rng)
    decor["south"] += door(walls["south"], 0.8, rng)
    landing = replace(walls["north"], mid=(0.0, 2.16, 7.0), tall=3.2)
    decor["north"] += (*door(landing, 0.9, rng), *WINDOWS["sash"](landing, -1.1, rng))
    decor["east"] += picture(walls["east"], 1.0, rng)
    treads = [_tread(0.18 * k, 1.7 + 0.29 * k, shell) for k in range(12)]
    deck = block((0, 0, 6.1), (5.2, 2.16, 1.8), scale(WOOD, 0.9), 1.0)
    rails = [_banister(s) for s in (-1.0, 1.0)]
    lamp = replace(shining(block((0, 4.6, 2.0), (0.4, 0.5, 0.4), (246, 234, 196))), name="hung")
    cord = block((0, 5.1, 2.0), (0.03, 0.3, 0.03), DARK)
    solids = (
        *shell_solids(shell, decor, rng),
        deck,
        *treads,
        *rails,
        assembled([cord, lamp], "hung"),
    )
    return Place(
        "stairs", shell.floor, "plain", 0, solids, (), (Lamp((0, 4.7, 2.0), 2.6),), True,
        (0, 12, -12, 178), "", span=1.2, tall=shell.tall,
    )  # fmt: skip


def _tread(y: float, z: float, shell: Shell) -> Solid:
    step = box((-1.3, 1.3), (0.0, y + 0.18), (z, z + 0.3), scale(WOOD, 1.05), 0.9, name="stairs")
    carpet = panel(step.faces[0], (0.22, 0.78), (max(0.0, y / (y + 0.18)), 1), NAMES["burgundy"])
    over = panel(step.faces[4], (0.22, 0.78), (0, 1), NAMES["burgundy"])
    faces = list(step.faces)
    if shell.stuff == "panelled":
        faces[0], faces[4] = replace(faces[0], decor=(carpet,)), replace(faces[4], decor=(over,))
    stand = tuple(Spot("stair", (x, y + 0.18, z + 0.14), 180.0) for x in (0.0, 0.5, -0.5))
    seat = tuple(Spot("step", (x, y - 0.18, z + 0.1), 180.0, 0.36) for x in (0.35, -0.35))
    spots = stand + seat if 0.3 < y < 1.2 else ()
    return replace(step, faces=tuple(faces), spots=spots)


def _banister(side: float) -> Solid:
    """Newel posts and balusters along one edge of the flight, and their sloping rail."""
    x = side * 1.36
    posts = [box((x - 0.09, x + 0.09), (0, 1.2), (1.5, 1.68), DARK, 1.0)]
    posts += [
        box(
            (x - 0.025, x + 0.025),
            (0.18 * k, 0.18 * k + 0.95),
            (1.8 + 0.29 * k, 1.85 + 0.29 * k),
            DARK,
            0.7,
        )
        for k in range(12)
    ]
    a, b = (0.98, 1.6), (3.1, 5.1)
    rail = [
        Face(
            (
                (x + d, a[0], a[1]),
                (x + d, b[0], b[1]),
                (x + d, b[0] + 0.1, b[1]),
                (x + d, a[0] + 0.1, a[1]),
            ),
            DARK,
            None,
            1.0,
        )
        for d in (-0.05, 0.05)
    ]
    top = Face(
        (
            (x - 0.05, a[0] + 0.1, a[1]),
            (x + 0.05, a[0] + 0.1, a[1]),
            (x + 0.05, b[0] + 0.1, b[1]),
            (x - 0.05, b[0] + 0.1, b[1]),
        ),
        scale(DARK, 1.2),
    )
    faces = tuple(f for p in posts for f in p.faces)
    return Solid((*faces, *rail, top), (x, 0, 3.2), 1, "rail")


def lift(rng: Random, _words: frozenset[str]) -> Place:
    """A lift: steel walls, a rail, buttons, and its two doors behind whoever stands in it."""
    shell = Shell(1.15, -1.5, 0.95, 2.35, (178, 182, 184), (96, 94, 92), "plain", "metal")
    walls = walls_of(shell)
    north = walls["north"]
    leaves = [
        north.rect((s * 0.28 - 0.27, s * 0.28 + 0.27), (0, 2.08), STEEL, 1.1) for s in (-1, 1)
    ]
    frame = north.rect((-0.66, 0.66), (0, 2.18), (120, 124, 128), 1.0)
    number = replace(north.rect((-0.16, 0.16), (2.2, 2.31), (240, 150, 80), 0.8), lit=True)
    plate = north.rect((0.76, 1.0), (0.9, 1.6), (206, 208, 208), 0.8)
    keys = [
        replace(
            north.rect(
                (0.8 + 0.09 * c, 0.86 + 0.09 * c),
                (0.98 + 0.1 * r, 1.05 + 0.1 * r),
                (246, 236, 200),
                0.6,
            ),
            lit=(r, c) == (3, 1),
        )
        for r in range(6)
        for c in range(2)
    ]
    decor = {"north": (frame, *leaves, number, plate, *keys)}
    rails = [
        box((s * 1.08 - 0.03, s * 1.08 + 0.03), (0.95, 1.0), (-1.2, 0.8), IRON, 0.8, 0)
        for s in (-1, 1)
    ]
    light = replace(shining(block((0, 2.3, -0.2), (1.2, 0.04, 0.8), (248, 248, 240))), layer=0)
    return Place(
        "lift", shell.floor, "plain", 0, (*shell_solids(shell, decor, rng), *rails, light), (),
        (Lamp((0, 2.25, -0.2), 1.2),), True, (0, 8, -8, 6), "", span=0.5, tall=shell.tall,
    )  # fmt: skip
