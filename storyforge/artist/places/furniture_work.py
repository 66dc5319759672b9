"""What people work at: desks, benches, machines, shelves of books, beds of wards, bars of cells."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture import chair, lantern_block, table
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
    legs,
    post,
    ruled,
    shining,
)
from storyforge.artist.stage.assembly import assembled, placed
from storyforge.artist.stage.stage import Face, Solid, panel

SPINES: tuple[RGB, ...] = (
    (128, 52, 46), (62, 84, 92), (92, 96, 66), (180, 150, 96), (206, 194, 166), (74, 60, 70),
    (150, 104, 66),
)  # fmt: skip


def bookcase(rng: Random) -> Solid:
    """Shelves to the ceiling, full of books in leaning rows."""
    return _shelved(rng, 1.7, 2.45, 6, 1.0)


def shelves(rng: Random) -> Solid:
    """Open shelves of jars, boxes and tins."""
    return _shelved(rng, 1.7, 2.1, 4, 0.0)


def _shelved(rng: Random, wide: float, tall: float, rows: int, books: float) -> Solid:
    frame = block((0, 0, 0), (wide, tall, 0.34), scale(WOOD, 0.62), 1.0)
    front, marks = frame.faces[0], []
    for row in range(rows):
        base = (row + 0.1) / rows
        fill = _books if rng.random() < books else _goods
        marks += fill(front, base, 0.84 / rows, rng)
        marks.append(
            panel(front, (0.015, 0.985), (base - 0.016, base), scale(WOOD, 1.05), weight=0.6)
        )
    return replace(fronted(frame, tuple(marks)), name="bookcase" if books else "shelves")


def _books(front: Face, base: float, high: float, rng: Random) -> list[Face]:
    """Runs of spines of one height and colour, with gaps: a row reads as books, not as noise."""
    out, u = [], 0.03
    while u < 0.93:
        tint = SPINES[int(rng.random() * len(SPINES))]
        tall = high * (0.62 + 0.3 * rng.random())
        for _ in range(1 + int(rng.random() * 3)):
            w = 0.022 + 0.02 * rng.random()
            if u + w > 0.97:
                break
            colour = scale(tint, 0.9 + 0.2 * rng.random())
            out.append(panel(front, (u, u + w), (base, base + tall), colour, weight=0.5))
            u += w + 0.002
        u += 0.05 if rng.random() < 0.12 else 0.0
    return out


def _goods(front: Face, base: float, high: float, rng: Random) -> list[Face]:
    out, u = [], 0.04
    tints = (NAMES["ochre"], NAMES["teal"], NAMES["rust"], PALE, BRASS, NAMES["grey"])
    while u < 0.88:
        w, tall = 0.05 + 0.07 * rng.random(), high * (0.35 + 0.5 * rng.random())
        tint = mix(tints[int(rng.random() * 6)], WOOD, 0.3)
        out.append(panel(front, (u, u + w), (base, base + tall), tint, weight=0.6))
        u += w + 0.01 + 0.05 * rng.random()
    return out


def desk(rng: Random) -> Solid:
    """A writing desk seen from its front: lamp, papers, and a chair behind it."""
    return assembled([*_desk_top(rng), placed(chair(0, 0, 1), (0.1, 0, 0.62))], "desk")


def _desk_top(rng: Random) -> list[Solid]:
    sides = [
        doors(block((s * 0.62, 0, 0), (0.4, 0.7, 0.66), WOOD), 1, 3, scale(WOOD, 1.1))
        for s in (-1, 1)
    ]
    modesty = block((0, 0.3, 0.28), (0.84, 0.4, 0.03), scale(WOOD, 0.9))
    top = block((0, 0.7, 0), (1.75, 0.05, 0.8), scale(WOOD, 1.05), 1.0)
    paper = block((0.1, 0.75, -0.08), (0.32, 0.015, 0.24), (244, 240, 228))
    pile = block((-0.58, 0.75, 0.12), (0.26, 0.12 + 0.1 * rng.random(), 0.2), SPINES[0])
    lamp = [
        post((0.62, 0.75, 0.15), 0.08, 0.03, BRASS),
        post((0.62, 0.78, 0.15), 0.02, 0.3, BRASS),
        shining(block((0.58, 1.08, 0.08), (0.32, 0.1, 0.16), (66, 116, 86))),
    ]
    return [*sides, modesty, top, paper, pile, *lamp]


def screen_desk(_rng: Random) -> Solid:
    """A plain desk with a screen, keys, papers and a swivel chair."""
    top = [*legs(1.5, 0.72, 0.7, 0.05, IRON), block((0, 0.7, 0), (1.55, 0.04, 0.76), PALE, 1.0)]
    screen = block((0.44, 0.9, 0.16), (0.52, 0.33, 0.04), (46, 48, 54))
    glow = panel(screen.faces[0], (0.05, 0.95), (0.07, 0.93), (156, 190, 206), lit=True)
    glow = replace(glow, own=True)
    keys = block((0, 0.74, -0.14), (0.44, 0.02, 0.15), (70, 72, 76))
    stand = block((0.44, 0.74, 0.17), (0.06, 0.2, 0.05), IRON)
    sheets = block((-0.52, 0.74, -0.05), (0.24, 0.05, 0.3), (244, 240, 228))
    seat = [
        post((0.05, 0, -0.72), 0.26, 0.06, IRON, 0.4, 7),
        post((0.05, 0.06, -0.72), 0.03, 0.36, IRON),
        block((0.05, 0.42, -0.72), (0.46, 0.08, 0.44), (70, 78, 92)),
        block((0.05, 0.58, -0.93), (0.42, 0.46, 0.06), (70, 78, 92)),
    ]
    return assembled([*top, stand, fronted(screen, (glow,)), keys, sheets, *seat], "desk")


def school_desk(_rng: Random) -> Solid:
    """A pupil's desk and chair, facing the board."""
    top = [*legs(0.62, 0.44, 0.68, 0.04, IRON), block((0, 0.68, 0), (0.68, 0.04, 0.5), WOOD)]
    book = block((0.05, 0.72, 0), (0.24, 0.02, 0.18), (240, 236, 224))
    return assembled([*top, book, placed(chair(0, 0, 1, WOOD), (0, 0, -0.5), 180)], "school desk")


def lectern(_rng: Random) -> Solid:
    """A teacher's desk with a globe and books."""
    body = doors(block((0, 0, 0), (1.5, 0.74, 0.66), WOOD, 1.0), 2, 1, scale(WOOD, 1.1))
    globe = [
        post((0.5, 0.78, 0), 0.03, 0.08, BRASS),
        post((0.5, 0.86, 0), 0.1, 0.12, (96, 134, 150), 1.5, 9),
        post((0.5, 0.98, 0), 0.15, 0.12, (96, 134, 150), 0.6, 9),
    ]
    return assembled(
        [
            body,
            block((0, 0.74, 0), (1.6, 0.04, 0.74), DARK),
            *globe,
            block((-0.4, 0.78, 0), (0.24, 0.14, 0.2), SPINES[1]),
        ],
        "teacher's desk",
    )


def cabinet(_rng: Random) -> Solid:
    """Four steel drawers."""
    return replace(
        doors(block((0, 0, 0), (0.52, 1.36, 0.6), (146, 152, 154), 1.0), 1, 4, (158, 164, 166)),
        name="cabinet",
    )


def workbench(rng: Random) -> Solid:
    """A heavy bench with a vice, tools and a board of tools above it."""
    top = block((0, 0.82, 0), (2.3, 0.09, 0.75), WOOD, 1.1)
    under = [
        *legs(2.2, 0.66, 0.82, 0.1, scale(WOOD, 0.8)),
        block((0, 0.22, 0), (2.1, 0.05, 0.6), scale(WOOD, 0.8)),
    ]
    vice = [
        block((-0.85, 0.91, -0.2), (0.2, 0.12, 0.14), IRON),
        block((-0.85, 0.93, -0.36), (0.14, 0.1, 0.1), IRON),
    ]
    things = [
        block(
            (0.1 + 0.25 * k, 0.91, -0.1 + 0.1 * (k % 2)), (0.2, 0.05 + 0.1 * rng.random(), 0.1), c
        )
        for k, c in enumerate((NAMES["rust"], STEEL, BRASS))
    ]
    box_ = block((-0.5, 0.27, 0), (0.5, 0.3, 0.4), NAMES["rust"])
    board = block((0, 1.2, 0.36), (2.2, 0.8, 0.03), scale(WOOD, 1.12))
    return assembled(
        [*under, box_, fronted(board, _tools(board.faces[0])), top, *vice, *things], "workbench"
    )


def _tools(front: Face) -> tuple[Face, ...]:
    """Hammers, saws and spanners on their hooks."""
    out = []
    for k in range(8):
        u = 0.08 + 0.115 * k
        out.append(
            panel(front, (u - 0.006, u + 0.006), (0.2 + 0.06 * (k % 3), 0.72), (150, 108, 70))
        )
        w, c = (0.03, IRON) if k % 3 else (0.018, STEEL)
        low = 0.72 if k % 3 != 1 else 0.2
        out.append(panel(front, (u - w, u + w), (low, low + (0.1 if k % 3 != 1 else 0.36)), c))
    return tuple(out)


def lantern_bench(_rng: Random) -> Solid:
    """A long bench of lanterns."""
    lamps = [lantern_block(-0.85 + 0.42 * k, 0.86, 0.06 * (k % 2)) for k in range(5)]
    return assembled([table(0, 0, 2.4, 0.7, 0.86), *lamps], "lantern bench")


def crates(rng: Random) -> Solid:
    """Boxes of boards, one on two."""
    wood = (164, 132, 94)
    low = [
        ruled(block((x, 0, 0.1 * rng.random()), (0.66, 0.6, 0.6), wood), 3, False, (0, 1, 3))
        for x in (-0.36, 0.36)
    ]
    top = ruled(
        block((0.1 * rng.random() - 0.1, 0.6, 0.05), (0.6, 0.5, 0.54), scale(wood, 1.08)),
        3,
        False,
        (0, 1, 3),
    )
    return assembled([*low, top], "crates")


def rack(rng: Random) -> Solid:
    """Tall warehouse shelving stacked with crates."""
    posts = [
        block((x, 0, z), (0.08, 3.4, 0.08), (70, 96, 120))
        for x in (-1.35, 1.35)
        for z in (-0.4, 0.4)
    ]
    parts = []
    for y in (0.15, 1.25, 2.35):
        parts.append(block((0, y, 0), (2.7, 0.09, 0.9), (196, 120, 60)))
        x = -1.2
        while x < 0.8:
            w, t = 0.5 + 0.3 * rng.random(), 0.45 + 0.4 * rng.random()
            tint = mix((176, 144, 104), LINEN, 0.3 * rng.random())
            parts.append(ruled(block((x + w / 2, y + 0.09, 0), (w, t, 0.7), tint), 1, True))
            x += w + 0.06
    return assembled([*posts, *parts], "rack")


def lab_bench(_rng: Random) -> Solid:
    """White cupboards, flasks, a rack of tubes, a microscope."""
    body = doors(block((0, 0, 0), (2.1, 0.86, 0.66), (222, 224, 222), 1.0), 4, 1, (232, 234, 232))
    top = block((0, 0.86, 0), (2.16, 0.05, 0.72), (70, 74, 80))
    flasks = [
        part
        for k, c in enumerate((NAMES["teal"], BRASS, (176, 206, 196)))
        for part in (
            post((-0.85 + 0.27 * k, 0.91, 0.05), 0.1, 0.16, c, 0.3, 9),
            post((-0.85 + 0.27 * k, 1.07, 0.05), 0.03, 0.12, (214, 226, 226)),
        )
    ]
    tubes = [
        block((0.05 + 0.06 * k, 0.94, 0), (0.025, 0.2, 0.025), c)
        for k, c in enumerate((NAMES["rust"], NAMES["teal"], BRASS, LINEN, NAMES["rust"]))
    ]
    scope = [
        block((0.72, 0.91, 0.02), (0.24, 0.04, 0.26), IRON),
        block((0.72, 0.95, 0.12), (0.07, 0.38, 0.07), IRON),
        block((0.72, 1.2, -0.02), (0.08, 0.26, 0.08), (60, 62, 66)),
        block((0.72, 1.08, -0.02), (0.2, 0.025, 0.18), IRON),
    ]
    return assembled(
        [body, top, *flasks, block((0.17, 0.91, 0), (0.36, 0.05, 0.08), WOOD), *tubes, *scope],
        "lab bench",
    )


def machine(_rng: Random) -> Solid:
    """A factory machine: wheel, pipes, panel of lamps."""
    green = (92, 116, 104)
    body = block((0, 0.2, 0.1), (1.9, 1.2, 0.9), green, 1.1)
    front = body.faces[0]
    dials = tuple(
        disc_on(front, (0.62 + 0.12 * k, 0.78), (0.08, 0.08, 0.01), LINEN) for k in range(3)
    )
    plate = panel(front, (0.56, 0.95), (0.15, 0.6), scale(green, 0.8))
    rings = tuple(
        disc_on(front, (0.28, 0.5), (r, r, 0.02 + 0.02 * k), c)
        for k, (r, c) in enumerate(((0.46, IRON), (0.38, scale(green, 1.1)), (0.12, IRON)))
    )
    pipes = [post((x, 1.4, 0.2), 0.1, 2.4, (150, 110, 80), 1, 8) for x in (0.5, 0.78)]
    return assembled(
        [
            block((0, 0, 0.1), (2.1, 0.2, 1.1), IRON),
            fronted(body, (*rings, *dials, plate)),
            block((-0.4, 1.4, 0.1), (0.8, 0.5, 0.6), scale(green, 0.9)),
            *pipes,
        ],
        "machine",
    )


def drip(_rng: Random) -> Solid:
    """A stand with its bag of fluid."""
    return assembled(
        [
            post((0, 0, 0), 0.2, 0.05, STEEL, 0.4),
            post((0, 0.05, 0), 0.018, 1.75, STEEL),
            block((0.1, 1.8, 0), (0.24, 0.02, 0.02), STEEL),
            block((0.16, 1.45, 0), (0.15, 0.3, 0.05), (220, 234, 238)),
        ],
        "drip",
    )


def folding_screen(_rng: Random) -> Solid:
    """Three leaves of cloth on castors."""
    leaves = [
        ruled(block((0.62 * k, 0.12, 0.08 * (k % 2)), (0.6, 1.6, 0.03), (196, 212, 210)), 4, True)
        for k in (-1, 0, 1)
    ]
    return assembled(leaves, "screen")


def plank_bed(_rng: Random) -> Solid:
    """A prison cot: a board on chains, thin mattress, blanket."""
    parts = [
        block((0, 0.38, 0), (1.9, 0.07, 0.72), IRON),
        block((0, 0.45, 0), (1.86, 0.1, 0.68), (170, 166, 150)),
        block((0.35, 0.55, 0), (1.1, 0.04, 0.7), (110, 116, 112)),
        block((-0.72, 0.55, 0), (0.36, 0.1, 0.5), LINEN),
    ]
    return assembled([*legs(1.8, 0.66, 0.38, 0.05, IRON), *parts], "bunk")


def bars(_rng: Random) -> Solid:
    """A grating of iron bars with its door."""
    rods = [block((-1.6 + 0.16 * k, 0, 0), (0.035, 2.5, 0.035), (64, 66, 70)) for k in range(21)]
    rails = [block((0, y, 0.0), (3.3, 0.06, 0.05), (64, 66, 70)) for y in (0.1, 1.2, 2.3)]
    return assembled(
        [*rods, *rails, block((0.4, 1.02, -0.04), (0.16, 0.24, 0.06), (52, 54, 58))], "bars"
    )


def safe(_rng: Random) -> Solid:
    """A strongbox with its wheel."""
    body = block((0, 0, 0), (0.8, 1.0, 0.7), (70, 76, 80), 1.2)
    front = body.faces[0]
    door = panel(front, (0.1, 0.9), (0.08, 0.92), (88, 94, 98), weight=1.1)
    return replace(
        fronted(
            body,
            (
                door,
                disc_on(front, (0.45, 0.55), (0.13, 0.13, 0.02), BRASS),
                disc_on(front, (0.45, 0.55), (0.05, 0.05, 0.03), DARK),
            ),
        ),
        name="safe",
    )


def easel(_rng: Random) -> Solid:
    """A canvas on three legs."""
    sheet = block((0, 0.75, 0), (0.8, 1.0, 0.03), LINEN)
    front = sheet.faces[0]
    marks = (
        panel(front, (0.08, 0.92), (0.1, 0.4), (150, 168, 140)),
        panel(front, (0.08, 0.92), (0.4, 0.92), (186, 206, 216)),
        panel(front, (0.5, 0.66), (0.3, 0.7), (170, 110, 80)),
    )
    feet = [
        block((x, 0, z), (0.05, 1.95 if not x else 1.75, 0.05), WOOD)
        for x, z in ((0, 0.4), (-0.34, 0.05), (0.34, 0.05))
    ]
    return assembled(
        [*feet, fronted(sheet, marks), block((0, 0.7, -0.03), (0.9, 0.05, 0.1), WOOD)], "easel"
    )
