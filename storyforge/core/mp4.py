"""An MP4 laid open: how large and how long it is, whether it is whole, and what there is to see.

After ISO/IEC 14496-12. Frames stay coded, for decoders differ. Only the boxes that lead to the
frames are opened, each at its own fixed depth, so that no nesting and no count can keep us long.
"""

import hashlib
import itertools
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from storyforge.core.boxes import (
    AGAIN,
    Box,
    body_of,
    boxes,
    damaged,
    endless,
    find,
    inside,
    stranger,
)
from storyforge.core.coded import Meaning, PictureFault, sized, truncated
from storyforge.core.picture import PictureFacts

MEDIA: Final = "video/mp4"

_MOST_TRACKS: Final = 16
_MOST_ROWS: Final = 100_000  # of a table; more than an hour of film
_SIZED: Final = 8 + 8 + 24  # where the first description of a coding says its width
_SEEN: Final = (b"vide", b"soun")  # sorts of track that are seen or heard
_STILLS: Final = (b"avif", b"avis", b"heic", b"heix", b"mif1")
_OTHERS: Final = (  # in small letters
    (b"\x89png", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"gif8", "a GIF"),
    (b"riff", "a WebP, an AVI or a sound"),
    (b"\x1a\x65\xdf\xa3", "a WebM or Matroska film"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "XML"),
    (b"<error", "XML"),
    (b"{", "JSON text"),
    (b"[", "JSON text"),
    (b"pk\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Frames that lie in the file one after another: how they are cut, timed, and where they are.

    `ticks`: how long they last, in units of their track.
    """

    cuts: bytes
    times: bytes
    ticks: int
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Track:
    """One track: what it is, how it is shown, how it is coded, and its frames."""

    number: int
    sort: bytes
    shown: bytes
    coding: bytes
    scale: int
    runs: list[_Run] = field(default_factory=list)

    def size(self) -> tuple[int, int]:
        """Width and height in pixels, by the first description of how it is coded."""
        if len(self.coding) < _SIZED + 4:
            raise damaged("it does not say how it is coded")
        width, height = struct.unpack_from(">HH", self.coding, _SIZED)
        if width < 1 or height < 1:
            raise damaged("it says that it has no pixels")
        return sized("MP4", width, height)

    @property
    def length(self) -> int:
        """Bytes of all its frames."""
        return sum(end - start for run in self.runs for start, end in run.places)


def facts(data: bytes) -> PictureFacts:
    """What is known of a clip's bytes. Every frame that its tables speak of is in the file.

    `pixels` is the digest of the coded frames and sounds, how they are coded, timed and turned:
    equal for other titles, dates and padding, and wherever in the file the tables stand.
    Raises `PictureFault`: I001 no MP4, I002 cut short, I003 too large, I004 damaged.
    """
    tracks = _tracks(data)
    width, height = _pictures(tracks).size()
    return PictureFacts(MEDIA, width, height, _meaning(data, tracks), complete=True)


def duration(data: bytes) -> Fraction:
    """How long the moving pictures last, in seconds; raises `PictureFault`."""
    track = _pictures(_tracks(data))
    return Fraction(sum(run.ticks for run in track.runs), track.scale)


def _pictures(tracks: list[_Track]) -> _Track:
    for track in tracks:
        if track.sort == b"vide" and track.length:
            return track
    raise damaged("it has no moving pictures in it")


def _meaning(data: bytes, tracks: list[_Track]) -> str:
    meaning, view = Meaning("mp4"), memoryview(data)
    for track in tracks:
        if track.sort not in _SEEN:
            continue
        for name, part in ((b"hdlr", track.sort), (b"tkhd", track.shown), (b"stsd", track.coding)):
            meaning.add(name, part)
        meaning.add(b"unit", b"%d" % track.scale)
        frames = hashlib.sha256()
        for run in track.runs:
            meaning.add(b"cuts", run.cuts)
            meaning.add(b"time", run.times)
            for start, end in run.places:
                frames.update(view[start:end])
        meaning.add(b"data", frames.digest())
    return meaning.digest()


def _tracks(data: bytes) -> list[_Track]:
    """Every track with its frames, all of which are there."""
    _welcome(data)
    try:
        return _opened(data)
    except struct.error:
        raise damaged("a part is too short for what it should hold") from None


def _opened(data: bytes) -> list[_Track]:
    top = list(boxes(data, 0, len(data), whole=True))
    kinds = {kind for kind, _, _ in top}
    if not {b"moov", b"mdat"} <= kinds:
        raise truncated("MP4")
    moov = next(box for box in top if box[0] == b"moov")
    traks = [box for box in inside(data, moov) if box[0] == b"trak"]
    if len(traks) > _MOST_TRACKS:
        raise damaged("it has too many parts")
    tracks = [_track(data, box) for box in traks]
    if b"moof" in kinds:
        _fragments(data, top, moov, {track.number: track for track in tracks})
    _held(data, [box for box in top if box[0] == b"mdat"], tracks)
    return tracks


def _held(data: bytes, stores: list[Box], tracks: list[_Track]) -> None:
    """Raises unless every frame lies in one of the stores, and no more is spoken of than is
    there."""
    starts = [start for _, start, _ in stores]
    for track in tracks:
        for start, end in (place for run in track.runs for place in run.places):
            at = bisect_right(starts, start) - 1
            if end > len(data):
                raise truncated("MP4")
            if start < end and (at < 0 or end > stores[at][2]):
                raise damaged("a frame is not where it should be")
    if sum(track.length for track in tracks) > len(data):
        raise damaged("it speaks of more frames than it has")


def _welcome(data: bytes) -> None:
    """Raises unless these bytes begin as an MP4 does."""
    if not data:
        raise PictureFault("I001", "The clip is empty.", AGAIN)
    if data[4:8] == b"ftyp":
        if data[8:12] in _STILLS:
            raise stranger("a still picture")
        return
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    what = next((name for sign, name in _OTHERS if start.startswith(sign)), None)
    if what is None and len(data) < 8 and b"ftyp".startswith(data[4:8]):
        raise truncated("MP4")
    raise stranger(what or "something else")


# ------------------------------------------------------------------ tracks and their tables


def _track(data: bytes, trak: Box) -> _Track:
    head, media = body_of(data, trak, b"tkhd"), body_of(data, trak, b"mdia", b"mdhd")
    shown = head[-44:]  # how it is turned, and the size to show it in; before it stand dates
    edits = find(data, trak, b"edts", b"elst")
    track = _Track(
        number=struct.unpack_from(">I", head, 20 if head[:1] == b"\1" else 12)[0],
        sort=body_of(data, trak, b"mdia", b"hdlr")[8:12],
        shown=shown + (data[edits[1] : edits[2]] if edits else b""),
        coding=body_of(data, trak, b"mdia", b"minf", b"stbl", b"stsd"),
        scale=struct.unpack_from(">I", media, 20 if media[:1] == b"\1" else 12)[0],
    )
    if not track.scale:
        raise damaged("its clock does not run")
    stbl = find(data, trak, b"mdia", b"minf", b"stbl")
    assert stbl is not None
    run = _listed(data, stbl)
    if run.places:
        track.runs.append(run)
    return track


def _listed(data: bytes, stbl: Box) -> _Run:
    """The frames that a track's own tables list."""
    cuts, (times, ticks, timed) = body_of(data, stbl, b"stsz"), _timed(data, stbl)
    each, count = struct.unpack_from(">II", cuts, 4)
    if timed != count:
        raise damaged("its tables contradict each other")
    ends = _ends(cuts, each, count)
    starts, places, frame = _chunks(data, stbl), [], 0
    for start, frames in zip(starts, _shares(data, stbl, len(starts)), strict=True):
        if frame + frames > count:
            raise damaged("its tables contradict each other")
        length = frames * each if ends is None else ends[frame + frames] - ends[frame]
        places.append((start, start + length))
        frame += frames
    if frame != count:
        raise damaged("its tables contradict each other")
    return _Run(cuts, times, ticks, tuple(places))


def _timed(data: bytes, stbl: Box) -> tuple[bytes, int, int]:
    """When frames are shown: the tables, their length in ticks, how many they speak of."""
    times, late = body_of(data, stbl, b"stts"), find(data, stbl, b"ctts")
    rows = list(_rows(times, ">II"))
    ticks, count = sum(many * delta for many, delta in rows), sum(many for many, _ in rows)
    return times + (data[late[1] : late[2]] if late else b""), ticks, count


def _ends(cuts: bytes, each: int, count: int) -> list[int] | None:
    """Where frames end, counted from the first, when they are not all of one size."""
    if each:
        return None
    if count > _MOST_ROWS:
        raise endless()
    sizes = struct.unpack_from(f">{count}I", cuts, 12)
    return list(itertools.accumulate(sizes, initial=0))


def _chunks(data: bytes, stbl: Box) -> tuple[int, ...]:
    """Where each chunk of frames begins in the file."""
    wide = find(data, stbl, b"co64")
    table = data[wide[1] : wide[2]] if wide else body_of(data, stbl, b"stco")
    return tuple(start for (start,) in _rows(table, ">Q" if wide else ">I"))


def _shares(data: bytes, stbl: Box, chunks: int) -> Iterator[int]:
    """How many frames each of so many chunks holds."""
    rows = list(_rows(body_of(data, stbl, b"stsc"), ">III"))
    firsts = [first for first, _, _ in rows] + [chunks + 1]
    if firsts != sorted(set(firsts)) or (chunks and firsts[0] != 1):
        raise damaged("its tables contradict each other")
    for (_, frames, _), first, after in zip(rows, firsts, firsts[1:], strict=False):
        yield from itertools.repeat(frames, after - first)


def _rows(table: bytes, form: str) -> Iterable[tuple[int, ...]]:
    """The rows of a table that begins with version, flags and how many rows there are."""
    (count,) = struct.unpack_from(">I", table, 4)
    if count > _MOST_ROWS:
        raise endless()
    rows = table[8 : 8 + count * struct.calcsize(form)]
    if len(rows) < count * struct.calcsize(form):
        raise damaged("a table is shorter than it says")
    return struct.iter_unpack(form, rows)


# ------------------------------------------------------------------ fragments


@dataclass(slots=True)
class _Usual:
    """What frames of a fragment are when they do not say it themselves."""

    ticks: int = 0
    length: int = 0


def _fragments(data: bytes, top: list[Box], moov: Box, tracks: dict[int, _Track]) -> None:
    """Add the frames of every fragment to its track."""
    usual: dict[int, _Usual] = {}
    extends = find(data, moov, b"mvex")
    for kind, start, end in inside(data, extends) if extends else ():
        if kind == b"trex":
            number, _, ticks, length = struct.unpack_from(">IIII", data[start:end], 4)
            usual[number] = _Usual(ticks, length)
    before = 0
    for kind, start, end in top:
        if kind == b"moof":
            _fragment(data, (kind, start, end), before, tracks, usual)
        before = end  # where the next box begins


def _fragment(
    data: bytes, moof: Box, origin: int, tracks: dict[int, _Track], usual: dict[int, _Usual]
) -> None:
    after = origin  # where frames begin that do not say where
    for traf in inside(data, moof):
        if traf[0] != b"traf":
            continue
        number, base, known = _head(body_of(data, traf, b"tfhd"), origin, after, usual)
        if number not in tracks:
            raise damaged("a fragment belongs to no track")
        after = base
        for kind, start, end in inside(data, traf):
            if kind == b"trun":
                run = _run(data[start:end], base, after, known)
                tracks[number].runs.append(run)
                after = run.places[0][1]


def _head(
    body: bytes, origin: int, after: int, usual: dict[int, _Usual]
) -> tuple[int, int, _Usual]:
    """Of what track a fragment is, where its frames are counted from, what they usually are."""
    flags, number = struct.unpack_from(">II", body)
    base, at = origin if flags & 0x020000 else after, 8
    known = usual.get(number, _Usual())
    ticks, length = known.ticks, known.length
    if flags & 0x01:
        (base,), at = struct.unpack_from(">Q", body, at), at + 8
    at += 4 if flags & 0x02 else 0
    if flags & 0x08:
        (ticks,), at = struct.unpack_from(">I", body, at), at + 4
    if flags & 0x10:
        (length,) = struct.unpack_from(">I", body, at)
    return number, base, _Usual(ticks, length)


def _run(body: bytes, base: int, after: int, usual: _Usual) -> _Run:
    """One run of frames of a fragment."""
    flags, count = struct.unpack_from(">II", body)
    start, at = after, 8
    if flags & 0x01:
        start, at = base + struct.unpack_from(">i", body, at)[0], at + 4
    at += 4 if flags & 0x04 else 0
    names = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
    if count > _MOST_ROWS or start < 0:
        raise damaged("a fragment speaks of frames that it cannot have")
    rows = struct.unpack_from(f">{count * len(names)}I", body, at)
    ticks, length = usual.ticks * count, usual.length * count
    for place, bit in enumerate(names):
        column = sum(rows[place :: len(names)])
        ticks, length = (column if bit == 0x100 else ticks), (column if bit == 0x200 else length)
    said = struct.pack(">II", usual.ticks, usual.length)
    return _Run(body[at:], said, ticks, ((start, start + length),))
