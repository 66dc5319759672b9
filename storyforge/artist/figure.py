"""A person drawn back to front: far arm, legs, trunk, near arm, neck, head, and a rim of light."""

from __future__ import annotations

from storyforge.artist.actor import Actor, Drawn
from storyforge.artist.camera import Camera
from storyforge.artist.canvas import Canvas
from storyforge.artist.clothes import draw_cloak, draw_front, draw_neck, draw_torso
from storyforge.artist.head import head_at
from storyforge.artist.light import Light
from storyforge.artist.limbs import draw_arm, draw_leg
from storyforge.artist.portrait import draw_head
from storyforge.artist.rim import rimmed


def draw_actor(canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
    """The whole person. Nothing is drawn of one behind the camera."""
    drawn = Drawn(canvas, lens, light, actor)
    if lens.depth(drawn.joints["chest"]) < 0.2:
        return
    width = max(1.2, min(2.6, drawn.large / 160)) * canvas.unit
    rimmed(canvas, lambda: _body(drawn), width, 0.3 if light.dark else 0.6)


def _body(d: Drawn) -> None:
    rear, front, lifted = _arms(d)
    cloak = d.look.top == "cloak"
    if cloak and d.toward() > 0:
        draw_cloak(d)
    for side in rear:
        draw_arm(d, side)
    for side in sorted(("l", "r"), key=lambda side: d.nearer("knee_" + side)):
        draw_leg(d, side)
    draw_torso(d)
    if d.toward() > -0.1:
        draw_front(d)
    if cloak and d.toward() <= 0:
        draw_cloak(d)
    for side in lifted:
        draw_arm(d, side)
    draw_neck(d)
    _head(d)
    for side in front:
        draw_arm(d, side)


def _arms(d: Drawn) -> tuple[list[str], list[str], list[str]]:
    """Arms behind the trunk, before everything, and before the trunk but behind the head."""
    nearness = {s: d.nearer("wrist_" + s) + d.nearer("elbow_" + s) for s in ("l", "r")}
    order = sorted(nearness, key=lambda s: nearness[s])
    rear = [s for s in order if nearness[s] < (0.12 if d.toward() > 0.3 else 0.2)]
    near = [s for s in order if s not in rear]
    over = [s for s in near if _covers_face(d, s)]
    return rear, [s for s in near if s not in over], over


def _covers_face(d: Drawn, side: str) -> bool:
    """Whether the sleeve would hide the face; a hand that goes to the mouth may."""
    hx, hy, hr = d.circle("head", 0.075)
    for name in ("shoulder_", "elbow_", "wrist_"):
        x, y, r = d.circle(name + side, 0.03)
        reach = hr + r * (0.4 if name == "shoulder_" else 1.0)
        if abs(x - hx) < reach and abs(y - hy) < reach and name != "wrist_":
            return True
    return d.joints["elbow_" + side][1] > d.joints["neck"][1]


def _head(d: Drawn) -> None:
    pose, yaw = d.actor.pose, d.actor.yaw + d.actor.pose.look
    nod = pose.nod * 0.8 if not pose.lying else 80.0
    head = head_at(d.joints["head"], yaw, nod, d.actor.body.head, d.lens)
    draw_head(d.canvas, head, d.look, d.actor.mood, d.light, d.paint)
