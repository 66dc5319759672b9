"""`build`: make what is missing or stale, and nothing else."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any

import click

from storyforge.cli.options import (
    Desk,
    colourful,
    exclude_option,
    paint_on,
    registry,
    selectors_argument,
    talk,
)
from storyforge.cli.spending import allowance, max_cost_option, yes_option
from storyforge.late import load

_REPORTERS = {
    "terminal": "storyforge.reporters.terminal:Terminal",
    "plain": "storyforge.reporters.plain:Plain",
    "jsonl": "storyforge.reporters.jsonl:JsonLines",
}


report_option = click.option(
    "--report",
    type=click.Choice(["auto", *_REPORTERS]),
    default="auto",
    help="How to report (jsonl goes to stdout).",
)


@click.command()
@selectors_argument
@exclude_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Pictures drawn at once (default: one for each core).",
)
@click.option(
    "--keep-going/--fail-fast",
    default=True,
    help="Go on past a picture that fails (default), or stop there.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Only show the plan.")
@click.option(
    "--locked", is_flag=True, help="Make nothing: fail if anything is not as storyforge.lock says."
)
@yes_option
@max_cost_option
@click.option(
    "--refresh-approved",
    is_flag=True,
    help="Make approved pictures anew where another one is asked for; their approval ends.",
)
@click.option(
    "--remake",
    is_flag=True,
    help="Make pictures again that storyforge.lock names and that are not here, also for money.",
)
@click.option("--retry-refused", is_flag=True, help="Ask once more for what a service refused.")
@click.option("--no-wait", is_flag=True, help="Fail at once when another build holds the project.")
@report_option
@click.pass_obj
def build(
    desk: Desk,
    selectors: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    keep_going: bool,
    dry_run: bool,
    locked: bool,
    yes: bool,
    max_cost: Decimal | None,
    refresh_approved: bool,
    remake: bool,
    retry_refused: bool,
    no_wait: bool,
    report: str,
) -> int:
    """Make what is missing or stale, and nothing else.

    SELECTORS (see `storyforge ls --help`) build only those pictures and what they need. The name
    of a plan's file (`storyforge plan -o plan.json`) builds exactly that plan, or refuses.
    """
    if dry_run:
        shop = desk.workshop()
        shop.refresh, shop.remake = refresh_approved, remake
        nodes = shop.select(selectors, exclude) if selectors or exclude else None
        return int(
            load("storyforge.cli.pages.plan:show_plan")(shop, shop.plan(nodes), False, False, False)
        )
    agreed = _agreed(selectors)
    options = load("storyforge.build:Options")(
        targets=agreed.targets if agreed else selectors,
        exclude=agreed.exclude if agreed else exclude,
        jobs=jobs or 0,
        keep_going=keep_going,
        locked=locked,
        wait=not no_wait,
        allowance=allowance(yes or bool(agreed), max_cost, agreed and agreed.most),
        forgiving=retry_refused,
        agreed=agreed,
        refresh=refresh_approved,
        remake=remake,
    )
    return run(desk.root(), options, report)


def run(root: str, options: Any, report: str) -> int:
    """Build, and say so; the exit code."""
    speaker = _speaker(report)
    try:
        ended = load("storyforge.build:build")(root, options, registry(), speaker, _warn)
    finally:
        speaker.close()
    return int(ended.exit_code)


def _agreed(selectors: tuple[str, ...]) -> Any:
    """The plan that is named in place of selectors, if one is; raises UsageError, Refused."""
    if len(selectors) != 1 or not selectors[0].endswith(".json"):
        return None
    try:
        with open(selectors[0], "rb") as file:
            data = file.read()
    except OSError as error:
        raise click.UsageError(f"{selectors[0]} cannot be read: {error.strerror}") from None
    return load("storyforge.core.saved:read")(data, selectors[0])


def _speaker(report: str) -> Any:
    if report == "auto":
        report = "terminal" if sys.stderr.isatty() else "plain"
    if report == "terminal":
        return load(_REPORTERS[report])(sys.stderr, colourful(sys.stderr))
    return load(_REPORTERS[report])(sys.stdout if report == "jsonl" else sys.stderr)


def _warn(problems: Any, texts: dict[str, str]) -> None:
    """What is not wrong enough to stop."""
    for one in problems:
        if one.severity != "note":
            talk(
                load("storyforge.reporters.say:problem")(
                    one, texts.get(one.mark.file, "") if one.mark else "", paint_on(sys.stderr)
                )
            )
