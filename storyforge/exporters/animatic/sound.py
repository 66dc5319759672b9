"""The film's sounds as one: 48 kHz stereo, in short blocks, so that a long film takes no more
memory than a short one."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

import av
from av.filter import Graph

from storyforge.core.board import Board, Track
from storyforge.core.errors import Problem, UsageError
from storyforge.core.seams import Stock
from storyforge.exporters.animatic.reel import Reel

RATE: Final = 48_000
BLOCK: Final = 1024  # samples: what one packet of AAC holds
_CEILING: Final = 0.98  # of full scale: louder sums are held below it
_MONO: Final = 20 * math.log10(2**0.5)  # decibels that a lone channel loses when it is given to two
_TICK: Final = Fraction(1, RATE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a sound: from which of its samples, between which samples of the reel."""

    track: Track
    since: int
    start: int
    end: int


def cues(board: Board, reel: Reel) -> tuple[Cue, ...]:
    """Which sounds are heard when. Sound belongs to the film as it was cut: shots that are left out
    take theirs with them."""
    found = []
    for start, begins, ends in _runs(reel):
        for track in board.tracks:
            first, last = max(track.start, start), ends
            if first < last:
                at = reel.leader + begins + first - start
                cue = Cue(track, first - track.start, at, at + last - first)
                found.append(_sampled(cue, reel))
    return tuple(sorted(found, key=lambda cue: cue.start))


def _runs(reel: Reel) -> Iterator[tuple[int, int, int]]:
    """Stretches without a cut in the film's own time: film's first frame, reel's, film's end."""
    begins, start, end = 0, reel.held[0].panel.start, reel.held[0].panel.start
    for held in reel.held:
        if held.panel.start != end:
            yield start, begins, end
            start, begins = held.panel.start, held.start
        end = held.panel.start + held.panel.frames
    yield start, begins, end


def samples(frames: int, reel: Reel) -> int:
    """How many samples so many frames last."""
    return round(frames * RATE / reel.rate)


def _sampled(cue: Cue, reel: Reel) -> Cue:
    since, start, end = (samples(each, reel) for each in (cue.since, cue.start, cue.end))
    return Cue(cue.track, since, start, end)


def _silence(count: int) -> Any:
    frame = av.AudioFrame(format="fltp", layout="stereo", samples=count)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.time_base = RATE, _TICK
    return frame


@dataclass(slots=True)
class _Voice:
    """One sound while it is heard."""

    cue: Cue
    decoded: Iterator[Any]
    waiting: Any = field(default_factory=av.AudioFifo)
    skip: int = 0
    over: bool = False

    def block(self, at: int, count: int) -> Any:
        """Samples of the reel from `at` on: silence before it begins and after it ends."""
        if self.waiting.samples_written == 0:
            self.skip = self.cue.since + max(0, at - self.cue.start)
            if self.cue.start > at:
                self._keep(_silence(self.cue.start - at))
        while not self.over and self.waiting.samples < count:
            self._more()
        frame = self.waiting.read(min(count, self.waiting.samples) or count, partial=True)
        if frame is None:
            return _silence(count)
        if frame.samples < count:
            self._keep(frame)
            self._keep(_silence(count - frame.samples))
            frame = self.waiting.read(count)
        return frame

    def _more(self) -> None:
        frame = next(self.decoded, None)
        if frame is None:
            self.over = True
            return
        if self.skip >= frame.samples:
            self.skip -= frame.samples
            return
        if not self.skip:
            self._keep(frame)
            return
        cut = av.AudioFifo()
        frame.pts = None
        cut.write(frame)
        cut.read(self.skip)
        self.skip = 0
        self._keep(cut.read())

    def _keep(self, frame: Any) -> None:
        frame.pts = None
        self.waiting.write(frame)


def _decoded(data: bytes, track: Track) -> Iterator[Any]:
    """A file's samples as floats at 48 kHz in stereo, as loud as is wished."""
    try:
        opened: Any = av.open(io.BytesIO(data))
        with opened as source:
            stream = source.streams.audio[0]
            even = av.AudioResampler("fltp", "stereo", RATE)
            louder = _louder(track.gain + (_MONO if stream.channels == 1 else 0))
            for frame in source.decode(stream):
                frame.pts = None
                for each in even.resample(frame):
                    yield from louder(each)
            for each in even.resample(None):
                yield from louder(each)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise _deaf(track) from error


def _deaf(track: Track) -> UsageError:
    advice = "use wav, flac, mp3, m4a or ogg, or export with `--no-audio`"
    return UsageError(
        Problem("X040", f"{track.path} holds no sound that can be read", None, advice)
    )


def _louder(gain: float) -> Callable[[Any], Iterator[Any]]:
    if not gain:
        return lambda frame: iter((frame,))
    graph = Graph()
    source = _input(graph)
    volume = graph.add("volume", f"volume={gain}dB:precision=float")
    _chained(graph, source, volume)

    def passed(frame: Any) -> Iterator[Any]:
        frame.pts = None
        source.push(frame)
        yield from _pulled(graph)

    return passed


def _input(graph: Any) -> Any:
    return graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo", time_base=_TICK)


def _chained(graph: Any, *filters: Any) -> None:
    graph.link_nodes(*filters, graph.add("abuffersink")).configure()


def _pulled(graph: Any) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return


class Mixer:
    """Sums what is heard, block by block, in order."""

    def __init__(self, heard: tuple[Cue, ...], stock: Stock, total: int) -> None:
        self.heard, self.stock, self.total = heard, stock, total
        self.at = 0
        self.voices: dict[Cue, _Voice] = {}
        self.graphs: dict[int, tuple[Any, list[Any]]] = {}
        self.kept: Any = av.AudioFifo()
        self.limiter = Graph()
        self.entry = _input(self.limiter)
        held = self.limiter.add("alimiter", f"limit={_CEILING}:level=disabled:latency=1")
        _chained(self.limiter, self.entry, held)
        self.given = 0

    def until(self, sample: int) -> Iterator[Any]:
        """Blocks up to and with `sample`; the last one of the film is as short as it must be."""
        end = min(sample, self.total)
        while self.at < end:
            count = min(BLOCK, self.total - self.at)
            mixed = self._sum(count)
            mixed.pts, mixed.time_base = self.at, _TICK
            self.at += count
            self.entry.push(mixed)
            if self.at >= self.total:
                self.entry.push(None)
            yield from self._out()

    def _out(self) -> Iterator[Any]:
        for frame in _pulled(self.limiter):
            frame.pts = None
            self.kept.write(frame)
        rest = self.total - self.given
        while rest and self.kept.samples >= min(BLOCK, rest):
            frame = self.kept.read(min(BLOCK, rest))
            frame.pts, frame.time_base, frame.sample_rate = self.given, _TICK, RATE
            self.given += frame.samples
            rest = self.total - self.given
            yield frame

    def _sum(self, count: int) -> Any:
        end = self.at + count
        now = [cue for cue in self.heard if cue.start < end and cue.end > self.at]
        self.voices = {cue: self.voices.get(cue) or self._voice(cue) for cue in now}
        blocks = [self._cut(cue, voice.block(self.at, count)) for cue, voice in self.voices.items()]
        if not blocks:
            return _silence(count)
        return blocks[0] if len(blocks) == 1 else self._added(blocks)

    def _cut(self, cue: Cue, block: Any) -> Any:
        """A block of which nothing is heard after its cue ends."""
        left = cue.end - self.at
        if left >= block.samples:
            return block
        pieces: Any = av.AudioFifo()
        whole = block.samples
        block.pts = None
        pieces.write(block)
        head = pieces.read(left)
        joined = av.AudioFifo()
        for each in (head, _silence(whole - left)):
            each.pts = None
            joined.write(each)
        return joined.read(whole)

    def _voice(self, cue: Cue) -> _Voice:
        path = cue.track.path
        try:
            data = self.stock.sound(path)
        except OSError as error:
            advice = "put the file there, or export with `--no-audio`"
            told = Problem("X041", f"the sound file {path} cannot be read", None, advice)
            raise UsageError(told) from error
        return _Voice(cue, _decoded(data, cue.track))

    def _added(self, blocks: list[Any]) -> Any:
        graph, entries = self._graph(len(blocks))
        for entry, block in zip(entries, blocks, strict=True):
            block.pts, block.time_base, block.sample_rate = self.at, _TICK, RATE
            entry.push(block)
        whole = av.AudioFifo()
        for frame in _pulled(graph):
            frame.pts = None
            whole.write(frame)
        return whole.read(blocks[0].samples) or _silence(blocks[0].samples)

    def _graph(self, many: int) -> tuple[Any, list[Any]]:
        if many not in self.graphs:
            graph = Graph()
            entries = [_input(graph) for _ in range(many)]
            added = graph.add("amix", f"inputs={many}:normalize=0:duration=longest")
            for number, entry in enumerate(entries):
                entry.link_to(added, 0, number)
            sink = graph.add("abuffersink")
            added.link_to(sink)
            graph.configure()
            self.graphs[many] = graph, entries
        return self.graphs[many]
