"""Panels in a grid: 1-up, 2x2, 3x2, 3x3, a strip, a contact sheet.

Every panel has a cell of the same size. Words that its cell cannot hold go on in the cells after
it, under the same number, and a panel's cells stay on one page where a page can hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyforge.core.board import Board, BoardScene, Panel
from storyforge.exporters.pdf.front import Opening, opening
from storyforge.exporters.pdf.leaf import (
    Gap,
    Item,
    Leaf,
    Line,
    Picture,
    Place,
    Rule,
    Words,
    fitting,
    height,
    stacked,
)
from storyforge.exporters.pdf.letters import Letters
from storyforge.exporters.pdf.paper import Sheet, aspect
from storyforge.exporters.pdf.running import paper
from storyforge.exporters.pdf.wishes import FIELDS, GRIDS, Wanted
from storyforge.exporters.pdf.words import Hand, Writer, hand, heading, slate

GUTTER = 16.0
HANDS = {
    "1up": (17.0, 11.5),
    "2x2": (12.5, 9.2),
    "3x2": (11.0, 8.2),
    "3x3": (9.5, 7.2),
    "strip": (11.0, 8.6),
    "contact": (8.5, 7.0),
}
_TEXT = {"1up": 5, "2x2": 6, "3x2": 7, "3x3": 5, "strip": 9, "contact": 0}
"""Lines of text that a cell should have room for below its picture."""


SHRUNK = (1.0, 0.93, 0.86)
"""Shares of the layout's own size at which words may be set before they go on in another cell."""

PICTURES = (1.0, 0.92, 0.85, 0.78, 0.72)
"""Shares of the largest picture, tried until most panels have room for their words."""


def smaller(own: Hand, share: float) -> Hand:
    """The same styles, set smaller."""
    text = replace(own.text, size=max(min(own.text.size, 6.6), own.text.size * share))
    return replace(own, text=text)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the cells of one layout are cut. `aside`: words stand at the picture's right."""

    across: int
    down: int
    wide: float
    tall: float
    pic_wide: float
    pic_tall: float
    aside: bool


def shape(page: Sheet, cells: tuple[int, int], ratio: float, own: Hand, lines: int) -> Shape:
    """Cells of a page: the picture as large as the words below or beside it allow."""
    across, down = cells
    wide = (page.room - GUTTER * (across - 1)) / across
    tall = (page.height - GUTTER * (down - 1)) / down
    top = own.slate.tall + 2
    below_tall = max(0.3 * tall, tall - top - (lines * own.text.tall * 1.08 + 4 if lines else 0))
    below = min(wide, below_tall * ratio)
    if not lines or below >= 0.62 * wide:
        return Shape(across, down, wide, tall, below, below / ratio, False)
    beside = min(wide * 0.56, (tall - top) * ratio)
    if beside < below:
        return Shape(across, down, wide, tall, below, below / ratio, False)
    return Shape(across, down, wide, tall, beside, beside / ratio, True)


def arrange(
    board: Board, asked: Wanted, letters: Letters, scale: float
) -> tuple[Sheet, Shape, Hand]:
    """Page and cells: lying or standing, whichever shows larger pictures when nobody says."""
    own = hand(*(size * scale for size in HANDS[asked.layout]))
    ratio, cells = aspect(board.ratio), GRIDS[asked.layout]
    found = []
    for way in ("landscape", "portrait") if asked.way == "auto" else (asked.way,):
        page = paper(asked.paper, way == "landscape", board, letters)
        cut = cells if way == "landscape" else (min(cells), max(cells))
        cut = (1, 4) if way == "portrait" and asked.layout == "strip" else cut
        found.append((page, shape(page, cut, ratio, own, _TEXT[asked.layout])))
    page, cut_so = max(found, key=lambda each: each[1].pic_wide)
    return page, cut_so, own


def grid(board: Board, asked: Wanted, letters: Letters, scale: float) -> tuple[Sheet, list[Leaf]]:
    """All panels of a board, in cells."""
    page, cells, own = arrange(board, asked, letters, scale)
    writer = Writer(letters, own, board, asked.fields)
    start = opening(board, asked, page, letters, scale)
    whole = fitted(board, cells, writer)
    cards = _Cards(page, lower(whole, start.tall), whole, writer, [*start.leaves], start)
    for scene in board.scenes:
        if asked.scene_pages:
            cards.slot = cells.across * cells.down
        for number, panel in enumerate(scene.panels):
            cards.add(scene, panel, number == 0)
    return page, cards.leaves


def fitted(board: Board, cells: Shape, writer: Writer) -> Shape:
    """Cells whose pictures leave room for the words of four panels in five."""
    if cells.aside or not _TEXT_WANTED & writer.fields:
        return cells
    own = replace(writer, hand=smaller(writer.hand, SHRUNK[-1]))
    talls = sorted(
        height(own.lines(panel, cells.wide, slug=heading(scene) if not number else ""))
        for scene in board.scenes
        for number, panel in enumerate(scene.panels)
    )
    if not talls:
        return cells
    need = talls[min(len(talls) - 1, len(talls) * 4 // 5)]
    free = cells.tall - writer.hand.slate.tall - 6
    for share in PICTURES:
        if free - cells.pic_tall * share >= need:
            break
    else:
        share = 1.0 if need > free else PICTURES[-1]
    return replace(cells, pic_wide=cells.pic_wide * share, pic_tall=cells.pic_tall * share)


def lower(cells: Shape, less: float) -> Shape:
    """The cells of a page that has `less` points for them: pictures give way, words do not."""
    if not less:
        return cells
    lost = less / cells.down
    tall = max(0.3 * cells.pic_tall, cells.pic_tall - lost)
    share = tall / cells.pic_tall
    return replace(cells, tall=cells.tall - lost, pic_wide=cells.pic_wide * share, pic_tall=tall)


_TEXT_WANTED = frozenset(FIELDS) - {"slate", "duration", "state"}


@dataclass(slots=True)
class _Cards:
    """Fills pages with cells: `cells` as on the page that is open, `whole` as on all but the first,
    which may begin with a heading of `low` points."""

    page: Sheet
    cells: Shape
    whole: Shape
    writer: Writer
    leaves: list[Leaf]
    start: Opening
    slot: int = 10**6
    low: float = 0.0
    begun: bool = False

    def add(self, scene: BoardScene, panel: Panel, first: bool) -> None:
        """One panel with all its words."""
        many = self.whole.across * self.whole.down
        if self.begun and self.slot >= many:
            self.cells = self.whole
        cells, writer = self.cells, self.writer
        called = slate(scene, panel)
        head = writer.letters.line(called, writer.hand.slate)
        right = self._right(panel, cells.wide * 0.62)
        room = cells.wide - (right.width + 8 if right else 0.0)
        title = self._title(panel, room - head.width - 8)
        long = head.width > room
        if long:
            head = writer.letters.short(called, writer.hand.slate, room)
        below = cells.tall - head.tall - 2
        space = below if cells.aside else below - cells.pic_tall - 4
        slug = heading(scene) if first else ""
        more = called if long else ""
        lines = self._lines(panel, slug, more, title is not None, space)
        parts = self._parts(lines, space, below)
        if self.slot + len(parts) > many and (len(parts) <= many or self.slot >= many):
            self.slot = many
            if self.begun and cells != self.whole:
                self.add(scene, panel, first)
                return
        for number, part in enumerate(parts):
            x, y = self._next(heading(scene))
            leaf = self.leaves[-1]
            if number:
                self._more(leaf, panel, called, part, x, y)
                continue
            leaf.items += places(scene, panel, y, first)
            leaf.items.append(Words(x, y, cells.wide, head))
            if title:
                drop = (head.tall - title.tall) * 0.7
                leaf.items.append(Words(x + head.width + 8, y + drop, title.width + 1, title))
            if right:
                drop = (head.tall - right.tall) * 0.7
                leaf.items.append(Words(x, y + drop, cells.wide, right, "right"))
            self._card(leaf, panel, part, x, y + head.tall + 2)

    def _lines(
        self, panel: Panel, slug: str, called: str, titled: bool, space: float
    ) -> list[Line]:
        """A panel's words, set a little smaller where they have room in its cell then."""
        tries = []
        for share in SHRUNK:
            own = replace(self.writer, hand=smaller(self.writer.hand, share))
            lines = own.letters.wrap(called, own.hand.strong, self.side) if called else []
            lines += own.lines(panel, self.side, slug=slug, titled=titled)
            if height(lines) <= space:
                return lines
            tries.append(lines)
            if height(lines) > 1.5 * space:
                break
        return tries[0]

    def _title(self, panel: Panel, room: float) -> Line | None:
        """The panel's title beside its number, where there is room for all of it."""
        if "title" not in self.writer.fields or not 0 < len(panel.title) < 200:
            return None
        line = self.writer.letters.line(panel.title, self.writer.hand.text)
        return line if line.width <= room else None

    def _right(self, panel: Panel, room: float) -> Line | None:
        """What stands at the right of the number: state and duration."""
        said = (self.writer.mark(panel), self.writer.length(panel))
        text = "  ·  ".join(each for each in said if each)
        own = self.writer.hand.text
        return self.writer.letters.short(text, own, room) if text else None

    def _parts(self, lines: list[Line], first: float, later: float) -> list[list[Line]]:
        """The lines, cut into what each cell holds."""
        count = fitting(lines, first)
        out, rest = [lines[:count]], lines[count:]
        while rest:
            columns = self._columns(rest, later)
            out.append([line for column in columns for line in column])
            rest = rest[len(out[-1]) :]
        return out

    def _columns(self, lines: list[Line], room: float) -> list[list[Line]]:
        """As many lines as a cell of words holds, in the columns that fit side by side."""
        out: list[list[Line]] = []
        for _ in range(max(1, int((self.cells.wide + 8) // (self.side + 8)))):
            count = max(1, fitting(lines, room))
            out.append(lines[:count])
            lines = lines[count:]
        return out

    @property
    def side(self) -> float:
        """How wide the lines of words are."""
        return self.cells.wide - self.cells.pic_wide - 8 if self.cells.aside else self.cells.wide

    def _next(self, slug: str) -> tuple[float, float]:
        """Where the next cell begins; on a new page where this one is full."""
        cells = self.cells
        if self.slot >= cells.across * cells.down:
            self.leaves.append(Leaf(slug))
            self.low = 0.0 if self.begun else self.start.put(self.leaves[-1])
            self.slot, self.begun = 0, True
        row, column = divmod(self.slot, cells.across)
        self.slot += 1
        x = self.page.left + column * (cells.wide + GUTTER)
        return x, self.page.top + self.low + row * (cells.tall + GUTTER)

    def _card(self, leaf: Leaf, panel: Panel, lines: list[Line], x: float, y: float) -> None:
        cells = self.cells
        leaf.items += framed(self.writer, panel, x, y, cells.pic_wide, cells.pic_tall)
        if cells.aside:
            leaf.items += stacked(lines, x + cells.pic_wide + 8, y, self.side)
        else:
            leaf.items += stacked(lines, x, y + cells.pic_tall + 4, cells.wide)

    def _more(
        self, leaf: Leaf, panel: Panel, called: str, lines: list[Line], x: float, y: float
    ) -> None:
        """A cell of words that go on."""
        style = replace(self.writer.hand.slate, grey=0.3)
        head = self.writer.letters.short(f"{called[:80]} (cont.)", style, self.cells.wide)
        leaf.items.append(Words(x, y, self.cells.wide, head, link=f"#{panel.id}"))
        rule = y + head.tall
        leaf.items.append(Rule(x, rule, x + self.cells.wide, rule, 0.5, 0.5))
        for column in self._columns(lines, self.cells.tall - head.tall - 2):
            leaf.items += stacked(column, x, rule + 2, self.side)
            x += self.side + 8


def places(scene: BoardScene, panel: Panel, y: float, first: bool) -> tuple[Place, ...]:
    """What bookmarks and links lead to at a panel; the scene's own at its first."""
    own = Place(panel.id, y, panel.number or panel.id, 1)
    if not first:
        return (own,)
    return (Place(f"scene {scene.id}", y, heading(scene) or "Shots", 0), own)


def framed(
    writer: Writer, panel: Panel, x: float, y: float, wide: float, tall: float
) -> list[Item]:
    """A panel's picture, or the labelled frame of one that is not there."""
    if panel.picture is not None:
        return [Picture(x, y, wide, tall, panel.picture)]
    style = replace(writer.hand.faint, grey=0.35)
    lines = writer.letters.wrap(writer.gap(panel), style, wide - 12)
    lines = lines[: max(1, fitting(lines, tall))]
    top = y + (tall - height(lines)) / 2
    return [Gap(x, y, wide, tall), *stacked(lines, x + 6, top, wide - 12, "centre")]
