"""`show`: everything about one picture."""

from __future__ import annotations

import os

import click

from storyforge.cli.options import Desk, json_option, node_argument
from storyforge.late import load

FILES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf", ".mp4")
"""How files end that may say of themselves what they are."""


@click.command()
@node_argument
@json_option
@click.pass_obj
def show(desk: Desk, node: str, as_json: bool) -> int:
    """Tell everything about one picture: where it is written, what is asked, what it is made of.

    NODE may be a file instead (PNG, JPEG, WebP, GIF, PDF, MP4), in a project or anywhere: it tells
    what the file says of itself, and what the project knows of it.
    """
    if os.path.splitext(node)[1].casefold() in FILES:
        return int(load("storyforge.cli.pages.imprint:page")(desk, node, as_json))
    return int(load("storyforge.cli.pages.show:page")(desk, node, as_json))
