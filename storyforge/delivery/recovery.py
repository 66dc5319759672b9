"""Taking up what earlier builds left: every open attempt is brought to where it can go on.

    intended, in doubt     looked up at the service: accepted, surely absent, or a person must say
    accepted, succeeded    collected, by the build when a picture of it is wanted, else from here
    stored                 trace and books are finished
    settled, not closed    books are finished

Writes nothing when there is nothing open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.event import Collected, Paused
from storyforge.core.failing import POLICY, NotServed
from storyforge.core.seams import Corrupt, Missing, Reporter, Service
from storyforge.core.trace import Unusable
from storyforge.delivery import parcel as parcels
from storyforge.delivery.collecting import LOST
from storyforge.delivery.courier import Courier
from storyforge.delivery.doubt import DOUBT, settle_doubt

_COMING = ("accepted", "succeeded", "stored")


@dataclass(frozen=True, slots=True)
class Doubt:
    """An attempt that stays in doubt, and why nobody can say from here."""

    attempt: Attempt
    why: str
    advice: str


@dataclass(slots=True)
class Recovery:
    """Settles open attempts with one courier. `service`: by name, None where it is not known."""

    courier: Courier
    service: Callable[[str], Service | None]
    report: Reporter

    def settle(self) -> tuple[Doubt, ...]:
        """Bring every open attempt as far as it goes without waiting for a service to finish.

        What stays in doubt is returned.
        """
        return tuple(self._doubts())

    def _doubts(self) -> Iterator[Doubt]:
        for attempt in self.courier.books.unsettled():
            if attempt.state in DOUBT:
                doubt = self._looked_up(attempt)
                if doubt:
                    yield doubt
            elif attempt.state not in ("accepted", "succeeded"):
                self.finish(attempt)

    def _looked_up(self, attempt: Attempt) -> Doubt | None:
        """What became of a submit without an answer; None when that is settled now."""
        service = self.service(attempt.service)
        if service is None:
            return Doubt(attempt, f"{attempt.service} is not known here", "install it again")
        books = self.courier.books
        try:
            if service.account() != attempt.account:
                raise NotServed(
                    "in doubt",
                    f"it was sent to {attempt.service} with another key or address",
                    "set the key it was sent with, so that it can be looked up",
                )
            clock, load_object = self.courier.clock, self.courier.store.get
            settle_doubt(books, clock, service, attempt, load_object, self._announce(attempt))
        except NotServed as trouble:
            if trouble.kind == "transient":
                return None
            if attempt.state == "intended":
                books.write(rows.doubted(attempt.token, trouble.sentence))
            return Doubt(attempt, trouble.sentence, trouble.advice)
        return None

    def _announce(self, attempt: Attempt) -> Callable[[float, str], None]:
        return lambda seconds, why: self.report(Paused(attempt.node, attempt.take, seconds, why))

    def finish(self, attempt: Attempt) -> None:
        """Do again what follows a stored picture, or an end without one: it is harmless twice."""
        if attempt.state == "stored":
            self.collect(attempt)  # what keeps it from that is told when the picture is asked for
            return
        self._remember(attempt)
        scene, cast = self._for_whom(attempt)
        self.courier.books.settle(attempt, scene, cast)

    def _remember(self, attempt: Attempt) -> None:
        """What was refused, or is gone: the build that heard of it may have died before it did."""
        if attempt.state == "lost":
            self.courier.books.refuse(attempt, "lost", LOST)
        elif attempt.state in ("failed", "rejected") and POLICY[attempt.kind].remembered:
            self.courier.books.refuse(attempt, attempt.kind, "")

    def _for_whom(self, attempt: Attempt) -> tuple[str, tuple[str, ...]]:
        try:
            parcel = parcels.read(self.courier.store.get(attempt.order))
        except (Unusable, Missing, Corrupt):
            return "", ()
        return parcel.scene, parcel.cast

    def orphans(self, wanted: Callable[[Attempt], bool]) -> Iterator[Attempt]:
        """Accepted attempts whose picture nothing asks for any more: paid for all the same."""
        for attempt in self.courier.books.unsettled():
            if attempt.state in _COMING and not wanted(attempt):
                yield attempt

    def collect(self, attempt: Attempt) -> NotServed | None:
        """Bring one accepted attempt home; what kept it from that, if anything did."""
        service = self.service(attempt.service)
        if service is None:
            return NotServed("key", f"{attempt.service} is not known here", "install it again")
        try:
            self._collect(service, attempt)
        except NotServed as trouble:
            return trouble
        return None

    def _collect(self, service: Service, attempt: Attempt) -> None:
        trace = self.courier.collect(service, attempt)
        self.report(Collected(attempt.node, attempt.take, trace.cost))
