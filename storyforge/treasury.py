"""What a build needs when money is involved: its books, its courier, and what may be spent.

Opened only when something of the project is made by a service, or when an earlier build left
something open. Everything here happens while the project's lock is held.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from storyforge.adopting import adopt
from storyforge.core import budget, spending
from storyforge.core.allowance import Allowance
from storyforge.core.attempt import Attempt
from storyforge.core.budget import Ceilings, Purse
from storyforge.core.errors import Problem, Refused
from storyforge.core.event import Event
from storyforge.core.failing import NotServed
from storyforge.core.plan import Make, Plan
from storyforge.core.price import spread
from storyforge.core.seams import Capabilities, Reporter, Service
from storyforge.delivery.account import Account
from storyforge.delivery.books import Books
from storyforge.delivery.clock import WallClock
from storyforge.delivery.courier import Courier
from storyforge.delivery.recovery import Doubt, Recovery
from storyforge.delivery.uploads import RememberedUploads
from storyforge.late import load
from storyforge.store.journal import Journal
from storyforge.store.ledger import Ledger
from storyforge.store.refusals import Refusals
from storyforge.workshop import Workshop

_COLLECTORS = 16  # orphans that are asked for at once


@dataclass(slots=True)
class Treasury:
    """The money side of one build. `settings`: the user's own (see settings.py)."""

    shop: Workshop
    settings: Any
    allowance: Allowance
    report: Reporter
    clock: WallClock = field(init=False)
    books: Books = field(init=False)
    courier: Courier = field(init=False)
    recovery: Recovery = field(init=False)
    _accounts: dict[str, Account] = field(default_factory=dict)
    _slots: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the books; raises Refused, DiskTrouble."""
        store = self.shop.store
        state = store.root
        ledger = Ledger(state)
        self.clock = WallClock(self.settings.pace)
        purse = self._purse(ledger)
        journal = Journal(state)
        self.books = Books(journal, ledger, Refusals(store.layout), purse, self.clock)
        self.books.open()
        uploads = RememberedUploads(self.shop.memo, self.clock)
        self.courier = Courier(store, self.books, self.clock, uploads, self.account, self.tell)
        self.recovery = Recovery(self.courier, self._service, self.tell)

    def tell(self, event: Event) -> None:
        """Report; the build puts another in its place while threads are at work."""
        self.report(event)

    def _purse(self, ledger: Ledger) -> Purse:
        lines = ledger.lines()
        said = self.shop.project.film.manifest.project.budget
        amounts = (getattr(said, each, None) for each in ("run", "project", "month"))
        own = Ceilings(*(None if each is None else Decimal(each) for each in amounts))
        run = Ceilings(self.allowance.most, None, None)
        ceilings = budget.stricter(budget.stricter(own, self.settings.budget), run)
        return Purse(ceilings, spending.spent(lines), spending.spent(lines, self._month()))

    def _month(self) -> str:
        """This month as the ledger's dates begin: `2026-07`."""
        return time.strftime("%Y-%m", time.gmtime(self.clock.now()))

    def account(self, service: Service) -> Account:
        """The limits of a service's account, shared by all builds on this machine."""
        name = service.account()
        if name not in self._accounts:
            folder = os.path.join(self.settings.cache, "accounts", name)
            can = service.capabilities(service.models[0])
            slots = self.slots(service.name, can)
            self._accounts[name] = Account(folder, slots, slots, self.clock)
        return self._accounts[name]

    def slots(self, name: str, can: Capabilities) -> int:
        """How many pictures a service is asked for at once."""
        assert can.delivery is not None
        if name not in self._slots:
            own = self.settings.access(name).slots
            self._slots[name] = own or self._allowed(name) or can.delivery.slots
        return self._slots[name]

    def _allowed(self, name: str) -> int:
        """How many at once the service allows this account; 0 when it does not say."""
        service = self._service(name)
        limits = getattr(service, "limits", None)
        if service is None or limits is None:
            return 0
        try:
            return int(limits(service.models[0]) or 0)
        except NotServed:
            return 0  # what is wrong will be told by the first picture

    def _service(self, name: str) -> Service | None:
        found = self.shop.providers.get(name)
        return found if found is not None and hasattr(found, "account") else None  # type: ignore[return-value]

    def agree(self, plan: Plan) -> None:
        """Make sure that somebody wants to spend what a plan may cost; raises Refused."""
        limit, wanted = self.settings.confirm_above, self.allowance
        if wanted.agreed or wanted.most is not None or plan.price.high <= limit:
            return
        if wanted.agree is None:
            sentence = (
                f"this may cost {spread(plan.price)}; more than ${limit:.2f} "
                "is not spent unasked, and nobody is here to be asked"
            )
            advice = "look at `storyforge plan`, then say `--yes`, or `--max-cost $5`"
            raise Refused(Problem("B003", sentence, advice=advice))
        if not wanted.agree(plan.price):
            advice = "`storyforge plan` shows what each picture costs"
            raise Refused(Problem("B003", "nothing was made, and nothing spent", advice=advice))

    @contextmanager
    def collecting(self, plan: Plan) -> Iterator[list[NotServed]]:
        """While the block runs, bring home what was paid for and nothing asks for any more.

        What could not be had is in the list afterwards.
        """
        wanted = {step.node: step.paid for step in plan.steps.values() if isinstance(step, Make)}

        def is_wanted(attempt: Attempt) -> bool:
            return attempt.take in wanted.get(attempt.node, ())

        troubles: list[NotServed] = []
        orphans = list(self.recovery.orphans(is_wanted))
        with ThreadPoolExecutor(_COLLECTORS) as pool:
            done: list[Future[NotServed | None]] = [
                pool.submit(self.recovery.collect, each) for each in orphans
            ]
            yield troubles
            troubles += [trouble for each in done if (trouble := each.result())]

    def settle(self) -> tuple[Doubt, ...]:
        """Take up what earlier builds left; what stays in doubt."""
        doubts = self.recovery.settle()
        self.books.journal.compact({each.token for each in self.books.unsettled()})
        return doubts

    def adopt(self, since: float) -> int:
        """Take in tasks of the last `since` seconds that belong to this project's pictures and that
        no attempt owns; how many."""
        return adopt(self.shop, self.courier, self.clock.now() - since)

    def close(self) -> None:
        """Let go of the books."""
        self.books.journal.close()


def open_treasury(shop: Workshop, allowance: Allowance, report: Reporter) -> Treasury:
    """The treasury of a project whose lock is held."""
    return Treasury(shop, load("storyforge.settings:here")(), allowance, report)
