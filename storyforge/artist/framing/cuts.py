"""Where a size cuts the body: between two joints, never at one; and what must stay inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import radians, sin

from storyforge.artist.body.skeleton import Joints
from storyforge.artist.figures.actor import Actor
from storyforge.artist.framing.extent import extent, raised
from storyforge.artist.framing.framing import Size
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between
from storyforge.artist.words import bag, said


@dataclass(frozen=True, slots=True)
class Marks:
    """One person for the frame, points in metres.

    *hold* must be inside; *crown* is under the headroom; the lower edge runs through *cut*
    (for whole figures: the feet, with room below).
    """

    hold: tuple[V3, ...]
    crown: V3
    cut: V3
    head: V3


# the lower edge lies at this share of the way from one joint to the next
_TRUNK = {"CU": ("neck", "chest", 0.3), "MCU": ("chest", "hip", 0.06), "MS": ("chest", "hip", 0.68)}
_LEGS = {"COW": ("hip_", "knee_", 0.6), "MLS": ("knee_", "ankle_", 0.3)}
_TALL_HATS = {"brim": 0.22, "bowler": 0.24, "cap": 0.14, "helmet": 0.14, "hood": 0.1, "": 0.05}
_HALVES = ("MS", "COW", "MLS")  # wide enough to go after a raised hand
WHOLE = ("FS", "LS", "ELS", "ES", "MASTER")
JOINTS = ("neck", "wrist_l", "wrist_r", "knee_l", "knee_r", "ankle_l", "ankle_r")


@lru_cache(maxsize=128)
def joints_of(actor: Actor) -> Joints:
    """The joints on the stage, metres, worked out once; to be read only."""
    return actor.joints()


def marks_for(name: str, size: Size, actor: Actor, right: V3, words: str = "") -> Marks:
    """The marks of *actor* in the size called *name*; *right* is the camera's own right."""
    joints = joints_of(actor)
    head = joints["head"]
    crown = crown_of(actor, joints)
    if name == "ECU":
        return _detail(actor, joints, right, words)
    if name == "BCU":
        return _choker(actor, head, right)
    if name in WHOLE:
        low = min(joints.values(), key=lambda p: p[1])
        cut = (head[0], low[1] - 0.01, head[2])
        return Marks((*joints.values(), *extent(actor), crown), crown, cut, head)
    if actor.pose.lying:
        return _lying(name, size, actor, joints, crown)
    cut = _cut(name, actor, joints)
    hat = _brim(actor, crown, right)
    shown = raised(actor) if name in _HALVES else ()
    return Marks((*face_of(actor, joints, right), *hat, *shown, crown, cut), crown, cut, head)


def crown_of(actor: Actor, joints: Joints) -> V3:
    """The top of the head, or of the hat on it."""
    x, y, z = joints["head"]
    return x, y + actor.body.head * (0.5 + _TALL_HATS.get(actor.look.hat, 0.1)), z


def _brim(actor: Actor, crown: V3, right: V3) -> tuple[V3, ...]:
    """The top of the head or hat before and behind, which a steep camera sees."""
    wide = actor.body.head * (0.42 if actor.look.hat else 0.3)
    x, y, z = crown
    y -= actor.body.head * 0.12
    return (x - right[2] * wide, y, z + right[0] * wide), (
        x + right[2] * wide,
        y,
        z - right[0] * wide,
    )


def face_of(actor: Actor, joints: Joints, right: V3, chin: float = 0.52) -> tuple[V3, ...]:
    """Chin, top and both sides of the head as the camera sees it."""
    x, y, z = joints["head"]
    tall = actor.body.head
    wide = tall * 0.4
    return (
        (x, y - tall * chin, z),
        (x, y + tall * 0.5, z),
        (x - right[0] * wide, y, z - right[2] * wide),
        (x + right[0] * wide, y, z + right[2] * wide),
    )


def _cut(name: str, actor: Actor, joints: Joints) -> V3:
    if name in _TRUNK:
        upper, lower, share = _TRUNK[name]
        return between(joints[upper], joints[lower], share)
    upper, lower, share = _LEGS[name]
    cuts = [between(joints[upper + s], joints[lower + s], share) for s in ("l", "r")]
    cut = min(cuts, key=lambda p: p[1])
    drop = 0.055 * actor.look.height if name == "COW" and cut[1] > joints["hip"][1] - 0.1 else 0.0
    return cut[0], cut[1] - drop, cut[2]


def _choker(actor: Actor, head: V3, right: V3) -> Marks:
    """Forehead to chin: the hair may be cut, the chin may not."""
    tall = actor.body.head
    x, y, z = head
    top, low = (x, y + tall * 0.43, z), (x, y - tall * 0.6, z)
    eye = tall * 0.24
    sides = tuple((x + right[0] * s * eye, y, z + right[2] * s * eye) for s in (-1, 1))
    return Marks((top, low, *sides), top, low, head)


def _eyes(actor: Actor, joints: Joints) -> tuple[V3, float, float]:
    x, y, z = joints["head"]
    return (x, y + actor.body.head * 0.04, z), actor.body.head * 0.6, actor.body.head * 0.5


def _mouth(actor: Actor, joints: Joints) -> tuple[V3, float, float]:
    x, y, z = joints["head"]
    return (x, y - actor.body.head * 0.3, z), actor.body.head * 0.46, actor.body.head * 0.36


def _fist(actor: Actor, joints: Joints) -> tuple[V3, float, float]:
    return joints["hand_r"], actor.look.height * 0.17, actor.look.height * 0.15


_DETAILS: tuple[tuple[tuple[str, ...], Callable[[Actor, Joints], tuple[V3, float, float]]], ...] = (
    (("eye", "eyes", "gaze"), _eyes),
    (("mouth", "lip", "lips", "teeth"), _mouth),
    (("hand", "hands", "finger", "fingers", "fist", "ring"), _fist),
)


def _detail(actor: Actor, joints: Joints, right: V3, words: str) -> Marks:
    """Eyes, or the mouth or the hand that the words speak of."""
    asked = bag(words)
    find = next((f for names, f in _DETAILS if said(asked, *names)), _eyes)
    (x, y, z), tall, wide = find(actor, joints)
    top, low = (x, y + tall / 2, z), (x, y - tall / 2, z)
    sides = tuple((x + right[0] * s * wide / 2, y, z + right[2] * s * wide / 2) for s in (-1, 1))
    return Marks((top, low, *sides), top, low, (x, y, z))


# of somebody who lies down: all joints that the size holds, wherever they are
_HELD = {
    "CU": ("head", "neck"),
    "MCU": ("head", "neck", "chest"),
    "MS": ("head", "chest", "hip"),
    "COW": ("head", "chest", "hip", "knee_l", "knee_r"),
    "MLS": ("head", "chest", "hip", "knee_l", "knee_r"),
}


def _lying(name: str, size: Size, actor: Actor, joints: Joints, crown: V3) -> Marks:
    """Somebody flat: the frame spans as many metres as for one who stands, round what it holds."""
    points = [joints[j] for j in _HELD[name]]
    middle = between(points[0], points[-1], 0.5)
    span = size.span * (actor.body.head if size.close else actor.look.height)
    reach = 0.3 * span
    top = (middle[0], middle[1] + reach * 1.1, middle[2])
    low = (middle[0], middle[1] - reach * 0.6, middle[2])
    return Marks((*points, crown, top, low), top, low, joints["head"])


def facing_of(actor: Actor, azimuth: float) -> float:
    """Which way the face looks on the picture: -1 left, 0 at or away from us, 1 right."""
    return sin(radians(azimuth + 180 - actor.yaw - actor.pose.look))
