"""The life of a picture, as values: what each revision of the lockfile changed in its block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storyforge.core.changed_words import Words
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry, LockTake


@dataclass(frozen=True, slots=True)
class Take:
    """One picture, with what is known here of how it came to be.

    `used`: it was the chosen one in that revision. `cost`: US dollars as text, empty when not
    known; `maker`: as the provider reported itself.
    """

    number: int
    out: str
    media: str
    asked: str = ""
    rejected: bool = False
    used: bool = False
    seed: int | None = None
    cost: str = ""
    seconds: float = 0.0
    maker: str = ""
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One revision in which the picture's block changed. `commit`: empty for what is not committed.

    `steps`: what changed; `came`: takes that were not there before.
    """

    commit: str
    author: str
    date: str
    subject: str
    steps: tuple[Words, ...]
    came: tuple[Take, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """A picture from its first revision to now, newest chapter first. `now`: its present takes."""

    node: NodeId
    title: str
    state: str
    now: tuple[Take, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...] = ()


def steps(before: LockEntry | None, after: LockEntry | None) -> tuple[Words, ...]:
    """What changed between two versions of a block, most telling first."""
    return tuple(_steps(before, after))


def _steps(before: LockEntry | None, after: LockEntry | None) -> Iterator[Words]:
    if after is None:
        if before is not None:
            yield Words("gone", str(before.take), "")
        return
    if before is None:
        yield Words("made", "", str(len(after.takes)))
    else:
        yield from _further(before, after)
    if after.state != (before.state if before else "auto"):
        yield Words("state", before.state if before else "auto", after.state)
    yield from _rejections(before, after)
    if after.why and after.why != (before.why if before else ""):
        yield Words("why", before.why if before else "", after.why)


def _further(before: LockEntry, after: LockEntry) -> Iterator[Words]:
    kept = _pictures(before) & _pictures(after)
    if before.key != after.key:
        yield Words("accepted" if after.kept else "asked", before.key, after.key)
    if come := _pictures(after) - kept:
        yield Words("came", "", str(len(come)))
    if gone := _pictures(before) - kept:
        yield Words("went", str(len(gone)), "")
    if before.take != after.take and not (before.key != after.key and not after.kept):
        yield Words("take", str(before.take), str(after.take))


def _rejections(before: LockEntry | None, after: LockEntry) -> Iterator[Words]:
    had = {take.out for take in before.takes.values() if take.rejected} if before else set()
    for number, take in sorted(after.takes.items()):
        if take.rejected and take.out not in had:
            yield Words("rejected", "", str(number))


def _pictures(entry: LockEntry) -> set[str]:
    return {take.out for take in entry.takes.values()}


def come(before: LockEntry | None, after: LockEntry | None) -> list[tuple[int, LockTake]]:
    """Takes of a block that the one before has not."""
    had = _pictures(before) if before else set()
    takes = after.takes.items() if after else ()
    return [(number, take) for number, take in sorted(takes) if take.out not in had]
