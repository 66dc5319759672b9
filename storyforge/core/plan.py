"""The plan: for every picture, what would happen and why; decided from the graph, the lockfile
and what has ever been made.

The rule (a constructive trace of depth one, many results per key, a pinned choice): the key is
computed from the digests of the pictures that are really used. Below a picture still to be made
the key is unknown, and a plan says so. `decide` is asked again during the run, as soon as what a
node waits for is there: plan and run cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from storyforge.core.action import Action, action_of, key_of, take_key
from storyforge.core.graph import Graph, Node
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry, Lockfile, LockTake
from storyforge.core.price import FREE, Price
from storyforge.core.reason import Reason, reasons_between
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Providers
from storyforge.core.trace import Trace


class Known(Protocol):
    """What deciding needs to know of the store."""

    def has(self, sha256: str) -> bool:
        """Whether a picture is here."""

    def trace(self, key: str, take: int) -> Trace | None:
        """What is known of a result."""


@dataclass(frozen=True, slots=True)
class Given:
    """A finished picture of the user's."""

    node: NodeId
    pixels: str


@dataclass(frozen=True, slots=True)
class Current:
    """Made, and made of exactly this."""

    node: NodeId
    entry: LockEntry


@dataclass(frozen=True, slots=True)
class Restore:
    """Another result is in the lockfile, but this very ask was answered before: used again,
    for nothing.
    """

    node: NodeId
    entry: LockEntry
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Make:
    """To be made: `takes` are the numbers still missing, `have` those that are here.

    `expected`: what the lockfile says will come out, when this very ask was made before elsewhere.
    """

    node: NodeId
    action: Action
    key: str
    takes: tuple[int, ...]
    have: Mapping[int, LockTake]
    expected: LockEntry | None
    reasons: tuple[Reason, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class Wait:
    """Cannot be known before `on` are made.

    It costs nothing if they come out as they were, else at most `price`.
    """

    node: NodeId
    on: tuple[NodeId, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class Keep:
    """Locked by a person: stays, whatever changed."""

    node: NodeId
    entry: LockEntry
    stale: bool


Step = Given | Current | Restore | Make | Wait | Keep
VERDICTS: dict[type, str] = {
    Given: "given",
    Current: "current",
    Restore: "restore",
    Make: "make",
    Wait: "wait",
    Keep: "keep",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in an order in which they could be done, and the price of all that may be made."""

    steps: Mapping[NodeId, Step]
    price: Price = FREE

    def of(self, kind: type) -> list[Step]:
        """The steps of one verdict, in order."""
        return [step for step in self.steps.values() if type(step) is kind]

    @property
    def nothing_to_make(self) -> bool:
        """Whether every picture is here and right."""
        return all(type(step) in (Given, Current, Keep) for step in self.steps.values())


@dataclass(slots=True)
class Decider:
    """Decides step by step.

    `pixels` holds what is known so far: node or `file:path` -> pixel digest; `settled` what
    nodes are made of now.
    """

    graph: Graph
    lockfile: Lockfile
    known: Known
    providers: Providers
    pixels: dict[str, str]
    settled: dict[NodeId, LockEntry] = field(default_factory=dict)

    def decide(self, node: Node) -> Step:
        """What is to be done for `node`, by what is known now."""
        if node.given is not None:
            return Given(node.id, self.pixels["file:" + node.given])
        recipe = node.recipe
        assert recipe is not None
        entry = self.lockfile.nodes.get(node.id)
        waits = tuple(use.source for use in recipe.uses if use.source not in self.pixels)
        if entry and entry.state == "locked" and entry.chosen and self.known.has(entry.chosen.out):
            return Keep(node.id, entry, bool(waits) or self._key(recipe) != entry.key)
        if waits:
            return Wait(
                node.id, waits, self.providers[recipe.provider].price(recipe).times(recipe.takes)
            )
        return self._decided(node, recipe, entry)

    def _key(self, recipe: Recipe) -> str:
        return key_of(self._action(recipe))

    def _action(self, recipe: Recipe) -> Action:
        return action_of(recipe, tuple(self.pixels[use.source] for use in recipe.uses))

    def _decided(self, node: Node, recipe: Recipe, entry: LockEntry | None) -> Step:
        action = self._action(recipe)
        key = key_of(action)
        have: dict[int, LockTake] = {}
        for take in range(recipe.takes):
            found = self._find(action, key, take, recipe.wander, entry)
            if found:
                have[take] = found
        new = _entry(key, have, entry) if len(have) == recipe.takes else None
        if new and _within(new, entry):
            return Current(node.id, new)
        reasons = self._reasons(node, action, key, entry, have)
        if new:
            return Restore(node.id, new, reasons)
        missing = tuple(take for take in range(recipe.takes) if take not in have)
        return Make(
            node.id,
            action,
            key,
            missing,
            have,
            entry if entry and entry.key == key else None,
            reasons,
            self.providers[recipe.provider].price(recipe).times(len(missing)),
        )

    def _find(
        self, action: Action, key: str, take: int, wander: int, entry: LockEntry | None
    ) -> LockTake | None:
        """Take `take` of this ask, if its picture is here: as the lockfile names it, else as a
        trace does.
        """
        own = take_key(action, key, take, wander)
        locked = entry.takes.get(take) if entry else None
        if (
            locked
            and (locked.key or (entry.key if entry else "")) == own
            and self.known.has(locked.out)
        ):
            return locked
        trace = self.known.trace(own, take)
        if trace is None or not self.known.has(trace.output.sha256):
            return None
        asked = locked and entry and (locked.key or entry.key) == own
        if locked and asked and locked.pixels == trace.output.pixels:
            return locked  # the same picture in other bytes: the lockfile stays as it is
        return LockTake(trace.output.sha256, trace.output.pixels, own if own != key else "")

    def _reasons(
        self,
        node: Node,
        action: Action,
        key: str,
        entry: LockEntry | None,
        have: Mapping[int, LockTake],
    ) -> tuple[Reason, ...]:
        recipe = node.recipe
        if entry is None or recipe is None:
            return (Reason("never_built"),)
        if entry.key == key:
            lost = any(
                (locked.key or key) == take_key(action, key, take, recipe.wander)
                and have.get(take) != locked
                for take, locked in entry.takes.items()
                if take < recipe.takes
            )
            return (Reason("bytes_missing" if lost else "take_requested"),)
        before = self.known.trace(entry.key, 0) or self.known.trace(entry.key, entry.take)
        if before is None:
            return (Reason("recipe_unknown"),)
        return reasons_between(before.action, action, tuple(use.label for use in recipe.uses))

    def learn(self, step: Step) -> None:
        """Remember what a step makes known.

        A Make whose chosen take is here, or repeats a locked ask, comes out as before.
        """
        if isinstance(step, Given):
            self.pixels[step.node] = step.pixels
        elif isinstance(step, Current | Restore | Keep):
            self.settle(step.node, step.entry)
        elif isinstance(step, Make) and step.expected:
            chosen, number = step.expected.chosen, step.expected.take
            sure = number in step.have or (number in step.takes and self._repeatable(step))
            if chosen and sure:
                self.pixels[step.node] = chosen.pixels

    def settle(self, node: NodeId, entry: LockEntry) -> None:
        """A node is made of this now; what is drawn from it can be decided."""
        self.settled[node] = entry
        self.pixels[node] = entry.takes[entry.take].pixels

    def _repeatable(self, step: Make) -> bool:
        recipe = self.graph[step.node].recipe
        return (
            recipe is not None
            and self.providers[recipe.provider].capabilities(recipe.model).repeatable
        )


def _entry(key: str, takes: Mapping[int, LockTake], old: LockEntry | None) -> LockEntry:
    """A node's new block: its choice and state live on while the ask is the same and the
    chosen take is there.
    """
    if old and old.key == key and old.take in takes:
        return LockEntry(key, old.take, takes, old.state)
    return LockEntry(key, min(takes), takes)


def _within(new: LockEntry, old: LockEntry | None) -> bool:
    """Whether a node stays as it is, at most with fewer takes beside the chosen one."""
    return bool(
        old
        and (new.key, new.take, new.state) == (old.key, old.take, old.state)
        and new.takes.items() <= old.takes.items()
    )


def settled(step: Make, made: Mapping[int, LockTake], old: LockEntry | None) -> LockEntry:
    """The block of a node whose missing takes were made.

    A picture equal to the locked one keeps the locked line.
    """
    takes = {**step.have, **made}
    if step.expected:
        for number, locked in step.expected.takes.items():
            if number in takes and takes[number].pixels == locked.pixels:
                takes[number] = locked
    return _entry(step.key, dict(sorted(takes.items())), old)


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
    return Plan(steps, Price(low.low, high.high))
