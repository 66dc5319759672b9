"""Recipes of the pictures that shots refer to: model sheets, looks, plates, views, elements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from storyforge.core import ids, staging, wording
from storyforge.core import manifest as m
from storyforge.core.asking import Asking, fit_of
from storyforge.core.ids import NodeId
from storyforge.core.names import PICTURED
from storyforge.core.reading import Entry
from storyforge.core.recipe import Recipe
from storyforge.core.references import Group, Wanted
from storyforge.core.resolve import DEFAULTS
from storyforge.core.sizes import nearest_size
from storyforge.core.staging import Stage

_OPENINGS = {
    "character": "Model sheet of one character on a plain light ground, "
    "even light, neutral expression: front, three-quarter, profile and back "
    "at full length, and the head alone. ",
    "location": "Establishing plate of one place, no people. ",
    "element": "One thing alone on a plain light ground, even light: ",
    "group": "Model sheet of {} people side by side on a plain light ground, even light, neutral "
    "expression, each from the front at full length, their heights in true proportion. "
    "From left to right: ",
}
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def character_recipe(asking: Asking, entry: Entry[m.Character]) -> Recipe | None:
    """The model sheet of a character, drawn from words and supplied pictures."""
    wanted = Wanted()
    asking.references(wanted, entry, "photo")
    stage: Stage = {"subject": "character", "description": entry.said.description}
    if entry.said.height:
        stage["height_cm"] = entry.said.height
    opening: list[str | int] = [_OPENINGS["character"]]
    return _recipe(
        asking,
        "character",
        "16:9",
        wanted,
        stage,
        opening,
        entry.said.description,
        provider=entry.said.provider,
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
    return _recipe(
        asking,
        "character",
        "16:9",
        wanted,
        stage,
        opening,
        look.description,
        provider=look.provider or entry.said.provider,
    )


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
        said.provider,
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
        asking,
        "location",
        _plate_ratio(asking),
        wanted,
        stage,
        opening,
        view.description,
        hour,
        view.provider or entry.said.provider,
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
    return _recipe(
        asking, "element", "1:1", wanted, stage, opening, said.description, provider=said.provider
    )


def group_recipe(asking: Asking, group: Group) -> Recipe | None:
    """Several characters on one plate, drawn from their own pictures, for shots that cannot take
    each alone.
    """
    wanted, count = Wanted(), len(group.members)
    for use in group.members:
        wanted.add(use.role, use.source, use.label, 9)
    number = _NUMBERS[count - 2] if count - 2 < len(_NUMBERS) else str(count)
    opening: list[str | int] = [_OPENINGS["group"].format(number)]
    for place, use in enumerate(group.members):
        opening += [", " if place else "", _Ref(use.source)]
    opening.append(". ")
    made = _recipe(asking, "group", "16:9", wanted, {}, opening, "", provider=group.model)
    return replace(made, left_out=()) if made else None  # a style's samples are no loss here


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
    provider: str | None = None,
) -> Recipe | None:
    project = asking.manifest.project
    style = asking.style(project.style)
    chosen = asking.model(provider or asking.usual)
    style.want(wanted, asking)
    if chosen is None:
        return None
    maker, model, can = chosen
    fitted = wanted.within(can.references)
    uses = fitted.uses
    known = {use.source: number for number, use in enumerate(uses)}
    width, height = nearest_size(can, ratio, project.resolution or DEFAULTS["resolution"])
    return Recipe(
        kind=kind,
        provider=maker.name,
        model=model,
        revision=maker.revision,
        sentence=wording.sheet_sentence(
            _numbered(opening, known), description, extra or [], style.words
        ),
        width=width,
        height=height,
        uses=uses,
        seed=project.seed,
        parameters=project.parameters or {},
        staging=_staged(stage, known, uses, style) if can.staging else None,
        left_out=fitted.left_out,
        fit=fit_of(can, bool(uses), project.reference_fit),
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
