"""A bird drawn back to front: legs, tail, far wing, body, near wing, head with its beak."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from storyforge.artist.figures.actor import Inked
from storyforge.artist.figures.bird_head import draw_bird_head
from storyforge.artist.figures.fowl import Fowl
from storyforge.artist.ink.colour import luma, mix
from storyforge.artist.ink.hand import hull, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, plus, times, unit
from storyforge.artist.stage.volume import Section, tube


def draw_bird(d: Inked) -> None:
    """The whole bird."""
    b = Fowl(d)
    j = d.joints
    middle = between(j["hip"], j["chest"], 0.5)
    depth = d.lens.depth(middle)
    head_far = d.lens.depth(j["head"]) > depth + 0.15 * b.size
    tail_far = d.lens.depth(j["tail1"]) >= depth
    sides = sorted("lr", key=lambda s: -d.lens.depth(j["elbow_" + s]))
    if head_far:
        draw_bird_head(b)
    if b.flight.legs > 0 or b.spread:
        for side in sides:
            _leg(b, side)
    if tail_far:
        _tail(b)
    far = [s for s in sides if d.lens.depth(j["elbow_" + s]) > depth + 0.02 * b.size]
    for side in far:
        if b.spread:
            _open_wing(b, side)
        else:
            _folded(b, side)
    _trunk(b, head_far)
    if not tail_far:
        _tail(b)
    for side in sides:
        if side in far:
            continue
        if b.spread:
            _open_wing(b, side)
        else:
            _folded(b, side)
    if not head_far:
        draw_bird_head(b)


def _trunk(b: Fowl, head_far: bool) -> None:
    d, f, k, j = b.d, b.form, b.size, b.d.joints
    colour = d.paint["cloth"]
    bend = between(j["neck"], j["head"], 0.5)
    if "curved" in f.extra:
        bend = plus(bend, b.ahead, 0.16 * k)
    neck = tube(
        d.lens.eye,
        [
            (between(j["chest"], j["neck"], 0.3), f.girth * k * 0.84),
            (j["neck"], max(f.head * 0.8, f.girth * 0.5 if f.neck < 0.3 else 0.1) * k),
            (bend, max(f.head * 0.62, 0.06) * k),
            (j["head"], f.head * k * 0.78),
        ],
    )
    breeches = []
    if "breeches" in f.extra and not b.spread:
        for side in "lr":
            row = [(j["hip_" + side], f.girth * k * 0.5), (j["ankle_" + side], f.girth * k * 0.22)]
            breeches += loft(d.lens, tube(d.lens.eye, row))
    d.mass([*loft(d.lens, b.body), *loft(d.lens, neck), *breeches], colour)
    if abs(luma(d.look.bib) - luma(d.look.cloth)) > 9 or d.look.kind in ("robin", "parrot"):
        _breast(b, neck)
    if "comb" not in f.extra and d.look.kind in ("duck", "sparrow") and not head_far:
        for shape in loft(
            d.lens,
            [Section(s.at, times(s.across, 0.96), times(s.along, 0.96), True) for s in neck[2:]],
        ):
            d.canvas.wash(shape, d.paint["hair"] if d.look.kind == "duck" else colour)
    d.shade(b.body, colour)


def _breast(b: Fowl, neck: Sequence[Section]) -> None:
    """The lighter or brighter underside, where it is turned to us."""
    d = b.d
    out = unit(plus(times(b.axis, 0.5), b.up, -0.86))
    if d.faces(b.body[3].at, out) < -0.55:
        return
    low = [
        Section(
            plus(s.at, out, 0.34 * b.form.girth * b.size * k),
            times(s.across, 0.62),
            times(s.along, 0.62),
        )
        for s, k in zip(b.body[1:], (0.6, 0.8, 1.0, 1.0, 0.6), strict=True)
    ]
    throat = [Section(s.at, times(s.across, 0.66), times(s.along, 0.66), True) for s in neck[1:3]]
    for shape in loft(d.lens, low):
        d.canvas.wash(shape, d.paint["bib"])
    if d.faces(neck[1].at, b.ahead) > 0.0:
        for shape in loft(d.lens, throat):
            d.canvas.wash(shape, d.paint["bib"])


def _folded(b: Fowl, side: str) -> None:
    """A wing laid along the flank: a leaf with two rows of feathers."""
    d, j, k = b.d, b.d.joints, b.size
    sign = 1.0 if side == "r" else -1.0
    out = times(b.right, sign)
    top, tip = j["shoulder_" + side], j["hand_" + side]
    if d.faces(between(top, tip, 0.4), out) < -0.25:
        return
    tall = b.form.girth * k
    profile = ((0.0, 0.3), (0.2, 0.72), (0.45, 0.74), (0.75, 0.42), (1.0, 0.06))
    row = []
    for t, w in profile:
        at = plus(between(top, tip, t), out, tall * 0.3 * (1 - t) * (1 if t else 0.2))
        row.append(Section(at, times(out, tall * 0.16), times(b.up, tall * w)))
    colour = mix(d.paint["cloth"], d.paint["hair"], 0.75 if d.look.kind != "duck" else 0.0)
    d.mass(loft(d.lens, row), colour, 0.8)
    if d.large < 60:
        return
    for share in (-0.45, -0.05, 0.35):
        line = [plus(plus(s.at, out, tall * 0.16), s.along, share) for s in row[1:]]
        d.crease([line[0], *line[1:3], between(line[3], line[2], 0.2)], 0.8, 150)


def _open_wing(b: Fowl, side: str) -> None:
    """A spread wing: the arm in front, long feathers behind it."""
    d, j, k = b.d, b.d.joints, b.size
    top, elbow, wrist, hand = (j[n + side] for n in ("shoulder_", "elbow_", "wrist_", "hand_"))
    rear = plus(between(j["hip"], j["chest"], 0.15), b.up, b.form.girth * k * 0.3)
    back = times(b.ahead, -1.0)
    deep = 0.42 * k * min(1.2, b.form.wing)
    trail = [
        plus(hand, back, deep * 0.3),
        plus(between(wrist, hand, 0.6), back, deep * 0.8),
        plus(between(wrist, hand, 0.2), back, deep * 0.95),
        plus(between(elbow, wrist, 0.5), back, deep * 0.98),
        plus(elbow, back, deep * 0.95),
        plus(between(top, elbow, 0.4), back, deep * 0.9),
        rear,
    ]
    edge: list[V3] = [top, elbow, wrist, hand]
    for a, c in pairwise(trail):
        edge += [a, plus(between(a, c, 0.55), back, -0.07 * k)]
    edge.append(rear)
    shape = [d.lens.at(p) for p in edge]
    below = d.faces(elbow, (0.0, -1.0, 0.0)) > 0
    tone_ = mix(d.paint["cloth"], d.paint["bib"], 0.4) if below else d.paint["cloth"]
    d.mass(
        [
            shape,
            hull([(*d.lens.at(top), 0.1 * k * d.scale), (*d.lens.at(rear), 0.05 * k * d.scale)]),
        ],
        tone_,
        0.9,
    )
    dark = [d.lens.at(p) for p in (hand, *trail[:3], between(wrist, hand, 0.3))]
    d.canvas.wash(taut(dark), d.paint["hair"])
    if d.large > 50:
        for p, q in zip((hand, wrist, wrist, elbow, elbow), trail[1:], strict=False):
            d.crease([between(p, q, 0.3), between(p, q, 0.6), between(p, q, 0.9)], 0.9, 170)
        d.crease([top, elbow, wrist, hand], 0.8, 120)


def _tail(b: Fowl) -> None:
    d, f, k, j = b.d, b.form, b.size, b.d.joints
    root, end = j["tail0"], j["tail1"]
    wide = f.fan * k * (1.9 if b.spread else 1.0)
    rise = 0.14 * k if "upright" in f.extra else 0.02 * k
    inner = f.girth * k * 0.34
    row = [
        Section(plus(root, b.axis, 0.08 * k), times(b.right, inner), times(b.up, inner * 0.8)),
        Section(
            between(root, end, 0.5),
            times(b.right, (inner + wide) * 0.5),
            times(b.up, inner * 0.3 + rise * 0.6),
        ),
        Section(end, times(b.right, wide), times(b.up, 0.02 * k + rise)),
    ]
    colour = d.paint["hair"] if d.look.kind != "gull" else d.paint["bib"]
    d.mass(loft(d.lens, row), colour, 0.8)
    if d.large > 70:
        for x in (-0.5, 0.0, 0.5):
            d.crease(
                [plus(between(root, end, 0.4), b.right, x * wide), plus(end, b.right, x * wide)],
                0.7,
                150,
            )


def _leg(b: Fowl, side: str) -> None:
    d, k, j = b.d, b.size, b.d.joints
    top, knee, ankle, toe = (j[n + side] for n in ("hip_", "knee_", "ankle_", "toe_"))
    heel = j["heel_" + side]
    thick = 0.026 * k * (1.5 if d.look.kind in ("chicken", "owl", "eagle", "penguin") else 1.0)
    colour = (
        d.paint["legs"] if d.look.legs != d.look.cloth else mix(d.paint["hat"], (70, 60, 54), 0.4)
    )
    d.mass(
        loft(d.lens, tube(d.lens.eye, [(top, b.form.girth * k * 0.42), (knee, thick * 1.7)])),
        d.paint["cloth"],
        0.8,
    )
    foot = plus(between(heel, toe, 0.35), (0.0, thick * 0.8, 0.0))
    d.mass(
        loft(d.lens, tube(d.lens.eye, [(knee, thick * 1.3), (ankle, thick), (foot, thick)])),
        colour,
        0.7,
    )
    web = d.look.kind in ("duck", "goose", "swan", "gull", "penguin")
    toes = [plus(plus(toe, b.right, x * 0.07 * k), (0, thick * 0.5, 0)) for x in (-1, 0, 1)]
    if web:
        d.mass([taut([d.lens.at(p) for p in (foot, *toes)])], colour, 0.7)
    else:
        for p in (*toes, plus(heel, (0, thick * 0.5, 0))):
            d.mass(
                loft(d.lens, tube(d.lens.eye, [(foot, thick * 0.8), (p, thick * 0.5)])), colour, 0.6
            )


def draw_bird_bust(d: Inked) -> None:
    """The head on the beginning of its neck."""
    b, j = Fowl(d), d.joints
    stub = plus(between(j["head"], j["neck"], 0.9), (0.0, -b.form.head * b.size * 0.7, 0.0))
    r = b.form.head * b.size
    neck = tube(
        d.lens.eye, [(j["head"], r * 0.72), (stub, r * (0.9 if b.form.neck < 0.2 else 0.66))]
    )
    d.mass(loft(d.lens, neck), d.paint["cloth"])
    d.shade(neck, d.paint["cloth"])
    draw_bird_head(b)
