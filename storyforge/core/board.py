"""The board: what exporters see. Scenes of panels in the order of the film, with everything a crew
reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal[
    "current",
    "stale",
    "approved-stale",
    "locked",
    "draft",
    "waiting",
    "missing",
    "absent",
    "failed",
    "refused",
    "in doubt",
]


@dataclass(frozen=True, slots=True)
class Said:
    """One line of dialogue as printed: speaker's name (may be empty), how it is heard, how it is
    said, the words."""

    speaker: str
    mode: str
    parenthetical: str
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One shot on the board.

    `picture`: sha256 of its chosen picture, or None. `file`: path of that picture relative to the
    board's folder. `camera`: the camera line in the fixed order size · angle · lens · movement.
    `start`, `frames`: in frames of the project's rate. `notes`: what the picture could not show.
    `references`: labels of the pictures it was drawn from. `words`: the shot's own prompt, names
    as plain words. `provider`, `model`: who made the picture, or will. `clip`: sha256 of the clip
    made from it, or None; `clip_file` is empty when none is asked for.
    """

    id: str
    number: str
    title: str
    file: str
    picture: str | None
    width: int
    height: int
    state: State
    camera: str
    words: str
    action: str
    dialogue: tuple[Said, ...]
    sound: str
    notes: str
    transition: str
    start: int
    frames: int
    cast: tuple[str, ...]
    references: tuple[str, ...]
    takes: int
    provider: str
    model: str = ""
    clip: str | None = None
    clip_file: str = ""
    clip_state: State = "missing"
    clip_seconds: int = 0


@dataclass(frozen=True, slots=True)
class BoardScene:
    """One scene: its slugline and its panels. `id` is empty for shots outside any scene."""

    id: str
    number: str
    slug: str
    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture that shots refer to: a character's sheet, a look, a location's plate, a view, an
    element."""

    kind: str
    id: str
    name: str
    description: str
    file: str
    picture: str | None
    state: State


@dataclass(frozen=True, slots=True)
class Board:
    """The whole film as boarded. `fps` is the rate's name; `board_of` makes one from a project and
    its lockfile. `credits`: words that must stand wherever these pictures are shown, and the
    address that each leads to."""

    title: str
    logline: str
    director: str
    company: str
    draft: str
    fps: str
    ratio: str
    scenes: tuple[BoardScene, ...]
    plates: tuple[Plate, ...]
    frames: int
    credits: tuple[tuple[str, str], ...] = ()
