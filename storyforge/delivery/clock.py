"""Time, as delivery knows it: a clock that says when it is, and a sleep that can be ended."""

from __future__ import annotations

import threading
import time
from typing import Protocol


class Stopped(Exception):
    """The build was told to leave: nobody waits. What was accepted is collected later."""


class Clock(Protocol):
    """When it is, and waiting."""

    def now(self) -> float:
        """Seconds since the epoch, for what is written down."""

    def passed(self) -> float:
        """Seconds since some moment, never going back, for deadlines."""

    def sleep(self, seconds: float) -> None:
        """Wait that long; raises Stopped as soon as the build is told to leave."""

    def stop(self) -> None:
        """Wake everybody who sleeps, for good."""


class WallClock:
    """The real one. `pace`: factor on every wait, 1 for real time. Safe for many threads."""

    def __init__(self, pace: float = 1.0) -> None:
        self._pace, self._left = pace, threading.Event()

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def passed(self) -> float:
        """Seconds on a clock that never goes back, in which waits are `pace` times as long."""
        return time.monotonic() / self._pace if self._pace else time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait `seconds` times the pace; raises Stopped."""
        if self._left.wait(max(0.0, seconds * self._pace)):
            raise Stopped

    def stop(self) -> None:
        """Wake everybody, for good."""
        self._left.set()
