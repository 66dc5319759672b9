"""How somebody looks, read from words and recoloured from a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from itertools import pairwise
from random import Random

from storyforge.artist.body.anatomy import height_of
from storyforge.artist.body.creature_coat import Coat, coat_for
from storyforge.artist.body.person import (
    AGED,
    CUTS,
    HAIR_NOUNS,
    HAIRS,
    SKIN_WORDS,
    SKINS,
    age_of,
    breadth,
    face_for,
    identity,
    is_woman,
)
from storyforge.artist.body.skull import Face
from storyforge.artist.body.species import SPECIES, kind_of
from storyforge.artist.body.wardrobe import (
    DEFAULT_CLOTH,
    HAT_NOUNS,
    HATS,
    PROPS,
    TOPS,
    TRADES,
    Trade,
    felt_of,
    shaft_of,
)
from storyforge.artist.ink.colour import NAMES, RGB, luma, mix, scale
from storyforge.artist.ink.seed import stream
from storyforge.artist.words import bag, phrases, said, tokens


@dataclass(frozen=True, slots=True)
class Look:
    """Silhouette words and colours of one person; heights in metres."""

    height: float
    child: bool
    old: bool
    woman: bool
    broad: float
    face: Face
    skin: RGB
    hair: RGB
    cut: str  # one of hair.CUTS, or bald
    fringe: bool
    braids: int
    beard: str  # "", short, full, long, goatee, moustache, stubble
    hat: str  # "" or one of wardrobe.HATS
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
    patch: bool
    scar: bool
    freckles: bool
    earrings: bool
    prop: str
    boots: float = 0.0  # how far up the shin they reach, 1 is the knee
    blouse: RGB | None = None  # what is worn above a skirt or under an apron, when it is said
    kind: str = ""  # one of species.SPECIES when it is no human


_LEG_NOUNS = ("trousers", "jeans", "skirt", "breeches", "shorts", "leggings", "pants", "tights")
_SHOE_NOUNS = ("boots", "shoes", "sandals", "trainers", "wellingtons", "slippers", "heels")
_ACCENTS = (
    *("scarf", "shawl", "tie", "kerchief", "neckerchief", "bandana"),
    *("buttons", "belt", "sash", "badge", "cravat"),
)
_PLAIN = Trade("", (0, 0, 0))
COAT_FIELDS = tuple(field.name for field in fields(Coat))


@lru_cache(maxsize=64)
def look_for(description: str, height_cm: int | None = None) -> Look:
    """The look a description asks for; what it leaves open follows from its words, not chance."""
    kind = kind_of(description)
    return _creature(description, kind, height_cm) if kind else _person(description, height_cm)


def _person(description: str, height_cm: int | None) -> Look:
    denied = denials(description)
    description = affirmed(description)
    words, parts = bag(description), phrases(description)
    who = identity(description)
    rng = stream("look", who)
    age = age_of(parts)
    child = said(words, "child", "kid", "toddler", "schoolgirl", "schoolboy")
    child = child or (age is not None and age < 14) or (said(words, "boy", "girl") and age is None)
    old = said(words, *AGED) or (age or 0) >= 58
    woman = is_woman(description)
    trade = next((TRADES[w] for w in tokens(description) if w in TRADES), _PLAIN)
    broad = breadth(words, woman or child)
    top, cloth = _dressed(parts, trade, child, woman, rng.random())
    hat = _hat(words, description, trade, denied)
    cut = _cut(words, description, trade, woman, rng.random())
    skin, hair = _natural(parts, old, rng)
    legs = _colour_near(parts, _LEG_NOUNS) or trade.legs or _legs(top, cloth)
    felt = _colour_near(parts, HAT_NOUNS) or (trade.felt if hat == trade.hat else None)
    return Look(
        height=_height(height_cm, words, child, woman, old),
        child=child,
        old=old,
        woman=woman,
        broad=broad,
        face=face_for(who, woman, child, old, broad),
        skin=skin,
        hair=hair,
        cut=cut,
        fringe=said(words, "fringe", "bangs") or (child and woman and cut == "bob"),
        braids=2 if cut == "braid" and _two(description) else 1,
        beard="" if child or (age or 99) < 17 else _beard(words, description, trade, woman),
        hat=hat,
        top=top,
        cloth=cloth,
        legs=legs,
        shoes=_colour_near(parts, _SHOE_NOUNS) or (58, 50, 48),
        accent=_accent(parts, words),
        felt=felt or felt_of(hat, cloth),
        bib=_colour_near(parts, ("apron",)) or (232, 226, 214),
        scarf=said(words, "scarf", "shawl", "neckerchief", "bandana"),
        buttons=said(words, "button", "medal", "uniform"),
        glasses=said(words, "glasses", "spectacles", "goggles", "bespectacled", "eyeglasses"),
        patch=said(words, "eyepatch", "eye-patch") or "eye patch" in description or trade.patch,
        scar=said(words, "scar", "scarred"),
        freckles=said(words, "freckles", "freckled", "freckle"),
        earrings=said(words, "earring", "earrings", "jewellery", "jewels", "jewelry"),
        boots=shaft_of(parts),
        blouse=_woven_above(parts, top),
        prop=next((w for w in PROPS if w in words and _carries(parts, w)), ""),
    )


def _creature(description: str, kind: str, height_cm: int | None) -> Look:
    """The look of somebody who is no human; a giant is one, only larger."""
    if not SPECIES[kind].family:
        giant = _person(description, None)
        return replace(giant, kind=kind, height=height_of(kind, height_cm), broad=1.25)
    coat = coat_for(description, kind, height_cm)
    worn = {name: getattr(coat, name) for name in COAT_FIELDS}
    bare = {"hat": "", "beard": "", "prop": "", "glasses": False, "buttons": False, "woman": False}
    return replace(_person("", None), **{**bare, **worn})


def _natural(parts: list[str], old: bool, rng: Random) -> tuple[RGB, RGB]:
    """Skin and hair as said, else as the die of the identity falls."""
    skin, hair = SKINS[int(rng.random() ** 1.6 * 5)], HAIRS[int(rng.random() * 5)]
    skin = next((SKIN_WORDS[w] for w in parts if w in SKIN_WORDS), skin)
    for k, word in enumerate(parts[:-1]):
        if parts[k + 1] == "skin" or word.endswith("-skinned"):
            skin = _SKINNED.get(word.removesuffix("-skinned"), skin)
    if luma(skin) < 125:
        hair = HAIRS[1]
    bare = next((NAMES[w] for w in parts if w in _HAIRED), None)
    said_ = _colour_near(parts, HAIR_NOUNS) or bare
    return skin, _dyed_hair(said_) if said_ else (206, 204, 200) if old else hair


_SKINNED: dict[str, RGB] = {
    **dict.fromkeys(("pale", "fair", "white", "light"), SKINS[0]),
    **dict.fromkeys(("olive", "tanned", "bronze", "golden"), SKINS[2]),
    **dict.fromkeys(("brown",), SKINS[3]),
    **dict.fromkeys(("dark", "black", "ebony"), SKINS[4]),
    "green": (134, 168, 112),
    "blue": (112, 148, 186),
    "grey": (164, 166, 168),
}
_HAIRED = ("blond", "blonde", "ginger", "auburn")


def _dyed_hair(colour: RGB) -> RGB:
    """Hair called red is ginger, hair called brown is dark."""
    return {NAMES["red"]: (158, 76, 44), NAMES["brown"]: (88, 62, 46)}.get(colour, colour)


def _two(description: str) -> bool:
    low = description.lower()
    return bool(re.search(r"\b(two|twin|2)\b[^,;]*\b(braid|plait|pigtail)", low)) or (
        bool(re.search(r"\b(braids|plaits|pigtails)\b", low))
    )


def _beard(words: frozenset[str], description: str, trade: Trade, woman: bool) -> str:
    if woman or said(words, "clean-shaven", "shaven", "beardless"):
        return ""
    if said(words, "beard", "bearded"):
        if "long" in words and re.search(r"long[^,;]*beard", description.lower()):
            return "long"
        return "short" if said(words, "short", "trimmed", "young", "close") else "full"
    if said(words, "goatee"):
        return "goatee"
    if said(words, "moustache", "mustache", "whiskers"):
        return "moustache"
    return "stubble" if said(words, "stubble", "unshaven") else trade.beard


def _hat(words: frozenset[str], description: str, trade: Trade, denied: frozenset[str]) -> str:
    """The hat that is named, longest name first; else the trade's, unless hats are denied."""
    low = re.sub(r"[^a-z']+", "-", description.lower())
    for names, hat in HATS:
        if any(re.search(rf"(^|-){re.escape(name)}s?(-|$)", low) for name in names):
            return hat
    bare = denied & {*HAT_NOUNS, "bareheaded"} or said(words, "bareheaded", "bare-headed")
    return "" if bare else trade.hat


def _carries(parts: list[str], thing: str) -> bool:
    """Whether the phrase that names a thing lends it to the hand rather than to the trade."""
    return not any(
        a == thing and b in ("case", "maker", "keeper", "seller") for a, b in pairwise(parts)
    )


_NOT = re.compile(r"\b(?:no|without|hatless|minus)\s+(?:an?\s+|her\s+|his\s+)?([a-z-]+)", re.I)


def denials(description: str) -> frozenset[str]:
    """What a description says is not there."""
    found = {word.lower() for word in _NOT.findall(description)}
    return frozenset(found | ({"hat"} if "hatless" in description.lower() else set()))


def affirmed(description: str) -> str:
    """The description without what it denies: "no umbrella" takes every umbrella away."""
    left = _NOT.sub(" ", description)
    for word in sorted(denials(description)):
        left = re.sub(rf"\b{re.escape(word)}s?\b", " ", left, flags=re.IGNORECASE)
    if "clean-shaven" in left.lower():
        left = re.sub(r"\b(beard|bearded|moustache|stubble)\b", " ", left, flags=re.IGNORECASE)
    return left


def _height(
    height_cm: int | None, words: frozenset[str], child: bool, woman: bool, old: bool
) -> float:
    usual = 1.42 if child else 1.66 if woman else 1.7 if old else 1.77
    usual *= 1.06 if said(words, "tall", "lanky") else 0.93 if said(words, "small", "tiny") else 1
    return min(2.6, max(0.6, (height_cm or 0) / 100 or usual))


def _cut(words: frozenset[str], description: str, trade: Trade, woman: bool, chance: float) -> str:
    low = re.sub(r"[^a-z']+", "-", description.lower())
    for names, cut in CUTS:
        if any(re.search(rf"(^|-){re.escape(name)}(-|$)", low) for name in names):
            return cut
    if re.search(r"\blong\b[^,;]*\bhair", description.lower()):
        return "long"
    if re.search(r"\b(short|close)\b[^,;]*\bhair", description.lower()):
        return "short"
    if said(words, "fringe", "bangs"):
        return "bob" if woman else "short"
    return trade.cut or (("bob", "tail", "bun", "shoulder")[int(chance * 4)] if woman else "short")


def _dressed(
    parts: list[str], trade: Trade, child: bool, woman: bool, chance: float
) -> tuple[str, RGB]:
    """The upper garment and its colour."""
    found = [kind for word in parts for name, kind in TOPS if word in (name, name + "s")]
    plain = ("coat", "jacket", "jumper", "dress" if woman else "shirt")[int(chance * 4)]
    over = [kind for kind in found if kind in ("coat", "peacoat", "jacket", "cloak")]
    if "skirt" in found:  # whichever of the two is named last
        found = over or ["skirt"]
    top = found[-1] if found else trade.top or ("jumper" if child else plain)
    nouns = tuple(name for name, kind in TOPS if kind == top)
    named = _colour_near(parts, nouns) or (None if found else _clad(parts))
    named = named or (trade.cloth if trade.top and top == trade.top else None)
    return top, _woven(named or DEFAULT_CLOTH[top], top)


def _woven_above(parts: list[str], top: str) -> RGB | None:
    """The colour of what is worn with a skirt or under an apron."""
    above = tuple(name for name, kind in TOPS if kind in ("shirt", "jumper"))
    return _colour_near(parts, above) if top in ("skirt", "apron") else None


def _clad(parts: list[str]) -> RGB | None:
    """The colour of somebody "in blue"."""
    for a, b in pairwise(parts):
        if a in ("in", "wearing") and b in NAMES:
            return NAMES[b]
    return None


def _woven(colour: RGB, top: str) -> RGB:
    """Heavy cloth is deeper than the bare colour of its name."""
    heavy = top in ("uniform", "coat", "suit", "jacket", "cloak") and 60 < luma(colour) < 150
    return scale(colour, 0.82) if heavy else colour


_DEEPER = {"dark": 0.62, "deep": 0.75, "bottle": 0.6, "forest": 0.66, "midnight": 0.55}
_PALER = {"light": 0.36, "pale": 0.5, "pastel": 0.5, "sky": 0.45, "faded": 0.35, "mint": 0.5}


def _colour_near(parts: list[str], nouns: tuple[str, ...]) -> RGB | None:
    """The last colour said at most three words before one of the nouns, in the same phrase."""
    found: RGB | None = None
    for k, word in enumerate(parts):
        if any(w in nouns for w in (word, word.removesuffix("s"), *word.split("-"))):
            found = _said(_phrase(parts[max(0, k - 3) : k + 1])) or found
    return found


def _said(near: list[str]) -> RGB | None:
    """The colour that a few words name: mixed when two are joined, deeper when called dark."""
    found: RGB | None = None
    for k, word in enumerate(near):
        halves = [NAMES[p] for p in word.split("-") if p in NAMES]
        if not halves:
            continue
        colour = mix(halves[0], halves[1], 0.5) if len(halves) > 1 else halves[0]
        before = near[k - 1] if k and len(halves) < 2 else ""
        first = word.split("-")[0] if "-" in word else before
        if first in _DEEPER and colour != NAMES["dark"]:
            colour = scale(halves[-1], _DEEPER[first])
        elif first in _PALER and colour != NAMES["pale"]:
            colour = mix(halves[-1], (244, 242, 236), _PALER[first])
        found = colour
    return found


def _phrase(parts: list[str]) -> list[str]:
    return parts[len(parts) - parts[::-1].index(",") :] if "," in parts else parts


def _legs(top: str, cloth: RGB) -> RGB:
    return scale(cloth, 0.86) if top in ("uniform", "suit", "dress", "cloak") else (76, 74, 82)


def _accent(parts: list[str], words: frozenset[str]) -> RGB:
    named = _colour_near(parts, _ACCENTS)
    return named or (NAMES["brass"] if said(words, "uniform", "brass") else NAMES["rust"])


def recoloured(look: Look, seen: dict[str, RGB]) -> Look:
    """The look in the colours sampled from a picture; skin stays within what skin can be."""
    if look.kind and SPECIES[look.kind].family:
        return _dyed(look, seen)
    hair, felt = seen.get("hair", look.hair), seen.get("felt", look.felt)
    if look.hat and "felt" not in seen and "hair" in seen:  # the top of the head is the hat
        hair, felt = look.hair, seen["hair"]
    return replace(
        look,
        skin=human(seen["skin"]) if "skin" in seen and human(look.skin) == look.skin else look.skin,
        hair=hair,
        felt=felt,
        cloth=seen.get("cloth", look.cloth),
        legs=seen.get("legs", look.legs),
        accent=seen.get("accent", look.accent),
        shoes=seen.get("shoes", look.shoes),
        bib=seen.get("bib", look.bib),
    )


_DYED = ("skin", "hair", "cloth", "legs", "accent", "shoes", "felt", "bib")


def _dyed(look: Look, seen: dict[str, RGB]) -> Look:
    """A creature in the colours of a picture: all of them known, or only what most of it is."""
    if "coat" not in seen:
        return replace(look, **{name: seen[name] for name in _DYED if name in seen})  # type: ignore[arg-type]
    coat = seen["coat"]
    legs = coat if look.legs == look.cloth else look.legs
    hair = mix(look.hair, scale(coat, 0.55), 0.7)
    return replace(look, cloth=coat, legs=legs, hair=hair, bib=mix(coat, look.bib, 0.5))


def human(colour: RGB) -> RGB:
    """The colour drawn towards the nearest human skin, if it is far from any."""
    level = max(luma(SKINS[-1]), min(luma(SKINS[0]), luma(colour)))
    for light, dark in pairwise(SKINS):
        if level >= luma(dark):
            nearest = mix(dark, light, (level - luma(dark)) / (luma(light) - luma(dark)))
            break
    far = max(abs(a - b) for a, b in zip(colour, nearest, strict=True))
    return colour if far <= 30 else mix(nearest, colour, 16 / far)
