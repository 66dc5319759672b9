"""Money: ceilings that no order of events can pass, and sums that lose no digit."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from storyforge.core import spending
from storyforge.core.budget import Ceilings, Over, Purse, stricter
from storyforge.core.spending import Row, Spending, shares, spent, totals

CENT = Decimal("0.01")
NONE = Ceilings()


def purse(
    run: str | None = None, project: str | None = None, month: str | None = None, spent: str = "0"
) -> Purse:
    ceilings = Ceilings(
        *(None if each is None else Decimal(each) for each in (run, project, month))
    )
    return Purse(ceilings, Decimal(spent), Decimal(spent))


def test_the_stricter_ceiling_of_each_sort_holds() -> None:
    one = Ceilings(Decimal(1), None, Decimal(5))
    other = Ceilings(Decimal(2), Decimal(3), None)
    assert stricter(one, other) == stricter(other, one) == Ceilings(*map(Decimal, (1, 3, 5)))
    assert stricter(NONE, NONE) == NONE


def test_what_is_set_aside_counts_before_it_is_spent() -> None:
    mine = purse(run="0.20")
    assert mine.reserve("a", Decimal("0.08")) is None
    assert mine.reserve("b", Decimal("0.08")) is None
    over = mine.reserve("c", Decimal("0.08"))
    assert over == Over("run", *map(Decimal, ("0.20", "0", "0.16", "0.08")))
    assert set(mine.reserved) == {"a", "b"}
    mine.settle("a", Decimal("0.02"))
    mine.release("b")
    assert (mine.spent_run, mine.reserved) == (Decimal("0.02"), {})
    assert mine.reserve("c", Decimal("0.18")) is None


@pytest.mark.parametrize("which", ["run", "project", "month"])
def test_each_ceiling_holds_and_is_named(which: str) -> None:
    mine = purse(**{which: "1"})
    assert mine.reserve("a", Decimal(1)) is None
    over = mine.reserve("b", CENT)
    assert over
    assert (over.which, over.ceiling, over.wanted) == (which, Decimal(1), CENT)


def test_what_was_spent_before_counts_for_project_and_month_only() -> None:
    mine = purse(run="1", spent="9")
    assert mine.reserve("a", Decimal(1)) is None
    over = purse(project="10", spent="9.50").reserve("a", Decimal(1))
    assert over
    assert (over.which, over.spent, over.reserved) == ("project", Decimal("9.50"), 0)


def test_attempts_of_earlier_runs_hold_their_money() -> None:
    mine = purse(run="1", project="2")
    mine.hold("old", Decimal("1.50"))
    over = mine.reserve("a", Decimal("0.60"))
    assert over
    assert (over.which, over.reserved) == ("project", Decimal("1.50"))
    assert mine.reserve("a", Decimal("0.50")) is None
    mine.settle("old", Decimal("0.10"))
    assert (mine.spent_run, mine.spent_project, mine.spent_month) == (
        0,
        Decimal("0.10"),
        Decimal("0.10"),
    )


def test_what_nobody_knows_counts_as_it_was_estimated() -> None:
    mine = purse()
    mine.reserve("a", Decimal("0.08"))
    mine.settle("a", None)
    assert mine.spent_run == mine.spent_project == mine.spent_month == Decimal("0.08")
    with pytest.raises(KeyError):
        mine.settle("a", None)


def test_what_costs_nothing_is_always_possible() -> None:
    mine = purse(project="1", spent="5")
    assert mine.reserve("free", Decimal(0)) is None
    assert mine.reserve("paid", CENT) is not None


def test_setting_aside_again_replaces_the_first() -> None:
    mine = purse(run="1")
    assert mine.reserve("a", Decimal("0.90")) is None
    assert mine.reserve("a", Decimal("0.95")) is None
    assert mine.reserved == {"a": Decimal("0.95")}


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity"])
def test_what_is_no_money_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount of money"):
        purse().reserve("a", Decimal(amount))


amounts = st.decimals(min_value=0, max_value=3, places=3)


class Spree(RuleBasedStateMachine):
    """Whatever is bought in whatever order, what is spent and set aside stays below each ceiling."""

    def __init__(self) -> None:
        super().__init__()
        self.purse = purse(run="5", project="8", month="7", spent="1")
        self.purse.hold("old", Decimal("1.5"))
        self.count = 0

    @rule(amount=amounts)
    def reserve(self, amount: Decimal) -> None:
        self.count += 1
        before = dict(self.purse.reserved)
        over = self.purse.reserve(f"t{self.count}", amount)
        if over:
            assert self.purse.reserved == before
            assert over.spent + over.reserved + over.wanted > over.ceiling

    @precondition(lambda self: self.purse.reserved)
    @rule(choice=st.randoms(use_true_random=False), part=st.integers(0, 4) | st.none())
    def end(self, choice, part: int | None) -> None:
        token = choice.choice(sorted(self.purse.reserved))
        reserve = self.purse.reserved[token]
        if part == 0:
            self.purse.release(token)
        else:
            self.purse.settle(token, None if part is None else reserve * part / 4)

    @invariant()
    def below(self) -> None:
        mine, everything = self.purse, sum(self.purse.reserved.values())
        held = mine.reserved.get("old", Decimal(0))
        assert mine.spent_run + everything - held <= 5
        assert mine.spent_project + everything <= 8
        assert mine.spent_month + everything <= 7


test_no_order_of_events_passes_a_ceiling = Spree.TestCase


# Lines of the ledger, and their sums.


def line(token: str = "t1", charged: str | None = "0.08", **changes: object) -> Spending:
    plain = Spending(
        at="2026-07-31T23:59:59Z",
        token=token,
        node="shot:s010",
        scene="pier",
        cast=("mara", "tom"),
        service="runway",
        model="gen4_image",
        key="k",
        take=0,
        n=0,
        estimated=Decimal("0.08"),
        charged=None if charged is None else Decimal(charged),
        known="unknown" if charged is None else "tariff",
        outcome="made",
    )
    return replace(plain, **changes)


def test_a_line_comes_back_as_it_was() -> None:
    for each in (line(), line(charged=None), line(charged="0.080", cast=(), node="shot:ñ☂")):
        read = spending.from_json(json.loads(json.dumps(each.to_json())))
        assert read == each
        assert str(read.charged) == str(each.charged)


@pytest.mark.parametrize(
    "change", [{"charged": "much"}, {"cast": 5}, {"more": 1}, {"estimated": None}]
)
def test_what_is_no_line_is_said_to_be_none(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a line"):
        spending.from_json({**line().to_json(), **change})
    with pytest.raises(ValueError, match="not a line"):
        spending.from_json({})


def test_what_is_unknown_counts_as_spent() -> None:
    lines = (line("a", "0.05"), line("b", None), line("c", "0.05", at="2026-08-01T00:00:00Z"))
    assert spent(lines) == Decimal("0.18")
    assert spent(lines, "2026-07") == Decimal("0.13")
    assert spent(lines, "2026-09") == spent(()) == 0


def test_totals_keep_the_sorts_of_money_apart() -> None:
    lines = (
        line("a", "0.05", scene="roof"),
        line("b", "0.09"),
        line("c", None, outcome="dropped"),
        line("d", "0", outcome="failed", scene=""),
    )
    assert totals(lines, "scene") == (
        Row("pier", 1, Decimal("0.16"), Decimal("0.09"), Decimal("0.08")),
        Row("roof", 1, Decimal("0.08"), Decimal("0.05"), Decimal(0)),
        Row("", 0, Decimal("0.08"), Decimal(0), Decimal(0)),
    )
    assert [row.name for row in totals(lines, "outcome")] == ["made", "dropped", "failed"]
    assert [(row.name, row.made) for row in totals(lines, "service")] == [("runway", 2)]


def test_months_stand_in_their_order() -> None:
    lines = [line(str(k), "1" * k, at=f"2026-0{k}-02T00:00:00Z") for k in (3, 1, 2)]
    assert [row.name for row in totals(lines, "month")] == ["2026-01", "2026-02", "2026-03"]


def test_a_picture_is_shared_by_who_is_in_it_to_the_last_digit() -> None:
    rows = totals((line(cast=("mara", "tom", "ann", "tom")), line("b", cast=())), "character")
    assert [(row.name, row.made, str(row.charged)) for row in rows] == [
        ("", 1, "0.08"),
        ("mara", 1, "0.026667"),
        ("tom", 1, "0.026667"),
        ("ann", 1, "0.026666"),
    ]


@given(st.decimals(min_value=0, max_value=10**6, places=9), st.integers(1, 40))
def test_shares_are_even_and_make_up_the_whole(amount: Decimal, count: int) -> None:
    parts = shares(amount, count)
    assert sum(map(Fraction, parts)) == Fraction(amount)
    assert max(parts) - min(parts) <= Decimal("0.000001")
    assert len(parts) == count


money = st.decimals(min_value=0, max_value=100, places=4)
people = st.lists(st.sampled_from(["mara", "tom", "ann", "bo"]), max_size=4).map(tuple)
lines_ = st.builds(
    lambda token, charged, cast, outcome: (
        line(str(token), None, cast=cast, outcome=outcome)
        if charged is None
        else replace(line(str(token), cast=cast, outcome=outcome), charged=charged)
    ),
    st.integers(),
    st.none() | money,
    people,
    st.sampled_from(["made", "lost"]),
)


@given(st.lists(lines_, max_size=12))
def test_every_table_sums_to_the_same(lines: list[Spending]) -> None:
    for by in ("scene", "character", "month", "service", "node", "outcome"):
        rows = totals(lines, by)  # type: ignore[arg-type]
        assert sum(row.charged + row.unknown for row in rows) == spent(lines)
        assert sum(row.estimated for row in rows) == sum(each.estimated for each in lines)
        assert sum(row.made for row in rows) >= sum(each.outcome == "made" for each in lines)
