"""Sending one order: prepared, intended, submitted once, accepted. What costs money is only here.

prepare   references uploaded, the exact body fixed and stored             (free)
intent    money reserved, the intent written down                         durable
submit    once, on a connection of its own, never repeated blindly
accepted  the task's id written down                                      durable
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.coded import PictureFault
from storyforge.core.delivery import Request
from storyforge.core.digest import canonical
from storyforge.core.errors import StoryforgeError
from storyforge.core.event import Paused
from storyforge.core.failing import NotServed
from storyforge.core.seams import Job, Order, Reporter, Store, Uploads
from storyforge.delivery.account import Account
from storyforge.delivery.again import LONGEST, again
from storyforge.delivery.books import Books
from storyforge.delivery.clock import Clock, Stopped
from storyforge.delivery.doubt import settle_doubt
from storyforge.delivery.parcel import Parcel
from storyforge.late import load

Prepared = tuple[Attempt, Request]
_DEADLINE = 60.0  # seconds after which a submit can no longer reach the service


@dataclass(slots=True)
class Sending:
    """Sends one order. `gate`: held by whoever submits to this account."""

    order: Order
    store: Store
    books: Books
    clock: Clock
    uploads: Uploads
    limits: Account
    gate: threading.Lock
    report: Reporter

    def announce(self, seconds: float, why: str) -> None:
        """Tell that this order waits before it is tried again."""
        self.report(Paused(self.order.node, self.order.asked.take, seconds, why))

    def prepared(self) -> Prepared:
        """The request, exactly as it will be sent, and the attempt that will be intended.

        Costs nothing. Raises NotServed, Stopped, DiskTrouble.
        """
        job = fitted(self.order)
        order, asked, service = self.order, self.order.asked, self.order.service
        number = self.books.next_number(asked.key, asked.take)
        token = rows.token(asked.key, asked.take, number)
        request = again(
            lambda: service.prepare(job, token, self.uploads), self.clock, self.announce
        )
        parcel = Parcel.of(order, request)
        attempt = Attempt(
            token=token,
            key=asked.key,
            take=asked.take,
            n=number,
            node=order.node,
            service=service.name,
            model=order.model,
            account=service.account(),
            endpoint=request.endpoint,
            order=self.store.put(canonical(parcel.to_json())),
            body=self.store.put(request.body),
            reserve=order.price.high,
            at=0.0,
            until=0.0,
            witness={},
            state="intended",
        )
        return attempt, request

    def sent(self, attempt: Attempt, request: Request) -> Attempt:
        """Intent, submit, accepted; or whatever the service said instead, written down.

        Raises NotServed, Stopped, DiskTrouble.
        """
        intended: list[Attempt] = []

        def once() -> Attempt:
            self._mind_the_rest()
            self.limits.begin()
            # One submit at a time and account: what a lost answer did can be told from counters
            # only when nothing else was sent meanwhile.
            with self.gate:
                if intended:
                    intended[0] = self._resend(intended[0])
                else:
                    intended.append(self._intend(attempt))
                return self._submit(intended[0], request)

        try:
            kinds = ("not sent", "throttled")
            return again(once, self.clock, self.announce, kinds)
        except NotServed as trouble:
            if intended and trouble.policy.settled and self._is_intended(intended[0]):
                self._rejected(intended[0], trouble)
            raise
        except Stopped:
            # Between two submits, each of which was refused; not while a lost answer is looked up.
            if intended and self._is_intended(intended[0]):
                self._rejected(intended[0], NotServed("not sent", "the build was stopped"))
            raise

    def _mind_the_rest(self) -> None:
        """A rest that the service asked for, perhaps of another build, is told; a long one is not
        waited for."""
        rest, service = self.limits.rest, self.order.service.name
        if rest > LONGEST:
            sentence = f"{service} wants to be left alone for another {math.ceil(rest / 60)} min"
            raise NotServed("throttled", sentence, "build again then", retry_after=rest)
        if rest:
            self.announce(rest, f"{service} asked for a rest")

    def _intend(self, attempt: Attempt) -> Attempt:
        witness = self._witness()
        now = self.clock.now()
        return self.books.intend(replace(attempt, at=now, until=now + _DEADLINE, witness=witness))

    def _resend(self, attempt: Attempt) -> Attempt:
        """The same intent once more, after a clear no: what is looked up later begins from now."""
        witness = self._witness()
        until = self.clock.now() + _DEADLINE
        return self.books.write(rows.resent(attempt.token, until, witness))

    def _is_intended(self, attempt: Attempt) -> bool:
        """Whether nothing was written of it since; what was looked up is settled already."""
        now = self.books.open_for(attempt.key, attempt.take)
        return now is not None and (now.token, now.state) == (attempt.token, "intended")

    def _witness(self) -> Mapping[str, str]:
        service, model = self.order.service, self.order.model
        return again(lambda: service.witness(model), self.clock, self.announce, ("transient",))

    def _submit(self, attempt: Attempt, request: Request) -> Attempt:
        """One submit. All but a clear no ends in an attempt that is accepted or in doubt."""
        try:
            task = self.order.service.submit(request)
        except NotServed as trouble:
            if trouble.kind == "in doubt":
                return self._doubted(attempt, trouble)
            if trouble.kind == "throttled":
                with suppress(StoryforgeError):  # what is learned is never worth a picture
                    self.limits.heard("throttled", trouble.retry_after)
            raise
        accepted = self.books.write(rows.accepted(attempt.token, task, "answer", self.clock.now()))
        with suppress(StoryforgeError):
            self.limits.heard("good")
        return accepted

    def _doubted(self, attempt: Attempt, trouble: NotServed) -> Attempt:
        """The answer was lost. Looked up before anything else is sent to this account."""
        attempt = self.books.write(rows.doubted(attempt.token, trouble.sentence))
        service, load_object = self.order.service, self.store.get
        delivery = service.capabilities(self.order.model).delivery
        self.clock.sleep(delivery.settle if delivery else 0.0)
        return settle_doubt(self.books, self.clock, service, attempt, load_object, self.announce)

    def _rejected(self, attempt: Attempt, trouble: NotServed) -> None:
        """Surely not accepted: the reserve is free again; a refusal is remembered."""
        written = self.books.write(
            rows.rejected(attempt.token, trouble.kind, trouble.code, trouble.sentence)
        )
        if trouble.policy.remembered:
            self.books.refuse(written, trouble.kind, trouble.advice)
        self.books.settle(written)


def fitted(order: Order) -> Job:
    """The job, its references made fit for the service (shape, size, turn, no metadata)."""
    job = order.job()
    fit = order.service.capabilities(order.model).fit
    if fit is None or not job.references:
        return job
    develop = load("storyforge.darkroom.fit:fitted")
    how = job.recipe.fit or "crop"
    try:
        ready = tuple(replace(each, data=develop(each.data, fit, how)) for each in job.references)
    except PictureFault as fault:
        sentence = f"a reference cannot be sent: {fault.sentence}"
        raise NotServed("invalid", sentence, fault.advice) from fault
    return replace(job, references=ready)
