"""A verb becomes a body: angles for every joint, then joints in metres, a foot on the ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, radians, sin

from storyforge.artist.camera import V3
from storyforge.artist.words import tokens

Limb = tuple[float, float, float, float]  # swing forward, out to the side, bend, inward; degrees


@dataclass(frozen=True, slots=True)
class Pose:
    """Angles in degrees. Limbs swing forward from hanging straight down; l is the figure's left."""

    lean: float = 0.0
    nod: float = 0.0  # head: + looks up
    look: float = 0.0  # head: + turns to the figure's right
    arm_l: Limb = (2.0, 9.0, 16.0, 4.0)
    arm_r: Limb = (6.0, 9.0, 14.0, 4.0)
    leg_l: Limb = (3.0, 5.0, 4.0, 0.0)
    leg_r: Limb = (-3.0, 5.0, 2.0, 0.0)
    lying: bool = False
    sitting: bool = False
    turned: float | None = None  # degrees away from the camera when the verb says so


STAND = Pose()
POSES: dict[str, Pose] = {
    "stand": STAND,
    "walk": Pose(4, 0, 0, (26, 6, 24, 4), (-24, 6, 18, 2), (-24, 3, 12, 0), (26, 3, 10, 0)),
    "run": Pose(18, 6, 0, (52, 10, 88, 16), (-48, 12, 84, 4), (-32, 3, 58, 0), (58, 3, 52, 0)),
    "sit": Pose(
        4, 0, 0, (34, 8, 52, 16), (30, 8, 48, 14), (84, 7, 84, 0), (82, 7, 86, 0), sitting=True
    ),
    "floor": Pose(
        4, 0, 0, (46, 8, 34, 16), (42, 8, 38, 14), (133, 8, 94, 0), (128, 8, 88, 0), sitting=False
    ),
    "kneel": Pose(10, -8, 0, (34, 10, 40, 10), (40, 8, 40, 10), (82, 6, 88, 0), (-4, 5, 92, 0)),
    "crouch": Pose(
        30, 4, 0, (52, 12, 40, 12), (48, 12, 44, 12), (86, 10, 122, 0), (64, 10, 116, 0)
    ),
    "lie": Pose(
        0, 4, 20, (8, 26, 10, 0), (12, 30, 30, 0), (2, 7, 4, 0), (14, 7, 26, 0), lying=True
    ),
    "point": Pose(3, 0, 0, (2, 9, 14, 4), (84, 14, 4, 2), (6, 5, 4, 0), (-6, 5, 2, 0)),
    "reach": Pose(12, 6, 0, (26, 9, 24, 6), (98, 8, 14, 4), (14, 5, 12, 0), (-10, 5, 4, 0)),
    "raise": Pose(-2, 18, 0, (2, 9, 14, 4), (146, 14, 14, 0), (5, 5, 3, 0), (-5, 5, 2, 0)),
    "hold": Pose(2, -4, 0, (22, 10, 62, 26), (30, 10, 72, 20), (3, 5, 4, 0), (-3, 5, 2, 0)),
    "carry": Pose(-3, 0, 0, (30, 10, 66, 28), (30, 10, 66, 28), (14, 4, 8, 0), (-12, 4, 6, 0)),
    "lift": Pose(0, 4, 0, (2, 9, 14, 4), (72, 22, 92, -12), (4, 5, 3, 0), (-4, 5, 2, 0)),
    "umbrella": Pose(0, 0, 0, (2, 9, 14, 4), (24, 12, 104, 6), (4, 5, 3, 0), (-4, 5, 2, 0)),
    "lookup": Pose(-5, 30, 0, (0, 8, 12, 4), (2, 8, 12, 4), (3, 5, 3, 0), (-3, 5, 2, 0)),
    "lookdown": Pose(8, -30, 0, (10, 8, 30, 14), (12, 8, 34, 16), (3, 5, 3, 0), (-3, 5, 2, 0)),
    "turnaway": Pose(
        2, 0, 14, (2, 8, 12, 4), (4, 8, 12, 4), (6, 5, 4, 0), (-6, 5, 2, 0), turned=150
    ),
    "walkaway": Pose(
        4, 0, 0, (24, 6, 22, 4), (-24, 6, 18, 2), (-24, 3, 12, 0), (26, 3, 10, 0), turned=168
    ),
    "jump": Pose(12, 10, 0, (70, 30, 30, 0), (-50, 30, 40, 0), (62, 6, 40, 0), (-40, 6, 40, 0)),
    "fight": Pose(10, 0, 0, (70, 14, 96, 24), (62, 14, 80, 10), (26, 8, 24, 0), (-22, 8, 16, 0)),
    "crossed": Pose(-2, 0, 0, (34, 6, 92, 58), (38, 6, 92, 58), (4, 6, 3, 0), (-4, 6, 2, 0)),
    "wave": Pose(0, 6, 0, (2, 9, 14, 4), (100, 46, 62, -10), (3, 5, 3, 0), (-3, 5, 2, 0)),
    "lean": Pose(-10, 0, 0, (-8, 9, 30, 4), (6, 9, 26, 8), (12, 4, 4, 0), (-2, 6, 2, 0)),
    "climb": Pose(10, 22, 0, (120, 10, 50, 4), (150, 8, 20, 2), (70, 8, 70, 0), (-6, 6, 10, 0)),
    "work": Pose(16, -20, 0, (40, 8, 66, 26), (44, 8, 60, 20), (4, 5, 4, 0), (-4, 5, 2, 0)),
    "hug": Pose(4, -4, 0, (60, 8, 50, 40), (66, 8, 46, 40), (3, 5, 3, 0), (-3, 5, 2, 0)),
}

_VERBS: tuple[tuple[str, str], ...] = (
    ("sprint flee race dash chase pursue bolt rush escape", "run"),
    ("run", "run"),
    ("sit seat perch", "sit"),
    ("kneel", "kneel"),
    ("crouch squat hide duck hunch crawl sneak", "crouch"),
    ("lie sleep asleep fallen collapse unconscious lay", "lie"),
    ("climb clamber scale", "climb"),
    ("jump leap vault hurdle", "jump"),
    ("wave greet salute hail", "wave"),
    ("lift hoist", "lift"),
    ("raise", "raise"),
    ("point aim accuse", "point"),
    ("reach light grab touch stretch hand give offer open push knock", "reach"),
    ("fight punch strike grapple wrestle", "fight"),
    ("hug embrace comfort", "hug"),
    ("carry haul drag lug", "carry"),
    ("turn-away", "turnaway"),
    (
        "walk stride step pace stroll march approach enter cross come arrive follow go leave",
        "walk",
    ),
    ("write repair mend solder polish cook work fix read study", "work"),
    ("hold clutch grip grasp cradle keep", "hold"),
    ("lean slouch", "lean"),
    ("stand wait stop pause", "stand"),
)
VERBS: dict[str, str] = {verb: name for row, name in _VERBS for verb in row.split()}
_ODD = {
    "ran": "run",
    "sat": "sit",
    "lying": "lie",
    "held": "hold",
    "stood": "stand",
    "came": "come",
    "went": "go",
    "lit": "light",
    "fled": "flee",
    "knelt": "kneel",
    "lights": "light",
}
_AWAY = frozenset(("away", "back", "off"))
_LOW = frozenset(
    ("ground", "floor", "grass", "sand", "deck", "roof", "slates", "cobbles", "planks", "snow")
)


def _stem(word: str) -> str:
    word = _ODD.get(word, word)
    for ending, short in (
        ("tting", "t"),
        ("ting", "t"),
        ("nning", "n"),
        ("ing", ""),
        ("ing", "e"),
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
    ):
        if word.endswith(ending) and word[: -len(ending)] + short in VERBS:
            return word[: -len(ending)] + short
    return word


def pose_for(action: str) -> Pose:
    """The first verb that names a posture decides; a look up or down bends the head."""
    words = tokens(action)
    name = next((VERBS[s] for s in (_stem(w) for w in words) if s in VERBS), "stand")
    if {"mid-air", "midair"} & set(words) or ("in", "the", "air") in zip(
        words, words[1:], words[2:]
    ):
        name = "jump"
    pairs = set(pairwise(words))
    if name == "sit" and _LOW & set(words):
        name = "floor"
    if name == "reach" and any(a.startswith("reach") and b == "up" for a, b in pairs):
        name = "raise"
    away = any(
        b in _AWAY
        and a.startswith(("turn", "walk", "run", "look"))
        and not (b == "back" and a.startswith("look"))  # the head alone turns
        for a, b in pairs
    )
    if away and name == "run":
        return replace(POSES["run"], turned=165)
    if away:
        return POSES["walkaway" if name == "walk" else "turnaway"]
    head = next(
        (
            POSES["look" + b]
            for a, b in pairs
            if a.startswith(("look", "glanc", "star", "gaz")) and b in ("up", "down")
        ),
        None,
    )
    if head is not None:
        return head if name == "stand" else replace(POSES[name], nod=head.nod)
    return POSES[name]


@dataclass(frozen=True, slots=True)
class Body:
    """Proportions in metres of a person standing *height* tall; a child has a larger head."""

    height: float
    child: bool = False
    broad: float = 1.0

    @property
    def head(self) -> float:
        """Height of the head, crown to chin."""
        return self.height / (5.9 if self.child else 7.3)


Joints = dict[str, V3]


def skeleton(body: Body, pose: Pose) -> Joints:
    """Joints of the posed body: x to its right, y up from the ground, z ahead; metres."""
    h = body.height
    spine = h * 0.30 if not body.child else h * 0.285
    joints: Joints = {"hip": (0.0, 0.0, 0.0)}
    lean = radians(pose.lean)
    up = (0.0, cos(lean), sin(lean))
    joints["chest"] = _step(joints["hip"], up, spine * 0.62)
    joints["neck"] = _step(joints["hip"], up, spine)
    nod = radians(pose.nod * 0.5 - pose.lean * 0.4)
    joints["head"] = _step(
        joints["neck"],
        (0.0, cos(lean - nod * 0.3), sin(lean - nod * 0.3)),
        h * 0.014 + body.head * 0.5,
    )
    for name, side, arm in (("l", -1.0, pose.arm_l), ("r", 1.0, pose.arm_r)):
        _arm(joints, name, side, arm, body, lean)
    for name, side, leg in (("l", -1.0, pose.leg_l), ("r", 1.0, pose.leg_r)):
        _leg(joints, name, side, leg, body)
    return _grounded(joints, pose, h)


def _step(start: V3, direction: V3, length: float) -> V3:
    return (
        start[0] + direction[0] * length,
        start[1] + direction[1] * length,
        start[2] + direction[2] * length,
    )


def _swung(swing: float, out: float, side: float) -> V3:
    s, o = radians(swing), radians(out)
    return side * sin(o), -cos(s) * cos(o), sin(s) * cos(o)


def _arm(joints: Joints, name: str, side: float, arm: Limb, body: Body, lean: float) -> None:
    h = body.height
    width = h * 0.108 * body.broad * (0.92 if body.child else 1.0)
    drop = h * 0.032
    neck = joints["neck"]
    start = (side * width, neck[1] - drop * cos(lean), neck[2] - drop * sin(lean))
    joints["shoulder_" + name] = start
    joints["elbow_" + name] = _step(start, _swung(arm[0], arm[1], side), h * 0.165)
    lower = _swung(arm[0] + arm[2], arm[1] - arm[3] * 1.4, side)
    joints["wrist_" + name] = _step(joints["elbow_" + name], lower, h * 0.14)
    joints["hand_" + name] = _step(joints["wrist_" + name], lower, h * 0.05)


def _leg(joints: Joints, name: str, side: float, leg: Limb, body: Body) -> None:
    h = body.height
    long = 0.245 if not body.child else 0.225
    start = (side * h * 0.052 * body.broad, 0.0, 0.0)
    joints["hip_" + name] = start
    joints["knee_" + name] = _step(start, _swung(leg[0], leg[1], side), h * long)
    joints["ankle_" + name] = _step(
        joints["knee_" + name], _swung(leg[0] - leg[2], leg[1] * 0.4, side), h * (long - 0.005)
    )
    tilt = radians(min(60.0, max(-20.0, leg[2] - leg[0] - 8)) * (0.7 if leg[0] < leg[2] else 0.2))
    ankle = joints["ankle_" + name]
    joints["heel_" + name] = _step(ankle, (0.0, -0.8, -0.6), h * 0.026)
    joints["toe_" + name] = _step(
        ankle, (side * 0.22, -0.24 - sin(tilt) * 0.8, cos(tilt)), h * 0.085
    )


def _grounded(joints: Joints, pose: Pose, h: float) -> Joints:
    if pose.lying:
        joints = {name: (p[0], -p[2] * 0.8, p[1]) for name, p in joints.items()}
        joints = {name: (p[0], p[1], p[2] - h * 0.1) for name, p in joints.items()}
        low = min(p[1] for p in joints.values()) - h * 0.05
    else:
        low = min(
            min(p[1] for name, p in joints.items() if name.startswith(("heel", "toe"))) - h * 0.012,
            min(p[1] for name, p in joints.items() if name.startswith("knee")) - h * 0.035,
        )
    return {name: (p[0], p[1] - low, p[2]) for name, p in joints.items()}


def placed(joints: Joints, at: V3, yaw: float) -> Joints:
    """The joints turned by *yaw* degrees (0 faces +z) and moved to *at*."""
    c, s = cos(radians(yaw)), sin(radians(yaw))
    return {
        name: (at[0] + x * c + z * s, at[1] + y, at[2] - x * s + z * c)
        for name, (x, y, z) in joints.items()
    }
