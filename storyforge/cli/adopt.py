"""`adopt`: a picture from elsewhere, or one of the board changed by hand, becomes a take."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, complete_nodes, why_option
from storyforge.late import load


@click.command()
@click.argument("file", type=click.Path())
@click.option(
    "--as",
    "node",
    metavar="NODE",
    shell_complete=complete_nodes,
    help="Whose picture it is (default: of which FILE is the board's).",
)
@why_option
@click.pass_obj
def adopt(desk: Desk, file: str, node: str | None, why: str) -> int:
    """Make the picture in FILE a take of NODE, and use it.

    A file below board/ that was changed by hand needs no --as. The picture is kept with the others;
    a build never replaces it silently.
    """
    return int(load("storyforge.cli.pages.decided:adopt_page")(desk, file, node, why))
