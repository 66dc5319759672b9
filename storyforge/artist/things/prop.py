"""Things people hold: found by word, drawn at a hand or alone, glowing when they are lit."""

from __future__ import annotations

from itertools import pairwise
from math import cos, sin

from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.stage.light import Light
from storyforge.artist.things.thing import Thing
from storyforge.artist.things.things_carried import CARRIED
from storyforge.artist.things.things_kept import KEPT
from storyforge.artist.things.things_played import PLAYED
from storyforge.artist.things.things_standing import STANDING
from storyforge.artist.words import phrases

THINGS: dict[str, Thing] = {**CARRIED, **STANDING, **PLAYED, **KEPT}
ALIASES = {
    "pistol": "gun",
    "revolver": "gun",
    "shotgun": "rifle",
    "musket": "rifle",
    "sabre": "sword",
    "parasol": "umbrella",
    "teacup": "cup",
    "lute": "guitar",
    "banjo": "guitar",
    "ukulele": "guitar",
    "viola": "violin",
    "novel": "book",
    "postcard": "letter",
    "parchment": "letter",
    "cane": "stick",
    "staff": "pole",
    "lamp": "lantern",
    "flashlight": "torch",
    "mug": "cup",
    "telephone": "phone",
    "smartphone": "phone",
    "envelope": "letter",
    "note": "letter",
    "paper": "letter",
    "diary": "book",
    "notebook": "book",
    "crate": "box",
    "parcel": "box",
    "package": "box",
    "chest": "box",
    "backpack": "satchel",
    "rucksack": "satchel",
    "kitbag": "bag",
    "boot": "boots",
    "shoe": "boots",
    "wheels": "wheel",
    "bike": "bicycle",
    "fiddle": "violin",
    "clasp": "violin-case",
    "tramcar": "tram",
    "streetcar": "tram",
    "pail": "bucket",
    "bowler": "hat",
    "fedora": "hat",
    "plans": "map",
    "chart": "map",
    "poster": "letter",
    "wine": "bottle",
    "handbag": "bag",
    "purse": "bag",
    "hand": "fist",
    "fingers": "fist",
    "glove": "fist",
    "fist": "fist",
    "briefcase": "suitcase",
    "dagger": "knife",
    "wrench": "hammer",
    "gull": "bird",
    "crow": "bird",
    "raven": "bird",
    "taxi": "car",
    "van": "car",
    "truck": "car",
    "ship": "boat",
    "medal": "coin",
    "gate": "door",
    "photo": "photograph",
    "portrait": "photograph",
    "polaroid": "photograph",
    "banknote": "money",
    "cash": "money",
    "banknotes": "money",
    "goblet": "glass",
    "wineglass": "glass",
    "candlestick": "candle",
    "overcoat": "coat",
    "raincoat": "coat",
    "quill": "pen",
    "card": "cards",
}
PARCEL = "box"
_DISC = 20  # points of a disc: seen near, its corners are rounded


_PAIRS = {
    ("violin", "case"): "violin-case",
    ("fiddle", "case"): "violin-case",
    ("violin", "bow"): "bow",
    ("paper", "boat"): "paper-boat",
    ("pocket", "watch"): "watch",
    ("kit", "bag"): "bag",
    ("minute", "hand"): "clock",
    ("hand", "lantern"): "lantern",
    ("shoulder", "bag"): "satchel",
    ("canvas", "bag"): "satchel",
    **{
        (word, "ring"): "finger-ring"
        for word in (
            "gold",
            "wedding",
            "engagement",
            "diamond",
            "silver",
            "signet",
            "a",
            "the",
            "her",
            "his",
        )
    },
}
_ENDS = frozenset((",", "with", "of", "in", "on", "at", "from", "alone", "under", "over", "into"))
# of a body or worn on it: named last, and only where nothing else is
_PARTS = frozenset(("fist", "boots", "coat", "mask"))


def _known(word: str) -> str:
    for form in (word, word.removesuffix("s")):
        name = ALIASES.get(form, form)
        if name in THINGS:
            return name
    return ""


def thing_in(words: frozenset[str] | list[str]) -> str:
    """The first prop named among the words, or an empty string; never a part of a body."""
    listed = sorted(words) if isinstance(words, frozenset) else words
    for k, word in enumerate(listed):
        name = _PAIRS.get((word, listed[k + 1]), "") if k + 1 < len(listed) else ""
        name = name or _known(word)
        if name and name not in _PARTS:
            return name
    return ""


def thing_named(text: str) -> str:
    """What the description is a description of: the last thing of its first phrase that has one."""
    phrase: list[str] = []
    for word in [*phrases(text), ","]:
        if word not in _ENDS:
            phrase.append(word)
            continue
        pairs = [_PAIRS.get(pair, "") for pair in pairwise(phrase)]
        found = [*filter(None, map(_known, phrase)), *filter(None, pairs)]
        if found:
            return found[-1]
        phrase = []
    return ""


def bounds(name: str) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a thing in metres."""
    points = [p for part in THINGS[name].parts for p in part.shape]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def draw_prop(
    canvas: Canvas,
    name: str,
    at: P2,
    scale_px: float,
    light: Light,
    weight: float,
    held: bool = False,
    dye: RGB | None = None,
    turn: float = 0.0,
    flip: bool = False,
) -> None:
    """The thing with its grip at *at*, *scale_px* pixels per metre; a lit one glows.

    *turn* leans it clockwise (radians); *flip* shows its other side.
    """
    thing = THINGS.get(ALIASES.get(name, name))
    if thing is None or scale_px < 6:
        return

    c, s = cos(turn) * scale_px, sin(turn) * scale_px
    side = -1.0 if flip else 1.0

    def put(p: P2) -> P2:
        x, y = p[0] * side, -p[1]
        return at[0] + x * c - y * s, at[1] + x * s + y * c

    for part in thing.parts:
        colour = part.colour if dye is None or part.lit else mix(part.colour, dye, 0.65)
        shone = scale(part.colour, 1.0) if part.lit and light.lamps else light.on(colour, None, 0.0)
        shape = [put(p) for p in part.shape]
        rounded = part.soft or (len(shape) == _DISC and scale_px > 120)
        shape = smooth(smooth(shape)) if rounded else shape
        canvas.union([shape], shone, weight * 0.8, 0)
        if not part.lit and not part.soft and scale_px > 250:
            _modelled(canvas, shape, shone, light)
        for path in part.lines:
            canvas.stroke([put(p) for p in path], weight, 200)
    if thing.glow and light.lamps:
        x, y = put(thing.glow)
        canvas.glow(x, y, max(14.0, scale_px * (0.42 if held else 0.6)), (255, 214, 130), 0.62)


def _modelled(canvas: Canvas, shape: list[P2], colour: RGB, light: Light) -> None:
    """The right third of a large part in shadow."""
    left, right = min(p[0] for p in shape), max(p[0] for p in shape)
    tall = max(p[1] for p in shape) - min(p[1] for p in shape)
    area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*shape, shape[0]]))) / 2
    if area < 0.62 * tall * (right - left):  # hollow: a straight shadow would lie beside it
        return
    edge = left + (right - left) * 0.76
    strip = _right_of(shape, edge)
    canvas.wash(strip, scale(colour, 0.8), tone(1 + light.dark, 1))


def _right_of(shape: list[P2], edge: float) -> list[P2]:
    """The part of an outline to the right of a column."""
    out: list[P2] = []
    for a, b in pairwise([shape[-1], *shape]):
        if (a[0] < edge) != (b[0] < edge):
            t = (edge - a[0]) / (b[0] - a[0])
            out.append((edge, a[1] + (b[1] - a[1]) * t))
        if b[0] >= edge:
            out.append(b)
    return out
