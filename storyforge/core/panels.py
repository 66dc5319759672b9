"""A film as continuity sees it: scene after scene, each shot with whom, where and in what words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from storyforge.core.errors import Severity, Spot, Trouble
from storyforge.core.film_graph import Film
from storyforge.core.manifest import Appearance
from storyforge.core.reading import SceneEntry
from storyforge.core.resolve import Resolved

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def tokens(text: str) -> list[str]:
    """Words in order, in small letters; hyphens part them."""
    return _WORD.findall(text.casefold())


def bag(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


# Ways into the next shot that say: time has passed, or this is elsewhere.
_BREAKS = frozenset(
    (
        *("match cut", "jump cut", "dissolve", "fade in", "fade out", "wipe"),
        *("iris in", "iris out", "intercut"),
    )
)
_APART = bag(
    """
    flashback flashforward dream dreams nightmare memory remembers remembered montage later
    meanwhile ago earlier years intercut
    """
)

Where = tuple[str, str | None, str | None]  # place, hour and style: what a cut back returns to


@dataclass(frozen=True, slots=True)
class Panel:
    """One shot as continuity sees it.

    `number`: its place in the scene. `place`: the location, whatever the view, or "". `people`:
    everybody of its cast by character. `words`: all words about what is seen and what happens.
    """

    shot: Resolved
    number: int
    place: str
    people: dict[str, Appearance]
    words: frozenset[str]

    @property
    def id(self) -> str:
        """The shot's id."""
        return self.shot.entry.id

    @property
    def where(self) -> Where:
        """Place, hour and style together."""
        return self.place, self.shot["time"], self.shot["style"]

    @property
    def here(self) -> Spot:
        """Where the shot is written."""
        return self.shot.entry.spot("id")

    @property
    def ends_apart(self) -> bool:
        """Whether the way into the next shot says that time passes or the place changes."""
        return self.shot.entry.said.transition in _BREAKS

    @property
    def apart(self) -> bool:
        """Whether its words take it out of the scene: a memory, a dream, years ago."""
        return not self.words.isdisjoint(_APART)

    def spot(self, field: str) -> Spot:
        """Where the shot says a field itself, else where it is written."""
        said = getattr(self.shot.entry.said, field)
        return self.shot.entry.spot(field) if said not in (None, "", ()) else self.here

    def of(self, owner: str) -> Spot:
        """Where it says that somebody is in it."""
        entry = self.shot.entry
        for number, one in enumerate(entry.said.cast or ()):
            if one.who.partition("/")[0] == owner:
                return entry.spot("cast", number, text=one.who)
        named = next((name for name in self.shot.mentions if name.partition("/")[0] == owner), "")
        return entry.spot("prompt", text=f"@{named}") if named else self.here


@dataclass(frozen=True, slots=True)
class Strip:
    """The shots of a scene in order, and the scene before it. Shots outside scenes: `scene.scene`
    is None."""

    film: Film
    scene: SceneEntry
    panels: tuple[Panel, ...]
    before: Strip | None = None

    def between(self, first: Panel, last: Panel) -> tuple[Panel, ...]:
        """The shots from one to another, both included."""
        return self.panels[first.number : last.number + 1]


def strips_of(film: Film) -> Iterator[Strip]:
    """Every scene of a film, in order."""
    before: Strip | None = None
    for scene in film.manifest.scenes:
        panels = tuple(
            _panel(film.shots[entry.id], number) for number, entry in enumerate(scene.shots)
        )
        strip = Strip(film, scene, panels, before)
        yield strip
        before = replace(strip, before=None) if scene.scene else None


def _panel(shot: Resolved, number: int) -> Panel:
    said = shot.entry.said
    people = {one.who.partition("/")[0]: one for one in shot.cast}
    own = [one.action for one in shot.cast if one.action]
    words = frozenset(tokens(" ".join((said.prompt, said.action, said.title, said.notes, *own))))
    place = (shot["location"] or "").partition("/")[0]
    return Panel(shot, number, place, people, words)


def told(
    code: str,
    sentence: str,
    spot: Spot,
    advice: str,
    severity: Severity = "note",
    also: Iterable[tuple[str, Spot]] = (),
) -> Trouble:
    """What a rule found; every advice ends with the way to say that it is meant."""
    meant = f"{advice}; if it is meant, say why: `allow: {{{code}: …}}`"
    return Trouble(code, sentence, spot, meant, severity, tuple(also))
