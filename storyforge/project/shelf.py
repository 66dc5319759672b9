"""What is here: the store, seen through one listing, and the board's own files as a second
copy of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from storyforge.core.digest import sha256
from storyforge.core.lockfile import LockTake
from storyforge.core.seams import Missing, Store
from storyforge.core.trace import Trace


class Shelf:
    """The store as a plan sees it. `board`: object -> file on the board that should hold the same
    bytes.

    With `rescue`, an object that is gone is taken back from the board when the file there still
    has its bytes; without it (reading only) that is merely seen.
    """

    def __init__(
        self, store: Store, root: str, board: Callable[[], Mapping[str, str]], rescue: bool
    ) -> None:
        self.store, self.root, self._rescue = store, root, rescue
        self._board_of = board
        self._board: Mapping[str, str] | None = None  # made when an object is missing
        self._objects = set(store.objects())
        self._looked: set[str] = set()

    def has(self, object_name: str) -> bool:
        """Whether a picture is here, or can be taken back."""
        if object_name in self._objects or self.store.has(object_name):
            return True
        return self._on_board(object_name)

    def _on_board(self, object_name: str) -> bool:
        if self._board is None:
            self._board = self._board_of()
        if object_name in self._looked or object_name not in self._board:
            return False
        self._looked.add(object_name)
        return self._taken_back(object_name, self._board[object_name])

    def _taken_back(self, object_name: str, shown: str) -> bool:
        try:
            with open(os.path.join(self.root, shown), "rb") as file:
                data = file.read()
        except OSError:
            return False
        if sha256(data) != object_name:
            return False
        if self._rescue:
            self.store.put(data)
        self._objects.add(object_name)
        return True

    def copy_of(self, object_name: str) -> bytes:
        """The bytes of an object that only the board still has; raises Missing."""
        if self._board is None:
            self._board = self._board_of()
        try:
            with open(os.path.join(self.root, self._board[object_name]), "rb") as file:
                data = file.read()
        except (OSError, KeyError):
            raise Missing(object_name) from None
        if sha256(data) != object_name:
            raise Missing(object_name)
        return data

    def takes(self, key: str) -> tuple[int, ...]:
        """Which results of an ask are known."""
        return self.store.takes(key)

    def trace(self, key: str, take: int) -> Trace | None:
        """What is known of a result."""
        return self.store.trace(key, take)

    def name_of(self, take: LockTake, key: str, number: int) -> str:
        """The object that holds a locked take here: its own, or the same picture in other bytes.

        Raises Missing.
        """
        if self.store.has(take.out) or self._on_board(take.out):
            return take.out
        trace = self.store.trace(take.key or key, number)
        if trace and trace.output.pixels == take.pixels and self.store.has(trace.output.sha256):
            return trace.output.sha256
        raise Missing(take.out)

    def ours(self, object_names: Iterable[str]) -> frozenset[str]:
        """Digests of bytes that storyforge wrote: all objects here, and these."""
        return frozenset(self._objects) | frozenset(object_names)
