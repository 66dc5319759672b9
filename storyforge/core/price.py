"""Money: what a picture costs and what is not yet known, as ranges of US dollars."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars from `low` to `high`; equal when the price is certain."""

    low: Decimal = ZERO
    high: Decimal = ZERO

    def __add__(self, other: Price) -> Price:
        return Price(self.low + other.low, self.high + other.high)

    def times(self, count: int) -> Price:
        """The price of `count` such pictures."""
        return Price(self.low * count, self.high * count)

    @property
    def free(self) -> bool:
        """Whether nothing can be charged."""
        return not self.high


FREE = Price()


def dollars(amount: Decimal) -> str:
    """`$0.40`, `$12.00`, `free`."""
    return f"${amount:.2f}" if amount else "free"


def spread(price: Price) -> str:
    """`free`, `$0.40`, or `$0.00–0.40` when it is not yet known."""
    if price.low == price.high:
        return dollars(price.high)
    return f"${price.low:.2f}–{price.high:.2f}"
