"""What must hold for every film and every history of edits."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_doubles import Double
from build_films import Film, distinct, edited, films, forms, write
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World

from storyforge.build import Options, Workshop, build
from storyforge.core import event as e
from storyforge.core.plan import Current, Given, Make, Plan, Restore, Wait
from storyforge.providers.all import Registry

bounded = settings(max_examples=15, deadline=None)


@contextmanager
def _worlds() -> Iterator[tuple[World, World]]:
    with tempfile.TemporaryDirectory() as folder:
        yield World(Path(folder) / "one"), World(Path(folder) / "two")


def _build(world: World, double: Double | None = None, *targets: str) -> list[e.Event]:
    events: list[e.Event] = []
    registry = Registry({"stub": double or Double()})
    build(str(world.root), Options(targets=targets, jobs=1), registry, events.append)
    return events


def _nodes(events: list[e.Event], kind: type) -> set[str]:
    return {event.node for event in events if isinstance(event, kind)}  # type: ignore[attr-defined]


def _shop(world: World) -> Workshop:
    return Workshop(str(world.root), Registry({"stub": Double()}))


def _plan(world: World) -> Plan:
    return _shop(world).plan()


def _kept(world: World) -> dict[str, bytes]:
    """Pictures and lockfile; the page follows the order of declaration."""
    pictures = {n: data for n, data in world.tree("board").items() if n.endswith(".png")}
    return {**pictures, "": (world.root / "storyforge.lock").read_bytes()}


@bounded
@given(st.data())
def test_step_by_step_comes_to_the_same_as_from_nothing(data: st.DataObject) -> None:
    film = data.draw(films())
    with _worlds() as (world, clean):
        for _ in range(data.draw(st.integers(1, 4))):
            write(world, film)
            _build(world)
            film = data.draw(edited(film))
        write(world, film)
        _build(world)
        write(clean, film)
        _build(clean)
        assert _kept(world) == _kept(clean)
        again = _build(world)
        assert _nodes(again, e.Finished) == set()
        assert isinstance(again[-1], e.Ended)
        assert again[-1].unchanged
        assert _kept(world) == _kept(clean)


@bounded
@given(st.data())
def test_how_it_is_written_never_matters(data: st.DataObject) -> None:
    film = data.draw(films())
    with _worlds() as (world, _):
        write(world, film)
        _build(world)
        before = _kept(world)
        for name, text in data.draw(forms(film)).items():
            world.file(name, text)
        assert _nodes(_build(world), e.Finished) == set()
        assert _kept(world) == before


@bounded
@given(st.data())
def test_a_failure_takes_along_exactly_what_is_below_it(data: st.DataObject) -> None:
    film = distinct(data.draw(films()))
    with _worlds() as (world, _):
        write(world, film)
        graph = _shop(world).project.film.graph
        assert graph is not None
        chosen = data.draw(st.sampled_from([n.id for n in graph.nodes.values() if n.recipe]))
        recipe, below = graph[chosen].recipe, graph.below(chosen)
        events = _build(world, Double(fails=lambda job: job.recipe == recipe))
        assert _nodes(events, e.Failed) == {chosen}
        assert _nodes(events, e.Skipped) == below
        made = {n.id for n in graph.nodes.values() if n.recipe} - {chosen} - below
        assert _nodes(events, e.Finished) == made
        assert _nodes(_build(world), e.Finished) == {chosen} | below


@bounded
@given(st.data())
def test_what_the_plan_says_is_what_happens(data: st.DataObject) -> None:
    film = data.draw(films())
    with _worlds() as (world, _):
        write(world, film)
        if data.draw(st.booleans()):
            _build(world, None, *_some_shots(data, film))
        for _ in range(data.draw(st.integers(0, 2))):
            film = data.draw(edited(film))
            write(world, film)
        plan, events = _plan(world), _build(world)
        made, restored = _nodes(events, e.Finished), _nodes(events, e.Restored)
        said = {kind: {step.node for step in plan.of(kind)} for kind in (Make, Wait, Restore)}
        asked = {event.key: event.node for event in plan.of(Make)}  # type: ignore[attr-defined]
        assert {*asked.values()} <= made | restored
        assert said[Make] <= made | restored <= said[Make] | said[Wait] | said[Restore]
        assert made <= said[Make] | said[Wait]
        assert said[Restore] <= restored
        takes = {(step.node, take) for step in plan.of(Make) for take in step.takes}  # type: ignore[attr-defined]
        done = {(one.node, one.take) for one in events if isinstance(one, e.Finished)}
        assert {each for each in done if each[0] in said[Make]} <= takes
        assert {key for key, node in asked.items() if node in made | restored} == {*asked}
        assert {type(step) for step in _plan(world).steps.values()} <= {Current, Given}


def _some_shots(data: st.DataObject, film: Film) -> list[str]:
    shots = [shot["id"] for scene in film["scenes"] for shot in scene["shots"]]
    return data.draw(st.lists(st.sampled_from(shots), max_size=2))
