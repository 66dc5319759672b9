"""Trying again: what may be repeated, how often, and how long to wait before.

Waiting is exponential with full jitter; what a service asks for (Retry-After) comes first. How
often is the table's affair (`core/failing.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, wait_random_exponential

from storyforge.core.failing import NotServed
from storyforge.delivery.clock import Clock

Result = TypeVar("Result")
LONGEST = 300.0  # seconds that are waited in all before a service is given up for this build
_backoff = wait_random_exponential(multiplier=1.0, max=30.0)
Announce = Callable[[float, str], None]  # seconds, and because of what


def again(
    call: Callable[[], Result],
    clock: Clock,
    announce: Announce,
    kinds: tuple[str, ...] = ("not sent", "throttled", "transient"),
) -> Result:
    """What `call` returns; NotServed of one of `kinds` is tried again as often as the table says.

    Raises the last NotServed, or Stopped.
    """
    try:
        return call()  # nearly always all that is needed
    except NotServed as error:
        first = [error]
    begun = clock.passed()

    def once() -> Result:
        if first:
            raise first.pop()
        return call()

    def worth(error: BaseException) -> bool:
        return isinstance(error, NotServed) and error.kind in kinds and error.policy.waits

    def enough(state: RetryCallState) -> bool:
        error = _error(state)
        waited = clock.passed() - begun + state.upcoming_sleep
        return state.attempt_number > error.policy.repeat or waited > LONGEST

    def told(state: RetryCallState) -> None:
        announce(state.upcoming_sleep, _error(state).sentence)

    rounds = Retrying(
        sleep=clock.sleep,
        retry=retry_if_exception(worth),
        stop=enough,
        wait=_wait,
        before_sleep=told,
        reraise=True,
    )
    return rounds(once)


def _wait(state: RetryCallState) -> float:
    """Seconds: what the service asks for, plus up to half of it; else a random backoff."""
    asked = _error(state).retry_after
    jitter = _backoff(state)
    return jitter if asked is None else asked + min(jitter, asked / 2)


def _error(state: RetryCallState) -> NotServed:
    assert state.outcome is not None
    error = state.outcome.exception()
    assert isinstance(error, NotServed)
    return error
