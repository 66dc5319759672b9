"""The run: drives the schedule over executors. The only place with threads and processes.

Every job runs in a thread: it reads its references (verified), has the picture made (drawing
happens in a process, so that all cores work), checks it, and puts picture and trace into the
store. The loop itself only decides and listens.
"""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial

from storyforge.core.event import Event, Interrupted, Restored, Started
from storyforge.core.ids import NodeId
from storyforge.core.plan import Absent, Current, Hold, Keep, Make, Refuse, Restore, Signed
from storyforge.core.schedule import Schedule, Turns
from storyforge.core.seams import Reporter
from storyforge.core.trace import Trace
from storyforge.making import Bench
from storyforge.painters import painters
from storyforge.receiving import Limits as Limits
from storyforge.receiving import Open, Receiving, withheld
from storyforge.receiving import Tally as Tally

_Result = tuple[NodeId, int, Trace | BaseException]
# takes decided before there is a slot for them; more would freeze an order that results may change
_AHEAD = 64


class Run:
    """One run. `bench`: what takes are made with; `leave` is called when the user will not wait."""

    def __init__(
        self,
        bench: Bench,
        schedule: Schedule,
        report: Reporter,
        limits: Limits,
        keep_going: bool = True,
        leave: Callable[[], None] | None = None,
    ) -> None:
        self.bench, self.decider, self.schedule = bench, bench.decider, schedule
        self.report, self.limits = report, limits
        self.leave = leave
        self._asked: dict[str, NodeId] = {}  # key -> who asked for it
        self._results: queue.SimpleQueue[_Result | Event | None] = queue.SimpleQueue()
        self._turns = Turns(limits.slots())
        self._in = Receiving(bench, schedule, self._turns, report, keep_going)
        self.tally = self._in.tally

    def tell(self, event: Event) -> None:
        """Report something from another thread: it is said in the run's own."""
        self._results.put(event)

    def go(self, processes: bool) -> Tally:
        """Run to the end.

        `processes`: draw in other processes (worth it from a handful of pictures on).
        """
        with ExitStack() as stack:
            stack.enter_context(_hearing_interrupts(self._results.put))
            threads = stack.enter_context(_threads(sum(self.limits.slots().values())))
            drawing = stack.enter_context(painters(self.limits.draw)) if processes else None
            stack.push(self._left)  # before the threads are waited for
            self._begin(threads, drawing)
            while self._turns.busy():
                self._hear(self._results.get())
                self._begin(threads, drawing)
        return self.tally

    def _left(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self.leave:
            self.leave()

    def say_rest(self) -> None:
        """Report what other threads told after the last picture was in."""
        while not self._results.empty():
            self._hear(self._results.get())

    def _hear(self, said: _Result | Event | None) -> None:
        if said is None:
            self._interrupted()
        elif isinstance(said, tuple):
            self._in.take_in(*said)
            while self._in.again:
                self._decide(self._in.again.pop(0))
        else:
            self.report(said)

    def _interrupted(self) -> None:
        """Begin nothing more; what is running may finish."""
        self._in.stopping = self.tally.interrupted = True
        self.report(Interrupted(self._turns.busy()))

    def _begin(self, threads: Executor, drawing: Executor | None) -> None:
        """Decide and submit until every slot is taken or nothing more can begin."""
        self._submit_waiting(threads, drawing)
        while not self._in.stopping and self._turns.decided() < _AHEAD:
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
        elif isinstance(step, Refuse | Hold):
            self._withhold(step)
            return
        elif isinstance(step, Absent):
            self._in.miss(step)
            if step.known is None:
                return
        elif isinstance(step, Signed):
            self.report(withheld(step))
            self.tally.withheld[node] = "approved"
        elif isinstance(step, Current | Keep):
            self.tally.current += 1
        if isinstance(step, Current | Restore | Keep | Signed):
            self.tally.entries[node] = step.entry
        self.decider.learn(step)
        self.schedule.done(node)

    def _withhold(self, step: Refuse | Hold) -> None:
        """Not asked for at all; neither is what is drawn from it."""
        self.report(withheld(step))
        self.tally.withheld[step.node] = "refused" if isinstance(step, Refuse) else "in-doubt"
        if isinstance(step, Hold):
            self.tally.kinds.add("in doubt")
        self._in.lose(step.node, told=True)

    def _ask(self, node: NodeId, step: Make) -> None:
        """Have it made; what is being asked for already is asked once, and used by both."""
        twin = self._asked.get(step.key)
        if twin is not None and twin in self._in.open:
            self._in.open[twin].twins.append(node)
            return
        self._asked[step.key] = node
        self._in.open[node] = Open(step, len(step.takes))
        self._turns.add(self.bench.pool(node), self.schedule.urgency(node), node, step.takes)

    def _submit_waiting(self, threads: Executor, drawing: Executor | None) -> None:
        for pool in self._turns.running:
            while not self._in.stopping and (turn := self._turns.next(pool)):
                node, take = turn
                step = self._in.open[node].step
                self.report(Started(node, take, step.reasons))
                work = self.bench.making(step, take)
                future = threads.submit(work.do, drawing if pool == "draw" else None)
                future.add_done_callback(partial(self._heard, node, take))

    def _heard(self, node: NodeId, take: int, done: Future[Trace]) -> None:
        self._results.put((node, take, _outcome(done)))


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


def _outcome(done: Future[Trace]) -> Trace | BaseException:
    error = done.exception()
    return error if error is not None else done.result()


def _threads(count: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(count, thread_name_prefix="storyforge")
