"""What the artist could not read: notes of `check` and `plan`, each in its place; a build says nothing of them."""

import json

import pytest
from pier import PIER, lines
from world import World

from storyforge.api import check, open_project
from storyforge.core.seams import Unread
from storyforge.providers.stub import Stub

FILM = """\
storyforge: 1
characters:
  mara: {description: "woman, sixty, white braid"}
  tom: a zorbly quoxe
locations:
  pier: {description: a pier}
  void:
    description: the zorbly vimble
elements:
  gizmo: a quoxe
scenes:
  - id: sc1
    location: pier
    cast:
      - who: mara
        facing: rihgt
    shots:
      - {id: s010, prompt: the quoxes vimble throstily}
      - {id: s020, cast: [{who: mara, action: vimbles the quoxe}, {who: tom}]}
      - {id: s030, size: CU}
      - {id: s040, from: s010, prompt: the zorbly quoxes}
shots:
  - id: t010
    prompt: Zorbly quoxes.
  - {id: t020, location: void, cast: [mara], prompt: "@mara waits"}
"""
CHECKED = """\
note[W404]: nothing in this description is a look that the artist can draw
  --> storyforge.yaml:4:8
      4 |   tom: a zorbly quoxe
        |        ^^^^^^^^^^^^^^
  hint: say hair, clothes and age, such as `sixty, white braid, blue coat`; somebody plain is drawn meanwhile
note[W403]: nothing in this description is a place that the artist can build
  --> storyforge.yaml:8:18
      8 |     description: the zorbly vimble
        |                  ^^^^^^^^^^^^^^^^^
  hint: say what kind of place it is, such as street, kitchen, forest or pier; somewhere plain is drawn meanwhile
note[W407]: nothing in this description is a prop that the artist can draw
  --> storyforge.yaml:10:10
     10 |   gizmo: a quoxe
        |          ^^^^^^^
  hint: use a plain word for it; something plain is drawn meanwhile
note[W405]: the facing "rihgt" means nothing to the artist
  --> storyforge.yaml:16:17
     16 |         facing: rihgt
        |                 ^^^^^
  hint: near to it: right
note[W406]: nothing in this shot says what anyone does
  --> storyforge.yaml:18:28
     18 |       - {id: s010, prompt: the quoxes vimble throstily}
        |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: use a plain verb such as walks, waits, kneels, points or runs, or give `action:` in the cast; they stand meanwhile
note[W405]: the action "vimbles the quoxe" means nothing to the artist
  --> storyforge.yaml:19:47
     19 |       - {id: s020, cast: [{who: mara, action: vimbles the quoxe}, {who: tom}]}
        |                                               ^^^^^^^^^^^^^^^^^
  hint: it knows, for example: walk, wait, point
note[W401]: nothing in this shot says where anyone is
  --> storyforge.yaml:24:13
     24 |     prompt: Zorbly quoxes.
        |             ^^^^^^^^^^^^^^
  hint: give the shot or its scene a `location:`, or name a place in the prompt, such as street, kitchen or forest
note[W402]: nothing in this shot says who or what is seen
  --> storyforge.yaml:24:13
     24 |     prompt: Zorbly quoxes.
        |             ^^^^^^^^^^^^^^
  hint: name somebody as `@name` or in `cast:`, a thing in `elements:`, or use a plain word such as woman, man or letter
all is well: 1 scene, 6 shots, 11 pictures
"""


@pytest.fixture
def film(world: World) -> World:
    return world.write(storyforge_yaml=FILM)


def test_check_tells_each_in_its_place(film: World) -> None:
    before = film.tree()
    said = film.run("check")
    assert (said.code, said.out) == (0, "")
    assert said.err == CHECKED
    assert film.tree() == before


def test_plan_tells_one_of_each_kind(film: World) -> None:
    said = film.run("plan", "t010", "s020")
    assert "note" not in said.out
    assert said.err == lines("""
        note[W404]: nothing in this description is a look that the artist can draw
          --> storyforge.yaml:4:8
          hint: say hair, clothes and age, such as `sixty, white braid, blue coat`; somebody plain is drawn meanwhile
        note[W405]: the action "vimbles the quoxe" means nothing to the artist
          --> storyforge.yaml:19:47
          hint: it knows, for example: walk, wait, point
        note[W401]: nothing in this shot says where anyone is
          --> storyforge.yaml:24:13
          hint: give the shot or its scene a `location:`, or name a place in the prompt, such as street, kitchen or forest
        note[W402]: nothing in this shot says who or what is seen
          --> storyforge.yaml:24:13
          hint: name somebody as `@name` or in `cast:`, a thing in `elements:`, or use a plain word such as woman, man or letter
        4 to make, 1 waiting for what they are drawn from · free
        next: `storyforge build`
        """)  # fmt: skip


def test_plan_is_silent_about_what_is_there(world: World) -> None:
    world.file("storyforge.yaml", "storyforge: 1\nratio: 1:1\nshots: [{id: s010, prompt: a man}]\n")
    assert "note" not in world.build().err
    assert world.run("plan").err == "nothing to make: 1 picture current\n"
    assert "note[W401]" in world.run("check").err
    world.edit("storyforge.yaml", "a man", "a woman")
    assert "note[W401]" in world.run("plan").err
    assert "note[W401]" in world.run("build", "--dry-run").err


def test_of_many_alike_a_few_are_told(world: World) -> None:
    shots = "".join(f"  - {{id: s{number}, prompt: a woman waits}}\n" for number in range(25))
    world.file("storyforge.yaml", f"storyforge: 1\nshots:\n{shots}")
    said = world.run("check").err
    assert said.count("note[W401]") == 10
    assert said.endswith(
        "  and 15 more of this kind\nall is well: 0 scenes, 25 shots, 25 pictures\n"
    )
    said = world.run("plan").err
    assert said.count("note[W401]") == 1
    assert "\n  and 24 more of this kind; `storyforge check` tells all\n25 to make" in said
    assert len(json.loads(world.run("check", "--json").out)["problems"]) == 25
    assert len(check(str(world.root))) == 25


def test_programs_get_them_all(film: World) -> None:
    told = json.loads(film.run("check", "--json").out)
    assert told["ok"] is True
    assert [each["code"] for each in told["problems"]] == [
        *("W404", "W403", "W407", "W405", "W406", "W405", "W401", "W402"),
    ]
    assert {each["severity"] for each in told["problems"]} == {"note"}
    (note,) = json.loads(film.run("plan", "--json", "s010").out)["notes"][1:]
    assert (note["code"], note["mark"]["line"]) == ("W406", 18)
    assert [each.code for each in open_project(str(film.root)).problems] == [
        each["code"] for each in told["problems"]
    ]


def test_only_who_stages_a_scene_has_notes(film: World) -> None:
    film.edit("storyforge.yaml", "storyforge: 1\n", "storyforge: 1\nprovider: stub\n")
    assert film.run("check").err == "all is well: 1 scene, 6 shots, 11 pictures\n"
    film.edit("storyforge.yaml", "  - id: t010\n", "  - id: t010\n    provider: draft\n")
    assert film.run("check").err.count("note[") == 2


class Asked(Stub):
    """A provider that has a note on everything, and counts how often it is asked for it."""

    name = "asked"

    def __init__(self) -> None:
        self.times = 0

    def unread(self, recipe: object) -> tuple[Unread, ...]:
        self.times += 1
        return (Unread("W401", "not read", "write it otherwise"),)


def test_only_looking_asks(world: World) -> None:
    world.file("storyforge.yaml", PIER.replace("provider: stub", "provider: asked"))
    asked = Asked()
    film = open_project(str(world.root), {"asked": asked})
    assert (film.build().made, film.build().current, asked.times) == (8, 8, 0)
    assert (len(film.plan().steps), len(film.status()), asked.times) == (8, 8, 0)
    assert [one.sentence for one in film.problems] == ["not read"] * 8
    assert asked.times == 8


@pytest.mark.parametrize("example", ["minimal", "lamplighter", "chase"])
def test_the_examples_are_read_whole(world: World, example: str) -> None:
    world.run("init", "--from", example)
    assert "[W" not in world.run("check").err


def test_hostile_words_stay_words(world: World) -> None:
    world.file(
        "storyforge.yaml",
        "storyforge: 1\ncharacters: {mara: old woman}\nlocations: {pier: a pier}\n"
        'shots: [{id: s010, location: pier, cast: [{who: mara, facing: "\\u202eQx{0}%s"}]}]\n',
    )
    said = world.run("check").err
    assert 'note[W405]: the facing "\\u202eQx{0}%s" means nothing to the artist\n' in said
