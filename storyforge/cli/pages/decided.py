"""What decisions say: which pictures they touched, and what may be done next."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from storyforge.cli.options import Desk, registry, talk, tell
from storyforge.cli.pages.layout import columns, hanging
from storyforge.deciding import Done, accept, adopt, choose, undo
from storyforge.reporters import chosen, say


def page(desk: Desk, verb: str, nodes: tuple[str, ...], take: int | None, why: str) -> int:
    """What `pick`, `approve`, `reject`, `lock` and `unlock` do; returns the exit code."""
    return _say(choose(desk.root(), registry(), tell, verb, nodes, take, why), verb)


def adopt_page(desk: Desk, file: str, node: str | None, why: str) -> int:
    """What `storyforge adopt` does; returns the exit code."""
    return _say(adopt(desk.root(), registry(), tell, file, node, why), "adopt")


def accept_page(desk: Desk, node: str, keep_downstream: bool, why: str) -> int:
    """What `storyforge accept` does; returns the exit code."""
    return _say(accept(desk.root(), registry(), tell, node, why, keep_downstream), "accept")


def undo_page(desk: Desk) -> int:
    """What `storyforge undo` does; returns the exit code."""
    return _say(undo(desk.root(), registry(), tell), "undo")


def _say(done: Done, verb: str) -> int:
    talk(_lines(done, verb))
    return 0


def _lines(done: Done, verb: str) -> Iterator[str]:
    width = columns(sys.stderr)
    if done.verb:
        yield chosen.undone(done.verb)
    for one in done.changes:
        yield chosen.line(verb, one.node, one.before, one.after)
    for note in done.notes:
        yield from hanging("note      ", say.show(note), width)
    if done.left:
        yield from hanging("left      ", chosen.left(done.left), width)
