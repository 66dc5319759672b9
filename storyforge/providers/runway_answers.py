"""What Runway's answers mean: statuses, codes of failure and states of a task, as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from storyforge.core.delivery import Absent, Ended, Finding, Pending, Progress, Ready, Unknowable
from storyforge.core.failing import NotServed
from storyforge.providers.http import Answer, said
from storyforge.providers.prices import CREDIT

SITE = "https://dev.runwayml.com"
COUNTERS = frozenset({"generations", "credits", "day"})
_TASK = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{7,79}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row: what an answer is called, what it says, what to do. `{said}`: Runway's own words."""

    kind: str
    sentence: str
    advice: str = ""


# (statuses, words in the error, what they mean); the first row that fits.
STATUSES: tuple[tuple[frozenset[int], str, Meaning], ...] = (
    (
        frozenset({400, 402}),
        r"enough credits",
        Meaning("credit", "Runway: the account has not enough credits", f"buy some at {SITE}"),
    ),
    (
        frozenset({402}),
        "",
        Meaning("credit", "Runway wants to be paid first: {said}", f"see the account at {SITE}"),
    ),
    (
        frozenset({401, 403}),
        "",
        Meaning("key", "Runway does not accept the key", f"check {{variable}}; see {SITE}"),
    ),
    (
        frozenset({429}),
        r"\bda(il)?y\b|24[ -]?h",
        Meaning(
            "quota",
            "Runway: the account has made all that it may in a day",
            "the limit is on the last 24 hours: build again later",
        ),
    ),
    (frozenset({429}), "", Meaning("throttled", "Runway asks for slower requests")),
    (
        frozenset({408, 409, *range(500, 600)}),
        "",
        Meaning("transient", "Runway failed with status {status}"),
    ),
    (
        frozenset(range(400, 500)),
        "",
        Meaning("invalid", "Runway does not take this request: {said}", "change what it names"),
    ),
)
_OTHER = Meaning("broken", "Runway answered with the unexpected status {status}")

# Beginning of a code of failure -> what it means; the longest beginning that fits.
FAILURES: dict[str, Meaning] = {
    "SAFETY.INPUT": Meaning(
        "refused",
        "Runway's moderation refused what it was given: {said}",
        "change the words or the references",
    ),
    "SAFETY.OUTPUT": Meaning(
        "refused",
        "Runway's moderation refused the result: {said}",
        "change the words, or give another seed",
    ),
    "SAFETY": Meaning("refused", "Runway's moderation refused it: {said}", "change the words"),
    "INPUT_PREPROCESSING.SAFETY": Meaning(
        "refused", "Runway's moderation refused the words: {said}", "change the words"
    ),
    "INPUT_PREPROCESSING.INTERNAL": Meaning(
        "transient", "Runway failed while it looked at the request: {said}"
    ),
    "INTERNAL.BAD_OUTPUT": Meaning(
        "unclear",
        "Runway threw its own result away as bad: {said}",
        "references with letters or graphics in them are a known cause",
    ),
    "ASSET": Meaning(
        "invalid", "Runway cannot use one of the references: {said}", "give another picture"
    ),
    "INTERNAL": Meaning("transient", "Runway failed: {said}"),
    "THIRD_PARTY": Meaning("transient", "Runway's own supplier failed: {said}"),
    "": Meaning("unclear", "Runway failed, and it is not known why: {said}", "build again"),
}


def refusal(answer: Answer, variable: str, paid: bool = False) -> NotServed:
    """What an answer that is no success means; for a submit (`paid`) a doubt stays a doubt."""
    words = _words(answer)
    row = next(
        (
            meaning
            for statuses, pattern, meaning in STATUSES
            if answer.status in statuses and re.search(pattern, words, re.IGNORECASE)
        ),
        _OTHER,
    )
    kind = "in doubt" if paid and row.kind in ("transient", "broken") else row.kind
    filled = {"said": words or "it gives no reason", "status": answer.status, "variable": variable}
    return NotServed(
        kind,
        row.sentence.format(**filled),
        row.advice.format(**filled),
        str(answer.status),
        answer.retry_after() if kind in ("throttled", "transient", "quota") else None,
    )


def task_of(answer: Answer) -> str:
    """The id in the answer to a submit; NotServed("in doubt") when it cannot be read."""
    found = object_of(answer).get("id")
    if isinstance(found, str) and _TASK.fullmatch(found):
        return found
    raise NotServed("in doubt", "Runway's answer cannot be read", "", str(answer.status))


def object_of(answer: Answer) -> Mapping[str, Any]:
    """The body as an object, empty when it is none."""
    try:
        return answer.json()
    except NotServed:
        return {}


def progress_of(task: Mapping[str, Any]) -> Progress:
    """What a task's own description says. A status that nobody knows is taken as being in work."""
    status = task.get("status")
    if not isinstance(status, str):
        raise NotServed("broken", "Runway's description of a task has no status")
    if status == "SUCCEEDED":
        return _ready(task)
    if status == "FAILED":
        return _failed(task)
    if status == "CANCELLED":
        advice = "build again to have it made anew"
        return Ended("cancelled", status, "it was cancelled at Runway", advice, _cost(task))
    fraction = task.get("progress")
    known = isinstance(fraction, int | float) and 0 <= fraction <= 1
    return Pending(said(status), float(fraction or 0) if known else None, status == "THROTTLED")


def verdict(before: Mapping[str, str], after: Mapping[str, str]) -> Finding:
    """What the account's counters say of a submit that was sent between these two looks."""
    if after["day"] != before["day"]:
        return Unknowable("Runway counts by the day, and another day has begun since")
    if all(after[name] == before[name] for name in COUNTERS):
        return Absent("Runway's counters stand where they stood before it was sent")
    return Unknowable(
        "Runway counted something since that may be this one: "
        f"generations {before['generations']} → {after['generations']}, "
        f"credits {before['credits']} → {after['credits']}"
    )


def _ready(task: Mapping[str, Any]) -> Ready:
    output = task.get("output")
    addresses = [each for each in output if isinstance(each, str) and each] if output else []
    if not isinstance(output, list) or not addresses or len(addresses) != len(output):
        raise NotServed("broken", "Runway says that it is finished and names no result")
    return Ready(tuple(addresses), _cost(task))


def _failed(task: Mapping[str, Any]) -> Ended:
    code = said(task.get("failureCode") or "")
    words = said(task.get("failure") or "it gives no reason").rstrip(".")
    parts = code.split(".") if code else []
    heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    meaning = FAILURES[next((head for head in heads if head in FAILURES), "")]
    sentence = meaning.sentence.format(said=words)
    return Ended(meaning.kind, code, sentence, meaning.advice, _cost(task))


def _cost(task: Mapping[str, Any]) -> Decimal | None:
    """US dollars of a task that has ended; None when it does not say."""
    cost = task.get("cost")
    count = cost.get("credits") if isinstance(cost, dict) else None
    known = isinstance(count, int) and not isinstance(count, bool) and count >= 0
    return CREDIT * count if known and count is not None else None


def _words(answer: Answer) -> str:
    """An error's own words, with the first few places that they are about."""
    body = object_of(answer)
    issues = body.get("issues")
    parts = [str(body.get("error") or "")]
    for issue in issues[:3] if isinstance(issues, list) else ():
        if isinstance(issue, dict) and isinstance(issue.get("path"), list):
            place = ".".join(str(step) for step in issue["path"])
            parts.append(f"{place}: {issue.get('message')}")
    return said("; ".join(filter(None, parts)))
