"""Time against words: whether what is said can be said while it lasts, and how long a script it is.

Speech in films runs at about 150 words a minute. A script page lasts about a minute: it holds some
150 words of dialogue or 250 of action. Pages are counted in eighths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from storyforge.core import film as words_of
from storyforge.core.errors import Trouble
from storyforge.core.panels import Panel, Strip, told

SPOKEN = Fraction(5, 2)  # words a second, as people talk in films
FASTEST = 5  # words a second, as fast as anybody can be followed
ACTION = Fraction(25, 6)  # words of action that a second of film is worth: 250 a minute
EIGHTH = Fraction(60, 8)  # seconds
_FEWEST = 6  # words; a shorter line may begin before the cut and end behind it
_SIGN = re.compile(r"[぀-ヿ㐀-鿿가-힯]")  # two of these last as long as a word
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words_in(text: str) -> Fraction:
    """How many words a text has; of scripts without spaces, two signs are one."""
    signs = len(_SIGN.findall(text))
    return len(_WORD.findall(_SIGN.sub(" ", text) if signs else text)) + Fraction(signs, 2)


def _said(panel: Panel) -> Fraction:
    """Words that somebody speaks in a shot; a line without a speaker may be no speech."""
    lines = panel.shot.entry.said.dialogue
    return sum((words_in(line.text) for line in lines if line.speaker), Fraction())


def _lasts(strip: Strip, panel: Panel) -> Fraction | None:
    """Seconds of a shot; None when it does not say."""
    duration = panel.shot.entry.said.duration
    if duration is None:
        return None
    fps = strip.film.manifest.project.fps
    return words_of.seconds(words_of.frames(duration, fps), fps)


def unspeakable(strip: Strip) -> Iterator[Trouble]:
    """K111: a shot too short for its lines however fast, or a scene for all of its own."""
    fast = False
    for panel in strip.panels:
        if not panel.shot.entry.said.dialogue:
            continue
        said, time = _said(panel), _lasts(strip, panel)
        if time is not None and said >= _FEWEST and said > FASTEST * time:
            fast = True
            sentence = (
                f"{panel.id} lasts {_number(time)} s, and its {_number(said)} words of dialogue "
                f"take {_number(said / SPOKEN)} s"
            )
            advice = "make it longer, or cut words"
            yield told("K111", sentence, panel.spot("duration"), advice, "warning")
    if not fast and strip.scene.scene:
        yield from _scene(strip)


def _scene(strip: Strip) -> Iterator[Trouble]:
    talks = [panel for panel in strip.panels if panel.shot.entry.said.dialogue]
    scene, said = strip.scene.scene, sum(map(_said, talks), Fraction())
    time = _length(strip) if said >= _FEWEST else None
    if scene and time is not None and said / SPOKEN > time:
        sentence = (
            f'scene "{scene.id}" lasts {_number(time)} s, and its {_number(said)} words of '
            f"dialogue take {_number(said / SPOKEN)} s"
        )
        advice = "make its shots longer, or cut words"
        yield told("K111", sentence, scene.spot("id"), advice, "warning")


def _length(strip: Strip) -> Fraction | None:
    """Seconds of a scene; None when a shot does not say."""
    total = Fraction()
    for panel in strip.panels:
        time = _lasts(strip, panel)
        if time is None:
            return None
        total += time
    return total


def pages(strip: Strip) -> Iterator[Trouble]:
    """K112: a scene that lasts less than half of what its words are worth in pages."""
    scene = strip.scene.scene
    actions = (panel.shot.entry.said.action for panel in strip.panels)
    acted = sum((words_in(each) for each in actions if each), Fraction())
    time = _length(strip) if acted else None
    if not scene or time is None:
        return
    spoken = sum(map(_said, strip.panels), Fraction()) / SPOKEN
    worth = spoken + acted / ACTION
    if spoken <= time and 2 * time < worth and worth - time >= EIGHTH:
        sentence = (
            f'scene "{scene.id}" lasts {_number(time)} s; its dialogue and action are about '
            f"{_eighths(worth)} of script, some {_number(worth)} s"
        )
        advice = "make its shots longer, or check that `action:` says what happens here"
        yield told("K112", sentence, scene.spot("id"), advice)


def _eighths(seconds: Fraction) -> str:
    whole, rest = divmod(round(seconds / EIGHTH), 8)
    parts = [f"{whole}"] * bool(whole) + [f"{rest}/8"] * bool(rest)
    if not whole:
        return f"{parts[0]} of a page"
    return f"{' '.join(parts)} {'page' if (whole, rest) == (1, 0) else 'pages'}"


def _number(value: Fraction) -> str:
    """One decimal at most: `4`, `2.5`."""
    return f"{float(value):.1f}".removesuffix(".0")
