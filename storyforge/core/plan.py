"""The plan: for every picture, what would happen and why; decided from the graph, the lockfile
and what has ever been made.

The rule (a constructive trace of depth one, many results per key, a pinned choice): the key is
computed from the digests of the pictures that are really used. Below a picture still to be made
the key is unknown, and a plan says so. `decide` is asked again during the run, as soon as what a
node waits for is there: plan and run cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from storyforge.core import asked, takes
from storyforge.core.action import action_of, key_of
from storyforge.core.asked import Ask, Known, entry_of, within
from storyforge.core.asked import lock_take as lock_take
from storyforge.core.attempt import Attempt
from storyforge.core.graph import Graph, Node
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import HAND, LockEntry, Lockfile, LockTake
from storyforge.core.price import FREE, Price
from storyforge.core.reason import Reason
from storyforge.core.recipe import Recipe
from storyforge.core.refusal import Refusal
from storyforge.core.seams import Providers
from storyforge.core.steps import VERDICTS as VERDICTS
from storyforge.core.steps import Absent as Absent
from storyforge.core.steps import Current as Current
from storyforge.core.steps import Given as Given
from storyforge.core.steps import Hold as Hold
from storyforge.core.steps import Keep as Keep
from storyforge.core.steps import Make as Make
from storyforge.core.steps import Plan as Plan
from storyforge.core.steps import Refuse as Refuse
from storyforge.core.steps import Restore as Restore
from storyforge.core.steps import Signed as Signed
from storyforge.core.steps import Step as Step
from storyforge.core.steps import Wait as Wait
from storyforge.core.takes import PLAIN, Extra
from storyforge.core.trace import Trace


class Past(Protocol):
    """What deciding needs to know of earlier asks that gave no picture."""

    def refusal(self, key: str, take: int) -> Refusal | None:
        """A service's refusal of this very ask, if there was one."""

    def attempt(self, key: str, take: int) -> Attempt | None:
        """An attempt at this very ask that is still open."""


class _Nothing:
    """A past without trouble."""

    def refusal(self, key: str, take: int) -> Refusal | None:  # noqa: ARG002
        """None."""
        return None

    def attempt(self, key: str, take: int) -> Attempt | None:  # noqa: ARG002
        """None."""
        return None


@dataclass(slots=True)
class Decider:
    """Decides step by step.

    `pixels` holds what is known so far: node or `file:path` -> pixel digest; `settled` what
    nodes are made of now; `lacking` nodes whose picture is known but not here. `wanted`: further
    takes that a person asks for now, by number, in the lockfile's words. `left`: takes left out
    although others are there, and why. `refresh`: an approval ends where another picture is asked
    for. `remake`: what is not here is made again, whatever it costs.
    """

    graph: Graph
    lockfile: Lockfile
    known: Known
    providers: Providers
    pixels: dict[str, str]
    settled: dict[NodeId, LockEntry] = field(default_factory=dict)
    past: Past = field(default_factory=_Nothing)
    wanted: Mapping[NodeId, Mapping[int, str]] = field(default_factory=dict)
    left: dict[NodeId, tuple[Refusal | Attempt, ...]] = field(default_factory=dict)
    lacking: set[NodeId] = field(default_factory=set)
    refresh: bool = False
    remake: bool = False

    def decide(self, node: Node) -> Step:
        """What is to be done for `node`, by what is known now."""
        if node.given is not None:
            return Given(node.id, self.pixels["file:" + node.given])
        recipe = node.recipe
        assert recipe is not None
        entry = self.lockfile.nodes.get(node.id)
        waits = tuple(use.source for use in recipe.uses if use.source not in self.pixels)
        locked = entry if entry and entry.state == "locked" else None
        if locked and locked.chosen and self.known.has(locked.chosen.out):
            return Keep(node.id, locked, not waits and self.ask(node).same is None)
        if locked and (waits or self.ask(node).same is None):
            return Absent(node.id, locked, FREE)  # no build could bring this very picture back
        price = self.providers[recipe.provider].price(recipe)
        if waits:
            signed = entry is not None and entry.signed and not self.refresh
            known = tuple(self.pixels.get(use.source, use.source) for use in recipe.uses)
            return Wait(node.id, waits, FREE if signed else price.times(recipe.takes), known)
        ask = self.ask(node)
        if entry and entry.signed and ask.same is None and not self.refresh:
            reasons = asked.why(self.known, ask, {})
            return Signed(node.id, entry, reasons, price.times(recipe.takes))
        return _verdict(self, ask, _Takes.of(self, ask, price), node.id, price)

    def ask(self, node: Node) -> Ask:
        """What a node asks for; all that it is drawn from must be known."""
        recipe = node.recipe
        assert recipe is not None
        action = action_of(recipe, tuple(self.pixels[use.source] for use in recipe.uses))
        key = key_of(action)
        entry = asked.returned(self.lockfile.nodes.get(node.id), key)
        limit = self.providers[recipe.provider].capabilities(recipe.model).references
        ask = Ask(action, key, recipe, entry, limit, self._extra(node.id, key, entry))
        return ask if entry is None or entry.key == key else self._again(ask)

    def _extra(self, node: NodeId, key: str, entry: LockEntry | None) -> Mapping[int, Extra]:
        """The further takes of a node: what the lockfile has of this ask, and what is wanted."""
        locked = entry.takes.items() if entry and entry.key == key else ()
        said = {number: take.asked for number, take in locked if take.asked}
        said |= self.wanted.get(node, {})
        known = {number: takes.extra_of(word, entry, number) for number, word in said.items()}
        return {number: extra for number, extra in known.items() if extra}

    def _again(self, ask: Ask) -> Ask:
        """The ask with all that was ever varied from its takes: another ask stood between, and what
        was bought by then is used again."""
        found, sources = dict(ask.extra), list(range(ask.recipe.takes))
        for source in sources:  # grows while it is walked: what was varied may be varied
            extra = found.get(source, PLAIN)
            trace = _here(self.known, replace(ask, extra={source: extra}).own(source), source)
            if trace is None:
                continue
            one = Extra(f"vary {source}", trace.output.sha256, trace.output.pixels)
            own = replace(ask, extra={0: one}).own(0)
            for take in self.known.takes(own) if own != ask.key else ():
                if take >= ask.recipe.takes and take not in found and _here(self.known, own, take):
                    found[take] = one
                    sources.append(take)
        return replace(ask, extra=found)

    def learn(self, step: Step) -> None:
        """Remember what a step makes known.

        A Make whose chosen take is here, or repeats a locked ask, comes out as before.
        """
        if isinstance(step, Given):
            self.pixels[step.node] = step.pixels
        elif isinstance(step, Current | Restore | Keep | Signed):
            self.settle(step.node, step.entry)
        elif isinstance(step, Absent):
            if step.known:
                self.settle(step.node, step.known)
        elif isinstance(step, Make) and step.expected:
            chosen, number = step.expected.chosen, step.expected.take
            recipe = self.graph[step.node].recipe
            again = recipe is not None and number in step.takes and self.repeatable(recipe)
            if chosen and (number in step.have or again):
                self.pixels[step.node] = chosen.pixels

    def settle(self, node: NodeId, entry: LockEntry) -> None:
        """A node is made of this now; what is drawn from it can be decided."""
        self.settled[node] = entry
        self.pixels[node] = entry.takes[entry.take].pixels
        if not self._here(entry):
            self.lacking.add(node)

    def _here(self, entry: LockEntry) -> bool:
        """Whether the picture that is used is here: its own bytes, or the same pixels in others."""
        chosen = entry.takes[entry.take]
        if self.known.has(chosen.out):
            return True
        trace = self.known.trace(chosen.key or entry.key, entry.take)
        return bool(
            trace and trace.output.pixels == chosen.pixels and self.known.has(trace.output.sha256)
        )

    def repeatable(self, recipe: Recipe) -> bool:
        """Whether asking again gives the same pixels, for nothing."""
        return self.providers[recipe.provider].capabilities(recipe.model).repeatable


_DOUBT = ("intended", "in doubt")


def _here(known: Known, key: str, take: int) -> Trace | None:
    """A result whose picture is here: what is not is never bought again unasked."""
    trace = known.trace(key, take)
    return trace if trace and known.has(trace.output.sha256) else None


@dataclass(slots=True)
class _Takes:
    """The takes of one ask: here; named by the lockfile, but neither here nor to be made again;
    under way; out of reach.
    """

    have: dict[int, LockTake] = field(default_factory=dict)
    gone: dict[int, LockTake] = field(default_factory=dict)
    under_way: dict[int, Attempt] = field(default_factory=dict)
    barred: dict[int, Refusal | Attempt] = field(default_factory=dict)

    @classmethod
    def of(cls, decider: Decider, ask: Ask, price: Price) -> _Takes:
        """All that are wanted, looked up."""
        here, past = cls(), decider.past
        again = decider.remake or (price.free and decider.repeatable(ask.recipe))
        for take in ask.numbers():
            own = ask.own(take)
            known = asked.found(decider.known, ask, own, take)
            attempt = None if known else past.attempt(own, take)
            refusal = None if known or attempt else past.refusal(own, take)
            named = ask.locked(take, own) if ask.same else None
            if known:
                here.have[take] = known
            elif attempt and attempt.state not in _DOUBT:
                here.under_way[take] = attempt
            elif named and (named.rejected or named.asked == HAND or not again):
                here.gone[take] = named
            elif refusal or attempt:
                here.barred[take] = refusal or attempt  # type: ignore[assignment]
        return here


def _verdict(decider: Decider, ask: Ask, here: _Takes, node: NodeId, price: Price) -> Step:
    entry = ask.entry
    if entry and entry.take in here.gone:
        count = sum(take.asked != HAND and not take.rejected for take in here.gone.values())
        return Absent(node, entry, price.times(count), (Reason("bytes_missing"),))
    wanted = [take for take in ask.numbers() if take not in here.barred]
    if not wanted:
        return _barred(node, here.barred)
    if here.barred:
        decider.left[node] = tuple(here.barred.values())
    have = dict(sorted({**here.have, **here.gone}.items()))  # what is not here stays named
    new = entry_of(ask.key, have, entry) if len(have) == len(wanted) else None
    if new and within(new, entry):
        return Current(node, new)
    reasons = asked.why(decider.known, ask, have)
    if new:
        return Restore(node, new, reasons)
    missing = tuple(take for take in wanted if take not in have)
    cost = price.times(len(missing) - len(here.under_way))
    lacking = tuple(use.source for use in ask.recipe.uses if use.source in decider.lacking)
    if lacking and len(missing) > len(here.under_way):
        return Absent(node, entry, cost, reasons, lacking)
    extra = {take: extra for take, extra in ask.extra.items() if take in missing}
    paid = tuple(here.under_way)
    return Make(node, ask.action, ask.key, missing, have, ask.same, reasons, cost, paid, extra)


def _barred(node: NodeId, barred: Mapping[int, Refusal | Attempt]) -> Refuse | Hold:
    """The verdict on a node of which no take may be asked for: what a person can settle first."""
    doubtful = next((each for each in barred.values() if isinstance(each, Attempt)), None)
    if doubtful:
        return Hold(node, doubtful)
    refused = next(each for each in barred.values() if isinstance(each, Refusal))
    return Refuse(node, refused)


def settled(step: Make, made: Mapping[int, LockTake], old: LockEntry | None) -> LockEntry:
    """The block of a node whose missing takes were made.

    A picture equal to the locked one keeps the locked line.
    """
    takes = {**step.have, **made}
    if step.expected:
        for number, locked in step.expected.takes.items():
            if number in takes and takes[number].pixels == locked.pixels:
                takes[number] = locked
    return entry_of(step.key, dict(sorted(takes.items())), old)


def make_plan(decider: Decider, selected: Iterable[NodeId]) -> Plan:
    """Decide every selected node and all that it needs, in order.

    What could not be decided waits.
    """
    wanted = decider.graph.closed(selected)
    steps: dict[NodeId, Step] = {}
    low, high = FREE, FREE
    for node_id in decider.graph.order:
        node = decider.graph[node_id]
        if node_id in wanted and node.pictured:
            step = decider.decide(node)
            decider.learn(step)
            steps[node_id] = step
            if isinstance(step, Make):
                low, high = low + step.price, high + step.price
            elif isinstance(step, Wait):
                high = high + step.price
    return Plan(steps, Price(low.low, high.high), dict(decider.left))
