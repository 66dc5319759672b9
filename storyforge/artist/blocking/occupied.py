"""Furniture with people at it: which of its blocks hide them, and which they hide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sin

from storyforge.artist.figures.actor import Actor
from storyforge.artist.framing.cuts import joints_of
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.stage import Place, Solid

_TRUNK = ("hip", "chest", "neck", "head", "shoulder_l", "shoulder_r")
_EPS = 0.006  # metres of depth between what is painted just before and just after somebody
_PAD = 0.05
Box = tuple[V3, V3]


@dataclass(frozen=True, slots=True)
class Layer:
    """Some blocks of a thing painted as if *depth* metres away; they cover the actors *covers*."""

    depth: float
    solid: Solid
    covers: tuple[int, ...] = ()


def occupied(place: Place, actors: Sequence[Actor]) -> tuple[Solid, ...]:
    """What somebody of the cast sits, lies or leans at."""
    taken = {actor.spot for actor in actors if actor.spot is not None}
    return tuple(solid for solid in place.solids if not taken.isdisjoint(solid.spots))


def layered(solid: Solid, actors: Sequence[Actor], lens: Camera) -> list[Layer]:
    """The thing in layers behind and before those who are at it, without their empty chairs."""
    users = [k for k, a in enumerate(actors) if a.spot is not None and a.spot in solid.spots]
    depths = {k: lens.depth(joints_of(actors[k])["chest"]) for k in users}
    groups: dict[tuple[int, ...], list[Solid]] = {}
    for part in solid.parts or (solid,):
        if _put_aside(part, [actors[k] for k in users], lens):
            continue
        over = tuple(
            k
            for k in users
            if _hides(_bounds(part), actors[k], lens.eye)
            and (part.name != "chair" or _beside(_bounds(part), actors[k]))
        )
        groups.setdefault(over, []).append(part)
    out = []
    for over, parts in groups.items():
        far = max(depths.values()) + _EPS
        depth = min(depths[k] for k in over) - _EPS if over else far
        faces = tuple(face for part in parts for face in part.faces)
        out.append(Layer(depth, replace(solid, faces=faces, parts=tuple(parts)), over))
    return out


def _put_aside(part: Solid, users: Sequence[Actor], lens: Camera) -> bool:
    """Whether a chair is taken away: somebody has it or it stands before them, empty."""
    if not any(a.spot is not None and a.spot.chair == "chair" for a in users):
        return False
    low, high = _bounds(part)
    x, z = (low[0] + high[0]) / 2, (low[2] + high[2]) / 2
    if any(hypot(a.at[0] - x, a.at[2] - z) < 0.34 for a in users):
        return part.name != "table"
    nearest = min(lens.depth(a.at) for a in users)
    return part.name == "chair" and lens.depth((x, 0.0, z)) < nearest + 0.1


def _bounds(part: Solid) -> Box:
    xs, ys, zs = zip(*(p for face in part.faces for p in face.points), strict=True)
    return (min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs))


def _body(actor: Actor) -> Box:
    joints = joints_of(actor)
    points = list(joints.values()) if actor.pose.lying else [joints[n] for n in _TRUNK]
    xs, ys, zs = zip(*points, strict=True)
    return (min(xs) - _PAD, min(ys), min(zs) - _PAD), (max(xs) + _PAD, max(ys), max(zs) + _PAD)


def _hides(part: Box, actor: Actor, eye: V3) -> bool:
    """Whether a block stands between the eye and somebody's trunk, or over the thighs."""
    body = _body(actor)
    if part[1][1] <= body[0][1] + 0.03:  # a seat, a mattress, a step: below
        return False
    block, look = _along(part, actor, eye)
    if abs(block) > 0.15 and block * look < 0 and abs(look) > 0.35:
        return False  # at the back of who looks our way, or before who looks away
    beyond = nearer = False
    for k in (0, 2):
        if part[1][k] <= body[0][k] + 0.02:
            nearer, beyond = nearer or eye[k] < body[0][k], beyond or eye[k] > body[0][k] + 0.35
        elif part[0][k] >= body[1][k] - 0.02:
            nearer, beyond = nearer or eye[k] > body[1][k], beyond or eye[k] < body[1][k] - 0.35
    if beyond and not nearer:
        return False
    return nearer if beyond or nearer else block * look > 0


def _beside(part: Box, actor: Actor) -> bool:
    """Whether an empty chair is within reach of somebody; others only seem to be before them."""
    body = _body(actor)
    return all(part[0][k] < body[1][k] + 0.2 and part[1][k] > body[0][k] - 0.2 for k in (0, 2))


def _along(part: Box, actor: Actor, eye: V3) -> tuple[float, float]:
    """How far ahead of the hips a block and the eye are, along the way the spot faces."""
    hip, a = joints_of(actor)["hip"], radians(actor.spot.yaw if actor.spot else actor.yaw)

    def ahead(x: float, z: float) -> float:
        return (x - hip[0]) * sin(a) + (z - hip[2]) * cos(a)

    middle = ahead((part[0][0] + part[1][0]) / 2, (part[0][2] + part[1][2]) / 2)
    return middle, ahead(eye[0], eye[2])
