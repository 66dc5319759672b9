"""Captions say all that is said, inside its shot, and are files that players read."""

from __future__ import annotations

import io
from typing import Any

import av
import pytest

from storyforge.core.board import Board, Said
from storyforge.exporters.captions import ROWS, WIDE, Srt, Vtt, captions
from storyforge.exporters.table import FORMATS
from tests.exporters.animatic_films import Shelf
from tests.exporters.small_board import board, filled, panel, scene


def _text(exporter: Any, film: Board) -> str:
    ((name, data),) = exporter.render(film, Shelf().stock(), {})
    assert name == ""
    return bytes(data).decode("utf-8")


def _said(*lines: Said, frames: int = 96, **changes: Any) -> Board:
    first = panel("a", frames=24)
    return board(scene(first, panel("b", start=24, frames=frames, dialogue=lines)), **changes)


MARA = Said("Mara", "V.O.", "half sung", "One more.")
TOM = Said("Tom", "CONT'D", "", "Only for the one night, and then never again.")


def test_srt_says_who_when_and_what() -> None:
    assert _text(Srt(), _said(MARA, TOM)) == (
        "1\r\n00:00:01,000 --> 00:00:02,292\r\nMARA (V.O.): One more.\r\n\r\n"
        "2\r\n00:00:02,292 --> 00:00:05,000\r\nTOM: Only for the one night,\r\nand then never again."
        "\r\n\r\n"
    )


def test_vtt_escapes_what_is_markup() -> None:
    text = _text(Vtt(), _said(Said("", "", "", "a <b> & c --> d"), title="The Pier"))
    assert (
        text == "WEBVTT The Pier\n\n00:00:01.000 --> 00:00:02.500\na &lt;b&gt; &amp; c --&gt; d\n"
    )


def test_nobody_speaks() -> None:
    silent = board(scene(panel()), title="")
    assert _text(Srt(), silent) == ""
    assert _text(Vtt(), silent) == "WEBVTT\n"


@pytest.mark.parametrize("count", [1, 2, 7, 60])
@pytest.mark.parametrize("frames", [1, 5, 48, 2000])
def test_none_overlaps_or_outlasts_its_shot(count: int, frames: int) -> None:
    lines = tuple(Said("Mara", "", "", "word " * (n % 5 + 1)) for n in range(count))
    film = _said(*lines, frames=frames, fps="23.976")
    found = captions(film)
    assert found
    now = 24
    for each in found:
        assert now <= each.start < each.end <= 24 + frames
        now = each.end
    assert sum(each.text.count("word") for each in found) == sum(n % 5 + 1 for n in range(count))


def test_a_long_line_is_parted_and_nothing_is_lost() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    found = captions(_said(Said("Mara", "", "", words), frames=2400))
    assert " ".join(each.text.replace("\n", " ") for each in found) == f"MARA: {words}"
    for each in found:
        rows = each.text.split("\n")
        assert len(rows) <= ROWS
        assert max(map(len, rows)) <= WIDE


@pytest.mark.parametrize(("frames", "most"), [(2400, 2), (480, 2), (48, 8), (12, 24)])
def test_a_shot_too_short_for_its_words_says_all_of_them(frames: int, most: int) -> None:
    words = " ".join(f"word{n}" for n in range(200))
    found = captions(_said(Said("Mara", "", "", words), MARA, frames=frames))
    said = " ".join(each.text.replace("\n", " ") for each in found)
    assert said == f"MARA: {words} MARA (V.O.): One more."
    assert all(each.end > each.start for each in found)
    assert max(each.text.count("\n") + 1 for each in found) <= most


def test_shots_that_are_left_out_take_no_time() -> None:
    film = board(scene(panel("z", start=5000, frames=48, dialogue=(MARA,))))
    assert captions(film)[0].start == 0


HOSTILE = "\x00\u2028\n\n --> {\\an8}<b>שלום</b> 漢字漢字 🎬\r\n7\r\n" + "w" * 10_000


@pytest.mark.parametrize("exporter", [Srt(), Vtt()])
def test_hostile_words_are_one_cue_each(exporter: Any) -> None:
    text = _text(exporter, filled(HOSTILE)).replace("\r\n", "\n")
    cues = [block for block in text.split("\n\n") if " --> " in block]
    assert len(cues) == len(captions(filled(HOSTILE)))
    assert text.count(" --> ") == len(cues)
    assert "\x00" not in text
    assert "<b>" not in text.partition("\n")[2]
    kind = "webvtt" if text.startswith("WEBVTT") else "srt"
    with av.open(io.BytesIO(text.encode()), format=kind) as read:
        assert len([each for each in read.demux() if each.size]) == len(cues)


def test_they_may_go_to_the_screen() -> None:
    assert FORMATS["srt"].text
    assert FORMATS["vtt"].text
