"""Hats in space: crowns, brims and peaks that are right from above, from below and behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import atan2, cos, pi, radians, sin

from storyforge.artist.body.mesh import Mesh, Seen, mesh_of
from storyforge.artist.figures.hair import CUTS
from storyforge.artist.figures.hoods import hood, hood_inside, shawl
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import ring, smooth
from storyforge.artist.stage.camera import V3

# rings of a crown: height, size against the head's own girth, shift forward
Crown = tuple[tuple[float, float, float], ...]
_GIRTH = (0.352, 0.415, -0.055)  # half width, half depth, middle
_TURNS = tuple(2 * pi * k / 24 for k in range(24))
_TILT = 0.1  # a hat sits lower behind

_CROWNS: dict[str, Crown] = {
    "brim": (
        (0.67, 0.0, 0.0),
        (0.665, 0.42, 0.0),
        (0.65, 0.7, 0.0),
        (0.5, 0.86, 0.0),
        (0.3, 1.02, 0.0),
        (0.24, 1.04, 0.0),
    ),
    "straw": (
        (0.62, 0.0, 0.0),
        (0.61, 0.5, 0.0),
        (0.56, 0.8, 0.0),
        (0.4, 0.98, 0.0),
        (0.25, 1.04, 0.0),
    ),
    "bowler": (
        (0.66, 0.0, 0.0),
        (0.645, 0.4, 0.0),
        (0.58, 0.72, 0.0),
        (0.46, 0.94, 0.0),
        (0.34, 1.03, 0.0),
        (0.25, 1.05, 0.0),
    ),
    "top": (
        (0.95, 0.0, 0.0),
        (0.948, 0.6, 0.0),
        (0.94, 0.98, 0.0),
        (0.6, 0.93, 0.0),
        (0.3, 1.0, 0.0),
        (0.25, 1.02, 0.0),
    ),
    "cap": (
        (0.62, 0.0, -0.02),
        (0.615, 0.6, 0.0),
        (0.585, 1.06, 0.02),
        (0.535, 1.2, 0.02),
        (0.43, 1.08, 0.0),
        (0.39, 1.03, 0.0),
        (0.24, 1.03, 0.0),
    ),
    "flat": (
        (0.56, 0.0, 0.02),
        (0.55, 0.6, 0.03),
        (0.49, 1.0, 0.04),
        (0.4, 1.12, 0.04),
        (0.3, 1.1, 0.02),
        (0.25, 1.03, 0.0),
    ),
    "beret": (
        (0.6, 0.0, 0.0),
        (0.58, 0.7, 0.02),
        (0.52, 1.15, 0.02),
        (0.42, 1.26, 0.01),
        (0.34, 1.08, 0.0),
        (0.28, 1.02, 0.0),
    ),
    "beanie": (
        (0.64, 0.0, -0.05),
        (0.625, 0.3, -0.04),
        (0.57, 0.66, -0.02),
        (0.46, 0.92, 0.0),
        (0.33, 1.04, 0.0),
        (0.22, 1.08, 0.0),
        (0.2, 1.08, 0.0),
    ),
    "helmet": (
        (0.62, 0.0, 0.0),
        (0.6, 0.45, 0.0),
        (0.53, 0.82, 0.0),
        (0.4, 1.06, 0.0),
        (0.24, 1.16, 0.0),
        (0.14, 1.18, 0.0),
    ),
    "chef": (
        (0.92, 0.0, 0.0),
        (0.91, 0.7, 0.0),
        (0.84, 1.16, 0.0),
        (0.74, 1.24, 0.0),
        (0.62, 1.08, 0.0),
        (0.4, 1.0, 0.0),
        (0.24, 1.03, 0.0),
    ),
    "crown": ((0.5, 1.02, 0.0), (0.26, 1.02, 0.0)),
    "nurse": ((0.52, 0.0, -0.05), (0.51, 0.5, -0.06), (0.44, 0.72, -0.06), (0.34, 0.8, -0.05)),
    "wizard": (
        (1.25, 0.0, -0.16),
        (1.0, 0.22, -0.1),
        (0.7, 0.56, -0.04),
        (0.45, 0.88, 0.0),
        (0.25, 1.05, 0.0),
    ),
    "helm": (
        (0.62, 0.0, 0.0),
        (0.6, 0.45, 0.0),
        (0.53, 0.82, 0.0),
        (0.4, 1.04, 0.0),
        (0.2, 1.14, 0.0),
    ),
}
# brims: height, reach beyond the girth in front and at the sides, how far the edge drops
_BRIMS: dict[str, tuple[float, float, float, float]] = {
    "brim": (0.25, 0.26, 0.25, 0.03),
    "straw": (0.26, 0.36, 0.35, 0.07),
    "bowler": (0.25, 0.15, 0.12, -0.02),
    "top": (0.25, 0.16, 0.13, -0.01),
    "helmet": (0.15, 0.1, 0.08, 0.03),
    "wizard": (0.25, 0.34, 0.33, 0.05),
}
_PEAKS: dict[str, tuple[float, float, float]] = {  # height, reach, drop
    "cap": (0.255, 0.25, 0.085),
    "flat": (0.265, 0.17, 0.045),
}


def _grown(s: Sitter) -> float:
    cut = CUTS.get(s.look.cut)
    return 1.0 + min(0.06, cut.thick * 0.9 if cut else 0.0)


@lru_cache(maxsize=128)
def _crown(kind: str, grow: float) -> Mesh:
    rows: list[list[V3]] = []
    for y, size, shift in _CROWNS[kind]:
        rows.append([_round(y, turn, size * grow, shift) for turn in _TURNS])
    return mesh_of(rows)


def _round(y: float, turn: float, size: float, shift: float = 0.0, reach: float = 0.0) -> V3:
    wide, deep, middle = _GIRTH
    x, z = (wide * size + reach) * sin(turn), (deep * size + reach) * cos(turn)
    return x, y + _TILT * (z - 0.1), middle + shift + z


def hat_behind(s: Sitter) -> None:
    """The far half of a brim, or the inside of a hood, before the head is drawn."""
    kind = s.look.hat
    if kind in _BRIMS:
        _brim(s, _BRIMS[kind], near=False)
    if kind in _PEAKS and _under(s, _PEAKS[kind][0]):
        mouth = [s.head.on(*_round(_PEAKS[kind][0], t, _grown(s) * 1.02)) for t in _TURNS]
        s.canvas.fill(mouth, scale(s.paint["hat"], 0.5))
        _peak(s, _PEAKS[kind], near=False)
    if kind == "hood":
        hood_inside(s)
    if kind == "crown":
        _points(s, near=False)


def hat_over(s: Sitter) -> None:
    """The hat itself."""
    kind = s.look.hat
    if kind in _CROWNS:
        _crown_of(s, kind)
    if kind in _BRIMS:
        _brim(s, _BRIMS[kind], near=True)
    if kind in _PEAKS:
        _peak(s, _PEAKS[kind], near=True)
    extra = _EXTRAS.get(kind)
    if extra is not None:
        extra(s)


def _crown_of(s: Sitter, kind: str) -> None:
    seen = Seen(s.head, _crown(kind, _grown(s)))
    felt = s.paint["hat"]
    shapes = seen.part()[:3]
    s.canvas.union([smooth(shape) for shape in shapes], felt, 0.9 * s.weight)
    if s.detail > 24:
        shade = seen.lit(s.key, 0.1)
        for shape in seen.part((shade,))[:1]:
            s.canvas.wash(smooth(shape), scale(felt, 0.78), s.code)


def _under(s: Sitter, y: float) -> bool:
    """Whether the camera looks at the underside of what lies at that height."""
    eye = s.head.inward(s.head.lens.eye)
    return eye[1] < y + _TILT * (eye[2] - 0.1) * 0.9


def _brim(s: Sitter, spec: tuple[float, float, float, float], near: bool) -> None:
    y, front, aside, drop = spec
    eye = s.head.inward(s.head.lens.eye)
    middle = atan2(eye[0], eye[2]) + (0.0 if near else pi)
    turns = [middle + pi * (k - 13) / 24 for k in range(27)]
    grow = _grown(s) * 1.03
    inner = [s.head.on(*_round(y, t, grow)) for t in turns]
    outer = []
    for t in turns:
        reach = aside + (front - aside) * cos(t) ** 2
        x, oy, z = _round(y, t, grow, 0.0, reach)
        outer.append(s.head.on(x, oy - drop * cos(t) ** 2 + 0.04 * sin(t) ** 2, z))
    felt = scale(s.paint["hat"], 0.62 if _under(s, y) else 0.92)
    s.canvas.union([[*inner, *outer[::-1]]], felt, 0.9 * s.weight)
    if near and s.detail > 40 and s.look.hat in ("brim", "bowler", "top", "straw"):
        _ribbon(s, turns, y)


def _ribbon(s: Sitter, turns: Sequence[float], y: float) -> None:
    if _under(s, y):
        return
    grow = _grown(s) * 1.035
    low = [s.head.on(*_round(y + 0.015, t, grow)) for t in turns]
    high = [s.head.on(*_round(y + 0.1, t, grow * 0.985)) for t in turns]
    s.canvas.fill([*low, *high[::-1]], scale(s.paint["hat"], 0.55))
    s.canvas.stroke(high, 0.8 * s.weight, 160)


def _peak(s: Sitter, spec: tuple[float, float, float], near: bool) -> None:
    """A peak: from above it lies before the brow, from below its far half is behind the face."""
    y, reach, drop = spec
    if s.head.toward(0, 0.25, 1) < -0.55:
        return
    below = _under(s, y - drop)
    turns = [radians(-66 + 132 * k / 14) for k in range(15)]
    if near and below:
        turns = [t for t in turns if s.head.toward(sin(t), 0, cos(t)) > -0.2]
    if len(turns) < 2:
        return
    grow = _grown(s) * 1.02
    inner = [s.head.on(*_round(y, t, grow)) for t in turns]
    outer = []
    for t in turns:
        share = cos(t * 90 / 66 * 0.98)
        x, oy, z = _round(y, t, grow, 0.0, reach * share)
        outer.append(s.head.on(x, oy - drop * share, z))
    felt = mix(s.paint["hat"], (58, 54, 54), 0.45) if s.look.hat == "cap" else s.paint["hat"]
    s.canvas.union([[*inner, *outer[::-1]]], scale(felt, 0.7 if below else 0.92), 0.9 * s.weight)
    if s.detail > 50 and not below:
        shine = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(inner, outer, strict=True)]
        s.canvas.stroke(shine[3:-3], 0.8 * s.weight, 90)


def _band(s: Sitter, low: float, high: float, colour: RGB, size: float) -> None:
    """A strip round the hat, where it faces the camera."""
    rows = [[_round(y, t, size * _grown(s)) for t in _TURNS] for y in (high, low)]
    for shape in Seen(s.head, mesh_of(rows)).part()[:1]:
        s.canvas.union([shape], colour, 0.6 * s.weight)


def _cap_badge(s: Sitter) -> None:
    _band(s, 0.25, 0.37, scale(s.paint["hat"], 0.72), 1.045)
    if s.head.toward(0, 0.1, 1) > 0.1 and s.detail > 26:
        x, y = s.head.on(0, 0.36, 0.425)
        s.canvas.union([ring(x, y, 0.04 * s.head.size)], s.paint["accent"], 0.5 * s.weight)


def _knit(s: Sitter) -> None:
    """The rolled edge of a knitted cap with its ribs."""
    colour = scale(s.paint["hat"], 0.86)
    rows = [
        [_round(y, t, size * _grown(s)) for t in _TURNS]
        for y, size in ((0.35, 1.07), (0.28, 1.14), (0.2, 1.12))
    ]
    seen = Seen(s.head, mesh_of(rows))
    for shape in seen.part()[:1]:
        s.canvas.union([smooth(shape)], colour, 0.8 * s.weight)
    if s.detail > 40:
        for j in range(24):
            if seen.facing[1][j] > 0.1:
                s.canvas.stroke([row[j] for row in seen.spots], 0.8 * s.weight, 130)


def _points(s: Sitter, near: bool = True) -> None:
    """The points of a crown on the near or the far side of the head."""
    gold = s.paint["hat"]
    for t in (k * pi / 5 for k in range(10)):
        if (s.head.toward(sin(t), 0, cos(t)) > 0) != near:
            continue
        base = [s.head.on(*_round(0.46, t + d, 1.03)) for d in (-0.3, 0.3)]
        foot = [s.head.on(*_round(0.28, t + d, 1.03)) for d in (0.3, -0.3)]
        tip = s.head.on(*_round(0.66, t, 1.12))
        s.canvas.union(
            [[base[0], tip, base[1], *foot]], gold if near else scale(gold, 0.7), 0.6 * s.weight
        )
        if near and s.detail > 40:
            x, y = s.head.on(*_round(0.38, t, 1.05))
            s.canvas.union([ring(x, y, 0.022 * s.head.size)], (168, 44, 52), 0.4 * s.weight)
    if near:
        _band(s, 0.24, 0.31, scale(gold, 0.85), 1.05)


def _cross(s: Sitter) -> None:
    if s.head.toward(0, 0.2, 1) > 0.15 and s.detail > 30:
        for path in (((-0.04, 0.43), (0.04, 0.43)), ((0.0, 0.47), (0.0, 0.39))):
            line = [s.head.on(x, y, 0.28) for x, y in path]
            s.canvas.line(line, 2.0 * s.weight, 230)


def _chef(s: Sitter) -> None:
    if s.detail < 30:
        return
    for k in range(-3, 4):
        t = k * 0.42
        if s.head.toward(sin(t), 0, cos(t)) > 0.1:
            path = [s.head.on(*_round(y, t, z)) for y, z in ((0.4, 1.02), (0.55, 1.06), (0.7, 1.2))]
            s.canvas.stroke(path, 0.8 * s.weight, 110)


def _visor(s: Sitter) -> None:
    """The clear bowl of a space helmet over the whole head."""
    x, y, r = s.head.ball(0.0, 0.02, -0.02, 0.68)
    bowl = ring(x, y, r)
    s.canvas.shadow(bowl, (222, 236, 244), 0.22)
    s.canvas.line([*bowl, bowl[0]], 1.5 * s.weight, 255)
    arc = [(x - r * 0.8, y - r * 0.15), (x - r * 0.62, y - r * 0.55), (x - r * 0.25, y - r * 0.8)]
    s.canvas.stroke(arc, 2.0 * s.weight, 110)
    collar = [s.head.on(0.5 * sin(t), -0.56, -0.02 + 0.5 * cos(t)) for t in _TURNS]
    s.canvas.union([collar], mix(s.paint["cloth"], (150, 152, 156), 0.4), 0.9 * s.weight)


_EXTRAS: dict[str, Callable[[Sitter], None]] = {
    "cap": _cap_badge,
    "beanie": _knit,
    "crown": _points,
    "nurse": _cross,
    "chef": _chef,
    "hood": hood,
    "shawl": shawl,
    "bubble": _visor,
}
