"""What a shot finally is: project, scene and shot read together, the nearest wins.

A shot that refines another (`from:`) keeps its set-up (camera, cast, place) unless it says else:
the layers are shot, refined shot, scene, project, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core import film, ids
from storyforge.core import manifest as m
from storyforge.core.errors import Spot
from storyforge.core.line import line_of
from storyforge.core.names import Names
from storyforge.core.reading import Entry, Manifest, SceneEntry

WISHES = (
    "provider",
    "style",
    "ratio",
    "resolution",
    "takes",
    "aesthetic_range",
    "seed",
    "marks",
    "overflow",
    "reference_fit",
    "parameters",
)
SETTING = ("location", "time", "weather", "light", "mood")
CAMERA = ("size", "framing", "perspective", "angle", "level", "roll", "lens")
FIELDS = (*WISHES, *SETTING, *CAMERA)
_FIELDS = frozenset(FIELDS)
# What a refinement keeps of the shot it refines, if that shot says it itself.
_KEPT = frozenset({*CAMERA, "location", "time", "weather", "light"})
DEFAULTS: dict[str, Any] = {
    "provider": "draft",
    "style": "pencil",
    "ratio": "16:9",
    "resolution": "720p",
    "takes": 1,
    "aesthetic_range": 0,
    "marks": True,
    "overflow": "group",
    "reference_fit": "crop",
    "parameters": {},
}
NOBODY = frozenset({"empty", "insert", "cutaway"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """One shot with every inherited value in place.

    `cast` is who is on screen; `wardrobe` says who wears what. `root` is the words, without names,
    of the shot that a chain of refinements begins with (its own when it refines none). `kept`:
    what refinements of this shot keep of it. `line`: who is in its scene, from screen left.
    """

    entry: Entry[m.Shot]
    scene: SceneEntry
    values: Mapping[str, Any]
    cast: tuple[m.Appearance, ...]
    wardrobe: Mapping[str, str]
    mentions: tuple[str, ...]
    root: str
    kept: Mapping[str, Any]
    line: tuple[str, ...]

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


def resolve_all(manifest: Manifest, names: Names) -> dict[str, Resolved]:
    """Every shot resolved, by shot id."""
    scenes = {shot.id: (scene, shot) for scene, shot in reversed(list(manifest.shots()))}
    inherited = {
        id(scene): _inherited(manifest.project, scene.scene.said if scene.scene else None)
        for scene in manifest.scenes
    }
    lines = {id(scene): line_of(scene, names) for scene in manifest.scenes}
    done: dict[str, Resolved] = {}
    for _, shot in manifest.shots():
        for each in _chain(shot.id, scenes, done, names):
            scene, entry = scenes[each]
            refined = _refined(entry.said, done, names)
            above, line = inherited[id(scene)], lines[id(scene)]
            done[each] = _resolved(manifest, scene, entry, above, line, refined, names)
    return {shot.id: done[shot.id] for _, shot in manifest.shots()}


def _chain(
    start: str, scenes: Mapping[str, Any], done: Mapping[str, Resolved], names: Names
) -> Iterator[str]:
    """The shots to resolve for `start`, refined ones first; a circle is cut (told elsewhere)."""
    chain: dict[str, None] = {}
    each: str | None = start
    while each is not None and each not in done and each not in chain:
        chain[each] = None
        source = scenes[each][1].said.source
        node = names.find(source, ("shot",)) if source else None
        each = ids.name_of(node) if node else None
    return reversed(chain)


def _refined(shot: m.Shot, done: Mapping[str, Resolved], names: Names) -> Resolved | None:
    node = names.find(shot.source, ("shot",)) if shot.source else None
    return done.get(ids.name_of(node)) if node else None


def _resolved(
    manifest: Manifest,
    scene: SceneEntry,
    entry: Entry[m.Shot],
    inherited: Mapping[str, Any],
    line: tuple[str, ...],
    refined: Resolved | None,
    names: Names,
) -> Resolved:
    shot, above = entry.said, scene.scene.said if scene.scene else None
    kept = refined.kept if refined else {}
    own = {
        name: value
        for name in shot.model_fields_set & _FIELDS
        if (value := getattr(shot, name)) is not None
    }
    values = {**inherited, **kept, **own}
    tradition = film.TRADITIONS[manifest.project.tradition]
    if values.get("size") in tradition:
        values["size"] = tradition[values["size"]]
    mentions = tuple(found[1].casefold() for found in ids.MENTION.finditer(shot.prompt))
    wardrobe = _wardrobe(shot.cast, above.cast if above else None, refined, names)
    cast = _on_screen(shot, above, refined, mentions, wardrobe, names)
    root = refined.root if refined else " ".join(ids.MENTION.sub("@", shot.prompt).split())
    kept = {name: values[name] for name in (*kept, *own) if name in _KEPT}
    return Resolved(entry, scene, values, cast, wardrobe, mentions, root, kept, line)


def _inherited(project: m.Project, scene: m.Scene | None) -> dict[str, Any]:
    """What every shot of a scene has unless something nearer says otherwise."""
    said = {name: getattr(project, name) for name in WISHES}
    if scene:
        own = {name: getattr(scene, name) for name in (*WISHES, *SETTING)}
        said |= {name: value for name, value in own.items() if value is not None}
    return {**DEFAULTS, **{name: value for name, value in said.items() if value is not None}}


def _wardrobe(
    cast: tuple[m.Appearance, ...] | None,
    scene_cast: tuple[m.Appearance, ...] | None,
    refined: Resolved | None,
    names: Names,
) -> dict[str, str]:
    """Character -> the name to use for it here: `{"mara": "mara/uniform"}`."""
    worn: dict[str, str] = {}
    for one in (*(scene_cast or ()), *(refined.cast if refined else ()), *(cast or ())):
        owner = one.who.partition("/")[0]
        if names.find(one.who, ("character",)):
            worn[owner] = one.who
    return worn


def _on_screen(
    shot: m.Shot,
    scene: m.Scene | None,
    refined: Resolved | None,
    mentions: tuple[str, ...],
    wardrobe: Mapping[str, str],
    names: Names,
) -> tuple[m.Appearance, ...]:
    named = [
        m.Appearance(who=wardrobe.get(name, name))
        for name in mentions
        if names.find(name, ("character",))
    ]
    cast: tuple[m.Appearance, ...] = shot.cast or ()
    if shot.cast is None and not named and shot.framing not in NOBODY:
        cast = refined.cast if refined else (scene.cast or ()) if scene else ()
    result: dict[str, m.Appearance] = {}
    for one in (*cast, *named):
        result.setdefault(one.who.partition("/")[0], one)
    return tuple(result.values())


def origin(
    manifest: Manifest, resolved: Mapping[str, Resolved], names: Names, shot_id: str, name: str
) -> Spot | None:
    """Where a shot's value of `name` is written, or None when it is a default."""
    shot, seen = resolved[shot_id], {""}
    while shot.entry.id not in seen:
        if getattr(shot.entry.said, name, None) not in (None, "", ()):
            return shot.entry.spot(name)
        if name == "cast" and any(names.find(each, ("character",)) for each in shot.mentions):
            return shot.entry.spot("prompt")
        seen.add(shot.entry.id)
        source = shot.entry.said.source
        node = names.find(source, ("shot",)) if source else None
        if node and (name in _KEPT or name == "cast"):
            shot = resolved[ids.name_of(node)]
    scene = resolved[shot_id].scene.scene
    if scene and name not in CAMERA and getattr(scene.said, name, None) not in (None, "", ()):
        return scene.spot(name)
    if name in WISHES and getattr(manifest.project, name) is not None:
        return Spot(manifest.file, (name,))
    return None
