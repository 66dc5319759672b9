"""Panels in rows: the picture at the left and its words beside it, or a Japanese e-konte.

A row is as tall as its words. One that no page can hold goes on over the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from storyforge.core.board import Board, BoardScene, Panel
from storyforge.exporters.pdf.flow import PAD, Column, Flow, Row
from storyforge.exporters.pdf.front import Opening, opening
from storyforge.exporters.pdf.grid import framed, places
from storyforge.exporters.pdf.leaf import Item, Leaf, Line, Rule, height, stacked
from storyforge.exporters.pdf.letters import Letters
from storyforge.exporters.pdf.paper import Sheet, aspect
from storyforge.exporters.pdf.running import paper
from storyforge.exporters.pdf.wishes import FIELDS, Wanted
from storyforge.exporters.pdf.words import TALK, Writer, feet, hand, heading, slate

_WORDS = frozenset(FIELDS) - set(TALK)
_GAP = 12.0


def rows(board: Board, asked: Wanted, letters: Letters, scale: float) -> tuple[Sheet, list[Leaf]]:
    """Pictures at the left, three or four to a page, words at the right."""
    page = paper(asked.paper, asked.way == "landscape", board, letters)
    writer = Writer(letters, hand(13.5 * scale, 9.6 * scale), board, asked.fields)
    ratio = aspect(board.ratio)
    most = min(0.22 if page.tall > page.wide else 0.36, 0.4) * page.height
    wide = min(page.room * 0.5, most * ratio)
    start = opening(board, asked, page, letters, scale)
    flow = Flow(page, [*start.leaves], opened=start.begin)
    for scene, panel, first in _panels(board):
        if first:
            _scene(flow, writer, asked, scene, wide / ratio)
        row = _beside(writer, page, scene, panel, wide)
        flow.row(replace(row, places=(places(scene, panel, 0.0, False))), 0.5)
    flow.end()
    return page, flow.leaves


def _panels(board: Board) -> Iterator[tuple[BoardScene, Panel, bool]]:
    for scene in board.scenes:
        for number, panel in enumerate(scene.panels):
            yield scene, panel, number == 0


def _scene(flow: Flow, writer: Writer, asked: Wanted, scene: BoardScene, after: float) -> None:
    """A scene's slugline across the page, kept with its first panel."""
    flow.slug = heading(scene)
    if asked.scene_pages:
        flow.end()
    if flow.leaf is not None and not flow.leaf.slug:
        flow.leaf.slug = flow.slug
    said = heading(scene) if "scene" in writer.fields else ""
    lines = writer.letters.wrap(said, writer.hand.strong, flow.sheet.room - 2 * PAD) if said else []
    mark = places(scene, scene.panels[0], 0.0, True)[:1]
    if lines:
        flow.band(lines, mark, after + 3 * PAD)
    else:
        if flow.leaf is None or flow.left < after:
            flow.turn()
        flow.put(replace(mark[0], y=flow.y))


def _beside(writer: Writer, page: Sheet, scene: BoardScene, panel: Panel, wide: float) -> Row:
    x, tall = page.left + wide + _GAP, wide / aspect(writer.board.ratio)
    room = page.right - x
    called = slate(scene, panel)
    head = list(writer.letters.wrap(called, writer.hand.slate, room))
    right = "  ·  ".join(each for each in (writer.mark(panel), writer.length(panel)) if each)
    if right:
        head.append(_opposite(writer, head[0], right, room))
    lines = (*head, *writer.lines(panel, room))
    more = replace(writer.hand.slate, grey=0.3)
    again = (writer.letters.short(f"{called[:80]} (cont.)", more, room),)
    return Row(
        (Column(x, room, lines, again),),
        tall,
        lambda y: framed(writer, panel, page.left, y, wide, tall),
    )


def _opposite(writer: Writer, head: Line, text: str, room: float) -> Line:
    """State and duration: at the right of the number where there is room, else below it."""
    line = replace(writer.letters.short(text, writer.hand.text, room), align="right")
    return replace(line, gap=-line.tall) if head.width + line.width + 10 <= room else line


def ekonte(board: Board, asked: Wanted, letters: Letters, scale: float) -> tuple[Sheet, list[Leaf]]:
    """Columns of cut, picture, action, dialogue and sound, time; each page with its sum."""
    page = paper(asked.paper, asked.way == "landscape", board, letters)
    writer = Writer(letters, hand(10.0 * scale, 8.6 * scale), board, asked.fields)
    start = opening(board, asked, page, letters, scale)
    book = _Book(page, writer, _edges(page, aspect(board.ratio), scale), start)
    foot = 2.2 * writer.hand.text.tall
    flow = Flow(page, [*start.leaves], foot=foot, opened=book.opened, closed=book.closed)
    for scene, panel, first in _panels(board):
        if first:
            tall = book.frame[1]
            _scene(flow, writer, asked, scene, tall)
        row = book.row(scene, panel)
        flow.row(row, 0.4)
    book.last = True
    flow.end()
    return page, flow.leaves


def _edges(page: Sheet, ratio: float, scale: float) -> tuple[float, ...]:
    """Where the vertical rules of an e-konte stand, the outer ones included."""
    cut, time = 46.0 * scale, 46.0 * scale
    picture = min(0.36 * page.room, 0.24 * page.height * ratio) + 2 * PAD
    rest = page.room - cut - time - picture
    steps = (cut, picture, rest * 0.5, rest * 0.5, time)
    out = [page.left]
    for step in steps:
        out.append(out[-1] + step)
    return tuple(out)


@dataclass(slots=True)
class _Book:
    """The columns of an e-konte and its sums. `here`: frames that began on this page."""

    page: Sheet
    writer: Writer
    edges: tuple[float, ...]
    start: Opening
    here: int = 0
    total: int = 0
    top: float = 0.0
    last: bool = False

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height of a picture."""
        wide = self.edges[2] - self.edges[1] - 2 * PAD
        return wide, wide / aspect(self.writer.board.ratio)

    def count(self, frames: int) -> None:
        """Add the length of a panel that begins on this page."""
        self.here += frames
        self.total += frames

    def column(self, number: int) -> tuple[float, float]:
        """Left edge and width for words of a column."""
        left, right = self.edges[number : number + 2]
        return left + PAD, right - left - 2 * PAD

    def row(self, scene: BoardScene, panel: Panel) -> Row:
        """One panel as a row."""
        writer = self.writer
        (x0, w0), (x2, w2), (x3, w3), (x4, w4) = (self.column(n) for n in (0, 2, 3, 4))
        called = slate(scene, panel)
        number = writer.letters.wrap(called, writer.hand.slate, w0)
        if mark := writer.mark(panel):
            number += writer.letters.wrap(mark, writer.hand.faint, w0, 2.0)
        time = feet(panel.frames, writer.board.fps) if "duration" in writer.fields else ""
        cont = writer.letters.wrap(f"{called[:24]} (cont.)", writer.hand.faint, w0)
        wide, tall = self.frame
        x1 = self.edges[1] + PAD
        columns = (
            Column(x0, w0, tuple(number), tuple(cont)),
            Column(x2, w2, tuple(writer.lines(panel, w2, _WORDS))),
            Column(x3, w3, tuple(writer.lines(panel, w3, frozenset(TALK)))),
            Column(x4, w4, tuple(writer.letters.wrap(time, writer.hand.slate, w4)), (), "right"),
        )

        def begun(y: float) -> list[Item]:
            self.count(panel.frames)
            return framed(writer, panel, x1, y, wide, tall)

        return Row(columns, tall, begun, places(scene, panel, 0.0, False))

    def opened(self, flow: Flow) -> None:
        """The names of the columns, at the top of a page."""
        self.start.begin(flow)
        names = ("Cut", "Picture", "Action", "Dialogue / sound", "Time")
        self.top, y = flow.y, flow.y + 3
        tall = 0.0
        for number, name in enumerate(names):
            x, wide = self.column(number)
            lines = self.writer.letters.wrap(name, self.writer.hand.faint, wide)
            flow.put(*stacked(lines, x, y, wide, "right" if number == 4 else "start"))
            tall = max(tall, height(lines))
        flow.y = y + tall + 3
        flow.put(Rule(self.page.left, flow.y, self.page.right, flow.y, 0.8))
        flow.y += PAD

    def closed(self, flow: Flow) -> None:
        """Vertical rules, and the sum of the page and of the film so far."""
        bottom = max(flow.y, flow.bottom)
        ends = [self.top, *(y for band in flow.bands for y in band), bottom]
        for x in self.edges:
            pairs = zip(ends[::2], ends[1::2], strict=True)
            flow.put(*(Rule(x, top, x, below, 0.5) for top, below in pairs))
        flow.put(Rule(self.page.left, self.top, self.page.right, self.top, 0.8))
        flow.put(Rule(self.page.left, bottom, self.page.right, bottom, 0.8))
        fps = self.writer.board.fps
        text = f"Page {feet(self.here, fps)}  ·  Total {feet(self.total, fps)}"
        line: Line = self.writer.letters.line(text, self.writer.hand.strong)
        flow.put(*stacked([line], self.page.left, bottom + 3, self.page.room - PAD, "right"))
        self.here = 0
