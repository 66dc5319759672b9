"""The field's own words: sizes, angles, lenses, movements, ratios and times, with their aliases.

Every vocabulary is a table. A *canonical* value is what the rest of the house sees; aliases are
accepted on reading. Sources: the trade's common usage for sizes and angles; full-frame 36 x 24 mm
for lenses; the service's published pixel pairs for ratios.
"""

from __future__ import annotations

import re
from fractions import Fraction

from storyforge.core.vocabulary import UnknownWord as UnknownWord
from storyforge.core.vocabulary import Vocabulary as Vocabulary
from storyforge.core.vocabulary import folded
from storyforge.core.vocabulary import nearest as nearest

SIZES = Vocabulary(
    "shot size",
    {
        "ECU": ("extreme close-up", "XCU"),
        "BCU": ("big close-up", "very close-up", "VCU", "choker"),
        "CU": ("close-up",),
        "MCU": ("medium close-up", "bust"),
        "MS": ("medium shot", "mid shot", "mid", "waist shot"),
        "COW": ("cowboy", "american shot", "plan américain"),
        "MLS": ("medium long shot", "MWS", "medium wide shot", "knee shot"),
        "FS": ("full shot", "full length"),
        "LS": ("long shot", "WS", "wide shot", "general view"),
        "ELS": ("extreme long shot", "EWS", "extreme wide shot", "XLS", "vista"),
        "ES": ("establishing", "establishing shot"),
        "MASTER": ("master shot",),
    },
)
SIZE_WORDS = {
    "ECU": "extreme close-up",
    "BCU": "big close-up",
    "CU": "close-up",
    "MCU": "medium close-up",
    "MS": "medium shot",
    "COW": "cowboy shot, framed at mid-thigh",
    "MLS": "medium long shot, framed at the knees",
    "FS": "full shot, head to toe",
    "LS": "long shot",
    "ELS": "extreme long shot",
    "ES": "establishing shot",
    "MASTER": "master shot",
}
# WS and FS mean other things elsewhere: a Japanese board's WS is a waist shot, its FS a far one.
TRADITIONS: dict[str, dict[str, str]] = {
    "western": {"ws": "LS", "fs": "FS"},
    "japanese": {"ws": "MS", "fs": "LS"},
}
FRAMINGS = Vocabulary(
    "framing",
    {
        "single": ("clean single",),
        "two-shot": ("2S", "two shot"),
        "three-shot": ("3S", "three shot"),
        "group": ("group shot",),
        "crowd": (),
        "empty": ("plate", "empty frame"),
        "insert": (),
        "cutaway": (),
    },
)
PERSPECTIVES = Vocabulary(
    "perspective",
    {
        "objective": (),
        "ots-left": ("OTS", "over the shoulder", "OTS L"),
        "ots-right": ("OTS R",),
        "pov": ("point of view",),
        "reaction": (),
    },
)
ANGLES = Vocabulary(
    "camera angle",
    {
        "eye": ("eye level", "level", "neutral"),
        "high": ("high angle",),
        "steep": ("steep high",),
        "overhead": ("bird's-eye", "birds eye", "top", "top shot"),
        "low": ("low angle",),
        "worm": ("worm's-eye", "worms eye"),
    },
)
ANGLE_DEGREES = {"eye": 0, "high": -30, "steep": -60, "overhead": -90, "low": 30, "worm": 60}
ANGLE_WORDS = {
    "eye": "",
    "high": "high angle",
    "steep": "steep high angle",
    "overhead": "seen from directly overhead",
    "low": "low angle",
    "worm": "worm's-eye view",
}
LEVELS = Vocabulary(
    "camera level",
    {
        "ground": (),
        "knee": (),
        "hip": (),
        "chest": (),
        "shoulder": (),
        "eye": ("eye level",),
        "overhead": (),
        "aerial": ("drone",),
    },
)
LENS_CLASSES = {
    "fisheye": 12,
    "ultra-wide": 18,
    "wide": 24,
    "normal": 50,
    "portrait": 85,
    "long": 150,
    "super long": 300,
    "macro": 100,
    "anamorphic": 40,
}
TIMES = Vocabulary(
    "time of day",
    {
        "dawn": ("sunrise", "first light"),
        "morning": (),
        "day": (),
        "noon": ("midday",),
        "afternoon": (),
        "golden hour": ("magic hour",),
        "dusk": ("sunset", "blue hour"),
        "evening": (),
        "night": (),
        "continuous": ("later", "moments later", "same time"),
    },
)
WEATHERS = Vocabulary(
    "weather",
    {
        "clear": (),
        "cloudy": ("overcast",),
        "fog": ("mist", "foggy"),
        "rain": ("rainy",),
        "snow": ("snowy",),
        "storm": ("thunderstorm",),
        "wind": ("windy",),
    },
)
TRANSITIONS = Vocabulary(
    "transition",
    {
        "cut": ("hard cut",),
        "match cut": (),
        "smash cut": (),
        "jump cut": (),
        "dissolve": ("cross dissolve",),
        "fade in": (),
        "fade out": ("fade to black",),
        "wipe": (),
        "iris in": (),
        "iris out": (),
        "push": (),
        "whip": (),
        "intercut": (),
    },
)
ELEMENT_KINDS = Vocabulary(
    "kind of element",
    {
        "prop": (),
        "garment": ("wardrobe",),
        "pose": (),
        "expression": (),
        "light": ("lighting",),
        "texture": (),
        "composition": (),
    },
)
PRESETS = Vocabulary(
    "style preset",
    {
        "pencil": ("graphite",),
        "ink": (),
        "marker": (),
        "blueprint": (),
        "noir": (),
        "watercolour": ("watercolor",),
        "clean-line": ("ligne claire",),
        "cinematic": ("film still",),
        "documentary": ("reportage",),
        "period-film": ("period drama",),
        "animation-3d": ("3d animation",),
        "anime": (),
        "comic": ("comic book", "graphic novel"),
        "gouache": (),
        "oil-paint": ("oil painting",),
        "claymation": ("clay", "stop motion"),
    },
)
# The hands of the embedded artist; all other presets are for services that paint by sentence.
HANDS = ("pencil", "ink", "marker", "blueprint", "noir", "watercolour", "clean-line")
# These words are in the keys of what is made in a preset. Never edit a row: a better wording is
# another preset.
PRESET_WORDS = {
    "pencil": "loose graphite storyboard drawing, soft hatching, cream paper",
    "ink": "black ink storyboard drawing, confident brush line, spare shadows",
    "marker": "marker storyboard drawing, broad flat tones, bold felt-tip line",
    "blueprint": "white line drawing on blue ground, drafted and exact",
    "noir": "high-contrast black and white drawing, hard shadow shapes",
    "watercolour": "light watercolour over a pencil line, soft washes, white paper",
    "clean-line": "clear even line, flat restrained colour, no hatching",
    "cinematic": "live-action film still, motivated light, shallow depth of field, "
    "restrained colour grade, fine grain",
    "documentary": "documentary photograph, available light, held by hand, true colour, "
    "nothing posed",
    "period-film": "live-action still of a period film, window light and candlelight, "
    "muted earth colours, soft contrast, visible grain",
    "animation-3d": "still of a 3D animated film, simple rounded shapes, soft global light, "
    "clean saturated colour",
    "anime": "hand-drawn anime frame, clean line, flat cel shading, painted background, "
    "clear bright colour",
    "comic": "comic book panel, bold ink outline, flat colour, spotted blacks, halftone shading",
    "gouache": "opaque gouache painting, flat shapes without outline, matte brushwork, "
    "limited palette",
    "oil-paint": "oil painting on canvas, broad visible strokes, deep shadow, "
    "warm varnished colour",
    "claymation": "stop-motion still, clay figures on a miniature set, fingerprints in the clay, "
    "soft studio light",
}

# verb -> the directions it may take ("" = none needed)
MOVES: dict[str, tuple[str, ...]] = {
    "static": ("",),
    "pan": ("left", "right"),
    "whip pan": ("left", "right"),
    "tilt": ("up", "down"),
    "roll": ("left", "right"),
    "dolly": ("in", "out"),
    "push": ("in",),
    "pull": ("out",),
    "truck": ("left", "right"),
    "track": ("left", "right", "with"),
    "pedestal": ("up", "down"),
    "boom": ("up", "down"),
    "crane": ("up", "down"),
    "arc": ("left", "right"),
    "zoom": ("in", "out"),
    "crash zoom": ("in", "out"),
    "dolly zoom": ("in", "out"),
    "rack focus": ("",),
    "follow": ("",),
    "lead": ("",),
    "handheld": ("",),
    "steadicam": ("",),
    "drone": ("", "up", "down", "in", "out"),
    "reveal": ("", "left", "right"),
}
SPEEDS = ("imperceptible", "slow", "medium", "fast", "whip")


def move(text: str) -> str:
    """One movement as `verb direction speed`: `Dolly  IN slow` is `dolly in slow`.

    Raises UnknownWord.
    """
    words = folded(text)
    speed = next((each for each in SPEEDS if words.endswith(" " + each)), "")
    head = words.removesuffix(" " + speed) if speed else words
    legal = {
        folded(_join(verb, way)): _join(verb, way) for verb, ways in MOVES.items() for way in ways
    }
    if head not in legal:
        ways = tuple(_join(head, way) for way in MOVES.get(head, ()))
        near = {} if ways else {each: each for each in legal.values()}
        raise UnknownWord("camera movement", text, ways or tuple(MOVES), near)
    return _join(legal[head], speed)


def _join(*words: str) -> str:
    return " ".join(word for word in words if word)


def lens(value: str | int | float) -> int:
    """Focal length in whole millimetres on a 36 x 24 mm frame: `85mm`, `85`, or `wide`."""
    text = folded(str(value))
    classes = {folded(name): length for name, length in LENS_CLASSES.items()}
    if text in classes:
        return classes[text]
    found = re.fullmatch(r"(\d{1,4})(\.0+)? ?(mm)?", text)
    if not found or not 4 <= int(found[1]) <= 2000:
        near = {each: each for each in LENS_CLASSES}
        raise UnknownWord("lens", str(value), ("85mm", *LENS_CLASSES), near)
    return int(found[1])


def angle(value: str | int | float) -> int:
    """Camera pitch in whole degrees, + looks up: a word (`high`, `low` …) or -90 to 90."""
    text = str(value).strip().rstrip("°")
    found = re.fullmatch(r"[+-]?\d{1,2}(\.0+)?", text)
    if found and abs(int(float(text))) <= 90:
        return int(float(text))
    try:
        return ANGLE_DEGREES[ANGLES.read(text)]
    except UnknownWord as error:
        legal = (*error.legal, "degrees from -90 to 90")
        raise UnknownWord(error.what, error.word, legal, error.near) from None


def angle_words(degrees: int) -> str:
    """How a sentence says a pitch in degrees; the empty text at eye level."""
    name = min(ANGLE_DEGREES, key=lambda each: abs(ANGLE_DEGREES[each] - degrees))
    return ANGLE_WORDS[name]


# The service's published pixel pairs, one for each ratio and resolution class.
PIXELS: dict[str, dict[str, tuple[int, int]]] = {
    "16:9": {"720p": (1280, 720), "1080p": (1920, 1080)},
    "9:16": {"720p": (720, 1280), "1080p": (1080, 1920)},
    "1:1": {"720p": (720, 720), "1080p": (1080, 1080)},
    "4:3": {"720p": (960, 720), "1080p": (1440, 1080)},
    "3:4": {"720p": (720, 960), "1080p": (1080, 1440)},
    "21:9": {"720p": (1680, 720), "1080p": (2112, 912)},
}
RATIOS = Vocabulary("ratio", dict.fromkeys(PIXELS, ()))
RESOLUTIONS = Vocabulary("resolution", {"720p": ("720",), "1080p": ("1080", "full hd")})

RATES = {
    "23.976": Fraction(24000, 1001),
    "23.98": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "59.94": Fraction(60000, 1001),
} | {str(rate): Fraction(rate) for rate in (12, 15, 24, 25, 30, 48, 50, 60)}


def rate(value: str | int | float) -> str:
    """A frame rate's canonical name (`24`, `23.976` …); raises UnknownWord. See `RATES`."""
    text = str(value).strip().removesuffix("fps").strip().removesuffix(".0")
    if text not in RATES:
        raise UnknownWord("frame rate", str(value), tuple(RATES))
    return "23.976" if text == "23.98" else text


DURATIONS = ("3s", "2.5s", "60f", "2+12", "00:00:02:12")
_LONGEST_DURATION = 40
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:s|sec|seconds?)?")
_FRAMES = re.compile(r"(\d+)\s*(?:f|frames?)")
_SHEET = re.compile(r"(\d+)\+(\d{1,2})")
_TIMECODE = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})[:;](\d{2})")


def frames(value: str | int | float, fps: str) -> int:
    """A duration in whole frames at `fps`.

    `3s`, `2.5s`, `60f`, `2+12` (seconds and frames), `00:00:02:12`, or seconds as a number.
    Raises UnknownWord when it is no duration or shorter than a frame.
    """
    text, exact = str(value).strip(), RATES[fps]
    nominal = round(exact)
    if len(text) > _LONGEST_DURATION:
        raise UnknownWord("duration", text, DURATIONS)
    if found := _FRAMES.fullmatch(text):
        count = int(found[1])
    elif found := _SHEET.fullmatch(text):
        count = int(found[1]) * nominal + int(found[2])
    elif found := _TIMECODE.fullmatch(text):
        hours, minutes, seconds, rest = (int(part) for part in found.groups())
        count = (hours * 3600 + minutes * 60 + seconds) * nominal + rest
    elif found := _SECONDS.fullmatch(text):
        count = round(Fraction(found[1]) * exact)
    else:
        raise UnknownWord("duration", text, DURATIONS)
    if not 1 <= count <= 24 * 3600 * nominal:
        raise UnknownWord("duration", text, DURATIONS)
    return count


def seconds(count: int, fps: str) -> Fraction:
    """The exact length of `count` frames at `fps`, in seconds."""
    return count / RATES[fps]
