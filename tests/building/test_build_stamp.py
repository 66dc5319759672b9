"""The short cut says `nothing to make` only when that is true: every way in which it could be wrong."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from build_doubles import BLUE, RED, Double, built, lines, png
from world import SMALL, World, made_in

from storyforge import __main__ as front
from storyforge.project import stamp

FILE, PICTURE, STAMP = "storyforge.yaml", "board/sc1/s010.png", ".storyforge/stamp"
INCLUDES = "provider: stub\ninclude: [scenes/*.yaml]"


@pytest.fixture
def small(world: World) -> World:
    """The small film with one included scene and one reference, built twice."""
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "provider: stub", INCLUDES)
    world.edit(FILE, "size: LS", "size: LS\n        references: [refs/pier.png]")
    world.file("refs/pier.png", png(RED))
    world.file("scenes/two.yaml", "scenes: [{id: sc2, shots: [{id: s040, prompt: waves}]}]")
    assert len(world.made()) == 8
    world.build()
    assert _short_cut(world)
    return world


def _short_cut(world: World) -> bool:
    """Whether the front door would say at once that there is nothing to do."""
    here = os.getcwd()
    os.chdir(world.root)
    try:
        return front._nothing_changed(["build"]) is not None
    finally:
        os.chdir(here)


def _rewrite(path: Path, data: bytes) -> None:
    """In place: same inode, and the old time put back."""
    before = path.stat()
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_picture_deleted_is_restored(small: World) -> None:
    before = small.tree()
    (small.root / PICTURE).unlink()
    assert small.made() == []
    assert small.tree() == before


def test_the_board_deleted_is_restored(small: World) -> None:
    before = small.tree()
    shutil.rmtree(small.root / "board")
    assert small.made() == []
    assert small.tree() == before


def test_a_picture_changed_by_hand_is_told_each_time_and_left(small: World) -> None:
    mine = png(BLUE).ljust(len((small.root / PICTURE).read_bytes()), b"\0")
    _rewrite(small.root / PICTURE, mine)
    told = [
        "by hand   board/sc1/s010.png was changed by hand and is left as it is",
    ]
    for _ in range(3):
        said = small.build()
        assert lines(said, "by", "made") == told
        assert (small.root / PICTURE).read_bytes() == mine
    (small.root / PICTURE).unlink()
    assert lines(small.build(), "by", "made") == []
    assert (small.root / PICTURE).read_bytes() != mine


def test_a_picture_changed_by_hand_stays_when_the_shot_changes_or_goes(small: World) -> None:
    (small.root / PICTURE).write_bytes(png(BLUE))
    small.edit(FILE, "length of the pier", "whole pier")
    assert lines(small.build(), "by") != []
    text = small.read(FILE)
    small.file(FILE, text[: text.index("  - id: s010")] + text[text.index("  - id: s020") :])
    small.build()
    assert (small.root / PICTURE).read_bytes() == png(BLUE)


def test_a_reference_replaced_in_place(small: World) -> None:
    assert len(png(RED)) == len(png(BLUE))
    _rewrite(small.root / "refs/pier.png", png(BLUE))
    assert small.made() == ["s010"]


def test_an_edit_with_size_and_time_put_back(small: World) -> None:
    path = small.root / FILE
    _rewrite(path, path.read_bytes().replace(b"twelve", b"eleven"))
    assert small.made() == ["character:tom", "s020", "s030"]


NOTICED: dict[str, tuple[Callable[[World], object], list[str]]] = {
    "a new file that an include means": (
        lambda world: world.file(
            "scenes/x.yaml", "scenes: [{id: sc3, shots: [{id: s050, prompt: a}]}]"
        ),
        ["s050"],
    ),
    "an included file removed": (lambda world: (world.root / "scenes/two.yaml").unlink(), []),
    "the folder of includes gone": (lambda world: shutil.rmtree(world.root / "scenes"), []),
    "the lockfile deleted": (lambda world: (world.root / "storyforge.lock").unlink(), []),
    "the lockfile emptied of nodes": (
        lambda world: world.file("storyforge.lock", '{"lock": 1, "nodes": {}}\n'),
        [],
    ),
    "the private folder deleted": (lambda world: shutil.rmtree(world.root / ".storyforge"), []),
    "a file whose time lies ahead": (
        lambda world: (
            world.edit(FILE, "twelve", "eleven"),
            os.utime(world.root / FILE, ns=(4 * 10**18, 4 * 10**18)),
        ),
        ["character:tom", "s020", "s030"],
    ),
}


@pytest.mark.parametrize(("change", "made"), NOTICED.values(), ids=NOTICED)
def test_every_change_is_noticed(
    small: World, change: Callable[[World], object], made: list[str]
) -> None:
    change(small)
    assert not _short_cut(small)
    assert small.made() == made
    before = small.tree()
    assert small.made() == []
    assert small.tree() == before


def test_a_lockfile_deleted_is_written_again_to_the_letter(small: World) -> None:
    lock = small.read("storyforge.lock")
    (small.root / "storyforge.lock").unlink()
    assert small.made() == []
    assert small.read("storyforge.lock") == lock


@pytest.mark.parametrize("lost", [".storyforge/objects", ".storyforge"])
def test_objects_are_taken_back_from_the_board(small: World, lost: str) -> None:
    before = small.tree("board")
    shutil.rmtree(small.root / lost)
    small.edit(FILE, "scenes:", "# the short cut needs no objects, but this is an edit\nscenes:")
    assert small.made() == []
    shutil.rmtree(small.root / "board")
    assert small.made() == []
    assert small.tree("board") == before


def test_a_part_built_leaves_the_only_copies_on_the_board(small: World) -> None:
    before = small.tree("board")
    shutil.rmtree(small.root / ".storyforge/objects")
    small.build("s010")
    assert small.tree("board") == before
    assert small.made() == []


@pytest.mark.parametrize("cut", [0, 10, 25, 40, 80, -1], ids=str)
def test_a_torn_stamp_is_no_stamp(small: World, cut: int) -> None:
    data = (small.root / STAMP).read_bytes()
    small.file(STAMP, data[:cut])
    assert not _short_cut(small)
    assert small.made() == []
    assert _short_cut(small)


def test_a_stamp_of_garbage_is_no_stamp(small: World) -> None:
    data = (small.root / STAMP).read_bytes()
    start = data.index(b"\n") + 1
    other = b"big" if sys.byteorder == "little" else b"little"
    for bad in (
        b"",
        b"\0" * 500,
        data + b"\0",
        data[:start] + other.ljust(8) + data[start + 8 :],
        data[: start + 8] + b"\xff" * 32 + data[start + 40 :],
    ):
        small.file(STAMP, bad)
        assert not _short_cut(small)
    small.file(STAMP, data)
    assert _short_cut(small)


def test_a_stamp_of_another_tool_or_provider(small: World) -> None:
    data = (small.root / STAMP).read_bytes()
    for old, new in ((b"stub=1", b"stub=2"), (b"tool\t", b"t00l\t")):
        assert old in data
        small.file(STAMP, data.replace(old, new))
        assert not _short_cut(small)
        assert small.made() == []
        assert _short_cut(small)


def test_a_provider_from_elsewhere_is_asked_each_time(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    built(world, Double(revision=5))
    assert not _short_cut(world)
    assert len(made_in(built(world, Double(revision=6)).err)) == 7


def test_a_build_that_was_not_good_is_no_short_cut(small: World) -> None:
    small.edit(FILE, "size: LS", "size: LS\n        parameters: {fail: true}")
    assert small.run("build").code == 1
    assert not _short_cut(small)
    assert small.run("build").code == 1
    small.edit(FILE, "\n        parameters: {fail: true}", "")
    small.build("s020")
    assert not _short_cut(small)


def test_warnings_are_told_each_time(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "provider: stub", INCLUDES)
    for _ in range(2):
        said = world.build()
        assert 'warning[M111]: no file matches "scenes/*.yaml"' in said.err
    world.file("scenes/two.yaml", "scenes: [{id: sc2, shots: [{id: s040, prompt: waves}]}]")
    assert world.made() == ["s040"]


def _columns(path: Path, digest: str, looked: int) -> stamp.Columns:
    seen = {str(path): (stamp.row_of(path.stat()), digest, looked)}
    return stamp.Columns(stamp.write(stamp.of_files(seen, {})))


def test_within_the_clocks_grain_content_decides(tmp_path: Path) -> None:
    """A row may be equal although the content is not, when both were written within one tick."""
    path = tmp_path / "a"
    path.write_bytes(b"new")
    now = time.time_ns()
    other = stamp.content_digest(__file__)
    assert not stamp.unchanged(_columns(path, other, now))
    assert not stamp.unchanged(_columns(path, other, now - 10**12))  # the clock was set back
    assert stamp.unchanged(_columns(path, other, now + 10**12))  # old enough: the row is trusted
    assert stamp.unchanged(_columns(path, stamp.content_digest(str(path)), now))


def test_a_stamp_grows_up(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"new")
    now = time.time_ns()
    columns = _columns(path, stamp.content_digest(str(path)), now)
    assert stamp.grown(columns, now) is None
    later = stamp.grown(columns, now + 10**12)
    assert later is not None
    grown = stamp.Columns(later)
    assert (grown.names, grown.rows, set(grown.young)) == (columns.names, columns.rows, set())
    assert grown.digest(0) == columns.digest(0)


def test_a_stamp_comes_back_whole() -> None:
    files = {f"a/{n}é": ((n, n, n, n), f"{n:064x}", n) for n in range(5)}
    columns = stamp.Columns(stamp.write(stamp.of_files(files, {"tool": "1", "pictures": "5"})))
    assert columns.head == {"tool": "1", "pictures": "5"}
    assert columns.names == sorted(files)
    assert [columns.digest(n) for n in range(5)] == [files[name][1] for name in sorted(files)]
    empty = stamp.Columns(stamp.write(stamp.of_files({}, {})))
    assert (empty.head, empty.names) == ({}, [])
