"""`resolve`: what is in conflict, with both pictures, and what was settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storyforge.cli.options import Desk, data, talk, tell
from storyforge.core.coded import PictureFault
from storyforge.core.merging import SideName
from storyforge.late import load
from storyforge.project.folder import BOARD
from storyforge.reporters import conflicts, say
from storyforge.resolving import Picture, Resolved, resolve
from storyforge.store import durable

FILE = f"{BOARD}/resolve.html"
_LONGEST = 960  # pixels of a picture in the page


def page(desk: Desk, node: str, side: SideName | None, take: int | None, html: bool) -> int:
    """What `storyforge resolve` does; returns the exit code: 1 while something is left."""
    root = desk.root()
    done = resolve(root, tell, node, side, take)
    talk(conflicts.settled(name, entry.take, side) for name, entry, side in done.settled)
    for one in done.left:
        data(_conflict(one, done.labels))
    if html:
        _write(root, done)
    if done.whole:
        talk(conflicts.whole(done.nodes))
        return 0
    talk(conflicts.left(len(done.left)))
    return 1


def _conflict(one: Any, labels: tuple[str, str]) -> Iterator[str]:
    yield say.name(one.node)
    for side, label, shown in (("ours", labels[0], one.ours), ("theirs", labels[1], one.theirs)):
        yield conflicts.side(side, label, shown.take, shown.state, shown.file)


def _write(root: str, done: Resolved) -> None:
    shrink = load("storyforge.darkroom.smaller:smaller")

    def small(shown: Picture) -> tuple[bytes, str, str]:
        if not shown.data:
            return b"", "", conflicts.NOT_HERE
        if shown.media.startswith("video/"):
            return b"", "", f"a clip: {shown.file}"
        try:
            return (*shrink(shown.data, _LONGEST), "")
        except PictureFault as fault:
            return b"", "", fault.sentence

    rows = [
        (
            say.name(one.node),
            [
                (
                    conflicts.called(side, label),
                    conflicts.decided(shown.take, shown.state),
                    small(shown),
                    conflicts.way(one.node, side),
                )
                for side, label, shown in (
                    ("ours", done.labels[0], one.ours),
                    ("theirs", done.labels[1], one.theirs),
                )
            ],
        )
        for one in done.left
    ]
    text = load("storyforge.exporters.choice:page")(rows)
    path = durable.inside(root, FILE)
    durable.replace_view(path, text.encode("utf-8", "replace"), root=root)
    talk(f"both pictures of each are in {FILE}")
