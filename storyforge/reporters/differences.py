"""Sentences about what differs between two states of a film, and about the life of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storyforge.core import ids
from storyforge.core.changed_words import Words
from storyforge.core.difference import Change, Difference, longer
from storyforge.core.mark import show
from storyforge.core.price import dollars, spread
from storyforge.core.timecode import clock
from storyforge.reporters.say import count, name

SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">", "touched": "·"}
PAINTS = {"added": "restore", "removed": "error", "changed": "make", "moved": "wait"}
NOTHING = "nothing differs"
_APPROVED = "stale but approved"
_NEXT = {"make": "would be made again", "wait": "may be made again", "approved": _APPROVED}
_FOLLOWS = ("stale", "approved-stale", "waiting", "missing", "absent")  # said by what would happen
_SORTS = ("added", "removed", "moved", "changed")
_DECIDED = {"take": "take", "takes": "takes", "state": "", "why": "why"}


def summary(difference: Difference) -> str:
    """`2 shots changed · 1 added · 3 pictures redrawn`."""
    counted = [(sort, difference.count(sort)) for sort in ("changed", *_SORTS[:3])]
    parts = [f"{number} {sort}" for sort, number in counted if number]
    if parts:
        number, _, sort = parts[0].partition(" ")
        parts[0] = f"{count(int(number), 'shot')} {sort}"
    redrawn = sum(each.redrawn and bool(each.before and each.after) for each in difference.changes)
    parts += [f"{count(redrawn, 'picture')} redrawn"] if redrawn else []
    touched = difference.count("touched")
    parts += [f"{touched} touched"] if touched else []
    return " · ".join(parts) or (NOTHING if not difference.changes else "no shot changed")


def running_time(difference: Difference) -> str:
    """`0:24 → 0:27 (+3 s)`."""
    (before, after), (was, now) = difference.frames, difference.rates
    grown = longer(difference.frames, difference.rates)
    if not grown:
        return f"{clock(after, now)}, as before"
    return f"{clock(before, was)} → {clock(after, now)} ({grown})"


def cost(difference: Difference) -> str:
    """What the second state costs where only the first is, and what was paid for it already."""
    one = difference.cost
    make = sum(each == "make" for each in one.doing.values())
    signed = sum(each == "approved" for each in one.doing.values())
    wait = len(one.doing) - make - signed
    done = len(one.done)
    parts = [spread(one.price)] if one.doing or done else []
    parts += [f"{count(done, 'picture')} made"] if done else []
    parts += [f"{count(make, 'picture')} to make"] if make else []
    parts += [f"{wait} that may follow"] if wait else []
    parts += [f"{signed} {_APPROVED}"] if signed else []
    if one.spent:
        rest = f", {one.untold} not traced here" if one.untold else ""
        parts.append(f"{dollars(one.spent)} paid for {count(one.made, 'new take')}{rest}")
    return " · ".join(parts) or "nothing to make"


def about(one: Change) -> str:
    """What became of one thing, in a line."""
    parts = []
    if one.was:
        parts.append(f"was {show(name(one.was))}")
    if any(one.moved):
        parts.append(f"{show(one.moved[1])}, was {show(one.moved[0])}")
    if one.before and one.after and one.redrawn:
        parts.append("redrawn")
    parts += list(filter(None, map(decision, one.decisions)))
    if not one.decisions and one.after and one.after.state not in ("", "auto"):
        parts.append(one.after.state)
    if one.next:
        parts.append(following(one))
    if one.stands and not (one.next and one.stands in _FOLLOWS):
        parts.append(_APPROVED if one.stands == "approved-stale" else f"now {one.stands}")
    return " · ".join(filter(None, parts))


def decision(one: Words) -> str:
    """`take 0 → 2`, `auto → approved`."""
    if one.field == "why":
        return f"“{show(one.after)}”" if one.after else ""
    word = _DECIDED.get(one.field, one.field)
    return f"{word} {one.before or 'none'} → {one.after or 'none'}".strip()


def following(one: Change) -> str:
    """What would happen to a picture."""
    if one.before is None:
        return "to be made" if one.next and one.after is None else ""
    return _NEXT.get(one.next, "")


def touched(difference: Difference) -> tuple[list[str], list[str]]:
    """What is only drawn from what changed: names of those that somebody approved or locked, and of
    all others."""
    decided: list[str] = []
    others: list[str] = []
    for one in difference.changes:
        if one.sort == "touched":
            state = one.after.state if one.after else ""
            (decided if state in ("approved", "locked") else others).append(called(one))
    return decided, others


def drawn_from(one: Change) -> str:
    """What it is drawn from that changed too."""
    return f"drawn from {', '.join(map(cause, one.because))}" if one.because else ""


def cause(node: str) -> str:
    """A changed thing, or a file with other pixels."""
    kind = ids.kind_of(node)
    return f"{show(ids.name_of(node))} (other pixels)" if kind == "file" else show(name(node))


def called(one: Change) -> str:
    """A changed thing by its name."""
    return "the project" if one.kind == "project" else name(one.id)


def grouped(difference: Difference) -> Iterator[tuple[str, str, Sequence[Change]]]:
    """Changes under their headings: scene or kind, its slugline, and what changed there."""
    groups: dict[str, list[Change]] = {}
    for one in difference.changes:
        if one.sort != "touched":
            groups.setdefault(one.heading, []).append(one)
    for heading, members in groups.items():
        yield heading, difference.headings.get(heading, ""), members
