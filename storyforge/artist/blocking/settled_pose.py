"""Somebody on a spot of the place: where the hips are, which way they face, what the hands do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import cos, radians, sin

from storyforge.artist.body.pose import POSES
from storyforge.artist.body.skeleton import local
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Spot
from storyforge.artist.staging import Shot
from storyforge.artist.words import tokens

# degrees by which somebody on a spot may turn from it towards the camera
_SWING: dict[str, float] = {
    **dict.fromkeys(("seat", "bedside", "step", "crate", "wall", "behind"), 22.0),
    **dict.fromkeys(("table", "window", "rail"), 28.0),
    **dict.fromkeys(("desk", "piano"), 34.0),
    "stair": 40.0,
    "door": 40.0,
}
_OWN = ("stool", "counter")  # turned as the scene has them, their side to the bar
_DOWN = frozenset(("down", "descends", "descending", "descend"))


def put(shot: Shot, k: int, said: str, actor: Actor, spot: Spot, azimuth: float) -> Actor:
    """The actor on the spot in the posture that belongs there."""
    yaw = _faced(actor, spot, azimuth, shot.cast[k].action or said)
    one = replace(actor, at=spot.at, yaw=yaw, spot=spot)
    return _MANNERS.get(spot.kind, _stood)(one, spot)


def _faced(actor: Actor, spot: Spot, azimuth: float, words: str) -> float:
    own = spot.yaw
    if spot.kind in ("bed", "couch"):
        return own + (180.0 if actor.pose.lying == "front" else 0.0)
    if spot.kind == "water":
        return actor.yaw
    if spot.kind in _OWN:
        turn = _wrapped(azimuth + 180 - actor.yaw)
        side = 1.0 if turn >= 0 else -1.0
        low, high = (38.0, 64.0) if spot.kind == "stool" else (68.0, 82.0)
        return azimuth + 180 - side * max(low, min(high, abs(turn)))
    if spot.kind == "stair" and actor.pose.name in ("climb", "climbstairs"):
        own += 0.0 if _DOWN & set(tokens(words)) else 180.0
    if spot.kind == "window":
        return _profiled(own, azimuth)
    swing = 8.0 if spot.name == "seat" else _SWING.get(spot.kind, 0.0)  # a bench of two
    return own + max(-swing, min(swing, _wrapped(actor.yaw - own)))


def _profiled(yaw: float, azimuth: float) -> float:
    """Turned from the window so far that the face is seen from the side."""
    to_us = _wrapped(azimuth + 180 - yaw)
    most = max(0.0, min(70.0, abs(to_us) - 92.0))
    return yaw + most * (1.0 if to_us > 0 else -1.0)


def _wrapped(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def _stood(actor: Actor, _spot: Spot) -> Actor:
    pose = actor.pose
    if pose.name == "leanwall":
        pose = replace(pose, seat="place")
    if pose.name == "climbstairs":  # the forward foot just on the next step
        pose = replace(pose, leg_r=(47.0, 2.0, 52.0, 0.0))
    return replace(actor, pose=replace(pose, front=None, over=""))


def _seated(actor: Actor, spot: Spot) -> Actor:
    pose = actor.pose
    if not pose.sitting:
        arms = pose if pose.gesture or pose.grip else POSES["sit"]
        pose = replace(
            POSES["sit"],
            arm_l=arms.arm_l,
            arm_r=arms.arm_r,
            gesture=pose.gesture,
            grip=pose.grip,
            nod=pose.nod,
            look=pose.look,
            mood=pose.mood,
        )
    pose = replace(pose, seat=spot.chair, perch=spot.high, front=None, over="", lift=0.0)
    return replace(actor, pose=pose)


def _at_table(actor: Actor, spot: Spot) -> Actor:
    """Seated, the free hands on the table."""
    one = _seated(actor, spot)
    return _hands_on(replace(one, pose=replace(one.pose, lean=max(6.0, one.pose.lean))), spot)


def _hands_on(actor: Actor, spot: Spot, apart: float = 0.15) -> Actor:
    """Hands with nothing else to do lie on what is before the spot."""
    pose, busy = actor.pose, actor.pose.gesture not in _HANDS_FREE
    deep = spot.reach + 0.13
    left, right = (_ahead(actor, spot, s * apart, deep) for s in (-1.0, 1.0))
    keep_l = busy and pose.grip in ("both", "hug", "aim", "lap")
    keep_r = busy or bool(actor.look.prop)
    pose = replace(
        pose,
        touch_l=pose.touch_l if keep_l else left,
        touch_r=pose.touch_r if keep_r else right,
        over="lr",
    )
    return replace(actor, pose=pose)


_HANDS_FREE = ("", "lookup", "lookdown", "turnaway", "listen", "write", "work", "hold")


def _ahead(actor: Actor, spot: Spot, right: float, deep: float) -> V3:
    """A point of the surface before a spot, as the actor has it before the hips."""
    a = radians(spot.yaw)
    x = spot.at[0] + cos(a) * right + sin(a) * deep
    z = spot.at[2] - sin(a) * right + cos(a) * deep
    return local((x, spot.at[1] + spot.top + 0.03, z), actor.at, actor.yaw)


def _lain(actor: Actor, spot: Spot) -> Actor:
    pose = actor.pose
    if spot.kind == "couch" and pose.name in ("lie", "liebed"):
        pose = replace(POSES["lieside"], mood=pose.mood)
        pose = replace(pose, lying="right" if spot.yaw % 360 < 180 else "left")
    return replace(actor, pose=replace(pose, seat="place", perch=spot.high, lift=0.0))


def _leant(actor: Actor, spot: Spot) -> Actor:
    """The side to a bar: the near forearm lies on its edge."""
    pose = replace(actor.pose, front=None, over="", seat="")
    a, b = radians(spot.yaw), radians(actor.yaw)
    deep, along = spot.reach + 0.15, 0.33
    point = (
        spot.at[0] + sin(a) * deep + sin(b) * along,
        spot.at[1] + spot.top + 0.04,
        spot.at[2] + cos(a) * deep + cos(b) * along,
    )
    x, y, z = local(point, actor.at, actor.yaw)
    side = "r" if x > 0 else "l"
    if pose.name == "leancounter":
        tip = 7.0 if side == "r" else -7.0
        pose = replace(POSES["stand"], side=tip, lean=5.0, nod=pose.nod, look=pose.look,
                       gesture=pose.gesture, mood=pose.mood, roll=0.0, slope=0.0)  # fmt: skip
    if side == "r" and (actor.look.prop or pose.gesture not in _HANDS_FREE):
        return replace(actor, pose=pose)
    touch = {"touch_r": (x, y, z)} if side == "r" else {"touch_l": (x, y, z)}
    return replace(actor, pose=replace(pose, over=side, **touch))  # type: ignore[arg-type]


def _at_rail(actor: Actor, spot: Spot) -> Actor:
    """Both hands on a rail."""
    pose = replace(actor.pose, front=None, planted=True)
    one = replace(actor, pose=pose)
    return _hands_on(one, replace(spot, reach=spot.reach - 0.12), 0.24)


def _served(actor: Actor, spot: Spot) -> Actor:
    """Behind a counter, the free hands on it."""
    pose = replace(actor.pose, front=None, lean=max(3.0, actor.pose.lean * 0.5))
    return _hands_on(replace(actor, pose=pose), replace(spot, reach=spot.reach - 0.04), 0.3)


def _drove(actor: Actor, spot: Spot) -> Actor:
    pose = replace(POSES["drive"], lean=-3.0, nod=actor.pose.nod, look=actor.pose.look)
    one = replace(actor, pose=pose)
    hands = [local(h, actor.at, actor.yaw) for h in spot.hands]
    pose = replace(
        pose, seat="place", perch=spot.high, front=None, touch_l=hands[0], touch_r=hands[1]
    )
    return replace(one, pose=pose, look=replace(actor.look, prop=""))


def _climbed(actor: Actor, spot: Spot) -> Actor:
    hands = [local(h, actor.at, actor.yaw) for h in spot.hands]
    pose = replace(actor.pose, seat="place", lift=0.2, touch_l=hands[0], touch_r=hands[1])
    return replace(actor, pose=pose)


def _swum(actor: Actor, _spot: Spot) -> Actor:
    """Stretched out on the water, one arm drawn through along the side."""
    return replace(
        actor,
        pose=replace(actor.pose, arm_r=(-84.0, 10.0, 4.0, 0.0), leg_l=(-84.0, 4.0, 4.0, 80.0)),
    )


Manner = Callable[[Actor, Spot], Actor]
_MANNERS: dict[str, Manner] = {
    **dict.fromkeys(("seat", "bedside", "stool", "step", "crate", "piano"), _seated),
    **dict.fromkeys(("table", "desk"), _at_table),
    **dict.fromkeys(("bed", "couch"), _lain),
    **dict.fromkeys(("passenger", "back"), _seated),
    "counter": _leant,
    "behind": _served,
    "rail": _at_rail,
    "wheel": _drove,
    "ladder": _climbed,
    "water": _swum,
}
