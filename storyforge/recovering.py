"""Recovery asked for by a person: all that is open in a project, brought as far as it goes."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from storyforge.core import attempt as rows
from storyforge.core.allowance import Allowance
from storyforge.core.attempt import Attempt
from storyforge.core.errors import Problem, Refused, UsageError
from storyforge.core.event import Collected, Event
from storyforge.core.failing import NotServed
from storyforge.core.mark import show
from storyforge.core.seams import Providers, Reporter
from storyforge.delivery.recovery import Doubt
from storyforge.project import folder, stamp
from storyforge.project.alone import alone
from storyforge.store.journal import Journal
from storyforge.treasury import Treasury, open_treasury
from storyforge.workshop import Workshop

_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says became of an attempt. `what`: `task`, `absent` or `drop`."""

    node: str
    what: str
    task: str = ""
    take: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An accepted attempt that could not be brought home: a row of POLICY, sentence, advice."""

    attempt: Attempt
    kind: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery came to."""

    collected: tuple[Collected, ...]
    doubts: tuple[Doubt, ...]
    left: tuple[Left, ...]
    settled: tuple[Attempt, ...]
    adopted: int = 0


def recover(
    root: str,
    providers: Providers,
    report: Reporter,
    word: Word | None = None,
    since: float | None = None,
) -> Recovered:
    """Bring every open attempt home, or as far as that goes; nothing is sent and nothing is spent.

    `since`: also look for tasks as old as that many seconds which no attempt owns. Raises
    StoryforgeError.
    """
    with alone(root, report, "recover"):
        shop = Workshop(root, providers)
        heard: list[Event] = []
        treasury = open_treasury(shop, Allowance(), heard.append)
        try:
            return _recovered(treasury, shop, heard, word, since)
        finally:
            treasury.close()


def mend(root: str, report: Reporter) -> tuple[str, ...]:
    """Go on without the damaged lines of the journal, which are set aside; where they stood."""
    with alone(root, report, "recover"):
        journal = Journal(os.path.join(root, folder.STATE))
        try:
            return journal.mend()
        finally:
            journal.close()


def _recovered(
    treasury: Treasury, shop: Workshop, heard: list[Event], word: Word | None, since: float | None
) -> Recovered:
    settled = (_said(treasury, word),) if word else ()
    doubts = treasury.settle()
    adopted, left = 0, _collected(treasury)
    while since is not None and not left and (found := _adopted(treasury, since)):
        adopted, left = adopted + found, _collected(treasury)
        treasury.shop = Workshop(shop.root, shop.providers)  # what is drawn from them can follow
    collected = tuple(each for each in heard if isinstance(each, Collected))
    if collected or settled or adopted:
        stamp.forget(shop.root)  # the next build has something to put on the board
    return Recovered(collected, doubts, left, settled, adopted)


def _adopted(treasury: Treasury, since: float) -> int:
    try:
        return treasury.adopt(since)
    except NotServed as trouble:
        raise Refused(Problem("S007", trouble.sentence, advice=trouble.advice)) from None


def _collected(treasury: Treasury) -> tuple[Left, ...]:
    """Collect everything that was accepted; what could not be had, and why."""
    accepted = list(treasury.recovery.orphans(lambda _: False))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        troubles = list(pool.map(treasury.recovery.collect, accepted))
    return tuple(
        Left(attempt, trouble.kind, trouble.sentence, trouble.advice)
        for attempt, trouble in zip(accepted, troubles, strict=True)
        if trouble
    )


def _said(treasury: Treasury, word: Word) -> Attempt:
    """Write down what a person says of an attempt in doubt."""
    books = treasury.books
    attempt = _meant(books.unsettled(), word)
    if word.what == "task":
        _check(treasury, attempt, word.task)
        at = treasury.clock.now()
        return books.write(rows.accepted(attempt.token, word.task, "person", at))
    record: Callable[[], dict[str, object]] = {
        "absent": lambda: rows.absent(attempt.token, "a person says so"),
        "drop": lambda: rows.dropped(attempt.token, "a person gave it up"),
    }[word.what]
    written = books.write(record())
    treasury.recovery.finish(written)
    return written


def _check(treasury: Treasury, attempt: Attempt, task: str) -> None:
    """The service must know the task a person names: a slip would count as paid for and lost."""
    service = treasury.recovery.service(attempt.service)
    if task in treasury.books.claimed():
        raise _usage(f"{show(task)} is another picture's", "look for the one sent at that time")
    try:
        if service is None:
            raise NotServed("key", f"{attempt.service} is not known here")
        service.poll(task)
    except NotServed as trouble:
        sentence = f"{attempt.service} was asked for {show(task)}: {trouble.sentence}"
        raise _usage(
            sentence, trouble.advice or "nothing was changed; look at the id again"
        ) from None


def _meant(open_: tuple[Attempt, ...], word: Word) -> Attempt:
    """The one attempt that a person means; raises UsageError."""
    doubtful = [each for each in open_ if each.state in ("intended", "in doubt")]
    if word.what == "drop":
        doubtful = list(open_)
    found = [each for each in doubtful if word.node in (each.token, each.node, _short(each.node))]
    if word.take is not None:
        found = [each for each in found if each.take == word.take]
    if len(found) == 1:
        return found[0]
    if found:
        takes = ", ".join(str(each.take) for each in found)
        raise _usage(f"{word.node} has several attempts in doubt", f"say which: --take {takes}")
    raise _usage(f"nothing of {word.node} is in doubt", "`storyforge recover` shows what is open")


def _short(node: str) -> str:
    return node.partition(":")[2]


def _usage(sentence: str, advice: str) -> UsageError:
    return UsageError(Problem("S007", sentence, advice=advice))
