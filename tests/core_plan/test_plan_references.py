"""Who gets a picture when a service takes few: the frame, shared plates, words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_little import film, recipe, sentence, told, uses
from world import World

from storyforge.core import ids
from storyforge.core.action import action_of
from storyforge.core.film_graph import Film
from storyforge.core.recipe import Role, Use
from storyforge.core.references import Fitted, Wanted, group_of, side

PEOPLE = """
    storyforge: 1
    provider: little
    characters:
      mara: {name: Mara Quill, description: "lamplighter, sixty", looks: {coat: an oilskin coat}}
      tom: {name: Tom Quill, description: "a boy of twelve, thin"}
      ives: {name: Mr Ives, description: man of the electric company}
      will: {description: a baker}
    locations: {pier: a long pier}
    elements: {lantern: a brass lantern, rope: a rope}
    scenes:
      - id: sc1
        location: pier
        cast: [mara/coat, tom, ives, will]
        shots:
          - {id: s010, SHOT}
"""


def _shot(fields: str, *more: str) -> Film:
    """The scene with a shot that says `fields`, and more shots behind it."""
    shots = "".join(f"          - {{{each}}}\n" for each in more)
    return film(PEOPLE.replace("SHOT", fields).rstrip(" ") + shots)


# ---------------------------------------------------------------- who is in the frame

SEEN: dict[str, tuple[str, list[str]]] = {
    # case: what the shot says, who is seen of [mara/coat, tom, ives, will]
    "nothing tells": ("prompt: fog", ["mara/coat", "tom", "ives", "will"]),
    "a cast of its own": ("prompt: fog, cast: [tom, will]", ["tom", "will"]),
    "a cast of its own is not cut": (
        *("prompt: fog, framing: single, cast: [tom, will]", ["tom", "will"]),
    ),
    "named by id": ("prompt: Tom waits", ["tom"]),
    "named by a part of the name": ("prompt: Ives waits", ["ives"]),
    "a name of two people tells nothing": (
        *("prompt: a Quill waits", ["mara/coat", "tom", "ives", "will"]),
    ),
    "a title tells nothing": ("prompt: Mr X waits", ["mara/coat", "tom", "ives", "will"]),
    "a verb is nobody": ("prompt: they will wait", ["mara/coat", "tom", "ives", "will"]),
    "named by the action": ('prompt: fog, action: "Tom meets @ives."', ["tom", "ives"]),
    "one in the frame": ("prompt: fog, framing: single", ["mara/coat"]),
    "the one that is named": ("prompt: Will waits, framing: single", ["will"]),
    "two, one is named": ("prompt: Will waits, framing: two-shot", ["mara/coat", "will"]),
    "three, the cast's first": ("prompt: fog, framing: three-shot", ["mara/coat", "tom", "ives"]),
    "more named than the frame holds": (
        *("prompt: Will and Tom, framing: single", ["tom", "will"]),
    ),
    "over a shoulder": ("prompt: Will waits, perspective: OTS", ["mara/coat", "will"]),
    "a group is a group": (
        *("prompt: Will speaks, framing: group", ["mara/coat", "tom", "ives", "will"]),
    ),
    "nobody in an insert": ("prompt: fog, framing: insert", []),
}


@pytest.mark.parametrize("case", SEEN)
def test_only_who_is_in_the_frame_competes(case: str) -> None:
    fields, seen = SEEN[case]
    made = _shot(f"{fields}, elements: [lantern, rope], overflow: words")
    kept = {*uses(made, "s010"), *recipe(made, "s010").left_out}
    assert [who for who in ("mara/coat", "tom", "ives", "will") if who in kept] == seen


def test_nothing_is_said_of_who_is_outside_the_frame() -> None:
    made = _shot("prompt: Tom waits, elements: [lantern]")
    assert uses(made, "s010") == ["tom", "pier", "lantern"]
    assert sentence(made, "s010") == "Tom waits. With @tom. With @lantern. At @pier."
    assert told(made) == [
        "N304 mara/coat, ives and will are in the scene but not in the frame of s010, which wants "
        "more pictures than little takes (3); nothing of them is sent"
    ]


def test_while_all_fit_the_whole_cast_is_there() -> None:
    made = film(
        """
        storyforge: 1
        provider: little
        characters: {mara: a woman, tom: a boy}
        scenes:
          - {id: sc1, cast: [mara, tom], shots: [{id: s010, prompt: Tom waits, framing: single}]}
        """
    )
    assert sentence(made, "s010") == "Tom waits. With @mara. With @tom. Single."
    assert told(made) == []


def test_a_provider_that_stages_its_pictures_stages_the_whole_cast() -> None:
    made = _shot("prompt: Tom waits, provider: draft, elements: [lantern, rope]")
    staged = recipe(made, "s010").staging
    assert staged is not None
    assert len(staged["cast"]) == 4
    assert told(made) == []


def test_who_goes_on_from_a_picture_stays_in_it() -> None:
    made = _shot("cast: [mara, tom, will]", "id: s020, from: s010, prompt: Tom laughs")
    assert told(made, "N304") == []
    assert sentence(made, "s020").count("With ") == 3


# ---------------------------------------------------------------- plates


def test_the_least_important_share_a_plate() -> None:
    made = _shot("prompt: fog, cast: [mara/coat, tom, ives]")
    assert uses(made, "s010") == ["mara/coat", "ives+tom", "pier"]
    assert sentence(made, "s010") == (
        "fog. With @maracoat. With a boy of twelve (the person on the left of @ivestom). "
        "With man of the electric company (the person on the right of @ivestom). At @pier."
    )
    plate = recipe(made, "group:ives~tom")
    assert (plate.kind, plate.provider, plate.model) == ("group", "little", "three")
    assert (plate.width, plate.height) == (1280, 720)
    assert [(use.role, use.source) for use in plate.uses] == [
        ("character", "character:tom"),
        ("character", "character:ives"),
    ]
    assert sentence(made, "group:ives~tom") == (
        "Model sheet of two people side by side on a plain light ground, even light, neutral "
        "expression, each from the front at full length, their heights in true proportion. "
        "From left to right: @tom, @ives."
    )
    assert told(made) == [
        "N302 tom and ives are drawn together once, for s010, which wants more pictures than "
        "little takes (3)"
    ]


def test_a_plate_is_shared_by_all_who_want_it() -> None:
    made = _shot(
        "prompt: fog, cast: [mara/coat, tom, ives]",
        "id: s020, prompt: '@ives, @tom and @mara at the end of @pier'",
        "id: s030, prompt: '@ives, @tom', elements: [lantern, rope]",
    )
    assert made.graph is not None
    groups = [node for node in made.graph.nodes if node.startswith("group:")]
    assert groups == ["group:ives~tom", "group:mara.coat~tom"]
    assert made.graph.users("group:ives~tom") == ("shot:s010", "shot:s030")
    assert made.graph.nodes["group:ives~tom"].needs == ("character:tom", "character:ives")


def test_order_of_the_graph_is_people_plates_shots() -> None:
    made = _shot("prompt: fog")
    assert made.graph is not None
    kinds = [ids.kind_of(node) for node in made.graph.nodes]
    assert kinds == sorted(kinds, key=ids.KINDS.index)


def test_another_model_draws_a_plate_of_its_own() -> None:
    made = _shot(
        "prompt: fog, cast: [mara/coat, tom, ives]",
        "id: s020, provider: little/turbo, prompt: '@mara, @tom, @ives'",
    )
    assert uses(made, "s020") == uses(made, "s010")
    other = recipe(made, "group:ives~tom=little-turbo")
    assert (other.provider, other.model) == ("little", "turbo")


def test_priority_says_who_keeps_a_picture_of_their_own() -> None:
    text = PEOPLE.replace("man of the electric company", '"a man", priority: 5')
    made = film(text.replace("SHOT", "prompt: fog, cast: [mara, tom, ives]"))
    assert uses(made, "s010") == ["ives", "mara+tom", "pier"]


def test_what_does_not_fit_beside_a_plate_is_said_in_words() -> None:
    made = _shot("prompt: fog, elements: [lantern, rope]")
    assert uses(made, "s010") == ["mara/coat", "ives+tom+will", "pier"]
    assert recipe(made, "s010").left_out == ("lantern", "rope")
    assert "With a brass lantern. With a rope." in sentence(made, "s010")
    assert told(made, "M209") == [
        "M209 s010 uses more pictures than little takes (3); said in words only: lantern, rope"
    ]


@pytest.mark.parametrize("place", ["project", "scene", "shot"])
def test_overflow_words_makes_no_plate(place: str) -> None:
    text = PEOPLE.replace("SHOT", "prompt: fog" + ", overflow: words" * (place == "shot"))
    if place == "project":
        text = text.replace("provider: little", "provider: little\n    overflow: words")
    if place == "scene":
        text = text.replace("location: pier", "location: pier\n        overflow: words")
    made = film(text)
    assert made.graph is not None
    assert not [node for node in made.graph.nodes if node.startswith("group:")]
    assert uses(made, "s010") == ["mara/coat", "tom", "ives"]
    assert recipe(made, "s010").left_out == ("will", "pier")


def test_models_without_references_have_everything_in_words() -> None:
    made = _shot("prompt: '@tom and @mara', provider: little/none")
    assert uses(made, "s010") == []
    assert sentence(made, "s010") == (
        "a boy of twelve, thin and lamplighter, sixty, an oilskin coat. At a long pier."
    )


def test_the_artist_has_no_use_for_a_plate() -> None:
    people = ", ".join(f"p{number}: person {number}" for number in range(12))
    cast = ", ".join(f"p{number}" for number in range(12))
    made = film(f"storyforge: 1\ncharacters: {{{people}}}\nshots: [{{id: s010, cast: [{cast}]}}]\n")
    assert uses(made, "s010") == [f"p{number}" for number in range(8)]
    assert recipe(made, "s010").left_out == ("p8", "p9", "p10", "p11")


def _asks(made: Film) -> Mapping[str, object]:
    """Every ask of a film, by what it is and its size, names left out."""
    assert made.graph is not None
    nodes = [node for node in made.graph.nodes.values() if node.recipe]
    return {
        f"{number} {ids.kind_of(node.id)}": action_of(
            node.recipe, tuple("0" * 64 for _ in node.recipe.uses)
        )
        for number, node in enumerate(nodes)
        if node.recipe
    }


def test_a_new_name_draws_no_new_plate() -> None:
    text = PEOPLE.replace("SHOT", "prompt: '@mara, @tom, @ives and @will'")
    before, after = film(text), film(text.replace("tom", "zoe").replace("Tom", "Zoe"))
    assert before.graph is not None
    assert after.graph is not None
    assert "group:ives~tom~will" in before.graph
    assert "group:ives~will~zoe" in after.graph
    assert _asks(before) == _asks(after)


def test_a_circle_is_told_by_what_was_written() -> None:
    made = film(
        """
        storyforge: 1
        provider: little
        characters:
          mara: a woman
          tom: a boy
          ives: {description: a man, references: ["@s010"]}
        locations: {pier: a pier}
        shots: [{id: s010, location: pier, prompt: "@mara, @tom, @ives"}]
        """
    )
    assert made.graph is None
    (circle,) = [each for each in made.troubles if each.code == "M203"]
    assert circle.sentence in (
        "a circle: ives → s010 → ives",
        "a circle: s010 → ives → s010",
    )


def test_where_somebody_stands_on_a_plate() -> None:
    assert [side(index, 2) for index in range(2)] == [
        "the person on the left",
        "the person on the right",
    ]
    assert side(1, 3) == "the person in the middle"
    assert side(3, 4) == "the fourth person from the left"
    assert side(11, 16) == "the 12th person from the left"
    assert all(
        len({side(index, count) for index in range(count)}) == count for count in range(2, 17)
    )


def test_who_has_no_description_is_a_person() -> None:
    text = PEOPLE.replace("will: {description: a baker}", "will: {references: [will.png]}")
    made = film(text.replace("SHOT", "prompt: '@mara, @ives, @will', framing: group"))
    assert sentence(made, "s010") == (
        "@maracoat, man of the electric company (the person on the right of @iveswill), "
        "the person on the left of @iveswill. At @pier. Group shot."
    )


def test_samples_of_a_style_give_way_first() -> None:
    made = film(
        """
        storyforge: 1
        provider: little
        style: line
        styles: {line: {prompt: a thin line, references: [line.png]}}
        characters: {mara: a woman, tom: a boy}
        locations: {pier: a pier}
        shots:
          - {id: s010, location: pier, prompt: "@mara and @tom"}
          - {id: s020, location: pier, prompt: "@mara"}
        """
    )
    assert uses(made, "s010") == ["mara", "tom", "pier"]
    assert recipe(made, "s010").left_out == ("line",)
    assert uses(made, "s020") == ["mara", "pier", "line"]


# ---------------------------------------------------------------- the planner by itself

_ROLES: tuple[Role, ...] = ("photo", "from", "character", "location", "element", "style")
WISHES = st.lists(
    st.tuples(st.sampled_from(_ROLES), st.integers(-9, 9), st.booleans()), max_size=14
)


def _wanted(wishes: list[tuple[Role, int, bool]]) -> Wanted:
    wanted = Wanted()
    for number, (role, priority, named) in enumerate(wishes):
        wanted.add(role, f"{role}:{number}", str(number), priority, named)
    return wanted


def _places(wanted: Wanted, labels: list[str]) -> list[tuple[int, int, bool, int]]:
    return [each.place for each in wanted.wishes.values() if each.use.label in labels]


STYLE = 5  # the rank of a style's samples


def _labels(found: tuple[Use, ...]) -> list[str]:
    return [use.label for use in found]


@given(WISHES, st.integers(0, 6))
def test_everything_is_drawn_shared_or_said(
    wishes: list[tuple[Role, int, bool]], limit: int
) -> None:
    wanted = _wanted(wishes)
    fitted, plain = wanted.within(limit, grouping=True), wanted.within(limit)
    assert sorted([*_labels(fitted.uses), *_labels(fitted.together), *fitted.left_out]) == sorted(
        str(number) for number in range(len(wishes))
    )
    assert len(fitted.uses) + bool(fitted.together) <= limit
    assert len(fitted.together) != 1
    assert len(fitted.together) <= limit
    assert {use.role for use in fitted.together} <= {"character"}
    assert len(fitted.left_out) <= len(plain.left_out)
    assert plain.together == ()
    if len(wishes) <= limit:
        assert fitted == plain == Fitted(plain.uses)


@given(WISHES, st.integers(0, 6))
def test_nobody_gives_way_to_who_is_less_dear(
    wishes: list[tuple[Role, int, bool]], limit: int
) -> None:
    wanted = _wanted(wishes)
    fitted = wanted.within(limit, grouping=True)
    shared = _places(wanted, _labels(fitted.together))
    kept = _places(wanted, _labels(fitted.uses)) + shared
    out = _places(wanted, list(fitted.left_out))
    if fitted.together:  # a plate leaves no room for samples of a style
        assert {use.role for use in fitted.uses} & {"style"} == set()
        out = [each for each in out if each[1] != STYLE]
    assert not kept or not out or max(kept) < min(out)
    alone = _places(wanted, [use.label for use in fitted.uses if use.role == "character"])
    assert not shared or not alone or max(alone) < min(shared)


NAMES = st.lists(
    st.from_regex(r"[a-z0-9][a-z0-9_-]{0,9}(/[a-z0-9][a-z0-9_-]{0,9})?", fullmatch=True),
    min_size=2,
    max_size=16,
    unique=True,
)


@given(NAMES, NAMES, st.sampled_from(["little/three", "big/model-x.2"]))
def test_every_group_has_a_name_that_is_a_file(one: list[str], two: list[str], model: str) -> None:
    def group(names: list[str]) -> str:
        people = tuple(Use("character", f"character:{name}", name) for name in names)
        looks = {each.source: each.label for each in people}
        return group_of(people, looks, model, "little/three").node

    name = ids.name_of(group(one))
    assert len(name) <= 96
    assert not set(name) & set('<>:"/\\|?*+@, ')
    assert group(one) == group(one[::-1])
    assert (group(one) == group(two)) == (set(one) == set(two))


# ---------------------------------------------------------------- as it is told

NINE = """
    storyforge: 1
    provider: stub
    characters:
""" + "".join(f"      p{number}: {{description: person {number}}}\n" for number in range(9))


def _nine(world: World, fields: str = "") -> World:
    cast = ", ".join(f"p{number}" for number in range(9))
    shots = f"    shots:\n      - {{id: s010, cast: [{cast}]{fields}}}\n"
    world.write(storyforge_yaml=NINE + shots)
    return world


def test_a_plate_stands_in_the_plan(world: World) -> None:
    made = json.loads(_nine(world).run("plan", "--json").out)
    steps = {step["node"]: step for step in made["steps"]}
    plate, shot = steps["group:p7~p8"], steps["shot:s010"]
    assert plate["references"] == ["p7", "p8"]
    assert plate["verdict"] == "wait"
    assert plate["waits_on"] == ["character:p7", "character:p8"]
    assert shot["references"] == [*(f"p{number}" for number in range(7)), "p7+p8"]
    assert shot["left_out"] == []
    assert "With person 8 (the person on the right of @p7p8)." in shot["prompt"]
    said = world.run("plan", "--all").out
    assert "group:p7~p8 is drawn once from p7, p8; used by s010\n" in said


def test_a_plate_is_built_shown_and_found(world: World) -> None:
    _nine(world)
    assert "group:p7~p8" in world.made()
    assert Path(world.root, "board/groups/p7~p8.png").is_file()
    assert "P7 + P8" in world.read("board/index.html")
    assert world.run("ls", "kind:group").out == "group:p7~p8\n"
    assert world.run("ls", "uses:p7~p8").out == "shot:s010\n"
    assert world.run("ls", "group:p7~p8").out == "group:p7~p8\n"
    assert "groups\n  p7~p8  ← p7, p8\n" in world.run("graph").out
    assert world.run("build").err.startswith("nothing to make: 11 pictures are current")


def test_one_wish_takes_a_plate_away(world: World) -> None:
    _nine(world).build()
    _nine(world, ", overflow: words")
    assert world.made() == ["s010"]
    assert world.run("ls", "group:*").code == 2
    assert not Path(world.root, "board/groups").exists()
