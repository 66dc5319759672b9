"""The film's sounds in a cut: where each begins, and how much of it is heard."""

from __future__ import annotations

import io
import posixpath
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from storyforge.core import film
from storyforge.core.board import Track
from storyforge.core.seams import Stock
from storyforge.exporters.timeline import cutting
from storyforge.exporters.timeline.cutting import Cut


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound in a cut, in frames: `at` of the cut, `head` of the file that is not heard before
    it, `frames` that are heard. Without a length of its own it is heard to the end of the cut."""

    track: Track
    at: int
    head: int
    frames: int

    @property
    def name(self) -> str:
        """What people call it."""
        return cutting.plain(self.track.name or posixpath.basename(self.track.path))

    def address(self, media: str) -> str:
        """Where an edit suite finds it: in the project, which is where the board's folder lies."""
        folder = media.replace("\\", "/").rstrip("/")
        return cutting.address(self.track.path, posixpath.dirname(folder))

    def facts(self) -> dict[str, str | float]:
        """What a timeline says of it under `storyforge`."""
        said: dict[str, str | float] = {"sound_file": cutting.plain(self.track.path)}
        said |= {"gain": float(self.track.gain)} if self.track.gain else {}
        return said | ({"shot": cutting.plain(self.track.shot)} if self.track.shot else {})


def sounds_of(cut: Cut, stock: Stock) -> Iterator[Sound]:
    """The sounds that are heard in a cut; those of shots that are not in it are left out."""
    shots = {shot.panel.id for shot in cut.shots}
    first = cut.start - cut.board.start
    for track in cut.board.tracks:
        start = track.start - first
        at = max(0, start)
        whole = _length(track.path, stock, cut.fps)
        ends = cut.frames if whole is None else min(cut.frames, start + whole)
        if ends > at and (not track.shot or track.shot in shots):
            yield Sound(track, at, at - start, ends - at)


def _length(path: str, stock: Stock, fps: str) -> int | None:
    """Frames of a WAV file, whole ones; None for any other, and for one that cannot be read."""
    try:
        with wave.open(io.BytesIO(stock.sound(path))) as file:
            return int(Fraction(file.getnframes(), file.getframerate()) * film.RATES[fps])
    except (OSError, EOFError, ValueError, ZeroDivisionError, wave.Error):
        return None
