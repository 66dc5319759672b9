"""When to look at a task: hardly ever before it can be ready, and then not much later than it is.

The first look comes when a fifth of the earlier tasks of that model were ready; those after it at
least as far apart as the service wants, and wider the longer it takes.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque

from storyforge.core.delivery import Delivery

_REMEMBERED = 64  # tasks of one model whose time is known
_ENOUGH = 5  # before so many are known, the service's own figure counts
_WIDER = 0.07  # of the time it took so far


class Pace:
    """What was learned of how long a model takes. Safe for many threads."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, deque[float]] = defaultdict(
            lambda: deque(maxlen=_REMEMBERED)
        )
        self._lock = threading.Lock()

    def learn(self, model: str, seconds: float) -> None:
        """A task of that model was seen to be ready so long after it was accepted."""
        with self._lock:
            self._seconds[model].append(max(0.0, seconds))

    def first(self, model: str, delivery: Delivery, since: float) -> float:
        """Seconds until the first look at a task that was accepted `since` seconds ago."""
        with self._lock:
            known = sorted(self._seconds[model])
        soon = known[len(known) // 5] if len(known) >= _ENOUGH else 0.0
        return max(delivery.first_poll, soon) - min(since, soon)

    def next(self, delivery: Delivery, waited: float) -> float:
        """Seconds between two looks at a task that was waited for so long."""
        return max(delivery.poll, _WIDER * waited)
