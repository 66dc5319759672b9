"""Selectors: which nodes a few words mean. `s010`, `s0*`, `+s010`, `mara+`,
`kind:shot,scene:sc1`, `status:stale`.

    expression := term ...            any of the terms
    term       := atom,atom...        all of the atoms
    atom       := [@][n]+ method:value +[n]

`+x` adds everything x is made from, `x+` everything made from x; a number limits the steps
(`2+x`, `x+1`). `@x` is x, everything made from it, and all that those need. Methods: `id:` (the
default; `*` and `?` match), `kind:`, `scene:`, `tag:`, `uses:`, `provider:`, `status:`, `path:`,
`result:` (of the last build: `result:failed` is what to do again).
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from storyforge.core import ids
from storyforge.core.errors import Problem, UsageError
from storyforge.core.film import nearest
from storyforge.core.film_graph import Film
from storyforge.core.graph import Graph
from storyforge.core.ids import NodeId
from storyforge.core.recipe import Recipe

STATUSES = (
    "current",
    "draft",
    "stale",
    "approved-stale",
    "missing",
    "failed",
    "absent",
    "restorable",
    "waiting",
    "locked",
    "given",
    "refused",
    "in-doubt",
)
RESULTS = ("made", "failed", "skipped", "refused", "in-doubt")
_ATOM = re.compile(
    r"(?P<at>@)?(?P<up>\d*\+)?(?:(?P<method>[a-z]+):(?!//))?(?P<value>[^+]*?)(?P<down>\+\d*)?"
)
Found = frozenset[NodeId]


@dataclass(slots=True)
class Selector:
    """What selecting needs to know. `statuses` is asked only when a status is, `results` (of the
    last build) when a result is."""

    film: Film
    graph: Graph
    statuses: Callable[[], Mapping[NodeId, str]]
    results: Callable[[], Mapping[NodeId, str]] = dict

    def term(self, text: str) -> Found:
        """Nodes that all atoms of a term mean."""
        found: Found | None = None
        for atom in text.split(","):
            each = self._atom(atom, text)
            found = each if found is None else found & each
        return found or frozenset()

    def _atom(self, atom: str, term: str) -> Found:
        parts = _ATOM.fullmatch(atom.strip())
        if not parts or not parts["value"]:
            raise _usage(
                f'"{term}" is no selector',
                "for example: `s010`, `+s010`, `scene:sc1`, `kind:shot,status:stale`",
            )
        found = self._method(parts["method"], parts["value"])
        result = set(found)
        for node in found:
            if parts["up"]:
                result |= self.graph.above(node, _steps(parts["up"]))
            if parts["down"] or parts["at"]:
                result |= self.graph.below(node, _steps(parts["down"]))
        return self.graph.closed(result) if parts["at"] else frozenset(result)

    def _method(self, method: str | None, value: str) -> Found:
        if method in ids.KINDS:  # a node's full id: `shot:s010`
            return self._id(f"{method}:{value}")
        if method is None:
            return self._id(value)
        test = _METHODS.get(method)
        if test is None:
            close = nearest(method, (*_METHODS, *ids.KINDS))
            legal = ", ".join(f"{each}:" for each in _METHODS)
            raise _usage(
                f'there is no selector "{method}:"',
                f'did you mean "{close}:"?' if close else f"legal: {legal}",
            )
        return test(self, value)

    def _id(self, value: str) -> Found:
        value = value.casefold()
        names = self.graph.nodes
        if value in names:
            return frozenset({value})
        known = self.film.names.nodes.get(value)
        if known is not None and known in names:
            return frozenset({known})
        for kind in ("style", "group"):
            if f"{kind}:{value}" in names:
                return frozenset({f"{kind}:{value}"})
        if any(each in value for each in "*?["):
            return self._matching(
                lambda node: fnmatch.fnmatchcase(node if ":" in value else ids.name_of(node), value)
            )
        scenes = {node.scene for node in names.values()}
        if value in scenes:
            return _scene(self, value)
        close = nearest(value, (*(ids.name_of(node) for node in names), *scenes))
        raise _usage(
            f'nothing is named "{value}"',
            f'did you mean "{close}"?' if close else "`storyforge ls` lists everything",
        )

    def _matching(self, test: Callable[[NodeId], bool]) -> Found:
        return frozenset(node for node in self.graph.nodes if test(node))


def _scene(selector: Selector, value: str) -> Found:
    names = {node.scene for node in selector.graph.nodes.values() if node.scene}
    _known("scene", value, names)
    wanted = set(fnmatch.filter(names, value))
    return selector._matching(lambda node: selector.graph[node].scene in wanted)


def _known(what: str, value: str, names: Collection[str]) -> None:
    """Raises UsageError for a name that is neither a pattern nor known."""
    if value in names or any(each in value for each in "*?["):
        return
    close = nearest(value, tuple(sorted(names)))
    raise _usage(
        f'there is no {what} "{value}" here',
        f'did you mean "{close}"?' if close else f"known: {', '.join(sorted(names)) or 'none'}",
    )


def _kind(selector: Selector, value: str) -> Found:
    kinds = {"look": "character", "view": "location"}
    if value not in (*ids.KINDS, *kinds):
        close = nearest(value, (*ids.KINDS, *kinds))
        raise _usage(
            f'there is no kind "{value}"',
            f'did you mean "{close}"?' if close else f"legal: {', '.join(ids.KINDS)}",
        )
    part = value in kinds
    wanted = kinds.get(value, value)
    return selector._matching(
        lambda node: ids.kind_of(node) == wanted and (not part or "/" in node)
    )


def _status(selector: Selector, value: str) -> Found:
    if value not in STATUSES:
        close = nearest(value, STATUSES)
        raise _usage(
            f'there is no status "{value}"',
            f'did you mean "{close}"?' if close else f"legal: {', '.join(STATUSES)}",
        )
    statuses = selector.statuses()
    return selector._matching(lambda node: statuses.get(node) == value)


def _result(selector: Selector, value: str) -> Found:
    if value not in RESULTS:
        close = nearest(value, RESULTS)
        raise _usage(
            f'there is no result "{value}"',
            f'did you mean "{close}"?' if close else f"legal: {', '.join(RESULTS)}",
        )
    results = selector.results()
    return selector._matching(lambda node: results.get(node) == value)


def _uses(selector: Selector, value: str) -> Found:
    used = selector._id(value)
    return frozenset(user for node in used for user in selector.graph.users(node))


def _tag(selector: Selector, value: str) -> Found:
    names = {label for node in selector.graph.nodes.values() for label in node.labels}
    _known("tag", value, names)
    wanted = set(fnmatch.filter(names, value))
    return selector._matching(lambda node: not wanted.isdisjoint(selector.graph[node].labels))


def _provider(selector: Selector, value: str) -> Found:
    said = {node: _said(selector.graph[node].recipe) for node in selector.graph.nodes}
    _known("provider", value, {name for names in said.values() for name in names})
    return selector._matching(lambda node: bool(fnmatch.filter(said[node], value)))


def _said(recipe: Recipe | None) -> tuple[str, ...]:
    return (recipe.provider, f"{recipe.provider}/{recipe.model}") if recipe else ()


def _path(selector: Selector, value: str) -> Found:
    return selector._matching(
        lambda node: fnmatch.fnmatchcase(selector.graph[node].spot.file, value)
    )


_METHODS: dict[str, Callable[[Selector, str], Found]] = {
    "id": lambda selector, value: selector._id(value),
    "kind": _kind,
    "scene": _scene,
    "tag": _tag,
    "uses": _uses,
    "provider": _provider,
    "status": _status,
    "result": _result,
    "path": _path,
}


def _steps(text: str | None) -> int | None:
    number = (text or "").strip("+")
    return int(number) if number else None


def select(selector: Selector, targets: tuple[str, ...], exclude: tuple[str, ...] = ()) -> Found:
    """Nodes that any of `targets` means (all nodes when there are none) and none of `exclude`.

    Raises UsageError for what is no selector, names nothing, or selects nothing at all.
    """
    found: Found = frozenset(selector.graph.nodes)
    if targets:
        found = frozenset().union(*(selector.term(each) for each in targets))
    for each in exclude:
        found -= selector.term(each)
    if not found:
        raise _usage("this selects nothing", "`storyforge ls SELECTOR` shows what a selector means")
    return found


def _usage(sentence: str, advice: str) -> UsageError:
    return UsageError(Problem("S001", sentence, advice=advice))
