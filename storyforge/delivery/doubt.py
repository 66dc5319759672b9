"""A submit whose answer was lost: what became of it, as far as the service can tell."""

from __future__ import annotations

from collections.abc import Callable

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt
from storyforge.core.delivery import Absent, Finding, Found, Intent
from storyforge.core.failing import NotServed
from storyforge.core.seams import Corrupt, Missing, Service
from storyforge.delivery.again import Announce, again
from storyforge.delivery.books import Books
from storyforge.delivery.clock import Clock

DOUBT = ("intended", "in doubt")  # states in which nobody knows whether it was accepted


def settle_doubt(
    books: Books,
    clock: Clock,
    service: Service,
    attempt: Attempt,
    load_object: Callable[[str], bytes],
    announce: Announce = lambda *_: None,
) -> Attempt:
    """Look up what became of a submit whose answer is not known.

    Found: the attempt, accepted. Surely absent: written down, and NotServed("transient"), so that
    it may be tried anew. Else NotServed("in doubt"): a person must say. `announce`: hears of waits.
    """
    try:
        intent = rows.intent_of(attempt, load_object(attempt.body), books.claimed())
        finding = _found(clock, service, attempt, intent, announce)
    except NotServed as trouble:
        raise in_doubt(attempt, trouble.sentence) from trouble
    except (Missing, Corrupt) as error:
        raise in_doubt(attempt, "what was sent is not in the store any more") from error
    if isinstance(finding, Found):
        return books.write(rows.accepted(attempt.token, finding.task, "found", clock.now()))
    if isinstance(finding, Absent):
        gone = books.write(rows.absent(attempt.token, finding.how))
        books.settle(gone)
        raise NotServed("transient", f"the answer was lost, and {finding.how}")
    raise in_doubt(attempt, finding.why, finding.again_in)


def _found(
    clock: Clock, service: Service, attempt: Attempt, intent: Intent, announce: Announce
) -> Finding:
    """What the service can tell. Where money is owed, an absence counts only when nothing of the
    submit can be on its way any more: a gateway may give up on what is accepted a moment later."""

    def looked() -> Finding:
        return again(lambda: service.find(intent), clock, announce, ("transient",))

    finding, early = looked(), attempt.until - clock.now()
    delivery = service.capabilities(attempt.model).delivery
    owed = delivery is not None and delivery.billed_on != "never"
    if isinstance(finding, Absent) and owed and early > 0:
        announce(early, "the answer was lost; what was sent may still arrive")
        clock.sleep(early)
        finding = looked()
    return finding


def in_doubt(attempt: Attempt, why: str, again_in: float | None = None) -> NotServed:
    """What to say of an attempt of which nobody knows whether it was accepted.

    `again_in`: seconds after which the service may be able to say.
    """
    return NotServed(
        "in doubt",
        f"nobody knows whether {attempt.service} accepted this ({why}); it is not sent again",
        "`storyforge recover` shows it and settles it",
        retry_after=again_in,
    )
