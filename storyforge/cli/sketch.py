"""`sketch`: one picture, drawn at once into a file."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, node_argument
from storyforge.late import load


@click.command()
@node_argument
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--slate", is_flag=True, help="Set number, camera, action and dialogue below (PNG).")
@click.pass_obj
def sketch(desk: Desk, node: str, file: str, slate: bool) -> int:
    """Draw one picture at once into FILE, which ends in .svg or .png. Touches nothing else.

    An SVG keeps every stroke apart, to go on with in a drawing program.
    """
    return int(load("storyforge.cli.pages.sketch:page")(desk, node, file, slate))
