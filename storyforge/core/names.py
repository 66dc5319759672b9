"""Which node a name means: `mara`, `mara/coat`, `pier/above`, `s020`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storyforge.core import ids
from storyforge.core import manifest as m
from storyforge.core.errors import Spot, Trouble
from storyforge.core.ids import NodeId
from storyforge.core.mending import is_lost
from storyforge.core.reading import Entry, Manifest
from storyforge.core.shape import article, brief, either
from storyforge.core.vocabulary import nearest

PICTURED = ("character", "location", "element", "shot")
_PARTS = {"character": "looks", "location": "views"}
_LISTED = 12  # names that an advice lists
_PATIENCE = 500_000  # names that are compared, all advice together


@dataclass(slots=True)
class Guess:
    """The nearest name to a slip; each slip is looked up once, and a flood of them not at all."""

    compared: int = 0
    known: dict[tuple[str, tuple[str, ...]], str | None] = field(default_factory=dict)

    def of(self, name: str, kinds: tuple[str, ...], legal: tuple[str, ...]) -> str | None:
        """The one of `legal` that `name` most likely meant."""
        if (name, kinds) not in self.known and self.compared <= _PATIENCE:
            self.compared += len(legal)
            self.known[name, kinds] = nearest(name, legal)
        return self.known.get((name, kinds))


@dataclass(frozen=True, slots=True)
class Names:
    """Every name that may follow an `@` or stand in a field, and the node it means.

    `others` are the names that mean no picture: `{"soft": "style", "sc1": "scene"}`.
    """

    nodes: Mapping[str, NodeId]  # "mara", "mara/coat", "pier", "s020"
    styles: Mapping[str, Entry[m.Style]]
    others: Mapping[str, str] = field(default_factory=dict)
    guess: Guess = field(default_factory=Guess, compare=False)

    def find(self, name: str, kinds: tuple[str, ...]) -> NodeId | None:
        """The node of one of `kinds` that `name` means, or None."""
        found = self.nodes.get(name)
        return found if found and found[: found.index(":")] in kinds else None

    def trouble(self, name: str, kinds: tuple[str, ...], spot: Spot) -> Trouble:
        """Why `name` cannot stand there: unknown or of the wrong kind; with a name that could."""
        found = self.nodes.get(name)
        kind = ids.kind_of(found) if found else self.others.get(name)
        if kind:
            wanted = either([article(each) for each in kinds])
            sentence = f"{brief(name)} is {article(kind)}; {wanted} is wanted here"
            return Trouble("M202", sentence, spot, self._known(kinds))
        return Trouble("M201", f"nothing is named {brief(name)}", spot, self._meant(name, kinds))

    def _meant(self, name: str, kinds: tuple[str, ...]) -> str:
        """Advice about a name that nothing has."""
        owner, _, part = name.partition("/")
        node = self.nodes.get(owner)
        if part and node:
            return self._part(owner, name, ids.kind_of(node), kinds)
        close = self.guess.of(name, kinds, self.legal(kinds))
        return f'did you mean "{close}"?' if close else self._known(kinds)

    def _part(self, owner: str, name: str, kind: str, kinds: tuple[str, ...]) -> str:
        """Advice about a look or a view of something that there is."""
        parts = tuple(each for each in self.legal(kinds) if each.startswith(owner + "/"))
        close = self.guess.of(name, kinds, parts)
        if close:
            return f'did you mean "{close}"?'
        if parts:
            return f"{owner} has: {_few(parts)}"
        if kind not in _PARTS:
            return f'"{owner}" is {article(kind)} and has no looks or views; write `{owner}` alone'
        return f"{owner} has no {_PARTS[kind]} yet; declare them under `{_PARTS[kind]}:`"

    def _known(self, kinds: tuple[str, ...]) -> str:
        legal = self.legal(kinds)
        if not legal:
            return f"this project declares no {either(list(kinds))} yet"
        return f"known: {_few(legal)}"

    def legal(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Every name of one of `kinds`, in order of declaration."""
        return tuple(
            name
            for name, node in self.nodes.items()
            if ids.kind_of(node) in kinds and ids.name_of(node) == name and not is_lost(name)
        )


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")


def names_of(manifest: Manifest) -> Names:
    """All names of a manifest.

    Of two things of one name the first counts, and a name that no id may be is found as it is
    mentioned, in small letters: both faults are told elsewhere.
    """
    nodes: dict[str, NodeId] = {}
    for name, node in _declared(manifest):
        nodes.setdefault(name, node)
        if not ids.is_id(name) and "/" not in name:
            nodes.setdefault(ids.folded(name), node)
    others = dict.fromkeys((each.scene.id for each in manifest.scenes if each.scene), "scene")
    others |= dict.fromkeys(manifest.styles, "style")
    return Names(nodes, manifest.styles, others)


def _declared(manifest: Manifest) -> list[tuple[str, NodeId]]:
    found: list[tuple[str, NodeId]] = []
    for kind, table in (
        ("character", manifest.characters),
        ("location", manifest.locations),
        ("element", manifest.elements),
    ):
        for name, entry in table.items():
            found.append((name, ids.node(kind, name)))
            parts = getattr(entry.said, _PARTS.get(kind, ""), ())
            found += [(f"{name}/{part}", ids.node(kind, name, part)) for part in parts]
    found += [(shot.id, ids.node("shot", shot.id)) for _, shot in manifest.shots()]
    return found
