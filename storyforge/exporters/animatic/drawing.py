"""What is seen in each frame: the shot, the join it is in, and all that is burnt in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storyforge.core.board import Board
from storyforge.core.seams import Stock
from storyforge.exporters.animatic.joins import mixed
from storyforge.exporters.animatic.leader import card
from storyforge.exporters.animatic.marks import Marks
from storyforge.exporters.animatic.pictures import Frames, frames_of
from storyforge.exporters.animatic.planes import Planes, frame_of, of_image
from storyforge.exporters.animatic.reel import Reel, Shown
from storyforge.exporters.animatic.stamps import Stamp
from storyforge.exporters.captions import Caption

_Key = tuple[int, str]  # a shot and the words burnt in: while both last, so do the marks


@dataclass(slots=True)
class Drawing:
    """The frames of one film, drawn in order. `spoken`: captions that are burnt in. `base`: the
    last frame that stood still, as it is before anything that counts; `sent`: the same for the
    encoder, when nothing counts."""

    board: Board
    stock: Stock
    wishes: Mapping[str, Any]
    reel: Reel
    spoken: tuple[Caption, ...]
    marks: Marks = field(init=False)
    sources: dict[int, Frames] = field(default_factory=dict)
    stamps: tuple[_Key, tuple[Stamp, ...]] = ((-1, ""), ())
    base: tuple[_Key, Planes] | None = None
    sent: tuple[Planes, Any] | None = None

    def __post_init__(self) -> None:
        self.marks = Marks(self.board, self.reel, self.wishes)

    def frames(self) -> Iterator[Any]:
        """Every frame for the encoder, the leader's first. The same one may come again."""
        yield from self._leader()
        for shown in self.reel.shown():
            yield self._frame(self._drawn(shown))

    def _leader(self) -> Iterator[Any]:
        if not self.reel.leader:
            return
        ground = of_image(card(self.board, self.reel))
        first = self.reel.held[0].panel.start
        for number in range(self.reel.leader):
            planes = ground.copy()
            before = number - self.reel.leader
            self.marks.counting.clock(planes, first + before, -1, -before)
            yield frame_of(planes)

    def _frame(self, planes: Planes) -> Any:
        """A frame of planes; those that were sent last need no other."""
        if self.sent is None or self.sent[0] is not planes:
            self.sent = planes, frame_of(planes)
        return self.sent[1]

    def _drawn(self, shown: Shown) -> Planes:
        stamps = self._stamps(shown)
        if shown.kind or not self._source(shown.number).still:
            planes = self._marked(shown, stamps)
        else:
            key = self.stamps[0]
            if self.base is None or self.base[0] != key:
                self.base = key, self._marked(shown, stamps)
            planes = self.base[1].copy() if self.marks.counting.runs else self.base[1]
        if self.marks.counting.runs:
            self.marks.counting.counted(planes, shown)
        return planes

    def _marked(self, shown: Shown, stamps: tuple[Stamp, ...]) -> Planes:
        planes = self._bare(shown).copy()
        for stamp in stamps:
            stamp.on(planes)
        return planes

    def _bare(self, shown: Shown) -> Planes:
        """The picture of a frame without anything burnt in; it is not for drawing on."""
        if not shown.kind:
            return self._source(shown.number).at(shown.offset)
        frame = shown.held.start + shown.offset
        one = self._source(shown.one).at(frame - self.reel.held[shown.one].start)
        other = None
        if shown.other >= 0:
            begins = max(0, frame - self.reel.held[shown.other].start)
            other = self._source(shown.other).at(begins)
        return mixed(shown.kind, one, other, shown.part)

    def _source(self, number: int) -> Frames:
        """A shot's frames; only those of neighbours are kept."""
        if number not in self.sources:
            self.sources = {n: each for n, each in self.sources.items() if abs(n - number) <= 1}
            panel = self.reel.held[number].panel
            moves, clips = bool(self.wishes["moves"]), bool(self.wishes["clips"])
            made = frames_of(panel, self.stock, self.reel.size, self.reel.rate, moves, clips)
            self.sources[number] = made
        return self.sources[number]

    def _stamps(self, shown: Shown) -> tuple[Stamp, ...]:
        """What is burnt in for a while: made anew when the shot or the words change."""
        key = (shown.number, self._burned(shown))
        if self.stamps[0] != key:
            found = list(self.marks.staying(shown.held))
            if key[1]:
                found.append(self.marks.caption(key[1]))
            self.stamps = key, tuple(found)
        return self.stamps[1]

    def _burned(self, shown: Shown) -> str:
        frame = shown.held.start + shown.offset
        while self.spoken and self.spoken[0].end <= frame:
            self.spoken = self.spoken[1:]
        now = self.spoken[0] if self.spoken else None
        return now.text if now and now.start <= frame else ""
