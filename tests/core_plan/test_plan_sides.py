"""Where the cast stands along a scene's line, as the stage of each shot tells it."""

from __future__ import annotations

import pytest
from world import World

from storyforge.core.ids import NodeId
from storyforge.providers.all import Registry
from storyforge.workshop import Workshop

FILM = """
    storyforge: 1
    characters:
      mara: an old woman
      tom: a young man
      jo: a girl
    scenes:
      - id: sc1
        cast: [jo]
        shots:
          - {id: both, prompt: "@mara and @tom talk", cast: []}
          - {id: back, prompt: "@tom and @mara talk", cast: []}
          - {id: one, prompt: "@tom listens"}
      - id: sc2
        shots:
          - {id: alone, prompt: "@mara waits"}
          - {id: nobody, prompt: the wall, framing: empty}
    shots:
      - {id: stray, prompt: "@tom runs"}
      - {id: loose, prompt: "@mara runs"}
"""


def _sides(world: World, shot: str) -> list[tuple[int | None, int | None]]:
    """Side and sides of each of a shot's cast, in the order of the cast."""
    graph = Workshop(str(world.root), Registry(None)).project.film.graph
    assert graph is not None
    recipe = graph[NodeId(f"shot:{shot}")].recipe
    assert recipe is not None
    assert recipe.staging is not None
    return [(one.get("side"), one.get("sides")) for one in recipe.staging["cast"]]


@pytest.mark.parametrize(
    ("shot", "sides"),
    [
        ("both", [(0, None), (1, None)]),
        ("back", [(1, None), (0, None)]),
        ("one", [(2, 3)]),
        ("alone", [(None, None)]),
        ("nobody", []),
        ("stray", [(None, None)]),
    ],
)
def test_everybody_keeps_the_side_on_which_the_scene_first_names_them(
    world: World, shot: str, sides: list[tuple[int | None, int | None]]
) -> None:
    world.write(storyforge_yaml=FILM)
    assert _sides(world, shot) == sides


def test_whom_a_scene_names_first_decides(world: World) -> None:
    world.write(storyforge_yaml=FILM)
    world.edit("storyforge.yaml", "@mara and @tom talk", "@tom and @mara talk")
    assert _sides(world, "both") == _sides(world, "back") == [(0, None), (1, None)]


def test_the_first_of_a_declared_cast_stays_first_when_the_prompt_names_them(world: World) -> None:
    world.write(
        storyforge_yaml="""
        storyforge: 1
        characters: {mara: an old woman, tom: a young man}
        shots:
          - {id: over, perspective: ots left, cast: [mara, tom], prompt: "@mara speaks"}
        """
    )
    graph = Workshop(str(world.root), Registry(None)).project.film.graph
    assert graph is not None
    recipe = graph[NodeId("shot:over")].recipe
    assert recipe is not None
    assert recipe.staging is not None
    said = [member["description"] for member in recipe.staging["cast"]]
    assert said == ["an old woman", "a young man"]


def test_a_slug_speaks_of_the_scenes_own_location_only(world: World) -> None:
    world.write(
        storyforge_yaml="""
        storyforge: 1
        locations: {cabin: a cabin, pier: a pier}
        scenes:
          - id: sc1
            slug: INT. CABIN - NIGHT
            location: cabin
            shots:
              - {id: here, prompt: a lamp}
              - {id: there, location: pier, prompt: a lamp}
        """
    )
    graph = Workshop(str(world.root), Registry(None)).project.film.graph
    assert graph is not None
    places = {}
    for shot in ("here", "there"):
        recipe = graph[NodeId(f"shot:{shot}")].recipe
        assert recipe is not None
        assert recipe.staging is not None
        places[shot] = recipe.staging["place"]["interior"]
    assert places == {"here": True, "there": None}
