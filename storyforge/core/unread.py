"""What nobody could read: the notes of the providers, each where its words are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from storyforge.core import ids
from storyforge.core.errors import Spot, Trouble
from storyforge.core.film_graph import Film
from storyforge.core.graph import Node
from storyforge.core.ids import NodeId
from storyforge.core.manifest import Appearance
from storyforge.core.resolve import origin
from storyforge.core.seams import Providers, Unread


def unread_of(film: Film, providers: Providers, nodes: Iterable[NodeId]) -> Iterator[Trouble]:
    """A note for each thing in the recipes of `nodes` that their provider has no use for.

    What several shots inherit is told once, where it stands.
    """
    assert film.graph is not None
    spots, told = _Spots(film), set[tuple[str, Spot]]()
    for node_id in nodes:
        node = film.graph[node_id]
        if node.recipe is None:
            continue
        for each in providers[node.recipe.provider].unread(node.recipe):
            spot = spots.of(node, each)
            if (each.code, spot) not in told:
                told.add((each.code, spot))
                yield Trouble(each.code, each.sentence, spot, each.advice, severity="note")


class _Spots:
    """Where the words of a recipe's staging are written."""

    def __init__(self, film: Film) -> None:
        self.film = film

    def of(self, node: Node, note: Unread) -> Spot:
        """The place of what a note is about."""
        if note.at[:1] == ("style",):
            return self._style(node)
        if ids.kind_of(node.id) != "shot":
            return Spot(node.spot.file, (*node.spot.path, *note.at))
        shot = self.film.shots[ids.name_of(node.id)]
        if note.at[:1] == ("cast",):
            _, number, name = note.at
            known = self._members.get(id(shot.cast[int(number)]))
            if known:
                return Spot(known.file, (*known.path, name))
        return shot.entry.spot("prompt") if shot.entry.said.prompt else node.spot

    def _style(self, node: Node) -> Spot:
        """Where the preset of a picture's style is written, or the style is chosen."""
        film, name = self.film, ids.name_of(node.id)
        shot = film.shots[name] if ids.kind_of(node.id) == "shot" else None
        style = shot["style"] if shot else film.manifest.project.style
        entry = film.manifest.styles.get(style or "")
        if entry:
            return entry.spot("preset")
        found = origin(film.manifest, film.shots, film.names, name, "style") if shot else None
        return found or Spot(film.manifest.file, ("style",))

    @cached_property
    def _members(self) -> Mapping[int, Spot]:
        """Every member of a cast, by its identity, and where it is written."""
        found: dict[int, Spot] = {}
        for scene in self.film.manifest.scenes:
            for entry in (*([scene.scene] if scene.scene else ()), *scene.shots):
                cast: tuple[Appearance, ...] = entry.said.cast or ()
                found |= {id(one): entry.spot("cast", k) for k, one in enumerate(cast)}
        return found
