"""Words for who somebody is: age, sex, build, skin, hair; and a face of their own."""

from __future__ import annotations

import re

from storyforge.artist.body.skull import Face
from storyforge.artist.body.wardrobe import HAT_NOUNS, PROPS, TOPS
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.seed import stream
from storyforge.artist.words import said, tokens

SKINS: tuple[RGB, ...] = (
    (236, 202, 176),
    (222, 184, 152),
    (196, 150, 116),
    (150, 106, 78),
    (112, 78, 58),
)
SKIN_WORDS: dict[str, RGB] = {
    **dict.fromkeys(("pale", "fair", "freckled", "freckles", "rosy", "fair-skinned"), SKINS[0]),
    **dict.fromkeys(("scandinavian", "irish", "pale-skinned", "white-skinned"), SKINS[0]),
    **dict.fromkeys(("light-skinned", "japanese", "chinese", "korean", "asian"), SKINS[1]),
    **dict.fromkeys(("tanned", "olive-skinned", "sunburnt", "weathered", "latina"), SKINS[2]),
    **dict.fromkeys(("mexican", "arab", "turkish", "greek", "spanish"), SKINS[2]),
    **dict.fromkeys(("brown-skinned", "indian", "bengali", "tamil", "pakistani"), SKINS[3]),
    **dict.fromkeys(("dark-skinned", "black-skinned", "african", "nigerian", "kenyan"), SKINS[4]),
}
HAIRS: tuple[RGB, ...] = ((62, 48, 42), (44, 40, 44), (112, 78, 52), (170, 128, 78), (92, 56, 40))
HAIR_NOUNS = (
    *("hair", "haired", "braid", "braids", "curls", "bun", "afro", "mohawk", "locks", "mane"),
    *("ponytail", "pigtails", "beard", "bob", "plait", "plaits", "moustache", "fringe"),
)
CUTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("balding", "tonsure", "tonsured"), "balding"),
    (("receding",), "receding"),
    (("bald", "bald-headed", "shaven-headed", "hairless"), "bald"),
    (("mohawk", "mohican"), "mohawk"),
    (("braid", "braids", "braided", "plait", "plaits", "pigtails"), "braid"),
    (("bun", "topknot", "knot", "chignon"), "bun"),
    (("ponytail",), "tail"),
    (("afro",), "afro"),
    (("curls", "curly", "frizzy", "ringlets", "curly-haired"), "curls"),
    (("bob", "bobbed"), "bob"),
    (("long-haired", "long-hair", "flowing", "waist-length"), "long"),
    (("shoulder-length", "mane", "shaggy"), "shoulder"),
    (("cropped", "crew", "shaved", "buzz", "close-cropped", "crewcut", "crew-cut"), "crop"),
    (("short-haired", "tousled", "short-hair"), "short"),
)
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_AGES: dict[str, int] = {
    **{word: k for k, word in enumerate(_ONES, 1) if k > 2},
    **{word: k for k, word in enumerate(_TEENS, 10)},
    **{word: k * 10 for k, word in enumerate(_TENS, 2)},
    **{word[:-1] + "ies": k * 10 for k, word in enumerate(_TENS, 2)},
    **{f"{t}-{o}": k * 10 + j for k, t in enumerate(_TENS, 2) for j, o in enumerate(_ONES, 1)},
}
_WOMEN = frozenset(
    [
        "woman",
        "girl",
        "mother",
        "queen",
        "lady",
        "grandmother",
        "nun",
        "sister",
        "daughter",
        "wife",
        "aunt",
        "waitress",
        "actress",
        "princess",
        "witch",
        "fishwife",
        "mrs",
        "miss",
        "she",
        "ballerina",
        "policewoman",
        "firewoman",
        "postwoman",
        "cowgirl",
        "businesswoman",
        "schoolgirl",
        "empress",
        "bride",
        "widow",
        "granny",
        "heroine",
        "businesswoman",
        "latina",
        "nurse",
        "grandma",
        "mum",
        "mom",
        "saleswoman",
        "housewife",
        "maid",
    ]
)
_MEN = frozenset(
    [
        "man",
        "boy",
        "father",
        "king",
        "gentleman",
        "grandfather",
        "monk",
        "brother",
        "son",
        "husband",
        "uncle",
        "waiter",
        "prince",
        "wizard",
        "sailor",
        "soldier",
        "porter",
        "mr",
        "sir",
        "he",
        "guy",
        "lad",
        "priest",
        "friar",
        "policeman",
        "fireman",
        "postman",
        "fisherman",
        "cowboy",
        "businessman",
        "schoolboy",
        "emperor",
        "butler",
        "knight",
        "pirate",
        "sergeant",
        "blacksmith",
        "bearded",
        "beard",
        "moustache",
        "bald",
        "balding",
        "gangster",
        "grandpa",
        "dad",
        "groom",
        "salesman",
        "chap",
        "fellow",
    ]
)
AGED = ("old", "elderly", "aged", "grandmother", "grandfather", "granny", "grandma", "grandpa")
_BROAD = ("broad", "stocky", "burly", "big", "muscular", "heavy-set", "heavyset", "strong")
_STOUT = ("fat", "stout", "plump", "portly", "chubby", "round", "rotund", "obese")
_THIN = ("thin", "slim", "slender", "skinny", "gaunt", "lean", "lanky", "wiry", "bony")


def is_woman(description: str) -> bool:
    """What the first word that says it says; "her son" is a man."""
    for word in tokens(description):
        for half in word.removesuffix("'s").split("-"):
            if half in _WOMEN or half in _MEN:
                return half in _WOMEN
    return bool({"her", "hers"} & set(tokens(description)))


def age_of(parts: list[str]) -> int | None:
    """Years named in the words; a look may say them again, so the last counts."""
    found: int | None = None
    for word in parts:
        if word in _AGES:
            found = _AGES[word]
        elif re.fullmatch(r"\d{1,2}", word):
            found = int(word)
    return found


def breadth(words: frozenset[str], slight: bool) -> float:
    """How broad the body is; 1 is the middling man."""
    if said(words, *_STOUT):
        return 1.24
    if said(words, *_BROAD):
        return 1.16
    if said(words, *_THIN):
        return 0.84
    return 0.9 if slight else 1.04


_WORN = frozenset((*(n for n, _ in TOPS), *HAT_NOUNS, *PROPS, "scarf", "boots", "shoes", "gloves"))
_CUT = re.compile(r"[,;]|\s(?:in|wearing|with|holding|carrying|dressed)\s")


def identity(description: str) -> str:
    """The part of a description that clothes and things do not change."""
    kept = []
    for phrase in _CUT.split(description.lower()):
        words = tokens(phrase)
        if words and not any(w in _WORN or w.removesuffix("s") in _WORN for w in words):
            kept.append(" ".join(words))
    return ", ".join(kept[:4]) or " ".join(tokens(description)[:3])


def face_for(who: str, woman: bool, child: bool, old: bool, broad: float) -> Face:
    """A face of its own for everybody, the same for the same words."""
    rng = stream("face", who)

    def about(middle: float, spread: float) -> float:
        return middle + (rng.random() + rng.random() - 1) * spread

    soft = woman or child
    wide = (broad - 1) * 0.35
    return Face(
        length=about(0.93 if child else 0.98 if woman else 1.0, 0.05 if child else 0.075),
        jaw=about((0.93 if woman else 0.97 if child else 1.03) + wide, 0.09),
        chin=about(0.8 if woman else 0.9 if child else 1.1, 0.2),
        jut=about(-0.012 if child else 0.0, 0.026 if not soft else 0.012),
        cheek=about((1.05 if child else 1.0) + wide * 0.6, 0.05),
        brow=max(0.0, about(0.0 if soft else 0.016, 0.012)),
        nose=about(0.82 if child else 0.95 if woman else 1.03, 0.1),
        snout=about(0.62 if child else 0.8 if woman else 1.05, 0.16 if child else 0.26),
        nostril=about(0.86 if soft else 1.02, 0.18),
        hook=about(-0.7 if child else -0.2 if woman else 0.3, 0.5 if child else 0.9),
        eye=about(1.16 if child else 1.07 if woman else 0.95, 0.09),
        apart=about(1.0, 0.055),
        slant=about(0.25 if woman else 0.0, 0.75),
        thick=about(0.75 if soft else 1.15, 0.4),
        arch=about(0.014 if woman else 0.0, 0.014),
        lips=about(1.2 if woman else 0.9, 0.45),
        mouth=about(0.92 if soft else 1.03, 0.13),
        ear=about(1.12 if old else 0.92 if woman else 1.0, 0.1),
        iris=int(rng.random() * 6),
    )
