"""What an insert is of: every word that has a still life of its own, and what hands do with it."""

from __future__ import annotations

from storyforge.artist.ink.colour import NAMES, RGB
from storyforge.artist.letters.quoted import quoted, unquoted
from storyforge.artist.things.prop import ALIASES, THINGS
from storyforge.artist.words import bag, phrases, said

_SAME: tuple[tuple[str, str], ...] = (
    ("finger-ring", "ring wedding-ring band"),
    ("coin", "coins medal penny token medallion"),
    ("watch", "pocketwatch stopwatch wristwatch locket"),
    ("gun", "pistol revolver handgun trigger"),
    ("knife", "dagger blade razor switchblade scalpel"),
    ("plate", "dish fork cutlery meal dinner saucer"),
    ("spoon", "ladle teaspoon"),
    ("pen", "quill pencil fountain-pen"),
    ("glasses", "spectacles sunglasses eyeglasses"),
    ("cards", "card ace deck poker"),
    ("dice", "die"),
    ("bullet", "bullets cartridge cartridges shell shells"),
    ("scissors", "shears"),
    ("compass", ""),
    ("matches", "match matchbox lighter"),
    ("cigarette", "ashtray cigar cigarettes"),
    ("apple", "fruit orange peach"),
    ("rope", "noose coil"),
    ("pills", "pill tablets medicine"),
    ("pearls", "necklace pearl beads rosary bracelet"),
    ("letter", "envelope telegram postcard parchment will contract document"),
    ("note", "notes message paper list receipt label tag scrap"),
    ("photograph", "photo portrait polaroid picture snapshot photographs"),
    ("map", "plans chart blueprint"),
    ("book", "novel diary notebook journal bible page ledger"),
    ("newspaper", "headline newspapers gazette"),
    ("money", "banknote banknotes cash bills dollars"),
    ("ticket", "tickets"),
    ("passport", "papers badge"),
    ("sign", "signboard poster placard notice plaque nameplate board billboard signpost"),
    ("glass", "wineglass goblet champagne"),
    ("tumbler", "whisky whiskey water beer drink"),
    ("bottle", "wine flask vial poison potion"),
    ("cup", "mug teacup coffee tea"),
    ("candle", "candlestick flame"),
    ("lantern", "oil-lamp"),
    ("vase", "flowers bouquet"),
    ("rose", "flower tulip"),
    ("clock", "alarm-clock alarm"),
    ("telephone", "receiver landline"),
    ("phone", "smartphone mobile cellphone"),
    ("lamp", "desk-lamp"),
    ("box", "crate parcel package chest casket gift present"),
    ("laptop", "computer screen monitor television keyboard"),
    ("boots", "boot shoe shoes feet foot footsteps sandals slippers sneakers trainers"),
    ("hat", "bowler fedora top-hat"),
    ("glove", "gloves"),
    ("satchel", "bag handbag backpack rucksack purse kitbag"),
    ("door", "doorknob knob handle lock keyhole latch"),
    ("switch", "button doorbell bell lightswitch"),
)
WORDS: dict[str, str] = {
    **{name: name for name in THINGS if name not in ("fist", "pole")},
    **{w: n for w, n in ALIASES.items() if n not in ("fist", "pole")},
    **{word: name for name, row in _SAME for word in (name, *row.split())},
}
_PAIRS = {
    ("key", "ring"): "key", ("paper", "boat"): "paper-boat", ("violin", "case"): "violin-case",
    ("fiddle", "case"): "violin-case", ("violin", "bow"): "bow", ("minute", "hand"): "clock",
    ("telephone", "receiver"): "telephone", ("light", "switch"): "switch", ("mobile",
        "phone"): "phone",
    ("door", "handle"): "door", ("door", "bell"): "switch", ("playing", "cards"): "cards",
    ("key", "hole"): "door", ("suit", "case"): "suitcase", ("cell", "phone"): "phone",
}  # fmt: skip
_CONTENTS = {("bottle", "pill"): "pills", ("box", "match"): "matches", ("vase", "rose"): "vase"}
_HAND = frozenset(
    [
        "hand",
        "hands",
        "finger",
        "fingers",
        "fist",
        "fists",
        "thumb",
        "palm",
        "palms",
        "grip",
        "grips",
        "gripping",
        "clutch",
        "clutches",
        "clutching",
    ]
)
_CLOSING = ("fist", "close", "closes", "closing", "clench", "clenched", "clenches", "squeezes")
_REACHING = ("reach", "reaches", "reaching", "grab", "grabs", "picks", "takes", "stretches")
_EACH = ("each", "clasped", "clasp", "handshake", "shake", "shaking", "intertwined", "other")
_PRESSING = ("press", "presses", "pressing", "push", "pushes", "flips", "flick", "flicks")
_WRITING = ("write", "writes", "writing", "signs", "signing", "scribbles")
_FACES = ("eye", "eyes", "face", "mouth", "lips", "ear", "profile", "tear", "smile")
# how a hand has a thing: on its palm, between thumb and fingers, in its fist, round it
HOLDS: dict[str, str] = {
    **dict.fromkeys(("finger-ring", "coin", "key", "watch", "compass", "bullet", "dice", "pills",
                     "pearls", "apple", "matches", "rose"), "palm"),
    **dict.fromkeys(("letter", "note", "photograph", "map", "book", "newspaper", "money", "ticket",
                     "passport", "phone", "cards"), "flat"),
    **dict.fromkeys(("glass", "tumbler", "bottle", "cup", "candle", "lantern"), "round"),
}  # fmt: skip
ENDS = frozenset(
    (",", "with", "of", "in", "on", "at", "from", "under", "over", "into", "that", "round")
)


def thing_of(text: str) -> str:
    """The thing that a text is about: the last one of its first unbroken row; empty if unknown."""
    row: list[str] = []
    last = ""
    for word in [*phrases(unquoted(text)), ","]:
        pair = _PAIRS.get((last, word), "")
        name = pair or _name(word)
        if name:
            row.append(name)
        elif row and (word in ENDS or row):
            return row[-1]
        last = word
    return ""


def _name(word: str) -> str:
    return WORDS.get(word) or WORDS.get(word.removesuffix("s"), "")


def colour_of(text: str) -> RGB | None:
    """The colour said within three words before the thing."""
    words = phrases(unquoted(text))
    at = next((k for k, word in enumerate(words) if _name(word)), len(words))
    near = words[max(0, at - 3) : at] if at < len(words) else words
    return next((NAMES[w] for w in reversed(near) if w in NAMES), None)


def insert_named(prompt: str) -> str:
    """What an insert shows, as "thing" or "deed:thing"; empty when no word is known."""
    words, name = bag(unquoted(prompt)), thing_of(prompt)
    name = _CONTENTS.get((name, next((w for w in words if (name, w) in _CONTENTS), "")), name)
    hand = bool(words & _HAND)
    if name == "clock" and "minute" in words:
        return name
    if said(words, *_WRITING):
        return "writing"
    if hand and said(words, *_EACH) and not name:
        return "clasped"
    if name == "switch" or said(words, "button", "switch"):
        return "pressing" if hand or said(words, *_PRESSING) else "switch"
    if name == "door":
        return "door-hand" if hand else "door"
    if name and name not in ("boots", "glove"):
        return _with(words, name, hand)
    if not name and quoted(prompt):
        return "note"
    if not name and hand:
        shut = said(words, "fist", "clenched", "clench")
        return "fist" if shut else "hands" if "hands" in prompt.lower() else "hand"
    return name


def _with(words: frozenset[str], name: str, hand: bool) -> str:
    """What a hand does with the thing, if there is a hand."""
    if not hand:
        return name
    if said(words, *_REACHING):
        return f"reach:{name}"
    manner = HOLDS.get(name, "grip")
    if manner == "palm" and said(words, *_CLOSING):
        manner = "close"
    return f"{manner}:{name}"


def of_a_face(prompt: str) -> bool:
    """Whether an insert is of a part of a face, which the figure itself shows best."""
    return said(bag(prompt), *_FACES)
