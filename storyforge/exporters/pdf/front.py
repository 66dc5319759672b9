"""What stands before the panels: the cover, or a heading where there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from storyforge.core.board import Board
from storyforge.core.timecode import clock
from storyforge.exporters.pdf.flow import PAD, Column, Flow, Row
from storyforge.exporters.pdf.leaf import Leaf, Line, Picture, Place, Rule, Style, height, stacked
from storyforge.exporters.pdf.letters import Letters
from storyforge.exporters.pdf.paper import Sheet, aspect
from storyforge.exporters.pdf.running import COMPANY, DRAFT, SMALL, STRONG, TITLE
from storyforge.exporters.pdf.wishes import Wanted

_LABEL, _FACTS, _APART = 78.0, 200.0, 24.0
_TITLES = (46.0, 38.0, 31.0, 25.0, 20.0, 16.0)
"""Sizes of a title; the largest that sets it in two lines is taken, else the smallest."""

_LEAST = 110.0  # points: a smaller picture is not worth its place on a cover

Facts = list[tuple[str, str, str]]
"""Name, value and link (may be empty) of what a cover lists."""


def people(board: Board) -> Facts:
    """Who makes the film, which draft it is, who must be named."""
    named = (("Director", board.director), ("Company", board.company), ("Draft", board.draft))
    out = [(name, value, "") for name, value in named if value.strip()]
    label = ("Pictures", *("" for _ in board.credits))
    return out + [(name, *each) for name, each in zip(label, board.credits, strict=False)]


def amounts(board: Board) -> Facts:
    """How much there is of it."""
    shots = board.panels()
    gaps = sum(panel.picture is None for panel in shots)
    frames = sum(panel.frames for panel in shots)
    out = [
        ("Scenes", str(sum(bool(scene.panels) for scene in board.scenes)), ""),
        ("Shots", str(len(shots)), ""),
        ("Running time", clock(frames, board.fps), ""),
        ("Format", f"{board.ratio}, {board.fps} fps", ""),
    ]
    if gaps:
        out.insert(2, ("Drawn", f"{len(shots) - gaps} of {len(shots)} shots", ""))
    return out


def cover(board: Board, page: Sheet, letters: Letters, scale: float) -> list[Leaf]:
    """The cover, on as many pages as its words need: title, logline, a picture, the facts beside
    it where the page lies or the picture stands, else below it."""
    head = _head(board, page, letters, scale)
    ratio = aspect(board.ratio)
    drawn = next((each.picture for each in board.panels() if each.picture), None)
    beside = page.wide > page.tall or ratio < 1
    aside = (_FACTS * scale + _APART) if beside else 0.0
    room = page.height - sum(height(list(each)) + PAD for each in head) - 14 * scale
    facts = _paired(board, page, letters, scale)
    if not beside:
        room -= sum(row.height + PAD for row in facts) + 10
    wide = min(page.room - aside, room * ratio)
    if drawn is None or wide / ratio < _LEAST:
        wide = 0.0
    spare = room - wide / ratio
    flow = Flow(replace(page, top=page.top + max(0.0, 0.35 * spare) if wide else page.top), [])
    flow.turn()
    flow.put(Place("cover", 0.0, "Cover", 0))
    for lines in head:
        flow.row(Row((Column(page.left, page.room, lines),)))
    flow.y += 14 * scale
    if wide and drawn is not None:
        flow.put(Picture(page.left, flow.y, wide, wide / ratio, drawn))
        if beside:
            facts = _single(board, replace(page, left=page.left + wide + _APART), letters, scale)
        else:
            flow.y += wide / ratio + 10
    elif not wide:
        flow.put(Rule(page.left, flow.y, page.right, flow.y, 0.8))
        flow.y += 8
    for row in facts:
        flow.row(row)
    flow.end()
    for leaf in flow.leaves:
        leaf.bare = True
    return flow.leaves


def _head(board: Board, page: Sheet, letters: Letters, scale: float) -> list[tuple[Line, ...]]:
    """Title and logline, as lines."""
    title: tuple[Line, ...] = ()
    for size in _TITLES if len(board.title) < 400 else _TITLES[-1:]:
        style = Style(size * scale, bold=True, leading=1.12)
        title = tuple(letters.wrap(board.title, style, page.room))
        if len(title) <= 2:
            break
    if not board.logline.strip():
        return [title]
    style = Style(13 * scale, grey=0.25, leading=1.38)
    measure = min(page.room, 560 * scale)
    return [title, tuple(letters.wrap(board.logline, style, measure))]


def _cells(
    fact: tuple[str, str, str] | None, x: float, right: float, letters: Letters, scale: float
) -> tuple[Column, ...]:
    """The two columns of one fact."""
    if fact is None:
        return ()
    name, said, link = fact
    size, label = Style(10.5 * scale), _LABEL * scale
    names = tuple(letters.wrap(name, replace(size, grey=0.42), label - 6))
    lines = tuple(letters.wrap(said, size, right - x - label))
    return (Column(x, label, names), Column(x + label, right - x - label, lines, link=link))


def _single(board: Board, page: Sheet, letters: Letters, scale: float) -> list[Row]:
    """All facts, one below another."""
    first = [Row(_cells(each, page.left, page.right, letters, scale)) for each in people(board)]
    rest = [Row(_cells(each, page.left, page.right, letters, scale)) for each in amounts(board)]
    if not first:
        return rest
    gap = Row((), 6.0 * scale)
    return [*first, gap, *rest]


def _paired(board: Board, page: Sheet, letters: Letters, scale: float) -> list[Row]:
    """People at the left, amounts at the right; amounts alone where nobody is named."""
    named, counted = people(board), amounts(board)
    if not named:
        return [Row(_cells(each, page.left, page.right, letters, scale)) for each in counted]
    middle = page.left + 0.56 * page.room
    return [
        Row(
            (
                *_cells(left, page.left, middle - _APART, letters, scale),
                *_cells(right, middle, page.right, letters, scale),
            )
        )
        for left, right in zip_longest(named, counted)
    ]


@dataclass(frozen=True, slots=True)
class Opening:
    """A heading for a document without a cover: what its header cannot say in whole. It stands at
    the top of the first page of panels, or on `leaves` before it where it is long."""

    page: Sheet
    lines: tuple[Line, ...] = ()
    leaves: tuple[Leaf, ...] = ()

    @property
    def tall(self) -> float:
        """What it takes of the first page."""
        return height(list(self.lines)) + 10.0 if self.lines else 0.0

    def put(self, leaf: Leaf) -> float:
        """Put it on a page; returns how tall it is."""
        page, below = self.page, self.page.top + self.tall - 5
        if self.lines:
            leaf.items += stacked(list(self.lines), page.left, page.top, page.room)
            leaf.items.append(Rule(page.left, below, page.right, below, 0.5, 0.5))
        return self.tall

    def begin(self, flow: Flow) -> None:
        """Put it on a flow's page, if that is its first."""
        if flow.leaf is not None and len(flow.leaves) == len(self.leaves) + 1:
            flow.y += self.put(flow.leaf)


def opening(board: Board, asked: Wanted, page: Sheet, letters: Letters, scale: float) -> Opening:
    """The heading that a document needs; empty where it has a cover, or its header says all."""
    if asked.cover:
        return Opening(page)
    strong, plain = Style(13 * scale, bold=True), Style(9.2 * scale, grey=0.25)
    said = (
        (board.title, STRONG, TITLE, strong),
        (board.draft, SMALL, DRAFT, plain),
        (board.company, SMALL, COMPANY, plain),
        *((words, SMALL, 1 - COMPANY, plain) for words, _ in board.credits),
    )
    lines: list[Line] = []
    for text, small, share, style in said:
        if _longer(text, small, share * page.room, letters):
            lines += letters.wrap(text, style, page.room, 3.0)
    if height(lines) <= 0.3 * page.height:
        return Opening(page, tuple(lines))
    flow = Flow(page, [])
    flow.row(Row((Column(page.left, page.room, tuple(lines)),)))
    flow.end()
    return Opening(page, (), tuple(flow.leaves))


def _longer(text: str, style: Style, room: float, letters: Letters) -> bool:
    return len(text) > 400 or letters.short(text, style, room).text.endswith("…") > (
        text.strip().endswith("…")
    )


def nothing(board: Board, asked: Wanted, page: Sheet, letters: Letters, scale: float) -> list[Leaf]:
    """The page of a board without shots."""
    start = opening(board, asked, page, letters, scale)
    leaf = Leaf()
    top = page.top + start.put(leaf)
    line = letters.line("No shots", Style(12 * scale, grey=0.4))
    leaf.items += stacked([line], page.left, top, page.room)
    return [*start.leaves, leaf]
