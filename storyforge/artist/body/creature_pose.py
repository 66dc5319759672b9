"""What a creature does, from words: a posture by its name, a bend of the head, what it is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from storyforge.artist.body.posture import Pose
from storyforge.artist.body.species import SPECIES
from storyforge.artist.body.verbs import heard, stem
from storyforge.artist.words import tokens

# what only creatures do, or do otherwise than people
_ROWS: tuple[tuple[str, str], ...] = (
    ("howl yowl crow bay", "howl"),
    ("bark growl snarl hiss neigh whinny moo bleat miaow meow yap roar squawk caw croak", "bark"),
    ("screech snap hoot chirp tweet sing bray trumpet quack", "bark"),
    ("fly soar glide hover swoop circle flutter", "fly"),
    ("flap", "flap"),
    ("trot canter pad lope waddle scurry scamper slither plod strut wriggle sniff", "walk"),
    ("gallop bound charge pounce race", "run"),
    ("rear", "rear"),
    ("beg", "beg"),
    ("graze peck feed lap drink eat gnaw forage nibble", "eat"),
    ("curl nap snooze rest doze sleep asleep", "sleep"),
    ("stalk prowl cower crouch creep lurk", "crouch"),
    ("perch", "sit"),
    ("pounce leap", "jump"),
    ("swim dive paddle float", "swim"),
)
DEEDS: dict[str, str] = {verb: name for row, name in _ROWS for verb in row.split()}
# what the stances of people are on four legs
_STANCES = {
    "run": "run",
    "walk": "walk",
    "leave": "walk",
    "sneak": "crouch",
    "crouch": "crouch",
    "sit": "sit",
    "crawl": "crouch",
    "lie": "lie",
    "liefront": "lie",
    "liebed": "lie",
    "lieside": "sleep",
    "jump": "jump",
    "swim": "swim",
    "ride": "walk",
    "gallop": "run",
    "floor": "sit",
    "hugknees": "sit",
    "sitbed": "sit",
    "sitsofa": "sit",
    "sitbench": "sit",
    "sitstool": "sit",
    "sittable": "sit",
    "sitdesk": "sit",
    "hide": "crouch",
    "climbstairs": "walk",
    "climb": "jump",
    "fight": "bark",
    "fall": "jump",
    "kneel": "lie",
}
_ENDINGS = ("ing", "ed", "es", "s")
# what somebody stands, sits or lies on: the furniture and the height of its top in metres
_PERCHES: tuple[tuple[tuple[str, ...], str, float], ...] = (
    (("table", "desk", "counter", "workbench", "tabletop", "worktop"), "table", 0.76),
    (("bench", "pew"), "bench", 0.46),
    (("sofa", "couch", "armchair"), "sofa", 0.44),
    (("bed", "bunk"), "sleeper", 0.5),
    (("chair", "stool"), "stool", 0.48),
    (("rail", "railing", "fence", "parapet", "gate", "banister"), "rail", 1.0),
    (("crate", "box", "barrel", "chest", "trunk"), "crate", 0.6),
    (("post", "bollard", "pole", "stump", "pillar", "gravestone"), "post", 1.0),
)
_ON = re.compile(r"\b(?:on|upon|onto|atop)\s+(?:top\s+of\s+)?(?:(?:the|a|an|his|her|its|one)\s+)?")
_LARGEST = 0.75  # metres of a creature that gets on furniture
_SHOW = {"quadruped": 56.0, "swimmer": 68.0, "snake": 40.0, "insect": 48.0, "bird": 50.0}
_DOWN = {"sniff": -34.0}


def _bare(word: str) -> str:
    """A verb of creatures in its bare form, or nothing."""
    if word in DEEDS:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending):
            short = word[: -len(ending)]
            for form in (
                short,
                short + "e",
                short[:-1] + "y" if short.endswith("i") else "",
                short[:-1] if short[-1:] == short[-2:-1] else "",
            ):
                if form in DEEDS:
                    return form
    return stem(word) if stem(word) in DEEDS else ""


def deed_named(words: str) -> str:
    """The posture that the first verb of a creature in the words asks for; empty for none."""
    return next((DEEDS[_bare(w)] for w in tokens(words) if _bare(w)), "")


def pose_of(kind: str, words: str, height: float) -> Pose:
    """The posture of a creature of that height, standing when the words ask for none."""
    asked, family = heard(words), SPECIES[kind].family
    name = deed_named(words) or _STANCES.get(asked.stance, "stand")
    if asked.gesture in ("shout", "call") and name in ("stand", "sit"):
        name = "bark"
    if asked.gesture in ("eat", "drink") and name == "stand":
        name = "eat"
    if family == "bird" and name == "run":
        name = "walk"
    nod = asked.nod or next((_DOWN[b] for b in map(_bare, tokens(words)) if b in _DOWN), 0.0)
    pose = Pose(name=name, nod=nod, show=_SHOW.get(family, 40.0), mood=asked.saying)
    pose = replace(pose, turned=150.0) if asked.away else pose
    return _perched(pose, words, height)


def _perched(pose: Pose, words: str, height: float) -> Pose:
    """On the piece of furniture that the words put it on, if it is not too large for that."""
    if height > _LARGEST * 1.4 or pose.name in ("fly", "swim"):
        return pose
    for found in _ON.finditer(words.lower()):
        near = tokens(words[found.end() :])[:3]
        for names, seat, tall in _PERCHES:
            if any(w in names or w.removesuffix("s") in names for w in near):
                return replace(pose, seat=seat, perch=tall)
    return pose


def roomy(looks: Sequence[tuple[str, float]]) -> float:
    """Metres from one of the cast to the next that the longest of them needs; kind and height."""
    longest = max(
        (height * _LONG.get(kind, _FAMILY.get(_family(kind), 0.0)) for kind, height in looks),
        default=0.0,
    )
    return longest if len(looks) > 1 else 0.0


def _family(kind: str) -> str:
    return SPECIES[kind].family if kind else ""


_FAMILY = {"quadruped": 1.2, "bird": 0.5, "swimmer": 1.4, "snake": 0.8, "insect": 0.8}
_LONG = {"horse": 0.9, "elephant": 1.0, "dragon": 1.1}
