"""An export carried out: an exporter renders, and its files are whole or not there.

Nothing is made here, and nothing is paid. What stood there before stays until the new is whole,
also when somebody interrupts.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from storyforge.core.board import Board
from storyforge.core.errors import Problem, Refused, UsageError
from storyforge.core.seams import Exporter, Written
from storyforge.exporting.asked import form, need
from storyforge.exporting.shown import Told, stock
from storyforge.late import load
from storyforge.store import durable
from storyforge.workshop import Workshop

LIST = ".storyforge-export.json"
"""In a folder that was exported: the names of the files that are ours to replace."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of it: where it lies, how many files and bytes, how many pictures are gaps."""

    path: str
    files: int
    size: int
    gaps: int


def export(
    shop: Workshop,
    name: str,
    shown: Board,
    wishes: Mapping[str, Any],
    path: str,
    told: Told,
    cores: int = 1,
) -> Exported:
    """Write a board in the format `name` to `path`; raises StoryforgeError.

    What stood at `path` before stays until the new is whole, also when somebody interrupts.
    """
    known = form(name)
    need(name, known)
    exporter: Exporter = load(known.exporter)()
    rendered = exporter.render(shown, stock(shop, told, cores), wishes)
    gaps = sum(panel.picture is None for panel in shown.panels())
    try:
        if known.file(wishes):
            size = _one(path, rendered)
            return Exported(path, 1, size, gaps)
        return Exported(path, *_many(path, rendered), gaps)
    except OSError as error:
        raise durable.trouble(error, path) from error


def _one(path: str, rendered: Iterable[tuple[str, Written]]) -> int:
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    beside = f"{path}.{durable.unique()}.part"
    try:
        ((_, content),) = rendered
        size = _write(beside, content)
        os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    return size


def _write(path: str, content: Written) -> int:
    with open(path, "w+b") as file:
        fill: Callable[[BinaryIO], object] = (
            (lambda out: out.write(content)) if isinstance(content, bytes) else content
        )
        fill(file)
        file.flush()
        durable.sync(file.fileno())
        return file.seek(0, os.SEEK_END)


def _many(path: str, rendered: Iterable[tuple[str, Written]]) -> tuple[int, int]:
    """A folder: all of it beside its place first, then exchanged for the one that was there."""
    before = _ours(path)
    beside = f"{path.rstrip(os.sep)}.{durable.unique()}.part"
    names: list[str] = []
    size = 0
    try:
        for name, content in rendered:
            target = durable.inside(beside, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            size += _write(target, content)
            names.append(name)
        if not names:
            advice = "write a scene with a shot, then build"
            raise UsageError(Problem("X004", "there is nothing to write yet", advice=advice))
        listed = json.dumps({"files": sorted(names)}, indent=1, ensure_ascii=False) + "\n"
        _write(os.path.join(beside, LIST), listed.encode())
        _exchange(beside, path, before)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(names), size


def _ours(path: str) -> frozenset[str] | None:
    """Files of an earlier export at `path`; None when nothing is there. Raises Refused when other
    files are, for they would be lost."""
    if not os.path.lexists(path):
        return None
    found = set(_below(path)) if os.path.isdir(path) and not os.path.islink(path) else {""}
    try:
        with open(os.path.join(path, LIST), "rb") as file:
            listed = frozenset((*json.load(file)["files"], LIST))
    except (OSError, ValueError, KeyError, TypeError):
        listed = frozenset()
    strange = sorted(found - listed)
    if strange:
        sentence = f"{path} holds what no export wrote: {strange[0] or 'it is no folder'}"
        raise Refused(Problem("X002", sentence, advice="name another folder with `-o`"))
    return listed


def _below(path: str) -> Iterator[str]:
    for at, _, files in os.walk(path):
        for name in files:
            yield os.path.relpath(os.path.join(at, name), path).replace(os.sep, "/")


def _exchange(new: str, path: str, before: frozenset[str] | None) -> None:
    if before is None:
        os.rename(new, path)
        return
    old = f"{path.rstrip(os.sep)}.{durable.unique()}.old"
    os.rename(path, old)
    try:
        os.rename(new, path)
    except OSError:
        os.rename(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)
