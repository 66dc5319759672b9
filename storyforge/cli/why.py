"""`why`: the reasons of one picture."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, complete_nodes, json_option, node_argument
from storyforge.late import load


@click.command()
@node_argument
@click.argument("other", required=False, shell_complete=complete_nodes)
@json_option
@click.pass_obj
def why(desk: Desk, node: str, other: str | None, as_json: bool) -> int:
    """Tell why a picture would be made again, or why not: file, line, the value before and after.

    With a second name: by which way one of the two depends on the other.
    """
    return int(load("storyforge.cli.pages.why:page")(desk, node, other, as_json))
