"""Scenes and lines that a new draft puts in another order: their shots follow, where nobody has
put them in an order of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyforge.core.proposal import Edit, Insert, Order, Row
from storyforge.core.reading import Manifest, SceneEntry
from storyforge.core.script_lines import Kept, KeptScene, Lines

_Found = tuple[list[Edit], list[Row], list[str]]


@dataclass(frozen=True, slots=True)
class Reordering:
    """A project, the former draft, and the new one as far as it is matched."""

    manifest: Manifest
    former: Lines
    scenes: Sequence[KeptScene]
    beats: Sequence[Kept]

    def of(self, edits: Sequence[Edit], matched: Mapping[int, int]) -> _Found:
        """Edits, rows and notes. `edits`: those made already; new items keep their place."""
        found: _Found = ([], [], [])
        entries = {each.scene.id: each for each in self.manifest.scenes if each.scene}
        before, after = _by_scene(self.former.beats), _by_scene(self.beats)
        for scene in self.scenes:
            if scene.id in entries:
                name = scene.id
                self._shots(found, entries[name], before.get(name, []), after.get(name, []))
        moved = [matched[each] for each in sorted(matched)]
        if moved != sorted(moved):
            self._scenes(found, edits)
        return found

    def _shots(
        self, found: _Found, entry: SceneEntry, old: Sequence[Kept], new: Sequence[Kept]
    ) -> None:
        """Shots of one scene, and its beats in both drafts."""
        assert entry.scene is not None
        here = [shot.id for shot in entry.shots]
        before, after = _sequence(old, here), _sequence(new, here)
        moving = [each for each in before if each in after]
        wanted = [each for each in after if each in before]
        if moving == wanted:
            return
        now = [each for each in here if each in moving]
        told = (("order", " ".join(now), " ".join(wanted)),)
        if now == wanted:
            return
        if now != moving:
            found[1].append(Row("kept", entry.scene.id, entry.scene.file, told))
            return
        order = _permuted(here, wanted)
        found[0].append(Order(entry.scene.file, (*entry.scene.path, "shots"), order))
        found[1].append(Row("moved", entry.scene.id, entry.scene.file, told))

    def _scenes(self, found: _Found, edits: Sequence[Edit]) -> None:
        """Whole scenes, where each stands in a file of its own that the project names."""
        include = list(self.manifest.project.include)
        files: dict[str, str] = {}
        for entry in self.manifest.scenes:
            if entry.scene:
                alone = (
                    sum(
                        each.scene is not None and each.scene.file == entry.scene.file
                        for each in self.manifest.scenes
                    )
                    == 1
                )
                if alone and entry.scene.file in include:
                    files[entry.scene.id] = entry.scene.file
        before = [each.id for each in self.former.scenes if each.id in files]
        after = [each.id for each in self.scenes if each.id in before]
        before = [each for each in before if each in after]
        now = sorted(before, key=lambda each: include.index(files[each]))
        told = (("order", " ".join(now), " ".join(after)),)
        if now == after:
            return
        adds = any(isinstance(each, Insert) and each.path == ("include",) for each in edits)
        if now != before:
            found[1].append(Row("kept", "scenes", self.manifest.file, told))
            return
        order = _permuted(include, [files[each] for each in after])
        found[0].append(Order(self.manifest.file, ("include",), order))
        found[1].append(Row("moved", "scenes", self.manifest.file, told))
        if adds:
            found[2].append(
                "look at the order of `include:` where new scenes came in among moved ones"
            )


def _by_scene(beats: Sequence[Kept]) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for each in beats:
        found.setdefault(each.scene, []).append(each)
    return found


def _sequence(beats: Sequence[Kept], here: Sequence[str]) -> list[str]:
    """Shots of a scene in the order of their first line."""
    told = (shot for each in beats for shot in each.shots)
    return list(dict.fromkeys(shot for shot in told if shot in here))


def _permuted(here: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...]:
    """The numbers of `here` so that `wanted` follow each other; all else keeps its place."""
    turn = iter(wanted)
    chosen = set(wanted)
    return tuple(here.index(next(turn)) if each in chosen else n for n, each in enumerate(here))
