"""From a Manifest to its Graph: a node for everything declared, and all faults of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from storyforge.core import ids, sheets
from storyforge.core import manifest as m
from storyforge.core.abilities import faults_of_models
from storyforge.core.asking import Asking, path_in, shot_recipe
from storyforge.core.circle import circle
from storyforge.core.clips import clip_recipe
from storyforge.core.errors import Spot, Trouble
from storyforge.core.graph import Cycle, Graph, Node
from storyforge.core.ids import NodeId
from storyforge.core.mending import is_lost
from storyforge.core.names import Names, names_of
from storyforge.core.reading import Entry, Manifest
from storyforge.core.recipe import Recipe, spoken, units
from storyforge.core.resolve import Resolved, resolve_all
from storyforge.core.seams import Capabilities, Providers
from storyforge.core.wander import LONGEST
from storyforge.core.written import faults_of

Read = Callable[[str], bytes]
_ENOUGH = 1000  # faults of names; nobody reads more


def _nothing(path: str) -> bytes:
    """Where there are no files."""
    raise FileNotFoundError(2, "there are no files here", path)


@dataclass(frozen=True, slots=True)
class Film:
    """A manifest understood: graph (None while it has a circle), shots resolved, files, faults.

    `files`: the pictures it names, `sounds`: the sound files, each with where it is named.
    """

    manifest: Manifest
    names: Names
    shots: dict[str, Resolved]
    graph: Graph | None
    files: dict[str, list[Spot]]
    troubles: tuple[Trouble, ...]
    sounds: dict[str, list[Spot]]


def film_of(manifest: Manifest, providers: Providers, read: Read = _nothing) -> Film:
    """Understand a manifest. Pure: whether the files it names exist is somebody else's question.

    `read`: the bytes of a file that a recipe names besides pictures; raises OSError.
    """
    names = names_of(manifest)
    shots = resolve_all(manifest, names)
    asking = Asking(manifest, names, providers)
    entities, asked = [*_entities(asking)], [*_shots(asking, shots)]
    able = [_able(asking, node) for node in (*entities, *_groups(asking, shots), *asked)]
    unusable: list[Trouble] = []
    nodes = [_attached(node, providers, read, unusable) for node in able]
    troubles = [
        *dict.fromkeys(unusable),
        *islice(faults_of(asking, shots), _ENOUGH),
        *_faceless(manifest),
        *_limits(nodes, providers),
        *faults_of_models(asking, shots, nodes),
    ]
    graph = None
    try:
        graph = Graph(nodes)
    except Cycle as cycle:
        troubles += [circle(_told(each), manifest, names, shots) for each in cycle.circles]
    told = tuple(dict.fromkeys(troubles))
    return Film(manifest, names, shots, graph, asking.files, told, asking.sounds)


def _attached(node: Node, providers: Providers, read: Read, troubles: list[Trouble]) -> Node:
    """A node whose recipe holds what the files hold that it names; without a recipe when it cannot,
    which is then told."""
    attach = getattr(providers[node.recipe.provider], "attached", None) if node.recipe else None
    if attach is None:
        return node
    try:
        return replace(node, recipe=attach(node.recipe, read))
    except OSError as error:
        sentence = f"{error.filename or 'a file'} cannot be read: {error.strerror or error}"
    except ValueError as error:
        sentence = str(error)
    spot = Spot(node.spot.file, (*node.spot.path[:-1], "parameters"))
    told = spot if node.id.startswith("shot:") else node.spot
    advice = "name a file of the project, from the project's own folder"
    troubles.append(Trouble("M214", f"{ids.name_of(node.id)}: {sentence}", told, advice))
    return replace(node, recipe=None)


def _able(asking: Asking, node: Node) -> Node:
    """A node without its recipe when its model makes only clips of pictures: that is told where
    the model is named."""
    recipe = node.recipe
    if recipe is None or recipe.kind == "clip":
        return node
    known = asking.model(f"{recipe.provider}/{recipe.model}")
    return replace(node, recipe=None) if known and known[2].makes == "clip" else node


def _entities(asking: Asking) -> Iterator[Node]:
    manifest = asking.manifest
    for style in manifest.styles.values():
        yield _style(style)
    for character in manifest.characters.values():
        yield _made(asking, "character", character, sheets.character_recipe)
        for name, look in character.said.looks.items():
            yield _part(asking, "character", "looks", character, name, look, sheets.look_recipe)
    for location in manifest.locations.values():
        yield _made(asking, "location", location, sheets.location_recipe)
        for name, view in location.said.views.items():
            yield _part(asking, "location", "views", location, name, view, sheets.view_recipe)
    for element in manifest.elements.values():
        yield _made(asking, "element", element, sheets.element_recipe)


def _style(entry: Entry[m.Style]) -> Node:
    files = tuple(
        path_in(written, entry) for written in entry.said.references if not written.startswith("@")
    )
    return Node(ids.node("style", entry.id), None, None, (), entry.spot(key=True), files=files)


def _made(asking: Asking, kind: str, entry: Entry[Any], recipe: Any) -> Node:
    node = ids.node(kind, entry.id)
    if entry.said.picture:
        return Node(node, None, path_in(entry.said.picture, entry), (), entry.spot(key=True))
    return _node(asking, node, recipe(asking, entry), entry)


def _part(
    asking: Asking, kind: str, table: str, entry: Entry[Any], name: str, said: Any, recipe: Any
) -> Node:
    node = ids.node(kind, entry.id, name)
    below: Entry[Any] = Entry(name, said, entry.file, (*entry.path, table, name))
    if said.picture:
        return Node(node, None, path_in(said.picture, below), (), below.spot(key=True))
    return _node(asking, node, recipe(asking, entry, name), below)


def _node(asking: Asking, node: NodeId, recipe: Recipe | None, entry: Entry[Any]) -> Node:
    needs = tuple(use.source for use in recipe.uses if not use.file) if recipe else ()
    style = _style_node(asking, asking.manifest.project.style)
    return Node(node, recipe, None, needs + style, entry.spot(key=True))


def _style_node(asking: Asking, name: str | None) -> tuple[NodeId, ...]:
    return (ids.node("style", name),) if name and name in asking.manifest.styles else ()


def _groups(asking: Asking, shots: Mapping[str, Resolved]) -> Iterator[Node]:
    """The plates that shots turned out to want; each is written where its first shot is."""
    for group, users in asking.groups.items():
        recipe = sheets.group_recipe(asking, group)
        needs = tuple(use.source for use in recipe.uses if not use.file) if recipe else ()
        style = _style_node(asking, asking.manifest.project.style)
        spot = shots[users[0]].entry.spot("id")
        yield Node(group.node, recipe, None, needs + style, spot)


def _told(circle: tuple[NodeId, ...]) -> tuple[NodeId, ...]:
    """A circle by what somebody wrote: a shot is drawn from people, on a plate or not."""
    return tuple(node for node in circle if ids.kind_of(node) != "group")


_EACH = 3  # things without words that are told one by one
_NAMED = 12  # of more, so many are named


def _faceless(manifest: Manifest) -> Iterator[Trouble]:
    """What has neither words nor pictures can be drawn, but not as anybody meant it."""
    for kind, table in (
        ("character", manifest.characters),
        ("location", manifest.locations),
        ("element", manifest.elements),
    ):
        bare = [entry for entry in table.values() if not _shown(entry.said)]
        for entry in bare[: _EACH if len(bare) <= _EACH else 1]:
            names, rest = [each.id for each in bare[:_NAMED]], len(bare) - _NAMED
            listed = ", ".join(names) + (f" and {rest} more" if rest > 0 else "")
            many = f"{len(bare)} {kind}s look like: {listed}"
            what = many if len(bare) > _EACH else f'{kind} "{entry.id}" looks like'
            yield Trouble(
                "M208",
                f"nothing says what {what}",
                entry.spot(key=True),
                "add `description:`, `references:` or a finished `picture:`",
                severity="warning",
            )


def _shown(said: Any) -> bool:
    """Whether something has words or pictures of its own, or is made from something else."""
    words = said.description or said.references or said.picture
    return bool(words or getattr(said, "source", None))


def _shots(asking: Asking, shots: dict[str, Resolved]) -> Iterator[Node]:
    for _, entry in asking.manifest.shots():
        shot = shots[entry.id]
        if shot.entry is not entry:
            continue  # a second shot of the same id, told elsewhere
        recipe = shot_recipe(asking, shot)
        needs = tuple(use.source for use in recipe.uses if not use.file) if recipe else ()
        scene = shot.scene.scene.id if shot.scene.scene else ""
        yield Node(
            ids.node("shot", entry.id),
            recipe,
            None,
            needs + _style_node(asking, shot["style"]),
            entry.spot("id"),
            scene,
            entry.said.labels,
        )
        clip = clip_recipe(asking, shot, recipe)
        if clip:
            yield _clip(clip, entry, scene)


def _clip(recipe: Recipe, entry: Entry[m.Shot], scene: str) -> Node:
    needs = tuple(use.source for use in recipe.uses)
    spot, labels = entry.spot("clip", key=True), entry.said.labels
    return Node(ids.node("clip", entry.id), recipe, None, needs, spot, scene, labels)


_LONGEST_TAG = 16


def _units(recipe: Recipe, can: Capabilities) -> int:
    """Length of the sentence in units; only counted exactly when it could come near the limit."""
    letters = sum(len(part) if isinstance(part, str) else _LONGEST_TAG for part in recipe.sentence)
    wanders = LONGEST if recipe.wander and recipe.takes > 1 else 0
    if 2 * letters + wanders <= can.prompt_units:
        return 0
    tags = ids.tags(tuple(use.label for use in recipe.uses))
    return units(spoken(recipe.sentence, tags, can.named)) + wanders


def _limits(nodes: list[Node], providers: Providers) -> Iterator[Trouble]:
    for node in nodes:
        recipe = node.recipe
        if recipe is None:
            continue
        provider = providers[recipe.provider]
        can = provider.capabilities(recipe.model)
        refusals = provider.refuses(recipe)
        count = _units(recipe, can)
        if count <= can.prompt_units and not refusals and not recipe.left_out:
            continue
        name = "this shot" if is_lost(ids.name_of(node.id)) else ids.name_of(node.id)
        name = f"the clip of {name}" if recipe.kind == "clip" else name
        spot, own = _words(node)
        if count > can.prompt_units:
            yield _too_long(name, recipe, spot, count, can.prompt_units)
        for sentence in refusals:
            yield Trouble("M207", f"{name}: {sentence}", spot, f"say it otherwise in {own}")
        if recipe.left_out:
            yield _left_out(name, recipe, spot, can.references)


def _words(node: Node) -> tuple[Spot, str]:
    """Where the words of a picture are written, and what that field is called."""
    spot = node.spot
    if node.id.startswith("shot:"):
        return Spot(spot.file, (*spot.path[:-1], "prompt")), "the prompt"
    if node.id.startswith("clip:"):
        return spot, "the clip"
    if node.id.startswith("group:"):
        return spot, "the descriptions"
    return Spot(spot.file, (*spot.path, "description")), "the description"


def _too_long(name: str, recipe: Recipe, spot: Spot, count: int, limit: int) -> Trouble:
    over = count - limit
    added = (
        ""
        if recipe.kind == "clip"
        else ", or from the words of the style, place and cast that are added"
    )
    return Trouble(
        "M204",
        f"the sentence for {name} has {count} units; {recipe.provider} takes {limit}",
        spot,
        f"cut {over} or more here{added}; `storyforge plan --prompts` shows the whole",
    )


def _left_out(name: str, recipe: Recipe, spot: Spot, limit: int) -> Trouble:
    return Trouble(
        "M209",
        f"{name} uses more pictures than {recipe.provider} takes ({limit}); "
        f"said in words only: {', '.join(recipe.left_out)}",
        spot,
        "raise `priority:` of what must keep its picture",
        severity="note",
    )
