"""Who stands like a human and is none: robot, skeleton, ghost, alien, monster, monkey."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from storyforge.artist.body.head import Head
from storyforge.artist.body.skeleton import head_axes
from storyforge.artist.figures.actor import Inked
from storyforge.artist.figures.bones import draw_ribs, front, spine_at
from storyforge.artist.figures.effigy_head import HEADS
from storyforge.artist.figures.ghost import draw_ghost
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube


@dataclass(frozen=True, slots=True)
class Make:
    """How a body is built; radii as shares of its height."""

    arm: tuple[float, ...]  # at shoulder, above the elbow, below it, at the wrist
    leg: tuple[float, ...]  # at hip, above the knee, below it, at the ankle
    joint: float  # radius of the balls at elbow and knee; 0 for none
    trunk: tuple[tuple[float, float, float], ...]  # way from hip to neck, half width, half depth
    hand: float
    foot: float
    claws: bool = False
    neck: float = 0.03


_ROBOT = Make(
    (0.034, 0.03, 0.032, 0.038),
    (0.046, 0.036, 0.04, 0.05),
    0.036,
    (
        (-0.1, 0.075, 0.06),
        (0.12, 0.07, 0.055),
        (0.2, 0.055, 0.05),
        (0.34, 0.055, 0.05),
        (0.42, 0.105, 0.075),
        (0.9, 0.13, 0.08),
        (1.0, 0.1, 0.06),
    ),
    0.034,
    0.11,
    neck=0.026,
)
_ALIEN = Make(
    (0.018, 0.016, 0.016, 0.013),
    (0.03, 0.024, 0.022, 0.016),
    0.0,
    (
        (-0.12, 0.058, 0.04),
        (0.2, 0.05, 0.038),
        (0.5, 0.048, 0.036),
        (0.86, 0.072, 0.04),
        (1.0, 0.03, 0.025),
    ),
    0.022,
    0.085,
    neck=0.02,
)
_MONSTER = Make(
    (0.062, 0.056, 0.06, 0.048),
    (0.082, 0.066, 0.054, 0.044),
    0.0,
    (
        (-0.12, 0.105, 0.09),
        (0.2, 0.125, 0.11),
        (0.55, 0.15, 0.125),
        (0.86, 0.165, 0.115),
        (1.02, 0.1, 0.085),
    ),
    0.058,
    0.13,
    True,
    0.07,
)
_MONKEY = Make(
    (0.04, 0.036, 0.036, 0.028),
    (0.056, 0.046, 0.04, 0.03),
    0.0,
    (
        (-0.12, 0.085, 0.075),
        (0.2, 0.1, 0.09),
        (0.55, 0.11, 0.09),
        (0.86, 0.12, 0.085),
        (1.0, 0.06, 0.05),
    ),
    0.036,
    0.13,
    neck=0.045,
)
_BONES = Make(
    (0.015, 0.011, 0.011, 0.012),
    (0.018, 0.014, 0.013, 0.013),
    0.021,
    (),
    0.02,
    0.09,
    neck=0.016,
)
_MAKES = {
    "robot": _ROBOT,
    "alien": _ALIEN,
    "monster": _MONSTER,
    "monkey": _MONKEY,
    "skeleton": _BONES,
}
Painter = Callable[[], None]


def draw_effigy(d: Inked) -> None:
    """The whole figure, its parts from the far to the near."""
    if d.look.kind == "ghost":
        draw_ghost(d, effigy_head(d))
        return
    make, j = _MAKES[d.look.kind], d.joints
    depth = d.lens.depth(j["chest"])
    items: list[tuple[float, Painter]] = [(depth, lambda: _trunk(d, make))]
    for side in "lr":
        arm = (d.lens.depth(j["elbow_" + side]) * 2 + d.lens.depth(j["wrist_" + side])) / 3
        near = 0.02 * d.tall if arm < depth + 0.035 * d.tall else -0.02 * d.tall
        arm = depth - 0.001 - near if abs(arm - depth) < 0.035 * d.tall else arm
        items.append((arm, partial(_arm, d, make, side)))
        knee = d.lens.depth(j["knee_" + side])
        raised = knee < depth - 0.1 * d.tall
        low = knee if raised else depth + 0.3 * d.tall + knee * 0.01
        items.append((low, partial(_leg, d, make, side)))
    if d.look.kind == "monkey":
        items.append(
            (depth + 0.5 * d.tall if front(d) > 0 else depth - 0.5 * d.tall, lambda: _tail(d))
        )
    for _, paint in sorted(items, key=lambda each: -each[0]):
        paint()
    HEADS[d.look.kind](d, effigy_head(d))
    for side in "lr":
        hand = j["hand_" + side]
        if d.lens.depth(hand) < d.lens.depth(j["head"]) - 0.05 * d.tall and hand[1] > j["neck"][1]:
            _arm(d, make, side)


def effigy_head(d: Inked) -> Head:
    """The head of the figure as its posture turns it."""
    right, up, ahead = head_axes(d.actor.pose, d.actor.yaw)
    return Head(d.joints["head"], right, up, ahead, d.actor.body.head, d.lens)


def _limb(d: Inked, joints: Sequence[V3], radii: Sequence[float]) -> list[Section]:
    a, b, c = joints
    k = d.tall * (0.5 + 0.5 * d.look.broad)
    stops = [
        (a, radii[0]),
        (between(a, b, 0.82), radii[1]),
        (between(b, c, 0.25), radii[2]),
        (c, radii[3]),
    ]
    if d.look.kind != "robot":
        stops.insert(2, (b, (radii[1] + radii[2]) / 2))
    return tube(d.lens.eye, [(p, r * k) for p, r in stops])


def _pipe(d: Inked, joints: Sequence[V3], make: Make, radii: Sequence[float]) -> None:
    """A limb; a jointed one in two pieces with a ball between."""
    colour = d.paint["cloth"]
    sections = _limb(d, joints, radii)
    if not make.joint:
        d.mass(loft(d.lens, sections), colour)
        d.shade(sections, colour)
        return
    for at in joints[:2]:
        _ball(d, at, make.joint, d.paint["bib"])
    halves = (sections[:2], sections[2:])
    for row in halves:
        d.mass(loft(d.lens, row), colour)
        d.shade(row, colour)
    if d.look.kind == "skeleton":
        _ball(d, joints[1], make.joint, colour)
        return
    _ball(d, joints[1], make.joint * 0.8, d.paint["bib"])
    if d.large > 110:
        _ball(d, joints[1], make.joint * 0.34, scale(d.paint["bib"], 0.7))


def _ball(d: Inked, at: V3, radius: float, colour: RGB) -> None:
    r = radius * d.tall
    d.mass([tube(d.lens.eye, [(at, r), (plus(at, (0, 0.001, 0)), r)])[0].seen(d.lens)], colour, 0.8)


def _arm(d: Inked, make: Make, side: str) -> None:
    j = d.joints
    _hand(d, make, side)
    _pipe(d, [j[n + side] for n in ("shoulder_", "elbow_", "wrist_")], make, make.arm)


def _hand(d: Inked, make: Make, side: str) -> None:
    """A palm and fingers; claws on a monster, pincers on a robot."""
    j, k = d.joints, make.hand * d.tall
    wrist, hand = j["wrist_" + side], j["hand_" + side]
    axis = unit(minus(hand, wrist))
    across = square(minus(d.lens.eye, hand), axis)
    wide = cross(axis, across)
    colour = d.paint["cloth"] if d.look.kind != "monkey" else d.paint["bib"]
    parts = loft(
        d.lens,
        tube(
            d.lens.eye, [(wrist, k * 0.6), (hand, k * (0.9 if d.look.kind != "skeleton" else 0.5))]
        ),
    )
    count = {"robot": (-0.8, 0.0, 0.8), "alien": (-0.7, 0.0, 0.7)}.get(
        d.look.kind, (-0.9, -0.3, 0.3, 0.9)
    )
    long = 1.9 if d.look.kind in ("alien", "skeleton") else 1.3
    for x in count:
        root = plus(hand, wide, x * k * 0.6)
        tip = plus(plus(root, axis, k * long), wide, x * k * 0.3)
        thin = 0.3 if d.look.kind != "skeleton" else 0.2
        parts += loft(d.lens, tube(d.lens.eye, [(root, k * thin), (tip, k * thin * 0.8)]))
    d.mass(parts, mix(colour, d.paint["bib"], 0.5 if d.look.kind == "robot" else 0.0), 0.8)
    if make.claws:
        for x in count:
            tip = plus(plus(hand, wide, x * k * 0.9), axis, k * long)
            claw = tube(d.lens.eye, [(tip, k * 0.2), (plus(tip, axis, k * 0.6), k * 0.03)])
            d.mass(loft(d.lens, claw), (226, 218, 196), 0.6)


def _leg(d: Inked, make: Make, side: str) -> None:
    j, k = d.joints, d.tall
    heel, toe = j["heel_" + side], j["toe_" + side]
    ankle = j["ankle_" + side]
    r = make.leg[3] * 0.85 * k
    low = min(heel[1], toe[1])
    sole = [
        plus(heel, (0, max(0.0, low + r * 0.9 - heel[1]), 0)),
        plus(toe, (0, max(0.0, low + r * 0.7 - toe[1]), 0)),
    ]
    way = unit(minus(sole[1], sole[0]))
    sole[1] = plus(sole[1], way, (make.foot - 0.09) * k)
    foot = tube(
        d.lens.eye, [(sole[0], r), (between(sole[0], sole[1], 0.6), r * 0.95), (sole[1], r * 0.7)]
    )
    stem = tube(
        d.lens.eye, [(ankle, make.leg[3] * k * 0.9), (between(sole[0], sole[1], 0.3), r * 0.9)]
    )
    bare = d.paint["bib"] if d.look.kind in ("monkey", "robot") else d.paint["cloth"]
    d.mass([*loft(d.lens, foot), *loft(d.lens, stem)], bare)
    if make.claws:
        right = unit(cross((0.0, 1.0, 0.0), way))
        for x in (-0.6, 0.0, 0.6):
            root = plus(sole[1], right, x * r)
            claw = tube(d.lens.eye, [(root, r * 0.3), (plus(root, way, r * 0.8), r * 0.05)])
            d.mass(loft(d.lens, claw), (226, 218, 196), 0.6)
    _pipe(d, [j[n + side] for n in ("hip_", "knee_", "ankle_")], make, make.leg)


def _trunk(d: Inked, make: Make) -> None:
    j, k = d.joints, d.tall
    colour = d.paint["cloth"]
    if d.look.kind == "skeleton":
        draw_ribs(d)
        return
    rows = []
    for t, wide, deep in make.trunk:
        at, right, ahead = spine_at(d, t)
        b = k * d.look.broad
        rows.append(Section(at, times(right, wide * b), times(ahead, deep * b)))
    neck = tube(d.lens.eye, [(j["neck"], make.neck * k), (j["head"], make.neck * k)])
    shoulders = []
    for side in "lr":
        row = [
            (j["shoulder_" + side], make.arm[0] * 1.15 * k),
            (between(j["neck"], j["chest"], 0.3), make.arm[0] * 1.3 * k),
        ]
        shoulders += loft(d.lens, tube(d.lens.eye, row))
    d.mass(loft(d.lens, neck), d.paint["bib"] if d.look.kind == "robot" else colour)
    d.mass([*loft(d.lens, rows), *shoulders], colour)
    d.shade(rows, colour)
    if d.look.kind == "robot":
        _plates(d, rows)
    elif front(d) > 0.2 and d.look.kind in ("monster", "monkey"):
        low = [
            Section(plus(s.at, s.along, 0.4), times(s.across, 0.55), times(s.along, 0.5))
            for s in rows[1:-1]
        ]
        for shape in loft(d.lens, low):
            d.canvas.wash(shape, d.paint["bib"])
    if d.look.kind == "monster" and d.large > 80:
        for s in rows[1:]:
            for a in (0.5, 1.2, 1.9, 2.6):
                p = s.spot(a, 0.96)
                if d.faces(p, unit(minus(p, s.at))) > 0.1:
                    d.crease(
                        [p, plus(p, (0, -0.02 * k, 0)), plus(p, (0.006 * k, -0.045 * k, 0))],
                        1.0,
                        150,
                    )


def _plates(d: Inked, rows: Sequence[Section]) -> None:
    """Seams, a lamp and rivets on the chest, ribs of the waist."""
    if d.large < 60:
        return
    waist = rows[2:4]
    for t in (0.0, 0.35, 0.7, 1.0):
        s = Section(between(waist[0].at, waist[1].at, t), waist[0].across, waist[0].along)
        line = [s.spot(a, 1.0) for a in (0.1, 0.6, 1.2, 1.9, 2.5, 3.0)]
        sign = 1.0 if front(d) > 0 else -1.0
        line = [plus(s.at, minus(p, s.at), sign) for p in line]
        d.crease(line, 1.0, 190)
    if front(d) < 0.1:
        return
    chest = rows[5]
    for x in (-0.55, 0.55):
        a, b = (plus(plus(s.at, s.along, 0.98), s.across, x) for s in rows[4:6])
        d.crease([a, between(a, b, 0.5), b], 0.9, 170)
    low = plus(plus(rows[4].at, rows[4].along, 1.0), minus(chest.at, rows[4].at), 0.62)
    x, y = d.lens.at(low)
    r = 0.022 * d.tall * d.scale
    disc = tube(d.lens.eye, [(low, 0.026 * d.tall), (plus(low, (0, 0.001, 0)), 0.026 * d.tall)])[0]
    d.canvas.union([disc.seen(d.lens)], d.paint["bib"], d.weight * 0.7)
    d.canvas.fill(
        [(x + (px - x) * 0.6, y + (py - y) * 0.6) for px, py in disc.seen(d.lens)], d.look.skin
    )
    d.canvas.glow(x, y, r * 3, d.look.skin, 0.45)


def _tail(d: Inked) -> None:
    at, _, ahead = spine_at(d, -0.02)
    k = d.tall
    if "broad" in d.look.cut:
        return
    way = [(0.0, 0.0), (0.16, -0.06), (0.3, 0.06), (0.34, 0.22), (0.26, 0.3)]
    row = [(plus(plus(at, ahead, -z * k), (0.0, y * k, 0.0)), 0.018 * k) for z, y in way]
    d.mass(loft(d.lens, tube(d.lens.eye, row)), d.paint["cloth"])


def draw_effigy_bust(d: Inked) -> None:
    """The head on its neck."""
    make, j, k = _MAKES[d.look.kind], d.joints, d.tall
    neck = tube(d.lens.eye, [(j["head"], make.neck * k), (j["neck"], make.neck * k * 1.1)])
    d.mass(loft(d.lens, neck), d.paint["bib"] if d.look.kind == "robot" else d.paint["cloth"])
    HEADS[d.look.kind](d, effigy_head(d))
