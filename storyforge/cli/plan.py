"""`plan`: what a build would do, why, and for how much."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, exclude_option, json_option, selectors_argument
from storyforge.late import load


@click.command()
@selectors_argument
@exclude_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show each picture in a line of its own, also what is current.",
)
@click.option(
    "--prompts", is_flag=True, help="Show the sentence that would be sent for each picture."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    metavar="FILE.json",
    help="Keep the plan in a file; `storyforge build FILE.json` then does exactly that.",
)
@json_option
@click.pass_obj
def plan(
    desk: Desk,
    selectors: tuple[str, ...],
    exclude: tuple[str, ...],
    everything: bool,
    prompts: bool,
    output: str | None,
    as_json: bool,
) -> int:
    """Show what a build would make, why, and for how much.

    SELECTORS (see `storyforge ls --help`) plan only those pictures and what they need.
    """
    return int(
        load("storyforge.cli.pages.plan:page")(
            desk, selectors, exclude, everything, prompts, as_json, output
        )
    )
