"""What a description says of somebody: age, hair, the colours of clothes; and which of it cannot be
true together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyforge.core.panels import bag, tokens

_FAMILIES: dict[str, str] = {
    "black": "black jet ebony raven",
    "white": "white ivory cream",
    "grey": "grey gray silver silvery ashen charcoal",
    "brown": "brown chestnut tan camel beige khaki tawny",
    "blond": "blond blonde golden fair flaxen",
    "red": "red scarlet crimson rust ginger auburn maroon burgundy redhead",
    "yellow": "yellow ochre mustard gold amber",
    "orange": "orange",
    "green": "green olive emerald",
    "blue": "blue navy indigo azure teal",
    "purple": "purple violet mauve lilac",
    "pink": "pink rose",
}
COLOURS = {word: family for family, words in _FAMILIES.items() for word in words.split()}
# Families that people use for one and the same thing.
_NEAR = frozenset(
    frozenset(pair.split())
    for pair in (
        *("grey white", "black blue", "black grey", "brown red", "brown yellow", "brown orange"),
        *("red orange", "orange yellow", "red pink", "pink purple", "blue purple", "blue green"),
        *("white yellow", "blond yellow", "blond white", "blond brown", "red purple", "grey blue"),
        *("brown green", "blond grey", "orange blond", "blond red", "yellow green"),
        *("grey green", "white pink"),
    )
)
_SLOTS: dict[str, str] = {
    "hair": "hair braid braids curls bob ponytail plait plaits locks fringe haired",
    "beard": "beard stubble goatee bearded",
    "moustache": "moustache mustache",
    "coat": "coat overcoat raincoat greatcoat trenchcoat oilskin peacoat",
    "trousers": "trousers pants jeans",
    "dress": "dress gown frock",
    "sweater": "sweater jumper jersey pullover",
    "boots": "boots boot",
    "shoes": "shoes shoe",
    "gloves": "gloves glove",
    "scarf": "scarf muffler",
} | {
    each: each
    for each in (
        *("jacket", "cloak", "cape", "skirt", "shirt", "blouse", "cardigan", "waistcoat", "vest"),
        *("shorts", "hat", "cap", "beret", "headscarf", "tie", "uniform", "apron", "suit", "robe"),
        *("helmet", "kimono", "sari", "turban", "shawl", "dungarees", "overalls", "tunic"),
    )
}
SLOTS = {word: slot for slot, words in _SLOTS.items() for word in words.split()}
HAIRY = bag("hair beard moustache")
# Beyond these a colour is not the next noun's.
STOPS = bag(
    """
    with in of over under on at by the a an her his their its is are was to from for against
    like as
    """
)
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_AGED = re.compile(
    r"(?:\b(?:of|aged)\s+|^\s*|,\s*)(?P<age>\d{1,2}|[a-z]+(?:-[a-z]+)?)(?=\s*(?:,|;|\.|$))"
    r"|\b(?P<years>\d{1,2}|[a-z]+(?:-[a-z]+)??)[- ]years?[- ]old\b"
)
YOUNG = bag("young youthful teenage adolescent boyish girlish")
OLD = bag("old elderly aged ancient aging ageing")
_CHILD = bag("girl boy child teenager kid toddler baby")
YOUNGEST_OLD, OLDEST_YOUNG = 50, 35  # years


@dataclass(frozen=True, slots=True)
class Traits:
    """What a description says; what it says twice, in a look and before, may be either."""

    colours: dict[str, frozenset[str]]  # slot -> families
    ages: tuple[int, ...]
    bald: bool
    words: frozenset[str]

    @property
    def old(self) -> bool:
        """Whether all that is said of the age is that it is great."""
        if self.ages:
            return min(self.ages) >= YOUNGEST_OLD
        return not self.words.isdisjoint(("elderly", "aged")) and self.words.isdisjoint(_CHILD)

    @property
    def young(self) -> bool:
        """Whether all that is said of the age is that it is small."""
        if self.ages:
            return max(self.ages) <= OLDEST_YOUNG
        early = YOUNG | _CHILD
        return not self.words.isdisjoint(early) and self.words.isdisjoint(OLD)


def traits_of(description: str) -> Traits:
    """What a description says of somebody."""
    colours: dict[str, set[str]] = {}
    for phrase in re.split(r"[,;.()]", description):
        for slot, families in _coloured(tokens(phrase)):
            colours.setdefault(slot, set()).update(families)
    words = frozenset(tokens(description))
    held = {slot: frozenset(families) for slot, families in colours.items()}
    ages = tuple(_ages(description.casefold()))
    return Traits(held, ages, "bald" in words, words)


def _coloured(words: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Every noun of a phrase that somebody wears or grows, with the colours said before it."""
    found: set[str] = set()
    for word in words:
        if word in COLOURS:
            found.add(COLOURS[word])
        elif word in SLOTS:
            yield SLOTS[word], found
            found = set()
        elif word in STOPS:
            found = set()


def _ages(text: str) -> Iterator[int]:
    for found in _AGED.finditer(text):
        age = _number(found["age"] or found["years"])
        if age:
            yield age


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    tens, _, ones = word.partition("-")
    if tens in _NUMBERS and (not ones or ones in _NUMBERS):
        return _NUMBERS[tens] + _NUMBERS.get(ones, 0)
    return None


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether no colour of one could be meant by any of the other."""
    pairs = (frozenset((a, b)) for a in one for b in other)
    return bool(one and other) and all(len(pair) == 2 and pair not in _NEAR for pair in pairs)
