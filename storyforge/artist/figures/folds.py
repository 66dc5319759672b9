"""Where cloth gives way: few lines, at the elbow, the knee, the armpit and the waist."""

from __future__ import annotations

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, dot, length, minus, plus, times, unit
from storyforge.artist.stage.volume import square

_NEAR = 170.0  # pixels of a standing figure from which on folds are worth a line


def _hollow(a: V3, b: V3, c: V3) -> tuple[V3, float]:
    """The inner side of the bend a-b-c and how sharp it is, 0 straight .. 1 folded."""
    one, two = unit(minus(a, b)), unit(minus(c, b))
    inner = plus(one, two)
    bend = max(0.0, min(1.0, (1 + dot(one, two)) / 1.4))
    return (unit(inner) if length(inner) > 0.08 else (0.0, 0.0, 0.0)), bend


def elbow_folds(d: Drawn, side: str) -> None:
    """Creases that fan out of the crook of the arm; a straight sleeve has one at most."""
    if d.large < _NEAR:
        return
    a, b, c = (d.joints[name + side] for name in ("shoulder_", "elbow_", "wrist_"))
    _fan(d, (a, b, c), 0.025, 3)


def knee_folds(d: Drawn, side: str) -> None:
    """Creases behind a bent knee, and the break of the trouser over the shoe."""
    if d.large < _NEAR:
        return
    a, b, c = (d.joints[name + side] for name in ("hip_", "knee_", "ankle_"))
    _fan(d, (a, b, c), 0.036, 2)
    across = square(d.lens.axes[0], unit(minus(c, b)))
    for way, wide in ((0.84, 0.8), (0.92, 0.55)):
        at = between(b, c, way)
        r = 0.022 * d.tall * wide
        path = [plus(at, across, -r * d.away), plus(at, across, 0.3 * r * d.away)]
        d.crease([path[0], plus(path[1], unit(minus(c, b)), r * 0.35)], 0.6, 150)


def _fan(d: Drawn, bend: tuple[V3, V3, V3], radius: float, most: int) -> None:
    a, b, c = bend
    inner, sharp = _hollow(a, b, c)
    if length(inner) < 0.5:
        inner = times(square(d.lens.axes[0], unit(minus(a, b))), d.away)
    r = radius * d.tall
    root = plus(b, inner, r * 0.95)
    count = most if sharp > 0.25 else 2 if sharp > 0.04 else 0
    for k in range(count):
        end, reach = ((a, 1.5), (c, 1.2), (b, 0.0))[k]
        tip = plus(plus(b, unit(minus(end, b)), r * reach), inner, -r * (0.15 + 0.3 * k))
        if k == 2:
            tip = plus(b, inner, -r * 0.2)
        middle = plus(between(root, tip, 0.5), inner, r * 0.12)
        d.crease([root, middle, tip], 0.75, 150 + 40 * (sharp > 0.25))


def trunk_folds(d: Drawn) -> None:
    """Pulls at the armpits and where the trunk bends at the waist."""
    if d.large < _NEAR:
        return
    trunk = d.trunk
    front = d.toward() > 0
    for side, turn in (("l", -1.0), ("r", 1.0)):
        angle = turn * (52 if front else 128)
        start = trunk.on(0.78, angle)
        if d.faces(start, unit(minus(start, trunk.axis(0.78)))) < 0.15:
            continue
        lifted = d.joints["elbow_" + side][1] > d.joints["shoulder_" + side][1] - 0.06 * d.tall
        low = 0.62 if lifted else 0.7
        path = [start, trunk.on((0.78 + low) / 2, angle * 0.86), trunk.on(low, angle * 0.66)]
        d.crease(path, 0.7, 140)
    if d.cut.belt or not d.cut.opening:
        return
    for turn, t in ((-1.0, 0.36), (1.0, 0.3)):
        angle = turn * (76 if front else 104)
        start = trunk.on(t, angle)
        if d.faces(start, unit(minus(start, trunk.axis(t)))) > 0.15:
            d.crease([start, trunk.on(t - 0.05, angle * 0.7)], 0.8, 140)
