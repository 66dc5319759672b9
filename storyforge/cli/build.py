"""`build`: make what is missing or stale, and nothing else."""

from __future__ import annotations

import sys
from typing import Any

import click

from storyforge.cli.options import (
    Desk,
    colourful,
    exclude_option,
    paint_on,
    selectors_argument,
    talk,
)
from storyforge.late import load

_REPORTERS = {
    "terminal": "storyforge.reporters.terminal:Terminal",
    "plain": "storyforge.reporters.plain:Plain",
    "jsonl": "storyforge.reporters.jsonl:JsonLines",
}


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
@click.option("--no-wait", is_flag=True, help="Fail at once when another build holds the project.")
@click.option(
    "--report",
    type=click.Choice(["auto", *_REPORTERS]),
    default="auto",
    help="How to report (jsonl goes to stdout).",
)
@click.pass_obj
def build(
    desk: Desk,
    selectors: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    keep_going: bool,
    dry_run: bool,
    locked: bool,
    no_wait: bool,
    report: str,
) -> int:
    """Make what is missing or stale, and nothing else.

    SELECTORS (see `storyforge ls --help`) build only those pictures and what they need.
    """
    if dry_run:
        shop = desk.workshop()
        nodes = shop.select(selectors, exclude) if selectors or exclude else None
        return int(
            load("storyforge.cli.pages.plan:show_plan")(shop, shop.plan(nodes), False, False, False)
        )
    options = load("storyforge.build:Options")(
        targets=selectors,
        exclude=exclude,
        jobs=jobs or 0,
        keep_going=keep_going,
        locked=locked,
        wait=not no_wait,
    )
    root, registry = desk.root(), load("storyforge.providers.all:Registry")()
    speaker = _speaker(report)
    try:
        ended = load("storyforge.build:build")(root, options, registry, speaker, _warn)
    finally:
        speaker.close()
    return int(ended.exit_code)


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
