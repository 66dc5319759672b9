"""What a scene heading says: inside or outside, which place, at what hour.

The forms are those of the trade: INT. EXT. INT./EXT. I/E EST., place and hour parted by dashes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from storyforge.core.film import TIMES
from storyforge.core.vocabulary import folded

_BOTH = r"(?:INT|EXT)\.? ?/ ?(?:INT|EXT)|I ?/ ?E|E ?/ ?I"
HEADING: Final = re.compile(rf"^\s*({_BOTH}|INT|EXT|EST)(?:\.[ \t]*|[ \t]+)(?=\S)", re.IGNORECASE)
"""How a heading begins that nobody forced."""
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[–—]+\s+")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_ASIDES: Final = frozenset(
    [
        "flashback",
        "flash back",
        "flash forward",
        "flashforward",
        "dream",
        "dream sequence",
        "montage",
        "intercut",
        "series of shots",
        "back to scene",
        "present",
        "present day",
        "past",
        "fantasy",
        "establishing",
        "insert",
        "continued",
        "cont d",
        "same",
        "stock",
        "moving",
        "travelling",
        "traveling",
    ]
)
_CONTINUOUS: Final = ("same time", "moments later", "later", "continuous", "same")
_AROUND: Final = frozenset(  # words that stand around an hour: EARLY MORNING, LATER THAT NIGHT
    [
        "early",
        "late",
        "later",
        "pre",
        "mid",
        "just",
        "before",
        "after",
        "that",
        "the",
        "next",
        "same",
        "following",
        "almost",
        "nearly",
        "a",
        "an",
        "few",
        "some",
        "one",
        "two",
        "three",
        "minutes",
        "moments",
        "hours",
        "hour",
        "days",
        "weeks",
        "months",
        "years",
        "time",
        "earlier",
        "still",
        "another",
        "first",
        "last",
        "second",
        "third",
        "morning",
        "day",
        "night",
        "evening",
        "afternoon",
    ]
)


@dataclass(frozen=True, slots=True)
class Slug:
    """A heading taken apart. `inside`: None where it is both or says nothing. `time`: a word of the
    manifest, or empty. `asides`: FLASHBACK, MONTAGE and the like, as written."""

    inside: bool | None
    place: str
    time: str
    asides: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def slug_of(heading: str) -> Slug:
    """A heading, taken apart; what is no heading of the usual form is a place as a whole."""
    text = " ".join(heading.split()).lstrip(".")
    found = HEADING.match(text)
    inside = _inside(found[1].upper()) if found else None
    rest = text[found.end() :] if found else text
    asides = [each.strip() for each in _BRACKETS.findall(rest) if each.strip()]
    parts = [each.strip(" .,") for each in _DASH.split(_BRACKETS.sub(" ", rest).strip())]
    parts = [each for each in parts if each]
    times = [read for each in asides if (read := time_of(each))]
    asides = [each for each in asides if not time_of(each)]
    while len(parts) > 1:
        last = parts[-1]
        if time_of(last):
            times.append(time_of(last))
        elif folded(last) in _ASIDES or folded(last).split(" ")[0] in _ASIDES:
            asides.append(last)
        else:
            break
        parts.pop()
    hour = next((each for each in times if each != "continuous"), times[0] if times else "")
    return Slug(inside, " - ".join(parts), hour, tuple(asides))


def _inside(word: str) -> bool | None:
    if "/" in word:
        return None
    return word == "INT"


@lru_cache(maxsize=4096)
def time_of(words: str) -> str:
    """The manifest's word for an hour as scripts write it: `EARLY MORNING` is morning; or empty."""
    text = re.sub(r"[^\w ]+", " ", folded(words)).strip()
    spelt = {folded(each): TIMES.read(each) for each in TIMES.spellings}
    if text in spelt:
        return spelt[text]
    if len(text.split()) > 5:
        return ""
    if text in ("same", "earlier") or re.fullmatch(r"(\w+ ){1,3}(later|earlier)", text):
        return "continuous"
    for spelling in sorted(spelt, key=lambda each: (each in _CONTINUOUS, -len(each), each)):
        if re.search(rf"\b{spelling}\b", text) and _only_hours(text, spelling):
            return spelt[spelling]
    return ""


def _only_hours(text: str, spelling: str) -> bool:
    """Whether nothing but words of time stand around it: a NIGHT CLUB is no hour."""
    rest = re.sub(rf"\b{spelling}\b", " ", text).split()
    return all(word in _AROUND or word.isdigit() for word in rest)
