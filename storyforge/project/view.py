"""The board on disk: a view of the store under names people can read.

Never overwrites what a hand has changed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from storyforge.core.ids import NodeId
from storyforge.core.seams import Corrupt, Missing, Store
from storyforge.project import stamp
from storyforge.project.folder import BOARD
from storyforge.store import durable

_SEALED = "unreadable"  # what a file has for a digest that may not be read: it is not ours
_COPY_FROM = 256 * 1024  # bytes; larger files are cloned or copied by the kernel


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture for the board: file below the board's folder, its node, and the object that
    holds it.
    """

    file: str
    node: NodeId
    object_name: str


@dataclass(slots=True)
class Viewed:
    """What came of it: `seen` for the stamp, files written, files found changed by hand,
    damaged objects met.
    """

    seen: dict[str, stamp.Seen] = field(default_factory=dict)
    written: int = 0
    by_hand: list[tuple[NodeId, str]] = field(default_factory=list)
    damaged: list[tuple[NodeId, str]] = field(default_factory=list)


class View:
    """Brings `board/` in line.

    `trusted`: rows and digests that need not be read again; `ours`: is this our file?
    """

    def __init__(
        self,
        root: str,
        store: Store,
        path_of: Callable[[str], str],
        trusted: Mapping[str, tuple[stamp.Row, str]],
        ours: Callable[[str], bool],
    ) -> None:
        self.root, self.store, self.path_of = root, store, path_of
        self.trusted, self.ours, self.done = trusted, ours, Viewed()

    def show(self, pictures: Iterable[Shown]) -> Viewed:
        """Write every picture that is not there yet or is an older one of ours."""
        folders: set[str] = set()
        for shown in pictures:
            name = f"{BOARD}/{shown.file}"
            folder = os.path.dirname(name)
            if folder not in folders:
                durable.inside(self.root, name)  # no folder on the way is a link out of the project
                folders.add(folder)
            found = self._digest(name)
            if found == shown.object_name:
                continue
            if found and not self.ours(found):
                self.done.by_hand.append((shown.node, name))
                continue
            self._write(shown, name)
        return self.done

    def _digest(self, name: str) -> str:
        """sha256 of a file on the board, from its row when that can be trusted; empty when it
        is not there.
        """
        path, looked = os.path.join(self.root, name), time.time_ns()
        try:
            row = stamp.row_of(os.stat(path))  # of what is seen there, also through a link
        except OSError:
            return ""
        known = self.trusted.get(name)
        digest = known[1] if known and known[0] == row else stamp.content_digest(path)
        self.done.seen[name] = (row, digest, looked)
        return digest or _SEALED

    def _write(self, shown: Shown, name: str) -> None:
        path = os.path.join(self.root, name)
        try:
            data = self.store.get(shown.object_name)  # verified: the board never shows wrong bytes
        except (Corrupt, Missing):
            self.done.damaged.append((shown.node, shown.object_name))
            return
        if len(data) < _COPY_FROM:
            durable.replace_view(path, data, root=self.root)
        else:
            durable.copy_view(self.path_of(shown.object_name), path, root=self.root)
        self._wrote(name, path, shown.object_name)

    def page(self, file: str, data: bytes, digest: str) -> None:
        """A page beside the pictures; written only when it differs."""
        name = f"{BOARD}/{file}"
        durable.inside(self.root, name)
        if self._digest(name) != digest:
            path = os.path.join(self.root, name)
            durable.replace_view(path, data, root=self.root)
            self._wrote(name, path, digest)

    def _wrote(self, name: str, path: str, digest: str) -> None:
        self.done.written += 1
        self.done.seen[name] = (stamp.row_of(os.lstat(path)), digest, time.time_ns())

    def sweep(self, before: Iterable[str]) -> None:
        """Remove files of ours that were shown `before` and are not now; what a hand has
        changed stays.
        """
        for name in before:
            if name.startswith(f"{BOARD}/") and name not in self.done.seen:
                digest = self._digest(name)
                self.done.seen.pop(name, None)
                if digest and self.ours(digest):
                    self._remove(name)

    def _remove(self, name: str) -> None:
        path = os.path.join(self.root, name)
        try:
            os.unlink(durable.inside(self.root, name))
            os.removedirs(os.path.dirname(path))  # as far up as they are empty
        except OSError:
            return
