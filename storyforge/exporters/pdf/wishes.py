"""What is wanted of a document, read from the words of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from storyforge.core import film
from storyforge.core.errors import Problem, UsageError

LAYOUTS: Final = ("3x2", "1up", "2x2", "3x3", "rows", "ekonte", "contact", "strip")
PAPERS: Final = ("A4", "Letter", "A3", "Tabloid", "Legal")
WAYS: Final = ("auto", "landscape", "portrait")
USUAL: Final = (
    *("slate", "title", "scene", "camera", "action", "dialogue", "sound", "notes", "cast"),
    *("duration", "transition", "state"),
)
"""What is printed when nobody says."""

FIELDS: Final = (*USUAL, "words", "place", "labels", "timecode", "maker", "take")
"""Everything that can be printed."""

_ALSO: Final = {"description": "words", "location": "place", "start": "timecode"}
"""Fields by the names that a shot list has for them."""

GRIDS: Final = {
    "1up": (1, 1),
    "2x2": (2, 2),
    "3x2": (3, 2),
    "3x3": (3, 3),
    "strip": (4, 1),
    "contact": (5, 4),
}
"""Layout -> panels across and down, on paper that lies."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document's wishes. `way`: auto, landscape or portrait; `font`: a file, or empty."""

    layout: str = "3x2"
    paper: str = "a4"
    way: str = "auto"
    fields: frozenset[str] = frozenset(USUAL)
    cover: bool = True
    plates: bool = False
    listed: bool = False
    states: bool = True
    grey: bool = False
    scene_pages: bool = False
    watermark: str = ""
    font: str = ""


def wanted(wishes: Mapping[str, Any]) -> Wanted:
    """The wishes as read; raises UsageError (X020) for a field that does not exist."""
    layout = str(wishes.get("layout") or "3x2").lower()
    fields = _fields(str(wishes.get("fields") or ""), layout)
    states = bool(wishes.get("states", True))
    return Wanted(
        layout=layout,
        paper=str(wishes.get("paper") or "A4").lower(),
        way=str(wishes.get("orientation") or "auto").lower(),
        fields=fields if states else fields - {"state"},
        cover=bool(wishes.get("cover", True)),
        plates=bool(wishes.get("plates", False)),
        listed=bool(wishes.get("list", False)),
        states=states,
        grey=bool(wishes.get("grey", False)),
        scene_pages=bool(wishes.get("scene-pages", False)),
        watermark=str(wishes.get("watermark") or ""),
        font=str(wishes.get("font") or ""),
    )


def _fields(text: str, layout: str) -> frozenset[str]:
    words = (word.strip().lower() for word in text.split(","))
    said = [_ALSO.get(word, word) for word in words if word]
    for word in said:
        if word not in FIELDS:
            close = film.nearest(word, FIELDS)
            advice = f"did you mean `{close}`?" if close else f"fields: {', '.join(FIELDS)}"
            raise UsageError(Problem("X020", f"there is no field `{word}`", advice=advice))
    if said:
        return frozenset(said) | {"slate"}
    return frozenset(("slate", "duration", "state")) if layout == "contact" else frozenset(USUAL)
