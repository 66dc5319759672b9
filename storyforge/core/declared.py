"""Everything that one state of a film declares, each thing with its words and its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from storyforge.core import changed_words as said
from storyforge.core import film as words
from storyforge.core import ids
from storyforge.core import manifest as m
from storyforge.core.board_of import picture_file
from storyforge.core.changed_words import Sayings
from storyforge.core.difference import Shown
from storyforge.core.film_graph import Film
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import Lockfile

_LENGTH = "2s"  # of a shot that says none
_TABLES = (("character", "characters"), ("location", "locations"), ("element", "elements"))


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a film. `pixels`: file of the project -> digest of its pixels, where known."""

    film: Film
    lockfile: Lockfile
    pixels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something declared on one side."""

    id: NodeId
    title: str
    scene: str
    sayings: Sayings
    own: Sayings
    shown: Shown | None = None
    frames: int = 0
    files: tuple[str, ...] = ()


def things_of(side: Side) -> dict[NodeId, Thing]:
    """Everything that a state declares, in order."""
    return {thing.id: thing for thing in (*_declared(side), *_filmed(side))}


def _declared(side: Side) -> Iterator[Thing]:
    manifest, graph = side.film.manifest, side.film.graph
    sayings = said.of_project(side.film)
    yield Thing("project:", manifest.project.title, "", sayings, sayings)
    for style in manifest.styles.values():
        own = said.of_entry(style.said)
        yield Thing(ids.node("style", style.id), style.id, "", own, own)
    for kind, table in _TABLES:
        for entry in getattr(manifest, table).values():
            yield _entity(side, ids.node(kind, entry.id), entry.said.name or entry.id, entry.said)
            parts = getattr(entry.said, "looks", None) or getattr(entry.said, "views", None) or {}
            for name, part in parts.items():
                title = f"{entry.said.name or entry.id} · {name}"
                yield _entity(side, ids.node(kind, entry.id, name), title, part)
    assert graph is not None
    for node in graph.nodes:
        if ids.kind_of(node) == "group":
            yield Thing(node, ids.name_of(node), "", {}, {}, _shown(side, node))


def _entity(side: Side, node: NodeId, title: str, model: m.Part) -> Thing:
    own = said.of_entry(model)
    return Thing(node, title, "", own, own, _shown(side, node), files=files_of(side, node))


def _filmed(side: Side) -> Iterator[Thing]:
    film = side.film
    assert film.graph is not None
    for scene in film.manifest.scenes:
        name = scene.scene.id if scene.scene else ""
        if scene.scene:
            own = said.of_entry(scene.scene.said)
            yield Thing(ids.node("scene", name), scene.scene.said.title, name, own, own)
        for entry in scene.shots:
            node, clip = ids.node("shot", entry.id), ids.node("clip", entry.id)
            yield Thing(
                node,
                entry.said.title,
                name,
                said.of_shot(film, film.shots[entry.id]),
                said.of_entry(entry.said),
                _shown(side, node),
                words.frames(entry.said.duration or _LENGTH, film.manifest.project.fps),
                files_of(side, node),
            )
            if clip in film.graph:
                yield Thing(clip, entry.said.title, name, {}, {}, _shown(side, clip))


def files_of(side: Side, node: NodeId) -> tuple[str, ...]:
    """The files that a thing's picture is drawn from."""
    graph = side.film.graph
    recipe = graph[node].recipe if graph and node in graph else None
    return tuple(use.file for use in recipe.uses if use.file) if recipe else ()


def _shown(side: Side, node: NodeId) -> Shown | None:
    graph = side.film.graph
    if graph is None or node not in graph:
        return None
    given = graph[node].given
    if given:
        return Shown(given, "", side.pixels.get(given, ""))
    entry = side.lockfile.nodes.get(node)
    chosen = entry.chosen if entry else None
    if entry is None or chosen is None:
        return None
    file = f"board/{picture_file(graph[node], media=chosen.media)}"
    takes = len(entry.takes)
    return Shown(
        file, chosen.out, chosen.pixels, chosen.media, entry.take, takes, entry.state, entry.why
    )
