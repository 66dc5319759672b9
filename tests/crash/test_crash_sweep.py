"""Killed before any call that writes, a build goes on where it stopped: nothing lost, nothing to clean."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from crash_world import Forge, Ran, film
from world import World, made_in

Prepare = Callable[[Forge, World], None]


@dataclass
class Trial:
    """One situation to kill builds in: the project before, and what an undisturbed build makes of it."""

    forge: Forge
    before: World
    after: World
    calls: list[str]
    made: dict[str, list[object]]
    numbers: Iterator[int]

    def copy(self) -> World:
        root = self.before.root.with_name(f"copy{next(self.numbers)}")
        return World(shutil.copytree(self.before.root, root))

    def faults(self, *kills: int) -> list[str]:
        """Kill builds one after the other, then build as usual: what is not as promised."""
        world = self.copy()
        killed = [self.forge.run(world.root, "build", kill=kill) for kill in kills]
        again = self.forge.run(world.root, "!state", "build", "!state", "build")
        found = list(_faults(self, world, again))
        shutil.rmtree(world.root)
        return [f"killed at {kills} ({[one.signal for one in killed]}): {each}" for each in found]


def _faults(trial: Trial, world: World, again: Ran) -> Iterator[str]:
    if again.codes != [0, 0, 0, 0]:
        yield f"exit codes {again.codes}: {again.said[-1][2]}"
        return
    first, second = again.state(0), again.state(2)
    made, kept = set(made_in(again.said[1][2])), [tuple(each) for each in first["kept"]]
    expected = {name for name, trace in trial.made.items() if tuple(trace) not in kept}
    if made != expected:
        yield f"made {sorted(made)}, and not {sorted(expected)}"
    if first["faults"] or second["faults"] or second["temporary"]:
        yield f"{first['faults']}, then {second['faults']}, left over {second['temporary']}"
    if "nothing to make" not in again.said[3][2]:
        yield f"the third build said: {again.said[3][2]}"
    mine, right = world.tree(), trial.after.tree()
    yield from (
        f"{name} is not right"
        for name in mine.keys() | right.keys()
        if mine.get(name) != right.get(name)
    )


def _trial(forge: Forge, folder: Path, prepare: Prepare) -> Trial:
    before = film(folder / "before")
    prepare(forge, before)
    after = World(shutil.copytree(before.root, folder / "after"))
    ran = forge.run(after.root, "!state", "build", "!state")
    assert ran.codes == [0, 0, 0], ran.said
    kept = ran.state(0)["kept"]
    made = ran.state(2)["lock"]
    assert set(made_in(ran.said[1][2])) == {
        name for name, trace in made.items() if trace not in kept
    }
    return Trial(forge, before, after, ran.calls, made, itertools.count())


def points(calls: list[str], many: int) -> list[int]:
    """Which calls to die at: all, or `many`: of each kind its due, spread evenly, rare kinds whole.

    STORYFORGE_SOAK=1 in the environment tries all.
    """
    if len(calls) <= many or os.environ.get("STORYFORGE_SOAK"):
        return list(range(1, len(calls) + 1))
    numbers: dict[str, list[int]] = {}
    for number, kind in enumerate(calls, 1):
        numbers.setdefault(kind, []).append(number)
    chosen: list[int] = []
    for left, kind in zip(
        range(len(numbers), 0, -1),
        sorted(numbers, key=lambda kind: len(numbers[kind])),
        strict=True,
    ):
        here = numbers[kind]
        due = min(len(here), (many - len(chosen)) // left)
        chosen += [here[n * len(here) // due] for n in range(due)]
    return sorted(chosen)


def _clean(forge: Forge, world: World) -> None:
    """Nothing was ever built."""


def _edited(forge: Forge, world: World) -> None:
    """Built, then one letter changed in a description that eight pictures hang on."""
    assert forge.run(world.root, "build").codes == [0]
    world.edit("cast/tom.yaml", "twelve", "twelv")


def _collected(forge: Forge, world: World) -> None:
    """Built, changed, built, collected, and the change undone: what went must be made again."""
    _edited(forge, world)
    ran = forge.run(world.root, "build", "gc --yes --keep-days 0")
    assert ran.codes == [0, 0]
    world.edit("cast/tom.yaml", "twelv", "twelve")


def _shortened(forge: Forge, world: World) -> None:
    """Built, then a shot taken out: its picture must leave the board."""
    assert forge.run(world.root, "build").codes == [0]
    world.edit("scenes.yaml", '      - {id: t010, prompt: "@tom climbs"}\n', "")


@pytest.mark.parametrize(
    ("prepare", "many"), [(_clean, 105), (_edited, 45), (_collected, 30), (_shortened, 30)]
)
def test_killed_before_any_writing_call_it_goes_on(forge, quick_disk, prepare, many):
    trial = _trial(forge, quick_disk, prepare)
    chosen = points(trial.calls, many)
    assert len(chosen) >= min(many - 5, len(trial.calls))
    assert {trial.calls[number - 1] for number in chosen} == set(trial.calls)
    assert [fault for kill in chosen for fault in trial.faults(kill)] == []


def test_killed_twice_at_random_it_goes_on(forge, quick_disk):
    trial, dice = _trial(forge, quick_disk, _clean), random.Random(7)
    kills = [
        (dice.randint(1, len(trial.calls)), dice.randint(1, len(trial.calls))) for _ in range(15)
    ]
    assert [fault for pair in kills for fault in trial.faults(*pair)] == []


def test_a_collection_killed_anywhere_loses_nothing_alive(forge, quick_disk):
    def prepare(forge: Forge, world: World) -> None:
        _edited(forge, world)
        assert forge.run(world.root, "build").codes == [0]

    world = film(quick_disk / "film")
    prepare(forge, world)
    counting = World(shutil.copytree(world.root, quick_disk / "counting"))
    calls = forge.run(counting.root, "gc --yes --keep-days 0").calls
    for kill in points(calls, 24):
        copy = World(shutil.copytree(world.root, quick_disk / f"copy{kill}"))
        forge.run(copy.root, "gc --yes --keep-days 0", kill=kill)
        again = forge.run(
            copy.root,
            "verify",
            "build",
            "gc --yes --keep-days 0",
            "gc --yes --keep-days 0",
            "verify",
        )
        assert again.codes == [0] * 5, (kill, again.said)
        assert "nothing to make" in again.said[1][2], kill
        assert copy.tree() == world.tree()
        shutil.rmtree(copy.root)
