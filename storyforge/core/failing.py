"""The kinds of trouble with a service, and what each of them calls for: one table.

`repeat`: how often the same ask is tried again in one build. `waits`: it is tried again after a
pause. `stops`: nothing more is sent to this account in this build. `remembered`: later builds do
not ask again until the ask changes or a person says so. `settled`: after a submit, nothing was
accepted and nothing is owed.
"""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.core.seams import NotMade


@dataclass(frozen=True, slots=True)
class Policy:
    """What one kind of trouble calls for."""

    meaning: str
    repeat: int = 0
    waits: bool = False
    stops: bool = False
    remembered: bool = False
    settled: bool = True


POLICY: dict[str, Policy] = {
    "not sent": Policy("the service could not be reached", repeat=5, waits=True),
    "throttled": Policy("the service asked us to slow down", repeat=6, waits=True),
    "transient": Policy("the service stumbled", repeat=3, waits=True),
    "refused": Policy("the service will not make this", remembered=True),
    "invalid": Policy("the service does not understand this ask", remembered=True),
    "credit": Policy("the account has no credit left", stops=True),
    "key": Policy("the key is missing or not accepted", stops=True),
    "quota": Policy("the account's daily limit is reached", stops=True),
    "broken": Policy("the service answered nonsense", repeat=5, waits=True, settled=False),
    "unclear": Policy("the service failed without a reason we know"),
    "cancelled": Policy("somebody cancelled it"),
    "unfinished": Policy("it is still being made; the next build collects it", settled=False),
    "lost": Policy("it was paid for and is gone", remembered=True, settled=False),
    "in doubt": Policy("nobody knows whether it was accepted", settled=False),
    "budget": Policy("it would cost more than may be spent"),
}


class NotServed(NotMade):
    """A service could not be used: a row of POLICY, one sentence, advice, the service's own code,
    and after how many seconds it asked to be tried again."""

    def __init__(
        self,
        kind: str,
        sentence: str,
        advice: str = "",
        code: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence, advice)
        self.kind, self.code, self.retry_after = kind, code, retry_after
        self.policy = POLICY[kind]
