"""Segments: which part of a compiled sentence changed, and from which field that part was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from storyforge.core import film

_STOP = re.compile(r"(?<=[.!?…]) ")
_LABELS = {
    "Style: ": "style",
    "Mood: ": "mood",
    "Light: ": "light",
    "With ": "cast",
    "Continue from ": "from",
}
_SHAPES = {
    re.compile(r"\d+mm lens"): "lens",
    re.compile(r"camera at .* level"): "level",
    re.compile(r"dutch tilt of .*"): "roll",
    re.compile(
        r"over the (left|right) shoulder|seen through the eyes.*|point of view|a reaction"
    ): "perspective",
    re.compile(r"no people|an insert of the detail alone|group shot|a crowd"): "framing",
    re.compile(r"at @\S+"): "location",
}
_WORDS = {
    **dict.fromkeys(film.FRAMINGS.canonical, "framing"),
    **dict.fromkeys(film.ANGLE_WORDS.values(), "angle"),
    **dict.fromkeys(film.TIMES.canonical, "time"),
    **dict.fromkeys(film.WEATHERS.canonical, "weather"),
    **{part: "size" for words in film.SIZE_WORDS.values() for part in words.split(", ")},
}


def changed(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(field, before, after) for every part of two sentences that is not the same."""
    old, new = _STOP.split(before), _STOP.split(after)
    for kind, start, end, first, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield from _pairs(old[start:end], new[first:last])


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Changed segments, brought together by the field they come from."""
    fields: dict[str, tuple[list[str], list[str]]] = {}
    for side, segments in enumerate((old, new)):
        for segment in segments:
            fields.setdefault(_field(segment), ([], []))[side].append(_bare(segment))
    for field, (was, now) in fields.items():
        if field == "set-up":
            yield from _parts(" ".join(was), " ".join(now))
        else:
            yield field, " ".join(was), " ".join(now)


def _field(segment: str) -> str:
    """What a segment was made from; `set-up` when each of its parts has its own field."""
    for label, field in _LABELS.items():
        if segment.startswith(label):
            return field
    return "set-up" if any(_part(part) for part in _split(segment)) else "prompt"


def _split(segment: str) -> list[str]:
    return [part for part in re.split(r"[,.] ?", segment.casefold()) if part]


def _part(part: str) -> str:
    return _WORDS.get(part) or next(
        (name for shape, name in _SHAPES.items() if shape.fullmatch(part)), ""
    )


def _parts(was: str, now: str) -> Iterator[tuple[str, str, str]]:
    old, new = _split(was), _split(now)
    fields: dict[str, tuple[list[str], list[str]]] = {}
    for side, (own, other) in enumerate(((old, new), (new, old))):
        for part in own:
            if part not in other:
                fields.setdefault(_part(part) or "time", ([], []))[side].append(part)
    for field, (gone, come) in fields.items():
        yield field, ", ".join(gone), ", ".join(come)


def _bare(segment: str) -> str:
    """A segment without its label and its stop."""
    for label, field in _LABELS.items():
        if segment.startswith(label) and field in ("style", "mood", "light"):
            segment = segment.removeprefix(label)
    return segment.removesuffix(".")
