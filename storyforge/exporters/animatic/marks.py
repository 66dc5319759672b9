"""What is burnt into the picture's corners: slate, version, state, watermark, captions.

All of it stays for a while and is drawn once; what is different in every frame is in `counting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PIL import ImageFilter

from storyforge.artist.letters.lettering import Block, block, width
from storyforge.core.board import Board, Panel
from storyforge.exporters.animatic.counting import Counting
from storyforge.exporters.animatic.reel import Held, Reel
from storyforge.exporters.animatic.stamps import Layout, Stamp, even, lettered
from storyforge.exporters.captions import plain

_GHOST: Final = 150  # of 255: how much of a watermark is seen
_FAINT: Final = [value * _GHOST // 255 for value in range(256)]
_DARK: Final = [min(170, value * 2) for value in range(256)]
_LEADING: Final = 1.2  # of captions
_LONGEST: Final = 160  # signs: no corner holds more
_STATES: Final = {
    "stale": "OUT OF DATE",
    "approved-stale": "APPROVED, OUT OF DATE",
    "draft": "DRAFT DRAWING",
    "waiting": "WAITING",
    "missing": "MISSING",
    "absent": "NOT ON THIS MACHINE",
    "failed": "FAILED",
    "refused": "REFUSED",
    "in doubt": "IN DOUBT",
}


def _rows(text: str, size: float, wide: float, most: int = 0) -> Block:
    return block(text, size, wide, align="centre", leading=_LEADING, most=most)


@dataclass(slots=True)
class Marks:
    """Everything burnt into one film. `wishes`: see the table of formats. `rows`: that the slate
    takes in the last shot that was asked for."""

    board: Board
    reel: Reel
    wishes: Mapping[str, Any]
    layout: Layout = field(init=False)
    counting: Counting = field(init=False)
    rows: int = 1

    def __post_init__(self) -> None:
        self.layout = Layout(self.reel.size)
        self.counting = Counting(self.board, self.reel, self.wishes, self.layout)

    def wanted(self, name: str) -> bool:
        """Whether a mark is to be burnt in."""
        return self.counting.wanted(name)

    def staying(self, held: Held) -> Iterator[Stamp]:
        """What stays as long as a shot does."""
        yield from self._foot(held)
        if self.wanted("draft") and plain(self.board.draft, _LONGEST):
            yield self._corner(plain(self.board.draft, _LONGEST), "left", "top")
        if self.wanted("state") and (word := _state(held.panel, bool(self.wishes["clips"]))):
            yield self._corner(word, "right", "top")
        if self.wanted("watermark") and (text := plain(self.wishes["watermark"], _LONGEST)):
            yield self._watermark(text)

    def _foot(self, held: Held) -> Iterator[Stamp]:
        """Slate and camera, side by side; in a narrow frame one above the other."""
        slate = plain(held.slate, _LONGEST) if self.wanted("slate") else ""
        camera = plain(held.panel.camera, _LONGEST) if self.wanted("camera") else ""
        both = "   ".join(each for each in (slate, camera) if each)
        self.rows = 1
        if camera and width(both, self.layout.size) > self._room("bottom"):
            self.rows = 2
            yield self._corner(camera, "left", "above")
            both = slate
        if both:
            yield self._corner(both, "left", "bottom")

    def _room(self, end: str) -> float:
        """Pixels for the letters of a corner."""
        wide, pad = self.reel.size[0], 2 * self.layout.pad[0]
        if end == "above":
            return wide - 2 * self.layout.edge - pad
        if end == "bottom" and (running := self.counting.text(0, 1, 1)):
            return max(
                wide * 0.2, wide - 2.5 * self.layout.edge - self.counting.mask(running).width - pad
            )
        beside = self.wanted("watermark") and not self._narrow
        return wide * (0.27 if end == "top" and beside else 0.5) - self.layout.edge * 1.2 - pad

    @property
    def _narrow(self) -> bool:
        """Whether corners have no room for anything between them."""
        wide, tall = self.reel.size
        return wide < 1.6 * tall

    def _corner(self, text: str, side: str, end: str) -> Stamp:
        room, size = self._room(end), self.layout.size
        while width(text, size) > room and size > self.layout.size * 0.8:
            size *= 0.95
        shown = block(text, size, room, most=1)
        fitting = block(text, size, min(room, shown.width + 1), most=1)
        mask = lettered(fitting, self.layout.pad)
        return Stamp(self.layout.placed(mask.size, side, end), mask)

    def _watermark(self, text: str) -> Stamp:
        """Letters that are seen on white and on black, and through which the picture is seen."""
        wide, size = self.reel.size[0], self.layout.size * 1.4
        below = self._narrow and (self.wanted("draft") or self.wanted("state"))
        room = wide * 0.46 if not self._narrow else wide - 2 * self.layout.edge - size
        while width(text, size, bold=True) > room and size > self.layout.size * 0.7:
            size *= 0.95
        shown = block(text, size, room, align="centre", most=1, bold=True)
        mask = lettered(shown, (size * 0.3, 0))
        dark = mask.filter(ImageFilter.GaussianBlur(size / 12)).point(_DARK)
        y = self.layout.edge + (self.layout.size * 1.8 if below else 0)
        return Stamp((even((wide - mask.width) / 2), even(y)), mask.point(_FAINT), dark)

    def caption(self, text: str) -> Stamp:
        """Words at the foot of the picture, in its middle."""
        wide, tall = self.reel.size
        room, size = wide * 0.84, self.layout.size * 1.25
        if any(width(row, size) > room for row in text.split("\n")):
            text = " ".join(text.split("\n"))  # rows made for a wider frame
        rows = _rows(text, size, room)
        while rows.height > tall * 0.22 and size > self.layout.size * 0.6:
            size *= 0.92
            rows = _rows(text, size, room)
        most = max(1, int(tall * 0.6 / (size * _LEADING)))
        mask = lettered(
            _rows(text, size, min(room, rows.width + 1), most), (size * 0.5, size * 0.1)
        )
        foot = self.layout.edge + self.layout.size * (0.6 + 1.55 * self.rows)
        return Stamp((even((wide - mask.width) / 2), even(tall - foot - mask.height)), mask)


def _state(panel: Panel, clips: bool) -> str:
    if clips and panel.clip:
        return "CLIP"
    drawn = panel.provider == "draft" and panel.state in ("current", "locked")
    return "DRAFT DRAWING" if drawn and panel.picture else _STATES.get(panel.state, "")
