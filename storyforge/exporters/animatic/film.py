"""The animatic: the board as a film, every cut on its frame."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Final

from storyforge.core.board import Board
from storyforge.core.imprint import of_whole, packet
from storyforge.core.seams import Stock, Written
from storyforge.core.timecode import timecode
from storyforge.exporters.animatic.ahead import ahead
from storyforge.exporters.animatic.drawing import Drawing
from storyforge.exporters.animatic.movie import Chapter, Facts, Movie, imprinted
from storyforge.exporters.animatic.reel import Reel, reel
from storyforge.exporters.animatic.sound import Mixer, cues, samples
from storyforge.exporters.captions import Caption, captions, plain

_OFTEN: Final = 24  # frames after which it is told how far it is
_AHEAD: Final = 12  # frames drawn before they are coded: 17 MB of 720 lines
_TOOL: Final = "storyforge"


class Animatic:
    """Draws a board as an MP4. See the table of formats for what may be wished."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """One file, written as it is drawn; raises UsageError for a board without shots and, while
        it is written, for a sound that cannot be read."""
        rolled = reel(board, wishes)

        def write(file: BinaryIO) -> None:
            _Run(board, stock, wishes, rolled).write(file)

        yield "", write


@dataclass(slots=True)
class _Run:
    """One film while it is written. The frames are drawn in a thread of their own, before they are
    coded; sound and captions are laid between them here. `soft`: captions that are a track."""

    board: Board
    stock: Stock
    wishes: Mapping[str, Any]
    reel: Reel
    soft: tuple[Caption, ...] = ()
    drawing: Drawing = field(init=False)

    def __post_init__(self) -> None:
        spoken = captions(self.board) if self.wishes["captions"] != "none" else ()
        burned = self.wishes["captions"] == "burned"
        self.soft = () if burned else spoken
        shown = spoken if burned else ()
        self.drawing = Drawing(self.board, self.stock, self.wishes, self.reel, shown)

    def write(self, file: BinaryIO) -> None:
        heard = cues(self.board, self.reel) if self.wishes["audio"] else ()
        movie = Movie(file, self._facts(bool(heard), bool(self.soft)))
        mixer = Mixer(heard, self.stock, samples(self.reel.leader + self.reel.frames, self.reel))
        with closing(ahead(self.drawing.frames(), _AHEAD)) as frames:
            self._lay(movie, mixer, frames)
        if heard:
            movie.play(mixer.until(mixer.total))
        movie.close()
        imprinted(file, packet(replace(of_whole(self.board), tool=_TOOL)))
        self.stock.told(self.reel.frames, self.reel.frames)

    def _lay(self, movie: Movie, mixer: Mixer, frames: Iterator[Any]) -> None:
        """Everything in the order of its time."""
        for number in range(self.reel.leader):
            movie.show(next(frames), number, number == 0)
        words = iter(self.soft)
        coming = next(words, None)
        for number, shown in enumerate(self.reel.shown()):
            at = self.reel.leader + number
            if number % _OFTEN == 0:
                self.stock.told(number, self.reel.frames)
            while coming is not None and coming.start <= number:
                movie.caption(coming.text, self.reel.leader + coming.start, _length(coming))
                coming = next(words, None)
            if mixer.heard:
                movie.play(mixer.until(samples(at, self.reel)))
            movie.show(next(frames), at, shown.offset == 0)

    def _facts(self, sound: bool, words: bool) -> Facts:
        first = self.board.start + self.reel.held[0].panel.start - self.reel.leader
        chapters = tuple(self._chapters())  # one alone would be shown as words by some players
        return Facts(
            rate=self.reel.rate,
            size=self.reel.size,
            sound=sound,
            captions=words,
            chapters=chapters if len(chapters) > 1 else (),
            words=tuple(self._words()),
            timecode=timecode(first, self.reel.fps, self.board.drop),
        )

    def _chapters(self) -> Iterable[Chapter]:
        lead = self.reel.leader
        if lead:
            yield Chapter(0, lead, "Leader")
        scenes = itertools.groupby(self.reel.held, key=lambda held: id(held.scene))
        for _, group in scenes:
            held = list(group)
            scene = held[0].scene
            said = (scene.number, scene.slug or scene.title or scene.id)
            title = plain(" · ".join(each for each in said if each)) or "Shots"
            yield Chapter(lead + held[0].start, lead + held[-1].end, title)

    def _words(self) -> Iterable[tuple[str, str]]:
        """What players show of a film: title, who directed it, what must be said of its making."""
        whole = of_whole(self.board)
        source = f"Digital source type: {whole.source}" if whole.source else ""
        comment = " · ".join(plain(each) for each in (whole.credit, source) if each)
        said = {
            "title": self.board.title,
            "artist": self.board.director,
            "description": self.board.logline,
            "comment": comment,
        }
        for name, text in said.items():
            if plain(text):
                yield name, plain(text)


def _length(caption: Caption) -> int:
    return caption.end - caption.start
