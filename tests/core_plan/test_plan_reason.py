"""Keys and reasons are two views of one difference; and the keys of yesterday are the keys of today."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.core.action import action_of, key_of, seed_of, take_key
from storyforge.core.reason import reasons_between
from storyforge.core.recipe import Recipe, Use

GOLD = json.loads((Path(__file__).parent / "data/keys.json").read_text(encoding="utf-8"))

words = st.text(max_size=3)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, 0.5]) | words,
    lambda below: st.lists(below, max_size=2) | st.dictionaries(words, below, max_size=2),
    max_leaves=4,
)
tables = st.dictionaries(st.sampled_from("abc"), values, max_size=2)
digests = st.sampled_from(["0" * 64, "1" * 64, "2" * 64])
roles = st.sampled_from(["character", "location", "from"])
references = st.lists(st.fixed_dictionaries({"role": roles, "pixels": digests}), max_size=3)
actions = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["shot", "character"]),
        "provider": st.sampled_from(["draft", "stub"]),
        "model": words,
        "revision": st.integers(1, 2),
        "sentence": st.lists(words | st.integers(0, 2), max_size=2),
        "size": st.lists(st.integers(1, 2), min_size=2, max_size=2),
    },
    optional={
        "references": references,
        "seed": st.none() | st.integers(0, 1),
        "parameters": tables,
        "staging": tables,
        "varied": tables,
    },
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two actions, mostly alike."""
    one = draw(actions)
    other = draw(actions)
    fields = draw(st.sets(st.sampled_from(sorted(other)), max_size=2))
    return one, {**one, **{name: other[name] for name in fields}} if draw(st.booleans()) else other


@settings(max_examples=400, deadline=None)
@given(pairs())
def test_keys_differ_if_and_only_if_there_are_reasons(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    one, other = pair
    assert (key_of(one) != key_of(other)) == bool(reasons_between(one, other))
    assert reasons_between(one, one) == ()


def _recipe(**changes: object) -> Recipe:
    recipe = Recipe("shot", "draft", "artist", 1, ("a man ", 0, "."), 1280, 720)
    return dataclasses.replace(recipe, **changes)  # type: ignore[arg-type]


USE = Use("character", "character:mara", "mara")
RECIPES: dict[str, tuple[Recipe, tuple[str, ...]]] = {
    "plain": (_recipe(), ()),
    "another model": (_recipe(provider="stub", model="tiny"), ()),
    "another revision": (_recipe(revision=2), ()),
    "square": (_recipe(width=1024, height=1024), ()),
    "with a reference": (_recipe(uses=(USE,)), ("ab" * 32,)),
    "with a seed": (_recipe(seed=7), ()),
    "with parameters": (_recipe(parameters={"b": 0.5, "a": [1, None], "é": "é"}), ()),
    "staged": (_recipe(staging={"subject": "shot", "lens": 85}), ()),
}


@pytest.mark.parametrize("name", RECIPES)
def test_golden_keys(name: str) -> None:
    """A changed key makes every picture of every project again: that is a decision, not an accident."""
    recipe, pixels = RECIPES[name]
    action = action_of(recipe, pixels)
    key = key_of(action)
    found = {"key": key, "third take of range 2": take_key(action, key, 2, 2)}
    assert found == GOLD[name]


FREE = {
    "takes": 4,
    "wander": 3,
    "left_out": ("tom",),
    "uses": (Use("character", "character:nora", "nora"),),
}


@pytest.mark.parametrize("field", FREE)
def test_what_is_not_in_the_key(field: str) -> None:
    recipe = _recipe(uses=(USE,))
    pixels = ("ab" * 32,)
    other = dataclasses.replace(recipe, **{field: FREE[field]})
    assert action_of(recipe, pixels) == action_of(other, pixels)


def test_everything_else_is() -> None:
    """A field added to a recipe must be put on one of the two lists."""
    changed = {
        "kind": "character",
        "provider": "stub",
        "model": "tiny",
        "revision": 2,
        "sentence": ("b",),
        "width": 1,
        "height": 1,
        "seed": 0,
        "parameters": {"a": 1},
        "staging": {},
        "fit": "pad",
    }
    assert {field.name for field in dataclasses.fields(Recipe)} == changed.keys() | FREE.keys()
    keys = {key_of(action_of(_recipe(**{name: value}), ())) for name, value in changed.items()}
    assert len(keys) == len(changed)
    assert key_of(action_of(_recipe(), ())) not in keys


def test_a_field_that_is_not_there_leaves_old_keys_alone() -> None:
    action = action_of(_recipe(), ())
    assert sorted(action) == ["kind", "model", "provider", "revision", "sentence", "size"]


def test_takes_and_their_keys() -> None:
    action = action_of(_recipe(), ())
    key = key_of(action)
    assert {take_key(action, key, take, 0) for take in range(4)} == {key}
    assert take_key(action, key, 0, 5) == key
    wide = {take_key(action, key, take, wander) for take in (1, 2) for wander in (1, 2)}
    assert len(wide | {key}) == 5


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**256 - 1))
def test_seeds(fixed: int, key: int) -> None:
    text = f"{key:064x}"
    own = [seed_of(text, take, None) for take in range(16)]
    said = [seed_of(text, take, fixed) for take in range(16)]
    for seeds in (own, said):
        assert len(set(seeds)) == 16
        assert all(0 <= seed < 2**32 for seed in seeds)
    assert said[0] == fixed


def test_reasons_name_what_changed() -> None:
    old = action_of(_recipe(uses=(USE,), parameters={"ink": 1}), ("ab" * 32,))
    new = action_of(_recipe(uses=(USE,), parameters={"ink": 2}, seed=3), ("cd" * 32,))
    assert [
        (one.code, one.field, one.before, one.after) for one in reasons_between(old, new, ("mara",))
    ] == [
        ("param_changed", "parameters.ink", "1", "2"),
        ("ref_changed", "references.0", "mara", "mara"),
        ("seed_changed", "seed", "", "3"),
    ]
