"""The board that an exporter is handed: as it stands, with how every picture came to be, and with
the bytes of what is here.

What is not here has no digest, so that whoever draws the board leaves its place open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from storyforge import showing
from storyforge.core import ids
from storyforge.core.board import Board, Choice, Made, Panel, Plate
from storyforge.core.errors import Problem, UsageError
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import HAND, LockEntry
from storyforge.core.seams import Corrupt, Missing, Stock
from storyforge.project import folder
from storyforge.receiving import Tally
from storyforge.workshop import Workshop

Told = Callable[[int, int], None]


def board(shop: Workshop, targets: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Board:
    """The board as it stands, with how every picture came to be; raises UsageError.

    `targets`, `exclude`: selectors of the shots that are wanted. Pictures that are not here have no
    digest, so that whoever draws the board leaves their places open.
    """
    entries = showing.next_entries(shop, Tally())
    whole = showing.board_now(shop, entries, False, known=_Known(shop))
    chosen = shop.select(targets, exclude) if targets or exclude else None
    here = _Here(shop, entries)
    scenes = tuple(
        replace(scene, panels=tuple(here.panel(p) for p in scene.panels if _in(p, chosen)))
        for scene in whole.scenes
    )
    if chosen is not None:
        scenes = tuple(scene for scene in scenes if scene.panels)
        if not scenes:
            advice = "name shots or scenes: `storyforge ls` lists them"
            raise UsageError(Problem("S002", "no shot was selected", advice=advice))
    return replace(whole, scenes=scenes, plates=tuple(map(here.plate, whole.plates)))


def _in(panel: Panel, chosen: frozenset[NodeId] | None) -> bool:
    return chosen is None or ids.node("shot", panel.id) in chosen


@dataclass(frozen=True, slots=True)
class _Known:
    """How takes came to be, read from their traces."""

    shop: Workshop

    def __call__(self, entry: LockEntry, number: int) -> Made | None:
        take = entry.takes[number]
        if take.asked == HAND:
            return Made("", showing.BY_HAND, "", "", "digitalCreation", "", None, "0", "free")
        trace = self.shop.store.trace(take.key or entry.key, number)
        if trace is None:
            return None
        name, model = str(trace.action["provider"]), str(trace.action["model"])
        provider = self.shop.providers.get(name)
        known = provider and model in provider.models
        can = provider.capabilities(model) if provider and known else None
        return Made(
            key=trace.key,
            provider=name,
            model=model,
            version=trace.model_version,
            source=can.source if can else "trainedAlgorithmicMedia",
            prompt=trace.sent,
            seed=trace.seed,
            cost=trace.cost,
            cost_known=trace.cost_known,
            credit=can.credit if can else None,
        )


@dataclass(frozen=True, slots=True)
class _Here:
    """Which pictures are here, under which object's name."""

    shop: Workshop
    entries: Mapping[NodeId, LockEntry]

    def panel(self, panel: Panel) -> Panel:
        node = ids.node("shot", panel.id)
        choices = self._choices(node, panel.choices)
        picture = next((each.picture for each in choices if each.chosen), None)
        state = "absent" if panel.picture and not picture else panel.state
        clip = self._name(ids.node("clip", panel.id)) if panel.clip else None
        return replace(panel, choices=choices, picture=picture, clip=clip, state=state)

    def plate(self, plate: Plate) -> Plate:
        choices = self._choices(f"{plate.kind}:{plate.id}", plate.choices)
        picture = next((each.picture for each in choices if each.chosen), None)
        state = "absent" if plate.picture and not picture else plate.state
        return replace(plate, choices=choices, picture=picture, state=state)

    def _choices(self, node: NodeId, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        found = ((each, self._name(node, each.take)) for each in choices)
        return tuple(replace(each, picture=name) for each, name in found if name)

    def _name(self, node: NodeId, take: int | None = None) -> str | None:
        entry = self.entries[node]
        number = entry.take if take is None else take
        try:
            return self.shop.shelf.name_of(entry.takes[number], entry.key, number)
        except Missing:
            return None


def stock(shop: Workshop, told: Told, cores: int) -> Stock:
    """What exporters draw on: the store, the board's copies of it, sounds of the project."""

    def picture(digest: str) -> bytes:
        try:
            return shop.store.get(digest)
        except (Missing, Corrupt):
            return shop.shelf.copy_of(digest)

    return Stock(picture, lambda path: folder.read(shop.root, path), told, cores)
