"""Words become a body: a stance, a gesture laid over it, a thing held, a bend of the head."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from storyforge.artist.body.gestures import GESTURES, laid_over
from storyforge.artist.body.posture import Pose, Spot, mirrored
from storyforge.artist.body.stances import STANCES
from storyforge.artist.body.verbs import heard
from storyforge.artist.words import tokens

POSES: dict[str, Pose] = {
    **{name: replace(pose, name=name) for name, pose in STANCES.items()},
    **{name: laid_over(STANCES["stand"], name) for name in GESTURES},
}

# how a thing is held when nothing else is said of it
_HELD: dict[str, str] = {
    **dict.fromkeys(("suitcase", "bag", "bucket", "basket", "satchel", "violin-case"), "hang"),
    **dict.fromkeys(("box", "tray", "wheel"), "carry"),
    **dict.fromkeys(("book", "map"), "holdboth"),
    "lantern": "lamp",
    "umbrella": "umbrella",
    "sword": "sword",
    "stick": "hang",
}
_CARRIED = {"lantern": "hang", "book": "hug", "violin": "hug", "violin-case": "hug"}
# what somebody holds who does this, when no thing is named
IMPLIED: dict[str, str] = {
    "read": "book",
    "drink": "cup",
    "umbrella": "umbrella",
    "aim": "gun",
    "aimlong": "rifle",
    "phone": "phone",
    "carry": "box",
    "guitar": "guitar",
    "violin": "violin",
}
# both hands are busy with something that leaves none for a thing
EMPTY_HANDED = frozenset(
    (
        *("crossed", "pockets", "hips", "pray", "cry", "clap", "surrender", "raiseboth", "shrug"),
        *("behindback", "cower", "shout", "climb", "swim", "crawl", "piano", "push", "pull"),
        *("floor", "hugknees", "liefront", "lieside", "pickup", "jump", "hide", "kick", "sittable"),
        *(
            "cycle",
            "drive",
            "steer",
            "fight",
            "leanwall",
            "gallop",
            "salute",
            "fall",
            "trip",
            "ride",
            "sitdesk",
        ),
    )
)
_HOLDS = frozenset(("", "hold", "carry", "lift", "give", "hug"))


def pose_for(action: str, thing: str = "") -> Pose:
    """The posture a text asks for, standing when it asks for none; *thing* is in the hand."""
    asked = heard(action)
    stance = POSES[asked.stance or "stand"]
    gesture = asked.gesture
    if thing and gesture == "raise" and not _OWN & set(tokens(action)):
        gesture = "aloft"
    if thing and gesture and gesture in _HOLDS and not stance.grip:
        gesture = _holding(gesture, thing, stance.name)
    pose = laid_over(stance, gesture)
    if asked.nod:
        pose = replace(pose, nod=max(-34.0, min(34.0, pose.nod + asked.nod)))
    if asked.away:
        pose = replace(pose, turned=166.0 if stance.name in ("walk", "run") else 146.0)
    return replace(pose, mood=asked.saying or pose.mood)


_OWN = frozenset(("hand", "hands", "arm", "arms", "fist", "fists", "finger", "eyebrow"))


def _holding(gesture: str, thing: str, stance: str) -> str:
    if gesture in ("give", "lift"):
        return "liftup" if gesture == "lift" and _HELD.get(thing) == "carry" else gesture
    moving = stance in ("walk", "run", "climbstairs", "leave")
    if gesture in ("carry", "hug") or (moving and thing == "lantern"):
        return _CARRIED.get(thing, _HELD.get(thing, "hold"))
    return _HELD.get(thing, "hold")


def pose_named(words: str) -> str | None:
    """The name of the stance or gesture that a text asks for; None when it asks for none."""
    asked = heard(words)
    if not asked:
        return None
    if asked.stance or asked.gesture:
        return asked.gesture if asked.gesture and asked.stance in ("", "stand") else asked.stance
    return "turnaway" if asked.away else "lookup" if asked.nod > 0 else "lookdown"


def with_thing(pose: Pose, thing: str) -> Pose:
    """The pose with the right hand round a thing; what that hand did the left one does."""
    if pose.gesture in EMPTY_HANDED or pose.name in EMPTY_HANDED or pose.grip:
        return pose
    holding = GESTURES[_holding("", thing, pose.name)]
    if holding.arm_r is None or pose.over or pose.name in ("lie", "lieside", "liefront", "liebed"):
        return pose
    if pose.gesture and pose.gesture not in ("lookup", "lookdown", "turnaway", "speak"):
        pose = mirrored(pose)
    both = holding.grip == "both" and holding.arm_l is not None
    return replace(
        pose,
        arm_r=holding.arm_r,
        arm_l=holding.arm_l if both and holding.arm_l is not None else pose.arm_l,
        grip=holding.grip,
    )


def natural(pose: Pose, rng: Random) -> Pose:
    """The same posture as one person of many takes it: another leg, another tilt of the head."""
    plain = pose.name in ("stand", "wait")
    if plain and not pose.gesture and not pose.grip:
        pose = _standing(pose, rng)
    if plain and not pose.grip and not pose.gesture and rng.random() < 0.5:
        pose = mirrored(pose)
    loose = 1.0 if plain else 0.4
    sway = (rng.random() - 0.5) * loose
    return replace(
        pose,
        lean=pose.lean + sway * 3,
        tilt=pose.tilt + (rng.random() - 0.5) * 8 * loose,
        twist=pose.twist + (rng.random() - 0.5) * 10 * loose,
        nod=pose.nod + (rng.random() - 0.5) * 6 * loose,
    )


_BACK = Spot(0.01, -0.27, -0.085, (1.0, 0.0, -0.3))
_ARMS: tuple[dict[str, object], ...] = (
    {},
    {},
    {"arm_l": Spot(0.085, -0.305, 0.055, (0.8, 0.0, -0.8))},
    {
        "arm_l": Spot(0.0, -0.29, 0.1, (1, -0.2, -0.2)),
        "arm_r": Spot(0.0, -0.285, 0.11, (1, -0.2, 0)),
    },
    {"arm_l": _BACK, "arm_r": _BACK},
    {"arm_r": (12.0, 12.0, 34.0, 20.0)},
    {"arm_l": Spot(0.12, -0.27, 0.02, (1.0, 0.1, -0.5))},
)


def _standing(pose: Pose, rng: Random) -> Pose:
    """One of several ways to stand and let the arms be."""
    easy = 0.5 + rng.random() * 0.7
    pose = replace(
        pose,
        roll=pose.roll * easy,
        slope=pose.slope * easy,
        side=pose.side * easy,
        leg_l=(2 + rng.random() * 9, 6 + rng.random() * 5, 6 + rng.random() * 16, 0.0),
    )
    arms = _ARMS[int(rng.random() * len(_ARMS))]
    return replace(pose, **arms)  # type: ignore[arg-type]
