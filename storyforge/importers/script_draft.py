"""A scene of a script with its shots: which shot is made of which beats, old ones and new ones."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from storyforge.core import ids
from storyforge.core.proposal import Value
from storyforge.core.script import SEEN, Beat, ScriptScene
from storyforge.importers import script_shots, script_sizes
from storyforge.importers.script_names import Casting
from storyforge.importers.script_shots import Drawn

PEOPLE: Final = "cast/people.yaml"
PLACES: Final = "places.yaml"
_STEP: Final = 10
_DIGITS: Final = 4


@dataclass(slots=True)
class Ids:
    """Ids for new shots: `s0010`, `s0020` … with room between for what comes later."""

    taken: set[str]
    last: int = 0

    def __post_init__(self) -> None:
        numbers = (int(each[1:]) for each in self.taken if each[:1] == "s" and each[1:].isdecimal())
        self.last = max(numbers, default=0)

    def next(self) -> str:
        """The next round number that nothing has."""
        self.last = (self.last // _STEP + 1) * _STEP
        return self._take(self.last)

    def between(self, before: str, after: str) -> str:
        """A number between those of two shots where there is room, else the next round one."""
        low, high = _number(before), _number(after)
        width = len(before) - 1 if before else _DIGITS
        if low is not None and high is not None:
            middle = sorted(
                range(low + 1, high), key=lambda each: (each % 5, abs(2 * each - low - high))
            )
            for number in middle[:_STEP]:
                if f"s{number:0{width}d}" not in self.taken:
                    return self._take(number, width)
        return self.next()

    def _take(self, number: int, width: int = _DIGITS) -> str:
        found = f"s{number:0{width}d}"
        while found in self.taken:
            self.last = number = number + _STEP
            found = f"s{number:0{width}d}"
        self.taken.add(found)
        return found


def _number(shot: str) -> int | None:
    return int(shot[1:]) if shot[:1] == "s" and shot[1:].isdecimal() and len(shot) < 12 else None


@dataclass(frozen=True, slots=True)
class Shots:
    """The shots of a scene. `of`: for every beat, the shots made of it. `new`: ids of new shots, in
    order, each with the shot that it follows (empty at the beginning)."""

    of: tuple[tuple[str, ...], ...]
    new: tuple[tuple[str, str], ...] = ()


def assigned(
    beats: Sequence[Beat],
    old: Sequence[tuple[str, ...] | None],
    fresh: Callable[[str], str],
    first: str = "",
) -> Shots:
    """Give every beat a shot that is seen, and every note the shot it follows.

    `old`: shots that a beat had in the former draft, also when it had none; None for a new beat.
    `fresh`: a new id, after the shot named. `first`: the shot that the scene begins with.
    """
    of: list[tuple[str, ...]] = []
    new: list[tuple[str, str]] = []
    last, lead = first, Beat("break", "", "")
    prior = lead  # the beat before
    for beat, known in zip(beats, old, strict=True):
        seen = beat.sort in SEEN
        if known is not None:
            of.append(known)
        elif beat.sort == "outline" or (not seen and lead.sort == "break"):
            of.append(())
        elif last and lead.sort != "break" and (not seen or script_shots.joins(beat, lead, prior)):
            of.append((last,))
        else:
            shot = fresh(last)
            new.append((shot, last))
            of.append((shot,))
        if (seen and of[-1] and of[-1][-1] != last) or (seen and lead.sort == "break"):
            lead = beat
        prior = beat
        last = of[-1][-1] if of[-1] else last
    return Shots(tuple(of), tuple(new))


@dataclass(slots=True)
class _Group:
    beats: list[Beat] = field(default_factory=list)


def drawn_of(told: Iterable[tuple[Beat, tuple[str, ...]]], cast: Casting) -> dict[str, Drawn]:
    """What every shot of a scene is made of, in the order of the script."""
    groups: dict[str, _Group] = {}
    for beat, shots in told:
        for shot in shots:
            groups.setdefault(shot, _Group()).beats.append(beat)
    found: dict[str, Drawn] = {}
    before: tuple[str, ...] = ()
    last = script_sizes.Seen()
    loud = (b for group in groups.values() for b in group.beats if b.sort == "speech")
    sides = tuple(dict.fromkeys(who for each in loud for who in cast.who(each.character)))
    for shot, group in groups.items():
        found[shot] = Drawn(tuple(group.beats), before, last=last, sides=sides)
        seen = script_shots.seen_in(found[shot], cast)
        last = script_shots.shown(found[shot], cast)
        before = tuple(dict.fromkeys((*seen, *before)))[:3] if seen else before
    return found


def scene_value(
    name: str, scene: ScriptScene, shots: Sequence[tuple[str, Drawn]], cast: Casting
) -> dict[str, Value]:
    """A whole new scene, as it is written."""
    place = cast.where(scene)
    rows: list[Value] = []
    for shot, drawn in shots:
        rows.append({"id": shot, **script_shots.fields(drawn, cast, place)})
    return {"id": name, **scene_fields(scene, cast), "shots": rows}


def scene_fields(scene: ScriptScene, cast: Casting) -> dict[str, Value]:
    """What a scene says besides its shots."""
    slug = scene.slug
    told: dict[str, Value] = {"number": scene.number} if scene.number else {}
    told |= {"slug": scene.heading} if scene.heading else {}
    told |= {"location": place} if (place := cast.where(scene)) else {}
    told |= {"time": scene.hour} if scene.hour else {}
    told |= {"weather": sky} if (sky := _weather(scene)) else {}
    people: list[Value] = []
    people += dict.fromkeys(who for each in scene.beats for who in _in(each, cast))
    told |= {"cast": people} if people else {}
    notes = [each.text for each in _ahead(scene.beats)] + list(slug.asides)
    return told | ({"notes": "\n".join(notes)} if notes else {})


_WEATHERS: Final = (
    ("storm", re.compile(r"\b(?:thunder)?storm(?:s|ing)?\b", re.IGNORECASE)),
    ("rain", re.compile(r"\b(?:rain(?:s|ing|y)?|downpour|drizzle)\b", re.IGNORECASE)),
    ("snow", re.compile(r"\bsnow(?:s|ing|y)?\b", re.IGNORECASE)),
    ("fog", re.compile(r"\b(?:fog(?:gy)?|mist(?:y)?)\b", re.IGNORECASE)),
)


def _weather(scene: ScriptScene) -> str:
    """What the first paragraph of a scene outside says of the sky."""
    first = next((each for each in scene.beats if each.sort == "action"), None)
    if first is None or scene.slug.inside is not False:
        return ""
    return next((name for name, form in _WEATHERS if form.search(first.text)), "")


def _ahead(beats: Sequence[Beat]) -> list[Beat]:
    """Outlines, and notes that stand before anything that is seen."""
    first = next((n for n, each in enumerate(beats) if each.sort in SEEN), len(beats))
    return [
        each
        for number, each in enumerate(beats)
        if each.sort == "outline" or (each.sort == "note" and number < first)
    ]


def _in(beat: Beat, cast: Casting) -> tuple[str, ...]:
    if beat.sort == "speech":
        return () if beat.mode in ("V.O.", "O.C.") else cast.who(beat.character)
    return cast.named(beat.text) if beat.sort == "action" else ()


def stem_of(name: str) -> tuple[str, str]:
    """The name of a script in the project, and its ending: `The Film.fountain` -> the-film."""
    stem, ending = posixpath.splitext(posixpath.basename(name.replace("\\", "/")))
    return ids.proposal(stem) or "script", ending.casefold()


def file_stem(scene: ScriptScene) -> str:
    """The name of a scene's file, without its number."""
    return ids.proposal(scene.slug.place)[:40].strip("-_") or "scene"


def many(count: int, what: str) -> str:
    """A number of things, as people say it: `1 scene`, `1,200 shots`."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
