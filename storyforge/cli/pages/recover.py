"""`recover`: what is open, what was settled, and what only a person can say."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from storyforge.cli.options import Desk, data, data_json, registry, talk, tell
from storyforge.cli.pages.layout import columns, hanging
from storyforge.recovering import Recovered, Word, mend, recover
from storyforge.reporters import money, say

_SPAN = re.compile(r"(\d{1,5})\s*(m|h|d)")
_SECONDS = {"m": 60.0, "h": 3600.0, "d": 86400.0}
_WORDS = {
    "accepted": "accepted; it will be collected",
    "absent": "not accepted; the next build may send it again",
    "dropped": "given up; its price counts as spent",
    "closed": "settled",
}


def page(
    desk: Desk,
    node: str | None,
    what: str,
    task: str,
    take: int | None,
    since: str | None,
    damaged: bool,
    as_json: bool,
) -> int:
    """What `storyforge recover` does; returns the exit code."""
    word = Word(node, what, task, take) if node else None
    root = desk.root()
    aside = mend(root, tell) if damaged else ()
    talk(money.set_aside(line) for line in aside)
    found = recover(root, registry(), tell, word, _span(since))
    if as_json:
        data_json(found)
    else:
        data(_lines(found))
        talk(_next(found))
    return 6 if found.doubts else 1 if found.left else 0


def _span(text: str | None) -> float | None:
    """`2h` as seconds; None for none."""
    if text is None:
        return None
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise click.UsageError(f'"{text}" is no span of time; write `30m`, `2h` or `1d`')
    return int(found[1]) * _SECONDS[found[2]]


def _lines(found: Recovered) -> Iterator[str]:
    for each in found.settled:
        yield money.settled(each.node, each.take, _WORDS.get(each.state, each.state))
    if found.adopted:
        yield money.adopted(found.adopted)
    for one in found.collected:
        yield str(say.event(one))
    for left in found.left:
        attempt, trouble = left.attempt, left
        yield money.under_way(attempt.node, attempt.take, attempt.service, attempt.task)
        yield from _indented(trouble.sentence)
        yield from _indented(trouble.advice)
    for doubt in found.doubts:
        when = datetime.fromtimestamp(doubt.attempt.at, UTC).strftime("%Y-%m-%d %H:%M UTC")
        first, known = money.doubt(doubt.attempt, doubt.why, when)
        yield first
        yield from _indented(known)


def _indented(text: str) -> Iterator[str]:
    return hanging(" " * 10, say.show(text), columns(sys.stdout)) if text else iter(())


def _next(found: Recovered) -> Iterator[str]:
    if found.doubts:
        yield from money.how_to_settle([each.attempt for each in found.doubts])
    elif found.left or found.collected or found.settled:
        yield "next: `storyforge build`"
    else:
        yield money.nothing_open()
