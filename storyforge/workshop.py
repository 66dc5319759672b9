"""The workshop: one project, opened; what belongs together while it is looked at."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from storyforge.core import locating, standing
from storyforge.core.board_of import picture_file
from storyforge.core.digest import sha256
from storyforge.core.errors import Problem
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry, Lockfile
from storyforge.core.plan import Decider, Plan, make_plan
from storyforge.core.recipe import FILE
from storyforge.core.seams import NotMade, Providers
from storyforge.core.selector import Selector, select
from storyforge.core.unread import unread_of
from storyforge.project import folder, stamp
from storyforge.project.loading import Loader, Project
from storyforge.project.shelf import Shelf
from storyforge.store.disk import DiskStore
from storyforge.store.memo import Memo


@dataclass(slots=True)
class Workshop:
    """One project, opened.

    `rescue`: objects may be taken back into the store (only while building).
    """

    root: str
    providers: Providers
    rescue: bool = False
    project: Project = field(init=False)
    store: DiskStore = field(init=False)
    memo: Memo = field(init=False)
    shelf: Shelf = field(init=False)
    before: stamp.Columns | None = field(init=False)
    damaged: list[tuple[NodeId, str]] = field(default_factory=list)  # references met so in the run

    def __post_init__(self) -> None:
        """Read everything; raises ManifestError, Refused, DiskTrouble."""
        state = os.path.join(self.root, folder.STATE)
        self.store = DiskStore(state)
        self.memo = Memo(os.path.join(state, "memo"))
        self.before = stamp.read(os.path.join(state, "stamp"))
        with collector_paused():
            self.project = Loader(self.root, self.providers, self.memo, time.time_ns()).load()
        self.shelf = Shelf(self.store, self.root, self._board_files, self.rescue)

    def _board_files(self) -> dict[str, str]:
        """Object -> the file on the board that shows it, by the lockfile."""
        nodes, graph = self.project.lockfile.nodes, self.project.film.graph
        assert graph is not None
        files = {}
        for name, entry in nodes.items():
            if name in graph:
                for number, take in entry.takes.items():
                    shown = picture_file(graph[name], None if number == entry.take else number)
                    files[take.out] = os.path.join(folder.BOARD, shown)
        return files

    def decider(self) -> Decider:
        """A fresh decider that knows the files of the project and nothing else."""
        film = self.project.film
        assert film.graph is not None
        pixels = {FILE + path: known.pixels for path, known in self.project.pictures.items()}
        return Decider(film.graph, self.project.lockfile, self.shelf, self.providers, pixels)

    def plan(self, nodes: frozenset[NodeId] | None = None) -> Plan:
        """What would happen for `nodes` (default: everything) and all that they need."""
        decider = self.decider()
        with collector_paused():
            return make_plan(decider, decider.graph.nodes if nodes is None else nodes)

    def unread(self, nodes: Iterable[NodeId] | None = None) -> tuple[Problem, ...]:
        """Notes on what the providers of `nodes` (default: everything) cannot use."""
        film = self.project.film
        assert film.graph is not None
        wanted = film.graph.nodes if nodes is None else nodes
        found = locating.located(unread_of(film, self.providers, wanted), self.project.texts.read)
        return tuple(locating.in_order(found))

    def problems(self) -> tuple[Problem, ...]:
        """Everything worth saying about the project that does not stop it, in order."""
        return tuple(locating.in_order((*self.project.problems, *self.unread())))

    def select(self, targets: tuple[str, ...], exclude: tuple[str, ...] = ()) -> frozenset[NodeId]:
        """The nodes that selectors mean; raises UsageError."""
        film = self.project.film
        assert film.graph is not None
        return select(Selector(film, film.graph, self.statuses), targets, exclude)

    def statuses(self) -> Mapping[NodeId, str]:
        """Every node's verdict as a word, for `status:` and `status`."""
        return standing.words(self.plan())

    def stale(self, entries: Mapping[NodeId, LockEntry], whole: bool) -> frozenset[NodeId]:
        """Nodes whose picture is not what they ask for now: not built, skipped, or locked.

        `entries`: what they are made of now; `whole`: everything was just built.
        """
        if whole and all(entry.state != "locked" for entry in entries.values()):
            return frozenset()
        decider = self.decider()
        decider.lockfile = Lockfile(entries)
        decider.known = Shelf(self.store, self.root, dict, rescue=False)
        return standing.stale(make_plan(decider, decider.graph.nodes))

    def fetch(self, source: str) -> bytes:
        """The bytes of a file of the project, which must be as it was when it was looked at."""
        path = source.removeprefix(FILE)
        data = folder.read(self.root, path)
        if sha256(data) != self.project.seen[path][1]:
            raise NotMade(f"{path} was changed while the build ran", "build again")
        return data


@contextmanager
def collector_paused() -> Iterator[None]:
    """Building great trees of values is 2.5 times quicker without looking for garbage in them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
