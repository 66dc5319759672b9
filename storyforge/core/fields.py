"""The kinds of value a field may hold: each reads what people write, and keeps one form of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from storyforge.core import film, ids, sound, timecode
from storyforge.core.rules import ALLOWED

LONGEST_TEXT = 100_000  # characters; a hundred times what a service takes


def _refuse(error: film.UnknownWord) -> PydanticCustomError:
    return PydanticCustomError("vocabulary", "an unknown word", {"unknown": error})


def _reads(
    read: Callable[[Any], Any], *kinds: type, wanted: str = "a word", such: str = ""
) -> BeforeValidator:
    """Reads a value of one of `kinds`; `wanted` and `such` say what is, for those of none."""

    def validate(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise PydanticCustomError("shape", "no such shape", {"wanted": wanted, "such": such})
        try:
            return read(value)
        except film.UnknownWord as error:
            raise _refuse(error) from None

    return BeforeValidator(validate)


def _word(vocabulary: film.Vocabulary) -> tuple[BeforeValidator, WithJsonSchema]:
    schema = {"type": "string", "enum": list(dict.fromkeys(vocabulary.spellings))}
    return _reads(vocabulary.read, str), WithJsonSchema(schema)


def _size(word: str) -> str:
    """`WS` and `FS` stay words, in small letters: the project's tradition decides them later."""
    plain = word.strip().casefold()
    return plain if plain in film.TRADITIONS["western"] else film.SIZES.read(word)


def _moves(value: Any) -> Any:
    """`pan left` is short for `[pan left]`."""
    if not isinstance(value, str | list):
        wanted = {"wanted": "a movement or a list of them", "such": "pan left"}
        raise PydanticCustomError("shape", "no such shape", wanted)
    return [value] if isinstance(value, str) else value


_MONEY = re.compile(r"\$?\s*(\d{1,9}(?:\.\d{1,4})?)\s*(?:\$|usd)?", re.IGNORECASE)


def _money(value: str | int | float) -> str:
    found = _MONEY.fullmatch(str(value).strip())
    if not found:
        raise film.UnknownWord("amount of money", str(value), ("$5", "$0.40"))
    return str(Decimal(found[1]))


def _height(value: str | int | float) -> int:
    text = str(value).strip().lower()
    found = re.fullmatch(r"(\d{2,3})\s*(?:cm)?", text)
    metres = re.fullmatch(r"(\d\.\d{1,2})\s*m?", text)
    centimetres = int(found[1]) if found else round(float(metres[1]) * 100) if metres else 0
    if not 20 <= centimetres <= 400:
        raise film.UnknownWord("height", text, ("175cm", "1.75m"))
    return centimetres


def _duration(value: str | int | float) -> str:
    film.frames(value, "24")  # whether it is one; the project's rate is not known here
    return str(value).strip()


def _timecode(value: str) -> str:
    # Whether it is one: the rate is not known here; 59.94 knows all names but the last of 60.
    timecode.frame_of(value, "59.94")
    return value.strip()


def _offset(value: str | int | float) -> str:
    text = str(value).strip()
    sound.offset(text, "59.94")  # whether it is one; the project's rate is not known here
    return text


_DECIBELS = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,2})?)\s*(?:db)?", re.IGNORECASE)
_QUIETEST, _LOUDEST = -60, 24  # decibels


def _gain(value: str | int | float) -> float:
    found = _DECIBELS.fullmatch(str(value).strip().replace("\u2212", "-"))
    if not found or not _QUIETEST <= float(found[1]) <= _LOUDEST:
        raise film.UnknownWord("gain in decibels from -60 to 24", str(value), ("-6", "0", "3dB"))
    return float(found[1])


_WHOLE_SECONDS = re.compile(r"(\d{1,3})(?:\.0+)?\s*s?")


def _seconds(value: str | int | float) -> int:
    found = _WHOLE_SECONDS.fullmatch(str(value).strip())
    if not found or not int(found[1]):
        raise film.UnknownWord("whole number of seconds", str(value), ("5s", "10s"))
    return int(found[1])


_PLAIN = {"type": ["string", "number"]}  # a number is read as the text that it is

Whole = Annotated[int, Strict()]
Id = Annotated[str, StringConstraints(strip_whitespace=True), WithJsonSchema(_PLAIN)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema(_PLAIN | {"minLength": 1}),
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT),
    WithJsonSchema(_PLAIN | {"maxLength": LONGEST_TEXT}),
]
Why = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    WithJsonSchema(_PLAIN | {"minLength": 1, "maxLength": LONGEST_TEXT}),
]
Size = Annotated[
    str,
    _reads(_size, str),
    WithJsonSchema({"type": "string", "enum": list(dict.fromkeys(film.SIZES.spellings))}),
]
Framing = Annotated[str, *_word(film.FRAMINGS)]
Perspective = Annotated[str, *_word(film.PERSPECTIVES)]
Level = Annotated[str, *_word(film.LEVELS)]
Time = Annotated[str, *_word(film.TIMES)]
Weather = Annotated[str, *_word(film.WEATHERS)]
Transition = Annotated[str, *_word(film.TRANSITIONS)]
Code = Annotated[str, *_word(ALLOWED)]
ElementKind = Annotated[str, *_word(film.ELEMENT_KINDS)]
Preset = Annotated[str, *_word(film.PRESETS)]
Ratio = Annotated[str, *_word(film.RATIOS)]
Resolution = Annotated[
    str,
    _reads(lambda value: film.RESOLUTIONS.read(str(value)), str, int),
    WithJsonSchema({"enum": [*film.RESOLUTIONS.spellings, 720, 1080]}),
]
Angle = Annotated[
    int,
    _reads(film.angle, str, int, float, wanted="a word or degrees", such="low"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": list(film.ANGLES.spellings)},
                {"type": "integer", "minimum": -90, "maximum": 90},
                {"type": "string", "pattern": "^[+-]?[0-9]{1,2}°?$"},
            ]
        }
    ),
]
Lens = Annotated[
    int,
    _reads(film.lens, str, int, float, wanted="a lens", such="85mm"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": list(film.LENS_CLASSES)},
                {"type": "integer", "minimum": 4, "maximum": 2000},
                {"type": "string", "pattern": "^[0-9]{1,4} ?mm$"},
            ]
        }
    ),
]
_ONE_MOVE = {
    "type": "string",
    "pattern": "^(" + "|".join(film.MOVES) + ")( [a-z]+)*$",
    "examples": ["dolly in slow", "pan left", "static", "crane up"],
}
Movement = Annotated[
    tuple[Annotated[str, _reads(film.move, str, wanted="a movement", such="pan left")], ...],
    BeforeValidator(_moves),
    WithJsonSchema({"anyOf": [_ONE_MOVE, {"type": "array", "items": _ONE_MOVE}]}),
]
Rate = Annotated[
    str,
    _reads(film.rate, str, int, float, wanted="a frame rate", such="24"),
    WithJsonSchema(
        {
            "enum": [
                *film.RATES,
                *(int(r) for r in film.RATES if r.isdigit()),
                23.976,
                23.98,
                29.97,
                59.94,
            ]
        }
    ),
]
Duration = Annotated[
    str,
    _reads(_duration, str, int, float, wanted="a duration", such="3s"),
    WithJsonSchema(_PLAIN | {"examples": ["3s", "2.5s", "60f", "2+12", "00:00:02:12"]}),
]
Timecode = Annotated[
    str,
    _reads(_timecode, str, wanted="a timecode", such="01:00:00:00"),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}[:;][0-9]{2}$"}),
]
Offset = Annotated[
    str,
    _reads(_offset, str, int, float, wanted="a span of time or a timecode", such="2.5s"),
    WithJsonSchema(_PLAIN | {"examples": ["0s", "2.5s", "-12f", "2+12", "01:00:05:00"]}),
]
Gain = Annotated[
    float,
    _reads(_gain, str, int, float, wanted="decibels", such="-6"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": _QUIETEST, "maximum": _LOUDEST},
                {"type": "string", "pattern": "^[+-]?[0-9]{1,2}([.][0-9]{1,2})? ?(dB|db|DB)?$"},
            ]
        }
    ),
]
Seconds = Annotated[
    int,
    _reads(_seconds, str, int, float, wanted="a whole number of seconds", such="5s"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 999},
                {"type": "string", "pattern": "^[0-9]{1,3}([.]0+)? *s?$"},
            ]
        }
    ),
]
Money = Annotated[
    str,
    _reads(_money, str, int, float, wanted="an amount of money", such="$5"),
    WithJsonSchema(_PLAIN | {"examples": ["$5", "$0.40"]}),
]
Height = Annotated[
    int,
    _reads(_height, str, int, float, wanted="a height", such="175cm"),
    WithJsonSchema(_PLAIN | {"examples": ["175cm", "1.75m"]}),
]

ID_PATTERN = f"^{ids.ID.pattern}$"


def described(value: Any) -> Any:
    """`above: seen from above` is short for `above: {description: seen from above}`."""
    return {"description": value} if isinstance(value, str) else value


def prompted(value: Any) -> Any:
    """Plain words are short for `{prompt: words}`."""
    return {"prompt": value} if isinstance(value, str) else value


def named(value: Any) -> Any:
    """A plain name is short for `{who: name}`."""
    return {"who": value} if isinstance(value, str) else value


BEGINS = (
    "When it begins, from the start of the film or of the shot: `2.5s`, `-12f` (earlier); in the "
    "project also a timecode of the film, `01:00:05:00`."
)


def heard(value: Any) -> Any:
    """A plain path is short for `{file: path}`."""
    return {"file": value} if isinstance(value, str) else value


def several(value: Any) -> Any:
    """One path or one mapping is short for a list of one."""
    if not isinstance(value, str | dict | list):
        wanted = {"wanted": "a file or a list of them", "such": "sound/bell.wav"}
        raise PydanticCustomError("shape", "no such shape", wanted)
    return value if isinstance(value, list) else [value]


def spoken(value: Any) -> Any:
    """`mara: You came back.` is short for `{speaker: mara, text: You came back.}`.

    Plain text has no speaker.
    """
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, dict) and len(value) == 1 and not value.keys() & {"text", "speaker"}:
        ((speaker, text),) = value.items()
        return {"speaker": speaker, "text": text}
    return value


def _is_list(value: Any) -> Any:
    if not isinstance(value, list):
        raise PydanticCustomError("shape", "no such shape", {"wanted": "a list"})
    return value


LIST = BeforeValidator(_is_list)
"""A list as it is written: nothing else is taken for one."""
