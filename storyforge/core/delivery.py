"""What passes between the one who delivers a paid picture and the service that makes it: values.

The order in which they are made, and what is written down in between, is `delivery/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Sort = Literal["exact", "recoverable", "best effort"]
Known = Literal["free", "reported", "tariff", "unknown"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a service promises about a submit, as data; shown beside the price.

    `sort`: `exact` when a lost answer is always found again or safely sent again; `recoverable`
    when it is found as long as the service remembers; `best effort` when sometimes only a person
    can say. `found_by`: how, in words. `retention`: hours for which a finished result can be had.
    `billed_on`: when money is owed. `refund`: what a cancel gives back, in words. `first_poll`,
    `poll`: seconds before the first look and between two looks. `patience`: seconds after which a
    task that does not end is left to a later build. `slots`: most tasks at once by default.
    `settle`: seconds that the service needs before it can say what became of a lost answer.
    """

    sort: Sort
    found_by: str
    retention: float
    billed_on: Literal["accept", "success", "never"]
    refund: str
    first_poll: float
    poll: float
    patience: float = 900.0
    slots: int = 4
    settle: float = 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """What a reference must be before a service takes it.

    `low`, `high`: width over height, inclusive. `longest`: pixels of the longer side. `largest`:
    bytes. `smallest`: bytes. `media`: accepted types; the first is what others become.
    """

    low: float
    high: float
    longest: int
    largest: int
    smallest: int = 0
    media: tuple[str, ...] = ("image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True, slots=True)
class Request:
    """A submit, exactly as it will be sent: bytes are fixed before the intent is written down.

    `endpoint`: method and path, `POST /v1/text_to_image`. `seed`: the one in the body, None when
    the model takes none. `references`: sha256 of every reference as sent, in order.
    `model_version`: as far as it is known before. `task`: the id we chose, where we may choose.
    """

    endpoint: str
    body: bytes
    seed: int | None
    model_version: str
    references: tuple[str, ...] = ()
    task: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """A submit whose answer is not known, for looking it up.

    `at`: seconds since the epoch when it was about to be sent. `until`: when the last of it may
    have reached the service. `witness`: what the service's counters said before. `claimed`: tasks
    that other attempts own.
    """

    token: str
    model: str
    endpoint: str
    body: bytes
    at: float
    until: float
    witness: Mapping[str, str] = field(default_factory=dict)
    claimed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The service has it, under this id."""

    task: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The service surely never accepted it. `how`: what proves that, in words."""

    how: str


@dataclass(frozen=True, slots=True)
class Unknowable:
    """Nobody can say from here; a person must. `why`: one sentence. `again_in`: seconds after which
    the service itself may be able to say, None when it never will."""

    why: str
    again_in: float | None = None


Finding = Found | Absent | Unknowable


@dataclass(frozen=True, slots=True)
class Pending:
    """Still in work. `status`: the service's own word. `fraction`: 0 to 1 when it says so.

    `queued`: accepted, but waiting for a place at the service.
    """

    status: str
    fraction: float | None = None
    queued: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """Finished. `addresses`: where the results are, for `collect`. `cost`: US dollars, None when
    the service does not say. `model_version`: as reported, empty when not."""

    addresses: tuple[str, ...]
    cost: Decimal | None
    model_version: str = ""
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """Finished without a picture. `kind`: a row of `failing.POLICY`. `code`: the service's own."""

    kind: str
    code: str
    sentence: str
    advice: str = ""
    cost: Decimal | None = None


Progress = Pending | Ready | Ended


@dataclass(frozen=True, slots=True)
class Orphan:
    """A task on the account that no attempt owns. `at`: its creation, seconds since the epoch."""

    task: str
    at: float
    body: Mapping[str, object]
