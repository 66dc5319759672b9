"""`coverage`: which lines of the script no shot covers."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option
from storyforge.late import load


@click.command()
@json_option
@click.pass_obj
def coverage(desk: Desk, as_json: bool) -> int:
    """Show which lines of the script no shot covers, and which shots cover no line.

    Reads the script that was imported (`script/NAME.fountain`) as it is now, and what each shot was
    made of (`script/NAME.lines.json`). A shot that you wrote covers a line when it says its words.
    """
    return int(load("storyforge.cli.pages.coverage:page")(desk, as_json))
