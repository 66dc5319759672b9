"""A service's no to one ask, remembered: later builds neither pay nor wait to hear it again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one take of one ask is not sent again until it changes or a person says so.

    `kind`: a row of `failing.POLICY`. `code`: the service's own. `at`: ISO date and time, UTC.
    """

    key: str
    take: int
    kind: str
    code: str
    sentence: str
    advice: str
    service: str
    at: str
