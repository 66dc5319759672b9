"""The film as a row of frames: which shot each belongs to, what it is mixed with, what it is
called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from storyforge.core.board import Board, BoardScene, Panel
from storyforge.core.errors import Problem, UsageError
from storyforge.core.film import RATES
from storyforge.exporters.animatic.joins import Join, join

_WIDEST: Final = 4096  # pixels that every player's hardware shows


@dataclass(frozen=True, slots=True)
class Held:
    """One shot in the reel: `start`: its first frame there; `slate`: scene and shot as printed."""

    panel: Panel
    scene: BoardScene
    start: int
    slate: str
    into: Join | None = None

    @property
    def end(self) -> int:
        """The first frame after it."""
        return self.start + self.panel.frames


@dataclass(frozen=True, slots=True)
class Shown:
    """One frame: the shot it counts to and the frame of it; `kind`, `part`: a join it is in, from
    the shot numbered `one` to `other` (-1: to nothing)."""

    number: int
    held: Held
    offset: int
    kind: str = ""
    part: float = 0.0
    one: int = -1
    other: int = -1


@dataclass(frozen=True, slots=True)
class Reel:
    """All shots, the rate, the size of the frame, and how many frames stand before the first."""

    held: tuple[Held, ...]
    fps: str
    size: tuple[int, int]
    leader: int

    @property
    def rate(self) -> Fraction:
        """Frames per second, exactly."""
        return RATES[self.fps]

    @property
    def frames(self) -> int:
        """Of the pictures, without the leader."""
        return self.held[-1].end

    def shown(self) -> Iterator[Shown]:
        """Every frame in order."""
        for number, held in enumerate(self.held):
            for offset in range(held.panel.frames):
                yield self._frame(number, held, offset)

    def _frame(self, number: int, held: Held, offset: int) -> Shown:
        left = held.panel.frames - offset
        into = held.into
        if into and left <= into.before:
            return self._joined(number, offset, number, into.before - left, into)
        if number:
            earlier = self.held[number - 1].into
            if earlier and offset < earlier.after:
                return self._joined(number, offset, number - 1, earlier.before + offset, earlier)
        return Shown(number, held, offset)

    def _joined(self, number: int, offset: int, one: int, done: int, how: Join) -> Shown:
        """`part` is 0 for the last frame before a join and 1 for the first after; a shot that goes
        to black or comes from it is quite black at the cut."""
        steps = how.before + how.after
        if how.before and how.after:
            part = (done + 1) / (steps + 1)
        else:
            part = (done + 1) / steps if how.before else done / steps
        other = one + 1 if one + 1 < len(self.held) else -1
        return Shown(number, self.held[number], offset, how.kind, part, one, other)


def reel(board: Board, wishes: Mapping[str, Any]) -> Reel:
    """The reel of a board; raises UsageError for one without a picture's length of film."""
    pairs = [(scene, panel) for scene in board.scenes for panel in scene.panels]
    if not pairs:
        advice = "write a shot, or select others: `storyforge ls` lists them"
        raise UsageError(Problem("X004", "there is no shot to show", advice=advice))
    rate, now, held = RATES[board.fps], 0, []
    for number, (scene, panel) in enumerate(pairs):
        after = pairs[number + 1][1] if number + 1 < len(pairs) else None
        into = join(panel, after, rate) if wishes["transitions"] else None
        slate = " · ".join(each for each in (scene.number, panel.number) if each)
        held.append(Held(panel, scene, now, slate, into))
        now += panel.frames
    leader = round(max(0, min(wishes["leader"], 60)) * rate)
    return Reel(tuple(held), board.fps, size_of(board.ratio, int(wishes["height"])), leader)


def size_of(ratio: str, height: int) -> tuple[int, int]:
    """The frame's size in pixels: both even, of the film's shape; 16:9 for a shape unheard of."""
    wide, _, tall = ratio.partition(":")
    known = wide.isdecimal() and tall.isdecimal() and int(wide) * int(tall) > 0
    shape = Fraction(int(wide), int(tall)) if known else Fraction(16, 9)
    width = round(height * shape / 2) * 2
    if not 2 <= width <= _WIDEST:
        width = min(max(width, 2), _WIDEST)
        height = max(2, round(width / shape / 2) * 2)
    return width, height
