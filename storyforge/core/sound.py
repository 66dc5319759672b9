"""When a sound begins: a span of time, earlier or later, or a timecode of the film. Pure."""

from __future__ import annotations

import re

from storyforge.core import film
from storyforge.core.timecode import frame_of

EXAMPLES = ("0s", "2.5s", "-12f", "01:00:05:00")
_NOUGHT = re.compile(r"0+(?:\.0*)?\s*(?:s|sec|seconds?|f|frames?)?|0+\+0{1,2}|00:00:00[:;]00")
_TIMECODE = re.compile(r"\d{2}:\d{2}:\d{2}[:;]\d{2}")


def offset(text: str, fps: str) -> int:
    """A span in frames at `fps`: `2.5s`, `12f`, `2+12`, `00:00:02:12`, seconds as a number, `0s`;
    with `-` before it, earlier. Raises UnknownWord."""
    plain = text.strip()
    sign = -1 if plain[:1] in ("-", "\u2212") else 1
    plain = plain[1:].strip() if plain[:1] in ("+", "-", "\u2212") else plain
    if _NOUGHT.fullmatch(plain):
        return 0
    try:
        return sign * film.frames(plain, fps)
    except film.UnknownWord:
        raise film.UnknownWord("span of time", text, EXAMPLES) from None


def in_film(text: str, start: str, fps: str) -> int:
    """The frame of the film, counted from 0, at which a sound of the whole film begins. A timecode
    is one of the film, whose first frame is `start`. Raises UnknownWord."""
    plain = text.strip()
    if _TIMECODE.fullmatch(plain):
        return frame_of(plain, fps) - frame_of(start, fps)
    return offset(plain, fps)


def before(text: str, start: str, fps: str) -> bool:
    """Whether `text` is a timecode that comes before the film's first. Raises UnknownWord."""
    return bool(_TIMECODE.fullmatch(text.strip())) and in_film(text, start, fps) < 0
