"""Clips: whether they are whole, how large and long they are, and when two mean the same."""

from __future__ import annotations

import random
import struct
import time
from fractions import Fraction
from typing import Any

import pytest
from film_of_boxes import FTYP, box, film, fragmented, full, table, trak
from hypothesis import given
from hypothesis import strategies as st

from storyforge.core.coded import PictureFault
from storyforge.core.mp4 import duration, facts

FRAMES = (b"first", b"second one", b"third")
PIECES = (FRAMES[:2], FRAMES[2:])


def _fault(data: bytes) -> PictureFault:
    with pytest.raises(PictureFault) as caught:
        facts(data)
    assert caught.value.advice.endswith(".")
    return caught.value


def _outcome(data: bytes) -> str:
    try:
        facts(data)
        duration(data)
    except PictureFault as fault:
        return fault.code
    return "facts"


# What is known


@pytest.mark.parametrize("data", [film(), fragmented(PIECES)])
def test_a_film_tells_its_size_and_its_media_type(data: bytes) -> None:
    known = facts(data)
    assert (known.media, known.width, known.height, known.complete) == (
        "video/mp4",
        1280,
        720,
        True,
    )
    assert len(known.pixels) == 64


def test_a_film_tells_its_length() -> None:
    assert duration(film(seconds=10)) == 10
    assert duration(film(seconds=5, sound=(b"hum",))) == 5
    assert duration(fragmented(PIECES, ticks=2)) == Fraction(6)


# What is the same film


LIKE: dict[str, dict[str, Any]] = {
    "another date": {"date": 3_800_000_000},
    "a title": {"title": b"The lantern goes out"},
    "padding": {"free": b"x" * 100},
    "tables at the end": {"late": True},
    "places in 64 bits": {"long": True},
    "other chunks": {"chunks": 2},
    "one chunk": {"chunks": 9},
    "all of it": {"date": 7, "title": b"x", "late": True, "long": True, "chunks": 3, "free": b"y"},
}
UNLIKE: dict[str, dict[str, Any]] = {
    "another frame": {"frames": (b"first", b"second two", b"third")},
    "a frame less": {"frames": FRAMES[:2]},
    "frames cut otherwise": {"frames": (b"firsts", b"econd one", b"third")},
    "another length": {"seconds": 6},
    "another size": {"size": (960, 960)},
    "a sound": {"sound": (b"hum",)},
}


@pytest.mark.parametrize("name", LIKE)
def test_what_no_eye_sees_does_not_count(name: str) -> None:
    assert film(**LIKE[name]) != film()
    assert facts(film(**LIKE[name])).pixels == facts(film()).pixels


@pytest.mark.parametrize("name", UNLIKE)
def test_what_is_seen_or_heard_counts(name: str) -> None:
    assert facts(film(**UNLIKE[name])).pixels != facts(film()).pixels


def test_fragments_count_by_what_they_hold() -> None:
    other = (FRAMES[:2], (b"other",))
    assert facts(fragmented(PIECES)).pixels != facts(fragmented(other)).pixels
    padded = fragmented(PIECES) + box(b"free", bytes(20))
    assert facts(padded).pixels == facts(fragmented(PIECES)).pixels


@given(
    st.lists(st.binary(min_size=1, max_size=30), min_size=1, max_size=12),
    st.integers(1, 13),
    st.booleans(),
    st.booleans(),
)
def test_a_film_means_the_same_however_it_is_packed(
    frames: list[bytes], chunks: int, late: bool, long: bool
) -> None:
    packed = film(frames, chunks=chunks, late=late, long=long, sound=(b"a", b"b"))
    assert facts(packed) == facts(film(frames, sound=(b"a", b"b")))


# What is broken


@pytest.mark.parametrize(
    "data",
    [film(), film(late=True), film(long=True, sound=(b"hum",), chunks=2), fragmented((FRAMES,))],
)
def test_every_cut_is_noticed(data: bytes) -> None:
    outcomes = {_outcome(data[:end]) for end in range(len(data))}
    assert outcomes <= {"I001", "I002", "I004"}
    assert _outcome(data[:-1]) == "I002"


def test_a_film_of_fragments_is_cut_unnoticed_only_between_two_of_them() -> None:
    data, shorter = fragmented(PIECES), fragmented(PIECES[:1])
    assert data.startswith(shorter)
    whole = [end for end in range(len(data)) if _outcome(data[:end]) == "facts"]
    assert whole == [len(shorter)]


@pytest.mark.parametrize("data", [film(sound=(b"hum",), chunks=2), fragmented(PIECES)])
def test_no_damage_is_an_accident(data: bytes) -> None:
    dice = random.Random(11)
    for _ in range(1500):
        spoiled = bytearray(data)
        for _ in range(dice.randint(1, 4)):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        assert _outcome(bytes(spoiled)) in ("facts", "I001", "I002", "I003", "I004")


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_at_all_are_an_accident(tail: bytes, begun: bool) -> None:
    assert _outcome(FTYP + tail if begun else tail) in ("I001", "I002", "I003", "I004")


STRANGERS = {
    b"": "The clip is empty.",
    b"\x89PNG\r\n\x1a\n" + bytes(40): "This is a PNG picture, not an MP4 clip.",
    b"\xff\xd8\xff\xe0" + bytes(40): "This is a JPEG picture, not an MP4 clip.",
    b"GIF89a" + bytes(40): "This is a GIF, not an MP4 clip.",
    b"RIFF\0\0\0\0WEBPVP8 " + bytes(9): "This is a WebP, an AVI or a sound, not an MP4 clip.",
    b"\x1aE\xdf\xa3" + bytes(40): "This is a WebM or Matroska film, not an MP4 clip.",
    b"<!DOCTYPE html><title>Sign in</title>": "This is a web page, not an MP4 clip.",
    b"<Error><Code>AccessDenied</Code></Error>": "This is XML, not an MP4 clip.",
    b'  {"error": "gone"}': "This is JSON text, not an MP4 clip.",
    b"\0\0\0\x18ftypavif" + bytes(40): "This is a still picture, not an MP4 clip.",
    bytes(60): "This is something else, not an MP4 clip.",
}


@pytest.mark.parametrize("data", STRANGERS)
def test_what_is_no_film_is_called_by_its_name(data: bytes) -> None:
    fault = _fault(data)
    assert (fault.code, fault.sentence) == ("I001", STRANGERS[data])


def _moov(*traks: bytes) -> bytes:
    store = box(b"mdat", b"".join(FRAMES))
    return FTYP + store + box(b"moov", *traks)


def _with(old: bytes, new: bytes) -> bytes:
    """The film with a table exchanged for another of the same length."""
    data = film()
    assert data.count(old) == 1
    assert len(old) == len(new)
    return data.replace(old, new)


SIZES = full(b"stsz", struct.pack(">IIIII", 0, 3, 5, 10, 5))
BROKEN = {
    "frames beyond the end": (trak(1, FRAMES, (64, 36), 10_000, 5), "I002"),
    "frames before the store": (trak(1, FRAMES, (64, 36), 4, 5), "I004"),
    "no pixels": (trak(1, FRAMES, (0, 36), len(FTYP) + 8, 5), "I004"),
    "only a sound": (trak(1, FRAMES, (64, 36), len(FTYP) + 8, 5, sort=b"soun"), "I004"),
    "no frames": (trak(1, (), (64, 36), 0, 5), "I004"),
    "nothing in the track": (box(b"trak"), "I004"),
    "a part longer than the whole": (box(b"trak", b"\xff\xff\xff\0tkhd"), "I004"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_contradicts_itself_is_damaged(name: str) -> None:
    track, code = BROKEN[name]
    assert _fault(_moov(track)).code == code


def test_tables_must_agree() -> None:
    times = table(b"stts", "II", (3, 5))
    for spoiled in (
        _with(times, table(b"stts", "II", (4, 5))),
        _with(SIZES, full(b"stsz", struct.pack(">IIIII", 0, 2, 5, 10, 5))),
        _with(table(b"stsc", "III", (1, 1, 1)), table(b"stsc", "III", (2, 1, 1))),
        _with(table(b"stsc", "III", (1, 1, 1)), table(b"stsc", "III", (1, 9, 1))),
    ):
        assert _fault(spoiled).sentence == ("The MP4 is damaged: its tables contradict each other.")


# What would keep us long


def test_a_film_that_says_it_is_endless_is_refused_at_once() -> None:
    most = 2**32 - 1
    spoiled = _with(SIZES, full(b"stsz", struct.pack(">IIIII", 0, most, 5, 10, 5)))
    spoiled = spoiled.replace(table(b"stts", "II", (3, 5)), table(b"stts", "II", (most, 5)))
    started = time.monotonic()
    assert _fault(spoiled).sentence == "The MP4 has too many frames for a clip."
    assert time.monotonic() - started < 1


def test_a_table_longer_than_any_clip_is_not_read() -> None:
    rows = table(b"stts", "II", *[(1, 1)] * 100_001)
    stbl = box(b"stbl", full(b"stsd", bytes(4)), rows, SIZES, table(b"stco", "I"))
    mdhd, hdlr = full(b"mdhd", bytes(8), struct.pack(">II", 24, 24)), full(b"hdlr", bytes(16))
    media = box(b"mdia", mdhd, hdlr, box(b"minf", stbl))
    assert _fault(_moov(box(b"trak", full(b"tkhd", bytes(80)), media))).code == "I003"


def test_one_store_spoken_of_again_and_again_is_no_film() -> None:
    frames = tuple(b"%04d" % number for number in range(50))
    data = film(frames)
    places = table(b"stco", "I", *((len(data) - 200 + 4 * number,) for number in range(50)))
    assert places in data
    same = table(b"stco", "I", *((len(data) - 200,) for _ in range(50)))
    sizes = struct.pack(">I", 4) * 50
    spoiled = data.replace(places, same).replace(sizes, struct.pack(">I", 190) * 50)
    assert _fault(spoiled).sentence == ("The MP4 is damaged: it speaks of more frames than it has.")


def test_boxes_in_boxes_are_not_followed_down() -> None:
    deep = b""
    for _ in range(5000):
        deep = box(b"udta", deep)
    assert facts(film() + deep).pixels == facts(film()).pixels
    assert facts(film(title=deep)).pixels == facts(film()).pixels


def test_boxes_beside_boxes_are_not_followed_for_ever() -> None:
    assert _fault(film() + box(b"free") * 10_000).sentence == (
        "The MP4 is damaged: it has too many parts."
    )
    assert _fault(_moov(*[trak(1, FRAMES, (64, 36), 36, 5)] * 17)).code == "I004"
