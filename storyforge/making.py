"""One take: its references read, its picture made here or delivered, checked and kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from storyforge.core import ids, takes
from storyforge.core.action import seed_of
from storyforge.core.coded import PictureFault
from storyforge.core.ids import NodeId
from storyforge.core.outcome import output_of
from storyforge.core.plan import Decider, Make
from storyforge.core.recipe import Recipe, Use, spoken
from storyforge.core.seams import (
    Capabilities,
    Job,
    Made,
    NotMade,
    Order,
    Provider,
    ReferencePicture,
    Service,
    Store,
)
from storyforge.core.takes import PLAIN, Extra
from storyforge.core.trace import Asked, Trace
from storyforge.version import VERSION

Fetch = Callable[[str], bytes]  # a use's source -> the bytes of its picture
Deliver = Callable[[Order], Trace]


@dataclass(frozen=True, slots=True)
class Bench:
    """What every take of a run is made with. `deliver`: for what a service makes."""

    decider: Decider
    store: Store
    fetch: Fetch
    deliver: Deliver

    def recipe(self, node: NodeId) -> Recipe:
        """What a node asks for."""
        recipe = self.decider.graph[node].recipe
        assert recipe is not None
        return recipe

    def provider(self, node: NodeId) -> Provider:
        """Who makes it."""
        return self.decider.providers[self.recipe(node).provider]

    def can(self, node: NodeId) -> Capabilities:
        """What its model can do."""
        return self.provider(node).capabilities(self.recipe(node).model)

    def pool(self, node: NodeId) -> str:
        """Where it queues: `draw`, `wait`, or the service's own name."""
        can = self.can(node)
        return self.recipe(node).provider if can.delivery else can.works

    def making(self, step: Make, take: int) -> Making:
        """The work of one take."""
        return Making(self, step, take, step.extra.get(take, PLAIN))


@dataclass(frozen=True, slots=True)
class Making:
    """One take to make, in a thread."""

    bench: Bench
    step: Make
    take: int
    extra: Extra

    def do(self, drawing: Executor | None) -> Trace:
        """Make it and keep it; raises NotMade, Corrupt, Missing or DiskTrouble."""
        if self.bench.can(self.step.node).delivery:
            return self.bench.deliver(self.order())
        provider, asked = self.bench.provider(self.step.node), self._asked()
        job = self._job(asked)
        started = time.monotonic()
        made = drawing.submit(make, provider, job).result() if drawing else provider.make(job)
        return self._kept(asked, made, time.monotonic() - started)

    @property
    def _recipe(self) -> Recipe:
        return self.bench.recipe(self.step.node)

    def _job(self, asked: Asked) -> Job:
        recipe, uses, tags = self._recipe, *self._references()
        references = tuple(
            ReferencePicture(use.role, tag, self._bytes(use.source))
            for use, tag in zip(uses, tags, strict=True)
        )
        action = asked.action
        own = replace(
            recipe, sentence=tuple(action["sentence"]), staging=action.get("staging"), uses=uses
        )
        return Job(own, self.take, self.seed(), asked.sent, references)

    def _references(self) -> tuple[tuple[Use, ...], tuple[str, ...]]:
        """What this very take is drawn from, and the tags of that."""
        limit = self.bench.can(self.step.node).references
        uses = takes.uses_of(self._recipe, self.extra, limit)
        return uses, ids.tags(tuple(use.label for use in uses))

    def _bytes(self, source: str) -> bytes:
        if source.startswith(takes.OBJECT):
            return self.bench.store.get(source.removeprefix(takes.OBJECT))
        return self.bench.fetch(source)

    def seed(self) -> int:
        """The seed that is sent, before a service's own limit."""
        return seed_of(self.step.key, self.take, self._recipe.seed)

    def _asked(self) -> Asked:
        """What this very take asks, in full."""
        step, recipe, can = self.step, self._recipe, self.bench.can(self.step.node)
        wander, limit = recipe.wander, can.references
        action = takes.ask(step.action, step.key, self.take, wander, self.extra, limit)
        _, tags = self._references()
        sent = spoken(tuple(action["sentence"]), tags, can.named)
        key = takes.own_key(step.action, step.key, action)
        return Asked(key, self.take, action, sent, parents_of(self.bench, recipe))

    def order(self) -> Order:
        """What a service is asked for."""
        service: Service = self.bench.provider(self.step.node)  # type: ignore[assignment]
        node, recipe = self.bench.decider.graph[self.step.node], self._recipe
        shown = (node.id, *(use.source for use in recipe.uses))
        cast = dict.fromkeys(
            ids.name_of(each).partition("/")[0] for each in shown if each.startswith("character:")
        )
        asked = self._asked()
        return Order(
            service=service,
            asked=asked,
            job=lambda: self._job(asked),
            node=node.id,
            kind=recipe.kind,
            model=recipe.model,
            size=(recipe.width, recipe.height),
            price=service.price(recipe),
            scene=node.scene,
            cast=tuple(cast),
        )

    def _kept(self, asked: Asked, made: Made, seconds: float) -> Trace:
        try:
            known = output_of(self._recipe.kind, "", made.data)
        except PictureFault as fault:
            raise NotMade(
                f"{self._recipe.provider} sent something that {fault.sentence}", fault.advice
            ) from None
        trace = Trace(
            key=asked.key,
            take=asked.take,
            action=asked.action,
            output=replace(known, sha256=self.bench.store.put(made.data)),
            sent=asked.sent,
            seed=made.seed,
            model_version=made.model_version,
            cost=made.cost,
            cost_known=made.cost_known,
            parents=asked.parents,
            seconds=round(seconds, 3),
            tool=VERSION,
        )
        self.bench.store.put_trace(trace)
        return trace


def parents_of(bench: Bench, recipe: Recipe) -> tuple[tuple[str, int], ...]:
    """Key and take of every reference that was itself made."""
    entries = (bench.decider.settled.get(use.source) for use in recipe.uses)
    return tuple(
        (entry.takes[entry.take].key or entry.key, entry.take) for entry in entries if entry
    )


def make(provider: Provider, job: Job) -> Made:
    """What a drawing process is asked to do."""
    return provider.make(job)


def no_service(order: Order) -> Trace:
    """Where no service can be reached: a run of what is made here only."""
    raise NotMade(f"{order.service.name} cannot be reached from here")
