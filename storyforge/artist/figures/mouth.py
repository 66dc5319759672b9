"""Mouths: closed, speaking, laughing, shouting, with lips, teeth and the folds beside them."""

from __future__ import annotations

from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, smooth

_Y = -0.246
_STEPS = tuple(k / 5 - 1 for k in range(11))


def _line(s: Sitter) -> list[P2]:
    """The line between the lips, or the upper edge of an open mouth, left to right."""
    act, half = s.act, _half(s)
    out = []
    for t in _STEPS:
        bow = 0.007 * (1 - abs(abs(t) - 0.3) / 0.7) - 0.004 * (abs(t) < 0.1)
        y = _Y + act.smile * (1.5 * t * t - 0.5) + bow + act.skew * 0.5 * t
        y += 0.018 * act.sneer * (1 - t * t) + (0.012 if act.gape > 0.03 else 0.0) * (1 - t * t)
        out.append((t * half, y))
    return out


def _half(s: Sitter) -> float:
    return 0.1 * s.look.face.mouth * s.act.wide * (0.86 if s.look.child else 1.0)


def _low(s: Sitter) -> list[P2]:
    """The lower edge of an open mouth, left to right."""
    act = s.act
    return [
        (x, y - act.gape * 1.05 * (1 - t * t) ** 0.62)
        for t, (x, y) in zip(_STEPS, _line(s), strict=True)
    ]


def draw_mouth(s: Sitter) -> None:
    """The mouth with its lips and folds, as much as the size of the face deserves."""
    if s.faces(0.0, _Y) < -0.12:
        return
    top = s.path(_line(s), -0.1)
    if len(top) < 2:
        return
    if s.detail < 34:
        _small(s, top)
        return
    if s.detail > 70:
        _lips(s)
    if s.act.gape > 0.012:
        _open(s, top)
    else:
        s.ink(top, 2.3, 245)
        if s.detail > 70:
            for k in (0, -1):
                _corner(s, top[k], 1.0 if top[k][0] >= top[5 if len(top) > 5 else 0][0] else -1.0)
    if s.detail > 60:
        _folds(s)


def _small(s: Sitter, top: list[P2]) -> None:
    if s.detail < 14:
        return
    if s.act.gape > 0.03:
        low = s.path(_low(s), -0.1)
        s.canvas.blot([*top, *low[::-1]], 235)
    else:
        s.canvas.stroke(top, 1.4, 235)


def _corner(s: Sitter, end: P2, out: float) -> None:
    """The little dimple where the lips end."""
    r = 0.012 * s.head.size
    lift = r * (1 if s.act.smile < 0 else -1)
    bend = (end[0] + out * r * 0.5, end[1] + lift * 0.2)
    s.canvas.stroke([end, bend, (end[0] + out * r * 0.4, end[1] + lift)], 0.9 * s.weight, 110)


def _open(s: Sitter, top: list[P2]) -> None:
    low = s.path(_low(s), -0.25)
    if len(low) < 2:
        return
    low = s.within(low, 1.5 * s.canvas.unit)
    shape = [*top, *low[::-1]]
    s.canvas.fill(shape, mix((74, 34, 34), scale(s.paint["skin"], 0.3), 0.3))
    count = min(len(top), len(low))
    if s.act.teeth and s.detail > 40:
        share = s.act.teeth
        edge = [_part(a, b, share) for a, b in zip(top[:count], low[:count], strict=True)]
        teeth = [*top[1 : count - 1], *edge[1 : count - 1][::-1]]
        s.canvas.fill(teeth, mix(s.paint["skin"], (248, 246, 238), 0.85))
        if share > 0.9:
            middle = [_part(a, b, 0.5) for a, b in zip(top[:count], low[:count], strict=True)]
            s.canvas.stroke(middle[1:-1], 0.9 * s.weight, 200)
            for a, b in list(zip(top, low, strict=False))[2:-2]:
                s.canvas.stroke([a, b], 0.6 * s.weight, 120)
    if s.act.gape > 0.06 and s.detail > 60 and count > 8:
        tongue = [_part(a, b, 0.62) for a, b in zip(top[:count], low[:count], strict=True)]
        inner = [_part(a, b, 0.96) for a, b in zip(top[:count], low[:count], strict=True)]
        shape = smooth([*tongue[3:-3], *inner[3:-3][::-1]])
        s.canvas.shadow(shape, (178, 92, 86), 0.8)
    s.canvas.stroke(top, 2.2 * s.weight, 255)
    s.ink(low, 1.8, 245)


def _part(a: P2, b: P2, share: float) -> P2:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _lips(s: Sitter) -> None:
    """Upper and lower lip as soft shapes of their own colour."""
    full = 0.017 * s.look.face.lips * (1.2 if s.look.woman else 0.85)
    full *= 1 - 0.3 * s.act.sneer
    line, low = _line(s), _low(s)
    rose: RGB = mix(s.paint["skin"], (168, 66, 66), 0.42 if s.look.woman else 0.2)
    upper = [
        (x * 0.96, y + full * (1.0 - abs(abs(t) - 0.22) * 1.25))
        for t, (x, y) in zip(_STEPS, line, strict=True)
    ]
    under = [
        (x * 0.9, y - full * 1.7 * (1 - t * t) ** 0.7)
        for t, (x, y) in zip(_STEPS, low, strict=True)
    ]
    for edge, mid, dark in ((upper, line, 0.86), (under, low, 1.0)):
        a, b = s.path(edge, -0.1), s.path(mid, -0.1)
        if len(a) > 2 and len(b) > 2:
            s.canvas.shadow([*a, *b[::-1]], scale(rose, dark), 0.75)
    if s.detail > 120:
        s.stroke(upper[2:-2], 0.7, 90)
    s.stroke(under[3:-3], 1.0, 130)
    x0 = 0.03
    y = _low(s)[5][1] - full * 2.2 - 0.02
    s.stroke([(-x0, y), (0.0, y - 0.005), (x0, y)], 0.8, 80)


def _folds(s: Sitter) -> None:
    """From the wings of the nose past the corners, when the mouth pulls at them."""
    act = s.act
    pull = max(abs(act.smile) / 0.05, act.gape / 0.1, act.sneer, 0.8 if s.look.old else 0.0)
    pull *= 0.5 if s.look.child else 1.0  # round cheeks do not crease
    if pull < 0.35:
        return
    out = _half(s) + 0.035
    value = min(190, round(60 + 110 * pull))
    for side in (-1, 1):
        s.stroke(
            [
                (side * 0.088, -0.115),
                (side * (out * 0.92), -0.18),
                (side * out, _Y + act.smile * 0.6),
            ],
            1.0,
            value,
        )
        if act.smile > 0.03 and s.detail > 90:
            s.stroke([(side * 0.1, -0.03), (side * 0.17, -0.062), (side * 0.23, -0.03)], 0.8, 100)
