"""A person drawn back to front: far arm, legs, trunk, near arm, neck, head, and a rim of paper."""

from __future__ import annotations

from math import hypot

from storyforge.artist.body.head import Head
from storyforge.artist.body.skeleton import head_axes
from storyforge.artist.figures.actor import Actor, Drawn
from storyforge.artist.figures.creature import draw_creature, is_creature
from storyforge.artist.figures.drape import (
    draw_cloak,
    draw_collars,
    draw_mantle,
    draw_neck,
    faces_us,
    throat_hidden,
)
from storyforge.artist.figures.limbs import draw_arm, draw_leg
from storyforge.artist.figures.portrait import draw_head
from storyforge.artist.figures.torso import draw_lining, draw_torso, from_below
from storyforge.artist.figures.trim import draw_trim
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.vector import minus, unit

_REAR = -0.042  # shares of the height off the spine from which on an arm is behind the trunk


def draw_actor(canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
    """The whole person, or creature. Nothing is drawn of one behind the camera."""
    if is_creature(actor):
        draw_creature(canvas, lens, light, actor)
        return
    drawn = Drawn(canvas, lens, light, actor)
    if lens.depth(drawn.joints["chest"]) < 0.2:
        return
    canvas.group(lambda: _body(drawn), 0.8 * canvas.unit, 0.34 if light.dark else 0.3)


def _body(d: Drawn) -> None:
    arms = {side: arm_place(d, side) for side in ("l", "r")}
    order = sorted(arms, key=lambda side: _off(d, side))
    raised = [side for side in order if _before_head(d, side)]
    over = [side for side in order if crosses(d, side) and side not in raised]
    part = {side: "upper" if side in (*raised, *over) else "" for side in order}
    cloak, front = d.look.top == "cloak", faces_us(d)
    if cloak and front:
        draw_cloak(d)
    for side in order:
        if arms[side] != "before":
            draw_arm(d, side, part[side])
    _trunk_and_legs(d)
    for side in order:
        if arms[side] != "behind":
            draw_arm(d, side, "upper" if arms[side] == "round" else part[side])
    if cloak and not front:
        draw_cloak(d)
    if not throat_hidden(d):
        draw_neck(d)
    draw_collars(d)
    if cloak and front:
        draw_mantle(d)
    for side in over:
        draw_arm(d, side, "lower")
    _head(d)
    for side in raised:
        draw_arm(d, side, "lower")


def _trunk_and_legs(d: Drawn) -> None:
    legs = sorted(("l", "r"), key=lambda side: d.nearer("knee_" + side))
    below = from_below(d)
    if not below:
        for side in legs:
            draw_leg(d, side)
    if throat_hidden(d):
        draw_neck(d)
    draw_torso(d)
    if below:
        draw_lining(d)
        for side in legs:
            draw_leg(d, side, d.cut.fall)
    draw_trim(d)
    for side in legs:
        if before_trunk(d, side):
            draw_leg(d, side)


def arm_place(d: Drawn, side: str) -> str:
    """Where an arm is to the trunk: before it, behind it, or round it with the hand beyond."""
    eye = unit(minus(d.lens.eye, d.joints["chest"]))
    wrist, elbow = (d.trunk.off(d.joints[n + side], eye) / d.tall for n in ("wrist_", "elbow_"))
    beyond = wrist < -0.055
    if _off(d, side) < _REAR * d.tall or (beyond and elbow < 0.03):
        return "behind"
    return "round" if beyond else "before"


def _off(d: Drawn, side: str) -> float:
    """Metres by which an arm is nearer to us than the spine, its shoulder and elbow foremost."""
    eye = unit(minus(d.lens.eye, d.joints["chest"]))
    parts = {"shoulder_": 0.4, "elbow_": 0.4, "wrist_": 0.2}
    return sum(d.trunk.off(d.joints[name + side], eye) * k for name, k in parts.items())


def crosses(d: Drawn, side: str) -> bool:
    """Whether a forearm lies before the trunk where far arm, collar or neck would hide it."""
    eye = unit(minus(d.lens.eye, d.joints["chest"]))
    wrist, elbow = (d.trunk.off(d.joints[name + side], eye) for name in ("wrist_", "elbow_"))
    if wrist < 0.06 * d.tall or elbow < -0.08 * d.tall:
        return False
    return _off(d, side) < _REAR * d.tall or d.trunk.way(d.joints["hand_" + side]) > 0.5


def before_trunk(d: Drawn, side: str) -> bool:
    """Whether a drawn-up knee hides the trunk."""
    knee, hip = d.joints["knee_" + side], d.joints["hip_" + side]
    raised = d.lens.at(knee)[1] < d.lens.at(hip)[1] - 0.03 * d.tall * d.scale
    return raised and d.nearer("knee_" + side) > 0.1 * d.tall


def _before_head(d: Drawn, side: str) -> bool:
    """Whether a hand comes between us and the head without the sleeve hiding the face."""
    hx, hy, hr = d.circle("head", 0.085)
    x, y, r = d.circle("hand_" + side, 0.03)
    if hypot(x - hx, y - hy) > hr + r or d.lens.depth(d.joints["hand_" + side]) > d.lens.depth(
        d.joints["head"]
    ):
        return False
    ex, ey, er = d.circle("elbow_" + side, 0.03)
    return hypot(ex - hx, ey - hy) > hr + er


def _head(d: Drawn) -> None:
    right, up, ahead = head_axes(d.actor.pose, d.actor.yaw)
    head = Head(d.joints["head"], right, up, ahead, d.actor.body.head, d.lens)
    draw_head(d.canvas, head, d.look, d.actor.mood, d.light, d.paint, d.actor.looks_at)
