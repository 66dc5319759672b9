"""A four-legged body drawn back to front: far legs, trunk with neck and near legs, head, tail."""

from __future__ import annotations

from dataclasses import replace
from math import pi

from storyforge.artist.figures.actor import Inked
from storyforge.artist.figures.beast import Beast
from storyforge.artist.figures.beast_head import draw_beast_head, muzzle_of
from storyforge.artist.figures.hide import draw_hide
from storyforge.artist.figures.mane import draw_collar, draw_mane, draw_wing
from storyforge.artist.figures.muzzle import Muzzle
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import hull, ring, smooth
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, tube

LEGS = ("fore_l", "fore_r", "hind_l", "hind_r")


def draw_quadruped(d: Inked) -> None:
    """The whole animal."""
    b = Beast(d)
    head = muzzle_of(d, b.frame, b.stance, b.size)
    middle = between(d.joints["hip"], d.joints["chest"], 0.5)
    depth = d.lens.depth(middle)
    behind = d.lens.depth(d.joints["poll"]) > depth + 0.12 * b.size
    tail_far = d.lens.depth(d.joints["tail2"]) > depth
    order = sorted(LEGS, key=lambda n: -_depth(b, n))
    if tail_far:
        _tail(b)
    if behind:
        draw_beast_head(head)
    draw_mane(b, head, over=False)
    for name in order:
        if not b.near(name):
            _leg(b, name, 0.78)
    if "wings" in b.frame.extra:
        draw_wing(b, far=True)
    near = [name for name in order if b.near(name)]
    _body(b, near)
    if "wings" in b.frame.extra:
        draw_wing(b, far=False)
    if not tail_far:
        _tail(b)
    draw_collar(b)
    if not behind:
        if head.head.toward(0, 0, 1) > 0.6:
            draw_mane(b, head, over=True)
        draw_beast_head(replace(head, seam=_seam(b, head)))
    if behind or head.head.toward(0, 0, 1) <= 0.6:
        draw_mane(b, head, over=True)


def _depth(b: Beast, name: str) -> float:
    pair, side = name.split("_")
    return b.d.lens.depth(b.d.joints[("elbow_" if pair == "fore" else "knee_") + side])


def _limb_colour(d: Inked) -> RGB:
    return d.paint["legs"]


def _leg(b: Beast, name: str, dim: float) -> None:
    d, sections = b.d, b.leg(name)
    colour = scale(d.paint["cloth"], dim)
    d.mass(loft(d.lens, sections), colour, 0.9)
    _sock(b, sections, dim)
    d.shade(sections, colour)
    _foot(b, name, dim)


def _sock(b: Beast, sections: list[Section], dim: float) -> None:
    """The lower leg in its own colour."""
    d = b.d
    if d.look.legs == d.look.cloth:
        return
    low = [
        Section(s.at, times(s.across, 0.96), times(s.along, 0.96), s.ball) for s in sections[-4:]
    ]
    for shape in loft(d.lens, low):
        d.canvas.wash(shape, scale(_limb_colour(d), dim))


def _foot(b: Beast, name: str, dim: float) -> None:
    f, k, d = b.frame, b.size, b.d
    pair, side = name.split("_")
    at = d.joints[("hand_" if pair == "fore" else "toe_") + side]
    ahead = unit(cross(b.right, (0.0, 1.0, 0.0)))
    low = b.d.actor.at[1] + b.d.actor.pose.perch
    r = f.leg * k
    if f.hoof:
        stops = [
            (plus(at, (0, r * 0.95, 0)), r * 0.78),
            (plus(plus(at, ahead, r * 0.4), (0, r * 0.3, 0)), r * 0.86),
        ]
        colour = d.paint["shoes"]
    else:
        long = f.foot * k * (1.9 if f.squat and pair == "hind" else 1.0)
        y = max(at[1], low + r * 0.55)
        heel = (at[0], y, at[2])
        stops = [
            (plus(heel, ahead, -long * 0.2), r * 0.8),
            (plus(heel, ahead, long * 0.45), r * 0.92),
            (plus(heel, ahead, long), r * 0.66),
        ]
        colour = d.paint["legs"]
    sections = tube(d.lens.eye, stops)
    d.mass(loft(d.lens, sections), scale(colour, dim), 0.8)
    if not f.hoof and d.large > 150:
        tip = stops[-1][0]
        for x in (-0.35, 0.3):
            a = plus(plus(tip, b.right, x * r), (0, r * 0.35, 0))
            d.crease([plus(a, ahead, -r * 0.5), plus(a, ahead, r * 0.55)], 0.7, 190)


def _body(b: Beast, near: list[str]) -> None:
    d = b.d
    colour = d.paint["cloth"]
    legs = {name: b.leg(name) for name in near}
    for name in near:
        _foot(b, name, 1.0)
    shapes = [*loft(d.lens, b.trunk), *loft(d.lens, b.neck)]
    shapes.append(_brisket(b))
    for sections in legs.values():
        shapes += loft(d.lens, sections)
    if "wool" in b.frame.extra:
        d.mass([s for sections in legs.values() for s in loft(d.lens, sections)], colour)
        for sections in legs.values():
            _sock(b, sections, 1.0)
        d.mass(_fleece(b), colour)
    else:
        d.mass(shapes, colour)
    draw_hide(d, b.trunk, b.neck)
    d.shade(b.trunk, colour)
    d.shade(b.neck, colour)
    if "wool" not in b.frame.extra:
        for name, sections in legs.items():
            _sock(b, sections, 1.0)
            d.shade(sections[1:], colour)
            _muscle(b, name)
    for name in near:
        _foot(b, name, 1.0)


def _brisket(b: Beast) -> list[tuple[float, float]]:
    """What fills the corner between neck and chest."""
    circles = []
    for at, r in ((b.neck[0].at, 0.2), (b.trunk[-3].at, b.frame.deep * 0.3), (b.neck[1].at, 0.1)):
        x, y = b.d.lens.at(at)
        circles.append((x, y, r * b.size * b.d.lens.size(at) * 0.8))
    return hull(circles)


def _muscle(b: Beast, name: str) -> None:
    """The line of the shoulder or the haunch, where we look at its side."""
    d, (pair, side) = b.d, name.split("_")
    if d.large < 70:
        return
    top = d.joints[("shoulder_" if pair == "fore" else "hip_") + side]
    low = d.joints[("elbow_" if pair == "fore" else "knee_") + side]
    out = unit(minus(top, between(d.joints["hip"], d.joints["chest"], 0.5)))
    sign = 1.0 if side == "r" else -1.0
    if d.faces(top, times(b.right, sign)) < 0.35:
        return
    ahead = unit(cross(b.right, (0.0, 1.0, 0.0)))
    r = b.frame.deep * b.size
    skin = times(b.right, sign * b.frame.wide * 0.4 * b.size)
    del out
    if pair == "fore":
        line = [
            plus(plus(top, skin, 0.4), ahead, -r * 0.16),
            plus(plus(low, skin, 0.5), ahead, -r * 0.14),
            plus(low, ahead, -r * 0.02),
        ]
    else:
        start = plus(plus(top, skin, 0.5), ahead, r * 0.34)
        line = [
            plus(start, (0, r * 0.16, 0)),
            plus(start, (0, -r * 0.14, 0)),
            plus(low, ahead, r * 0.16),
        ]
    d.crease(line, 1.0, 150)


def _fleece(b: Beast) -> list[list[tuple[float, float]]]:
    """Wool: curls all over the trunk, the neck and the top of the head."""
    d = b.d
    out = [*loft(d.lens, b.trunk), *loft(d.lens, b.neck), _brisket(b)]
    r = 0.085 * b.size
    spots = [
        s.spot(2 * pi * k / 10 + n * 0.3, 0.96) for n, s in enumerate(b.trunk) for k in range(10)
    ]
    spots += [s.spot(2 * pi * k / 8 + n, 0.9) for n, s in enumerate(b.neck[1:]) for k in range(8)]
    for p in spots:
        x, y = d.lens.at(p)
        out.append(smooth(ring(x, y, r * d.lens.size(p))))
    return out


def _tail(b: Beast) -> None:
    d, f, k = b.d, b.frame, b.size
    if f.tail <= 0:
        return
    points = [d.joints[f"tail{n}"] for n in range(5)]
    brush = f.brush * (1.5 if "shaggy" in d.look.cut else 1.0)
    bushy = brush > 0.045
    radii = (0.5, 1.0, 1.1, 0.9, 0.12) if bushy else (1.2, 1.0, 0.86, 0.66, 0.34)
    hair = f.hoof and f.extra.startswith("mane")
    colour = d.paint["hair"] if hair and d.look.kind != "donkey" else d.paint["cloth"]
    inner = between(d.joints["hip"], points[0], 0.55)
    stops = [
        (inner, brush * k * 0.8),
        *((p, brush * k * r) for p, r in zip(points, radii, strict=True)),
    ]
    sections = tube(d.lens.eye, stops)
    d.mass(loft(d.lens, sections), colour, 0.85)
    d.shade(sections, colour)
    if d.look.kind in ("fox",):
        for shape in loft(
            d.lens,
            [Section(s.at, times(s.across, 0.9), times(s.along, 0.9), True) for s in sections[-2:]],
        ):
            d.canvas.wash(shape, d.paint["bib"])
    if "tuft" in f.extra or d.look.kind in ("cow", "bull", "donkey", "elephant", "zebra"):
        ball = tube(
            d.lens.eye,
            [
                (points[3], brush * k),
                (points[4], 0.045 * k),
                (plus(points[4], (0, -0.06 * k, 0)), 0.01 * k),
            ],
        )
        d.mass(loft(d.lens, ball), d.paint["hair"], 0.8)


def _seam(b: Beast, m: Muzzle) -> tuple[tuple[float, float], ...]:
    """No line where the skull sits on the neck, unless the face comes towards us."""
    d = b.d
    if m.head.toward(0, 0, 1) > 0.72 or "wool" in b.frame.extra or d.look.kind == "lion":
        return ()
    s, k = b.frame.skull, b.frame.skull * b.frame.head * b.size
    neck = between(d.joints["poll"], d.joints["neck"], 0.34)
    circles = []
    for at, share in ((m.head.spot(0, -s * 0.1, -s * 0.25), 0.6), (neck, 0.56)):
        x, y = d.lens.at(at)
        circles.append((x, y, k * share * d.lens.size(at)))
    return tuple(hull(circles))


def draw_beast_bust(d: Inked) -> None:
    """The head on the upper half of its neck."""
    b = Beast(d)
    head = muzzle_of(d, b.frame, b.stance, b.size)
    stub = between(d.joints["poll"], d.joints["neck"], 0.85)
    r = b.frame.skull * b.frame.head * b.size
    neck = tube(
        d.lens.eye, [(d.joints["poll"], r * 0.84), (stub, max(r, b.frame.thick * 0.7 * b.size))]
    )
    d.mass(loft(d.lens, neck), d.paint["cloth"])
    d.shade(neck, d.paint["cloth"])
    draw_beast_head(replace(head, seam=_seam(b, head)))
    if "lionmane" in b.frame.extra:
        draw_mane(b, head, over=True)
