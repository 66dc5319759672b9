"""The order in which people write fields, for a new one to find its place among those there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WRITTEN = """
    storyforge id who speaker name kind preset title logline director company draft number slug
    tradition fps start size framing perspective location time weather light mood level angle
    roll lens movement interior height position facing cast elements from references picture
    prompt description text mode parenthetical action expression dialogue duration sound audio
    file at gain transition clip labels allow style provider ratio resolution takes
    aesthetic_range seed marks overflow reference_fit parameters priority notes run project
    month budget include styles characters looks locations views scenes shots moved
"""
USUAL: Final = tuple(_WRITTEN.split())
"""Every field of a storyboard, across all kinds of thing."""

_RANK: Final = {name: number for number, name in enumerate(USUAL)}


def rank(name: str) -> int:
    """The place of a field in the usual order; unknown ones come last."""
    return _RANK.get(name, len(_RANK))


def place(keys: Sequence[str], name: str) -> int:
    """After how many of the `keys` that are there a new one belongs: behind the nearest of those
    that usually come before it."""
    own = rank(name)
    if own == len(_RANK):
        return len(keys)
    earlier = [(rank(key), number) for number, key in enumerate(keys) if rank(key) < own]
    return max(earlier)[1] + 1 if earlier else 0
