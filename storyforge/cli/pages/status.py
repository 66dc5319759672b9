"""`status`: where every picture stands, in one look."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping

from storyforge.cli.options import (
    Desk,
    data,
    data_json,
    paint_on,
    talk,
)
from storyforge.cli.pages.layout import columns, grouped, hanging, listed
from storyforge.core.graph import Graph
from storyforge.reporters import plans

_PAINTS = {
    "current": "restore",
    "draft": "restore",
    "approved-stale": "make",
    "failed": "error",
    "given": "restore",
    "stale": "make",
    "missing": "error",
    "absent": "error",
    "waiting": "wait",
    "restorable": "restore",
    "refused": "error",
    "in-doubt": "error",
}
_FINE = ("current", "given", "locked")


def page(desk: Desk, selectors: tuple[str, ...], exclude: tuple[str, ...], as_json: bool) -> int:
    """What `storyforge status` does; returns the exit code."""
    shop = desk.workshop()
    statuses, wanted = shop.statuses(), shop.select(selectors, exclude)
    shown = {node: word for node, word in statuses.items() if node in wanted}
    if as_json:
        data_json(shown)
        return 0
    graph = shop.project.film.graph
    data(_marks(graph, shown))
    data(_lists(graph, shown))
    talk(plans.standing(Counter(shown.values())))
    return 0


def _marks(graph: Graph, shown: Mapping[str, str]) -> Iterator[str]:
    """One line for each kind and scene: a mark for each picture, in the film's order."""
    paint = paint_on(sys.stdout)
    groups = _nodes(graph, shown)
    width = max(map(len, groups), default=0)
    for heading, nodes in groups.items():
        words = [shown[node] for node in nodes]
        marks = "".join(paint(_PAINTS.get(word, "quiet"), plans.STANDING[word]) for word in words)
        fine = sum(word in _FINE for word in words)
        share = f"{fine} of {len(words)}" if fine < len(words) else str(len(words))
        yield f"{heading:<{width}}  {marks}  {paint('quiet', share)}"


def _nodes(graph: Graph, shown: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    headings = {name: heading for heading, names in grouped(graph, shown).items() for name in names}
    for node in graph.nodes:
        if node in shown:
            groups.setdefault(headings[node.partition(":")[2]], []).append(node)
    return groups


def _lists(graph: Graph, shown: Mapping[str, str]) -> Iterator[str]:
    """What is not current, word by word."""
    paint, width = paint_on(sys.stdout), columns(sys.stdout)
    for word in plans.STANDING:
        nodes = {node for node, each in shown.items() if each == word}
        if word in _FINE or not nodes:
            continue
        yield ""
        mark = paint(_PAINTS.get(word, "quiet"), plans.STANDING[word])
        first, *more = hanging(f"X {word}  ", plans.MEANING[word], width)
        yield f"{mark} {paint('strong', word)}  {paint('quiet', first[len(word) + 4 :])}"
        yield from more
        for names in grouped(graph, nodes).values():
            yield from (f"  {line}" for line in listed(names, 2, width))
