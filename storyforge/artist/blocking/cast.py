"""Who stands where and looks whither: from words, the rest evenly and by the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from storyforge.artist.blocking.blocking import apart, at, facings_for, spots_for
from storyforge.artist.blocking.gathering import gathered, regarding
from storyforge.artist.blocking.gaze import gazing, meeting
from storyforge.artist.blocking.settling import settled
from storyforge.artist.blocking.spoken import words_of
from storyforge.artist.blocking.tabled import tabled
from storyforge.artist.body.creature_pose import pose_of, roomy
from storyforge.artist.body.look import Look, look_for, recoloured
from storyforge.artist.body.pose import (
    EMPTY_HANDED,
    IMPLIED,
    POSES,
    natural,
    pose_for,
    with_thing,
)
from storyforge.artist.body.posture import Pose
from storyforge.artist.body.species import SPECIES
from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Place
from storyforge.artist.staging import Shot
from storyforge.artist.things.prop import thing_in, thing_named
from storyforge.artist.words import bag, said, tokens

PEOPLE = (
    "man",
    "woman",
    "boy",
    "girl",
    "figure",
    "person",
    "someone",
    "somebody",
    "stranger",
    "couple",
    "people",
)


def looks_of(shot: Shot, colours: Mapping[int, dict[str, RGB]]) -> list[Look]:
    """The look of every member, in the colours of its reference picture."""
    garments = ", ".join(
        str(e.get("description", "")) for e in shot.elements if e.get("kind") == "garment"
    )
    looks = []
    for k, member in enumerate(shot.cast):
        worn = f"{member.description}, {garments}" if k == 0 and garments else member.description
        look = look_for(worn, member.height_cm)
        seen = colours.get(member.reference if member.reference is not None else -1)
        looks.append(recoloured(look, seen) if seen else look)
    return looks


def mood_of(shot: Shot, k: int) -> str:
    """Words to act: the member's expression, then action, then the shot's mood."""
    member = shot.cast[k]
    asked = " ".join(
        str(e.get("description", "")) for e in shot.elements if e.get("kind") == "expression"
    )
    return " ".join((member.expression, asked if k == 0 else "", member.action, shot.mood))


def actors_for(
    shot: Shot,
    looks: list[Look],
    azimuth: float,
    rng: Random,
    span_wide: float,
    close: bool,
    limit: float,
    place: Place | None = None,
) -> list[Actor]:
    """The whole cast on the stage, the subject first; on spots of *place* if words ask."""
    said_ = words_of(shot)
    doing = [_doing(shot, k, said_[k], look) for k, look in enumerate(looks)]
    poses = [pose for pose, _ in doing]
    room = max(apart(poses, close), roomy([(look.kind, look.height) for look in looks]))
    spots = spots_for(shot, looks, rng, span_wide, close, limit, room)
    turns = facings_for(shot, rng, spots, poses, close)
    dim = 0.72 if said(bag(shot.light, shot.mood), "silhouette", "silhouetted") else 0.0
    out = []
    for k, (look, (pose, prop)) in enumerate(zip(looks, doing, strict=True)):
        own = stream("bearing", look.height, shot.cast[k].description)
        spot = at((0.0, 0.0, 0.0), azimuth, *spots[k])
        yaw = azimuth + 180 - turns[k]
        mood = f"{mood_of(shot, k)} {pose.mood}"
        worn = replace(look, prop=prop)
        out.append(Actor(worn, _astride(natural(pose, own), turns[k]), spot, yaw, mood, dim))
    if place is not None:
        out = settled(shot, said_, out, place, azimuth)
    if not any(actor.spot for actor in out):
        out = gathered(shot, said_, out, azimuth)
    else:
        out = [regarding(shot, k, out) for k in range(len(out))]
    return meeting(shot, [gazing(shot, k, actor, azimuth) for k, actor in enumerate(out)])


def _doing(shot: Shot, k: int, words: str, look: Look) -> tuple[Pose, str]:
    """The posture of a member and the thing in the hand."""
    if not words and tabled(shot) and {"sit", "seated"} & set(tokens(shot.prompt)):
        words = "sit"
    if look.kind and SPECIES[look.kind].family not in ("", "effigy"):
        return pose_of(look.kind, words, look.height), ""
    asked = _held(shot, k)
    pose = pose_for(words, asked or look.prop)
    if pose.lying and not shot.cast[k].action and k:
        pose = POSES["stand"]
    thing = asked or IMPLIED.get(pose.gesture) or IMPLIED.get(pose.name) or look.prop
    busy = pose.gesture in EMPTY_HANDED or pose.name in EMPTY_HANDED
    if busy and not (asked and pose.gesture not in EMPTY_HANDED):
        return pose, IMPLIED.get(pose.name, "")
    return (with_thing(pose, thing) if thing else pose), thing


def _astride(pose: Pose, turn: float) -> Pose:
    """A rider's far leg is hidden by the mount."""
    if pose.seat not in ("horse", "bicycle") or not 18 < abs(turn) < 162:
        return pose
    return replace(pose, hidden="l" if turn > 0 else "r")


_HOLDS = (
    *("holds", "holding", "carries", "carrying", "lifts", "raises", "clutches", "hugs", "with"),
    *("sets", "under", "pours", "reads", "opens"),
)
_LIFTED = frozenset(("lifts", "lift", "holds", "hold", "carries", "raises", "sets", "picks"))
_FIXED = (
    "door",
    "car",
    "boat",
    "bird",
    "clock",
    "tram",
    "ladder",
    "bicycle",
    "wheel",
    "cap",
    "hat",
)


def _toy(words: list[str]) -> str:
    """A boat that somebody lifts or sets down is none to sit in."""
    spots = [k for k, word in enumerate(words) if word == "boat"]
    lifted = any({*words[max(0, k - 3) : k]} & _LIFTED for k in spots)
    return "paper-boat" if lifted else ""


def _held(shot: Shot, k: int) -> str:
    asked = tokens(shot.cast[k].action)
    found = thing_in(asked)
    if found in _FIXED:
        return _toy(asked)
    if found or k:
        return found
    props = [
        str(e.get("description", "")) for e in shot.elements if e.get("kind", "prop") == "prop"
    ]
    found = next((t for t in map(thing_named, props) if t), "")
    if not found and said(bag(shot.prompt), *_HOLDS):
        found = thing_in(tokens(shot.prompt))
    return _toy(tokens(shot.prompt)) if found in _FIXED else found


CROWD = (
    "man, grey coat",
    "woman, green jacket, bun",
    "man with beard, brown jacket",
    "woman, rust dress",
    "old man with a cap, navy jacket",
    "girl, yellow coat",
    "man, suit and hat",
    "woman, blue coat, long hair",
)


def crowd(shot: Shot, azimuth: float, origin: V3, limit: float) -> list[Actor]:
    """Nobody in particular, behind the cast, when a crowd or group is asked for."""
    many = shot.framing in ("crowd", "group") or said(
        bag(shot.prompt), "crowd", "crowded", "passengers", "busy", "shoppers"
    )
    if not many:
        return []
    rng = stream("crowd", shot.prompt[:0], azimuth, len(shot.cast))
    out = []
    for k in range(9 if shot.framing == "crowd" else 6):
        look = replace(look_for(CROWD[k % 8]), prop="")
        wide = max(1.2, min(limit, 3.2)) * 1.4
        spot = at(
            origin, azimuth, (k / 4 - 1) * wide + 0.5 * rng.random(), 1.7 + 3.6 * rng.random()
        )
        pose = natural(POSES["walk"] if rng.random() < 0.5 else POSES["stand"], rng)
        out.append(Actor(look, pose, spot, azimuth + 180 + (rng.random() - 0.5) * 200))
    return out
