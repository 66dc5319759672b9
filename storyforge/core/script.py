"""A screenplay as a value, whatever file it came in: scenes, and in each its beats in order.

A beat is the smallest thing a shot may be made for: a paragraph of action, or one speech.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Final, Literal

from storyforge.core.proposal import Left
from storyforge.core.script_slug import Slug, slug_of

Sort = Literal["heading", "action", "speech", "card", "transition", "note", "outline", "break"]
SEEN: Final = frozenset({"action", "speech", "card"})
"""Sorts of beats that are seen or heard, so that a shot should cover them."""
SPOKEN: Final = Fraction(5, 2)  # words a second; a usual reckoning for dialogue
READ: Final = Fraction(4)  # words a second of action: a page of some 240 words is a minute
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts written without spaces
_EXTENSION = re.compile(r"\(([^()]*)\)")
_MODES: Final = (
    ("V.O.", re.compile(r"^(?:v\.? ?o\.?|voice[- ]?over|narrat.*)$", re.IGNORECASE)),
    ("O.S.", re.compile(r"^(?:o\.? ?s\.?|off[- ]?screen)$", re.IGNORECASE)),
    ("O.C.", re.compile(r"^(?:o\.? ?c\.?|off[- ]?camera)$", re.IGNORECASE)),
    ("CONT'D", re.compile(r"^(?:cont['’.]?d?\.?|continu(?:ed|ing))$", re.IGNORECASE)),
)


@lru_cache(maxsize=1 << 14)
def _digest(*words: str) -> str:
    told = "\n".join(" ".join(unicodedata.normalize("NFC", each).split()) for each in words)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Beat:
    """One paragraph of a script. `place`: where it stands, `line 12`. `character`: the cue of a
    speech without its extensions. `mode`: how it is heard, in the manifest's words. `dual`: said
    together with the speech before it."""

    sort: Sort
    text: str
    place: str
    character: str = ""
    mode: str = ""
    parenthetical: str = ""
    dual: bool = False

    @property
    def digest(self) -> str:
        """What it says, whatever its spaces and its place: 12 hexadecimal digits."""
        return _digest(self.sort, self.character, self.mode, self.parenthetical, self.text)


@dataclass(frozen=True, slots=True)
class ScriptScene:
    """One scene: its heading as written, the number the writer gave it, and its beats. `hour`: in
    the manifest's words; what is CONTINUOUS or LATER has that of the scene before."""

    heading: str
    number: str
    place: str
    beats: tuple[Beat, ...] = ()
    hour: str = ""

    @property
    def slug(self) -> Slug:
        """What the heading says."""
        return slug_of(self.heading)

    def seen(self) -> tuple[Beat, ...]:
        """Its beats that are seen or heard."""
        return tuple(each for each in self.beats if each.sort in SEEN)


@dataclass(frozen=True, slots=True)
class Script:
    """A screenplay. `title`: its title page, keys in small letters, in order. `left`: what the
    reader of the file could not carry over."""

    title: Mapping[str, str] = field(default_factory=dict)
    scenes: tuple[ScriptScene, ...] = ()
    left: tuple[Left, ...] = ()

    def beats(self) -> Iterator[tuple[ScriptScene, Beat]]:
        """Every beat with its scene, in order."""
        for scene in self.scenes:
            for beat in scene.beats:
                yield scene, beat


def words(text: str) -> int:
    """How many words a text has; two signs of a script without spaces count as one."""
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + -(-wide // 2)


def length(beat: Beat) -> Fraction:
    """How long a beat is on screen, in seconds, estimated: half seconds, at least one and a half.

    Speech at 2.5 words a second and half a second to breathe; action as a page of it is a minute.
    """
    if beat.sort == "speech":
        told = words(beat.text) / SPOKEN + Fraction(1, 2)
    else:
        told = max(Fraction(2), words(beat.text) / READ)
    return min(Fraction(60), max(Fraction(3, 2), Fraction(round(told * 2), 2)))


def cue_of(text: str) -> tuple[str, str, str]:
    """A cue taken apart: `MARA (V.O.) (CONT'D)` -> name, mode, and what else stood in brackets."""
    mode, rest = "", []
    for said in _EXTENSION.findall(text):
        known = next((name for name, form in _MODES if form.match(said.strip())), None)
        if known is None:
            rest.append(said.strip())
        elif mode in ("", "CONT'D"):
            mode = known
    name = " ".join(_EXTENSION.sub(" ", text).rstrip("^ ").split())
    return name, mode, ", ".join(filter(None, rest))
