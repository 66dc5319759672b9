"""How far people reach with what belongs to them: a mount, an open umbrella, a bed, a desk."""

from __future__ import annotations

from storyforge.artist.body.posture import Front
from storyforge.artist.body.skeleton import placed
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3

# corners in metres from the ground below the hips: right, up, ahead
_REACH: dict[str, tuple[V3, ...]] = {
    "horse": ((0, 0, -1.0), (0, 2.2, 1.1), (0, 1.5, 1.42), (0.1, 0, 0.75), (-0.1, 0, -0.75)),
    "bicycle": ((0, 0, -0.72), (0, 0, 1.06), (0, 0.7, 1.06)),
    "sleeper": ((0, 0, -1.1), (0, 0.9, -1.1), (0, 0, 1.1)),
    "bed": ((-1.0, 0, 0), (1.0, 0, 0), (-1.0, 0.9, 0)),
    "sofa": ((-0.75, 0, 0), (0.75, 0, 0)),
    "chair": ((0, 0, -0.25),),
}
_UMBRELLA: tuple[V3, ...] = ((-0.55, 0.78, 0), (0.55, 0.78, 0), (0, 0.86, 0))


def extent(actor: Actor) -> tuple[V3, ...]:
    """Points of the stage that a frame must hold beside the joints when it shows a whole figure."""
    joints = actor.joints()
    hip, hand = joints["hip"], joints["hand_r"]
    points = [_set(actor, hip, p) for p in _REACH.get(actor.pose.seat, ())]
    front = actor.pose.front
    if front is not None and front.turn == 0:
        points += [_set(actor, hip, p) for p in _corners(front)]
    if actor.look.prop == "umbrella" and actor.pose.grip == "up":
        points += [(hand[0] + x, hand[1] + y, hand[2] + z) for x, y, z in _UMBRELLA]
    if actor.pose.gesture == "aloft":
        points += raised(actor)
    return tuple(points)


_SHOWN = frozenset(("wave", "raise", "raiseboth", "aloft", "lift", "liftup", "surrender", "point"))


def raised(actor: Actor) -> tuple[V3, ...]:
    """What is the point of a gesture above the shoulders, for a frame that shows half a figure."""
    joints, tall = actor.joints(), actor.look.height
    points = [
        (x, y + 0.03 * tall, z)
        for (x, y, z), low in ((joints["hand_" + s], joints["shoulder_" + s][1]) for s in "lr")
        if actor.pose.gesture in _SHOWN and y > low + 0.02 * tall
    ]
    x, y, z = joints["hand_r"]
    if actor.look.prop == "umbrella" and actor.pose.grip == "up":
        points.append((x, y + 0.7, z))
    if actor.pose.gesture == "aloft":  # a lantern hangs from it, a blade stands on it
        points += [(x - 0.16, y, z), (x + 0.16, y, z)]
        points += [(x, y + 0.75, z)] if actor.look.prop == "sword" else []
    return tuple(points)


def _set(actor: Actor, hip: V3, p: V3) -> V3:
    return placed({"p": p}, (hip[0], actor.at[1], hip[2]), actor.yaw)["p"]


def _corners(front: Front) -> list[V3]:
    half = min(front.wide / 2, 0.8)
    far = front.ahead + front.deep
    return [(side * half, y, z) for side in (-1, 1) for y in (0.0, front.tall) for z in (0.3, far)]
