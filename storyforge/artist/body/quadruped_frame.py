"""Four-legged bodies as numbers: their joints in every posture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, radians, sin

from storyforge.artist.body.quadruped_kinds import FRAMES, Frame
from storyforge.artist.body.skeleton import Joints, bent
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import length, minus, plus, times


@dataclass(frozen=True, slots=True)
class Stance:
    """A posture in heights at the withers, angles in degrees, + is up.

    *fore* and *hind*: ahead and up of the left and the right foot from where they stand.
    """

    drop: float = 0.0
    pitch: float = 0.0
    fore: tuple[tuple[float, float], tuple[float, float]] = ((0.06, 0.0), (-0.05, 0.0))
    hind: tuple[tuple[float, float], tuple[float, float]] = ((-0.07, 0.0), (0.07, 0.0))
    neck: float = 0.0
    head: float = 0.0
    tail: float = 0.0
    rump: float = 0.0  # how far the hips alone sink
    gape: float = 0.0  # degrees of the open mouth
    lift: float = 0.0
    flat: bool = False  # the belly lies on the ground
    shut: bool = False  # the eyes are closed
    turn: float = 0.0  # of the head, degrees to its right


STANCES: dict[str, Stance] = {
    "stand": Stance(),
    "walk": Stance(
        fore=((0.24, 0.05), (-0.2, 0.0)), hind=((-0.22, 0.03), (0.2, 0.0)), neck=-6, tail=6
    ),
    "run": Stance(
        0.04, 2, ((0.5, 0.24), (0.32, 0.12)), ((-0.56, 0.22), (-0.36, 0.05)), -16, 8, 34, lift=0.06
    ),
    "jump": Stance(
        0.02, 22, ((0.42, 0.3), (0.3, 0.36)), ((-0.5, -0.02), (-0.38, 0.02)), -8, 4, 30, lift=0.5
    ),
    "rear": Stance(
        0.06, 54, ((0.3, 0.62), (0.16, 0.42)), ((0.06, 0.0), (-0.08, 0.0)), -18, -8, 10, gape=12
    ),
    "sit": Stance(rump=0.56, neck=26, head=2, tail=-20),
    "howl": Stance(rump=0.56, neck=44, head=62, gape=26, tail=-20),
    "bark": Stance(neck=8, head=16, gape=30, tail=16, drop=0.02),
    "lie": Stance(flat=True, neck=16, head=4, tail=-26),
    "sleep": Stance(flat=True, neck=-62, head=-8, tail=-26, shut=True),
    "eat": Stance(0.02, -4, ((0.1, 0.0), (-0.06, 0.0)), neck=-86, head=-18),
    "crouch": Stance(0.3, -4, ((0.2, 0.0), (0.02, 0.0)), ((-0.1, 0.0), (0.12, 0.0)), -34, 6),
    "lookup": Stance(neck=14, head=34),
    "beg": Stance(0.0, 50, ((0.12, 0.52), (0.12, 0.46)), ((0.02, 0.0), (-0.02, 0.0)), -6, 12),
    "fly": Stance(
        0.0, 8, ((0.1, 0.3), (0.04, 0.26)), ((-0.3, 0.24), (-0.22, 0.2)), -22, 6, 24, lift=0.9
    ),
}
_HOOFED = {"sit": "lie", "howl": "bark", "beg": "rear"}  # who has hooves does not sit
_SQUAT = {"stand": "perch", "sit": "perch", "howl": "perch", "lookup": "perch", "lie": "lie"}


def stance_of(frame: Frame, name: str) -> Stance:
    """The posture called *name* as a body of that frame takes it."""
    name = _HOOFED.get(name, name) if frame.hoof else name
    stance = STANCES.get(name, STANCES["stand"])
    if frame.squat and name == "crouch":
        return replace(stance, drop=0.08)
    if frame.squat and name in _SQUAT:
        up = 12.0 if name == "lookup" else 0.0
        return replace(stance, rump=0.2, drop=0.06, neck=stance.neck * 0.4 + up, head=stance.head)
    return stance


def _way(angle: float) -> V3:
    a = radians(angle)
    return 0.0, sin(a), cos(a)


def spine(f: Frame, s: Stance) -> tuple[V3, V3, float]:
    """Middle of the hips and of the chest, and how far the trunk is raised in degrees; unit body.

    Both lie half a depth of the chest below the line of the back.
    """
    top = 0.98 - f.deep * 0.5
    if s.flat:
        low = f.deep * 0.5 + 0.01
        return (0.0, low, -f.long / 2), (0.0, low, f.long / 2), 0.0
    base = top - s.drop + s.lift
    if s.rump:
        hips = (0.0, max(f.deep * f.waist * 0.5, base - s.rump), -f.long * 0.28)
        chest = (0.0, base - (0.0 if f.squat else 0.02), f.long * 0.36)
        return hips, chest, 0.0
    if s.pitch > 40:
        hips = (0.0, base - 0.12, -f.long * 0.35)
        return hips, plus(hips, _way(s.pitch), f.long), s.pitch
    half = times(_way(s.pitch), f.long / 2)
    middle = (0.0, base, 0.0)
    return plus(middle, half, -1), plus(middle, half), s.pitch


def neck_of(f: Frame, s: Stance, nod: float) -> tuple[V3, V3, float]:
    """Root and top of the neck and the angle of the head; *nod* raises the head; unit body."""
    _, chest, pitch = spine(f, s)
    root = plus(chest, (0.0, f.deep * 0.16, f.deep * 0.3))
    if s.pitch > 40:
        root = plus(chest, _way(pitch), f.deep * 0.34)
    angle = max(-58.0, min(86.0, f.rise + s.neck + nod * 0.35 + min(pitch, 30) * 0.5))
    top = plus(root, _way(angle), f.neck)
    ground = f.head * 0.2 + (0.0 if not s.flat else f.head * 0.06)
    face = -f.droop + s.head + nod * 0.6
    low = max(ground, ground - sin(radians(face)) * f.head * 0.7)
    if top[1] < low:
        top = (0.0, low, top[2] + (low - top[1]) * 0.2)
    return root, top, face


def quadruped(frame: Frame, stance: Stance, nod: float, look: float, withers: float) -> Joints:
    """The joints on the spot facing +z, metres; beside the usual ones poll, nose, ears and tail."""
    hips, chest, _ = spine(frame, stance)
    j: Joints = {"hip": hips, "chest": chest}
    _fore(j, frame, stance, chest)
    _hind(j, frame, stance, hips)
    root, top, face = neck_of(frame, stance, nod)
    turn = radians(look + stance.turn)
    ahead = (sin(turn) * cos(radians(face)), sin(radians(face)), cos(turn) * cos(radians(face)))
    up = (-sin(turn) * sin(radians(face)), cos(radians(face)), -cos(turn) * sin(radians(face)))
    j["neck"] = root
    j["poll"] = top
    j["head"] = plus(top, ahead, frame.head * (0.5 - frame.skull))
    j["nose"] = plus(top, ahead, frame.head * (1 - frame.skull))
    j["ears"] = plus(top, up, frame.head * (0.2 + _EAR_UP.get(frame.ear, 0.0) * frame.ears))
    _tail(j, frame, stance, hips)
    return {name: times(p, withers) for name, p in j.items()}


_EAR_UP = {"prick": 0.85, "long": 0.95, "leaf": 0.9, "round": 0.7, "side": 0.3, "fan": 0.2}


def _fore(j: Joints, f: Frame, s: Stance, chest: V3) -> None:
    for name, side, (dz, up) in (("l", -1.0, s.fore[0]), ("r", 1.0, s.fore[1])):
        x = side * f.wide * 0.33
        a = radians(s.pitch if s.pitch > 40 else 0.0)
        top = plus(chest, (x, -f.deep * 0.12 * cos(a), f.deep * (0.1 - 0.2 * sin(a))))
        start = f.long * 0.5 if not s.rump else chest[2]
        foot = (x, up + s.lift, start + dz + 0.02)
        if s.pitch > 40:
            foot = plus(top, (0.0, up - 0.62, dz + 0.05))
        if s.flat:
            foot = (x * 1.25, 0.03, chest[2] + 0.42)
            top = (x * 1.3, chest[1] - f.deep * 0.1, chest[2] + f.deep * 0.1)
        leg = max(0.2, 0.98 - f.deep * 0.62)
        pastern = (0.0, 0.1, -0.03) if f.hoof else (0.0, 0.07, -0.02)
        if up > 0.1 or s.lift:
            pastern = (0.0, 0.08, -0.05)
        wrist_low = plus(foot, pastern)
        gap = minus(wrist_low, top)
        bone = max((leg - 0.07) * 0.5, length(gap) * 0.503)
        elbow, knee = bent(top, wrist_low, bone, bone, (0, 0.1, -1))
        if s.flat:
            elbow = (x * 1.3, 0.06, chest[2] + 0.02)
            knee = (x * 1.25, 0.05, chest[2] + 0.3)
            pastern = (0.0, 0.02, -0.1)
        j["shoulder_" + name] = top
        j["elbow_" + name] = elbow
        j["wrist_" + name] = knee
        j["hand_" + name] = plus(knee, times(pastern, -1.0))


def _hind(j: Joints, f: Frame, s: Stance, hips: V3) -> None:
    for name, side, (dz, up) in (("l", -1.0, s.hind[0]), ("r", 1.0, s.hind[1])):
        x = side * f.wide * 0.34
        top = plus(hips, (x, -f.deep * 0.02, -0.02))
        foot = (x, up + s.lift, -f.long * 0.5 + dz - 0.1)
        if s.pitch > 40:
            foot = (x, up, hips[2] + dz)
        shank = 0.24 if f.hoof else 0.2
        hock = plus(foot, (0.0, shank * 0.98, -0.07))
        if s.rump or s.flat or (f.squat and not s.lift):
            reach = 0.3 if not f.squat else 0.2
            x *= 1.35
            foot = (x, 0.03, hips[2] + reach + (0.04 if side > 0 else 0.0))
            hock = (x, 0.06, foot[2] - shank * 1.15)
        elif up > 0.1 or s.lift > 0.3:
            hock = plus(foot, (0.0, shank * 0.75, shank * 0.62))
        long = max(0.3, 0.98 - f.deep * 0.55 - shank) * 0.55
        long = max(long, length(minus(hock, top)) * 0.505)
        stifle, hock = bent(top, hock, long, long, (side * 0.25, 0.25, 1.0))
        down = plus(foot, times(hock, -1.0))
        j["hip_" + name] = top
        j["knee_" + name] = stifle
        j["ankle_" + name] = hock
        j["heel_" + name] = plus(hock, down, 0.8)
        j["toe_" + name] = foot


def _tail(j: Joints, f: Frame, s: Stance, hips: V3) -> None:
    """The tail in four stretches; it never goes through the ground."""
    half = f.deep * f.waist * 0.5
    at = plus(hips, (0.0, half * (0.55 if not s.rump else -0.2), -f.deep * 0.36))
    angle = f.carried + s.tail if not s.flat else -70.0
    curl = f.curl if not s.flat else 4.0
    for k in range(5):
        j[f"tail{k}"] = at
        a = radians(angle)
        at = (0.0, max(f.brush, at[1] + sin(a) * f.tail / 4), at[2] - cos(a) * f.tail / 4)
        angle += curl


@lru_cache(maxsize=128)
def crown_of_frame(kind: str) -> float:
    """How high the top of the head is when it stands, in heights at the withers."""
    f = FRAMES[kind]
    s = stance_of(f, "stand")
    _, top, _ = neck_of(f, s, 0.0)
    return max(1.0, top[1] + f.head * f.skull)
