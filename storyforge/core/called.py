"""What things are called on the board: names as people read them, never ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import ids, wording
from storyforge.core import manifest as m
from storyforge.core.board import Camera, Said
from storyforge.core.names import Names
from storyforge.core.reading import Manifest
from storyforge.core.recipe import Recipe
from storyforge.core.resolve import Resolved


@dataclass(frozen=True, slots=True)
class Called:
    """The names of one project."""

    manifest: Manifest
    names: Names

    def name(self, name: str) -> str:
        """The name people read: as declared, else the id made readable."""
        owner = name.partition("/")[0]
        known = self.manifest
        for table in (known.characters, known.locations, known.elements):
            if owner in table:
                said: Any = table[owner].said
                return said.name or owner.replace("-", " ").replace("_", " ").title()
        return name

    def whole(self, name: str) -> str:
        """Somebody or something with the look or view: `Mara Quill · uniform`."""
        part = name.partition("/")[2].replace("-", " ")
        return " · ".join(filter(None, (self.name(name), part))) if name else ""

    def together(self, recipe: Recipe) -> str:
        """Who is on a group plate, from the left."""
        members = (use for use in recipe.uses if use.role == "character")
        return " + ".join(self.whole(ids.name_of(use.source)) for use in members)

    def line(self, line: m.Line) -> Said:
        """A line of dialogue with its speaker's name."""
        speaker = self.name(line.speaker) if line.speaker else ""
        return Said(speaker, line.mode, line.parenthetical, line.text)

    def mention(self, name: str, wardrobe: Mapping[str, str]) -> str:
        """What `@name` says in plain words; the name itself where it is nobody's, or a shot's."""
        known = self.names.nodes.get(wardrobe.get(name, name), "")
        shot = not known or ids.kind_of(known) == "shot"
        return name.partition("/")[0] if shot else self.name(name)

    def words(self, prompt: str, wardrobe: Mapping[str, str]) -> str:
        """A prompt with names as plain words. `wardrobe`: character -> who wears what."""
        said = wording.mentioned(prompt, lambda name: self.mention(name, wardrobe))
        return "".join(map(str, said))


def camera_of(shot: Resolved) -> Camera:
    """How a shot is taken, value by value."""
    return Camera(
        size=shot["size"] or "",
        framing=shot["framing"] or "",
        perspective=shot["perspective"] or "",
        angle=shot["angle"],
        level=shot["level"] or "",
        roll=shot["roll"] or 0,
        lens=shot["lens"] or 0,
        movement=tuple(shot.entry.said.movement or ()),
    )
