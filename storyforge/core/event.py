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
    """A node was not tried because `because` failed or was refused."""

    node: NodeId
    because: NodeId


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
    `unchanged`: nothing at all was written.
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


Event = (
    Waiting
    | Planned
    | Started
    | Finished
    | Restored
    | Failed
    | Skipped
    | Drifted
    | HandEdited
    | Quarantined
    | Interrupted
    | Ended
)
