"""Which spot of a place the words of somebody ask for."""

from __future__ import annotations

import re

from storyforge.artist.blocking.tabled import tabled
from storyforge.artist.body.posture import Pose
from storyforge.artist.staging import Shot
from storyforge.artist.words import tokens

# kinds of spot, or the names of furniture, in the order in which they will do
_STANCES: dict[str, tuple[str, ...]] = {
    "sit": ("seat", "table", "desk", "bedside", "stool", "step", "crate"),
    "sittable": ("table", "desk"),
    "sitdesk": ("desk", "table"),
    "sitbed": ("bedside",),
    "sitbench": ("bench", "park bench", "pew", "seats", "seat"),
    "sitsofa": ("sofa", "armchair"),
    "sitstool": ("stool", "crate"),
    **dict.fromkeys(("liebed", "lie", "lieside", "liefront"), ("bed", "couch")),
    "leanwall": ("wall",),
    "leancounter": ("counter",),
    "leanrail": ("rail",),
    "climb": ("ladder", "stair"),
    "climbstairs": ("stair",),
    "piano": ("piano",),
    "swim": ("water",),
}
_SEATS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset(("stairs", "steps", "step", "staircase")), ("step",)),
    (frozenset(("armchair",)), ("armchair", "sofa")),
    (frozenset(("throne",)), ("throne",)),
    (frozenset(("chest", "trunk", "crate", "box")), ("crate",)),
    (frozenset(("chair", "chairs")), ("table", "desk", "armchair")),
    (frozenset(("window",)), ()),
)
_ELSEWHERE = frozenset(
    (
        *("floor", "ground", "grass", "street", "pavement", "cobbles", "dead", "rug", "carpet"),
        *("rock", "rocks", "log", "edge", "sand", "deck", "roof", "snow", "unconscious"),
    )
)
_BARS = frozenset(("bar", "counter"))
_AT = frozenset(("at", "by", "in", "near", "against", "on", "beside", "opens", "open", "through"))
# for who stands: any of these words, together with any of those (none: alone), asks for this
_STANDS: tuple[tuple[frozenset[str], frozenset[str], tuple[str, ...]], ...] = (
    (frozenset(("behind", "serves", "pours")), _BARS, ("behind",)),
    (frozenset(("bartender", "barman", "barmaid", "shopkeeper")), frozenset(), ("behind",)),
    (_AT, _BARS, ("counter",)),
    (frozenset(("window", "windows", "windowsill", "porthole")), frozenset(), ("window",)),
    (frozenset(("doorway", "threshold", "doorframe")), frozenset(), ("door",)),
    (frozenset(("door",)), _AT | {"knocks", "closes"}, ("door",)),
    (frozenset(("railing", "railings", "rail", "parapet", "bulwark")), frozenset(), ("rail",)),
    (frozenset(("wall",)), frozenset(("against", "on", "along", "at")), ("wall",)),
    (frozenset(("stairs", "staircase", "steps")), frozenset(("on", "down", "up")), ("stair",)),
    (frozenset(("stove", "sink", "workbench")), frozenset(), ("stove", "sink", "workbench")),
)
_GOING = frozenset(("walk", "run", "sneak", "ride", "gallop", "cycle", "leave", "fall", "jump"))
_DRIVES = frozenset(("drives", "driving", "drive", "driver", "wheel", "steers", "steering"))
_REAR = frozenset(("back", "rear", "backseat", "back-seat"))


def kinds_wanted(shot: Shot, k: int, said: str, pose: Pose) -> tuple[str, ...]:
    """What somebody's words ask of the place, the best first; () asks for nothing."""
    member = shot.cast[k]
    upright = not pose.seat and {"stand", "stands", "standing"} & set(tokens(member.action))
    if tabled(shot) and not upright:
        words = frozenset(tokens(shot.prompt))
        return ("desk", "table") if "desk" in words else ("table", "desk")
    near = frozenset(tokens(f"{member.action or said} {member.position}"))
    if not member.action and not said.strip():
        near |= _lead(shot)
    if pose.name in _STANCES:
        return _down(pose, near) if pose.seat or pose.lying else _STANCES[pose.name]
    if pose.seat or pose.lying or pose.name in _GOING:
        return ()
    return next((kinds for any_of, more, kinds in _STANDS if _meant(near, any_of, more)), ())


def _down(pose: Pose, near: frozenset[str]) -> tuple[str, ...]:
    """The furniture of who sits or lies."""
    if near & _ELSEWHERE and pose.name in ("sit", "lie", "lieside", "liefront"):
        return ()
    if pose.lying and near & {"sofa", "couch", "settee"}:
        return ("couch", "bed")
    if pose.name == "sitstool" and not near & {"stool", "bar"}:
        return ("crate",)
    if pose.name != "sit":
        return _STANCES[pose.name]
    return next((kinds for words, kinds in _SEATS if near & words), _STANCES["sit"])


def _meant(near: frozenset[str], any_of: frozenset[str], more: frozenset[str]) -> bool:
    return bool(near & any_of) and (not more or bool(near & more))


def _lead(shot: Shot) -> frozenset[str]:
    """What a sentence says before it names anybody: "at the bar, …"."""
    return frozenset(tokens(_WHO.split(shot.prompt)[0]))


_WHO = re.compile(r"\bthe figure\b")


def takes_wheel(words: str) -> bool:
    """Whether somebody drives."""
    return bool(_DRIVES & frozenset(tokens(words)))


def rides_behind(words: str) -> bool:
    """Whether somebody sits in the back of a car."""
    said = tokens(words)
    return any(
        word in _REAR and (word not in ("back",) or said[k - 1 : k] == ["the"] or "seat" in said)
        for k, word in enumerate(said)
    )
