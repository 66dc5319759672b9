"""Every name, file and length that somebody wrote, looked up once, in the place where it stands.

What a shot inherits is not looked up again for each shot: a slip in a scene is one fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storyforge.core import clips, film, ids, sound, timecode
from storyforge.core import manifest as m
from storyforge.core.asking import Asking
from storyforge.core.errors import Spot, Trouble
from storyforge.core.names import PICTURED
from storyforge.core.places import project_path
from storyforge.core.reading import Entry, Manifest
from storyforge.core.resolve import Resolved
from storyforge.core.shape import brief

Faults = Iterator[Trouble]
_USUAL = "24"  # frames per second at which every length was judged on reading


def faults_of(asking: Asking, shots: dict[str, Resolved]) -> Faults:
    """Every fault of what is written; the files that are named are noted in `asking.files`."""
    manifest = asking.manifest
    yield from _start(manifest)
    yield from _film_sounds(asking)
    yield from _wishes(asking, manifest.project, Entry("", manifest.project, manifest.file, ()))
    for entry in _pictured(manifest):
        yield from _references(asking, entry)
        yield from _finished(asking, entry)
        yield from _maker(asking, entry)
    for element in manifest.elements.values():
        yield from _name(asking, element.said.source, PICTURED, element, "from")
    for scene in manifest.scenes:
        if scene.scene:
            yield from _setting(asking, scene.scene)
        for shot in scene.shots:
            yield from _shot(asking, shot, shots[shot.id])
    yield from _moved(asking)
    yield from clips.unmade(asking, shots)


def _start(manifest: Manifest) -> Faults:
    """Whether the film's first timecode exists at its rate."""
    said = manifest.project
    try:
        timecode.frame_of(said.start, said.fps)
    except film.UnknownWord:
        sentence = f"there is no timecode {said.start} at {said.fps} fps"
        advice = "drop-frame (`;`) exists at 29.97 and 59.94 only; frames count from 00"
        yield Trouble("M102", sentence, Spot(manifest.file, ("start",)), advice)


def _pictured(manifest: Manifest) -> Iterator[Entry[Any]]:
    """Everything declared by name, looks and views too."""
    yield from manifest.styles.values()
    tables: tuple[Mapping[str, Entry[Any]], ...]
    tables = (manifest.characters, manifest.locations, manifest.elements)
    for table in tables:
        for entry in table.values():
            yield entry
            yield from _parts(entry)


def _parts(entry: Entry[Any]) -> Iterator[Entry[Any]]:
    for table in ("looks", "views"):
        for name, part in getattr(entry.said, table, {}).items():
            yield Entry(name, part, entry.file, (*entry.path, table, name))


def _references(asking: Asking, entry: Entry[Any]) -> Faults:
    for number, written in enumerate(entry.said.references):
        if written.startswith("@"):
            name = written[1:].casefold()
            yield from _name(asking, name, PICTURED, entry, "references", number)
        else:
            yield from _file(asking, written, entry.file, entry.spot("references", number))


def _maker(asking: Asking, entry: Entry[Any]) -> Faults:
    """Whether the `provider:` of an entry is known and makes pictures."""
    written, spot = getattr(entry.said, "provider", None), entry.spot("provider")
    if written and not asking.model(written):
        yield asking.no_model(written, spot)
    elif written and (fault := clips.makes_only(asking, written, spot)):
        yield fault


def _finished(asking: Asking, entry: Entry[Any]) -> Faults:
    if getattr(entry.said, "picture", None):
        yield from _file(asking, entry.said.picture, entry.file, entry.spot("picture"))


def _file(asking: Asking, written: str, file: str, spot: Spot) -> Faults:
    path, trouble = project_path(written, file, spot)
    if trouble:
        yield trouble
    elif ids.LOST not in path:
        asking.files.setdefault(path, []).append(spot)


def _name(
    asking: Asking,
    name: str | None,
    kinds: tuple[str, ...],
    entry: Entry[Any],
    *below: str | int,
    text: str = "",
) -> Faults:
    """Whether `name`, which stands `below` an entry, means something of one of `kinds`."""
    if name is not None and not asking.names.find(name, kinds):
        yield asking.names.trouble(name, kinds, entry.spot(*below, text=text))


def _setting(asking: Asking, entry: Entry[Any]) -> Faults:
    """What scene and shot may both say."""
    yield from _wishes(asking, entry.said, entry)
    yield from _name(asking, entry.said.location, ("location",), entry, "location")
    for number, one in enumerate(entry.said.cast or ()):
        yield from _name(asking, one.who, ("character",), entry, "cast", number, text=one.who)


def _wishes(asking: Asking, said: m.Wishes, entry: Entry[Any]) -> Faults:
    yield from _maker(asking, entry)
    if said.style and not asking.style(said.style).known:
        yield asking.no_style(said.style, entry.spot("style"))


def _shot(asking: Asking, shot: Entry[m.Shot], resolved: Resolved) -> Faults:
    yield from _setting(asking, shot)
    yield from _references(asking, shot)
    yield from _name(asking, shot.said.source, PICTURED, shot, "from")
    for number, name in enumerate(shot.said.elements):
        yield from _name(asking, name, ("element",), shot, "elements", number)
    yield from _mentions(asking, shot, resolved, shot.said.prompt, "prompt")
    for number, line in enumerate(shot.said.dialogue):
        yield from _speaker(asking, line.speaker, shot, number)
    rate = asking.manifest.project.fps
    yield from _duration(shot.said.duration, rate, shot, "duration")
    yield from _sounds(asking, shot)
    if shot.said.clip:
        yield from _clip(asking, shot.said.clip, shot, resolved)


def _sounds(asking: Asking, entry: Entry[Any]) -> Faults:
    """Where the sound files of a shot or the film are, and whether their times exist."""
    rate = asking.manifest.project.fps
    for number, laid in enumerate(entry.said.audio):
        spot = entry.spot("audio", number, "file", text=laid.file)
        path, trouble = project_path(laid.file, entry.file, spot)
        if trouble:
            yield trouble
        elif ids.LOST not in path:
            asking.sounds.setdefault(path, []).append(spot)
        try:
            sound.offset(laid.at, rate)
        except film.UnknownWord:
            sentence = f"{brief(laid.at)} is no time at {rate} fps"
            at = entry.spot("audio", number, "at", text=laid.at)
            yield Trouble("M102", sentence, at, "write seconds or frames: `2.5s`, `60f`")


def _film_sounds(asking: Asking) -> Faults:
    said = asking.manifest.project
    entry = Entry("", said, asking.manifest.file, ())
    yield from _sounds(asking, entry)
    for number, laid in enumerate(said.audio):
        try:
            early = sound.before(laid.at, said.start, said.fps)
        except film.UnknownWord:  # told already
            continue
        if early:
            sentence = f"{brief(laid.at)} is before the film's first frame, {said.start}"
            spot = entry.spot("audio", number, "at", text=laid.at)
            yield Trouble("M102", sentence, spot, "write how long after it: `10s`")


def _clip(asking: Asking, clip: m.Clip, shot: Entry[m.Shot], resolved: Resolved) -> Faults:
    yield from _mentions(asking, shot, resolved, clip.prompt, "clip", "prompt")
    if not clip.provider:
        return
    spot = shot.spot("clip", "provider")
    if not asking.model(clip.provider):
        yield asking.no_model(clip.provider, spot)
    elif not clips.maker(asking, clip, clip.provider):
        yield clips.makes_none(asking, clip.provider, spot)


def _mentions(
    asking: Asking, shot: Entry[m.Shot], resolved: Resolved, prompt: str, *below: str
) -> Faults:
    if "@" not in prompt:
        return
    for written in dict.fromkeys(each[0] for each in ids.MENTION.finditer(prompt)):
        name = written[1:].casefold()
        if resolved.entry is shot:
            name = resolved.wardrobe.get(name, name)
        yield from _name(asking, name, PICTURED, shot, *below, text=written)


def _speaker(asking: Asking, who: str, shot: Entry[m.Shot], number: int) -> Faults:
    owner = who.partition("/")[0]
    if not who or who == who.upper() or owner in asking.manifest.characters:
        return
    spot = shot.spot("dialogue", number, text=who)
    found = asking.names.trouble(who, ("character",), spot)
    if found.code == "M202":
        yield found
        return
    advice = found.advice if found.advice.startswith("did you mean") else ""
    advice = advice or "write a cue in CAPITALS for anybody who is not declared"
    yield Trouble("M201", f"no character is named {brief(who)}", spot, advice)


def _duration(written: str | None, rate: str, shot: Entry[m.Shot], *below: str) -> Faults:
    """A length that is one at the usual rate may be none at the project's own."""
    if written is None or rate == _USUAL:
        return
    try:
        film.frames(written, rate)
    except film.UnknownWord:
        sentence = f"{brief(written)} is less than a frame or more than a day at {rate} fps"
        yield Trouble("M102", sentence, shot.spot(*below), "give it another length")


def _moved(asking: Asking) -> Faults:
    nodes = asking.names.nodes
    known = {*nodes, *nodes.values(), *asking.manifest.styles}
    for old, new in asking.manifest.project.moved.items():
        file = asking.manifest.file
        if old in known:
            sentence = f"{brief(old)} was moved, but something is named so again"
            advice = "delete the line, or give the other thing an id of its own"
            yield Trouble("M210", sentence, Spot(file, ("moved", old), key=True), advice)
        if new not in known:
            legal = asking.names.legal(PICTURED)
            close = asking.names.guess.of(new, PICTURED, legal)
            advice = f'did you mean "{close}"?' if close else "write the name that it has now"
            spot = Spot(file, ("moved", old))
            yield Trouble("M201", f"nothing is named {brief(new)}", spot, advice)
