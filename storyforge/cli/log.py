"""`log`: the life of one picture."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option, node_argument
from storyforge.late import load


@click.command()
@node_argument
@click.option(
    "--html",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Write one page with every take in it; `-` for stdout.",
)
@json_option
@click.pass_obj
def log(desk: Desk, node: str, html: str | None, as_json: bool) -> int:
    """Tell the life of one picture: its revisions in git, its takes, decisions, seeds and costs."""
    return int(load("storyforge.cli.pages.log:page")(desk, node, html, as_json))
