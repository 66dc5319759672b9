"""Sentences about decisions and takes: what is used now, why, and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.core import takes
from storyforge.core.lockfile import LockEntry
from storyforge.core.mark import show
from storyforge.reporters.say import name

_DONE = {
    "pick": "picked",
    "approve": "approved",
    "reject": "rejected",
    "lock": "locked",
    "unlock": "unlocked",
    "adopt": "adopted",
    "accept": "accepted",
    "undo": "restored",
}


def line(verb: str, node: str, before: LockEntry | None, after: LockEntry | None) -> str:
    """What a decision did to one picture."""
    lead = f"{_DONE[verb]:<9} {name(node)}"
    if after is None:
        return f"{lead}: no picture is used"
    if before == after:
        return f"{lead} take {after.take}: it was so already"
    why = f" ({show(after.why)})" if after.why and verb != "undo" else ""
    if verb == "undo":
        return f"{lead} take {after.take}" + (f", {after.state}" if after.decided else "")
    if verb == "reject" and before:
        gone = [no for no in after.takes if after.takes[no].rejected and not _rejected(before, no)]
        return f"{lead} take {', '.join(map(str, gone))}; take {after.take} is used{why}"
    return f"{lead} take {after.take}{why}"


def _rejected(entry: LockEntry, number: int) -> bool:
    return number in entry.takes and entry.takes[number].rejected


def undone(verb: str) -> str:
    """The last decision is taken back."""
    return f"undone: {verb}"


def left(nodes: Sequence[str]) -> str:
    """What could not be accepted with the others."""
    return f"{', '.join(map(name, nodes))}: what they ask for is not known yet; build, then accept"


def state(entry: LockEntry, number: int, here: bool) -> str:
    """How one take stands: `used, approved`, `rejected`, `not here`."""
    used = number == entry.take
    parts = ["used"] if used else []
    parts += [entry.state] if used and entry.state != "auto" else []
    parts += ["rejected"] if entry.takes[number].rejected else []
    parts += [] if here else ["not here"]
    return ", ".join(parts)


def asked(word: str, varied: Sequence[str]) -> str:
    """What is different about a take: who asked for it, and in which other words."""
    return "; ".join(filter(None, (takes.described(word), ", ".join(map(show, varied)))))
