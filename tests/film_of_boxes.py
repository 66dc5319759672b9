"""A small muxer by hand: MP4 files of a few coded bytes, whole to the letter, for the tests of clips."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box; `parts` one after another are its body."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def wide(kind: bytes, body: bytes) -> bytes:
    """One box whose size is said in 64 bits."""
    return struct.pack(">I4sQ", 1, kind, 16 + len(body)) + body


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A box with version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def table(kind: bytes, form: str, *rows: Sequence[int]) -> bytes:
    """A box of rows."""
    packed = (struct.pack(">" + form, *row) for row in rows)
    return full(kind, struct.pack(">I", len(rows)), *packed)


FTYP = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2avc1mp41")
_TURN = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)


def film(
    frames: Sequence[bytes] = (b"first", b"second one", b"third"),
    size: tuple[int, int] = (1280, 720),
    *,
    seconds: int = 5,
    date: int = 0,
    title: bytes = b"",
    chunks: int = 1,
    late: bool = False,
    long: bool = False,
    sound: Sequence[bytes] = (),
    sort: bytes = b"vide",
    free: bytes = b"",
) -> bytes:
    """A whole film of coded `frames`, all lasting equally long.

    `date`, `title`, `free`: what no eye sees. `chunks`: how many frames lie together. `late`: the
    tables come last. `long`: sizes and places are said in 64 bits. `sound`: a second track.
    """
    store = (wide if long else box)(b"mdat", b"".join((*frames, *sound)))
    extra = box(b"free", free) if free else b""
    told = _moov(frames, size, 0, seconds, date, title, chunks, long, sound, sort)
    before = len(FTYP) + len(extra) + (0 if late else len(told)) + (16 if long else 8)
    told = _moov(frames, size, before, seconds, date, title, chunks, long, sound, sort)
    return b"".join((FTYP, extra, store, told) if late else (FTYP, extra, told, store))


def _moov(
    frames: Sequence[bytes],
    size: tuple[int, int],
    start: int,
    seconds: int,
    date: int,
    title: bytes,
    chunks: int,
    long: bool,
    sound: Sequence[bytes],
    sort: bytes,
) -> bytes:
    head = full(b"mvhd", struct.pack(">IIII", date, date, 1000, 1000 * seconds), bytes(80))
    parts = [head, trak(1, frames, size, start, seconds, date, chunks, long, sort)]
    if sound:
        after = start + sum(map(len, frames))
        parts.append(trak(2, sound, (0, 0), after, seconds, date, chunks, long, b"soun"))
    parts += [box(b"udta", full(b"name", title))] if title else []
    return box(b"moov", *parts)


def trak(
    number: int,
    frames: Sequence[bytes],
    size: tuple[int, int],
    start: int,
    seconds: int,
    date: int = 0,
    chunks: int = 1,
    long: bool = False,
    sort: bytes = b"vide",
) -> bytes:
    """One track; its frames begin at `start`."""
    width, height = size
    shown = _TURN + struct.pack(">II", width << 16, height << 16)
    times = struct.pack(">II", date, date)
    tkhd = full(b"tkhd", times, struct.pack(">III", number, 0, 1000 * seconds), bytes(16), shown)
    scale = max(1, len(frames))
    mdhd = full(b"mdhd", times, struct.pack(">II", scale, scale * seconds), bytes(4))
    hdlr = full(b"hdlr", bytes(4), sort, bytes(13))
    minf = box(b"minf", box(b"stbl", *_tables(frames, size, start, seconds, chunks, long)))
    return box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, minf))


def entry(size: tuple[int, int]) -> bytes:
    """How frames are coded: a visual sample entry with a configuration."""
    plain = struct.pack(">6xH16xHH", 1, *size) + bytes(50)
    return box(b"avc1", plain, box(b"avcC", b"\1\x64\0\x1f\xff"))


def _tables(
    frames: Sequence[bytes],
    size: tuple[int, int],
    start: int,
    seconds: int,
    chunks: int,
    long: bool,
) -> tuple[bytes, ...]:
    count = len(frames)
    places = [start, *accumulate(map(len, frames), initial=start)][1:-1]
    firsts = places[::chunks]
    rows = [(1, chunks, 1)] if count else []
    if count % chunks:
        rows.append((count // chunks + 1, count % chunks, 1))
        rows = rows[count < chunks :]
    return (
        full(b"stsd", struct.pack(">I", 1), entry(size)),
        table(b"stts", "II", *([(count, seconds)] if count else [])),
        table(b"stsc", "III", *rows),
        full(b"stsz", struct.pack(">II", 0, count), *(struct.pack(">I", len(f)) for f in frames)),
        table(*((b"co64", "Q") if long else (b"stco", "I")), *((each,) for each in firsts)),
    )


def fragmented(
    pieces: Sequence[Sequence[bytes]], size: tuple[int, int] = (1280, 720), ticks: int = 1
) -> bytes:
    """A film in fragments: each piece with its own head and store."""
    empty = trak(1, (), size, 0, 0)
    trex = full(b"trex", struct.pack(">IIIII", 1, 1, ticks, 0, 0))
    head = full(b"mvhd", bytes(96))
    parts = [FTYP, box(b"moov", head, empty, box(b"mvex", trex))]
    for frames in pieces:
        moof = _moof(frames, 0)
        parts += [_moof(frames, len(moof) + 8), box(b"mdat", *frames)]
    return b"".join(parts)


def _moof(frames: Sequence[bytes], start: int) -> bytes:
    tfhd = full(b"tfhd", struct.pack(">I", 1), flags=0x020000)
    sizes = (struct.pack(">I", len(frame)) for frame in frames)
    trun = full(b"trun", struct.pack(">Ii", len(frames), start), *sizes, flags=0x201)
    return box(b"moof", full(b"mfhd", struct.pack(">I", 1)), box(b"traf", tfhd, trun))
