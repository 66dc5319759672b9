"""What people leave standing in rooms: benches, shelves, beds, stoves and lamps above them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import cos, radians, sin
from random import Random

from storyforge.artist.camera import V3
from storyforge.artist.colour import NAMES, RGB, mix, scale
from storyforge.artist.stage import Face, Lamp, Solid, box, column, courses, group, panel, quad

WOOD: RGB = (142, 108, 78)


def table(
    x: float, z: float, wide: float = 1.5, deep: float = 0.8, tall: float = 0.75, colour: RGB = WOOD
) -> Solid:
    """A table on four legs; metres."""
    w, d = wide / 2, deep / 2
    legs = [
        box(
            (x + a - 0.035, x + a + 0.035),
            (0, tall),
            (z + b - 0.035, z + b + 0.035),
            scale(colour, 0.85),
            0.9,
        )
        for b in (d - 0.06, -d + 0.06)
        for a in (-w + 0.06, w - 0.06)
    ]
    top = box((x - w, x + w), (tall - 0.05, tall), (z - d, z + d), colour, 1.1)
    return group([*legs, top], (x, 0, z), "table")


def chair(x: float, z: float, turned: float = 1.0, colour: RGB = WOOD) -> Solid:
    """A plain chair; *turned* +1 has its back at the far side."""
    legs = [
        box((x + a, x + a + 0.04), (0, 0.45), (z + b, z + b + 0.04), colour, 0.8)
        for b in (0.18, -0.2)
        for a in (-0.2, 0.16)
    ]
    seat = box((x - 0.21, x + 0.21), (0.43, 0.47), (z - 0.21, z + 0.22), colour, 0.9)
    zb = z + 0.2 * turned
    back = box((x - 0.21, x + 0.21), (0.6, 0.95), (zb - 0.02, zb + 0.02), colour, 0.9)
    parts = [back, *legs, seat] if turned > 0 else [*legs, seat, back]
    return group(parts, (x, 0, z), "chair")


def ladder(at: V3, yaw: float) -> Solid:
    """An iron ladder six metres high before somebody standing at *at* who faces *yaw*."""
    a = radians(yaw)
    x, z = at[0] + sin(a) * 0.36, at[2] + cos(a) * 0.36
    ends = [(x + s * cos(a) * 0.24, z - s * sin(a) * 0.24) for s in (-1, 1)]
    iron = (112, 108, 106)
    poles = [column(px, pz, 0.026, (0, 6), iron, 1, 4, 0.9) for px, pz in ends]
    (lx, lz), (rx, rz) = ends
    rungs = [
        Solid((quad((lx, y, lz), (rx, y, rz), (rx, y + 0.045, rz), (lx, y + 0.045, lz), iron),), at)
        for y in (0.25 + 0.3 * k for k in range(19))
    ]
    return group([*rungs, *poles], (x, at[1], z), "ladder")


def shelf(
    rng: Random, x: float, z: float, wide: float = 1.6, tall: float = 2.1, jumble: bool = True
) -> Solid:
    """A shelf against the far wall, filled with jars, books and boxes."""
    frame = box((x - wide / 2, x + wide / 2), (0, tall), (z - 0.3, z), scale(WOOD, 0.72), 1.0)
    front = frame.faces[0]
    rows = 4
    goods: list[Face] = []
    for row in range(rows):
        base = (row + 0.06) / rows
        u = 0.04
        while u < 0.92 and jumble:
            w, h = 0.03 + 0.07 * rng.random(), (0.35 + 0.45 * rng.random()) / rows
            tint = (
                NAMES["ochre"],
                NAMES["teal"],
                NAMES["rust"],
                NAMES["cream"],
                NAMES["brass"],
                NAMES["grey"],
            )[int(rng.random() * 6)]
            if rng.random() < 0.8:
                goods.append(
                    panel(
                        front,
                        (u, min(0.97, u + w)),
                        (base, base + h),
                        mix(tint, WOOD, 0.3),
                        weight=0.55,
                    )
                )
            u += w + 0.02 * rng.random()
    front = replace(front, decor=tuple(goods), lines=courses(front, rows - 1))
    return replace(frame, faces=(front, *frame.faces[1:]), name="shelf")


def hung(x: float, y: float, z: float) -> tuple[Solid, Lamp]:
    """A shaded lamp on its cord and the light it gives."""
    cord = column(x, z, 0.012, (y + 0.3, 3.2), (60, 58, 58), 1, 4, 0.5)
    shade = column(x, z, 0.28, (y, y + 0.3), (176, 150, 96), 0.2, 7, 0.9)
    return group([cord, shade], (x, 0, z), "hung"), Lamp((x, y, z), 2.0)


def _frames(rng: Random, z: float, spots: tuple[float, ...]) -> list[Solid]:
    out = []
    for x in spots:
        w, h = 0.25 + 0.2 * rng.random(), 0.25 + 0.2 * rng.random()
        outer = box((x - w, x + w), (1.75 - h, 1.75 + h), (z - 0.04, z), scale(WOOD, 0.8), 0.9)
        pane = panel(
            outer.faces[0],
            (0.12, 0.88),
            (0.12, 0.88),
            mix(NAMES["cream"], NAMES["grey"], rng.random()),
            weight=0.6,
        )
        out.append(replace(outer, faces=(replace(outer.faces[0], decor=(pane,)), *outer.faces[1:])))
    return out


def workshop(rng: Random) -> tuple[list[Solid], list[Lamp]]:
    """A bench of lanterns before full shelves."""
    solids = [shelf(rng, -2.3, 4.15), shelf(rng, 2.2, 4.15, 1.7), table(0.3, 3.1, 2.6, 0.8, 0.86)]
    lamps: list[Lamp] = []
    for k in range(5):
        x = -0.75 + 0.5 * k
        solids.append(lantern_block(x, 0.86, 3.0 + 0.2 * rng.random()))
        if k % 2:
            lamps.append(Lamp((x, 1.0, 3.0), 1.0))
    for x, z in ((-1.9, 1.8), (1.7, 1.5), (-0.6, 2.4), (2.5, 2.9)):
        y = 2.15 + 0.3 * rng.random()
        cord = column(x, z, 0.01, (y + 0.35, 3.0), (60, 58, 58), 1, 4, 0.5)
        solids.append(group([cord, lantern_block(x, y, z)], (x, 0, z), "hung"))
        lamps.append(Lamp((x, y + 0.15, z), 1.5))
    crates = [
        box((a, a + 0.6), (0, 0.5), (b, b + 0.5), (150, 122, 88))
        for a, b in ((-3.0, 1.6), (-2.9, 0.6), (2.6, 0.4))
    ]
    return [*solids, *crates, column(2.4, 1.6, 0.3, (0, 0.85), (124, 92, 66), 0.92, 8)], lamps


def lantern_block(x: float, y: float, z: float) -> Solid:
    """A small standing lantern, 34 cm tall."""
    brass = NAMES["brass"]
    foot = column(x, z, 0.09, (y, y + 0.05), brass, 0.9, 6, 0.7)
    glass = column(x, z, 0.07, (y + 0.05, y + 0.22), (240, 222, 160), 1.0, 6, 0.7)
    hat = column(x, z, 0.1, (y + 0.22, y + 0.32), brass, 0.2, 6, 0.7)
    shining = Solid(tuple(replace(f, lit=True) for f in glass.faces), glass.at)
    return group([foot, shining, hat], (x, 0, z), "lantern")


def _kitchen(_rng: Random) -> tuple[list[Solid], list[Lamp]]:
    units = box((-3.1, 1.2), (0, 0.9), (3.55, 4.15), (190, 182, 164), 1.1)
    front = units.faces[0]
    doors = tuple(
        panel(front, (k / 6 + 0.01, (k + 1) / 6 - 0.01), (0.08, 0.9), (204, 196, 178), weight=0.8)
        for k in range(6)
    )
    counter = replace(units, faces=(replace(front, decor=doors), *units.faces[1:]))
    fridge = box((2.0, 2.8), (0, 1.9), (3.5, 4.15), (206, 210, 210), 1.1)
    cups = box((-3.1, -1.0), (1.55, 2.2), (3.85, 4.15), (190, 182, 164), 1.0)
    pots = [
        column(x, 3.8, 0.13, (0.9, 1.12), NAMES["copper"], 1.0, 7, 0.8) for x in (-2.4, -0.2, 0.5)
    ]
    lamp, light = hung(0.5, 2.0, 1.9)
    return [
        counter,
        *pots,
        cups,
        fridge,
        table(0.5, 1.9, 1.5, 0.85),
        chair(0.0, 2.65, 1),
        chair(1.3, 2.6, 1),
        lamp,
    ], [light]


def _office(rng: Random) -> tuple[list[Solid], list[Lamp]]:
    desk = table(0.4, 2.2, 1.8, 0.8, 0.74)
    screen = box((0.2, 0.75), (0.85, 1.2), (2.3, 2.34), (60, 64, 70))
    cabinet = box((-3.0, -2.2), (0, 1.4), (3.5, 4.1), (140, 146, 150))
    drawers = replace(cabinet, faces=tuple(replace(f, lines=courses(f, 3)) for f in cabinet.faces))
    return [
        shelf(rng, 2.3, 4.15, 1.5),
        drawers,
        desk,
        screen,
        chair(0.4, 2.9, 1),
        lantern_block(1.1, 0.74, 2.2),
    ], [Lamp((1.1, 0.95, 2.2), 1.3)]


def _bedroom(rng: Random) -> tuple[list[Solid], list[Lamp]]:
    frame = box((-2.6, -0.9), (0, 0.35), (1.9, 4.1), WOOD, 1.0)
    cover = box((-2.6, -0.9), (0.35, 0.55), (1.9, 3.5), (164, 152, 170), 1.0)
    pillow = box((-2.3, -1.2), (0.5, 0.68), (3.5, 4.0), (232, 228, 220), 0.9)
    head = box((-2.6, -0.9), (0, 1.1), (4.05, 4.15), scale(WOOD, 0.8))
    bed = group([head, frame, pillow, cover], (-1.8, 0, 3), "bed")
    robe = box((1.5, 2.8), (0, 2.1), (3.5, 4.15), WOOD, 1.1)
    doors = replace(robe, faces=tuple(replace(f, lines=courses(f, 1, True)) for f in robe.faces))
    stand = table(-0.5, 3.7, 0.5, 0.4, 0.6)
    return [bed, doors, stand, lantern_block(-0.5, 0.6, 3.7), *_frames(rng, 4.18, (0.6,))], [
        Lamp((-0.5, 0.85, 3.6), 1.5)
    ]


def bar(rng: Random) -> tuple[list[Solid], list[Lamp]]:
    """A counter with stools before bottles."""
    counter = box((-2.8, 2.8), (0, 1.08), (2.5, 3.0), scale(WOOD, 0.8), 1.1)
    counter = replace(
        counter,
        faces=tuple(
            replace(f, lines=courses(f, 9, True)) if k == 0 else f
            for k, f in enumerate(counter.faces)
        ),
    )
    stools = [
        column(x, 2.0, 0.19, (0.66, 0.74), (120, 60, 52), 1, 7) for x in (-2.1, -0.9, 1.6, 2.4)
    ]
    legs = [column(x, 2.0, 0.03, (0, 0.66), (70, 68, 68), 1, 4) for x in (-2.1, -0.9, 1.6, 2.4)]
    lights = [hung(x, 2.1, 2.7) for x in (-1.6, 0.2, 1.9)]
    return [
        shelf(rng, -1.4, 4.15, 2.4, 2.3),
        shelf(rng, 1.4, 4.15, 2.4, 2.3),
        counter,
        *legs,
        *stools,
        *(s for s, _ in lights),
    ], [lamp for _, lamp in lights]


def _parlour(rng: Random) -> tuple[list[Solid], list[Lamp]]:
    cloth = (NAMES["teal"], NAMES["burgundy"], NAMES["olive"])[int(rng.random() * 3)]
    sofa = group(
        [
            box((-2.6, -0.6), (0.4, 0.9), (3.3, 3.6), cloth),
            box((-2.8, -2.6), (0, 0.62), (2.7, 3.6), cloth),
            box((-0.6, -0.4), (0, 0.62), (2.7, 3.6), cloth),
            box((-2.6, -0.6), (0, 0.42), (2.7, 3.4), cloth),
        ],
        (-1.6, 0, 3.2),
        "sofa",
    )
    stand = column(2.7, 3.5, 0.03, (0, 1.5), (80, 74, 70), 1, 4)
    shade = column(2.7, 3.5, 0.25, (1.45, 1.8), (226, 206, 160), 0.6, 7)
    rug = Solid(
        (
            quad(
                (-1.8, 0.01, 0.6),
                (1.6, 0.01, 0.6),
                (1.6, 0.01, 2.4),
                (-1.8, 0.01, 2.4),
                NAMES["rust"],
                (0, 1, 0),
                0.8,
            ),
        ),
        (0, 0, 1),
        0,
        "wall",
    )
    lit = Solid(tuple(replace(f, lit=True) for f in shade.faces), shade.at)
    return [
        rug,
        sofa,
        shelf(rng, 1.2, 4.15, 1.3),
        table(0.7, 2.7, 0.9, 0.5, 0.42),
        group([stand, lit], (2.7, 0, 3.5), "lamp"),
        *_frames(rng, 4.18, (-2.0, -1.1)),
    ], [Lamp((2.7, 1.6, 3.5), 2.0)]


Furnish = Callable[[Random], tuple[list[Solid], list[Lamp]]]
ROOMS: tuple[tuple[tuple[str, ...], Furnish], ...] = (
    (("workshop", "forge", "studio", "garage", "lab", "laboratory", "shop", "store"), workshop),
    (("kitchen",), _kitchen),
    (("office", "study", "library", "classroom", "police"), _office),
    (("bedroom", "hotel", "hospital", "ward", "cell"), _bedroom),
    (("bar", "pub", "tavern", "cafe", "restaurant", "inn"), bar),
    ((), _parlour),
)
