"""A comparison as exporters see it: the difference, what the two states are called, and sentences
about the whole."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.core.difference import Difference

Two = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A comparison, told. Everything in pairs is before and after.

    `commits`: empty for the working tree. `files`: what the tree of that commit holds, None for the
    working tree.
    """

    difference: Difference
    names: Two
    subjects: Two
    commits: Two
    summary: str
    length: str
    cost: str
    notes: tuple[str, ...]
    files: tuple[frozenset[str] | None, frozenset[str] | None]
