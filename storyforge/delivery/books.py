"""The books of one build: what was intended, accepted, stored and paid, written down first.

Everything that is known of attempts goes through here: the journal first, then the value in memory.
One lock guards purse and attempts; the journal's own waiting for the disk happens outside of it, so
that many threads share one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.budget import Over, Purse
from storyforge.core.errors import Problem, Refused
from storyforge.core.failing import NotServed
from storyforge.core.price import ZERO
from storyforge.core.refusal import Refusal
from storyforge.core.spending import Spending
from storyforge.delivery.clock import Clock
from storyforge.store.journal import Journal
from storyforge.store.ledger import Ledger
from storyforge.store.refusals import Refusals


@dataclass(slots=True)
class Books:
    """Journal, ledger, refusals and purse of one project, opened for writing.

    Made while the project's lock is held. `attempts`: by token, as the journal says.
    """

    journal: Journal
    ledger: Ledger
    refusals: Refusals
    purse: Purse
    clock: Clock
    attempts: dict[str, Attempt] = field(default_factory=dict)
    _spent: list[Spending] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> None:
        """Read what was written down; raises Refused for damage, DiskTrouble."""
        self.journal.open()
        self.attempts = dict(folded(self.journal))
        self._spent = list(self.ledger.lines())
        for each in self.unsettled():
            self.purse.hold(each.token, each.reserve)

    def unsettled(self) -> tuple[Attempt, ...]:
        """Attempts that still need work or a person, oldest first."""
        with self._lock:
            found = [each for each in self.attempts.values() if each.open]
        return tuple(sorted(found, key=lambda each: each.at))

    def open_for(self, key: str, take: int) -> Attempt | None:
        """The attempt at this very ask that is still open."""
        with self._lock:
            return rows.open_for(self.attempts, key, take)

    def claimed(self) -> frozenset[str]:
        """Tasks that some attempt owns."""
        with self._lock:
            return frozenset(each.task for each in self.attempts.values() if each.task)

    def next_number(self, key: str, take: int) -> int:
        """The number of the next attempt at an ask: it grows after every definite failure."""
        with self._lock:
            return rows.next_number(self.attempts, self._spent, key, take)

    def intend(self, attempt: Attempt) -> Attempt:
        """Reserve the money and write the intent down; durable when this returns.

        Raises NotServed("budget") before anything is written.
        """
        with self._lock:
            over = self.purse.reserve(attempt.token, attempt.reserve)
        if over:
            raise NotServed("budget", _over(over), "raise the ceiling, or build less at a time")
        return self.write(rows.intended(attempt))

    def write(self, record: Mapping[str, Any]) -> Attempt:
        """One more line of the journal; the attempt as it is then. Durable when this returns.

        Raises Illegal, and writes nothing, when it does not follow from what is written.
        """
        token = record["attempt"]
        with self._lock:
            before = self.attempts.get(token)
            after = rows.after(before, record)
        self.journal.append(record)
        with self._lock:
            self.attempts[token] = after
        return after

    def settle(self, attempt: Attempt, scene: str = "", cast: Iterable[str] = ()) -> None:
        """Close an attempt that has come to its end: a line of the ledger, then of the journal."""
        line = self._line(attempt, scene, tuple(cast))
        if line is not None:
            self.ledger.append(line)
        with self._lock:
            self.purse.settle(attempt.token, owed(attempt))
            if line is not None:
                self._spent.append(line)
        self.write(rows.closed(attempt.token))

    def refuse(self, attempt: Attempt, kind: str, advice: str) -> None:
        """Remember a refusal, so that later builds do not pay or wait to hear it again."""
        self.refusals.put(
            Refusal(
                attempt.key,
                attempt.take,
                kind,
                attempt.code,
                attempt.sentence,
                advice,
                attempt.service,
                self.now(),
            )
        )

    def _line(self, attempt: Attempt, scene: str, cast: tuple[str, ...]) -> Spending | None:
        """What the ledger says of a closed attempt; nothing of one that no service accepted."""
        outcome = attempt.outcome
        if outcome in ("rejected", "absent"):
            return None
        return Spending(
            at=self.now(),
            token=attempt.token,
            node=attempt.node,
            scene=scene,
            cast=cast,
            service=attempt.service,
            model=attempt.model,
            key=attempt.key,
            take=attempt.take,
            n=attempt.n,
            estimated=attempt.reserve,
            charged=attempt.cost,
            known=attempt.known or "unknown",
            outcome=outcome,
        )

    def now(self) -> str:
        """The time as the ledger writes it."""
        return datetime.fromtimestamp(self.clock.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def folded(journal: Journal) -> Mapping[str, Attempt]:
    """Attempts by token; raises Refused when the lines contradict each other."""
    try:
        return rows.fold(journal.records())
    except rows.Illegal as error:
        raise Refused(
            Problem(
                "D018",
                f"The journal of paid pictures contradicts itself: {error}; nothing is sent.",
                advice="Put .storyforge/journal back from a copy, or report this.",
            )
        ) from error


def owed(attempt: Attempt) -> Decimal:
    """US dollars that count as spent: what was charged, or where nobody knows, may have been."""
    if attempt.outcome in ("rejected", "absent"):
        return ZERO
    return attempt.reserve if attempt.cost is None else attempt.cost


def _over(over: Over) -> str:
    return (
        f"it would go past the ceiling for this {over.which} (${over.ceiling:.2f}): "
        f"${over.spent:.2f} spent, ${over.reserved:.2f} under way, ${over.wanted:.2f} more wanted"
    )
