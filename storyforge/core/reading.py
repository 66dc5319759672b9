"""From parsed files to one Manifest: strict shapes, legal ids, and a sentence for every fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from storyforge.core import ids, mending
from storyforge.core import manifest as m
from storyforge.core.errors import Spot, Trouble
from storyforge.core.mark import Path
from storyforge.core.shape import article, brief, shape_troubles

T = TypeVar("T")
MOST_TOLD = 100  # faults of shape in one file
_SHOWN = 80  # characters of an id in a sentence
_HOPELESS = 5000  # faults of one file; beyond, nothing else of it is looked at
_ROUNDS = 4  # one is enough but where a fault hides another


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One thing that a manifest declares: its id, its model, and where it stands."""

    id: str
    said: T
    file: str
    path: Path

    def spot(self, *below: str | int, key: bool = False, text: str = "") -> Spot:
        """The place of this entry, or of a field below it."""
        return Spot(self.file, (*self.path, *below), key, text)


@dataclass(frozen=True, slots=True)
class SceneEntry:
    """A scene with its shots in order; `scene` is None for shots outside any scene."""

    scene: Entry[m.Scene] | None
    shots: tuple[Entry[m.Shot], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the user said, all files as one. Tables are in order of declaration."""

    project: m.Project
    file: str
    styles: Mapping[str, Entry[m.Style]] = field(default_factory=dict)
    characters: Mapping[str, Entry[m.Character]] = field(default_factory=dict)
    locations: Mapping[str, Entry[m.Location]] = field(default_factory=dict)
    elements: Mapping[str, Entry[m.Element]] = field(default_factory=dict)
    scenes: tuple[SceneEntry, ...] = ()

    def shots(self) -> Iterator[tuple[SceneEntry, Entry[m.Shot]]]:
        """Every shot with its scene, in the order of the film."""
        for scene in self.scenes:
            for shot in scene.shots:
                yield scene, shot


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A file as a model; None when nothing of it can be read.

    `whole` is false where something was passed over that may have named things.
    """

    said: T | None
    troubles: list[Trouble]
    whole: bool


def read_project(value: object, file: str) -> Reading[m.Project]:
    """The project's own file."""
    wrong = _version(value, file) if isinstance(value, dict) and "storyforge" in value else None
    if wrong is None:
        return _validated(m.Project, value, file)
    if wrong.advice.startswith("upgrade"):  # another format: its words may mean something else
        return Reading(None, [wrong], whole=False)
    known = {**value, "storyforge": m.VERSION}  # type: ignore[dict-item]
    read = _validated(m.Project, known, file)
    return Reading(read.said, [wrong, *read.troubles], read.whole)


def read_include(value: object, file: str) -> Reading[m.Include]:
    """An included file."""
    return _validated(m.Include, value, file)


def _version(value: Mapping[str, Any], file: str) -> Trouble | None:
    """Why this storyforge does not read the format that a project names, if so."""
    version, spot = value["storyforge"], Spot(file, ("storyforge",))
    write = f"write `storyforge: {m.VERSION}`"
    if isinstance(version, bool) or not isinstance(version, int):
        given = "nothing" if version is None else brief(str(version).lower())
        given = "no number" if isinstance(version, dict | list) else given
        sentence = f'"storyforge" is the number of the format, a whole number; here is {given}'
        return Trouble("M106", sentence, spot, write)
    if version == m.VERSION:
        return None
    reads = f"this storyforge reads format {m.VERSION}"
    sentence = f"this project is written in format {version}; {reads}"
    upgrade = "upgrade storyforge (`pipx upgrade storyforge-build`)"
    return Trouble("M106", sentence, spot, upgrade if version > m.VERSION else write)


M = TypeVar("M", m.Project, m.Include)


def _validated(model: type[M], value: object, file: str) -> Reading[M]:
    if not isinstance(value, dict):
        sentence = "this file is no storyboard: it must be a mapping"
        advice = "begin with fields such as `title:` and `scenes:`"
        return Reading(None, [Trouble("M103", sentence, Spot(file, ()), advice)], whole=False)
    if (path := mending.flood(value)) is not None:
        sentence = "there is more here than a storyboard can use"
        advice = f"at most {mending.MOST_FIELDS} fields, and {mending.MOST_ENTRIES} entries"
        return Reading(None, [Trouble("M113", sentence, Spot(file, path), advice)], whole=False)
    troubles: list[Trouble] = []
    whole = True
    for _ in range(_ROUNDS):
        try:
            return Reading(model.model_validate(value), troubles, whole)
        except ValidationError as error:
            errors: list[Any] = error.errors(include_url=False)
        hopeless = len(errors) > _HOPELESS
        errors = errors[:_HOPELESS]
        for each in errors:
            each["model"], each["loc"] = each["loc"], mending.in_document(value, each["loc"])
            whole = whole and not mending.names_things(each["type"], each["loc"], each["input"])
        troubles += _heard(model, errors, file)
        if hopeless:
            break
        value = mending.mended(value, [(each["type"], each["loc"]) for each in errors])
    return Reading(None, troubles, whole=False)


def _heard(model: type[M], errors: list[Any], file: str) -> Iterator[Trouble]:
    """The errors in words, but for consequences of what was told already."""
    fresh = [error for error in errors if not mending.is_lost(error["input"])]
    yield from shape_troubles(model, fresh[:MOST_TOLD], file)
    if len(fresh) > MOST_TOLD:
        yield more(f" in {file}")


def more(where: str = "") -> Trouble:
    """Said where there are so many faults that nobody would read them all."""
    sentence = f"there are more faults{where} than are told here"
    return Trouble("M112", sentence, Spot("", ()), "mend these first")


def combine(
    project: m.Project, file: str, includes: Sequence[tuple[str, m.Include]]
) -> tuple[Manifest, list[Trouble]]:
    """One Manifest from the project's file and its includes, in order; with troubles about ids."""
    files: list[tuple[str, m.Contents]] = [(file, project), *includes]
    troubles: list[Trouble] = []
    tables = {
        kind: _table(kind, files, troubles)
        for kind in ("styles", "characters", "locations", "elements")
    }
    manifest = Manifest(project, file, scenes=tuple(_scenes(files)), **tables)
    troubles += _id_troubles(manifest)
    return manifest, troubles


def _table(
    kind: str, files: Sequence[tuple[str, m.Contents]], troubles: list[Trouble]
) -> dict[str, Entry[Any]]:
    table: dict[str, Entry[Any]] = {}
    for file, contents in files:
        for name, said in getattr(contents, kind).items():
            entry = Entry(name, said, file, (kind, name))
            if name in table:
                one = kind.removesuffix("s")
                troubles.append(_twice((one, entry, False), (one, table[name], False)))
            table.setdefault(name, entry)
    return table


def _scenes(files: Sequence[tuple[str, m.Contents]]) -> Iterator[SceneEntry]:
    for file, contents in files:
        for number, scene in enumerate(contents.scenes):
            entry = Entry(scene.id, scene, file, ("scenes", number))
            yield SceneEntry(entry, _shots(scene.shots, file, (*entry.path, "shots")))
        if contents.shots:
            yield SceneEntry(None, _shots(contents.shots, file, ("shots",)))


def _shots(shots: Sequence[m.Shot], file: str, path: Path) -> tuple[Entry[m.Shot], ...]:
    return tuple(Entry(shot.id, shot, file, (*path, number)) for number, shot in enumerate(shots))


def _id_troubles(manifest: Manifest) -> Iterator[Trouble]:
    scenes = [entry.scene for entry in manifest.scenes if entry.scene]
    things: list[tuple[str, Entry[Any], bool]] = [
        (kind, entry, False)
        for kind, table in (
            ("character", manifest.characters),
            ("location", manifest.locations),
            ("element", manifest.elements),
        )
        for entry in table.values()
    ]
    things += [("shot", shot, True) for _, shot in manifest.shots()]
    yield from _unique(things)
    yield from _unique([("scene", scene, True) for scene in scenes])
    yield from _unique([("style", style, False) for style in manifest.styles.values()])
    for kind, table, parts in (
        ("look", manifest.characters, "looks"),
        ("view", manifest.locations, "views"),
    ):
        for owner in table.values():
            yield from _unique(
                [
                    (kind, Entry(name, part, owner.file, (*owner.path, parts, name)), False)
                    for name, part in getattr(owner.said, parts).items()
                ]
            )


def _unique(things: Sequence[tuple[str, Entry[Any], bool]]) -> Iterator[Trouble]:
    """Ids of one namespace: legal, and different also after folding case and Unicode form."""
    seen: dict[str, tuple[str, Entry[Any], bool]] = {}
    for kind, entry, listed in things:
        if mending.is_lost(entry.id):
            continue
        plain = entry.id if entry.id.isascii() and entry.id.islower() else ids.folded(entry.id)
        first = seen.setdefault(plain, (kind, entry, listed))
        if first[1] is not entry:
            yield _twice((kind, entry, listed), first)
        elif not ids.is_id(entry.id):
            yield _bad_id(kind, entry, listed)


def _bad_id(kind: str, entry: Entry[Any], listed: bool) -> Trouble:
    better = ids.proposal(entry.id)
    shown = entry.id if len(entry.id) <= _SHOWN else entry.id[:_SHOWN] + " …"
    return Trouble(
        "M107",
        f'"{shown}" cannot name {article(kind)}: {ids.complaint(entry.id)}',
        _id_spot(entry, listed),
        f'did you mean "{better}"?' if better else "choose another id",
    )


def _id_spot(entry: Entry[Any], listed: bool) -> Spot:
    """Where an id is written: in a list under `id:`, in a table as the key."""
    return entry.spot("id") if listed else entry.spot(key=True)


def _twice(second: tuple[str, Entry[Any], bool], first: tuple[str, Entry[Any], bool]) -> Trouble:
    (_, entry, listed), (other, earlier, earlier_listed) = second, first
    if earlier.id == entry.id:
        sentence = f'"{entry.id}" is already the id of {article(other)}'
    else:
        sentence = f'"{entry.id}" and "{earlier.id}" differ only by case or Unicode form'
    advice = "give one of them another id; a name must mean one thing"
    also = ((f"the {other} is here", _id_spot(earlier, earlier_listed)),)
    return Trouble("M108", sentence, _id_spot(entry, listed), advice, also=also)
