"""Sentences about plans: what would happen to each picture, why, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from storyforge.core.lockfile import HAND
from storyforge.core.mark import show
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
from storyforge.core.price import FREE, spread
from storyforge.core.reason import Reason
from storyforge.reporters.say import Paint, count, name

REASONS = {
    "never_built": "new",
    "recipe_unknown": "asked differently; what was asked before is not known here",
    "bytes_missing": "its picture is not here",
    "prompt_changed": "the sentence changed",
    "param_changed": "a parameter changed",
    "model_changed": "another model",
    "provider_changed": "another provider",
    "revision_changed": "the provider draws differently now",
    "size_changed": "another size in pixels",
    "seed_changed": "another seed",
    "scene_changed": "the staging changed",
    "kind_changed": "another kind of picture",
    "take_requested": "another set of takes",
    "ref_added": "one more reference",
    "ref_removed": "one reference less",
    "ref_changed": "a reference changed",
    "ref_reordered": "references in another order",
    "ref_pending": "waits for a reference",
}


def cause(code: str, what: str) -> str:
    """An edit in a few words: `time changed`, `refs/mara.png has other pixels`."""
    what = show(what)
    if code == "ref_changed":
        return f"{name(what)} is another picture" if ":" in what else f"{what} has other pixels"
    if code in ("ref_added", "ref_removed") and what:
        return f"{REASONS[code]}: {name(what)}"
    if what and code.endswith("_changed") and code != "revision_changed":
        return f"{what} changed"
    return REASONS.get(code, code.replace("_", " "))


def signed(one: Signed) -> tuple[str, str]:
    """An approved picture that is asked for otherwise: a sentence, and the ways out."""
    said = [_differs(each) for each in one.reasons if _told(each, one.reasons)]
    what = _SIGNED if one.entry.state == "approved" else _MADE_BY_HAND
    more = f"; {len(said) - 3} more" if len(said) > 3 else ""
    word = name(one.node)
    return (
        f"{what}, and asks for another picture now: {'; '.join(said[:3])}{more}",
        f"`storyforge build --refresh-approved` makes it anew ({spread(one.price)}); "
        f"`storyforge accept {word} --why …` keeps it as it is; or take the edit back",
    )


_SIGNED, _MADE_BY_HAND = "is approved", "was made by hand"


def _told(one: Reason, among: Sequence[Reason]) -> bool:
    """A sentence follows from a staging that changed."""
    return one.code != "prompt_changed" or all(each.code == "prompt_changed" for each in among)


def _differs(one: Reason) -> str:
    """One difference with its values, when they are short: `time: dusk → night`."""
    field = one.field.rpartition(".")[2]
    if one.code == "prompt_changed":
        return _words_changed(one.before.split(), one.after.split())
    if one.code.startswith("ref_") or field in ("", "sentence"):
        return cause(one.code, one.after if one.code in ("ref_added", "ref_removed") else "")
    if one.before and one.after and len(one.before) + len(one.after) <= _SHORT:
        return f"{show(field)}: {show(one.before)} → {show(one.after)}"
    return cause(one.code, field)


def _words_changed(old: Sequence[str], new: Sequence[str]) -> str:
    """The words of a sentence that differ: `“walks” → “runs”`."""
    start = _equal(old, new)
    end = _equal(old[start:][::-1], new[start:][::-1])
    before, after = " ".join(old[start : len(old) - end]), " ".join(new[start : len(new) - end])
    said = (_cut(show(each).strip(".,;:"), _SHORT) for each in (before, after))
    return " → ".join(f"“{each}”" for each in said)


_SHORT = 60  # characters of two values that are told in a sentence


def difference(before: str, after: str, paint: Paint, width: int = 100) -> Iterator[str]:
    """Two values, one line each, cut down to the words that differ and a few around them."""
    old, new = before.split(), after.split()
    start = _equal(old, new)
    end = _equal(old[start:][::-1], new[start:][::-1])
    for sign, meaning, words in (("-", "error", old), ("+", "restore", new)):
        if words:
            text = _window(words, start, len(words) - end, paint, width - 2)
            yield f"{paint(meaning, sign)} {text}"


def _equal(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words are the same from the start."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second)) if a != b), min(len(first), len(second))
    )


def _window(words: Sequence[str], start: int, end: int, paint: Paint, width: int) -> str:
    """Words `start` to `end` and as many around them as fit; whatever had to go is `…`."""
    safe = [show(word) for word in words]
    if len(" ".join(safe)) <= width:
        return " ".join([*safe[:start], *_strong(safe[start:end], paint), *safe[end:]])
    changed, low, high = _cut(" ".join(safe[start:end]), width - 4), start, max(end, start)
    room = width - len(changed) - 6
    while low > 0 or high < len(safe):
        left = len(safe[low - 1]) + 1 if low > 0 and start - low <= high - end else 0
        right = len(safe[high]) + 1 if high < len(safe) and not left else 0
        if not left and not right:
            left = len(safe[low - 1]) + 1
        room -= left + right
        if room < 0:
            break
        low, high = (low - 1, high) if left else (low, high + 1)
    parts = [
        "…" if low else "",
        *safe[low:start],
        paint("strong", changed) if changed else "",
        *safe[end:high],
    ]
    return " ".join(part for part in (*parts, "…" if high < len(safe) else "") if part)


def _strong(words: Sequence[str], paint: Paint) -> list[str]:
    return [paint("strong", " ".join(words))] if words else []


def _cut(text: str, width: int) -> str:
    """A long text without its middle."""
    half = max(width // 2 - 2, 8)
    return text if len(text) <= width else f"{text[:half]} … {text[-half:]}"


def verdict(step: Step) -> str:
    """What would happen to one picture, and for how much."""
    if isinstance(step, Make):
        many = f"{len(step.takes)} takes would be made" if len(step.takes) > 1 else "would be made"
        return f"{many} · {spread(step.price)}"
    if isinstance(step, Refuse):
        return f"was refused before: {show(step.refusal.sentence)}"
    if isinstance(step, Signed):
        return f"{_STAYS[step.entry.state == 'approved']} · {spread(step.price)} to make anew"
    if isinstance(step, Absent):
        return f"{_not_here(step)} · {_again(step)}"
    if isinstance(step, Hold):
        return "nobody knows whether it was accepted; `storyforge recover` settles it"
    if isinstance(step, Wait):
        return f"waits on {', '.join(map(name, step.on))} · {spread(step.price)}"
    if isinstance(step, Restore):
        return "was made before like this and is used again · free"
    if isinstance(step, Keep):
        return "locked; what it is made from has changed" if step.stale else "locked"
    return {Current: "is made of exactly this", Given: "is a finished picture of yours"}[type(step)]


_STAYS = {
    True: "approved, and asked differently since; a build stops here and asks",
    False: "made by hand, and asked differently since; a build stops here and asks",
}


def _not_here(one: Absent) -> str:
    if one.on:
        return f"drawn from what is not here: {', '.join(map(name, one.on))}"
    return "in storyforge.lock, but its picture is not here"


def _again(one: Absent) -> str:
    """Whether it can be made again, and for how much."""
    entry = one.known
    if entry and entry.chosen and entry.chosen.asked == HAND:
        return "made by hand: only a copy brings it back"
    if entry and entry.state == "locked":
        return "locked: only a copy brings it back"
    return f"`--remake` makes it again, {spread(one.price)}"


def step(one: Step, words: Sequence[str], coarse: bool = False) -> str:
    """A step of a plan in one line. `words`: its causes; `coarse`: all that waits says the same."""
    said = "; ".join(words[:3]) + (f"; {len(words) - 3} more" if len(words) > 3 else "")
    if isinstance(one, Wait):
        on = "what it is drawn from" if coarse else ", ".join(map(name, one.on))
        return f"{said + '; ' if said else ''}waits on {on}"
    if isinstance(one, Make):
        many = f"{len(one.takes)} takes; " if len(one.takes) > 1 else ""
        paid = f"{len(one.paid)} paid for already; " if one.paid else ""
        return many + paid + said
    if isinstance(one, Refuse | Hold | Absent):
        return verdict(one)
    if isinstance(one, Signed):
        return f"{verdict(one)} ({said})" if said else verdict(one)
    if isinstance(one, Restore):
        return f"made before, used again ({said})"
    return ("locked" + (f"; {said}" if one.stale and said else "")) if isinstance(one, Keep) else ""


def price(steps: Sequence[Step]) -> str:
    """What the steps of a row may cost together; nothing where nothing is made."""
    prices = [each.price for each in steps if isinstance(each, Make | Wait)]
    return spread(sum(prices, FREE)) if prices else ""


def pictures(steps: Sequence[Step]) -> str:
    """How many pictures the steps of a row are."""
    return count(len(steps), "picture")


def plan_summary(plan: Plan, kept: bool = False) -> Iterator[str]:
    """A plan in a sentence, and what to do next, unless it is `kept` in a file."""
    make, wait = plan.of(Make), plan.of(Wait)
    current = len(plan.of(Current)) + len(plan.of(Keep))
    if plan.nothing_to_make:
        yield f"nothing to make: {count(current, 'picture')} current"
        return
    takes = sum(len(each.takes) for each in make if isinstance(each, Make))
    parts = [f"{takes} to make"] if make else []
    parts += [f"{len(wait)} waiting for what they are drawn from"] if wait else []
    parts += [f"{len(plan.of(Restore))} to restore"] if plan.of(Restore) else []
    parts += [f"{current} current"] if current else []
    parts += [f"{len(plan.of(Refuse))} refused"] if plan.of(Refuse) else []
    parts += [f"{len(plan.of(Hold))} in doubt"] if plan.of(Hold) else []
    parts += [f"{len(plan.of(Signed))} approved but stale"] if plan.of(Signed) else []
    parts += [f"{len(plan.of(Absent))} absent"] if plan.of(Absent) else []
    yield f"{', '.join(parts)} · {spread(plan.price)}"
    if not make and not wait and not plan.of(Restore) and plan.of(Hold):
        yield "next: `storyforge recover`"
    elif plan.of(Signed):
        yield "next: " + AFTER_SIGNED
    elif not make and not wait and not plan.of(Restore) and plan.of(Absent):
        yield "next: " + AFTER_ABSENT
    elif not kept:
        yield "next: `storyforge build`"


AFTER_SIGNED = (
    "`storyforge build --refresh-approved` makes approved pictures anew, "
    "`storyforge accept NAME --why …` keeps them"
)
AFTER_ABSENT = (
    "bring the pictures here (.storyforge/objects), or `storyforge build --remake` makes them again"
)


def no_picture(node: str) -> str:
    """A style was asked for."""
    return f"{node} has no picture of its own; `storyforge ls {node}+` lists what it is in"


def in_words(node: str, left_out: Sequence[str]) -> str:
    """References that did not fit."""
    return f"{name(node)} says in words only: {', '.join(map(show, left_out))}"


def together(node: str, people: Sequence[str], users: Sequence[str]) -> str:
    """Several characters on one picture, and the shots that share it."""
    shots = ", ".join(map(name, users))
    return f"{name(node)} is drawn once from {', '.join(map(show, people))}; used by {shots}"


def unrelated(first: str, second: str) -> str:
    """Neither of two is drawn from the other."""
    return f"{name(first)} and {name(second)} do not depend on each other"


STANDING = {
    "current": "●",
    "given": "●",
    "locked": "■",
    "draft": "◍",
    "restorable": "◑",
    "stale": "◐",
    "approved-stale": "◈",
    "waiting": "◌",
    "absent": "○",
    "missing": "○",
    "failed": "✕",
    "refused": "✕",
    "in-doubt": "?",
}
MEANING = {
    "draft": "drawn here; the film's own provider has not made it",
    "restorable": "made before like this; a build uses it again",
    "stale": "asked differently since it was made",
    "approved-stale": "approved, and asked differently since; a build stops and asks",
    "waiting": "known when what it is drawn from is made",
    "absent": "in storyforge.lock, but its picture is not here",
    "missing": "never made",
    "failed": "the last build could not make it",
    "refused": "the service will not make this; ask in other words",
    "in-doubt": "nobody knows whether it was accepted; `storyforge recover` settles it",
}


_BUILT = ("restorable", "stale", "waiting", "missing", "failed")


def standing(counts: Mapping[str, int]) -> Iterator[str]:
    """How many pictures stand how, and what to do next."""
    yield " · ".join(f"{counts[word]} {word}" for word in STANDING if counts.get(word))
    if counts.get("approved-stale"):
        yield f"next: {AFTER_SIGNED}"
    elif counts.get("absent") and not any(counts.get(word) for word in _BUILT):
        yield f"next: {AFTER_ABSENT}"
    elif any(counts.get(word) for word in MEANING if word != "draft"):
        yield "next: `storyforge plan` says why, `storyforge build` makes them"
