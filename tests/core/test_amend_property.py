"""Random documents, random edits: what comes out means what was wished, and nothing else moved."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.core.amend import amended
from storyforge.core.compose import composed, plain
from storyforge.core.parse import parse
from storyforge.core.proposal import Commented, Drop, Edit, Insert, Order, Put

FILE = "f.yaml"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.yaml"))
TEXTS = [
    "a", "mara", "10", "1e3", "true", "null", "~", "no", "0x10", "16:9", "01:00:00:00", "- x",
    "a: b", "a #b", "@mara walks", "it's", 'say "hi"', "back\\slash", "", " lead", "trail ", "#x",
    "[a]", "{a}", "a, b", "a]", "-", "?", ":", "x:", "&a", "*a", "!t", "|", ">", "%d", "---", "...",
    "é漢字🎬", "two\nlines", "two\n\nlines\n", "\n", "\nlead", "a\n b", " a\nb", "tab\there",
    "a  b", "one " * 60, "wide" * 40, "end \nx", "-1", "+.5", ".inf", "<<", "=", "2020-01-01",
    "a\r\nb", "\x1b[1m", "\u202eabc", "a\u2028b", "\ufeff", "one " * 30 + "\ntwo",
]  # fmt: skip
scalars = st.one_of(
    st.sampled_from(TEXTS),
    st.text(max_size=12),
    st.integers(-1000, 1000),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
keys = st.sampled_from(
    ["id", "size", "cast", "shots", "prompt", "notes", "looks", "odd key", "x: y", "null"]
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)
documents = st.dictionaries(keys, values, min_size=1, max_size=5)


def read(text: str) -> Any:
    return parse(text.encode(), FILE).value


@given(documents)
@settings(max_examples=100, deadline=None)
def test_what_is_composed_is_read_back(value: dict[str, Any]) -> None:
    assert repr(read(composed(value))) == repr(plain(value))


@given(documents, st.text(min_size=1, max_size=300))
@settings(max_examples=60, deadline=None)
def test_a_comment_changes_no_value(value: dict[str, Any], words: str) -> None:
    told = {key: Commented(each, above=words, beside=words) for key, each in value.items()}
    assert repr(read(composed(Commented(told, above=words)))) == repr(plain(value))


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else []
    )
    return [path, *(below for step in steps for below in paths(value[step], (*path, step)))]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def some_edit(value: Any, dice: random.Random, new: Any) -> tuple[Edit, Any] | None:
    """An edit, and the value it should lead to, made by plain Python."""
    path = dice.choice(paths(value))
    there, wanted = at(value, path), copy.deepcopy(value)
    kind = dice.choice(["put", "put", "drop", "insert", "order", "add"])
    if kind == "put" and path:
        at(wanted, path[:-1])[path[-1]] = plain(new)
        return Put(FILE, path, new), wanted
    if kind == "drop" and path:
        del at(wanted, path[:-1])[path[-1]]
        return Drop(FILE, path), wanted
    if isinstance(there, dict) and kind == "add":
        at(wanted, path)["lens"] = plain(new)
        return Put(FILE, (*path, "lens"), new), wanted
    if isinstance(there, list) and kind == "insert":
        number = dice.randint(0, len(there))
        at(wanted, path).insert(number, plain(new))
        return Insert(FILE, path, number, new), wanted
    if isinstance(there, list) and kind == "order":
        numbers = list(range(len(there)))
        dice.shuffle(numbers)
        at(wanted, path)[:] = [there[number] for number in numbers]
        return Order(FILE, path, tuple(numbers)), wanted
    return None


def commented(text: str, dice: random.Random) -> str:
    """The text with remarks and blank lines where they mean nothing: between lines of blocks."""
    lines, before, kept = text.split("\n"), read(text), text
    for _ in range(4):
        number = dice.randrange(len(lines))
        indent = " " * dice.choice([0, 2, 4])
        new = [
            *lines[:number],
            dice.choice([f"{indent}# remark {dice.random()}", ""]),
            *lines[number:],
        ]
        tried = "\n".join(new)
        try:
            same = repr(read(tried)) == repr(before)
        except Exception:
            same = False
        if same:
            lines, kept = new, tried
    return kept


@given(documents, values, st.integers(0, 2**32), st.booleans())
@settings(max_examples=300, deadline=None)
def test_an_edit_does_what_it_says(value: Any, new: Any, seed: int, crlf: bool) -> None:
    dice = random.Random(seed)
    text = commented(composed(value), dice)
    if crlf and '"' not in text:
        text = text.replace("\n", "\r\n")
    made = some_edit(read(text), dice, new)
    if made is not None:
        edit, wanted = made
        result = amended(text, [edit], FILE)
        assert same(read(result), wanted)
        assert untouched(text, result, edit, read(text))


def same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return repr(one) == repr(other) if not isinstance(one, list) else (
        isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    )  # fmt: skip


def untouched(text: str, result: str, edit: Edit, value: Any) -> bool:
    """Every remark is still there, but within what was replaced or taken away."""
    if isinstance(edit, Drop) or (
        isinstance(edit, Put) and not isinstance(there(value, edit.path), str | int | None)
    ):
        return True
    return [line for line in remarks(text) if line not in result] == []


def there(value: Any, path: tuple[Any, ...]) -> Any:
    try:
        return at(value, path)
    except KeyError:
        return None


def remarks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("# remark")]


@given(st.sampled_from(EXAMPLES), st.integers(0, 2**32), values)
@settings(max_examples=60, deadline=None)
def test_real_files_can_be_edited_anywhere(path: Path, seed: int, new: Any) -> None:
    text = path.read_text(encoding="utf-8")
    made = some_edit(read(text), random.Random(seed), new)
    if made is not None:
        edit, wanted = made
        result = amended(text, [edit], FILE)
        assert same(read(result), wanted)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_setting_what_is_there_already_and_many_at_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    value = read(text)
    found = [(each, at(value, each)) for each in paths(value)]
    leaves = [
        (each, there) for each, there in found if isinstance(there, str) and "\n" not in there
    ]
    edits = [Put(FILE, each, f"new {number}") for number, (each, _) in enumerate(leaves)]
    result = amended(text, edits, FILE)
    back = amended(result, [Put(FILE, each, old) for each, old in leaves], FILE)
    assert same(read(back), value)
    kept = [line for line in text.splitlines() if line.strip().startswith("#")]
    assert [line for line in result.splitlines() if line.strip().startswith("#")] == kept
