"""Projects of before drawings told how they were made: other bytes, the same pixels, the same pictures."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from repository import Kept

from storyforge.core.lockfile import read as read_lock
from storyforge.darkroom.imprint import read
from storyforge.darkroom.reading import bare, look
from storyforge.store.disk import DiskStore

LOCK = "storyforge.lock"
FILM = """
    storyforge: 1
    title: The Lamplighter
    resolution: 720p
    characters:
      mara: {description: "lamplighter, sixty, white braid"}
    scenes:
      - id: sc1
        cast: [mara]
        shots:
          - {id: s010, size: LS, takes: 2, prompt: "@mara walks the pier"}
          - {id: s020, from: s010, prompt: the lantern goes out}
"""


@pytest.fixture
def older(tmp_path: Path) -> Kept:
    """What a colleague clones of a project that an older storyforge drew: one shot approved, and
    every digest in the lockfile that of a drawing without an imprint."""
    film = Kept(tmp_path / "film").begun(FILM)
    assert film.run("approve", "s010").code == 0
    store, text = DiskStore(film.root / ".storyforge"), film.read(LOCK)
    for entry in read_lock(text.encode()).nodes.values():
        for take in entry.takes.values():
            drawn = store.get(take.out)
            assert read(drawn) is not None
            text = text.replace(take.out, store.put(bare(look(drawn))))
    film.file(LOCK, text)
    film.commit("as it was")
    for name in (".storyforge", "board"):
        shutil.rmtree(film.root / name)
    return film


def _lines(text: str, word: str) -> list[str]:
    return re.findall(rf"^{word} .*", text, re.MULTILINE)


def test_what_is_drawn_anew_is_the_same_picture(older: Kept) -> None:
    lock = older.read(LOCK)
    said = older.build()
    assert _lines(said.err, "differs") == []
    assert len(_lines(said.err, "made")) == 4
    assert older.read(LOCK) == lock  # a build that changes no picture changes no file of the team's
    entry = read_lock(lock.encode()).nodes["shot:s010"]
    assert entry.state == "approved"
    assert set(json.loads(older.run("status", "--json").out).values()) == {"current"}


def test_a_second_build_writes_nothing(older: Kept) -> None:
    older.build()
    before = older.tree()
    assert older.build().err.startswith("nothing to make: 3 pictures")
    assert older.build("--locked").err.startswith("nothing to make")
    assert older.tree() == before
    assert older.git("status", "--porcelain", "storyforge.lock") == ""


def test_a_locked_build_of_a_fresh_clone_asks_for_nothing_more_than_before(older: Kept) -> None:
    said = older.run("build", "--locked")
    assert (said.code, _lines(said.err, "made")) == (4, [])


@pytest.mark.parametrize("words", [("verify",), ("gc", "--keep-days", "0", "--yes")])
def test_what_looks_at_bytes_is_content(older: Kept, words: tuple[str, ...]) -> None:
    older.build()
    before = DiskStore(older.root / ".storyforge").objects()
    assert older.run(*words).code == 0
    assert DiskStore(older.root / ".storyforge").objects() == before
    assert older.build().err.startswith("nothing to make")


def test_show_knows_it_by_its_pixels_and_by_what_it_says(older: Kept) -> None:
    older.build()
    board = older.root / "board/sc1/s010.png"
    body = json.loads(older.run("show", str(board), "--json").out)
    assert body["imprint"]["made"] == "drawn by a program without a trained model"
    known = body["project"]
    assert (known["node"], known["found_by"]) == ("shot:s010", "its pixels")
    assert known["state"] == "used, approved"


def test_a_diff_of_new_digests_shows_no_other_picture(older: Kept) -> None:
    """Whoever builds without the lockfile writes the new digests: nothing on the board differs."""
    older.build()
    before = older.read(LOCK)
    nodes = read_lock(before.encode()).nodes
    text = before
    store = DiskStore(older.root / ".storyforge")
    for entry in nodes.values():
        for number, take in entry.takes.items():
            trace = store.trace(take.key or entry.key, number)
            assert trace is not None
            assert trace.output.pixels == take.pixels
            assert trace.output.sha256 != take.out
            text = text.replace(take.out, trace.output.sha256)
    older.file(LOCK, text)
    assert "nothing differs" in older.run("diff").out
    assert older.build().err.startswith("nothing to make: 3 pictures")
    assert older.read(LOCK) == text


def test_decisions_go_on_as_before(older: Kept) -> None:
    older.build()
    assert older.run("pick", "s020", "0").code == 0
    assert older.run("reject", "s010", "1").code == 0
    assert older.run("unlock", "s010").code == 0
    assert older.build().err.startswith("nothing to make")


def test_what_is_exported_of_it_is_whole(older: Kept) -> None:
    older.build()
    assert older.run("export", "images", "-o", "out").code == 0
    told = read((older.root / "out/0010_sc1_s010.png").read_bytes())
    assert told is not None
    assert (told.maker, told.slate) == ("draft/artist", "s010")
