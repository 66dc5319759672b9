"""`status`: where every picture stands, in one look."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, exclude_option, json_option, selectors_argument
from storyforge.late import load


@click.command()
@selectors_argument
@exclude_option
@json_option
@click.pass_obj
def status(desk: Desk, selectors: tuple[str, ...], exclude: tuple[str, ...], as_json: bool) -> int:
    """Show where every picture stands: a line of marks for each scene, then what is not current."""
    return int(load("storyforge.cli.pages.status:page")(desk, selectors, exclude, as_json))
