"""Arms and legs: tapered, bent as volumes, in sleeves and trousers that follow the bend."""

from __future__ import annotations

from dataclasses import replace

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.figures.fingers import draw_hand
from storyforge.artist.figures.folds import elbow_folds, knee_folds
from storyforge.artist.figures.garment import bare_legs
from storyforge.artist.figures.held import carrier, draw_held
from storyforge.artist.figures.shoes import draw_shaft, draw_shoe
from storyforge.artist.figures.skirt import leg_spot
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, hull, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube

# way along the upper and the lower half of an arm, radius as a share of the height
_UPPER = ((0.07, 0.0205), (0.24, 0.0255), (0.45, 0.0255), (0.75, 0.022), (1.0, 0.0205))
_LOWER = ((0.22, 0.0225), (0.6, 0.0185), (0.92, 0.0145))
_THIGH = ((0.0, 0.05), (0.3, 0.049), (0.7, 0.039), (1.0, 0.0335))
_SHIN = ((0.25, 0.0335), (0.6, 0.0275), (0.97, 0.0215))


def draw_arm(d: Drawn, side: str, part: str = "") -> None:
    """Prop, hand and sleeve of one arm; *part* is upper or lower for half of it."""
    if part == "upper":
        _sleeve(d, side, arm_sections(d, side)[: len(_UPPER)], part)
        return
    holds = side == carrier(d) and bool(d.look.prop)
    if holds:
        draw_held(d, d.look.prop)
    mouth = _mouth(d, side)
    comes = d.faces(mouth.at, _reach(d, side)) > 0.0
    tucked = side in d.actor.pose.tucked
    if not comes and not tucked:
        draw_hand(d, side, holds)
    sections = arm_sections(d, side)[len(_UPPER) - 1 if part else 0 :]
    _sleeve(d, side, [*sections, mouth], part)
    _cuff(d, mouth)
    if comes and not tucked:
        d.canvas.union([taut(mouth.seen(d.lens))], scale(d.paint["upper"], 0.55), d.weight * 0.45)
        draw_hand(d, side, holds)


def _sleeve(d: Drawn, side: str, sections: list[Section], part: str) -> None:
    colour = d.paint["upper"]
    d.mass(loft(d.lens, sections), colour)
    if part == "lower":
        _jointless(d, side, colour)
    else:
        _seamless(d, side, colour)
    d.shade(sections, colour)
    if part != "lower":
        elbow_folds(d, side)


def _reach(d: Drawn, side: str) -> V3:
    """Where the forearm points."""
    return unit(minus(d.joints["wrist_" + side], d.joints["elbow_" + side]))


def arm_sections(d: Drawn, side: str) -> list[Section]:
    """The sleeve from the shoulder to the wrist."""
    a, b, c = (d.joints[name + side] for name in ("shoulder_", "elbow_", "wrist_"))
    a = between(a, d.trunk.axis(0.84), 0.06)
    ease, girth = d.cut.sleeve, 0.5 + 0.5 * d.look.broad - (0.06 if d.look.child else 0.0)
    stops = [(between(a, b, t), (r * girth + ease) * d.tall) for t, r in _UPPER]
    stops += [(between(b, c, t), (r * girth + ease * 0.8) * d.tall) for t, r in _LOWER[:-1]]
    stops.append((between(b, c, _LOWER[-1][0]), d.cut.cuff * girth * 0.92 * d.tall))
    return tube(d.lens.eye, stops)


def _mouth(d: Drawn, side: str) -> Section:
    """The open end of a sleeve, flat across the wrist."""
    elbow, wrist = d.joints["elbow_" + side], d.joints["wrist_" + side]
    axis = unit(minus(wrist, elbow))
    along = square(minus(d.lens.eye, wrist), axis)
    r = d.cut.cuff * d.tall * (0.5 + 0.5 * d.look.broad - (0.06 if d.look.child else 0.0))
    return Section(
        plus(wrist, axis, -0.004 * d.tall), times(cross(axis, along), r), times(along, r)
    )


def _cuff(d: Drawn, mouth: Section) -> None:
    """The seam of the turned edge of a sleeve."""
    if d.large < 200:
        return
    axis = unit(cross(mouth.across, mouth.along))
    upper = Section(plus(mouth.at, axis, 0.026 * d.tall), mouth.across, mouth.along)
    d.crease([upper.spot(a, 0.94) for a in (0.3, 0.9, 1.57, 2.2, 2.8)], 0.7, 190)


def _seamless(d: Drawn, side: str, colour: RGB) -> None:
    """The shoulder grows out of the trunk: no line from its top to the armpit."""
    top, elbow = d.joints["shoulder_" + side], d.joints["elbow_" + side]
    girth = (0.0255 * (0.5 + 0.5 * d.look.broad) + d.cut.sleeve) * d.tall
    inner = d.trunk.axis(0.9)
    spots = (
        (plus(top, unit(minus(elbow, top)), girth * 0.55), 0.58),
        (between(top, inner, 0.32), 0.52),
        (plus(between(top, inner, 0.22), unit(minus(elbow, top)), girth * 0.75), 0.5),
    )
    circles = []
    for spot, share in spots:
        x, y = d.lens.at(spot)
        circles.append((x, y, girth * share * d.lens.size(spot)))
    d.canvas.fill(hull(circles), colour)


def _jointless(d: Drawn, side: str, colour: RGB) -> None:
    """A forearm drawn over its own upper arm has no line round the elbow."""
    three = arm_sections(d, side)[len(_UPPER) - 3 : len(_UPPER)]
    slim = [replace(s, across=times(s.across, 0.86), along=times(s.along, 0.86)) for s in three]
    for shape in loft(d.lens, slim):
        d.canvas.fill(shape, colour)


def leg_sections(d: Drawn, side: str) -> list[Section]:
    """The leg from hip to ankle: the calf stands out behind, a trouser hangs over the shoe."""
    bare = bare_legs(d.look)
    girth = (0.45 + 0.55 * d.look.broad) * (0.94 if d.look.child else 1.0)
    slim = 0.8 if bare else 1.0
    knee, ankle = d.joints["knee_" + side], d.joints["ankle_" + side]
    down = unit(minus(ankle, knee))
    back = square(minus(d.joints["heel_" + side], d.joints["toe_" + side]), down)
    stops = [
        (leg_spot(d.joints, side, t), r * girth * d.tall * (0.9 if bare else 1.0))
        for t, r in _THIGH
    ]
    for t, r in _SHIN:
        bulge = (0.008 if t < 0.5 else 0.003) * d.tall * (1.3 if bare else 1.0)
        hem = 0.0235 if t > 0.9 and not bare else r
        size = (hem if t > 0.9 else r) * girth * d.tall * (slim if t > 0.5 else 0.92)
        stops.append((plus(between(knee, ankle, t), back, bulge), size))
    return tube(d.lens.eye, stops)


def _lower(d: Drawn, side: str, sections: list[Section], start: float) -> list[Section]:
    ways = [t for t, _ in _THIGH] + [1 + t for t, _ in _SHIN]
    kept = [s for s, way in zip(sections, ways, strict=True) if way > start + 0.04]
    first = sections[len(sections) - len(kept) - 1]
    return [replace(first, at=leg_spot(d.joints, side, start)), *kept]


def draw_leg(d: Drawn, side: str, start: float = 0.0) -> None:
    """Shoe, then trouser leg or stocking, from *start* down: 0 hip, 1 knee."""
    draw_shoe(d, side)
    bare = bare_legs(d.look)
    colour = mix(d.paint["skin"], d.paint["legs"], 0.2) if bare else d.paint["legs"]
    sections = leg_sections(d, side)
    if start > 0:
        sections = _lower(d, side, sections, start)
    parts: list[list[P2]] = loft(d.lens, sections)
    d.mass(parts, colour)
    d.shade(sections, colour)
    if not bare:
        knee_folds(d, side)
    draw_shaft(d, side)
