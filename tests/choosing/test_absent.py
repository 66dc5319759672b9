"""A fresh clone without its pictures: what costs nothing is made again, what costs is named and left."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from choosing_world import FILE, LOCK, Costly, block, film_at, png
from world import Said, World

from storyforge.build import Options, build
from storyforge.core.allowance import Allowance
from storyforge.core.errors import StoryforgeError
from storyforge.providers.all import Registry
from storyforge.reporters.plain import Plain
from storyforge.workshop import Workshop


@pytest.fixture
def film(tmp_path: Path) -> World:
    return film_at(tmp_path)


@pytest.fixture
def clone(film: World, tmp_path: Path) -> World:
    """What git has of the film: no pictures."""
    world = World(tmp_path / "clone")
    for name in (FILE, LOCK):
        world.file(name, film.read(name))
    return world


def costly(world: World, *targets: str, **options: object) -> Said:
    """A build in which the stub costs money."""
    out = io.StringIO()
    wanted = Options(targets=targets, allowance=Allowance(agreed=True), **options)  # type: ignore[arg-type]
    try:
        ended = build(str(world.root), wanted, Registry({"stub": Costly()}), Plain(out))
    except StoryforgeError as error:
        return Said(error.exit_code, "", str(error))
    return Said(ended.exit_code, str(ended.made), out.getvalue())


def stands(world: World) -> dict[str, str]:
    return dict(Workshop(str(world.root), Registry({"stub": Costly()})).statuses())


def test_what_costs_nothing_is_made_again(film: World, clone: World) -> None:
    assert len(clone.made()) == 9
    assert clone.tree("board") == film.tree("board")
    assert clone.read(LOCK) == film.read(LOCK)


def test_what_costs_is_named_and_left(clone: World) -> None:
    lock = clone.read(LOCK)
    said = costly(clone)
    assert (said.code, said.out) == (1, "0")
    assert said.err.splitlines()[0].startswith("absent    7 pictures not here: ")
    assert said.err.splitlines()[1] == (
        "          making them again costs $0.45; none is made without `--remake`"
    )
    assert said.err.splitlines()[-1] == (
        "next: bring those pictures here, or `storyforge build --remake` makes them again"
    )
    assert clone.read(LOCK) == lock
    assert set(stands(clone).values()) == {"absent"}
    page = clone.read("board/index.html")
    assert page.count('<em class="mark absent">absent</em>') == 7


def test_told_to_it_makes_them_again(clone: World) -> None:
    said = costly(clone, remake=True)
    assert (said.code, said.out) == (0, "9")
    assert set(stands(clone).values()) == {"current"}
    assert costly(clone).code == 0


def test_pictures_brought_here_are_found(film: World, clone: World) -> None:
    costly(clone)
    shutil.copytree(
        film.root / ".storyforge" / "objects",
        clone.root / ".storyforge" / "objects",
        dirs_exist_ok=True,
    )
    said = costly(clone)
    assert (said.code, said.out) == (0, "0")
    assert {n: d for n, d in clone.tree("board").items() if n.endswith(".png")} == {
        n: d for n, d in film.tree("board").items() if n.endswith(".png")
    }


def test_the_board_alone_brings_the_chosen_ones_back(film: World, clone: World) -> None:
    shutil.copytree(film.root / "board", clone.root / "board")
    said = costly(clone)
    assert (said.code, said.out) == (0, "0")
    assert clone.read(LOCK) == film.read(LOCK)


def test_takes_that_are_not_used_may_be_elsewhere(film: World, clone: World) -> None:
    shutil.copytree(film.root / "board", clone.root / "board")
    shutil.rmtree(clone.root / "board" / "sc1" / "takes")
    lock = clone.read(LOCK)
    assert costly(clone).code == 0
    assert clone.read(LOCK) == lock
    said = clone.run("takes", "s010")
    assert [line.rpartition("  ")[2] for line in said.out.splitlines()] == [
        "used",
        "not here",
        "not here",
    ]
    said = clone.run("pick", "s010", "1")
    assert (said.code, said.err.splitlines()[0]) == (
        2,
        "error[T001]: the picture of s010 take 1 is not here, so nobody can look at it",
    )


def test_what_is_new_is_made_and_what_needs_the_absent_is_not(clone: World) -> None:
    clone.edit(FILE, "elements:", "elements:\n  rope: {description: a rope}")
    clone.edit(FILE, "@mara sits", "@mara stands")
    said = costly(clone)
    assert (said.code, said.out) == (1, "1")
    assert "made      element:rope " in said.err
    found = stands(clone)
    assert (found["element:rope"], found["shot:s010"]) == ("current", "absent")
    assert found["shot:s020"] == "stale"


def test_approved_and_locked_pictures_are_not_made_again_as_others(
    film: World, clone: World
) -> None:
    film.run("approve", "s020")
    film.run("lock", "s010")
    clone.file(LOCK, film.read(LOCK))
    assert costly(clone).code == 1
    clone.edit(FILE, "walks", "runs")
    assert stands(clone)["shot:s010"] == "absent"
    said = costly(clone, remake=True)
    assert "s010" not in "".join(line for line in said.err.splitlines() if line.startswith("made"))
    assert (said.code, block(clone, "shot:s010")["state"]) == (1, "locked")


def test_what_was_made_by_hand_is_never_made_again(film: World, clone: World) -> None:
    film.file("mine.png", png())
    film.run("adopt", "mine.png", "--as", "element:lantern")
    film.build()
    clone.file(LOCK, film.read(LOCK))
    said = clone.run("build")  # all else is drawn again for nothing, but what is drawn from it
    assert (said.code, said.err.splitlines()[0]) == (
        1,
        "absent    2 pictures not here: element:lantern, s020",
    )
    assert clone.run("build", "--remake").code == 1
    clone.file("mine.png", png())
    assert clone.run("plan").out.startswith("absent")
    assert clone.run("adopt", "mine.png", "--as", "element:lantern").code in (0, 2)
    assert clone.run("build").code == 0


def test_locked_tells_it_too(clone: World) -> None:
    said = costly(clone, locked=True)
    assert said.code == 4
    assert said.err.startswith("--locked: not as storyforge.lock says: character:mara")
