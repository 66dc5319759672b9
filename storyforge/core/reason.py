"""Why a step is as it is, as data, computed from the difference of two actions so that it cannot
disagree with the key.

`reasons_between` walks both actions once, field by field: it yields nothing if and only if the
actions, and so their keys, are equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core.digest import canonical

Code = str
# From a difference: those in _CODES, and ref_added, ref_removed, ref_changed, ref_reordered.
# From the plan: never_built, recipe_unknown (what was asked before is not known here),
# bytes_missing, take_requested.


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause: its code, the field (dotted, `staging.size`), and the values before and after
    as text for people.
    """

    code: Code
    field: str = ""
    before: str = ""
    after: str = ""


_CODES = {
    "kind": "kind_changed",
    "provider": "provider_changed",
    "model": "model_changed",
    "revision": "revision_changed",
    "sentence": "prompt_changed",
    "size": "size_changed",
    "seed": "seed_changed",
    "parameters": "param_changed",
    "staging": "scene_changed",
    "varied": "take_requested",
}


def reasons_between(
    old: Mapping[str, Any], new: Mapping[str, Any], labels: tuple[str, ...] = ()
) -> tuple[Reason, ...]:
    """Every difference of two actions. `labels` name the new action's references for people."""
    found: list[Reason] = []
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if _same(old, new, name):
            continue
        if name == "references" and (before or after):
            found += _references(before or [], after or [], labels)
        else:
            found += _field(name, before, after, labels)
    return tuple(found)


def _same(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> bool:
    """Equal as the key sees it: `1` and `1.0` are one number, `1` and `true` are two things."""
    if (name in old) != (name in new):
        return False
    return old[name] is new[name] or canonical(old[name]) == canonical(new[name])


def _field(name: str, before: Any, after: Any, labels: tuple[str, ...]) -> Iterator[Reason]:
    code = _CODES.get(name, "param_changed")
    if name == "sentence":
        yield Reason(code, name, _sentence(before, labels), _sentence(after, labels))
    elif (isinstance(before, Mapping) or isinstance(after, Mapping)) and (before or after):
        yield from _deep(code, name, before or {}, after or {})
    else:
        yield Reason(code, name, _text(before), _text(after))


def _deep(code: Code, path: str, before: Any, after: Any) -> Iterator[Reason]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted(before.keys() | after.keys()):
            if not _same(before, after, name):
                yield from _deep(code, f"{path}.{name}", before.get(name), after.get(name))
    elif _rows(before) and _rows(after) and len(before) == len(after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            if canonical(old) != canonical(new):
                yield from _deep(code, f"{path}.{number}", old, new)
    else:
        yield Reason(code, path, _text(before), _text(after))


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def _sentence(parts: Any, labels: tuple[str, ...]) -> str:
    def say(part: Any) -> str:
        if isinstance(part, str):
            return part
        return f"@{labels[part]}" if part < len(labels) else f"@reference{part + 1}"

    return "".join(say(part) for part in parts or [])


def _references(before: list[Any], after: list[Any], labels: tuple[str, ...]) -> Iterator[Reason]:
    def name(index: int) -> str:
        return labels[index] if index < len(labels) else str(after[index]["role"])

    old_pixels = [each["pixels"] for each in before]
    new_pixels = [each["pixels"] for each in after]
    if len(before) == len(after) and before != after and sorted(old_pixels) == sorted(new_pixels):
        yield Reason(
            "ref_reordered", "references", str(len(before)), ", ".join(map(name, range(len(after))))
        )
        return
    start = _equal(before, after)
    end = _equal(before[start:][::-1], after[start:][::-1])
    for index in range(start, max(len(before), len(after)) - end):
        if index >= len(before) - end:
            yield Reason("ref_added", f"references.{index}", "", name(index))
        elif index >= len(after) - end:
            yield Reason("ref_removed", "references", str(before[index]["role"]), "")
        elif before[index] != after[index]:
            yield Reason("ref_changed", f"references.{index}", name(index), name(index))


def _equal(first: list[Any], second: list[Any]) -> int:
    """How many references are the same from the start."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, int | str) for each in value):
        return (
            " × ".join(map(str, value))
            if all(isinstance(e, int) for e in value)
            else ", ".join(map(str, value))
        )
    if isinstance(value, Mapping):
        return ", ".join(
            f"{name}: {_text(each)}" for name, each in value.items() if each not in (None, "", [])
        )
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value)
    return str(value)
