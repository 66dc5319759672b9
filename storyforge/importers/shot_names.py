"""People and places of a sheet: found among those that are there, else declared; ids for shots and
scenes that have none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from storyforge.core import film, ids
from storyforge.core.called import Called
from storyforge.core.names import names_of
from storyforge.core.proposal import Value
from storyforge.core.reading import Manifest
from storyforge.core.vocabulary import folded

_SLUG: Final = re.compile(
    r"(INT\.?/EXT|EXT\.?/INT|I/E|INT|EXT)\b[. /]*(.+?)(?:\s+[-–—]+\s+([^-–—]+))?",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"0*(\d{1,6})(.*)", re.DOTALL)
_LABEL: Final = 40  # characters of a scene's id
_NOBODY: Final = frozenset(("none", "nobody", "n/a", "na", "no one", "なし"))


@dataclass(slots=True)
class Register:
    """Who and what there is, by every spelling; and what had to be declared. `taken`: ids that
    name something already."""

    people: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    scenes: set[str] = field(default_factory=set)
    new_people: dict[str, Value] = field(default_factory=dict)
    new_places: dict[str, Value] = field(default_factory=dict)

    def somebody(self, name: str) -> str:
        """The id of somebody that is there; empty for nobody."""
        return self.people.get(folded(name), "")

    def who(self, name: str) -> str:
        """The id of somebody, declared where the name is new; empty for words such as `none`."""
        if folded(name) in _NOBODY:
            return ""
        return self._found(name, "person", self.people, self.new_people)

    def place(self, text: str) -> tuple[str, str]:
        """The id of a place, and the time of day where the text is a slugline and says one."""
        known = self.places.get(folded(text))
        if known:
            return known, ""
        slug = _SLUG.fullmatch(text.strip())
        name = slug[2].strip() if slug else text
        found = self._found(name, "place", self.places, self.new_places)
        said = self.new_places.get(found)
        if slug and "/" not in slug[1] and isinstance(said, dict):
            said.setdefault("interior", slug[1].upper().startswith("INT"))
        return found, hour(slug[3] if slug else "")

    def _found(self, name: str, kind: str, known: dict[str, str], fresh: dict[str, Value]) -> str:
        plain = folded(name)
        if plain not in known:
            known[plain] = self.free(_stem(name) or f"{kind}-{len(fresh) + 1}")
            fresh[known[plain]] = {"name": name.title() if name.isupper() else name}
        return known[plain]

    def free(self, stem: str) -> str:
        """An id like `stem` that names nothing yet, and from now on does."""
        return _free(stem, self.taken)

    def scene(self, label: str) -> str:
        """An id for a new scene: `3` is `sc3`, `INT. HOUSE - DAY` is `int-house-day`."""
        found = _NUMBERED.fullmatch(label.strip())
        stem = _stem(f"sc{found[1]}{found[2]}" if found else label)[:_LABEL].strip("-")
        return _free(stem or "scene", self.scenes)

    def shot(self, named: str, number: str, scene: str, count: int) -> str:
        """An id for a new shot: its own if it may be one; else of its number: `12A` is `s012a`.

        `scene`: put in front where numbers begin anew in every scene; `count`: the shots before.
        """
        if named:
            return self.free(_stem(named) or f"s{10 * count + 10:03}")
        found = _NUMBERED.fullmatch(number)
        stem = f"s{int(found[1]):03}{found[2]}" if found else number or f"s{10 * count + 10:03}"
        return self.free(_stem(f"{scene}-{stem}" if scene else stem) or "shot")


def _stem(words: str) -> str:
    """The id that words make."""
    return re.sub(r"-{2,}", "-", ids.proposal(words))


def _free(stem: str, taken: set[str]) -> str:
    found, number = stem, 2
    while ids.folded(found) in taken:
        found = f"{stem[: 63 - len(str(number))]}-{number}"
        number += 1
    taken.add(ids.folded(found))
    return found


def hour(text: str | None) -> str:
    """The time of day that words say; empty for none."""
    try:
        return film.TIMES.read(text) if text else ""
    except film.UnknownWord:
        return ""


def register(manifest: Manifest | None) -> Register:
    """All names of a project; nothing where there is none."""
    found = Register()
    if manifest is None:
        return found
    called = Called(manifest, names_of(manifest))
    for table, known, parts in (
        (manifest.characters, found.people, "looks"),
        (manifest.locations, found.places, "views"),
    ):
        entries: Mapping[str, object] = table
        for name in entries:
            known.setdefault(folded(name), name)
            known.setdefault(folded(called.name(name)), name)
        for name, entry in table.items():
            for part in getattr(entry.said, parts):
                whole = f"{name}/{part}"
                known.setdefault(folded(whole), whole)
                known.setdefault(folded(called.whole(whole)), whole)
    tables = (manifest.characters, manifest.locations, manifest.elements)
    found.taken.update(ids.folded(name) for table in tables for name in table)
    found.taken.update(ids.folded(shot.id) for _, shot in manifest.shots())
    found.taken.update(ids.folded(old) for old in manifest.project.moved)
    found.scenes.update(ids.folded(each.scene.id) for each in manifest.scenes if each.scene)
    return found


def is_slugline(text: str) -> bool:
    """Whether words are a scene's heading: `EXT. PIER - DUSK`."""
    return _SLUG.fullmatch(text.strip()) is not None
