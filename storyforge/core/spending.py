"""What pictures have cost: one line for each attempt that ended, and sums over many of them.

Three sorts of money are kept apart: *estimated* before anything was sent, *charged* as far as that
is known, and *unknown*: the estimates of those lines whose charge nobody knows. What is spent is
charged plus unknown, so that a ceiling is never passed by not knowing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from storyforge.core.price import ZERO

By = Literal["scene", "character", "month", "service", "node", "outcome"]
MADE = "made"
_PLACES = 6  # a share is cut to millionths of a dollar, or finer where the amount itself is


@dataclass(frozen=True, slots=True)
class Spending:
    """One attempt that ended, in US dollars.

    `at`: ISO date and time in UTC, ending in Z. `charged`: None when nobody knows. `known`: a
    word of `delivery.Known`. `outcome`: how the attempt ended. `scene`, `cast`: for whom, empty for
    nobody.
    """

    at: str
    token: str
    node: str
    scene: str
    cast: tuple[str, ...]
    service: str
    model: str
    key: str
    take: int
    n: int
    estimated: Decimal
    charged: Decimal | None
    known: str
    outcome: str

    @property
    def counts(self) -> Decimal:
        """What it counts as: the charge, and the estimate where that is unknown."""
        return self.estimated if self.charged is None else self.charged

    def to_json(self) -> dict[str, Any]:
        """As plain values; amounts are text, so that no digit is lost."""
        body = {name: getattr(self, name) for name in self.__slots__}
        charged = None if self.charged is None else str(self.charged)
        return {**body, "cast": list(self.cast), "estimated": str(self.estimated)} | {
            "charged": charged
        }


def from_json(body: Mapping[str, Any]) -> Spending:
    """A line as it was written; raises ValueError for anything else."""
    try:
        charged = body["charged"]
        read = {
            "cast": tuple(map(str, body["cast"])),
            "estimated": Decimal(body["estimated"]),
            "charged": None if charged is None else Decimal(charged),
        }
        return Spending(**{**body, **read})
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError("not a line of the ledger") from error


@dataclass(frozen=True, slots=True)
class Row:
    """Sums over the lines of one name. `made`: pictures. `unknown`: what unknown charges were
    estimated at."""

    name: str
    made: int
    estimated: Decimal
    charged: Decimal
    unknown: Decimal


def spent(lines: Iterable[Spending], month: str | None = None) -> Decimal:
    """US dollars that count as spent, in all or in one month (`2026-07`)."""
    wanted = (line for line in lines if month is None or line.at.startswith(month))
    return sum((line.counts for line in wanted), ZERO)


def totals(lines: Iterable[Spending], by: By) -> tuple[Row, ...]:
    """One row for each name: months in their order, everything else with the dearest first.

    By character, a picture counts for everybody in its cast and its money is divided among them
    (`shares`), so the money of all rows is the money of all lines, to the last digit; the pictures
    are more. Lines that belong to no one have the empty name.
    """
    rows: dict[str, Row] = {}
    for line in lines:
        for part in _parts(line, _NAMES[by](line)):
            old = rows.get(part.name)
            rows[part.name] = _sum(old, part) if old else part
    if by == "month":
        return tuple(rows[name] for name in sorted(rows))
    return tuple(sorted(rows.values(), key=lambda row: (-row.charged - row.unknown, row.name)))


def in_all(lines: Iterable[Spending]) -> Row:
    """One row for all lines; a picture counts once, whoever is on it."""
    total = Row("", 0, ZERO, ZERO, ZERO)
    for line in lines:
        total = _sum(total, *_parts(line, ("",)))
    return total


_NAMES: Mapping[By, Callable[[Spending], tuple[str, ...]]] = {
    "scene": lambda line: (line.scene,),
    "character": lambda line: tuple(dict.fromkeys(line.cast)) or ("",),
    "month": lambda line: (line.at[:7],),
    "service": lambda line: (line.service,),
    "node": lambda line: (line.node,),
    "outcome": lambda line: (line.outcome,),
}


def _parts(line: Spending, names: tuple[str, ...]) -> Iterator[Row]:
    """The line, divided among `names`."""
    count = len(names)
    known = ZERO if line.charged is None else line.charged
    unknown = line.estimated if line.charged is None else ZERO
    money = zip(shares(line.estimated, count), shares(known, count), shares(unknown, count))
    for name, (estimated, charged, missing) in zip(names, money):
        yield Row(name, int(line.outcome == MADE), estimated, charged, missing)


def _sum(one: Row, other: Row) -> Row:
    return Row(
        one.name,
        one.made + other.made,
        one.estimated + other.estimated,
        one.charged + other.charged,
        one.unknown + other.unknown,
    )


def shares(amount: Decimal, count: int) -> tuple[Decimal, ...]:
    """`amount` in `count` parts whose sum is `amount` exactly.

    Each is cut down to millionths of a dollar, and the millionths that are left over go one each to
    the first: 0.08 among three is 0.026667, 0.026667 and 0.026666.
    """
    if count == 1:
        return (amount,)
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)  # no infinity is ever charged
    unit = Decimal(1).scaleb(min(-_PLACES, exponent))
    least, over = divmod(int(amount / unit), count)
    return tuple((least + (place < over)) * unit for place in range(count))
