"""What `export` does: the board written, how far it is shown, and where it lies told."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from storyforge.cli.options import Desk, colourful, talk
from storyforge.core.errors import Problem, UsageError
from storyforge.exporters.table import FORMATS
from storyforge.exporting.asked import default_path, formed
from storyforge.exporting.shown import board, stock
from storyforge.exporting.written import export
from storyforge.late import load
from storyforge.reporters import files as say


def page(
    desk: Desk,
    name: str,
    selectors: tuple[str, ...],
    exclude: tuple[str, ...],
    output: str,
    said: Mapping[str, Any],
) -> int:
    """What `storyforge export NAME` does; returns the exit code."""
    known = FORMATS[name]
    wishes: Mapping[str, Any] = {key.replace("_", "-"): value for key, value in said.items()}
    shop = desk.workshop()
    shown = board(shop, selectors, exclude)
    if output == "-":
        return _stdout(name, shop, shown, wishes)
    wishes, ending = formed(known, output, wishes)
    path = _path(output, ending) if output else default_path(shop.root, name, shown.title, ending)
    began = time.monotonic()
    with load("storyforge.reporters.work:Work")(sys.stderr, colourful(sys.stderr), name) as work:
        done = export(shop, name, shown, wishes, path, work.told, os.cpu_count() or 1)
    talk(say.exported(done, time.monotonic() - began))
    return 0


def _path(output: str, ending: str) -> str:
    """The user's own path; a folder that is there gets no file's name put over it."""
    path = os.path.abspath(output)
    if ending and (os.path.isdir(path) or output.endswith(("/", os.sep))):
        advice = f"name the file: `-o {os.path.join(output, 'film' + ending)}`"
        raise UsageError(Problem("X003", f"{output} is a folder", advice=advice))
    return path


def _stdout(name: str, shop: Any, shown: Any, wishes: Mapping[str, Any]) -> int:
    known = FORMATS[name]
    if not known.text:
        advice = "name a file with `-o FILE`"
        raise UsageError(Problem("X003", f"`{name}` is no text for stdout", advice=advice))
    rendered = load(known.exporter)().render(shown, stock(shop, lambda *_: None, 1), wishes)
    for _, content in rendered:
        _put(content)
    sys.stdout.flush()
    return 0


def _put(content: bytes) -> None:
    """Bytes as they are, past any translation of line ends."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(content.decode("utf-8"))
    else:
        sys.stdout.flush()
        raw.write(content)
