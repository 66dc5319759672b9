"""`gc`: what nothing needs any more. Only shows it, unless told to remove it."""

from __future__ import annotations

import contextlib
import os
import time
from typing import Any

import click

from storyforge.cli.options import Desk, data_json, json_option, talk
from storyforge.core.errors import ManifestError, Problem, Refused
from storyforge.core.lockfile import NAME, Lockfile, read
from storyforge.late import load
from storyforge.reporters import money, say

_DAY = 86400.0


@click.command()
@click.option(
    "--yes", is_flag=True, help="Really remove it (into the trash; the next gc empties that)."
)
@click.option("--paid", is_flag=True, help="Let go of what cost money too; the sum is shown first.")
@click.option(
    "--keep-days",
    type=click.FloatRange(0),
    default=30.0,
    show_default=True,
    metavar="DAYS",
    help="Keep whatever is younger.",
)
@json_option
@click.pass_obj
def gc(desk: Desk, yes: bool, paid: bool, keep_days: float, as_json: bool) -> int:
    """Show which stored pictures nothing needs any more; with --yes, remove them.

    Needed is whatever storyforge.lock names here, on any local branch, or in another working tree.
    What cost money is kept, needed or not, unless you say --paid.
    """
    root = desk.root()
    state = os.path.join(root, ".storyforge")
    store = load("storyforge.store.disk:DiskStore")(state)
    removing = yes and os.path.isdir(state)
    with _alone(state) if removing else contextlib.nullcontext():  # a look touches nothing
        live = _live(root)
        objects, traces = _needed(live)
        sweep = load("storyforge.store.gc:plan")(
            store,
            objects | _bought(store, paid),
            traces,
            now=time.time(),
            keep_younger=keep_days * _DAY,
            paid=paid,
        )
        if removing:
            load("storyforge.store.gc:collect")(store, sweep)
    if as_json:
        data_json(sweep)
    else:
        _tell(sweep, yes, paid, len(live))
    return 0


def _alone(state: str) -> Any:
    return load("storyforge.store.exclusive:exclusive")(
        os.path.join(state, "lock"), True, lambda holder: talk(f"waiting: {holder}"), command="gc"
    )


def _live(root: str) -> list[Lockfile]:
    """Every lockfile that counts; raises Refused when one of them cannot be understood."""
    try:
        return [read(data) for data in load("storyforge.store.roots:roots")(root, NAME)]
    except ManifestError as error:
        raise Refused(_unclear(error.problems[0].sentence)) from error


def _unclear(why: str) -> Problem:
    return Problem(
        "D016",
        f"Here, on a local branch, or in another working tree, {why}; nothing was removed.",
        advice="Mend it there, or delete that branch; then run the same command again.",
    )


def _needed(live: list[Lockfile]) -> tuple[set[str], set[tuple[str, int]]]:
    """Objects, and traces as (key, take), that some lockfile names."""
    objects = {digest for each in live for digest in each.digests()}
    entries = [entry for each in live for entry in each.nodes.values()]
    return objects, {
        (take.key or entry.key, number) for entry in entries for number, take in entry.takes.items()
    }


def _bought(store: Any, paid: bool) -> set[str]:
    """Objects of attempts that have not ended: what was asked, and what came. With that, unless
    `paid`, whatever else came that the journal still knows of."""
    past = load("storyforge.delivery.past:Past")(store.layout)
    attempts = list(past.attempts.values())
    asked = {digest for each in attempts if each.open for digest in (each.order, each.body)}
    return asked | {digest for each in attempts if each.open or not paid for digest in each.outputs}


def _tell(sweep: Any, yes: bool, paid: bool, roots: int) -> None:
    talk(f"needed by {say.count(roots, 'lockfile')} (this folder, local branches, working trees)")
    if sweep.paid and not paid:
        talk(money.paid_kept(sweep.paid, sweep.cost, sweep.unpriced))
    if not (sweep.objects or sweep.traces or sweep.freed):
        talk("nothing to remove")
        return
    what, size, freed = _what(sweep), _size(sweep.size), _size(sweep.freed)
    talk(
        f"{what} moved to the trash · {size}; {freed} freed"
        if yes
        else f"{what} could go · {size}; {freed} in the trash"
    )
    if sweep.paid and paid:
        talk(money.paid_goes(sweep.paid, sweep.cost, sweep.unpriced))
    if not yes:
        talk(f"next: `storyforge gc{' --paid' if paid else ''} --yes` removes them")


def _what(sweep: Any) -> str:
    papers = sum(each.paper for each in sweep.objects)
    parts = {
        "picture": len(sweep.objects) - papers,
        "trace": len(sweep.traces),
        "old request": papers,
    }
    named = [say.count(many, what) for what, many in parts.items() if many]
    return ", ".join(named) or say.count(0, "picture")


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB"
