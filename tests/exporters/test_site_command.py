"""`export html` on the command line: a folder, or one file where somebody wants one."""

from __future__ import annotations

from pathlib import Path

import pytest
from world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A film of two shots of which nothing is made yet."""
    return World(tmp_path / "film").write(
        storyforge_yaml="""
        storyforge: 1
        title: Two shots
        shots:
          - {id: s010, prompt: A pier in fog., duration: 2s}
          - {id: s020, prompt: A lamp goes out., duration: 3s}
        """
    )


def test_a_folder_is_written_unless_one_file_is_wanted(world: World) -> None:
    assert world.run("export", "html").code == 0
    assert (world.root / "exports/two-shots-html/index.html").is_file()
    assert world.run("export", "html", "--one-file").code == 0
    assert (world.root / "exports/two-shots.html").is_file()


def test_a_path_that_ends_as_a_page_does_is_one_file(world: World) -> None:
    page = world.root / "out/board.html"
    assert world.run("export", "html", "-o", str(page)).code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_one_file_never_takes_the_place_of_a_folder(world: World) -> None:
    (world.root / "out").mkdir()
    said = world.run("export", "html", "--one-file", "-o", str(world.root / "out"))
    assert (said.code, "X003" in said.err) == (2, True)
    assert (world.root / "out").is_dir()


def test_only_the_shots_that_were_named_are_on_it(world: World) -> None:
    page = world.root / "one.html"
    assert world.run("export", "html", "s020", "-o", str(page)).code == 0
    text = page.read_text("utf-8")
    assert ('id="s020"' in text, 'id="s010"' in text) == (True, False)
