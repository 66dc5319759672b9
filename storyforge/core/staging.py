"""The declared scene as plain data, for providers that stage a picture rather than read a sentence.

Everything here is in the key of such a provider's pictures, so it holds what reaches the picture
and nothing else: no ids, names of people, titles, notes, dialogue or durations. References are
numbers into the recipe's `uses`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from storyforge.core import ids, wording
from storyforge.core.manifest import Appearance, Location, View
from storyforge.core.names import Names
from storyforge.core.reading import Manifest
from storyforge.core.recipe import Use
from storyforge.core.resolve import DEFAULTS, Resolved

Stage = dict[str, Any]


class Styled(Protocol):
    """What staging needs of a style."""

    @property
    def words(self) -> str:
        """The style in words."""

    @property
    def preset(self) -> str | None:
        """The hand that ships with the product, if it is one."""


def plain_words(manifest: Manifest, name: str) -> str:
    """How a sentence says something without a reference: its description, else its name."""
    owner = name.partition("/")[0]
    said, _ = _declared(manifest, owner)
    if said is None:
        return "the earlier picture"
    return described(manifest, name) or said.name or owner


def described(manifest: Manifest, name: str) -> str:
    """The words of a character in a look, a location in a view, an element; may be empty."""
    owner, _, part = name.partition("/")
    said, parts = _declared(manifest, owner)
    below = parts.get(part)
    words = (said.description if said else "", below.description if below else "")
    return ", ".join(each for each in words if each)


def _declared(manifest: Manifest, owner: str) -> tuple[Any, Mapping[str, Any]]:
    """What declares `owner` (None for a shot), and its looks or views."""
    tables: tuple[tuple[Mapping[str, Any], str], ...] = (
        (manifest.characters, "looks"),
        (manifest.locations, "views"),
        (manifest.elements, ""),
    )
    for table, parts in tables:
        if owner in table:
            said = table[owner].said
            return said, getattr(said, parts, {})
    return None, {}


def style_of(style: Styled) -> Stage:
    """A style for the stage."""
    return {"preset": style.preset, "words": style.words}


def roles_of(uses: tuple[Use, ...]) -> list[Stage]:
    """The parts that the references play, in their order."""
    return [{"role": use.role, "what": ids.kind_of(use.source)} for use in uses]


def of_shot(
    manifest: Manifest, names: Names, shot: Resolved, uses: tuple[Use, ...], style: Styled
) -> Stage:
    """A shot's stage."""
    known = {use.source: number for number, use in enumerate(uses)}

    def number(name: str) -> int | None:
        return known.get(names.nodes.get(name, ""))

    stage: Stage = {
        "subject": "shot",
        "prompt": "".join(
            part if isinstance(part, str) else ""
            for part in wording.mentioned(
                " ".join(shot.entry.said.prompt.split()), lambda name: _short(manifest, name)
            )
        ),
        "style": style_of(style),
        "references": roles_of(uses),
        "cast": [
            _figure(manifest, one, number(one.who)) | where
            for one, where in zip(shot.cast, _sides(shot), strict=True)
        ],
        "elements": [_thing(manifest, name, number(name)) for name in _things(shot, names)],
        "place": _place(manifest, shot, number),
        "from": number(shot.entry.said.source) if shot.entry.said.source else None,
        "root": shot.root,
    }
    for name in (
        "size",
        "framing",
        "perspective",
        "angle",
        "level",
        "roll",
        "lens",
        "time",
        "weather",
        "light",
        "mood",
    ):
        if shot[name] is not None:
            stage[name] = shot[name]
    if shot.entry.said.movement:
        stage["movement"] = list(shot.entry.said.movement)
    named = _named(shot)
    if named != list(range(len(named))):
        stage["named"] = named
    if not shot["marks"]:
        stage["marks"] = False
    return stage


def _sides(shot: Resolved) -> list[Stage]:
    """Where each of the cast stands along the line of the scene, from its left.

    Several in a shot are counted among themselves. One by himself is counted among all who are in
    the scene, so that his look meets theirs; nothing is said of one who is alone in it.
    """
    here = [_owner(one.who) for one in shot.cast]
    line = list(dict.fromkeys((*shot.line, *here)))
    if len(here) == 1:
        return [{"side": line.index(here[0]), "sides": len(line)} if len(line) > 1 else {}]
    ranks = sorted(here, key=line.index)
    return [{"side": ranks.index(owner)} for owner in here]


def _named(shot: Resolved) -> list[int]:
    """Which of the cast the prompt means where it says "the figure", in its order."""
    here = [_owner(one.who) for one in shot.cast]
    return [here.index(owner) for owner in map(_owner, shot.mentions) if owner in here]


def _owner(who: str) -> str:
    """The character, whatever the look."""
    return who.partition("/")[0]


def _short(manifest: Manifest, name: str) -> str:
    """A word for somebody in a stage's prompt: what kind of thing it is, never its id."""
    owner = name.partition("/")[0]
    if owner in manifest.characters:
        return "the figure"
    if owner in manifest.locations:
        return "the place"
    if owner in manifest.elements:  # what it is, not how it is shown
        return described(manifest, name).partition(",")[0]
    return "the same"


def _things(shot: Resolved, names: Names) -> list[str]:
    mentioned = [name for name in shot.mentions if names.find(name, ("element",))]
    return list(dict.fromkeys([*shot.entry.said.elements, *mentioned]))


def _thing(manifest: Manifest, name: str, reference: int | None) -> Stage:
    entry = manifest.elements.get(name)
    kind = entry.said.kind if entry else "prop"
    return {"kind": kind, "description": described(manifest, name), "reference": reference}


def _figure(manifest: Manifest, one: Appearance, reference: int | None) -> Stage:
    owner = manifest.characters.get(one.who.partition("/")[0])
    figure: Stage = {"description": described(manifest, one.who), "reference": reference}
    if owner and owner.said.height:
        figure["height_cm"] = owner.said.height
    for name in ("position", "facing", "action", "expression"):
        if getattr(one, name):
            figure[name] = getattr(one, name)
    return figure


def _place(manifest: Manifest, shot: Resolved, number: Any) -> Stage | None:
    name = shot["location"] or next(
        (n for n in shot.mentions if n.partition("/")[0] in manifest.locations), None
    )
    owner = manifest.locations.get(name.partition("/")[0]) if name else None
    if not name or not owner:
        return None
    view = owner.said.views.get(name.partition("/")[2])
    return {
        "description": owner.said.description,
        "view": view.description if view else "",
        "interior": _interior(shot, _owner(name), owner.said.interior),
        "reference": number(name),
        "drawn": _drawn(manifest, owner.said, view),
        "time": (view.time if view else None) or owner.said.time,
    }


def _drawn(manifest: Manifest, place: Location, view: View | None) -> bool:
    """Whether a place's picture is our own artist's plate, no photograph, nobody else's."""
    if place.picture or (view and view.picture):
        return False
    own = (view.provider if view else None) or place.provider
    provider = own or manifest.project.provider or DEFAULTS["provider"]
    return bool(provider.partition("/")[0] == "draft")


def _interior(shot: Resolved, location: str, declared: bool | None) -> bool | None:
    """Inside or outside: what the location says, else its scene's slug; None when neither does.

    A slug speaks of the scene's own location, not of another one that a shot cuts to.
    """
    if declared is not None or not shot.scene.scene:
        return declared
    said = shot.scene.scene.said
    if said.location and _owner(said.location) != location:
        return None
    slug = said.slug.upper()
    return True if slug.startswith("INT") else False if slug.startswith("EXT") else None
