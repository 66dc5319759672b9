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


Source = Literal["trainedAlgorithmicMedia", "algorithmicMedia", "digitalCreation"]
"""How a picture came to be, in the words of IPTC's digital source types: by a trained model, by an
algorithm that was never trained on pictures (the embedded artist), by a human hand."""


@dataclass(frozen=True, slots=True)
class Made:
    """How one picture came to be, from its trace. `prompt`: the sentence as it was sent. `version`:
    of the model, as reported. `cost`: US dollars as text; `cost_known`: `free`, `reported`,
    `tariff` or `unknown`. `credit`: words and address that must stand where it is shown."""

    key: str
    provider: str
    model: str
    version: str
    source: Source
    prompt: str
    seed: int | None
    cost: str
    cost_known: str
    credit: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One take of a picture: its number, its digest, and its file relative to the board's folder.

    `asked`: empty, or why a person wanted it besides (`reroll`, `vary 2`, `hand`). `made`: None
    where nobody looked, or nothing is known any more.
    """

    take: int
    picture: str
    file: str
    chosen: bool
    rejected: bool
    asked: str
    made: Made | None = None


@dataclass(frozen=True, slots=True)
class Camera:
    """How a shot is taken, value by value; empty and 0 where nothing is said.

    `angle`: pitch in degrees, + looks up; `lens`: millimetres; `movement`: of `film.MOVES`.
    """

    size: str = ""
    framing: str = ""
    perspective: str = ""
    angle: int | None = None
    level: str = ""
    roll: int = 0
    lens: int = 0
    movement: tuple[str, ...] = ()


_STILL = Camera()


@dataclass(frozen=True, slots=True)
class Panel:
    """One shot on the board.

    `picture`: sha256 of its chosen picture, or None. `file`: path of that picture relative to the
    board's folder. `camera`: the camera line in the fixed order size · angle · lens · movement.
    `start`, `frames`: in frames of the project's rate. `notes`: what the picture could not show.
    `references`: labels of the pictures it was drawn from. `words`: the shot's own prompt, names
    as plain words. `provider`, `model`: who made the picture, or will. `clip`: sha256 of the clip
    made from it, or None; `clip_file` is empty when none is asked for. `location`, `place`: id and
    name of where it is; `cast_ids`: ids of `cast`, one for one. `decision`: `auto`, `picked`,
    `approved` or `locked`; `take`: the number of the chosen one of `choices`. `uses`: the nodes it
    is drawn from. `asks`: the sentence that is sent for it now.
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
    taken: Camera = _STILL
    location: str = ""
    place: str = ""
    time: str = ""
    weather: str = ""
    light: str = ""
    mood: str = ""
    cast_ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    decision: str = "auto"
    take: int = 0
    choices: tuple[Choice, ...] = ()
    uses: tuple[str, ...] = ()
    asks: str = ""

    @property
    def made(self) -> Made | None:
        """How its chosen picture came to be, where that is known."""
        return next((each.made for each in self.choices if each.chosen), None)


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
    choices: tuple[Choice, ...] = ()
    uses: tuple[str, ...] = ()

    @property
    def made(self) -> Made | None:
        """How its chosen picture came to be, where that is known."""
        return next((each.made for each in self.choices if each.chosen), None)


@dataclass(frozen=True, slots=True)
class Track:
    """A sound file laid under the film. `path`: in the project. `start`: the frame of the film at
    which it begins; below 0 its beginning is not heard. `gain`: decibels. `shot`: whose it is, or
    empty for one of the whole film."""

    path: str
    start: int
    gain: float = 0.0
    name: str = ""
    shot: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The whole film as boarded. `fps` is the rate's name; `board_of` makes one from a project and
    its lockfile. `credits`: words that must stand wherever these pictures are shown, and the
    address that each leads to. `start`: the frame that the first picture has, of the timecode;
    `drop`: it is counted in drop-frame. `tracks`: its sounds, those of the whole film first."""

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
    start: int = 0
    drop: bool = False
    tracks: tuple[Track, ...] = ()

    def panels(self) -> tuple[Panel, ...]:
        """Every panel, in the order of the film."""
        return tuple(panel for scene in self.scenes for panel in scene.panels)
