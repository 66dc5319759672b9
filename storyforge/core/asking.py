"""From what was declared to recipes: what a picture is drawn from, and what had to be left out.

What cannot be found is passed over here; it is told where it is written (see written.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from storyforge.core import film, ids, staging, wording
from storyforge.core import manifest as m
from storyforge.core.errors import Spot, Trouble
from storyforge.core.mending import is_lost
from storyforge.core.names import PICTURED, Names
from storyforge.core.places import project_path
from storyforge.core.reading import Entry, Manifest
from storyforge.core.recipe import FILE, Recipe, Role, Sentence
from storyforge.core.references import Fitted, Group, Wanted, group_of, in_frame, ranked
from storyforge.core.resolve import DEFAULTS, Resolved
from storyforge.core.seams import Capabilities, Provider, Providers
from storyforge.core.shape import article, brief
from storyforge.core.sizes import size_of
from storyforge.core.vocabulary import nearest

_STRANGERS = 20  # unknown services that are looked for; each costs a walk through what is installed

Chosen = tuple[Provider, str, Capabilities]


@dataclass(slots=True)
class Asking:
    """Makes the recipes of one manifest. `files`: project-relative path -> where it is named, of
    pictures; `sounds`: of sound files.

    `groups`: the plates that shots want, each with the ids of these shots. `unseen`: shot -> who of
    its cast is not in the frame and gave way.
    """

    manifest: Manifest
    names: Names
    providers: Providers
    services: dict[str, Provider | None] = field(default_factory=dict)
    strangers: int = 0  # services that were looked for in vain
    models: dict[str, Chosen | None] = field(default_factory=dict)
    styles: dict[str, Look] = field(default_factory=dict)
    files: dict[str, list[Spot]] = field(default_factory=dict)
    sounds: dict[str, list[Spot]] = field(default_factory=dict)
    groups: dict[Group, list[str]] = field(default_factory=dict)
    unseen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The project's own provider is looked for before all others."""
        self.model(self.usual)

    @property
    def usual(self) -> str:
        """Who makes what names nobody else."""
        return str(self.manifest.project.provider or DEFAULTS["provider"])

    def references(self, wanted: Wanted, entry: Entry[Any], role: Role, priority: int = 9) -> None:
        """Everything in an entry's `references:`."""
        for written in entry.said.references:
            if written.startswith("@"):
                node = self.names.find(written[1:].casefold(), PICTURED)
                if node:
                    wanted.add(role, node, written[1:], priority)
            else:
                wanted.add(role, FILE + path_in(written, entry), _stem(written), priority)

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
            preset = entry.said.preset or (name if name in film.HANDS else None)
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
        """Add the style's own references; its words are in the sentence, so they give way."""
        if self.entry:
            asking.references(wanted, self.entry, "style", priority=0)


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
    if wanted.over(can.references) and not can.staging:
        shot, wanted = _seen(asking, shot, wanted, style)
    grouping = not can.staging and shot["overflow"] != "words"
    fitted = wanted.within(can.references, grouping)
    group = _group(asking, fitted, chosen, shot)
    uses = ranked((*fitted.uses, group.use)) if group else fitted.uses
    known = {use.source: number for number, use in enumerate(uses)}
    width, height = (
        size_of(can, shot["ratio"], shot["resolution"])
        or film.PIXELS[shot["ratio"]][shot["resolution"]]
    )
    stage = (
        staging.of_shot(asking.manifest, asking.names, shot, uses, style) if can.staging else None
    )
    return Recipe(
        kind="shot",
        provider=provider.name,
        model=model,
        revision=provider.revision,
        sentence=_shot_sentence(asking, shot, known, group, style),
        width=width,
        height=height,
        uses=uses,
        seed=shot["seed"],
        parameters=shot["parameters"],
        staging=stage,
        takes=shot["takes"],
        wander=shot["aesthetic_range"],
        left_out=fitted.left_out,
        fit=fit_of(can, bool(uses), shot["reference_fit"]),
    )


def fit_of(can: Capabilities, uses: bool, wish: str | None) -> str:
    """How a reference of a shape that the model refuses is changed: empty for the usual way."""
    return "pad" if wish == "pad" and uses and can.fit is not None else ""


def _seen(asking: Asking, shot: Resolved, wanted: Wanted, style: Look) -> tuple[Resolved, Wanted]:
    """A shot that wants too many pictures, with those of its cast alone who are in the frame."""
    seen = in_frame(asking.manifest, shot)
    if len(seen) == len(shot.cast):
        return shot, wanted
    asking.unseen[shot.entry.id] = tuple(one.who for one in shot.cast if one not in seen)
    shot = replace(shot, cast=seen)
    return shot, _shot_references(asking, shot, style)


def _group(asking: Asking, fitted: Fitted, chosen: Chosen, shot: Resolved) -> Group | None:
    """The plate that a shot wants for those who are drawn together."""
    if not fitted.together:
        return None
    looks = {
        use.source: staging.described(asking.manifest, ids.name_of(use.source))
        for use in fitted.together
    }
    usual = asking.model(asking.usual)
    group = group_of(fitted.together, looks, _called(chosen), _called(usual) if usual else "")
    asking.groups.setdefault(group, []).append(shot.entry.id)
    return group


def _called(chosen: Chosen) -> str:
    return f"{chosen[0].name}/{chosen[1]}"


_ROLES: dict[str, Role] = {
    "character": "character",
    "location": "location",
    "element": "element",
    "shot": "from",
}


def _shot_references(asking: Asking, shot: Resolved, style: Look) -> Wanted:
    wanted, said, find = Wanted(), shot.entry.said, asking.names.find
    named = {shot.wardrobe.get(name, name) for name in shot.mentions}

    def want(name: str, kinds: tuple[str, ...]) -> None:
        if node := find(name, kinds):
            priority = _priority(asking.manifest, name)
            wanted.add(_ROLES[ids.kind_of(node)], node, name, priority, name in named)

    asking.references(wanted, shot.entry, "photo")
    if said.source and (node := find(said.source, PICTURED)):
        wanted.add("from", node, said.source, 8)
    for one in shot.cast:
        want(one.who, ("character",))
    for name in shot.mentions:
        want(shot.wardrobe.get(name, name), PICTURED)
    if shot["location"]:
        want(shot["location"], ("location",))
    for name in said.elements:
        want(name, ("element",))
    style.want(wanted, asking)
    return wanted


def _priority(manifest: Manifest, name: str) -> int:
    owner = name.partition("/")[0]
    tables: tuple[Mapping[str, Entry[Any]], ...]
    tables = (manifest.characters, manifest.locations, manifest.elements)
    return next((int(table[owner].said.priority) for table in tables if owner in table), 0)


def _shot_sentence(
    asking: Asking, shot: Resolved, known: Mapping[str, int], group: Group | None, style: Look
) -> Sentence:
    names = asking.names

    def say(name: str) -> str | int | Sentence:
        name = shot.wardrobe.get(name, name)
        source = names.nodes.get(name, "")
        if source in known:
            return known[source]
        where = group.where(source) if group else None
        if group and where:
            called = _short(asking.manifest, name)
            lead, end = (f"{called} (", ")") if called else ("", "")
            return f"{lead}{where} of ", known[group.node], end
        return staging.plain_words(asking.manifest, name)

    said = {shot.wardrobe.get(name, name) for name in shot.mentions}
    unsaid = [(one, one.who) for one in shot.cast if one.who not in said or wording.has_manner(one)]
    unsaid += [
        (m.Appearance(who="-"), name) for name in shot.entry.said.elements if name not in said
    ]
    place = shot["location"] if shot["location"] and shot["location"] not in said else None
    source = shot.entry.said.source
    refines = source if source and source not in shot.mentions else None
    return wording.shot_sentence(shot, say, unsaid, place, refines, style.words)


def _short(manifest: Manifest, name: str) -> str:
    """Somebody on a group plate in a few words, never by name: names are not in the key."""
    return staging.described(manifest, name).partition(",")[0].strip()
