"""Where pictures stand: a plan's steps as words, what is stale, and what differs from the
lockfile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry
from storyforge.core.plan import Current, Given, Keep, Make, Plan, Restore, Step, Wait

_ABSENCE = {"never_built": "missing", "bytes_missing": "absent"}
_WORDS: dict[type, Callable[[Any], str]] = {
    Given: lambda _: "given",
    Current: lambda _: "current",
    Restore: lambda _: "restorable",
    Keep: lambda step: "stale" if step.stale else "locked",
    Wait: lambda _: "waiting",
    Make: lambda step: _ABSENCE.get(step.reasons[0].code, "stale"),
}


def words(plan: Plan) -> dict[NodeId, str]:
    """Every node's verdict as one word; all of them stand in `selector.STATUSES`."""
    return {node: _WORDS[type(step)](step) for node, step in plan.steps.items()}


def stale(plan: Plan) -> frozenset[NodeId]:
    """Nodes that have a picture, but not the one they ask for now."""
    return frozenset(node for node, step in plan.steps.items() if _is_stale(step))


def _is_stale(step: Step) -> bool:
    if isinstance(step, Make):
        return step.expected is None
    return isinstance(step, Wait | Restore) or (isinstance(step, Keep) and step.stale)


def unlike(plan: Plan, locked: Mapping[NodeId, LockEntry]) -> Iterator[NodeId]:
    """Nodes for which a build would make something, or write other lines into the lockfile.

    `locked`: the lockfile's entries. Those of nodes that were not planned count as they are.
    """
    for node, step in plan.steps.items():
        changed = isinstance(step, Current) and step.entry != locked.get(node)
        if changed or isinstance(step, Make | Wait | Restore):
            yield node
