"""Pages filled from top to bottom: bands across, and rows of columns that break over pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from storyforge.exporters.pdf.leaf import (
    Align,
    Block,
    Item,
    Leaf,
    Line,
    Place,
    Rule,
    fitting,
    height,
    stacked,
)
from storyforge.exporters.pdf.paper import Sheet

PAD = 5.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a row: where it is, and its lines. `again`: what a continuation begins with;
    `link`: where its first line leads; an address is on all of them."""

    x: float
    wide: float
    lines: tuple[Line, ...] = ()
    again: tuple[Line, ...] = ()
    align: Align = "start"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Columns side by side. `tall`: the least height (of its picture); `items`: what else stands in
    it, asked for once, with the y where it begins; `places`: what leads here."""

    columns: tuple[Column, ...]
    tall: float = 0.0
    items: Callable[[float], list[Item]] = field(default=lambda _: [])
    places: tuple[Place, ...] = ()

    @property
    def height(self) -> float:
        """As tall as its tallest column."""
        return max([self.tall, *(height(list(each.lines)) for each in self.columns)])


@dataclass(slots=True)
class Flow:
    """Leaves, filled one after another. `opened`: called with every new leaf, `closed` with every
    full one. `bands`: from where to where bands stand on the page that is open."""

    sheet: Sheet
    leaves: list[Leaf]
    slug: str = ""
    foot: float = 0.0
    opened: Callable[[Flow], None] = lambda _: None
    closed: Callable[[Flow], None] = lambda _: None
    y: float = 0.0
    leaf: Leaf | None = None
    bands: list[tuple[float, float]] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        """Where rows must end."""
        return self.sheet.bottom - self.foot

    @property
    def left(self) -> float:
        """What is left of the page."""
        return self.bottom - self.y if self.leaf else 0.0

    def turn(self) -> Leaf:
        """Begin a new page."""
        self.end()
        self.leaf = Leaf(self.slug)
        self.leaves.append(self.leaf)
        self.y = self.sheet.top
        self.bands = []
        self.opened(self)
        return self.leaf

    def end(self) -> None:
        """Close the page that is open."""
        if self.leaf is not None:
            self.closed(self)
        self.leaf = None

    def put(self, *items: Item) -> None:
        """Put things onto the page that is open."""
        leaf = self.leaf or self.turn()
        leaf.items += items

    def band(self, lines: list[Line], places: tuple[Place, ...] = (), after: float = 0.0) -> None:
        """Lines across the page on a grey ground, kept with `after` points of what follows."""
        rest = list(lines)
        if self.leaf is None or self.left < min(height(rest) + 2 * PAD + after, self._whole()):
            self.turn()
        first = True
        while rest:
            count = max(1, fitting(rest, self.left - 2 * PAD))
            here, rest = rest[:count], rest[count:]
            tall = height(here) + 2 * PAD
            if first:
                self.put(*(replace(place, y=self.y) for place in places))
            self.put(Block(self.sheet.left, self.y, self.sheet.room, tall, 0.92))
            inner = self.sheet.left + PAD
            self.put(*stacked(here, inner, self.y + PAD, self.sheet.room - 2 * PAD))
            self.bands.append((self.y, self.y + tall))
            self.y += tall + PAD
            first = False
            if rest:
                self.turn()

    def row(self, row: Row, ruled: float = 0.0) -> None:
        """A row, whole where a page can hold it; else over as many pages as it needs.

        `ruled`: the thickness of the line below it.
        """
        tall = row.height + (PAD if ruled else 0.0)
        if tall > self.left and (tall <= self._whole() or self.left < self._least(row)):
            self.turn()
        first = True
        while True:
            room = self.left - (PAD if ruled else 0.0)
            counts = [fitting(list(each.lines), room) for each in row.columns]
            if not any(counts) and any(each.lines for each in row.columns):
                counts = [min(1, len(each.lines)) for each in row.columns]
            self._place(row, counts, first)
            rest = [each.lines[n:] for each, n in zip(row.columns, counts, strict=True)]
            if ruled:
                x, self.y = self.sheet.left, self.y + PAD
                self.put(Rule(x, self.y, self.sheet.right, self.y, ruled, 0.35))
            self.y += PAD
            if not any(rest):
                return
            columns = tuple(
                replace(each, lines=(*each.again, *lines), link="")
                for each, lines in zip(row.columns, rest, strict=True)
            )
            row = replace(row, columns=columns, tall=0.0, items=lambda _: [], places=())
            first = False
            self.turn()

    def _place(self, row: Row, counts: list[int], first: bool) -> None:
        if first:
            self.put(*(replace(place, y=self.y) for place in row.places))
        self.put(*row.items(self.y))
        tall = row.tall
        for each, count in zip(row.columns, counts, strict=True):
            lines = list(each.lines[:count])
            tall = max(tall, height(lines))
            placed = stacked(lines, each.x, self.y, each.wide, each.align)
            linked = len(placed) if each.link.startswith("http") else 1
            for k in range(min(linked, len(placed)) if each.link else 0):
                placed[k] = replace(placed[k], link=each.link)
            self.put(*placed)
        self.y += tall

    def _least(self, row: Row) -> float:
        """How much room a row that no page holds needs to begin on the page that is open."""
        return max(row.tall, 0.35 * self._whole())

    def _whole(self) -> float:
        """How much an empty page holds."""
        return self.bottom - self.sheet.top - 24.0
