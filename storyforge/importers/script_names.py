"""Who and what of a script is called how in the project: ids, names, descriptions, hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from storyforge.core import ids
from storyforge.core.proposal import Value
from storyforge.core.reading import Manifest
from storyforge.core.script import Script, ScriptScene
from storyforge.core.script_lines import Lines
from storyforge.core.vocabulary import folded
from storyforge.importers import script_people

_AND = re.compile(r"\s+(?:AND|&|\+)\s+|\s*/\s*", re.IGNORECASE)
_AGE = r"\(\s*(?P<age>[^()]{1,60})\s*\)"
_TOLD = r"\s*,\s*(?P<told>[^.;:!?()\[\]]{3,200})"
_INTRODUCED = re.compile(
    rf"(?P<name>[^\W\d_a-z][^\W\d_a-z'.-]*(?: [^\W\d_a-z][^\W\d_a-z'.-]*){{0,2}})"
    rf"(?:\s*{_AGE})?(?:{_TOLD})?"
)
_AGED = re.compile(
    r"\b(?:\d{1,2}s?|teens?|twent\w+|thirt\w+|fort\w+|fift\w+|sixt\w+|sevent\w+|eight\w+|ninet\w+|"
    r"young|old|middle-aged|elderly|mid|late|early)\b",
    re.IGNORECASE,
)
_DOES = re.compile(r"^[a-z]+(?:s|ing)\b")
_LONGEST_NAME: Final = 60
_NAMELESS: Final = {"character": "person", "location": "place"}


@dataclass(slots=True)
class Casting:
    """Names of the script and what they are called here. `people`: a cue, folded -> an id.
    `places`: a key of a place -> a location, or one of its views. `taken`: every id there is.
    `characters`, `locations`, `views`: what is new, as it will be written."""

    people: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    characters: dict[str, dict[str, Value]] = field(default_factory=dict)
    locations: dict[str, dict[str, Value]] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)  # an id -> its name as people read it
    sexes: Mapping[str, script_people.Sex] = field(default_factory=dict)
    sought: tuple[int, tuple[tuple[str, re.Pattern[str]], ...]] = (-1, ())  # forms, and of how many

    def who(self, cue: str) -> tuple[str, ...]:
        """The characters of a cue: more than one where several speak together."""
        found = self.people.get(folded(cue))
        if found:
            return (found,)
        parts = tuple(self.people.get(folded(each), "") for each in _AND.split(cue))
        return parts if all(parts) else ()

    def where(self, scene: ScriptScene) -> str:
        """The location of a scene, or a view of it; empty where its heading names none."""
        return self.places.get(key_of(scene), "")

    def named(self, text: str) -> tuple[str, ...]:
        """Characters that a text names, in order."""
        found = (
            (at.start(), who) for who, form in self.forms() for at in [form.search(text)] if at
        )
        return tuple(dict.fromkeys(who for _, who in sorted(found)))

    def meant(self, text: str, named: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
        """Characters that the pronouns of a text mean, of those who were in the picture before."""
        return script_people.meant(text, named, before, self.sexes)

    def forms(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Every character with what finds its names in a text, longer names first."""
        if self.sought[0] != len(self.people):  # names are only ever added
            told = sorted(self.people.items(), key=lambda each: (-len(each[0]), each[0]))
            found = tuple((who, _form(cue)) for cue, who in told if len(cue) > 1)
            self.sought = len(self.people), found
        return self.sought[1]


_FORMS: Final[dict[str, re.Pattern[str]]] = {}


def _form(cue: str) -> re.Pattern[str]:
    """What finds a name in a text: as a title or in capitals, never in small letters."""
    if cue not in _FORMS:
        title = " ".join(each[:1].upper() + each[1:] for each in cue.split())
        spelt = {cue.upper(), title} | ({cue} if cue.upper() == cue else set())
        words = "|".join(re.escape(each).replace(r"\ ", r"[\s-]") for each in sorted(spelt))
        ascii_ = cue.isascii()
        _FORMS[cue] = re.compile(
            rf"(?<![\w@-])(?:{words})(?![\w/-])" if ascii_ else rf"(?<!@)(?:{words})"
        )
    return _FORMS[cue]


def key_of(scene: ScriptScene) -> str:
    """How a scene's place and hour are remembered: `int kitchen|night`; empty without a place."""
    slug = scene.slug
    if not slug.place:
        return ""
    return f"{_side(slug.inside)}{folded(slug.place)}|{scene.hour}".strip()


def _side(inside: bool | None) -> str:
    return "" if inside is None else "int " if inside else "ext "


def casting(script: Script, manifest: Manifest | None, former: Lines) -> Casting:
    """All names of a script, with ids: those that the project has already, and new ones."""
    cast = Casting(dict(former.people), dict(former.places))
    if manifest:
        cast.taken |= _all(manifest)
        _known(cast, script, manifest)
    cast.taken |= set(former.people.values())
    _people(cast, script)
    said = (beat.text for _, beat in script.beats() if beat.sort == "action")
    cast.sexes = script_people.sexes(said, cast.named)
    _looks(cast)
    _places(cast, script)
    for who in cast.characters:
        cast.spelt[who] = str(cast.characters[who]["name"])
    return cast


def _all(manifest: Manifest) -> set[str]:
    tables: tuple[Mapping[str, object], ...] = (
        *(manifest.styles, manifest.characters, manifest.locations, manifest.elements),
    )
    scenes = {each.scene.id for each in manifest.scenes if each.scene}
    shots = {shot.id for _, shot in manifest.shots()}
    return {name for table in tables for name in table} | scenes | shots


def cues(script: Script) -> tuple[str, ...]:
    """Who speaks, as cues, in order of appearance."""
    found = {b.character: None for _, b in script.beats() if b.sort == "speech" and b.character}
    return tuple(found)


def _known(cast: Casting, script: Script, manifest: Manifest) -> None:
    """Names of the script that are characters and locations of the project."""
    for who, entry in manifest.characters.items():
        name = entry.said.name or who
        cast.spelt[who] = name
        for cue in (name, who.replace("-", " ").replace("_", " "), name.split(" ")[0]):
            cast.people.setdefault(folded(cue), who)
    for scene in script.scenes:
        key, place = key_of(scene), folded(scene.slug.place)
        for where, location in manifest.locations.items():
            spelt = {folded(where), folded(location.said.name)}
            if key and place in spelt:
                view = scene.hour if scene.hour in location.said.views else ""
                cast.places.setdefault(key, f"{where}/{view}" if view else where)


def _people(cast: Casting, script: Script) -> None:
    told = introductions(script)
    wanted = dict.fromkeys((*cues(script), *(name for name, words in told.items() if words)))
    single = [each for each in wanted if len(_AND.split(each)) < 2]
    for cue in (*single, *(each for each in wanted if each not in single)):
        if folded(cue) in cast.people or cast.who(cue) or not cue.strip():
            continue
        who = _id(cast, cue, "character")
        cast.people[folded(cue)] = who
        name = " ".join(each[:1] + each[1:].casefold() for each in cue.split(" "))
        said: dict[str, Value] = {"name": name[:_LONGEST_NAME] if cue.isupper() else cue[:200]}
        words = told.get(folded(cue)) or told.get(cue)
        cast.characters[who] = said | ({"description": words} if words else {})


def _looks(cast: Casting) -> None:
    """A few words for those whom nothing introduces, where the script has any."""
    cues_of = {who: cue for cue, who in cast.people.items()}
    for who, said in cast.characters.items():
        words = script_people.looks(cues_of.get(who, ""), cast.sexes.get(who))
        if words and "description" not in said:
            said["description"] = words


def introductions(script: Script) -> dict[str, str]:
    """Names in capitals with the words that introduce them: `MARA, sixty, white braid, stands`."""
    speak = {folded(cue) for cue in cues(script)}
    found: dict[str, str] = {}
    for _, beat in script.beats():
        for at in _INTRODUCED.finditer(beat.text) if beat.sort == "action" else ():
            name, words = at["name"].strip(" .'-"), _description(at["age"], at["told"])
            speaks = folded(name) in speak
            if (
                not words
                or len(name) < 2
                or not name.isupper()
                or not (speaks or (at["age"] or _AGED.search(words)))
            ):
                continue
            found.setdefault(folded(name) if speaks else name, words)
    return {name: words for name, words in found.items() if name in speak or name.isupper()}


def _description(age: str | None, told: str | None) -> str:
    parts = [each.strip() for each in (told or "").split(",")]
    while parts and ((_DOES.match(parts[-1]) and " " in parts[-1]) or parts[-1] in _VERBS):
        parts.pop()
    return ", ".join(filter(None, [(age or "").strip(), *parts]))


_VERBS: Final = frozenset(
    [
        "stands",
        "sits",
        "walks",
        "enters",
        "waits",
        "smiles",
        "sleeps",
        "runs",
        "looks",
        "watches",
        "listens",
        "works",
        "appears",
        "reads",
        "writes",
        "sings",
        "dances",
        "laughs",
        "eats",
        "drinks",
        "drives",
        "kneels",
        "leans",
        "lies",
        "paces",
        "cries",
    ]
)


def _places(cast: Casting, script: Script) -> None:
    """Locations out of headings: one inside and one outside, a view for each further hour."""
    sides: dict[str, set[str]] = {}
    for scene in script.scenes:
        sides.setdefault(folded(scene.slug.place), set()).add(_side(scene.slug.inside))
    for scene in script.scenes:
        key = key_of(scene)
        if key and key not in cast.places:
            cast.places[key] = _place(cast, scene, len(sides[folded(scene.slug.place)]) > 1)


def _place(cast: Casting, scene: ScriptScene, both: bool) -> str:
    slug = scene.slug
    stem = f"{_side(slug.inside)}{folded(slug.place)}|"
    hour = scene.hour if scene.hour != "continuous" else ""
    same = next((e for k, e in cast.places.items() if k.startswith(stem)), "").partition("/")[0]
    if same:
        return _view(cast, same, hour)
    where = _id(cast, f"{slug.place} {_side(slug.inside)}" if both else slug.place, "location")
    name = slug.place.title().replace("'S", "'s") if slug.place.isupper() else slug.place
    said: dict[str, Value] = {"name": name[:200], "description": slug.place.casefold()[:500]}
    said |= {} if slug.inside is None else {"interior": slug.inside}
    cast.locations[where] = said | ({"time": hour} if hour else {})
    return where


def _view(cast: Casting, where: str, hour: str) -> str:
    """The same place at another hour; a place that the project has already is taken as it is."""
    said = cast.locations.get(where)
    if said is None or not hour or said.setdefault("time", hour) == hour:
        return where
    views = said.setdefault("views", {})
    assert isinstance(views, dict)
    name = hour.replace(" ", "-")
    views.setdefault(name, {"time": hour})
    return f"{where}/{name}"


def _id(cast: Casting, name: str, kind: str) -> str:
    stem = ids.proposal(name)[:40].strip("-_") or _NAMELESS[kind]
    return free(stem, cast.taken, 2 if stem != _NAMELESS[kind] else 1)


def free(stem: str, taken: set[str], first: int = 2) -> str:
    """An id that nothing has yet, and takes it: `kitchen`, `kitchen-2` …"""
    number, found = first, stem if first > 1 and ids.is_id(stem) else f"{stem}-{first}"
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    taken.add(found)
    return found


def several(names: Iterable[str]) -> str:
    """Names as a sentence has them: `a`, `a and b`, `a, b and c`."""
    told = list(names)
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""
