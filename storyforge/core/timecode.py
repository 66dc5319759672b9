"""Timecode: how editors count frames, `hh:mm:ss:ff`, and `hh:mm:ss;ff` where numbers are dropped.

23.976 counts 24 to the second, 29.97 counts 30, 59.94 counts 60. Drop-frame exists for the latter
two alone: the first two (four) numbers of every minute are left out, but for every tenth (SMPTE
ST 12-1), so that the count keeps to the clock.
"""

from __future__ import annotations

import re

from storyforge.core import film

DROPPED = {"29.97": 2, "59.94": 4}
"""Rates that know drop-frame: how many numbers of a minute are left out."""

_WRITTEN = re.compile(r"(\d{2}):(\d{2}):(\d{2})([:;])(\d{2})")
_EXAMPLES = ("01:00:00:00", "00:59:50:00", "01:00:00;00")


def timecode(frame: int, fps: str, drop: bool = False) -> str:
    """The name of a frame, counted from 0 at midnight; wraps after 24 hours.

    `drop`: drop-frame; without meaning at rates that do not know it.
    """
    nominal = round(film.RATES[fps])
    lost = DROPPED.get(fps, 0) if drop else 0
    minute, day = 60 * nominal - lost, 24 * 6 * (600 * nominal - 9 * lost)
    if lost:
        tens, rest = divmod(frame % day, 600 * nominal - 9 * lost)
        frame = frame % day + 9 * lost * tens + lost * max(0, (rest - lost) // minute)
    total, rest = divmod(frame, nominal)
    hours, minutes, seconds = total // 3600 % 24, total // 60 % 60, total % 60
    return f"{hours:02}:{minutes:02}:{seconds:02}{';' if lost else ':'}{rest:02}"


def frame_of(text: str, fps: str) -> int:
    """The frame that a timecode names; raises UnknownWord for what is none at this rate."""
    found = _WRITTEN.fullmatch(text.strip())
    nominal = round(film.RATES[fps])
    if not found:
        raise film.UnknownWord("timecode", text, _EXAMPLES)
    hours, minutes, seconds, frames = (int(found[n]) for n in (1, 2, 3, 5))
    lost = DROPPED.get(fps, 0) if found[4] == ";" else 0
    skipped = lost and minutes % 10 and not seconds and frames < lost
    legal = hours < 24 and minutes < 60 and seconds < 60 and frames < nominal and not skipped
    if not legal or (found[4] == ";" and not lost):
        raise film.UnknownWord("timecode", text, _EXAMPLES)
    total = 60 * hours + minutes
    return (60 * total + seconds) * nominal + frames - lost * (total - total // 10)


def drops(text: str) -> bool:
    """Whether a timecode is written in drop-frame."""
    return ";" in text


def duration(frames: int, fps: str) -> str:
    """A length as a person writes it into a manifest: `3s`, `2.5s`, else seconds and frames:
    `2+11`. Read again at this rate it is exactly as many frames."""
    exact = film.seconds(frames, fps)
    for places in (0, 1):
        text = f"{float(exact):.{places}f}s"
        if exact >= 1 and film.frames(text, fps) == frames:
            return text
    whole, rest = divmod(frames, round(film.RATES[fps]))
    return f"{whole}+{rest:02}" if whole else f"{rest}f"


def clock(frames: int, fps: str) -> str:
    """Running time by the clock on the wall, to the second: `1:24`, `1:00:04`."""
    total = round(film.seconds(frames, fps))
    hours, minutes, rest = total // 3600, total // 60 % 60, total % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
