"""What cannot be read is cut out and a blank put in its place, so that the rest can be judged too.

A blank holds `ids.LOST`, which no text of a document can hold: whatever is said about it is a
consequence of a fault that was told already, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from storyforge.core.ids import LOST
from storyforge.core.mark import Path

_TABLES = frozenset({"styles", "characters", "locations", "elements", "looks", "views"})
_NEEDED: Mapping[str, object] = {"id": LOST, "who": LOST, "text": LOST, "storyforge": 1}
MOST_FIELDS = 100  # that anything may have
MOST_ENTRIES = 10_000  # of a list inside something
_LINE = frozenset({"speaker", "text", "mode", "parenthetical"})
_ITEMS: Mapping[str, object] = {
    "scenes": {"id": LOST},
    "shots": {"id": LOST},
    "cast": {"who": LOST},
    "dialogue": {"text": LOST},
}


def names_things(kind: str, path: Path, given: object) -> bool:
    """Whether what is at fault may have named things, so that their names seem unknown now."""
    if kind == "extra_forbidden":  # perhaps `charcters:` with everybody in it
        return isinstance(given, dict | list)
    where = path[-2] if path and isinstance(path[-1], int) else path[-1] if path else ""
    return where in _TABLES or where in ("scenes", "shots", "include")


def flood(value: Mapping[str, Any]) -> Path | None:
    """The first place that holds more than any storyboard would, if there is one."""
    if len(value) > MOST_FIELDS:
        return ()
    for name, table in value.items():
        entries: Iterable[tuple[str | int, Any]] = ()
        if name in ("scenes", "shots") and isinstance(table, list):
            if sum(not isinstance(entry, dict) for entry in table) > MOST_ENTRIES:
                return (name,)
            entries = enumerate(table)
        elif name in _TABLES and isinstance(table, dict):
            entries = table.items()
        elif isinstance(table, list) and len(table) > MOST_ENTRIES:
            return (name,)
        for key, entry in entries:
            if isinstance(entry, dict) and (found := flood(entry)) is not None:
                return (name, key, *found)
    return None


def is_lost(value: object) -> bool:
    """Whether a value stands for one that could not be read."""
    return isinstance(value, str) and value.startswith(LOST)


def in_document(value: object, path: Path) -> Path:
    """The path as it is written: `mara: You came back.` has no key `text`, nor has plain text."""
    found: list[str | int] = []
    place = value
    for part in path:
        if (
            part == "text"
            and isinstance(place, dict)
            and len(place) == 1
            and not place.keys() & _LINE
        ):
            part = next(iter(place))
        elif not isinstance(place, dict | list):
            break
        found.append(part)
        place = _step(place, part)
    return tuple(found)


def mended(value: object, faults: Sequence[tuple[str, Path]]) -> object:
    """A copy of `value` with blanks where the faults are; lists keep their length."""
    copy = deepcopy(value)
    for number, (kind, path) in enumerate(faults):
        place: Any = copy
        if kind != "extra_forbidden" and _shorthand(path):
            path = path[:-1]
        for part in path[:-1]:
            place = _step(place, part)
        if path and isinstance(place, dict | list):
            _blank(place, path, kind, number)
    return copy


def _shorthand(path: Path) -> bool:
    """Whether a line of dialogue is at fault that is written `mara: You came back.`"""
    return len(path) > 2 and path[-3] == "dialogue" and path[-1] not in _LINE


def _blank(place: Any, path: Path, kind: str, number: int) -> None:
    """Put the blank for `path` into its container."""
    last = path[-1]
    if isinstance(place, list):
        item = _ITEMS.get(str(path[-2]), LOST)
        place[int(last)] = _numbered(item, number)
    elif kind == "extra_forbidden":
        place.pop(last, None)
        if len(path) > 2 and path[-3] in _TABLES:  # it may have been the description
            place.setdefault(_word(path[-3]), LOST)
    elif last in _NEEDED:
        place[last] = _numbered(_NEEDED[str(last)], number)
    elif len(path) > 1 and path[-2] in _TABLES:
        place[last] = {_word(path[-2]): LOST}
    else:
        place.pop(last, None)


def _word(table: str | int) -> str:
    """The field in which an entry of a table says what can be seen."""
    return "prompt" if table == "styles" else "description"


def _numbered(blank: object, number: int) -> object:
    """A blank of its own: no two things may have one id."""
    if isinstance(blank, dict):
        return {name: _numbered(value, number) for name, value in blank.items()}
    return f"{blank}{number}" if blank == LOST else blank


def _step(place: Any, part: str | int) -> Any:
    if isinstance(place, dict):
        return place.get(str(part))
    if isinstance(place, list) and isinstance(part, int) and part < len(place):
        return place[part]
    return None
