"""What a row changes in a shot that is there: only fields whose cells say something else now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from storyforge.core import manifest as m
from storyforge.core.mark import Path
from storyforge.core.proposal import Drop, Edit, Left, Put, Row, Value
from storyforge.core.reading import Entry
from storyforge.importers.shot_film import shown
from storyforge.importers.shot_known import Known, meaning
from storyforge.importers.shot_names import Register
from storyforge.importers.shot_row import PLAIN, Read, Reader, with_lines
from storyforge.importers.shot_sheet import SheetRow

_COLUMN_OF = {field: column for column, field in PLAIN.items()}
ELSEWHERE = ("location", "time", "weather", "light", "mood", "cast")
"""Fields that a shot may have from its scene."""


@dataclass(slots=True)
class Gathered:
    """Edits, what is told of them, and what was left. `seen`: shots that are there, and the number
    of the row that tells of each."""

    edits: list[Edit] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShotEdits:
    """Compares rows with the shots that they tell of."""

    project: Known
    register: Register
    out: Gathered

    def reader(self, shot: str) -> Reader:
        """Who reads rows of a shot; of a new one where there is none of that name."""
        printed = self.project.printed.get(shot, {})

        def unchanged(column: str, text: str) -> bool:
            return same(text, printed.get(column))

        project = self.project
        return Reader(
            project.fps,
            project.tradition,
            self.register,
            unchanged,
            project.names.nodes.__contains__,
        )

    def changed(self, row: SheetRow, shot: str) -> None:
        """The edits of a row."""
        entry = self.project.shots[shot].entry
        read = self.reader(shot).read(row)
        self.out.left += read.left
        told: list[tuple[str, str, str]] = []
        for key, value in self._wanted(shot, read).items():
            new = meaning(key, value, self.project.fps)
            if not same(new, self.project.current(shot, key)):
                path: Path = (*entry.path, key)
                if key == "clip" and entry.said.clip:
                    path, value = (*path, "prompt"), new
                self.out.edits.append(Put(entry.file, path, value))
                told.append((key, self._before(shot, key), shown(value)))
        told += self._cleared(row, entry, read)
        if told:
            self.out.rows.append(Row("changed", shot, self._where(shot), tuple(told)))

    def _wanted(self, shot: str, read: Read) -> dict[str, Value]:
        values = dict(read.values)
        said = self.project.shots[shot].entry.said
        if "prompt" in values:
            values["prompt"] = self.project.said_prompt(shot, str(values["prompt"]))
        if "cast" in values:
            values["cast"] = self._cast(shot, values["cast"])
        if "dialogue" in values and _spoken(values["dialogue"]) == _spoken_now(said):
            del values["dialogue"]
        if not said.action and values.get("action") == said.prompt:
            del values["action"]  # what happens was taken for what is seen when it was new
        if read.lines:
            values["notes"] = with_lines(str(values.get("notes", said.notes)), read.lines)
        return values

    def _cast(self, shot: str, wanted: Value) -> Value:
        """People as they are dressed and placed now, where they were there before."""
        resolved = self.project.shots[shot]
        now = {one.who.partition("/")[0]: one for one in resolved.cast}
        found: list[Value] = []
        for name in wanted if isinstance(wanted, list) else ():
            who = str(name)
            one = now.get(who)
            if one is None:
                found.append(resolved.wardrobe.get(who, who))
            else:
                said = one.model_dump(exclude_defaults=True)
                found.append(said if len(said) > 1 else one.who)
        return found

    def _cleared(
        self, row: SheetRow, entry: Entry[m.Shot], read: Read
    ) -> Iterator[tuple[str, str, str]]:
        for key in read.cleared:
            mine = key in m.Shot.model_fields and key in entry.said.model_fields_set
            if mine and key not in ("id", "prompt"):
                self.out.edits.append(Drop(entry.file, (*entry.path, key)))
                yield key, self._before(entry.id, key), ""
            elif key in ELSEWHERE and self.project.current(entry.id, key):
                why = f"{key}: its scene says it, or its prompt; change it there"
                self.out.left.append(Left(f"row {row.number}", "-", why))

    def _before(self, shot: str, key: str) -> str:
        if key == "prompt":
            return self.project.shots[shot].entry.said.prompt
        now = self.project.printed[shot].get(_COLUMN_OF.get(key, key))
        return str(self.project.current(shot, key) if now is None else now)

    def _where(self, shot: str) -> str:
        scene = self.project.shots[shot].scene.scene
        return (scene.said.slug or scene.said.title or scene.id) if scene else ""


def same(one: Any, other: Any) -> bool:
    """Whether two values are one; words also when only their white space differs."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or [*_lines(one)] == [*_lines(other)]
    return bool(one == other)


def _lines(text: str) -> Iterator[str]:
    return (line.rstrip() for line in text.strip().split("\n"))


def _spoken(lines: Value) -> list[tuple[str, str, str, str]]:
    return [_parts(m.Line.model_validate(_line(each))) for each in lines] if isinstance(
        lines, list) else []  # fmt: skip


def _line(value: Value) -> Any:
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict) and len(value) == 1 and "text" not in value:
        ((speaker, text),) = value.items()
        return {"speaker": speaker, "text": text}
    return value


def _spoken_now(said: m.Shot) -> list[tuple[str, str, str, str]]:
    return [_parts(line) for line in said.dialogue]


def _parts(line: m.Line) -> tuple[str, str, str, str]:
    return line.speaker, line.mode, line.parenthetical, line.text
