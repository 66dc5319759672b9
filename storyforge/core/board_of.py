"""From a film and its lockfile to the board: names of files, lines to read, running times,
states.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from storyforge.core import film, ids, staging, wording
from storyforge.core import manifest as m
from storyforge.core.board import Board, BoardScene, Panel, Plate, Said, State
from storyforge.core.film_graph import Film
from storyforge.core.graph import Node
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry
from storyforge.core.reading import Entry
from storyforge.core.resolve import DEFAULTS

_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_FOLDERS = {"character": "cast", "location": "places", "element": "things"}
_DEFAULT_DURATION = "2s"


def picture_file(node: Node, take: int | None = None, media: str = "image/png") -> str:
    """Where a picture lies below the board's folder, under a name people can read.

    `sc1/s010.png`, `cast/mara.png`, `cast/mara/uniform.png`; a take that is not the chosen one:
    `sc1/takes/s020.2.png`. Derived from ids alone, never from free text.
    """
    kind, name = ids.kind_of(node.id), ids.name_of(node.id)
    folder = _FOLDERS.get(kind) or (
        f"scenes/{node.scene}" if node.scene in _FOLDERS.values() else node.scene or "shots"
    )
    extension = _EXTENSIONS.get(media, "png")
    if take is None:
        return f"{folder}/{name}.{extension}"
    return f"{folder}/takes/{name}.{take}.{extension}"


def board_of(
    understood: Film,
    entries: Mapping[NodeId, LockEntry],
    stale: Collection[NodeId] = (),
    failed: Collection[NodeId] = (),
) -> Board:
    """The board of a film.

    `entries`: what each node is made of now; `stale` and `failed`: nodes in that state.
    """
    project = understood.manifest.project
    view = _View(understood, entries, stale, failed)
    scenes = tuple(view.scenes())
    return Board(
        title=project.title,
        logline=project.logline,
        director=project.director,
        company=project.company,
        draft=project.draft,
        fps=project.fps,
        ratio=project.ratio or DEFAULTS["ratio"],
        scenes=scenes,
        plates=tuple(view.plates()),
        frames=view.now,
    )


class _View:
    """One pass over the film in order; `now` is the running time so far, in frames."""

    def __init__(
        self,
        understood: Film,
        entries: Mapping[NodeId, LockEntry],
        stale: Collection[NodeId],
        failed: Collection[NodeId],
    ) -> None:
        self.film, self.entries, self.stale, self.failed = understood, entries, stale, failed
        self.now = 0

    def scenes(self) -> Iterator[BoardScene]:
        for entry in self.film.manifest.scenes:
            said = entry.scene.said if entry.scene else None
            yield BoardScene(
                id=entry.scene.id if entry.scene else "",
                number=said.number if said else "",
                slug=said.slug if said else "",
                title=said.title if said else "",
                panels=tuple(self._panel(shot) for shot in entry.shots),
            )

    def _state(self, node: NodeId) -> State:
        if node in self.failed:
            return "failed"
        if node not in self.entries:
            return "missing"
        return "stale" if node in self.stale else "current"

    def _panel(self, entry: Entry[m.Shot]) -> Panel:
        shot, said = self.film.shots[entry.id], entry.said
        assert self.film.graph is not None
        node = self.film.graph[ids.node("shot", entry.id)]
        assert node.recipe is not None
        length = film.frames(said.duration or _DEFAULT_DURATION, self.film.manifest.project.fps)
        start, self.now = self.now, self.now + length
        locked = self.entries.get(node.id)
        return Panel(
            id=entry.id,
            number=said.number or entry.id,
            title=said.title,
            file=picture_file(node),
            picture=locked.chosen.out if locked and locked.chosen else None,
            width=node.recipe.width,
            height=node.recipe.height,
            state=self._state(node.id),
            camera=wording.camera_line(shot),
            words=self._words(said.prompt, shot.wardrobe),
            action=said.action,
            dialogue=tuple(self._line(line) for line in said.dialogue),
            sound=said.sound,
            notes=self._notes(said, node),
            transition=said.transition or "",
            start=start,
            frames=length,
            cast=tuple(self._name(one.who) for one in shot.cast),
            references=tuple(use.label for use in node.recipe.uses),
            takes=len(locked.takes) if locked else 0,
            provider=node.recipe.provider,
        )

    def _notes(self, said: m.Shot, node: Node) -> str:
        left_out = node.recipe.left_out if node.recipe else ()
        words = f"in words only: {', '.join(left_out)}" if left_out else ""
        return "; ".join(each for each in (said.notes, words) if each)

    def _line(self, line: m.Line) -> Said:
        speaker = self._name(line.speaker) if line.speaker else ""
        return Said(speaker, line.mode, line.parenthetical, line.text)

    def _name(self, name: str) -> str:
        """The name people read: as declared, else the id made readable."""
        owner = name.partition("/")[0]
        manifest = self.film.manifest
        for table in (manifest.characters, manifest.locations, manifest.elements):
            if owner in table:
                said: Any = table[owner].said
                return said.name or owner.replace("-", " ").replace("_", " ").title()
        return name

    def _words(self, prompt: str, wardrobe: Mapping[str, str]) -> str:
        def say(name: str) -> str:
            known = self.film.names.nodes.get(wardrobe.get(name, name), "")
            return (
                self._name(name)
                if known and ids.kind_of(known) != "shot"
                else name.partition("/")[0]
            )

        return "".join(str(part) for part in wording.mentioned(prompt, say))

    def plates(self) -> Iterator[Plate]:
        assert self.film.graph is not None
        for node in self.film.graph.nodes.values():
            kind, name = ids.kind_of(node.id), ids.name_of(node.id)
            if kind in _FOLDERS and node.recipe is not None:
                locked = self.entries.get(node.id)
                part = name.partition("/")[2]
                yield Plate(
                    kind=kind,
                    id=name,
                    name=" · ".join(filter(None, (self._name(name), part.replace("-", " ")))),
                    description=staging.described(self.film.manifest, name),
                    file=picture_file(node),
                    picture=locked.chosen.out if locked and locked.chosen else None,
                    state=self._state(node.id),
                )


def board_pictures(
    understood: Film, entries: Mapping[NodeId, LockEntry]
) -> Iterator[tuple[str, NodeId, int]]:
    """Every picture that belongs on the board: (file, node, take number), the chosen one first."""
    assert understood.graph is not None
    for node in understood.graph.nodes.values():
        locked = entries.get(node.id)
        if locked is None or node.recipe is None:
            continue
        yield picture_file(node), node.id, locked.take
        for take in itertools.filterfalse(locked.take.__eq__, sorted(locked.takes)):
            yield picture_file(node, take), node.id, take
