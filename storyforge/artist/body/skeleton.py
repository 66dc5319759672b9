"""A posture becomes joints in metres: a bent spine, feet on the ground, hands where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from storyforge.artist.body.posture import Limb, Pose, Spot
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import NONE, between, cross, minus, plus, unit

Joints = dict[str, V3]
Axes = tuple[V3, V3, V3]  # right, up, ahead

_UPPER, _LOWER, _HAND = 0.165, 0.14, 0.05  # of the arm, in heights
_ANKLE = 0.04
# how far flesh reaches below a joint, in heights: what rests on the ground
_FLESH = {
    "head": 0.055,
    "neck": 0.03,
    "chest": 0.062,
    "hip": 0.058,
    "shoulder": 0.033,
    "elbow": 0.027,
    "wrist": 0.02,
    "hand": 0.018,
    "knee": 0.035,
    "ankle": 0.026,
    "heel": 0.0185,
    "toe": 0.015,
}


@dataclass(frozen=True, slots=True)
class Body:
    """Proportions in metres of a person standing *height* tall; a child has a larger head."""

    height: float
    child: bool = False
    broad: float = 1.0
    skull: float = 0.0  # height of the head where it is not a human one

    @property
    def head(self) -> float:
        """Height of the head, crown to chin."""
        return self.skull or self.height / (5.9 if self.child else 7.3)

    @property
    def shin(self) -> float:
        """Length of thigh and of shin."""
        return self.height * (0.225 if self.child else 0.245)


def skeleton(body: Body, pose: Pose) -> Joints:
    """Joints of the posed body: x to its right, y up from the ground, z ahead; metres."""
    joints, axes = _trunk(body, pose)
    for name, side, leg in (("l", -1.0, pose.leg_l), ("r", 1.0, pose.leg_r)):
        _leg(joints, name, side, leg, body, pose.roll)
    for name, side in (("l", -1.0), ("r", 1.0)):
        _arm(joints, name, side, pose, body, axes)
    joints = _rested(joints, body, pose)
    for name, spot in (("l", pose.touch_l), ("r", pose.touch_r)):
        if spot is not None:
            pole = (-0.5 if name == "l" else 0.5, -0.8, -0.3)
            _bent_arm(joints, name, spot, pole, body.height)
    return joints


def _trunk(body: Body, pose: Pose) -> tuple[Joints, Axes]:
    h = body.height
    spine = h * (0.285 if body.child else 0.30)
    joints: Joints = {"hip": (0.0, 0.0, 0.0)}
    low = _upright(pose.lean - pose.curl, pose.side * 0.4)
    high = _upright(pose.lean + pose.curl, pose.side)
    joints["chest"] = plus(joints["hip"], low, spine * 0.62)
    joints["neck"] = plus(joints["chest"], high, spine * 0.38)
    axes = _turned(high, pose.twist)
    nod = radians(pose.nod * 0.5 - pose.lean * 0.4)
    lean = radians(pose.lean + pose.curl * 0.6)
    craned = lean - nod * 0.3
    tilt = radians(pose.tilt * 0.55 + pose.side * 0.4)
    stem = (sin(tilt), cos(craned) * cos(tilt), sin(craned) * cos(tilt))
    joints["head"] = plus(joints["neck"], stem, h * 0.014 + body.head * 0.5)
    width = h * 0.108 * body.broad * (0.92 if body.child else 1.0)
    slope = radians(pose.slope)
    for name, side in (("l", -1.0), ("r", 1.0)):
        start = plus(joints["neck"], axes[1], -h * 0.032 + side * width * sin(slope))
        joints["shoulder_" + name] = plus(start, axes[0], side * width * cos(slope))
    return joints, axes


def _upright(lean: float, side: float) -> V3:
    a, b = radians(lean), radians(side)
    return unit((sin(b) * cos(a), cos(a) * cos(b), sin(a) * cos(b)), NONE)


def _turned(up: V3, twist: float) -> Axes:
    """Right, up and ahead of a trunk whose spine points *up*, turned about it."""
    t = radians(twist)
    wish = (sin(t), 0.0, cos(t))
    along = sum(wish[k] * up[k] for k in range(3))
    ahead = unit(plus(wish, up, -along), NONE)
    return cross(up, ahead), up, ahead


def _swung(swing: float, out: float, side: float) -> V3:
    s, o = radians(swing), radians(out)
    return side * sin(o), -cos(s) * cos(o), sin(s) * cos(o)


def _arm(joints: Joints, name: str, side: float, pose: Pose, body: Body, axes: Axes) -> None:
    arm, h = (pose.arm_l if side < 0 else pose.arm_r), body.height
    if isinstance(arm, Spot):
        spot = framed(joints["neck"], axes, (arm.out * side * h, arm.up * h, arm.ahead * h))
        pole = framed((0, 0, 0), axes, (arm.elbow[0] * side, arm.elbow[1], arm.elbow[2]))
        _bent_arm(joints, name, spot, pole, h)
        return
    a = radians(pose.twist)
    upper, lower = (
        (x * cos(a) + z * sin(a), y, z * cos(a) - x * sin(a))
        for x, y, z in (
            _swung(arm[0], arm[1], side),
            _swung(arm[0] + arm[2], arm[1] - arm[3] * 1.4, side),
        )
    )
    joints["elbow_" + name] = plus(joints["shoulder_" + name], upper, h * _UPPER)
    joints["wrist_" + name] = plus(joints["elbow_" + name], lower, h * _LOWER)
    joints["hand_" + name] = plus(joints["wrist_" + name], lower, h * _HAND)


def framed(start: V3, axes: Axes, by: V3) -> V3:
    """*start* moved by so much to the right, up and ahead of the axes."""
    x, y, z = (start[k] + sum(axes[j][k] * by[j] for j in range(3)) for k in range(3))
    return x, y, z


def _bent_arm(joints: Joints, name: str, spot: V3, pole: V3, h: float) -> None:
    start = joints["shoulder_" + name]
    elbow, hand = bent(start, spot, h * _UPPER, h * (_LOWER + _HAND), pole)
    lower = unit(minus(hand, elbow), NONE)
    joints["elbow_" + name] = elbow
    joints["wrist_" + name] = plus(elbow, lower, h * _LOWER)
    joints["hand_" + name] = hand


def bent(start: V3, end: V3, first: float, second: float, pole: V3) -> tuple[V3, V3]:
    """Middle and end of two bones that reach for *end*, the middle pushed towards *pole*."""
    d = (end[0] - start[0], end[1] - start[1], end[2] - start[2])
    far = sqrt(d[0] ** 2 + d[1] ** 2 + d[2] ** 2) or 1e-6
    line = (d[0] / far, d[1] / far, d[2] / far)
    far = max(abs(first - second) * 1.02, min((first + second) * 0.998, far))
    along = (first**2 - second**2 + far**2) / (2 * far)
    off = sqrt(max(0.0, first**2 - along**2))
    dot = sum(pole[k] * line[k] for k in range(3))
    across = unit(plus(pole, line, -dot), NONE)
    return plus(plus(start, line, along), across, off), plus(start, line, far)


def _leg(joints: Joints, name: str, side: float, leg: Limb, body: Body, roll: float) -> None:
    h, r = body.height, radians(roll)
    wide = side * h * 0.052 * body.broad
    joints["hip_" + name] = start = (wide * cos(r), wide * sin(r), 0.0)
    joints["knee_" + name] = plus(start, _swung(leg[0], leg[1], side), body.shin)
    joints["ankle_" + name] = plus(
        joints["knee_" + name], _swung(leg[0] - leg[2], leg[1] * 0.5, side), body.shin * 0.98
    )
    _foot(joints, name, side, leg[3], h)


def _foot(joints: Joints, name: str, side: float, pitch: float, h: float) -> None:
    ankle, p = joints["ankle_" + name], radians(pitch)
    for part, (x, y, z), length in (
        ("heel_", (0.0, -0.8, -0.6), 0.026),
        ("toe_", (side * 0.24, -0.25, 0.97), 0.085),
    ):
        way = (x, y * cos(p) - z * sin(p), z * cos(p) + y * sin(p))
        joints[part + name] = plus(ankle, way, h * length)


def _rested(joints: Joints, body: Body, pose: Pose) -> Joints:
    """The body lowered until it stands, sits or lies on something."""
    h = body.height
    if pose.lying:
        joints = {name: _laid(p, pose.lying) for name, p in joints.items()}
    if pose.perch:
        up = pose.perch + 0.05 * h - joints["hip"][1]
        low = min(joints[n][1] for n in ("hip", "chest", "hip_l", "hip_r")) if pose.lying else 0.0
        up = pose.perch + 0.058 * h - low if pose.lying else up
    elif pose.planted:
        up = _standing(joints, body)
    else:
        up = -min(p[1] - _FLESH[name.partition("_")[0]] * h for name, p in joints.items())
    up += pose.lift * h
    joints = {name: (p[0], p[1] + up, p[2]) for name, p in joints.items()}
    if pose.planted:
        _plant(joints, body)
    return joints


_LAID: dict[str, tuple[int, int, int]] = {}  # axis + 1 of the standing body, signed
_LAID.update(back=(1, 3, -2), front=(1, -3, 2), right=(3, -1, -2), left=(-3, 1, -2))


def _laid(p: V3, down: str) -> V3:
    """A point of the standing body where it is once the body lies on its back, front or side."""
    x, y, z = (p[abs(k) - 1] * (1 if k > 0 else -1) for k in _LAID.get(down, _LAID["back"]))
    return x, y, z


def _standing(joints: Joints, body: Body) -> float:
    """How high the hips are when the straighter leg carries them and the other one reaches."""
    reach, ankle = body.shin * 1.98 * 0.998, _ANKLE * body.height
    drops, most = [], []
    for name in ("l", "r"):
        hip, foot = joints["hip_" + name], joints["ankle_" + name]
        flat = (hip[0] - foot[0]) ** 2 + (hip[2] - foot[2]) ** 2
        drops.append(ankle - foot[1])
        most.append(ankle + sqrt(max(0.0, reach**2 - flat)) - hip[1])
    return min(max(drops), *most)


def _plant(joints: Joints, body: Body) -> None:
    """Both feet flat on the ground, the knees bent as they must."""
    h = body.height
    for name, side in (("l", -1.0), ("r", 1.0)):
        hip, knee, foot = (joints[n + name] for n in ("hip_", "knee_", "ankle_"))
        spot = (foot[0], _ANKLE * h, foot[2])
        gap = sqrt(sum((spot[k] - hip[k]) ** 2 for k in range(3)))
        if gap > body.shin * 1.98 * 1.02:
            continue
        middle = between(hip, foot, 0.5)
        bow = unit(minus(knee, middle), NONE)
        pole = (bow[0] + side * 0.15, bow[1], bow[2] + 0.35)
        joints["knee_" + name], joints["ankle_" + name] = bent(
            hip, spot, body.shin, body.shin * 0.98, pole
        )
        _foot(joints, name, side, 0.0, h)


def placed(joints: Joints, at: V3, yaw: float) -> Joints:
    """The joints turned by *yaw* degrees (0 faces +z) and moved to *at*."""
    c, s = cos(radians(yaw)), sin(radians(yaw))
    return {
        name: (at[0] + x * c + z * s, at[1] + y, at[2] - x * s + z * c)
        for name, (x, y, z) in joints.items()
    }


def local(point: V3, at: V3, yaw: float) -> V3:
    """A point of the stage as somebody standing at *at* and facing *yaw* has it before them."""
    c, s = cos(radians(yaw)), sin(radians(yaw))
    x, y, z = point[0] - at[0], point[1] - at[1], point[2] - at[2]
    return x * c - z * s, y, x * s + z * c


def head_axes(pose: Pose, yaw: float) -> Axes:
    """Right, up and ahead of the head of somebody who faces *yaw*."""
    up = _upright(-pose.nod * 0.8, pose.tilt + pose.side * 0.5)
    right, up, ahead = _turned(up, 0.0)
    if pose.lying:
        right, up, ahead = (_laid(v, pose.lying) for v in (right, up, ahead))
        turn = yaw
    else:
        turn = yaw + pose.look
    c, s = cos(radians(turn)), sin(radians(turn))
    a, b, d = ((x * c + z * s, y, z * c - x * s) for x, y, z in (right, up, ahead))
    return a, b, d
