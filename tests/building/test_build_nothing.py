"""What never makes a picture again: everything that does not reach it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build_doubles import RED, png
from world import SMALL, World

FILE = "storyforge.yaml"
ALL = [
    "character:mara",
    "character:mara/coat",
    "character:tom",
    "location:pier",
    "s010",
    "s020",
    "s030",
]


@pytest.fixture
def small(world: World) -> World:
    """The small film, built."""
    world.write(storyforge_yaml=SMALL)
    assert world.made() == ALL
    return world


def _replaced(old: str, new: str) -> Callable[[World], None]:
    return lambda world: world.edit(FILE, old, new)


def _touched(world: World) -> None:
    os.utime(world.root / FILE, ns=(1, 1))


def _split(world: World) -> None:
    """Cast and scene in files of their own."""
    text = world.read(FILE)
    head, rest = text.split("characters:")
    cast, scenes = rest.split("scenes:")
    world.file(FILE, head + "include: [cast.yaml, scenes/*.yaml]\n")
    world.file("cast.yaml", "characters:" + cast)
    world.file("scenes/one.yaml", "scenes:" + scenes)


FREE = {
    "nothing at all": lambda _: None,
    "a touch": _touched,
    "a comment": _replaced("provider: stub", "provider: stub  # a note"),
    "empty lines": _replaced("scenes:", "\n\nscenes:\n"),
    "quotes": _replaced("description: a boy of twelve", 'description: "a boy of twelve"'),
    "a folded prompt": _replaced(
        "prompt: the same moment, the lantern goes out",
        "prompt: >\n              the same moment,\n              the lantern goes out",
    ),
    "key order": lambda world: _key_order(world),
    "the title": _replaced("The Lamplighter", "Another"),
    "fps": _replaced("provider: stub", "provider: stub\nfps: 30"),
    "notes": _replaced("size: LS", "size: LS\n        notes: too long?"),
    "a number": _replaced("size: LS", "size: LS\n        number: 4A"),
    "a shot's title": _replaced("size: LS", "size: LS\n        title: the walk"),
    "dialogue": _replaced("size: MCU", 'size: MCU\n        dialogue: [{mara: "You came back."}]'),
    "a duration": _replaced("size: LS", "size: LS\n        duration: 7s"),
    "sound": _replaced("size: LS", "size: LS\n        sound: gulls"),
    "a transition": _replaced("size: LS", "size: LS\n        transition: dissolve"),
    "labels": _replaced("size: LS", "size: LS\n        labels: [night]"),
    "a scene's slug": _replaced("- id: sc1", "- id: sc1\n    slug: EXT. PIER - DUSK"),
    "swapped shots": lambda world: _swapped(world),
    "files split": _split,
}


def _key_order(world: World) -> None:
    text = world.read(FILE)
    for old, new in (
        ("id: s010\n        size: LS\n", "size: LS\n        id: s010\n"),
        ("location: pier\n    time: dusk\n", "time: dusk\n    location: pier\n"),
        ("storyforge: 1\ntitle: The Lamplighter\n", "title: The Lamplighter\nstoryforge: 1\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    world.file(FILE, text)


def _swapped(world: World) -> None:
    text = world.read(FILE)
    first, second = (text.index("- id: s010"), text.index("- id: s020"))
    third = text.index("- id: s030")
    world.file(FILE, text[:first] + text[second:third] + text[first:second] + text[third:])


@pytest.mark.parametrize("edit", FREE.values(), ids=FREE)
def test_what_does_not_reach_a_picture_makes_none(
    small: World, edit: Callable[[World], None]
) -> None:
    lock, pictures = small.read("storyforge.lock"), _pictures(small)
    edit(small)
    assert small.made() == []
    assert small.read("storyforge.lock") == lock
    assert _pictures(small) == pictures
    before = small.tree()
    assert small.build().err.startswith("nothing to make: 7 pictures are current")
    assert small.tree() == before


def _pictures(world: World) -> dict[str, bytes]:
    return {name: data for name, data in world.tree("board").items() if name.endswith(".png")}


def test_another_order_of_scenes_makes_nothing(small: World) -> None:
    more = "  - id: sc2\n    shots: [{id: s040, prompt: waves}]\n"
    small.file(FILE, small.read(FILE) + more)
    assert small.made() == ["s040"]
    small.edit(FILE, more, "")
    small.edit(FILE, "scenes:\n", "scenes:\n" + more)
    assert small.made() == []


def test_undoing_an_edit_restores(small: World) -> None:
    first = small.tree("board")
    small.edit(FILE, "a boy of twelve", "a boy of nine")
    assert small.made() == ["character:tom", "s020", "s030"]
    small.edit(FILE, "a boy of nine", "a boy of twelve")
    said = small.build()
    assert (
        said.err
        == (
            "restored  character:tom  (made before, used again)\n"
            "restored  s020  (made before, used again)\n"
            "restored  s030  (made before, used again)\n"
        )
        + said.err[said.err.index("3 restored") :]
    )
    assert small.tree("board") == first


def test_a_default_changed_and_put_back(small: World) -> None:
    lock = small.read("storyforge.lock")
    small.edit(FILE, "provider: stub", "provider: stub\nratio: 1:1")
    assert small.made() == ["location:pier", "s010", "s020", "s030"]
    small.edit(FILE, "\nratio: 1:1", "")
    assert small.made() == []
    assert small.read("storyforge.lock") == lock


def _renamed(world: World) -> None:
    text = world.read(FILE).replace("mara", "nora").replace("s010", "a1")
    world.file(FILE, text)


def test_renaming_without_saying_so(small: World) -> None:
    pictures = sorted(_pictures(small).values())
    _renamed(small)
    assert small.made() == []
    assert sorted(_pictures(small)) == [
        "board/cast/nora.png",
        "board/cast/nora/coat.png",
        "board/cast/tom.png",
        "board/places/pier.png",
        "board/sc1/a1.png",
        "board/sc1/s020.png",
        "board/sc1/s030.png",
    ]
    assert sorted(_pictures(small).values()) == pictures


def test_renaming_with_moved_keeps_decisions(small: World) -> None:
    text = small.read("storyforge.lock")
    small.file("storyforge.lock", text.replace('"state": "auto"', '"state": "approved"'))
    _renamed(small)
    small.edit(FILE, "provider: stub", "provider: stub\nmoved: {mara: nora, s010: a1}")
    said = small.build()
    assert "made" not in said.err
    assert "restored" not in said.err
    lock = small.read("storyforge.lock")
    assert lock.count('"approved"') == 7
    assert '"character:nora/coat"' in lock
    assert '"shot:a1"' in lock
    assert "mara" not in lock
    assert small.build().err.startswith("nothing to make")


def test_moved_makes_nothing_even_when_traces_are_gone(small: World) -> None:
    shutil.rmtree(small.root / ".storyforge" / "traces")
    _renamed(small)
    small.edit(FILE, "provider: stub", "provider: stub\nmoved: {mara: nora, s010: a1}")
    assert small.made() == []


PHOTO = SMALL.replace("size: LS", "size: LS\n            references: [refs/pier.png]")


def test_a_reference_saved_again_with_the_same_pixels(world: World) -> None:
    world.write(storyforge_yaml=PHOTO)
    world.file("refs/pier.png", png(RED, 6))
    world.build()
    lock = world.read("storyforge.lock")
    world.file("refs/pier.png", png(RED, 0, b"saved by something else"))
    assert world.made() == []
    assert world.read("storyforge.lock") == lock
    assert world.build().err.startswith("nothing to make")


def test_a_renamed_reference(world: World) -> None:
    world.write(storyforge_yaml=PHOTO)
    world.file("refs/pier.png", png())
    world.build()
    (world.root / "refs/pier.png").rename(world.root / "refs/old.png")
    world.edit(FILE, "refs/pier.png", "refs/old.png")
    assert world.made() == []


def test_a_project_that_moved_house(small: World, tmp_path: Path) -> None:
    before = small.tree()
    small.root.rename(tmp_path / "elsewhere")
    moved = World(tmp_path / "elsewhere")
    assert moved.build().err.startswith("nothing to make: 7 pictures")
    shutil.copytree(moved.root, tmp_path / "copy")
    copy = World(tmp_path / "copy")
    assert copy.made() == []
    assert copy.tree() == before
