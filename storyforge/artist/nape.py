"""Heads from behind: the nape, hair that falls from the whorl, plaits."""

from __future__ import annotations

from math import cos, hypot, pi, sin

from storyforge.artist.canvas import Canvas, tone
from storyforge.artist.colour import RGB, luma, mix, scale
from storyforge.artist.hand import P2, Circle, smooth, taper
from storyforge.artist.head import Head
from storyforge.artist.look import Look

_SHORT = ("short", "crop", "bun", "tail", "braid", "curls")


def draw_nape(
    canvas: Canvas, head: Head, look: Look, colour: RGB, skin: RGB, weight: float
) -> None:
    """What the back of a head shows; nothing of one that faces us."""
    if head.toward(0, 0, 1) > -0.25 or head.size < 22 * canvas.unit:
        return
    if look.cut in _SHORT:
        _hairline(canvas, head, look, colour, skin, weight)
    if head.size > 60 * canvas.unit:
        _fall(canvas, head, look, colour, weight)


def _hairline(
    canvas: Canvas, head: Head, look: Look, colour: RGB, skin: RGB, weight: float
) -> None:
    """Bare neck below the hair, and the tufts that end on it."""
    low = {"crop": -0.14, "curls": -0.24}.get(look.cut, -0.2)
    edge = [(-0.25, low + 0.07), (-0.2, low), (-0.07, low - 0.05), (0.07, low - 0.05)]
    edge += [(0.2, low), (0.25, low + 0.07)]
    line = [head.on(x, y, -0.28) for x, y in edge]
    foot = [head.on(x, y, -0.2) for x, y in ((0.22, -0.3), (0.17, -0.45), (-0.17, -0.45))]
    canvas.fill([*line, *foot, head.on(-0.22, -0.3, -0.2)], scale(skin, 0.86))
    gathered = look.cut in ("bun", "tail", "braid")
    for k in range(9):
        x = -0.28 + 0.07 * k
        if head.toward(x, 0, -0.26) < 0.16:
            continue
        drop = low + 0.1 * abs(x) * 3 - 0.04
        tip = head.on(x * 0.86, drop - (0.015 if gathered else 0.05 + 0.03 * (k % 3)), -0.27)
        roots = [head.on(x + d, drop + 0.1, -0.3) for d in (-0.05, 0.05)]
        canvas.fill([*roots, tip], colour)
        canvas.stroke([roots[k % 2], tip], weight * 0.8, 170)
    for side in (-1, 1):
        path = [(0.155, -0.27), (0.15, -0.36), (0.17, -0.46)]
        canvas.stroke([head.on(side * x, y, -0.22) for x, y in path], weight * 0.8, 110)


def _fall(canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float) -> None:
    """Strokes over the skull: down from the whorl, or up to where the hair is gathered."""
    knot = {"bun": (0.0, 0.36), "tail": (0.0, 0.12), "braid": (0.0, -0.16)}.get(look.cut)
    source = knot or (0.05, 0.3)
    bright = mix(colour, (240, 236, 228), 0.4 if luma(colour) < 150 else 0.6)
    dark = mix(colour, (20, 18, 20), 0.4)
    for k in range(20):
        t = 2 * pi * (k + 0.35 * (k % 3)) / 20
        path = []
        for share in (0.16, 0.45, 0.75, 0.96):
            x = source[0] + (0.375 * sin(t) - source[0]) * share
            y = source[1] + (0.13 + 0.385 * cos(t) - source[1]) * share
            depth = max(0.0, 0.16 - x * x - (y - 0.13) ** 2) ** 0.5
            path.append(head.on(x, y - (0.05 * share if knot is None else 0.0), -0.055 - depth))
        line = smooth(smooth(path, False), False)
        if k % 2:
            light = k % 4 == 1 and cos(t) > -0.4
            shape = taper(line, (4.0 if light else 6.0) * weight * canvas.unit)
            canvas.shadow(shape, bright if light else dark, 0.5 if light else 0.4)
        canvas.stroke(path, weight, 120 + 20 * (k % 3))


def plait(canvas: Canvas, spine: list[Circle], colour: RGB, weight: float) -> None:
    """A tapering plait along the circles: lobes left and right in turn, crossing strokes."""
    left: list[P2] = []
    right: list[P2] = []
    for k, (x, y, r) in enumerate(spine):
        ahead, back = spine[min(k + 1, len(spine) - 1)], spine[max(0, k - 1)]
        dx, dy = ahead[0] - back[0], ahead[1] - back[1]
        length = hypot(dx, dy) or 1.0
        nx, ny = -dy / length, dx / length
        a, b = (1.12, 0.84) if k % 2 else (0.84, 1.12)
        left.append((x + nx * r * a, y + ny * r * a))
        right.append((x - nx * r * b, y - ny * r * b))
    canvas.union([smooth([*left, *right[::-1]])], colour, weight * 0.9)
    shaded = [
        ((p[0] + 2 * q[0]) / 3, (p[1] + 2 * q[1]) / 3) for p, q in zip(left, right, strict=True)
    ]
    canvas.wash([*shaded, *right[::-1]], scale(colour, 0.86), tone(1, 1))
    for k in range(len(spine) - 1):
        near, far = (left, right) if k % 2 else (right, left)
        x, y, _ = spine[k]
        under = spine[k + 1]
        bend = ((near[k][0] + x) / 2, (near[k][1] + y) / 2 + (under[1] - y) * 0.05)
        end = ((under[0] * 2 + far[k + 1][0]) / 3, (under[1] * 2 + far[k + 1][1]) / 3)
        canvas.stroke([near[k], bend, end], weight, 220)
        inner = ((bend[0] + end[0]) / 2, (bend[1] + end[1]) / 2 + (under[1] - y) * 0.3)
        canvas.stroke(
            [((near[k][0] + bend[0]) / 2, near[k][1] + (under[1] - y) * 0.4), inner],
            weight * 0.7,
            120,
        )
    _tuft(canvas, spine, colour, weight)


def _tuft(canvas: Canvas, spine: list[Circle], colour: RGB, weight: float) -> None:
    x, y, r = spine[-1]
    step = y - spine[-2][1]
    brush = [(x - r * 0.7, y), (x - r, y + step * 0.9), (x - r * 0.1, y + step * 1.7)]
    brush += [(x + r * 0.9, y + step), (x + r * 0.7, y)]
    canvas.union([smooth(brush)], colour, weight * 0.8)
    tie = [(x - r, y - r * 0.3), (x + r, y - r * 0.3), (x + r, y + r * 0.3), (x - r, y + r * 0.3)]
    canvas.union([tie], scale(colour, 0.5), weight * 0.6)
