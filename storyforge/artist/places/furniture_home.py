"""What stands in homes: seats, beds, cupboards, hearths, pianos; each about its own middle."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture import chair, table
from storyforge.artist.places.furniture_blocks import (
    BRASS,
    DARK,
    IRON,
    LINEN,
    PALE,
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
from storyforge.artist.stage.stage import Face, Solid, courses, panel, quad

CLOTHS: tuple[RGB, ...] = (
    NAMES["teal"], NAMES["burgundy"], NAMES["olive"], (150, 116, 92), (108, 118, 138)
)  # fmt: skip


def cloth(rng: Random) -> RGB:
    """A covering somebody chose."""
    return CLOTHS[int(rng.random() * len(CLOTHS))]


def _seat(wide: float, dye: RGB, places: int) -> Solid:
    parts = [
        block((0, 0.08, 0.05), (wide, 0.24, 0.8), scale(dye, 0.86)),
        block((0, 0.32, 0.36), (wide, 0.56, 0.2), dye),
    ]
    each = (wide - 0.36) / places
    for k in range(places):
        x = -wide / 2 + 0.18 + each * (k + 0.5)
        parts.append(block((x, 0.32, -0.05), (each - 0.02, 0.14, 0.6), mix(dye, LINEN, 0.16)))
        parts.append(block((x, 0.46, 0.2), (each - 0.04, 0.34, 0.12), mix(dye, LINEN, 0.1)))
    for s in (-1, 1):
        parts.append(block((s * (wide / 2 - 0.09), 0.32, -0.05), (0.18, 0.28, 0.62), dye))
        parts.append(block((s * (wide / 2 - 0.1), 0.0, -0.28), (0.06, 0.08, 0.06), DARK))
    return assembled(parts, "sofa")


def sofa(rng: Random) -> Solid:
    """Three cushions wide."""
    return _seat(2.1, cloth(rng), 3)


def armchair(rng: Random) -> Solid:
    """A deep chair."""
    return _seat(0.95, cloth(rng), 1)


def bed(rng: Random) -> Solid:
    """A bed, its head at the back: frame, mattress, blanket turned down, two pillows."""
    dye = cloth(rng)
    parts = [
        block((0, 0, 0.98), (1.5, 1.15, 0.07), DARK),
        block((0, 0, -0.98), (1.5, 0.62, 0.06), DARK),
        block((0, 0.16, 0), (1.44, 0.18, 1.9), WOOD),
        block((0, 0.34, 0.0), (1.4, 0.2, 1.88), LINEN),
        block((0, 0.5, -0.28), (1.5, 0.1, 1.34), dye),
        block((0, 0.6, 0.32), (1.5, 0.04, 0.3), mix(dye, LINEN, 0.6)),
        block((-0.36, 0.54, 0.7), (0.62, 0.16, 0.4), (244, 240, 232)),
        block((0.36, 0.54, 0.7), (0.62, 0.16, 0.4), (244, 240, 232)),
    ]
    return assembled(parts, "bed")


def bunk(_rng: Random) -> Solid:
    """Two narrow beds one above the other."""
    parts = [block((x, 0, z), (0.06, 1.85, 0.06), IRON) for x in (-0.97, 0.97) for z in (0.4, -0.4)]
    for y in (0.35, 1.3):
        parts.append(block((0, y, 0), (1.88, 0.08, 0.8), IRON))
        parts.append(block((0, y + 0.08, 0), (1.86, 0.13, 0.76), (150, 146, 132)))
        parts.append(block((-0.68, y + 0.21, 0), (0.42, 0.1, 0.56), LINEN))
    return assembled(parts, "bunk")


def cot(_rng: Random) -> Solid:
    """A narrow iron bed with its head to the wall, a grey blanket, and a chart at its foot."""
    parts = [block((x, 0, z), (0.04, t, 0.04), STEELY) for x in (-0.44, 0.44) for z, t in _ENDS]
    parts += [block((0, 0.72, z), (0.92, 0.04, 0.04), STEELY) for z in (0.98, -0.98)]
    parts += [block((0, 1.06, 0.98), (0.92, 0.04, 0.04), STEELY)]
    parts += [
        block((0, 0.42, 0), (0.9, 0.06, 1.96), STEELY),
        block((0, 0.48, 0), (0.86, 0.16, 1.9), LINEN),
        block((0, 0.64, -0.3), (0.92, 0.05, 1.28), (166, 178, 182)),
        block((0, 0.64, 0.7), (0.6, 0.13, 0.36), (246, 244, 238)),
        block((0, 0.5, -1.01), (0.26, 0.32, 0.02), (240, 236, 224)),
    ]
    return assembled(parts, "bed")


STEELY: RGB = (198, 204, 206)
_ENDS = ((0.98, 1.1), (-0.98, 0.76))


def wardrobe(_rng: Random) -> Solid:
    """Two tall doors under a cornice."""
    body = doors(block((0, 0.08, 0), (1.25, 1.95, 0.58), WOOD, 1.0), 2, 1, scale(WOOD, 1.1))
    return assembled([body, block((0, 2.03, 0), (1.35, 0.08, 0.64), DARK)], "wardrobe")


def dresser(_rng: Random) -> Solid:
    """A chest of drawers with a mirror on it."""
    body = doors(block((0, 0, 0), (1.1, 0.86, 0.46), WOOD, 1.0), 1, 3, scale(WOOD, 1.1))
    glass = block((0, 0.92, 0.16), (0.78, 0.76, 0.04), DARK)
    glass = fronted(
        glass, (panel(glass.faces[0], (0.08, 0.92), (0.07, 0.93), (206, 216, 220), glaze=True),)
    )
    jar = post((-0.38, 0.86, -0.05), 0.05, 0.14, NAMES["teal"])
    return assembled([body, glass, jar], "dresser")


def nightstand(_rng: Random) -> Solid:
    """A small cupboard with a shaded lamp on it."""
    body = doors(block((0, 0, 0), (0.46, 0.55, 0.4), WOOD), 1, 2, scale(WOOD, 1.1))
    return assembled([body, *_shaded(0, 0.55, 0)], "nightstand")


def _shaded(x: float, y: float, z: float) -> list[Solid]:
    shade = shining(post((x, y + 0.24, z), 0.16, 0.2, (238, 220, 176), 0.6, 8))
    return [post((x, y, z), 0.08, 0.04, BRASS), post((x, y + 0.04, z), 0.025, 0.2, BRASS), shade]


def floor_lamp(_rng: Random) -> Solid:
    """A standard lamp."""
    shade = shining(post((0, 1.45, 0), 0.27, 0.34, (238, 216, 168), 0.62, 8))
    return assembled(
        [post((0, 0, 0), 0.17, 0.05, IRON), post((0, 0.05, 0), 0.025, 1.4, IRON), shade], "lamp"
    )


def rug(rng: Random) -> Solid:
    """A carpet with a border, lying flat."""
    dye = cloth(rng)
    field = quad(
        (-1.5, 0.008, -0.95),
        (1.5, 0.008, -0.95),
        (1.5, 0.008, 0.95),
        (-1.5, 0.008, 0.95),
        dye,
        (0, 1, 0),
        0.8,
    )
    inner = panel(field, (0.07, 0.93), (0.1, 0.9), mix(dye, LINEN, 0.35), weight=0.6)
    heart = panel(field, (0.13, 0.87), (0.2, 0.8), mix(dye, DARK, 0.25), weight=0.6)
    return Solid((replace(field, decor=(inner, heart)),), (0, 0, 0), 0, "rug")


def fireplace(_rng: Random) -> Solid:
    """A chimney breast with a mantel, a fire burning in its mouth."""
    stone = (186, 176, 162)
    breast = block((0, 1.2, 0.05), (1.5, 1.75, 0.36), scale(stone, 1.04))
    mantel = block((0, 1.12, -0.03), (1.8, 0.09, 0.5), DARK, 1.1)
    jambs = [ruled(block((s * 0.63, 0, 0), (0.36, 1.12, 0.42), stone), 4) for s in (-1, 1)]
    lintel = block((0, 0.88, 0), (0.9, 0.24, 0.42), stone)
    back = block((0, 0, 0.18), (0.9, 0.88, 0.05), (44, 38, 36))
    logs = [block((x, 0.06, -0.02), (0.4, 0.1, 0.12), (84, 60, 46)) for x in (-0.14, 0.16)]
    fire = fronted(back, _flames(back.faces[0]))
    clock = block((0, 1.21, -0.05), (0.22, 0.26, 0.12), WOOD)
    clock = fronted(clock, (disc_on(clock.faces[0], (0.5, 0.55), (0.075, 0.075, 0.01), LINEN),))
    return assembled([breast, *jambs, lintel, fire, *logs, mantel, clock], "fireplace")


def _flames(front: Face) -> tuple[Face, ...]:
    """Three tongues before the soot."""
    a = front.points[0]
    out = []
    for x, tall, wide, colour in (
        (0.3, 0.42, 0.13, (232, 130, 58)),
        (0.56, 0.4, 0.12, (232, 130, 58)),
        (0.45, 0.56, 0.17, (240, 150, 62)),
        (0.46, 0.34, 0.09, (255, 222, 130)),
    ):
        m = a[0] + 0.9 * x
        z = a[2] - 0.04
        spots = (
            (m - wide, 0.12),
            (m - wide * 0.9, 0.12 + tall * 0.4),
            (m - wide * 0.25, 0.12 + tall * 0.66),
            (m, 0.12 + tall),
            (m + wide * 0.4, 0.12 + tall * 0.55),
            (m + wide, 0.12 + tall * 0.34),
            (m + wide * 0.8, 0.12),
        )
        out.append(
            Face(tuple((p[0], p[1], z) for p in spots), colour, front.normal, 0.5, (), (), True)
        )
    return tuple(out)


def piano(_rng: Random) -> Solid:
    """An upright piano with its stool."""
    black: RGB = (58, 46, 44)
    body = block((0, 0, 0.12), (1.45, 1.22, 0.34), black, 1.0)
    body = fronted(body, (panel(body.faces[0], (0.06, 0.94), (0.66, 0.94), scale(black, 1.3)),))
    keys = block((0, 0.66, -0.18), (1.4, 0.08, 0.28), black)
    top = keys.faces[4]
    white = panel(top, (0.03, 0.97), (0.05, 0.8), (244, 240, 230), weight=0.6)
    keys = fronted(keys, (replace(white, lines=courses(white, 24, True)),), 4)
    sides = [block((s * 0.69, 0, -0.2), (0.06, 0.66, 0.26), black) for s in (-1, 1)]
    score = block((0, 0.88, -0.08), (0.42, 0.3, 0.02), (244, 240, 230))
    stool = [
        post((0, 0, -0.75), 0.05, 0.46, black),
        post((0, 0.46, -0.75), 0.2, 0.06, (128, 50, 46), 1, 8),
    ]
    return assembled([body, *sides, keys, score, *stool], "piano")


def television(_rng: Random) -> Solid:
    """A screen on a low board."""
    board = doors(block((0, 0, 0.05), (1.5, 0.42, 0.42), WOOD), 3, 1, scale(WOOD, 1.1))
    screen = block((0, 0.5, 0.1), (1.15, 0.66, 0.06), (40, 42, 46))
    screen = fronted(
        screen,
        (
            replace(
                panel(screen.faces[0], (0.03, 0.97), (0.05, 0.95), (120, 138, 150)),
                lit=True,
                own=True,
            ),
        ),
    )
    return assembled([board, block((0, 0.42, 0.1), (0.3, 0.08, 0.16), IRON), screen], "television")


def tall_clock(_rng: Random) -> Solid:
    """A grandfather clock."""
    case = block((0, 0.3, 0), (0.36, 1.2, 0.26), DARK)
    case = fronted(
        case,
        (
            panel(case.faces[0], (0.25, 0.75), (0.1, 0.92), (196, 190, 170), glaze=True),
            disc_on(case.faces[0], (0.5, 0.3), (0.06, 0.06, 0.01), BRASS),
        ),
    )
    head = block((0, 1.5, 0), (0.48, 0.48, 0.32), DARK)
    head = fronted(
        head, (disc_on(head.faces[0], (0.5, 0.52), (0.18, 0.18, 0.01), (246, 240, 224)),)
    )
    return assembled(
        [
            block((0, 0, 0), (0.48, 0.3, 0.32), DARK),
            case,
            head,
            block((0, 1.98, 0), (0.54, 0.07, 0.36), DARK),
        ],
        "clock",
    )


def coffee_table(_rng: Random) -> Solid:
    """Low, with a book and a cup."""
    top = block((0, 0.38, 0), (1.0, 0.05, 0.55), WOOD)
    book = block((-0.2, 0.43, 0), (0.26, 0.04, 0.2), NAMES["burgundy"])
    return assembled(
        [*legs(0.94, 0.5, 0.38, 0.05, DARK), top, book, post((0.2, 0.43, 0.05), 0.04, 0.08, LINEN)],
        "low table",
    )


def dining(rng: Random) -> Solid:
    """A table laid for four with its chairs."""
    chairs = [placed(chair(0, 0, 1), (x, 0, 0.62)) for x in (-0.36, 0.36)]
    near = [placed(chair(0, 0, 1), (x, 0, -0.62), 180 + 8 * rng.random()) for x in (-0.36, 0.36)]
    bowl = post((0.1, 0.75, 0), 0.13, 0.08, NAMES["ochre"], 1.3, 8)
    cups = [post((x, 0.75, z), 0.04, 0.08, LINEN) for x, z in ((-0.45, 0.18), (0.5, -0.2))]
    jug = post((-0.2, 0.75, 0.05), 0.07, 0.2, NAMES["teal"], 0.7, 7)
    return assembled([*chairs, table(0, 0, 1.5, 0.85), bowl, jug, *cups, *near], "table")


def round_table(rng: Random) -> Solid:
    """A café table with two chairs, a bottle and a glass."""
    foot = [post((0, 0, 0), 0.2, 0.04, IRON), post((0, 0.04, 0), 0.035, 0.68, IRON)]
    top = post((0, 0.72, 0), 0.4, 0.04, mix(WOOD, LINEN, 0.2), 1, 12)
    goods = [
        post((-0.1, 0.76, 0.05), 0.04, 0.22, (70, 96, 76), 0.6),
        post((0.14, 0.76, -0.05), 0.035, 0.1, (226, 232, 232)),
    ]
    turn = 20 * rng.random()
    sides = [placed(chair(0, 0, 1, DARK), (s * 0.66, 0, 0.06), s * 90 + turn) for s in (-1, 1)]
    return assembled([*sides, *foot, top, *goods], "table")


def plant(_rng: Random) -> Solid:
    """A pot with long leaves."""
    pot = post((0, 0, 0), 0.17, 0.34, (164, 98, 70), 1.2, 8)
    leaves = []
    for k, (x, z, tall) in enumerate(
        (
            (-0.34, 0.1, 0.75),
            (0.34, 0, 0.8),
            (0.06, -0.3, 0.7),
            (-0.16, 0.26, 1.05),
            (0.2, 0.2, 1.1),
            (-0.06, -0.06, 1.2),
        )
    ):
        tip = (x, 0.34 + tall, z)
        bend = (x * 0.55, 0.34 + tall * 0.7, z * 0.55)
        w = 0.07
        colour = mix(NAMES["green"], (60, 84, 58), 0.2 + 0.1 * (k % 3))
        leaves.append(
            Face(
                (
                    (0, 0.34, 0),
                    (bend[0] - w, bend[1], bend[2]),
                    tip,
                    (bend[0] + w, bend[1] - 0.08, bend[2]),
                ),
                colour,
                None,
                0.7,
                (((0, 0.34, 0), bend, tip),),
            )
        )
    return Solid((*pot.faces, *leaves), (0, 0, 0), 1, "plant")


def bathtub(_rng: Random) -> Solid:
    """A tub on feet with its taps."""
    rim = [block((0, 0.56, z), (1.7, 0.05, 0.08), LINEN) for z in (0.34, -0.34)]
    ends = [block((x, 0.56, 0), (0.08, 0.05, 0.6), LINEN) for x in (-0.81, 0.81)]
    body = block((0, 0.1, 0), (1.66, 0.46, 0.72), (238, 238, 234), 1.0)
    body = fronted(
        body, (panel(body.faces[4], (0.04, 0.96), (0.1, 0.9), (196, 214, 222), weight=0.6),), 4
    )
    feet = [block((x, 0, z), (0.1, 0.1, 0.1), BRASS) for x in (-0.7, 0.7) for z in (-0.26, 0.26)]
    taps = [
        block((0.74, 0.61, 0.3), (0.05, 0.22, 0.05), STEELY),
        block((0.66, 0.79, 0.24), (0.05, 0.04, 0.2), STEELY),
    ]
    return assembled([*feet, body, *rim, *ends, *taps], "bathtub")


def basin(_rng: Random) -> Solid:
    """A wash basin on its foot under a mirror."""
    foot = post((0, 0, 0.05), 0.09, 0.72, LINEN, 1.0, 7)
    bowl = block((0, 0.72, 0), (0.58, 0.14, 0.44), (240, 240, 236))
    bowl = fronted(bowl, (panel(bowl.faces[4], (0.12, 0.88), (0.14, 0.8), (200, 208, 212)),), 4)
    tap = block((0, 0.86, 0.14), (0.04, 0.14, 0.04), STEELY)
    glass = block((0, 1.25, 0.2), (0.56, 0.72, 0.03), WOOD)
    glass = fronted(
        glass, (panel(glass.faces[0], (0.07, 0.93), (0.05, 0.95), (210, 220, 224), glaze=True),)
    )
    return assembled([foot, bowl, tap, glass], "basin")


def toilet(_rng: Random) -> Solid:
    """Cistern and bowl."""
    white = (240, 240, 236)
    return assembled(
        [
            block((0, 0.42, 0.24), (0.46, 0.4, 0.18), white),
            post((0, 0, -0.02), 0.13, 0.38, white, 1.35, 8),
            block((0, 0.38, -0.05), (0.4, 0.06, 0.46), PALE),
        ],
        "toilet",
    )
