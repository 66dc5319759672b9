"""`graph`: what is drawn from what, for eyes and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator

from storyforge.cli.options import Desk, data, paint_on
from storyforge.cli.pages.layout import called, columns, hanging
from storyforge.core import ids
from storyforge.core.graph import Graph
from storyforge.reporters import say

Nodes = list[str]
Edges = list[tuple[str, str]]


def page(desk: Desk, selectors: tuple[str, ...], exclude: tuple[str, ...], form: str) -> int:
    """What `storyforge graph` does; returns the exit code."""
    shop = desk.workshop()
    whole = shop.project.film.graph
    chosen = shop.select(selectors, exclude)
    nodes = [node for node in whole.nodes if node in chosen]
    edges = [edge for edge in whole.edges() if edge[0] in chosen and edge[1] in chosen]
    data(_FORMS[form](whole, nodes, edges))
    return 0


class _Tree:
    """The text form: everything once, under its scene or kind, below what it goes on from."""

    def __init__(self, whole: Graph, nodes: Nodes) -> None:
        self.whole, self.paint, self.width = whole, paint_on(sys.stdout), columns(sys.stdout)
        self.above = {node: self._above(node, set(nodes)) for node in nodes}
        self.below: dict[str, Nodes] = {}
        for node, above in self.above.items():
            self.below.setdefault(above, []).append(node)

    def _above(self, node: str, chosen: set[str]) -> str:
        """What `node` hangs below: its own base, its still, or the shot it goes on from, else
        nothing."""
        recipe, kind = self.whole[node].recipe, ids.kind_of(node)
        base = node.rpartition("/")[0]
        if base in chosen:
            return base
        for use in recipe.uses if recipe else ():
            if use.role == "still" and use.source in chosen:
                return use.source
            if use.role == "from" and use.source in chosen and ids.kind_of(use.source) == kind:
                return use.source if self._scene(use.source) == self._scene(node) else ""
        return ""

    def _scene(self, node: str) -> str:
        return self.whole[node].scene

    def lines(self) -> Iterator[str]:
        """The tree."""
        heading = ""
        for node in self.below.get("", []):
            here = self._scene(node) or say.PLURALS[ids.kind_of(node)]
            if here != heading:
                yield self.paint("strong", here)
                heading = here
            yield from self._branch(node, "  ", "  ")

    def _branch(self, node: str, lead: str, further: str) -> Iterator[str]:
        first, *rest = hanging(f"{lead}{self._label(node)}", self._needs(node), self.width)
        yield first
        below = self.below.get(node, [])
        bar = "│ " if below else "  "
        yield from (f"{further}{bar}{line[len(further) + 2 :]}" for line in rest)
        for number, each in enumerate(below):
            last = number == len(below) - 1
            yield from self._branch(
                each, f"{further}{'└' if last else '├'}─ ", f"{further}{' ' if last else '│'}  "
            )

    def _label(self, node: str) -> str:
        above = self.above[node]
        name = ids.name_of(node)
        short = name.rpartition("/")[2] if above and node.startswith(above + "/") else name
        if ids.kind_of(node) == "clip":
            short = "clip" if above else node
        return f"{short}  " if self._needs(node) else short

    def _needs(self, node: str) -> str:
        one = self.whole[node]
        names = (
            [
                say.show(use.file or ids.name_of(use.source))
                for use in one.recipe.uses
                if use.source != self.above[node] and use.role != "style"
            ]
            if one.recipe
            else []
        )
        names += [say.show(path) for path in (*one.files, *([one.given] if one.given else []))]
        return f"← {', '.join(names)}" if names else ""


def _text(whole: Graph, nodes: Nodes, _: Edges) -> Iterator[str]:
    return _Tree(whole, nodes).lines()


def _mermaid(_: Graph, nodes: Nodes, edges: Edges) -> Iterator[str]:
    yield "flowchart LR"
    numbers = {node: f"n{number}" for number, node in enumerate(nodes)}
    shapes = {"shot": ("[", "]"), "character": ("([", "])"), "location": ("[/", "/]")}
    for node in nodes:
        left, right = shapes.get(ids.kind_of(node), ("(", ")"))
        yield f'  {numbers[node]}{left}"{called(node)}"{right}'
    for first, last in edges:
        yield f"  {numbers[first]} --> {numbers[last]}"


def _dot(_: Graph, nodes: Nodes, edges: Edges) -> Iterator[str]:
    yield "digraph storyforge {"
    yield "  rankdir=LR; node [shape=box, fontname=Helvetica];"
    for node in nodes:
        yield f'  "{node}" [label="{called(node)}"];'
    for first, last in edges:
        yield f'  "{first}" -> "{last}";'
    yield "}"


def _json(whole: Graph, nodes: Nodes, edges: Edges) -> Iterator[str]:
    described = [
        {"id": node, "kind": ids.kind_of(node), "scene": whole[node].scene} for node in nodes
    ]
    yield json.dumps({"nodes": described, "edges": edges}, indent=2)


_FORMS: dict[str, Callable[[Graph, Nodes, Edges], Iterator[str]]] = {
    "text": _text,
    "mermaid": _mermaid,
    "dot": _dot,
    "json": _json,
}
