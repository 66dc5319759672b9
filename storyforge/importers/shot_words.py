"""Cells of shot lists as values of a manifest: camera, lengths, names, speech, in the words that
crews write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from storyforge.core import film, timecode
from storyforge.core.proposal import Value
from storyforge.core.vocabulary import folded

CAMERA: Final = (*("size", "framing", "perspective", "angle", "level", "roll", "lens", "movement"),)
_SIZES: Final = {
    **{"bs": "MCU", "bust shot": "MCU", "バスト": "MCU", "バストショット": "MCU"},
    **{"ks": "MLS", "ニー": "MLS", "ニーショット": "MLS", "medium wide": "MLS", "mls": "MLS"},
    **{"アップ": "CU", "クローズアップ": "CU", "close": "CU", "closeup": "CU", "寄り": "CU"},
    **{"ウエスト": "MS", "ウエストショット": "MS", "medium": "MS", "ミディアム": "MS"},
    **{"フル": "FS", "フルショット": "FS", "full": "FS", "full body": "FS", "wide": "LS"},
    **{"ロング": "LS", "ロングショット": "LS", "引き": "LS", "long": "LS", "extreme wide": "ELS"},
    **{"vws": "ELS", "very wide shot": "ELS", "very long shot": "ELS", "extreme closeup": "ECU"},
    **{"est": "ES", "estab": "ES", "master": "MASTER", "大ロング": "ELS", "med": "MS"},
    **{"medium closeup": "MCU", "medium full shot": "MLS", "mfs": "MLS", "ews": "ELS"},
}
_CLOSER: Final = frozenset(("寄り", "引き"))  # beside a size they say more than it does
_ANGLES: Final = {
    **{"bird": "overhead", "birds eye view": "overhead", "bird s eye view": "overhead"},
    **{"bird s eye": "overhead", "top down": "overhead", "真俯瞰": "overhead", "俯瞰": "high"},
    **{"aerial": "overhead", "アオリ": "low", "あおり": "low", "煽り": "low", "目線": "eye"},
    **{"worm s eye view": "worm", "straight on": "eye", "straight": "eye", "high": "high"},
}
_MOVES: Final = {
    **dict.fromkeys(("fix", "fixed", "locked", "lock off", "locked off", "still"), "static"),
    **dict.fromkeys(("フィックス", "固定", "tripod", "no movement", "none"), "static"),
    **dict.fromkeys(("hand held", "手持ち"), "handheld"),
    **dict.fromkeys(("tracking", "tracking shot", "track", "トラッキング"), "track with"),
    **{"push": "push in", "pull": "pull out", "pull back": "pull out", "push slow": "push in slow"},
    **{"slow push in": "push in slow", "slow dolly in": "dolly in slow", "gimbal": "steadicam"},
    **{"slow push": "push in slow", "slow zoom in": "zoom in slow", "ズームイン": "zoom in"},
    **{
        "ズームアウト": "zoom out",
        "パン右": "pan right",
        "パン左": "pan left",
        "フォロー": "follow",
    },
    **{
        "slow zoom out": "zoom out slow",
        "slow pull out": "pull out slow",
        "ドリーイン": "dolly in",
    },
}
_TIMES: Final = {
    **{
        "昼": "day",
        "夜": "night",
        "朝": "morning",
        "夕": "dusk",
        "夕方": "evening",
        "早朝": "dawn",
    },
    **{"d": "day", "n": "night"},
}
_CUTS: Final = {"cut to": "cut", "カット": "cut", "fade": "fade out", "ディゾルブ": "dissolve"}
_MODES: Final = {"VO": "V.O.", "OS": "O.S.", "OC": "O.C.", "CONTD": "CONT'D"}
_PARTS: Final = re.compile(r"\s*(?:[/／,、;；+＋&|・\n→]| and | then )\s*")
_PEOPLE: Final = re.compile(r"\s*(?:[/／,、;；+＋&|・\n]| and | with | と )\s*")
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)")
_LENGTH: Final = re.compile(
    r"(?:(\d+)\s*(?:m|min|分)\w*\.?\s*)?(\d+(?:\.\d+)?)?\s*\"?(?:s\w*|秒|'')?\.?"
)
_CUE: Final = re.compile(
    r"([^:：()（）\n]{1,60}?)\s*(?:[(（]([^)）]{0,30})[)）])?\s*[:：]\s*(.*)", re.DOTALL
)
_MANNER: Final = re.compile(r"\(([^()\n]{1,200})\)\s*(.*)", re.DOTALL)
_MILLIMETRES: Final = re.compile(r"(?<=\d)\s*(?:mm|ミリ).*")
_LONGEST: Final = 400  # characters of a cell of the camera; nobody writes more of it


@dataclass(frozen=True, slots=True)
class Got:
    """What a cell says: values by field, and the words that no field takes."""

    values: Mapping[str, Value]
    rest: tuple[str, ...] = ()


def camera(column: str, text: str, tradition: str) -> Got:
    """A cell of the camera: all its parts that any of the camera's fields takes, its own first.

    `BIRD / ECU` under size is an angle and a size; `CU 寄り` a size, and a word that is left.
    """
    if len(text) > _LONGEST:
        return Got({}, (text,))
    found: dict[str, Value] = {}
    rest: list[str] = []
    for part in [text] if _one(column, text, tradition) else filter(None, _PARTS.split(text)):
        said = _one(column, part, tradition)
        for field, value, word in [(*said, part)] if said else _by_word(column, part, tradition):
            if field == "movement":
                found[field] = _and(found.get(field), value)
            elif field and field not in found:
                found[field] = value
            elif not field or found[field] != value or word in _CLOSER:
                rest.append(word)
    return Got(found, tuple(rest))


def _and(before: Value, value: Value) -> Value:
    if before is None or before == value:
        return value
    return [*(before if isinstance(before, list) else [before]), value]


def _by_word(column: str, part: str, tradition: str) -> Iterator[tuple[str, Value, str]]:
    """A part word by word; what no field takes has an empty field, and stays together."""
    unread: list[str] = []
    for word in part.split():
        said = _one(column, word, tradition)
        if said is None:
            unread.append(word)
        else:
            yield (*said, word)
    if unread:
        yield "", None, " ".join(unread)


def _one(column: str, text: str, tradition: str) -> tuple[str, Value] | None:
    for field in dict.fromkeys((column, "size", "angle", "movement", "framing", "perspective")):
        value = value_of(field, text, tradition)
        if value is not None:
            return field, value
    return None


def value_of(field: str, text: str, tradition: str = "western") -> Value:
    """One value of a field in the form in which it is written into YAML; None for what is none."""
    try:
        found: Value = _READ[field](unicodedata.normalize("NFKC", text).strip(), tradition)
    except (film.UnknownWord, ValueError):
        return None
    return found


def _size(text: str, tradition: str) -> str:
    word = folded(text)
    if word in film.TRADITIONS[tradition]:
        return film.TRADITIONS[tradition][word]
    if word in _SIZES:
        return _SIZES[word]
    try:
        return film.SIZES.read(text)
    except film.UnknownWord:
        plain = word.removesuffix(" shot")
        return _SIZES[plain] if plain in _SIZES else film.SIZES.read(plain)


def _angle(text: str, _: str) -> str | int:
    word = folded(text)
    if word in _ANGLES:
        return _ANGLES[word]
    try:
        return film.ANGLES.read(word.removesuffix(" angle") if word != "angle" else word)
    except film.UnknownWord:
        return film.angle(text.replace("\u2212", "-"))


def _lens(text: str, _: str) -> str:
    return f"{film.lens(_MILLIMETRES.sub('mm', text))}mm"


def _move(text: str, _: str) -> str:
    word = folded(text)
    return film.move(_MOVES.get(word, word))


def _roll(text: str, _: str) -> int:
    degrees = int(text.rstrip("°").strip())
    if not -90 <= degrees <= 90:
        raise ValueError(text)
    return degrees


def _cut(text: str, _: str) -> str:
    word = folded(text).rstrip(".:")
    return film.TRANSITIONS.read(_CUTS.get(word, word.removesuffix(" to")))


def _vocabulary(words: film.Vocabulary) -> Callable[[str, str], str]:
    return lambda text, _: words.read(text)


_READ: Final[dict[str, Callable[[str, str], Any]]] = {
    "size": _size,
    "framing": _vocabulary(film.FRAMINGS),
    "perspective": _vocabulary(film.PERSPECTIVES),
    "angle": _angle,
    "level": _vocabulary(film.LEVELS),
    "roll": _roll,
    "lens": _lens,
    "movement": _move,
    "time": lambda text, _: film.TIMES.read(_TIMES.get(folded(text), text)),
    "weather": _vocabulary(film.WEATHERS),
    "transition": _cut,
}


def frames(text: str, fps: str) -> int | None:
    """A length in frames, as people write it: `2.5`, `2,5 s`, `3秒`, `0:05`, `00:02:12`, `60f`,
    `2+12`, `00:00:02:12`; None for what is none."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold().lstrip("約~≈").strip()
    plain = plain.removeprefix("ca.").strip()
    seconds = _seconds(plain)
    try:
        return film.frames(plain, fps) if seconds is None else _counted(seconds, fps)
    except film.UnknownWord:
        return None


def _counted(seconds: Fraction, fps: str) -> int | None:
    count = round(seconds * film.RATES[fps])
    return count if 1 <= count <= 24 * 3600 * 60 else None


def _seconds(plain: str) -> Fraction | None:
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)[:60]
    clock = _CLOCK.fullmatch(plain)
    if clock:
        return Fraction(int(clock[1] or 0) * 3600 + int(clock[2]) * 60) + Fraction(clock[3])
    found = _LENGTH.fullmatch(plain)
    if not found or not (found[1] or found[2]):
        return None
    return Fraction(int(found[1] or 0) * 60) + Fraction(found[2] or 0)


def point(text: str, fps: str) -> int | None:
    """A place in the film in frames: seconds, a clock's time or a timecode; None for none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    seconds = _seconds(plain.casefold())
    if seconds is not None:
        return round(seconds * film.RATES[fps])
    try:
        return timecode.frame_of(plain, fps)
    except film.UnknownWord:
        return None


def people(text: str) -> list[str]:
    """The names of a cell, one by one."""
    return [part.strip() for part in _PEOPLE.split(text) if part.strip(" -–—")]


def speech(text: str, known: Callable[[str], str]) -> list[Value]:
    """Dialogue as it is written into YAML. `known`: the id of somebody by name; empty for nobody.

    A line that begins with white space goes on with the one before.
    """
    blocks: list[str] = []
    for line in text.split("\n"):
        if blocks and line[:1].isspace():
            blocks[-1] += "\n" + line.removeprefix("  ")
        elif line.strip():
            blocks.append(line.strip())
    return [_line(block, known) for block in blocks]


def _line(block: str, known: Callable[[str], str]) -> Value:
    cue = _CUE.fullmatch(block)
    speaker = _speaker(cue[1].strip(), known) if cue else ""
    if cue is None or not speaker:
        return block if not block.startswith("(") else {"text": block}
    mode = _MODES.get(re.sub(r"[^A-Z]", "", (cue[2] or "").upper()), "")
    manner = _MANNER.fullmatch(cue[3])
    aside = manner[1] if manner else ""
    said = manner[2] if manner else cue[3]
    if cue[2] and not mode:
        aside = "; ".join(filter(None, (cue[2], aside)))
    if not mode and not aside and speaker not in ("text", "speaker"):
        return {speaker: said}
    rest = {"mode": mode, "parenthetical": aside}
    return {"speaker": speaker, "text": said, **{key: each for key, each in rest.items() if each}}


def _speaker(name: str, known: Callable[[str], str]) -> str:
    """Who speaks: an id, or a cue in capitals; empty when this is no cue."""
    found = known(name)
    if found:
        return found
    words = name.split()
    cue = any(each.isalpha() for each in name) and (
        name == name.upper() or (len(words) <= 3 and all(word[0].isupper() for word in words))
    )
    return name.upper() if cue else ""
