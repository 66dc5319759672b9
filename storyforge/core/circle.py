"""The story of a circle, link by link, each with the very words that make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import ids
from storyforge.core.errors import Spot, Trouble
from storyforge.core.ids import NodeId
from storyforge.core.names import Names
from storyforge.core.reading import Entry, Manifest
from storyforge.core.resolve import Resolved

_LINKS = 12  # that are told with their places
_PARTS = {"character": "looks", "location": "views"}


def circle(
    nodes: tuple[NodeId, ...], manifest: Manifest, names: Names, shots: Mapping[str, Resolved]
) -> Trouble:
    """A circle as one fault. `nodes` in order: the first is drawn from the second, and so on."""
    called = [ids.name_of(each) for each in nodes]
    links = Links(manifest, names, shots)
    told = tuple(
        (f"{called[number - 1]} is drawn from {name}", links.spot(nodes[number - 1], node))
        for number, (name, node) in enumerate([*zip(called, nodes, strict=True)][1:], 1)
    )
    told += ((f"{called[-1]} is drawn from {called[0]}", links.spot(nodes[-1], nodes[0])),)
    if len(nodes) == 1:
        sentence, also = f"{called[0]} is drawn from itself", told[:0]
        advice = "take this link away: something cannot be drawn before itself"
    else:
        sentence, also = f"a circle: {_arrows([*called, called[0]])}", told[:_LINKS]
        advice = "one of these links must go: something has to be drawn first"
    return Trouble("M203", sentence, told[0][1], advice, also=also)


def _arrows(names: list[str]) -> str:
    shown = names if len(names) <= _LINKS else [*names[: _LINKS - 1], "…", names[-1]]
    return " → ".join(shown)


@dataclass(frozen=True, slots=True)
class Links:
    """Finds the words by which one node is drawn from another."""

    manifest: Manifest
    names: Names
    shots: Mapping[str, Resolved]

    def spot(self, node: NodeId, need: NodeId) -> Spot:
        """Where it is written that `node` is drawn from `need`; else where `node` is declared."""
        name = ids.name_of(node)
        if ids.kind_of(node) == "shot":
            shot = self.shots[name]
            found = next(self._in_shot(shot, need), None)
            return found or shot.entry.spot("id")
        entry = self._declared(node)
        found = next(self._in_entity(entry, need), None)
        return found or entry.spot(key=True)

    def _declared(self, node: NodeId) -> Entry[Any]:
        kind, (owner, _, part) = ids.kind_of(node), ids.name_of(node).partition("/")
        tables: dict[str, Mapping[str, Entry[Any]]] = {
            "character": self.manifest.characters,
            "location": self.manifest.locations,
            "element": self.manifest.elements,
        }
        entry = tables[kind][owner]
        if not part:
            return entry
        table = _PARTS[kind]
        below = getattr(entry.said, table)[part]
        return Entry(part, below, entry.file, (*entry.path, table, part))

    def _in_entity(self, entry: Entry[Any], need: NodeId) -> Iterator[Spot]:
        source = getattr(entry.said, "source", None)
        if source and self._means(source, need):
            yield entry.spot("from")
        yield from self._references(entry, need)
        yield from self._style(self.manifest.project.style, need)

    def _in_shot(self, shot: Resolved, need: NodeId) -> Iterator[Spot]:
        entry, said = shot.entry, shot.entry.said
        if said.source and self._means(said.source, need):
            yield entry.spot("from")
        for name in shot.mentions:
            if self._means(shot.wardrobe.get(name, name), need):
                yield entry.spot("prompt", text=f"@{name}")
        yield from self._references(entry, need)
        for number, name in enumerate(said.elements):
            if self._means(name, need):
                yield entry.spot("elements", number)
        for above in (entry, shot.scene.scene):
            if above:
                yield from self._setting(above, need)
        yield from self._style(shot["style"], need)

    def _setting(self, entry: Entry[Any], need: NodeId) -> Iterator[Spot]:
        if entry.said.location and self._means(entry.said.location, need):
            yield entry.spot("location")
        for number, one in enumerate(entry.said.cast or ()):
            if self._means(one.who, need):
                yield entry.spot("cast", number, text=one.who)

    def _references(self, entry: Entry[Any], need: NodeId) -> Iterator[Spot]:
        for number, written in enumerate(entry.said.references):
            if written.startswith("@") and self._means(written[1:].casefold(), need):
                yield entry.spot("references", number)

    def _style(self, name: str | None, need: NodeId) -> Iterator[Spot]:
        if name and name in self.manifest.styles:
            yield from self._references(self.manifest.styles[name], need)

    def _means(self, name: str, need: NodeId) -> bool:
        return self.names.nodes.get(name) == need
