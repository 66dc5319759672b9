"""A lockfile that git left in two is settled: both sides are read, merged, and what is in conflict
is chosen. Of the project nothing else is read, so a manifest in two does no harm.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from storyforge.core.digest import sha256
from storyforge.core.errors import Problem, UsageError
from storyforge.core.ids import NodeId, name_of
from storyforge.core.lockfile import NAME, LockEntry, Lockfile, read, write
from storyforge.core.merging import (
    Conflict,
    Halves,
    Merged,
    SideName,
    halves,
    merge,
    settle,
    side_of,
    unfinished,
)
from storyforge.core.seams import Corrupt, Missing, Reporter
from storyforge.project import folder
from storyforge.project.alone import alone
from storyforge.project.revisions import is_pointer, open_repository
from storyforge.store import durable
from storyforge.store.disk import DiskStore

GIT = ("ours", "theirs")  # what the sides are called where git's marks do not say


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture one side uses: where it lies in the project, and its bytes; both are empty where
    it is not here."""

    take: int
    state: str
    media: str
    file: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict that is left, with the picture of each side."""

    node: NodeId
    ours: Picture
    theirs: Picture


@dataclass(frozen=True, slots=True)
class Resolved:
    """What came of it. `settled`: the conflicts that were chosen now. `nodes`: how many blocks the
    lockfile has. `written`: whether it was written."""

    settled: tuple[tuple[NodeId, LockEntry, str], ...]
    left: tuple[Open, ...]
    labels: tuple[str, str]
    nodes: int
    written: bool
    whole: bool


def resolve(
    root: str,
    report: Reporter,
    name: str = "",
    side: SideName | None = None,
    take: int | None = None,
) -> Resolved:
    """Merge both sides of the lockfile; settle the conflict of `name`, or all, for a `side`.

    Without a conflict the lockfile is written at once; without a choice nothing is. Raises
    UsageError, ManifestError, Refused, DiskTrouble.
    """
    with alone(root, report, "resolve") as store:
        merged, labels = _merged(root)
        pictures = _Pictures(root, store) if merged.conflicts else None
        shown = {
            each.node: Open(each.node, pictures(each, "ours"), pictures(each, "theirs"))
            for each in merged.conflicts
            if pictures
        }
        settled = _settled(merged, name, side, take)
        left = tuple(each for each in merged.conflicts if each.node not in settled)
        whole = Merged({**merged.nodes, **{node: e for node, (e, _) in settled.items()}}, left)
        written = bool(settled) or not left
        if written:
            data = unfinished(whole, labels) if left else write(Lockfile(whole.nodes))
            durable.write_durably(os.path.join(root, NAME), data, 0o644, root=root)
    return Resolved(
        tuple((node, *chosen) for node, chosen in settled.items()),
        tuple(shown[each.node] for each in left),
        labels,
        len(whole.nodes) + len(left),
        written,
        not left,
    )


def _merged(root: str) -> tuple[Merged, tuple[str, str]]:
    """Both sides: from git's index, which has them whole, else from the marks in the file."""
    try:
        data = folder.read(root, NAME)
    except FileNotFoundError:
        data = b""
    found = halves(data)
    if found and found.begun:  # what is settled stands in the file alone
        return merge(Lockfile(), read(found.ours), read(found.theirs)), found.labels
    stages = _stages(root)
    if stages[1] and stages[2] and (found or data in (b"", stages[1])):
        base, ours, theirs = (read(each) if each else Lockfile() for each in stages)
        return merge(base, ours, theirs), found.labels if found else GIT
    if found:
        return _marked(found), found.labels
    read(data or write(Lockfile()))
    raise UsageError(
        Problem(
            "T001",
            f"{NAME} holds no merge conflict",
            advice=f"`git add {NAME}` tells git so, if it still thinks otherwise",
        )
    )


def _marked(found: Halves) -> Merged:
    return merge(Lockfile(), read(found.ours), read(found.theirs))


def _stages(root: str) -> tuple[bytes, bytes, bytes]:
    """The lockfile as git's index has it while a merge is open: base, ours, theirs."""
    try:
        repository = open_repository(root)
    except UsageError:
        return b"", b"", b""
    names = [f":{stage}:{repository.prefix}{NAME}" for stage in (1, 2, 3)]
    base, ours, theirs = (repository.blob(each) or b"" for each in names)
    return base, ours, theirs


def _settled(
    merged: Merged, name: str, side: SideName | None, take: int | None
) -> Mapping[NodeId, tuple[LockEntry, str]]:
    """Node -> the chosen block, and the side it is of."""
    wanted = [each for each in merged.conflicts if not name or name in _names(each.node)]
    if name and not wanted:
        names = ", ".join(name_of(each.node) for each in merged.conflicts) or "nothing"
        raise UsageError(Problem("T001", f"{name} is not in conflict", advice=f"{names} is"))
    if side is None and take is None:
        return {}
    return {each.node: _choice(each, side, take) for each in wanted}


def _choice(conflict: Conflict, side: SideName | None, take: int | None) -> tuple[LockEntry, str]:
    name = name_of(conflict.node)
    chosen = side or (side_of(conflict, take) if take is not None else None)
    if chosen is None:
        sentence = f"take {take} of {name} is not the same picture on both sides"
        raise UsageError(Problem("T001", sentence, advice="add --ours or --theirs"))
    entry = settle(conflict, chosen, take)
    if entry is None:
        sentence = f"{name} has no take {take} there"
        raise UsageError(Problem("T001", sentence, advice="`storyforge resolve` lists the takes"))
    return entry, chosen


def _names(node: NodeId) -> tuple[str, str]:
    return node, name_of(node)


@dataclass(slots=True)
class _Pictures:
    """Finds pictures: on the board, in the store, or in git, where a merge keeps both sides of the
    board's own files."""

    root: str
    store: DiskStore
    board: dict[str, str] = field(init=False)  # digest -> file
    git: dict[str, bytes] = field(init=False)  # digest -> what the index has of a merge

    def __post_init__(self) -> None:
        files = dict(self._files())
        self.board = {digest: file for file, digest in files.items()}
        self.git = _indexed(self.root, sorted(files))

    def __call__(self, conflict: Conflict, side: SideName) -> Picture:
        entry = conflict.side(side)
        chosen = entry.takes[entry.take]
        file, data = self._shown(chosen.out), b""
        with contextlib.suppress(Missing, Corrupt):
            data = self.store.get(chosen.out)
        if not data and (data := folder.read(self.root, file) if file else b""):
            self.store.put(data)
        if not data and (data := self.git.get(chosen.out, b"")):
            self.store.put(data)  # git forgets it when the merge ends
        if data and not file:
            path = os.path.relpath(self.store.path(chosen.out), self.root)
            file = path.replace(os.sep, "/")
        return Picture(entry.take, entry.state, chosen.media, file, data)

    def _shown(self, digest: str) -> str:
        """The board's file of this picture, which people can open by name."""
        return self.board.get(digest, "")

    def _files(self) -> Iterator[tuple[str, str]]:
        for above, _, files in os.walk(os.path.join(self.root, folder.BOARD)):
            for each in sorted(files):
                path = os.path.relpath(os.path.join(above, each), self.root).replace(os.sep, "/")
                if not path.endswith(".html"):
                    with contextlib.suppress(OSError, folder.Outside):
                        yield path, sha256(folder.read(self.root, path))


def _indexed(root: str, files: list[str]) -> dict[str, bytes]:
    """Digest -> bytes of the board's files that a merge left in two."""
    try:
        repository = open_repository(root)
    except UsageError:
        return {}
    names = {
        f":{stage}:{repository.prefix}{file}": repository.prefix + file
        for file in files
        for stage in (2, 3)
        if "\n" not in file
    }
    found = repository.known(names)
    kept = [(name, names[name]) for name, data in found.items() if is_pointer(data)]
    found |= repository.smudged([pair for pair in kept if " " not in pair[1]])
    return {sha256(data): data for data in found.values()}
