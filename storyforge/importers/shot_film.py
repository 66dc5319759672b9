"""A film that begins with a shot list: its manifest files, as a person would have written them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from storyforge.core import film as film_words
from storyforge.core.columns import unguarded
from storyforge.core.compose import composed
from storyforge.core.proposal import Left, Proposal, Row, Value
from storyforge.core.vocabulary import folded
from storyforge.importers.shot_names import Register, hour, is_slugline
from storyforge.importers.shot_row import Reader, shot_of
from storyforge.importers.shot_sheet import Sheet, SheetRow

_SHARED: Final = ("location", "time", "weather")
_FPS: Final = "24"


@dataclass(slots=True)
class NewScene:
    """A scene that the sheet begins: its fields, its shots, and the file that it will be."""

    said: dict[str, Value]
    shots: list[Value] = field(default_factory=list)

    def value(self) -> dict[str, Value]:
        """The scene as it is written: what all its shots say of place and hour is said once."""
        shots = [each for each in self.shots if isinstance(each, dict)]
        shared: dict[str, Value] = {}
        for key in _SHARED if len(shots) > 1 else ():
            first = shots[0].get(key)
            if first is not None and all(each.get(key) == first for each in shots):
                shared[key] = first
        bare: list[Value] = [
            {key: value for key, value in each.items() if key not in shared} for each in shots
        ]
        return {**self.said, **shared, "shots": bare}


def labels(sheet: Sheet) -> Iterator[tuple[SheetRow, str, str]]:
    """Every row with the label of its scene and the slugline that it gives; empty for none.

    Where there are several episodes, a scene's label begins with its own.
    """
    several = len({row["episode"] for row in sheet.rows if row["episode"]}) > 1
    for row in sheet.rows:
        label, slug = plain(row["scene"]), plain(row["scene slug"])
        if several and row["episode"]:
            label = f"{row['episode']}.{label}" if label else row["episode"]
        slug = slug or (plain(row.section) if label else "")
        yield row, label or plain(row.section) or slug, slug


def plain(cell: str) -> str:
    """A cell's words."""
    return unguarded(cell.strip()).strip()


def scene_said(register: Register, sheet: Sheet, label: str, slug: str) -> dict[str, Value]:
    """The head of a new scene: id, number or title, slugline, and what that says of place and hour
    where the sheet does not say it shot by shot."""
    said: dict[str, Value] = {"id": register.scene(label)}
    heading = slug or (label if is_slugline(label) else "")
    if label != heading and folded(label) != said["id"]:
        short = any(each.isdigit() for each in label) and len(label) <= 12
        said["number" if short else "title"] = label
    if is_slugline(heading):
        hour_of = hour(heading.rpartition("-")[2].strip())
        place = "" if "location" in sheet.columns else register.place(heading)[0]
        told = {"location": place, "time": "" if "time" in sheet.columns else hour_of}
        return {**said, "slug": heading, **{key: each for key, each in told.items() if each}}
    return {**said, **({"slug": heading} if heading else {})}


def wide(sheet: Sheet, tradition: str) -> Iterator[str]:
    """What is worth knowing of `WS` and `FS`, which two traditions understand differently."""
    found = {word for row in sheet.rows for word in re.findall(r"\w+", row["size"].casefold())}
    for word, size in film_words.TRADITIONS[tradition].items():
        if word in found and word.upper() != size:
            yield f"{word.upper()} was read as {size}, as the {tradition} tradition has it"


def repeated(sheet: Sheet) -> bool:
    """Whether shots of different scenes have the same number."""
    seen: dict[str, str] = {}
    for row, label, _ in labels(sheet):
        number = folded(plain(row["shot"]))
        if number and seen.setdefault(number, label) != label:
            return True
    return False


def film(sheet: Sheet, name: str, register: Register) -> Proposal:
    """A new project out of a sheet; `name`: of its file."""
    tradition = "japanese" if sheet.japanese else "western"
    reader = Reader(_FPS, tradition, register)
    scenes, left = _scenes(sheet, reader)
    rows = [
        Row("new", str(shot["id"]), _label(scene), _told(shot))
        for scene in scenes.values()
        for shot in scene.shots
        if isinstance(shot, dict)
    ]
    many = len([scene for scene in scenes.values() if scene.said])
    summary = f"{_count(len(rows), 'shot')} in {_count(many, 'scene')}, as a new project"
    return Proposal(
        summary, _files(scenes, name, sheet, register), (), tuple(rows),
        (*sheet.left, *left), (*sheet.notes, *wide(sheet, tradition)),
    )  # fmt: skip


def _scenes(sheet: Sheet, reader: Reader) -> tuple[dict[str, NewScene], list[Left]]:
    scenes: dict[str, NewScene] = {}
    left: list[Left] = []
    again = repeated(sheet)
    before = ""
    for count, (row, label, slug) in enumerate(labels(sheet)):
        key = folded(label) or before
        if key not in scenes:
            said = scene_said(reader.register, sheet, label, slug) if key else {}
            scenes[key] = NewScene(said)
        scene, before = scenes[key], key
        read = reader.read(row)
        left += read.left
        values = acted(sheet, read.values)
        prefix = str(scene.said.get("id", "")) if again else ""
        number = str(values.get("number", ""))
        shot = reader.register.shot(plain(row["id"]), number, prefix, count)
        if plain(row["id"]) and "number" not in values and plain(row["id"]) != shot:
            values["number"] = plain(row["id"])
        read.values.clear()
        read.values.update(values)
        scene.shots.append(dict(shot_of(read, shot, {})))
    return scenes, left


def acted(sheet: Sheet, values: Mapping[str, Value]) -> dict[str, Value]:
    """Fields of a new shot; where a list says nowhere what is seen, what happens is."""
    if "description" in sheet.columns or "action" not in values:
        return dict(values)
    return {("prompt" if key == "action" else key): value for key, value in values.items()}


def _files(
    scenes: Mapping[str, NewScene], name: str, sheet: Sheet, register: Register
) -> dict[str, str]:
    head: dict[str, Value] = {"storyforge": 1, "title": _title(name)}
    if sheet.japanese:
        head["tradition"] = "japanese"
    head["include"] = ["scenes/*.yaml"]
    tables = {"characters": register.new_people, "locations": register.new_places}
    head |= {key: dict(table) for key, table in tables.items() if table}
    files = {"storyforge.yaml": composed(head)}
    digits = max(2, len(str(len(scenes))))
    for number, scene in enumerate(scenes.values(), 1):
        if scene.said:
            file = f"scenes/{number:0{digits}}-{scene.said['id']}.yaml"
            files[file] = composed({"scenes": [scene.value()]})
        else:
            files[f"scenes/{number:0{digits}}-shots.yaml"] = composed({"shots": scene.shots})
    return files


def _title(name: str) -> str:
    stem = re.sub(r"\.\w{1,5}$", "", name.rpartition("/")[2])
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _label(scene: NewScene) -> str:
    found = (scene.said.get(key) for key in ("slug", "title", "number", "id"))
    return str(next((each for each in found if each), ""))


def _told(shot: Mapping[str, Value]) -> tuple[tuple[str, str, str], ...]:
    return tuple((key, "", shown(value)) for key, value in shot.items() if key != "id")


def shown(value: Value) -> str:
    """A value as a person reads it in a preview."""
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, dict) and "speaker" in value:
        aside = value.get("parenthetical") or value.get("mode")
        said = f"({aside}) {value['text']}" if aside else value["text"]
        return f"{value['speaker']}: {said}"
    if isinstance(value, dict):
        return ": ".join(str(each) for pair in value.items() for each in pair)
    return str(value)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
