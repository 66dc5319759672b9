"""New rows: shots that are put into their scenes, and scenes that begin with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from storyforge.core.proposal import Insert, Row, Value
from storyforge.core.reading import SceneEntry
from storyforge.core.vocabulary import folded
from storyforge.importers import shot_film
from storyforge.importers.shot_edits import ELSEWHERE, ShotEdits
from storyforge.importers.shot_film import NewScene, acted, plain, repeated, shown
from storyforge.importers.shot_row import Read, shot_of
from storyforge.importers.shot_sheet import Sheet, SheetRow

TWICE = "\0"
"""Stands for the shot of a row that tells of one that another row has told of."""

Found = list[tuple[SheetRow, str, str, str]]
"""Every row with the label of its scene, its slugline, and its shot: empty for a new one."""


@dataclass(frozen=True, slots=True)
class NewShots:
    """Puts new shots where the sheet has them. `fresh`: scenes that begin, by label."""

    sheet: Sheet
    compare: ShotEdits
    fresh: dict[str, NewScene] = field(default_factory=dict)

    def insert(self, found: Found) -> None:
        """The edits of all new rows, in the order of the sheet."""
        again = repeated(self.sheet)
        scene: SceneEntry | NewScene | None = None
        for at, (_, label, slug, shot) in enumerate(found):
            if shot == TWICE:
                continue
            if shot:
                scene = self.compare.project.shots[shot].scene
                continue
            scene = self._scene_for(label, slug, scene)
            self._new_shot(at, found, scene, again and bool(label))
        self._insert_scenes()

    def _scene_for(
        self, label: str, slug: str, before: SceneEntry | NewScene | None
    ) -> SceneEntry | NewScene:
        there = self.compare.project.scene_of(label) if label else None
        if there:
            return there
        if label:
            if folded(label) not in self.fresh:
                said = shot_film.scene_said(self.compare.register, self.sheet, label, slug)
                self.fresh[folded(label)] = NewScene(said)
            return self.fresh[folded(label)]
        if before is None:
            before = next(iter(reversed(self.compare.project.manifest.scenes)), None)
        return before or self.fresh.setdefault("", NewScene({}))

    def _new_shot(
        self,
        at: int,
        found: Found,
        scene: SceneEntry | NewScene,
        again: bool,
    ) -> None:
        row = found[at][0]
        read = self.compare.reader("").read(row)
        self.compare.out.left += read.left
        values = acted(self.sheet, read.values)
        inherited: dict[str, Value] = {}
        if isinstance(scene, SceneEntry) and scene.scene:
            said = scene.scene.said
            inherited = {key: getattr(said, key) for key in ELSEWHERE if key != "cast"}
            dressed = {one.who.partition("/")[0]: one.who for one in said.cast or ()}
            people = values.get("cast")
            if isinstance(people, list):
                values["cast"] = [dressed.get(str(each), each) for each in people]
        own = scene.said.get("id", "") if isinstance(scene, NewScene) else (
            scene.scene.id if scene.scene else "")  # fmt: skip
        number = str(values.get("number", ""))
        count = len(self.compare.project.shots) + at
        name = self.compare.register.shot(
            plain(row["id"]), number, str(own) if again else "", count
        )
        shot = shot_of(Read(values, read.lines), name, inherited)
        if isinstance(scene, NewScene):
            scene.shots.append(dict(shot))
        else:
            self.compare.out.edits.append(self._insert(at, found, scene, dict(shot)))
        told = tuple((key, "", shown(value)) for key, value in shot.items() if key != "id")
        self.compare.out.rows.append(Row("new", name, found[at][1], told))

    def _insert(self, at: int, found: Found, scene: SceneEntry, shot: Value) -> Insert:
        """A new shot before the next row's that is there already, in its scene."""
        places = {each.id: number for number, each in enumerate(scene.shots)}
        after = (places[name] for _, _, _, name in found[at + 1 :] if name in places)
        before = next(after, len(places))
        if scene.scene:
            return Insert(scene.scene.file, (*scene.scene.path, "shots"), before, shot)
        file = scene.shots[0].file if scene.shots else self.compare.project.manifest.file
        return Insert(file, ("shots",), before, shot)

    def _insert_scenes(self) -> None:
        """New scenes behind the last that is there, in its file."""
        manifest, edits = self.compare.project.manifest, self.compare.out.edits
        scenes = [each.scene for each in manifest.scenes if each.scene]
        file = scenes[-1].file if scenes else manifest.file
        behind = sum(each.file == file for each in scenes)
        for key, scene in self.fresh.items():
            if key:
                edits.append(Insert(file, ("scenes",), behind, dict(scene.value())))
            else:
                edits += [Insert(file, ("shots",), 0, shot) for shot in scene.shots]
