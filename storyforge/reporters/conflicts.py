"""Sentences about a merge of lockfiles: what both sides say, and how it is settled."""

from __future__ import annotations

from storyforge.core.mark import show
from storyforge.core.merging import LEFT
from storyforge.reporters.say import count, name

NOT_HERE = "not here"


def called(side: str, label: str) -> str:
    """`ours (HEAD)`."""
    label = label.removesuffix(LEFT)
    return side if label in ("", side) else f"{side} ({show(label)})"


def decided(take: int, state: str) -> str:
    """`take 2, approved`."""
    return f"take {take}" + ("" if state == "auto" else f", {state}")


def side(which: str, label: str, take: int, state: str, file: str) -> str:
    """One side of a conflict, and where its picture lies."""
    return f"  {called(which, label)}: {decided(take, state)}  {show(file) or NOT_HERE}"


def way(node: str, which: str) -> str:
    """The command that takes a side."""
    return f"storyforge resolve {name(node)} --{which}"


def settled(node: str, take: int, which: str) -> str:
    """A conflict that was chosen."""
    return f"settled  {name(node)} take {take}, {which}"


def whole(nodes: int) -> str:
    """Nothing is left."""
    return f"storyforge.lock is whole: {count(nodes, 'picture')}; next: `git add storyforge.lock`"


def left(conflicts: int) -> str:
    """What is to be done about the rest."""
    return (
        f"{count(conflicts, 'conflict')} left: `storyforge resolve NODE --ours` or `--theirs`; "
        "without NODE all of them"
    )
