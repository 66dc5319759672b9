"""Edit decision lists, CMX 3600: text in columns, record times from the film's start timecode.

Written here and not by a library: the one there is leaves the start timecode out. A blend is two
lines of one event, and begins half its length before the cut, as edit suites write it. Stills have
source times from zero. Beyond event 999 numbers have four digits, which edit suites of today read;
for those that do not, a scene or a reel at a time can be exported, at the film's own times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from storyforge.core import film
from storyforge.core.board import Board
from storyforge.core.errors import Problem, UsageError
from storyforge.core.seams import Stock
from storyforge.core.timecode import timecode
from storyforge.exporters.timeline import cutting
from storyforge.exporters.timeline.cutting import Cut, Shot

WIDTH = 80
"""Columns of a remark; longer ones go on in the next line. Names are never cut."""

REEL = 8
"""The most characters of a reel's name."""

_MEANT = ("AX", "BL", "BLACK", "BARS", "GEN", "NONE")  # reels that mean something else
_ODD = re.compile(r"[^A-Z0-9]")
_TITLE = 70
_WIPE = f"W{1:03}"  # SMPTE pattern 1, left to right
_LIKE = str.maketrans("—–‘’“”·×øØßłŁđĐ", "--''\"\"/xoOslLdD", "")
_READ = _LIKE | str.maketrans({"°": " deg", "…": "...", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"})


class EditList:
    """Writes `.edl`: plain ASCII, lines ended as the format wants them."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterator[tuple[str, bytes]]:
        """One file. Raises UsageError for a film that runs past the end of a day of timecode."""
        cut, media = cutting.of_wishes(board, wishes)
        _check(cut)
        lines = [f"TITLE: {ascii_of(board.title)[:_TITLE].rstrip() or 'UNTITLED'}"]
        lines += [f"FCM: {'DROP FRAME' if cut.drop else 'NON-DROP FRAME'}", ""]
        reels = reels_of(shot.panel.id for shot in cut.shots)
        for number, shot in enumerate(cut.shots, 1):
            before = cut.shots[number - 2] if shot.before else None
            lines += _event(cut, shot, before, number, reels, media)
            stock.told(number, len(cut.shots))
        yield "", ("\r\n".join(lines) + "\r\n").encode("ascii")


def _check(cut: Cut) -> None:
    day = 24 * 3600 * round(film.RATES[cut.fps])
    if cut.start + cut.frames > day:
        sentence = "the film runs past the end of a day of timecode, which an edit list cannot say"
        advice = "export it scene by scene, or choose an earlier `start:`"
        raise UsageError(Problem("X050", sentence, advice=advice))


def _event(
    cut: Cut, shot: Shot, before: Shot | None, number: int, reels: Mapping[str, str], media: str
) -> Iterator[str]:
    """The lines of one event: its edit, or two where it begins with a blend, and its remarks."""
    start, end = shot.at - shot.before, shot.end - shot.after
    head = (shot.length - shot.panel.frames) // 2 if shot.length else shot.before
    source = (head - shot.before, head - shot.before + end - start)
    record = (cut.start + start, cut.start + end)
    name = ascii_of(shot.panel.id)
    if before is not None:
        out = _source_end(before)
        where = (out, out, record[0], record[0])
        yield _line(cut, number, reels[before.panel.id], "C", 0, where)
        kind = "D" if before.blend == "dissolve" else _WIPE
        yield _line(cut, number, reels[shot.panel.id], kind, 2 * shot.before, source + record)
        yield f"* FROM CLIP NAME: {ascii_of(before.panel.id)}"
        yield f"* TO CLIP NAME: {name}"
    else:
        yield _line(cut, number, reels[shot.panel.id], "C", 0, source + record)
        yield f"* FROM CLIP NAME: {name}"
    yield from _remarks(shot, media)
    yield ""


def _source_end(shot: Shot) -> int:
    """The source frame after the last one that a shot shows alone."""
    head = (shot.length - shot.panel.frames) // 2 if shot.length else shot.before
    return head + shot.panel.frames - shot.after


def _line(
    cut: Cut, number: int, reel: str, kind: str, blend: int, where: tuple[int, int, int, int]
) -> str:
    times = " ".join(timecode(frame, cut.fps, cut.drop) for frame in where)
    length = f"{blend:03}" if blend else "   "
    return f"{number:03}  {reel:<{REEL}} V     {kind:<4} {length} {times}"


def _remarks(shot: Shot, media: str) -> Iterator[str]:
    if shot.file:
        yield f"* SOURCE FILE: {cutting.address(shot.file, media)}"
    else:
        yield "* COMMENT: NO PICTURE YET"
    if shot.opens:
        yield from _wrapped(f"SCENE: {ascii_of(cutting.headed(shot.scene))}")
    for name, words in cutting.notes(shot.panel):
        yield from _wrapped(f"{name.upper()}: {ascii_of(words)}")


def _wrapped(text: str) -> Iterator[str]:
    """A remark as comment lines of at most WIDTH columns, broken at words where it can be."""
    lead = "* COMMENT: "
    room = WIDTH - len(lead)
    while len(text) > room:
        cut = text.rfind(" ", room // 2, room + 1)
        cut = cut if cut > 0 else room
        yield lead + text[:cut]
        text = text[cut:].lstrip()
    yield lead + text


def ascii_of(text: str) -> str:
    """Text as an edit list can hold it: letters without their marks, `?` for what is left."""
    parts = unicodedata.normalize("NFKD", cutting.plain(text).translate(_READ))
    letters = "".join(each for each in parts if not unicodedata.combining(each))
    return cutting.plain(letters.encode("ascii", "replace").decode("ascii"))


def reels_of(ids: Iterable[str]) -> dict[str, str]:
    """A reel for each shot: its id in capitals, at most eight letters and digits, each once."""
    reels: dict[str, str] = {}
    used = set(_MEANT)
    ends: dict[str, int] = {}
    for each in ids:
        stem = _ODD.sub("", ascii_of(each).upper())[:REEL] or "SHOT"
        reel = stem
        while reel in used:
            ends[stem] = ends.get(stem, 1) + 1
            end = str(ends[stem])
            reel = stem[: REEL - len(end)] + end
        used.add(reel)
        reels.setdefault(each, reel)
    return reels
