"""Many pictures at a time, in order, with few of them in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def ordered(make: Callable[[_In], _Out], items: Iterable[_In], cores: int) -> Iterator[_Out]:
    """`make` of every item, in their order; never more than a few wait to be fetched."""
    rest = iter(items)
    with ThreadPoolExecutor(max(1, cores)) as pool:
        waiting: deque[Future[_Out]] = deque()
        try:
            waiting.extend(pool.submit(make, each) for each in islice(rest, 2 * max(1, cores)))
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(make, each) for each in islice(rest, 1))
                yield done
        finally:
            pool.shutdown(cancel_futures=True)
