"""What stands at the water: lighthouses, boats, wrecks, ships, cranes, bridges."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.marks_town import GLASS, IRON, STONE
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.blocks import rod
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import (
    Face,
    Kit,
    Lamp,
    Solid,
    Tuft,
    box,
    column,
    group,
    panel,
    quad,
)

WOOD: RGB = (142, 112, 82)


def lighthouse(rng: Random) -> Kit:
    """A banded tower with gallery and lantern on its rock, a keeper's house beside it."""
    red, white = NAMES["red"], (236, 232, 222)
    bands = []
    for k in range(5):
        y0, y1 = 0.8 + 2.6 * k, 0.8 + 2.6 * (k + 1)
        r0, r1 = 2.1 - 0.17 * k, 2.1 - 0.17 * (k + 1)
        bands.append(column(0, 0, r0, (y0, y1), red if k % 2 else white, r1 / r0, 10, 1.1))
    top = 0.8 + 13.0
    deck = column(0, 0, 1.7, (top, top + 0.25), IRON, 1.0, 10, 1.0)
    rail = [
        rod(
            (1.6 * cos(t), top + 0.25, 1.6 * sin(t)),
            (1.6 * cos(t), top + 1.1, 1.6 * sin(t)),
            0.05,
            IRON,
        )
        for t in (2 * pi * k / 10 for k in range(10))
    ]
    glass = column(0, 0, 0.95, (top + 0.25, top + 2.1), (244, 230, 178), 1.0, 8, 1.0)
    shining = Solid(tuple(replace(f, lit=True) for f in glass.faces), glass.at)
    cap = column(0, 0, 1.25, (top + 2.1, top + 3.3), red, 0.05, 8, 1.1)
    panes = [
        quad(
            (-0.3, y, -z),
            (0.3, y, -z),
            (0.3, y + 0.8, -z + 0.05),
            (-0.3, y + 0.8, -z + 0.05),
            GLASS,
            (0, 0, -1),
        )
        for y, z in ((4.6, 1.8), (9.4, 1.5))
    ]
    tower = group(
        [*bands, Solid(tuple(panes), (0, 0, 0)), deck, shining, Solid(tuple(rail), (0, 0, 0)), cap],
        (0, 0, 0),
        "lighthouse",
    )
    rocks = tuple(
        Tuft(
            (3.4 * cos(t), 0.2, 3.0 * sin(t)),
            1.0 + 0.8 * rng.random(),
            (138, 134, 130),
            0.7,
            "rock",
        )
        for t in (2 * pi * k / 7 for k in range(7))
    )
    base = column(0, 0, 3.6, (-0.4, 0.8), (138, 134, 130), 0.8, 8, 1.1)
    whole = replace(tower, faces=(*base.faces, *tower.faces))
    return Kit((whole,), rocks, (Lamp((0, top + 1.2, 0), 5.0, (255, 240, 196)),))


def hull(long: float, half: float, tall: float, paint: RGB, rub: RGB, draft: float = 0.0) -> Solid:
    """A boat's body along z, its bow towards -z; open above, with a dark well and thwarts."""
    m = long / 2
    lines = [
        (-m, 0.02, tall * 1.25),
        (-m * 0.55, half * 0.72, tall * 1.05),
        (0.0, half, tall),
        (m * 0.6, half * 0.9, tall),
        (m, half * 0.66, tall * 1.08),
    ]
    faces: list[Face] = []
    for s in (-1.0, 1.0):
        for (za, xa, ya), (zb, xb, yb) in ((lines[k], lines[k + 1]) for k in range(4)):
            low_a, low_b = (s * xa * 0.62, -draft, za * 0.86), (s * xb * 0.62, -draft, zb * 0.92)
            top_a, top_b = (s * xa, ya, za), (s * xb, yb, zb)
            n = (s, 0.0, -0.7 if za < 0 else 0.0)
            skin = quad(low_a, low_b, top_b, top_a, paint, n, 1.0)
            band = panel(skin, (0, 1), (0.84, 1.0), rub, weight=0.5)
            faces.append(
                replace(skin, decor=(band,), lines=((_half(low_a, top_a), _half(low_b, top_b)),))
            )
    z, x, y = lines[-1]
    faces.append(
        quad(
            (x * 0.62, -draft, z * 0.92),
            (-x * 0.62, -draft, z * 0.92),
            (-x, y, z),
            (x, y, z),
            paint,
            (0, 0, 1),
        )
    )
    rim = tuple((s * x, y, z) for s, row in ((-1, lines), (1, lines[::-1])) for z, x, y in row)
    inner = tuple((p[0] * 0.86, p[1] - 0.02, p[2] * 0.94) for p in rim)
    well = Face(inner, scale(paint, 0.45), (0, 1, 0), 0.7)
    seats = tuple(
        quad(
            (-w, tall * 0.9, z),
            (w, tall * 0.9, z),
            (w, tall * 0.9, z + 0.3),
            (-w, tall * 0.9, z + 0.3),
            (186, 158, 118),
            (0, 1, 0),
        )
        for z, w in ((-m * 0.45, half * 0.6), (m * 0.05, half * 0.85), (m * 0.55, half * 0.76))
    )
    faces.append(Face(rim, rub, (0, 1, 0), 1.0, (), (well, *seats)))
    return Solid(tuple(faces), (0, 0, 0), 1, "boat")


def _half(a: V3, b: V3) -> V3:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2


def rowing_boat(rng: Random) -> Kit:
    """An open boat with a pair of oars."""
    paint = (NAMES["teal"], NAMES["rust"], NAMES["cream"], NAMES["green"])[int(rng.random() * 4)]
    body = hull(4.6, 0.85, 0.62, paint, (226, 214, 190))
    oars = [rod((s * 0.2, 0.66, 0.8), (s * 1.7, 0.3, -0.4), 0.06, WOOD) for s in (-1, 1)]
    return Kit((group([body, Solid(tuple(oars), (0, 0, 0))], (0, 0, 0), "boat"),))


def fishing_boat(rng: Random) -> Kit:
    """A small cutter: hull, wheelhouse, mast with stays."""
    paint = (NAMES["teal"], NAMES["navy"], NAMES["rust"], NAMES["green"])[int(rng.random() * 4)]
    body = hull(8.2, 1.45, 1.15, paint, (232, 224, 206))
    house = box((-0.75, 0.75), (0.9, 2.75), (0.9, 2.6), (232, 226, 212), 1.0)
    faces = [
        replace(f, decor=(panel(f, (0.14, 0.86), (0.5, 0.86), GLASS, True, True),)) if k < 4 else f
        for k, f in enumerate(house.faces)
    ]
    lid = box((-0.9, 0.9), (2.75, 2.88), (0.7, 2.75), scale(paint, 0.9), 0.9)
    mast = column(0, -0.9, 0.08, (0.8, 6.4), WOOD, 0.6, 5)
    stays = [
        rod((0, 6.2, -0.9), p, 0.025, IRON)
        for p in ((0, 1.4, -3.9), (0, 2.9, 1.6), (1.3, 1.1, 0), (-1.3, 1.1, 0))
    ]
    boom = rod((0, 1.9, -0.9), (0, 3.0, -3.2), 0.1, WOOD)
    top = Solid((*stays, boom), (0, 0, 0))
    return Kit(
        (group([body, replace(house, faces=tuple(faces)), lid, mast, top], (0, 0, 0), "boat"),)
    )


def wreck(rng: Random) -> Kit:
    """A wooden boat thrown ashore: heeled over, ribs bare, planks gone, mast broken."""
    grey = mix((190, 174, 152), NAMES["rust"], 0.16 * rng.random())
    m, faces = 3.4, []
    ribs = []
    for k in range(9):
        z = -m + 0.85 * k
        w = 1.5 * sin(pi * (k + 0.9) / 9.6) ** 0.7
        tall = 1.9 + (0.9 if k == 0 else 0.25 * ((k * 7) % 3))
        for s in (-1.0, 1.0):
            tilt = 0.35
            low, mid = _heel(s * w * 0.3, 0.0, z, tilt), _heel(s * w, 0.8, z, tilt)
            high = _heel(s * w * 1.08, tall, z, tilt)
            ribs += [rod(low, mid, 0.14, scale(grey, 0.8)), rod(mid, high, 0.14, scale(grey, 0.8))]
            if k and (s < 0 or k in (1, 2, 6, 7)):
                before = 1.5 * sin(pi * (k - 0.1) / 9.6) ** 0.7
                for y0, y1 in ((0.0, 0.5), (0.52, 1.0), (1.02, 1.4)):
                    if y1 > 1.2 and k % 3 == 0:
                        continue
                    a, b = (_side(s, before, y, z - 0.85, tilt) for y in (y0, y1))
                    c, d = (_side(s, w, y, z, tilt) for y in (y1, y0))
                    faces.append(Face((a, d, c, b), scale(grey, 0.92 + 0.12 * (k % 2)), None, 0.9))
    keel = rod(_heel(0, 0.1, -m - 0.4, 0.3), _heel(0, 0.0, m, 0.3), 0.24, grey)
    stem = rod(_heel(0, 0, -m - 0.2, 0.3), _heel(0, 3.2, -m - 1.0, 0.3), 0.2, grey)
    mast = rod(_heel(0, 0.4, -0.4, 0.3), _heel(0.3, 4.4, -0.1, 0.3), 0.2, scale(grey, 0.8))
    yard = rod(_heel(-1.0, 3.4, -0.2, 0.3), _heel(1.2, 3.9, -0.2, 0.3), 0.1, scale(grey, 0.8))
    sand = tuple(
        Tuft((x, 0.0, z), 0.5, (190, 174, 142), 0.5, "rock") for x, z in ((1.8, -1.5), (1.9, 1.4))
    )
    body = Solid((keel, stem, *faces, *ribs, mast, yard), (0, 0, 0), 1, "wreck")
    return Kit((placed(body, (0, 0, 0), 52.0),), sand)


def _heel(x: float, y: float, z: float, tilt: float) -> V3:
    return x * cos(tilt) + y * sin(tilt), max(-0.1, y * cos(tilt) - x * sin(tilt)), z


def _side(s: float, w: float, y: float, z: float, tilt: float) -> V3:
    return _heel(s * w * (0.3 + 0.7 * min(1.0, y / 0.8)), y, z, tilt)


def ship(_rng: Random) -> Kit:
    """A freighter seen along its side: hull, bridge house, funnel, masts; 34 m along x."""
    dark, rust = (62, 66, 74), NAMES["rust"]
    rim = ((-17, 4.6), (-15.4, -0.4), (15, -0.4), (16.4, 3.8), (6, 3.2), (-8, 3.2))
    sides = []
    for z, n in ((-2.6, -1.0), (2.6, 1.0)):
        face = Face(tuple((x, y, z) for x, y in rim), dark, (0, 0, n), 1.3)
        band = Face(
            tuple(
                (x, y, z + n * 0.01)
                for x, y in ((-15.5, -0.4), (15, -0.4), (15.3, 0.5), (-15.8, 0.5))
            ),
            rust,
            (0, 0, n),
            0.6,
        )
        holes = tuple(
            panel(band, (u, u + 0.012), (3.0, 3.5), (214, 206, 180), True)
            for u in (0.06 + 0.06 * k for k in range(14))
        )
        sides.append(replace(face, decor=(band, *holes)))
    deck = quad(
        (-16, 3.2, -2.6),
        (16, 3.2, -2.6),
        (16, 3.2, 2.6),
        (-16, 3.2, 2.6),
        (150, 128, 104),
        (0, 1, 0),
    )
    house = box((5, 13), (3.2, 7.4), (-2.2, 2.2), (226, 222, 210), 1.1)
    house = replace(
        house,
        faces=tuple(
            replace(
                f,
                decor=tuple(
                    panel(f, (0.06, 0.94), (v, v + 0.14), GLASS, True, True)
                    for v in (0.16, 0.46, 0.76)
                ),
            )
            if k < 4
            else f
            for k, f in enumerate(house.faces)
        ),
    )
    wing = box((4.4, 8), (7.4, 8.8), (-2.5, 2.5), (226, 222, 210), 1.0)
    funnel = column(11, 0, 1.0, (7.4, 11.2), rust, 0.94, 8, 1.1)
    stripe = column(11, 0, 1.0, (10.2, 10.9), dark, 1.0, 8, 0.6)
    masts = [column(x, 0, 0.2, (3.2, h), (196, 172, 128), 0.6, 5) for x, h in ((-4, 12), (-13, 9))]
    booms = Solid(
        tuple(rod((-4, 5, 0), (x, 9.5, 0), 0.16, (196, 172, 128)) for x in (-10, 2)), (-4, 3, 0)
    )
    parts = [Solid((deck, *sides), (0, 0, 0)), *masts, booms, house, wing, funnel, stripe]
    return Kit((group(parts, (0, 0, 0), "ship"),), (), (Lamp((5, 8.4, -2.6), 1.4),))


def crane(_rng: Random) -> Kit:
    """A harbour crane on four legs: cab, lattice jib, hook on its rope."""
    paint = mix(NAMES["mustard"], (140, 130, 110), 0.35)
    legs = [
        rod((x, 0, z), (x * 0.55, 5.4, z * 0.55), 0.34, paint)
        for x in (-2.2, 2.2)
        for z in (-1.8, 1.8)
    ]
    ties = [rod((-1.7, 2.4, z), (1.7, 2.4, z), 0.22, paint) for z in (-1.4, 1.4)]
    cab = box((-1.6, 1.4), (5.2, 7.6), (-1.4, 1.4), paint, 1.1)
    cab = replace(
        cab,
        faces=tuple(
            replace(f, decor=(panel(f, (0.12, 0.6), (0.4, 0.85), GLASS, True, True),))
            if k < 4
            else f
            for k, f in enumerate(cab.faces)
        ),
    )
    tip: V3 = (8.6, 14.6, 0.0)
    jib = [rod((1.2, 6.2, -0.6), tip, 0.2, paint), rod((-0.4, 8.4, 0.6), tip, 0.2, paint)]
    lattice = [
        rod(
            (1.2 + 7.4 * t, 6.2 + 8.4 * t, -0.6 + 0.6 * t),
            (-0.4 + 9.0 * (t + 0.08), 8.4 + 6.2 * (t + 0.08), 0.6 - 0.6 * t),
            0.12,
            paint,
        )
        for t in (0.08 * k for k in range(11))
    ]
    stay = rod((-1.2, 9.6, 0), tip, 0.08, IRON)
    post = rod((-1.2, 7.6, 0), (-1.2, 9.8, 0), 0.2, paint)
    rope = rod((8.5, 5.2, 0), (8.5, 14.4, 0), 0.06, IRON)
    hook = box((8.2, 8.9), (4.5, 5.2), (-0.25, 0.25), IRON, 1.0)
    return Kit(
        (
            group(
                [
                    Solid((*legs, *ties), (0, 0, 0)),
                    cab,
                    Solid((*jib, *lattice, stay, post, rope), (0, 0, 0)),
                    hook,
                ],
                (0, 0, 0),
                "crane",
            ),
        )
    )


def arched_bridge(_rng: Random) -> Kit:
    """A stone bridge of three arches along x, 26 m long, its road 4.4 m up."""
    stone = mix(STONE, (164, 150, 130), 0.4)
    rim = [(-13.0, -2.0)]
    for cx, r in ((-7.6, 3.0), (0.0, 3.5), (7.6, 3.0)):
        rim += [(cx - r * cos(t), -0.5 + r * sin(t)) for t in (pi * k / 8 for k in range(9))]
    rim += [(13.0, -2.0), (13.0, 3.6), (5, 4.7), (0, 5.0), (-5, 4.7), (-13, 3.6)]
    sides = []
    for z, n in ((-2.2, -1.0), (2.2, 1.0)):
        rings = tuple(
            tuple(
                (cx - (r + 0.5) * cos(t), -0.5 + (r + 0.5) * sin(t), z)
                for t in (pi * k / 8 for k in range(9))
            )
            for cx, r in ((-7.6, 3.0), (0.0, 3.5), (7.6, 3.0))
        )
        cap = tuple(
            (x, y - 0.55, z) for x, y in ((-13, 3.6), (-5, 4.7), (0, 5.0), (5, 4.7), (13, 3.6))
        )
        sides.append(Face(tuple((x, y, z) for x, y in rim), stone, (0, 0, n), 1.2, (*rings, cap)))
    under = []
    for cx, r in ((-7.6, 3.0), (0.0, 3.5), (7.6, 3.0)):
        for k in range(8):
            a, b = pi * k / 8, pi * (k + 1) / 8
            m = (a + b) / 2
            p, q = (cx - r * cos(a), -0.5 + r * sin(a)), (cx - r * cos(b), -0.5 + r * sin(b))
            under.append(
                quad(
                    (*p, -2.2),
                    (*q, -2.2),
                    (*q, 2.2),
                    (*p, 2.2),
                    scale(stone, 0.6),
                    (cos(m), -sin(m), 0),
                    0.4,
                )
            )
    road = quad(
        (-13, 3.4, -2.2),
        (13, 3.4, -2.2),
        (13, 3.4, 2.2),
        (-13, 3.4, 2.2),
        (168, 160, 148),
        (0, 1, 0),
    )
    return Kit((Solid((*under, road, sides[1], sides[0]), (0, 0, 0), 1, "bridge"),))
