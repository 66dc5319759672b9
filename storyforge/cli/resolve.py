"""`resolve`: settle a lockfile that a merge left in two."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk
from storyforge.late import load


@click.command()
@click.argument("node", required=False)
@click.option("--ours", "side", flag_value="ours", help="Take what git calls ours.")
@click.option("--theirs", "side", flag_value="theirs", help="Take what git calls theirs.")
@click.option(
    "--take",
    type=click.IntRange(0),
    metavar="N",
    help="Use take N of NODE, of whichever side has it.",
)
@click.option("--html", is_flag=True, help="Write board/resolve.html: both pictures of each.")
@click.pass_obj
def resolve(desk: Desk, node: str | None, side: str | None, take: int | None, html: bool) -> int:
    """Settle storyforge.lock after a merge in which both sides decided about the same picture.

    Lists what is in conflict; with --ours, --theirs or --take it settles NODE, or all. A conflict
    is a choice between two pictures that exist: nothing is made, and nothing is paid.
    """
    if take is not None and node is None:
        raise click.UsageError("--take needs a NODE")
    return int(load("storyforge.cli.pages.resolve:page")(desk, node or "", side, take, html))
