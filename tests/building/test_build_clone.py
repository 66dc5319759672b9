"""Somebody else's machine: the project as git has it, with and without what was ever made."""

from __future__ import annotations

import json
import shutil

import pytest
from build_doubles import Double, built, lines, png, repacked
from world import SMALL, World, made_in

FILE, LOCK = "storyforge.yaml", "storyforge.lock"
NAMES = (
    "character:mara, character:tom, location:pier, character:mara/coat, "
    "shot:s010, shot:s020, shot:s030"
)


@pytest.fixture
def clone(world: World) -> World:
    """The small film as a colleague gets it: manifest and lockfile, no pictures."""
    world.write(storyforge_yaml=SMALL)
    built(world, Double())
    for name in (".storyforge", "board"):
        shutil.rmtree(world.root / name)
    return world


def test_with_the_objects_nothing_is_made(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    shutil.rmtree(world.root / "board")
    copy = World(world.root.parent / "copy")
    shutil.copytree(world.root, copy.root, dirs_exist_ok=True)
    assert copy.made() == []


def test_without_them_it_is_drawn_again_and_is_the_same(clone: World) -> None:
    lock = clone.read(LOCK)
    assert set(json.loads(clone.run("status", "--json").out).values()) == {"absent"}
    assert len(made_in(built(clone, Double()).err)) == 7
    assert clone.read(LOCK) == lock
    assert clone.build().err.startswith("nothing to make")


def test_another_packing_of_the_same_pixels_leaves_the_lockfile(clone: World) -> None:
    lock = clone.read(LOCK)
    double = Double(answer=lambda _, data: repacked(data))
    said = built(clone, double)
    assert (said.code, len(made_in(said.err)), lines(said, "differs")) == (0, 7, [])
    assert clone.read(LOCK) == lock
    before = clone.tree()
    again = built(clone, double)
    assert again.err.startswith("nothing to make: 7 pictures")
    assert clone.tree() == before
    assert len(double.asked) == 7


def test_other_pixels_are_said_and_used(clone: World) -> None:
    lock = clone.read(LOCK)

    def other(job: object, data: bytes) -> bytes:
        return png() if "half" in job.prompt or "boy" in job.prompt else data  # type: ignore[attr-defined]

    double = Double(answer=other)
    said = built(clone, double)
    assert said.code == 0
    assert lines(said, "differs") == [
        "differs   character:tom: drawn again it is not the picture that storyforge.lock names; "
        "another version of a library draws otherwise"
    ]
    assert clone.read(LOCK) != lock
    assert built(clone, double).err.startswith("nothing to make")


def test_locked_refuses_and_asks_for_nothing(clone: World) -> None:
    before, double = clone.tree(), Double()
    said = built(clone, double, locked=True)
    assert said.code == 4
    assert said.err == f"[B001] --locked: not as storyforge.lock says: {NAMES}\n"
    assert double.asked == []
    assert clone.tree() == before


EDITS = {
    "an edit": ("of twelve", "of ten", "character:tom, shot:s020, shot:s030"),
    "a new shot": (
        "      - id: s030",
        "      - {id: s025, prompt: a}\n      - id: s030",
        "shot:s025",
    ),
    "another number of takes": ("size: LS", "size: LS\n        takes: 2", "shot:s010"),
    "a shot renamed": ("id: s010", "id: s011", "shot:s011, shot:s010"),
}


@pytest.mark.parametrize(("old", "new", "named"), EDITS.values(), ids=EDITS)
def test_locked_names_what_is_not_as_the_lockfile_says(
    world: World, old: str, new: str, named: str
) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    world.edit(FILE, old, new)
    said = world.run("build", "--locked")
    assert said.code == 4
    assert f"--locked: not as storyforge.lock says: {named}\n" in said.err


def test_locked_refuses_also_what_is_here_but_not_in_the_lockfile(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    world.edit(FILE, "of twelve", "of ten")
    world.build()
    world.edit(FILE, "of ten", "of twelve")
    before = world.tree()
    assert world.run("build", "--locked").code == 4
    assert world.tree() == before


def test_locked_builds_the_board_of_what_is_here(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    before = world.tree()
    shutil.rmtree(world.root / "board")
    assert world.run("build", "--locked").code == 0
    assert world.tree() == before
    assert world.run("build", "--locked").code == 0


def test_locked_never_makes_a_damaged_picture_again(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    lock = world.read(LOCK)
    shutil.rmtree(world.root / "board")
    for path in (world.root / ".storyforge/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_bytes(path.read_bytes()[:-1] + b"\0")
    double = Double()
    said = built(world, double, locked=True)
    assert said.code == 4
    assert double.asked == []
    assert world.read(LOCK) == lock
