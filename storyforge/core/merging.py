"""Merging two lockfiles that went apart, node by node: what one side alone changed is taken, and
what both changed is at worst a choice between two pictures that exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from storyforge.core.ids import NodeId
from storyforge.core.lockfile import STATES, LockEntry, Lockfile, LockTake, write

SideName = Literal["ours", "theirs"]
_NAMES: tuple[SideName, ...] = get_args(SideName)
_OPEN, _BASE, _MIDDLE, _CLOSE = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "
LEFT = " (left by storyforge)"  # after a label: what both sides agree on is settled in this file


@dataclass(frozen=True, slots=True)
class Conflict:
    """A node that both sides decided differently: the block of each."""

    node: NodeId
    ours: LockEntry
    theirs: LockEntry

    def side(self, name: SideName) -> LockEntry:
        """The block of one side."""
        return self.ours if name == "ours" else self.theirs


@dataclass(frozen=True, slots=True)
class Merged:
    """What is agreed on, and what a person must choose."""

    nodes: Mapping[NodeId, LockEntry]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Halves:
    """The texts of both sides in a file with git's marks, and what the marks call them."""

    ours: bytes
    theirs: bytes
    labels: tuple[str, str]

    @property
    def begun(self) -> bool:
        """Whether a part of it was settled already: the marks are our own."""
        return self.labels[0].endswith(LEFT)


def merge(base: Lockfile, ours: Lockfile, theirs: Lockfile) -> Merged:
    """Merge node by node. Without a common past `base` is empty."""
    nodes: dict[NodeId, LockEntry] = {}
    conflicts = []
    for node in sorted({*ours.nodes, *theirs.nodes}):
        old, one, other = (each.nodes.get(node) for each in (base, ours, theirs))
        if one == other or other == old:
            found: LockEntry | None = one
        elif one == old:
            found = other
        elif one is None or other is None:
            found = one or other  # a block too many is dropped by the next build, and costs nothing
        else:
            found = _both(old, one, other)
            if found is None:
                conflicts.append(Conflict(node, one, other))
        if found:
            nodes[node] = found
    return Merged(nodes, tuple(conflicts))


def _both(old: LockEntry | None, one: LockEntry, other: LockEntry) -> LockEntry | None:
    """Both changed a block: all takes of both and one decision; None where a person must choose."""
    if one.key != other.key or one.kept != other.kept:
        return None
    takes = _takes(old, one, other)
    if takes is None:
        return None
    was = _decision(old) if old and old.key == one.key else None
    if _decision(one) == was or (other.decided and not one.decided):
        decided = other
    elif _decision(other) == was or (one.decided and not other.decided):
        decided = one
    elif one.take == other.take:
        decided = max(one, other, key=lambda each: (STATES.index(each.state), each.why))
    else:
        return None
    if takes[decided.take].rejected and not decided.takes[decided.take].rejected:
        return None  # one side uses what the other rejects
    return replace(decided, takes=takes)


def _decision(entry: LockEntry) -> tuple[int, str, str]:
    return entry.take, entry.state, entry.why


def _takes(old: LockEntry | None, one: LockEntry, other: LockEntry) -> dict[int, LockTake] | None:
    """The takes of both; None where the same number stands for two pictures."""
    takes = {**one.takes, **other.takes}
    for number in one.takes.keys() & other.takes.keys():
        first, second = one.takes[number], other.takes[number]
        if replace(first, rejected=second.rejected) != second:
            return None
        was = old.takes.get(number) if old and old.key == one.key else None
        if first.rejected != second.rejected:
            changed = first if was == second else second if was == first else None
            rejected = changed.rejected if changed else True
            takes[number] = replace(first, rejected=rejected)
    return takes


def settle(conflict: Conflict, side: SideName, take: int | None = None) -> LockEntry | None:
    """The block of one side, with what the other side has besides for the same ask. `take`: another
    take of it; None when it has none of that number.
    """
    mine = conflict.side(side)
    more = conflict.theirs if side == "ours" else conflict.ours
    takes = {**more.takes, **mine.takes} if more.key == mine.key else mine.takes
    if take is None:
        return replace(mine, takes=takes)
    if take not in takes:
        return None
    used = replace(takes[take], rejected=False)
    if take == mine.take and used == mine.takes[take]:
        return replace(mine, takes=takes)
    return replace(mine, take=take, state="picked", why="", takes={**takes, take: used})


def side_of(conflict: Conflict, take: int) -> SideName | None:
    """The side that `take` alone means; None when it means one picture here and another there."""
    one, other = conflict.ours.takes.get(take), conflict.theirs.takes.get(take)
    if conflict.ours.key != conflict.theirs.key or (one and other and one.out != other.out):
        return None
    return "ours" if one else "theirs"


def halves(data: bytes) -> Halves | None:
    """Both sides of a file in which git left its marks; None when it holds none."""
    text = data.decode("utf-8", "replace")
    sides: tuple[list[str], list[str]] = ([], [])
    within, labels, marked = "", ["", ""], False
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.startswith(_OPEN):
            within, labels[0], marked = "ours", bare.removeprefix(_OPEN), True
        elif within == "ours" and bare.startswith(_BASE):
            within = "base"
        elif within in ("ours", "base") and bare == _MIDDLE:
            within = "theirs"
        elif within == "theirs" and bare.startswith(_CLOSE):
            within, labels[1] = "", bare.removeprefix(_CLOSE)
        else:
            for name, lines in zip(_NAMES, sides, strict=True):
                if within in ("", name):
                    lines.append(line)
    if not marked:
        return None
    ours, theirs = ("".join(lines).encode() for lines in sides)
    return Halves(ours, theirs, (labels[0], labels[1]))


def unfinished(merged: Merged, labels: tuple[str, str]) -> bytes:
    """A lockfile's bytes with marks of our own around each conflict that is left."""
    left = {conflict.node: conflict for conflict in merged.conflicts}
    nodes = sorted({*merged.nodes, *left})
    lines = ['{\n  "lock": 1,\n  "nodes": {\n']
    for node in nodes:
        comma = "" if node == nodes[-1] else ","
        if node in left:
            ours, theirs = (_block(node, left[node].side(name)) for name in _NAMES)
            first, second = (label.removesuffix(LEFT) + LEFT for label in labels)
            lines += [f"{_OPEN}{first}\n", f"{ours}{comma}\n", f"{_MIDDLE}\n"]
            lines += [f"{theirs}{comma}\n", f"{_CLOSE}{second}\n"]
        else:
            lines.append(f"{_block(node, merged.nodes[node])}{comma}\n")
    return "".join([*lines, "  }\n}\n"]).encode()


def _block(node: NodeId, entry: LockEntry) -> str:
    """One block as the lockfile writes it."""
    lines = write(Lockfile({node: entry})).decode().split("\n")
    return "\n".join(lines[3:-3])  # what stands between the file's own brackets
