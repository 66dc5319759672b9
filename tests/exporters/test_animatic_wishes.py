"""Wishes together: each does its own, whatever else is wished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from storyforge.core.board import Board, Camera, Said, Track
from storyforge.exporters.animatic.marks import Marks
from storyforge.exporters.animatic.reel import reel
from tests.exporters.animatic_films import PLAIN, USUAL, Shelf, drawn, frames, probed, stream, tone
from tests.exporters.small_board import board, panel, scene

MARKED = dict.fromkeys(("frame", "left", "camera", "draft", "state", "bar"), True)
LONG = " ".join(f"word{n}" for n in range(1500))


def _film(shelf: Shelf, **changes: Any) -> Board:
    shelf.sounds["a.wav"] = tone(2)
    line = (Said("Mara", "", "", "One more."),)
    picture = shelf.colour((90, 120, 150))
    moved = Camera(movement=("pan left", "handheld"))
    one = panel("a", picture=picture, frames=30, dialogue=line, taken=moved, transition="dissolve")
    two = panel("b", picture=picture, start=30, frames=30)
    return board(scene(one), scene(two, id="lane"), tracks=(Track("a.wav", 0),), **changes)


@pytest.mark.parametrize(
    ("wishes", "tracks"),
    [
        ({}, {"avc1", "mp4a", "tx3g"}),
        ({"clean": True}, {"avc1", "mp4a", "tx3g"}),
        ({"audio": False}, {"avc1", "tx3g"}),
        ({"audio": False, "captions": "none"}, {"avc1"}),
        ({"clean": True, "audio": False, "captions": "burned"}, {"avc1"}),
        ({**MARKED, "leader": 1, "watermark": "W"}, {"avc1", "mp4a", "tx3g"}),
        ({**MARKED, "clean": True, "leader": 1, "captions": "burned"}, {"avc1", "mp4a"}),
        ({"moves": False, "transitions": False, "leader": 1, "audio": False}, {"avc1", "tx3g"}),
    ],
)
def test_tracks_and_frames(wishes: dict[str, Any], tracks: set[str], tmp_path: Path) -> None:
    shelf = Shelf()
    told = probed(drawn(_film(shelf), shelf, USUAL | {"height": "480"} | wishes), tmp_path)
    found = {each["codec_tag_string"] for each in told["streams"]}
    assert found - {"text", "tmcd"} == tracks  # besides chapters and the timecode
    assert int(stream(told, "video")["nb_frames"]) == 60 + 24 * wishes.get("leader", 0)


@pytest.mark.parametrize(
    ("fps", "drop", "start", "leader", "first"),
    [
        ("29.97", True, 107_892, 0, "01:00:00;00"),
        ("29.97", True, 1800, 0, "00:01:00;02"),
        ("29.97", True, 1800, 1, "00:00:59;00"),
        ("29.97", False, 1800, 0, "00:01:00:00"),
        ("59.94", True, 3600, 0, "00:01:00;04"),
        ("24", False, 0, 1, "23:59:59:00"),
    ],
)
def test_drop_frame_is_counted_in_the_file_too(
    fps: str, drop: bool, start: int, leader: int, first: str, tmp_path: Path
) -> None:
    shelf = Shelf()
    film = _film(shelf, fps=fps, drop=drop, start=start)
    told = probed(drawn(film, shelf, PLAIN | {"leader": leader, "audio": False}), tmp_path)
    assert stream(told, "video")["tags"]["timecode"] == first


def _bytes(film: Board, shelf: Shelf, **wishes: Any) -> list[bytes]:
    return [each.tobytes() for each in frames(drawn(film, shelf, PLAIN | wishes))]


def test_a_clean_film_shows_nothing_but_captions_that_are_burnt_in() -> None:
    shelf = Shelf()
    film = _film(shelf)
    plain = _bytes(film, shelf)
    assert _bytes(film, shelf, **MARKED, watermark="W") == plain
    burned = _bytes(film, shelf, captions="burned")
    assert burned[:20] != plain[:20]


@pytest.mark.parametrize("ratio", ["16:9", "9:16", "1:1", "21:9"])
def test_marks_never_lie_on_each_other(ratio: str) -> None:
    """But for captions of a shot that is too short for them."""
    film = board(
        scene(panel("a", number="12A", provider="draft", state="approved-stale")),
        ratio=ratio,
        draft="second draft, blue pages",
    )
    wishes = USUAL | MARKED | {"watermark": "CONFIDENTIAL - NOT FOR DISTRIBUTION"}
    rolled = reel(film, wishes)
    marks = Marks(film, rolled, wishes)
    stamps = [
        *marks.staying(rolled.held[0]),
        marks.caption("MARA: You came back, and the lamps\nare"),
    ]
    seen = Image.new("L", rolled.size)
    for each in stamps:
        x, y = each.at
        box = (x, y, x + each.letters.width, y + each.letters.height)
        assert x >= 0
        assert y >= 0
        assert box[2] <= rolled.size[0]
        assert box[3] <= rolled.size[1]
        assert seen.crop(box).getbbox() is None
        seen.paste(255, box)


def test_a_shot_too_short_for_its_words_still_makes_a_film() -> None:
    shelf = Shelf()
    picture = shelf.colour((90, 120, 150))
    said = panel("a", picture=picture, frames=5, dialogue=(Said("Mara", "", "", LONG),))
    shown = frames(drawn(board(scene(said)), shelf, PLAIN | {"captions": "burned"}))
    assert len({each.tobytes() for each in shown}) == 5
