"""`init`: a project in one command, without a question."""

from __future__ import annotations

import os
import re
import shutil
from importlib import resources
from pathlib import Path

import click

from storyforge.cli.options import Desk, talk
from storyforge.core.errors import Problem, UsageError
from storyforge.late import load
from storyforge.reporters import say

EXAMPLES = ("minimal", "lamplighter", "chase")
MANIFEST = "storyforge.yaml"
SCHEMA = ".storyboard.v1.json"
_NOT_OURS = frozenset({"board", "exports", ".storyforge", "__pycache__"})


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False))
@click.option(
    "--from",
    "example",
    type=click.Choice(EXAMPLES),
    default="minimal",
    show_default=True,
    help="Which film to start from.",
)
@click.option(
    "--git",
    is_flag=True,
    help="Also write what git, pre-commit and CI need; in a project that is there, only that.",
)
@click.option("--lfs", is_flag=True, help="With --git: keep pictures by git LFS.")
@click.pass_obj
def init(desk: Desk, folder: str | None, example: str, git: bool, lfs: bool) -> int:
    """Start a project in FOLDER (default: here). Asks nothing; never overwrites a file."""
    target = folder or desk.folder
    if lfs and not git:
        raise click.UsageError("--lfs needs --git")
    if not (git and os.path.isfile(os.path.join(target, MANIFEST))):
        _start(target, example, git)
    if git:
        talk(load("storyforge.cli.pages.git:write")(target, lfs))
    return 0


def _start(target: str, example: str, git: bool) -> None:
    """Copy an example. `git`: what git leaves out is written elsewhere."""
    source = _example(example)
    names = [
        os.path.relpath(os.path.join(at, name), source)
        for at, _, files in os.walk(source)
        for name in files
    ]
    wanted = [name for name in sorted(names) if _belongs(name)]
    _free(target, [*wanted, SCHEMA])
    for name in wanted:
        _copy(os.path.join(source, name), os.path.join(target, name), name.count(os.sep))
    schema = load("storyforge.project.beginning:schema_text")()
    Path(target, SCHEMA).write_text(schema, encoding="utf-8")
    ignore = Path(target, ".gitignore")
    if not git and not os.path.lexists(ignore):
        ignored = load("storyforge.project.beginning:IGNORED")
        ignore.write_text(ignored, encoding="utf-8")
    talk(say.started(target, example, len(wanted)))


def _copy(source: str, target: str, depth: int) -> None:
    """One file; an editor's pointer to the schema leads to the project's own copy of it."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if not source.endswith(".yaml"):
        shutil.copyfile(source, target)
        return
    text = Path(source).read_text(encoding="utf-8")
    own = f"$schema={'../' * depth}{SCHEMA}"
    Path(target).write_text(re.sub(r"\$schema=\S+", own, text, count=1), encoding="utf-8")


def _free(target: str, wanted: list[str]) -> None:
    """Raises UsageError when a file of the example, or something in its way, is there."""
    for name in wanted:
        above = [
            os.path.join(target, *name.split(os.sep)[:depth])
            for depth in range(name.count(os.sep) + 1)
        ]
        way = next(
            (each for each in above if os.path.lexists(each) and not os.path.isdir(each)), ""
        )
        if way or os.path.lexists(os.path.join(target, name)):
            advice = "choose another folder: `storyforge init my-film`"
            raise UsageError(
                Problem("P002", say.taken(way or os.path.join(target, name)), advice=advice)
            )


def _belongs(name: str) -> bool:
    parts = name.split(os.sep)
    return (
        not (_NOT_OURS & set(parts)) and parts[-1] != "storyforge.lock" and not name.endswith(".py")
    )


def _example(name: str) -> str:
    """The folder of an example: inside the installed package, or beside it in a checkout."""
    packed = resources.files("storyforge") / "examples" / name
    beside = Path(__file__).resolve().parents[2] / "examples" / name
    folder = packed if packed.is_dir() else beside
    if not folder.is_dir():
        raise UsageError(Problem("P003", say.no_example(name)))
    return str(folder)
