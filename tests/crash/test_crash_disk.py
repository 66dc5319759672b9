"""A failing disk is one sentence; when the trouble is over, one build completes and makes nothing twice."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from crash_world import NOBODY, Forge, film, give_away
from world import World, made_in

READING = ("plan", "status", "check", "show s010")
Change = Callable[[Path], None]


@dataclass(frozen=True)
class Trouble:
    """What is done to a project, how it is undone, and what is said of it by `build` and by those who only read."""

    spoil: Change
    mend: Change
    code: int
    said: str
    reading: int = 0


def _bits(name: str, taken: int) -> tuple[Change, Change]:
    """Take permissions away from everything below a name, and give them back."""

    def take(root: Path) -> None:
        for path in (*(root / name).rglob("*"), root / name):
            path.chmod(path.stat().st_mode & ~taken)

    def give(root: Path) -> None:
        (root / name).chmod(0o755)
        for path in (root / name).rglob("*"):
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o600))

    return take, give


def _sealed(name: str) -> tuple[Change, Change]:
    return lambda root: (root / name).chmod(0), lambda root: (root / name).chmod(0o755)


def _swapped(name: str, put: Callable[[Path], object]) -> tuple[Change, Change]:
    """Put something else in a file's or folder's place, and the real one back."""

    def spoil(root: Path) -> None:
        (root / name).rename(root / f"{name}.away")
        put(root / name)

    def mend(root: Path) -> None:
        path = root / name
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        (root / f"{name}.away").rename(path)

    return spoil, mend


def _a_file(path: Path) -> object:
    return path.write_text("x")


def _a_link(path: Path) -> object:
    return path.symlink_to(f"{path.name}.away")


DENIED = "error[D002]: Permission denied: "
TROUBLES = {
    "the project is read-only": Trouble(*_bits(".", 0o222), 1, DENIED + ".storyforge/lock"),
    "the private folder is read-only": Trouble(
        *_bits(".storyforge", 0o222), 1, DENIED + ".storyforge/lock"
    ),
    "the board is read-only": Trouble(
        *_bits("board", 0o222), 1, DENIED + "board/cast/tom.png could not be written"
    ),
    "the manifest is sealed": Trouble(
        *_sealed("storyforge.yaml"), 1, DENIED + "storyforge.yaml could not be read", 1
    ),
    "an include is sealed": Trouble(
        *_sealed("scenes.yaml"), 1, DENIED + "scenes.yaml could not be read", 1
    ),
    "a folder of includes is sealed": Trouble(
        *_sealed("cast"), 1, DENIED + "cast could not be listed", 1
    ),
    "a reference is sealed": Trouble(
        *_sealed("art/tower.png"), 1, DENIED + "art/tower.png could not be read", 1
    ),
    "a folder of references is sealed": Trouble(
        *_sealed("art"), 1, DENIED + "art/tower.png could not be read", 1
    ),
    "the lockfile is sealed": Trouble(
        *_sealed("storyforge.lock"), 1, DENIED + "storyforge.lock could not be read", 1
    ),
    "the private folder is sealed": Trouble(
        *_sealed(".storyforge"), 1, DENIED + ".storyforge/VERSION could not be read", 1
    ),
    "the pictures are sealed": Trouble(
        *_sealed(".storyforge/objects"), 1, DENIED + ".storyforge/objects could not be listed", 1
    ),
    "the board is sealed": Trouble(*_sealed("board"), 1, DENIED + "board/"),
    "an include is a folder": Trouble(
        *_swapped("scenes.yaml", Path.mkdir), 2, 'error[M110]: there is no file "scenes.yaml"', 2
    ),
    "a reference is a folder": Trouble(
        *_swapped("art/tower.png", Path.mkdir), 2, 'error[R301]: "art/tower.png" is ', 2
    ),
    "folder of references is a file": Trouble(
        *_swapped("art", _a_file), 2, 'error[R301]: there is no file "art/tower.png"', 2
    ),
    "the lockfile is a folder": Trouble(
        *_swapped("storyforge.lock", Path.mkdir), 1, "error[D010]: storyforge.lock is a folder", 1
    ),
    "the board is a file": Trouble(
        *_swapped("board", _a_file), 4, "error[D010]: board is not a folder"
    ),
    "the board is a link": Trouble(
        *_swapped("board", _a_link), 4, "error[D010]: board is a symbolic link"
    ),
    "a folder of the board is a file": Trouble(
        *_swapped("board/sc1", _a_file), 4, "error[D010]: board/sc1 is not a folder"
    ),
    "the page is a folder": Trouble(
        *_swapped("board/index.html", Path.mkdir), 1, "error[D010]: board/index.html is a folder"
    ),
    "the private folder is a file": Trouble(
        *_swapped(".storyforge", _a_file), 4, "error[D010]: .storyforge is not a folder"
    ),
    "the private folder is a link": Trouble(
        *_swapped(".storyforge", _a_link), 4, "error[D010]: .storyforge is a symbolic link"
    ),
    "the pictures are a file": Trouble(
        *_swapped(".storyforge/objects", _a_file),
        4,
        "error[D010]: .storyforge/objects is not a folder",
    ),
    "the spare folder is a file": Trouble(
        *_swapped(".storyforge/tmp", _a_file), 4, "error[D010]: .storyforge/tmp is not a folder"
    ),
    "the lock is a folder": Trouble(
        *_swapped(".storyforge/lock", Path.mkdir), 1, "error[D010]: .storyforge/lock is a folder"
    ),
}


def _edited(forge: Forge, root: Path) -> World:
    """Built once, then an edit, so that there is something to make and something to keep."""
    world = film(root)
    assert forge.run(root, "build").codes == [0]
    world.edit("cast/tom.yaml", "twelve", "eleven")
    give_away(root)
    return world


def _one_sentence(err: str, said: str) -> None:
    errors = re.findall(r"^error\[.*", err, re.MULTILINE)
    assert len(errors) == 1, err
    assert errors[0].startswith(said), err
    assert re.search(r"^ +hint: .+", err, re.MULTILINE), err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_one_sentence_and_one_build_mends_all(forge, quick_disk, name):
    trouble = TROUBLES[name]
    world, right = _edited(forge, quick_disk / "film"), _edited(forge, quick_disk / "right")
    assert forge.run(right.root, "build").codes == [0]
    trouble.spoil(world.root)
    give_away(world.root)

    said = forge.run(world.root, "build", uid=NOBODY)
    assert said.codes == [trouble.code], said.said
    _one_sentence(said.said[0][2], trouble.said)
    for verb in READING:
        read = forge.run(world.root, verb, uid=NOBODY)
        assert read.codes == [trouble.reading], (verb, read.said)

    trouble.mend(world.root)
    _is_finished(forge, world, right)


def _is_finished(forge: Forge, world: World, right: World, uid: int = NOBODY) -> None:
    """One build, as usual: complete, as if nothing had been, and nothing made that was kept."""
    again = forge.run(world.root, "!state", "build", "!state", "build", uid=uid)
    assert again.codes == [0] * 4, again.said
    kept, lock = again.state(0)["kept"], again.state(2)["lock"]
    made = made_in(again.said[1][2])
    assert [one for one in made if lock[one] in kept] == []
    assert again.state(2)["faults"] == []
    assert again.state(2)["temporary"] == []
    assert world.tree() == right.tree()
    assert "nothing to make" in again.said[3][2]


def test_a_limit_on_files_is_one_sentence_wherever_it_strikes(forge, quick_disk):
    right = film(quick_disk / "right")
    assert forge.run(right.root, "build").codes == [0]
    for limit in (1, 40, 700, 2500, 6000):  # a picture, a record, the lockfile, a page ...
        world = film(quick_disk / f"film{limit}")
        give_away(world.root)
        said = forge.run(world.root, "build", limit=limit, uid=NOBODY)
        assert said.codes == [1], (limit, said.said)
        _one_sentence(said.said[0][2], "error[D001]: A limit on the size of files was reached: ")
        _is_finished(forge, world, right)


def _mount(where: Path, *options: str) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", ",".join(options), "storyforge-test", str(where)]
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _can_mount() -> bool:
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        can = _mount(Path(folder), "size=64k")
        if can:
            subprocess.run(["umount", folder], check=True)
        return can


SMALL_DISKS = ("size=24k", "size=64k", "size=160k", "nr_inodes=60", "nr_inodes=200")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    where = tmp_path / "disk"
    where.mkdir()
    yield where
    subprocess.run(["umount", str(where)], check=False)


# Where nothing may be mounted (as in most containers) the limit above stands for the full disk.
@pytest.mark.parametrize("size", SMALL_DISKS if _can_mount() else ())
def test_a_full_disk_is_one_sentence_and_room_mends_all(forge, quick_disk, small_disk, size):
    right = film(quick_disk / "right")
    assert forge.run(right.root, "build").codes == [0]
    assert _mount(small_disk, size)
    world = film(small_disk / "film")
    said = forge.run(world.root, "build")
    assert said.codes == [1], said.said
    _one_sentence(said.said[0][2], "error[D001]: The disk is full: ")
    for verb in READING:
        assert forge.run(world.root, verb).codes == [0], verb
    assert _mount(small_disk, "remount", "size=16m", "nr_inodes=4000")
    _is_finished(forge, world, right, 0)


@pytest.mark.parametrize("where", [".", "board"] if _can_mount() else ())
def test_a_disk_that_is_read_only_even_for_root(forge, quick_disk, where):
    world, right = _edited(forge, quick_disk / "film"), _edited(forge, quick_disk / "right")
    assert forge.run(right.root, "build").codes == [0]
    target = str(world.root / where)
    subprocess.run(["mount", "--bind", target, target], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", target], check=True)
        said = forge.run(world.root, "build")
        reading = [forge.run(world.root, verb).codes for verb in READING]
    finally:
        subprocess.run(["umount", target], check=True)
    assert said.codes == [1]
    _one_sentence(said.said[0][2], "error[D002]: The disk is read-only: ")
    assert reading == [[0]] * len(READING)
    _is_finished(forge, world, right, 0)


def test_a_reference_that_cannot_be_read_is_found_before_anything_is_made(forge, quick_disk):
    world = film(quick_disk / "film")
    give_away(world.root)
    (world.root / "art/tower.png").chmod(0)
    said = forge.run(world.root, "build", uid=NOBODY)
    assert said.codes == [1]
    assert not (world.root / "storyforge.lock").exists()
