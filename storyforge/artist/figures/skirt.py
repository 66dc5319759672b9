"""The lower half of a garment: how it hangs round both legs and swings with a stride."""

from __future__ import annotations

from storyforge.artist.body.look import Look
from storyforge.artist.body.skeleton import Joints
from storyforge.artist.figures.garment import Cut
from storyforge.artist.figures.trunk import Trunk
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, cross, dot, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square

_LEG = (0.05, 0.034, 0.022)  # half thickness of a leg at hip, knee, ankle


def leg_spot(joints: Joints, side: str, way: float) -> V3:
    """A point down the leg: 0 hip, 1 knee, 2 ankle."""
    if way <= 1:
        return between(joints["hip_" + side], joints["knee_" + side], way)
    return between(joints["knee_" + side], joints["ankle_" + side], way - 1)


def skirt_of(joints: Joints, trunk: Trunk, look: Look, cut: Cut) -> list[Section]:
    """The garment below the hips as cuts round both legs, down to its hem."""
    fall, flare = cut.fall, cut.flare * trunk.tall
    right, up, ahead = trunk.frame(0.0)
    foot = between(leg_spot(joints, "l", fall), leg_spot(joints, "r", fall), 0.5)
    up = unit(plus(times(unit(minus(joints["hip"], foot)), 2.0), up, 0.5))
    right = square(right, up)
    ahead = cross(right, up)
    stride = minus(joints["ankle_r"], joints["ankle_l"])
    swing = min(0.05, 0.09 * abs(dot(stride, ahead)) / trunk.tall) * min(1.0, fall) * trunk.tall
    wide0, deep0, push0 = trunk.row(0.02)
    out: list[Section] = []
    for share in (0.4, 0.75, 1.0):
        a, b = leg_spot(joints, "l", fall * share), leg_spot(joints, "r", fall * share)
        apart = minus(b, a)
        leg = thick(fall * share) * (0.45 + 0.55 * look.broad) + cut.ease
        least = 1.0 - 0.08 * share if flare > 0.02 * trunk.tall else 0.86
        wide = max(wide0 * least, abs(dot(apart, right)) / 2 + leg * trunk.tall) + flare * share
        deep = max(deep0 * least, abs(dot(apart, ahead)) / 2 + leg * trunk.tall) + flare * share
        deep += swing * share**2
        middle = plus(between(a, b, 0.5), ahead, push0 * (1 - share) - swing * share**2)
        out.append(Section(middle, times(right, wide), times(ahead, deep)))
    return out[::-1]


def thick(way: float) -> float:
    """Half the thickness of a leg there, share of the height."""
    k = min(1, int(way))
    return _LEG[k] + (_LEG[k + 1] - _LEG[k]) * min(1.0, way - k)
