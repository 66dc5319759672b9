"""`vary`: a new set of pictures from one that was chosen."""

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
    "--take",
    type=click.IntRange(0),
    metavar="N",
    help="The take to vary (default: the one that is used).",
)
@click.option(
    "-n",
    "--count",
    type=click.IntRange(1, 16),
    default=4,
    show_default=True,
    help="How many new pictures.",
)
@yes_option
@max_cost_option
@report_option
@click.pass_obj
def vary(
    desk: Desk,
    node: str,
    take: int | None,
    count: int,
    yes: bool,
    max_cost: Decimal | None,
    report: str,
) -> int:
    """Make a new set from one picture: the same people, style and light, composed anew.

    The new pictures become further takes of NODE, beside those that are there.
    """
    return int(
        load("storyforge.cli.pages.vary:page")(desk, node, take, count, yes, max_cost, report)
    )
