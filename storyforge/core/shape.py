"""The words for faults of shape: what a strict model refused, said so that it can be mended."""

from __future__ import annotations

import difflib
import inspect
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from storyforge.core import manifest as m
from storyforge.core.errors import Spot, Trouble
from storyforge.core.mark import Path
from storyforge.core.vocabulary import UnknownWord, nearest

_NAMES: dict[type[BaseModel], str] = {
    m.Project: "a project",
    m.Include: "an included file",
    m.Shot: "a shot",
    m.Scene: "a scene",
    m.Character: "a character",
    m.Look: "a look",
    m.Location: "a location",
    m.View: "a view",
    m.Element: "an element",
    m.Style: "a style",
    m.Budget: "a budget",
    m.Appearance: "a member of the cast",
    m.Line: "a line of dialogue",
    m.Clip: "a clip",
}
# What people reach for first, of kinds that may say more than can be read at a glance.
_USEFUL: dict[type[BaseModel], tuple[str, ...]] = {
    m.Project: (
        *("title", "scenes", "shots", "characters", "locations", "elements", "styles"),
        *("include", "provider", "style", "ratio", "fps", "budget"),
    ),
    m.Scene: ("id", "slug", "location", "time", "weather", "cast", "shots", "style"),
    m.Shot: (
        *("id", "prompt", "size", "angle", "lens", "movement", "cast", "location", "elements"),
        *("from", "duration", "dialogue"),
    ),
}
_GLANCE = 14  # names that are listed
# What other tools and other kinds call it.
_SYNONYMS = {
    "aspect": "ratio",
    "aspect_ratio": "ratio",
    "camera": "movement",
    "characters": "cast",
    "cue": "speaker",
    "depends": "from",
    "depends_on": "from",
    "description": "prompt",
    "focal_length": "lens",
    "heading": "slug",
    "image": "picture",
    "images": "references",
    "length": "duration",
    "line": "text",
    "model": "provider",
    "music": "sound",
    "name": "title",
    "prompt": "description",
    "slugline": "slug",
    "text": "prompt",
    "time_of_day": "time",
}
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "a mapping of names",
    "tuple_type": "a list",
    "model_type": "a mapping of fields",
    "model_attributes_type": "a mapping of fields",
}
_KINDS: dict[type, str] = {
    bool: "true or false",
    dict: "a mapping",
    list: "a list",
    str: "text",
    int: "a number",
}
_ENTRIES = {
    "cast": ("a name", "- mara"),
    "dialogue": ("a line", "- mara: You came back."),
    "scenes": ("a mapping of fields", "- id: sc1"),
    "shots": ("a mapping of fields", "- id: s010"),
}
_TABLES = {
    "allow": "K103: he changes off screen",
    "characters": "mara: a lamplighter of sixty",
    "elements": "lantern: a brass lantern",
    "locations": "pier: a long wooden pier",
    "looks": "coat: an oilskin coat",
    "styles": "soft: soft pencil",
    "views": "above: seen from above",
}
_SHOWN = 60  # characters of a value that a sentence repeats


def shape_troubles(
    model: type[BaseModel], errors: Sequence[Mapping[str, Any]], file: str
) -> Iterator[Trouble]:
    """Our words for a validation's errors, one Trouble each.

    `loc` of an error is the place in the document, `model` the place in the model.
    """
    for error in errors:
        yield _TELL.get(error["type"], _other)(model, error, file)


Tell = Callable[[type[BaseModel], Mapping[str, Any], str], Trouble]


def article(noun: str) -> str:
    """`a shot`, `an element`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def brief(value: object) -> str:
    """A value as a sentence repeats it: in quotes, and cut when it is long."""
    text = str(value)
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[:_SHOWN]} …"'


def _unknown_key(model: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    path: Path = error["loc"]
    owner = _model_at(model, error["model"][:-1])
    name = str(path[-1])
    spot = Spot(file, path, key=True)
    if owner is m.Include and name in _keys(m.Project):
        sentence = f'"{name}" is a setting of the whole project'
        return Trouble("M109", sentence, spot, "move it to storyforge.yaml")
    sentence = f"{brief(name)} is not a field of {_NAMES.get(owner, 'this')}"
    return Trouble("M101", sentence, spot, _instead(name, owner))


def _instead(name: str, owner: type[BaseModel]) -> str:
    """Advice about a field that does not exist."""
    legal = _keys(owner)
    synonym = _SYNONYMS.get(name)
    close = synonym if synonym in legal else nearest(name, legal)
    homes = [home for kind, home in _NAMES.items() if name in _keys(kind) and kind is not m.Include]
    told = [f'did you mean "{close}"?'] if close else []
    told += (
        [f'{either(homes)} may say "{name}"'] if homes and not (close and close == synonym) else []
    )
    if told:
        return " ".join(told)
    near = difflib.get_close_matches(name[:_SHOWN], legal, n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else f"it may say: {_glance(owner)}"


def either(words: Sequence[str]) -> str:
    """`a shot, a scene or a style`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _glance(owner: type[BaseModel]) -> str:
    """The fields of a kind, the most useful first, no more than can be read at a glance."""
    legal = _keys(owner)
    if len(legal) <= _GLANCE:
        return ", ".join(legal)
    return ", ".join(_USEFUL[owner]) if owner in _USEFUL else ", ".join(legal[:_GLANCE])


def _unknown_word(_: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    unknown: UnknownWord = error["ctx"]["unknown"]
    sentence = f"{brief(unknown.word)} is not {article(unknown.what)}"
    return Trouble("M102", sentence, Spot(file, error["loc"]), _legal(unknown))


def _legal(unknown: UnknownWord) -> str:
    """What the nearest legal word is, with what it stands for; and all that may be said."""
    words, close = unknown.legal, unknown.nearest
    legal = ", ".join(words[:_GLANCE]) + (" …" if len(words) > _GLANCE else "")
    if not close:
        return f"it may be: {legal}"
    meant = unknown.near[close]
    return f'did you mean "{close}"{f" ({meant})" if meant != close else ""}? It may be: {legal}'


def _literal(_: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    expected = error["ctx"]["expected"].replace(" or ", ", ").split(", ")
    legal = [each[1:-1] for each in expected if each[1:-1]]
    given, name = error["input"], error["loc"][-1]
    close = nearest(str(given), tuple(legal))
    ask = f'did you mean "{close}"? It may be: ' if close else "it may be: "
    sentence = f'{brief(given)} is no "{name}"'
    if not isinstance(given, str):
        sentence = f'"{name}" wants a word, not {_kind(given)}'
    return Trouble("M102", sentence, Spot(file, error["loc"]), ask + ", ".join(legal))


_NEEDED = {
    "storyforge": f"begin the file with `storyforge: {m.VERSION}`",
    "id": "give it a short name of its own, such as `id: s010`",
    "who": "say which character it is, such as `who: mara`",
    "text": "write what is said, such as `- mara: You came back.`",
}


def _missing(model: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    owner = _NAMES.get(_model_at(model, error["model"][:-1]), "this")
    name = str(error["model"][-1])
    path = error["loc"] if error["loc"] != error["model"] else error["loc"][:-1]
    sentence = f'{owner} needs "{name}"'
    return Trouble("M104", sentence, Spot(file, path), _NEEDED.get(name, f"add `{name}:`"))


def _range(model: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    context, name = error["ctx"], str(error["loc"][-1])
    low = "ge" in context
    limit = f"at least {context['ge']}" if low else f"at most {context['le']}"
    sentence = f'"{name}" must be {limit}, not {error["input"]}'
    bounds = _bounds(_model_at(model, error["model"][:-1]), name)
    return Trouble("M105", sentence, Spot(file, error["loc"]), f"write a number {bounds}")


def _bounds(owner: type[BaseModel], name: str) -> str:
    """`from 1 to 16`, as the model of a field says."""
    limits = {type(each).__name__: each for each in owner.model_fields[name].metadata}
    return f"from {limits['Ge'].ge} to {limits['Le'].le}"


def _shape(_: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    context, listed = error.get("ctx", {}), _in_list(error["loc"])
    name, given = _last_word(error["loc"]), error["input"]
    wanted = context.get("wanted") or _WANTED[error["type"]]
    such = context.get("such") or _TABLES.get(name)
    wanted, such = _ENTRIES.get(name, (wanted, such)) if listed else (wanted, such)
    spot, subject = Spot(file, error["loc"]), ("an entry of " if listed else "") + brief(name)
    if given is None:
        mend = _NEEDED.get(name) or f"write {wanted} there, or delete the line"
        return Trouble("M103", f"{subject} has nothing after it", spot, mend)
    sentence = f"{subject} wants {wanted}, not {_kind(given)}"
    return Trouble("M103", sentence, spot, _mend(wanted, given, such))


def _in_list(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], int)


def _mend(wanted: str, given: object, such: str | None) -> str:
    """How to write what is wanted. `such`: an example."""
    if wanted == "a list" and isinstance(given, str) and "\n" not in given:
        return f"write `[{given}]`" if len(given) < _SHOWN else "put it in a list: `- …`"
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str):
        return f"write `{given[0]}`, without brackets"
    if wanted == "text" and not isinstance(given, dict | list):
        return "put quotes around it"
    return f"write {wanted}" + (f", such as `{such}`" if such else "")


def _kind(value: object) -> str:
    return str(value) if isinstance(value, float) else _KINDS.get(type(value), "nothing")


def _other(_: type[BaseModel], error: Mapping[str, Any], file: str) -> Trouble:
    name, spot = _last_word(error["loc"]), Spot(file, error["loc"])
    if error["type"] == "string_too_short":
        subject = ("an entry of " if _in_list(error["loc"]) else "") + brief(name)
        empty = "say why" if "allow" in error["loc"] else "write a name there"
        return Trouble("M103", f"{subject} is empty", spot, empty)
    if error["type"] == "string_too_long":
        most = error["ctx"]["max_length"]
        sentence = f"{brief(name)} has {len(error['input'])} characters; {most} is the most"
        return Trouble("M105", sentence, spot, "cut it; a service reads a thousand or so")
    message = str(error["msg"])
    sentence = f"{brief(name)} cannot be read: {message[:1].lower()}{message[1:]}"
    return Trouble("M103", sentence, spot, "write it otherwise")


def _last_word(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "this file")


_TELL: dict[str, Tell] = {
    "extra_forbidden": _unknown_key,
    "vocabulary": _unknown_word,
    "literal_error": _literal,
    "missing": _missing,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "shape": _shape,
    **dict.fromkeys(_WANTED, _shape),
}


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a kind as they are written: its own first, then what it shares with others."""
    fields = sorted(model.model_fields.items(), key=lambda each: each[0] not in _own(model))
    return tuple(field.alias or name for name, field in fields)


def _own(model: type[BaseModel]) -> Mapping[str, object]:
    return inspect.get_annotations(model)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The innermost model on the way down `path`, which steps through tables and lists by turns."""
    inside = False  # a table of models: the next step is somebody's name, not a field's
    for part in path:
        if inside or isinstance(part, int):
            inside = False
            continue
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                inner = _models_in(field.annotation)
                inside = bool(inner) and typing.get_origin(field.annotation) is dict
                model = inner[0] if inner else model
                break
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in typing.get_args(annotation) for found in _models_in(part)]
