"""Eyes: a ball behind lids that turns to what it looks at, lashes, and the brow above."""

from __future__ import annotations

from math import cos, dist, pi, sin, sqrt

from storyforge.artist.body.mesh import clipped_to, turn_table
from storyforge.artist.body.skull import surface
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, ring, smooth, taper
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import NONE, unit

IRISES: tuple[RGB, ...] = (
    (92, 66, 46),
    (70, 50, 40),
    (98, 122, 140),
    (104, 116, 84),
    (118, 92, 58),
    (122, 136, 144),
)
_BALL = 0.088
_STEPS = (-1.0, -0.8, -0.5, -0.15, 0.2, 0.55, 0.85, 1.0)  # inner corner to outer


def _grown(s: Sitter) -> float:
    """How large this one's eyes are drawn: on small faces larger, or no look would carry."""
    return s.look.face.eye * (1 + 0.15 * max(0.0, min(1.0, (170 - s.detail) / 100)))


def ball(s: Sitter, side: int) -> V3:
    """The middle of an eyeball in head units."""
    f = s.look.face
    x, y = side * 0.152 * f.apart, 0.024 if not s.look.child else 0.0
    return x, y, surface(f, x, y)[2] + 0.006 - _BALL * _grown(s)


def faced(s: Sitter, side: int) -> float:
    """How much an eye is turned to the camera, -1..1."""
    return s.head.toward(side * 0.36, 0.05, 0.93)


def _on_ball(s: Sitter, side: int, centre: V3, x: float, y: float) -> P2:
    r = _BALL * _grown(s)
    depth = sqrt(max(0.0, r * r - x * x - y * y))
    return s.head.on(centre[0] + side * x, centre[1] + y, centre[2] + depth)


def lids(s: Sitter, side: int) -> tuple[list[P2], list[P2]]:
    """Edges of the upper and the lower lid in pixels, inner corner first."""
    f, act, centre = s.look.face, s.act, ball(s, side)
    wide = 0.076 * _grown(s)
    tall = min(1.5, act.open) * (1.08 if s.look.woman or s.look.child else 1.0)
    up = 0.05 * _grown(s) * tall - 0.008 * (1 - min(1.0, act.open))
    low = 0.026 * _grown(s) * (0.55 + 0.45 * tall) * (1 - 0.75 * act.squint * (act.open > 0.05))
    droop = -0.012 if s.look.old else 0.0
    upper, lower = [], []
    for t in _STEPS:
        bend = (1 - t * t) ** 0.7
        tilt = (f.slant * 0.016 + droop) * t + 0.25 * (act.inner * (t < 0) * -t)
        base = -0.012 if act.open < 0.2 else 0.0
        peak = bend * up * (1 + 0.16 * t) if act.open > 0.05 else -low * bend * 0.7
        upper.append(_on_ball(s, side, centre, t * wide, base + tilt + peak))
        lower.append(_on_ball(s, side, centre, t * wide, base + tilt - bend * low))
    return upper, lower


def iris_at(s: Sitter, side: int) -> V3:
    """The middle of an iris in head units."""
    x, y, z = ball(s, side)
    r = _BALL * _grown(s)
    gx, gy, gz = s.gaze
    return x + gx * r, y + gy * r, z + gz * r


def draw_eye(s: Sitter, side: int) -> None:
    """One eye with its brow, as much as the size of the face deserves."""
    if faced(s, side) < 0.12:
        return
    if s.detail < 34:
        _dot(s, side)
    else:
        upper, lower = (s.within(lid, 1.2 * s.canvas.unit * s.weight) for lid in lids(s, side))
        if s.act.open > 0.16:
            _opening(s, side, upper, lower)
        _lid_lines(s, side, upper, lower)


def _dot(s: Sitter, side: int) -> None:
    x, y = s.head.on(*iris_at(s, side))
    r = max(0.75 * s.canvas.unit, 0.04 * s.head.size)
    if s.act.open < 0.2:
        s.canvas.line([(x - 1.5 * r, y), (x + 1.5 * r, y)], 1.0)
    else:
        s.canvas.blot(ring(x, y, r, r * (0.75 + 0.5 * min(1.4, s.act.open))))


def _opening(s: Sitter, side: int, upper: list[P2], lower: list[P2]) -> None:
    window = smooth([*upper, *lower[-2:0:-1]])
    shade = mix(s.paint["skin"], (246, 243, 236), 0.82)
    s.canvas.fill(window, shade)
    iris = clipped_to(_disc(s, side, 0.041), window)
    colour = _iris(s)
    if s.detail > 90 and len(iris) > 2:
        s.canvas.fill(iris, mix(colour, s.paint["skin"], 0.15))
        s.canvas.line([*iris, iris[0]], 0.7 * s.weight, 200)
        s.canvas.blot(clipped_to(_disc(s, side, 0.021), window), 250)
        if s.detail > 240:
            _rays(s, side, window)
        _lid_shadow(s, upper, window)
    elif len(iris) > 2:
        s.canvas.blot(iris, 245)
    if s.detail > 60:
        _spark(s, side, window)


def _iris(s: Sitter) -> RGB:
    """The colour of the eyes; with dark skin they are brown unless skin is no human one."""
    kept = IRISES[s.look.face.iris % len(IRISES)]
    return IRISES[s.look.face.iris % 2] if luma(s.look.skin) < 135 else kept


def _disc(s: Sitter, side: int, radius: float, share: float = 1.0) -> list[P2]:
    """A round on the eyeball where the gaze leaves it."""
    ex, ey, ez = ball(s, side)
    r = _BALL * _grown(s)
    gx, gy, gz = s.gaze
    u = unit((gz, 0.0, -gx), NONE)
    v = (gy * u[2] - gz * u[1], gz * u[0] - gx * u[2], gx * u[1] - gy * u[0])
    k = radius * _grown(s) * share
    deep = sqrt(max(0.0, r * r - k * k))
    return [
        s.head.on(
            ex + gx * deep + (u[0] * a + v[0] * b) * k,
            ey + gy * deep + (u[1] * a + v[1] * b) * k,
            ez + gz * deep + (u[2] * a + v[2] * b) * k,
        )
        for a, b in turn_table(20)
    ]


def _rays(s: Sitter, side: int, window: list[P2]) -> None:
    """The fibres of the iris, seen only very close."""
    inner, outer = _disc(s, side, 0.023), _disc(s, side, 0.038)
    for k, (a, b) in enumerate(zip(inner, outer, strict=True)):
        cut = clipped_to([a, b, (b[0] + 0.4, b[1] + 0.4)], window)
        if len(cut) > 2:
            s.canvas.line([a, b], 0.6, 120 + 50 * (k % 3))


def _lid_shadow(s: Sitter, upper: list[P2], window: list[P2]) -> None:
    drop = 0.016 * s.head.size
    low = [(x, y + drop) for x, y in upper]
    band = clipped_to([*upper, *low[::-1]], window)
    s.canvas.shadow(band, scale(s.paint["skin"], 0.4), 0.4)


def _spark(s: Sitter, side: int, window: list[P2]) -> None:
    x, y = s.head.on(*iris_at(s, side))
    r = 0.0105 * s.head.size
    light = ring(x - 0.015 * s.head.size, y - 0.017 * s.head.size, r)
    cut = clipped_to(light, window)
    if len(cut) > 2:
        s.canvas.fill(cut, (250, 248, 242))


def _lid_lines(s: Sitter, side: int, upper: list[P2], lower: list[P2]) -> None:
    lashes = 1.35 if s.look.woman else 1.0
    shut, square = s.act.open <= 0.16, faced(s, side)
    s.ink(upper, 2.5 * lashes, 255)
    if not shut:
        s.canvas.stroke(lower[2:], 0.9 * s.weight, 150)
    if s.detail < 90 or (shut and square < 0.55):  # a closed eye in profile is one line
        return
    gap = 0.024 * s.head.size * (0.6 + 0.4 * min(1.2, s.act.open))
    fold = [(x, y - gap * (1 - 0.6 * abs(k - 3.5) / 3.5)) for k, (x, y) in enumerate(upper)]
    s.canvas.stroke(fold[1:-1], 1.0 * s.weight, 150)
    bags = s.act.squint > (0.8 if s.look.child else 0.25) or s.look.old
    if not shut and (bags or (s.detail > 200 and not s.look.child)):
        bag = [(x, y + 0.02 * s.head.size) for x, y in lower[1:-1]]
        s.canvas.stroke(bag, 0.8 * s.weight, 90 + round(60 * s.act.squint))
    if s.detail > 150 and square > 0.64:
        _lashes(s, upper, lower)


def _lashes(s: Sitter, upper: list[P2], lower: list[P2]) -> None:
    long = (0.03 if s.look.woman else 0.02) * s.head.size
    turn = s.head.toward(1, 0, 0)
    inner_x, outer_x = upper[0][0], upper[-1][0]
    lean = 1.0 if outer_x > inner_x else -1.0
    rise = -0.7 if s.act.open <= 0.16 else 1.0  # of a closed eye they lie on the cheek
    count = 3 if s.detail < 260 else 1
    for k in range(2, len(upper)):
        for n in range(0, 3, count):
            a, b = upper[k - 1], upper[k]
            x, y = a[0] + (b[0] - a[0]) * n / 3, a[1] + (b[1] - a[1]) * n / 3
            out = (k - 2 + n / 3) / 6
            tip = (
                x + lean * long * (0.2 + 0.8 * out) - turn * long * 0.2,
                y - rise * long * (0.7 - 0.2 * out),
            )
            s.canvas.stroke(
                [(x, y), ((x + tip[0]) / 2, y - rise * long * 0.2), tip], 1.1 * s.weight, 235
            )
    if s.detail > 260:
        for x, y in lower[3:-1]:
            s.canvas.stroke([(x, y), (x + lean * long * 0.3, y + long * 0.4)], 0.7 * s.weight, 150)


def brow(s: Sitter, side: int) -> None:
    """The brow over an eye, hair by hair when it is large."""
    if faced(s, side) < 0.05:
        return
    f, act = s.look.face, s.act
    skew = act.skew * side
    base = 0.118 + f.brow * 0.2 - (0.03 if s.look.child else 0.0)
    spots = (
        (0.052 - 0.1 * act.frown * 0.12, base + act.inner + skew * 0.5),
        (0.11, base + 0.02 + 0.6 * act.inner + 0.25 * act.outer + skew + f.arch * 0.3),
        (0.175, base + 0.03 + 0.55 * act.outer + 0.2 * act.inner + skew + f.arch),
        (0.25, base - 0.002 + act.outer + 0.6 * skew),
    )
    px = 0.03 * f.thick * (0.8 if s.look.woman or s.look.child else 1.15) * s.head.size
    line = s.path([(side * x * f.apart, y) for x, y in spots], 0.02, 0.5 * px)
    if len(line) < 2 or dist(line[0], line[-1]) < 0.05 * s.head.size:  # no more than a tick
        return
    pale = luma(s.look.hair) > 150
    value = 150 if pale else 240
    if s.detail > 60:
        path = smooth(smooth(line, False), False)
        close = s.detail > 240
        s.canvas.shadow(
            s.within(taper(path, px, 0.45)), scale(s.paint["hair"], 0.72), 0.45 if close else 0.85
        )
        px, value = px * (0.3 if close else 0.72), value - 60
    s.canvas.stroke(line, max(1.2 if not pale else 0.9, px / s.canvas.unit), value)
    if s.detail > 150 and faced(s, side) > 0.64:
        _hairs(s, line, 0.03 * f.thick * s.head.size, 220 if not pale else 150)


def _hairs(s: Sitter, line: list[P2], px: float, value: int) -> None:
    """Single hairs: upright at the inner end, combed flat towards the temple."""
    path = smooth(smooth(smooth(line, False), False), False)
    lean = 1.0 if path[-1][0] > path[0][0] else -1.0
    rows = (-0.45, -0.1, 0.25) if s.detail > 240 else (-0.35, 0.3)
    for k, (x, y) in enumerate(path[:-1]):
        out = k / len(path)
        for n, row in enumerate(rows):
            start = (x + lean * px * 0.25 * n, y - row * px * (1 - 0.5 * out))
            tip = (start[0] + lean * px * (0.35 + 0.9 * out), start[1] - px * (0.75 - 1.1 * out))
            s.canvas.stroke(s.within([start, tip], s.canvas.unit), 0.9 * s.weight, value)


def gaze_of(aside: float, lift: float) -> V3:
    """A direction of the eyes in the head's own frame; degrees to its right and up."""
    a = max(-36.0, min(36.0, aside)) * pi / 180
    p = max(-26.0, min(26.0, lift)) * pi / 180
    return sin(a) * cos(p), sin(p), cos(a) * cos(p)
