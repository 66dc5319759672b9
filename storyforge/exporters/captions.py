"""Captions: the lines of dialogue, each while its shot is seen, as SubRip and WebVTT.

Nobody has recorded the lines yet, so each has as much of its shot as its length is of all the
lines', and no longer than reading it takes. At most two lines of forty-two signs stand at once,
more only where a shot is too short for its words: none is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any, Final

from storyforge.core.board import Board, Panel, Said
from storyforge.core.film import RATES
from storyforge.core.seams import Stock, Written

WIDE: Final = 42  # signs of a line, as broadcasters count them; a wide sign counts two
ROWS: Final = 2
_PER_SECOND: Final = 13  # signs that are read in a second without haste
_LEAST: Final = Fraction(3, 2)  # seconds that even a short line stays, if its shot does
_BRIEFEST: Final = Fraction(1, 2)  # seconds below which lines are shown together
_MOST_ROWS: Final = 8  # that stand together for want of time; more only where frames are too few
_HEARD: Final = frozenset(("V.O.", "O.S.", "O.C."))
_SEPARATORS: Final = frozenset("\u2028\u2029\x85\x0b\x0c")


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on screen from frame `start` to before frame `end` of the film; `text` has one or two
    lines. `shot`: whose they are."""

    start: int
    end: int
    text: str
    shot: str = ""


def placed(board: Board) -> Iterator[tuple[Panel, int]]:
    """Every panel with its first frame when just these panels are shown, one after the other."""
    now = 0
    for panel in board.panels():
        yield panel, now
        now += panel.frames


def captions(board: Board) -> tuple[Caption, ...]:
    """All captions of a film, in order; none overlaps another or outlasts its shot."""
    rate = RATES[board.fps]
    return tuple(each for panel, start in placed(board) for each in _of(panel, start, rate))


def _of(panel: Panel, start: int, rate: Fraction) -> Iterator[Caption]:
    parts = [part for said in panel.dialogue for part in _parts(said)]
    if not parts or panel.frames < 1:
        return
    least = max(1, round(_BRIEFEST * rate))
    tight = -(-sum(part.count("\n") + 1 for part in parts) // _MOST_ROWS)
    parts = _fewer(parts, min(panel.frames, max(panel.frames // least, tight, 1)))
    weights = [4 + _signs(part) for part in parts]
    done, begins, total = 0, 0, sum(weights)
    for number, (part, weight) in enumerate(zip(parts, weights, strict=True), 1):
        done += weight
        left = len(parts) - number  # each of those has a frame at least
        ends = min(max(panel.frames * done // total, begins + 1), panel.frames - left)
        needed = max(_LEAST, Fraction(_signs(part), _PER_SECOND)) * rate
        yield Caption(start + begins, start + min(ends, begins + round(needed)), part, panel.id)
        begins = ends


def _fewer(parts: list[str], room: int) -> list[str]:
    """Neighbours together while there are more than have room in their shot."""
    if len(parts) <= room:
        return parts
    size = -(-len(parts) // room)
    return ["\n".join(parts[n : n + size]) for n in range(0, len(parts), size)]


def _parts(said: Said) -> Iterator[str]:
    """A line of dialogue as captions of at most two rows, the speaker before the first."""
    heard = f" ({said.mode})" if said.mode in _HEARD else ""
    speaker = plain(said.speaker).upper()
    words = plain(said.text)
    if not words:
        return
    rows = list(_rows(f"{speaker}{heard}: {words}" if speaker else words))
    for n in range(0, len(rows), ROWS):
        yield "\n".join(rows[n : n + ROWS])


def plain(text: str, most: int = 20_000) -> str:
    """Text on one line, without signs that steer a machine, of `most` signs with an ellipsis."""
    text = text if len(text) <= most else text[: most - 1] + "…"
    kept = (
        " " if c.isspace() or c in _SEPARATORS else c
        for c in text
        if c.isspace() or c in _SEPARATORS or unicodedata.category(c) not in ("Cc", "Cs")
    )
    return " ".join("".join(kept).split())


def _signs(text: str) -> int:
    """How wide a text is: signs, those of East Asia counted twice."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _rows(text: str) -> Iterator[str]:
    """Rows of even length: a text that needs two is broken near its middle."""
    wide = WIDE
    if WIDE < _signs(text) <= 2 * WIDE:
        wide = max(WIDE // 2, min(WIDE, _signs(text) // 2 + 5))
        if len(list(_broken(text, wide))) > ROWS:
            wide = WIDE
    yield from _broken(text, wide)


def _broken(text: str, wide: int) -> Iterator[str]:
    row = ""
    for word in text.split(" "):
        if row and _signs(row) + 1 + _signs(word) <= wide:
            row = f"{row} {word}"
            continue
        if row:
            yield row
        *heads, row = _torn(word)
        yield from heads
    if row:
        yield row


def _torn(word: str) -> list[str]:
    """A word in pieces that fit a row; only one without spaces for a whole row is torn."""
    out, now = [], ""
    for sign in word:
        if now and _signs(now + sign) > WIDE and not unicodedata.combining(sign):
            out.append(now)
            now = ""
        now += sign
    return [*out, now]


def _clock(frame: int, rate: Fraction, point: str) -> str:
    thousandths = round(Fraction(frame * 1000) / rate)
    seconds, rest = divmod(thousandths, 1000)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours:02}:{minutes:02}:{seconds % 60:02}{point}{rest:03}"


_TAG: Final = re.compile(r"<(?=[a-zA-Z/!])")


def _unmarked(text: str) -> str:
    """SubRip has no escapes: what players would take for marks is written with its like."""
    return _TAG.sub("‹", text).replace("{\\", "{ ").replace("-->", "→")


class Srt:
    """SubRip: one numbered block a caption, UTF-8, CRLF between lines as players expect."""

    def render(
        self,
        board: Board,
        stock: Stock,  # noqa: ARG002  captions need no pictures
        wishes: Mapping[str, Any],  # noqa: ARG002  and leave nothing to wish
    ) -> Iterable[tuple[str, Written]]:
        """One file; empty when nobody speaks."""
        rate = RATES[board.fps]
        blocks = (
            f"{number}\n{_clock(each.start, rate, ',')} --> {_clock(each.end, rate, ',')}\n"
            f"{_unmarked(each.text)}\n\n"
            for number, each in enumerate(captions(board), 1)
        )
        yield "", "".join(blocks).replace("\n", "\r\n").encode()


class Vtt:
    """WebVTT: cues named by shot, text escaped."""

    def render(
        self,
        board: Board,
        stock: Stock,  # noqa: ARG002  captions need no pictures
        wishes: Mapping[str, Any],  # noqa: ARG002  and leave nothing to wish
    ) -> Iterable[tuple[str, Written]]:
        """One file; only its header when nobody speaks."""
        rate = RATES[board.fps]
        title = plain(board.title, 120).replace("-->", "→")
        cues = (
            f"\n{_clock(each.start, rate, '.')} --> {_clock(each.end, rate, '.')}\n"
            f"{escape(each.text, quote=False)}\n"
            for each in captions(board)
        )
        yield "", "".join((f"WEBVTT {title}".rstrip(), "\n", *cues)).encode()
