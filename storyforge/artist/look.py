"""How somebody looks, read from words and recoloured from a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from storyforge.artist.colour import NAMES, RGB, mix, scale
from storyforge.artist.seed import stream
from storyforge.artist.words import bag, phrases, said, tokens


@dataclass(frozen=True, slots=True)
class Look:
    """Silhouette words and colours of one person; heights in metres."""

    height: float
    child: bool
    old: bool
    broad: float
    skin: RGB
    hair: RGB
    cut: str  # short, crop, long, braid, bun, curls, bald, bob, tail
    beard: str  # "", short, full, moustache, stubble
    hat: str  # "", brim, bowler, cap, flat, hood, helmet, beanie, shawl
    top: str  # coat, jumper, jacket, shirt, dress, uniform, cloak, apron, suit
    cloth: RGB
    legs: RGB
    shoes: RGB
    accent: RGB
    felt: RGB  # the hat
    bib: RGB  # the apron
    scarf: bool
    buttons: bool
    glasses: bool
    prop: str


SKINS: tuple[RGB, ...] = (
    (236, 202, 176),
    (222, 184, 152),
    (196, 150, 116),
    (150, 106, 78),
    (112, 78, 58),
)
_SKIN_WORDS: dict[str, RGB] = {
    "pale": SKINS[0],
    "fair": SKINS[0],
    "tanned": SKINS[2],
    "dark-skinned": SKINS[4],
    "black-skinned": SKINS[4],
    "brown-skinned": SKINS[3],
    "freckled": SKINS[0],
}
HAIRS: tuple[RGB, ...] = ((62, 48, 42), (44, 40, 44), (112, 78, 52), (170, 128, 78), (92, 56, 40))

_CUTS = (
    (("bald", "bald-headed", "shaven-headed", "hairless"), "bald"),
    (("braid", "braids", "braided", "plait", "plaits"), "braid"),
    (("bun", "topknot", "knot", "chignon"), "bun"),
    (("ponytail", "pigtails"), "tail"),
    (("curls", "curly", "afro", "frizzy"), "curls"),
    (("bob", "fringe"), "bob"),
    (("long-haired", "long hair", "flowing"), "long"),
    (("cropped", "crew", "shaved", "buzz", "close-cropped"), "crop"),
    (("short-haired", "tousled"), "short"),
)
_HATS = (
    (("hood", "hooded"), "hood"),
    (("bowler", "derby"), "bowler"),
    (("headscarf", "babushka", "hijab", "kerchief"), "shawl"),
    (("flat-cap", "beret", "newsboy"), "flat"),
    (("cap",), "cap"),
    (("helmet",), "helmet"),
    (("beanie", "sou-wester", "bonnet"), "beanie"),
    (("hat", "fedora", "stetson", "trilby"), "brim"),
)
_HAT_NOUNS = (
    "hat",
    "cap",
    "beret",
    "beanie",
    "bowler",
    "fedora",
    "headscarf",
    "kerchief",
    "helmet",
)
_TOPS = (
    ("uniform", "uniform"),
    ("dress", "dress"),
    ("gown", "dress"),
    ("robe", "dress"),
    ("cloak", "cloak"),
    ("cape", "cloak"),
    ("apron", "apron"),
    ("suit", "suit"),
    ("tuxedo", "suit"),
    ("coat", "coat"),
    ("overcoat", "coat"),
    ("raincoat", "coat"),
    ("trenchcoat", "coat"),
    ("oilskin", "coat"),
    ("parka", "coat"),
    ("jacket", "jacket"),
    ("blazer", "jacket"),
    ("anorak", "jacket"),
    ("waistcoat", "jacket"),
    ("vest", "jacket"),
    ("jumper", "jumper"),
    ("jersey", "jumper"),
    ("sweater", "jumper"),
    ("pullover", "jumper"),
    ("cardigan", "jumper"),
    ("hoodie", "jumper"),
    ("duffel", "coat"),
    ("shirt", "shirt"),
    ("t-shirt", "shirt"),
    ("blouse", "shirt"),
    ("overalls", "shirt"),
)
_DEFAULT_CLOTH: dict[str, RGB] = {
    "coat": (126, 104, 78),
    "jumper": (122, 128, 138),
    "jacket": (98, 92, 88),
    "shirt": (196, 192, 180),
    "dress": (140, 84, 98),
    "uniform": (52, 62, 94),
    "cloak": (78, 74, 96),
    "apron": (196, 186, 166),
    "suit": (66, 68, 78),
}
PROPS = (
    "lantern",
    "umbrella",
    "suitcase",
    "bag",
    "book",
    "letter",
    "phone",
    "cup",
    "sword",
    "gun",
    "pistol",
    "camera",
    "rope",
    "key",
    "torch",
    "basket",
    "box",
    "hammer",
    "stick",
    "cane",
    "flower",
    "bottle",
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


_HAIR_NOUNS = (
    *("hair", "haired", "braid", "braids", "curls", "bun"),
    *("ponytail", "beard", "bob", "plait", "moustache"),
)
_LEG_NOUNS = ("trousers", "jeans", "skirt", "breeches", "shorts", "leggings")
_WOMEN = frozenset(
    (
        *("woman", "girl", "mother", "queen", "lady", "grandmother", "nun", "sister", "daughter"),
        *("wife", "aunt", "waitress", "actress", "princess", "witch", "fishwife", "mrs", "miss"),
        "she",
    )
)
_MEN = frozenset(
    (
        *("man", "boy", "father", "king", "gentleman", "grandfather", "monk", "brother", "son"),
        *("husband", "uncle", "waiter", "prince", "wizard", "sailor", "soldier", "porter", "mr"),
        *("sir", "he", "guy", "lad"),
    )
)


def _is_woman(description: str) -> bool:
    """What the first word that says it says; "her son" is a man."""
    for word in tokens(description):
        for half in word.split("-"):
            if half in _WOMEN or half in _MEN:
                return half in _WOMEN
    return bool({"her", "hers"} & set(tokens(description)))


def look_for(description: str, height_cm: int | None = None) -> Look:
    """The look a description asks for; what it leaves open follows from its words, not chance."""
    rng = stream("look", description)
    description = affirmed(description)
    words, parts = bag(description), phrases(description)
    age = _age(parts)
    child = said(words, "child", "kid", "toddler") or (age is not None and age < 14)
    child = child or (said(words, "boy", "girl") and age is None)
    old = said(words, *_AGED) or (age or 0) >= 58
    woman = _is_woman(description)
    top = _top(parts, child, woman, rng.random())
    cloth = _cloth(parts, top)
    cut = _cut(words, description, woman, rng.random())
    skin = next((_SKIN_WORDS[w] for w in parts if w in _SKIN_WORDS), None)
    skin, hair = skin or SKINS[int(rng.random() ** 1.6 * 5)], HAIRS[int(rng.random() * 5)]
    return Look(
        height=_height(height_cm, child, woman, old),
        child=child,
        old=old,
        broad=_breadth(words, woman or child),
        skin=skin,
        hair=_colour_near(parts, _HAIR_NOUNS) or ((206, 204, 200) if old else hair),
        cut=cut,
        beard="" if child or (age or 99) < 17 else _beard(words),
        hat=_hat(words, description),
        top=top,
        cloth=cloth,
        legs=_colour_near(parts, _LEG_NOUNS) or _legs(top, cloth),
        shoes=_colour_near(parts, ("boots", "shoes", "sandals", "trainers")) or (58, 50, 48),
        accent=_accent(parts, words),
        felt=_colour_near(parts, _HAT_NOUNS) or mix(cloth, (60, 58, 62), 0.45),
        bib=_colour_near(parts, ("apron",)) or (232, 226, 214),
        scarf=said(words, "scarf", "shawl", "neckerchief", "bandana"),
        buttons=said(words, "button", "medal", "uniform"),
        glasses=said(words, "glasses", "spectacles", "goggles"),
        prop=next((w for w in PROPS if w in words and _carries(parts, w)), ""),
    )


_AGED = ("old", "elderly", "aged", "grandmother", "grandfather")


def _beard(words: frozenset[str]) -> str:
    if said(words, "clean-shaven", "shaven", "beardless"):
        return ""
    if said(words, "beard", "bearded"):
        return "short" if said(words, "short", "trimmed", "young", "close") else "full"
    if said(words, "moustache", "mustache", "whiskers"):
        return "moustache"
    return "stubble" if said(words, "stubble", "unshaven") else ""


def _hat(words: frozenset[str], description: str) -> str:
    if "flat cap" in description.lower():
        return "flat"
    return next((hat for names, hat in _HATS if said(words, *names)), "")


def _carries(parts: list[str], thing: str) -> bool:
    """Whether the phrase that names a thing lends it to the hand rather than to the trade."""
    return not any(
        a == thing and b in ("case", "maker", "keeper", "seller") for a, b in pairwise(parts)
    )


_NOT = re.compile(r"\b(?:no|without|hatless|minus)\s+(?:an?\s+|her\s+|his\s+)?([a-z-]+)", re.I)


def affirmed(description: str) -> str:
    """The description without what it denies: "no umbrella" takes every umbrella away."""
    denied = [found.lower() for found in _NOT.findall(description)]
    left = _NOT.sub(" ", description)
    for word in denied:
        left = re.sub(rf"\b{re.escape(word)}s?\b", " ", left, flags=re.IGNORECASE)
    if "clean-shaven" in left.lower():
        left = re.sub(r"\b(beard|bearded|moustache|stubble)\b", " ", left, flags=re.IGNORECASE)
    return left


def _height(height_cm: int | None, child: bool, woman: bool, old: bool) -> float:
    usual = 1.42 if child else 1.66 if woman else 1.7 if old else 1.77
    return min(2.6, max(0.6, (height_cm or 0) / 100 or usual))


def _breadth(words: frozenset[str], slight: bool) -> float:
    if said(words, "broad", "stocky", "burly", "big", "fat"):
        return 1.16
    return 0.9 if slight else 1.04


def _cut(words: frozenset[str], description: str, woman: bool, chance: float) -> str:
    named = next((cut for names, cut in _CUTS if said(words, *names)), None)
    if named is None and "long hair" in description.lower():
        return "long"
    return named or (("bob", "tail", "bun")[int(chance * 3)] if woman else "short")


def _age(parts: list[str]) -> int | None:
    found: int | None = None
    for word in parts:  # the last one said: a look says it again
        if word in _AGES:
            found = _AGES[word]
        elif re.fullmatch(r"\d{1,2}", word):
            found = int(word)
    return found


def _top(parts: list[str], child: bool, woman: bool, chance: float) -> str:
    found = [kind for word in parts for name, kind in _TOPS if word in (name, name + "s")]
    if found:
        return found[-1]
    if child:
        return "jumper"
    return ("coat", "jacket", "jumper", "dress" if woman else "shirt")[int(chance * 4)]


def _colour_near(parts: list[str], nouns: tuple[str, ...]) -> RGB | None:
    """The last colour word at most three words before one of the nouns, in the same phrase."""
    found: RGB | None = None
    for k, word in enumerate(parts):
        if word in nouns or any(half in nouns for half in word.split("-")):
            near = _phrase(parts[max(0, k - 3) : k + 1])
            named = [p for w in near for p in w.split("-") if p in NAMES]
            found = NAMES[named[-1]] if named else found
    return found


def _phrase(parts: list[str]) -> list[str]:
    return parts[len(parts) - parts[::-1].index(",") :] if "," in parts else parts


def _cloth(parts: list[str], top: str) -> RGB:
    nouns = tuple(name for name, kind in _TOPS if kind == top)
    return _colour_near(parts, nouns) or _DEFAULT_CLOTH[top]


def _legs(top: str, cloth: RGB) -> RGB:
    return scale(cloth, 0.86) if top in ("uniform", "suit", "dress", "cloak") else (76, 74, 82)


def _accent(parts: list[str], words: frozenset[str]) -> RGB:
    named = _colour_near(
        parts,
        (
            "scarf",
            "shawl",
            "tie",
            "kerchief",
            "neckerchief",
            "bandana",
            "buttons",
            "belt",
            "sash",
        ),
    )
    if named:
        return named
    return NAMES["brass"] if said(words, "uniform", "brass") else NAMES["rust"]


def recoloured(look: Look, seen: dict[str, RGB]) -> Look:
    """The look in the colours sampled from a picture (skin, hair, cloth, legs, accent)."""
    return replace(
        look,
        skin=seen.get("skin", look.skin),
        hair=seen.get("hair", look.hair),
        cloth=seen.get("cloth", look.cloth),
        legs=seen.get("legs", look.legs),
        accent=seen.get("accent", look.accent),
        shoes=seen.get("shoes", look.shoes),
    )
