"""THE JOIN: a folder becomes a film, a film a plan, a plan a run, a run a lockfile, a lockfile a
board.

`Workshop` holds what belongs together while one project is looked at; `build` is the whole way
from text to pictures.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storyforge import __version__, showing, timing
from storyforge.core import standing
from storyforge.core.allowance import Allowance
from storyforge.core.errors import DiskTrouble, Problem, Refused
from storyforge.core.event import Ended, Lacking, Planned
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import NAME as LOCKFILE
from storyforge.core.plan import Absent, Current, Decider, Keep, Make, Plan, Signed, Step, Wait
from storyforge.core.price import FREE
from storyforge.core.recipe import Recipe
from storyforge.core.saved import Saved, moved
from storyforge.core.schedule import Schedule
from storyforge.core.seams import Providers, Reporter
from storyforge.late import load
from storyforge.making import Bench, no_service
from storyforge.project import folder, stamp
from storyforge.project.alone import alone
from storyforge.project.view import Viewed
from storyforge.reporters import plans, say
from storyforge.run import Limits, Run, Tally
from storyforge.workshop import Fetching
from storyforge.workshop import Workshop as Workshop  # also for those who only look

TREASURY = "storyforge.treasury:open_treasury"  # only where money is involved
NO_ALLOWANCE = Allowance()
_UNFINISHED = frozenset(
    {"unfinished", "broken", "lost", "transient", "key"}
)  # of what is collected
_AHEAD = 8  # pictures that are prepared or fetched while every place at their service is taken
_WORTH_PROCESSES = 3  # drawings; starting processes costs about as much as two of them


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `targets`, `exclude`: selectors; `jobs`: 0 means one for each core.

    `allowance`: what may be spent, and how to ask. `forgiving`: ask once more for what a service
    refused. `agreed`: a saved plan, of which nothing may have moved. `wanted`: takes that a person
    asks for besides those of the manifest, by node and number, in the lockfile's words. `refresh`:
    approved pictures are made anew where another is asked for. `remake`: pictures that the lockfile
    names and that are not here are made again, also where that costs.
    """

    targets: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int = 0
    keep_going: bool = True
    locked: bool = False
    wait: bool = True
    command: str = "build"
    allowance: Allowance = NO_ALLOWANCE
    forgiving: bool = False
    agreed: Saved | None = None
    wanted: Mapping[NodeId, Mapping[int, str]] = field(default_factory=dict)
    refresh: bool = False
    remake: bool = False


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
    with alone(root, report, options.command, options.wait) as store:
        store.sweep()
        building = _Building(root, options, providers, report, warn, time.monotonic())
        try:
            return building.go()
        finally:
            building.close()


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
    treasury: Any = None  # a Treasury
    doubts: int = 0

    def go(self) -> Ended:
        """Round and round until no damaged object is met any more; damage met once is mended. The
        same met again means a disk that does not keep what it says."""
        met: set[tuple[NodeId, str]] = set()
        while True:
            options = self.options
            shop = _opened(self.root, self.providers, options)
            self.warn(shop.project.problems, shop.project.texts.plain())
            self._settle(shop)
            nodes = self._selected(shop)
            plan = shop.plan(nodes)
            self._refuse(shop, plan)
            self._agree(shop, plan)
            tally = self._run(shop, plan)
            self.made, self.restored = self.made + tally.made, self.restored + tally.restored
            entries = showing.next_entries(shop, tally)
            showing.keep_lockfile(shop, entries, self.options.locked)
            showing.keep_results(shop, tally)
            viewed = showing.show(shop, tally, entries, nodes is None, self.report)
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

    def close(self) -> None:
        """Let go of the books, if they were opened."""
        if self.treasury:
            self.treasury.close()

    def _settle(self, shop: Workshop) -> None:
        """With money involved: open the books, and take up what earlier builds left."""
        if self.options.locked or not (self.treasury or shop.served):
            return
        if self.treasury is None:
            self.treasury = load(TREASURY)(shop, self.options.allowance, self.report)
        self.doubts = len(self.treasury.settle())
        shop.look_back()

    def _agree(self, shop: Workshop, plan: Plan) -> None:
        """Nothing is spent that nobody agreed to, and nothing else than was agreed to."""
        agreed, graph = self.options.agreed, shop.project.film.graph
        changed = moved(agreed, plan, graph, __version__) if agreed and graph else ()
        if changed:
            sentence = f"the plan does not hold any more: {'; '.join(changed)}"
            advice = "plan anew with `storyforge plan -o FILE` and look at it"
            raise Refused(Problem("B006", sentence, advice=advice))
        if self.treasury:
            self.treasury.agree(plan)

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
        if unsigned := [_unsigned(each) for each in plan.of(Signed)]:
            raise Refused(*unsigned)

    def _run(self, shop: Workshop, plan: Plan) -> Tally:
        making = [*plan.of(Make), *plan.of(Wait)]
        count = sum(_takes(shop, step) for step in making)
        _tell_lacking(plan, self.report)
        self.report(Planned(len(plan.steps), len(plan.of(Current)), count, plan.price))
        decider, order = shop.decider(), tuple(plan.steps)
        schedule = Schedule(
            order,
            {node: _needs(decider, step) for node, step in plan.steps.items()},
            timing.expected(shop, plan),
        )
        fetch = Fetching(shop, decider)
        deliver = self.treasury.courier if self.treasury else no_service
        bench = Bench(decider, shop.store, fetch, deliver)
        leave = self.treasury.clock.stop if self.treasury else None
        jobs = self.options.jobs or os.cpu_count() or 2
        limits = _limits(bench, making, jobs, self.treasury)
        run = Run(bench, schedule, self.report, limits, self.options.keep_going, leave)
        drawings = sum(1 for step in making if bench.pool(step.node) == "draw")
        tally = self._go(run, plan, limits.draw > 1 and drawings >= _WORTH_PROCESSES)
        timing.remember(shop, tally.seconds)
        return tally

    def _go(self, run: Run, plan: Plan, processes: bool) -> Tally:
        """Run; with money involved, also bring home what nothing asks for any more."""
        if self.treasury is None:
            return run.go(processes)
        stamp.forget(self.root)  # from here on there may be something to collect
        self.treasury.report = run.tell
        try:
            with self.treasury.collecting(plan) as troubles:
                tally = run.go(processes)
        finally:
            self.treasury.report = self.report
        run.say_rest()
        tally.kinds |= {trouble.kind for trouble in troubles}
        return tally

    def _ended(
        self, shop: Workshop, tally: Tally, viewed: Viewed, nodes: frozenset[NodeId] | None
    ) -> Ended:
        code = _exit_code(tally, self.doubts)
        ended = Ended(
            made=self.made,
            restored=self.restored,
            current=tally.current,
            failed=len(tally.failed),
            skipped=len(tally.skipped),
            cost=str(self.treasury.books.purse.spent_run) if self.treasury else "0",
            seconds=time.monotonic() - self.started,
            board=_from_here(os.path.join(self.root, folder.BOARD, "index.html")),
            exit_code=code,
            unchanged=not (self.made or self.restored or viewed.written),
            interrupted=tally.interrupted,
            in_doubt=self.doubts,
            absent=len(tally.absent),
        )
        told = any(each.severity != "note" for each in shop.project.problems)
        good = not (code or nodes is not None or viewed.by_hand or told or showing.unstamped(shop))
        showing.stamp_down(shop, viewed, tally, good)
        self.report(ended)
        return ended


def _limits(bench: Bench, making: Sequence[Step], jobs: int, treasury: Any) -> Limits:
    """How many pictures at once: drawn, made here, and at each service."""
    served = {bench.pool(step.node): bench.can(step.node) for step in making}
    slots = {
        name: treasury.slots(name, can) + _AHEAD
        for name, can in served.items()
        if can.delivery and treasury
    }
    return Limits(jobs, max(jobs, 4), slots)


def _exit_code(tally: Tally, doubts: int) -> int:
    """What matters most to whoever reads it: see `errors`."""
    if tally.interrupted:
        return 130
    if doubts or "in doubt" in tally.kinds:
        return 6
    if "budget" in tally.kinds:
        return 5
    if "approved" in tally.withheld.values():
        return 4
    return 1 if tally.failed or tally.absent or tally.kinds & _UNFINISHED else 0


def _opened(root: str, providers: Providers, options: Options) -> Workshop:
    """The project, as the options want it looked at."""
    words = (options.forgiving, options.wanted, options.refresh, options.remake)
    return Workshop(root, providers, True, *words)


def _tell_lacking(plan: Plan, report: Reporter) -> None:
    """Say once which pictures are not here, and what making them again would cost."""
    absent = [each for each in plan.of(Absent) if isinstance(each, Absent)]
    if absent:
        cost = sum((each.price for each in absent), FREE)
        report(Lacking(tuple(each.node for each in absent), cost))


def _unsigned(step: Step) -> Problem:
    """An approved picture that nobody said may go."""
    assert isinstance(step, Signed)
    sentence, advice = plans.signed(step)
    return Problem("B007", f"{say.name(step.node)} {sentence}", advice=advice)


def _needs(decider: Decider, step: Step) -> tuple[NodeId, ...]:
    """What must be there before a step; a locked picture stays whatever becomes of its needs."""
    kept = isinstance(step, Keep) or (isinstance(step, Absent) and step.locked)
    return () if kept else decider.graph[step.node].needs


def _rotten(damaged: list[tuple[NodeId, str]]) -> Problem:
    names = ", ".join(dict.fromkeys(node for node, _ in damaged))
    return Problem(
        "B002",
        f"stored pictures were damaged again and again: {names}",
        advice="the disk may be failing; copy the project to another one",
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
