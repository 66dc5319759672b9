"""Everything that can be told about a run, as values. Nothing below the reporters speaks; this is
what they hear."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.core.ids import NodeId
from storyforge.core.price import Price
from storyforge.core.reason import Reason


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another build holds the project; `holder` says who."""

    holder: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The run begins: how many nodes there are, are current, will be made (at most), and what that
    costs."""

    nodes: int
    current: int
    to_make: int
    price: Price


@dataclass(frozen=True, slots=True)
class Started:
    """One take of a node is being made."""

    node: NodeId
    take: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """One take of a node is in the store."""

    node: NodeId
    take: int
    seconds: float
    cost: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """A service says how far a take is: its own word, and 0 to 1 where it says so."""

    node: NodeId
    take: int
    status: str
    fraction: float | None


@dataclass(frozen=True, slots=True)
class Paused:
    """A take waits `seconds` before it is tried again, because of `why`."""

    node: NodeId
    take: int
    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A picture was made, but not quite as it was asked for."""

    node: NodeId
    take: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Pictures that the lockfile names and that are not here; `nodes` with them, or drawn from
    them. None is made; `price` of making them again."""

    nodes: tuple[NodeId, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class Collected:
    """A picture that a service had accepted in an earlier build was collected now."""

    node: NodeId
    take: int
    cost: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A node is not asked for: `why` is `refused` or `lost` (remembered), or `in doubt`."""

    node: NodeId
    why: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A node's picture was there already and is used again; `from_trace` when it is an earlier
    result of this ask."""

    node: NodeId
    from_trace: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A node could not be made: a sentence, and advice."""

    node: NodeId
    take: int
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A node was not tried because `because` failed or was refused. `alike`: it needs no picture of
    that one; what stopped the one stops the other, too."""

    node: NodeId
    because: NodeId
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Drifted:
    """A picture drawn again differs from the one the lockfile names; the new one is used, and that
    is said."""

    node: NodeId
    take: int


@dataclass(frozen=True, slots=True)
class HandEdited:
    """A file on the board is not ours: it was changed by hand and is left as it is."""

    node: NodeId
    path: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A stored object was damaged; it was moved aside and its picture is made or restored again."""

    node: NodeId
    sha256: str


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The user asked to stop; `running` pictures are being finished."""

    running: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The run is over: counts, money in US dollars, seconds of wall time, where the board is, and
    the exit code.

    `made` and `restored` count nodes' takes; `current` nodes; `failed`, `skipped` nodes.
    `unchanged`: nothing at all was written. `in_doubt`: attempts that a person must settle.
    `absent`: pictures that are not here and were not made again.
    """

    made: int
    restored: int
    current: int
    failed: int
    skipped: int
    cost: str
    seconds: float
    board: str
    exit_code: int
    unchanged: bool = False
    interrupted: bool = False
    in_doubt: int = 0
    absent: int = 0


Event = (
    Waiting
    | Planned
    | Started
    | Finished
    | Progressed
    | Paused
    | Noted
    | Lacking
    | Collected
    | Withheld
    | Restored
    | Failed
    | Skipped
    | Drifted
    | HandEdited
    | Quarantined
    | Interrupted
    | Ended
)
