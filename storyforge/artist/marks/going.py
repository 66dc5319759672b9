"""Which way people go: a broad ribbon on the ground before whoever walks, runs, rides or falls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt

from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.arrows import Shape, bounds, bow, length, ribbon
from storyforge.artist.stage.camera import V3, Camera

AHEAD, DOWN, UP, OVER = "ahead", "down", "up", "over"


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody goes: ahead, down, up or over.

    *fast*: 1 for a walk; *front*: how far ahead of the middle the body (or the horse) ends, metres.
    """

    how: str
    fast: float
    front: float = 0.34


# posture -> the way that it goes
WAYS: dict[str, Way] = {
    "walk": Way(AHEAD, 1.0),
    "leave": Way(AHEAD, 1.0),
    "sneak": Way(AHEAD, 0.8, 0.45),
    "crawl": Way(AHEAD, 0.7, 0.8),
    "climbstairs": Way(AHEAD, 0.8, 0.45),
    "trip": Way(AHEAD, 0.8, 0.7),
    "push": Way(AHEAD, 0.8, 0.9),
    "run": Way(AHEAD, 1.7, 0.55),
    "swim": Way(AHEAD, 1.0, 0.9),
    "cycle": Way(AHEAD, 1.5, 0.95),
    "ride": Way(AHEAD, 1.4, 1.45),
    "gallop": Way(AHEAD, 1.9, 1.6),
    "fall": Way(DOWN, 1.0),
    "climb": Way(UP, 1.0),
    "jump": Way(OVER, 1.2, 0.5),
}


def way_of(actor: Actor) -> Way | None:
    """The way an actor's posture goes; None for those who stay."""
    return WAYS.get(actor.pose.name)


def track(lens: Camera, actor: Actor, way: Way, size: float = 1.0) -> tuple[V3, ...]:
    """The line that an arrow follows on the stage, metres, from where it begins to its point.

    *size* below 1 makes it shorter. It runs on the ground, or when the frame does not reach down
    to it, on a level just above the frame's lower edge.
    """
    dx, dz = heading_of(actor)
    long = _reach(lens, actor.at, (dx, dz), way.fast) * size
    if way.how in (UP, DOWN):
        return _upright(actor, (dx, dz), long, way.how == UP)
    x, z = _beside(lens, actor, way.front, long)
    if way.how == OVER:
        rise = actor.look.height * 0.55
        steps = [k / 10 for k in range(11)]
        return tuple(
            (x + dx * long * t, rise * (0.9 + 1.6 * t - 2.4 * t * t), z + dz * long * t)
            for t in steps
        )
    flat = bow((x, z), (x + dx * long, z + dz * long), long * 0.06)
    floor = _level(lens, (x, 0.0, z))
    return tuple((px, floor, pz) for px, pz in flat)


def arrow_of(lens: Camera, actor: Actor, way: Way, size: float = 1.0) -> Shape | None:
    """The arrow of one actor in pixels, wholly in the frame; None where there is no room for it."""
    for share in (1.0, 0.8, 0.62, 0.48):
        path = track(lens, actor, way, size * share)
        if any(lens.depth(p) < 0.3 for p in path):
            continue
        shape = _flat(lens, path) if way.how == AHEAD else _standing(lens, path)
        x0, y0, x1, y1 = bounds(shape)
        edge = 0.012 * lens.height
        inside = x0 > edge and y0 > edge and x1 < lens.width - edge and y1 < lens.height - edge
        if inside and max(x1 - x0, y1 - y0) > 0.045 * lens.height:
            return shape
    return None


def _flat(lens: Camera, path: Sequence[V3]) -> Shape:
    """A ribbon that lies on its level, raised towards us where it would be but a line."""
    floor, plan = path[0][1], [(x, z) for x, _, z in path]
    long = hypot(plan[-1][0] - plan[0][0], plan[-1][1] - plan[0][1])
    flat = ribbon(plan, long * 0.07, long * 0.11, long * 0.26)
    shape = tuple(lens.at((x, floor, z)) for x, z in flat)
    x0, y0, x1, y1 = bounds(shape)
    seen_flat = min(x1 - x0, y1 - y0) < 0.2 * max(x1 - x0, y1 - y0)
    return _standing(lens, path) if seen_flat else shape


def _standing(lens: Camera, path: Sequence[V3]) -> Shape:
    """A ribbon that faces us."""
    line = [lens.at(p) for p in path]
    half = 0.07 * length(line)
    return ribbon(line, half * 0.6, half, half * 2.5)


def heading_of(actor: Actor) -> tuple[float, float]:
    """The direction of travel on the ground, x and z: where the body is turned."""
    return sin(radians(actor.yaw)), cos(radians(actor.yaw))


def _reach(lens: Camera, at: V3, heading: tuple[float, float], fast: float) -> float:
    """Metres: long enough to be seen in the frame, longer where it is foreshortened."""
    scale = lens.size((at[0], at[1] + 0.9, at[2]))
    frame = sqrt(lens.width * lens.height) / scale
    depth = abs(heading[0] * lens.axes[2][0] + heading[1] * lens.axes[2][2])
    return max(0.11 * frame, min(0.3 * frame, 1.05 * fast)) * (1 + 0.7 * depth * depth)


def _beside(lens: Camera, actor: Actor, front: float, long: float) -> tuple[float, float]:
    """Where an arrow begins: ahead of the figure, or at its side when it goes along our sight."""
    (dx, dz), right = heading_of(actor), lens.axes[0]
    depth = dx * lens.axes[2][0] + dz * lens.axes[2][2]
    ahead, aside = front * actor.look.height / 1.75, 0.0
    if abs(depth) > 0.72:
        side = -1.0 if lens.at(actor.at)[0] > lens.width / 2 else 1.0
        ahead, aside = (-0.3 * long if depth > 0 else 0.1), side * (0.42 + 0.2 * long)
    return (
        actor.at[0] + dx * ahead + right[0] * aside,
        actor.at[2] + dz * ahead + right[2] * aside,
    )


def _level(lens: Camera, spot: V3) -> float:
    """The height of the plane on which an arrow at *spot* is seen."""
    low, high = lens.at(spot)[1], lens.at((spot[0], spot[1] + 1.0, spot[2]))[1]
    wanted = 0.88 * lens.height
    if low <= wanted or low - high < 1.0:
        return spot[1]
    return spot[1] + (low - wanted) / (low - high)


def _upright(actor: Actor, heading: tuple[float, float], long: float, up: bool) -> tuple[V3, ...]:
    """Up or down beside the figure, bent the way it faces."""
    tall = actor.look.height
    x, z = actor.at[0] + heading[0] * tall * 0.3, actor.at[2] + heading[1] * tall * 0.3
    top, low = actor.at[1] + tall * 0.5 + long * 0.5, actor.at[1] + tall * 0.5 - long * 0.5
    ends = (low, top) if up else (top, low)
    line = [(x, ends[0] + (ends[1] - ends[0]) * k / 8, z) for k in range(9)]
    bend = [4 * (k / 8) * (1 - k / 8) * 0.14 * long for k in range(9)]
    return tuple(
        (px + heading[0] * b, y, pz + heading[1] * b)
        for (px, y, pz), b in zip(line, bend, strict=True)
    )
