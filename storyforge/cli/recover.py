"""`recover`: collect what was paid for, and settle what is in doubt."""

from __future__ import annotations

import click

from storyforge.cli.options import Desk, complete_nodes, json_option
from storyforge.late import load


@click.command()
@click.argument("node", required=False, shell_complete=complete_nodes)
@click.option("--task", metavar="ID", help="It was accepted under this id: collect it.")
@click.option(
    "--not-accepted", is_flag=True, help="Nothing was accepted: the next build may send it again."
)
@click.option("--drop", is_flag=True, help="Give it up: its price counts as spent.")
@click.option("--take", type=click.IntRange(0), metavar="N", help="Which take of NODE is meant.")
@click.option(
    "--since",
    metavar="TIME",
    help="Also look for pictures that nobody here remembers, as old as `2h` or `30m`.",
)
@click.option(
    "--damaged",
    is_flag=True,
    help="Go on without the lines of the journal that are damaged; they are set aside.",
)
@json_option
@click.pass_obj
def recover(
    desk: Desk,
    node: str | None,
    task: str | None,
    not_accepted: bool,
    drop: bool,
    take: int | None,
    since: str | None,
    damaged: bool,
    as_json: bool,
) -> int:
    """Collect what services have accepted; show and settle attempts that are in doubt.

    Without NODE: whatever can be settled without you is settled, the rest is shown. With NODE and
    --task, --not-accepted or --drop: you say what became of it.
    """
    said = [each for each in (task and "task", not_accepted and "absent", drop and "drop") if each]
    if len(said) > 1 or (said and not node) or (node and not said):
        raise click.UsageError(
            "name one NODE together with one of --task ID, --not-accepted and --drop"
        )
    word = said[0] if said else ""
    page = load("storyforge.cli.pages.recover:page")
    return int(page(desk, node, word, task or "", take, since, damaged, as_json))
