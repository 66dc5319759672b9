"""`verify`: read every stored byte again and name what is wrong."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import click

from storyforge.cli.options import Desk, data_json, json_option, talk
from storyforge.core import lockfile
from storyforge.core.action import key_of
from storyforge.core.errors import ManifestError
from storyforge.late import load
from storyforge.reporters import say


@click.command()
@click.option(
    "--quarantine",
    is_flag=True,
    help="Move what is damaged aside, so that the next build makes it again.",
)
@json_option
@click.pass_obj
def verify(desk: Desk, quarantine: bool, as_json: bool) -> int:
    """Read every stored byte and name what is wrong, and what the lockfile misses."""
    root = desk.root()
    state = os.path.join(root, ".storyforge")
    store = load("storyforge.store.disk:DiskStore")(state)
    with _alone(state) if quarantine and os.path.isdir(state) else contextlib.nullcontext():
        findings = list(
            load("storyforge.store.verify:verify")(store, key_of, quarantine=quarantine)
        )
        findings += _of_lockfile(root, store)
        if findings:
            _forget_stamp(state)
    if as_json:
        data_json({"ok": not findings, "findings": findings})
    else:
        talk(_lines(findings, len(store.objects()), quarantine))
    return 1 if findings else 0


def _alone(state: str) -> Any:
    """The writer's lock: a build must not put back what is moved aside meanwhile."""
    return load("storyforge.store.exclusive:exclusive")(
        os.path.join(state, "lock"),
        True,
        lambda holder: talk(f"waiting: {holder}"),
        command="verify",
    )


def _forget_stamp(state: str) -> None:
    """A build must look closely now, though no file of the project has changed."""
    with contextlib.suppress(OSError):
        os.unlink(os.path.join(state, "stamp"))


def _of_lockfile(root: str, store: Any) -> list[Any]:
    """What the lockfile names and is not here, or its own fault; raises Refused, DiskTrouble."""
    checks = load("storyforge.store.verify:absent")
    try:
        data = load("storyforge.project.folder:read")(root, lockfile.NAME)
        return list(checks(store, lockfile.read(data)))
    except FileNotFoundError:
        return []  # nothing was built yet
    except ManifestError as error:
        sentence = f"{error.problems[0].sentence}: {error.problems[0].advice}"
    except IsADirectoryError:
        sentence = "A folder stands in its place: move it away."
    return [load("storyforge.store.verify:Finding")("lockfile", lockfile.NAME, sentence)]


def _lines(findings: list[Any], objects: int, quarantined: bool) -> Iterator[str]:
    if not findings:
        yield f"all is well: {say.count(objects, 'object')} read and right"
        return
    for each in findings:
        yield f"{each.kind:<14} {say.show(each.name)}: {say.show(each.sentence)}"
    yield f"{say.count(len(findings), 'thing')} wrong among {say.count(objects, 'object')}"
    kinds = {each.kind for each in findings}
    if kinds & {"corrupt", "empty", "link", "damaged_trace"} and not quarantined:
        yield "next: `storyforge verify --quarantine`, then `storyforge build`"
    elif kinds & {"corrupt", "empty", "link", "damaged_trace", "no_picture", "absent"}:
        yield "next: `storyforge build` makes them again"
