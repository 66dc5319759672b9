"""`check`: everything that is wrong, at once; or what one shot finally is."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, complete_nodes, json_option
from storyforge.late import load


@click.command()
@click.option(
    "--resolved",
    metavar="SHOT",
    shell_complete=complete_nodes,
    help="What a shot finally is, and where each value is written.",
)
@json_option
@click.pass_obj
def check(desk: Desk, resolved: str | None, as_json: bool) -> int:
    """Read the project and tell everything that is wrong. Makes nothing."""
    return int(load("storyforge.cli.pages.check:page")(desk, resolved, as_json))
