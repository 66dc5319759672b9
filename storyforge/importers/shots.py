"""A shot list taken in: cells that differ become edits of their fields, new rows new shots, and
what no field takes is told.

A sheet that came from here and was not changed proposes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storyforge.core import manifest as m
from storyforge.core.mark import Path
from storyforge.core.proposal import Edit, Here, Left, Order, Proposal, Put, Row, Value
from storyforge.core.reading import Entry
from storyforge.core.seams import Source
from storyforge.core.vocabulary import folded
from storyforge.importers import shot_film
from storyforge.importers.shot_edits import Gathered, ShotEdits, same
from storyforge.importers.shot_film import labels, plain
from storyforge.importers.shot_known import Known, known
from storyforge.importers.shot_names import Register, register
from storyforge.importers.shot_places import TWICE, NewShots
from storyforge.importers.shot_sheet import Sheet, SheetRow, sheet_of

_LISTED = 20  # shots that a note names


class ShotList:
    """`storyforge import shots.csv`."""

    def propose(self, source: Source, here: Here, wishes: Mapping[str, Any]) -> Proposal:  # noqa: ARG002
        """What a sheet changes: by id, else by scene and number, else by its words.

        An empty cell leaves a field as it is, `-` empties it; a row that is gone deletes nothing.
        Raises UsageError where no shot list can be made out.
        """
        sheet = sheet_of(source.data, source.name)
        names = register(here.manifest)
        if here.manifest is None:
            return shot_film.film(sheet, source.name, names)
        return _Changes(sheet, known(here.manifest), names).proposal()


@dataclass(frozen=True, slots=True)
class _Match:
    """Which shot of a project a row tells of."""

    project: Known
    out: Gathered

    def shot(self, row: SheetRow, label: str) -> str:
        """The shot of the project that a row tells of; empty for a new one, or for none."""
        shot = self._by_id(row) if row["id"] else self._by_place(row, label)
        if not shot:
            return ""
        if shot in self.out.seen:
            why = f"row {self.out.seen[shot]} tells of the same shot"
            self.out.left.append(Left(f"row {row.number}", shot, why))
            return TWICE
        self.out.seen[shot] = row.number
        return shot

    def _by_id(self, row: SheetRow) -> str:
        name = plain(row["id"]).casefold()
        name = self.project.manifest.project.moved.get(name, name)
        return name if name in self.project.shots else ""

    def _by_place(self, row: SheetRow, label: str) -> str:
        number, scene = folded(plain(row["shot"])), self.project.scene_of(label) if label else None
        entries = scene.shots if scene else [entry for _, entry in self.project.manifest.shots()]
        if number and (scene or not label):
            named = [each.id for each in entries
                     if number in (folded(each.said.number), folded(each.id))]  # fmt: skip
            return named[0] if len(named) == 1 else ""
        words = plain(row["description"])
        alike = [each.id for each in entries
                 if words and words == self.project.printed[each.id]["description"]]  # fmt: skip
        return alike[0] if len(alike) == 1 and not number else ""


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a sheet changes in a project."""

    sheet: Sheet
    project: Known
    register: Register
    out: Gathered = field(default_factory=Gathered)
    slugs: dict[str, str] = field(default_factory=dict)

    def proposal(self) -> Proposal:
        """All of it."""
        match, compare = (
            _Match(self.project, self.out),
            ShotEdits(self.project, self.register, self.out),
        )
        found = [(*each, match.shot(each[0], each[1])) for each in labels(self.sheet)]
        for row, label, slug, shot in found:
            if shot and shot != TWICE:
                compare.changed(row, shot)
                self._scene(row, label, slug, shot)
        NewShots(self.sheet, compare).insert(found)
        self._order()
        edits = (*self._declared(), *self.out.edits)
        left = (*self.sheet.left, *self.out.left)
        notes = (*self.sheet.notes, *self._wide(), *self._gone(), *self._names())
        return Proposal(self._summary(edits), {}, edits, tuple(self.out.rows), left, notes)

    def _scene(self, row: SheetRow, label: str, slug: str, shot: str) -> None:
        """A slugline that is said anew, and a shot that stands in another scene."""
        mine = self.project.shots[shot].scene
        there = self.project.scene_of(label) if row["scene"] or row.section else mine
        if there is not mine:
            why = f"the sheet has it in scene {label}; move it there in the manifest"
            self.out.left.append(Left(f"row {row.number}", shot, why))
        elif mine.scene and slug and row["scene slug"] and not same(slug, mine.scene.said.slug):
            first = self.slugs.setdefault(mine.scene.id, slug)
            if first != slug:
                why = f"another row calls this scene {first}"
                self.out.left.append(Left(f"row {row.number}", slug, why))
            elif not self._has_slug(mine.scene):
                self.out.edits.append(Put(mine.scene.file, (*mine.scene.path, "slug"), slug))
                told = (("slug", mine.scene.said.slug, slug),)
                self.out.rows.append(Row("changed", mine.scene.id, mine.scene.file, told))

    def _has_slug(self, scene: Entry[m.Scene]) -> bool:
        path = (*scene.path, "slug")
        return any(isinstance(each, Put) and (each.file, each.path) == (scene.file, path)
                   for each in self.out.edits)  # fmt: skip

    def _order(self) -> None:
        """Scenes whose shots stand in another order, where the sheet has all of them."""
        for scene in self.project.manifest.scenes:
            names = [shot.id for shot in scene.shots]
            wanted = sorted(names, key=lambda name: self.out.seen.get(name, 0))
            if wanted == names or not all(name in self.out.seen for name in names):
                continue
            file = scene.scene.file if scene.scene else scene.shots[0].file
            path: Path = (*scene.scene.path, "shots") if scene.scene else ("shots",)
            self.out.edits.append(Order(file, path, tuple(names.index(name) for name in wanted)))
            label = scene.scene.id if scene.scene else ""
            told = (("order", ", ".join(names), ", ".join(wanted)),)
            self.out.rows.append(Row("moved", label or "shots", file, told))

    def _declared(self) -> Iterator[Edit]:
        for table, fresh in (
            ("characters", self.register.new_people),
            ("locations", self.register.new_places),
        ):
            for name, said in fresh.items():
                self.out.rows.append(Row("new", name, table, (("name", "", _name(said)),)))
                yield Put(self.project.manifest.file, (table, name), said)

    def _wide(self) -> Iterator[str]:
        told = any(key == "size" for row in self.out.rows for key, _, _ in row.fields)
        return shot_film.wide(self.sheet, self.project.tradition) if told else iter(())

    def _gone(self) -> Iterator[str]:
        gone = [name for name in self.project.shots if name not in self.out.seen]
        if gone:
            listed = ", ".join(gone[:_LISTED]) + (" …" if len(gone) > _LISTED else "")
            one = len(gone) == 1
            yield (
                f"{len(gone)} {'shot is' if one else 'shots are'} not in the sheet and "
                f"{'stays' if one else 'stay'} as {'it is' if one else 'they are'}: {listed}"
            )

    def _names(self) -> Iterator[str]:
        fresh = (*self.register.new_people, *self.register.new_places)
        if fresh:
            yield f"names that nothing had are declared, to be described: {', '.join(fresh)}"

    def _summary(self, edits: tuple[Edit, ...]) -> str:
        if not edits:
            return "the sheet says what the project says already: nothing would change"
        shots = [row for row in self.out.rows if row.where not in ("characters", "locations")]
        counts = {
            sort: sum(row.sort == sort for row in shots) for sort in ("changed", "new", "moved")
        }
        words = {"changed": "changed", "new": "new", "moved": "in another order"}
        return ", ".join(f"{count} {words[sort]}" for sort, count in counts.items() if count) or (
            "names are declared"
        )


def _name(said: Value) -> str:
    return str(said.get("name", "")) if isinstance(said, dict) else ""
