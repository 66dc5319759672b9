"""Sentences about money: what a build may cost, what was spent, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from storyforge.core.attempt import Attempt
from storyforge.core.mark import show
from storyforge.core.price import Price, spread
from storyforge.core.spending import Row, Spending
from storyforge.reporters.say import Paint, count, name, take

SORTS = {
    "exact": "a lost answer is always found again",
    "recoverable": "a lost answer is found as long as the service remembers",
    "best effort": "a lost answer may have to be settled by you",
}
OUTCOMES = {
    "made": "made",
    "failed": "failed",
    "lost": "paid for and gone",
    "dropped": "given up",
}


def question(price: Price) -> str:
    """Asked before anything is spent."""
    return f"This build may cost {spread(price)}. Go on?"


def saved(path: str) -> Iterator[str]:
    """A plan was written to a file."""
    yield f"kept in {show(path)}"
    yield f"next: `storyforge build {show(path)}` does exactly this, or refuses"


def deliveries(sorts: dict[str, str]) -> Iterator[str]:
    """How each service of a plan delivers: service -> its delivery class."""
    width = max(map(len, sorts), default=0)
    for service, sort in sorts.items():
        yield f"{service:<{width}}  {sort}: {SORTS[sort]}"


_OUTSIDE = {"scene": "outside scenes", "character": "nobody"}
_HEADINGS = ("pictures", "estimated", "charged", "unknown")


def table(rows: Sequence[Row], by: str, every: Row, paint: Paint) -> Iterator[str]:
    """Spending by something, and the sum of `every` line: a picture of two people is one."""
    lines = [(_called(row.name, by), row) for row in rows]
    width = max(len(said) for said, _ in (*lines, (_IN_ALL, every)))
    yield paint("quiet", "  ".join((" " * width, *(f"{each:>9}" for each in _HEADINGS))))
    for said, row in lines:
        yield _row(said, row, width)
    yield paint("strong", _row(_IN_ALL, every, width))


_IN_ALL = "in all"


def _called(said: str, by: str) -> str:
    if by == "outcome":
        return OUTCOMES.get(said, show(said))
    return (show(name(said)) if by == "node" else show(said)) or _OUTSIDE.get(by, "—")


def _row(said: str, row: Row, width: int) -> str:
    amounts = (
        amount(row.estimated),
        amount(row.charged),
        amount(row.unknown) if row.unknown else "",
    )
    return "  ".join(
        (f"{said:<{width}}", *(f"{each:>9}" for each in (row.made, *amounts)))
    ).rstrip()


def lines(spent: Sequence[Spending]) -> Iterator[str]:
    """Every line of the ledger, columns aligned."""
    rows = [_cells(each) for each in spent]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for when, who, model, money, what in rows:
        yield (
            f"{when:<{widths[0]}}  {who:<{widths[1]}}  {model:<{widths[2]}}"
            f"  {money:>{widths[3]}}  {what}"
        )


def _cells(each: Spending) -> tuple[str, str, str, str, str]:
    unknown = each.charged is None
    return (
        show(each.at[:16].replace("T", " ")),
        name(show(each.node)) + take(each.take),
        show(f"{each.service}/{each.model}"),
        amount(each.counts),
        OUTCOMES.get(each.outcome, show(each.outcome)) + (", charge unknown" if unknown else ""),
    )


def open_ones(under_way: int, doubtful: int, held: Decimal) -> Iterator[str]:
    """Attempts that have not ended: on their way, and in doubt for up to `held`."""
    if under_way:
        yield f"{count(under_way, 'picture')} accepted and not here yet; the next build collects"
    if doubtful:
        many = count(doubtful, "attempt")
        yield f"{many} in doubt, up to {amount(held)}; `storyforge recover` settles that"


def damaged(number: int) -> str:
    """Lines of the ledger that are lost."""
    return f"{count(number, 'line')} of the ledger cannot be read any more; the sums lack them"


def amount(dollars: Decimal) -> str:
    """`$0.40`, `$0.00`."""
    return f"${dollars:.2f}"


def nothing_spent() -> str:
    """An empty ledger."""
    return "nothing was spent here yet"


def doubt(attempt: Attempt, why: str, when: str) -> tuple[str, str]:
    """An attempt of which nobody knows whether it was accepted: what it is, and what is known."""
    first = f"{name(attempt.node)}{take(attempt.take)} · {attempt.service}/{attempt.model}"
    return f"in doubt  {first} · up to {amount(attempt.reserve)}", f"sent {when}; {show(why)}"


def how_to_settle(attempts: Sequence[Attempt]) -> Iterator[str]:
    """What a person can say about attempts in doubt."""
    one, alike = attempts[0], [each.take for each in attempts if each.node == attempts[0].node]
    verb = f"  storyforge recover {name(one.node)}" + (
        f" --take {one.take}" if len(alike) > 1 else ""
    )
    yield "next: look at the account's own page, then say what became of it:"
    for option, what in (
        ("--not-accepted", "not accepted: send it again"),
        ("--task ID", "accepted under this id: collect it"),
        ("--drop", "give it up: its price counts as spent"),
    ):
        yield f"{verb} {option:<16}{what}"


def under_way(node: str, number: int, service: str, task: str) -> str:
    """An attempt that a service has accepted and that is not here yet."""
    return f"accepted  {name(node)}{take(number)} · {service} has it as {show(task)}"


def settled(node: str, number: int, what: str) -> str:
    """What a person said, done."""
    return f"settled   {name(node)}{take(number)}: {what}"


def set_aside(where: str) -> str:
    """A damaged line of the journal is gone on without."""
    return f"set aside {show(where)}: what it held is forgotten; the file is kept in quarantine"


def nothing_open() -> str:
    """Nothing to recover."""
    return "nothing is open: every picture that was paid for is here"


def adopted(number: int) -> str:
    """Orphans were taken in."""
    return f"{count(number, 'picture')} found at the service that nobody here remembered"


def paid_kept(number: int, cost: Decimal, unpriced: int) -> str:
    """What gc leaves alone."""
    one = number == 1
    return (
        f"{count(number, 'paid picture')} that nothing names {'is' if one else 'are'} kept "
        f"({_worth(cost, unpriced)}); `--paid` lets {'it' if one else 'them'} go too"
    )


def paid_goes(number: int, cost: Decimal, unpriced: int) -> str:
    """What gc takes although it was paid for."""
    return f"among them {count(number, 'picture')} that cost {_worth(cost, unpriced)}"


def _worth(cost: Decimal, unpriced: int) -> str:
    unknown = f"{unpriced} at a price that nobody knows" if unpriced else ""
    return " and ".join(filter(None, [amount(cost) if cost or not unpriced else "", unknown]))
