"""`marks`: said at project, scene or shot, and in a picture's key only where they are switched off."""

from __future__ import annotations

import json

import pytest
from world import World

FILM = """
    storyforge: 1
    provider: draft
    scenes:
      - id: sc1
        shots:
          - id: s010
            prompt: a man runs along a wall
            movement: pan left
          - id: s020
            prompt: the wall alone
"""
PROJECT = ("provider: draft", "provider: draft\nmarks: false")
SCENE = ("- id: sc1", "- id: sc1\n    marks: false")
SHOT = ("movement: pan left", "movement: pan left\n        marks: false")
OVERRULED = ("movement: pan left", "movement: pan left\n        marks: true")


def _resolved(world: World, shot: str) -> bool:
    found = json.loads(world.run("check", "--resolved", shot, "--json").out)["marks"]["value"]
    assert isinstance(found, bool)
    return found


@pytest.mark.parametrize(
    ("edits", "first", "second"),
    [
        ((), True, True),
        ((PROJECT,), False, False),
        ((SCENE,), False, False),
        ((SHOT,), False, True),
        ((PROJECT, OVERRULED), True, False),
        ((SCENE, OVERRULED), True, False),
    ],
)
def test_the_nearest_wins(
    world: World, edits: tuple[tuple[str, str], ...], first: bool, second: bool
) -> None:
    world.write(storyforge_yaml=FILM)
    for old, new in edits:
        world.edit("storyforge.yaml", old, new)
    assert (_resolved(world, "s010"), _resolved(world, "s020")) == (first, second)


def test_only_what_switches_them_off_moves_a_key(world: World) -> None:
    """A project that never says `marks`, or says what holds anyway, is not drawn again."""
    world.write(storyforge_yaml=FILM)
    world.build("-j", "1")
    world.edit("storyforge.yaml", *OVERRULED)
    assert world.made() == []
    world.edit("storyforge.yaml", "marks: true", "marks: false")
    said = world.run("why", "s010").out
    assert "marks changed   storyforge.yaml:9:16" in said
    assert "s020" not in world.run("plan").out
