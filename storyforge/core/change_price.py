"""What a change costs: a build of the second state where nothing but the first is there.

It is the same decider as in every plan; only what it may know is narrowed to the first state's
pictures. Where the second state's lockfile says what came out, that is what pictures below are
drawn from, so that nothing has to be guessed that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from storyforge.core.declared import Side
from storyforge.core.difference import Cost
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import Lockfile
from storyforge.core.plan import Decider, Make, Plan, Signed, Wait, make_plan
from storyforge.core.price import FREE, ZERO, Price
from storyforge.core.recipe import FILE
from storyforge.core.seams import Providers
from storyforge.core.trace import Trace

Traced = Callable[[str, int], Trace | None]


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known when exactly these objects are here."""

    objects: Collection[str]
    traced: Traced

    def has(self, sha256: str) -> bool:
        """Whether it is one of them."""
        return sha256 in self.objects

    def trace(self, key: str, take: int) -> Trace | None:
        """What is known of a result, if its picture is one of them or not."""
        return self.traced(key, take)

    def takes(self, key: str) -> tuple[int, ...]:  # noqa: ARG002
        """None besides those that are asked for by number."""
        return ()


def cost_of(before: Side, after: Side, providers: Providers, traced: Traced) -> Cost:
    """What a build of `after` would cost where `before` was built."""
    moves = after.film.manifest.project.moved
    first = before.lockfile.moved(moves)
    had = frozenset(first.digests())
    decider = _decider(after, first, providers, _Held(had, traced))
    unknown = _unknown(after)
    low, high, doing, prices = FREE, FREE, {}, {}
    done: list[NodeId] = []
    for name in decider.graph.order:
        node = decider.graph[name]
        if not node.pictured or name in unknown:
            continue
        step = decider.decide(node)
        decider.learn(step)
        if isinstance(step, Make | Signed):
            key = step.key if isinstance(step, Make) else decider.ask(node).key
            came = _outcome(decider, name, key, after.lockfile)
            if came in had:
                continue  # accepted as it is
            certain = came is not None or isinstance(step, Make)
            low, high = low + step.price if certain else low, high + step.price
            prices[name] = step.price
            if came is not None:
                done.append(name)
            else:
                doing[name] = "make" if isinstance(step, Make) else "approved"
        elif isinstance(step, Wait):
            high = high + step.price
            doing[name], prices[name] = "wait", Price(ZERO, step.price.high)
    made, spent, untold = _paid(first, after.lockfile, traced)
    price = Price(low.low, high.high)
    return Cost(price, doing, tuple(done), prices, tuple(sorted(unknown)), made, spent, untold)


def standing_plan(side: Side, providers: Providers, traced: Traced) -> Plan:
    """Where the pictures of one state stand, when all that its lockfile names counts as here."""
    held = _Held(frozenset(side.lockfile.digests()), traced)
    decider = _decider(side, side.lockfile, providers, held)
    open_ = set(_unknown(side))
    for name in decider.graph.order:
        if not open_.isdisjoint(decider.graph[name].needs):
            open_.add(name)
    return make_plan(decider, decider.graph.nodes.keys() - open_)


def _decider(side: Side, lockfile: Lockfile, providers: Providers, held: _Held) -> Decider:
    assert side.film.graph is not None
    pixels = {FILE + path: digest for path, digest in side.pixels.items()}
    return Decider(side.film.graph, lockfile, held, providers, pixels, remake=True)


def _unknown(side: Side) -> frozenset[NodeId]:
    """Nodes that need a file whose pixels are not known."""
    graph = side.film.graph
    assert graph is not None
    return frozenset(
        node.id
        for node in graph.nodes.values()
        if any(path not in side.pixels for path in _files(node.given, node.recipe))
    )


def _files(given: str | None, recipe: object) -> Iterable[str]:
    if given:
        yield given
    for use in getattr(recipe, "uses", ()):
        if use.file:
            yield use.file


def _outcome(decider: Decider, node: NodeId, key: str, lockfile: Lockfile) -> str | None:
    """The picture that came of an ask, if the second state's lockfile says so; it is remembered."""
    entry = lockfile.nodes.get(node)
    if entry is None or entry.chosen is None or entry.key != key:
        return None
    decider.pixels[node] = entry.chosen.pixels
    return entry.chosen.out


def _paid(before: Lockfile, after: Lockfile, traced: Traced) -> tuple[int, Decimal, int]:
    """New takes, what was paid for them, and of how many nothing is known here."""
    had = frozenset(before.digests())
    made, spent, untold = 0, ZERO, 0
    for entry in after.nodes.values():
        for number, take in entry.takes.items():
            if take.out in had:
                continue
            made += 1
            trace = traced(take.key or entry.key, number)
            spent += _amount(trace)
            untold += trace is None or trace.cost_known == "unknown"
    return made, spent, untold


def _amount(trace: Trace | None) -> Decimal:
    try:
        return Decimal(trace.cost) if trace else ZERO
    except InvalidOperation:
        return ZERO


def by_status(statuses: Mapping[NodeId, str], nodes: Iterable[NodeId]) -> dict[NodeId, str]:
    """The words of `statuses` for those nodes that are not simply as they should be."""
    fine = ("current", "given")
    return {node: statuses[node] for node in nodes if statuses.get(node, "current") not in fine}
