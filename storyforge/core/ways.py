"""The ways through the graph: what lies above and below, how one thing leads to another, circles.

The only door to networkx. Loaded when somebody asks for a way: most commands never do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from storyforge.core.ids import NodeId


class Ways:
    """Ways through `needs`: node -> nodes it is made from, in order of declaration."""

    __slots__ = ("_digraph", "_rank")

    def __init__(self, needs: Mapping[NodeId, Sequence[NodeId]]) -> None:
        self._rank = {node: number for number, node in enumerate(needs)}
        self._digraph = nx.DiGraph()
        self._digraph.add_nodes_from(needs)
        self._digraph.add_edges_from(
            (need, node) for node, wanted in needs.items() for need in wanted
        )

    def above(self, node: NodeId, depth: int | None) -> frozenset[NodeId]:
        """What `node` is made from, through any number of steps, or at most `depth`."""
        if depth is None:
            return frozenset(nx.ancestors(self._digraph, node))
        upward = self._digraph.reverse(copy=False)
        return frozenset(nx.single_source_shortest_path_length(upward, node, depth)) - {node}

    def below(self, node: NodeId, depth: int | None) -> frozenset[NodeId]:
        """What is made from `node`, through any number of steps, or at most `depth`."""
        if depth is None:
            return frozenset(nx.descendants(self._digraph, node))
        return frozenset(nx.single_source_shortest_path_length(self._digraph, node, depth)) - {node}

    def path(self, first: NodeId, last: NodeId) -> tuple[NodeId, ...]:
        """A shortest way by which `last` depends on `first`; empty when it does not."""
        try:
            return tuple(nx.shortest_path(self._digraph, first, last))
        except nx.NetworkXNoPath:
            return ()

    def circles(self) -> Iterator[tuple[NodeId, ...]]:
        """One circle of each knot, beginning with what is declared first; each is drawn from the
        next.
        """
        for knot in nx.strongly_connected_components(self._digraph):
            loose = self._digraph.subgraph(knot)
            if len(knot) > 1 or loose.number_of_edges():
                circle = [edge[1] for edge in reversed(nx.find_cycle(loose, min(knot)))]
                first = circle.index(min(circle, key=self._rank.__getitem__))
                yield (*circle[first:], *circle[:first])
