"""THE JOIN: a folder becomes a film, a film a plan, a plan a run, a run a lockfile, a lockfile a
board.

`Workshop` holds what belongs together while one project is looked at; `build` is the whole way
from text to pictures.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from storyforge import __version__
from storyforge.core import standing
from storyforge.core.board_of import board_of, board_pictures
from storyforge.core.digest import sha256
from storyforge.core.errors import DiskTrouble, Problem, Refused
from storyforge.core.event import Ended, HandEdited, Planned, Quarantined, Waiting
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import NAME as LOCKFILE
from storyforge.core.lockfile import LockEntry, Lockfile
from storyforge.core.lockfile import write as write_lockfile
from storyforge.core.plan import (
    Current,
    Decider,
    Given,
    Keep,
    Make,
    Plan,
    Restore,
    Step,
    Wait,
)
from storyforge.core.recipe import FILE, Recipe
from storyforge.core.schedule import Schedule
from storyforge.core.seams import Corrupt, Missing, Providers, Reporter
from storyforge.late import load
from storyforge.project import folder, names, stamp
from storyforge.project.view import Shown, View, Viewed
from storyforge.providers.table import TABLE, revisions
from storyforge.run import Limits, Run, Tally
from storyforge.store import durable
from storyforge.store.disk import DiskStore
from storyforge.store.exclusive import exclusive
from storyforge.workshop import Workshop as Workshop  # also for those who only look

PAGE = "storyforge.exporters.page:Page"
_SECONDS = "seconds"
_WORTH_PROCESSES = 3  # drawings; starting processes costs about as much as two of them


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `targets`, `exclude`: selectors; `jobs`: 0 means one for each core."""

    targets: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int = 0
    keep_going: bool = True
    locked: bool = False
    wait: bool = True
    command: str = "build"


Warn = Callable[
    [tuple[Problem, ...], dict[str, str]], None
]  # problems, and the texts they point into


def build(
    root: str,
    options: Options,
    providers: Providers,
    report: Reporter,
    warn: Warn = lambda *_: None,
) -> Ended:
    """Bring the board of the project at `root` up to date; raises StoryforgeError for what stops
    everything.

    What goes wrong with single pictures is reported and counted: the exit code is in the result.
    """
    store = DiskStore(os.path.join(root, folder.STATE))
    store.prepare()
    holding = exclusive(
        os.path.join(root, folder.STATE, "lock"),
        options.wait,
        lambda holder: report(Waiting(holder)),
        started=time.strftime("%H:%M:%S"),
        command=options.command,
    )
    with holding:
        store.sweep()
        return _Building(root, options, providers, report, warn, time.monotonic()).go()


@dataclass(slots=True)
class _Building:
    root: str
    options: Options
    providers: Providers
    report: Reporter
    warn: Warn
    started: float
    made: int = 0
    restored: int = 0

    def go(self) -> Ended:
        """Round and round until no damaged object is met any more; the second is the usual last.

        Damage met once is mended. The same met again means a disk that does not keep what it says.
        """
        met: set[tuple[NodeId, str]] = set()
        while True:
            shop = Workshop(self.root, self.providers, rescue=True)
            self.warn(shop.project.problems, shop.project.texts.plain())
            nodes = self._selected(shop)
            plan = shop.plan(nodes)
            self._refuse(shop, plan)
            tally = self._run(shop, plan)
            self.made, self.restored = self.made + tally.made, self.restored + tally.restored
            entries = self._entries(shop, tally)
            self._keep(shop, entries)
            viewed = self._view(shop, tally, entries, nodes)
            if tally.trouble:
                raise tally.trouble
            if tally.interrupted or not (tally.damaged or viewed.damaged):
                break
            damaged = shop.damaged + viewed.damaged
            if met.issuperset(damaged):
                raise DiskTrouble(_rotten(damaged))
            met.update(damaged)
        return self._ended(shop, tally, viewed, nodes)

    def _selected(self, shop: Workshop) -> frozenset[NodeId] | None:
        if not self.options.targets and not self.options.exclude:
            return None
        return shop.select(self.options.targets, self.options.exclude)

    def _refuse(self, shop: Workshop, plan: Plan) -> None:
        """With `locked`, everything must be here already, and just as the lockfile says."""
        locked, graph = shop.project.lockfile.nodes, shop.project.film.graph
        gone = [node for node in sorted(locked) if graph is not None and node not in graph]
        wanted = [*standing.unlike(plan, locked), *gone] if self.options.locked else []
        if wanted:
            raise Refused(
                Problem(
                    "B001",
                    f"--locked: not as {LOCKFILE} says: {', '.join(wanted)}",
                    advice=f"build without --locked and commit {LOCKFILE}",
                )
            )

    def _run(self, shop: Workshop, plan: Plan) -> Tally:
        making = [*plan.of(Make), *plan.of(Wait)]
        count = sum(_takes(shop, step) for step in making)
        self.report(Planned(len(plan.steps), len(plan.of(Current)), count, plan.price))
        decider, order = shop.decider(), tuple(plan.steps)
        seconds = _expected(shop)
        schedule = Schedule(
            order,
            {node: _needs(decider, step) for node, step in plan.steps.items()},
            {step.node: seconds.get(_sort(shop, step.node), 1.0) for step in making}
            | _instant(plan),
        )
        jobs = self.options.jobs or os.cpu_count() or 2
        fetch = _Fetch(shop, decider)
        run = Run(
            decider,
            schedule,
            shop.store,
            fetch,
            self.report,
            Limits(jobs, max(jobs, 4)),
            self.options.keep_going,
        )
        drawings = sum(1 for step in making if _works(shop, step.node) == "draw")
        tally = run.go(processes=jobs > 1 and drawings >= _WORTH_PROCESSES)
        _remember(shop, tally)
        return tally

    def _entries(self, shop: Workshop, tally: Tally) -> dict[NodeId, LockEntry]:
        """The lockfile's next content: what was settled now, and for the rest what it said
        before."""
        graph = shop.project.film.graph
        assert graph is not None
        old = {
            node: entry
            for node, entry in shop.project.lockfile.nodes.items()
            if node in graph and graph[node].recipe
        }
        return {**old, **tally.entries}

    def _keep(self, shop: Workshop, entries: Mapping[NodeId, LockEntry]) -> None:
        data = write_lockfile(Lockfile(entries))
        if data != shop.project.lock_bytes and not self.options.locked:
            durable.write_durably(os.path.join(self.root, LOCKFILE), data, 0o644, root=self.root)
        row = stamp.row_of(os.stat(os.path.join(self.root, LOCKFILE)))
        shop.project.seen[LOCKFILE] = (row, sha256(data), time.time_ns())

    def _view(
        self,
        shop: Workshop,
        tally: Tally,
        entries: Mapping[NodeId, LockEntry],
        nodes: frozenset[NodeId] | None,
    ) -> Viewed:
        film = shop.project.film
        known = frozenset(shop.project.lockfile.digests())
        ours = shop.store.objects() | known
        trusted = shop.before.trusted() if shop.before else {}
        view = View(self.root, shop.store, shop.store.path, trusted, ours.__contains__)
        view.show(_shown(shop, entries))
        whole = nodes is None and not (tally.failed or tally.interrupted or tally.trouble)
        board = board_of(film, entries, shop.stale(entries, whole), frozenset(tally.failed))
        for file, data in load(PAGE)().render(board, shop.store.get):
            view.page(file, data, sha256(data))
        belongs = {f"{folder.BOARD}/{file}" for file, _, _ in board_pictures(film, entries)}
        view.sweep(name for name in shop.before.names if name not in belongs) if shop.before else ()
        for node, name in shop.damaged + view.done.damaged:
            self.report(Quarantined(node, name))
        for node, name in view.done.by_hand:
            self.report(HandEdited(node, name))
        return view.done

    def _ended(
        self, shop: Workshop, tally: Tally, viewed: Viewed, nodes: frozenset[NodeId] | None
    ) -> Ended:
        code = 130 if tally.interrupted else 1 if tally.failed else 0
        ended = Ended(
            made=self.made,
            restored=self.restored,
            current=tally.current,
            failed=len(tally.failed),
            skipped=len(tally.skipped),
            cost="0",
            seconds=time.monotonic() - self.started,
            board=_from_here(os.path.join(self.root, folder.BOARD, "index.html")),
            exit_code=code,
            unchanged=not (self.made or self.restored or viewed.written),
            interrupted=tally.interrupted,
        )
        told = any(each.severity != "note" for each in shop.project.problems)
        good = not (code or nodes is not None or viewed.by_hand or told or _unstamped(shop))
        _stamp(shop, viewed, tally, good)
        self.report(ended)
        return ended


@dataclass(frozen=True, slots=True)
class _Fetch:
    """Bytes of a reference: from the store for pictures that were made, else from the project's
    file."""

    shop: Workshop
    decider: Decider

    def __call__(self, source: str) -> bytes:
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


def _shown(shop: Workshop, entries: Mapping[NodeId, LockEntry]) -> Iterator[Shown]:
    for file, node, number in board_pictures(shop.project.film, entries):
        entry = entries[node]
        try:
            yield Shown(file, node, shop.shelf.name_of(entry.takes[number], entry.key, number))
        except (Missing, Corrupt):
            continue  # not here: a node that was not selected, or failed


def _needs(decider: Decider, step: Step) -> tuple[NodeId, ...]:
    """What must be there before a step; a locked picture stays whatever becomes of its needs."""
    return () if isinstance(step, Keep) else decider.graph[step.node].needs


def _rotten(damaged: list[tuple[NodeId, str]]) -> Problem:
    names = ", ".join(dict.fromkeys(node for node, _ in damaged))
    return Problem(
        "B002",
        f"stored pictures were damaged again and again: {names}",
        advice="the disk may be failing; copy the project to another one",
    )


def _unstamped(shop: Workshop) -> bool:
    """Whether a provider is used whose revision the stamp does not hold: it comes from
    elsewhere."""
    graph = shop.project.film.graph
    used = (
        {node.recipe.provider for node in graph.nodes.values() if node.recipe} if graph else set()
    )
    return any(
        name not in TABLE or TABLE[name][1] != shop.providers[name].revision for name in used
    )


def _from_here(path: str) -> str:
    """A path as one would type it where the command was given: the shorter way to say it."""
    try:
        return min(os.path.relpath(path), os.path.abspath(path), key=len)
    except ValueError:  # another drive
        return path


def _recipe(shop: Workshop, node: NodeId) -> Recipe | None:
    graph = shop.project.film.graph
    return graph[node].recipe if graph else None


def _takes(shop: Workshop, step: Step) -> int:
    """How many pictures a step may come to."""
    if isinstance(step, Make):
        return len(step.takes)
    recipe = _recipe(shop, step.node)
    return recipe.takes if recipe else 1


def _sort(shop: Workshop, node: NodeId) -> str:
    recipe = _recipe(shop, node)
    return f"{recipe.provider}/{recipe.model}/{recipe.kind}" if recipe else ""


def _works(shop: Workshop, node: NodeId) -> str:
    recipe = _recipe(shop, node)
    return shop.providers[recipe.provider].capabilities(recipe.model).works if recipe else ""


def _instant(plan: Plan) -> dict[NodeId, float]:
    return {step.node: 0.0 for kind in (Current, Given, Keep, Restore) for step in plan.of(kind)}


def _expected(shop: Workshop) -> dict[str, float]:
    """Median seconds by sort of picture, from earlier runs."""
    known = shop.memo.get(_SECONDS, "medians")
    return (
        {str(sort): float(value) for sort, value in known.items()}
        if isinstance(known, dict)
        else {}
    )


def _remember(shop: Workshop, tally: Tally) -> None:
    if tally.seconds:
        medians = {sort: statistics.median(values) for sort, values in tally.seconds.items()}
        shop.memo.put(_SECONDS, "medians", {**_expected(shop), **medians})


def _stamp(shop: Workshop, viewed: Viewed, tally: Tally, good: bool) -> None:
    """Remember what was seen. After a build that was not `good` the next one must look again."""
    if shop.project.film.graph is not None:
        names.keep(shop.root, shop.project.film.graph)
    head = head_of(len(tally.entries)) if good else {}
    data = stamp.write(stamp.of_files({**shop.project.seen, **viewed.seen}, head))
    path = os.path.join(shop.root, folder.STATE, "stamp")
    durable.replace_view(path, data, 0o600, root=shop.root)  # last: after it nobody looks again


def head_of(pictures: int) -> dict[str, str]:
    """What must be equal besides the files: this program and its providers. `pictures` is only to
    be said."""
    return {"tool": __version__, "providers": revisions(), "pictures": str(pictures)}
