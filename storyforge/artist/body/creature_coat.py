"""Fur, feathers and plates from words: colours by what they are said of, markings, breed, size."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.artist.body.anatomy import height_of
from storyforge.artist.body.species import KINDS, SPECIES
from storyforge.artist.ink.colour import NAMES, RGB, luma, mix, scale
from storyforge.artist.words import bag, phrases, said, tokens


@dataclass(frozen=True, slots=True)
class Coat:
    """What a description says of a creature, in the names of a look: *cloth* is the coat, *bib*
    the belly, *hair* mane, ears and tail, *legs* the limbs, *accent* markings or a collar,
    *shoes* hooves and nose, *felt* beak or horns, *skin* the eyes; *top* is the pattern of the
    coat, *cut* how the ears are worn or what sets a breed apart.
    """

    kind: str
    height: float
    broad: float
    cloth: RGB
    bib: RGB
    hair: RGB
    legs: RGB
    accent: RGB
    shoes: RGB
    felt: RGB
    skin: RGB
    top: str
    cut: str
    scarf: bool
    old: bool
    child: bool


_COATS = (
    *("fur", "coat", "feathers", "feathered", "hide", "scales", "scaled", "plumage", "wool"),
    *("body", "furred", "skin", "metal", "plates", "fleece", "bristles", "shell", "sheet", "paint"),
    *("back", "wings"),
)
_BELLIES = (
    "belly",
    "chest",
    "breast",
    "bib",
    "throat",
    "muzzle",
    "face",
    "underside",
    "breasted",
    "blaze",
    "head",
)
_DARKS = ("mane", "tail", "ears", "ear", "tip", "ruff", "crest", "joints", "saddle")
_LIMBS = ("legs", "leg", "paws", "paw", "socks", "stockings", "feet", "foot", "boots", "claws")
_BEAKS = ("beak", "bill", "horns", "horn", "antlers", "tusks", "comb")
_EYES = ("eyes", "eye", "eyed")
_WORN = ("collar", "scarf", "bandana", "ribbon", "harness", "neckerchief", "bow")
_MARKED = ("spots", "stripes", "patches", "markings", "spotted", "striped", "patch")
_NATURAL: dict[str, RGB] = {
    "black": (48, 46, 50),
    "brown": (122, 84, 58),
    "white": (234, 230, 220),
    "red": (176, 84, 46),
    "grey": (136, 134, 132),
    "gray": (136, 134, 132),
    "ginger": (204, 124, 62),
    "golden": (206, 164, 98),
    "yellow": (208, 172, 104),
    "bay": (126, 76, 48),
    "chestnut": (140, 74, 46),
    "sandy": (202, 172, 124),
    "tawny": (196, 148, 92),
    "silver": (168, 170, 172),
    "dun": (178, 152, 116),
    "palomino": (214, 174, 108),
    "roan": (150, 120, 112),
    "tan": (190, 150, 106),
    "liver": (108, 68, 50),
    "rusty": (164, 96, 62),
    "dapple": (176, 176, 176),
    "snowy": (238, 236, 230),
    "polar": (236, 232, 220),
    "brass": (190, 150, 72),
    "copper": (176, 104, 68),
    "chrome": (190, 200, 206),
}
_PATTERNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("spotted", "spots", "speckled", "dappled", "dalmatian", "mottled", "freckled"), "spots"),
    (("striped", "stripes", "tabby", "brindle"), "stripes"),
    (("patches", "piebald", "pinto", "patched", "skewbald", "patchwork", "calico"), "patches"),
)
# breed -> metres at the withers, coat, dark parts, how the ears are worn and other marks
_BREEDS: dict[str, tuple[float, RGB, RGB, str]] = {
    "terrier": (0.38, (196, 170, 132), (112, 84, 62), "fold"),
    "retriever": (0.58, (206, 166, 104), (170, 126, 74), "flop shaggy"),
    "labrador": (0.58, (206, 174, 122), (166, 130, 84), "flop"),
    "collie": (0.54, (56, 52, 54), (46, 44, 46), "fold shaggy white"),
    "sheepdog": (0.54, (150, 150, 148), (120, 120, 118), "flop shaggy"),
    "german-shepherd": (0.63, (152, 112, 72), (58, 48, 44), "prick saddle"),
    "alsatian": (0.63, (152, 112, 72), (58, 48, 44), "prick saddle"),
    "husky": (0.58, (108, 112, 120), (70, 74, 82), "prick curly shaggy white"),
    "dachshund": (0.24, (132, 78, 48), (96, 58, 40), "flop short"),
    "corgi": (0.29, (206, 142, 84), (176, 112, 62), "prick short white"),
    "greyhound": (0.72, (150, 146, 144), (110, 106, 106), "fold slim"),
    "whippet": (0.5, (176, 156, 132), (130, 112, 94), "fold slim"),
    "dalmatian": (0.58, (236, 232, 224), (46, 44, 48), "flop spots"),
    "doberman": (0.68, (52, 46, 46), (40, 36, 38), "prick"),
    "rottweiler": (0.63, (50, 46, 46), (40, 36, 38), "flop"),
    "bulldog": (0.38, (196, 158, 118), (150, 114, 84), "fold stout"),
    "pug": (0.3, (206, 178, 138), (62, 52, 48), "fold stout curly"),
    "poodle": (0.45, (232, 224, 210), (214, 204, 190), "flop shaggy"),
    "beagle": (0.38, (168, 110, 66), (62, 52, 48), "flop white saddle"),
    "spaniel": (0.42, (142, 86, 54), (116, 68, 44), "flop shaggy"),
    "mastiff": (0.76, (190, 150, 104), (74, 60, 52), "flop stout"),
    "polar-bear": (1.3, (238, 234, 222), (220, 214, 200), ""),
    "panda": (0.75, (236, 234, 228), (42, 42, 46), ""),
    "unicorn": (1.5, (240, 238, 236), (214, 206, 220), "unicorn"),
    "panther": (0.68, (44, 42, 48), (34, 32, 38), "plain"),
    "calf": (0.8, (176, 122, 82), (120, 84, 60), "young"),
    "foal": (0.95, (140, 94, 62), (70, 52, 44), "young"),
    "magpie": (0.4, (44, 46, 56), (36, 40, 56), "white"),
    "flamingo": (1.2, (226, 148, 152), (206, 112, 122), ""),
    "stork": (1.0, (238, 236, 230), (52, 52, 58), ""),
    "canary": (0.13, (226, 196, 84), (206, 172, 66), ""),
    "vulture": (0.8, (82, 68, 60), (58, 48, 44), ""),
    "goldfish": (0.14, (220, 128, 52), (200, 96, 44), ""),
    "orca": (6.5, (46, 48, 56), (38, 40, 48), ""),
    "rooster": (0.5, (168, 78, 44), (44, 62, 60), "cock"),
    "cockerel": (0.5, (168, 78, 44), (44, 62, 60), "cock"),
    "doe": (1.0, (164, 116, 76), (96, 70, 52), "bare"),
    "ewe": (0.68, (230, 224, 208), (72, 64, 60), "bare"),
    "gorilla": (1.6, (62, 58, 60), (46, 44, 48), "broad"),
    "jaguar": (0.7, (204, 156, 88), (60, 48, 42), ""),
    "cheetah": (0.8, (212, 174, 112), (60, 48, 42), "slim"),
    "werewolf": (1.2, (84, 76, 74), (56, 52, 54), ""),
}
_SMALL, _LARGE = ("small", "little", "tiny", "young"), ("big", "large", "huge", "giant", "great")


def coat_for(description: str, kind: str, height_cm: int | None) -> Coat:
    """How a creature of that kind looks by its description; its kind gives what is left open."""
    species, words, parts = SPECIES[kind], bag(description), phrases(description)
    usual = height_of(kind, None)
    breed = _breed(tokens(description))
    tall, coat, dark, marks = _BREEDS.get(breed, (species.tall, species.coat, species.dark, ""))
    said_ = _before(parts, _COATS) or _own(parts)
    two = "white" in words and {"black", "brown", "ginger"} & words and "and" in tokens(description)
    coat = said_ or coat
    bib = _before(parts, _BELLIES) or _belly(kind, said_, breed, marks, species.belly, coat)
    hair = _before(parts, _DARKS) or (_deeper(coat) if said_ else dark)
    worn = said(words, *_WORN)
    accent = _before(parts, _WORN) or (176, 52, 44) if worn else _before(parts, _MARKED)
    share = 0.8 if said(words, *_SMALL) else 1.25 if said(words, *_LARGE) else 1.0
    if two and not _before(parts, _BELLIES):
        coat, bib, hair = _two(parts, coat)
    limbs = _before(parts, _LIMBS) or (bib if "white" in marks or two else None)
    limbs = limbs or (coat if said_ or breed else species.limbs or coat)
    grown = tall / species.tall if kind not in ("puppy", "kitten") else 1.0
    height = height_of(kind, height_cm, share * grown)
    pattern = next((name for any_of, name in _PATTERNS if said(words, *any_of)), "")
    pattern = pattern or ("patches" if two and kind in ("cow", "horse", "pony", "goat") else "")
    plain = "plain" in marks or (said_ is not None and species.pattern != "stripes" and not two)
    return Coat(
        kind=kind,
        height=max(0.02, min(9.0, height or usual)),
        broad=1.2 if said(words, "fat", "plump", "stout") else 0.86 if _thin(words) else 1.0,
        cloth=coat,
        bib=bib,
        hair=hair,
        legs=limbs,
        accent=accent or (hair if said_ or breed else species.marks),
        shoes=species.horn,
        felt=_before(parts, _BEAKS) or species.beak,
        skin=_before(parts, _EYES) or species.eye,
        top=pattern or ("" if plain else species.pattern),
        cut=marks + (" bare" if said(words, "hornless") or "doe" in words else ""),
        scarf=worn,
        old=said(words, "old", "ancient", "elderly"),
        child=height < 1.0,
    )


def _thin(words: frozenset[str]) -> bool:
    return said(words, "thin", "lean", "skinny", "bony", "gaunt", "scrawny", "slim", "starved")


def _breed(words: list[str]) -> str:
    pairs = ["-".join(words[k : k + 2]) for k in range(len(words) - 1)]
    return next((w for w in (*pairs, *words) if w in _BREEDS), "")


def _colour(word: str) -> RGB | None:
    halves = [_NATURAL.get(p) or NAMES.get(p) for p in word.split("-")]
    found = [h for h in halves if h is not None]
    return None if not found else mix(found[0], found[-1], 0.5)


def _before(parts: list[str], nouns: tuple[str, ...]) -> RGB | None:
    """The colour said at most three words before one of the nouns, in the same phrase."""
    for k, word in enumerate(parts):
        if any(w in nouns for w in (word, *word.split("-"))):
            joined = _colour(word.split("-")[0]) if "-" in word else None
            near = parts[max(0, k - 3) : k]
            near = near[len(near) - near[::-1].index(",") :] if "," in near else near
            found = joined or next((c for w in near[::-1] if (c := _colour(w))), None)
            if found:
                return found
    return None


def _own(parts: list[str]) -> RGB | None:
    """The colour of the creature itself: said before its name, or all alone in a phrase."""
    for k, word in enumerate(parts):
        if word in KINDS or word.removesuffix("s") in KINDS or word == "shepherd":
            deep = 0.66 if "dark" in parts[:k] else 1.0
            found = next((c for w in parts[:k][::-1] if w != "dark" and (c := _colour(w))), None)
            if found or deep == 1.0:
                return scale(found, deep) if found else _alone(parts)
    return _alone(parts)


def _alone(parts: list[str]) -> RGB | None:
    row = ["", *parts, ","]
    for a, b, c in zip(row, row[1:], row[2:], strict=False):
        if a == "," and c == "," and (found := _colour(b)):
            return found
    return None


def _deeper(coat: RGB) -> RGB:
    return scale(coat, 0.6) if luma(coat) > 70 else scale(coat, 0.8)


def _belly(kind: str, said_: RGB | None, breed: str, marks: str, usual: RGB, coat: RGB) -> RGB:
    if "white" in marks:
        return 238, 234, 226
    if (said_ is None and not breed) or kind in ("fox", "penguin", "robin", "shark", "dolphin"):
        return usual
    return mix(coat, (236, 226, 206), 0.42 if luma(coat) > 70 else 0.14)


def _two(parts: list[str], coat: RGB) -> tuple[RGB, RGB, RGB]:
    """Coat, belly and dark parts of what is black and white."""
    dark = next((c for w in parts if w not in ("white",) and (c := _colour(w))), coat)
    return dark, (236, 232, 224), scale(dark, 0.8) if luma(dark) > 60 else dark
