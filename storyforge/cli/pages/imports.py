"""What `import` does: a proposal shown, agreed to, carried out, and what comes next."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import click

from storyforge.cli.options import (
    Desk,
    Unheard,
    colourful,
    data_json,
    paint_on,
    registry,
    talk,
    tell,
)
from storyforge.cli.pages.layout import columns
from storyforge.core.errors import UsageError
from storyforge.importing import Carried, Plan, carry_out, propose
from storyforge.late import load
from storyforge.project.folder import find_root
from storyforge.reporters import imported as say

_MOST = 40  # rows of a preview; more are told with --all
NOT_AGREED = 4


def page(
    desk: Desk, file: str, kind: str, yes: bool, dry_run: bool, whole: bool, as_json: bool
) -> int:
    """What `storyforge import FILE` does; returns the exit code."""
    providers = registry()
    plan = propose(desk.folder, _root(desk), file, providers, kind)
    most = None if whole else _MOST
    heard = as_json or _heard(say.preview(plan, columns(sys.stderr), most, paint_on(sys.stderr)))
    wanted = not dry_run and not plan.empty
    sure = yes or not plan.changed
    answer = _asked(plan) if wanted and not sure and heard else None
    done = _carried(plan, providers) if wanted and (sure or answer) else None
    code = NOT_AGREED if wanted and done is None else 0
    try:
        if as_json:
            data_json(say.as_data(plan, done))
        else:
            talk(say.came_to(plan, done, dry_run or answer is not None, desk.folder))
    except Unheard:
        heard = False
    if not heard:
        raise Unheard(code)
    return code


def _heard(lines: Iterable[str]) -> bool:
    """Say lines; whether anybody listens. What was asked for is done also when nobody does."""
    try:
        talk(lines)
    except Unheard:
        return False
    return True


def _root(desk: Desk) -> str | None:
    try:
        return find_root(desk.folder)
    except UsageError:
        return None


def _asked(plan: Plan) -> bool | None:
    """Whether a person says yes; None when nobody is there."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    return click.confirm(say.question(plan), default=False, err=True)


def _carried(plan: Plan, providers: Any) -> Carried:
    work = load("storyforge.reporters.work:Work")
    with work(sys.stderr, colourful(sys.stderr), "pictures") as bar:
        return carry_out(plan, providers, _report, bar.told)


def _report(event: Any) -> None:
    with suppress(Unheard):
        tell(event)
