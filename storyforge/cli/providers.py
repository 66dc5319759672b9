"""`providers`: who can make pictures, what they can do, and how they are reached."""

from __future__ import annotations

import click

from storyforge.cli.options import json_option
from storyforge.late import load


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are only for tests.")
@click.option("--check", is_flag=True, help="Ask each service that can be reached; costs nothing.")
@json_option
def providers(everything: bool, check: bool, as_json: bool) -> int:
    """List who can make pictures, for how much, and whether a key is there.

    A key is never shown.
    """
    return int(load("storyforge.cli.pages.providers:page")(everything, check, as_json))
