"""What stands in public rooms: pews, altars, thrones, statues, show cases, stalls, pillars."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import (
    BRASS,
    DARK,
    IRON,
    LINEN,
    STEEL,
    WOOD,
    block,
    disc_on,
    doors,
    fronted,
    post,
    ruled,
    shining,
)
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.stage import Face, Solid, panel

STONE: RGB = (204, 198, 186)


def pew(_rng: Random) -> Solid:
    """A church bench seen from behind, four metres wide."""
    wide = 2.6
    ends = [block((s * wide / 2, 0, 0), (0.07, 0.98, 0.56), DARK) for s in (-1, 1)]
    back = ruled(block((0, 0.42, -0.24), (wide, 0.5, 0.05), WOOD), 9, True, (0, 2))
    return assembled(
        [
            *ends,
            back,
            block((0, 0.4, 0), (wide, 0.05, 0.44), WOOD),
            block((0, 0, -0.1), (wide, 0.4, 0.04), scale(WOOD, 0.7)),
        ],
        "pew",
    )


def altar(_rng: Random) -> Solid:
    """Steps, a draped table with candles, a tall cross behind it."""
    steps = [
        block((0, 0, 0), (3.6, 0.17, 1.9), STONE),
        block((0, 0.17, 0.1), (3.0, 0.17, 1.5), STONE),
    ]
    body = block((0, 0.34, 0.25), (1.9, 0.95, 0.7), (240, 236, 226), 1.0)
    stripe = panel(body.faces[0], (0.42, 0.58), (0.0, 0.9), NAMES["burgundy"])
    cross = [
        block((0, 1.6, 0.7), (0.16, 2.2, 0.12), DARK),
        block((0, 2.9, 0.7), (1.0, 0.16, 0.12), DARK),
    ]
    candles = [p for x in (-0.75, 0.75) for p in _candle(x, 1.29, 0.25)]
    return assembled(
        [
            *steps,
            *cross,
            block((0, 0.34, 0.7), (0.4, 1.26, 0.2), STONE),
            fronted(body, (stripe,)),
            *candles,
        ],
        "altar",
    )


def _candle(x: float, y: float, z: float) -> list[Solid]:
    return [
        post((x, y, z), 0.06, 0.05, BRASS, 0.5),
        post((x, y + 0.05, z), 0.03, 0.34, LINEN),
        shining(post((x, y + 0.39, z), 0.028, 0.12, (255, 226, 150), 0.1)),
    ]


def candlestick(_rng: Random) -> Solid:
    """A branched stand of candles, man high."""
    lights = [p for x in (-0.26, 0, 0.26) for p in _candle(x, 1.3, 0)]
    return assembled(
        [
            post((0, 0, 0), 0.18, 0.06, IRON, 0.5),
            post((0, 0.06, 0), 0.025, 1.2, IRON),
            block((0, 1.26, 0), (0.62, 0.04, 0.05), IRON),
            *lights,
        ],
        "candles",
    )


def throne(_rng: Random) -> Solid:
    """A high seat on steps under a canopy."""
    red = NAMES["burgundy"]
    steps = [
        block((0, 0.16 * k, 0.2 * k), (3.4 - 0.6 * k, 0.16, 2.2 - 0.4 * k), STONE) for k in range(3)
    ]
    carpet = block((0, 0.02, -1.3), (1.0, 0.015, 1.0), red)
    y = 0.48
    back = block((0, y, 0.75), (1.05, 2.1, 0.14), BRASS, 1.0)
    back = fronted(back, (panel(back.faces[0], (0.14, 0.86), (0.22, 0.86), red),))
    crown = [post((x, y + 2.1, 0.75), 0.09, 0.24, BRASS, 0.1) for x in (-0.42, 0, 0.42)]
    seat = [
        block((0, y, 0.35), (0.95, 0.42, 0.66), BRASS),
        block((0, y + 0.42, 0.35), (0.72, 0.1, 0.6), red),
    ]
    arms = [block((s * 0.46, y + 0.42, 0.35), (0.13, 0.3, 0.64), BRASS) for s in (-1, 1)]
    return assembled([carpet, *steps, back, *crown, *seat, *arms], "throne")


def statue(_rng: Random) -> Solid:
    """A draped figure on a plinth, simplified to masses."""
    plinth = [
        block((0, 0, 0), (0.8, 0.14, 0.8), STONE),
        block((0, 0.14, 0), (0.62, 0.9, 0.62), STONE),
        block((0, 1.04, 0), (0.74, 0.08, 0.74), STONE),
    ]
    pale = mix(STONE, (255, 255, 255), 0.25)
    figure = [
        post((0, 1.12, 0), 0.25, 0.85, pale, 0.72, 8),
        post((0, 1.97, 0), 0.19, 0.16, pale, 1.15, 8),
        post((0, 2.13, 0), 0.24, 0.34, pale, 0.85, 8),
        post((0, 2.47, 0), 0.2, 0.08, pale, 0.35, 8),
        post((0, 2.55, 0), 0.08, 0.1, pale, 1, 7),
        post((0, 2.62, 0), 0.1, 0.12, pale, 1.2, 8),
        post((0, 2.74, 0), 0.12, 0.12, pale, 0.5, 8),
    ]
    arm = [
        block((0.28, 2.05, -0.06), (0.11, 0.36, 0.12), pale),
        block((0.24, 2.0, -0.2), (0.1, 0.1, 0.34), pale),
        block((-0.28, 1.92, 0), (0.11, 0.5, 0.13), pale),
    ]
    return assembled([*plinth, *figure, *arm], "statue")


def vitrine(_rng: Random) -> Solid:
    """A glass case on a dark foot with a vase in it."""
    foot = block((0, 0, 0), (0.9, 0.85, 0.6), (84, 78, 76), 1.0)
    glass = block((0, 0.85, 0), (0.86, 0.75, 0.56), (206, 220, 224), 0.9)
    vase = [
        disc_on(glass.faces[0], (0.5, 0.34), (0.15, 0.2, 0.01), NAMES["rust"]),
        panel(glass.faces[0], (0.44, 0.56), (0.5, 0.74), NAMES["rust"]),
        panel(glass.faces[0], (0.4, 0.6), (0.02, 0.1), NAMES["rust"]),
    ]
    glass = fronted(glass, tuple(vase))
    return assembled(
        [
            foot,
            replace(glass, faces=tuple(replace(f, glaze=True) for f in glass.faces)),
            block((0, 1.6, 0), (0.9, 0.05, 0.6), (84, 78, 76)),
        ],
        "case",
    )


def shop_counter(_rng: Random) -> Solid:
    """A counter with scales, a till, and a tray of goods."""
    body = ruled(block((0, 0, 0), (2.4, 0.95, 0.6), scale(WOOD, 0.9), 1.1), 7, True)
    top = block((0, 0.95, 0), (2.5, 0.05, 0.7), DARK)
    till = [
        block((0.75, 1.0, 0.05), (0.42, 0.26, 0.36), (96, 74, 60)),
        block((0.75, 1.26, 0.12), (0.34, 0.16, 0.1), BRASS),
    ]
    scales = [
        block((-0.1, 1.0, 0.05), (0.26, 0.05, 0.2), IRON),
        post((-0.1, 1.05, 0.05), 0.02, 0.28, BRASS),
        block((-0.1, 1.32, 0.05), (0.5, 0.02, 0.03), BRASS),
        post((-0.32, 1.2, 0.05), 0.1, 0.03, BRASS),
        post((0.12, 1.2, 0.05), 0.1, 0.03, BRASS),
    ]
    jars = [
        part
        for k in range(3)
        for part in (
            post((-1.0 + 0.24 * k, 1.0, 0.05), 0.09, 0.22, (200, 214, 210), 1, 8),
            post((-1.0 + 0.24 * k, 1.22, 0.05), 0.07, 0.05, NAMES["rust"]),
        )
    ]
    return assembled([body, top, *till, *scales, *jars], "counter")


def pillar(_rng: Random) -> Solid:
    """A stone pillar with base and capital, five metres high."""
    return assembled(
        [
            block((0, 0, 0), (0.95, 0.3, 0.95), STONE),
            post((0, 0.3, 0), 0.34, 4.5, STONE, 0.9, 8),
            post((0, 4.8, 0), 0.34, 0.45, STONE, 1.5, 8),
            block((0, 5.25, 0), (1.1, 0.2, 1.1), STONE),
        ],
        "pillar",
    )


def banner(_rng: Random) -> Solid:
    """A long cloth with a device, hung on a pole."""
    sheet = block((0, 2.0, 0), (0.95, 2.6, 0.03), NAMES["burgundy"])
    front = sheet.faces[0]
    marks = (
        panel(front, (0.06, 0.94), (0.03, 0.06), BRASS),
        panel(front, (0.06, 0.94), (0.94, 0.97), BRASS),
        disc_on(front, (0.5, 0.6), (0.24, 0.24, 0.01), BRASS),
        disc_on(front, (0.5, 0.6), (0.15, 0.15, 0.02), NAMES["burgundy"]),
    )
    return assembled(
        [fronted(sheet, marks), block((0, 4.6, 0), (1.15, 0.06, 0.06), DARK)], "banner"
    )


def seats(_rng: Random) -> Solid:
    """Five tip-up seats in a row, seen from behind."""
    red = (140, 48, 50)
    parts = []
    for k in range(5):
        x = (k - 2) * 0.58
        parts += [
            block((x, 0.42, -0.18), (0.52, 0.62, 0.1), red),
            block((x, 0.36, 0.08), (0.5, 0.1, 0.42), scale(red, 0.8)),
        ]
    parts += [block(((k - 2.5) * 0.58, 0, 0), (0.05, 0.62, 0.5), DARK) for k in range(6)]
    return assembled(parts, "seats")


def cinema_screen(_rng: Random) -> Solid:
    """A great white sheet in a black border with curtains at its sides."""
    frame = block((0, 0.9, 0.1), (6.4, 3.3, 0.08), (46, 44, 48))
    sheet = panel(frame.faces[0], (0.03, 0.97), (0.04, 0.96), (240, 240, 234), lit=False)
    sides = [
        ruled(block((s * 3.5, 0, 0), (0.9, 4.4, 0.2), NAMES["burgundy"]), 5, True) for s in (-1, 1)
    ]
    return assembled(
        [fronted(frame, (replace(sheet, lit=True, own=True),)), *sides], "cinema screen"
    )


def locker(_rng: Random) -> Solid:
    """Four steel doors with slits."""
    return replace(
        doors(block((0, 0, 0), (1.4, 1.85, 0.46), (128, 146, 152), 1.0), 4, 1, (140, 158, 164)),
        name="lockers",
    )


def bench_seat(_rng: Random) -> Solid:
    """A slatted bench."""
    feet = [block((s * 0.7, 0, 0), (0.08, 0.42, 0.4), IRON) for s in (-1, 1)]
    back = ruled(block((0, 0.55, 0.22), (1.7, 0.4, 0.04), WOOD), 2)
    return assembled([*feet, block((0, 0.42, 0), (1.7, 0.06, 0.44), WOOD), back], "bench")


def chest(_rng: Random) -> Solid:
    """A banded trunk."""
    body = block((0, 0, 0), (1.0, 0.42, 0.55), WOOD, 1.0)
    lid = block((0, 0.42, 0), (1.02, 0.16, 0.57), scale(WOOD, 0.86), 1.0)
    bands = tuple(panel(body.faces[0], (u, u + 0.07), (0, 1), IRON) for u in (0.12, 0.81))
    lock = panel(body.faces[0], (0.44, 0.56), (0.62, 1.0), BRASS)
    return assembled([fronted(body, (*bands, lock)), lid], "chest")


def coffin(_rng: Random) -> Solid:
    """A coffin on trestles."""
    parts = [block((x, 0, 0), (0.08, 0.55, 0.7), DARK) for x in (-0.6, 0.6)]
    return assembled(
        [
            *parts,
            block((0, 0.55, 0), (2.0, 0.4, 0.62), (96, 66, 50), 1.1),
            block((0, 0.95, 0), (2.06, 0.06, 0.66), (84, 58, 46)),
        ],
        "coffin",
    )


def console(_rng: Random) -> Solid:
    """A ship's console: sloping desk of lit keys under screens, with its seat."""
    grey = (120, 130, 140)
    foot = block((0, 0, 0), (1.7, 0.72, 0.5), scale(grey, 0.8), 1.0)
    desk = block((0, 0.72, -0.08), (1.8, 0.08, 0.66), grey, 1.0)
    top = desk.faces[4]
    keys = tuple(
        panel(top, (0.06 + 0.11 * k, 0.13 + 0.11 * k), (v, v + 0.16), c, lit=True)
        for k in range(8)
        for v, c in ((0.2, (240, 176, 92)), (0.5, (140, 200, 212)))
    )
    high = block((0, 0.8, 0.18), (1.7, 0.5, 0.12), scale(grey, 0.7))
    glow = tuple(
        panel(
            high.faces[0],
            (0.04 + 0.32 * k, 0.3 + 0.32 * k),
            (0.12, 0.88),
            (118, 176, 190),
            lit=True,
        )
        for k in range(3)
    )
    seat = [
        post((0, 0, -0.95), 0.2, 0.42, scale(grey, 0.6), 0.7),
        block((0, 0.42, -0.95), (0.56, 0.12, 0.54), (64, 70, 82)),
        block((0, 0.54, -1.2), (0.54, 0.75, 0.12), (64, 70, 82)),
    ]
    keys, glow = (tuple(replace(f, own=True) for f in row) for row in (keys, glow))
    return assembled([foot, fronted(desk, keys, 4), fronted(high, glow), *seat], "console")


def pod(_rng: Random) -> Solid:
    """A glass-fronted sleeping pod or tank."""
    shell = post((0, 0.2, 0), 0.45, 1.9, (196, 210, 216), 1, 9)
    glass = tuple(replace(f, glaze=k in (6, 7)) for k, f in enumerate(shell.faces))
    return assembled(
        [
            post((0, 0, 0), 0.55, 0.2, STEEL, 1, 9),
            replace(shell, faces=glass),
            post((0, 2.1, 0), 0.55, 0.25, STEEL, 0.8, 9),
        ],
        "pod",
    )


def ladder_up(_rng: Random) -> Solid:
    """A ladder leaning on a wall."""
    rails = [block((s * 0.22, 0, 0.1), (0.05, 2.6, 0.05), WOOD) for s in (-1, 1)]
    return assembled(
        [*rails, *(block((0, 0.3 + 0.3 * k, 0.1), (0.4, 0.035, 0.035), WOOD) for k in range(8))],
        "ladder",
    )


def hammock(_rng: Random) -> Solid:
    """Slung between two posts."""
    ends = [post((s * 1.15, 0, 0), 0.05, 1.7, WOOD) for s in (-1, 1)]
    dip = ((-1.15, 1.35), (-0.7, 0.98), (0, 0.82), (0.7, 0.98), (1.15, 1.35))
    cloth = [
        Face(
            ((ax, ay, -0.3), (bx, by, -0.3), (bx, by + 0.06, 0.3), (ax, ay + 0.06, 0.3)),
            (206, 194, 164),
            None,
            0.9,
        )
        for (ax, ay), (bx, by) in pairwise(dip)
    ]
    return assembled([*ends, Solid(tuple(cloth), (0, 0.8, 0))], "hammock")


def boiler(_rng: Random) -> Solid:
    """A round boiler with a fire door and pipes."""
    tank = post((0, 0.2, 0), 0.55, 1.7, (126, 92, 74), 1, 10)
    parts = [
        post((0, 0, 0), 0.6, 0.2, IRON, 1, 10),
        tank,
        post((0, 1.9, 0), 0.55, 0.25, (126, 92, 74), 0.4, 10),
        post((0, 2.15, 0), 0.12, 1.5, IRON, 1, 7),
    ]
    door = shining(block((0, 0.45, -0.56), (0.36, 0.3, 0.06), (224, 120, 60)))
    return assembled([*parts, door], "boiler")
