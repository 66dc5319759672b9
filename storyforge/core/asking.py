"""From what was declared to recipes: what a picture is drawn from, and what had to be left out.

What cannot be found is passed over here; it is told where it is written (see written.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storyforge.core import film, ids, staging, wording
from storyforge.core import manifest as m
from storyforge.core.errors import Spot, Trouble
from storyforge.core.mending import is_lost
from storyforge.core.names import PICTURED, Names
from storyforge.core.places import project_path
from storyforge.core.reading import Entry, Manifest
from storyforge.core.recipe import FILE, Recipe, Role, Use
from storyforge.core.resolve import DEFAULTS, Resolved
from storyforge.core.seams import Capabilities, Provider, Providers
from storyforge.core.shape import article, brief
from storyforge.core.vocabulary import nearest

_STRANGERS = 20  # unknown services that are looked for; each costs a walk through what is installed

Chosen = tuple[Provider, str, Capabilities]

# Who gives way first when a service takes fewer references than a shot has: what was asked for
# outright stays longest.
_RANK: dict[Role, int] = {
    "photo": 0,
    "from": 1,
    "character": 2,
    "location": 3,
    "element": 4,
    "style": 5,
}


@dataclass(slots=True)
class Wanted:
    """References as they are collected for one picture: each source once, by importance of role."""

    uses: dict[str, tuple[int, Use]] = field(default_factory=dict)

    def add(self, role: Role, source: str, label: str, priority: int = 0) -> None:
        """Want one more picture; the first role it was wanted in counts."""
        self.uses.setdefault(source, (priority, Use(role, source, label)))

    def within(self, limit: int) -> tuple[tuple[Use, ...], tuple[str, ...]]:
        """At most `limit` references, by priority, role and order; and the labels left out."""
        ranked = sorted(self.uses.values(), key=lambda each: _RANK[each[1].role])
        if len(ranked) <= limit:
            return tuple(use for _, use in ranked), ()
        kept = {id(use) for _, use in sorted(ranked, key=lambda each: -each[0])[:limit]}
        return (
            tuple(use for _, use in ranked if id(use) in kept),
            tuple(use.label for _, use in ranked if id(use) not in kept),
        )


@dataclass(slots=True)
class Asking:
    """Makes the recipes of one manifest. `files`: project-relative path -> where it is named."""

    manifest: Manifest
    names: Names
    providers: Providers
    services: dict[str, Provider | None] = field(default_factory=dict)
    strangers: int = 0  # services that were looked for in vain
    models: dict[str, Chosen | None] = field(default_factory=dict)
    styles: dict[str, Look] = field(default_factory=dict)
    files: dict[str, list[Spot]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The project's own provider is looked for before all others."""
        self.model(self.manifest.project.provider or DEFAULTS["provider"])

    def references(self, wanted: Wanted, entry: Entry[Any], role: Role) -> None:
        """Everything in an entry's `references:`."""
        for written in entry.said.references:
            if written.startswith("@"):
                node = self.names.find(written[1:].casefold(), PICTURED)
                if node:
                    wanted.add(role, node, written[1:], 9)
            else:
                wanted.add(role, FILE + path_in(written, entry), _stem(written), 9)

    def model(self, written: str) -> Chosen | None:
        """`draft`, `runway/gen4_image_turbo` …: provider, model and what it can do, if known."""
        if written not in self.models:
            self.models[written] = self._model(written)
        return self.models[written]

    def _service(self, name: str) -> Provider | None:
        """A provider by name, if there is one."""
        if name not in self.services and self.strangers <= _STRANGERS:
            self.services[name] = self.providers.get(name)
            self.strangers += self.services[name] is None
        return self.services.get(name)

    def _model(self, written: str) -> Chosen | None:
        name, slash, model = written.partition("/")
        provider = self._service(name)
        if provider is None or (slash and model not in provider.models):
            return None
        model = model or provider.models[0]
        return provider, model, provider.capabilities(model)

    def no_model(self, written: str, spot: Spot) -> Trouble:
        """Why `model` knows none: no such provider, or no such model of it."""
        name, _, model = written.partition("/")
        provider = self._service(name)
        if provider is None:
            close = nearest(name, tuple(self.providers))
            advice = f'did you mean "{close}"?' if close else f"known: {', '.join(self.providers)}"
            return Trouble("M205", f"there is no provider {brief(name)}", spot, advice)
        close = nearest(model, provider.models)
        known = ", ".join(f"{name}/{each}" for each in provider.models)
        advice = f'did you mean "{name}/{close}"?' if close else f"known: {known}"
        return Trouble("M206", f"{name} has no model {brief(model)}", spot, advice)

    def style(self, written: str | None) -> Look:
        """A style by name: its words, its preset, and its references."""
        name = written or DEFAULTS["style"]
        look = self.styles.get(name)
        if look is None:
            look = self.styles[name] = self._style(name)
        return look

    def _style(self, name: str) -> Look:
        entry = self.names.styles.get(name)
        if entry:
            preset = entry.said.preset or (name if name in film.PRESET_WORDS else None)
            own, hand = entry.said.prompt, film.PRESET_WORDS.get(preset or "", "")
            said = (own, hand if entry.said.preset or not own else "")
            return Look(name, "; ".join(filter(None, said)), preset, entry)
        try:
            preset = film.PRESETS.read(name)
        except film.UnknownWord:
            return Look(name, "", None, None, known=False)
        return Look(name, film.PRESET_WORDS[preset], preset, None)

    def no_style(self, written: str, spot: Spot) -> Trouble:
        """Why `style` knows none of that name."""
        found = self.names.nodes.get(written)
        kind = ids.kind_of(found) if found else self.names.others.get(written)
        legal = tuple(dict.fromkeys((*self.names.styles, *film.PRESETS.canonical)))
        known = f"known: {', '.join(each for each in legal if not is_lost(each))}"
        if kind:
            sentence = f"{brief(written)} is {article(kind)}; a style is wanted here"
            return Trouble("M202", sentence, spot, known)
        close = self.names.guess.of(written, ("style",), legal)
        advice = f'did you mean "{close}"?' if close else known
        return Trouble("M201", f"no style is named {brief(written)}", spot, advice)


def path_in(written: str, entry: Entry[Any]) -> str:
    """A file that `entry` names, as a project-relative path."""
    return project_path(written, entry.file, Spot(entry.file, ()))[0]


@dataclass(frozen=True, slots=True)
class Look:
    """A style as it is used; `entry` when the project declares it, `known` when anybody does."""

    name: str
    words: str
    preset: str | None
    entry: Entry[m.Style] | None
    known: bool = True

    def want(self, wanted: Wanted, asking: Asking) -> None:
        """Add the style's own references."""
        if self.entry:
            asking.references(wanted, self.entry, "style")


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rpartition(".")[0] or path


def shot_recipe(asking: Asking, shot: Resolved) -> Recipe | None:
    """The recipe of a shot, or None when its provider is unknown."""
    chosen = asking.model(shot["provider"])
    style = asking.style(shot["style"])
    wanted = _shot_references(asking, shot, style)
    if chosen is None:
        return None
    provider, model, can = chosen
    uses, left_out = wanted.within(can.references)
    known = {use.source: number for number, use in enumerate(uses)}
    width, height = film.PIXELS[shot["ratio"]][shot["resolution"]]
    sentence = _shot_sentence(asking, shot, known, style)
    stage = (
        staging.of_shot(asking.manifest, asking.names, shot, uses, style) if can.staging else None
    )
    return Recipe(
        kind="shot",
        provider=provider.name,
        model=model,
        revision=provider.revision,
        sentence=sentence,
        width=width,
        height=height,
        uses=uses,
        seed=shot["seed"],
        parameters=shot["parameters"],
        staging=stage,
        takes=shot["takes"],
        wander=shot["aesthetic_range"],
        left_out=left_out,
    )


_ROLES: dict[str, Role] = {
    "character": "character",
    "location": "location",
    "element": "element",
    "shot": "from",
}


def _shot_references(asking: Asking, shot: Resolved, style: Look) -> Wanted:
    wanted, said, find = Wanted(), shot.entry.said, asking.names.find
    manifest = asking.manifest
    asking.references(wanted, shot.entry, "photo")
    if said.source and (node := find(said.source, PICTURED)):
        wanted.add("from", node, said.source, 8)
    for one in shot.cast:
        if node := find(one.who, ("character",)):
            wanted.add("character", node, one.who, _priority(manifest.characters, one.who))
    for name in shot.mentions:
        worn = shot.wardrobe.get(name, name)
        if node := find(worn, PICTURED):
            wanted.add(_ROLES[ids.kind_of(node)], node, worn)
    place = shot["location"]
    if place and (node := find(place, ("location",))):
        wanted.add("location", node, place, _priority(manifest.locations, place))
    for name in said.elements:
        if node := find(name, ("element",)):
            wanted.add("element", node, name, _priority(manifest.elements, name))
    style.want(wanted, asking)
    return wanted


def _priority(table: Mapping[str, Entry[Any]], name: str) -> int:
    owner = table.get(name.partition("/")[0])
    return int(owner.said.priority) if owner else 0


def _shot_sentence(
    asking: Asking, shot: Resolved, known: Mapping[str, int], style: Look
) -> tuple[str | int, ...]:
    names = asking.names

    def say(name: str) -> str | int:
        name = shot.wardrobe.get(name, name)
        number = known.get(names.nodes.get(name, ""))
        return number if number is not None else staging.plain_words(asking.manifest, name)

    said = {shot.wardrobe.get(name, name) for name in shot.mentions}
    unsaid = [(one, one.who) for one in shot.cast if one.who not in said or wording.has_manner(one)]
    unsaid += [
        (m.Appearance(who="-"), name) for name in shot.entry.said.elements if name not in said
    ]
    place = shot["location"] if shot["location"] and shot["location"] not in said else None
    source = shot.entry.said.source
    refines = source if source and source not in shot.mentions else None
    return wording.shot_sentence(shot, say, unsaid, place, refines, style.words)
