"""FCPXML 1.10 for Final Cut: whole frames as rational seconds, stills as stills, gaps where nothing
is yet, chapters at the scenes, all notes.

Written here and not by a library: the one there is has no frame duration at 23.976 and 29.97.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from storyforge.core import film
from storyforge.core.board import Board
from storyforge.core.seams import Stock
from storyforge.exporters.timeline import cutting
from storyforge.exporters.timeline.cutting import Cut, Shot
from storyforge.exporters.timeline.rationals import Rate, rate_of
from storyforge.exporters.timeline.sounds import Sound, sounds_of

VERSION = "1.10"
Element = ElementTree.Element
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
_RATELESS = "FFVideoFormatRateUndefined"
_EFFECTS = {  # Final Cut's own transitions: name and address
    "dissolve": ("Cross Dissolve", "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"),
    "wipe": ("Wipe", "FxPlug:857E2FBA-98DB-411B-A88C-CE6ABC1F65D8"),
}
_ROLE = "Storyboard"
_NAME = 60  # characters of a marker's name


class FinalCut:
    """Writes `.fcpxml`; no clock in it, so the same board gives the same bytes."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterator[tuple[str, bytes]]:
        """One file. `media`: where the board's folder is, seen from the timeline; `stills`:
        pictures only."""
        cut, media = cutting.of_wishes(board, wishes)
        root = _Writer(cut, media, stock).document()
        ElementTree.indent(root, " ")
        yield "", _HEAD + ElementTree.tostring(root, "utf-8") + b"\n"


class _Writer:
    """One pass over the cut."""

    def __init__(self, cut: Cut, media: str, stock: Stock) -> None:
        self.cut, self.stock = cut, stock
        self.rate = rate_of(cut.fps)
        # Where the time of a still begins: an hour in, so that it can be made longer at its head.
        self.still = 3600 * round(film.RATES[cut.fps])
        self.sounds = tuple(sounds_of(cut, stock))
        self.resources = _Resources(self.rate, media)

    def document(self) -> Element:
        root = Element("fcpxml", version=VERSION)
        root.append(self.resources.element)
        title = cutting.plain(self.cut.board.title) or "Storyboard"
        event = _below(_below(root, "library"), "event", name=title)
        sequence = _below(
            _below(event, "project", name=title),
            "sequence",
            format=self.resources.format(*self._size(), True),
            duration=self.rate.of(self.cut.frames),
            tcStart=self.rate.of(self.cut.start),
            tcFormat="DF" if self.cut.drop else "NDF",
        )
        facts = cutting.facts_of_film(self.cut.board)
        _below(sequence, "note").text = "\n".join(f"{name}: {said}" for name, said in facts.items())
        spine = _below(sequence, "spine")
        for number, shot in enumerate(self.cut.shots):
            last = self.cut.shots[number - 1].end if number else 0
            if shot.at > last:
                hole = self._gap("Gap", last, shot.at - last)
                self._hang(hole, last, shot.at, self.still)
                spine.append(hole)
            spine.append(self._shot(shot))
            if shot.blend:
                spine.append(self._transition(shot))
            self.stock.told(number + 1, len(self.cut.shots))
        return root

    def _size(self) -> tuple[int, int]:
        """The size of most pictures."""
        sizes = Counter((shot.panel.width, shot.panel.height) for shot in self.cut.shots)
        return sizes.most_common(1)[0][0] if sizes else (1920, 1080)

    def _shot(self, shot: Shot) -> Element:
        name = cutting.plain(shot.panel.id)
        if not shot.file:
            element, start = self._gap(name, shot.at, shot.panel.frames), self.still
        elif shot.length:
            start = (shot.length - shot.panel.frames) // 2
            place = self._place(name, shot.at, start, shot.panel.frames)
            said = {"ref": self.resources.asset(shot), **place, "videoRole": _ROLE}
            element = Element("asset-clip", said)
        else:
            start = self.still
            place = self._place(name, shot.at, start, shot.panel.frames)
            element = Element("video", {"ref": self.resources.asset(shot), **place, "role": _ROLE})
        self._remarks(element, shot, start)
        if element.tag != "video":  # a still carries its facts on its asset
            element.append(_metadata(cutting.facts(shot)))
        return element

    def _gap(self, name: str, at: int, frames: int) -> Element:
        return Element("gap", self._place(name, at, self.still, frames))

    def _place(self, name: str, at: int, start: int, frames: int) -> dict[str, str]:
        return {
            "name": name,
            "offset": self.rate.of(self.cut.start + at),
            "start": self.rate.of(start),
            "duration": self.rate.of(frames),
        }

    def _remarks(self, element: Element, shot: Shot, start: int) -> None:
        """Note, chapter, marker and keywords, in the order that the format asks for."""
        notes = dict(cutting.notes(shot.panel))
        text = "\n".join(f"{name}: {words}" for name, words in notes.items())
        if text:
            _below(element, "note").text = text
        self._hang(element, shot.at, shot.end, start)
        at, frame = self.rate.of(start), self.rate.of(1)
        if shot.opens:
            chapter = {"value": cutting.headed(shot.scene), "posterOffset": "0s"}
            _below(element, "chapter-marker", start=at, duration=frame, **chapter)
        head = f"{cutting.plain(shot.panel.id)}: "
        first = notes.get("camera") or notes.get("action") or cutting.plain(shot.panel.state)
        value = cutting.plain(head + first, len(head) + _NAME)
        marker = _below(element, "marker", start=at, duration=frame, value=value)
        if text:
            marker.set("note", text.replace("\n", "; "))
        words = (shot.scene.id, shot.panel.taken.size, *shot.panel.cast, *shot.panel.labels)
        keywords = ", ".join(dict.fromkeys(_keyword(each) for each in words if _keyword(each)))
        if keywords:
            span = {"start": at, "duration": self.rate.of(shot.panel.frames)}
            if element.tag != "gap":
                _below(element, "keyword", **span, value=keywords)

    def _hang(self, element: Element, at: int, end: int, start: int) -> None:
        """Connect the sounds that begin with a stretch of the storyline, each in its own lane."""
        for lane, sound in enumerate(self.sounds, 1):
            if at <= sound.at < end:
                clip = _below(
                    element,
                    "asset-clip",
                    ref=self.resources.heard(sound),
                    lane=str(-lane),
                    name=sound.name,
                    offset=self.rate.of(start + sound.at - at),
                    start=self.rate.of(sound.head),
                    duration=self.rate.of(sound.frames),
                    audioRole="effects" if sound.track.shot else "music",
                )
                if sound.track.gain:
                    _below(clip, "adjust-volume", amount=f"{sound.track.gain:g}dB")

    def _transition(self, shot: Shot) -> Element:
        name, address = _EFFECTS[shot.blend]
        at = self.rate.of(self.cut.start + shot.end - shot.after)
        element = Element("transition", name=name, offset=at, duration=self.rate.of(2 * shot.after))
        effect = self.resources.add("effect", (shot.blend,), name=name, uid=address)
        _below(element, "filter-video", ref=effect, name=name)
        return element


class _Resources:
    """What the timeline refers to, numbered as it is met, each once."""

    def __init__(self, rate: Rate, media: str) -> None:
        self.rate, self.media = rate, media
        self.element = Element("resources")
        self.known: dict[tuple[object, ...], str] = {}

    def heard(self, sound: Sound) -> str:
        seen = len(self.known)
        length = self.rate.of(sound.head + sound.frames)
        said = {"name": sound.name, "start": "0s", "duration": length, "hasAudio": "1"}
        given = self.add("asset", ("sound", sound), **said, audioSources="1")
        if len(self.known) > seen:
            asset = self.element[-1]
            _below(asset, "media-rep", kind="original-media", src=sound.address(self.media))
            asset.append(_metadata(sound.facts()))
        return given

    def asset(self, shot: Shot) -> str:
        name = cutting.plain(shot.file.rpartition("/")[2]) or cutting.plain(shot.panel.id)
        form = self.format(shot.panel.width, shot.panel.height, bool(shot.length))
        seen = len(self.known)
        given = self.add(
            "asset",
            (shot.file, shot.panel.id),
            name=name,
            start="0s",
            duration=self.rate.of(shot.length),
            hasVideo="1",
            videoSources="1",
            format=form,
        )
        if len(self.known) > seen:
            asset = self.element[-1]
            where = cutting.address(shot.file, self.media)
            _below(asset, "media-rep", kind="original-media", src=where)
            asset.append(_metadata(cutting.facts(shot)))
        return given

    def format(self, width: int, height: int, moving: bool) -> str:
        said = {"width": str(width), "height": str(height)}
        name = self.rate.size(width, height) if moving else _RATELESS
        if name:
            said["name"] = name
        if moving:
            said["frameDuration"] = self.rate.frame()
        return self.add("format", (width, height, moving), **said)

    def add(self, tag: str, what: tuple[object, ...], **said: str) -> str:
        """The id of a resource; it is added where it is not there yet."""
        if (tag, *what) not in self.known:
            given = f"r{len(self.known) + 1}"
            self.known[(tag, *what)] = given
            _below(self.element, tag, id=given, **said)
        return self.known[(tag, *what)]


def _below(parent: Element, tag: str, /, **said: str) -> Element:
    return ElementTree.SubElement(parent, tag, said)


def _keyword(text: str) -> str:
    return cutting.plain(text.replace(",", " "))


def _metadata(facts: Mapping[str, Any]) -> Element:
    """Everything known of a shot or sound, each under `storyforge.NAME`."""
    metadata = Element("metadata")
    for name, value in facts.items():
        text = ", ".join(value) if isinstance(value, list) else str(value)
        key = f"storyforge.{name}"
        _below(metadata, "md", key=key, value=text, type="string", displayName=name)
    return metadata
