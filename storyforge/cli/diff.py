"""`diff`: what differs between two states of the film, in words and in pictures."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, json_option
from storyforge.late import load


@click.command()
@click.argument("revisions", nargs=-1, metavar="[A [B]]")
@click.option(
    "--html",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="Write one page with the pictures in it, old beside new; `-` for stdout.",
)
@json_option
@click.option("--markdown", is_flag=True, help="Print a comment for a pull request.")
@click.option(
    "--link",
    default="",
    metavar="PREFIX",
    help="With --markdown: what stands before the path of a picture; {commit} is the commit's id.",
)
@click.pass_obj
def diff(
    desk: Desk,
    revisions: tuple[str, ...],
    html: str | None,
    as_json: bool,
    markdown: bool,
    link: str,
) -> int:
    """Show what differs between two git revisions, or one and the working tree.

    Without a word: HEAD and the working tree. `A`: that revision and the working tree. `A B` or
    `A..B`: the two. `A...B`: B and where it left A, as a pull request shows it.
    """
    return int(
        load("storyforge.cli.pages.diff:page")(desk, revisions, html, as_json, markdown, link)
    )
