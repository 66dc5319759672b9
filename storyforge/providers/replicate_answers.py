"""What Replicate says, read: answers, predictions, and which of them may be one that was lost.

Read leniently: what its specification requires is sometimes not there. Pure, but for no clock: what
time it is, is taken from the answers' own `Date`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from unicodedata import normalize

from storyforge.core.delivery import (
    Absent,
    Ended,
    Finding,
    Found,
    Intent,
    Pending,
    Progress,
    Ready,
    Unknowable,
)
from storyforge.core.failing import NotServed
from storyforge.providers.http import Answer, said

Entry = Mapping[str, Any]  # a prediction, as told

SETTLE = 60.0  # seconds until whatever was accepted shows in the listing
LOOK = "look at replicate.com/predictions"

# What a status says of a call. Of a submit, any other may mean that it was accepted.
KINDS = {
    **dict.fromkeys((400, 404, 405, 413, 415, 422), "invalid"),
    **dict.fromkeys((401, 403), "key"),
    402: "credit",
    429: "throttled",
}
# kind -> what Replicate did, and advice
WORDS = {
    "invalid": ("does not take this ask", "change what is asked for"),
    "key": ("does not accept the key", ""),
    "credit": ("says the account has no credit", "add some at replicate.com/account/billing"),
    "throttled": ("asks us to slow down", ""),
    "transient": ("stumbled", ""),
    "lost": ("no longer has it", LOOK),
    "broken": ("gave an answer that cannot be used", ""),
    "in doubt": ("may have accepted it without saying so", ""),
    "refused": ("refused the words or a reference", "say it otherwise, or use other references"),
    "unclear": ("failed without a reason we know", ""),
    "cancelled": ("says it was cancelled", ""),
}
# The words in a prediction's `error` -> a kind; whatever is not here is `unclear`.
FAILURES = (
    (r"E005|flagged|sensitive|nsfw|moderat|content polic", "refused"),
    (r"E1000|E1001|E6716|interrupted|out of memory", "transient"),
)


def trouble(kind: str, what: object, code: str = "", advice: str = "") -> NotServed:
    """Trouble of a kind, in words; `what` may be the service's own."""
    did, hint = WORDS[kind]
    return NotServed(kind, f"Replicate {did}: {said(what)}", advice or hint, code)


def refusal(answer: Answer, kind: str, doubtful: str, advice: str) -> NotServed:
    """What an answer other than 2xx means. `doubtful`: its kind when the words are not the
    service's own, so that somebody on the way may have answered. `advice`: on the key."""
    problem = _object(answer.body)
    if kind in ("invalid", "lost") and not problem and answer.status != 413:
        kind = doubtful
    what = problem.get("detail") or problem.get("title") or f"status {answer.status}"
    found = trouble(kind, what, str(answer.status), advice if kind == "key" else "")
    if kind == "throttled":
        found.retry_after = _pause(answer, problem)
    return found


def told(answer: Answer) -> dict[str, Any]:
    """What an answer says; `broken` when that is nothing."""
    found = _object(answer.body)
    if not found:
        what = f"no JSON object (status {answer.status})"
        raise trouble("broken", what, str(answer.status), "a proxy or a login may be in between")
    return found


def task_of(answer: Answer) -> str:
    """The id of a prediction that was just made; `in doubt` when the answer has none."""
    task = _object(answer.body).get("id")
    if isinstance(task, str) and re.fullmatch(r"[\w-]{1,100}", task, re.ASCII):
        return task
    raise trouble("in doubt", "its answer names no prediction", str(answer.status))


def progress(entry: Entry) -> Progress:
    """How far a prediction is. Raises `lost` when its result was removed, `broken` when there
    should be one and is not."""
    status, logs = str(entry.get("status") or ""), str(entry.get("logs") or "")
    addresses = tuple(_addresses(entry.get("output")))
    if status in ("succeeded", "processing") and addresses:
        seed = re.search(r"\bseed\b\W{0,3}(\d{1,12})\b", logs, re.IGNORECASE)
        return Ready(
            addresses, None, str(entry.get("version") or ""), int(seed[1]) if seed else None
        )
    if status == "succeeded" and entry.get("data_removed"):
        raise trouble("lost", "results are removed an hour after they are made")
    if status == "succeeded" or not status:
        raise trouble("broken", f"a prediction {status or 'without status'} and without picture")
    if status in ("failed", "canceled", "aborted"):
        return _ended(status, str(entry.get("error") or ""))
    shown = re.findall(r"\b(\d{1,2}|100) ?%", logs)
    return Pending(status, int(shown[-1]) / 100 if shown else None, status == "starting")


def _ended(status: str, error: str) -> Ended:
    # `aborted`: it ended before it began, by the service's doing, and may be asked for again.
    kind = {"canceled": "cancelled", "aborted": "transient"}.get(status, "")
    for words, meant in FAILURES:
        if not kind and re.search(words, error, re.IGNORECASE):
            kind = meant
    code = re.search(r"\bE\d{3,4}\b", error)
    found = trouble(kind or "unclear", error or f"the prediction is {status}")
    return Ended(found.kind, code[0] if code else status, found.sentence, found.advice)


def _addresses(output: object) -> Iterator[str]:
    """Every address in an output: one alone, a list, or named ones."""
    if isinstance(output, str):
        if output.startswith(("https://", "http://", "data:")):
            yield output
    elif isinstance(output, Mapping | Sequence):
        for each in output.values() if isinstance(output, Mapping) else output:
            yield from _addresses(each)


def finding(
    intent: Intent, model: str, now: float | None, until: float, entries: Sequence[Entry]
) -> Finding:
    """What a list of predictions says of an intent. `now`, `until`: the service's clock, and when
    on it the last of the submit may have arrived."""
    wanted = json.loads(intent.body)["input"]
    free = [each for each in entries if each["id"] not in intent.claimed]
    alike = [(_likeness(each, model, wanted), moment(each) or 0.0, each["id"]) for each in free]
    same = [rest for likeness, *rest in alike if likeness == "same"]
    if same:
        return Found(str(min(same)[1]))
    if any(likeness == "unsure" for likeness, *_ in alike):
        return Unknowable(
            "Replicate lists a prediction of that time that may be this one, but not with the "
            f"whole of its input: {LOOK}"
        )
    if now is None or now < until + SETTLE:
        why = "Replicate does not list it, but may do so soon: try again in a minute"
        return Unknowable(why, 2 * SETTLE if now is None else until + SETTLE - now + 1.0)
    return Absent("Replicate's list of predictions, complete and long enough after, has it not")


def _likeness(entry: Entry, model: str, wanted: Mapping[str, Any]) -> str:
    """`same`, `other`, or `unsure`: only what surely is another may be passed over, since what is
    passed over is paid for again."""
    if model_of(entry) not in ("", model):
        return "other"
    told = entry.get("input")
    if not isinstance(told, Mapping) or not told:
        return "unsure"
    lists = [
        (wanted.get(name) or [], told.get(name) or [])
        for name in ("reference_images", "reference_tags")
    ]
    single = [(each, told.get(name)) for name, each in wanted.items() if not isinstance(each, list)]
    # A word that is not told, or references told in other words, leave it open; other words do not.
    if any(theirs is not None and _plain(ours) != _plain(theirs) for ours, theirs in single):
        return "other"
    if any(not isinstance(theirs, list) or len(ours) != len(theirs) for ours, theirs in lists):
        return "other"
    exact = all(theirs is not None for _, theirs in single) and all(a == b for a, b in lists)
    return "same" if exact else "unsure"


def _plain(value: object) -> str:
    return " ".join(normalize("NFKC", str(value)).split())


def model_of(entry: Entry) -> str:
    """`owner/name`, empty when it is not told."""
    return str(entry.get("model") or "").partition(":")[0]


def results(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The predictions on a page of the listing; raises `broken`."""
    found = page.get("results")
    if isinstance(found, list) and all(
        isinstance(each, dict) and isinstance(each.get("id"), str) for each in found
    ):
        return found
    raise trouble("broken", "a list of predictions without predictions")


def moment(entry: Entry, name: str = "created_at") -> float | None:
    """A time in seconds since the epoch, None when it cannot be read."""
    try:
        found = datetime.fromisoformat(str(entry.get(name)))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def written(seconds: float) -> str:
    """A time as the service wants it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def clock(answer: Answer, name: str = "date") -> float | None:
    """What time the service says it is, or what other time a header says."""
    try:
        return parsedate_to_datetime(answer.headers.get(name, "")).timestamp()
    except ValueError:
        return None


def _pause(answer: Answer, problem: Mapping[str, Any]) -> float | None:
    """After how many seconds it wants to be asked again: in a header, a key, or in words."""
    words = re.search(r"~ ?(\d+(?:\.\d+)?) ?s", str(problem.get("detail") or ""))
    now, then = clock(answer), clock(answer, "retry-after")
    for each in (
        answer.headers.get("retry-after") if then is None else None,
        max(0.0, then - now) if then is not None and now is not None else None,
        problem.get("retry_after"),
        words and words[1],
        answer.headers.get("ratelimit-reset"),
    ):
        if each is not None and re.fullmatch(r"\d{1,6}(\.\d+)?", str(each)):
            return float(each)
    return None


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
