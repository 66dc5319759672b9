"""Origins: which word of which file a part of a picture's recipe was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from storyforge.core import ids
from storyforge.core.errors import Spot
from storyforge.core.film_graph import Film
from storyforge.core.resolve import FIELDS, origin

Found = tuple[str, Spot | None]  # the author's word for it, and where it stands
_TABLES = (("characters", "looks"), ("locations", "views"), ("elements", ""))
_CALLED = {"height_cm": "height", "view": "description"}


@dataclass(frozen=True, slots=True)
class Origins:
    """Where everything stands that one node's picture is made of."""

    film: Film
    node: str

    @property
    def name(self) -> str:
        """The node's name without its kind."""
        return ids.name_of(self.node)

    @property
    def is_shot(self) -> bool:
        """Whether the node is a shot."""
        return ids.kind_of(self.node) == "shot"

    @property
    def is_clip(self) -> bool:
        """Whether the node is the clip of a shot."""
        return ids.kind_of(self.node) == "clip"

    @property
    def shot(self) -> Any:
        """The shot, or the one whose clip this is, resolved."""
        return self.film.shots[self.name]

    @property
    def here(self) -> Spot:
        """Where the node itself is declared."""
        return self.of(self.node)

    def of(self, node: str) -> Spot:
        """Where any node is declared."""
        assert self.film.graph is not None
        return self.film.graph[node].spot

    def field(self, field: str) -> Spot:
        """Where a field is written: for a shot by inheritance, else in the project's own file."""
        film = self.film
        if self.is_clip:
            return self._of_clip(field)
        if not self.is_shot:
            if field == "provider" and (own := self._maker()):
                return own
            said = getattr(film.manifest.project, field, None)
            return self.here if said is None else Spot(film.manifest.file, (field,))
        if field in (*FIELDS, "cast"):
            return origin(film.manifest, film.shots, film.names, self.name, field) or self.here
        entry = self.shot.entry
        spot: Spot = entry.spot(field) if getattr(entry.said, field, None) else self.here
        return spot

    def _of_clip(self, field: str) -> Spot:
        """Where a field of a clip is written; what it does not say itself its shot does."""
        entry = self.shot.entry
        own = {"parameters": "duration"}.get(field, field)
        if own in entry.said.clip.model_fields_set:
            return cast("Spot", entry.spot("clip", own))
        film, known = self.film, field in FIELDS
        found = origin(film.manifest, film.shots, film.names, self.name, field) if known else None
        return found or self.here

    def _maker(self) -> Spot | None:
        """Where a character, place or thing, or its owner, names who makes its picture."""
        owner, _, part = self.name.partition("/")
        for table, parts in _TABLES:
            entry = getattr(self.film.manifest, table).get(owner)
            below = getattr(entry.said, parts, {}).get(part) if entry and part else None
            if below and below.provider:
                return cast("Spot", entry.spot(parts, part, "provider"))
            if entry and entry.said.provider:
                return cast("Spot", entry.spot("provider"))
        return None

    def style(self, words: bool) -> Found:
        """The style: its own words when they changed, else which style was chosen."""
        name = self.shot["style"] if self.is_shot else self.film.manifest.project.style
        entry = self.film.names.styles.get(name or "")
        if entry and words:
            return f"style {name}", entry.spot("prompt")
        return "style", self.field("style")

    def manner(self, number: int, field: str) -> Found:
        """How somebody on screen acts: `expression of mara`."""
        who = self.shot.cast[number].who
        for place, one in enumerate(self.shot.entry.said.cast or ()):
            if one.who == who:
                return f"{field} of {who}", self.shot.entry.spot("cast", place, field)
        return f"{field} of {who}", self.field("cast")

    def described(self, name: str, field: str, before: str, after: str) -> Found:
        """A field of a character, location or element; of its look or view when that changed."""
        field = _CALLED.get(field, field)
        owner, _, part = name.partition("/")
        for table, parts in _TABLES:
            entry = getattr(self.film.manifest, table).get(owner)
            if entry is None:
                continue
            below = getattr(entry.said, parts, {}).get(part) if part else None
            words = getattr(below, field, None)
            if words is not None and _in_part(field, entry.said.description, words, before, after):
                return self._called(name, field), entry.spot(parts, part, field)
            return self._called(owner, field, name), entry.spot(field)
        return field, self.field(field)

    def words(self, owner: str) -> str:
        """The description of a character or location."""
        manifest = self.film.manifest
        entry = manifest.characters.get(owner) or manifest.locations.get(owner)
        return entry.said.description if entry else ""

    def _called(self, owner: str, field: str, whole: str = "") -> str:
        return field if self.name in (owner, whole) else f"{owner}'s {field}"

    def refined(self) -> str:
        """The shot that a chain of refinements begins with, when the node goes on from one."""
        below, met = "", {self.name}
        above = self.shot.entry.said.source
        while above in self.film.shots and above not in met:
            met.add(above)
            below, above = above, self.film.shots[above].entry.said.source
        return below

    def file(self, path: str) -> Spot:
        """Where a file is named: by this node's own entry if it names it, else anywhere."""
        spots, own = self.film.files.get(path, []), self.here
        near = [each for each in spots if each.file == own.file and _inside(each, own)]
        return next(iter([*near, *spots]), own)


def _inside(spot: Spot, own: Spot) -> bool:
    above = own.path[:-1] if own.path[-1:] == ("id",) else own.path
    return spot.path[: len(above)] == above


def _in_part(field: str, owner: str, words: str, before: str, after: str) -> bool:
    """Whether a description joined from two changed in its second half, the look's own words."""
    if field != "description":
        return True
    return before.startswith(owner) or after == words
