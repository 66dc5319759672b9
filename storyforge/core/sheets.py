"""Recipes of the pictures that shots refer to: model sheets, looks, plates, views, elements."""

from __future__ import annotations

from typing import Any

from storyforge.core import film, ids, staging, wording
from storyforge.core import manifest as m
from storyforge.core.asking import Asking, Wanted
from storyforge.core.ids import NodeId
from storyforge.core.names import PICTURED
from storyforge.core.reading import Entry
from storyforge.core.recipe import Recipe
from storyforge.core.resolve import DEFAULTS
from storyforge.core.staging import Stage

_OPENINGS = {
    "character": "Model sheet of one character on a plain light ground, "
    "even light, neutral expression: front, three-quarter, profile and back "
    "at full length, and the head alone. ",
    "location": "Establishing plate of one place, no people. ",
    "element": "One thing alone on a plain light ground, even light: ",
}


def character_recipe(asking: Asking, entry: Entry[m.Character]) -> Recipe | None:
    """The model sheet of a character, drawn from words and supplied pictures."""
    wanted = Wanted()
    asking.references(wanted, entry, "photo")
    stage: Stage = {"subject": "character", "description": entry.said.description}
    if entry.said.height:
        stage["height_cm"] = entry.said.height
    return _recipe(
        asking, "character", "16:9", wanted, stage, [_OPENINGS["character"]], entry.said.description
    )


def look_recipe(asking: Asking, entry: Entry[m.Character], name: str) -> Recipe | None:
    """A character in another look, drawn from the character's own picture."""
    look, base = entry.said.looks[name], ids.node("character", entry.id)
    wanted = Wanted()
    wanted.add("character", base, entry.id, 9)
    asking.references(wanted, Entry(name, look, entry.file, (*entry.path, "looks", name)), "photo")
    description = staging.described(asking.manifest, f"{entry.id}/{name}")
    stage: Stage = {"subject": "character", "description": description, "base": base}
    if entry.said.height:
        stage["height_cm"] = entry.said.height
    opening: list[str | int] = [
        _OPENINGS["character"],
        "The same person as ",
        _Ref(base),
        ", now: ",
    ]
    return _recipe(asking, "character", "16:9", wanted, stage, opening, look.description)


def location_recipe(asking: Asking, entry: Entry[m.Location]) -> Recipe | None:
    """The plate of a location."""
    wanted, said = Wanted(), entry.said
    asking.references(wanted, entry, "photo")
    stage: Stage = {
        "subject": "location",
        "description": said.description,
        "interior": said.interior,
    }
    hour = _hour(stage, said.time, said.weather)
    return _recipe(
        asking,
        "location",
        _plate_ratio(asking),
        wanted,
        stage,
        [_OPENINGS["location"]],
        said.description,
        hour,
    )


def view_recipe(asking: Asking, entry: Entry[m.Location], name: str) -> Recipe | None:
    """The same place from elsewhere or at another hour, drawn from its own plate."""
    view, base = entry.said.views[name], ids.node("location", entry.id)
    wanted = Wanted()
    wanted.add("location", base, entry.id, 9)
    asking.references(wanted, Entry(name, view, entry.file, (*entry.path, "views", name)), "photo")
    stage: Stage = {
        "subject": "location",
        "description": entry.said.description,
        "view": view.description,
        "interior": entry.said.interior,
        "base": base,
    }
    hour = _hour(stage, view.time or entry.said.time, view.weather or entry.said.weather)
    opening: list[str | int] = [_OPENINGS["location"], "The same place as ", _Ref(base), ". "]
    return _recipe(
        asking, "location", _plate_ratio(asking), wanted, stage, opening, view.description, hour
    )


def element_recipe(asking: Asking, entry: Entry[m.Element]) -> Recipe | None:
    """Something isolated, from another picture or from words alone."""
    said, wanted = entry.said, Wanted()
    opening: list[str | int] = [_OPENINGS["element"]]
    stage: Stage = {"subject": "element", "kind": said.kind, "description": said.description}
    if said.source:
        node = asking.names.find(said.source, PICTURED)
        if node:
            wanted.add("from", node, said.source, 9)
            stage["from"] = node
            opening += ["isolated from ", _Ref(node), ": "]
    asking.references(wanted, entry, "photo")
    return _recipe(asking, "element", "1:1", wanted, stage, opening, said.description)


class _Ref(str):
    """A node in an opening, to be replaced by its number among the references."""

    __slots__ = ()


def _hour(stage: Stage, time: str | None, weather: str | None) -> list[str]:
    if time:
        stage["time"] = time
    if weather:
        stage["weather"] = weather
    hour = ", ".join(each for each in (time, weather) if each)
    return [hour.capitalize()] if hour else []


def _plate_ratio(asking: Asking) -> str:
    """Plates have the film's shape, but never wider than a service takes back (2:1)."""
    ratio = asking.manifest.project.ratio or DEFAULTS["ratio"]
    return "16:9" if ratio == "21:9" else str(ratio)


def _recipe(
    asking: Asking,
    kind: str,
    ratio: str,
    wanted: Wanted,
    stage: Stage,
    opening: list[str | int],
    description: str,
    extra: list[str] | None = None,
) -> Recipe | None:
    project = asking.manifest.project
    style = asking.style(project.style)
    chosen = asking.model(project.provider or DEFAULTS["provider"])
    style.want(wanted, asking)
    if chosen is None:
        return None
    provider, model, can = chosen
    uses, left_out = wanted.within(can.references)
    known = {use.source: number for number, use in enumerate(uses)}
    width, height = film.PIXELS[ratio][project.resolution or DEFAULTS["resolution"]]
    return Recipe(
        kind=kind,
        provider=provider.name,
        model=model,
        revision=provider.revision,
        sentence=wording.sheet_sentence(
            _numbered(opening, known), description, extra or [], style.words
        ),
        width=width,
        height=height,
        uses=uses,
        seed=project.seed,
        parameters=project.parameters or {},
        staging=_staged(stage, known, uses, style) if can.staging else None,
        left_out=left_out,
    )


def _numbered(opening: list[str | int], known: dict[NodeId, int]) -> list[str | int]:
    return [
        known.get(part, "the earlier picture") if isinstance(part, _Ref) else part
        for part in opening
    ]


def _staged(stage: Stage, known: dict[NodeId, int], uses: tuple[Any, ...], style: Any) -> Stage:
    """References by number; what supplied pictures there are; the hand."""
    for name in ("base", "from"):
        if name in stage:
            stage[name] = known.get(stage[name])
    photos = [number for number, use in enumerate(uses) if use.role == "photo"]
    return {
        **stage,
        "photos": photos,
        "references": staging.roles_of(uses),
        "style": staging.style_of(style),
    }
