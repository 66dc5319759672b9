"""Layout: how wide the page is, words broken to it, names under the headings people look for."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from storyforge.core import ids
from storyforge.reporters import say

_PAGE = 100  # columns, when nobody says; also where lines get too long to read


def columns(stream: Any) -> int:
    """How wide lines on `stream` may be: as the terminal, at most 100."""
    try:
        return max(40, min(os.get_terminal_size(stream.fileno()).columns, _PAGE))
    except (OSError, ValueError, AttributeError):
        return _PAGE


def hanging(first: str, text: str, width: int) -> Iterator[str]:
    """`text` behind `first` (without colours), further lines beginning where it began."""
    room = max(width - len(first), 20)
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    yield (first + lines[0]).rstrip()
    for line in lines[1:]:
        yield " " * len(first) + line


def listed(names: Iterable[str], indent: int, width: int) -> list[str]:
    """Names in rows that fit behind an indent; no name is ever broken or left out."""
    rows: list[str] = [""]
    for name in names:
        grown = f"{rows[-1]}  {name}" if rows[-1] else name
        if rows[-1] and indent + len(grown) > width:
            rows.append(name)
        else:
            rows[-1] = grown
    return rows


def grouped(graph: Any, nodes: Collection[str]) -> dict[str, list[str]]:
    """Names of `nodes` in the film's order: shots and clips under their scene, all else under its
    kind."""
    groups: dict[str, list[str]] = {}
    for node in graph.nodes:
        if node in nodes:
            heading = graph[node].scene or say.PLURALS[ids.kind_of(node)]
            groups.setdefault(heading, []).append(called(node))
    return groups


def called(node: str) -> str:
    """A node among others of its scene or kind: a clip has its shot's name, so it says its kind."""
    return node if ids.kind_of(node) == "clip" else ids.name_of(node)
