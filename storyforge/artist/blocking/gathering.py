"""People brought together: pairs that touch, a table with all round it, eyes on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import atan2, degrees, hypot

from storyforge.artist.blocking.blocking import across, at
from storyforge.artist.blocking.pairs import PAIRS, pair_in, staged
from storyforge.artist.blocking.tabled import tabled
from storyforge.artist.body.pose import POSES
from storyforge.artist.body.posture import Front
from storyforge.artist.body.skeleton import local
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3
from storyforge.artist.staging import Shot
from storyforge.artist.words import tokens

_TALL = 0.74  # metres of a table


def gathered(
    shot: Shot, said: Sequence[str], actors: Sequence[Actor], azimuth: float
) -> list[Actor]:
    """The actors where what they do together puts them."""
    out = list(actors)
    if len(out) < 2:
        return out
    name, first, second = _pair(shot, said, len(out))
    if name:
        a, b = out[first], out[second]
        left = across(a.at, azimuth) <= across(b.at, azimuth)
        out[first], out[second] = staged(name, a, b, azimuth, left)
        return out
    if tabled(shot):
        return _round_table(out, azimuth)
    if "back to back" in shot.prompt.lower() or "back-to-back" in tokens(shot.prompt):
        return _back_to_back(out, azimuth)
    return [regarding(shot, k, out) for k in range(len(out))]


def _pair(shot: Shot, said: Sequence[str], count: int) -> tuple[str, int, int]:
    """What two of them do together, and who: the one whose words say so is first."""
    for k in range(count):
        name = pair_in(shot.cast[k].action or said[k])
        if name in PAIRS:
            other = next(j for j in (*range(count),) if j != k)
            return name, k, other
    name = pair_in(shot.prompt)
    return (
        (name, 0, 1) if name in PAIRS and not any(m.action for m in shot.cast[:2]) else ("", 0, 1)
    )


def _round_table(actors: list[Actor], azimuth: float) -> list[Actor]:
    """Two at the ends of a table, further ones behind it; nobody sits with their back to us."""
    count = len(actors)
    order = sorted(range(count), key=lambda k: across(actors[k].at, azimuth))
    seated = any(a.pose.sitting for a in actors)
    wide = 0.95 if count == 2 else 0.55 + 0.62 * (count - 2)
    deep = 0.78
    middle = at((0.0, actors[0].at[1], 0.0), azimuth, 0.0, 0.1)
    out = list(actors)
    for rank, k in enumerate(order):
        end = rank in (0, count - 1)
        x = (wide / 2 + 0.26) * (-1 if rank == 0 else 1) if end else (rank - (count - 1) / 2) * 0.64
        turn = (62.0 if rank == 0 else -62.0) if end else -12.0 * (1 if x > 0 else -1)
        spot = at(middle, azimuth, x, 0.0 if end else deep / 2 + 0.24)
        one = replace(actors[k], at=spot, yaw=azimuth + 180 - turn)
        out[k] = _hands_on(_seated(one) if seated else one, middle, seated)
    lead = out[order[0]]
    hip = lead.joints()["hip"]
    x, _, z = local(middle, (hip[0], lead.at[1], hip[2]), lead.yaw)
    front = Front("table", wide, deep, _TALL if seated else 0.86, z, x, azimuth + 180 - lead.yaw)
    out[order[0]] = replace(lead, pose=replace(lead.pose, front=front))
    return out


def _seated(actor: Actor) -> Actor:
    pose = actor.pose
    if not pose.sitting:
        pose = replace(POSES["sit"], nod=pose.nod, look=pose.look, mood=pose.mood)
    elif pose.front is not None:
        pose = replace(pose, front=None)
    return replace(actor, pose=pose)


def _hands_on(actor: Actor, middle: V3, seated: bool) -> Actor:
    """Hands that have nothing else to do lie on the table."""
    pose = actor.pose
    if pose.gesture or not seated:
        return replace(actor, pose=replace(pose, over="lr" if seated else ""))
    hip = actor.joints()["hip"]
    dx, dz = middle[0] - hip[0], middle[2] - hip[2]
    far = hypot(dx, dz) or 1.0
    reach = 0.42
    spot = (hip[0] + dx / far * reach, actor.at[1] + _TALL + 0.03, hip[2] + dz / far * reach)
    x, y, z = local(spot, actor.at, actor.yaw)
    own = "" if actor.look.prop else "r"
    touch_r = (x + 0.1, y, z) if own else None
    pose = replace(pose, touch_l=(x - 0.1, y, z - 0.03), touch_r=touch_r, over="lr", lean=6.0)
    return replace(actor, pose=pose)


def _back_to_back(actors: list[Actor], azimuth: float) -> list[Actor]:
    order = sorted(range(len(actors)), key=lambda k: across(actors[k].at, azimuth))
    out = list(actors)
    for rank, k in enumerate(order[:2]):
        side = -1.0 if rank == 0 else 1.0
        spot = at((0.0, actors[k].at[1], 0.0), azimuth, side * 0.16, 0.0)
        out[k] = replace(actors[k], at=spot, yaw=azimuth + 180 - side * 68)
    return out


def regarding(shot: Shot, k: int, actors: Sequence[Actor]) -> Actor:
    """A head turned to the other one, when nothing else is asked of it."""
    actor, member = actors[k], shot.cast[k]
    if member.facing or actor.pose.lying or actor.pose.turned is not None or _looks(actor):
        return actor
    near = [a for j, a in enumerate(actors) if j != k and _gap(a, actor) < 3.2]
    if not near or actor.pose.nod < -16 or len(actors) > 3:
        return actor
    other = min(near, key=lambda a: _gap(a, actor))
    way = degrees(atan2(other.at[0] - actor.at[0], other.at[2] - actor.at[2]))
    turn = (way - actor.yaw + 180) % 360 - 180
    if abs(turn) > 100:
        return actor
    look = max(-26.0, min(26.0, turn * 0.5))
    return replace(actor, pose=replace(actor.pose, look=look))


def _looks(actor: Actor) -> bool:
    """Whether the head is turned already; who listens turns it to whoever speaks."""
    return bool(actor.pose.look) and actor.pose.gesture != "listen"


def _gap(a: Actor, b: Actor) -> float:
    return hypot(a.at[0] - b.at[0], a.at[2] - b.at[2])
