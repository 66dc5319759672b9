"""A timeline of Final Cut, read as a cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NoReturn
from xml.etree.ElementTree import Element
from xml.parsers import expat

from storyforge.core.errors import Problem, UsageError
from storyforge.core.mark import show
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.reading import Manifest
from storyforge.core.seams import Source
from storyforge.importers import recut
from storyforge.importers.recut import Piece, Recut

KEY = "storyforge.id"
SOUND = "storyforge.sound_file"
Broken = Callable[[int, str], NoReturn]  # refuses a file: the line, and why
_DEEP = 200  # levels of nesting; Final Cut itself writes some twenty
_SHOWN = 60
_TIME = re.compile(r"(-?\d{1,20})(?:/(\d{1,12})|(\.\d{1,9}))?s")
_SEEN = ("video", "asset-clip", "clip", "ref-clip", "sync-clip", "mc-clip", "title", "audition")
_ANCHORED = (*_SEEN, "audio", "caption", "spine")
_BLENDS = {"cross dissolve": "dissolve", "wipe": "wipe"}
_OURS = ("title", "number", "camera", "action", "dialogue", "sound", "transition", "notes")
_QUIET = ("metadata", "keyword", "rating", "analysis-marker", "adjust-conform", "conform-rate")
_SILENT = ("param", "reserved", "audio-channel-source", "audio-role-source", "mc-source", "text")


class FinalCut:
    """Reads `.fcpxml`: the primary storyline counts; all else is told."""

    def propose(
        self,
        source: Source,
        here: Here,
        wishes: Mapping[str, Any],  # noqa: ARG002
    ) -> Proposal:
        """Order and lengths of an edited timeline, as changes of the manifest. Raises
        UsageError."""
        manifest = recut.project_of(here, source.name)
        read = _Document(source, manifest)
        return recut.proposal(read.recut(), here, source.name)


class _Document:
    """One document: elements with their lines, and what was passed over."""

    def __init__(self, source: Source, manifest: Manifest) -> None:
        self.name, self.fps = source.name, manifest.project.fps
        self.shots = recut.shots_by_name(manifest)
        self.scenes = frozenset(_headings(manifest))
        self.lines: dict[Element, int] = {}
        self.left: list[Left] = []
        self.root = _parsed(source.data, self.lines, self._broken)
        self.resources = {
            each.get("id", ""): each for part in self.root.iter("resources") for each in part
        }
        self.theirs = Fraction(1)

    def recut(self) -> Recut:
        sequences = [each for each in self.root.iter("sequence") if each.find("spine") is not None]
        if not sequences:
            self._broken(0, "there is no timeline in it")
        main = max(sequences, key=self._known)
        for each in sequences:
            if each is not main:
                self._leave(each, "another timeline", "the one with most shots is read")
        self.theirs = self._rate(main)
        spine = main.find("spine")
        assert spine is not None
        return Recut(tuple(self._pieces(spine)), tuple(self.left))

    def _known(self, sequence: Element) -> int:
        items = sequence.find("spine") or ()
        return sum(recut.named(self._names(each), self.shots) is not None for each in items)

    def _rate(self, sequence: Element) -> Fraction:
        form = self.resources.get(sequence.get("format", ""))
        text = form.get("frameDuration", "") if form is not None else ""
        if not text:
            self._broken(self.lines[sequence], "its timeline has no frame duration")
        frame = self._time(text, sequence)
        if frame <= 0:
            self._broken(self.lines[sequence], "its frames have no duration")
        return 1 / frame

    def _pieces(self, spine: Element) -> Iterator[Piece]:
        items = list(spine)
        for number, item in enumerate(items):
            if item.tag == "transition":
                continue
            if item.tag not in (*_SEEN, "gap"):
                self._leave(item, f"<{show(item.tag[:_SHOWN])}>", "it is no picture")
                continue
            following = items[number + 1] if number + 1 < len(items) else None
            gap = item.tag == "gap" and recut.named(self._names(item), self.shots) is None
            if item.get("enabled") == "0":
                self._leave(item, self._called(item), "it is switched off in the cut")
                gap = True
            names = () if gap else tuple(self._names(item))
            self._below(item)
            blend = ""
            if following is not None and following.tag == "transition":
                name = following.get("name", "") or "a transition"
                blend = _BLENDS.get(name.casefold(), show(name[:_SHOWN]))
            yield Piece(self._place(item), names, self._length(item), blend, gap)

    def _length(self, item: Element) -> Fraction:
        text = item.get("duration")
        if text is None:
            asset = self.resources.get(item.get("ref", ""))
            inner = next((each.get("duration") for each in item if each.get("duration")), None)
            text = (asset.get("duration") if asset is not None else None) or inner
        if text is None:
            self._broken(self.lines[item], "a clip has no duration")
        seconds = self._time(text, item)
        if seconds < 0:
            self._broken(self.lines[item], "a clip ends before it begins")
        return recut.converted(seconds * self.theirs, self.theirs, self.fps)

    def _time(self, text: str, item: Element) -> Fraction:
        found = _TIME.fullmatch(text.strip())
        if not found or (found[2] and not int(found[2])):
            self._broken(self.lines[item], f"{text[:_SHOWN]} is no time")
        if found[2]:
            return Fraction(int(found[1]), int(found[2]))
        return Fraction(found[1] + (found[3] or ""))

    def _names(self, item: Element) -> Iterator[str]:
        """What may name the shot: our own id, on the clip or its asset; names; the file."""
        inner = next((each for each in item if each.tag in _SEEN and not each.get("lane")), None)
        refs = [each.get("ref", "") for each in (item, inner) if each is not None]
        assets = [self.resources[ref] for ref in refs if ref in self.resources]
        for each in (item, *assets):
            yield from _ids(each)
        yield item.get("name", "")
        for each in assets:
            yield each.get("name", "")
            yield from (part.get("src", "") for part in each.iter("media-rep"))
            yield each.get("src", "")
        if item.tag == "gap":  # Final Cut calls every gap `Gap`; the marker on it stays
            yield from (each.get("value", "").partition(":")[0] for each in item.iter("marker"))

    def _below(self, item: Element) -> None:
        """What hangs on a clip and a board has no place for."""
        for each in item:
            if each.tag in _ANCHORED:
                if each.get("lane") and not self._our_sound(each):
                    why = "it is connected to a clip; the primary storyline counts"
                    self._leave(each, self._called(each), why)
            elif each.tag in ("marker", "chapter-marker"):
                self._marker(each, item)
            elif each.tag == "note":
                if (each.text or "").partition(":")[0] not in _OURS and (each.text or "").strip():
                    words = show((each.text or "").strip()[:_SHOWN])
                    self._leave(each, f"note: {words}", "put it in `notes:` by hand")
            elif each.tag == "timeMap":
                what = f"another speed of {self._called(item)}"
                self._leave(each, what, "a board has no speeds; its length on screen counts")
            elif each.tag not in _QUIET and not each.tag.startswith(_SILENT):
                what = f"{show(each.tag[:_SHOWN])} on {self._called(item)}"
                self._leave(each, what, "a board has no effects")

    def _our_sound(self, item: Element) -> bool:
        asset = self.resources.get(item.get("ref", ""))
        keys = asset.findall("metadata/md") if asset is not None else ()
        return any(each.get("key") == SOUND for each in keys)

    def _marker(self, marker: Element, item: Element) -> None:
        value = marker.get("value", "")
        shot, head = recut.named(self._names(item), self.shots), value.partition(":")[0]
        if value in self.scenes or (":" in value and head in (shot, *self._names(item))):
            return
        why = "markers are not read: put it in `notes:` by hand"
        self._leave(marker, f"marker: {show(value[:_SHOWN])}", why)

    def _called(self, item: Element) -> str:
        return show(item.get("name", "")[:_SHOWN]) or f"<{show(item.tag[:_SHOWN])}>"

    def _place(self, item: Element) -> str:
        return f"line {self.lines[item]}"

    def _leave(self, item: Element, what: str, why: str) -> None:
        self.left.append(Left(self._place(item), what, why))

    def _broken(self, line: int, why: str) -> NoReturn:
        at = f"line {line}: " if line else ""
        sentence = f"{show(self.name)} is no FCPXML that can be read: {at}{show(why)}"
        raise UsageError(Problem("F054", sentence, advice="export it again as `.fcpxml`"))


def _parsed(text: bytes, lines: dict[Element, int], broken: Broken) -> Element:
    """The tree; a document that declares entities is refused before anything is expanded."""
    parser = expat.ParserCreate()
    top = Element("")
    stack = [top]

    def start(tag: str, said: dict[str, str]) -> None:
        element = Element(tag, said)
        lines[element] = parser.CurrentLineNumber
        stack[-1].append(element)
        stack.append(element)
        if len(stack) > _DEEP:
            broken(parser.CurrentLineNumber, "it is nested too deeply")

    def words(text: str) -> None:
        stack[-1].text = (stack[-1].text or "") + text

    def doctype(_name: str, _system: str | None, _public: str | None, inside: bool) -> None:
        if inside:
            broken(parser.CurrentLineNumber, "it declares entities of its own")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _tag: stack.pop()
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        broken(getattr(error, "lineno", 0), str(error).partition(":")[0])
    if top[0].tag != "fcpxml":
        broken(1, f"it is <{show(top[0].tag[:_SHOWN])}>, not <fcpxml>")
    return top[0]


def _ids(item: Element) -> Iterator[str]:
    for part in item.findall("metadata/md"):
        if part.get("key") == KEY:
            yield part.get("value", "")


def _headings(manifest: Manifest) -> Iterator[str]:
    """Scenes as a timeline of ours calls them."""
    yield "shots outside any scene"
    for entry in manifest.scenes:
        if entry.scene:
            said = entry.scene.said
            words = (said.number, said.slug or said.title or said.id)
            yield " ".join(" ".join(filter(None, words)).split())
