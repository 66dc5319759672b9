"""Trees as a hand draws them: stem and boughs, masses of leaves, a few marks inside."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from storyforge.artist.ink.colour import mix, scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.stage.brush import Brush, paler

_SMALL = 16.0  # pixels of height below which a tree is one mass


def overhead(b: Brush) -> None:
    """A crown seen from straight above or below: boughs round a middle."""
    middle = b.spot(0, 1)
    pine = b.tuft.kind in ("pine", "trunk")
    if pine:
        shape = []
        for k in range(22):
            r = b.size * (1.0 if k % 2 else 0.55) * (0.85 + 0.2 * b.rng.random())
            shape.append((middle[0] + r * cos(pi * k / 11), middle[1] + r * sin(pi * k / 11)))
    else:
        shape = smooth(b.lump(middle, b.size, 0.22, 10))
    b.canvas.union([shape], b.colour, b.weight * 0.7)
    for k in range(7):
        t = 2 * pi * (k + b.rng.random() * 0.5) / 7
        ends = [
            (middle[0] + b.size * r * cos(t), middle[1] + b.size * r * sin(t))
            for r in (0.12, 0.5, 0.8)
        ]
        b.strokes([ends], 0.8, 0.7)
    dark = [(x + b.size * 0.2 * -b.lit, y + b.size * 0.2) for x, y in b.lump(middle, b.size * 0.6)]
    b.canvas.wash(dark, b.shade(0.84), b.code)


def _trunk(b: Brush, top: float, wide: float, lean: float = 0.0, marks: int = 3) -> None:
    """A tapering stem with flared roots; *wide* in half widths of the thing."""
    w = wide
    left = [
        b.spot(x, y)
        for x, y in (
            (-w * 2.0, -0.004),
            (-w * 1.1, 0.05 * top),
            (-w * 0.9 + lean * 0.3, top * 0.5),
            (-w * 0.6 + lean, top),
        )
    ]
    right = [
        b.spot(x, y)
        for x, y in (
            (w * 0.6 + lean, top),
            (w * 0.85 + lean * 0.3, top * 0.5),
            (w * 1.15, 0.06 * top),
            (w * 2.1, -0.008),
        )
    ]
    b.canvas.union([[*left, *right]], b.bark, b.weight * 0.6)
    dark = [
        b.spot(-b.lit * w * s + lean * a, a * top)
        for s, a in ((1.2, 0.02), (0.85, 0.5), (0.6, 1.0), (0.1, 1.0), (0.15, 0.5), (0.2, 0.02))
    ]
    b.canvas.wash(dark, scale(b.bark, 0.8), b.code)
    if w * b.size > 4:
        for _ in range(marks):
            x, y = (b.rng.random() - 0.5) * w * 1.4, b.rng.random() * 0.8 * top
            reach = (0.08 + 0.1 * b.rng.random()) * top
            b.strokes(
                [
                    [
                        b.spot(x, y),
                        b.spot(x * 0.95 + w * 0.06, y + reach / 2),
                        b.spot(x * 0.92, y + reach),
                    ]
                ],
                0.8,
                0.7,
            )


def _crown(b: Brush, lobes: Sequence[tuple[float, float, float]], rough: float = 0.16) -> None:
    """Leaves as clumps (across, along, radius in half widths): lit above, shaded below."""
    shapes = [b.lump(b.spot(x, y), r * b.size, rough) for x, y, r in lobes]
    b.canvas.union(shapes, b.colour, b.weight * 0.7)
    if b.tall < 2 * _SMALL:
        return
    light = paler(b.colour, 0.16)
    for x, y, r in lobes:
        at = b.spot(x + b.lit * r * 0.18, y)
        r *= b.size
        b.canvas.wash(b.lump((at[0], at[1] - r * 0.3), r * 0.55, 0.2, 6), light)
    for x, y, r in lobes:
        if y > 0.86:
            continue
        at = b.spot(x - b.lit * r * 0.3, y)
        r *= b.size
        low = [
            (px, at[1] + r * 0.5 + (py - at[1]) * 0.5) for px, py in b.lump(at, r * 0.62, 0.2, 6)
        ]
        b.canvas.wash(low, b.shade(0.82), b.code)
    for x, y, r in lobes[:: 1 if b.tall > 120 else 2]:
        for _ in range(2):
            t = b.rng.random() * 2 * pi
            px, py = b.spot(x, y)
            px, py, s = px + cos(t) * r * b.size * 0.6, py + sin(t) * r * b.size * 0.6, b.size * 0.1
            b.strokes(
                [
                    [
                        (px - s, py),
                        (px - s * 0.4, py - s * 0.8),
                        (px + s * 0.2, py),
                        (px + s, py - s * 0.5),
                    ]
                ],
                0.7,
                0.7,
            )


def tree(b: Brush) -> None:
    """A broad tree: trunk, boughs, a crown of clumps."""
    if b.tall < _SMALL:
        b.canvas.union([b.lump(b.spot(0, 0.62), b.size * 0.8)], b.colour, b.weight * 0.5)
        return
    lean = (b.rng.random() - 0.5) * 0.24
    _trunk(b, 0.62, 0.11, lean, 5)
    for side in (-1, 1, 0.4):
        b.strokes(
            [
                [
                    b.spot(lean * 0.8, 0.42),
                    b.spot(side * 0.3 + lean, 0.55),
                    b.spot(side * 0.6 + lean, 0.68),
                ]
            ],
            2.6,
        )
    n = 6
    lobes = [
        (
            0.58 * cos(2 * pi * k / n) + lean,
            0.69 + 0.14 * sin(2 * pi * k / n) + 0.05 * b.rng.random(),
            0.4 + 0.14 * b.rng.random(),
        )
        for k in range(n)
    ]
    _crown(b, [*lobes, (lean, 0.72, 0.5), (lean * 1.2, 0.85, 0.42)])


def pine(b: Brush) -> None:
    """A fir: tiers of hanging boughs, narrow at the top."""
    if b.tall < _SMALL:
        b.canvas.fill([b.spot(-0.6, 0.08), b.spot(0.6, 0.08), b.spot(0, 1)], b.colour)
        return
    _trunk(b, 0.24, 0.09, 0.0, 1)
    tiers = 5 if b.tall < 70 else 8
    left: list[P2] = []
    right: list[P2] = []
    for k in range(tiers):
        y = 0.1 + 0.86 * k / tiers
        w = (1 - k / tiers) ** 0.85 * (0.85 + 0.25 * b.rng.random())
        v = (1 - k / tiers) ** 0.85 * (0.85 + 0.25 * b.rng.random())
        up = 0.86 / tiers
        left += [b.spot(-w, y - 0.02), b.spot(-w * 0.42, y + up * 0.55)]
        right += [b.spot(v, y - 0.02), b.spot(v * 0.42, y + up * 0.55)]
    shape = [*left, b.spot(0, 1.02), *reversed(right)]
    b.canvas.union([shape], b.colour, b.weight * 0.7)
    dark = [b.spot(0.05 * -b.lit, 1.0)]
    dark += [b.spot(-b.lit * x, y) for x, y in ((0.3, 0.62), (0.5, 0.4), (0.75, 0.12), (0.1, 0.1))]
    b.canvas.wash(dark, b.shade(0.8), b.code)
    if b.tall > 60:
        for k in range(tiers):
            y, w = 0.14 + 0.8 * k / tiers, 0.6 * (1 - k / tiers)
            s = b.lit if k % 3 else -b.lit
            b.strokes(
                [
                    [
                        b.spot(s * w * 0.15, y + 0.05),
                        b.spot(s * w * 0.6, y + 0.02),
                        b.spot(s * w, y - 0.015),
                    ]
                ],
                0.9,
                0.8,
            )


def trunk(b: Brush) -> None:
    """A tall bare stem of an old wood, boughs only high up."""
    _trunk(b, 0.96, 0.16, (b.rng.random() - 0.5) * 0.1, 12)
    for k in range(4):
        y, s = 0.16 + 0.1 * k, 1 if k % 2 else -1
        b.strokes([[b.spot(s * 0.1, y), b.spot(s * 0.34, y + 0.012), b.spot(s * 0.46, y)]], 1.2)
    lobes = [((b.rng.random() - 0.5) * 1.3, 0.6 + 0.055 * k, 0.62 - 0.045 * k) for k in range(8)]
    if b.tuft.colour[1] > 0:
        _crown(b, lobes, 0.3)


def birch(b: Brush) -> None:
    """A white stem with dark scars and a light crown."""
    pale = mix(b.bark, (240, 238, 230), 0.78)
    w, lean = 0.075, (b.rng.random() - 0.5) * 0.3
    stem = [
        b.spot(-w * 1.3, 0),
        b.spot(-w * 0.8 + lean * 0.4, 0.5),
        b.spot(lean - w * 0.4, 0.9),
        b.spot(lean + w * 0.4, 0.9),
        b.spot(w + lean * 0.4, 0.5),
        b.spot(w * 1.4, 0),
    ]
    b.canvas.union([stem], pale, b.weight * 0.6)
    for k in range(7 if b.tall > 60 else 0):
        y = 0.04 + 0.11 * k + 0.04 * b.rng.random()
        s = (1 if b.rng.random() < 0.5 else -1) * w
        x = lean * y * 0.8
        b.strokes([[b.spot(x + s, y), b.spot(x + s * 0.5, y + 0.004), b.spot(x, y)]], 2.0)
    lobes = [(lean + (b.rng.random() - 0.5) * 1.1, 0.52 + 0.06 * k, 0.34) for k in range(8)]
    _crown(b, lobes, 0.26)


def palm(b: Brush) -> None:
    """A leaning stem with rings and a star of fronds."""
    lean = 0.5 * (1 if b.rng.random() < 0.5 else -1)
    _trunk(b, 0.86, 0.09, lean, 2)
    x0, y0 = b.spot(lean, 0.86)
    for k in range(9):
        t = pi * (k + 0.3 * b.rng.random()) / 8
        dx, long = cos(t), b.size * (0.9 + 0.25 * b.rng.random())
        tip = (x0 + dx * long, y0 - sin(t) * long * 0.5 + long * 0.34 * abs(dx))
        mid = (x0 + dx * long * 0.55, y0 - sin(t) * long * 0.55 - long * 0.16)
        low = (mid[0] - dx * 2, mid[1] + long * 0.16)
        shape = [
            (x0, y0),
            *smooth([(x0, y0), mid, tip], False),
            *smooth([tip, low, (x0, y0)], False),
        ]
        b.canvas.union([shape], b.shade(0.9 + 0.2 * b.rng.random()), b.weight * 0.6)


def bare(b: Brush) -> None:
    """A dead tree: stem and crooked branches, no leaves."""
    _trunk(b, 0.5, 0.1, 0.06, 4)
    for k in range(7):
        s = -1 if k % 2 else 1
        y = 0.3 + 0.06 * k
        x1, y1 = s * (0.3 + 0.2 * b.rng.random()), y + 0.14
        x2, y2 = x1 + s * 0.25, y1 + 0.06 + 0.16 * b.rng.random()
        b.strokes(
            [[b.spot(0.03, y), b.spot(x1 * 0.6, y + 0.05), b.spot(x1, y1), b.spot(x2, y2)]],
            3.4 - 0.3 * k,
        )
        b.strokes(
            [[b.spot(x1, y1), b.spot(x1 + s * 0.05, y1 + 0.08), b.spot(x1 - s * 0.08, y1 + 0.2)]],
            1.6,
        )
