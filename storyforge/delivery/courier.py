"""One paid picture, delivered: the write-ahead protocol from the intent to the trace.

    look      an attempt that is open already is taken up where it was left
    prepare   references uploaded, the exact body fixed and stored             (free)
    intent    money reserved, the intent written down                         durable
    submit    once, on a connection of its own, never repeated blindly
    accepted  the task's id written down                                      durable
    poll      until it ends; free, so it may be repeated
    store     bytes verified, then an object                                  durable
    stored    written down: from here on the money is in the bank             durable
    trace     what is known of the picture; then ledger and journal are closed

Whatever is killed between two lines is taken up at the right one: nothing is sent twice unless it
is certain that the first was not accepted. What is not certain is *in doubt*: see `recovery`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from storyforge.core.attempt import Attempt
from storyforge.core.event import Paused
from storyforge.core.failing import NotServed
from storyforge.core.seams import Order, Reporter, Service, Store, Uploads
from storyforge.core.trace import Trace
from storyforge.delivery.account import Account
from storyforge.delivery.books import Books
from storyforge.delivery.clock import Clock
from storyforge.delivery.collecting import Collecting
from storyforge.delivery.doubt import DOUBT, in_doubt, settle_doubt
from storyforge.delivery.pace import Pace
from storyforge.delivery.sending import Prepared, Sending

ATTEMPTS = 3  # at one take in one build, each within the ceilings


@dataclass(slots=True)
class Courier:
    """Delivers orders; safe for many threads. `account`: the limits of a service's account."""

    store: Store
    books: Books
    clock: Clock
    uploads: Uploads
    account: Callable[[Service], Account]
    report: Reporter
    _stopped: dict[str, NotServed] = field(default_factory=dict)  # account -> why it is left alone
    _pace: Pace = field(default_factory=Pace)
    _gates: dict[str, threading.Lock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, order: Order) -> Trace:
        """The trace of what was ordered; raises NotServed, DiskTrouble, or Stopped."""
        tries = 0
        while True:
            try:
                return self._delivered(order)
            except NotServed as trouble:
                tries += 1
                if trouble.kind != "transient" or tries >= ATTEMPTS:
                    raise
                wait = 2.0**tries
                self.report(Paused(order.node, order.asked.take, wait, trouble.sentence))
                self.clock.sleep(wait)

    def _delivered(self, order: Order) -> Trace:
        attempt = self.books.open_for(order.asked.key, order.asked.take)
        if attempt and attempt.state in DOUBT:
            raise in_doubt(attempt, attempt.sentence or "the build that sent it was cut short")
        ready = None if attempt else self._prepared(order)
        with ExitStack() as place:  # from the submit until the service has finished, no longer
            place.enter_context(self.account(order.service).slot())
            if attempt is None and ready is not None:
                attempt = self._submitted(order, *ready)
            assert attempt is not None
            return self.collect(order.service, attempt, place.close)

    def _prepared(self, order: Order) -> tuple[Sending, Prepared]:
        """Everything that costs nothing, done before a place at the service is taken."""
        account = order.service.account()
        self._check(account)
        sending = Sending(
            order,
            self.store,
            self.books,
            self.clock,
            self.uploads,
            self.account(order.service),
            self._key(f"account {account}"),
            self.report,
        )
        with self._stopping(account):
            return sending, sending.prepared()

    def _submitted(self, order: Order, sending: Sending, prepared: Prepared) -> Attempt:
        """An accepted attempt; raises NotServed when there is none."""
        account = order.service.account()
        self._check(account)
        try:
            with self._stopping(account):
                return sending.sent(*prepared)
        except NotServed as trouble:
            if trouble.kind != "in doubt" or trouble.retry_after is None:
                raise
            return self._later(order, trouble.retry_after)

    def _check(self, account: str) -> None:
        """Whether this account is left alone by now; raises what stopped it."""
        if account in self._stopped:
            raise self._stopped[account]

    @contextmanager
    def _stopping(self, account: str) -> Iterator[None]:
        """What ails the whole account stops everything that would still be sent to it."""
        try:
            yield
        except NotServed as trouble:
            if trouble.policy.stops:
                self._stopped.setdefault(account, trouble)
            raise

    def _later(self, order: Order, seconds: float) -> Attempt:
        """Look a lost answer up once more, when the service had time to make up its mind."""
        why = "the answer was lost; the service can soon say what became of it"
        self.report(Paused(order.node, order.asked.take, seconds, why))
        self.clock.sleep(seconds)
        attempt = self.books.open_for(order.asked.key, order.asked.take)
        assert attempt is not None
        with self._key(f"account {attempt.account}"):
            return settle_doubt(self.books, self.clock, order.service, attempt, self.store.get)

    def collect(
        self, service: Service, attempt: Attempt, finished: Callable[[], None] = lambda: None
    ) -> Trace:
        """The trace of an accepted attempt, its picture in the store; raises NotServed, Stopped.

        `finished` is called when the service has nothing more to do. Whoever comes second while
        another brings it home waits, and gets what that one got.
        """
        with self._key(f"attempt {attempt.token}"):
            now = self.books.open_for(attempt.key, attempt.take)
            if now is None:
                trace = self.store.trace(attempt.key, attempt.take)
                if trace is None:
                    raise NotServed("unclear", "another part of this build could not collect it")
                return trace
            limits = self.account(service)
            collecting = Collecting(
                service, self.store, self.books, self.clock, limits, self._pace, self.report
            )
            ready = collecting.wait(now)
            finished()
            return collecting.bank(now, ready)

    def _key(self, name: str) -> threading.Lock:
        """A lock by name, for as long as this courier lives."""
        with self._lock:
            return self._gates.setdefault(name, threading.Lock())
