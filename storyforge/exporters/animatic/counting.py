"""What is burnt in and different in every frame: timecode, frame, what is left, the bar."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PIL import Image, ImageDraw

from storyforge.artist.letters.lettering import block, put, width
from storyforge.core.board import Board
from storyforge.core.film import seconds
from storyforge.core.timecode import timecode
from storyforge.exporters.animatic.planes import WHITE, Planes
from storyforge.exporters.animatic.reel import Reel, Shown
from storyforge.exporters.animatic.stamps import Layout, Stamp, even

_DONE: Final = (168, 56, 168)  # amber, seen on snow and at night


@dataclass(slots=True)
class Counting:
    """The counters of one film, set from letters that are drawn once. `cell`: how wide a figure
    is, once it is known."""

    board: Board
    reel: Reel
    wishes: Mapping[str, Any]
    layout: Layout
    letters: dict[str, Image.Image] = field(default_factory=dict)
    cell: float = 0.0

    def wanted(self, name: str) -> bool:
        """Whether a mark is to be burnt in; none is in a clean film."""
        return bool(self.wishes[name]) and not self.wishes["clean"]

    @property
    def runs(self) -> bool:
        """Whether anything is different in every frame."""
        return any(map(self.wanted, ("timecode", "frame", "left", "bar")))

    def counted(self, planes: Planes, shown: Shown) -> None:
        """Set what is of this frame alone."""
        panel = shown.held.panel
        left = panel.frames - shown.offset
        film = panel.start + shown.offset
        self.clock(planes, film, shown.held.start + shown.offset, left)
        if self.wanted("bar"):
            self.bar(planes, (shown.held.start + shown.offset + 1) / self.reel.frames)

    def clock(self, planes: Planes, film: int, frame: int, left: int) -> None:
        """Set timecode, frame (below 0: none) and what is left, where editors look."""
        text = self.text(film, frame, left)
        if text:
            mask = self.mask(text)
            Stamp(self.layout.placed(mask.size, "right", "bottom"), mask).on(planes)

    def text(self, film: int, frame: int, left: int) -> str:
        """What the counters say in a frame; empty when none is wished."""
        parts = []
        if self.wanted("left"):
            tenths = math.ceil(10 * seconds(left, self.reel.fps))  # 0 only when it is over
            parts.append(f"-{tenths / 10:.1f}s")
        if self.wanted("frame") and frame >= 0:
            digits = max(4, len(str(self.reel.frames)))
            parts.append(f"#{frame:0{digits}}")
        if self.wanted("timecode"):
            parts.append(timecode(self.board.start + film, self.reel.fps, self.board.drop))
        return "  ".join(parts)

    def mask(self, text: str) -> Image.Image:
        """Figures in cells of one width, so that nothing trembles while they run."""
        if not self.cell:
            self.cell = max(width(each, self.layout.size) for each in "0123456789") + 1
        cell = self.cell
        side, top = self.layout.pad
        places, x = [], side
        for sign in text:
            places.append(x)
            x += cell if sign.isdecimal() or sign == " " else cell * 0.62
        tall = even(self.layout.size * 1.28 + 2 * top + 1)
        mask = Image.new("L", (even(x + side), tall), 0)
        for sign, at in zip(text, places, strict=True):
            if sign != " ":
                room = cell if sign.isdecimal() else cell * 0.62
                drawn = self._letter(sign)
                mask.paste(drawn, (round(at + (room - drawn.width) / 2), round(top)), drawn)
        return mask

    def _letter(self, sign: str) -> Image.Image:
        if sign not in self.letters:
            shape = block(sign, self.layout.size, self.layout.size * 4)
            size = (max(1, round(shape.width + 1)), round(shape.height + 1))
            mask = Image.new("L", size, 0)
            put(mask, 0, 0, shape, 255)
            self.letters[sign] = mask
        return self.letters[sign]

    def bar(self, planes: Planes, part: float) -> None:
        """How far the film is, with a mark where each scene begins."""
        wide, tall = self.reel.size
        high = max(2, even(tall / 180))
        full = (0, tall - high, wide, tall)
        half = (0, (tall - high) // 2, wide // 2, tall // 2)
        y, u, v = _DONE
        planes.y.paste(52, full)
        planes.u.paste(128, half)
        planes.v.paste(128, half)
        done = max(2, even(wide * part))
        planes.y.paste(y, (0, tall - high, done, tall))
        planes.u.paste(u, (0, half[1], done // 2, half[3]))
        planes.v.paste(v, (0, half[1], done // 2, half[3]))
        planes.y.paste(16, (0, tall - high - 1, wide, tall - high))
        pen = ImageDraw.Draw(planes.y)
        for before, held in zip(self.reel.held, self.reel.held[1:], strict=False):
            if held.scene is not before.scene:
                x = round(wide * held.start / self.reel.frames)
                pen.rectangle((x, tall - high * 2, x + 1, tall - 1), fill=WHITE)
