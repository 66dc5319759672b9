"""What earlier builds asked for in vain or have not heard the end of, read for a plan."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.refusal import Refusal
from storyforge.delivery.books import folded
from storyforge.store.journal import Journal
from storyforge.store.layout import Layout
from storyforge.store.refusals import Refusals


class Past:
    """See `core.plan.Past`. Nothing is read before it is asked, and nothing is changed.

    With `forgiving`, refusals do not count: everything may be asked once more.
    """

    def __init__(self, layout: Layout, forgiving: bool = False) -> None:
        self._layout, self._forgiving = layout, forgiving

    @cached_property
    def attempts(self) -> Mapping[str, Attempt]:
        """Every attempt that the journal knows, by token."""
        if not os.path.isdir(os.path.join(self._layout.root, "journal")):
            return {}
        return folded(Journal(self._layout.root))

    @cached_property
    def _refusals(self) -> Refusals | None:
        folder = os.path.join(self._layout.root, "refusals")
        refusing = not self._forgiving and os.path.isdir(folder) and os.listdir(folder)
        return Refusals(self._layout) if refusing else None

    @property
    def open(self) -> tuple[Attempt, ...]:
        """Attempts that still need work or a person, oldest first."""
        found = (each for each in self.attempts.values() if each.open)
        return tuple(sorted(found, key=lambda each: each.at))

    def refusal(self, key: str, take: int) -> Refusal | None:
        """A service's refusal of this very ask, if there was one."""
        return self._refusals.get(key, take) if self._refusals else None

    def attempt(self, key: str, take: int) -> Attempt | None:
        """An attempt at this very ask that is still open."""
        return rows.open_for(self.attempts, key, take) if self.attempts else None
