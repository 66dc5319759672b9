"""Where heads turn: to us, back over a shoulder, up, down, and what a low camera sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import atan2, degrees, dist

from storyforge.artist.blocking.blocking import MOVING
from storyforge.artist.body.face import speaks
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3
from storyforge.artist.staging import Shot
from storyforge.artist.words import tokens

_SEES = ("look", "glanc", "star", "gaz", "turn", "peer", "smil", "grin")
_US = frozenset(("us", "camera", "viewer", "lens"))
_OWN = frozenset(("her", "his", "their", "its", "one"))
_AT = frozenset(("at", "into", "through", "out", "towards", "toward", "over"))
_THEM = frozenset(("him", "her", "them", "each", "other", "one", "another"))
_LIMIT = 92.0  # degrees a head turns on its trunk before the board, not the neck, breaks


def gazing(shot: Shot, k: int, actor: Actor, azimuth: float) -> Actor:
    """The actor with the head, and if need be the trunk, turned as the words say."""
    member = shot.cast[k]
    words = tokens(member.action) if k or member.action else tokens(shot.prompt)
    facing_us = azimuth + 180
    if _over_shoulder(words):
        turn = _wrapped(actor.yaw - facing_us)
        side = 1.0 if turn >= 0 else -1.0
        trunk = facing_us + side * max(abs(turn), 122.0)
        actor = _toward(replace(actor, yaw=trunk), facing_us + side * 22)
    elif _at_us(words):
        actor = _toward(actor, facing_us)
    if shot.angle > 32:  # seen from far below a face bends down or is not seen
        low = min(52.0, (shot.angle - 16) * (1.15 if _at_us(words) else 0.6))
        actor = replace(actor, pose=replace(actor.pose, nod=min(actor.pose.nod, -low)))
    elif shot.angle < -55 and "up" in words and any(w.startswith(_SEES) for w in words):
        actor = replace(actor, pose=replace(actor.pose, nod=42.0))
    return actor


def meeting(shot: Shot, actors: Sequence[Actor]) -> list[Actor]:
    """The actors with their eyes on whom they are with: who speaks, else the nearest."""
    heads = [actor.joints()["head"] for actor in actors]
    voice = next((k for k in range(len(actors)) if speaks(shot.cast[k].action)), None)
    out = []
    for k, actor in enumerate(actors):
        others = [j for j in range(len(actors)) if j != k and _within(actor, heads[k], heads[j])]
        if not others or not _free(shot, k, actor):
            out.append(actor)
            continue
        nearest = min(others, key=lambda j: dist(heads[j], heads[k]))
        out.append(replace(actor, looks_at=heads[voice if voice in others else nearest]))
    return out


def _within(actor: Actor, head: V3, other: V3) -> bool:
    """Whether the other one is before this one's face, and no more than a room away."""
    way = degrees(atan2(other[0] - head[0], other[2] - head[2]))
    return abs(_wrapped(way - actor.yaw - actor.pose.look)) < 75 and dist(head, other) < 7


def _free(shot: Shot, k: int, actor: Actor) -> bool:
    """Whether nothing but company holds these eyes: no book, no road, nothing looked at."""
    pose = actor.pose
    if pose.lying or pose.nod < -16 or pose.name in MOVING:
        return False
    words = tokens(shot.cast[k].action)
    seen = [words[n + 1 : n + 6] for n, word in enumerate(words) if word.startswith(_SEES)]
    company = {w for j, m in enumerate(shot.cast) if j != k for w in tokens(m.description)}
    return all(not _AT & set(near) or (company | _THEM) & set(near) for near in seen)


def _over_shoulder(words: list[str]) -> bool:
    spots = [k for k, w in enumerate(words) if w == "over"]
    return any(
        words[k + 1 : k + 2] and words[k + 1] in _OWN and "shoulder" in words[k + 2 : k + 4]
        for k in spots
    )


def _at_us(words: list[str]) -> bool:
    """Whether somebody looks, stares or smiles at us, or looks back at all."""
    for k, word in enumerate(words):
        if word.startswith(_SEES):
            near = words[k + 1 : k + 5]
            if ("at" in near or "to" in near or "into" in near) and _US & set(near):
                return True
            if near[:1] == ["back"] and near[1:2] != ["down"]:
                return True
    return False


def _toward(actor: Actor, yaw: float) -> Actor:
    turn = max(-_LIMIT, min(_LIMIT, _wrapped(yaw - actor.yaw)))
    return replace(actor, pose=replace(actor.pose, look=turn))


def _wrapped(degrees: float) -> float:
    return (degrees + 180) % 360 - 180
