"""One intention to pay for one take of one ask, and all that may become of it: a table.

    intended ──▶ accepted ──▶ succeeded ──▶ stored ──▶ closed    made: the picture is in the store
      │  │          │  │
      │  │          │  └─▶ failed, lost, dropped ──▶ closed       accepted, and no picture came
      │  └─▶ rejected, absent, dropped ──▶ closed                 surely not accepted, or given up
      └─▶ in doubt ──▶ accepted, absent, dropped                  nobody knows if it was accepted

An attempt is never stored: it is what the journal's records say, folded in their order. Each record
is on the disk before the next step is taken, so after a crash at any point the last one says how
to go on (`TODO`). An attempt found *intended* after a crash is in doubt: its submit may have been
sent. The number `n` of an attempt grows only when the one before it has come to its end, and two
attempts at one take of one ask are never open together: that, and sending only what is intended,
is why nothing is paid twice.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from storyforge.core.delivery import Intent
from storyforge.core.price import ZERO
from storyforge.core.spending import Spending

State = Literal[
    "intended",
    "in doubt",
    "accepted",
    "succeeded",
    "stored",
    "rejected",
    "absent",
    "failed",
    "lost",
    "dropped",
    "closed",
]
Outcome = Literal["", "made", "rejected", "absent", "failed", "lost", "dropped"]
How = Literal["answer", "found", "person"]
Record = dict[str, Any]
DAMAGED = "damaged"  # the event that stands where a line of the journal could not be read

# Which events may follow in each state: what is not here is a fault of the program, or of the disk.
# A state's own event may always be told again. All lead to the state of their name, but these two.
LEADS: Mapping[str, State] = {"resent": "intended", "doubted": "in doubt"}
MAY: Mapping[State, tuple[str, ...]] = {
    "intended": ("intended", "resent", "doubted", "accepted", "rejected", "absent", "dropped"),
    "in doubt": ("doubted", "accepted", "absent", "dropped"),
    "accepted": ("accepted", "succeeded", "failed", "lost", "dropped"),
    "succeeded": ("succeeded", "stored", "failed", "lost", "dropped"),
    "stored": ("stored", "failed", "lost", "dropped", "closed"),
    "rejected": ("rejected", "closed"),
    "absent": ("absent", "closed"),
    "failed": ("failed", "closed"),
    "lost": ("lost", "closed"),
    "dropped": ("dropped", "closed"),
    "closed": ("closed",),
}

# What a restart does for an attempt whose last record left it in this state.
Todo = Literal["find", "poll", "collect", "trace", "close", "nothing"]
TODO: Mapping[State, Todo] = {
    "intended": "find",  # look it up at the service; what cannot be known there, a person must say
    "in doubt": "find",
    "accepted": "poll",
    "succeeded": "collect",  # addresses are not written down: the service is asked for fresh ones
    "stored": "trace",  # the picture is here: trace, ledger and `closed` are done again
    "rejected": "close",  # a line of the ledger where money is owed, then `closed`
    "absent": "close",
    "failed": "close",
    "lost": "close",  # and remembered: what was paid for and is gone is not bought again unasked
    "dropped": "close",
    "closed": "nothing",
}
_OUTCOME: Mapping[State, Outcome] = {
    "stored": "made",
    "rejected": "rejected",
    "absent": "absent",
    "failed": "failed",
    "lost": "lost",
    "dropped": "dropped",
}
# Events that may be told again with other words while the state stays: the newest counts.
_RENEWED = ("resent", "doubted", "succeeded", "lost")
_GUESSES = 8  # numbers under which an attempt is looked for of which only the token is known


class Illegal(ValueError):
    """A record that does not follow from those before it."""

    def __init__(self, record: Mapping[str, Any], why: str = "") -> None:
        text = f"{record.get('event')!r} of {record.get('attempt')!r} does not fit"
        super().__init__(f"{text}: {why}" if why else text)
        self.record = record


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt as the records have it so far.

    `order`, `body`: sha256 of objects in the store: what was asked, in full, and the exact request.
    `reserve`: US dollars set aside. `at`, `until`: seconds since the epoch between which the submit
    may have reached the service. `witness`: what could prove that it did not. `accepted_at`: in
    seconds since the epoch. `how`: how the task's id became known. `results`: how many the service
    has. `outputs`: digests of those in the store; `received`: of the bytes as they came, where they
    were not stored as such. `cost`: None as long as nobody knows.
    """

    token: str
    key: str
    take: int
    n: int
    node: str
    service: str
    model: str
    account: str
    endpoint: str
    order: str
    body: str
    reserve: Decimal
    at: float
    until: float
    witness: Mapping[str, str]
    state: State
    task: str = ""
    accepted_at: float = 0.0
    outputs: tuple[str, ...] = ()
    received: str = ""
    cost: Decimal | None = None
    known: str = ""
    kind: str = ""
    code: str = ""
    sentence: str = ""
    outcome: Outcome = ""
    how: str = ""
    results: int = 0
    model_version: str = ""
    seed: int | None = None

    @property
    def open(self) -> bool:
        """Whether it still needs work or a person."""
        return self.state != "closed"


def token(key: str, take: int, n: int) -> str:
    """The name of an attempt: the same wherever and whenever it is asked for."""
    digest = sha256(f"{key}\0{take}\0{n}".encode()).digest()
    return "sf1-" + base64.b32encode(digest).decode().lower()[:40]


def intended(attempt: Attempt) -> Record:
    """About to be sent. Durable before one byte leaves."""
    said = {name: getattr(attempt, name) for name in _INTENT}
    said |= {"reserve": str(attempt.reserve), "witness": dict(attempt.witness)}
    return _record("intended", attempt.token, **said)


def resent(token: str, until: float, witness: Mapping[str, str]) -> Record:
    """About to be sent once more, the first having surely not been accepted."""
    return _record("resent", token, until=until, witness=dict(witness))


def doubted(token: str, sentence: str) -> Record:
    """The answer was lost: nobody knows."""
    return _record("doubted", token, sentence=sentence)


def accepted(token: str, task: str, how: How, at: float) -> Record:
    """The service has it under this id. Durable before anything else is done with the id."""
    return _record("accepted", token, task=task, how=how, accepted_at=at)


def absent(token: str, how: str) -> Record:
    """It was surely never accepted. `how`: what proves that."""
    return _record("absent", token, sentence=how, **_money(ZERO, "free"))


def rejected(token: str, kind: str, code: str, sentence: str) -> Record:
    """The service said no: nothing was accepted, nothing is owed."""
    why = {"kind": kind, "code": code, "sentence": sentence}
    return _record("rejected", token, **why, **_money(ZERO, "free"))


def failed(
    token: str, kind: str, code: str, sentence: str, cost: Decimal | None, known: str
) -> Record:
    """It was accepted and ended without a picture."""
    why = {"kind": kind, "code": code, "sentence": sentence}
    return _record("failed", token, **why, **_money(cost, known))


def succeeded(
    token: str, outputs: int, cost: Decimal | None, known: str, model_version: str, seed: int | None
) -> Record:
    """The service has finished it. `outputs`: how many results it has."""
    made = {"results": outputs, "model_version": model_version, "seed": seed}
    return _record("succeeded", token, **made, **_money(cost, known))


def stored(token: str, outputs: tuple[str, ...], received: str = "") -> Record:
    """Its bytes are durable in the store under these digests. The money is in the bank."""
    came = {"received": received} if received else {}
    return _record("stored", token, outputs=list(outputs), **came)


def lost(token: str, sentence: str) -> Record:
    """It was accepted and the service has it no more: it counts as spent."""
    return _record("lost", token, sentence=sentence)


def dropped(token: str, sentence: str) -> Record:
    """A person gave it up: it counts as spent, as far as nobody knows better."""
    return _record("dropped", token, sentence=sentence)


def closed(token: str) -> Record:
    """Nothing is left to do for it: the trace and the line of the ledger are written."""
    return _record("closed", token)


def _record(event: str, token: str, **said: Any) -> Record:
    return {"event": event, "attempt": token, **said}


def _money(cost: Decimal | None, known: str) -> Record:
    return {"cost": None if cost is None else str(cost), "known": known}


# How each member of a record becomes a member of the attempt; the others are taken as they are.
_READ: Mapping[str, Callable[[Any], Any]] = {
    "outputs": tuple,
    "cost": lambda amount: None if amount is None else Decimal(amount),
    "reserve": Decimal,
    "witness": dict,
}
_LATER = {"received": ""}  # members that older lines lack
_INTENT = (
    *("key", "take", "n", "node", "service", "model", "account", "endpoint", "order", "body"),
    *("reserve", "at", "until", "witness"),
)
# Which members of an attempt each event sets.
_SETS: Mapping[str, tuple[str, ...]] = {
    "intended": _INTENT,
    "resent": ("until", "witness"),
    "doubted": ("sentence",),
    "accepted": ("task", "how", "accepted_at"),
    "absent": ("sentence", "cost", "known"),
    "rejected": ("kind", "code", "sentence", "cost", "known"),
    "failed": ("kind", "code", "sentence", "cost", "known"),
    "succeeded": ("results", "cost", "known", "model_version", "seed"),
    "stored": ("outputs", "received"),
    "lost": ("sentence",),
    "dropped": ("sentence",),
    "closed": (),
}


def after(attempt: Attempt | None, record: Mapping[str, Any]) -> Attempt:
    """The attempt when one more record is written; raises Illegal.

    A record written twice changes nothing.
    """
    event = record.get("event", "")
    if event not in (MAY[attempt.state] if attempt else ("intended",)):
        raise Illegal(record, f"the attempt is {attempt.state if attempt else 'not known'}")
    try:
        full = {**_LATER, **record}
        said = {each: _READ.get(each, lambda it: it)(full[each]) for each in _SETS[event]}
        if attempt is None:
            return Attempt(token=record["attempt"], state="intended", **said)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise Illegal(record, "it lacks something") from error
    to: State = LEADS.get(event, event)
    if to == attempt.state and event not in _RENEWED:
        return _again(attempt, said, record)
    outcome = attempt.outcome if to == "closed" else _OUTCOME.get(to, "")
    return replace(attempt, state=to, outcome=outcome, **said)


def _again(attempt: Attempt, said: Mapping[str, Any], record: Mapping[str, Any]) -> Attempt:
    """Told again: the attempt as it is; but it must be the same that is told.

    When and how a task became known may differ: what counts is that it is the same task.
    """
    for name in said.keys() - {"accepted_at", "how", *_LATER}:
        if said[name] != getattr(attempt, name):
            raise Illegal(record, f"{name} was {getattr(attempt, name)!r}")
    return attempt


def enter(attempts: dict[str, Attempt], record: Mapping[str, Any], damaged: bool = False) -> None:
    """Take one more record into `attempts`; raises Illegal and then changes nothing.

    Besides what `after` holds, no attempt begins while another at the same take of the same ask is
    open. `damaged`: lines before this one were lost, so whatever it says is taken for true.
    """
    name = record.get("attempt", "")
    old = attempts.get(name)
    try:
        new = after(old, record)
        rival = _rival(attempts, new) if old is None else None
        if rival:
            raise Illegal(record, f"{rival.token} is still open")
    except Illegal:
        if not damaged:
            raise
        new = _patched(old, record)
    attempts[name] = new


def _rival(attempts: Mapping[str, Attempt], new: Attempt) -> Attempt | None:
    """Another open attempt at the same take of the same ask."""
    names = (token(new.key, new.take, n) for n in range(new.n + _GUESSES) if n != new.n)
    found = (attempts[name] for name in names if name in attempts)
    return next((each for each in found if each.open), None)


def fold(records: Iterable[Mapping[str, Any]]) -> dict[str, Attempt]:
    """Attempts by token, as all records in their order leave them; raises Illegal.

    After a record that says a line was damaged nothing is illegal: an attempt whose records do not
    fit each other is in doubt.
    """
    attempts: dict[str, Attempt] = {}
    damaged = False
    for record in records:
        if record.get("event") == DAMAGED:
            damaged = True
        else:
            enter(attempts, record, damaged)
    return attempts


def _patched(attempt: Attempt | None, record: Mapping[str, Any]) -> Attempt:
    """An attempt of which a record was lost: in doubt, unless this one says that it is closed."""
    event = record.get("event")
    if attempt is None and event == "intended":
        return after(None, record)  # the end of its rival is what was lost
    attempt = attempt or _stray(record)
    if attempt.state == "closed" or event == "closed":
        return replace(attempt, state="closed")
    return replace(attempt, state="in doubt", task=str(record.get("task", attempt.task)))


def _stray(record: Mapping[str, Any]) -> Attempt:
    """An attempt of which nothing but its token is known."""
    numbers = {"take": 0, "n": 0, "reserve": 0, "at": 0.0, "until": 0.0, "witness": {}}
    blank = {**dict.fromkeys(_INTENT, ""), **numbers}
    return after(None, _record("intended", str(record.get("attempt")), **blank))


def open_for(attempts: Mapping[str, Attempt], key: str, take: int) -> Attempt | None:
    """The open attempt at that take of that ask; also one of which only the token is known."""
    for each in attempts.values():
        if each.open and (each.key, each.take) == (key, take):
            return each
    strays = {each.token: each for each in attempts.values() if each.open and not each.key}
    names = (token(key, take, n) for n in range(_GUESSES if strays else 0))
    return next((strays[name] for name in names if name in strays), None)


def open_by_ask(attempts: Mapping[str, Attempt]) -> dict[tuple[str, int], Attempt]:
    """Open attempts by key and take, for who asks for many."""
    return {(each.key, each.take): each for each in attempts.values() if each.open}


def next_number(
    attempts: Mapping[str, Attempt], spent: Iterable[Spending], key: str, take: int
) -> int:
    """The number of the next attempt at that take of that ask: the first that no other had.

    Raises ValueError while one is open: whatever happened to it comes first.
    """
    if found := open_for(attempts, key, take):
        raise ValueError(f"{found.token} is still open")
    known: Iterable[Attempt | Spending] = (*attempts.values(), *spent)
    n = max((each.n + 1 for each in known if (each.key, each.take) == (key, take)), default=0)
    while token(key, take, n) in attempts:
        n += 1  # one of which only the token is known
    return n


def intent_of(attempt: Attempt, body: bytes, claimed: frozenset[str]) -> Intent:
    """What a service needs to look a submit up. `body`: the bytes that `attempt.body` names."""
    return Intent(
        token=attempt.token,
        model=attempt.model,
        endpoint=attempt.endpoint,
        body=body,
        at=attempt.at,
        until=attempt.until,
        witness=attempt.witness,
        claimed=claimed,
    )
