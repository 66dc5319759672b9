"""`storyforge import`: shown, asked, written, and what is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storyforge.core.proposal import Left, Proposal, Row
from storyforge.importing import Plan
from storyforge.reporters import imported as say
from tests.world import World

SCRIPT = """
Title: Night Lamp

INT. KITCHEN - NIGHT

MARA enters, wet.

MARA
You came back.

EXT. PIER - DAWN

They walk.
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "film")
    world.file("night.fountain", SCRIPT)
    return world


def begun(world: World) -> World:
    said = world.run("import", "night.fountain")
    assert said.code == 0, said.err
    return world


def test_a_script_begins_a_project(world: World) -> None:
    said = world.run("import", "night.fountain")
    assert said.code == 0
    assert said.out == ""
    assert "wrote storyforge.yaml" in said.err
    assert said.err.endswith("next: `storyforge check`, then `storyforge build`\n")
    assert world.run("check").code == 0


def test_the_same_again_changes_no_byte(world: World) -> None:
    tree = begun(world).tree()
    said = world.run("import", "night.fountain")
    assert said.code == 0
    assert said.err.endswith("nothing to change: the project says all of this already\n")
    assert world.tree() == tree


def test_nobody_to_ask_changes_nothing(world: World) -> None:
    begun(world).edit("night.fountain", "They walk.", "They walk on.")
    tree = world.tree()
    said = world.run("import", "night.fountain")
    assert said.code == 4
    assert said.err.endswith("next: import again with `--yes` to apply it\n")
    assert world.tree() == tree
    assert world.run("import", "night.fountain", "--yes").code == 0
    assert world.tree() != tree


def test_a_dry_run_writes_nothing(world: World) -> None:
    tree = world.tree()
    said = world.run("import", "night.fountain", "--dry-run")
    assert said.code == 0
    assert "nothing was written" in said.err
    assert world.tree() == tree
    assert not (world.root / ".storyforge").exists()


def test_as_json(world: World) -> None:
    said = world.run("import", "night.fountain", "--json")
    told = json.loads(said.out)
    assert (told["kind"], told["applied"], told["begins"], told["changed"]) == (
        "fountain",
        True,
        True,
        [],
    )
    assert "storyforge.yaml" in told["created"]
    assert said.err == ""


def test_without_a_file_the_kinds_are_listed(world: World) -> None:
    said = world.run("import")
    assert said.code == 0
    for word in (
        "fountain",
        ".storyboarder",
        ".csv",
        ".edl",
        "pip install 'storyforge-build[script]'",
    ):
        assert word in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("none.fountain",),
            "error[F003]: none.fountain cannot be read: no such file or directory",
        ),
        (("in.xyz",), "error[F001]: in.xyz has no ending that tells what it is"),
        (("night.fountain", "--as", "fountian"), "hint: did you mean `fountain`?"),
        (("cut.edl",), "error[F004]: there is no project here that `cut.edl` could change"),
    ],
)
def test_a_wrong_file_is_one_sentence(world: World, arguments: tuple[str, ...], words: str) -> None:
    said = world.run("import", *arguments)
    assert said.code == 2
    assert words in said.err


def plan(rows: tuple[Row, ...] = (), left: tuple[Left, ...] = ()) -> Plan:
    told = Proposal("a list", {}, (), rows, left)
    return Plan("/film", "csv", told, {"a.yaml": "shots: []"}, {}, False, (60.0, 125.5))


def lines(made: Plan, most: int | None = 40) -> list[str]:
    return list(say.preview(made, 80, most, lambda _, text: text))


def test_a_preview_is_aligned_and_counts() -> None:
    rows = (
        Row("changed", "s010", "sc1", (("size", "LS", "CU"), ("duration", "", "3s"))),
        Row("new", "s0200", "sc1", (("prompt", "", "a pier"),)),
        Row("gone", "s030", "sc2"),
    )
    assert lines(plan(rows, (Left("row 3", "Crane", "no such movement"),))) == [
        "a list",
        "",
        "sc1",
        "  changed   s010   size      LS -> CU",
        "                   duration  (none) -> 3s",
        "  new       s0200  prompt  a pier",
        "sc2",
        "  gone      s030",
        "",
        "1 new, 1 changed, 1 gone; the film runs 2m 06s, 1m 06s longer than before",
        "",
        "not carried over: 1",
        "  row 3  Crane: no such movement",
    ]


def test_a_long_preview_is_cut() -> None:
    rows = tuple(Row("new", f"s{number}") for number in range(74))
    assert "  … and 34 more; --all shows them" in lines(plan(rows))
    assert len(lines(plan(rows), None)) == len(lines(plan(rows))) + 33


@pytest.mark.parametrize(
    "text", ["\x1b[31mred", "\u202eright to left", "x" * 10_000, "a\nb\r\nc", "漢字" * 300]
)
def test_hostile_words_stay_words(text: str) -> None:
    row = Row("changed", text, text, ((text, text, text),))
    shown = "\n".join(lines(plan((row,), (Left(text, text, text),))))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown) < 60_000


def unheard(world: World, *arguments: str) -> int:
    """The program with nobody at the other end of its pipe."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        command = [sys.executable, "-m", "storyforge", "import", "night.fountain", *arguments]
        done = subprocess.run(
            command, cwd=world.root, stdout=writing, stderr=writing, stdin=subprocess.DEVNULL
        )
    finally:
        os.close(writing)
    return done.returncode


def test_what_was_asked_for_is_done_also_when_nobody_reads_the_preview(world: World) -> None:
    begun(world).edit("night.fountain", "They walk.", "They walk on.")
    tree = world.tree()
    assert unheard(world) == 4, "nobody was asked, nothing was written, and the code says so"
    assert world.tree() == tree
    assert unheard(world, "--yes") == 0
    assert "They walk on." in world.read("scenes/02-pier.yaml")


def test_whoever_said_no_is_not_told_to_say_yes() -> None:
    told = [*say.came_to(plan(), None, True, ".")]
    assert told == ["nothing was written; it would write a.yaml"]
    assert [*say.came_to(plan(), None, False, ".")][1:] == [
        "next: import again with `--yes` to apply it"
    ]
