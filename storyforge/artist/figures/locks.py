"""Hair that leaves the head: braids, tails, buns, long locks over the shoulders."""

from __future__ import annotations

from math import hypot

from storyforge.artist.body.mesh import Seen
from storyforge.artist.figures.hair import CUTS, cap
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import luma, mix, scale
from storyforge.artist.ink.hand import P2, Circle, hull, ring, smooth
from storyforge.artist.stage.camera import V3

Spine = tuple[tuple[float, float, float, float], ...]  # x, y, z, radius in head units

_TAIL: Spine = (
    (0.0, 0.26, -0.47, 0.075),
    (0.02, 0.24, -0.6, 0.1),
    (0.06, 0.02, -0.67, 0.115),
    (0.1, -0.28, -0.6, 0.1),
    (0.12, -0.55, -0.52, 0.06),
    (0.12, -0.68, -0.48, 0.02),
)
_BUN: V3 = (0.0, 0.45, -0.36)
_LOCK: Spine = (
    (0.265, 0.3, 0.15, 0.008),
    (0.33, 0.1, 0.07, 0.05),
    (0.35, -0.04, 0.03, 0.07),
    (0.36, -0.2, 0.01, 0.082),
    (0.365, -0.45, 0.06, 0.095),
    (0.34, -0.7, 0.13, 0.08),
    (0.31, -0.9, 0.15, 0.02),
)
_BRAID: Spine = (
    (0.27, -0.1, -0.2, 0.05),
    (0.31, -0.17, -0.19, 0.085),
    *(
        (0.33 + 0.02 * min(k, 2), -0.26 - 0.09 * k, -0.14 + 0.07 * min(k, 5), 0.104 - 0.0048 * k)
        for k in range(9)
    ),
)
_BACK: Spine = tuple(
    (0.01 * (-1) ** k, -0.12 - 0.09 * k, -0.36, 0.115 - 0.005 * k) for k in range(12)
)


# how low the hair beside the neck hangs, by cut
_CURTAINS: dict[str, float] = {
    "bob": -0.39,
    "shoulder": -0.55,
    "long": -0.86,
    "afro": -0.2,
    "curls": -0.2,
}


def _curtains(s: Sitter) -> None:
    """The hair behind the jaw on both sides of the neck, which the face throws into shadow."""
    low = _CURTAINS.get(s.look.cut)
    if low is None or s.head.toward(0, 0, 1) < 0.45:
        return
    thick = 0.1 if s.look.cut == "afro" else 0.0
    inner = 0.19 if low < -0.3 else 0.26
    tip = 0.32 if low < -0.5 else (inner + 0.39) / 2
    parts = []
    for side in (-1, 1):
        if s.head.toward(side, 0, 0) < -0.3:  # beyond the neck
            continue
        spots = (
            (0.28, 0.14),
            (0.36 + thick, 0.1),
            (0.385 + thick, low * 0.5),
            (0.385 + thick * 0.5, low * 0.97),
            (tip, low),
            (inner + (0.06 if low < -0.5 else 0.0), low * 0.8),
            (inner - 0.03, low * 0.4),
        )
        parts.append(smooth([s.head.on(side * x, y, -0.12) for x, y in spots]))
    s.canvas.union(parts, scale(s.paint["hair"], 0.74), 0.7 * s.weight)


def _behind_face(s: Sitter) -> None:
    """The far side of full hair, seen past the temple."""
    cut = CUTS.get(s.look.cut)
    if cut is None or not (cut.hang or cut.curl) or s.look.hat or s.head.toward(0, 0, 1) < 0.1:
        return
    least = -0.3 if cut.curl else -0.05
    mass = Seen(s.head, cap(s.look.face, cut, s.look.fringe))
    spots = [
        (x, y, 1.0)
        for row, points in zip(mass.spots, mass.mesh.rows, strict=True)
        for (x, y), point in zip(row, points, strict=True)
        if point[1] > least
    ]
    mx, my = s.head.on(0.0, 0.15, 0.0)
    shape = [(mx + (x - mx) * 0.97, my + (y - my) * 0.97) for x, y in smooth(hull(spots))]
    s.canvas.union([shape], scale(s.paint["hair"], 0.8), 0.6 * s.weight)


def before_head(s: Sitter) -> None:
    """What of it lies behind the head as seen from here."""
    if s.look.hat in ("hood", "shawl", "helm"):
        return
    _curtains(s)
    _behind_face(s)
    away = s.head.toward(0, 0, -1)
    if s.look.cut == "bun" and away < 0.35:
        _bun(s)
    if s.look.cut == "tail" and away < 0.3:
        _tail(s)
    if s.look.cut == "braid":
        for side in _sides(s):
            if s.head.toward(side, 0, 0.05) < -0.1 and away < 0.3:
                _braid(s, side)
    if s.look.cut in ("long", "shoulder"):
        for side in (-1, 1):
            if s.head.toward(side, 0, 0.05) < -0.1 and away < 0.3:
                _lock(s, side)


def after_head(s: Sitter) -> None:
    """What of it lies over the head and the shoulders as seen from here."""
    away = s.head.toward(0, 0, -1)
    covered = s.look.hat in ("hood", "shawl", "helm")
    if s.look.cut == "bun" and away >= 0.35 and not covered:
        _bun(s)
    if s.look.cut == "tail" and away >= 0.3 and not covered:
        _tail(s)
    if s.look.cut == "braid":
        if away >= 0.3 and not covered and len(_sides(s)) == 1:
            _plait(s, _BACK, 1)
        else:
            for side in _sides(s):
                if (s.head.toward(side, 0, 0.05) >= -0.1 and away < 0.75) or away >= 0.3:
                    _braid(s, side)
    if s.look.cut in ("long", "shoulder") and away < 0.3 and not covered:
        for side in (-1, 1):
            if s.head.toward(side, 0, 0.05) >= -0.1:
                _lock(s, side)


def _sides(s: Sitter) -> tuple[int, ...]:
    if s.look.braids > 1:
        return (-1, 1)
    return (1,) if s.head.toward(1, 0, 0) >= -0.05 else (-1,)


def _circles(s: Sitter, spine: Spine, side: int, short: float = 1.0) -> list[Circle]:
    out = []
    for x, y, z, r in spine:
        low = y if y > -0.2 else -0.2 + (y + 0.2) * short
        out.append(s.head.ball(side * x, low, z, r))
    return out


def _bun(s: Sitter) -> None:
    x, y, r = s.head.ball(*_BUN, 0.165)
    s.canvas.union([ring(x, y, r, r * 0.92)], s.paint["hair"], 0.85 * s.weight)
    if s.detail > 30:
        value = 140 if luma(s.paint["hair"]) > 95 else 255
        for k in (0.75, 0.45):
            arc = [(x - r * k, y + r * 0.1), (x - r * 0.2, y - r * k), (x + r * k, y - r * 0.15)]
            s.canvas.stroke(arc, s.weight, value)
        s.canvas.stroke([(x - r * 0.4, y + r * 0.5), (x + r * 0.5, y + r * 0.4)], s.weight, value)


def _tail(s: Sitter) -> None:
    circles = _circles(s, _TAIL, 1)
    parts = [hull(circles[k : k + 2]) for k in range(len(circles) - 1)]
    s.canvas.union(parts, s.paint["hair"], 0.85 * s.weight)
    _combed(s, circles)
    x, y, r = circles[0]
    s.canvas.union([ring(x, y, r * 0.9, r * 0.7)], scale(s.paint["accent"], 0.9), 0.5 * s.weight)


def _lock(s: Sitter, side: int) -> None:
    circles = _circles(s, _LOCK, side, 1.0 if s.look.cut == "long" else 0.55)
    parts = [hull(circles[k : k + 2]) for k in range(len(circles) - 1)]
    s.canvas.union(parts, s.paint["hair"], 0.8 * s.weight)
    _combed(s, circles)


def _combed(s: Sitter, circles: list[Circle]) -> None:
    if s.detail < 26:
        return
    dark = luma(s.paint["hair"]) < 95
    pale = mix(s.paint["hair"], (236, 232, 226), 0.3)
    for k in (-0.55, -0.1, 0.4):
        path = [(x + k * r, y) for x, y, r in circles[0 if k < 0 else 1 :]]
        s.canvas.stroke(path, s.weight, 250 if dark else 130)
        if dark and k > 0 and s.detail > 60:
            thin = smooth([(x + 0.02 * s.head.size, y) for x, y in path], False)
            s.canvas.shadow([*thin, *[(x + 2, y) for x, y in thin[::-1]]], pale, 0.6)


def _braid(s: Sitter, side: int) -> None:
    spine = _BRAID[:10] if s.look.child else _BRAID
    _plait(s, spine, side)


def _plait(s: Sitter, spine: Spine, side: int) -> None:
    """A tapering plait along the spine: lobes left and right in turn, crossing strokes."""
    colour, canvas = s.paint["hair"], s.canvas
    circles = _circles(s, spine, side)
    left: list[P2] = []
    right: list[P2] = []
    for k, (x, y, r) in enumerate(circles):
        ahead, back = circles[min(k + 1, len(circles) - 1)], circles[max(0, k - 1)]
        dx, dy = ahead[0] - back[0], ahead[1] - back[1]
        length = hypot(dx, dy) or 1.0
        nx, ny = -dy / length, dx / length
        a, b = (1.15, 0.85) if k % 2 else (0.85, 1.15)
        left.append((x + nx * r * a, y + ny * r * a))
        right.append((x - nx * r * b, y - ny * r * b))
    canvas.union([smooth([*left, *right[::-1]])], colour, 0.85 * s.weight)
    if s.detail < 20:
        return
    shaded = [
        ((p[0] + 2 * q[0]) / 3, (p[1] + 2 * q[1]) / 3) for p, q in zip(left, right, strict=True)
    ]
    canvas.wash([*shaded, *right[::-1]], scale(colour, 0.86), tone(1, 1))
    value = 230 if luma(colour) > 95 else 255
    for k in range(len(circles) - 1):
        near, far = (left, right) if k % 2 else (right, left)
        x, y, _ = circles[k]
        under = circles[k + 1]
        bend = ((near[k][0] + x) / 2, (near[k][1] + y) / 2 + (under[1] - y) * 0.05)
        end = ((under[0] * 2 + far[k + 1][0]) / 3, (under[1] * 2 + far[k + 1][1]) / 3)
        canvas.stroke([near[k], bend, end], s.weight, value)
    _tuft(s, circles)


def _tuft(s: Sitter, circles: list[Circle]) -> None:
    x, y, r = circles[-1]
    step = y - circles[-2][1]
    brush = [(x - r * 0.7, y), (x - r, y + step * 0.9), (x - r * 0.1, y + step * 1.7)]
    brush += [(x + r * 0.9, y + step), (x + r * 0.7, y)]
    s.canvas.union([smooth(brush)], s.paint["hair"], 0.7 * s.weight)
    tie = [(x - r, y - r * 0.3), (x + r, y - r * 0.3), (x + r, y + r * 0.3), (x - r, y + r * 0.3)]
    s.canvas.union([tie], s.paint["accent"], 0.5 * s.weight)
