"""What a new draft changes in scenes and shots that are there, field by field.

A field is changed only where it still says what the former draft said; where a person wrote other
words, those stay, and the row tells both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from storyforge.core import manifest as m
from storyforge.core.proposal import Drop, Edit, Put, Row, Value
from storyforge.core.reading import Entry, SceneEntry
from storyforge.core.script import SEEN, Beat, ScriptScene
from storyforge.core.script_lines import Kept, KeptScene
from storyforge.importers import script_draft, script_shots
from storyforge.importers.script_names import Casting

_Told = Sequence[tuple[Beat, tuple[str, ...]]]
_TOLD_KEPT: Final = ("action", "dialogue", "prompt", "slug", "location", "time")
_PICTURE: Final = ("prompt", "size", "framing", "perspective", "angle", "cast")
_FIELDS: Final = ("action", "dialogue", "duration", "transition", "notes")


def spelt(value: object) -> str:
    """A field's value on one line, as rows show it."""
    if isinstance(value, list | tuple):
        return " / ".join(map(spelt, value))
    if isinstance(value, m.Line):
        return spelt(_line(value))
    if isinstance(value, m.Appearance):
        return value.who
    if isinstance(value, m.Sound):
        return value.file
    if isinstance(value, dict) and "who" in value:
        return str(value["who"])
    if isinstance(value, dict):
        if set(value) <= {"speaker", "text", "mode", "parenthetical"}:
            extra = ", ".join(str(value[k]) for k in ("mode", "parenthetical") if value.get(k))
            lead = f"{value.get('speaker', '')}{f' ({extra})' if extra else ''}"
            return f"{lead}: {value['text']}" if lead else str(value["text"])
        return ", ".join(f"{key}: {spelt(each)}" for key, each in value.items())
    return "" if value is None else str(value)


def _line(line: m.Line) -> dict[str, str]:
    told = {name: getattr(line, name) for name in ("speaker", "text", "mode", "parenthetical")}
    return {key: each for key, each in told.items() if each}


def _same(current: object, told: Value) -> bool:
    """Whether a field says what a script would have it say."""
    return _flat(current) == _flat(told)


def _flat(value: object) -> object:
    """A value as it is compared: short forms spelt out, words without their spaces."""
    if isinstance(value, m.Line):
        return _line(value)
    if isinstance(value, m.Appearance):
        only = value == m.Appearance(who=value.who)
        return value.who if only else _flat(value.model_dump(exclude_defaults=True))
    if isinstance(value, m.Sound):
        only = value == m.Sound(file=value.file)
        return value.file if only else _flat(value.model_dump(exclude_defaults=True))
    if isinstance(value, list | tuple):
        return [_flat(_spoken(each)) for each in value]
    if isinstance(value, dict):
        return {key: _flat(each) for key, each in value.items()}
    if value is None or value == "":
        return []
    return " ".join(str(value).split())


def _spoken(value: object) -> object:
    if isinstance(value, dict) and len(value) == 1 and not value.keys() & {"text", "speaker"}:
        ((speaker, text),) = value.items()
        return {"speaker": speaker, "text": text}
    return value


@dataclass(slots=True)
class Field:
    """One field of something that is there: what it says, what the scripts would have it say."""

    entry: Entry[Any]
    name: str
    was: Value
    now: Value

    @property
    def current(self) -> object:
        """What the project says."""
        return getattr(self.entry.said, self.name)

    def verdict(self) -> str:
        """`same`, `change`, or `keep` where a person wrote something else."""
        if _same(self.was, self.now) or _same(self.current, self.now):
            return "same"
        return "change" if _same(self.current, self.was) else "keep"

    def edit(self) -> Edit:
        """The change."""
        path = (*self.entry.path, self.name)
        if self.now in (None, "", []) and self.name != "cast":
            return Drop(self.entry.file, path)
        return Put(self.entry.file, path, self.now)

    def told(self) -> tuple[str, str, str]:
        """Name, before, after: for a row."""
        return self.name, spelt(self.current), spelt(self.now)


def judged(fields: Sequence[Field], where: str) -> tuple[list[Row], list[Edit]]:
    """Rows and edits of one thing; what is kept is told with the script's words beside it."""
    if not fields:
        return [], []
    verdicts = [(each, each.verdict()) for each in fields]
    changed = [each for each, verdict in verdicts if verdict == "change"]
    kept = [each for each, verdict in verdicts if verdict == "keep" and each.name in _TOLD_KEPT]
    node, rows = fields[0].entry.id, []
    if changed:
        rows.append(Row("changed", node, where, tuple(each.told() for each in changed)))
    if kept:
        rows.append(Row("kept", node, where, tuple(each.told() for each in kept)))
    return rows, [each.edit() for each in changed]


def changed_scene(
    entry: Entry[m.Scene],
    was: KeptScene,
    scene: ScriptScene,
    cast: Casting,
    former: Sequence[Kept],
) -> tuple[list[Row], list[Edit]]:
    """What a heading changes: slugline, number, place and hour, and the notes above the scene."""
    beats = tuple(each.beat for each in former)
    before = ScriptScene(was.heading, was.number, "", beats, was.hour)
    old, new = (script_draft.scene_fields(each, cast) for each in (before, scene))
    names = ("number", "slug", "location", "time", "notes")
    fields = [Field(entry, name, old.get(name), new.get(name)) for name in names]
    return judged(fields, entry.file)


@dataclass(frozen=True, slots=True)
class Shotwise:
    """Shots of one scene, in both drafts. `shots`: all that there are, by id, with their scenes.
    `by_hand`: the former draft is what the shots say."""

    shots: Mapping[str, tuple[SceneEntry, Entry[m.Shot]]]
    cast: Casting
    by_hand: bool
    place: str

    def changes(self, was: _Told, now: _Told, new: set[str]) -> tuple[list[Row], list[Edit]]:
        """Rows and edits for every shot whose lines are others now."""
        old, fresh = script_draft.drawn_of(was, self.cast), script_draft.drawn_of(now, self.cast)
        rows: list[Row] = []
        edits: list[Edit] = []
        for name, drawn in fresh.items():
            if name in new or name not in self.shots or name not in old:
                continue
            scene, entry = self.shots[name]
            where = scene.scene.id if scene.scene else entry.file
            told, done = judged(list(self._fields(entry, old[name], drawn)), where)
            rows += told
            edits += done
        return rows, edits

    def _fields(
        self, entry: Entry[m.Shot], old: script_shots.Drawn, now: script_shots.Drawn
    ) -> Iterator[Field]:
        if [each.digest for each in old.beats] == [each.digest for each in now.beats]:
            return
        seen = [[each for each in drawn.beats if each.sort in SEEN] for drawn in (old, now)]
        if seen[0] and not seen[1]:
            return  # all of it was cut: the shot stays as it is, and is told
        names: tuple[str, ...] = _FIELDS
        before: Mapping[str, Value] = script_shots.heard(old.beats, self.cast)
        after: Mapping[str, Value] = script_shots.heard(now.beats, self.cast)
        if not self.by_hand and all(seen) and seen[0][0].digest != seen[1][0].digest:
            names = (*_FIELDS, *_PICTURE)
            before, after = self._whole(old), self._whole(now)
        for name in names:
            yield Field(entry, name, before.get(name), after.get(name))

    def _whole(self, drawn: script_shots.Drawn) -> Mapping[str, Value]:
        return script_shots.fields(drawn, self.cast, self.place)
