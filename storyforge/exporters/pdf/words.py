"""What is printed of a panel, field by field, in the order in which a crew reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from storyforge.core import film
from storyforge.core.board import Board, BoardScene, Panel, Said
from storyforge.core.timecode import duration, timecode
from storyforge.exporters.pdf.leaf import Line, Style
from storyforge.exporters.pdf.letters import Letters

GAPS: Final = {
    "waiting": "waits for another picture",
    "absent": "not here",
    "missing": "not made yet",
    "failed": "could not be made",
    "refused": "declined by the service",
    "in doubt": "waits to be settled",
}
"""What stands in the place of a picture that is not there, by state."""

STATES: Final = {"approved-stale": "stale but approved", "current": ""}
"""How a state is said, where that is not its own word."""

TALK: Final = ("dialogue", "sound")
"""Fields that a Japanese board has in a column of their own."""


@dataclass(frozen=True, slots=True)
class Hand:
    """The styles of one layout."""

    slate: Style
    text: Style

    @property
    def strong(self) -> Style:
        """For camera lines and speakers."""
        return replace(self.text, bold=True)

    @property
    def faint(self) -> Style:
        """For what is looked up, not read."""
        return replace(self.text, grey=0.32)


def hand(slate: float, text: float) -> Hand:
    """Styles from two sizes in points."""
    return Hand(Style(slate, bold=True, leading=1.3), Style(text))


def slate(scene: BoardScene, panel: Panel) -> str:
    """Scene and shot as they are called: `1 · 030`."""
    number = panel.number or panel.id
    return " · ".join(each for each in (scene.number, number) if each)


def heading(scene: BoardScene) -> str:
    """The slugline with its number: `3   EXT. PIER - DUSK`; the title where there is no slug."""
    said = scene.slug or scene.title or scene.id
    if not said:
        return ""
    return f"{scene.number}   {said}" if scene.number else said


def length(frames: int, fps: str) -> str:
    """A duration for people: `2.5 s`, or seconds and frames: `2+11`."""
    try:
        text = duration(frames, fps)
    except film.UnknownWord:  # longer than a manifest may say
        return feet(frames, fps)
    return f"{text[:-1]} s" if text.endswith("s") else text


def feet(frames: int, fps: str) -> str:
    """Seconds and frames as a Japanese board counts them: `2+12`."""
    whole, rest = divmod(frames, round(film.RATES[fps]))
    return f"{whole}+{rest:02}"


def state(panel: Panel) -> str:
    """The mark of a state; empty for what is as it should be."""
    return STATES.get(panel.state, panel.state)


def speaker(said: Said) -> str:
    """`MARA (V.O.) (softly)`."""
    more = [f"({each.strip('()')})" for each in (said.mode, said.parenthetical) if each]
    return " ".join(each for each in (said.speaker.upper(), *more) if each)


_Part = tuple[str, str, Style]
"""A field's name (empty: speech, close below its cue), its words, how they are set."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes panels in one hand. `fields`: what is wanted."""

    letters: Letters
    hand: Hand
    board: Board
    fields: frozenset[str]

    def lines(
        self,
        panel: Panel,
        wide: float,
        only: frozenset[str] | None = None,
        slug: str = "",
        titled: bool = False,
    ) -> list[Line]:
        """The lines of a panel below its picture. `only`: of these fields; `slug`: its scene's,
        at the first panel of a scene; `titled`: its title stands elsewhere."""
        out: list[Line] = []
        wanted = self.fields if only is None else self.fields & only
        wanted = wanted - {"title"} if titled else wanted
        if slug and "scene" in wanted:
            out += self.letters.wrap(slug, self.hand.strong, wide)
        for name, text, style in (*self._first(panel), *self._spoken(panel), *self._last(panel)):
            field = name or "dialogue"
            if text.strip() and field in wanted:
                gap = style.size * 0.28 if name else 0.0
                out += self.letters.wrap(text, style, wide, gap)
        if "transition" in wanted and panel.transition.strip():
            out += self._leaving(panel.transition.upper(), wide, out[-1] if out else None)
        return out

    def _leaving(self, text: str, wide: float, above: Line | None) -> list[Line]:
        """The transition at the lower right, beside the last line where there is room."""
        style = replace(self.hand.strong, size=self.hand.strong.size * 0.92, grey=0.2)
        lines = [replace(each, align="right") for each in self.letters.wrap(text, style, wide)]
        beside = above is not None and len(lines) == 1 and above.ltr
        if beside and above is not None and above.width + lines[0].width + 10 <= wide:
            lines[0] = replace(lines[0], gap=-lines[0].tall)
        return lines

    def _first(self, panel: Panel) -> Iterator[_Part]:
        text, strong = self.hand.text, self.hand.strong
        yield "title", panel.title, strong
        yield "camera", panel.camera, strong
        action = panel.action or ("" if "words" in self.fields else panel.words)
        yield "action", action, text

    def _spoken(self, panel: Panel) -> Iterator[_Part]:
        """Who speaks, and close below it what is said."""
        cue = replace(self.hand.strong, size=self.hand.strong.size * 0.92)
        for each in panel.dialogue:
            called = speaker(each)
            yield "dialogue", called, cue
            yield "" if called else "dialogue", each.text, self.hand.text

    def _last(self, panel: Panel) -> Iterator[_Part]:
        text, faint = self.hand.text, self.hand.faint
        yield "sound", _labelled("Sound", panel.sound), text
        yield "notes", _labelled("Notes", panel.notes), text
        yield "words", _labelled("Prompt", panel.words), text
        yield "cast", _labelled("Cast", ", ".join(panel.cast)), faint
        yield "place", _labelled("Place", _place(panel)), faint
        yield "labels", _labelled("Labels", ", ".join(panel.labels)), faint
        yield "timecode", self._timecode(panel), faint
        yield "maker", _labelled("Made by", _maker(panel)), faint
        yield "take", _labelled("Take", _take(panel)), faint

    def _timecode(self, panel: Panel) -> str:
        board = self.board
        return f"TC {timecode(board.start + panel.start, board.fps, board.drop)}"

    def length(self, panel: Panel) -> str:
        """How long a panel is, where that is wanted."""
        return length(panel.frames, self.board.fps) if "duration" in self.fields else ""

    def mark(self, panel: Panel) -> str:
        """The mark of its state, where that is wanted."""
        return state(panel) if "state" in self.fields else ""

    def gap(self, panel: Panel) -> str:
        """What stands in the place of a picture that is not there."""
        word = GAPS.get(panel.state, "no picture")
        return word if "state" in self.fields else "no picture"


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text.strip() else ""


def _place(panel: Panel) -> str:
    named = (panel.place, panel.time, panel.weather, panel.light, panel.mood)
    return ", ".join(each for each in named if each)


def _maker(panel: Panel) -> str:
    return "/".join(each for each in (panel.provider, panel.model) if each)


def _take(panel: Panel) -> str:
    return f"{panel.take} of {panel.takes}" if panel.takes else ""
