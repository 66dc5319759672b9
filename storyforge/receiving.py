"""What comes back during a run: pictures and trouble, counted, told, and carried to what waits for
them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from storyforge.core.errors import StoryforgeError
from storyforge.core.event import Drifted, Failed, Finished, Skipped, Withheld
from storyforge.core.failing import NotServed
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry, LockTake
from storyforge.core.plan import Absent, Hold, Make, Refuse, Signed, lock_take, settled
from storyforge.core.schedule import Schedule, Turns
from storyforge.core.seams import Corrupt, Missing, NotMade, Reporter
from storyforge.core.takes import PLAIN
from storyforge.core.trace import Trace
from storyforge.making import Bench
from storyforge.reporters import plans


@dataclass(frozen=True, slots=True)
class Limits:
    """How many at once: `draw` in processes, `wait` in threads, `service` at each service."""

    draw: int
    wait: int
    service: Mapping[str, int] = field(default_factory=dict)

    def slots(self) -> dict[str, int]:
        """By pool."""
        return {"draw": self.draw, "wait": self.wait, **self.service}


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
    kinds: set[str] = field(default_factory=set)  # of trouble with services: rows of POLICY
    done: list[NodeId] = field(default_factory=list)  # nodes of which something was made
    withheld: dict[NodeId, str] = field(default_factory=dict)  # not asked for, and why
    absent: list[NodeId] = field(default_factory=list)  # not here, and not made again


@dataclass(slots=True)
class Open:
    """A node whose takes are being made."""

    step: Make
    left: int
    made: dict[int, LockTake] = field(default_factory=dict)
    failed: bool = False
    told: bool = False
    refused: bool = False
    twins: list[NodeId] = field(default_factory=list)  # others that ask the very same, and wait

    def keep(self, take: int, trace: Trace) -> bool:
        """Remember a result; whether it is another picture than the lockfile names."""
        self.made[take] = lock_take(trace, self.step.key, self.step.extra.get(take, PLAIN))
        locked = self.step.expected.takes.get(take) if self.step.expected else None
        return locked is not None and locked.pixels != trace.output.pixels


@dataclass(slots=True)
class Receiving:
    """Takes in the results of one run. `open`: nodes whose takes are being made; `again`: nodes to
    be decided anew, for what they shared is settled."""

    bench: Bench
    schedule: Schedule
    turns: Turns
    report: Reporter
    keep_going: bool
    tally: Tally = field(default_factory=Tally)
    open: dict[NodeId, Open] = field(default_factory=dict)
    again: list[NodeId] = field(default_factory=list)
    stopping: bool = False
    _told: dict[str, NodeId] = field(default_factory=dict)  # what ails an account -> who was told

    def take_in(self, node: NodeId, take: int, result: Trace | BaseException) -> None:
        """One take's result."""
        recipe, opened = self.bench.recipe(node), self.open[node]
        self.turns.running[self.bench.pool(node)] -= 1
        opened.left -= 1
        if isinstance(result, Trace):
            self._made(opened, take, result, f"{recipe.provider}/{recipe.model}/{recipe.kind}")
        else:
            self._not_made(opened, take, result)
        if not opened.left:
            self._close(opened)

    def _made(self, opened: Open, take: int, trace: Trace, sort: str) -> None:
        node = opened.step.node
        self.tally.made += 1
        self.tally.seconds.setdefault(sort, []).append(trace.seconds)
        if opened.keep(take, trace):
            self.report(Drifted(node, take))
        self.report(Finished(node, take, trace.seconds, trace.cost))

    def _not_made(self, opened: Open, take: int, error: BaseException) -> None:
        node = opened.step.node
        if isinstance(error, NotServed):
            self.tally.kinds.add(error.kind)
            if error.policy.remembered:  # its other takes may be made all the same
                self.report(Failed(node, take, *_sentence(error)))
                opened.told = opened.refused = True
                return
        opened.failed = True
        opened.left -= self.turns.drop(node)  # its further takes are not begun
        if isinstance(error, Corrupt | Missing):
            self.tally.damaged = True  # gone from the store now; the build goes round once more
            return
        if isinstance(error, StoryforgeError):  # the disk: nothing more can be kept
            self.tally.trouble = self.tally.trouble or error
            self.stopping = True
            return
        self._tell_of(node, take, error)
        opened.told = True
        if not self.keep_going:
            self.stopping = True

    def _tell_of(self, node: NodeId, take: int, error: BaseException) -> None:
        """What ails a whole account is told once; for the others it is named as the reason."""
        sentence, advice = _sentence(error)
        general = isinstance(error, NotServed) and (error.policy.stops or error.kind == "budget")
        kind = error.kind if isinstance(error, NotServed) else ""
        if general and kind in self._told:
            if self._told[kind] != node:
                self.report(Skipped(node, self._told[kind], alike=True))
            return
        if general:
            self._told[kind] = node
        self.report(Failed(node, take, sentence, advice))

    def _close(self, opened: Open) -> None:
        node = opened.step.node
        del self.open[node]
        if opened.failed or not (opened.made or opened.step.have):
            if opened.refused and not opened.failed:
                self.tally.withheld[node] = "refused"
            self.lose(node, opened.told)
        else:
            self.tally.done.append(node)
            entry = settled(opened.step, opened.made, self.bench.decider.lockfile.nodes.get(node))
            self.tally.entries[node] = entry
            self.bench.decider.settle(node, entry)
            self.schedule.done(node)
        self.again += () if self.stopping else opened.twins

    def miss(self, step: Absent) -> None:
        """A picture that is not here, or one that is drawn from such."""
        self.tally.absent.append(step.node)
        if step.known:
            self.tally.withheld[step.node] = "absent"
            self.tally.entries[step.node] = step.known
        else:
            self.tally.absent += self.schedule.failed(step.node)

    def lose(self, node: NodeId, told: bool) -> None:
        """A node cannot be had; neither can what is drawn from it."""
        below = self.schedule.failed(node)
        if told:
            self.tally.failed.append(node)
            self.tally.skipped += below
            for lost in below:
                self.report(Skipped(lost, node))


def withheld(step: Refuse | Hold | Signed) -> Withheld:
    """Why a node is not asked for, and what can be done about it."""
    if isinstance(step, Signed):
        sentence, advice = plans.signed(step)
        return Withheld(step.node, "approved", f"it {sentence}", advice)
    if isinstance(step, Refuse):
        said = step.refusal
        why = "lost" if said.kind == "lost" else "refused"
        advice = said.advice or "ask in other words"
        more = f"{advice}; `--retry-refused` asks once more"
        return Withheld(step.node, why, said.sentence, more)
    return Withheld(
        step.node,
        "in doubt",
        f"nobody knows whether {step.attempt.service} accepted it; it is not sent again",
        "`storyforge recover` shows it and settles it",
    )


def _sentence(error: BaseException) -> tuple[str, str]:
    """Why a take could not be made, and advice."""
    return (error.sentence, error.advice) if isinstance(error, NotMade) else (_bug(error), "")


def _bug(error: BaseException) -> str:
    if isinstance(error, BrokenProcessPool):
        return "a drawing process died (out of memory?)"
    return f"something unexpected happened: {type(error).__name__}: {error}"
