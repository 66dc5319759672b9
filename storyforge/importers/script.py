"""A script as a proposal: a fresh project, or what a new draft changes in one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from storyforge.core import script_coverage, script_lines
from storyforge.core.compose import composed
from storyforge.core.errors import Problem, UsageError
from storyforge.core.proposal import Here, Left, Proposal, Row, Value
from storyforge.core.script import Script, ScriptScene
from storyforge.core.script_lines import ENDING, FOLDER, Kept, KeptScene, Lines
from storyforge.importers import script_again
from storyforge.importers.script_draft import (
    PEOPLE,
    PLACES,
    Ids,
    assigned,
    drawn_of,
    file_stem,
    many,
    scene_value,
    stem_of,
)
from storyforge.importers.script_names import Casting, casting
from storyforge.importers.script_shots import Drawn, unheard

MANIFEST: Final = "storyforge.yaml"
_MOST: Final = 5000  # shots that one import makes


def propose(
    script: Script, text: str, name: str, here: Here, wishes: Mapping[str, Any]
) -> Proposal:
    """What importing a script would do; raises UsageError when there is no scene in it."""
    del wishes
    if not script.scenes:
        sentence = f"no scene was found in {name}"
        advice = "a scene begins with a heading such as `INT. KITCHEN - NIGHT`"
        raise UsageError(Problem("F023", sentence, advice=advice))
    if sum(len(scene.seen()) for scene in script.scenes) > _MOST:
        advice = "import it in parts: an act, an episode"
        raise UsageError(Problem("F024", f"{name} has more than {_MOST:,} beats", advice=advice))
    if here.manifest is not None:
        return script_again.propose(script, text, name, here)
    return fresh(script, text, name)


def fresh(script: Script, text: str, name: str) -> Proposal:
    """A project of its own."""
    stem, ending = stem_of(name)
    cast = casting(script, None, Lines(""))
    built = list(_scenes(script, cast))
    files: dict[str, str] = {}
    include: list[Value] = []
    if cast.characters:
        files[PEOPLE] = composed({"characters": dict(cast.characters)})
        include.append(PEOPLE)
    if cast.locations:
        files[PLACES] = composed({"locations": dict(cast.locations)})
        include.append(PLACES)
    for number, (scene, kept, shots, _) in enumerate(built, start=1):
        path = f"scenes/{number:02d}-{file_stem(scene)}.yaml"
        files[path] = composed({"scenes": [scene_value(kept.id, scene, shots, cast)]})
        include.append(path)
    files[MANIFEST] = composed(_project(script, stem, include))
    lines = Lines(
        f"{stem}{ending}",
        cast.people,
        cast.places,
        tuple(kept for _, kept, _, _ in built),
        tuple(each for _, _, _, beats in built for each in beats),
    )
    files[f"{FOLDER}/{stem}{ending}"] = text
    files[f"{FOLDER}/{stem}{ENDING}"] = script_lines.written(lines)
    made = sum(len(shots) for _, _, shots, _ in built)
    return Proposal(
        summary=f"a new project: {many(len(built), 'scene')}, {many(made, 'shot')} proposed, "
        f"{many(len(cast.characters), 'character')}, {many(len(cast.locations), 'location')}",
        files=files,
        rows=tuple(_rows(built)),
        left=tuple(_left(script)),
        notes=tuple(script_coverage.told(script_coverage.of_lines(lines, script))),
    )


_Built = tuple[ScriptScene, KeptScene, list[tuple[str, Drawn]], list[Kept]]


def _scenes(script: Script, cast: Casting) -> Iterator[_Built]:
    numbers, shot_ids = script_lines.fresh_ids(frozenset()), Ids(cast.taken)
    known: set[str] = set()
    wide = max(2, len(str(len(script.scenes))))
    for number, scene in enumerate(script.scenes, start=1):
        name = f"sc{number:0{wide}d}"
        place = cast.where(scene)
        first = shot_ids.next() if place and place not in known else ""
        known.add(place)
        shots = assigned(scene.beats, [None] * len(scene.beats), lambda _: shot_ids.next(), first)
        kept = [
            Kept(next(numbers), name, beat, of)
            for beat, of in zip(scene.beats, shots.of, strict=True)
        ]
        drawn = drawn_of(zip(scene.beats, shots.of, strict=True), cast)
        rows = [*([(first, Drawn((), (), True))] if first else []), *drawn.items()]
        made = (first,) if first else ()
        heading = KeptScene(name, scene.number, scene.heading, made, scene.hour)
        yield scene, heading, rows, kept


def _project(script: Script, stem: str, include: list[Value]) -> dict[str, Value]:
    title = dict(script.title)
    told: dict[str, Value] = {"storyforge": 1}
    told["title"] = title.pop("title", "") or stem.replace("-", " ").replace("_", " ").title()
    for field, keys in (
        ("director", ("director", "directed by")),
        ("company", ("company", "production company")),
        ("draft", ("draft date", "draft", "revision", "date", "version")),
    ):
        said = next((title.pop(key) for key in keys if title.get(key)), "")
        told |= {field: said} if said else {}
    told |= {"fps": 24, "ratio": "16:9", "provider": "draft", "style": "pencil"}
    by = next((title.pop(key) for key in ("author", "authors", "writer") if title.get(key)), "")
    credit = title.pop("credit", "") or ("written by" if by else "")
    notes = [" ".join(filter(None, (credit, by)))]
    notes += [f"{key}: {value}" for key, value in title.items() if value]
    said = "\n".join(filter(None, notes))
    return told | ({"notes": said} if said else {}) | {"include": include}


def _rows(built: Iterable[_Built]) -> Iterator[Row]:
    for scene, kept, shots, _ in built:
        count = (
            f"{shots[0][0]} to {shots[-1][0]}" if len(shots) > 1 else "".join(s for s, _ in shots)
        )
        fields = (("heading", "", scene.heading), ("shots", "", count or "none"))
        yield Row("new", kept.id, scene.number, fields)


def _left(script: Script) -> Iterator[Left]:
    yield from script.left
    for scene in script.scenes:
        yield from unheard(scene.beats)
