"""The workshop: one project, opened; what belongs together while it is looked at."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from storyforge.core import allowing, locating, standing
from storyforge.core.advice import references_of, weak_of
from storyforge.core.board_of import picture_file
from storyforge.core.digest import sha256
from storyforge.core.errors import Problem, Trouble
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry
from storyforge.core.plan import Decider, Plan, make_plan
from storyforge.core.recipe import FILE
from storyforge.core.resolve import DEFAULTS
from storyforge.core.seams import Corrupt, Missing, NotMade, Providers
from storyforge.core.selector import Selector, select
from storyforge.core.unread import unread_of
from storyforge.delivery.past import Past
from storyforge.late import load
from storyforge.project import folder, results, stamp
from storyforge.project.loading import Loader, Project
from storyforge.project.measuring import Measuring
from storyforge.project.shelf import Shelf
from storyforge.store.disk import DiskStore
from storyforge.store.memo import Memo


@dataclass(slots=True)
class Workshop:
    """One project, opened.

    `rescue`: objects may be taken back into the store (only while building). `forgiving`: what a
    service refused may be asked once more. `wanted`: further takes that a person asks for.
    `refresh`: approvals end where another picture is asked for. `remake`: pictures that are not
    here are made again, whatever that costs.
    """

    root: str
    providers: Providers
    rescue: bool = False
    forgiving: bool = False
    wanted: Mapping[NodeId, Mapping[int, str]] = field(default_factory=dict)
    refresh: bool = False
    remake: bool = False
    project: Project = field(init=False)
    store: DiskStore = field(init=False)
    memo: Memo = field(init=False)
    shelf: Shelf = field(init=False)
    past: Past = field(init=False)
    before: stamp.Columns | None = field(init=False)
    damaged: list[tuple[NodeId, str]] = field(default_factory=list)  # references met so in the run

    def __post_init__(self) -> None:
        """Read everything; raises ManifestError, Refused, DiskTrouble."""
        state = os.path.join(self.root, folder.STATE)
        self.store = DiskStore(state)
        self.memo = Memo(os.path.join(state, "memo"))
        self.look_back()
        self.before = stamp.read(os.path.join(state, "stamp"))
        with collector_paused():
            self.project = Loader(self.root, self.providers, self.memo, time.time_ns()).load()
        self.shelf = Shelf(self.store, self.root, self._board_files, self.rescue)

    def look_back(self) -> None:
        """Read anew what earlier builds asked for in vain, or have not heard the end of."""
        self.past = Past(self.store.layout, self.forgiving)

    @property
    def served(self) -> bool:
        """Whether something here is made by a service, or was and is still to be collected."""
        graph = self.project.film.graph
        assert graph is not None
        recipes = (node.recipe for node in graph.nodes.values() if node.recipe)
        models = {(recipe.provider, recipe.model) for recipe in recipes}
        served = (self.providers[name].capabilities(model).delivery for name, model in models)
        return any(served) or bool(self.past.open)

    def _board_files(self) -> dict[str, str]:
        """Object -> the file on the board that shows it, by the lockfile."""
        nodes, graph = self.project.lockfile.nodes, self.project.film.graph
        assert graph is not None
        files = {}
        for name, entry in nodes.items():
            if name in graph:
                for number, take in entry.takes.items():
                    other = None if number == entry.take else number
                    shown = picture_file(graph[name], other, take.media)
                    files[take.out] = os.path.join(folder.BOARD, shown)
        return files

    def decider(self) -> Decider:
        """A fresh decider that knows the files of the project and nothing else."""
        film = self.project.film
        assert film.graph is not None
        pixels = {FILE + path: known.pixels for path, known in self.project.pictures.items()}
        return Decider(
            film.graph,
            self.project.lockfile,
            self.shelf,
            self.providers,
            pixels,
            past=self.past,
            wanted=self.wanted,
            refresh=self.refresh,
            remake=self.remake,
        )

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

    def weak(self, nodes: Iterable[NodeId] | None = None) -> tuple[Problem, ...]:
        """Notes on supplied pictures that make weak references, of `nodes` (default: everything).

        They are measured for it, so only where somebody asks what is wrong.
        """
        found = allowing.kept(self.project.film.manifest, self._weak(nodes))
        return tuple(locating.in_order(locating.located(found, self.project.texts.read)))

    def _weak(self, nodes: Iterable[NodeId] | None) -> Iterator[Trouble]:
        project = self.project
        used = references_of(project.film, self.providers, nodes)
        measuring = Measuring(self.root, self.memo, project.pictures, project.seen)
        return weak_of(project.film, used, measuring.measures)

    def problems(self) -> tuple[Problem, ...]:
        """Everything worth saying about the project that does not stop it, in order."""
        film, read = self.project.film, self.project.texts.read
        continuity = load("storyforge.core.continuity:continuity_of")(film)
        found = allowing.judged(film.manifest, (*continuity, *self._weak(None)))
        told = locating.located(found, read)
        return tuple(locating.in_order((*self.project.problems, *self.unread(), *told)))

    def select(self, targets: tuple[str, ...], exclude: tuple[str, ...] = ()) -> frozenset[NodeId]:
        """The nodes that selectors mean; raises UsageError."""
        film = self.project.film
        assert film.graph is not None
        return select(Selector(film, film.graph, self.statuses, self.results), targets, exclude)

    def results(self) -> Mapping[NodeId, str]:
        """What the last build that did anything came to, for `result:`."""
        return results.read(self.root)

    def statuses(self) -> Mapping[NodeId, str]:
        """Every node's verdict as a word, for `status:` and `status`."""
        failed = {node for node, word in self.results().items() if word == "failed"}
        return standing.words(self.plan(), self.drafts(self.project.lockfile.nodes), failed)

    def drafts(self, entries: Mapping[NodeId, LockEntry]) -> frozenset[NodeId]:
        """Nodes that are drawn here although the film's own provider is another."""
        film = self.project.film
        assert film.graph is not None
        said = film.manifest.project.provider or DEFAULTS["provider"]
        return standing.drafts(film.graph, str(said), entries)

    def fetch(self, source: str) -> bytes:
        """The bytes of a file of the project, which must be as it was when it was looked at."""
        path = source.removeprefix(FILE)
        data = folder.read(self.root, path)
        if sha256(data) != self.project.seen[path][1]:
            raise NotMade(f"{path} was changed while the build ran", "build again")
        return data


@dataclass(frozen=True, slots=True)
class Fetching:
    """Bytes of a reference: from the store for pictures that were made, else from the project's
    file."""

    shop: Workshop
    decider: Decider

    def __call__(self, source: str) -> bytes:
        """The bytes of a use's source; raises Corrupt, Missing, NotMade."""
        if source.startswith(FILE):
            return self.shop.fetch(source)
        node = self.decider.graph[source]
        if node.given is not None:
            return self.shop.fetch(node.given)
        name = self._object(source, self.decider.pixels[source])
        try:
            return self.shop.store.get(name)
        except Corrupt:
            self.shop.damaged.append((source, name))
            raise

    def _object(self, source: NodeId, pixels: str) -> str:
        entry = self.decider.settled.get(source)
        if entry is None or entry.chosen is None or entry.chosen.pixels != pixels:
            raise Missing(source)
        return self.shop.shelf.name_of(entry.chosen, entry.key, entry.take)


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
