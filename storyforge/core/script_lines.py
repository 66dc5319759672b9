"""The side file of a script: which shots were made from which line, so that both may be edited.

`script/NAME.lines.json` stands beside the writer's own file, which is never touched. One beat a
line, sorted as the script is; no line numbers, so that a sentence inserted at the top changes one
line here too. It remembers the script's former words: what a shot says is changed by a new draft
only where it still says those.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from storyforge.core.errors import Problem, UsageError
from storyforge.core.script import Beat

FOLDER: Final = "script"
ENDING: Final = ".lines.json"
_FORMAT: Final = 1
_WORDS: Final = ("character", "mode", "parenthetical")


@dataclass(frozen=True, slots=True)
class KeptScene:
    """A scene of the script as it was: its id in the project, and shots made of its heading."""

    id: str
    number: str
    heading: str
    shots: tuple[str, ...] = ()
    hour: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A beat of the script as it was: its own lasting id, its scene, and the shots made of it."""

    id: str
    scene: str
    beat: Beat
    shots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """All that is remembered of a script. `script`: its file beside this one. `people`, `places`:
    how names of the script are called in the project."""

    script: str
    people: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    scenes: tuple[KeptScene, ...] = ()
    beats: tuple[Kept, ...] = ()


def written(lines: Lines) -> str:
    """The side file's text: JSON, one scene and one beat a line."""
    head = {
        "storyforge lines": _FORMAT,
        "script": lines.script,
        "people": dict(sorted(lines.people.items())),
        "places": dict(sorted(lines.places.items())),
    }
    parts = [f'"{key}": {_json(value)}' for key, value in head.items()]
    parts.append(f'"scenes": {_listed(map(_scene, lines.scenes))}')
    parts.append(f'"beats": {_listed(map(_beat, lines.beats))}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def read(text: str, file: str) -> Lines:
    """The side file; raises UsageError when it is none that this storyforge wrote."""
    try:
        told = json.loads(text)
        if told["storyforge lines"] != _FORMAT:
            raise _no(file, "is written in another format")
        scenes = tuple(
            KeptScene(str(e["id"]), str(e["number"]), str(e["heading"]), _shots(e), str(e["hour"]))
            for e in told["scenes"]
        )
        beats = tuple(
            Kept(str(e["id"]), str(e["scene"]), _read(e), _shots(e)) for e in told["beats"]
        )
        people, places = (
            {str(key): str(value) for key, value in told[name].items()}
            for name in ("people", "places")
        )
        return Lines(str(told["script"]), people, places, scenes, beats)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _no(file, "cannot be read") from None


def _no(file: str, why: str) -> UsageError:
    advice = "take it back from version control, or move it away and import the script anew"
    return UsageError(Problem("F022", f"{file} {why}", advice=advice))


def _scene(scene: KeptScene) -> dict[str, Any]:
    told: dict[str, Any] = {"id": scene.id, "number": scene.number, "heading": scene.heading}
    return told | {"hour": scene.hour, "shots": list(scene.shots)}


def _beat(kept: Kept) -> dict[str, Any]:
    beat = kept.beat
    told: dict[str, Any] = {"id": kept.id, "scene": kept.scene, "sort": beat.sort}
    told |= {name: getattr(beat, name) for name in _WORDS if getattr(beat, name)}
    told |= {"dual": True} if beat.dual else {}
    return told | {"text": beat.text, "digest": beat.digest, "shots": list(kept.shots)}


def _read(told: Mapping[str, Any]) -> Beat:
    said = {name: str(told.get(name, "")) for name in _WORDS}
    return Beat(told["sort"], str(told["text"]), "", **said, dual=bool(told.get("dual")))


def _shots(told: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(each) for each in told["shots"])


def _listed(rows: Iterator[dict[str, Any]]) -> str:
    told = ",\n".join(_json(row) for row in rows)
    return f"[\n{told}\n]" if told else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def fresh_ids(taken: frozenset[str]) -> Iterator[str]:
    """Lasting ids for new beats: the next numbers that no beat ever had."""
    known = (int(each[1:]) for each in taken if each[:1] == "b" and each[1:].isdecimal())
    number = max(known, default=0)
    while True:
        number += 1
        yield f"b{number:04d}"
