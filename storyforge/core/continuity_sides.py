"""Left and right on the screen, as the words of a shot put people."""

from __future__ import annotations

import re

from storyforge.core.ids import MENTION
from storyforge.core.panels import Panel, bag, tokens

_GOES = bag(
    """
    walks walk walking runs run running strides marches hurries sprints races rides drives
    gallops flees creeps sneaks chases strolls trudges limps crawls cycles skates swims rows
    sails dashes rushes wanders jogs staggers stumbles hobbles marching
    """
)
_ACROSS = re.compile(r"(?:from )?(left|right) to (left|right)\b", re.IGNORECASE)
_NO_SIDE = bag("towards toward away back us camera")


def facing_of(panel: Panel, owner: str) -> str:
    """The side somebody faces: `left`, `right`, or nothing when no word or several say so."""
    words = set(tokens(panel.people[owner].facing))
    sides = words & {"left", "right"}
    return sides.pop() if len(sides) == 1 and not words & _NO_SIDE else ""


def way_of(panel: Panel, owner: str) -> str:
    """The side to which somebody goes: by `left to right` in words that are theirs alone, else by
    the side they face while they walk or run."""
    one, said = panel.people[owner], panel.shot.entry.said
    alone = len(panel.people) == 1
    if {"left", "right", "to"} <= panel.words:
        found = _ACROSS.search(f"{one.action} {said.prompt if alone else ''}")
        if found and found[1].casefold() != found[2].casefold():
            return found[2].casefold()
    if panel.words.isdisjoint(_GOES):
        return ""
    own = tokens(one.action) or (tokens(MENTION.sub("", said.prompt)) if alone else [])
    return facing_of(panel, owner) if not _GOES.isdisjoint(own) else ""


def order_of(panel: Panel, one: str, other: str) -> int:
    """-1 when `one` is left of `other` in a shot, 1 when right, 0 when nothing tells.

    Declared positions count; where nobody's is declared, the line of the scene, along which the
    embedded artist puts people.
    """
    first, second = _side(panel, one), _side(panel, other)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    if first or second:  # one of two at an edge; the other is opposite
        if len(panel.people) == 2:
            return first or -(second or 0)
        return 0
    shot = panel.shot
    told = any(each.position for each in panel.people.values())
    drawn = str(shot["provider"]).partition("/")[0] == "draft"
    if not drawn or told or len(panel.people) != 2 or shot["perspective"] is not None:
        return 0
    if not panel.words.isdisjoint(("left", "right")):
        return 0
    line = list(dict.fromkeys((*shot.line, *panel.people)))
    return -1 if line.index(one) < line.index(other) else 1


def _side(panel: Panel, owner: str) -> int | None:
    """-1 at the left, 0 in the middle, 1 at the right; None when no word says so."""
    position = panel.people[owner].position
    words = set(tokens(position)) if position else set()
    left, right = "left" in words, "right" in words
    if left != right:
        return -1 if left else 1
    return 0 if words & {"centre", "center", "middle"} else None
