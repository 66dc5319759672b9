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
from storyforge.reporters import say

_DAY = 86400.0


@click.command()
@click.option(
    "--yes", is_flag=True, help="Really remove it (into the trash; the next gc empties that)."
)
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
def gc(desk: Desk, yes: bool, keep_days: float, as_json: bool) -> int:
    """Show which stored pictures nothing needs any more; with --yes, remove them.

    Needed is whatever storyforge.lock names here, on any local branch, or in another working tree.
    """
    root = desk.root()
    state = os.path.join(root, ".storyforge")
    store = load("storyforge.store.disk:DiskStore")(state)
    removing = yes and os.path.isdir(state)
    with _alone(state) if removing else contextlib.nullcontext():  # a look touches nothing
        live = _live(root)
        sweep = load("storyforge.store.gc:plan")(
            store, *_needed(live), now=time.time(), keep_younger=keep_days * _DAY
        )
        if removing:
            load("storyforge.store.gc:collect")(store, sweep)
    if as_json:
        data_json(sweep)
    else:
        _tell(sweep, yes, len(live))
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


def _tell(sweep: Any, yes: bool, roots: int) -> None:
    size, freed = f"{sweep.size / 1e6:.1f} MB", f"{sweep.freed / 1e6:.1f} MB"
    what = f"{say.count(len(sweep.objects), 'picture')}, {say.count(len(sweep.traces), 'trace')}"
    talk(f"needed by {say.count(roots, 'lockfile')} (this folder, local branches, working trees)")
    if not (sweep.objects or sweep.traces or sweep.freed):
        talk("nothing to remove")
    elif yes:
        talk(f"{what} moved to the trash · {size}; {freed} freed")
    else:
        talk(f"{what} could go · {size}; {freed} in the trash")
        talk("next: `storyforge gc --yes` removes them")
