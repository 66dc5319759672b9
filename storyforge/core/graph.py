"""The graph: what there is and what is drawn from what. Static; it does not know what happens to
it.

An edge runs from a picture to the picture that is drawn from it. The order is the standard
library's; ways through the graph are in ways.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from storyforge.core.errors import Spot
from storyforge.core.ids import NodeId
from storyforge.core.recipe import Recipe
from storyforge.late import load


@dataclass(frozen=True, slots=True)
class Node:
    """Something of the project.

    Exactly one of `recipe` (to be made) and `given` (a finished picture: project-relative path)
    is set, or neither (a style: words and references only). `needs`: nodes whose pictures or
    words it is made from. `spot`: where it is declared. `scene`: the scene's id for shots.
    """

    id: NodeId
    recipe: Recipe | None
    given: str | None
    needs: tuple[NodeId, ...]
    spot: Spot
    scene: str = ""
    labels: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def pictured(self) -> bool:
        """Whether this node has a picture."""
        return self.recipe is not None or self.given is not None


class Cycle(Exception):
    """Things that are drawn from each other in circles.

    Each of `circles` in order: the first is drawn from the second, and so on.
    """

    def __init__(self, circles: tuple[tuple[NodeId, ...], ...]) -> None:
        super().__init__("; ".join(" -> ".join(circle) for circle in circles))
        self.circles = circles


class Graph:
    """Nodes by id and their order. Never changes."""

    __slots__ = ("_needs", "_users", "_ways", "nodes", "order")

    def __init__(self, nodes: Iterable[Node]) -> None:
        """Raises Cycle."""
        self.nodes: Mapping[NodeId, Node] = {node.id: node for node in nodes}
        self._needs = {
            node.id: [need for need in dict.fromkeys(node.needs) if need in self.nodes]
            for node in self.nodes.values()
        }
        self._users: dict[NodeId, list[NodeId]] | None = None
        self._ways: Any = None
        self.order: tuple[NodeId, ...] = self._ordered()

    def _ordered(self) -> tuple[NodeId, ...]:
        sorter: TopologicalSorter[NodeId] = TopologicalSorter()
        for node in self._needs:
            sorter.add(node)  # all first, so that ties keep the order of declaration
        for node, needs in self._needs.items():
            sorter.add(node, *needs)
        try:
            return tuple(sorter.static_order())
        except CycleError:
            raise Cycle(tuple(self._through().circles())) from None

    def _through(self) -> Any:
        """The ways through this graph (see ways.py), found when first asked for."""
        if self._ways is None:
            self._ways = load("storyforge.core.ways:Ways")(self._needs)
        return self._ways

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, node: object) -> bool:
        return node in self.nodes

    def __getitem__(self, node: NodeId) -> Node:
        return self.nodes[node]

    def above(self, node: NodeId, depth: int | None = None) -> frozenset[NodeId]:
        """Everything that `node` is made from, through any number of steps, or at most `depth`."""
        found: frozenset[NodeId] = self._through().above(node, depth)
        return found

    def below(self, node: NodeId, depth: int | None = None) -> frozenset[NodeId]:
        """Everything that is made from `node`, through any number of steps, or at most `depth`."""
        found: frozenset[NodeId] = self._through().below(node, depth)
        return found

    def path(self, first: NodeId, last: NodeId) -> tuple[NodeId, ...]:
        """A shortest way by which `last` depends on `first`; empty when it does not."""
        found: tuple[NodeId, ...] = self._through().path(first, last)
        return found

    def users(self, node: NodeId) -> tuple[NodeId, ...]:
        """Nodes made directly from `node`, in order of declaration."""
        if self._users is None:
            self._users = {each: [] for each in self.nodes}
            for user, need in self._links():
                self._users[need].append(user)
        return tuple(self._users[node])

    def _links(self) -> Iterator[tuple[NodeId, NodeId]]:
        for user, needs in self._needs.items():
            for need in needs:
                yield user, need

    def closed(self, nodes: Iterable[NodeId]) -> frozenset[NodeId]:
        """`nodes` and everything that they are made from."""
        found: set[NodeId] = set()
        stack = list(nodes)
        while stack:
            node = stack.pop()
            if node not in found:
                found.add(node)
                stack += self._needs[node]
        return frozenset(found)

    def edges(self) -> list[tuple[NodeId, NodeId]]:
        """Every edge (from, to), in a stable order."""
        return sorted((need, user) for user, need in self._links())
