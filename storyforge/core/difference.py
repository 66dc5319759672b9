"""What differs between two states of a film, as values: for a terminal, a page, a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from storyforge.core import film, ids
from storyforge.core.changed_words import Words
from storyforge.core.ids import NodeId
from storyforge.core.price import FREE, ZERO, Price

Sort = Literal["added", "removed", "changed", "moved", "touched"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture of a thing on one side.

    `out`: digest of its bytes, empty for a finished picture of the project's own. `file`: its path
    in the project. `takes`: how many there are; `state`: how it was decided.
    """

    file: str
    out: str
    pixels: str
    media: str = ""
    take: int = 0
    takes: int = 1
    state: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing: a shot, a character, a scene, the project.

    `was`: its id before, when it was renamed. `sort` is the first of these that holds: added,
    removed, changed (words, picture or decision), moved, touched (only drawn from what changed).
    `moved`: its places before and after, in words. `redrawn`: the two pictures differ. `frames`:
    how long it is, before and after. `because`: changed things that it is drawn from.
    `next`: what is still to be done, as in Cost.doing, or empty; `price`: of its picture, made or
    to be made. `stands`: where the second state's own picture stands, if not as it should be.
    """

    id: NodeId
    sort: Sort
    title: str
    scene: str
    was: NodeId = ""
    words: tuple[Words, ...] = ()
    decisions: tuple[Words, ...] = ()
    before: Shown | None = None
    after: Shown | None = None
    redrawn: bool = False
    moved: tuple[str, str] = ("", "")
    frames: tuple[int, int] = (0, 0)
    because: tuple[NodeId, ...] = ()
    next: str = ""
    price: Price = FREE
    stands: str = ""

    @property
    def kind(self) -> str:
        """`shot`, `character`, `scene`, `project` …"""
        return ids.kind_of(self.id)

    @property
    def heading(self) -> str:
        """Under what it is told: its scene, or what sort of thing it is."""
        if self.kind in ("shot", "clip", "scene"):
            return self.scene or "shots"
        return {"project": "project", "style": "styles"}.get(self.kind, "cast, places and things")


@dataclass(frozen=True, slots=True)
class Cost:
    """What the second state costs where the first is: `price` of what would be made, node by node.

    `done`: nodes of which the second state has the picture already; `doing`: of all others what
    would be done: `make`, `wait`, or `approved` (a person must say). `unknown`: nodes that cannot
    be priced, for a file they use is not here. `made`, `spent`: new takes that are there already
    and what was paid for them; `untold`: those of which nothing is known here.
    """

    price: Price = FREE
    doing: Mapping[NodeId, str] = field(default_factory=dict)
    done: tuple[NodeId, ...] = ()
    prices: Mapping[NodeId, Price] = field(default_factory=dict)
    unknown: tuple[NodeId, ...] = ()
    made: int = 0
    spent: Decimal = ZERO
    untold: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, in the order of the film. `frames`: running time before and after."""

    title: str
    changes: tuple[Change, ...]
    frames: tuple[int, int]
    rates: tuple[str, str]
    cost: Cost
    headings: Mapping[str, str] = field(default_factory=dict)  # scene -> its slugline

    def count(self, sort: str, kind: str = "shot") -> int:
        """How many things of a kind were so; what was changed and moved counts as both."""
        return sum(
            each.kind == kind and (each.sort == sort or (sort == "moved" and any(each.moved)))
            for each in self.changes
        )


def longer(frames: tuple[int, int], rates: tuple[str, str]) -> str:
    """By how much the second of two lengths is longer: `+3 s`, `-0.5 s`; empty when it is not."""
    exact = film.seconds(frames[1], rates[1]) - film.seconds(frames[0], rates[0])
    if not exact:
        return ""
    return f"{float(exact):+.2f}".rstrip("0").rstrip(".").replace("-", "\u2212") + " s"
