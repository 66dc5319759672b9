"""What a project says already, as a shot list would print it: what a sheet is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import film, ids
from storyforge.core import manifest as m
from storyforge.core.board import Board, BoardScene, Panel
from storyforge.core.called import Called, camera_of
from storyforge.core.names import Names, names_of
from storyforge.core.reading import Entry, Manifest, SceneEntry
from storyforge.core.resolve import Resolved, resolve_all
from storyforge.core.shot_cells import cells, noted, text_of
from storyforge.core.vocabulary import folded

DEFAULT_LENGTH = "2s"  # of a shot that says none


@dataclass(frozen=True, slots=True)
class Known:
    """A project. `shots`: by id, in order. `printed`: its cells by shot and column."""

    manifest: Manifest
    names: Names
    shots: Mapping[str, Resolved]
    printed: Mapping[str, Mapping[str, str]]

    @property
    def called(self) -> Called:
        """What its things are called."""
        return Called(self.manifest, self.names)

    @property
    def fps(self) -> str:
        """The project's rate."""
        return self.manifest.project.fps

    @property
    def tradition(self) -> str:
        """Whose meaning `WS` and `FS` have."""
        return self.manifest.project.tradition

    def scene_of(self, label: str) -> SceneEntry | None:
        """The scene that a label means: its number, id, slugline or title."""
        wanted = folded(label)
        for kind in ("number", "id", "slug", "title"):
            for each in self.manifest.scenes:
                said = getattr(each.scene.said, kind) if each.scene else ""
                if said and folded(said) == wanted:
                    return each
        return None

    def current(self, shot: str, key: str) -> Any:
        """What a field of a shot finally is, in the form of `meaning`."""
        resolved = self.shots[shot]
        said = resolved.entry.said
        if key == "cast":
            return tuple(one.who for one in resolved.cast)
        if key == "movement":
            return tuple(said.movement or ())
        if key == "duration":
            return film.frames(said.duration or DEFAULT_LENGTH, self.fps)
        if key == "dialogue":
            return self.printed[shot]["dialogue"]
        if key == "number":
            return said.number or shot
        if key == "clip":
            return said.clip.prompt if said.clip else ""
        if key in ("roll",):
            return resolved[key] or 0
        return resolved[key] if key in _RESOLVED else getattr(said, key) or _EMPTY.get(key, "")

    def said_prompt(self, shot: str, text: str) -> str:
        """Words of a sheet as a prompt: names that the prompt has as `@name` are so again."""
        resolved = self.shots[shot]
        marks: list[tuple[str, str]] = []
        for found in ids.MENTION.finditer(resolved.entry.said.prompt):
            plain = self.called.mention(found[1].casefold(), resolved.wardrobe)
            marks.append((plain, found[0]))
        for number, (plain, _) in sorted(enumerate(marks), key=lambda each: -len(each[1][0])):
            pattern = rf"(?<!\w){re.escape(plain)}(?!\w)"
            text = re.sub(pattern, f"\ue000{number}\ue001", text, count=1)
        return re.sub("\ue000(\\d+)\ue001", lambda found: marks[int(found[1])][1], text)


_RESOLVED = frozenset(
    (
        *("size", "framing", "perspective", "angle", "level", "lens"),
        *("location", "time", "weather", "light", "mood"),
    )
)
_EMPTY: dict[str, Any] = {"labels": ()}


def meaning(key: str, value: Any, fps: str) -> Any:
    """A value as it is written, in the form in which two spellings are one."""
    if key == "angle":
        return film.angle(value)
    if key == "lens":
        return film.lens(value)
    if key == "duration":
        return film.frames(value, fps)
    if key in ("movement", "labels"):
        return (value,) if isinstance(value, str) else tuple(value)
    if key == "cast":
        return tuple(each if isinstance(each, str) else each["who"] for each in value)
    if key == "clip":
        return value["prompt"] if isinstance(value, dict) else value
    return value


def known(manifest: Manifest) -> Known:
    """A project as a sheet would print it."""
    names = names_of(manifest)
    printed: dict[str, dict[str, str]] = {}
    found = Known(manifest, names, resolve_all(manifest, names), printed)
    printed.update(_printed(found))
    return found


def _printed(project: Known) -> Iterator[tuple[str, dict[str, str]]]:
    said = project.manifest.project
    board = Board("", "", "", "", "", said.fps, "", (), (), 0)
    for entry in project.manifest.scenes:
        scene = _scene(entry)
        for shot in entry.shots:
            resolved = project.shots[shot.id]
            panel = _panel(project, shot, resolved)
            row = {name: text_of(cell) for name, cell in cells(board, scene, panel).items()}
            yield shot.id, row | {"notes": noted(shot.said.notes)[0]}


def _scene(entry: SceneEntry) -> BoardScene:
    said = entry.scene.said if entry.scene else None
    scene = entry.scene.id if entry.scene else ""
    return BoardScene(scene, said.number if said else "", said.slug if said else "", "", ())


def _panel(project: Known, entry: Entry[m.Shot], shot: Resolved) -> Panel:
    said = entry.said
    place = shot["location"] or ""
    return Panel(
        id=entry.id,
        number=said.number or entry.id,
        title=said.title,
        file="",
        picture=None,
        width=0,
        height=0,
        state="missing",
        camera="",
        words=project.called.words(said.prompt, shot.wardrobe),
        action=said.action,
        dialogue=tuple(project.called.line(each) for each in said.dialogue),
        sound=said.sound,
        notes=said.notes,
        transition=said.transition or "",
        start=0,
        frames=film.frames(said.duration or DEFAULT_LENGTH, project.fps),
        cast=tuple(project.called.name(one.who) for one in shot.cast),
        references=(),
        takes=0,
        provider="",
        taken=camera_of(shot),
        location=place,
        place=project.called.whole(place),
        time=shot["time"] or "",
        weather=shot["weather"] or "",
        light=shot["light"] or "",
        mood=shot["mood"] or "",
        labels=said.labels,
    )
