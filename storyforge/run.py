"""The run: drives the schedule over executors. The only place with threads and processes.

Every job runs in a thread: it reads its references (verified), has the picture made (drawing
happens in a process, so that all cores work), checks it, and puts picture and trace into the
store. The loop itself only decides and listens.
"""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from storyforge import __version__
from storyforge.core import ids
from storyforge.core.action import Action, seed_of, take_key
from storyforge.core.errors import StoryforgeError
from storyforge.core.event import Drifted, Failed, Finished, Interrupted, Restored, Skipped, Started
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry, LockTake
from storyforge.core.picture import PictureFault, facts
from storyforge.core.plan import Current, Decider, Keep, Make, Restore, settled
from storyforge.core.recipe import Recipe, spoken
from storyforge.core.schedule import Schedule, Turns
from storyforge.core.seams import (
    Corrupt,
    Job,
    Made,
    Missing,
    NotMade,
    Provider,
    ReferencePicture,
    Reporter,
    Store,
)
from storyforge.core.trace import Output, Trace
from storyforge.core.wander import varied
from storyforge.painters import painters

Fetch = Callable[[str], bytes]  # a use's source -> the bytes of its picture


@dataclass(frozen=True, slots=True)
class Limits:
    """How many at once: `draw` in processes, `wait` in threads."""

    draw: int
    wait: int


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    entries: dict[NodeId, LockEntry] = field(default_factory=dict)
    made: int = 0
    restored: int = 0
    current: int = 0
    failed: list[NodeId] = field(default_factory=list)
    skipped: list[NodeId] = field(default_factory=list)
    damaged: bool = False
    interrupted: bool = False
    seconds: dict[str, list[float]] = field(default_factory=dict)
    trouble: StoryforgeError | None = None


@dataclass(slots=True)
class _Open:
    """A node whose takes are being made."""

    step: Make
    left: int
    made: dict[int, LockTake] = field(default_factory=dict)
    failed: bool = False
    told: bool = False
    twins: list[NodeId] = field(default_factory=list)  # others that ask the very same, and wait

    def keep(self, take: int, trace: Trace) -> bool:
        """Remember a result; whether it is another picture than the lockfile names."""
        own = "" if trace.key == self.step.key else trace.key
        self.made[take] = LockTake(trace.output.sha256, trace.output.pixels, own)
        locked = self.step.expected.takes.get(take) if self.step.expected else None
        return locked is not None and locked.pixels != trace.output.pixels


_Result = tuple[NodeId, int, Trace | BaseException]
# takes decided before there is a slot for them; more would freeze an order that results may change
_AHEAD = 64


class Run:
    """One run. `fetch` gives the bytes of a reference; `providers` those that recipes name."""

    def __init__(
        self,
        decider: Decider,
        schedule: Schedule,
        store: Store,
        fetch: Fetch,
        report: Reporter,
        limits: Limits,
        keep_going: bool = True,
    ) -> None:
        self.decider, self.schedule, self.store, self.fetch = decider, schedule, store, fetch
        self.report, self.limits, self.keep_going = report, limits, keep_going
        self.tally = Tally()
        self._open: dict[NodeId, _Open] = {}
        self._asked: dict[str, NodeId] = {}  # key -> who asked for it
        self._results: queue.SimpleQueue[_Result | None] = queue.SimpleQueue()
        self._turns = Turns({"draw": limits.draw, "wait": limits.wait})
        self._stopping = False

    def go(self, processes: bool) -> Tally:
        """Run to the end.

        `processes`: draw in other processes (worth it from a handful of pictures on).
        """
        with ExitStack() as stack:
            stack.enter_context(_hearing_interrupts(self._results.put))
            threads = stack.enter_context(_threads(self.limits.draw + self.limits.wait))
            drawing = stack.enter_context(painters(self.limits.draw)) if processes else None
            self._begin(threads, drawing)
            while self._turns.busy():
                result = self._results.get()
                if result is None:
                    self._interrupted()
                else:
                    self._take_in(*result)
                self._begin(threads, drawing)
        return self.tally

    def _interrupted(self) -> None:
        """Begin nothing more; what is running may finish."""
        self._stopping = self.tally.interrupted = True
        self.report(Interrupted(self._turns.busy()))

    def _begin(self, threads: Executor, drawing: Executor | None) -> None:
        """Decide and submit until every slot is taken or nothing more can begin."""
        self._submit_waiting(threads, drawing)
        while not self._stopping and self._turns.decided() < _AHEAD:
            node = self.schedule.next()
            if node is None:
                return
            self._decide(node)
            self._submit_waiting(threads, drawing)

    def _decide(self, node: NodeId) -> None:
        step = self.decider.decide(self.decider.graph[node])
        if isinstance(step, Make):
            self._ask(node, step)
            return
        if isinstance(step, Restore):
            self.tally.restored += len(step.entry.takes)
            self.report(Restored(node, from_trace=True))
        elif isinstance(step, Current | Keep):
            self.tally.current += 1
        if isinstance(step, Current | Restore | Keep):
            self.tally.entries[node] = step.entry
        self.decider.learn(step)
        self.schedule.done(node)

    def _ask(self, node: NodeId, step: Make) -> None:
        """Have it made; what is being asked for already is asked once, and used by both."""
        twin = self._asked.get(step.key)
        if twin is not None and twin in self._open:
            self._open[twin].twins.append(node)
            return
        self._asked[step.key] = node
        self._open[node] = _Open(step, len(step.takes))
        self._turns.add(_works(self.decider, node), self.schedule.urgency(node), node, step.takes)

    def _submit_waiting(self, threads: Executor, drawing: Executor | None) -> None:
        for works in self._turns.running:
            while not self._stopping and (turn := self._turns.next(works)):
                node, take = turn
                step, recipe = self._open[node].step, _recipe(self.decider, node)
                self.report(Started(node, take, step.reasons))
                provider, parents = _provider(self.decider, node), _parents(self.decider, recipe)
                work = _Work(step, take, recipe, provider, parents, self.fetch, self.store)
                future = threads.submit(work.do, drawing if works == "draw" else None)
                future.add_done_callback(partial(self._heard, node, take))

    def _heard(self, node: NodeId, take: int, done: Future[Trace]) -> None:
        self._results.put((node, take, _outcome(done)))

    def _take_in(self, node: NodeId, take: int, result: Trace | BaseException) -> None:
        recipe, opened = _recipe(self.decider, node), self._open[node]
        self._turns.running[_works(self.decider, node)] -= 1
        opened.left -= 1
        if isinstance(result, Trace):
            self._made(opened, take, result, f"{recipe.provider}/{recipe.model}/{recipe.kind}")
        else:
            self._not_made(opened, take, result)
        if not opened.left:
            self._close(opened)

    def _made(self, opened: _Open, take: int, trace: Trace, sort: str) -> None:
        node = opened.step.node
        self.tally.made += 1
        self.tally.seconds.setdefault(sort, []).append(trace.seconds)
        if opened.keep(take, trace):
            self.report(Drifted(node, take))
        self.report(Finished(node, take, trace.seconds, trace.cost))

    def _not_made(self, opened: _Open, take: int, error: BaseException) -> None:
        node, opened.failed = opened.step.node, True
        opened.left -= self._turns.drop(node)  # its further takes are not begun
        if isinstance(error, Corrupt | Missing):
            self.tally.damaged = True  # gone from the store now; the build goes round once more
            return
        if isinstance(error, StoryforgeError):  # the disk: nothing more can be kept
            self.tally.trouble = self.tally.trouble or error
            self._stopping = True
            return
        self.report(Failed(node, take, *_sentence(error)))
        opened.told = True
        if not self.keep_going:
            self._stopping = True

    def _close(self, opened: _Open) -> None:
        node = opened.step.node
        del self._open[node]
        if opened.failed:
            self._lose(node, opened.told)
        else:
            entry = settled(opened.step, opened.made, self.decider.lockfile.nodes.get(node))
            self.tally.entries[node] = entry
            self.decider.settle(node, entry)
            self.schedule.done(node)
        for twin in () if self._stopping else opened.twins:
            self._decide(twin)

    def _lose(self, node: NodeId, told: bool) -> None:
        below = self.schedule.failed(node)
        if told:
            self.tally.failed.append(node)
            self.tally.skipped += below
            for lost in below:
                self.report(Skipped(lost, node))


def _recipe(decider: Decider, node: NodeId) -> Recipe:
    recipe = decider.graph[node].recipe
    assert recipe is not None
    return recipe


def _provider(decider: Decider, node: NodeId) -> Provider:
    return decider.providers[_recipe(decider, node).provider]


def _works(decider: Decider, node: NodeId) -> str:
    return _provider(decider, node).capabilities(_recipe(decider, node).model).works


def _parents(decider: Decider, recipe: Recipe) -> tuple[tuple[str, int], ...]:
    """Key and take of every reference that was itself made."""
    entries = (decider.settled.get(use.source) for use in recipe.uses)
    return tuple(
        (entry.takes[entry.take].key or entry.key, entry.take) for entry in entries if entry
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """One take to make, in a thread."""

    step: Make
    take: int
    recipe: Recipe
    provider: Provider
    parents: tuple[tuple[str, int], ...]
    fetch: Fetch
    store: Store

    def do(self, drawing: Executor | None) -> Trace:
        """Make it and keep it; raises NotMade, Corrupt, Missing or DiskTrouble."""
        job = self._job()
        started = time.monotonic()
        made = (
            drawing.submit(make, self.provider, job).result()
            if drawing
            else self.provider.make(job)
        )
        return self._kept(job, made, time.monotonic() - started)

    def _job(self) -> Job:
        tags = ids.tags(tuple(use.label for use in self.recipe.uses))
        references = tuple(
            ReferencePicture(use.role, tag, self.fetch(use.source))
            for use, tag in zip(self.recipe.uses, tags, strict=True)
        )
        seed = seed_of(self.step.key, self.take, self.recipe.seed)
        action = self._action()
        recipe = replace(
            self.recipe, sentence=tuple(action["sentence"]), staging=action.get("staging")
        )
        return Job(recipe, self.take, seed, spoken(recipe.sentence, tags), references)

    def _action(self) -> Action:
        """What this very take asks."""
        return varied(self.step.action, self.step.key, self.take, self.recipe.wander)

    def _kept(self, job: Job, made: Made, seconds: float) -> Trace:
        try:
            known = facts(made.data)
        except PictureFault as fault:
            raise NotMade(
                f"{self.recipe.provider} sent something that {fault.sentence}", fault.advice
            ) from None
        output = Output(
            self.store.put(made.data),
            known.pixels,
            known.media,
            known.width,
            known.height,
            len(made.data),
        )
        key = take_key(self.step.action, self.step.key, self.take, self.recipe.wander)
        trace = Trace(
            key=key,
            take=self.take,
            action=self._action(),
            output=output,
            sent=job.prompt,
            seed=made.seed,
            model_version=made.model_version,
            cost=made.cost,
            cost_known=made.cost_known,
            parents=self.parents,
            seconds=round(seconds, 3),
            tool=__version__,
        )
        self.store.put_trace(trace)
        return trace


@contextmanager
def _hearing_interrupts(tell: Callable[[None], None]) -> Iterator[None]:
    """The first ^C is told as None, the second one raises.

    Only in the main thread; a library's user has its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = False

    def on_interrupt(*_: object) -> None:
        nonlocal heard
        if heard:
            raise KeyboardInterrupt
        heard = True
        tell(None)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def make(provider: Provider, job: Job) -> Made:
    """What a drawing process is asked to do."""
    return provider.make(job)


def _outcome(done: Future[Trace]) -> Trace | BaseException:
    error = done.exception()
    return error if error is not None else done.result()


def _sentence(error: BaseException) -> tuple[str, str]:
    """Why a take could not be made, and advice."""
    return (error.sentence, error.advice) if isinstance(error, NotMade) else (_bug(error), "")


def _bug(error: BaseException) -> str:
    if isinstance(error, BrokenProcessPool):
        return "a drawing process died (out of memory?)"
    return f"something unexpected happened: {type(error).__name__}: {error}"


def _threads(count: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(count, thread_name_prefix="storyforge")
