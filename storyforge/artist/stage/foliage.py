"""Whatever grows or lies: the chooser by kind, and bushes, rocks, grasses, flames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, hypot, pi, sin

from storyforge.artist.ink.colour import mix
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.stage.brush import Brush, paler
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Solid, Tuft
from storyforge.artist.stage.trees import bare, birch, overhead, palm, pine, tree, trunk


def paint_growth(brush: Brush) -> None:
    """Draws the tuft of the brush by its kind; unknown kinds are bushes."""
    from_above = brush.tuft.tall > 0 and brush.tall < brush.size * 0.75
    if from_above and brush.tuft.kind in CROWNED:
        overhead(brush)
        return
    GROWTHS.get(brush.tuft.kind, bush)(brush)


def bush(b: Brush) -> None:
    """Low leaves in three clumps."""
    x, y = b.foot
    r = b.size
    flat = b.tuft.flat
    if r < 6:
        b.canvas.union([[(px, y + (py - y) * flat) for px, py in b.lump((x, y), r)]], b.colour, 0.4)
        return
    spots = ((-0.55, 0.1, 0.55), (0.5, 0.12, 0.6), (0.0, -0.15, 0.72))
    shapes = [b.lump((x + dx * r, y + dy * r * flat), s * r, 0.2) for dx, dy, s in spots]
    b.canvas.union(shapes, b.colour, b.weight * 0.7)
    for dx, dy, s in spots:
        at = (x + dx * r - b.lit * r * 0.1, y + dy * r * flat + s * r * 0.42)
        low = [(px, at[1] + (py - at[1]) * 0.5) for px, py in b.lump(at, s * r * 0.7, 0.2, 6)]
        b.canvas.wash(low, b.shade(0.82), b.code)
    for k in range(5):
        px, py, s = x + (k - 2) * r * 0.36, y - r * flat * (0.35 + 0.2 * (k % 2)), r * 0.1
        b.strokes([[(px - s, py), (px, py - s), (px + s, py)]], 0.7, 0.7)


def rock(b: Brush) -> None:
    """A boulder: a faceted block with a lit top, a hatched side, and a crack."""
    x, y = b.foot
    r, flat = b.size, b.tuft.flat
    n = 8
    rim = []
    for k in range(n):
        t = 2 * pi * (k + 0.5 * b.rng.random()) / n
        s = r * (0.82 + 0.3 * b.rng.random())
        rim.append((x + s * cos(t), y - s * flat * sin(t) * (1.0 if sin(t) > 0 else 0.35)))
    b.canvas.union([rim], b.colour, b.weight * 0.8)
    if r < 5:
        return
    heart = (x + b.lit * r * 0.18, y - r * flat * 0.28)
    top = [p for p in rim if p[1] < heart[1] + r * 0.1]
    b.canvas.wash([*top, heart], paler(b.colour, 0.22), 0)
    side = sorted((p for p in rim if (p[0] - heart[0]) * b.lit < 0), key=lambda p: p[1])
    b.canvas.wash([heart, *side, (x, y + r * flat * 0.3)], b.shade(0.74), b.code)
    b.strokes([[top[0], heart, (x - b.lit * r * 0.1, y + r * 0.2)]] if top else [], 0.8, 0.8)


def grass(b: Brush) -> None:
    """Three blades from one root."""
    x, y = b.foot
    for dx in (-0.5, -0.1, 0.35):
        lean = dx + 0.4 * (b.rng.random() - 0.5)
        b.strokes(
            [
                [
                    (x + dx * b.size, y),
                    (x + lean * b.size, y - b.size * 0.6),
                    (x + lean * 1.7 * b.size, y - b.size),
                ]
            ],
            1.0,
            0.8,
        )


def crop(b: Brush) -> None:
    """Ears on stalks: a clump of corn, painted and then drawn."""
    if b.tall < 4:
        return
    for k in range(5):
        dx = (k - 2) * 0.4 + 0.3 * (b.rng.random() - 0.5)
        bow = dx + 0.3 * (b.rng.random() - 0.3)
        h = 0.8 + 0.25 * b.rng.random()
        b.strokes([[b.spot(dx, 0), b.spot(dx, h * 0.6), b.spot(bow, h)]], 1.0, 0.7)
        if b.tall > 14:
            ear = [
                b.spot(bow - 0.08, h * 0.86),
                b.spot(bow + 0.04, h * 1.12),
                b.spot(bow + 0.14, h * 0.9),
            ]
            b.canvas.union([smooth(ear)], paler(b.colour, 0.15), b.weight * 0.5)


def reeds(b: Brush) -> None:
    """Tall blades by the water, some with a brown head."""
    for k in range(7):
        dx = (k - 3) * 0.28
        bow, h = dx + 0.5 * (b.rng.random() - 0.4), 0.6 + 0.45 * b.rng.random()
        b.strokes([[b.spot(dx * 0.6, 0), b.spot(dx, h * 0.6), b.spot(bow, h)]], 1.5)
        if k % 3 == 1:
            b.strokes([[b.spot(bow, h * 0.84), b.spot(bow, h * 0.92), b.spot(bow, h)]], 4.0)


def fern(b: Brush) -> None:
    """Fronds bending out from one root."""
    for k in range(6):
        t = pi * (k + 0.5) / 6
        dx, dy = cos(t) * b.size, sin(t) * b.size
        x, y = b.foot
        tip = (x + dx * 1.1, y - dy * 0.6)
        mid = (x + dx * 0.55, y - dy * 0.8 - b.size * 0.16)
        wide = b.size * 0.12
        shape = [(x, y), mid, tip, (mid[0] + wide, mid[1] + wide * 1.6)]
        b.canvas.union([smooth(shape)], b.shade(0.9 + 0.2 * b.rng.random()), b.weight * 0.5)


def cactus(b: Brush) -> None:
    """A ribbed column with two raised arms."""

    def limb(x0: float, y0: float, x1: float, y1: float, w: float) -> list[P2]:
        return smooth(
            [
                b.spot(x0 - w, y0),
                b.spot(x1 - w, y1),
                b.spot(x1, y1 + 0.06),
                b.spot(x1 + w, y1),
                b.spot(x0 + w, y0),
            ]
        )

    arms = [limb(-0.62, 0.42, -0.62, 0.72, 0.17), limb(0.66, 0.5, 0.66, 0.82, 0.17)]
    links = [
        [b.spot(x, y) for x, y in ((0, y0), (s, y0), (s, y0 + 0.1), (0, y0 + 0.1))]
        for s, y0 in ((-0.7, 0.38), (0.74, 0.46))
    ]
    b.canvas.union([*arms, *links, limb(0, 0.0, 0, 0.94, 0.28)], b.colour, b.weight)
    b.strokes([[b.spot(x, 0.05), b.spot(x, 0.5), b.spot(x, 0.92)] for x in (-0.1, 0.1)], 0.7, 0.7)


def fire(b: Brush) -> None:
    """Flames in three tongues."""
    x, y = b.foot
    r = b.size
    for share, colour in ((1.0, (226, 112, 44)), (0.66, (248, 182, 70)), (0.34, (255, 240, 190))):
        w, h = r * share, b.tall * (0.35 + 0.65 * share)
        shape = [
            (x - w, y),
            (x - w * 0.9, y - h * 0.45),
            (x - w * 0.45, y - h * 0.3),
            (x - w * 0.1, y - h),
            (x + w * 0.35, y - h * 0.4),
            (x + w * 0.8, y - h * 0.66),
            (x + w, y),
        ]
        b.canvas.union([smooth(shape)], colour, b.weight * (0.8 if share == 1 else 0.2))


def smoke(b: Brush) -> None:
    """A rising plume of loose rounds."""
    for k in range(6):
        s = k / 5
        at = b.spot(0.5 * s + 0.3 * sin(k * 1.7), s)
        pale = mix(b.colour, (226, 226, 226), 0.3 + 0.5 * s)
        b.canvas.shadow(smooth(b.lump(at, b.size * (0.3 + 0.7 * s))), pale, 0.5 - 0.3 * s)


def shades_of(tufts: Sequence[Tuft], key: V3) -> list[Solid]:
    """Upright cut-outs of what grows tall, square to the light: what throws its shadow."""
    long = hypot(key[0], key[2]) or 1.0
    ax, az = key[2] / long, -key[0] / long
    out = []
    for tuft in tufts:
        if tuft.kind not in CROWNED:
            continue
        (x, y, z), r, h = tuft.at, tuft.radius * 0.8, tuft.tall
        low = 0.14 if tuft.kind == "pine" else 0.5
        rim = [(-0.1, 0.0), (-0.1, low), (-1.0, low + 0.06), (-0.8, 0.8), (0.0, 1.0)]
        rim += [(-a, b) for a, b in reversed(rim[:-1])]
        points = tuple((x + ax * a * r, y + b * h, z + az * a * r) for a, b in rim)
        out.append(Solid((Face(points, tuft.colour),), tuft.at))
    return out


CROWNED = ("tree", "pine", "trunk", "birch", "palm")
GROWTHS: dict[str, Callable[[Brush], None]] = {
    "tree": tree, "pine": pine, "trunk": trunk, "birch": birch, "palm": palm, "bare": bare,
    "bush": bush, "leaf": bush, "rock": rock, "grass": grass, "crop": crop, "reeds": reeds,
    "fern": fern, "cactus": cactus, "fire": fire, "smoke": smoke,
}  # fmt: skip
