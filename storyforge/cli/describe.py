"""`describe`: a picture in words, to paste."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option
from storyforge.late import load


@click.command()
@click.argument("image", type=click.Path(dir_okay=False))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["shot", "character", "location", "style"]),
    default="shot",
    show_default=True,
    help="What the words are for.",
)
@json_option
@click.pass_obj
def describe(desk: Desk, image: str, kind: str, as_json: bool) -> int:
    """Describe the picture IMAGE in words, and print YAML to paste. Makes nothing.

    A vision model does it, if your settings name one. Without one you get the prompt that the file
    itself carries, and what can be measured.
    """
    return int(load("storyforge.cli.pages.describe:page")(desk, image, kind, as_json))
