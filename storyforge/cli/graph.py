"""`graph`: what is drawn from what, for eyes and for other programs."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, exclude_option, selectors_argument
from storyforge.late import load


@click.command()
@selectors_argument
@exclude_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mermaid", "dot", "json"]),
    default="text",
    help="How to print it.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.pass_obj
def graph(desk: Desk, selectors: tuple[str, ...], exclude: tuple[str, ...], form: str) -> int:
    """Show what is drawn from what: a tree for the terminal, mermaid, dot, or JSON.

    \b
    In the tree a picture hangs below the one that it is another view of or goes on from;
    ← names whatever else it is drawn from.
    """
    return int(load("storyforge.cli.pages.graph:page")(desk, selectors, exclude, form))
