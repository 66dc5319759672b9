"""The purse of one build: money is set aside before anything is sent, so no ceiling can be passed.

    reserve ──▶ settle     it was charged: what was set aside becomes what was spent
        │
        └─────▶ release    it was surely not charged: what was set aside is free again

An attempt of which nobody knows whether it was accepted keeps its reserve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from storyforge.core.price import ZERO

Which = Literal["run", "project", "month"]


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The most US dollars that may be spent in one run, in the project, in one month; None for no
    ceiling."""

    run: Decimal | None = None
    project: Decimal | None = None
    month: Decimal | None = None


def stricter(a: Ceilings, b: Ceilings) -> Ceilings:
    """The lower ceiling of each sort."""
    return Ceilings(_lower(a.run, b.run), _lower(a.project, b.project), _lower(a.month, b.month))


def _lower(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return min((each for each in (a, b) if each is not None), default=None)


@dataclass(frozen=True, slots=True)
class Over:
    """The ceiling that would be passed, and by what: all in US dollars."""

    which: Which
    ceiling: Decimal
    spent: Decimal
    reserved: Decimal
    wanted: Decimal


class Purse:
    """What may still be spent. Not for several threads at once: who shares it holds a lock.

    `reserved`: token -> what is set aside for it. `spent_run`: charged in this run so far.
    """

    def __init__(self, ceilings: Ceilings, spent_project: Decimal, spent_month: Decimal) -> None:
        self.ceilings = ceilings
        self.spent_run = ZERO
        self.spent_project, self.spent_month = spent_project, spent_month
        self.reserved: dict[str, Decimal] = {}
        self._earlier: set[str] = set()  # tokens of earlier runs: no money of this one

    def reserve(self, token: str, amount: Decimal) -> Over | None:
        """Set `amount` aside; or, when a ceiling would be passed, say which and change nothing.

        What costs nothing is always possible. Setting aside again replaces the first.
        """
        over = self._over(token, _owed(amount)) if amount else None
        if over is None:
            self.reserved[token] = amount
            self._earlier.discard(token)
        return over

    def hold(self, token: str, amount: Decimal) -> None:
        """Set aside for an attempt that an earlier run left open, whatever the ceilings say.

        It counts for project and month, not for this run.
        """
        self.reserved[token] = _owed(amount)
        self._earlier.add(token)

    def settle(self, token: str, charged: Decimal | None) -> None:
        """It ended: `charged` is spent, and nothing is set aside any more.

        None when nobody knows the charge: then what was set aside counts. Raises KeyError for a
        token that nothing was set aside for.
        """
        reserve = self.reserved[token]
        amount = reserve if charged is None else _owed(charged)
        if token not in self._earlier:
            self.spent_run += amount
        self.spent_project += amount
        self.spent_month += amount
        self.release(token)

    def release(self, token: str) -> None:
        """It was surely not charged: what was set aside is free again."""
        self.reserved.pop(token, None)
        self._earlier.discard(token)

    def _over(self, token: str, wanted: Decimal) -> Over | None:
        for which, ceiling, spent, reserved in self._rows(token):
            if ceiling is not None and spent + reserved + wanted > ceiling:
                return Over(which, ceiling, spent, reserved, wanted)
        return None

    def _rows(self, token: str) -> Iterator[tuple[Which, Decimal | None, Decimal, Decimal]]:
        """Each ceiling with what is spent and set aside below it, `token` left out."""
        others = {each: money for each, money in self.reserved.items() if each != token}
        everything = sum(others.values(), ZERO)
        ours = sum((money for each, money in others.items() if each not in self._earlier), ZERO)
        yield "run", self.ceilings.run, self.spent_run, ours
        yield "project", self.ceilings.project, self.spent_project, everything
        yield "month", self.ceilings.month, self.spent_month, everything


def _owed(amount: Decimal) -> Decimal:
    """The amount; raises ValueError for what is no amount of money."""
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"not an amount of money: {amount}")
    return amount
