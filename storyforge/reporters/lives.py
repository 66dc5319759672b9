"""Sentences about the life of a picture: what each revision changed, and what each take is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from storyforge.core.changed_words import Words
from storyforge.core.life import Chapter, Life, Take
from storyforge.core.mark import show
from storyforge.core.price import dollars
from storyforge.reporters import say

_SHORT = 8  # digits of a commit that people read
NOT_COMMITTED = "not committed"


def standing(life: Life) -> str:
    """`3 takes · take 2 is used · approved`."""
    if not life.now:
        return "no picture yet"
    used = next((each.number for each in life.now if each.used), None)
    parts = [say.count(len(life.now), "take")]
    parts += [f"take {used} is used"] if used is not None and len(life.now) > 1 else []
    parts += [] if life.state == "auto" else [life.state]
    return " · ".join((*parts, paid(life.now)) if paid(life.now) else parts)


def paid(takes: Sequence[Take]) -> str:
    """What takes cost, as far as it is known here."""
    known = [Decimal(each.cost) for each in takes if each.cost]
    total = sum(known, Decimal(0))
    return f"{dollars(total)} paid" if total else ""


def when(chapter: Chapter) -> str:
    """`78ad6bbb  2026-11-21  Ada Byron`."""
    if not chapter.commit:
        return NOT_COMMITTED
    return f"{chapter.commit[:_SHORT]}  {chapter.date[:10]}  {show(chapter.author)}"


def step(one: Words) -> str:
    """What changed, in a few words."""
    return _STEPS[one.field](one)


def take(one: Take) -> str:
    """`seed 12 · $0.05 · 3.1 s · gen4_image`; says so when nothing is known."""
    asked = {"": "", "reroll": "one more", "hand": "made by hand"}.get(one.asked)
    parts = [f"a variation of take {one.asked.partition(' ')[2]}" if asked is None else asked]
    parts += ["used"] if one.used else []
    parts += ["rejected"] if one.rejected else []
    if one.traced:
        parts += [f"seed {one.seed}"] if one.seed is not None else []
        parts += [dollars(Decimal(one.cost)) if one.cost else "cost not known"]
        parts += [say.seconds(one.seconds), show(one.maker)]
    elif one.asked != "hand":
        parts.append("how it was made is not known here")
    return " · ".join(filter(None, parts))


_STEPS: dict[str, Callable[[Words], str]] = {
    "made": lambda one: (
        "made" if one.after == "1" else f"made, {say.count(int(one.after), 'take')}"
    ),
    "gone": lambda _: "gone from the film",
    "asked": lambda _: "asked anew",
    "accepted": lambda _: "accepted as it is",
    "came": lambda one: f"{say.count(int(one.after), 'new take')}",
    "went": lambda one: f"{say.count(int(one.before), 'take')} gone",
    "take": lambda one: f"take {one.before} → {one.after}",
    "state": lambda one: f"{one.before} → {one.after}",
    "rejected": lambda one: f"take {one.after} rejected",
    "why": lambda one: f"“{show(one.after)}”",
}
