"""Attempts: the table of what may follow what, and a search through everything that can happen to one.

The second half is a model: one picture, one service, up to three crashes and two lost requests or
answers, in every order. The protocol in it goes by the product's own table and records. Each
precaution that is left out must lead to a state that breaks a promise.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyforge.core import attempt as rows
from storyforge.core.attempt import Attempt, Illegal, Record
from storyforge.core.spending import Spending

KEY = "5c" * 32


def intent(key: str = KEY, take: int = 0, n: int = 0) -> Attempt:
    return Attempt(
        token=rows.token(key, take, n),
        key=key,
        take=take,
        n=n,
        node="shot:s010",
        service="runway",
        model="gen4_image",
        account="acct",
        endpoint="POST /v1/text_to_image",
        order="a" * 64,
        body="b" * 64,
        reserve=Decimal("0.08"),
        at=1000.25,
        until=1060.25,
        witness={"credits": "100"},
        state="intended",
    )


TOKEN = intent().token
ONE: dict[str, Record] = {
    "intended": rows.intended(intent()),
    "resent": rows.resent(TOKEN, 1200.0, {"credits": "99"}),
    "doubted": rows.doubted(TOKEN, "the answer was lost"),
    "accepted": rows.accepted(TOKEN, "task-1", "answer", 1002.0),
    "absent": rows.absent(TOKEN, "its counters did not move"),
    "rejected": rows.rejected(TOKEN, "refused", "SAFETY", "no"),
    "failed": rows.failed(TOKEN, "unclear", "E1", "it failed", None, "unknown"),
    "succeeded": rows.succeeded(TOKEN, 1, Decimal("0.080"), "reported", "gen4-2", 7),
    "stored": rows.stored(TOKEN, ("c" * 64,)),
    "lost": rows.lost(TOKEN, "it is gone"),
    "dropped": rows.dropped(TOKEN, "given up"),
    "closed": rows.closed(TOKEN),
}
WAYS = (  # to every state
    ("intended",),
    ("intended", "doubted"),
    ("intended", "accepted"),
    ("intended", "accepted", "succeeded"),
    ("intended", "accepted", "succeeded", "stored"),
    ("intended", "rejected"),
    ("intended", "absent"),
    ("intended", "accepted", "failed"),
    ("intended", "accepted", "lost"),
    ("intended", "doubted", "dropped"),
    ("intended", "accepted", "succeeded", "stored", "closed"),
)


def told(*events: str) -> list[Record]:
    """As the journal gives them back: through JSON."""
    return [json.loads(json.dumps(ONE[event])) for event in events]


def state_after(*events: str) -> str:
    return rows.fold(told(*events))[TOKEN].state


def test_a_token_is_the_same_everywhere_and_another_for_another_attempt() -> None:
    assert TOKEN == "sf1-5q3ssuyidulqptfobcgekpgubwu5bq2r6si2xpz2"
    assert set(TOKEN[4:]) <= set(string.ascii_lowercase + "234567")
    many = {rows.token(key, take, n) for key in "ab" for take in (0, 1) for n in (0, 1)}
    assert len(many) == 8
    assert rows.token("a", 1, 11) != rows.token("a", 11, 1)


def test_every_state_is_in_every_table_and_reached() -> None:
    states = set(get_args(rows.State))
    assert set(rows.MAY) == set(rows.TODO) == states
    assert {state_after(*way) for way in WAYS} == states
    assert set(ONE) == {event for events in rows.MAY.values() for event in events}


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_what_is_not_in_the_table_is_illegal_and_changes_nothing(way: tuple[str, ...]) -> None:
    attempts = rows.fold(told(*way))
    state = attempts[TOKEN].state
    for event in ONE:
        if event in rows.MAY[state]:
            assert state_after(*way, event) == rows.LEADS.get(event, event)
        else:
            with pytest.raises(Illegal) as caught:
                rows.enter(attempts, ONE[event])
            assert caught.value.record == ONE[event]
    assert attempts == rows.fold(told(*way))


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_record_that_is_written_twice_changes_nothing(way: tuple[str, ...]) -> None:
    once = rows.fold(told(*way))
    assert rows.fold(told(*(each for event in way for each in (event, event)))) == once


def test_told_again_but_otherwise_is_illegal() -> None:
    other = (
        (("intended",), {**ONE["intended"], "node": "shot:s020"}),
        (("intended", "accepted"), rows.accepted(TOKEN, "task-2", "found", 1.0)),
        (("intended", "accepted", "succeeded", "stored"), rows.stored(TOKEN, ("d" * 64,))),
        (("intended", "rejected"), rows.rejected(TOKEN, "key", "", "no")),
    )
    for way, record in other:
        with pytest.raises(Illegal):
            rows.fold([*told(*way), record])
    found = rows.accepted(TOKEN, "task-1", "found", 9.0)
    assert rows.fold([*told("intended", "accepted"), found]) == rows.fold(
        told("intended", "accepted")
    )


def test_what_is_known_comes_through() -> None:
    (made,) = rows.fold(told("intended", "resent", "accepted", "succeeded", "stored")).values()
    assert made == replace(
        intent(),
        until=1200.0,
        witness={"credits": "99"},
        state="stored",
        task="task-1",
        how="answer",
        accepted_at=1002.0,
        results=1,
        cost=Decimal("0.080"),
        known="reported",
        model_version="gen4-2",
        seed=7,
        outputs=("c" * 64,),
        outcome="made",
    )
    assert str(made.cost) == "0.080"


@pytest.mark.parametrize(
    ("way", "outcome", "cost", "known"),
    [
        (("accepted", "succeeded", "stored"), "made", Decimal("0.08"), "reported"),
        (("rejected",), "rejected", Decimal(0), "free"),
        (("doubted", "absent"), "absent", Decimal(0), "free"),
        (("accepted", "failed"), "failed", None, "unknown"),
        (("accepted", "lost"), "lost", None, ""),
        (("accepted", "succeeded", "lost"), "lost", Decimal("0.08"), "reported"),
        (("doubted", "dropped"), "dropped", None, ""),
    ],
)
def test_an_outcome_is_told_when_it_is_known_and_stays(
    way: tuple[str, ...], outcome: str, cost: Decimal | None, known: str
) -> None:
    settled = rows.fold(told("intended", *way))[TOKEN]
    closed = rows.fold(told("intended", *way, "closed"))[TOKEN]
    assert (settled.outcome, settled.open, rows.TODO[settled.state]) == (
        outcome,
        True,
        "trace" if outcome == "made" else "close",
    )
    assert closed == replace(settled, state="closed")
    assert (closed.open, closed.cost, closed.known) == (False, cost, known)


def test_a_record_that_lacks_something_is_illegal() -> None:
    for event, record in ONE.items():
        way = next((way for way in WAYS if event in rows.MAY[state_after(*way)]), ())
        attempts = {} if event == "intended" else rows.fold(told(*way))
        for name in set(record) - {"event"}:
            with pytest.raises(Illegal):
                rows.enter(attempts, {k: v for k, v in record.items() if k != name})
    for odd in ({}, {"event": "unheard of"}, {"event": "closed"}):
        with pytest.raises(Illegal):
            rows.fold([odd])
    with pytest.raises(Illegal):
        rows.fold([{**ONE["intended"], "reserve": "much"}])


def test_two_attempts_at_one_take_are_never_open_together() -> None:
    second = rows.intended(intent(n=1))
    with pytest.raises(Illegal, match="still open"):
        rows.fold([*told("intended", "rejected"), second])
    with pytest.raises(Illegal, match="still open"):
        rows.fold([second, *told("intended")])
    fine = rows.fold([*told("intended", "rejected", "closed"), second])
    assert [each.state for each in fine.values()] == ["closed", "intended"]
    other_take = rows.intended(intent(take=1))
    assert len(rows.fold([*told("intended"), other_take])) == 2


def test_numbers_grow_when_the_one_before_has_ended() -> None:
    assert rows.next_number({}, (), KEY, 0) == 0
    for way in WAYS[:-1]:
        with pytest.raises(ValueError, match="still open"):
            rows.next_number(rows.fold(told(*way)), (), KEY, 0)
    closed = rows.fold(told("intended", "rejected", "closed"))
    assert rows.next_number(closed, (), KEY, 0) == 1
    assert rows.next_number(closed, (), KEY, 1) == 0
    assert rows.next_number({}, (_line(n=4), _line(n=2), _line(n=9, take=1)), KEY, 0) == 5


def _line(n: int, take: int = 0) -> Spending:
    words = ("t", "shot:s010", "", (), "runway", "gen4_image", KEY)
    return Spending(
        "2026-07-01T10:00:00Z", *words, take, n, Decimal(1), Decimal(1), "tariff", "made"
    )


def test_open_attempts_are_found_by_what_they_ask() -> None:
    attempts = rows.fold([*told("intended", "rejected", "closed"), rows.intended(intent(n=1))])
    found = rows.open_for(attempts, KEY, 0)
    assert found
    assert (found.n, rows.open_for(attempts, KEY, 1)) == (1, None)
    assert rows.open_by_ask(attempts) == {(KEY, 0): found}


def test_an_intent_can_be_looked_up() -> None:
    found = rows.intent_of(intent(), b"{}", frozenset({"task-9"}))
    assert (found.token, found.at, found.until, found.body) == (TOKEN, 1000.25, 1060.25, b"{}")
    assert (found.witness, found.claimed) == ({"credits": "100"}, {"task-9"})


# After damage: whatever line is missing, nothing is bought again and nothing is raised.

GAP = {"event": rows.DAMAGED, "where": "journal/000001.jsonl:2"}


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_whichever_line_is_lost_the_attempt_is_known_and_not_begun_anew(
    way: tuple[str, ...],
) -> None:
    whole = rows.fold(told(*way))[TOKEN]
    for gap in range(len(way)):
        records = told(*way)
        attempts = rows.fold([*records[:gap], GAP, *records[gap + 1 :]])
        if TOKEN not in attempts:
            assert way == ("intended",)  # nothing else was ever written of it
            continue
        left = attempts[TOKEN]
        assert left.open or not whole.open
        if left.open:
            found = rows.open_for(attempts, KEY, 0)
            assert found == left
            with pytest.raises(ValueError, match="still open"):
                rows.next_number(attempts, (), KEY, 0)


def test_the_id_of_a_task_survives_the_loss_of_its_intent() -> None:
    (left,) = rows.fold([GAP, *told("accepted", "succeeded")]).values()
    assert (left.token, left.state, left.task) == (TOKEN, "in doubt", "task-1")


def test_an_attempt_without_an_ask_can_be_given_up_and_its_number_is_not_used_again() -> None:
    attempts = rows.fold([GAP, *told("doubted", "dropped", "closed")])
    assert (attempts[TOKEN].state, attempts[TOKEN].outcome) == ("closed", "dropped")
    assert rows.next_number(attempts, (), KEY, 0) == 1


def test_a_lost_end_does_not_stop_the_next_attempt() -> None:
    attempts = rows.fold([*told("intended", "rejected"), GAP, rows.intended(intent(n=1))])
    assert [each.state for each in attempts.values()] == ["rejected", "intended"]


@given(st.lists(st.sampled_from([*ONE.values(), GAP]), max_size=12))
def test_after_damage_nothing_is_raised(records: list[Record]) -> None:
    rows.fold([GAP, *records])


# The model.


@dataclass(frozen=True)
class Rules:
    """What the service offers, and which precautions are taken."""

    looks: str = "list"  # `list`: found, or proven absent; `count`: absence proven only; `none`
    intent_first: bool = True
    accepted_first: bool = True
    bytes_first: bool = True
    resubmits: bool = False
    remembers: bool = True
    repeats_post: int = 0
    fresh_tokens: bool = False


@dataclass(frozen=True)
class World:
    """Durable things first, then what a crash takes, then what may still go wrong."""

    journal: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()  # accepted and paid, by token
    stored: frozenset[str] = frozenset()
    traces: frozenset[str] = frozenset()
    barred: bool = False  # a remembered loss
    gone: frozenset[str] = frozenset()  # tasks that the service has thrown away
    used: frozenset[str] = frozenset()  # tasks whose id we have worked with
    step: str = "start"
    token: str = ""
    task: str = ""
    crashes: int = 3
    losses: int = 2
    refusals: int = 1
    vanishings: int = 1

    @property
    def attempts(self) -> dict[str, Attempt]:
        return dict(_folded(self.journal))

    def wrote(self, *records: Record, **changes: Any) -> World:
        lines = tuple(json.dumps(each) for each in records)
        return replace(self, journal=(*self.journal, *lines), **changes)


@cache
def _folded(journal: tuple[str, ...]) -> tuple[tuple[str, Attempt], ...]:
    return tuple(rows.fold(map(json.loads, journal)).items())


def task_of(world: World, token: str) -> str | None:
    return next((each for each in world.tasks if each.partition("#")[0] == token), None)


def answered(world: World, rules: Rules) -> Iterator[World]:
    accepted = rows.accepted(world.token, world.task, "answer", 1.0)
    if not rules.intent_first:
        yield world.wrote(rows.intended(_named(world.token)), accepted, step="start")
    elif not rules.accepted_first:
        yield replace(world, step="poll")
    else:
        yield world.wrote(accepted, step="start")


def doubted(world: World, rules: Rules) -> Iterator[World]:
    yield world.wrote(rows.doubted(world.token, "lost"), step="start")


def banked(world: World, rules: Rules) -> Iterator[World]:
    if rules.bytes_first:
        yield world.wrote(rows.stored(world.token, (world.task,)), step="start")
    else:
        yield replace(world, stored=world.stored | {world.task}, step="start")


def started(world: World, rules: Rules) -> Iterator[World]:
    attempt = rows.open_for(world.attempts, KEY, 0)
    if attempt is None:
        if world.barred or any(each.outcome == "made" for each in world.attempts.values()):
            yield replace(world, step="end")
            return
        n = rows.next_number(world.attempts, (), KEY, 0)
        new = intent(n=n)
        if rules.intent_first:
            yield world.wrote(rows.intended(new), step="send", token=new.token)
        else:
            yield replace(world, step="send", token=new.token)
        return
    todo = {"trace": "close"}.get(rows.TODO[attempt.state], rows.TODO[attempt.state])
    yield replace(world, step=todo, token=attempt.token, task=attempt.task)


def _named(token: str) -> Attempt:
    return next(each for each in (intent(n=n) for n in range(9)) if each.token == token)


def sent(world: World, rules: Rules, repeats: int | None = None) -> Iterator[World]:
    repeats = rules.repeats_post if repeats is None else repeats
    task = f"{world.token}#{len(world.tasks)}"
    paid = replace(world, tasks=(*world.tasks, task))
    yield replace(paid, step="answered", task=task)
    if world.refusals:
        no = rows.rejected(world.token, "throttled", "429", "slow down")
        if rules.intent_first:
            yield world.wrote(no, step="start", refusals=world.refusals - 1)
    if world.losses:
        for lost in (world, paid):  # the request, or its answer
            after = replace(lost, losses=world.losses - 1)
            if repeats:
                yield from sent(after, rules, repeats - 1)
            else:
                yield replace(after, step="doubt" if rules.intent_first else "start")


def found(world: World, rules: Rules) -> Iterator[World]:
    task = task_of(world, world.token)
    absent = world.wrote(rows.absent(world.token, "looked up"), step="start")
    proven = not task and rules.looks != "none"
    if proven or rules.resubmits or rules.fresh_tokens:
        yield absent
    elif rules.looks == "list" and task:
        yield world.wrote(rows.accepted(world.token, task, "found", 2.0), step="start")
    else:
        yield replace(world, step="held")


def polled(world: World, rules: Rules) -> Iterator[World]:
    used = replace(world, used=world.used | {world.task})
    money = (1, Decimal("0.08"), "tariff", "", None)
    if world.task not in world.gone:
        late = (
            () if rules.accepted_first else (rows.accepted(world.token, world.task, "answer", 3.0),)
        )
        if late and world.task not in world.used:
            yield used  # it has looked, and not yet written down what it looks at
        else:
            yield used.wrote(*late, rows.succeeded(world.token, *money), step="start")
    if world.vanishings or world.task in world.gone:
        gone = replace(used, gone=world.gone | {world.task}, vanishings=0)
        if rules.accepted_first:
            yield gone.wrote(rows.lost(world.token, "gone"), step="start")


def collected(world: World, rules: Rules) -> Iterator[World]:
    if rules.bytes_first:
        yield replace(world, stored=world.stored | {world.task}, step="bytes")
    else:
        yield world.wrote(rows.stored(world.token, (world.task,)), step="bytes")
    if world.vanishings:
        gone = replace(world, gone=world.gone | {world.task}, vanishings=0)
        yield gone.wrote(rows.lost(world.token, "gone"), step="start")


def closing(world: World, rules: Rules) -> Iterator[World]:
    attempt = world.attempts[world.token]
    if attempt.outcome == "made" and world.token not in world.traces:
        yield replace(world, traces=world.traces | {world.token})
    elif attempt.outcome == "lost" and rules.remembers and not world.barred:
        yield replace(world, barred=True)
    else:
        yield world.wrote(rows.closed(world.token), step="start")


STEPS = {  # everything that may come next, but for crashes
    "start": started,
    "send": sent,
    "answered": answered,
    "doubt": doubted,
    "find": found,
    "poll": polled,
    "collect": collected,
    "bytes": banked,
    "close": closing,
}


def broken(world: World) -> str:
    """The promise that this state breaks; empty when all are kept."""
    attempts = world.attempts
    if len(world.tasks) > 1:
        return "paid twice"
    outputs = {each for attempt in attempts.values() for each in attempt.outputs}
    if not outputs <= world.stored:
        return "a record without bytes"
    if world.step not in ("end", "held"):
        return ""
    for task in world.tasks:
        attempt = attempts.get(task.partition("#")[0])
        if world.step == "held":
            if task in world.used:
                return "an id was known and is forgotten"
        elif attempt is None or attempt.outcome not in ("made", "lost"):
            return "paid, and not here"
        elif attempt.outcome == "made" and attempt.token not in world.traces:
            return "a picture without a trace"
    return ""


def search(rules: Rules, first: World) -> tuple[int, str, set[str]]:
    """How many states were seen, the first promise found broken, and how the world can end."""
    seen, waiting = {first}, [first]
    ends: set[str] = set()
    while waiting:
        world = waiting.pop()
        if fault := broken(world):
            return len(seen), fault, ends
        if world.step in ("end", "held"):
            ends.add(world.step)
            continue
        after = list(STEPS[world.step](world, rules))
        if world.crashes:
            crash = replace(world, step="start", token="", task="", crashes=world.crashes - 1)
            after.append(crash)
        new = [each for each in after if each not in seen]
        seen.update(new)
        waiting += new
    return len(seen), "", ends


@pytest.mark.parametrize(
    ("looks", "ends"),
    [("list", {"end"}), ("count", {"end", "held"}), ("none", {"end", "held"})],
)
def test_whatever_happens_nothing_is_paid_twice_and_nothing_paid_is_lost(
    looks: str, ends: set[str]
) -> None:
    for first in (World(refusals=0), World(crashes=1, losses=1), World(vanishings=0)):
        states, fault, reached = search(Rules(looks), first)
        assert (fault, reached) == ("", ends)
        assert states > 100


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (Rules("list", intent_first=False), "paid twice"),
        (Rules("none", resubmits=True), "paid twice"),
        (Rules("count", resubmits=True), "paid twice"),
        (Rules("list", bytes_first=False), "a record without bytes"),
        (Rules("none", accepted_first=False), "an id was known and is forgotten"),
        (Rules("list", repeats_post=1), "paid twice"),
        (Rules("none", repeats_post=1), "paid twice"),
        (Rules("list", fresh_tokens=True), "paid twice"),
        (Rules("list", remembers=False), "paid twice"),
    ],
    ids=str,
)
def test_each_precaution_is_needed(rules: Rules, fault: str) -> None:
    assert search(rules, World(refusals=0))[1] == fault
