"""People moved on the stage for the shape of the frame: closer, and one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storyforge.artist.figures.actor import Actor
from storyforge.artist.framing.cuts import joints_of
from storyforge.artist.framing.sight import beside_of
from storyforge.artist.stage.camera import Camera

_LEAST = 0.31  # metres between two heads that are both to be seen, seen from the front
_ROW = 0.42  # metres from one row to the next
_ROUNDS = 5


def tightened(actors: Sequence[Actor], azimuth: float, room: float) -> list[Actor]:
    """The cast standing within *room* metres across if it can: neighbours step behind each other.

    Left stays left and right stays right; the first of the cast stays in the front row.
    """
    if len(actors) < 2 or any(_bound(a) for a in actors):
        return list(actors)
    spots = [_seen(a, azimuth) for a in actors]
    order = sorted(range(len(actors)), key=lambda k: spots[k][0])
    wide = spots[order[-1]][0] - spots[order[0]][0]
    gaps = [spots[b][0] - spots[a][0] for a, b in pairwise(order)]
    if wide <= room or min(gaps) < 0.1 or max(z for _, z in spots) > 1.8:
        return list(actors)
    gap = max(_LEAST, room / (len(actors) - 1))
    front = _front(actors, order)
    out = list(actors)
    for place, k in enumerate(order):
        x = (place - (len(order) - 1) / 2) * gap
        z = 0.0 if k in front or gap > 0.6 else _ROW
        dx, _, dz = beside_of(azimuth, x - spots[k][0], z - spots[k][1])
        was = actors[k].at
        out[k] = replace(actors[k], at=(was[0] + dx, was[1], was[2] + dz))
    return out


def _front(actors: Sequence[Actor], order: Sequence[int]) -> frozenset[int]:
    """Every other one, beginning so that the first of the cast is among them; children always."""
    parity = order.index(0) % 2
    children = {k for k in order if actors[k].look.height < 1.45}
    return frozenset(children | {k for n, k in enumerate(order) if n % 2 == parity})


def _bound(actor: Actor) -> bool:
    """Whether somebody lies, or holds or is held by another."""
    pose = actor.pose
    large = actor.creature and actor.look.height > 0.4
    return large or bool(
        pose.lying or pose.cling or pose.touch_l or pose.touch_r or pose.seat or actor.spot
    )


def parted(lens: Camera, actors: Sequence[Actor]) -> list[Actor]:
    """The cast with nobody's face behind somebody else: who is hidden steps out to the side."""
    out = list(actors)
    free = [k for k, a in enumerate(out) if not _bound(a)]
    for _ in range(_ROUNDS):
        moved = False
        for k in free:
            step = sum((_hidden(lens, out[k], out[n]) for n in range(len(out)) if n != k), 0.0)
            if abs(step) > 0.01:
                dx, _, dz = beside_of(lens.azimuth, step, 0.0)
                x, y, z = out[k].at
                out[k], moved = replace(out[k], at=(x + dx, y, z + dz)), True
        if not moved:
            break
    return out


def _hidden(lens: Camera, far: Actor, near: Actor) -> float:
    """Metres to the right by which *far* must step to be seen past *near*; 0 when it is seen."""
    back, front = joints_of(far), joints_of(near)
    depth = lens.depth(back["head"])
    if depth < lens.depth(front["head"]) + 0.02 or lens.depth(front["head"]) < 0.15:
        return 0.0
    (x, y), (ax, ay) = lens.at(back["head"]), lens.at(front["head"])
    low = lens.at(front["hip"])[1]
    scale, wide = lens.size(back["head"]), 0.72 * lens.size(front["head"])
    own = 0.36 * far.body.head * scale
    if y + own < ay - wide * near.body.head or y > low + own:
        return 0.0
    beneath = y > ay + 0.55 * near.body.head * lens.size(front["head"])
    reach = own + wide * (near.look.height * 0.15 if beneath else near.body.head * 0.5)
    short = reach - abs(x - ax)
    return (1.0 if x >= ax else -1.0) * short / scale if short > 0 else 0.0


def _seen(actor: Actor, azimuth: float) -> tuple[float, float]:
    """Where somebody stands as the camera sees it: metres to the right, metres away."""
    right, away = beside_of(azimuth, 1.0, 0.0), beside_of(azimuth, 0.0, 1.0)
    x, _, z = actor.at
    return x * right[0] + z * right[2], x * away[0] + z * away[2]
