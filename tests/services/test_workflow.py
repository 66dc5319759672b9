"""Workflow files: what they leave open, what is wrong with them, and how they are filled in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storyforge.core.recipe import Recipe, Use
from storyforge.providers import workflow

SAVE = {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "x"}}
TWO = (Use("character", "character:mara", "mara"), Use("location", "location:pier", "pier"))


def graph(inputs: Any, title: str = "") -> dict[str, Any]:
    meta = {"_meta": {"title": title}} if title else {}
    return {"1": {"class_type": "StorySampler", "inputs": inputs, **meta}, "9": SAVE}


def recipe(workflow: Any, uses: tuple[Use, ...] = TWO, takes: int = 1, **parameters: Any) -> Recipe:
    written = {"workflow": workflow} if workflow is not None else {}
    return Recipe(
        "shot",
        "comfyui",
        "workflow",
        1,
        ("a pier",),
        64,
        36,
        uses,
        parameters={**written, **parameters},
        takes=takes,
    )


VALUES = {
    "prompt": "a “pier”",
    "seed": 7,
    "cfg": 6.5,
    "on": True,
    "reference:maracoat": "m.png",
    "list": [1, 2],
}


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("{seed}", 7),
        ("{cfg}", 6.5),
        ("{on}", True),
        ("{list}", [1, 2]),
        ("{prompt}", "a “pier”"),
        (" {seed}", " 7"),
        ("{prompt}, seed {seed}, cfg {cfg}, {on}", "a “pier”, seed 7, cfg 6.5, true"),
        ("{{prompt}}", "{prompt}"),
        ("{{{prompt}}}", "{{prompt}}"),
        ("{{prompt}", "{a “pier”"),
        ('{"x": {seed}}', '{"x": 7}'),
        ("{red|blue} {} { seed } {1}", "{red|blue} {} { seed } {1}"),
        ("{reference:mara/coat}", "m.png"),
        ("{reference:Mara-Coat}", "m.png"),
        (["9", 0], ["9", 0]),
        (["{seed}", {"deep": "{prompt}"}], [7, {"deep": "a “pier”"}]),
        (None, None),
        (20, 20),
    ],
)
def test_a_value_is_filled_in(text: Any, sent: Any) -> None:
    filled = workflow.filled(graph({"text": text}), VALUES, "storyforge/t")
    found = filled["1"]["inputs"]["text"]
    assert (found, type(found)) == (sent, type(sent))


def test_every_saver_gets_the_prefix_and_nothing_else_changes() -> None:
    before = {
        **graph({"text": "{prompt}"}, "Mine"),
        "10": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
        "11": {"class_type": "SaveWebP", "inputs": {"filename_prefix": ["4", 0], "quality": 80}},
    }
    copy = {number: {**node, "inputs": dict(node["inputs"])} for number, node in before.items()}
    after = workflow.filled(before, VALUES, "storyforge/t")
    assert before == copy
    assert workflow.savers(before) == ("9", "10", "11")
    assert [after[each]["inputs"]["filename_prefix"] for each in ("9", "10", "11")] == [
        "storyforge/t"
    ] * 3
    assert after["11"]["inputs"]["quality"] == 80
    assert after["1"] == {**before["1"], "inputs": {"text": "a “pier”"}}


ASCII = st.text(st.sampled_from("{}ab:/ 1"), max_size=30)


@given(st.one_of(ASCII, st.text()))
@example("{{a}")
@example("{a}}{b}")
def test_escaped_text_is_sent_as_it_is(text: str) -> None:
    written = workflow.escaped(text)
    assert workflow.holes(graph({"text": written})) == ()
    assert workflow.filled(graph({"text": written}), {}, "p")["1"]["inputs"]["text"] == text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | ASCII.map(workflow.escaped),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ASCII, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["a", "b"]), JSON), ASCII)
def test_what_is_no_placeholder_stays_and_what_is_filled_in_is_not_read_again(
    inputs: dict[str, Any], prompt: str
) -> None:
    filled = workflow.filled(graph({**inputs, "text": "{prompt}"}), {"prompt": prompt}, "p")
    twice = workflow.filled(graph({**inputs, "text": "{prompt}"}), {"prompt": prompt}, "p")
    assert filled == twice
    assert filled["1"]["inputs"]["text"] == prompt
    assert [hole.name for hole in workflow.holes(graph(inputs))] == []


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_no_file_is_too_strange_to_be_told_about(data: str | bytes) -> None:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    try:
        value = workflow.read(raw)
    except ValueError as error:
        told: object = (str(error),)
    else:
        told = workflow.complaints(recipe(value))
    assert isinstance(told, tuple)
    assert all("the workflow " in each or "no workflow is named" in each for each in told)


@given(JSON)
def test_no_value_is_too_strange_to_be_told_about(value: Any) -> None:
    assert workflow.complaints(recipe(value))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (
            None,
            "no workflow is named; in ComfyUI, choose Workflow > Export (API), in older versions Save (API Format)",
        ),
        ("comfy/a.json", "the workflow comfy/a.json was not read"),
        (
            {"nodes": [], "links": [], "version": 0.4},
            "is saved for ComfyUI's own page, not for its API; in ComfyUI",
        ),
        ([], "the workflow is not in ComfyUI's API format"),
        ({}, "the workflow is not in ComfyUI's API format"),
        ({"prompt": {"1": {}}}, "`prompt` is no node with `class_type` and `inputs`"),
        (
            {"1": {"class_type": "EmptyImage", "inputs": {}}},
            "the workflow saves no picture; end it in a Save Image node",
        ),
        (
            graph({"text": "{promt}"}),
            "node 1 (StorySampler), input `text` asks for {promt}, and nothing has that name; did you mean {prompt}?",
        ),
        (
            graph({"text": "{stepsize}"}, "Mine"),
            "node 1 (Mine), input `text` asks for {stepsize}, and nothing has that name; give it under `parameters`, "
            "or write {{stepsize}} if those braces are plain text",
        ),
        (graph({"a": "{reference3}"}), "asks for {reference3}, and this picture has 2 references"),
        (
            graph({"a": "{reference:tom}"}),
            "asks for {reference:tom}, and this picture has {reference:mara}, {reference:pier}",
        ),
        (
            graph({"seed": 2**60}),
            "node 1 (StorySampler), input `seed`: a number beyond 2^53 is not kept exactly",
        ),
    ],
)
def test_what_is_wrong_is_said(value: Any, says: str) -> None:
    (sentence,) = workflow.complaints(recipe(value))
    assert says in sentence


def test_a_picture_without_references() -> None:
    bare = recipe(graph({"a": "{reference1}", "b": "{reference:mara}"}), ())
    assert [each.partition("and ")[2] for each in workflow.complaints(bare)] == [
        "this picture has no references",
        "this picture has no references",
    ]


def test_parameters_are_known_by_name_and_may_not_take_a_name_that_is_given() -> None:
    good = recipe(graph({"steps": "{steps}", "list": "{loras}"}), steps=20, loras=["a"])
    assert workflow.complaints(good) == ()
    beside = recipe(graph({"text": "with {loras}"}), loras=["a"])
    assert workflow.complaints(beside) == (
        "node 1 (StorySampler), input `text`: {loras} is a list, so nothing else may stand beside it",
    )
    taken = recipe(graph({"text": "{prompt}"}), seed=3, reference2="x")
    assert workflow.complaints(taken) == (
        "every workflow is given `seed`; call the parameter otherwise",
        "every workflow is given `reference2`; call the parameter otherwise",
    )


def test_what_a_workflow_has_no_place_for() -> None:
    text = recipe(graph({"text": "{prompt}", "seed": "{seed}"}), takes=4, steps=20)
    assert workflow.unused(text) == (("reference:mara", "reference:pier"), ("steps",))
    both = recipe(graph({"a": "{reference2}", "b": "{reference:mara}"}), takes=4)
    assert workflow.unused(both) == (("prompt", "seed"), ())
    assert workflow.unused(replace(both, takes=1)) == (("prompt",), ())
    assert workflow.unused(recipe(None)) == ((), ())


@pytest.mark.parametrize(
    ("written", "references", "path"),
    [
        ("a.json", 3, "a.json"),
        (["none.json", "one.json", "two.json"], 0, "none.json"),
        (["none.json", "one.json", "two.json"], 1, "one.json"),
        (["none.json", "one.json", "two.json"], 5, "two.json"),
        ([], 0, None),
        ({"a": 1}, 0, None),
        (None, 0, None),
        ([3], 0, None),
    ],
)
def test_which_file_a_picture_takes(written: Any, references: int, path: str | None) -> None:
    assert workflow.path_for(written, references) == path


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"1": ', "the workflow is no JSON from line 1, column 7"),
        (b"\xff", "the workflow is no UTF-8 text"),
        (b'{"1": NaN}', "the workflow holds NaN, which is no number in JSON"),
        (b"1e999", "the workflow holds 1e999, which is no number in JSON"),
        (b'"\\ud800"', "the workflow holds half of a character"),
        (b"[" * 100_000, "the workflow is nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read(data: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)) as found:
        workflow.read(data)
    assert str(found.value) == says


def test_a_file_with_a_mark_at_its_beginning_is_read() -> None:
    assert workflow.read(b'\xef\xbb\xbf{"1": 2.5}') == {"1": 2.5}


def test_nodes_are_counted_as_people_do() -> None:
    assert workflow.ordered(dict.fromkeys(["10", "a", "9", "57:8", "1"])) == [
        "1",
        "9",
        "10",
        "a",
        "57:8",
    ]
