"""Where pictures stand: a plan's steps as words, the same on the board, and what differs from the
lockfile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from storyforge.core.board import State
from storyforge.core.graph import Graph
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import HAND, LockEntry
from storyforge.core.plan import (
    Absent,
    Current,
    Given,
    Hold,
    Keep,
    Make,
    Plan,
    Refuse,
    Restore,
    Signed,
    Step,
    Wait,
)

DRAFT = "draft"  # the provider that draws here, and the word for its pictures in a film of another
_ABSENCE = {"never_built": "missing", "bytes_missing": "absent"}
_WORDS: dict[type, Callable[[Any], str]] = {
    Given: lambda _: "given",
    Current: lambda _: "current",
    Restore: lambda _: "restorable",
    Keep: lambda step: "stale" if step.stale else "locked",
    Wait: lambda _: "waiting",
    Refuse: lambda _: "refused",
    Hold: lambda _: "in-doubt",
    Signed: lambda _: "approved-stale",
    Absent: lambda step: "absent" if step.known else _ABSENCE.get(step.reasons[0].code, "stale"),
    Make: lambda step: _ABSENCE.get(step.reasons[0].code, "stale"),
}
# What the board says of a picture it has; nothing for one that is as it is asked for.
_SHOWN: dict[type, Callable[[Any], State | None]] = {
    Restore: lambda _: "stale",
    Keep: lambda step: "stale" if step.stale else "locked",
    Wait: lambda _: "waiting",
    Refuse: lambda _: "refused",
    Hold: lambda _: "in doubt",
    Signed: lambda _: "approved-stale",
    Absent: lambda step: "absent" if step.known else "stale",
    Make: lambda step: None if step.expected else "stale",
}


def words(
    plan: Plan, drafts: Collection[NodeId] = (), failed: Collection[NodeId] = ()
) -> dict[NodeId, str]:
    """Every node's verdict as one word; all of them stand in `selector.STATUSES`.

    `drafts`: see there. `failed`: what the last build could not make.
    """
    return {node: _word(step, node in drafts, node in failed) for node, step in plan.steps.items()}


def _word(step: Step, draft: bool, failed: bool) -> str:
    if failed and isinstance(step, Make):
        return "failed"
    return DRAFT if draft and isinstance(step, Current) else _WORDS[type(step)](step)


def shown(plan: Plan) -> dict[NodeId, State]:
    """What the board says of nodes that have a picture, as far as it is not the one they ask for
    now, or not known to be.
    """
    said = ((node, _SHOWN.get(type(step), _nothing)(step)) for node, step in plan.steps.items())
    return {node: state for node, state in said if state}


def _nothing(_: Step) -> None:
    """A picture that is as it is asked for."""


def drafts(graph: Graph, provider: str, entries: Mapping[NodeId, LockEntry]) -> frozenset[NodeId]:
    """Pictures that the house draws, in a film whose `provider` is another: not the last word."""
    if provider.partition("/")[0] == DRAFT:
        return frozenset()
    return frozenset(
        node.id
        for node in graph.nodes.values()
        if node.recipe and node.recipe.provider == DRAFT and not _by_hand(entries.get(node.id))
    )


def by_hand(entries: Mapping[NodeId, LockEntry]) -> Iterable[NodeId]:
    """Nodes whose picture was made by hand."""
    return (node for node, entry in entries.items() if _by_hand(entry))


def _by_hand(entry: LockEntry | None) -> bool:
    return bool(entry and entry.chosen and entry.chosen.asked == HAND)


def unlike(plan: Plan, locked: Mapping[NodeId, LockEntry]) -> Iterator[NodeId]:
    """Nodes for which a build would make something, or write other lines into the lockfile.

    `locked`: the lockfile's entries. Those of nodes that were not planned count as they are.
    """
    for node, step in plan.steps.items():
        changed = isinstance(step, Current) and step.entry != locked.get(node)
        if changed or isinstance(step, Make | Wait | Restore | Refuse | Hold | Signed | Absent):
            yield node
