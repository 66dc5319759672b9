"""The line of a scene: who stands on it, from screen left, so that no shot of it crosses over."""

from __future__ import annotations

from storyforge.core import ids
from storyforge.core.names import Names
from storyforge.core.reading import SceneEntry


def line_of(scene: SceneEntry, names: Names) -> tuple[str, ...]:
    """Who is in a scene, in the order in which they are first named; ids of characters.

    Shots outside any scene have nothing to do with each other: their line is empty.
    """
    if scene.scene is None:
        return ()
    people = [one.who for one in scene.scene.said.cast or ()]
    for entry in scene.shots:
        people += [one.who for one in entry.said.cast or ()]
        people += [found[1].casefold() for found in ids.MENTION.finditer(entry.said.prompt)]
    known = (who.partition("/")[0] for who in people if names.find(who, ("character",)))
    return tuple(dict.fromkeys(known))
