"""What is to become of a document: all its edits as one tree, and the value that they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from storyforge.core.compose import plain
from storyforge.core.mark import Path, show
from storyforge.core.proposal import Drop, Edit, Insert, Order, Put, Value

_SHORT = {
    **dict.fromkeys(("characters", "locations", "elements", "looks", "views"), "description"),
    **dict.fromkeys(("styles", "clip"), "prompt"),
    "cast": "who",
    "dialogue": "text",
}
"""Where a text may stand for a thing: the field that it is then."""


class CannotAmend(Exception):
    """Edits that cannot be carried out: `sentence` says why, `path` where."""

    def __init__(self, sentence: str, path: Path = ()) -> None:
        self.sentence, self.path = sentence, path
        super().__init__(f"{sentence}: {spelt(path)}" if path else sentence)


class Nothing:
    """The sort of `NOTHING`."""


NOTHING = Nothing()
"""No new value is wished; None is one."""


@dataclass(slots=True)
class Wish:
    """What is to become of one value. `put`: it is replaced; `grown`: by what is built bit by bit.
    `below`: wishes for what is in it; a key that is not there yet is `put`."""

    put: Value | Nothing = NOTHING
    grown: bool = False
    drop: bool = False
    inserts: list[tuple[int, Value]] = field(default_factory=list)
    order: tuple[int, ...] | None = None
    below: dict[str | int, Wish] = field(default_factory=dict)

    def at(self, path: Path) -> Wish:
        """The wish for what is at `path`."""
        here = self
        for step in path:
            here = here.below.setdefault(step, Wish())
        return here

    def new_keys(self, keys: Iterable[str]) -> dict[str, Value]:
        """Keys to be added to a mapping that has `keys`, with their values."""
        known = set(keys)
        return {
            str(key): wish.put
            for key, wish in self.below.items()
            if key not in known and not isinstance(wish.put, Nothing)
        }

    def survivors(self, steps: Iterable[str | int]) -> bool:
        """Whether anything of a collection is left."""
        return any(not (step in self.below and self.below[step].drop) for step in steps)


def spelt(path: Path) -> str:
    """A path as people read it: `scenes[0].shots[2].size`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{show(step)}" for step in path)
    return "".join(steps).lstrip(".")


def wished(value: object, edits: Iterable[Edit]) -> Wish:
    """All edits of a document as one tree; raises CannotAmend where they contradict each other or
    the document."""
    root = Wish()
    for edit in edits:
        if isinstance(edit, Put):
            _put(root, value, edit.path, edit.value)
        elif isinstance(edit, Drop):
            _drop(root, value, edit.path)
        elif isinstance(edit, Insert):
            _insert(root, value, edit)
        else:
            _order(root, value, edit)
    return root


def _reach(value: object, path: Path) -> tuple[object, int]:
    """The innermost collection on the way to `path`, and how many steps lead there."""
    for depth, step in enumerate(path[:-1]):
        inner = _child(value, step)
        if not isinstance(inner, dict | list):
            return value, depth
        value = inner
    return value, max(len(path) - 1, 0)


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return value[step]
    return None


def _holds(value: object, step: str | int) -> bool:
    if isinstance(value, dict):
        return isinstance(step, str) and step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def _put(root: Wish, value: object, path: Path, new: Value) -> None:
    if not path:
        raise CannotAmend("a whole file cannot be replaced by an edit")
    holder, depth = _reach(value, path)
    step, rest = path[depth], path[depth + 1 :]
    if not (_holds(holder, step) or (isinstance(holder, dict) and isinstance(step, str))):
        raise CannotAmend("there is nothing here that could be set", path)
    wish = root.at(path[: depth + 1])
    if not rest:
        if not isinstance(wish.put, Nothing):
            raise CannotAmend("two edits set the same value", path)
        wish.put = new
        return
    _grow(wish, _begun(_child(holder, step), path[: depth + 1]), path, rest, new)


def _begun(old: object, path: Path) -> dict[str, Value]:
    """The mapping that stands for a value: nothing, or a text that is short for one."""
    if old is None:
        return {}
    above = [step for step in path if isinstance(step, str)]
    named = path[-1] == "clip" or (len(path) > 1 and path[-2] in _SHORT)
    if not isinstance(old, str) or not named:
        raise CannotAmend("a single value stands where a mapping is wanted", path)
    owner = "clip" if path[-1] == "clip" else str(path[-2])
    return {_SHORT.get(owner, above[-1]): old}


def _grow(wish: Wish, begun: dict[str, Value], path: Path, rest: Path, new: Value) -> None:
    if isinstance(wish.put, Nothing):
        wish.put, wish.grown = begun, True
    if not wish.grown or not isinstance(wish.put, dict):
        raise CannotAmend("two edits set the same value", path)
    here = wish.put
    for step in rest[:-1]:
        inner = here.setdefault(str(step), {})
        if not isinstance(inner, dict):
            raise CannotAmend("a single value stands where a mapping is wanted", path)
        here = inner
    here[str(rest[-1])] = new


def _drop(root: Wish, value: object, path: Path) -> None:
    holder, depth = _reach(value, path)
    if not path or depth != len(path) - 1 or not _holds(holder, path[-1]):
        raise CannotAmend("there is nothing here that could be taken away", path)
    root.at(path).drop = True


def _insert(root: Wish, value: object, edit: Insert) -> None:
    holder, depth = _reach(value, edit.path)
    old = _child(holder, edit.path[-1]) if edit.path and depth == len(edit.path) - 1 else None
    if not edit.path:
        old = value
    if isinstance(old, list) and old:
        root.at(edit.path).inserts.append((min(max(edit.before, 0), len(old)), edit.value))
        return
    if isinstance(old, dict) or not edit.path:
        raise CannotAmend("a mapping stands where a list is wanted", edit.path)
    wish = root.at(edit.path) if depth == len(edit.path) - 1 else None
    if wish is not None and wish.grown and isinstance(wish.put, list):
        wish.put.append(edit.value)
        return
    first = [] if old is None or isinstance(old, list) else [cast(Value, old)]
    at = 0 if edit.before <= 0 else len(first)
    _put(root, value, edit.path, [*first[:at], edit.value, *first[at:]])
    if wish is not None:
        wish.grown = True


def _order(root: Wish, value: object, edit: Order) -> None:
    old = value
    for step in edit.path:
        old = _child(old, step)
    if not isinstance(old, list) or sorted(edit.order) != list(range(len(old))):
        raise CannotAmend("the new order does not name every item once", edit.path)
    wish = root.at(edit.path)
    if wish.order not in (None, edit.order):
        raise CannotAmend("two edits order the same list", edit.path)
    wish.order = edit.order


def after(value: object, wish: Wish, path: Path = ()) -> object:
    """The value that a wish leads to; raises CannotAmend where wishes contradict each other."""
    if not isinstance(wish.put, Nothing):
        if wish.drop or wish.inserts or wish.order or wish.below:
            raise CannotAmend("edits contradict each other", path)
        return plain(wish.put)
    if isinstance(value, dict):
        return _mapping_after(value, wish, path)
    return _list_after(value, wish, path) if isinstance(value, list) else value


def _mapping_after(value: dict[str, object], wish: Wish, path: Path) -> object:
    found = {}
    for key, each in value.items():
        own = wish.below.get(key)
        if own is None or not own.drop:
            found[key] = after(each, own, (*path, key)) if own else each
    return {**found, **{key: plain(new) for key, new in wish.new_keys(value).items()}}


def _list_after(value: list[object], wish: Wish, path: Path) -> object:
    found: list[object] = []
    for number in sequence(len(value), wish):
        if isinstance(number, Inserted):
            found.append(plain(number.value))
        else:
            own = wish.below.get(number)
            found.append(after(value[number], own, (*path, number)) if own else value[number])
    return found


@dataclass(frozen=True, slots=True)
class Inserted:
    """A new item among old ones."""

    value: Value


def sequence(count: int, wish: Wish) -> list[int | Inserted]:
    """The items of a list of `count` as they will stand: old ones by number, and new ones."""
    found: list[int | Inserted] = []
    for number in [*(wish.order or range(count)), count]:
        found += [Inserted(value) for before, value in wish.inserts if before == number]
        if number < count and not (number in wish.below and wish.below[number].drop):
            found.append(number)
    return found
