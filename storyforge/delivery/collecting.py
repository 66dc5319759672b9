"""Bringing home what a service has accepted: asking until it ends, fetching, verifying, storing.

Nothing here costs money, so everything may be asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NoReturn

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.coded import PictureFault
from storyforge.core.delivery import Delivery, Ended, Pending, Progress, Ready
from storyforge.core.digest import sha256
from storyforge.core.event import Noted, Paused, Progressed
from storyforge.core.failing import NotServed
from storyforge.core.outcome import output_of, unlike
from storyforge.core.price import ZERO
from storyforge.core.seams import Corrupt, Missing, Reporter, Service, Store
from storyforge.core.trace import Output, Trace, Unusable
from storyforge.delivery import parcel as parcels
from storyforge.delivery.account import Account
from storyforge.delivery.again import Announce, again
from storyforge.delivery.books import Books
from storyforge.delivery.clock import Clock
from storyforge.delivery.imprinting import Came, kept, marked
from storyforge.delivery.pace import Pace
from storyforge.delivery.parcel import Parcel
from storyforge.version import VERSION

LOST = "its price counts as spent, and it is not bought again unasked"
_NOT_YET = 10.0  # seconds after acceptance in which a service may not know its own task
_KEPT = "it is accepted and kept in mind: the next build collects it"
_FETCHES = 5  # downloads of one result, each from a fresh address


@dataclass(slots=True)
class Collecting:
    """Brings the attempts of one service home."""

    service: Service
    store: Store
    books: Books
    clock: Clock
    limits: Account
    pace: Pace
    report: Reporter

    def wait(self, attempt: Attempt) -> Ready | None:
        """Ask until the service has finished an accepted attempt; None when its picture is here.

        Raises NotServed; the attempt is then closed, or left open where it can still be collected.
        """
        if attempt.state == "stored" and _is_here(self.store, attempt.outputs[0]):
            return None
        _check_account(self.service, attempt)
        return self._ended(attempt, _delivery(self.service, attempt))

    def bank(self, attempt: Attempt, ready: Ready | None) -> Trace:
        """The trace of a finished attempt, with its picture in the store; raises NotServed."""
        parcel = _parcel(self.store, attempt)
        if ready is None:
            name = attempt.outputs[0]
            output = output_of(parcel.kind, name, self.store.get(name))
        else:
            attempt, output = self._banked(attempt, parcel, ready)
        seconds = max(0.0, self.clock.now() - attempt.accepted_at)
        trace = trace_of(attempt, parcel, output, seconds)
        for note in trace.notes:
            self.report(Noted(attempt.node, attempt.take, note))
        self.store.put_trace(trace)
        self.books.settle(attempt, parcel.scene, parcel.cast)
        return trace

    def _ended(self, attempt: Attempt, delivery: Delivery) -> Ready:
        """Ask until it ends; what ends without a picture is written down and raised."""
        begun, since = self.clock.passed(), self.clock.now() - attempt.accepted_at
        wait = self.pace.first(attempt.model, delivery, since)
        while True:
            self.clock.sleep(wait)
            self.limits.look()
            progress = self._asked(attempt, self.clock.passed() - begun)
            if isinstance(progress, Ready):
                self.pace.learn(attempt.model, since + self.clock.passed() - begun)
                return progress
            if isinstance(progress, Ended):
                self._failed(attempt, progress)
            self.report(Progressed(attempt.node, attempt.take, progress.status, progress.fraction))
            if progress.queued:
                self.limits.heard("queued")
            if self.clock.passed() - begun > delivery.patience:
                raise _unfinished(attempt, progress)
            wait = self.pace.next(delivery, self.clock.passed() - begun)

    def _asked(self, attempt: Attempt, waited: float = 0.0) -> Progress:
        """One look, with the patience that looking deserves. `waited`: seconds, by this build."""
        try:
            return again(
                lambda: self.service.poll(attempt.task),
                self.clock,
                self._announce(attempt),
                ("transient", "throttled", "not sent", "broken"),
            )
        except NotServed as trouble:
            if trouble.kind != "lost":
                raise _kept(trouble) from None
            if max(waited, self.clock.now() - attempt.accepted_at) < _NOT_YET:
                return Pending("not visible yet")
            self._lost(attempt, trouble)

    def _announce(self, attempt: Attempt) -> Announce:
        return lambda seconds, why: self.report(Paused(attempt.node, attempt.take, seconds, why))

    def _lost(self, attempt: Attempt, trouble: NotServed) -> NoReturn:
        gone = self.books.write(rows.lost(attempt.token, trouble.sentence))
        self.books.refuse(gone, "lost", LOST)
        self._close(gone)
        sentence = f"it was accepted and is gone: {trouble.sentence}"
        raise NotServed("lost", sentence, LOST, trouble.code)

    def _failed(self, attempt: Attempt, ended: Ended) -> NoReturn:
        cost, known = self._owed(attempt, ended)
        failed = self.books.write(
            rows.failed(attempt.token, ended.kind, ended.code, ended.sentence, cost, known)
        )
        trouble = NotServed(ended.kind, ended.sentence, ended.advice, ended.code)
        if trouble.policy.remembered:
            self.books.refuse(failed, ended.kind, ended.advice)
        self._close(failed)
        raise trouble

    def _owed(self, attempt: Attempt, ended: Ended) -> tuple[Decimal | None, str]:
        """What an ask that gave no picture cost, and how that is known."""
        if ended.cost is not None:
            return ended.cost, "reported"
        owed = _delivery(self.service, attempt).billed_on == "accept"
        return (None, "unknown") if owed else (ZERO, "tariff")

    def _close(self, attempt: Attempt) -> None:
        parcel = _parcel(self.store, attempt)
        self.books.settle(attempt, parcel.scene, parcel.cast)

    def _banked(self, attempt: Attempt, parcel: Parcel, ready: Ready) -> tuple[Attempt, Output]:
        """The bytes in the store, and that written down; what they are."""
        cost, known = charged(ready, parcel)
        seed = parcel.seed if ready.seed is None else ready.seed
        version = ready.model_version or parcel.model_version
        if attempt.state == "accepted":
            attempt = self.books.write(
                rows.succeeded(attempt.token, len(ready.addresses), cost, known, version, seed)
            )
        came = self._fetched(attempt, parcel, ready)
        ours = kept(attempt, came, marked(self.service, attempt, parcel, came))
        if ours is None:
            self._lost(attempt, NotServed("lost", "what it hands out now is another picture"))
        data, output = ours
        name = self.store.put(data)
        self.store.get(name)  # what was written is what was meant
        if attempt.state != "stored":
            received = "" if data is came[0] else sha256(came[0])
            attempt = self.books.write(rows.stored(attempt.token, (name,), received))
        return attempt, replace(output, sha256=name)

    def _fetched(self, attempt: Attempt, parcel: Parcel, ready: Ready) -> Came:
        """The verified bytes, and what they are; an address that died is asked for anew."""
        fault = ""
        for _ in range(_FETCHES):
            try:
                data = self._downloaded(attempt, ready.addresses[0])
                return data, output_of(parcel.kind, "", data)
            except PictureFault as error:
                fault = error.sentence
            except NotServed as trouble:
                if trouble.kind not in ("lost", "broken"):
                    raise _kept(trouble) from None
                fault = trouble.sentence
            self.clock.sleep(1.0)
            progress = self._asked(attempt)
            if not isinstance(progress, Ready):
                break
            ready = progress
        raise _unusable(attempt, fault)

    def _downloaded(self, attempt: Attempt, address: str) -> bytes:
        kinds = ("transient", "not sent", "throttled")
        announce = self._announce(attempt)
        return again(lambda: self.service.collect(address), self.clock, announce, kinds)


def _is_here(store: Store, name: str) -> bool:
    """Whether what was stored is still there and good; else it is fetched once more."""
    try:
        store.get(name)
    except (Missing, Corrupt):
        return False
    return True


def _parcel(store: Store, attempt: Attempt) -> Parcel:
    try:
        return parcels.read(store.get(attempt.order))
    except (Missing, Corrupt, Unusable) as error:
        sentence = f"what {attempt.service} was asked is not in the store any more"
        advice = f"`storyforge recover {attempt.node} --drop` gives it up; its price is spent"
        raise NotServed("unclear", sentence, advice) from error


def trace_of(attempt: Attempt, parcel: Parcel, output: Output, seconds: float) -> Trace:
    """What is known of a picture that is in the store."""
    asked, notes = parcel.asked, tuple(filter(None, [unlike(output, parcel.size)]))
    return Trace(
        key=asked.key,
        take=asked.take,
        action=asked.action,
        output=output,
        sent=asked.sent,
        seed=attempt.seed if attempt.seed is not None else parcel.seed,
        model_version=attempt.model_version or parcel.model_version,
        cost=str(attempt.cost or 0),
        cost_known=attempt.known or "unknown",
        parents=asked.parents,
        seconds=round(seconds, 3),
        tool=VERSION,
        notes=notes,
        references=parcel.references,
    )


def charged(ready: Ready, parcel: Parcel) -> tuple[Decimal | None, str]:
    """What a finished task cost, and how that is known: as reported, else by the price list."""
    if ready.cost is not None:
        return ready.cost, "reported"
    tariff = Decimal(parcel.tariff)
    return tariff, "tariff" if tariff else "free"


def _check_account(service: Service, attempt: Attempt) -> None:
    """A task of another account cannot be asked for with this key."""
    if attempt.account != service.account():
        raise NotServed(
            "key",
            f"{attempt.node} was sent to {attempt.service} with another key or address",
            "set the key it was sent with, so that it can be collected",
        )


def _delivery(service: Service, attempt: Attempt) -> Delivery:
    delivery = service.capabilities(attempt.model).delivery
    assert delivery is not None
    return delivery


def _unfinished(attempt: Attempt, progress: Pending) -> NotServed:
    sentence = f"{attempt.service} has not finished it yet ({progress.status})"
    return NotServed("unfinished", sentence, _KEPT)


def _unusable(attempt: Attempt, fault: str) -> NotServed:
    sentence = f"{attempt.service} finished this, but what it hands out cannot be used: {fault}"
    return NotServed("broken", sentence, "build again to fetch it once more; nothing is paid twice")


def _kept(trouble: NotServed) -> NotServed:
    """The same, saying that nothing is lost by it where it has no advice of its own."""
    advice = trouble.advice or _KEPT
    return NotServed(trouble.kind, trouble.sentence, advice, trouble.code, trouble.retry_after)
