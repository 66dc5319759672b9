"""Decisions: what a person says about a picture, each as a change of its block in the lockfile.

Every function gives the block as it is afterwards (the very same where nothing changes), or a `No`:
why it cannot be so, and what to do instead. They choose among pictures that are there; none makes
anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from storyforge.core.lockfile import HAND, LONGEST_WHY, LockEntry, LockTake
from storyforge.core.trace import Output


@dataclass(frozen=True, slots=True)
class No:
    """A decision that cannot be made: why, and advice. `held`: somebody decided otherwise before,
    and must be asked first.
    """

    sentence: str
    advice: str
    held: bool = False


Decided = LockEntry | No


def words(text: str) -> str:
    """The words given with a decision, as the lockfile keeps them: one line, nothing unseen."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(plain.split())[:LONGEST_WHY]


def pick(name: str, entry: LockEntry, take: int, why: str = "") -> Decided:
    """Use this take."""
    held = _missing(name, entry, take) or _held(name, entry, entry.take == take)
    if held:
        return held
    if entry.take == take and entry.decided:
        return entry
    takes = {**entry.takes, take: replace(entry.takes[take], rejected=False)}
    return _said(replace(entry, take=take, takes=takes, state="picked"), why)


def approve(name: str, entry: LockEntry, why: str = "") -> Decided:
    """Say yes to the picture that is used."""
    if entry.state == "locked":
        return No(
            f"{name} is locked, which holds more than an approval",
            f"`storyforge unlock {name}` first",
            held=True,
        )
    if entry.state == "approved" and not why:
        return entry
    return _said(_used(entry, "approved"), why)


def lock(name: str, entry: LockEntry, why: str = "") -> Decided:  # noqa: ARG001
    """Keep the picture that is used, whatever changes."""
    if entry.state == "locked" and not why:
        return entry
    return _said(_used(entry, "locked"), why)


def unlock(name: str, entry: LockEntry, why: str = "") -> Decided:
    """End a lock or an approval; the choice stays."""
    if entry.state in ("auto", "picked"):
        return No(f"{name} is neither locked nor approved", "there is nothing to undo here")
    return _said(replace(entry, state="picked"), why)


def reject(name: str, entry: LockEntry, take: int, why: str = "") -> Decided:
    """Never use this take; where it is used, the first one that may be takes its place."""
    held = _missing(name, entry, take) or (_held(name, entry) if take == entry.take else None)
    if held:
        return held
    if entry.takes[take].rejected:
        return entry
    takes = {**entry.takes, take: replace(entry.takes[take], rejected=True)}
    left = [number for number, each in sorted(takes.items()) if not each.rejected]
    if not left:
        return No(
            f"{name} has no other take that is not rejected",
            f"`storyforge reroll {name}` makes another one; then reject this",
        )
    if take != entry.take:  # the words about the one that is used stay
        return replace(entry, takes=takes, why=words(why) or entry.why)
    return _said(replace(entry, takes=takes, take=left[0], state="auto"), why)


def adopt(
    name: str, entry: LockEntry | None, key: str, own: str, number: int, output: Output, why: str
) -> Decided:
    """A picture made by hand becomes take `number` of the ask `key`, and is used. `own`: its own
    key."""
    held = _held(name, entry) if entry else None
    if held:
        return held
    same = entry if entry and entry.key == key else None
    twin = [no for no, take in (same.takes if same else {}).items() if take.out == output.sha256]
    if twin:
        return No(
            f"this is take {twin[0]} of {name} already", f"`storyforge pick {name} {twin[0]}`"
        )
    made = LockTake(output.sha256, output.pixels, own, output.media, HAND)
    if same is None:
        return _said(LockEntry(key, number, {number: made}, "picked"), why)
    takes = dict(sorted({**same.takes, number: made}.items()))
    return _said(replace(same, take=number, takes=takes, state="picked"), why)


def accept(entry: LockEntry, key: str, why: str) -> LockEntry:
    """The pictures that are there count as made for the ask `key`; each remembers what it was
    asked with."""
    if entry.key == key:
        return entry
    takes = {
        number: replace(take, key=take.key or entry.key) for number, take in entry.takes.items()
    }
    return replace(entry, key=key, takes=takes, kept=entry.kept or entry.key, why=words(why))


def _missing(name: str, entry: LockEntry, take: int) -> No | None:
    if take in entry.takes:
        return None
    known = ", ".join(map(str, sorted(entry.takes)))
    return No(
        f"{name} has no take {take}", f"it has: {known}; `storyforge takes {name}` shows them"
    )


def _held(name: str, entry: LockEntry, same: bool = False) -> No | None:
    """Whether somebody locked or approved the picture that is used. `same`: it stays."""
    if same or entry.state in ("auto", "picked"):
        return None
    return No(
        f"{name} is {entry.state} with take {entry.take}",
        f"`storyforge unlock {name}` first",
        held=True,
    )


def _used(entry: LockEntry, state: str) -> LockEntry:
    """A decision for the take that is used, which is rejected no more."""
    chosen = replace(entry.takes[entry.take], rejected=False)
    return replace(entry, state=state, takes={**entry.takes, entry.take: chosen})


def _said(entry: LockEntry, why: str) -> LockEntry:
    """With the decision's words. What an acceptance said stays as long as nothing else is said."""
    return replace(entry, why=words(why) or (entry.why if entry.kept else ""))


Verb = Callable[[str, LockEntry, str], Decided]
WHOLE: dict[str, Verb] = {"approve": approve, "lock": lock, "unlock": unlock}  # of the used take
OF_TAKE: dict[str, Callable[[str, LockEntry, int, str], Decided]] = {
    "pick": pick,
    "reject": reject,
}
