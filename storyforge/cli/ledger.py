"""`ledger`: what was spent, and for what."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option
from storyforge.late import load

_BY = ("scene", "character", "month", "service", "node", "outcome")


@click.command()
@click.option(
    "--by", type=click.Choice(_BY), default="scene", show_default=True, help="What to add up by."
)
@click.option("--lines", is_flag=True, help="Show every line of the ledger instead.")
@json_option
@click.pass_obj
def ledger(desk: Desk, by: str, lines: bool, as_json: bool) -> int:
    """Show what was spent in this project: estimated, charged, and what nobody knows.

    Attempts in doubt count with all that they may have cost until they are settled.
    """
    return int(load("storyforge.cli.pages.ledger:page")(desk, by, lines, as_json))
