"""`reroll`: further takes of the same ask."""

from __future__ import annotations

from decimal import Decimal

import click

from storyforge.cli.build import report_option
from storyforge.cli.options import Desk, node_argument
from storyforge.cli.spending import max_cost_option, yes_option
from storyforge.late import load


@click.command()
@node_argument
@click.option(
    "-n",
    "--count",
    type=click.IntRange(1, 16),
    default=1,
    show_default=True,
    help="How many new pictures.",
)
@yes_option
@max_cost_option
@report_option
@click.pass_obj
def reroll(
    desk: Desk, node: str, count: int, yes: bool, max_cost: Decimal | None, report: str
) -> int:
    """Make further takes of NODE: the same ask, another seed.

    They stand beside those that are there; `storyforge pick` chooses.
    """
    return int(
        load("storyforge.cli.pages.vary:reroll_page")(desk, node, count, yes, max_cost, report)
    )
