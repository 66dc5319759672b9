"""Frames are drawn ahead by a thread that never outlives the film, however that ends."""

from __future__ import annotations

import io
import itertools
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storyforge.core.seams import Stock
from storyforge.exporters.animatic.ahead import ahead
from storyforge.exporters.animatic.film import Animatic
from tests.exporters.animatic_films import PLAIN, Shelf
from tests.exporters.small_board import board, panel, scene
from tests.world import World


def _makers() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name == "frames"]


def test_everything_comes_in_order_and_the_thread_is_gone() -> None:
    assert list(ahead(range(500), 4)) == list(range(500))
    assert list(ahead((), 4)) == []
    assert _makers() == []


def test_it_is_never_farther_ahead_than_it_may() -> None:
    made = 0

    def items() -> Iterator[int]:
        nonlocal made
        for each in range(50):
            made = each + 1
            yield each

    with closing(ahead(items(), 3)) as taken:
        for each in taken:
            assert made <= each + 5  # taken, three that wait, one in the maker's hand


def test_whoever_stops_early_ends_the_thread() -> None:
    with closing(ahead(itertools.count(), 2)) as taken:
        assert [next(taken), next(taken)] == [0, 1]
        assert _makers() == ["frames"]
    assert _makers() == []


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, MemoryError])
def test_what_goes_wrong_is_raised_where_it_is_taken(kind: type[BaseException]) -> None:
    def items() -> Iterator[int]:
        yield 1
        raise kind

    taken = ahead(items(), 2)
    assert next(taken) == 1
    with pytest.raises(kind):
        next(taken)
    assert _makers() == []


def _long() -> tuple[object, Shelf]:
    shelf = Shelf()
    one = panel("a", picture=shelf.colour((9, 9, 9)), frames=60)
    return board(scene(one, panel("b", picture="ee" * 32, start=60, frames=60))), shelf


def test_a_picture_that_fails_half_way_ends_the_film_and_the_thread() -> None:
    film, shelf = _long()
    ((_, write),) = Animatic().render(film, shelf.stock(), PLAIN)  # type: ignore[arg-type]
    assert not isinstance(write, bytes)
    with pytest.raises(KeyError):
        write(io.BytesIO())
    assert _makers() == []


def test_a_film_that_is_stopped_leaves_no_thread() -> None:
    film, shelf = _long()
    shelf.pictures["ee" * 32] = shelf.pictures[shelf.colour((9, 9, 9))]

    def stop(done: int, of: int) -> None:
        if done >= 48:
            raise KeyboardInterrupt

    stock = Stock(shelf.pictures.__getitem__, shelf.sounds.__getitem__, stop)
    ((_, write),) = Animatic().render(film, stock, PLAIN)  # type: ignore[arg-type]
    assert not isinstance(write, bytes)
    with pytest.raises(KeyboardInterrupt):
        write(io.BytesIO())
    assert _makers() == []


FILM = """
storyforge: 1
title: Two
shots:
  - {id: a, prompt: a hill, duration: 40f}
  - {id: b, prompt: a tree, duration: 40f, audio: noise.wav}
"""


def test_a_film_that_fails_half_way_leaves_no_file(world: World, tmp_path: Path) -> None:
    world.file("storyforge.yaml", FILM)
    world.file("noise.wav", b"no sound")
    world.build()
    out = tmp_path / "films"
    out.mkdir()
    said = world.run("export", "animatic", "-o", str(out / "two.mp4"), "--height", "480")
    assert said.code != 0
    assert "X040" in said.err
    assert list(out.iterdir()) == []
    assert _makers() == []
