"""Birds as numbers: proportions of each kind, and joints standing, walking, flying, swimming."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from storyforge.artist.body.skeleton import Joints
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, plus, times


@dataclass(frozen=True, slots=True)
class Plumage:
    """Proportions in lengths of the body, angles in degrees."""

    girth: float = 0.25  # radius of the body
    pitch: float = 30.0  # how upright the body is
    leg: float = 0.36
    neck: float = 0.14
    rise: float = 62.0
    head: float = 0.165  # radius
    beak: float = 0.26
    bill: str = "straight"  # straight, hook, flat, cone
    tail: float = 0.5
    fan: float = 0.12  # half width of the tail's end
    wing: float = 1.25  # length of one wing spread
    extra: str = ""  # comb, tufts, crest


BIRDS: dict[str, Plumage] = {
    "crow": Plumage(),
    "owl": Plumage(0.33, 66, 0.16, 0.0, 74, 0.29, 0.1, "hook", 0.3, 0.12, 1.3, extra="tufts disc"),
    "pigeon": Plumage(0.26, 26, 0.24, 0.14, 70, 0.125, 0.13, "straight", 0.44, 0.1, 1.0),
    "dove": Plumage(0.25, 24, 0.22, 0.14, 70, 0.125, 0.12, "straight", 0.46, 0.13, 1.0),
    "parrot": Plumage(0.22, 58, 0.16, 0.06, 68, 0.17, 0.17, "hook", 0.95, 0.07, 0.95),
    "eagle": Plumage(
        0.25, 52, 0.26, 0.12, 58, 0.15, 0.14, "hook", 0.5, 0.17, 1.5, extra="breeches"
    ),
    "gull": Plumage(0.22, 14, 0.3, 0.12, 62, 0.14, 0.21, "straight", 0.38, 0.09, 1.35),
    "sparrow": Plumage(0.29, 26, 0.24, 0.02, 60, 0.21, 0.13, "cone", 0.48, 0.08, 0.9),
    "robin": Plumage(0.32, 36, 0.34, 0.02, 64, 0.22, 0.13, "straight", 0.44, 0.08, 0.9),
    "chicken": Plumage(
        0.31, 14, 0.34, 0.26, 68, 0.13, 0.13, "cone", 0.42, 0.14, 0.75, extra="comb upright"
    ),
    "duck": Plumage(0.27, 10, 0.18, 0.24, 70, 0.145, 0.24, "flat", 0.24, 0.09, 0.95),
    "goose": Plumage(0.26, 14, 0.3, 0.56, 78, 0.115, 0.18, "flat", 0.2, 0.1, 1.1),
    "swan": Plumage(0.26, 6, 0.16, 0.8, 74, 0.1, 0.19, "flat", 0.2, 0.1, 1.2, extra="curved"),
    "penguin": Plumage(0.26, 86, 0.07, 0.02, 84, 0.165, 0.2, "straight", 0.14, 0.07, 0.62),
    "heron": Plumage(
        0.19, 26, 0.9, 0.62, 72, 0.1, 0.4, "straight", 0.24, 0.08, 1.25, extra="curved crest"
    ),
}


@dataclass(frozen=True, slots=True)
class Flight:
    """A posture of a bird: *wings* is how far they are spread, 0..1, *up* their angle, degrees."""

    wings: float = 0.0
    up: float = 0.0
    pitch: float | None = None
    neck: float = 0.0  # how far the head is lowered, degrees
    stride: float = 0.0
    legs: float = 1.0  # how far they are stretched, 0: tucked away
    lift: float = 0.0  # metres
    shut: bool = False
    gape: float = 0.0


FLIGHTS: dict[str, Flight] = {
    "stand": Flight(),
    "walk": Flight(stride=0.5),
    "run": Flight(0.35, 28, stride=0.8),
    "fly": Flight(1.0, 30, 4, 34, legs=0.0, lift=1.3),
    "jump": Flight(1.0, 46, 40, 10, lift=0.25),
    "rear": Flight(1.0, 40, None, 0),
    "flap": Flight(1.0, 40, None, 0),
    "eat": Flight(pitch=-14, neck=118),
    "sit": Flight(legs=0.3),
    "lie": Flight(legs=0.06),
    "sleep": Flight(legs=0.3, neck=34, shut=True),
    "swim": Flight(pitch=4, legs=-0.4),
    "howl": Flight(neck=-16, gape=26),
    "bark": Flight(neck=8, gape=26),
    "crouch": Flight(pitch=8, neck=40, legs=0.5),
}


def flight_of(name: str) -> Flight:
    """The posture called *name*, standing when birds do not know it."""
    return FLIGHTS.get(name, FLIGHTS["stand"])


def _way(angle: float) -> V3:
    a = radians(angle)
    return 0.0, sin(a), cos(a)


def bird(kind: str, name: str, nod: float, look: float, height: float) -> Joints:
    """The joints on the spot facing +z, metres, for a bird that stands *height* tall."""
    f, s = BIRDS[kind], flight_of(name)
    size = height / crown_of_bird(kind)
    joints = {key: times(p, size) for key, p in _unit(f, s, nod, look).items()}
    return {key: (p[0], p[1] + s.lift, p[2]) for key, p in joints.items()}


def _unit(f: Plumage, s: Flight, nod: float, look: float) -> Joints:
    pitch = f.pitch if s.pitch is None else min(s.pitch, f.pitch + 40)
    middle = (
        0.0,
        f.leg * max(-0.4, s.legs) + f.girth * (0.9 + 0.9 * abs(sin(radians(pitch)))),
        0.0,
    )
    half = times(_way(pitch), 0.36)
    hip, chest = plus(middle, half, -1), plus(middle, half)
    j: Joints = {"hip": hip, "chest": chest}
    rise = max(-78.0, min(88.0, f.rise - s.neck + nod * 0.4))
    root = plus(chest, _way(rise), f.girth * 0.45)
    top = plus(root, _way(rise), f.neck + f.girth * 0.3)
    if "curved" in f.extra and s.neck < 30:
        top = plus(top, (0.0, 0.0, -0.1))
    face = max(-70.0, min(40.0, nod - 4 - max(0.0, s.neck - 60) * 0.7 + s.gape * 0.6))
    turn = radians(look)
    ahead = (sin(turn) * cos(radians(face)), sin(radians(face)), cos(turn) * cos(radians(face)))
    top = (top[0], max(f.head * 0.9, top[1]), top[2])
    j["neck"], j["head"] = root, top
    j["nose"] = plus(top, ahead, f.head * 0.85 + f.beak)
    j["ears"] = (top[0], top[1] + f.head * (1.35 if "tufts" in f.extra else 1.05), top[2])
    tail = pitch * 0.75 if "upright" not in f.extra else -46.0
    j["tail0"] = plus(hip, _way(pitch), -0.08)
    j["tail1"] = plus(j["tail0"], _way(tail), -f.tail)
    if j["tail1"][1] < 0.02 and s.lift == 0:
        j["tail1"] = (0.0, 0.02, j["tail1"][2])
    _wings(j, f, s, pitch)
    _legs(j, f, s, middle)
    return j


def _wings(j: Joints, f: Plumage, s: Flight, pitch: float) -> None:
    for name, side in (("l", -1.0), ("r", 1.0)):
        top = plus(between(j["hip"], j["chest"], 0.92), (side * f.girth * 0.72, f.girth * 0.3, 0))
        folded = plus(top, _way(pitch), -0.86 + 0.12)
        folded = plus(folded, (-side * f.girth * 0.35, f.girth * 0.1, 0))
        a = radians(s.up)
        out = (side * cos(a), sin(a), 0.0)
        elbow = plus(plus(top, out, f.wing * 0.3), (0, 0, 0.1))
        wrist = plus(plus(top, out, f.wing * 0.58), (0, f.wing * 0.04, 0.2))
        hand = plus(plus(top, out, f.wing), (0, -f.wing * 0.03, -0.1))
        if s.wings < 0.5:
            elbow = between(top, folded, 0.3)
            wrist, hand = between(top, folded, 0.62), folded
            if s.wings:
                wrist, hand = plus(wrist, out, 0.3), plus(hand, out, 0.44)
        j["shoulder_" + name], j["elbow_" + name] = top, elbow
        j["wrist_" + name], j["hand_" + name] = wrist, hand


def _legs(j: Joints, f: Plumage, s: Flight, middle: V3) -> None:
    for name, side in (("l", -1.0), ("r", 1.0)):
        top = plus(middle, (side * f.girth * 0.42, -f.girth * 0.55, -0.04))
        stride = s.stride * f.leg * side * 0.9
        if s.legs <= 0:
            foot = plus(top, (0.0, -f.girth * 0.25, -0.34))
            ankle, knee = between(top, foot, 0.6), between(top, foot, 0.3)
        else:
            foot = (top[0], 0.0, 0.06 + stride)
            bend = (top[1] - foot[1]) * 0.5
            ankle = (top[0], bend, top[2] - f.leg * 0.12 + stride * 0.4)
            knee = between(top, ankle, 0.4)
        j["hip_" + name], j["knee_" + name], j["ankle_" + name] = top, knee, ankle
        j["heel_" + name] = plus(foot, (0, 0, -0.06))
        j["toe_" + name] = plus(foot, (0, 0.0, 0.1 + f.leg * 0.12))


@lru_cache(maxsize=64)
def crown_of_bird(kind: str) -> float:
    """How high the top of the head is in lengths of the body when it stands."""
    f = BIRDS[kind]
    return _unit(f, FLIGHTS["stand"], 0.0, 0.0)["head"][1] + f.head


def scaled(kind: str, height: float) -> float:
    """Metres of one length of the body."""
    return height / crown_of_bird(kind)
