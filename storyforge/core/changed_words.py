"""Which words of a film changed: every field of all that is declared, and two texts in pieces.

The words of a shot are those it finally has: what its scene or the project says counts as said by
the shot, and is told with where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from storyforge.core import ids
from storyforge.core import manifest as m
from storyforge.core.film_graph import Film
from storyforge.core.reading import Entry
from storyforge.core.resolve import FIELDS, WISHES, Resolved, origin

_TOKEN = re.compile(r"\s+|[\w'’@/-]+|[^\w\s]")
_WORTH_PIECES = 4000  # words of a field; longer ones are told as a whole
_FIRST = ("title", "slug", "number", "prompt", "description", "from", "references", "picture")
_PROJECT = ("title", "logline", "director", "company", "draft", "fps", "tradition", *WISHES)
_NOT_WORDS = frozenset({"id", "shots", "looks", "views"})


@dataclass(frozen=True, slots=True)
class Words:
    """One field before and after, as text; `where` says what it is inherited from, else empty."""

    field: str
    before: str
    after: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What one thing says in one field, and where that stands when not in its own entry."""

    text: str
    where: str = ""


Sayings = Mapping[str, Saying]
Piece = tuple[Literal["same", "gone", "come"], str]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one, in runs of words that stayed, went and came, in reading order."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > _WORTH_PIECES:
        whole: tuple[Piece, ...] = (("gone", before), ("come", after))
        return tuple(each for each in whole if each[1])
    found: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            _grow(found, "same", old[start:end])
        else:
            _grow(found, "gone", old[start:end])
            _grow(found, "come", new[first:last])
    return tuple(_joined(found))


def _grow(found: list[Piece], kind: Literal["same", "gone", "come"], words: list[str]) -> None:
    if words:
        found.append((kind, "".join(words)))


def _joined(found: list[Piece]) -> Iterator[Piece]:
    """Changes that only a space keeps apart read better as one."""
    gone, come = "", ""
    for number, (kind, text) in enumerate(found):
        between = gone or come
        ends = number + 1 < len(found)
        if kind == "same" and not (between and ends and text.isspace()):
            yield from _both(gone, come)
            gone, come = "", ""
            yield kind, text
        else:
            gone += text if kind != "come" else ""
            come += text if kind != "gone" else ""
    yield from _both(gone, come)


def _both(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield "gone", gone
    if come:
        yield "come", come


def changed(before: Sayings, after: Sayings) -> tuple[Words, ...]:
    """Every field in which two sets of sayings differ, the most telling first."""
    nothing = Saying("")
    names = sorted({*before, *after}, key=_rank)
    return tuple(
        Words(name, was.text, now.text, now.where or was.where)
        for name in names
        if (was := before.get(name, nothing)).text != (now := after.get(name, nothing)).text
    )


def _rank(field: str) -> tuple[int, str]:
    return (_FIRST.index(field) if field in _FIRST else len(_FIRST), field)


def of_project(film: Film) -> Sayings:
    """What the project's own file says of the whole."""
    project = film.manifest.project
    said = {name: told(getattr(project, name)) for name in (*_PROJECT, "allow", "budget", "notes")}
    return {name: Saying(text) for name, text in said.items() if text}


def of_entry(said: m.Part) -> Sayings:
    """The words of anything declared: a character, a view, a style, a scene."""
    fields = type(said).model_fields
    found = {
        field.alias or name: told(getattr(said, name))
        for name, field in fields.items()
        if name not in _NOT_WORDS and name in said.model_fields_set
    }
    return {name: Saying(text) for name, text in found.items() if text}


def of_shot(film: Film, shot: Resolved) -> Sayings:
    """The words of a shot with all that it inherits."""
    said = dict(of_entry(shot.entry.said))
    inherited = {name: told(shot[name]) for name in FIELDS}
    if shot.entry.said.cast is None:
        inherited["cast"] = _present(shot)
    for name, text in inherited.items():
        if text and text != said.get(name, Saying("")).text:
            said[name] = Saying(text, _where(film, shot.entry, name))
    return said


def _present(shot: Resolved) -> str:
    """The cast that a shot does not list; whom its prompt names, only with what they wear."""
    named = {name.partition("/")[0] for name in shot.mentions}
    return told(tuple(one for one in shot.cast if "/" in one.who or one.who not in named))


def _where(film: Film, entry: Entry[m.Shot], field: str) -> str:
    """From what a shot has a field that it does not say itself."""
    spot = origin(film.manifest, film.shots, film.names, entry.id, field)
    if spot is None or (spot.file, *spot.path[: len(entry.path)]) == (entry.file, *entry.path):
        return ""
    if "shots" in spot.path:
        return f"shot {film.shots[entry.id].entry.said.source}"
    if spot.path[0] == "scenes":
        scene = film.shots[entry.id].scene.scene
        return f"scene {scene.id}" if scene else ""
    return "the project"


def told(value: Any) -> str:
    """A value of the manifest as one text for people."""
    if value is None or value == () or value == {} or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, m.Line):
        return _line(value)
    if isinstance(value, m.Appearance):
        rest = (value.position, value.facing, value.action, value.expression)
        return ", ".join(filter(None, (value.who, *rest)))
    if isinstance(value, m.Part):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        parts = ((name, told(each)) for name, each in value.items())
        return ", ".join(f"{name}: {text}" for name, text in parts if text)
    if isinstance(value, list | tuple):
        plain = all(isinstance(each, str | int | float) for each in value)
        return (", " if plain else "\n").join(map(told, value))
    return str(value)


def _line(line: m.Line) -> str:
    mode = f" ({line.mode})" if line.mode else ""
    manner = f"({line.parenthetical}) " if line.parenthetical else ""
    cue = f"{line.speaker}{mode}: " if line.speaker or mode else ""
    return f"{cue}{manner}{line.text}"


def renamed(node: str, moves: Mapping[str, str]) -> str:
    """What is called `node` now; looks and views follow their owner."""
    kind, name = ids.kind_of(node), ids.name_of(node)
    owner, slash, part = name.partition("/")
    if name in moves:
        return f"{kind}:{moves[name]}"
    return f"{kind}:{moves.get(owner, owner)}{slash}{part}"
