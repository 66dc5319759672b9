"""Selectors: what a few words mean, and that a part built leaves the rest as it is."""

from __future__ import annotations

import json

import pytest
from build_doubles import png
from world import World

FILM = """
    storyforge: 1
    provider: stub
    include: [scenes/*.yaml]
    styles: {line: {prompt: thin lines}}
    characters:
      mara: {description: lamplighter, looks: {coat: oilskin coat}}
      tom: {picture: refs/tom.png}
    locations: {pier: {description: a pier, views: {above: from above}}}
    elements: {lantern: {from: mara, description: the lantern alone}}
"""
ONE = """
    scenes:
      - id: sc1
        location: pier
        cast: [mara/coat]
        shots:
          - {id: s010, prompt: "@mara walks", labels: [night]}
          - {id: s020, prompt: "@tom with @lantern", labels: [night, rain]}
          - {id: s030, from: s020, prompt: the same, provider: stub/tiny}
"""
TWO = """
    scenes: [{id: sc2, shots: [{id: x1, prompt: waves, provider: draft}]}]
"""
CAST = ["character:mara", "character:mara/coat", "character:tom"]
PIER = ["location:pier", "location:pier/above"]
S = ["shot:s010", "shot:s020", "shot:s030"]
ALL = sorted(["style:line", *CAST, *PIER, "element:lantern", *S, "shot:x1"])
MEANS = {
    "s010": ["shot:s010"],
    "shot:s010": ["shot:s010"],
    "id:S010": ["shot:s010"],
    "mara": ["character:mara"],
    "mara/coat": ["character:mara/coat"],
    "line": ["style:line"],
    "sc1": S,
    "s0*": S,
    "mara*": ["character:mara", "character:mara/coat"],
    "character:*": CAST,
    "s0[12]0": S[:2],
    "+s010": ["character:mara", "character:mara/coat", "location:pier", "shot:s010"],
    "1+s010": ["character:mara/coat", "location:pier", "shot:s010"],
    "0+s010": ["shot:s010"],
    "2+s030": ["character:tom", "element:lantern", "location:pier", *S[1:]],
    "lantern+": ["element:lantern", "shot:s020", "shot:s030"],
    "mara+1": ["character:mara", "character:mara/coat", "element:lantern"],
    "1+s020+1": ["character:tom", "element:lantern", "location:pier", *S[1:]],
    "@lantern": ["character:mara", "character:tom", "element:lantern", "location:pier", *S[1:]],
    "kind:shot": [*S, "shot:x1"],
    "kind:look": ["character:mara/coat"],
    "kind:view": ["location:pier/above"],
    "kind:character": CAST,
    "kind:style": ["style:line"],
    "scene:sc1": S,
    "scene:sc*": [*S, "shot:x1"],
    "tag:night": S[:2],
    "tag:r*": ["shot:s020"],
    "uses:mara": ["character:mara/coat", "element:lantern"],
    "uses:lantern": ["shot:s020"],
    "provider:draft": ["shot:x1"],
    "provider:stub/tiny": ["character:mara", "character:mara/coat", "element:lantern", *PIER, *S],
    "path:scenes/one.yaml": S,
    "path:*.yaml": ALL,
    "status:given": ["character:tom"],
    "status:missing,kind:character": ["character:mara"],
    "status:waiting,s0*": S,
    "s0*,tag:rain": ["shot:s020"],
    "s010 x1": ["shot:s010", "shot:x1"],
    "s010,x1 mara": ["character:mara"],
}


@pytest.fixture
def film(world: World) -> World:
    world.write(storyforge_yaml=FILM, scenes__one_yaml=ONE, scenes__two_yaml=TWO)
    world.file("refs/tom.png", png())
    return world


@pytest.mark.parametrize(("words", "found"), MEANS.items(), ids=MEANS)
def test_what_selectors_mean(film: World, words: str, found: list[str]) -> None:
    said = film.run("ls", *words.split(), "--json")
    assert said.code == 0, said.err
    assert sorted(json.loads(said.out)) == sorted(found)


def test_leaving_out(film: World) -> None:
    def found(*arguments: str) -> list[str]:
        return sorted(json.loads(film.run("ls", *arguments, "--json").out))

    assert found("sc1", "--exclude", "s010", "--exclude", "tag:rain") == ["shot:s030"]
    assert found("--exclude", "kind:shot") == sorted({*ALL} - {*S, "shot:x1"})


WRONG = {
    "s101": 'nothing is named "s101"|did you mean "s010"?',
    "mra": 'nothing is named "mra"|did you mean "mara"?',
    "zzzzzz": 'nothing is named "zzzzzz"|`storyforge ls` lists everything',
    "knd:shot": 'there is no selector "knd:"|did you mean "kind:"?',
    "kind:shoot": 'there is no kind "shoot"|did you mean "shot"?',
    "status:stal": 'there is no status "stal"|did you mean "stale"?',
    "scene:sc3": 'there is no scene "sc3" here|did you mean "sc2"?',
    "tag:nigth": 'there is no tag "nigth" here|did you mean "night"?',
    "provider:drat": 'there is no provider "drat" here|did you mean "draft"?',
    "uses:lantrn": 'nothing is named "lantrn"|did you mean "lantern"?',
    "+": '"+" is no selector|for example: ',
    "s010,": '"s010," is no selector|for example: ',
    "s010++": '"s010++" is no selector|for example: ',
    "kind:shot,kind:style": "this selects nothing|`storyforge ls SELECTOR` shows",
    "nothing*": "this selects nothing|`storyforge ls SELECTOR` shows",
}


@pytest.mark.parametrize(("words", "told"), WRONG.items(), ids=WRONG)
def test_what_is_no_selector(film: World, words: str, told: str) -> None:
    before = film.tree()
    sentence, advice = told.split("|")
    for verb in ("ls", "build"):
        said = film.run(verb, words)
        assert said.code == 2
        assert said.out == ""
        assert said.err.startswith(f"error[S001]: {sentence}\n  hint: {advice}")
    assert film.tree() == before


def test_a_part_brings_what_it_needs_and_nothing_else(film: World) -> None:
    assert film.made("s010") == [
        "character:mara",
        "character:mara/coat",
        "location:pier",
        "s010",
    ]
    assert sorted(film.tree("board")) == [
        "board/cast/mara.png",
        "board/cast/mara/coat.png",
        "board/index.html",
        "board/places/pier.png",
        "board/sc1/s010.png",
    ]
    assert film.made("sc1", "--exclude", "s030") == ["element:lantern", "s020"]
    assert film.made("kind:shot", "--exclude", "sc2") == ["s030"]


def test_a_part_keeps_the_other_lines(film: World) -> None:
    film.edit("scenes/two.yaml", "draft", "stub")
    film.build()
    lock = json.loads(film.read("storyforge.lock"))["nodes"]
    film.edit("scenes/one.yaml", "the same", "the very same")
    film.edit("scenes/two.yaml", "waves", "great waves")
    assert film.made("x1") == ["x1"]
    now = json.loads(film.read("storyforge.lock"))["nodes"]
    assert {name for name in now if now[name] != lock[name]} == {"shot:x1"}
    assert now.keys() == lock.keys()
    assert film.made("status:stale") == ["s030"]


def test_nothing_pictured(film: World) -> None:
    assert film.made("style:line") == []
