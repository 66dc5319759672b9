"""`takes`: all takes of a picture, and which one is used."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option, node_argument
from storyforge.late import load


@click.command()
@node_argument
@json_option
@click.pass_obj
def takes(desk: Desk, node: str, as_json: bool) -> int:
    """List the takes of NODE: seed, cost, what varied, and which one is used."""
    return int(load("storyforge.cli.pages.takes:page")(desk, node, as_json))
