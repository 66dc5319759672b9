"""Work done ahead of who needs it: one thread makes, another takes, few wait between them."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Generic, TypeVar

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class _Over:
    """Nothing comes any more; `error`: because of this."""

    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Line(Generic[_Made]):
    """What waits, and whether anybody still wants it."""

    waiting: Queue[_Made | _Over]
    unwanted: threading.Event

    def fill(self, items: Iterable[_Made]) -> None:
        """Make everything, or until nobody wants more."""
        error: BaseException | None = None
        try:
            for each in items:
                self.waiting.put(each)
                if self.unwanted.is_set():
                    return
        except BaseException as raised:  # it is raised again where it is taken
            error = raised
        self.waiting.put(_Over(error))

    def leave(self) -> None:
        """Want no more: who is waiting for room gets some, and sees that it may go."""
        self.unwanted.set()
        try:
            while True:
                self.waiting.get_nowait()
        except Empty:
            return


def ahead(items: Iterable[_Made], most: int) -> Generator[_Made]:
    """`items` in their order, made by a thread of their own, at most `most` of them in advance.

    What making them raises is raised here. Close it (`contextlib.closing`) when you may not take
    all: the thread has ended by then.
    """
    line: _Line[_Made] = _Line(Queue(most), threading.Event())
    maker = threading.Thread(target=line.fill, args=(items,), name="frames", daemon=True)
    maker.start()
    try:
        while not isinstance(found := line.waiting.get(), _Over):
            yield found
        if found.error is not None:
            raise found.error
    finally:
        line.leave()
        maker.join()
