"""Two people who touch: embraces, kisses, dances, handshakes, fights, somebody carried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin

from storyforge.artist.blocking.blocking import at
from storyforge.artist.body.pose import POSES
from storyforge.artist.body.posture import Pose
from storyforge.artist.body.skeleton import Joints, local
from storyforge.artist.body.verbs import stem, verbs_in
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3
from storyforge.artist.words import tokens


@dataclass(frozen=True, slots=True)
class Pair:
    """How two stand: metres between them for people of 1.75 m, the camera's walk round them
    (degrees), each one's posture, and what their hands take hold of.
    """

    apart: float
    turn: float
    first: Pose
    second: Pose
    hold: Callable[[Actor, Actor], tuple[Actor, Actor]]
    turns: tuple[float, float] | None = None  # how each is turned from us, inwards positive


_NAMES: tuple[tuple[str, str], ...] = (
    ("kiss", "kiss"),
    ("embrace hug cuddle comfort", "embrace"),
    ("dance waltz", "dance"),
    ("fight punch strike brawl box", "fight"),
    ("struggle grapple wrestle", "struggle"),
    ("whisper", "whisper"),
)
_VERBS = {verb: name for row, name in _NAMES for verb in row.split()}


def pair_in(text: str) -> str:
    """What two people do together, or an empty string."""
    words = tokens(text)
    near = frozenset(words)
    hands = bool({"hands", "hand"} & near)
    if hands and {"shake", "shakes", "shaking", "shook", "clasp", "clasps"} & near:
        return "handshake"
    if {"handshake"} & near:
        return "handshake"
    if "hand in hand" in text.lower() or ("hands" in near and {"hold", "holds", "holding"} & near):
        return "" if {"his", "her"} & near else "handinhand"
    for k, bare in verbs_in(words):
        if bare == "carry" and _SOMEBODY & set(words[k + 1 : k + 5]):
            return "cradle"
        if bare in ("hold", "clutch") and words[k + 1 : k + 3] == ["each", "other"]:
            return "embrace"
        if bare == "give" and {"to"} & set(words[k + 1 : k + 6]):
            return "give"
        if bare in _VERBS and not _THING & set(words[k + 1 : k + 4]):
            return _VERBS[bare]
    return next((_VERBS[stem(w)] for w in words if stem(w) in ("embrace", "kiss")), "")


_SOMEBODY = frozenset(("figure", "him", "child", "boy", "girl", "man", "woman", "son", "daughter"))
_THING = frozenset(("case", "knees", "book", "bag", "coat", "box", "alone", "violin", "pole"))


def staged(
    name: str, first: Actor, second: Actor, azimuth: float, left: bool
) -> tuple[Actor, Actor]:
    """Both actors moved together and holding each other; *left*: the first is on the left."""
    pair = PAIRS[name]
    middle = tuple((first.at[k] + second.at[k]) / 2 for k in range(3))
    tall = (first.look.height + second.look.height) / 2
    apart = pair.apart * tall / 1.75
    sign = 1.0 if left else -1.0
    a = radians(pair.turn)
    spots = [(-sign * cos(a) * apart / 2 * s, sin(a) * apart / 2 * s) for s in (1, -1)]
    turns = [sign * (90 - pair.turn), -sign * (90 + pair.turn)]
    if pair.turns is not None:
        turns = [sign * pair.turns[0], -sign * pair.turns[1]]
    out = [
        replace(
            actor,
            at=at((middle[0], middle[1], middle[2]), azimuth, *spots[k]),
            yaw=azimuth + 180 - turns[k],
            pose=_level(replace(pose, name=name, gesture=name), actor, other),
            look=replace(actor.look, prop=actor.look.prop if name == "give" and k == 0 else ""),
        )
        for k, (actor, other, pose) in enumerate(
            ((first, second, pair.first), (second, first, pair.second))
        )
    ]
    return pair.hold(out[0], out[1])


def _level(pose: Pose, one: Actor, other: Actor) -> Pose:
    """The taller one looks and bends down, the shorter one up."""
    gap = (other.look.height - one.look.height) / 1.75
    return replace(
        pose, nod=pose.nod + max(-26, min(26, gap * 110)), lean=pose.lean + max(0, -gap) * 40
    )


def _toward(actor: Actor, joints: Joints, name: str, by: tuple[float, float, float]) -> V3:
    """A point of the stage near a joint: metres to that one's right, up and ahead."""
    p, a = joints[name], radians(actor.yaw)
    x, y, z = by
    return (p[0] + cos(a) * x + sin(a) * z, p[1] + y, p[2] - sin(a) * x + cos(a) * z)


def _reaching(actor: Actor, left: V3 | None, right: V3 | None, over: str = "lr") -> Actor:
    def own(p: V3 | None) -> V3 | None:
        return None if p is None else local(p, actor.at, actor.yaw)

    over = "".join(s for s, p in (("l", left), ("r", right)) if p is not None and s in over)
    pose = replace(actor.pose, touch_l=own(left), touch_r=own(right), over=over, cling=bool(over))
    return replace(actor, pose=pose)


def _embrace(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """Arms round each other's back, heads side by side."""
    ja, jb, ka, kb = a.joints(), b.joints(), a.look.height, b.look.height
    return (
        _reaching(
            a,
            _toward(b, jb, "chest", (0.045 * kb, -0.03 * kb, -0.045 * kb)),
            _toward(b, jb, "chest", (-0.045 * kb, 0.04 * kb, -0.045 * kb)),
        ),
        _reaching(
            b,
            _toward(a, ja, "chest", (0.05 * ka, -0.06 * ka, -0.04 * ka)),
            _toward(a, ja, "chest", (-0.05 * ka, 0.0, -0.04 * ka)),
        ),
    )


def _kiss(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """Hands at a waist and round a neck."""
    ja, jb, ka, kb = a.joints(), b.joints(), a.look.height, b.look.height
    return (
        _reaching(
            a,
            _toward(b, jb, "hip", (0.07 * kb, 0.1 * kb, 0.0)),
            _toward(b, jb, "hip", (-0.07 * kb, 0.1 * kb, 0.0)),
        ),
        _reaching(
            b,
            _toward(a, ja, "shoulder_r", (-0.01 * ka, -0.03 * ka, 0.03 * ka)),
            _toward(a, ja, "shoulder_l", (0.01 * ka, -0.03 * ka, 0.03 * ka)),
        ),
    )


def _dance(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """One pair of hands joined and held out, a hand on a back, a hand on a shoulder."""
    ja, jb, ka, kb = a.joints(), b.joints(), a.look.height, b.look.height
    one, two = _toward(a, ja, "shoulder_l", (-0.2 * ka, 0.0, 0.14 * ka)), jb["shoulder_r"]
    joined = ((one[0] + two[0]) / 2, min(one[1], two[1] + 0.1 * kb), (one[2] + two[2]) / 2)
    out = _toward(a, {"x": joined}, "x", (-0.1 * ka, 0.0, 0.0))
    return (
        _reaching(a, out, _toward(b, jb, "chest", (-0.06 * kb, -0.03 * kb, -0.03 * kb))),
        _reaching(b, _toward(a, ja, "shoulder_r", (0.0, 0.03 * ka, -0.01 * ka)), out),
    )


def _handshake(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """Right hands meet half-way."""
    spot = _between(a, b, 0.64)  # high enough to be seen at the waist line
    return _reaching(a, None, spot), _reaching(b, None, spot, "")


def _give(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """The first holds out a thing, the second takes it with both hands."""
    spot = _between(a, b, 0.62)
    near = _toward(b, {"x": spot}, "x", (0.05, -0.03, -0.05))
    return _reaching(a, None, spot), _reaching(b, _toward(b, {"x": near}, "x", (-0.1, 0, 0)), near)


def _between(a: Actor, b: Actor, share: float) -> V3:
    height = min(a.look.height, b.look.height) * share
    x, z = (a.at[0] + b.at[0]) / 2, (a.at[2] + b.at[2]) / 2
    return x, max(a.at[1], b.at[1]) + height, z


def _handinhand(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """The inner hands joined, low."""
    spot = _between(a, b, 0.44)
    mine = sorted("lr", key=lambda s: _flat(a.joints()["shoulder_" + s], spot))[0]
    yours = sorted("lr", key=lambda s: _flat(b.joints()["shoulder_" + s], spot))[0]

    def one(actor: Actor, side: str) -> Actor:
        return _reaching(actor, spot if side == "l" else None, spot if side == "r" else None, "")

    return one(a, mine), one(b, yours)


def _flat(p: V3, q: V3) -> float:
    return (p[0] - q[0]) ** 2 + (p[2] - q[2]) ** 2


def _fight(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """The first one's fist at the other's jaw."""
    jaw = _toward(b, b.joints(), "head", (0.0, -0.03 * b.look.height, 0.07 * b.look.height))
    return _reaching(a, None, jaw), b


def _struggle(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """Each holds the other's arms."""
    ja, jb = a.joints(), b.joints()

    def arms(actor: Actor, j: Joints) -> tuple[V3, V3]:
        k = actor.look.height
        return (
            _toward(actor, j, "shoulder_r", (0.02 * k, -0.08 * k, 0.06 * k)),
            _toward(actor, j, "shoulder_l", (-0.02 * k, -0.08 * k, 0.06 * k)),
        )

    return _reaching(a, *arms(b, jb)), _reaching(b, *arms(a, ja))


def _whisper(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """A hand before the mouth at the other's ear: the hand further from us."""
    k, ear = a.look.height, _toward(b, b.joints(), "head", (0.0, -0.02 * b.look.height, 0.06))
    mouth = _toward(a, a.joints(), "head", (0.0, -0.03 * k, 0.085 * k))
    spot = ((mouth[0] * 2 + ear[0]) / 3, mouth[1], (mouth[2] * 2 + ear[2]) / 3)
    far = max("lr", key=lambda s: _flat(a.joints()["shoulder_" + s], b.joints()["head"]))
    return (_reaching(a, spot, None, "") if far == "l" else _reaching(a, None, spot, "")), b


def _cradle(a: Actor, b: Actor) -> tuple[Actor, Actor]:
    """The first carries the second across both arms."""
    spot = _toward(a, {"x": a.at}, "x", (0.0, 0.0, 0.19 * a.look.height))
    high = a.joints()["chest"][1] - a.at[1] - 0.13 * a.look.height
    yaw = a.yaw + 90
    lying = replace(b, at=spot, yaw=yaw, pose=replace(b.pose, perch=max(0.6, high)))
    j, k = lying.joints(), b.look.height
    return (
        _reaching(
            a,
            _toward(a, j, "chest", (0.0, -0.05 * k, 0.02 * k)),
            _toward(a, j, "knee_l", (-0.02 * k, -0.05 * k, 0.0)),
            "",
        ),
        lying,
    )


_CALM = replace(POSES["stand"], roll=0, slope=0, side=0, tilt=0, twist=0, show=60)
_CLOSE = replace(_CALM, lean=5, curl=3, leg_l=(8, 5, 6, 0), leg_r=(-6, 5, 4, 0))
_BRACED = replace(
    _CALM, lean=20, curl=2, nod=-4, leg_l=(26, 8, 34, 0), leg_r=(-26, 6, 14, 24), planted=False
)
PAIRS: dict[str, Pair] = {
    "embrace": Pair(
        0.33,
        24,
        replace(_CLOSE, tilt=10, nod=4, look=-8),
        replace(_CLOSE, tilt=9, nod=-4),
        _embrace,
    ),
    "kiss": Pair(
        0.37, 10, replace(_CLOSE, tilt=8, lean=7), replace(_CLOSE, tilt=-8, lean=7), _kiss
    ),
    "dance": Pair(
        0.44,
        52,
        replace(_CALM, side=3, leg_l=(14, 6, 10, 0), mood="smiles"),
        replace(_CALM, side=-3, lean=-3, curl=-3, leg_r=(-12, 5, 16, 0), mood="smiles"),
        _dance,
    ),
    "handshake": Pair(
        0.92,
        14,
        replace(_CALM, lean=4, twist=-10, leg_r=(12, 5, 8, 0)),
        replace(_CALM, lean=4, twist=-10, leg_r=(12, 5, 8, 0)),
        _handshake,
    ),
    "give": Pair(
        0.98,
        16,
        replace(_CALM, lean=4, twist=-8, leg_r=(12, 5, 8, 0), grip="up"),
        replace(_CALM, lean=4, leg_l=(10, 5, 8, 0)),
        _give,
    ),
    "handinhand": Pair(0.58, 0, POSES["stand"], POSES["stand"], _handinhand, (16, 16)),
    "fight": Pair(
        0.86,
        8,
        replace(POSES["fight"], lean=18, twist=-26),
        replace(
            POSES["fight"],
            lean=-18,
            nod=16,
            tilt=8,
            twist=10,
            look=14,
            mood="pain",
            leg_l=(18, 10, 20, 0),
            leg_r=(-22, 10, 18, 20),
        ),
        _fight,
    ),
    "struggle": Pair(
        0.74,
        8,
        replace(_BRACED, mood="angry"),
        replace(_BRACED, lean=8, nod=4, mood="afraid"),
        _struggle,
    ),
    "whisper": Pair(
        0.46,
        -6,
        replace(_CALM, lean=10, nod=-2, tilt=4, mood="whispers"),
        replace(_CALM, tilt=-6, side=-4),
        _whisper,
        (66, 8),
    ),
    "cradle": Pair(
        0.3,
        0,
        replace(_CALM, lean=-7, curl=4, leg_l=(10, 6, 8, 0)),
        replace(
            POSES["lie"],
            perch=1.0,
            tilt=0,
            nod=6,
            leg_l=(52, 4, 70, 30),
            leg_r=(60, 4, 76, 30),
            arm_r=(30, 4, 60, 20),
            arm_l=(10, 6, 40, 10),
        ),
        _cradle,
        (24, 24),
    ),
}
