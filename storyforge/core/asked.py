"""What one node asks for, plainly and take by take, and which of it is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from storyforge.core import takes
from storyforge.core.action import Action
from storyforge.core.lockfile import HAND, LockEntry, LockTake
from storyforge.core.reason import Reason, reasons_between
from storyforge.core.recipe import Recipe
from storyforge.core.takes import PLAIN, Extra
from storyforge.core.trace import Trace


class Known(Protocol):
    """What deciding needs to know of the store."""

    def has(self, sha256: str) -> bool:
        """Whether a picture is here."""

    def trace(self, key: str, take: int) -> Trace | None:
        """What is known of a result."""

    def takes(self, key: str) -> tuple[int, ...]:
        """Which results of an ask are known."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One node's plain ask, with all that its takes need to know."""

    action: Action
    key: str
    recipe: Recipe
    entry: LockEntry | None
    limit: int  # references that the model takes
    extra: Mapping[int, Extra]

    @property
    def same(self) -> LockEntry | None:
        """The lockfile's block, when it is about this very ask."""
        return self.entry if self.entry and self.entry.key == self.key else None

    def numbers(self) -> tuple[int, ...]:
        """The takes that are wanted, ascending: those of the manifest and of persons, and always
        what a person chose or turned down, and what is used in its place."""
        kept: set[int] = set()
        if self.same:
            kept = {number for number, take in self.same.takes.items() if take.rejected}
            kept |= {self.same.take} if kept or self.same.decided else set()
        return tuple(sorted({*range(self.recipe.takes), *self.extra, *kept}))

    def own(self, take: int) -> str:
        """The key of one take."""
        extra, wander = self.extra.get(take, PLAIN), self.recipe.wander
        asked = takes.ask(self.action, self.key, take, wander, extra, self.limit)
        return takes.own_key(self.action, self.key, asked)

    def locked(self, take: int, own: str) -> LockTake | None:
        """The lockfile's picture for a take that asks `own`. An accepted ask has all of its
        block's."""
        named = self.entry.takes.get(take) if self.entry else None
        if named is None or self.entry is None:
            return None
        accepted = self.same is not None and bool(self.same.kept)
        return named if accepted or (named.key or self.entry.key) == own else None


def found(known: Known, ask: Ask, own: str, take: int) -> LockTake | None:
    """Take `take` of this ask, if its picture is here: as the lockfile names it, else as a
    trace does.
    """
    named = ask.locked(take, own)
    if named and known.has(named.out):
        return named
    trace = known.trace((named and named.key) or own, take)
    if trace is None or not known.has(trace.output.sha256):
        return None
    if named and named.pixels == trace.output.pixels:
        return named  # the same picture in other bytes: the lockfile stays as it is
    if named and _only(ask, named, take):
        return None
    return lock_take(trace, ask.key, ask.extra.get(take, PLAIN))


def _only(ask: Ask, named: LockTake, take: int) -> bool:
    """Whether a person meant this very picture, so that no other may stand for it."""
    chosen = ask.same is not None and ask.same.decided and ask.same.take == take
    return named.rejected or named.asked == HAND or chosen


def why(known: Known, ask: Ask, have: Mapping[int, LockTake]) -> tuple[Reason, ...]:
    """Why a node is not as it is asked for."""
    entry = ask.entry
    if entry is None:
        return (Reason("never_built"),)
    if ask.same:
        lost = any(
            ask.locked(take, ask.own(take)) and have.get(take) != locked
            for take, locked in entry.takes.items()
            if take in ask.numbers()
        )
        return (Reason("bytes_missing" if lost else "take_requested"),)
    before = earlier(known, entry)
    if before is None:
        return (Reason("recipe_unknown"),)
    labels = tuple(use.label for use in ask.recipe.uses)
    return reasons_between(before.action, ask.action, labels)


def earlier(known: Known, entry: LockEntry) -> Trace | None:
    """What is known of the ask that a block was made for."""
    for key in dict.fromkeys(filter(None, (entry.key, entry.kept))):
        for take in dict.fromkeys((0, entry.take)):
            trace = known.trace(key, take)
            if trace:
                return trace
    return None


def returned(entry: LockEntry | None, key: str) -> LockEntry | None:
    """A block whose acceptance is over: what is asked for is what its pictures were made for."""
    if entry is None or entry.kept != key:
        return entry
    takes = {number: _renamed(take, entry.key, key) for number, take in entry.takes.items()}
    return replace(entry, key=key, takes=takes, kept="", why="")


def _renamed(take: LockTake, before: str, key: str) -> LockTake:
    own = take.key or before
    return replace(take, key="" if own == key else own)


def lock_take(trace: Trace, key: str, extra: Extra = PLAIN) -> LockTake:
    """A result as the lockfile names it. `key`: of its node's plain ask."""
    own, output = trace.key if trace.key != key else "", trace.output
    return LockTake(output.sha256, output.pixels, own, output.media, extra.asked)


def entry_of(key: str, takes: Mapping[int, LockTake], old: LockEntry | None) -> LockEntry:
    """A node's new block: its choice lives on while the ask is the same and the chosen take is
    there, its state while that is the very picture. What was rejected is never chosen.
    """
    if old and old.key == key and old.take in takes:
        same = old.chosen and old.chosen.pixels == takes[old.take].pixels
        return replace(old, takes=takes) if same else LockEntry(key, old.take, takes)
    free = (number for number, take in takes.items() if not take.rejected)
    return LockEntry(key, min(free, default=min(takes)), takes)


def within(new: LockEntry, old: LockEntry | None) -> bool:
    """Whether a node stays as it is, at most with fewer takes beside the chosen one."""
    return bool(
        old
        and (new.key, new.take, new.state) == (old.key, old.take, old.state)
        and new.takes.items() <= old.takes.items()
    )
