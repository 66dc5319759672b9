"""Whatever was edited, built and decided since: an earlier manifest and lockfile bring back exactly their pictures."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from choosing_world import FILE, LOCK, NODES, film_at, png
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World, made_in

EDITS = (
    ("walks", "runs"),
    ("a lamplighter", "an old lamplighter"),
    ("takes: 3", "takes: 2"),
    ("from the roof", "from a boat"),
    ("sits", "stands"),
)
nodes = st.sampled_from((*NODES, "shot:s020"))
number = st.integers(0, 4).map(str)
verbs = st.one_of(
    st.tuples(st.just("pick"), nodes, number),
    st.tuples(st.just("reject"), nodes, number),
    st.tuples(st.sampled_from(["approve", "lock", "unlock", "reroll"]), nodes),
    st.tuples(st.just("vary"), nodes, st.just("-n"), st.just("1")),
    st.tuples(st.just("accept"), nodes, st.just("--why"), st.just("so")),
    st.tuples(st.just("accept"), nodes, *map(st.just, ("--keep-downstream", "--why", "so"))),
    st.tuples(st.just("adopt"), st.just("mine.png"), st.just("--as"), nodes),
    st.just(("undo",)),
    st.just(("build",)),
    st.just(("build", "--refresh-approved")),
    st.tuples(st.just("edit"), st.integers(0, len(EDITS) - 1)),
)


def _pictures(world: World) -> dict[str, bytes]:
    return {name: data for name, data in world.tree("board").items() if name.endswith(".png")}


def _step(world: World, step: tuple[object, ...], colour: int) -> int:
    """Do one thing; the exit code."""
    if step[0] == "edit":
        old, new = EDITS[int(str(step[1]))]
        text = world.read(FILE)
        world.file(FILE, text.replace(old, new) if new not in text else text.replace(new, old))
        return 0
    world.file("mine.png", png(bytes((colour, 0, 0))))
    said = world.run(*map(str, step))
    assert said.code in (0, 2, 4), said.err
    return said.code


@settings(max_examples=15, deadline=None)
@given(st.lists(verbs, min_size=2, max_size=12))
def test_an_earlier_state_comes_back_and_nothing_is_made(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = film_at(Path(folder))
        seen = [(world.read(FILE), world.read(LOCK), _pictures(world))]
        for count, step in enumerate(steps):
            _step(world, step, count)
            if world.run("build").code == 0:
                seen.append((world.read(FILE), world.read(LOCK), _pictures(world)))
        for manifest, lock, pictures in reversed(seen):
            world.file(FILE, manifest)
            world.file(LOCK, lock)
            said = world.build()
            assert made_in(said.err) == []
            assert world.read(LOCK) == lock
            assert _pictures(world) == pictures


@settings(max_examples=12, deadline=None)
@given(st.lists(verbs, min_size=1, max_size=8))
def test_all_decisions_undone_leave_what_was_there(steps: list[tuple[object, ...]]) -> None:
    decided = [step for step in steps if step[0] not in ("edit", "build", "reroll", "vary", "undo")]
    with tempfile.TemporaryDirectory() as folder:
        world = film_at(Path(folder))
        before, pictures = world.read(LOCK), _pictures(world)
        for count, step in enumerate(decided):
            _step(world, step, count)
        while world.run("undo").code == 0:
            continue
        assert json.loads(world.read(LOCK)) == json.loads(before)
        assert _pictures(world) == pictures


@settings(max_examples=15, deadline=None)
@given(st.lists(verbs, min_size=1, max_size=10))
def test_no_build_takes_a_held_or_rejected_picture_by_itself(
    steps: list[tuple[object, ...]],
) -> None:
    """What is approved, locked or made by hand stays; what is rejected is never used."""
    with tempfile.TemporaryDirectory() as folder:
        world = film_at(Path(folder))
        for count, step in enumerate(steps):
            _step(world, step, count)
            before = json.loads(world.read(LOCK))["nodes"]
            world.run("build")
            for node, found in json.loads(world.read(LOCK))["nodes"].items():
                old = before.get(node)
                used = found["takes"][str(found["take"])]
                assert not used.get("rejected")
                if old and old["state"] in ("approved", "locked"):
                    assert (found["take"], found["state"]) == (old["take"], old["state"])
                    assert used["out"] == old["takes"][str(old["take"])]["out"]
