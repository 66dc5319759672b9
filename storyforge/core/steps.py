"""What may be decided about a picture: one type for each verdict, none with holes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from storyforge.core.action import Action
from storyforge.core.attempt import Attempt
from storyforge.core.ids import NodeId
from storyforge.core.lockfile import LockEntry, LockTake
from storyforge.core.price import FREE, Price
from storyforge.core.reason import Reason
from storyforge.core.refusal import Refusal
from storyforge.core.takes import Extra


@dataclass(frozen=True, slots=True)
class Given:
    """A finished picture of the user's."""

    node: NodeId
    pixels: str


@dataclass(frozen=True, slots=True)
class Current:
    """Made, and made of exactly this."""

    node: NodeId
    entry: LockEntry


@dataclass(frozen=True, slots=True)
class Restore:
    """Another result is in the lockfile, but this very ask was answered before: used again,
    for nothing.
    """

    node: NodeId
    entry: LockEntry
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Make:
    """To be made: `takes` are the numbers still missing, `have` those that are here.

    `expected`: what the lockfile says will come out, when this very ask was made before elsewhere.
    `paid`: those of `takes` that were accepted by a service already and only have to be collected.
    `extra`: takes that a person asked for besides those of the manifest.
    """

    node: NodeId
    action: Action
    key: str
    takes: tuple[int, ...]
    have: Mapping[int, LockTake]
    expected: LockEntry | None
    reasons: tuple[Reason, ...]
    price: Price
    paid: tuple[int, ...] = ()
    extra: Mapping[int, Extra] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wait:
    """Cannot be known before `on` are made.

    It costs nothing if they come out as they were, else at most `price`. `known`: what stands for
    each reference in order: its pixel digest, or where it comes from as long as that is not known.
    """

    node: NodeId
    on: tuple[NodeId, ...]
    price: Price
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keep:
    """Locked by a person: stays, whatever changed."""

    node: NodeId
    entry: LockEntry
    stale: bool


@dataclass(frozen=True, slots=True)
class Refuse:
    """The service refused this very ask before; it is not asked again."""

    node: NodeId
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Hold:
    """Nobody knows whether this very ask was accepted: it is not sent before that is settled."""

    node: NodeId
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Signed:
    """Approved by a person, or made by hand, and now another picture is asked for: it stays until
    a person says what shall be. `price`: of making it anew.
    """

    node: NodeId
    entry: LockEntry
    reasons: tuple[Reason, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class Absent:
    """The lockfile names a picture that is not here, and making it again costs: nothing is made
    unless a person says so. `price`: of making it again. `on`: the pictures that are not here and
    that this one is drawn from, when it is not its own that is meant.
    """

    node: NodeId
    entry: LockEntry | None
    price: Price
    reasons: tuple[Reason, ...] = ()
    on: tuple[NodeId, ...] = ()

    @property
    def known(self) -> LockEntry | None:
        """The block that stays true: the picture is what is asked for, only not here."""
        return None if self.on else self.entry

    @property
    def locked(self) -> bool:
        """Whether it stays whatever becomes of what it is drawn from."""
        return self.known is not None and self.known.state == "locked"


Step = Given | Current | Restore | Make | Wait | Keep | Refuse | Hold | Signed | Absent
VERDICTS: dict[type, str] = {
    Given: "given",
    Current: "current",
    Restore: "restore",
    Make: "make",
    Wait: "wait",
    Keep: "keep",
    Refuse: "refuse",
    Hold: "hold",
    Signed: "approved",
    Absent: "absent",
}
Left = Mapping[NodeId, tuple[Refusal | Attempt, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in an order in which they could be done, and the price of all that may be made.

    `left`: takes that are left out although others of their node are there, and why.
    """

    steps: Mapping[NodeId, Step]
    price: Price = FREE
    left: Left = field(default_factory=dict)

    def of(self, kind: type) -> list[Step]:
        """The steps of one verdict, in order."""
        return [step for step in self.steps.values() if type(step) is kind]

    @property
    def nothing_to_make(self) -> bool:
        """Whether every picture is here and right."""
        return all(type(step) in (Given, Current, Keep) for step in self.steps.values())
