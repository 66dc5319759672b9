"""From a film and its lockfile to the board: names of files, lines to read, running times,
states.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from storyforge.core import film, ids, staging, wording
from storyforge.core import manifest as m
from storyforge.core.board import Board, BoardScene, Choice, Made, Panel, Plate, State
from storyforge.core.called import Called, camera_of
from storyforge.core.film_graph import Film
from storyforge.core.graph import Node
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry
from storyforge.core.reading import Entry
from storyforge.core.recipe import spoken
from storyforge.core.resolve import DEFAULTS
from storyforge.core.seams import Providers
from storyforge.core.timecode import drops, frame_of
from storyforge.core.tracks import tracks_of

_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "video/mp4": "mp4",
}
_FOLDERS = {"character": "cast", "location": "places", "element": "things", "group": "groups"}
DEFAULT_DURATION = "2s"
_NOBODY: Mapping[NodeId, Any] = MappingProxyType({})

Makers = Mapping[NodeId, tuple[str, str]]
Known = Callable[[LockEntry, int], Made | None]  # how a take came to be


def unasked(_entry: LockEntry, _take: int) -> Made | None:
    """Where nobody asks how pictures came to be."""
    return None


def picture_file(node: Node, take: int | None = None, media: str = "") -> str:
    """Where a picture lies below the board's folder, under a name people can read.

    `sc1/s010.png`, `sc1/s010.mp4` for its clip, `cast/mara.png`, `cast/mara/uniform.png`; a take
    that is not the chosen one: `sc1/takes/s020.2.png`. Derived from ids and the media type alone,
    never from free text. `media`: empty while there is no picture.
    """
    kind, name = ids.kind_of(node.id), ids.name_of(node.id)
    folder = _FOLDERS.get(kind) or (
        f"scenes/{node.scene}" if node.scene in _FOLDERS.values() else node.scene or "shots"
    )
    extension = _EXTENSIONS.get(media, "mp4" if kind == "clip" else "png")
    if take is None:
        return f"{folder}/{name}.{extension}"
    return f"{folder}/takes/{name}.{take}.{extension}"


def board_of(
    understood: Film,
    entries: Mapping[NodeId, LockEntry],
    stale: Collection[NodeId] = (),
    failed: Collection[NodeId] = (),
    credit: tuple[tuple[str, str], ...] = (),
    ends: Mapping[NodeId, State] = _NOBODY,
    makers: Makers = _NOBODY,
    known: Known = unasked,
) -> Board:
    """The board of a film.

    `entries`: what each node is made of now; `stale` and `failed`: nodes in that state; `ends`:
    nodes in any other. `credit`: of `credits_of`. `makers`: see there. `known`: how a take came to
    be, where somebody wants to read that.
    """
    project = understood.manifest.project
    view = _View(understood, entries, _States(entries, stale, failed, ends), makers, known)
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
        credits=credit,
        start=frame_of(project.start, project.fps),
        drop=drops(project.start),
        tracks=tracks_of(understood.manifest, scenes),
    )


def credits_of(
    understood: Film,
    entries: Mapping[NodeId, LockEntry],
    providers: Providers,
    makers: Makers = _NOBODY,
) -> tuple[tuple[str, str], ...]:
    """What the makers of the pictures on the board want said there: words and address, each once.

    `makers`: provider and model that made a node's picture, where they are not those that its
    recipe names now (it is stale).
    """
    assert understood.graph is not None
    used: dict[tuple[str, str], None] = {}
    for node in understood.graph.nodes.values():
        locked = entries.get(node.id)
        if node.recipe is not None and locked and locked.chosen:
            used[makers.get(node.id, (node.recipe.provider, node.recipe.model))] = None
    known = ((providers.get(name), model) for name, model in used)
    wanted = (
        provider.capabilities(model).credit
        for provider, model in known
        if provider and model in provider.models
    )
    return tuple(dict.fromkeys(filter(None, wanted)))


@dataclass(frozen=True, slots=True)
class _States:
    """In which state every node is."""

    entries: Mapping[NodeId, LockEntry]
    stale: Collection[NodeId]
    failed: Collection[NodeId]
    ends: Mapping[NodeId, State]

    def __getitem__(self, node: NodeId) -> State:
        if node in self.ends:
            return self.ends[node]
        if node in self.failed:
            return "failed"
        if node not in self.entries:
            return "missing"
        return "stale" if node in self.stale else "current"


class _View:
    """One pass over the film in order; `now` is the running time so far, in frames."""

    def __init__(
        self,
        understood: Film,
        entries: Mapping[NodeId, LockEntry],
        states: _States,
        makers: Makers,
        known: Known,
    ) -> None:
        self.film, self.entries, self.states, self.makers = understood, entries, states, makers
        self.known, self.now, self.called = known, 0, Called(understood.manifest, understood.names)

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

    def _chosen(self, node: Node) -> tuple[str | None, str]:
        """A node's chosen picture, if it has one, and its file on the board."""
        locked = self.entries.get(node.id)
        chosen = locked.chosen if locked else None
        if chosen is None:
            return None, picture_file(node)
        return chosen.out, picture_file(node, media=chosen.media)

    def _clip(self, shot: str) -> tuple[str | None, str, State, int]:
        """A shot's clip: picture, file, state and length; without a file when none is asked for."""
        graph, name = self.film.graph, ids.node("clip", shot)
        if graph is None or name not in graph:
            return None, "", "missing", 0
        recipe = graph[name].recipe
        seconds = int(recipe.parameters.get("duration", 0)) if recipe else 0
        return *self._chosen(graph[name]), self.states[name], seconds

    def _panel(self, entry: Entry[m.Shot]) -> Panel:
        shot, said = self.film.shots[entry.id], entry.said
        assert self.film.graph is not None
        node = self.film.graph[ids.node("shot", entry.id)]
        assert node.recipe is not None
        length = film.frames(said.duration or DEFAULT_DURATION, self.film.manifest.project.fps)
        start, self.now = self.now, self.now + length
        locked = self.entries.get(node.id)
        picture, file = self._chosen(node)
        provider, model = self.makers.get(node.id, (node.recipe.provider, node.recipe.model))
        clip, clip_file, clip_state, clip_seconds = self._clip(entry.id)
        return Panel(
            id=entry.id,
            number=said.number or entry.id,
            title=said.title,
            file=file,
            picture=picture,
            width=node.recipe.width,
            height=node.recipe.height,
            state=self.states[node.id],
            camera=wording.camera_line(shot),
            words=self.called.words(said.prompt, shot.wardrobe),
            action=said.action,
            dialogue=tuple(self.called.line(line) for line in said.dialogue),
            sound=said.sound,
            notes=self._notes(said, node),
            transition=said.transition or "",
            start=start,
            frames=length,
            cast=tuple(self.called.name(one.who) for one in shot.cast),
            references=tuple(use.label for use in node.recipe.uses),
            takes=len(locked.takes) if locked else 0,
            provider=provider,
            model=model,
            clip=clip,
            clip_file=clip_file,
            clip_state=clip_state,
            clip_seconds=clip_seconds,
            taken=camera_of(shot),
            location=shot["location"] or "",
            place=self.called.whole(shot["location"] or ""),
            time=shot["time"] or "",
            weather=shot["weather"] or "",
            light=shot["light"] or "",
            mood=shot["mood"] or "",
            cast_ids=tuple(one.who for one in shot.cast),
            labels=said.labels,
            decision=locked.state if locked else "auto",
            take=locked.take if locked else 0,
            choices=tuple(self._choices(node)),
            uses=node.needs,
            asks=spoken(node.recipe.sentence, tuple(use.label for use in node.recipe.uses)),
        )

    def _choices(self, node: Node) -> Iterator[Choice]:
        locked = self.entries.get(node.id)
        for number, take in sorted(locked.takes.items()) if locked else ():
            assert locked is not None
            chosen = number == locked.take
            file = picture_file(node, None if chosen else number, take.media)
            made = self.known(locked, number)
            yield Choice(number, take.out, file, chosen, take.rejected, take.asked, made)

    def _notes(self, said: m.Shot, node: Node) -> str:
        left_out = node.recipe.left_out if node.recipe else ()
        words = f"in words only: {', '.join(left_out)}" if left_out else ""
        return "; ".join(each for each in (said.notes, words) if each)

    def _users(self, node: NodeId) -> str:
        assert self.film.graph is not None
        return f"together, for {', '.join(map(ids.name_of, self.film.graph.users(node)))}"

    def plates(self) -> Iterator[Plate]:
        assert self.film.graph is not None
        for node in self.film.graph.nodes.values():
            kind, name = ids.kind_of(node.id), ids.name_of(node.id)
            if kind in _FOLDERS and node.recipe is not None:
                picture, file = self._chosen(node)
                group = kind == "group"
                yield Plate(
                    kind=kind,
                    id=name,
                    name=self.called.together(node.recipe) if group else self.called.whole(name),
                    description=self._users(node.id)
                    if group
                    else staging.described(self.film.manifest, name),
                    file=file,
                    picture=picture,
                    state=self.states[node.id],
                    choices=tuple(self._choices(node)),
                    uses=node.needs,
                )


def board_pictures(
    understood: Film, entries: Mapping[NodeId, LockEntry]
) -> Iterator[tuple[str, NodeId, int]]:
    """Every picture and clip that belongs on the board: (file, node, take number), the chosen one
    first."""
    assert understood.graph is not None
    for node in understood.graph.nodes.values():
        locked = entries.get(node.id)
        if locked is None or node.recipe is None:
            continue
        shown = {number: take.media for number, take in sorted(locked.takes.items())}
        yield picture_file(node, media=shown.pop(locked.take)), node.id, locked.take
        for number, media in shown.items():
            yield picture_file(node, number, media), node.id, number
