"""A table with people on both sides of it."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.artist.actor import Actor
from storyforge.artist.furniture import lantern_block, table
from storyforge.artist.stage import Solid
from storyforge.artist.staging import Shot
from storyforge.artist.words import bag, said


def tabled(shot: Shot) -> bool:
    """Whether the words put a table between the people of the shot."""
    words = bag(shot.prompt, *(m.action for m in shot.cast))
    across = said(words, "between", "across", "opposite", "face", "facing")
    seated = said(words, "sit", "sits", "sitting", "seated", "eat", "eats", "dine")
    return (
        len(shot.cast) > 1
        and said(words, "table", "bench", "desk", "counter")
        and (across or (seated and not said(words, "bench")))
    )


def table_between(shot: Shot, actors: Sequence[Actor]) -> list[Solid]:
    """The table of such a shot, a lamp on it when the words have one."""
    if len(actors) < 2 or not tabled(shot):
        return []
    (ax, floor, az), (bx, _, bz) = actors[0].at, actors[1].at
    x, z = (ax + bx) / 2, (az + bz) / 2 + 0.12
    if floor:
        return []
    lit = said(bag(shot.prompt, shot.light), "lamp", "lantern", "candle")
    return [table(x, z, 0.78, 0.62), *([lantern_block(x, 0.75, z)] if lit else [])]
