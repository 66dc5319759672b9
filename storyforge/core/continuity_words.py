"""A prompt against the description of whom it speaks of: black hair, a young face, a red coat.

Only words that are certainly theirs count: `her`, `his` in a shot of one person alone, and what
stands right before or behind `@name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from storyforge.core import traits
from storyforge.core.errors import Trouble
from storyforge.core.panels import Panel, Strip, bag, told
from storyforge.core.reading import Manifest
from storyforge.core.staging import described

_OWN = bag("her his their its")
_OTHERS = bag(
    """
    man woman boy girl child men women children lady gentleman stranger somebody someone
    person people crowd figure figures mother father sister brother son daughter friend
    guard nurse doctor doll statue portrait photograph painting horse dog cat soldier
    officer priest king queen wife husband baby other others
    """
)
# What a thing is covered with is no colour of its own.
_COVERED = bag(
    """
    snow blood bloody mud muddy dust dusty soot flour wet stained dirty faded painted gloved
    moonlit lit new borrowed spare second
    """
)
_GIVES = bag("hands gives offers brings lends")
_KINDS = bag("man woman lady gentleman boy girl")
_REACH = 5  # words between `her` and the noun
_TOLD = re.compile(r"@[a-z0-9][a-z0-9_/-]*|[^\W_]+(?:['’][^\W_]+)*|[.,;:]", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9_-]+)?", re.IGNORECASE)
_APPOSED = re.compile(rf",\s+(an?)\s+(\w+)\s+({'|'.join(sorted(_KINDS))})\b", re.IGNORECASE)
_CALLED = traits.YOUNG | traits.OLD | bag("bald blond blonde redhead haired")
_TELLING = frozenset(traits.SLOTS) | _CALLED


@dataclass(slots=True)
class Facts:
    """What is described of everybody, read once."""

    manifest: Manifest
    known: dict[str, traits.Traits] = field(default_factory=dict)

    def of(self, who: str) -> traits.Traits:
        """What is described of somebody in a look."""
        if who not in self.known:
            self.known[who] = traits.traits_of(described(self.manifest, who))
        return self.known[who]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a text says of somebody: the words, for which part of them, and what that would be."""

    words: str
    slot: str  # a slot of the traits, "bald", "young" or "old"
    families: frozenset[str] = frozenset()


def contradictions(strip: Strip, facts: Facts) -> Iterator[Trouble]:
    """K106: a prompt, or somebody's action in it, says other than the description."""
    for panel in strip.panels:
        if panel.words.isdisjoint(_TELLING):
            continue
        said = panel.shot.entry.said
        for owner, one in panel.people.items():
            if said.prompt:
                yield from _judged(panel, owner, "prompt", said.prompt, facts)
            if one.action and said.cast is not None:
                yield from _judged(panel, owner, "cast", one.action, facts)


def _judged(panel: Panel, owner: str, name: str, text: str, facts: Facts) -> Iterator[Trouble]:
    known = facts.of(panel.people[owner].who)
    alone = name == "cast" or len(panel.people) == 1
    for claim in _claims(panel, text, owner, alone):
        if (wrong := _wrong(claim, known)) is None:
            continue
        entry = facts.manifest.characters[owner]
        sentence = f'{panel.id} says "{claim.words}" of {owner}, {wrong}'
        spot = panel.shot.entry.spot("prompt", text=_first(claim.words))
        spot = spot if name == "prompt" else panel.of(owner)
        also = [("the description is here", entry.spot("description"))]
        advice = "say it as the description does, or give them a look"
        yield told("K106", sentence, spot, advice, "warning", also)


def _first(words: str) -> str:
    """The first of them, as it is looked for in the file."""
    return words.split()[0].removesuffix(",").removesuffix("'s")


def _wrong(claim: _Claim, known: traits.Traits) -> str | None:
    """How a claim contradicts what is described; None when it does not."""
    if claim.slot == "old":
        return "who is described as young" if known.young else None
    if claim.slot == "young":
        return "who is described as old" if known.old else None
    if claim.slot == "bald":
        hair = known.colours.get("hair")
        return "who is described with hair" if hair and not known.bald else None
    if claim.slot == "hair" and known.bald and "hair" not in known.colours:
        return "who is described as bald"
    described = known.colours.get(claim.slot, frozenset())
    if traits.clash(described, claim.families):
        return f"whose {claim.slot} is described as {' or '.join(sorted(described))}"
    return None


def _claims(panel: Panel, text: str, owner: str, alone: bool) -> Iterator[_Claim]:
    if not panel.words.isdisjoint(_CALLED):
        yield from _beside(text, owner)
    if panel.words.isdisjoint(traits.SLOTS):
        return
    words = [word.casefold() for word in _TOLD.findall(text)]
    if alone and _OTHERS.isdisjoint(words) and _GIVES.isdisjoint(words):
        yield from _possessed(words)
    yield from _worn(words, owner)


def _beside(text: str, owner: str) -> Iterator[_Claim]:
    """`young @mara`, `blonde @mara`, `black-haired @mara`, `@tom, an old man`."""
    for before, after in pairwise(text.split("@")):
        name = _NAME.match(after)
        if name is None or name[0].casefold().partition("/")[0] != owner:
            continue
        word = (before.casefold().rsplit(None, 1) or [""])[-1] if before[-1:].isspace() else ""
        yield from _called(word, f"{word} @{name[0]}")
        colour = traits.COLOURS.get(word.removesuffix("-haired"))
        if colour and word.endswith("-haired"):
            yield _Claim(f"{word} @{name[0]}", "hair", frozenset((colour,)))
        if found := _APPOSED.match(after, name.end()):
            words = f"@{name[0]}, {found[1]} {found[2]} {found[3]}"
            yield from _called(found[2].casefold(), words)


def _called(word: str, words: str) -> Iterator[_Claim]:
    if word in traits.YOUNG:
        yield _Claim(words, "young")
    elif word in traits.OLD:
        yield _Claim(words, "old")
    elif word == "bald":
        yield _Claim(words, "bald")
    elif word in ("blond", "blonde", "redhead"):
        yield _Claim(words, "hair", frozenset((traits.COLOURS[word],)))


def _possessed(words: list[str]) -> Iterator[_Claim]:
    """`her black hair`, `his long grey beard`, `his hair` of the bald."""
    for k, word in enumerate(words):
        if word in _OWN:
            yield from _named(words[k : k + 1 + _REACH])


def _worn(words: list[str], owner: str) -> Iterator[_Claim]:
    """`@mara in a blue coat`, `@mara wearing a blue coat`, `@mara's blue coat`."""
    for k, word in enumerate(words):
        if not _is(word, owner):
            continue
        after = words[k + 1 : k + 4]
        if after[:1] == ["s"]:
            yield from _named([f"{word}'s", *words[k + 2 : k + 2 + _REACH]])
        elif after[:1] in (["in"], ["wearing"]) and after[1:2] in (["a"], ["an"], ["the"]):
            yield from _named(words[k + 2 : k + 3 + _REACH])


def _named(run: list[str]) -> Iterator[_Claim]:
    """The first noun behind a word, with the colours between."""
    families: set[str] = set()
    for k, word in enumerate(run[1:], 1):
        if word in traits.SLOTS:
            slot = traits.SLOTS[word]
            if families or slot == "hair":
                yield _Claim(" ".join(run[: k + 1]), slot, frozenset(families))
            return
        if word in _COVERED or word in traits.STOPS or not word[0].isalpha():
            return
        if word == "bald":
            yield _Claim(" ".join(run[: k + 1]), "bald")
            return
        if word in traits.COLOURS:
            families.add(traits.COLOURS[word])


def _is(word: str, owner: str) -> bool:
    return word[:1] == "@" and word[1:].partition("/")[0] == owner
