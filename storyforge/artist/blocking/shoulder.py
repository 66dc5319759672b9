"""Over the shoulder: somebody dark, near and from behind at one edge, the other one facing us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from storyforge.artist.blocking import cast
from storyforge.artist.blocking.blocking import faced
from storyforge.artist.body.look import look_for
from storyforge.artist.body.pose import POSES
from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.colour import RGB
from storyforge.artist.stage.camera import Camera
from storyforge.artist.staging import Member, Shot
from storyforge.artist.words import tokens

_NEAR = ("foreground", "near", "nearest")


def side_of(shot: Shot) -> float | None:
    """At which edge the near one stands, -1 left or 1 right; None when it is no such shot.

    A position that says left or right decides, else "ots-left" is the left edge.
    """
    if not shot.perspective.startswith("ots"):
        return None
    asked = tokens(shot.cast[_near(shot)].position) if len(shot.cast) > 1 else []
    if "left" in asked or "right" in asked:
        return -1.0 if "left" in asked else 1.0
    return -1.0 if shot.perspective.endswith("left") else 1.0


def _near(shot: Shot) -> int:
    """Who is in the foreground: whose position says so, else the second of the cast."""
    for k, member in enumerate(shot.cast):
        if any(word in _NEAR for word in tokens(member.position)):
            return k
    return 1 if len(shot.cast) > 1 else 0


def ordered(shot: Shot) -> Shot:
    """The shot with its subject first and the one in the foreground second."""
    if len(shot.cast) < 2:
        return shot
    near = _near(shot)
    subject = next(m for k, m in enumerate(shot.cast) if k != near)
    return replace(shot, cast=(_facing_us(shot, subject), shot.cast[near]))


def _facing_us(shot: Shot, subject: Member) -> Member:
    """The subject stands free and looks at the near one unless other facing is asked for."""
    edge = "left" if side_of(shot) == -1.0 else "right"
    asked = faced(subject.facing)
    keep = asked is not None and abs(asked) < 70
    facing = subject.facing if keep and "us" not in tokens(subject.facing) else edge + " quarter"
    return replace(subject, position="", facing=facing)


def beside(side: float, shape: float) -> float:
    """How far off the middle the subject stands, as a share of the width, to leave that edge free.

    *shape* is the width of the frame by its height.
    """
    return -side * (0.13 if shape < 2 else 0.1)


def joined(
    shot: Shot,
    colours: Mapping[int, dict[str, RGB]],
    lens: Camera,
    actors: Sequence[Actor],
    side: float,
) -> list[Actor]:
    """The actors with the one in the foreground last, and the subject's eyes on that one."""
    subject = actors[0]
    near = near_one(shot, colours, lens, subject, side)
    return [replace(subject, looks_at=near.joints()["head"]), *actors[1:], near]


def near_one(
    shot: Shot, colours: Mapping[int, dict[str, RGB]], lens: Camera, subject: Actor, side: float
) -> Actor:
    """The one in the foreground: head beside the edge of the frame, cut by it, in shadow."""
    known = len(shot.cast) > 1
    look = cast.looks_of(shot, colours)[1] if known else look_for("man, dark coat, short hair")
    actor = Actor(replace(look, prop=""), POSES["stand"], (0.0, 0.0, 0.0), 0.0, "", 0.66)
    actor = replace(actor, yaw=lens.azimuth - side * 22)
    far = lens.depth(subject.joints()["head"])
    head = 1.3 * lens.focal * subject.body.head / far
    head = max(0.36, min(0.66, head / lens.height)) * lens.height
    depth = max(0.45, min(far * 0.8, lens.focal * actor.body.head / head))
    margin, y = _fitting(lens, subject, side, lens.focal * actor.body.head / depth)
    x = margin if side < 0 else lens.width - margin
    spot = _unprojected(lens, x, y, depth)
    own = actor.joints()["head"]
    return replace(actor, at=(spot[0] - own[0], spot[1] - own[1], spot[2] - own[2]))


def _fitting(lens: Camera, subject: Actor, side: float, head: float) -> tuple[float, float]:
    """How far the near head is from its edge and from the top, in pixels; *head* is its height.

    It stays beside the face it looks at, cut by the edge if need be; where a narrow frame has no
    room beside that face, the near one stands lower.
    """
    joints = subject.joints()
    x, y = lens.at(joints["head"])
    tall = subject.body.head * lens.size(joints["head"])
    free = (x if side < 0 else lens.width - x) - 0.42 * tall
    margin = min(0.17 * lens.width, 0.5 * head, free - 0.44 * head)
    if margin > -0.1 * head:
        return margin, max(0.34 * lens.height, head * 0.62)
    margin = max(-0.08 * lens.width, min(0.12 * lens.width, free - 0.34 * head))
    return margin, min(0.97 * lens.height, y + 0.5 * tall + 0.66 * head)


def _unprojected(lens: Camera, x: float, y: float, depth: float) -> tuple[float, float, float]:
    """The point of the stage at that pixel and depth."""
    right = (x - lens.centre[0]) * depth / lens.focal
    up = (lens.centre[1] - y) * depth / lens.focal
    r, u, f = lens.axes
    a, b, c = (lens.eye[k] + r[k] * right + u[k] * up + f[k] * depth for k in range(3))
    return a, b, c
