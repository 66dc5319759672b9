"""The fronts of houses: windows in rows, doors on steps, shop windows, awnings, balconies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, courses, on, panel, quad

GLASS: RGB = (92, 104, 118)
FRAME: RGB = (226, 220, 206)
TRIM: RGB = (206, 198, 182)
DOORS: tuple[RGB, ...] = ((88, 62, 48), (58, 78, 74), (112, 52, 44), (66, 72, 88), (98, 86, 62))
CLOTHS: tuple[RGB, ...] = (NAMES["red"], NAMES["teal"], NAMES["green"], NAMES["ochre"])

Span = tuple[float, float]


def width_of(face: Face) -> float:
    """Metres along the lower edge."""
    return _apart(face.points[0], face.points[1])


def height_of(face: Face) -> float:
    """Metres from the lower to the upper edge."""
    return _apart(face.points[0], face.points[3])


def _apart(a: V3, b: V3) -> float:
    return float(sum((a[k] - b[k]) ** 2 for k in range(3)) ** 0.5)


def share(face: Face, x: Span, y: Span) -> tuple[Span, Span]:
    """Metres from the lower left corner as shares of the face."""
    w, h = width_of(face), height_of(face)
    return (x[0] / w, x[1] / w), (y[0] / h, y[1] / h)


def patch(face: Face, x: Span, y: Span, colour: RGB, weight: float = 0.7) -> Face:
    """A flat piece lying on the wall, in metres."""
    u, v = share(face, x, y)
    return panel(face, u, v, colour, weight=weight)


def out(face: Face, x: float, y: float, far: float) -> V3:
    """The point *far* metres before the wall at *x*, *y* metres of it."""
    (u, _), (v, _) = share(face, (x, x), (y, y))
    p, n = on(face, u, v), face.normal or (0.0, 0.0, -1.0)
    return p[0] + n[0] * far, p[1] + n[1] * far, p[2] + n[2] * far


def ledge(face: Face, x: Span, y: Span, far: float, colour: RGB, weight: float = 0.8) -> list[Face]:
    """A block standing out of the wall: sill, step, cornice, balcony floor; its front last."""
    n = face.normal or (0.0, 0.0, -1.0)
    side = _along(face)
    a, b = (out(face, s, y[0], far) for s in x)
    c, d = (out(face, s, y[1], far) for s in (x[1], x[0]))
    e, f = (out(face, s, y[1], 0) for s in (x[1], x[0]))
    g, h = (out(face, s, y[0], 0) for s in x)
    top = quad(d, c, e, f, scale(colour, 1.08), (0, 1, 0), weight)
    low = quad(g, h, b, a, scale(colour, 0.7), (0, -1, 0), weight)
    left = quad(g, a, d, f, colour, (-side[0], 0, -side[2]), weight)
    right = quad(b, h, e, c, colour, side, weight)
    front = quad(a, b, c, d, colour, n, weight)
    return [low, left, right, top, front]


def _along(face: Face) -> V3:
    a, b = face.points[:2]
    w = width_of(face) or 1.0
    return (b[0] - a[0]) / w, 0.0, (b[2] - a[2]) / w


def stuck(face: Face, *pieces: Sequence[Face]) -> Face:
    """The wall with more lying on it."""
    return replace(face, decor=(*face.decor, *(p for piece in pieces for p in piece)))


def window(
    rng: Random, face: Face, x: float, y: float, wide: float, tall: float, shutter: RGB | None
) -> list[Face]:
    """A framed window with its sill, its left lower corner at *x*, *y*; shutters if coloured."""
    u, v = share(face, (x, x + wide), (y, y + tall))
    lit, edge = rng.random() < 0.42, 0.09
    iu, iv = share(face, (x + edge, x + wide - edge), (y + edge, y + tall - edge))
    glass = panel(face, iu, iv, GLASS, lit, True, 0.6, True)
    frame = replace(panel(face, u, v, FRAME, weight=0.7), decor=(glass,))
    sill = patch(face, (x - 0.1, x + wide + 0.1), (y - 0.12, y), TRIM, 0.8)
    found = [frame, sill]
    if shutter is not None:
        for a in (x - wide * 0.5 - 0.04, x + wide + 0.04):
            leaf = patch(face, (a, a + wide * 0.5), (y, y + tall), shutter, 0.6)
            found.append(replace(leaf, lines=courses(leaf, 5)))
    return found


def door(face: Face, x: float, colour: RGB, tall: float = 2.1, wide: float = 1.0) -> list[Face]:
    """A door in its frame on two steps, a light above it."""
    y = 0.3
    frame = patch(face, (x - 0.12, x + wide + 0.12), (0, y + tall + 0.5), TRIM, 0.8)
    leaf = patch(face, (x, x + wide), (y, y + tall), colour, 0.9)
    leaf = replace(
        leaf,
        decor=tuple(
            panel(leaf, (a, a + 0.32), (b, b + h), scale(colour, 0.82), weight=0.5)
            for a in (0.12, 0.56)
            for b, h in ((0.08, 0.34), (0.52, 0.38))
        ),
    )
    u, v = share(face, (x, x + wide), (y + tall + 0.08, y + tall + 0.4))
    light = panel(face, u, v, GLASS, True, True, 0.5)
    low = ledge(face, (x - 0.35, x + wide + 0.35), (0, 0.15), 0.62, (176, 170, 160))
    high = ledge(face, (x - 0.2, x + wide + 0.2), (0.15, 0.3), 0.34, (182, 176, 166))
    return [frame, leaf, light, *low, *high]


def shop(rng: Random, face: Face, colour: RGB, cloth: RGB | None) -> list[Face]:
    """A shop over the whole width: windows with goods, door, name board, awning if a cloth."""
    w = width_of(face)
    back = patch(face, (0.25, w - 0.25), (0, 3.05), colour, 0.9)
    way = w * (0.34 if rng.random() < 0.5 else 0.62) - 0.5
    found = [back]
    for a, b in ((0.55, way - 0.25), (way + 1.25, w - 0.55)):
        if b - a > 0.7:
            found += _pane(rng, face, (a, b))
    leaf = patch(face, (way, way + 1.0), (0.1, 2.3), scale(colour, 0.6), 0.9)
    u, v = share(face, (way + 0.16, way + 0.84), (0.9, 2.15))
    found += [leaf, panel(face, u, v, GLASS, True, True, 0.6)]
    found += sign_board(face, (0.4, w - 0.4), 2.52, colour)
    if cloth is not None:
        found += awning(face, (0.3, w - 0.3), 2.55, cloth)
    return found


def _pane(rng: Random, face: Face, x: Span) -> list[Face]:
    u, v = share(face, x, (0.7, 2.35))
    glass = panel(face, u, v, (112, 118, 122), True, True, 0.9)
    goods = []
    for k in range(4):
        a = 0.05 + 0.24 * k + 0.04 * rng.random()
        colour = mix(CLOTHS[k], NAMES["cream"], 0.3 + 0.5 * rng.random())
        goods.append(panel(glass, (a, a + 0.15), (0.03, 0.14 + 0.26 * rng.random()), colour))
    bars = tuple((on(glass, s, 0), on(glass, s, 1)) for s in (0.34, 0.67))
    stall = patch(face, (x[0], x[1]), (0.25, 0.6), (120, 100, 82), 0.6)
    return [stall, replace(glass, decor=tuple(goods), lines=bars)]


def sign_board(face: Face, x: Span, y: float, colour: RGB) -> list[Face]:
    """A name board with strokes for letters: no words are drawn."""
    board = ledge(face, x, (y, y + 0.46), 0.08, scale(colour, 0.72))
    front = board[-1]
    middle = (x[1] - x[0]) / 2
    n = max(4, min(9, int((x[1] - x[0]) / 0.42)))
    text = []
    for k in range(n):
        a = middle + (k - n / 2) * 0.27
        text.append(patch(front, (a, a + 0.14), (0.14, 0.33), (228, 208, 150), 0.35))
    front = replace(front, decor=tuple(text))
    return [*board[:-1], front]


def awning(face: Face, x: Span, y: float, cloth: RGB, far: float = 1.25) -> list[Face]:
    """A striped awning let down over a shop front, with its hanging edge."""
    low = y - 0.5
    a, b = (out(face, s, low, far) for s in x)
    c, d = (out(face, s, y + 0.1, 0.03) for s in (x[1], x[0]))
    top = quad(a, b, c, d, cloth, None, 1.1)
    a2, b2 = (out(face, s, low - 0.24, far) for s in x)
    edge = quad(a2, b2, b, a, cloth, None, 0.9)
    n = max(4, round((x[1] - x[0]) / 0.32) // 2 * 2)
    pale = (238, 232, 218)
    stripes = [(k / n, (k + 1) / n) for k in range(0, n, 2)]
    top = replace(top, decor=tuple(panel(top, s, (0, 1), pale, weight=0.5) for s in stripes))
    edge = replace(edge, decor=tuple(panel(edge, s, (0, 1), pale, weight=0.5) for s in stripes))
    ends = [
        Face((p, q, r), scale(cloth, 0.7), None, 0.7)
        for p, q, r in ((a, d, out(face, x[0], low, 0)), (b, c, out(face, x[1], low, 0)))
    ]
    return [*ends, top, edge]


def balcony(face: Face, x: Span, y: float, iron: RGB = (74, 76, 80)) -> list[Face]:
    """A slab with an iron railing before a wall."""
    slab = ledge(face, x, (y - 0.16, y), 0.8, TRIM)
    rail = quad(
        out(face, x[0], y, 0.78),
        out(face, x[1], y, 0.78),
        out(face, x[1], y + 0.95, 0.78),
        out(face, x[0], y + 0.95, 0.78),
        iron,
        None,
        1.0,
    )
    bars = [rail.points[3], rail.points[2]]
    lines = (tuple(bars), *courses(rail, 7, True))
    return [*slab, *(_wire(line, iron) for line in lines)]


def _wire(line: tuple[V3, ...], colour: RGB) -> Face:
    """A thin rod between two points, as a sliver that is seen from both sides."""
    a, b = line
    flat = abs(a[1] - b[1]) < 0.01
    dy, dx = (0.05, 0.0) if flat else (0.0, 0.03)
    return Face(
        (a, b, (b[0] + dx, b[1] + dy, b[2] + dx), (a[0] + dx, a[1] + dy, a[2] + dx)),
        colour,
        None,
        0.6,
    )
