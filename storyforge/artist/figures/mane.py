"""What a beast wears and carries: a collar, a mane, a dragon's wings."""

from __future__ import annotations

from math import cos, pi, sin

from storyforge.artist.figures.beast import Beast
from storyforge.artist.figures.beast_head import draw_beast_head
from storyforge.artist.figures.muzzle import Muzzle
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import hull, ring, smooth
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube


def draw_collar(b: Beast) -> None:
    """The band round the neck, if it wears one."""
    d = b.d
    if not d.look.scarf:
        return
    j, f, k = d.joints, b.frame, b.size
    at = between(j["neck"], j["poll"], 0.62)
    axis = unit(minus(j["poll"], j["neck"]))
    along = square(minus(d.lens.eye, at), axis)
    r = (f.skull * f.head * 0.5 + f.thick * 0.34) * k
    band = [
        Section(plus(at, axis, t * k), times(cross(axis, along), r * 0.94), times(along, r))
        for t in (-0.03, 0.03)
    ]
    d.mass(loft(d.lens, band) or [band[0].seen(d.lens)], d.paint["accent"], 0.7)


def draw_mane(b: Beast, m: Muzzle, over: bool) -> None:
    """The hair of the neck; *over* is what lies before the head."""
    extra = b.frame.extra
    front = m.head.toward(0, 0, 1)
    if "lionmane" in extra and over:
        _lion(b, m, front)
    elif extra.startswith("mane") and over:
        _crest(b, m)


def _lion(b: Beast, m: Muzzle, front: float) -> None:
    """A ring of hair: the face is drawn again on it where it is turned to us."""
    d, k = b.d, b.size
    rng = range(14)
    at = m.head.spot(0, -0.1, -0.12)
    spots = []
    for n in rng:
        a = 2 * pi * n / 14
        big = 0.2 * k * (1.1 if n % 2 else 0.9)
        right, up = times(m.head.right, cos(a) * big), times(m.head.up, sin(a) * big * 1.1)
        p = plus(plus(at, right), up)
        x, y = d.lens.at(p)
        spots.append((x, y, 0.075 * k * d.lens.size(p)))
    chest = between(d.joints["poll"], d.joints["chest"], 0.5)
    cx, cy = d.lens.at(chest)
    hair = d.paint["hair"]
    shapes = [hull([*spots]), *([smooth(ring(x, y, r * 1.25)) for x, y, r in spots])]
    shapes.append(hull([*spots[7:], (cx, cy, 0.2 * k * d.lens.size(chest))]))
    d.mass(shapes, hair)
    if front > -0.35:
        draw_beast_head(m)


def _crest(b: Beast, m: Muzzle) -> None:
    """A horse's mane, falling on our side of the neck, and the forelock."""
    d, j, k = b.d, b.d.joints, b.size
    aside = d.faces(j["poll"], b.right)
    side = 1.0 if aside > 0 else -1.0
    stiff = d.look.kind in ("zebra", "donkey")
    row = []
    count = 6
    back = square(times(minus(j["nose"], j["poll"]), -1.0), unit(minus(j["poll"], j["neck"])))
    for n in range(count):
        t = n / (count - 1)
        at = between(j["poll"], j["neck"], t * 1.02)
        thick = b.frame.skull * b.frame.head * 0.8 * (1 - t) + b.frame.thick * 0.72 * t
        at = plus(at, back, thick * k * 0.86)
        fall = 0.0 if stiff else 0.2 + 0.25 * (n % 2)
        at = plus(plus(at, b.right, side * 0.05 * k), (0, -0.09 * k * fall, 0))
        row.append((at, (0.045 if stiff else 0.06) * k * (0.55 if n in (0, count - 1) else 1.0)))
    sections = tube(d.lens.eye, row)
    d.mass(loft(d.lens, sections), d.paint["hair"], 0.8)
    if not stiff and d.large > 90:
        for at, r in row[1:-1]:
            tip = plus(plus(at, b.right, side * r * 0.9), (0, -r * 1.9, 0))
            d.crease([plus(at, (0, r * 0.5, 0)), between(at, tip, 0.5), tip], 1.1, 190)
    if not stiff and m.head.toward(0, 0.5, 0.86) > 0:
        s = b.frame.skull
        lock = [
            (s * 0.3, s * 0.95, -s * 0.2),
            (s * 0.16, s * 0.9, s * 0.7),
            (0, s * 0.6, s * 1.1),
            (-s * 0.2, s * 0.92, s * 0.6),
            (-s * 0.3, s * 0.95, -s * 0.2),
        ]
        d.mass([smooth(m.on(*lock))], d.paint["hair"], 0.7)


def draw_wing(b: Beast, far: bool) -> None:
    """A dragon's wings: three fingers and the skin between them."""
    d, k, j = b.d, b.size, b.d.joints
    spread = d.actor.pose.name in ("fly", "rear", "jump", "bark", "howl")
    ahead = unit(cross(b.right, (0.0, 1.0, 0.0)))
    for side in (-1.0, 1.0):
        root = plus(between(j["hip"], j["chest"], 0.84), (0, 0.18 * k, 0))
        root = plus(root, b.right, side * 0.1 * k)
        tip_way = (
            plus(times(b.right, side), (0, 0.5, 0))
            if spread
            else plus(times(b.right, side * 0.35), (0, 0.8, 0))
        )
        elbow = plus(plus(root, tip_way, 0.45 * k), ahead, -0.1 * k)
        is_far = d.lens.depth(elbow) > d.lens.depth(root)
        if is_far != far:
            continue
        long = 1.5 if spread else 0.9
        ends = []
        for n, (out, up, back) in enumerate(((1.0, 0.5, 0.15), (0.9, 0.1, 0.55), (0.6, -0.1, 0.9))):
            o = out if spread else out * 0.3
            way = plus(
                plus(times(b.right, side * o), (0, up if spread else up * 0.5 - 0.1, 0)),
                ahead,
                -back,
            )
            ends.append(plus(elbow, way, long * k * (1 - 0.12 * n)))
        rear = plus(root, ahead, -0.62 * k)
        edge = [
            elbow,
            ends[0],
            between(between(ends[0], ends[1], 0.5), elbow, 0.22),
            ends[1],
            between(between(ends[1], ends[2], 0.5), elbow, 0.22),
            ends[2],
            between(between(ends[2], rear, 0.5), elbow, 0.12),
            rear,
            root,
        ]
        d.mass([[d.lens.at(p) for p in edge]], scale(d.paint["bib"], 0.8 if far else 0.92), 0.9)
        arm = tube(d.lens.eye, [(root, 0.08 * k), (elbow, 0.05 * k), (ends[0], 0.012 * k)])
        d.mass(loft(d.lens, arm), scale(d.paint["cloth"], 0.85 if far else 1.0), 0.8)
        for end in ends[1:]:
            d.crease([elbow, between(elbow, end, 0.5), end], 1.2, 210)
