"""Timecode against the reference library, and lengths that are read again as they were written."""

from __future__ import annotations

import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyforge.core import film
from storyforge.core.film import UnknownWord
from storyforge.core.timecode import DROPPED, drops, duration, frame_of, timecode

RATES = tuple(dict.fromkeys(film.rate(name) for name in film.RATES))


@pytest.mark.parametrize("fps", ["24", "25", "29.97", "30", "50", "59.94", "60", "23.976"])
@pytest.mark.parametrize("drop", [False, True])
def test_it_counts_as_the_reference_does(fps: str, drop: bool) -> None:
    rate, drop = float(film.RATES[fps]), drop and fps in DROPPED
    for frame in (0, 1, 23, 1799, 1800, 1801, 3597, 3600, 17981, 17982, 17984, 107892, 2_000_003):
        time = otio.opentime.RationalTime(frame, rate)
        assert timecode(frame, fps, drop) == otio.opentime.to_timecode(time, rate, drop)


@given(st.integers(0, 2_500_000), st.sampled_from(RATES), st.booleans())
def test_a_name_leads_back_to_its_frame(frame: int, fps: str, drop: bool) -> None:
    text = timecode(frame, fps, drop)
    day = 24 * 6 * (600 * round(film.RATES[fps]) - 9 * (DROPPED.get(fps, 0) if drop else 0))
    assert frame_of(text, fps) == frame % day
    assert drops(text) == (drop and fps in DROPPED)


@pytest.mark.parametrize(
    ("text", "fps"),
    [
        ("00:01:00;00", "29.97"),  # left out of the count
        ("00:01:00;03", "59.94"),
        ("00:00:00;00", "24"),  # knows no drop-frame
        ("00:00:00:24", "24"),
        ("24:00:00:00", "24"),
        ("00:60:00:00", "24"),
        ("1:00:00:00", "24"),
        ("", "24"),
    ],
)
def test_what_names_no_frame_is_refused(text: str, fps: str) -> None:
    with pytest.raises(UnknownWord):
        frame_of(text, fps)


@given(st.integers(1, 200_000), st.sampled_from(RATES))
def test_a_length_is_read_again_as_it_was_written(frames: int, fps: str) -> None:
    assert film.frames(duration(frames, fps), fps) == frames


@pytest.mark.parametrize(
    ("frames", "fps", "text"),
    [
        (72, "24", "3s"),
        (60, "24", "2.5s"),
        (59, "24", "2+11"),
        (5, "24", "5f"),
        (72, "23.976", "3s"),
        (90, "29.97", "3s"),
    ],
)
def test_a_length_is_written_as_people_write_it(frames: int, fps: str, text: str) -> None:
    assert duration(frames, fps) == text
