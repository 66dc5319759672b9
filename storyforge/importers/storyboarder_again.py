"""The same board of Storyboarder once more: its boards find their shots again.

`script/NAME.boards.json` remembers which board became which shot, and what it said then. A field is
changed only where the shot still says that; what a person wrote over it stays, and nothing is ever
deleted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from storyforge.core.errors import Problem, UsageError
from storyforge.core.proposal import Edit, Here, Insert, Order, Proposal, Row, Value
from storyforge.core.reading import Manifest, SceneEntry
from storyforge.importers.script_changes import Field, judged
from storyforge.importers.script_draft import many

_FORMAT: Final = 1
_FIELDS: Final = ("number", "duration", "action", "dialogue", "notes", "prompt", "audio")


@dataclass(frozen=True, slots=True)
class Brought:
    """One board as a shot: what it is known by, the shot's id, and what it says."""

    key: str
    shot: str
    said: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Former:
    """The board as it was taken in before, as the scene `scene`. `path`: of the side file."""

    path: str
    scene: str
    boards: tuple[Brought, ...]

    @property
    def shots(self) -> dict[str, str]:
        """Boards -> their shots."""
        return {each.key: each.shot for each in self.boards}


def side(stem: str) -> str:
    """The path of the side file of a board."""
    return f"script/{stem}.boards.json"


def written(scene: str, boards: Sequence[Brought]) -> str:
    """The side file's text: JSON, one board a line."""
    rows = ({"board": each.key, "shot": each.shot, "said": each.said} for each in boards)
    told = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    head = f'"storyforge boards": {_FORMAT},\n"scene": {json.dumps(scene)}'
    return f'{{\n{head},\n"boards": [\n{told}\n]\n}}\n'


def former_of(stem: str, here: Here) -> Former | None:
    """What is remembered of a board; None where it is new, or its scene is there no more. Raises
    UsageError for a side file that cannot be read."""
    path = side(stem)
    if path not in here.files or here.manifest is None:
        return None
    try:
        told: Any = json.loads(here.files[path])
        if told["storyforge boards"] != _FORMAT:
            raise ValueError
        rows = [Brought(str(e["board"]), str(e["shot"]), dict(e["said"])) for e in told["boards"]]
        former = Former(path, str(told["scene"]), tuple(rows))
    except (ValueError, KeyError, TypeError, RecursionError):
        advice = "take it back from version control, or move it away and import the board anew"
        raise UsageError(Problem("F022", f"{path} cannot be read", advice=advice)) from None
    return former if _scene(here.manifest, former.scene) else None


def _scene(manifest: Manifest, name: str) -> SceneEntry | None:
    return next((e for e in manifest.scenes if e.scene and e.scene.id == name), None)


def changes(former: Former, now: Sequence[Brought], manifest: Manifest) -> Proposal:
    """What the board changes in its scene; its pictures and sounds are not in it."""
    entry = _scene(manifest, former.scene)
    assert entry is not None
    rows: list[Row] = []
    edits: list[Edit] = []
    entries = {shot.id: shot for _, shot in manifest.shots()}
    was = {each.key: each for each in former.boards}
    for each in now:
        if each.key in was and each.shot in entries:
            old = was[each.key].said
            fields = [
                Field(entries[each.shot], name, old.get(name), each.said.get(name))
                for name in _FIELDS
            ]
            told, made = judged(fields, former.scene)
            rows += told
            edits += made
    new = [each for each in now if each.key not in was]
    for each, made_edit in zip(new, _inserted(entry, now, was), strict=True):
        edits.append(made_edit)
        rows.append(
            Row("new", each.shot, former.scene, (("number", "", str(each.said["number"])),))
        )
    edits += _ordered(entry, former, now, rows)
    kept = {each.key for each in now}
    gone = [each for each in former.boards if each.key not in kept and each.shot in entries]
    rows += (Row("gone", each.shot, former.scene) for each in gone)
    names = ", ".join(each.shot for each in gone[:24]) + (" …" if len(gone) > 24 else "")
    changed = sum(row.sort == "changed" for row in rows)
    counts = [
        (len(new), many(len(new), "new board")),
        (changed, many(changed, "shot") + " changed"),
    ]
    notes = [f"{row.node} keeps your words" for row in rows if row.sort == "kept" and row.where]
    notes += [f"no longer among the boards, kept in the project: {names}"] if gone else []
    return Proposal(
        summary=", ".join(words for count, words in counts if count) or "the boards say the same",
        files={former.path: written(former.scene, now)},
        edits=tuple(edits),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _inserted(
    entry: SceneEntry, now: Sequence[Brought], was: Mapping[str, Brought]
) -> Iterator[Edit]:
    """New boards, each after the shot of the board before it."""
    assert entry.scene is not None
    places = {shot.id: number for number, shot in enumerate(entry.shots)}
    at = 0
    for each in now:
        if each.key in was:
            at = places[each.shot] + 1 if each.shot in places else at
        else:
            value: dict[str, Value] = {"id": each.shot, **each.said}
            yield Insert(entry.scene.file, (*entry.scene.path, "shots"), at, value)


def _ordered(
    entry: SceneEntry, former: Former, now: Sequence[Brought], rows: list[Row]
) -> list[Edit]:
    """The shots in the boards' new order, where nobody has put them in an order of their own."""
    assert entry.scene is not None
    here = [shot.id for shot in entry.shots]
    wanted = [each.shot for each in now if each.shot in here]
    before = [each.shot for each in former.boards if each.shot in wanted]
    there = [each for each in here if each in before]
    if wanted == before or there == wanted:
        return []
    told = (("order", " ".join(there), " ".join(wanted)),)
    rows.append(Row("moved" if there == before else "kept", former.scene, "", told))
    if there != before:
        return []
    turn, chosen = iter(wanted), set(wanted)
    order = tuple(here.index(next(turn)) if e in chosen else n for n, e in enumerate(here))
    return [Order(entry.scene.file, (*entry.scene.path, "shots"), order)]
