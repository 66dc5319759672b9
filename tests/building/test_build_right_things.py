"""Exactly the right things are made, and nothing else."""

from __future__ import annotations

import json

import pytest
from build_doubles import BLUE, Double, built, lines, png, shot_state
from world import SMALL, World, made_in

from storyforge.store.disk import DiskStore

FILE = "storyforge.yaml"
MARA = ["character:mara", "character:mara/coat"]
EDITS = {
    "a prompt below nothing": ("the length of the pier", "half the pier", ["s010"]),
    "a prompt that is refined": ('"@mara and @tom"', '"@mara meets @tom"', ["s020", "s030"]),
    "a character": ("sixty", "seventy", [*MARA, "s010", "s020", "s030"]),
    "a look": ("oilskin coat", "red coat", ["character:mara/coat", "s010", "s020", "s030"]),
    "one used once": ("of twelve", "of ten", ["character:tom", "s020", "s030"]),
    "a location": ("wooden", "iron", ["location:pier", "s010", "s020", "s030"]),
    "a camera": ("size: LS", "size: CU", ["s010"]),
    "a parameter": ("size: LS", "size: LS\n        parameters: {ink: 2}", ["s010"]),
    "a seed": ("size: LS", "size: LS\n        seed: 7", ["s010"]),
    "a resolution": (
        "provider: stub",
        "provider: stub\nresolution: 1080p",
        [*MARA, "character:tom", "location:pier", "s010", "s020", "s030"],
    ),
    "a style": (
        "provider: stub",
        "provider: stub\nstyle: ink",
        [*MARA, "character:tom", "location:pier", "s010", "s020", "s030"],
    ),
    "a time of day": ("time: dusk", "time: night", ["s010", "s020", "s030"]),
}


@pytest.mark.parametrize(("old", "new", "made"), EDITS.values(), ids=EDITS)
def test_an_edit_makes_what_it_reaches(world: World, old: str, new: str, made: list[str]) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    world.edit(FILE, old, new)
    assert world.made() == made
    assert world.made() == []


def test_a_style_of_the_project(world: World) -> None:
    style = "provider: stub\nstyle: line\nstyles: {line: {prompt: thin lines}}"
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "provider: stub", style)
    world.build()
    world.edit(FILE, "thin lines", "thick lines")
    assert len(world.made()) == 7


def _of_mara(job: object) -> bool:
    return job.recipe.kind == "character" and "lamplighter" in job.prompt  # type: ignore[attr-defined]


def test_equal_pixels_stop_the_wave(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    double = Double(answer=lambda job, data: png() if _of_mara(job) else data)
    assert len(made_in(built(world, double).err)) == 7
    world.edit(FILE, "sixty", "seventy")
    assert made_in(built(world, double).err) == ["character:mara"]


def test_a_reference_replaced_by_other_pixels(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "size: LS", "size: LS\n        references: [refs/pier.png]")
    world.file("refs/pier.png", png())
    world.build()
    world.file("refs/pier.png", png(BLUE))
    assert world.made() == ["s010"]


def test_a_given_picture_replaced(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "{description: a boy of twelve}", "{picture: refs/tom.png}")
    world.file("refs/tom.png", png())
    assert len(world.made()) == 6
    world.file("refs/tom.png", png(BLUE))
    assert world.made() == ["s020", "s030"]


def test_another_revision_of_the_provider(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    built(world, Double())
    said = built(world, Double(revision=2))
    assert len(made_in(said.err)) == 7
    assert made_in(built(world, Double(revision=2)).err) == []
    assert "restored" in built(world, Double()).err


def _verdicts(world: World) -> dict[str, tuple[str, str]]:
    """Nodes that are not current: verdict and first reason."""
    steps = json.loads(world.run("plan", "--json").out)["steps"]
    return {
        step["node"]: (step["verdict"], step["reasons"][0]["code"] if "reasons" in step else "")
        for step in steps
        if step["verdict"] not in ("current", "given")
    }


def test_the_number_of_takes(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    world.edit(FILE, "size: LS", "size: LS\n        takes: 4")
    assert _verdicts(world) == {"shot:s010": ("make", "take_requested")}
    assert world.made() == ["s010 take 1", "s010 take 2", "s010 take 3"]
    four = world.tree("board")
    assert "board/sc1/takes/s010.3.png" in four
    world.edit(FILE, "takes: 4", "takes: 1")
    said = world.build()
    assert lines(said, "made", "restored") == []
    assert "board/sc1/takes/s010.3.png" not in world.tree("board")
    world.edit(FILE, "takes: 1", "takes: 4")
    assert world.made() == []
    assert world.tree("board") == four


def test_a_take_more_leaves_what_is_drawn_from_the_shot_alone(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    world.edit(FILE, "size: MCU", "size: MCU\n        takes: 2")
    assert _verdicts(world) == {"shot:s020": ("make", "take_requested")}
    assert world.made() == ["s020 take 1"]


def test_a_wider_range_keeps_the_first_take(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "size: LS", "size: LS\n        takes: 3\n        aesthetic_range: 0")
    world.build()
    world.edit(FILE, "aesthetic_range: 0", "aesthetic_range: 2")
    assert world.made() == ["s010 take 1", "s010 take 2"]
    world.edit(FILE, "aesthetic_range: 2", "aesthetic_range: 0")
    assert world.made() == []


def _seeds(world: World, node: str) -> list[int | None]:
    entry = json.loads(world.read("storyforge.lock"))["nodes"][node]
    store = DiskStore(world.root / ".storyforge")
    traces = [store.trace(entry["key"], int(number)) for number in entry["takes"]]
    return [trace.seed if trace else None for trace in traces]


def test_every_seed_is_known(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "size: LS", "size: LS\n        takes: 4")
    world.build()
    seeds = _seeds(world, "shot:s010")
    assert None not in seeds
    assert len(set(seeds)) == 4


def test_a_seed_that_the_user_wrote(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "size: LS", "size: LS\n        takes: 3\n        seed: 41")
    world.build()
    assert _seeds(world, "shot:s010") == [41, 42, 43]


def test_a_picked_take_is_what_others_are_drawn_from(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.edit(FILE, "size: MCU", "size: MCU\n        takes: 3")
    world.build()
    lock = json.loads(world.read("storyforge.lock"))
    lock["nodes"]["shot:s020"] |= {"take": 2, "state": "picked"}
    world.file("storyforge.lock", json.dumps(lock))
    assert world.made() == ["s030"]
    assert json.loads(world.read("storyforge.lock"))["nodes"]["shot:s020"]["take"] == 2
    assert world.made() == []


def _word(world: World) -> str:
    return str(json.loads(world.run("status", "s010", "--json").out)["shot:s010"])


def test_a_locked_picture_stays_and_is_said_to_be_stale(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    lock = json.loads(world.read("storyforge.lock"))
    lock["nodes"]["shot:s010"]["state"] = "locked"
    world.file("storyforge.lock", json.dumps(lock))
    world.build()
    assert _word(world) == "locked"
    before = world.tree("board/sc1")
    world.edit(FILE, "the length of the pier", "half the pier")
    assert world.made() == []
    assert world.tree("board/sc1") == before
    assert _word(world) == "stale"
    assert shot_state(world, "s010") == "stale"
    world.edit(FILE, "half the pier", "the length of the pier")
    world.build()
    assert shot_state(world, "s010") == "locked"


def test_a_locked_picture_stays_when_what_it_needs_fails(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    world.build()
    lock = json.loads(world.read("storyforge.lock"))
    lock["nodes"]["shot:s020"]["state"] = "locked"
    world.file("storyforge.lock", json.dumps(lock))
    world.edit(FILE, "of twelve", "of ten")
    said = built(world, Double(fails=lambda job: "of ten" in job.prompt))
    assert said.code == 1
    assert lines(said, "failed", "skipped") == [
        "failed    character:tom: the double was asked to fail",
        "skipped   s030  (needs character:tom)",
    ]
    assert shot_state(world, "s020") == "locked"  # what it would be now is not known


def test_what_two_shots_ask_alike_is_asked_once(world: World) -> None:
    shots = "".join(f"  - {{id: s{n}, prompt: waves, takes: {n}}}\n" for n in (1, 2, 3))
    world.file(FILE, "storyforge: 1\nprovider: stub\nshots:\n" + shots)
    double = Double()
    said = built(world, double)
    assert said.code == 0
    assert sorted(job.take for job in double.asked) == [0, 1, 2]
    assert built(world, double).err.startswith("nothing to make: 3 pictures")


def test_a_twin_of_a_failure_is_tried_itself(world: World) -> None:
    shots = "".join(f"  - {{id: s{n}, prompt: waves}}\n" for n in (1, 2))
    world.file(FILE, "storyforge: 1\nprovider: stub\nshots:\n" + shots)
    said = built(world, Double(fails=lambda _: True))
    assert lines(said, "failed") == [
        f"failed    s{n}: the double was asked to fail" for n in (1, 2)
    ]
    assert built(world, Double()).code == 0
