"""Whether a table stands between people."""

from __future__ import annotations

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
