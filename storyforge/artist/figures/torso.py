"""What covers the trunk: a garment that follows rib cage, waist and pelvis, and its hem."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, pi

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.figures.folds import trunk_folds
from storyforge.artist.figures.skirt import leg_spot, thick
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import P2, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, dot, length, minus, times, unit
from storyforge.artist.stage.volume import Section, square


def bent(d: Drawn) -> bool:
    """Whether a thigh leaves the line of the trunk, as when sitting or kneeling."""
    _, up, _ = d.trunk.frame(0.0)
    return bool(d.actor.pose.lying) or any(
        dot(unit(minus(d.joints["knee_" + s], d.joints["hip_" + s])), up) > -0.5 for s in ("l", "r")
    )


def lap(d: Drawn) -> list[list[P2]]:
    """The garment over thighs that leave the trunk's line, and what hangs from the knees."""
    fall = min(d.cut.fall, 0.84) if d.cut.opening else d.cut.fall  # an open coat falls apart
    pelvis = d.trunk.section(0.02).seen(d.lens)
    out = [taut([*pelvis, *d.trunk.section(-0.1).seen(d.lens)])]
    ways = (min(fall, 1.0) * 0.5, min(fall, 1.0), fall)
    rims = {side: [_rim(d, side, way) for way in ways] for side in ("l", "r")}
    for side in ("l", "r"):
        out += [taut([*a, *b]) for a, b in pairwise([pelvis, *rims[side]])]
    if fall < 0.6:  # a jacket spans both thighs at once
        out.append(taut([*pelvis, *rims["l"][-1], *rims["r"][-1]]))
    elif not d.cut.opening:  # so does the lap of a skirt
        spans = [[*a, *b] for a, b in zip(rims["l"], rims["r"], strict=True)]
        out += [taut([*a, *b]) for a, b in pairwise([pelvis, *spans])]
    return out


def _rim(d: Drawn, side: str, way: float) -> list[P2]:
    """The garment round one leg, cut square to it."""
    r = (thick(way) + d.cut.ease * 0.8 + max(0.0, d.cut.flare * (way - 0.8))) * d.tall
    at = leg_spot(d.joints, side, way)
    axis = unit(minus(leg_spot(d.joints, side, way + 0.02), leg_spot(d.joints, side, way - 0.02)))
    along = square(minus(d.lens.eye, at), axis)
    return Section(at, times(cross(axis, along), r), times(along, r)).seen(d.lens)


def _round(d: Drawn, at: V3, radius: float) -> list[P2]:
    return Section(at, (radius, 0.0, 0.0), (0.0, radius, 0.0), True).seen(d.lens)


def from_below(d: Drawn) -> bool:
    """Whether one looks up into the garment from under its hem."""
    hem = d.skirt[0]
    return not bent(d) and d.faces(hem.at, unit(minus(hem.at, d.joints["hip"]))) > 0.16


def draw_lining(d: Drawn) -> None:
    """The dark inside of the garment, seen past its hem."""
    shape = taut(d.skirt[0].seen(d.lens))
    d.canvas.union([shape], scale(d.paint["cloth"], 0.45), d.weight * 0.7)


def draw_torso(d: Drawn) -> None:
    """Trunk and skirt in one outline, the side in shadow as one shape, and its folds."""
    low = [] if bent(d) else d.skirt
    split = d.look.top == "skirt"
    upper = d.trunk.sections(0.0)
    lower = [*low, *upper[:3]] if split else [*low, *upper]
    parts = loft(d.lens, lower) + (lap(d) if bent(d) else [])
    above, colour = d.paint["upper"], d.paint["cloth"]
    if split:
        d.mass(loft(d.lens, upper[1:]) + _shoulders(d), above)
        d.shade(upper[1:], above)
    else:
        parts += _shoulders(d)
        colour = above
    d.mass(parts, colour)
    d.shade(lower, colour)
    trunk_folds(d)
    if low:
        _hem(d, low)


def _shoulders(d: Drawn) -> list[list[P2]]:
    """The slope from the neck to each shoulder, padded as the garment is."""
    neck = d.trunk.section(0.98).seen(d.lens)
    chest = d.trunk.section(0.78).seen(d.lens)
    out = []
    for side in ("l", "r"):
        at = d.joints["shoulder_" + side]
        inner = between(at, d.trunk.axis(0.82), 0.13)
        r = (0.0195 + d.cut.sleeve * 0.7 + d.cut.pads * 0.5) * d.tall
        cap = _round(d, inner, r * (0.5 + 0.5 * d.look.broad))
        out += [taut([*neck, *cap]), taut([*chest, *cap])]
    return out


def _hem(d: Drawn, low: list[Section]) -> None:
    """Folds that hang in a long skirt and the inner edge of its hem."""
    if d.large < 150:
        return
    hem, upper = low[0], low[-1]
    eye = minus(d.lens.eye, hem.at)
    right, ahead = unit(hem.across), unit(hem.along)
    view = dot(eye, right), dot(eye, ahead)
    front = atan2(view[1], view[0])
    if d.cut.fall > 0.8:
        for turn, reach in ((-0.75, 0.8), (-0.2, 0.5), (0.45, 0.7), (0.95, 0.6)):
            foot = hem.spot(front + turn, 0.98)
            top = upper.spot(front + turn * 0.85, 0.98)
            d.crease([foot, between(foot, top, reach * 0.5), between(foot, top, reach)], 0.8, 150)
    if d.cut.fall > 0.25:
        inset = Section(
            between(hem.at, upper.at, 0.016 * d.tall / max(0.01, length(minus(upper.at, hem.at)))),
            hem.across,
            hem.along,
        )
        d.crease([inset.spot(front + pi * k / 8, 0.98) for k in (-3, -1, 1, 3)], 0.6, 120)
