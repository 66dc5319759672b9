"""A new draft of a script into a project that is there: only what the script changed is changed.

Scenes and lines are found again by number, heading and words; their shots keep their ids, and with
them their pictures. What a person wrote over the script's words is never overwritten, and nothing
is ever deleted: both are told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from itertools import pairwise
from typing import Final

from storyforge.core import manifest as m
from storyforge.core import script_coverage, script_lines, script_match
from storyforge.core.compose import composed
from storyforge.core.proposal import Edit, Here, Insert, Left, Proposal, Put, Row, Value
from storyforge.core.reading import Entry, Manifest, SceneEntry
from storyforge.core.script import SEEN, Script, ScriptScene
from storyforge.core.script_lines import ENDING, FOLDER, Kept, KeptScene, Lines
from storyforge.core.vocabulary import folded
from storyforge.importers import script_order
from storyforge.importers.script_changes import Shotwise, changed_scene
from storyforge.importers.script_draft import (
    PEOPLE,
    PLACES,
    Ids,
    Shots,
    assigned,
    drawn_of,
    file_stem,
    many,
    scene_value,
    stem_of,
)
from storyforge.importers.script_former import former_of
from storyforge.importers.script_names import Casting, casting, cues, key_of
from storyforge.importers.script_shots import Drawn, fields, unheard

_NUMBERED: Final = re.compile(r"(\d+)([a-z]*)-")


def propose(script: Script, text: str, name: str, here: Here) -> Proposal:
    """What a new draft changes; an unchanged one changes nothing."""
    assert here.manifest is not None
    former = former_of(script, name, here)
    cast = casting(script, here.manifest, former.lines)
    revision = Revision(script, here, here.manifest, former.lines, cast, former.by_hand)
    revision.compare()
    stem, ending = (former.stem, former.ending) if former.stem else stem_of(name)
    after = replace(revision.after(), script=f"{stem}{ending}")
    files = dict(revision.files)
    files[f"{FOLDER}/{stem}{ending}"] = text
    files[f"{FOLDER}/{stem}{ENDING}"] = script_lines.written(after)
    covered = script_coverage.of_lines(after, script, here.manifest, frozenset(revision.made))
    notes = [*former.notes, *revision.notes, *script_coverage.told(covered)]
    return Proposal(
        summary=revision.summary(),
        files=files,
        edits=tuple(revision.edits),
        rows=tuple(revision.rows),
        left=(*script.left, *revision.left),
        notes=tuple(notes),
    )


@dataclass(slots=True)
class Revision:
    """Two drafts side by side, and what becomes of the project."""

    script: Script
    here: Here
    manifest: Manifest
    former: Lines
    cast: Casting
    by_hand: bool
    files: dict[str, str] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    scenes: list[KeptScene] = field(default_factory=list)
    beats: list[Kept] = field(default_factory=list)
    made: list[str] = field(default_factory=list)  # ids of new shots

    def compare(self) -> None:
        """Scene by scene, in the order of the new draft."""
        matched = script_match.scenes(self.former, self.script.scenes)
        kept = script_match.beats(self.former, self.script.scenes, matched)
        taken = set(self.cast.taken) | {s for each in self.former.beats for s in each.shots}
        walk = _Walk(self, Ids(taken), {each.id for each in self.former.scenes}, matched, kept)
        walk.names()
        for index, scene in enumerate(self.script.scenes):
            walk.scene(index, scene)
        gone = [each for n, each in enumerate(self.former.scenes) if n not in matched.values()]
        self._gone(gone, {each.id for each in kept.values()})
        order = script_order.Reordering(self.manifest, self.former, self.scenes, self.beats)
        edits, rows, notes = order.of(self.edits, matched)
        self.edits += edits
        self.rows += rows
        self.notes += notes

    def after(self) -> Lines:
        """The side file of the new draft."""
        said = {folded(cue) for cue in cues(self.script)}
        keys = {key_of(scene) for scene in self.script.scenes}
        people, places = dict(self.former.people), dict(self.former.places)
        for cue, who in self.cast.people.items():
            if cue in said or who in self.cast.characters:
                people.setdefault(cue, who)
        for key, where in self.cast.places.items():
            if key in keys:
                places.setdefault(key, where)
        return Lines("", people, places, tuple(self.scenes), tuple(self.beats))

    def summary(self) -> str:
        """One sentence."""
        scenes = sum(row.sort == "new" and row.node.startswith("sc") for row in self.rows)
        changed = sum(row.sort == "changed" for row in self.rows)
        told = [
            (scenes, f"{many(scenes, 'new scene')}"),
            (len(self.made), f"{many(len(self.made), 'new shot')} proposed"),
            (changed, f"{many(changed, 'thing')} changed"),
            (gone := sum(r.sort == "gone" for r in self.rows), f"{gone} no longer in the script"),
        ]
        said = ", ".join(words for count, words in told if count)
        return said or "nothing that the board shows has changed in the script"

    def _gone(self, scenes: list[KeptScene], found: set[str]) -> None:
        """What was cut: it stays on the board, and is told."""
        here = {shot.id for _, shot in self.manifest.shots()}
        held = {s for each in self.beats if each.beat.sort in SEEN for s in each.shots}
        held |= {s for each in self.scenes for s in each.shots}
        lost = [e for e in self.former.beats if e.id not in found and e.beat.sort in SEEN]
        told: dict[str, list[Kept]] = defaultdict(list)
        for each in lost:
            for shot in each.shots:
                if shot in here and shot not in held:
                    told[shot].append(each)
        ids = {each.scene.id for each in self.manifest.scenes if each.scene}
        for scene in scenes:
            if scene.id in ids:
                self.rows.append(Row("gone", scene.id, "", (("heading", scene.heading, ""),)))
        for shot, beats in told.items():
            words = " ".join(each.beat.text for each in beats if each.beat.sort in SEEN)
            self.rows.append(Row("gone", shot, beats[0].scene, (("script", words, ""),)))
        if told or scenes:
            names = [*(scene.id for scene in scenes if scene.id in ids), *told]
            if names:
                listed = ", ".join(names[:24]) + (" …" if len(names) > 24 else "")
                self.notes.append(f"no longer in the script, kept on the board: {listed}")


@dataclass(slots=True)
class _Walk:
    """On the way through the new draft. `cursor`: number of the next beat."""

    revision: Revision
    shot_ids: Ids
    scene_ids: set[str]
    matched: Mapping[int, int]
    kept: Mapping[int, Kept]
    cursor: int = 0
    before: str = ""  # the file of the scene before, once it is known
    numbers: Iterator[str] = field(init=False)
    entries: dict[str, SceneEntry] = field(init=False)
    shots: dict[str, tuple[SceneEntry, Entry[m.Shot]]] = field(init=False)
    said: dict[str, list[Kept]] = field(init=False)  # former beats by scene
    known: set[str] = field(default_factory=set)  # places that scenes have been set in

    def __post_init__(self) -> None:
        r = self.revision
        self.numbers = script_lines.fresh_ids(frozenset(each.id for each in r.former.beats))
        self.entries = {each.scene.id: each for each in r.manifest.scenes if each.scene}
        self.shots = {shot.id: (scene, shot) for scene, shot in r.manifest.shots()}
        self.said = defaultdict(list)
        for each in r.former.beats:
            self.said[each.scene].append(each)
        self.scene_ids |= set(self.entries)
        self.known = {
            each.scene.said.location or "" for each in self.entries.values() if each.scene
        }

    def names(self) -> None:
        """New people and places, beside those that there are."""
        r = self.revision
        for table, new, known, path in (
            ("characters", r.cast.characters, r.manifest.characters, PEOPLE),
            ("locations", r.cast.locations, r.manifest.locations, PLACES),
        ):
            if not new:
                continue
            files = [entry.file for entry in known.values()]
            for name, value in new.items():
                told = tuple((key, "", str(said)) for key, said in value.items())
                r.rows.append(Row("new", name, table, told))
                if files:
                    r.edits.append(Put(files[-1], (table, name), dict(value)))
            if not files:
                self._begin(path, {table: dict(new)})

    def _begin(self, path: str, value: dict[str, Value]) -> None:
        """A new file of the project, and the line that includes it."""
        r = self.revision
        while path in r.here.files or path in r.files:
            stem, _, ending = path.rpartition(".")
            path = f"{stem}-2.{ending}"
        r.files[path] = composed(value)
        included = r.manifest.project.include
        if any(fnmatch(path, pattern) for pattern in included):
            return
        at = len(included)
        if path.startswith("scenes/"):
            at = included.index(self.before) + 1 if self.before in included else at
            if not self.before and self.matched:
                at = next((n for n, each in enumerate(included) if each.startswith("scenes/")), at)
        r.edits.append(Insert(r.manifest.file, ("include",), at, path))

    def scene(self, index: int, scene: ScriptScene) -> None:
        """One scene of the new draft."""
        number = self.cursor
        self.cursor += len(scene.beats)
        kept = [self.kept.get(number + step) for step in range(len(scene.beats))]
        was = self.revision.former.scenes[self.matched[index]] if index in self.matched else None
        entry = self.entries.get(was.id) if was else None
        if was is None:
            self._new(scene, kept)
        else:
            self._old(was, entry, scene, kept)
        self.revision.left += unheard(scene.beats)

    def _new(self, scene: ScriptScene, kept: list[Kept | None]) -> None:
        r = self.revision
        name = _scene_id(self)
        place = r.cast.where(scene)
        first = self.shot_ids.next() if place and place not in self.known else ""
        self.known.add(place)
        old = [each.shots if each else None for each in kept]
        shots = assigned(scene.beats, old, lambda _: self.shot_ids.next(), first)
        drawn = drawn_of(zip(scene.beats, shots.of, strict=True), r.cast)
        fresh = [shot for shot, _ in shots.new]
        rows = [*([(first, Drawn((), (), True))] if first else [])]
        rows += [(shot, drawn[shot]) for shot in fresh]
        path = _file(self, scene)
        self._begin(path, {"scenes": [scene_value(name, scene, rows, r.cast)]})
        self.before = path
        told = ", ".join(shot for shot, _ in rows)
        r.rows.append(Row("new", name, path, (("heading", "", scene.heading), ("shots", "", told))))
        r.made += [shot for shot, _ in rows]
        made = (first,) if first else ()
        r.scenes.append(KeptScene(name, scene.number, scene.heading, made, scene.hour))
        _keep(self, name, scene, kept, shots)

    def _old(
        self, was: KeptScene, entry: SceneEntry | None, scene: ScriptScene, kept: list[Kept | None]
    ) -> None:
        r = self.revision
        there = entry is not None and entry.scene is not None
        old = [each.shots if each else None for each in kept]
        first = was.shots[-1] if was.shots else ""
        after = _following(entry) if entry else {}
        fresh = _Between(self.shot_ids, dict(after)) if there else (lambda _: "")
        shots = assigned(scene.beats, old, fresh, first)
        if not there:  # somebody took the scene off the board: it stays off
            of = tuple(tuple(filter(None, each)) for each in shots.of)
            shots = Shots(of)
        r.scenes.append(replace(was, number=scene.number, heading=scene.heading, hour=scene.hour))
        _keep(self, was.id, scene, kept, shots)
        if entry is None or entry.scene is None:
            return
        self.before = entry.scene.file
        self.known.add(r.cast.where(scene))
        self._insert(entry, scene, shots)
        rows, edits = changed_scene(entry.scene, was, scene, r.cast, self.said[was.id])
        r.rows += rows
        r.edits += edits
        was_told = [(each.beat, each.shots) for each in self.said[was.id]]
        shotwise = Shotwise(self.shots, r.cast, r.by_hand, r.cast.where(scene))
        now_told = [*zip(scene.beats, shots.of, strict=True)]
        rows, edits = shotwise.changes(was_told, now_told, {shot for shot, _ in shots.new})
        r.rows += rows
        r.edits += edits
        r.notes += (_conflict(each) for each in rows if each.sort == "kept")

    def _insert(self, entry: SceneEntry, scene: ScriptScene, shots: Shots) -> None:
        """New shots, each after the shot of the line before it."""
        r, here = self.revision, entry.scene
        assert here is not None
        drawn = drawn_of(zip(scene.beats, shots.of, strict=True), r.cast)
        places = {shot.id: number for number, shot in enumerate(entry.shots)}
        at: dict[str, int] = {}
        for shot, lead in shots.new:
            before = at[lead] if lead in at else places[lead] + 1 if lead in places else 0
            at[shot] = before
            value: dict[str, Value] = {"id": shot}
            value |= fields(drawn[shot], r.cast, r.cast.where(scene))
            r.edits.append(Insert(here.file, (*here.path, "shots"), before, value))
            words = " ".join(each.text for each in drawn[shot].beats if each.sort in SEEN)
            r.rows.append(Row("new", shot, here.id, (("script", "", words),)))
            r.made.append(shot)


def _keep(
    walk: _Walk, name: str, scene: ScriptScene, kept: list[Kept | None], shots: Shots
) -> None:
    for beat, each, of in zip(scene.beats, kept, shots.of, strict=True):
        told = replace(beat, place="")
        if each and each.scene != name and beat.sort in SEEN:
            _strayed(walk, name, scene, of)
        walk.revision.beats.append(Kept(each.id if each else next(walk.numbers), name, told, of))


def _strayed(walk: _Walk, name: str, scene: ScriptScene, shots: tuple[str, ...]) -> None:
    """A line went to another scene. Its shot stays: elsewhere it would have another place and
    hour, and so another picture; whoever wants that moves it."""
    for shot in shots:
        entry = walk.shots[shot][0].scene if shot in walk.shots else None
        if entry is None or entry.id == name:
            continue
        said = f"its line is now in {name}, {scene.heading}".rstrip(", ")
        row = Row("moved", shot, entry.id, (("script", "", said),))
        if row not in walk.revision.rows:
            walk.revision.rows.append(row)
            walk.revision.notes.append(f"{shot} stays in {entry.id}; {said}")


def _scene_id(walk: _Walk) -> str:
    number = len(walk.revision.former.scenes)
    while (name := f"sc{number + 1:02d}") in walk.scene_ids or name in walk.revision.cast.taken:
        number += 1
    walk.scene_ids.add(name)
    return name


def _file(walk: _Walk, scene: ScriptScene) -> str:
    """A file for a new scene, whose name sorts after that of the scene before it."""
    taken = {*walk.revision.here.files, *walk.revision.files}
    starts = {path.rpartition("/")[2].partition("-")[0] for path in taken}
    stem = file_stem(scene)
    if not walk.matched:  # another film altogether: its files come after all that there are
        last = max((int(each) for each in starts if each.isdecimal()), default=0)
        return f"scenes/{last + 1:02d}-{stem}.yaml"
    before = _NUMBERED.match(walk.before.rpartition("/")[2])
    lead, letters = (before[1], before[2]) if before else ("00", "")
    while f"{lead}{letters}" in starts or not letters:
        ripe = letters[-1:] in ("", "z")
        letters = f"{letters}a" if ripe else f"{letters[:-1]}{chr(ord(letters[-1]) + 1)}"
    return f"scenes/{lead}{letters}-{stem}.yaml"


@dataclass(slots=True)
class _Between:
    """New ids between the shots of a scene. `after`: every shot with the one that follows it."""

    shot_ids: Ids
    after: dict[str, str]

    def __call__(self, lead: str) -> str:
        follows = self.after.get(lead, "")
        found = self.shot_ids.between(lead, follows) if lead and follows else self.shot_ids.next()
        self.after[lead], self.after[found] = found, follows
        return found


def _conflict(row: Row) -> str:
    """A change of the script that a person's own words stand against."""
    told = "; ".join(
        f"{name} of the script is now: {now or 'nothing'}" for name, _, now in row.fields
    )
    return f"{row.node} keeps your words; {told}"


def _following(entry: SceneEntry) -> dict[str, str]:
    names = [shot.id for shot in entry.shots]
    return dict(pairwise(names))
