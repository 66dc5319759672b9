"""Pictures made ready for paper a little ahead of the page that is drawn, on all processors."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from storyforge.core.coded import PictureFault
from storyforge.core.seams import Stock
from storyforge.darkroom.print import printed
from storyforge.exporters.pdf.leaf import Leaf, Picture

DPI = 220
Ready = tuple[bytes, tuple[int, int]]


def wanted(leaves: Iterable[Leaf]) -> dict[str, tuple[int, int]]:
    """Each picture once, in the order of the pages, with the most pixels that any place needs."""
    sizes: dict[str, tuple[int, int]] = {}
    for leaf in leaves:
        for item in leaf.items:
            if isinstance(item, Picture):
                wide, tall = sizes.get(item.digest, (1, 1))
                need = round(item.wide / 72 * DPI), round(item.tall / 72 * DPI)
                sizes[item.digest] = max(wide, need[0]), max(tall, need[1])
    return sizes


@dataclass(slots=True)
class Prints:
    """Pictures by digest, each encoded once; no more than a few wait in memory."""

    stock: Stock
    pool: ThreadPoolExecutor
    sizes: dict[str, tuple[int, int]]
    grey: bool
    _queue: deque[tuple[str, Future[Ready | None]]] = field(default_factory=deque)
    _order: Iterator[str] = field(default_factory=lambda: iter(()))

    def begin(self) -> None:
        """Start with the first pictures."""
        self._order = iter(self.sizes)
        for _ in range(2 * max(1, self.stock.cores)):
            self._more()

    def _more(self) -> None:
        digest = next(self._order, None)
        if digest is not None:
            self._queue.append((digest, self.pool.submit(self._one, digest)))

    def _one(self, digest: str) -> Ready | None:
        wide, tall = self.sizes[digest]
        try:
            return printed(self.stock.picture(digest), wide, tall, self.grey)
        except PictureFault:
            return None

    def next(self, digest: str) -> Ready | None:
        """The picture whose turn it is; None when it cannot be read."""
        expected, ready = self._queue.popleft()
        if expected != digest:
            raise LookupError(digest)
        self._more()
        return ready.result()
