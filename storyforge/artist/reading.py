"""What the artist could not read in a scene: calm notes, for those who wonder at a plain board.

No word is listed here: the tables that the drawing reads are asked, so a note goes away by itself
as soon as the artist has learned the word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from storyforge.artist.blocking.blocking import FACINGS, POSITIONS, faced, position_named
from storyforge.artist.blocking.cast import PEOPLE
from storyforge.artist.body.creature_pose import deed_named
from storyforge.artist.body.face import CALM, FEELINGS, acting_for
from storyforge.artist.body.look import look_for
from storyforge.artist.body.person import is_woman
from storyforge.artist.body.pose import pose_named
from storyforge.artist.body.species import kind_of
from storyforge.artist.body.verbs import VERBS, verbs_in
from storyforge.artist.framing.framing import SIZES
from storyforge.artist.ink.manner import PRESETS, STANDS_IN
from storyforge.artist.letters.card import card_of
from storyforge.artist.places.place import place_named
from storyforge.artist.staging import Given, flag, index, part, parts, text
from storyforge.artist.things.prop import thing_in, thing_named
from storyforge.artist.things.still_words import insert_named, thing_of
from storyforge.artist.words import bag, said, tokens


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that means nothing to the artist: code, sentence, advice.

    `at`: the path of the words in the staging, empty when it is about the whole of them.
    """

    code: str
    sentence: str
    advice: str
    at: tuple[str | int, ...] = ()


Notes = Iterator[Note]


def unread(staging: Given) -> tuple[Note, ...]:
    """What of a staging reaches no picture. Pure; unknown subjects have no notes."""
    read = _SUBJECTS.get(text(staging, "subject"))
    return (*read(staging), *_hand(staging)) if read else ()


def _hand(staging: Given) -> Notes:
    """A preset for services, drawn by the nearest of the artist's own hands."""
    preset = text(part(staging, "style"), "preset")
    if hand := STANDS_IN.get(preset):
        sentence = f'the preset "{preset}" is for services; the artist draws it in its {hand} hand'
        advice = f"nothing to do for a first board; its own hands are {', '.join(PRESETS)}"
        yield Note("W408", sentence, advice, ("style", "preset"))


_NOWHERE = Note(
    "W401",
    "nothing in this shot says where anyone is",
    "give the shot or its scene a `location:`, or name a place in the prompt, such as street, "
    "kitchen or forest",
)
_NOBODY = Note(
    "W402",
    "nothing in this shot says who or what is seen",
    "name somebody as `@name` or in `cast:`, a thing in `elements:`, or use a plain word such as "
    "woman, man or letter",
)
_NO_PLACE = Note(
    "W403",
    "nothing in this description is a place that the artist can build",
    "say what kind of place it is, such as street, kitchen, forest or pier; somewhere plain is "
    "drawn meanwhile",
    ("description",),
)
_NO_LOOK = Note(
    "W404",
    "nothing in this description is a look that the artist can draw",
    "say hair, clothes and age, such as `sixty, white braid, blue coat`; somebody plain is drawn "
    "meanwhile",
    ("description",),
)
_NO_THING = Note(
    "W407",
    "nothing in this description is a {} that the artist can draw",
    "use a plain word for it; something plain is drawn meanwhile",
    ("description",),
)
_IDLE = Note(
    "W406",
    "nothing in this shot says what anyone does",
    "use a plain verb such as walks, waits, kneels, points or runs, or give `action:` in the cast; "
    "they stand meanwhile",
)
_THINGS = ("insert", "cutaway")
_EMPTY = ("empty", *_THINGS)


def _shot(staging: Given) -> Notes:
    cast = parts(staging, "cast")
    for number, member in enumerate(cast):
        for field in VOCABULARY:
            words = member.get(field)
            if words and isinstance(words, str) and not _understood(field, words):
                yield _unknown(number, field, words)
    prompt, placed = text(staging, "prompt"), bool(part(staging, "place"))
    if index(staging, "from") is not None or card_of(prompt):
        return  # it goes on from another shot, and is told there; or it is words alone
    framing, size = text(staging, "framing").lower(), text(staging, "size").upper()
    wide = framing not in _THINGS and size not in ("ECU", "BCU")
    if wide and not placed and not _place(prompt):
        yield _advised(_NOWHERE, prompt) if prompt else _NOWHERE
    if cast:
        if not _close(size) and framing not in _EMPTY and not _acted(cast) and _idle(prompt):
            yield _IDLE
    elif not _seen(staging, prompt, framing, placed and not _close(size)):
        yield _NOBODY


def _location(staging: Given) -> Notes:
    """A plate of its own; what is drawn after another picture or a photograph is seen there."""
    words = text(staging, "description")
    if words and not _pictured(staging) and not _place(words, flag(staging, "interior")):
        yield _advised(_NO_PLACE, words)


def _character(staging: Given) -> Notes:
    words = text(staging, "description")
    if words and not _pictured(staging) and not _look(words):
        yield _advised(_NO_LOOK, words)


def _element(staging: Given) -> Notes:
    kind, words = text(staging, "kind"), text(staging, "description")
    known = _ELEMENTS.get(kind)
    alone = staging.get("from") is None and not _pictured(staging)
    if words and alone and known and not known(words):
        yield _advised(replace(_NO_THING, sentence=_NO_THING.sentence.format(kind)), words)


def _pictured(staging: Given) -> bool:
    return bool(staging.get("photos")) or "base" in staging


_SUBJECTS: Mapping[str, Callable[[Given], Notes]] = {
    "shot": _shot,
    "character": _character,
    "location": _location,
    "element": _element,
}


def _close(size: str) -> bool:
    return size in SIZES and SIZES[size].close


def _acted(cast: tuple[Given, ...]) -> bool:
    return any(member.get("action") or member.get("expression") for member in cast)


def _seen(staging: Given, prompt: str, framing: str, view: bool) -> bool:
    """Whether a shot without a cast shows anything: people, a thing, or (*view*) the place."""
    if framing == "empty" or parts(staging, "elements"):
        return True
    if framing in _THINGS:
        return bool(_thing(prompt) or insert_named(prompt))
    return view or framing == "crowd" or _something(prompt)


@lru_cache(maxsize=4096)
def _something(prompt: str) -> bool:
    """Whether a prompt without names speaks of people, a thing or a place."""
    return (
        said(bag(prompt), *PEOPLE, "crowd", "crowded")
        or bool(kind_of(prompt) or _thing(prompt))
        or _place(prompt)
    )


@lru_cache(maxsize=4096)
def _place(words: str, interior: bool | None = None) -> bool:
    """Whether the words name a place that can be built."""
    return place_named(words, "", interior) is not None


def _thing(words: str) -> str:
    return thing_in(tokens(words)) or thing_named(words)


def _idle(prompt: str) -> bool:
    """Whether a prompt says a good deal about somebody, and nothing of it is understood."""
    words = tokens(_STOOD.sub(" ", prompt))
    if any(map(_told, words)) or sum(len(word) > 3 for word in words) < 2:
        return False
    own = " ".join(words)
    told = said(bag(own), *PEOPLE, "crowd") or position_named(own)
    return not (told or _action(own) or _place(own))


_STOOD = re.compile(r"\bthe (?:figure|place|same)\b")  # what stands for the names in a prompt


@lru_cache(maxsize=4096)
def _told(word: str) -> bool:
    """Whether one word alone says what somebody does; asked once for each word of a film."""
    return _action(word)


@lru_cache(maxsize=4096)
def _look(description: str) -> bool:
    """Whether a description says anything about somebody's look.

    What words leave open differs from one description to the next; what they say stays the same.
    """
    if kind_of(description):
        return True
    if is_woman(description) or not is_woman(f"{description} woman"):
        return True  # the first word that tells a woman from a man decides: there is one
    heard: list[set[object]] = [set() for _ in _usual()]
    for dice in range(8):
        for values, value in zip(heard, _traits(f"qqq{dice}, {description}")):
            values.add(value)
    return any(
        known and (not values <= known or len(values) == 1 < len(known))
        for values, known in zip(heard, _usual())
    )


@lru_cache(maxsize=1)
def _usual() -> tuple[set[object], ...]:
    """The values of each trait when nothing is said; none for what is a measure, never a word."""
    every = [set(values) for values in zip(*(_traits(f"qqq{dice}") for dice in range(64)))]
    return tuple(values if len(values) < 16 else set() for values in every)


def _traits(description: str) -> tuple[object, ...]:
    look = look_for(description)
    return tuple(getattr(look, field.name) for field in fields(look))


def _facing(words: str) -> bool:
    return faced(words) is not None


def _action(words: str) -> bool:
    """A posture, a look, a feeling or a thing in the hand: each shows that somebody does it."""
    return _pose(words) or _expression(words) or bool(_thing(words))


def _pose(words: str) -> bool:
    """Whether a posture is named, or at least a verb is known."""
    return bool(pose_named(words) or deed_named(words)) or any(
        True for _ in verbs_in(tokens(words))
    )


def _expression(words: str) -> bool:
    return acting_for(words) is not CALM


# kind of element -> whether its words are understood; light and texture come from any words
_ELEMENTS: Mapping[str, Callable[[str], bool]] = {
    "prop": lambda words: bool(_thing(words) or thing_of(words)),
    "garment": lambda words: bool(_thing(words)) or _look(words),
    "pose": _pose,
    "expression": _expression,
}

# field of a member of the cast -> whether its words are understood, every word, a few usual ones
VOCABULARY: Mapping[str, tuple[Callable[[str], bool], tuple[str, ...], str]] = {
    "position": (position_named, tuple(POSITIONS), "left, right, background"),
    "facing": (_facing, tuple(FACINGS), "left, camera, away"),
    "action": (_action, tuple(VERBS), "walk, wait, point"),
    "expression": (_expression, tuple(FEELINGS), "glad, afraid, angry"),
}


@lru_cache(maxsize=4096)
def _understood(field: str, words: str) -> bool:
    return VOCABULARY[field][0](words)


@lru_cache(maxsize=4096)
def _unknown(number: int, field: str, words: str) -> Note:
    near = _nearest(words, VOCABULARY[field][1])
    advice = f"near to it: {near}" if near else f"it knows, for example: {VOCABULARY[field][2]}"
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    sentence = f'the {field} "{shown}" means nothing to the artist'
    return _advised(Note("W405", sentence, advice, ("cast", number, field)), words)


def _advised(note: Note, words: str) -> Note:
    """A note on words of another script says first what is amiss."""
    return note if tokens(words) else replace(note, advice=f"{_ENGLISH}; {note.advice}")


_ENGLISH = "the artist reads English words"
_LEAST = 4  # letters of a word that may be a slip: shorter ones are near to anything
_MOST = 12  # words that are looked at for slips
_LONGEST = 60  # characters of a text that a sentence shows


def _nearest(words: str, known: tuple[str, ...]) -> str:
    """Up to three words that may have been meant, the likeliest first."""
    found: dict[str, float] = {}
    for word in [each for each in tokens(words) if len(each) >= _LEAST][:_MOST]:
        for close in difflib.get_close_matches(word, known, n=3, cutoff=0.7):
            alike = difflib.SequenceMatcher(None, word, close).ratio()
            found[close] = max(alike, found.get(close, 0.0))
    return ", ".join(sorted(found, key=lambda each: (-found[each], each))[:3])
