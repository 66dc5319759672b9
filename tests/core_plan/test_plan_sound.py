"""Sounds in the manifest: where they begin, that they are there, and that no picture knows of them."""

from __future__ import annotations

import pytest

from storyforge.core import reading
from storyforge.core.board import Track
from storyforge.core.board_of import board_of
from storyforge.core.film import UnknownWord
from storyforge.core.film_graph import film_of
from storyforge.core.parse import parse
from storyforge.core.sound import before, in_film, offset
from storyforge.providers.draft import Draft
from tests.world import World


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        *(("0s", 0), ("0", 0), ("00:00:00:00", 0), ("0.0 s", 0), ("0+00", 0)),
        *(("2.5s", 60), ("-12f", -12), ("+1", 24), ("\u22121s", -24), ("2+11", 59)),
        ("00:00:02:12", 60),
    ],
)
def test_a_span_is_read_in_frames(text: str, frames: int) -> None:
    assert offset(text, "24") == frames


@pytest.mark.parametrize("text", ["", "-", "soon", "--1s", "1:2", "9" * 60])
def test_what_is_no_span_is_told(text: str) -> None:
    with pytest.raises(UnknownWord):
        offset(text, "24")


def test_a_timecode_is_one_of_the_film() -> None:
    assert in_film("01:00:02:00", "01:00:00:00", "24") == 48
    assert in_film("2s", "01:00:00:00", "24") == 48
    assert before("00:00:10:00", "01:00:00:00", "24")
    assert not before("10s", "01:00:00:00", "24")
    assert in_film("01:01:00;02", "01:00:00;00", "29.97") == 1800


FILM = """
storyforge: 1
fps: 24
start: "01:00:00:00"
audio: [music.wav, {file: sea.wav, at: "01:00:01:00", gain: -6dB, name: sea}]
include: [scenes/*.yaml]
shots:
  - {id: a, prompt: a hill, duration: 1s}
"""
SCENE = """
scenes:
  - id: sc1
    shots:
      - {id: b, prompt: a tree, duration: 2s, audio: {file: ../bell.wav, at: -6f}}
"""


def _film(world: World, *sounds: str) -> World:
    world.file("storyforge.yaml", FILM)
    world.file("scenes/one.yaml", SCENE)
    for name in sounds:
        world.file(name, b"sound")
    return world


def test_a_missing_sound_is_told_with_its_place(world: World) -> None:
    said = _film(world, "music.wav", "sea.wav").run("check")
    assert said.code != 0
    assert "R301" in said.err
    assert "there is no file" in said.err
    assert "bell.wav" in said.err
    assert "scenes/one.yaml:4:" in said.err
    world.file("bell.wav", b"sound")
    assert world.run("check").code == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("music.wav", "/music.wav", "R303"),
        ("music.wav", "../music.wav", "R302"),
        ("01:00:01:00", "00:00:01:00", "M102"),
        ("-6dB", "loud", "M102"),
        ("[music.wav,", "[{file: music.wav, at: soon},", "M102"),
    ],
)
def test_a_slip_is_told(world: World, old: str, new: str, code: str) -> None:
    _film(world, "music.wav", "sea.wav", "bell.wav").edit("storyforge.yaml", old, new)
    said = world.run("check")
    assert said.code != 0
    assert code in said.err


def test_a_sound_never_makes_a_picture_stale(world: World) -> None:
    _film(world, "music.wav", "sea.wav", "bell.wav").build()
    before_ = world.tree("board")
    world.edit("storyforge.yaml", "gain: -6dB", "gain: 3")
    world.edit("scenes/one.yaml", "at: -6f", "at: 1s")
    world.file("music.wav", b"another sound")
    assert world.build().err.startswith("nothing to make: ")
    pictures = {name: data for name, data in world.tree("board").items() if name.endswith(".png")}
    assert pictures == {name: data for name, data in before_.items() if name.endswith(".png")}
    world.edit("storyforge.yaml", "audio: [music.wav, ", "audio: [")
    assert world.build().err.startswith("nothing to make: ")


def test_the_board_has_every_sound_with_its_frame() -> None:
    project = reading.read_project(parse(FILM.encode(), "storyforge.yaml").value, "storyforge.yaml")
    included = reading.read_include(
        parse(SCENE.encode(), "scenes/one.yaml").value, "scenes/one.yaml"
    )
    assert project.said is not None
    assert included.said is not None
    both = [("scenes/one.yaml", included.said)]
    manifest, troubles = reading.combine(project.said, "storyforge.yaml", both)
    assert list(troubles) == []
    board = board_of(film_of(manifest, {"draft": Draft()}), {})
    bell = next(panel.start for panel in board.panels() if panel.id == "b") - 6
    assert board.tracks == (
        Track("music.wav", 0),
        Track("sea.wav", 24, -6.0, "sea"),
        Track("bell.wav", bell, shot="b"),
    )
