"""`undo`: the last decision, taken back."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk
from storyforge.late import load


@click.command()
@click.pass_obj
def undo(desk: Desk) -> int:
    """Take the last decision back that was made in this folder; again, and the one before.

    Refused when what it changed was changed since, by a build or by others.
    """
    return int(load("storyforge.cli.pages.decided:undo_page")(desk))
