"""How near a proposed shot is: as the words ask, and never twice the same way in a row.

The usual grammar: who walks is seen whole, who listens is seen near; two who talk are first seen
over each other's shoulders, then alone, then closer, both always in the same size.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from storyforge.core.proposal import Value
from storyforge.core.script import Beat

_FRAMED: Final[tuple[tuple[str, dict[str, Value]], ...]] = (
    (r"extreme close(?:[- ]?up)?|ecu", {"size": "ECU"}),
    (r"insert", {"size": "CU", "framing": "insert"}),
    (r"close(?:[- ]?up)? (?:on|of)|close[- ]?up|cu on", {"size": "CU"}),
    (r"(?:very |extreme )?(?:wide|long) (?:shot|on|angle)|wide[.:,]", {"size": "LS"}),
    (r"aerial|bird'?s[- ]eye", {"size": "ELS", "angle": "overhead"}),
    (r"over (?:his|her|their|the) shoulder", {"perspective": "OTS"}),
    (r"[\w' ]{0,30}\bp\.?o\.?v\b", {"perspective": "pov"}),
)
_CAMERA: Final = tuple(
    (re.compile(rf"^\W*(?:{words})(?!\w)", re.IGNORECASE), told) for words, told in _FRAMED
)
_TITLE: Final = re.compile(
    r"^\W*(?:INSERT|(?:EXTREME )?CLOSE(?:[- ]?UP)?(?: ON| OF)?|E?CU|ANGLE ON|WIDE(?: ON)?)"
    r"(?![a-z])[^a-z]*$"
)
_GOES: Final = re.compile(
    r"\b(?:walk|run|enter|leav|cross|climb|dance|stride|rush|ride|jump|fall|march|stagger|hurr)"
    r"(?:s|es|ies|ing)\b|\b(?:comes|goes|steps) (?:in|out|up|down|to|into|from|away)\b",
    re.IGNORECASE,
)
_FEELS: Final = re.compile(
    r"\b(?:listen|smile|frown|stare|weep|sob|blush|whisper|grin|nod|wince|think|hesitate|sigh)"
    r"(?:s|es|ing)\b|\b(?:cries|tears?|eyes|face|lips)\b",
    re.IGNORECASE,
)
_OTHER: Final = {"LS": "FS", "FS": "MS", "MLS": "MS", "MS": "MCU", "MCU": "MS", "CU": "MS"}
_TALK: Final = ("MS", "MS", "MCU", "MCU", "MCU", "MCU", "CU", "CU")
"""Sizes of an exchange, speech by speech, in pairs, so that both who talk are equally near."""
_OVER: Final = 2  # speeches at the beginning of an exchange that are seen over a shoulder
_CROWD: Final = 2
_DETAILS: Final = ("CU", "ECU")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the shot before shows. `talk`: how many speeches the scene has had."""

    who: tuple[str, ...] = ()
    size: str = ""
    talk: int = 0


def is_title(text: str) -> bool:
    """Whether a paragraph only says what the camera is on: the next one says what is seen."""
    return len(text) < 80 and _TITLE.match(text) is not None


def over(beat: Beat, who: Sequence[str], others: Sequence[str], seen: Seen) -> bool:
    """Whether a speech is seen over the shoulder of whom it is said to."""
    talk = seen.talk % len(_TALK)
    return beat.sort == "speech" and len(who) == 1 and bool(others) and talk < _OVER


def framed(beat: Beat, who: tuple[str, ...], others: Sequence[str], seen: Seen) -> dict[str, Value]:
    """Size, framing and perspective of a shot that begins with `beat` and shows `who`.

    `others`: who was in the picture before it. `seen`: the shot before.
    """
    if beat.sort == "card":
        return {"framing": "empty"}
    if beat.sort == "speech":
        return _said(beat, who, others, seen) if who else {"framing": "empty"}
    for form, told in _CAMERA:
        if form.search(beat.text):
            near = told.get("size") in _DETAILS and not who  # nobody's face: a thing alone
            return {**told, "framing": "insert"} if near else dict(told)
    return {"size": _apart(_near(beat.text, len(who)), who, seen)}


def _said(beat: Beat, who: tuple[str, ...], others: Sequence[str], seen: Seen) -> dict[str, Value]:
    if len(who) >= _CROWD:
        return {"size": _apart("MS", who, seen)}
    size = _TALK[seen.talk % len(_TALK)] if others else "MCU"
    if over(beat, who, others, seen):
        return {"size": size, "perspective": "OTS"}
    return {"size": _apart(size, who, seen)}


def _near(text: str, people: int) -> str:
    if not people or people > _CROWD:
        return "LS"
    if _GOES.search(text):
        return "FS"
    if people == _CROWD:
        return "MLS"
    return "MCU" if _FEELS.search(text) else "MS"


def _apart(size: str, who: tuple[str, ...], seen: Seen) -> str:
    """Another size where the same people were seen so just now: else the picture jumps."""
    same = bool(who) and set(who) == set(seen.who) and size == seen.size
    return _OTHER.get(size, size) if same else size
