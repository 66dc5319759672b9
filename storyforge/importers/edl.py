"""An edit decision list, read as a cut: CMX 3600 as edit suites write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NoReturn

from storyforge.core.errors import Problem, UsageError
from storyforge.core.film import UnknownWord
from storyforge.core.mark import show
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.seams import Source
from storyforge.core.timecode import DROPPED, frame_of
from storyforge.importers import recut
from storyforge.importers.recut import Piece, Recut

_TIME = r"(\d\d[:;.]\d\d[:;.]\d\d[:;.]\d\d)"
_EVENT = re.compile(
    r"(\d{1,6})\s+(\S+)\s+(\S+)\s+(C|D|W\d*|K\S*|KB|KO)\s+(?:(\d{1,4})\s+)?"
    + r"\s+".join([_TIME] * 4),
    re.IGNORECASE,
)
_NAME = re.compile(r"\*?\s*(FROM|TO|KEY)\s+CLIP\s+NAME\s*:?\s*(.*)", re.IGNORECASE)
_FILE = re.compile(
    r"\*?\s*(?:SOURCE\s+FILE|FROM\s+CLIP\s+IS\s+A\s+STILL)\s*:?\s*(.*)", re.IGNORECASE
)
_SPEED = re.compile(r"M2\s+(\S+)\s+(-?[\d.]+)", re.IGNORECASE)
_PICTURE = re.compile(r"V\d*")
_BLENDS = {"D": "dissolve", "W": "wipe", "K": "key"}
_BLACK = ("BL", "BLACK")
_HEADS = ("TITLE", "FCM", "SPLIT", "GPI", "REEL", ">>>", "FINAL CUT", "M2", "M5", "AUD", "EFFECTS")
_QUIET = ("COMMENT", "EFFECT NAME", "ASC_S", "SOURCE FILE", "BLEND", "LOC", "OTIO")
_MOST = 200  # columns of a line that are looked at


@dataclass(eq=False, slots=True)
class _Event:
    """One event: its last edit line, and the remarks below it."""

    number: str
    line: int
    reel: str
    channel: str
    kind: str
    blend: int
    start: int
    end: int
    out_of: str = ""  # the reel that a blend comes from
    names: dict[str, str] = field(default_factory=dict)
    file: str = ""

    @property
    def black(self) -> bool:
        """Whether nothing is seen."""
        return self.reel.upper() in _BLACK

    @property
    def track(self) -> str:
        """Its track of pictures: `V`, `V2`; empty for sound alone. `B` is picture and sound."""
        found = _PICTURE.search(self.channel)
        track = found[0] if found else "V" if self.channel == "B" else ""
        return "V" if track == "V1" else track


class EditList:
    """Reads `.edl`: record times give order and lengths, clip names and files the shots."""

    def propose(
        self,
        source: Source,
        here: Here,
        wishes: Mapping[str, Any],  # noqa: ARG002
    ) -> Proposal:
        """Order and lengths of an edit list, as changes of the manifest. Raises UsageError."""
        manifest = recut.project_of(here, source.name)
        reels = _reels(recut.shots_by_name(manifest))
        read = _List(source, manifest.project.fps)
        return recut.proposal(read.recut(reels), here, source.name)


def _reels(shots: Mapping[str, str]) -> Mapping[str, str]:
    """Shots by their reels, where a reel means one alone."""
    reels: dict[str, str] = {}
    for each in shots.values():
        reel = re.sub(r"[^A-Z0-9]", "", each.upper())[:8]
        reels[reel] = "" if reel in reels else each
    return reels


class _List:
    """One list, line by line."""

    def __init__(self, source: Source, fps: str) -> None:
        self.name, self.fps = source.name, fps
        self.text = source.data.decode("utf-8-sig", "replace")
        self.left: list[Left] = []

    def recut(self, reels: Mapping[str, str]) -> Recut:
        events = self._picture(list(self._events()))
        if not events:
            self._broken(0, "there is no edit of a picture in it")
        return Recut(tuple(self._pieces(events, reels)), tuple(self.left))

    def _events(self) -> Iterator[_Event]:
        event: _Event | None = None
        for number, raw in enumerate(re.split(r"\r\n|\r|\n", self.text), 1):
            line = raw.strip()
            if "\0" in line:
                self._broken(number, "it is no text")
            if found := _EVENT.match(line[:_MOST]):
                edit = self._edit(found, number)
                if event and event.number == edit.number and event.start == event.end:
                    edit.out_of = event.reel  # the second line of a blend
                elif event:
                    yield event
                event = edit
            elif line[:1].isdigit():
                self._broken(number, "this edit cannot be read")
            elif line:
                self._remark(line, number, event)
        if event:
            yield event

    def _edit(self, found: re.Match[str], number: int) -> _Event:
        start, end = (self._frame(found[each], number) for each in (8, 9))
        if end < start:
            self._broken(number, "it ends before it begins")
        for each in (6, 7):
            self._frame(found[each], number)
        event, reel, channel, kind = found[1], found[2], found[3].upper(), found[4].upper()
        blend = int(found[5] or 0)
        return _Event(str(int(event)), number, reel, channel, kind, blend, start, end)

    def _frame(self, text: str, number: int) -> int:
        digits = re.split("[:;.]", text)
        between = ";" if text[8] in ";." and self.fps in DROPPED else ":"
        try:
            return frame_of(":".join(digits[:3]) + between + digits[3], self.fps)
        except UnknownWord:
            self._broken(number, f"{text} is no timecode at {self.fps}")

    def _remark(self, line: str, number: int, event: _Event | None) -> None:
        if event and (found := _NAME.match(line)):
            event.names[found[1].upper()] = found[2].strip()
        elif event and (found := _FILE.match(line)):
            event.file = found[1].strip()
        elif found := _SPEED.match(line):
            what = f"speed {found[2]} of {show(found[1])}"
            self._leave(number, what, "a board has no speeds; its length on screen counts")
        elif not line.startswith("*"):
            if not line.upper().startswith(_HEADS):
                self._leave(number, show(line[:60]), "this line is not known")
        elif not line.lstrip("* ").upper().startswith(_QUIET):
            self._leave(number, show(line.lstrip("* ")[:60]), "remarks are not read")

    def _picture(self, events: list[_Event]) -> list[_Event]:
        """Edits of the picture's first track, in the order of the film; others are told."""
        tracks = [each.track for each in events if each.track]
        main = max(dict.fromkeys(tracks), key=tracks.count) if tracks else ""
        sounds = [each for each in events if not each.track]
        if sounds:
            many = f"sound: {len(sounds)} event{'s' * (len(sounds) != 1)}"
            self._leave(sounds[0].line, many, "only the picture's cut is read")
        for each in events:
            if each.track and each.track != main:
                what = f"event {each.number} on {show(each.channel)}"
                self._leave(each.line, what, "order and lengths come from one track")
        chosen = [each for each in events if each.track and each.track == main]
        return sorted(chosen, key=lambda each: each.start)

    def _pieces(self, events: list[_Event], reels: Mapping[str, str]) -> Iterator[Piece]:
        """Stretches of the film, and the holes between them."""
        cuts = [
            self._cut(each, events[number - 1] if number else None)
            for number, each in enumerate(events)
        ]
        for number, event in enumerate(events):
            following = events[number + 1] if number + 1 < len(events) else None
            end = event.end
            if following and following.start < event.end:
                self._leave(following.line, "it lies over the edit before it", "the later counts")
            if following and following.start <= event.end:
                end = cuts[number + 1]
            yield self._piece(event, cuts[number], end, following, reels)
            if following and following.start > event.end:
                hole = Fraction(following.start - event.end)
                yield Piece(f"event {event.number}", (), hole, gap=True)

    def _cut(self, event: _Event, before: _Event | None) -> int:
        """Where an event takes over: in the middle of a blend, but a fade is all its picture's."""
        after_nothing = before is None or before.end < event.start or before.black
        if event.kind[0] not in "DW" or not event.blend:
            return event.start
        if after_nothing or event.out_of.upper() in _BLACK:
            self._leave(event.line, "a fade in", "a board's shots end with transitions")
            return event.start
        return event.start + (event.blend if event.black else event.blend // 2)

    def _piece(
        self,
        event: _Event,
        start: int,
        end: int,
        following: _Event | None,
        reels: Mapping[str, str],
    ) -> Piece:
        wanted = ("TO", "FROM") if event.kind[0] in "DWK" else ("FROM", "TO")
        known = next((event.names[each] for each in wanted if event.names.get(each)), "")
        names = (known, event.file, reels.get(event.reel.upper(), ""))
        black = event.black
        blend = _BLENDS.get(following.kind[0], "") if following else ""
        if following and following.black and blend == "dissolve":
            blend = "fade out"
        told = tuple(each for each in (*names, event.reel) if each)
        place = f"event {event.number}"
        length = Fraction(max(0, end - start))
        return Piece(place, () if black else told, length, blend, black)

    def _leave(self, line: int, what: str, why: str) -> None:
        self.left.append(Left(f"line {line}", what, why))

    def _broken(self, line: int, why: str) -> NoReturn:
        at = f"line {line}: " if line else ""
        sentence = f"{show(self.name)} is no edit list that can be read: {at}{show(why)}"
        advice = "export it again as CMX 3600, at the project's rate"
        raise UsageError(Problem("F053", sentence, advice=advice))
