"""What a script supervisor would ask: every rule of continuity, over every scene of a film."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storyforge.core.continuity_camera import crossed, reversed_ways, twice, unestablished
from storyforge.core.continuity_hands import dropped
from storyforge.core.continuity_length import pages, unspeakable
from storyforge.core.continuity_looks import changed_looks, double_looks
from storyforge.core.continuity_place import hours, slugs, weathers
from storyforge.core.continuity_voices import unseen_voices
from storyforge.core.continuity_words import Facts, contradictions
from storyforge.core.errors import Trouble
from storyforge.core.film_graph import Film
from storyforge.core.panels import Strip, strips_of

Rule = Callable[[Strip], Iterator[Trouble]]
_OF_SCENES: tuple[Rule, ...] = (
    *(hours, weathers, slugs, changed_looks, dropped),
    *(reversed_ways, crossed, twice, unestablished, pages),
)
_OF_SHOTS: tuple[Rule, ...] = (double_looks, unseen_voices, unspeakable)


def continuity_of(film: Film) -> Iterator[Trouble]:
    """Everything that does not fit together, before anything is excused; the film has no faults.

    Shots outside any scene have nothing to do with each other: only what is within one is told.
    """
    facts = Facts(film.manifest)
    for strip in strips_of(film):
        for rule in (*_OF_SHOTS, *(_OF_SCENES if strip.scene.scene else ())):
            yield from rule(strip)
        yield from contradictions(strip, facts)
