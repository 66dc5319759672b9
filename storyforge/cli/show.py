"""`show`: everything about one picture."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option, node_argument
from storyforge.late import load


@click.command()
@node_argument
@json_option
@click.pass_obj
def show(desk: Desk, node: str, as_json: bool) -> int:
    """Tell everything about one picture: where it is written, what is asked, what it is made of."""
    return int(load("storyforge.cli.pages.show:page")(desk, node, as_json))
