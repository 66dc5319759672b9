"""One take: its references read, its picture made here or delivered, checked and kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from storyforge.core import ids, takes
from storyforge.core.action import Action, seed_of
from storyforge.core.coded import PictureFault
from storyforge.core.ids import NodeId
from storyforge.core.outcome import output_of
from storyforge.core.plan import Decider, Make
from storyforge.core.recipe import Recipe, spoken
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
        provider = self.bench.provider(self.step.node)
        if self.bench.can(self.step.node).delivery:
            return self.bench.deliver(self.order())
        job = self._job()
        started = time.monotonic()
        made = drawing.submit(make, provider, job).result() if drawing else provider.make(job)
        return self._kept(job, made, time.monotonic() - started)

    @property
    def _recipe(self) -> Recipe:
        return self.bench.recipe(self.step.node)

    def _job(self) -> Job:
        recipe, can = self._recipe, self.bench.can(self.step.node)
        uses = takes.uses_of(recipe, self.extra, can.references)
        tags = ids.tags(tuple(use.label for use in uses))
        references = tuple(
            ReferencePicture(use.role, tag, self._bytes(use.source))
            for use, tag in zip(uses, tags, strict=True)
        )
        action = self._action()
        asked = replace(
            recipe, sentence=tuple(action["sentence"]), staging=action.get("staging"), uses=uses
        )
        return Job(asked, self.take, self.seed(), self._sent(), references)

    def _bytes(self, source: str) -> bytes:
        if source.startswith(takes.OBJECT):
            return self.bench.store.get(source.removeprefix(takes.OBJECT))
        return self.bench.fetch(source)

    def seed(self) -> int:
        """The seed that is sent, before a service's own limit."""
        return seed_of(self.step.key, self.take, self._recipe.seed)

    def _sent(self) -> str:
        """The sentence as the provider gets it."""
        recipe, can = self._recipe, self.bench.can(self.step.node)
        uses = takes.uses_of(recipe, self.extra, can.references)
        tags = ids.tags(tuple(use.label for use in uses))
        return spoken(tuple(self._action()["sentence"]), tags, can.named)

    def _action(self) -> Action:
        """What this very take asks."""
        step, recipe = self.step, self._recipe
        limit = self.bench.can(step.node).references
        return takes.ask(step.action, step.key, self.take, recipe.wander, self.extra, limit)

    def _asked(self) -> Asked:
        action = self._action()
        key = takes.own_key(self.step.action, self.step.key, action)
        return Asked(key, self.take, action, self._sent(), parents_of(self.bench, self._recipe))

    def order(self) -> Order:
        """What a service is asked for."""
        service: Service = self.bench.provider(self.step.node)  # type: ignore[assignment]
        node, recipe = self.bench.decider.graph[self.step.node], self._recipe
        shown = (node.id, *(use.source for use in recipe.uses))
        cast = dict.fromkeys(
            ids.name_of(each).partition("/")[0] for each in shown if each.startswith("character:")
        )
        return Order(
            service=service,
            asked=self._asked(),
            job=self._job,
            node=node.id,
            kind=recipe.kind,
            model=recipe.model,
            size=(recipe.width, recipe.height),
            price=service.price(recipe),
            scene=node.scene,
            cast=tuple(cast),
        )

    def _kept(self, job: Job, made: Made, seconds: float) -> Trace:
        asked = self._asked()
        try:
            known = output_of(job.recipe.kind, "", made.data)
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
