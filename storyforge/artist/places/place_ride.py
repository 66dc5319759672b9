"""Inside vehicles: the seats, the wheel, the glass, and the world that lies beyond the glass."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, radians, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import DARK, IRON, STEEL, block, fronted, post
from storyforge.artist.places.place_walls import SKY
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Lamp, Place, Solid, Spot, box, panel, quad
from storyforge.artist.words import said

_FAR = 40.0


def outside(words: frozenset[str]) -> list[Solid]:
    """Sky all round, land or clouds at the foot of it, a road or a runway of air below."""
    flying = said(
        words, "cockpit", "plane", "airplane", "aeroplane", "aircraft", "helicopter", "jet"
    )
    low = -60.0 if flying else -0.45
    out = []
    for k in range(8):
        a, b = radians(45 * k), radians(45 * (k + 1))
        spots = [
            (_FAR * sin(t), y, _FAR * cos(t)) for t, y in ((a, low), (b, low), (b, 40.0), (a, 40.0))
        ]
        sky = Face(tuple(spots), SKY, None, 0.0, sky=True)
        out.append(replace(sky, decor=(_land(a, b, low, k, flying),)))
    faces = [*out, *(() if flying else _road(low))]
    return [Solid((face,), (0, 0, 0), 0, "outside") for face in faces]


def _land(a: float, b: float, low: float, k: int, flying: bool) -> Face:
    """Trees and roofs along the horizon, or a bank of cloud far below."""
    steps = 9
    top = []
    for j in range(steps + 1):
        t = b + (a - b) * j / steps
        high = 2.0 + 2.4 * abs(sin(3.1 * (k * steps + steps - j))) if j not in (0, steps) else 2.4
        high = -9.0 + 1.6 * abs(sin(1.7 * (k * steps + steps - j))) if flying else high
        high = -8.4 if flying and j in (0, steps) else high
        top.append((_FAR * 0.99 * sin(t), high, _FAR * 0.99 * cos(t)))
    foot = [(_FAR * 0.99 * sin(t), low, _FAR * 0.99 * cos(t)) for t in (a, b)]
    colour = (232, 236, 240) if flying else (176, 184, 174)
    return Face((*foot, *top), colour, None, 0.5, sky=True)


def _road(y: float) -> list[Face]:
    """Fields, the road along z and its dashes."""

    def strip(x: float, wide: float, z: tuple[float, float], up: float, colour: RGB) -> Face:
        n, f = z
        return quad(
            (x - wide, y + up, n),
            (x + wide, y + up, n),
            (x + wide, y + up, f),
            (x - wide, y + up, f),
            colour,
            (0, 1, 0),
            0.6,
        )

    field = strip(0, 39, (-39, 39), 0.0, (140, 148, 112))
    road = strip(0.9, 3.6, (-39, 39), 0.01, (126, 126, 128))
    dashes = [
        strip(0.9 + 1.9, 0.07, (z, z + 1.6), 0.02, (232, 230, 222)) for z in range(-36, 37, 4)
    ]
    return [field, road, *dashes]


def car(rng: Random, words: frozenset[str]) -> Place:
    """Two rows of seats under a roof; the driver faces the windscreen at -z, where the wheel is."""
    dye = (NAMES["burgundy"], (92, 84, 78), (70, 82, 92), (140, 112, 84))[int(rng.random() * 4)]
    paint = (NAMES["teal"], (150, 60, 54), (196, 188, 170), (70, 84, 108))[int(rng.random() * 4)]
    tall = 1.62 if said(words, "van", "truck", "lorry", "pickup") else 1.42
    cab = said(words, "truck", "lorry", "pickup")
    driver = _driver(0.36, 0.1, 0.38)
    solids = [
        *outside(words),
        *_body(paint, tall, cab),
        replace(_bench(0.24, dye), spots=(driver, Spot("passenger", (-0.36, 0, 0.1), 180.0, 0.38))),
        _dash(paint),
        replace(_wheel(0.36), spots=(driver,)),
    ]
    if not cab:
        rear = tuple(Spot("back", (x, 0, 1.16), 180.0, 0.38) for x in (0.36, -0.36, 0.0))
        solids.append(replace(_bench(1.3, scale(dye, 0.92)), spots=rear))
    solids += [_mirror(tall), *_pillars(paint, tall, cab)]
    return Place(
        "vehicle", (84, 82, 80), "plain", 0, tuple(solids), (), (Lamp((0, tall - 0.1, 0.3), 0.5),),
        True, (0, 14, -12, 20, 178), "", seat=0.44, span=0.42, tall=tall + 0.2,
    )  # fmt: skip


def _body(paint: RGB, tall: float, cab: bool) -> list[Solid]:
    far = 0.62 if cab else 1.75
    floor = quad(
        (-0.76, 0, -1.0), (0.76, 0, -1.0), (0.76, 0, far), (-0.76, 0, far), (70, 68, 68), (0, 1, 0)
    )
    roof = quad(
        (-0.7, tall, far),
        (0.7, tall, far),
        (0.7, tall, -0.35),
        (-0.7, tall, -0.35),
        (196, 190, 178),
        (0, -1, 0),
        1.0,
    )
    out = [Solid((f,), (0, 0, 0), 0, "wall") for f in (floor, replace(roof, hatch=-1))]
    for s in (-1.0, 1.0):
        x = s * 0.76
        sill = box((x - 0.05, x + 0.05), (-0.3, 0.76), (-1.0, far), scale(paint, 0.8), 1.0)
        inner = sill.faces[1] if s < 0 else sill.faces[3]
        pocket = panel(inner, (0.3, 0.62), (0.4, 0.62), scale(paint, 0.62))
        handle = panel(inner, (0.42, 0.5), (0.74, 0.79), STEEL)
        faces = tuple(replace(f, decor=(pocket, handle)) if f is inner else f for f in sill.faces)
        out.append(Solid(faces, (x, 0, 0.3), 1, "door"))
    back = box(
        (-0.76, 0.76), (-0.2, 0.86 if not cab else 0.95), (far, far + 0.08), scale(paint, 0.75), 1.0
    )
    return [*out, replace(back, name="back")]


def _pillars(paint: RGB, tall: float, cab: bool) -> list[Solid]:
    """The posts between the panes, as leaning quads, and the rails of the roof."""
    far = 0.62 if cab else 1.75
    out = []
    for s in (-1.0, 1.0):
        for foot, head, wide in (
            (-0.92, -0.36, 0.07),
            (0.42, 0.46, 0.1),
            (far - 0.04, far - 0.22, 0.12),
        ):
            a, b = (s * 0.76, 0.76, foot), (s * 0.7, tall, head)
            side = Face(
                (a, (a[0], a[1], a[2] + wide), (b[0], b[1], b[2] + wide), b),
                scale(paint, 0.62),
                None,
                1.0,
            )
            inner = (s * 0.66, 0.76, foot), (s * 0.61, tall, head)
            front = Face((a, inner[0], inner[1], b), scale(paint, 0.56), None, 1.0)
            out.append(Solid((side, front), (s * 0.74, 0.8, (foot + head) / 2), 1, "post"))
    rails = [
        box((-0.74, 0.74), (tall - 0.05, tall + 0.03), (z, z + 0.08), scale(paint, 0.56), 1.0)
        for z in (-0.42, far - 0.24)
    ]
    return [*out, *(replace(r, name="post") for r in rails)]


def _bench(z: float, dye: RGB) -> Solid:
    parts = []
    for x in (-0.36, 0.36):
        parts += [
            block((x, 0.14, z - 0.24), (0.64, 0.24, 0.56), scale(dye, 0.9)),
            block((x, 0.38, z + 0.1), (0.62, 0.56, 0.16), dye),
            block((x, 0.97, z + 0.12), (0.24, 0.13, 0.09), scale(dye, 0.94)),
            block((x, 0.92, z + 0.12), (0.12, 0.07, 0.03), STEEL),
        ]
    return assembled(parts, "seat", (0, 0, z + 0.16))


def _dash(paint: RGB) -> Solid:
    """The board under the windscreen with its dials, seen from the seats."""
    board = block((0, 0.5, -0.86), (1.5, 0.3, 0.26), (64, 60, 58), 1.1)
    back = board.faces[2]
    dials = tuple(
        panel(back, (u, u + 0.09), (0.35, 0.85), (226, 226, 212), lit=True) for u in (0.42, 0.54)
    )
    box_ = panel(back, (0.06, 0.26), (0.2, 0.7), (84, 78, 74))
    hood = block((0, 0.44, -1.55), (1.5, 0.3, 1.1), paint, 1.1)
    return assembled([hood, fronted(board, (*dials, box_), 2)], "dash", (0, 0, -0.95))


def _driver(x: float, z: float, high: float) -> Spot:
    """Behind the wheel, the hands on its rim."""
    hands = tuple((x + s * 0.185, 0.87, -0.36) for s in (1.0, -1.0))
    return Spot("wheel", (x, 0, z), 180.0, high, hands=hands)


def _wheel(x: float) -> Solid:
    """A steering wheel leaning towards whoever drives."""
    tilt, r, mid = radians(28), 0.2, (x, 0.82, -0.38)

    def spot(t: float, radius: float) -> V3:
        u, v = radius * cos(t), radius * sin(t)
        return mid[0] + u, mid[1] + v * cos(tilt), mid[2] - v * sin(tilt)

    faces = []
    for k in range(16):
        a, b = 2 * pi * k / 16, 2 * pi * (k + 1) / 16
        faces.append(
            Face(
                (spot(a, r), spot(b, r), spot(b, r - 0.035), spot(a, r - 0.035)),
                (46, 42, 42),
                None,
                0.25,
            )
        )
    hub = Face(tuple(spot(2 * pi * k / 10, 0.06) for k in range(10)), (70, 66, 64), None, 0.8)
    spokes = [
        Face(
            (
                spot(t - 0.12, r - 0.03),
                spot(t + 0.12, r - 0.03),
                spot(t + 0.3, 0.05),
                spot(t - 0.3, 0.05),
            ),
            (84, 80, 78),
            None,
            0.7,
        )
        for t in (pi * 1.5, pi * 0.08, pi * 0.92)
    ]
    stem = block((x, 0.68, -0.56), (0.06, 0.1, 0.34), IRON)
    return Solid((*stem.faces, *spokes, hub, *faces), mid, 1, "wheel")


def _mirror(tall: float) -> Solid:
    body = block((0, tall - 0.2, -0.44), (0.26, 0.08, 0.03), DARK)
    back = fronted(body, (panel(body.faces[2], (0.06, 0.94), (0.12, 0.88), (206, 216, 220)),), 2)
    return assembled([back, block((0, tall - 0.12, -0.44), (0.02, 0.12, 0.02), DARK)], "mirror")


_GREY: RGB = (112, 118, 122)
_DEEP, _HIGH = 1.5, 1.9  # depth and height of a flight deck


def cockpit(_rng: Random, words: frozenset[str]) -> Place:
    """A flight deck: two seats, yokes, a board of dials, glass all round, the door behind."""
    solids = (
        *outside(words | {"cockpit"}), *_deck(), *_deck_sides(), *_seats(), _board(),
        *(replace(_wheel(s.at[0]), spots=(s,)) for s in _PILOTS),
    )  # fmt: skip
    return Place(
        "vehicle", (78, 80, 84), "plain", 0, solids, (), (Lamp((0, 1.7, 0.4), 0.6),), True,
        (0, 12, -12, 178), "", seat=0.46, span=0.5, tall=_HIGH,
    )  # fmt: skip


def _deck() -> list[Solid]:
    """Floor, the wall with its door and racks, and the switches overhead."""
    grey, far, tall = _GREY, _DEEP, _HIGH
    floor = quad(
        (-1.0, 0, -1.2), (1.0, 0, -1.2), (1.0, 0, far), (-1.0, 0, far), (78, 80, 84), (0, 1, 0)
    )
    back = quad(
        (1.0, 0, far), (-1.0, 0, far), (-1.0, tall, far), (1.0, tall, far), grey, (0, 0, -1)
    )
    door = panel(back, (0.36, 0.64), (0, 0.94), scale(grey, 0.86), weight=1.1)
    racks = [
        panel(back, (a, b), (v, v + 0.2), (74, 78, 82))
        for a, b in ((0.04, 0.32), (0.68, 0.96))
        for v in (0.2, 0.46, 0.72)
    ]
    roof = quad(
        (-1.0, tall, far),
        (1.0, tall, far),
        (0.8, tall, -0.4),
        (-0.8, tall, -0.4),
        scale(grey, 0.8),
        (0, -1, 0),
    )
    keys = tuple(
        panel(
            roof, (0.3 + 0.05 * k, 0.33 + 0.05 * k), (v, v + 0.08), (240, 190, 110), lit=k % 3 == 0
        )
        for k in range(8)
        for v in (0.4, 0.55, 0.7)
    )
    return [
        Solid((f,), (0, 0, 0), 0, "wall")
        for f in (floor, replace(back, decor=(door, *racks)), replace(roof, decor=keys))
    ]


def _deck_sides() -> list[Solid]:
    """The walls below and behind the glass, and the posts between its panes."""
    grey, far, tall = _GREY, _DEEP, _HIGH
    sides = [
        box((s * 1.0 - 0.05, s * 1.0 + 0.05), (0, 0.95), (-1.2, far), grey, 1.0, name="side")
        for s in (-1, 1)
    ]
    high = [
        box((s * 1.0 - 0.05, s * 1.0 + 0.05), (0.95, tall), (0.5, far), grey, 1.0, name="side")
        for s in (-1, 1)
    ]
    posts = [
        Solid(
            (
                Face(
                    ((x, 0.9, z), (x + 0.08, 0.9, z), (u + 0.08, tall, w), (u, tall, w)),
                    scale(grey, 0.6),
                    None,
                    1.0,
                ),
            ),
            (x, 1, z),
            1,
            "post",
        )
        for x, z, u, w in (
            (-0.96, -1.0, -0.8, -0.4),
            (0.88, -1.0, 0.72, -0.4),
            (-0.04, -1.15, -0.04, -0.5),
        )
    ]
    return [*sides, *high, *posts]


def _seats() -> list[Solid]:
    dye: RGB = (70, 74, 84)
    out = []
    for x in (-0.45, 0.45):
        parts = [
            block((x, 0, 0), (0.3, 0.2, 0.4), IRON),
            block((x, 0.2, 0), (0.56, 0.24, 0.54), dye),
            block((x, 0.44, 0.26), (0.54, 0.62, 0.14), dye),
            block((x, 1.06, 0.28), (0.3, 0.22, 0.1), mix(dye, STEEL, 0.3)),
        ]
        spots = tuple(s for s in _PILOTS if s.at[0] == x)
        out.append(replace(assembled(parts, "seat", (x, 0, 0.3)), spots=spots))
    return out


_PILOTS = (_driver(0.45, 0.02, 0.44), replace(_driver(-0.45, 0.02, 0.44), kind="passenger"))


def _board() -> Solid:
    board = block((0, 0.45, -0.95), (1.8, 0.42, 0.2), (58, 60, 66), 1.1)
    dials = tuple(
        panel(
            board.faces[2],
            (0.04 + 0.12 * k, 0.13 + 0.12 * k),
            (v, v + 0.34),
            (196, 214, 206),
            lit=True,
        )
        for k in range(8)
        for v in (0.1, 0.54)
    )
    levers = [post((x, 0.5, -0.62), 0.03, 0.2, (206, 70, 60)) for x in (-0.08, 0.08)]
    return assembled(
        [fronted(board, dials, 2), block((0, 0, -0.62), (0.3, 0.5, 0.5), (70, 72, 78)), *levers],
        "dash",
        (0, 0, -0.95),
    )
