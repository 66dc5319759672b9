"""Canonical JSON is the same as the reference's, and keys do not drift."""

import hashlib
from enum import IntEnum, StrEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from storyforge.core.digest import KEY_SCHEMA, action_key, canonical, sha256

_SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_TEXT = st.text()
_KEYS = _TEXT | st.text("\ue000\uffff\U00010000\U0010ffffaé", max_size=2)


def _values(*leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        st.one_of(st.none(), st.booleans(), _SAFE, _TEXT, *leaves),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.tuples(inner)
            | st.dictionaries(_KEYS, inner, max_size=4)
        ),
        max_leaves=12,
    )


@settings(max_examples=300, deadline=None)
@given(_values())
def test_without_floats_it_is_the_reference(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(_values(_FLOATS))
def test_with_floats_it_is_the_reference(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(_values(_FLOATS, st.integers(), st.floats(), st.binary(max_size=2)))
def test_both_refuse_the_same(value: object) -> None:
    try:
        wanted = rfc8785.dumps(value)  # type: ignore[arg-type]
    except ValueError:
        with pytest.raises(ValueError):
            canonical(value)
    else:
        assert canonical(value) == wanted


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(_KEYS, _values(_FLOATS), max_size=6), st.randoms())
def test_the_order_of_keys_never_matters(value: dict[str, object], chance: Any) -> None:
    keys = list(value)
    chance.shuffle(keys)
    assert canonical({key: value[key] for key in keys}) == canonical(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        ({"\ue000": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ue000":1}'),
        (1.0, "1"),
        (-0.0, "0"),
        (1e21, "1e+21"),
        (1e-7, "1e-7"),
        ('\x00\x1f\x7f"\\\n\u2028', '"\\u0000\\u001f\x7f\\"\\\\\\n\u2028"'),
        ([{"w": 1.0}], '[{"w":1}]'),
        ({}, "{}"),
    ],
)
def test_by_letter(value: object, text: str) -> None:
    assert canonical(value).decode() == text


class _Size(StrEnum):
    WIDE = "wide"


class _Take(IntEnum):
    FIRST = 1


def test_enumerations_are_their_values() -> None:
    value = {"size": _Size.WIDE, "take": _Take.FIRST, _Size.WIDE: ()}
    assert canonical(value) == b'{"size":"wide","take":1,"wide":[]}'


_CYCLE: list[object] = []
_CYCLE.append(_CYCLE)


@pytest.mark.parametrize(
    "value",
    [
        *(2**53, -(2**53), float("nan"), float("inf"), b"x", ..., {1, 2}, "\ud800"),
        *({1: 2}, {1: 2, "a": 3}, {None: 1}, {1.5: 1}, {True: 1}, {"\ud800": 1}, [[{"a": {2: 1}}]]),
        _CYCLE,
    ],
    ids=repr,
)
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_sha256() -> None:
    assert sha256(b"") == hashlib.sha256(b"").hexdigest()


def test_golden_keys() -> None:
    assert KEY_SCHEMA == 1
    value = {"kind": "shot", "ratio": "16:9", "seed": 7, "prompt": "é"}
    preimage = (
        b'storyforge/action\x001\x00{"kind":"shot","prompt":"\xc3\xa9","ratio":"16:9","seed":7}'
    )
    assert action_key(value) == hashlib.sha256(preimage).hexdigest()
    assert action_key({"w": 1}) == action_key({"w": 1.0})
    assert action_key({}) == "77963a1d702523def6803aa7198d5106c1e97f8d73f074da329f836ccf65e98c"
