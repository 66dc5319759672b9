"""The file: an MP4 of H.264, AAC, captions, chapters and timecode, its index in front."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, BinaryIO, Final

import av

_THREADS: Final = 2  # fixed: the same film gives the same bytes, however many processors there are
_PICTURE: Final = {
    "preset": "superfast",
    "crf": "21",
    "bf": "0",  # no frame waits for a later one: every player counts them alike
    "threads": str(_THREADS),
    # Measured on moving pencil drawings: an eighth larger than `veryfast`, for a third less work.
    "x264-params": "mbtree=1:rc-lookahead=10:ref=1:subme=1:me=dia:weightp=0:partitions=none"
    ":cabac=0",
}
_BT709: Final = 1
_STUDIO: Final = 1  # AVCOL_RANGE_MPEG
_ASS: Final = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
_XMP: Final = bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC")


class Shared:
    """One file, read and written by two who each have a place of their own in it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.place = file, 0
        self.name = ""

    def write(self, data: bytes) -> int:
        """Write where this one is."""
        self.file.seek(self.place)
        written = self.file.write(data)
        self.place += len(data)
        return written

    def read(self, size: int = -1) -> bytes:
        """Read where this one is."""
        self.file.seek(self.place)
        data = self.file.read(size)
        self.place += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go elsewhere."""
        if whence == 0:
            self.place = offset
        elif whence == 1:
            self.place += offset
        else:
            self.place = self.file.seek(0, io.SEEK_END) + offset
        return self.place

    def tell(self) -> int:
        """Where this one is."""
        return self.place

    def close(self) -> None:
        """The file is closed by who opened it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the film with a title, in frames."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a film is: rate, size, whether it has sound and captions, chapters, words in it."""

    rate: Fraction
    size: tuple[int, int]
    sound: bool
    captions: bool
    chapters: tuple[Chapter, ...]
    words: tuple[tuple[str, str], ...]
    timecode: str


class Movie:
    """A film being written into an open file; `close` makes it whole."""

    def __init__(self, file: BinaryIO, facts: Facts) -> None:
        self.facts = facts
        options = {"movflags": "+faststart", "write_tmcd": "1"}
        self.container = av.open(
            Shared(file),
            "w",
            format="mp4",
            options=options,
            io_open=lambda _url, _flags, _options: Shared(file),
        )
        self.container.metadata.update(facts.words)
        self.picture = self._picture()
        self.sound = self._sound() if facts.sound else None
        self.captions = self._captions() if facts.captions else None
        tick = 1 / facts.rate
        self.container.set_chapters(
            [
                {
                    "id": number,
                    "start": each.start,
                    "end": each.end,
                    "time_base": tick,
                    "metadata": {"title": each.title},
                }
                for number, each in enumerate(facts.chapters, 1)
            ]
        )

    def _picture(self) -> Any:
        stream: Any = self.container.add_stream("libx264", rate=self.facts.rate, options=_PICTURE)
        stream.width, stream.height = self.facts.size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = stream.time_base = 1 / self.facts.rate
        context.gop_size = round(self.facts.rate * 4)
        context.thread_count = _THREADS
        context.color_range = _STUDIO
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        stream.metadata["timecode"] = self.facts.timecode
        return stream

    def _sound(self) -> Any:
        stream: Any = self.container.add_stream("aac", rate=48_000)
        stream.layout = "stereo"
        stream.bit_rate = 192_000
        return stream

    def _captions(self) -> Any:
        stream: Any = self.container.add_stream("mov_text")
        stream.codec_context.subtitle_header = _ASS
        stream.time_base = stream.codec_context.time_base = 1 / self.facts.rate
        return stream

    def show(self, frame: Any, number: int, key: bool) -> None:
        """One frame more; `key`: players may begin here."""
        frame.pts, frame.time_base, frame.duration = number, 1 / self.facts.rate, 1
        frame.pict_type = 1 if key else 0
        self.container.mux(self.picture.encode(frame))

    def play(self, blocks: Iterable[Any]) -> None:
        """Sound more."""
        assert self.sound is not None
        for block in blocks:
            self.container.mux(self.sound.encode(block))

    def caption(self, text: str, start: int, frames: int) -> None:
        """Words more, in order, from a frame on and for so many."""
        assert self.captions is not None
        words = text.encode()[:0xFFFF]
        packet = av.Packet(struct.pack(">H", len(words)) + words)
        packet.stream = self.captions
        packet.time_base = 1 / self.facts.rate
        packet.pts = packet.dts = start
        packet.duration = frames
        self.container.mux(packet)

    def close(self) -> None:
        """Write what is left, and the index."""
        self.container.mux(self.picture.encode(None))
        if self.sound is not None:
            self.container.mux(self.sound.encode(None))
        self.container.close()


def imprinted(file: BinaryIO, packet: bytes) -> None:
    """Put an XMP packet at the end of a film, in the box that is meant for it."""
    file.seek(0, io.SEEK_END)
    file.write(struct.pack(">I4s", 24 + len(packet), b"uuid") + _XMP + packet)
