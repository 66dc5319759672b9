"""Where a thing is in the hands that hold it: how it hangs, stands, is aimed or drunk from."""

from __future__ import annotations

from math import atan2, hypot, pi

from storyforge.artist.body.skeleton import head_axes
from storyforge.artist.figures.actor import Drawn
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, minus, plus, unit
from storyforge.artist.things.prop import draw_prop

# things that lie along the arm rather than upright in the picture
_ALONG = frozenset(("gun", "rifle", "sword", "violin", "guitar", "bow"))
_HANGING = frozenset(("lantern", "suitcase", "bag", "bucket", "basket", "satchel", "violin-case"))


def spot_of(d: Drawn, name: str) -> V3:
    """The point of the stage at which a thing has its grip, metres."""
    left, right = d.joints["hand_l"], d.joints["hand_r"]
    grip = d.actor.pose.grip
    if grip == "chin":
        return plus(between(d.joints["neck"], d.joints["shoulder_l"], 0.3), _ahead(d), 0.07)
    if grip in ("both", "hug") and name not in _HANGING - {"violin-case"}:
        return tuple((left[k] + right[k]) / 2 for k in range(3))  # type: ignore[return-value]
    return right


def carrier(d: Drawn) -> str:
    """With which arm a thing is drawn: the right one; the nearer one when both hold it."""
    if d.actor.pose.grip not in ("both", "hug"):
        return "r"
    return min("rl", key=lambda side: d.lens.depth(d.joints["hand_" + side]))


def draw_held(d: Drawn, name: str) -> None:
    """Draws what the right hand, or both, hold."""
    spot = spot_of(d, name)
    x, y = d.lens.at(spot)
    size = d.lens.size(spot)
    turn, flip = _turned(d, name)
    if d.actor.pose.grip in ("both", "carry") and name in ("box", "tray"):
        y += 0.02 * size
    draw_prop(d.canvas, name, (x, y), size, d.light, d.weight, held=True, turn=turn, flip=flip)
    if d.actor.pose.grip == "chin":
        _bow(d)


def _ahead(d: Drawn) -> V3:
    ahead = head_axes(d.actor.pose, d.actor.yaw)[2]
    return unit((ahead[0], ahead[1] + 0.6, ahead[2]))


def _bow(d: Drawn) -> None:
    """The bow from the right hand over the strings."""
    hand, left = d.joints["hand_r"], d.joints["hand_l"]
    strings = between(spot_of(d, "violin"), left, 0.42)
    far = plus(strings, unit(minus(strings, hand)), 0.24)
    d.canvas.stroke([d.lens.at(p) for p in (hand, strings, far)], d.weight * 1.6, 255)


def _turned(d: Drawn, name: str) -> tuple[float, bool]:
    """Radians by which a thing leans in the picture, and whether it is seen from its other side."""
    joints, grip = d.joints, d.actor.pose.grip
    if name not in _ALONG:
        if name == "umbrella":
            (hx, _), (x, _) = d.lens.at(joints["head"]), d.lens.at(joints["hand_r"])
            return max(
                -0.3, min(0.3, (hx - x) / max(1.0, 1.0 * d.lens.size(joints["head"])))
            ), False
        if name == "cup" and grip == "mouth":
            (hx, _), (x, _) = d.lens.at(joints["head"]), d.lens.at(joints["hand_r"])
            return (0.5 if hx > x else -0.5), hx > x
        return 0.0, False
    way = _way(d, name)
    spot = spot_of(d, name)
    here, there = d.lens.at(spot), d.lens.at(plus(spot, way, 0.3))
    dx, dy = there[0] - here[0], there[1] - here[1]
    if hypot(dx, dy) < 1e-6:
        return 0.0, False
    if name in ("gun", "rifle"):  # drawn with the muzzle to the right
        return (atan2(dy, dx), False) if dx >= 0 else (atan2(-dy, -dx), True)
    return atan2(dy, dx) + pi / 2, False  # drawn upright


def _way(d: Drawn, name: str) -> V3:
    joints, grip = d.joints, d.actor.pose.grip
    hand, wrist, left = joints["hand_r"], joints["wrist_r"], joints["hand_l"]
    if name == "rifle" or grip in ("chin", "lap"):
        return unit(minus(left, spot_of(d, name)))
    along = unit((hand[0] - wrist[0], hand[1] - wrist[1], hand[2] - wrist[2]))
    if name == "sword":
        return unit((along[0], along[1] + 0.9, along[2]))
    return along
