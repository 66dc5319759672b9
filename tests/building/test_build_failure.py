"""When pictures cannot be made, or stored ones are damaged: the rest goes on, and one command mends it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from build_doubles import Double, built, lines, shot_state
from world import SMALL, World, made_in

from storyforge.core.seams import Job

FILE = "storyforge.yaml"


def _tom(job: Job) -> bool:
    return "a boy of" in job.prompt


@pytest.fixture
def film(world: World) -> World:
    return world.write(storyforge_yaml=SMALL)


def test_the_rest_is_made_and_what_was_skipped_is_named(film: World) -> None:
    said = built(film, Double(fails=_tom))
    assert said.code == 1
    assert lines(said, "failed", "skipped", "made") == [
        "failed    character:tom: the double was asked to fail",
        "made      character:mara",
        "made      character:mara/coat",
        "made      location:pier",
        "made      s010",
        "skipped   s020  (needs character:tom)",
        "skipped   s030  (needs character:tom)",
    ]
    assert "4 made · 1 failed · 2 skipped" in said.err
    assert shot_state(film, "s020") == "missing"
    assert made_in(built(film, Double()).err) == ["character:tom", "s020", "s030"]
    assert built(film, Double()).err.startswith("nothing to make")


def test_a_failed_picture_keeps_its_line_and_its_place(film: World) -> None:
    built(film, Double())
    lock, before = film.read("storyforge.lock"), film.tree("board/sc1")
    film.edit(FILE, '"@mara and @tom"', '"@mara meets @tom"')
    said = built(film, Double(fails=lambda job: "meets" in job.prompt))
    assert lines(said, "failed", "skipped") == [
        "failed    s020: the double was asked to fail",
        "skipped   s030  (needs s020)",
    ]
    assert film.read("storyforge.lock") == lock
    assert film.tree("board/sc1") == before
    assert [shot_state(film, f"s0{n}0") for n in (1, 2, 3)] == ["current", "failed", "waiting"]
    assert made_in(built(film, Double()).err) == ["s020", "s030"]
    assert [shot_state(film, f"s0{n}0") for n in (1, 2, 3)] == ["current"] * 3


def test_a_part_built_shows_what_is_stale_elsewhere(film: World) -> None:
    built(film, Double())
    film.edit(FILE, "length of the pier", "whole pier")
    film.edit(FILE, "the lantern goes out", "the lantern dies")
    built(film, Double(), "s010")
    assert [shot_state(film, f"s0{n}0") for n in (1, 2, 3)] == ["current", "current", "stale"]
    built(film, Double())
    assert shot_state(film, "s030") == "current"


def test_fail_fast_begins_nothing_more(film: World) -> None:
    double = Double(fails=lambda job: job.recipe.kind != "shot")
    said = built(film, double, keep_going=False, jobs=1)
    assert said.code == 1
    assert [job for job in double.asked if job.recipe.kind == "shot"] == []
    assert len(made_in(built(film, Double()).err)) == 7


def test_by_the_command_line(film: World) -> None:
    film.edit(FILE, "size: LS", "size: LS\n        parameters: {fail: true}")
    said = film.run("build")
    assert said.code == 1
    assert lines(said, "failed") == ["failed    s010: the stub was asked to fail"]
    assert "          hint: take `fail` out of `parameters`\n" in said.err
    assert lines(film.run("build", "--fail-fast"), "failed", "made") == [
        "failed    s010: the stub was asked to fail"
    ]


def test_one_take_of_several_fails(film: World) -> None:
    film.edit(FILE, "size: LS", "size: LS\n        takes: 4")
    double = Double(fails=lambda job: job.recipe.takes == 4 and job.take == 2)
    said = built(film, double)
    assert said.code == 1
    assert lines(said, "failed") == ["failed    s010 take 2: the double was asked to fail"]
    assert "shot:s010" not in json.loads(film.read("storyforge.lock"))["nodes"]
    done = {job.take for job in double.asked if job.recipe.takes == 4} - {2}
    again = built(film, Double())
    assert made_in(again.err) == sorted(
        f"s010 take {take}" if take else "s010" for take in {0, 1, 2, 3} - done
    )
    assert len(json.loads(film.read("storyforge.lock"))["nodes"]["shot:s010"]["takes"]) == 4


def test_a_provider_that_sends_no_picture(film: World) -> None:
    said = built(film, Double(answer=lambda job, data: data[:40] if _tom(job) else data))
    assert said.code == 1
    assert "failed    character:tom: stub sent something that " in said.err


def test_a_provider_with_a_bug(film: World) -> None:
    def broken(job: Job) -> bool:
        return bool(1 / 0) if _tom(job) else False

    said = built(film, Double(fails=broken))
    assert said.code == 1
    assert (
        "failed    character:tom: something unexpected happened: ZeroDivisionError: division by zero"
    ) in said.err


def _object(world: World, node: str) -> Path:
    entry = json.loads(world.read("storyforge.lock"))["nodes"][node]
    name = entry["takes"][str(entry["take"])]["out"]
    return world.root / ".storyforge/objects" / name[:2] / name[2:]


def _harm(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-3] + b"bad")


def test_a_damaged_object_is_made_again(film: World) -> None:
    built(film, Double())
    before = film.tree()
    (film.root / "board/sc1/s010.png").unlink()
    _harm(_object(film, "shot:s010"))
    said = built(film, Double())
    assert said.code == 0
    assert lines(said, "damaged", "made") == [
        "damaged   s010: its stored picture was damaged; moved to quarantine, made again",
        "made      s010",
    ]
    assert film.tree() == before
    assert len(list((film.root / ".storyforge/quarantine").iterdir())) == 1
    assert built(film, Double()).err.startswith("nothing to make")


def test_a_damaged_reference_is_never_used(film: World) -> None:
    built(film, Double())
    good = film.tree()
    shutil.rmtree(film.root / "board")
    _harm(_object(film, "character:tom"))
    film.edit(FILE, '"@mara and @tom"', '"@mara meets @tom"')
    double = Double()
    said = built(film, double)
    assert said.code == 0
    assert lines(said, "damaged", "made", "skipped", "failed") == [
        "damaged   character:tom: its stored picture was damaged; moved to quarantine, made again",
        "made      character:tom",
        "made      s020",
        "made      s030",
    ]
    assert "3 made" in said.err
    used = {each.data for job in double.asked for each in job.references}
    assert used <= set(good.values()) | set(film.tree().values())
    assert film.tree()["board/cast/tom.png"] == good["board/cast/tom.png"]


def test_a_damaged_reference_is_taken_from_the_board(film: World) -> None:
    built(film, Double())
    _harm(_object(film, "character:tom"))
    film.edit(FILE, '"@mara and @tom"', '"@mara meets @tom"')
    said = built(film, Double())
    assert made_in(said.err) == ["s020", "s030"]
    assert said.code == 0


def test_a_damaged_trace_is_no_result(film: World) -> None:
    built(film, Double())
    for path in (film.root / ".storyforge/traces").rglob("*.json"):
        _harm(path)
    assert built(film, Double()).err.startswith("nothing to make")
    (film.root / "storyforge.lock").unlink()
    assert len(made_in(built(film, Double()).err)) == 7
