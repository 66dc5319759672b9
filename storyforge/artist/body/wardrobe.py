"""Words for what people wear and do: garments, hats, trades, and the colours these imply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyforge.artist.ink.colour import RGB, mix

HATS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("hood", "hooded", "cowl"), "hood"),
    (("bowler", "derby"), "bowler"),
    (("top-hat", "topper"), "top"),
    (("straw-hat", "boater", "sunhat", "sun-hat", "panama"), "straw"),
    (("headscarf", "babushka", "hijab", "kerchief", "headcloth", "veil", "wimple"), "shawl"),
    (("beret",), "beret"),
    (("flat-cap", "newsboy", "tweed-cap"), "flat"),
    (("beanie", "knitted-cap", "woollen-cap", "wool-cap", "knit-cap", "woolly-hat"), "beanie"),
    (("knitted-hat", "woollen-hat", "wool-hat", "bobble-hat", "bonnet", "watch-cap"), "beanie"),
    (("space-helmet", "spacesuit", "diving-helmet"), "bubble"),
    (("chef's-hat", "chef-hat", "toque"), "chef"),
    (("nurse's-cap", "nurse-cap"), "nurse"),
    (("witch's-hat", "wizard's-hat", "pointed-hat", "wizard-hat"), "wizard"),
    (("crown", "tiara", "diadem", "coronet"), "crown"),
    (("peaked-cap", "cap", "kepi"), "cap"),
    (("helmet",), "helmet"),
    (("hat", "fedora", "stetson", "trilby", "sou-wester", "sombrero", "homburg"), "brim"),
)
HAT_NOUNS = tuple(
    sorted({half for names, _ in HATS for name in names for half in (name, name.split("-")[-1])})
)
_GARMENTS: dict[str, str] = {
    "uniform": "uniform tunic fatigues scrubs spacesuit armour armor overall boilersuit jumpsuit",
    "dress": "dress gown sari frock nightgown sundress",
    "skirt": "skirt kilt",
    "robe": "robe habit kimono cassock toga dressing-gown",
    "peacoat": "peacoat pea-coat reefer donkey-jacket",
    "cloak": "cloak cape mantle poncho",
    "apron": "apron pinafore",
    "suit": "suit tuxedo tailcoat dinner-jacket",
    "coat": "coat overcoat raincoat trenchcoat trench oilskin parka duffel "
    "greatcoat mackintosh mac duster oilskins labcoat frock-coat",
    "jacket": "jacket blazer anorak waistcoat vest windbreaker bomber cagoule",
    "jumper": "jumper jersey sweater pullover cardigan hoodie sweatshirt turtleneck polo-neck "
    "guernsey",
    "shirt": "shirt t-shirt blouse overalls dungarees top tank-top tee polo",
}
TOPS: tuple[tuple[str, str], ...] = tuple(
    (name, kind) for kind, names in _GARMENTS.items() for name in names.split()
)
DEFAULT_CLOTH: dict[str, RGB] = {
    "coat": (126, 104, 78),
    "jumper": (122, 128, 138),
    "jacket": (98, 92, 88),
    "shirt": (196, 192, 180),
    "dress": (140, 84, 98),
    "skirt": (96, 104, 128),
    "robe": (112, 86, 66),
    "peacoat": (46, 54, 82),
    "uniform": (52, 62, 94),
    "cloak": (78, 74, 96),
    "apron": (196, 186, 166),
    "suit": (66, 68, 78),
}


@dataclass(frozen=True, slots=True)
class Trade:
    """What somebody of a trade wears when nothing else is said."""

    top: str
    cloth: RGB
    hat: str = ""
    felt: RGB | None = None
    cut: str = ""
    beard: str = ""
    patch: bool = False
    legs: RGB | None = None


_NAVY, _OLIVE, _WHITE, _BLACK = (46, 56, 92), (98, 102, 66), (228, 226, 220), (48, 47, 52)
_BROWN, _SAND, _STEEL = (104, 76, 54), (186, 164, 124), (136, 144, 152)
_ROWS: tuple[tuple[str, Trade], ...] = (
    ("fisherman fisher trawlerman", Trade("jumper", _NAVY, "beanie", (150, 66, 46))),
    ("sailor deckhand seaman", Trade("jumper", _NAVY, "beret", (46, 52, 76))),
    ("captain skipper admiral", Trade("uniform", _NAVY, "cap", _NAVY)),
    ("nurse", Trade("dress", (158, 186, 206), "nurse", _WHITE, "bun")),
    ("doctor surgeon physician scientist chemist", Trade("coat", _WHITE)),
    ("soldier private infantryman marine guerrilla", Trade("uniform", _OLIVE, "helmet")),
    ("sergeant officer general colonel lieutenant major corporal", Trade("uniform", _OLIVE, "cap")),
    ("policeman policewoman police constable cop guard", Trade("uniform", _NAVY, "cap", _NAVY)),
    ("postman postwoman conductor stationmaster chauffeur", Trade("uniform", _NAVY, "cap")),
    ("firefighter fireman firewoman", Trade("coat", (160, 130, 60), "helmet", (176, 52, 40))),
    ("king emperor", Trade("cloak", (140, 36, 48), "crown", (212, 172, 72), "shoulder", "full")),
    ("queen empress", Trade("dress", (118, 44, 84), "crown", (212, 172, 72), "long")),
    ("princess", Trade("dress", (206, 146, 168), "crown", (212, 172, 72), "long")),
    ("monk friar", Trade("dress", _BROWN, "", None, "balding")),
    ("nun", Trade("dress", _BLACK, "shawl", _BLACK)),
    ("priest vicar pastor", Trade("dress", _BLACK, cut="short")),
    ("detective inspector sleuth investigator", Trade("coat", _SAND, "brim", (104, 92, 76))),
    ("gangster mobster", Trade("suit", (58, 60, 70), "brim", (52, 52, 58))),
    ("astronaut cosmonaut spaceman", Trade("uniform", _WHITE, "bubble", legs=_WHITE)),
    ("chef cook", Trade("jacket", _WHITE, "chef", _WHITE)),
    ("baker", Trade("apron", (206, 198, 180), "chef", _WHITE)),
    ("blacksmith smith cobbler carpenter butcher", Trade("apron", (150, 130, 104))),
    ("punk", Trade("jacket", _BLACK, cut="mohawk", legs=(58, 58, 64))),
    ("dancer ballerina", Trade("dress", (216, 156, 170), cut="bun")),
    ("cowboy cowgirl rancher", Trade("jacket", (134, 96, 62), "brim", (120, 88, 58))),
    ("farmer gardener farmhand", Trade("shirt", (126, 140, 158), "straw")),
    ("witch", Trade("dress", (52, 46, 62), "wizard", (48, 42, 58), "long")),
    (
        "wizard sorcerer mage",
        Trade("cloak", (70, 76, 128), "wizard", (64, 70, 120), "long", "long"),
    ),
    ("knight", Trade("uniform", _STEEL, "helm", _STEEL, legs=_STEEL)),
    ("pirate", Trade("coat", (92, 42, 42), "brim", _BLACK, "long", "short", True)),
    ("butler waiter valet groom magician", Trade("suit", (46, 46, 52))),
    ("businessman banker lawyer businesswoman clerk", Trade("suit", (76, 80, 92))),
    ("mechanic plumber engineer worker builder", Trade("uniform", (74, 96, 128))),
    ("miner", Trade("jacket", (92, 86, 78), "helmet", (150, 128, 64))),
    ("clown", Trade("jumper", (214, 168, 62), cut="curls")),
    ("painter artist", Trade("shirt", (206, 200, 188), "beret", (60, 58, 70))),
    ("rider jockey", Trade("jacket", (146, 44, 48), "helmet", _BLACK)),
    ("judge", Trade("cloak", _BLACK)),
    ("pilot aviator", Trade("jacket", _BROWN)),
    ("schoolgirl schoolboy pupil", Trade("uniform", _NAVY)),
)
TRADES: dict[str, Trade] = {name: trade for names, trade in _ROWS for name in names.split()}
PROPS: tuple[str, ...] = (
    *("lantern", "umbrella", "suitcase", "bag", "book", "letter", "phone", "cup", "sword"),
    *("gun", "pistol", "camera", "rope", "key", "torch", "basket", "box", "hammer", "stick"),
    *("cane", "flower", "bottle"),
)
_FELTS: dict[str, RGB] = {
    "helmet": (112, 118, 104),
    "crown": (212, 172, 72),
    "chef": (236, 233, 226),
    "nurse": (238, 236, 230),
    "straw": (214, 184, 118),
}


def felt_of(kind: str, cloth: RGB) -> RGB:
    """The colour of a hat of which nothing is said."""
    if kind == "hood":  # it is sewn to what one wears
        return cloth
    return _FELTS.get(kind) or mix(cloth, (60, 58, 62), 0.45)


# how far up the shin a boot reaches, 1 is the knee
_SHAFTS: dict[str, float] = {
    **dict.fromkeys(("riding", "thigh", "knee-high", "jackboots", "waders"), 0.9),
    **dict.fromkeys(("wellington", "wellingtons", "wellies", "rubber", "gumboots", "rain"), 0.72),
    **dict.fromkeys(("cowboy", "leather", "high", "winter", "fur"), 0.6),
    **dict.fromkeys(("ankle", "walking", "hiking", "low", "chelsea", "work"), 0.24),
}
_BOOTED: dict[str, float] = {
    **dict.fromkeys(("pirate", "rider", "jockey", "musketeer", "hussar", "highwayman"), 0.85),
    **dict.fromkeys(("cowboy", "cowgirl", "rancher", "firefighter", "fireman", "firewoman"), 0.6),
    **dict.fromkeys(("soldier", "infantryman", "guerrilla", "miner", "lumberjack"), 0.4),
}


def shaft_of(parts: Sequence[str]) -> float:
    """How far up the shin boots reach, 1 is the knee; 0 for shoes."""
    tall = 0.0
    for k, word in enumerate(parts):
        if word in ("wellingtons", "wellies", "gumboots", "jackboots", "waders"):
            tall = _SHAFTS[word]
        elif word in ("boots", "boot"):
            near = parts[max(0, k - 3) : k]
            tall = next((_SHAFTS[w] for w in near if w in _SHAFTS), 0.5)
    shod = any(w in ("shoes", "sandals", "slippers", "trainers", "barefoot") for w in parts)
    return tall or (0.0 if shod else next((_BOOTED[w] for w in parts if w in _BOOTED), 0.0))
