"""One row of a sheet as fields of a shot, and everything of it that no field takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from storyforge.core import ids, timecode
from storyforge.core.columns import unguarded
from storyforge.core.proposal import Left, Value
from storyforge.importers import shot_words as words
from storyforge.importers.shot_names import Register
from storyforge.importers.shot_sheet import SheetRow

PLAIN: Final = {
    **{"title": "title", "light": "light", "mood": "mood", "description": "prompt"},
    **{"action": "action", "sound": "sound", "shot": "number"},
}
"""Columns whose words are taken as they are, with the field they fill."""

FIELDS: Final[tuple[str, ...]] = (
    *("number", "title", "size", "framing", "perspective", "angle", "level", "roll", "lens"),
    *("movement", "location", "time", "weather", "light", "mood", "cast", "prompt", "action"),
    *("dialogue", "duration", "sound", "transition", "clip", "labels", "notes"),
)
"""Fields of a shot in the order in which they are written and told."""

CLEARED: Final = frozenset(("-", "–", "—"))
_UNREAD: Final = "no word for this field, or one too many; it is kept in the notes"


@dataclass(frozen=True, slots=True)
class Read:
    """What a row says: fields; lines for the notes; what was left; fields that it empties."""

    values: dict[str, Value]
    lines: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    cleared: tuple[str, ...] = ()


@dataclass(slots=True)
class Reader:
    """Reads rows of one sheet. `unchanged`: whether a cell says what the project says anyway."""

    fps: str
    tradition: str
    register: Register
    unchanged: Callable[[str, str], bool] = lambda _column, _text: False
    known: Callable[[str], bool] = lambda _name: False
    left: list[Left] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def read(self, row: SheetRow) -> Read:
        """The fields of a row, in the usual order; cells that say nothing new are passed over."""
        self.left, self.lines = [], []
        found: dict[str, Value] = {}
        cleared: list[str] = []
        for column, raw in row.cells.items():
            text = unguarded(raw.strip()).strip()
            if not text:
                continue
            if raw.strip() in CLEARED:
                cleared.append(PLAIN.get(column, column))
            elif not self.unchanged(column, text):
                for key, value in self._cell(row, column, text):
                    found.setdefault(key, value)
        self._span(row, found)
        values = {key: found[key] for key in FIELDS if key in found}
        return Read(values, tuple(self.lines), tuple(self.left), tuple(cleared))

    def _cell(self, row: SheetRow, column: str, text: str) -> Iterator[tuple[str, Value]]:
        if column in words.CAMERA:
            got = words.camera(column, text, self.tradition)
            yield from got.values.items()
            for rest in got.rest:
                self._keep(row, column, rest)
        elif column in ("time", "weather", "transition"):
            value = words.value_of(column, text)
            if value is None:
                self._keep(row, column, text)
            else:
                yield column, value
        elif column == "description":
            yield "prompt", self._prompt(row, text)
        elif column in PLAIN:
            yield PLAIN[column], text
        elif column.startswith("note "):
            self.lines.append(f"{column.removeprefix('note ')}: {text}")
        else:
            yield from self._thing(row, column, text)

    def _thing(self, row: SheetRow, column: str, text: str) -> Iterator[tuple[str, Value]]:
        if column == "location":
            place, hour = self.register.place(text)
            yield "location", place
            if hour and not row["time"]:
                yield "time", hour
        elif column == "cast":
            people = self._people(text)
            if people:
                yield "cast", people
        elif column == "dialogue":
            yield "dialogue", words.speech(text, self.register.somebody)
        elif column == "duration":
            yield from self._length(row, text)
        elif column == "labels":
            yield "labels", [each.strip() for each in text.split(",") if each.strip()]
        elif column == "motion":
            yield "clip", {"prompt": text}
        elif column == "notes":
            yield "notes", text

    def _people(self, text: str) -> list[Value]:
        whole = self.register.somebody(text)
        found = [whole] if whole else [self.register.who(name) for name in words.people(text)]
        return list(dict.fromkeys(filter(None, found)))

    def _prompt(self, row: SheetRow, text: str) -> str:
        """The words; `@name` stays a reference only where that is a picture of the project."""

        def plain(name: str) -> str:
            self.left.append(Left(f"row {row.number}", f"@{name}", "nothing is named so; as words"))
            return name

        return ids.MENTION.sub(
            lambda found: found[0] if self.known(found[1].casefold()) else plain(found[1]), text
        )

    def _length(self, row: SheetRow, text: str) -> Iterator[tuple[str, Value]]:
        count = words.frames(text, self.fps)
        if count is None:
            self._keep(row, "duration", text, "no length; it is kept in the notes")
        else:
            yield "duration", timecode.duration(count, self.fps)

    def _span(self, row: SheetRow, found: dict[str, Value]) -> None:
        """A length from where a shot begins and ends, or from its frames, where it has no other."""
        if "duration" in found or row["duration"]:
            return
        frames = row["frames"]
        if frames and not self.unchanged("frames", frames):
            if frames.isdecimal() and 0 < int(frames[:9]) < 10**7:
                found["duration"] = timecode.duration(int(frames[:9]), self.fps)
            return
        first, last = row["in"], row["out"]
        if not first or not last:
            return
        start, end = words.point(first, self.fps), words.point(last, self.fps)
        if start is None or end is None or end <= start:
            why = "no beginning and end that make a length"
            self.left.append(Left(f"row {row.number}", f"{first} to {last}", why))
        else:
            found["duration"] = timecode.duration(end - start, self.fps)

    def _keep(self, row: SheetRow, column: str, text: str, why: str = _UNREAD) -> None:
        """Words that a field does not take: a line of the notes, and told."""
        self.lines.append(f"{column.capitalize()}: {text}")
        self.left.append(Left(f"row {row.number}", text, f"{column}: {why}"))


def with_lines(notes: str, lines: tuple[str, ...]) -> str:
    """Notes with lines that they do not have yet."""
    there = frozenset(notes.split("\n"))
    return "\n".join(filter(None, (notes, *(each for each in lines if each not in there))))


def shot_of(read: Read, name: str, inherited: Mapping[str, Value]) -> dict[str, Value]:
    """A new shot as it is written. `inherited`: what its scene says for it already."""
    notes = with_lines(str(read.values.get("notes", "")), read.lines)
    values = {**read.values, **({"notes": notes} if notes else {})}
    kept = {
        key: value
        for key, value in values.items()
        if inherited.get(key) != value and not (key == "number" and value == name)
    }
    return {"id": name, **{key: kept[key] for key in FIELDS if key in kept}}
