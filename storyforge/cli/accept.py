"""`accept`: a picture that is stale counts as right for what is asked for now."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, node_argument
from storyforge.late import load


@click.command()
@node_argument
@click.option(
    "--keep-downstream", is_flag=True, help="Also keep all pictures that are drawn from it."
)
@click.option("--why", required=True, metavar="TEXT", help="The reason; kept with the decision.")
@click.pass_obj
def accept(desk: Desk, node: str, keep_downstream: bool, why: str) -> int:
    """Keep the picture of NODE as it is, although something else is asked for now."""
    return int(load("storyforge.cli.pages.decided:accept_page")(desk, node, keep_downstream, why))
