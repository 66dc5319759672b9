"""Who stands where and looks whither: from words, the rest evenly and by the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import cos, radians, sin
from random import Random

from storyforge.artist.actor import Actor
from storyforge.artist.camera import V3
from storyforge.artist.colour import RGB
from storyforge.artist.gaze import gazing
from storyforge.artist.look import Look, look_for, recoloured
from storyforge.artist.pose import POSES, Pose, pose_for
from storyforge.artist.prop import thing_in, thing_named
from storyforge.artist.seed import stream
from storyforge.artist.staging import Shot
from storyforge.artist.tabled import tabled
from storyforge.artist.words import bag, said, tokens

FACINGS: dict[str, float] = {
    "towards": 0,
    "toward": 0,
    "camera": 0,
    "front": 0,
    "us": 0,
    "viewer": 0,
    "left": -60,
    "right": 60,
    "profile": 84,
    "side": 84,
    "away": 165,
    "back": 165,
    "sea": 150,
    "horizon": 165,
}
# metres to the camera's right and away from it
POSITIONS: dict[str, tuple[float, float]] = {
    "left": (-1.0, 0),
    "right": (1.0, 0),
    "centre": (0, 0),
    "center": (0, 0),
    "middle": (0, 0),
    "foreground": (0, -0.9),
    "front": (0, -0.6),
    "near": (0, -0.6),
    "background": (0, 2.6),
    "behind": (0.2, 1.6),
    "back": (0, 2.0),
    "far": (0, 4.5),
    "distance": (0, 7.0),
    "distant": (0, 7.0),
}
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


def pose_of(shot: Shot, k: int) -> Pose:
    """What a member does: its action, else (for the first) the shot's own words."""
    member = shot.cast[k]
    asked = " ".join(
        str(e.get("description", "")) for e in shot.elements if e.get("kind") == "pose"
    )
    words = member.action or (asked if k == 0 else "") or (shot.prompt if k == 0 else "")
    if not words and tabled(shot) and {"sit", "seated"} & set(tokens(shot.prompt)):
        words = "sit"
    pose = pose_for(words)
    return POSES["stand"] if pose.lying and not member.action and k else pose


def mood_of(shot: Shot, k: int) -> str:
    """Words to act: the member's expression, then action, then the shot's mood."""
    member = shot.cast[k]
    asked = " ".join(
        str(e.get("description", "")) for e in shot.elements if e.get("kind") == "expression"
    )
    return " ".join((member.expression, asked if k == 0 else "", member.action, shot.mood))


def _spacing(span_wide: float, count: int, close: bool) -> float:
    if close:
        return max(0.46, min(0.8, span_wide / (count + 0.3)))
    return max(0.62, min(1.05, span_wide / (count + 0.6)))


def spots_for(
    shot: Shot, rng: Random, span_wide: float, close: bool, limit: float
) -> list[tuple[float, float]]:
    """(right, away) of each member in metres round the acting spot, as the camera sees it."""
    count = len(shot.cast)
    gap = min(_spacing(span_wide, count, close), 2 * limit / max(1, count))
    gap = max(gap, 1.25) if tabled(shot) else gap
    order = list(range(count))
    if rng.random() < 0.5:
        order.reverse()
    if count == 3:
        order = [1, 0, 2]
    out = []
    for k, member in enumerate(shot.cast):
        x = (order[k] - (count - 1) / 2) * gap
        z = 0.0 if k == 0 else 0.12 + 0.35 * rng.random()
        for word in tokens(member.position):
            if word in POSITIONS:
                dx, dz = POSITIONS[word]
                x = dx * max(gap * 0.6, min(1.2, span_wide * 0.22)) if dx else x
                z += dz
        out.append((x, z))
    return _parted(out)


def _parted(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Nobody stands in somebody else: who comes later steps aside and back."""
    out: list[tuple[float, float]] = []
    for x, z in spots:
        while any(abs(x - a) < 0.5 and abs(z - b) < 0.7 for a, b in out):
            x, z = x + (0.55 if x <= 0 else -0.55), z + 0.3
        out.append((x, z))
    return out


def faced(words: str, near: bool = False) -> float | None:
    """Degrees to the right from facing us that the words ask for; *near*: never quite profile."""
    said_ = tokens(words)
    side = next((s for w, s in (("left", -1.0), ("right", 1.0)) if w in said_), 0.0)
    if any(w in ("three-quarter", "three-quarters", "quarter") for w in said_):
        return (38.0 if "back" not in said_ else 130.0) * (side or 1.0)
    if "profile" in said_:
        return 84.0 * (side or 1.0)
    turn = next(
        (FACINGS[w] for w in said_ if w in FACINGS and w not in ("towards", "toward")), None
    )
    if turn is None:
        return 0.0 if {"towards", "toward"} & set(said_) else None
    return max(-44.0, min(44.0, turn)) if near and side else turn


def facings_for(
    shot: Shot,
    rng: Random,
    spots: list[tuple[float, float]],
    poses: list[Pose],
    close: bool = False,
) -> list[float]:
    """Degrees from facing the camera, + to the right of the picture."""
    flat = shot.perspective in ("pov", "reaction")
    side = 1.0 if rng.random() < 0.5 else -1.0
    out = []
    for k, member in enumerate(shot.cast):
        asked = faced(member.facing, close and len(spots) > 1)
        if asked is not None:
            turn = asked
        elif (turned := poses[k].turned) is not None:
            turn = turned * side
        elif flat:
            turn = 8.0 * side
        elif len(spots) > 1:
            mean = sum(x for x, _ in spots) / len(spots)
            turn = (
                (46.0 if spots[k][0] < mean else -46.0)
                if len(spots) < 4 and not close
                else (36.0 if spots[k][0] < mean else -36.0)
            )
            turn *= 0.35 if abs(spots[k][0] - mean) < 0.1 else 1.0
        else:
            moving = poses[k] in (POSES["walk"], POSES["run"], POSES["reach"], POSES["point"])
            turn = side * ((50.0 if moving else 24.0) + 14 * rng.random())
        out.append(turn)
    return out


def at(origin: V3, azimuth: float, right: float, away: float) -> V3:
    """A spot on the ground given in the camera's own directions."""
    a = radians(azimuth)
    return (
        origin[0] + cos(a) * right + sin(a) * away,
        origin[1],
        origin[2] - sin(a) * right + cos(a) * away,
    )


def actors_for(
    shot: Shot,
    looks: list[Look],
    azimuth: float,
    rng: Random,
    span_wide: float,
    close: bool,
    limit: float,
) -> list[Actor]:
    """The whole cast on the stage, the subject first."""
    poses = [pose_of(shot, k) for k in range(len(shot.cast))]
    spots = spots_for(shot, rng, span_wide, close, limit)
    turns = facings_for(shot, rng, spots, poses, close)
    out = []
    for k, look in enumerate(looks):
        prop = _held(shot, k) or look.prop
        yaw = azimuth + 180 - turns[k]
        dim = 0.72 if said(bag(shot.light, shot.mood), "silhouette", "silhouetted") else 0.0
        spot = at((0.0, 0.0, 0.0), azimuth, *spots[k])
        actor = Actor(replace(look, prop=prop), poses[k], spot, yaw, mood_of(shot, k), dim)
        out.append(gazing(shot, k, actor, azimuth))
    return out


_HOLDS = (
    *("holds", "holding", "carries", "carrying", "lifts", "raises", "clutches", "hugs", "with"),
    *("sets", "under", "pours", "reads", "opens"),
)
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


def _held(shot: Shot, k: int) -> str:
    found = thing_in(tokens(shot.cast[k].action))
    if found in _FIXED:
        return ""
    if found or k:
        return found
    props = [
        str(e.get("description", "")) for e in shot.elements if e.get("kind", "prop") == "prop"
    ]
    found = next((t for t in map(thing_named, props) if t), "")
    if not found and said(bag(shot.prompt), *_HOLDS):
        found = thing_in(tokens(shot.prompt))
    return "" if found in _FIXED else found


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
        pose = POSES["walk"] if rng.random() < 0.5 else POSES["stand"]
        out.append(Actor(look, pose, spot, azimuth + 180 + (rng.random() - 0.5) * 200))
    return out
