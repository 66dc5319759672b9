"""The board on paper: a PDF that a first assistant director hands to a crew.

The document is planned page by page, then drawn: so a page knows how many there are, a list knows
on which page a shot is, and pictures are made ready in the order in which they are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from fpdf.enums import PageMode

from storyforge.core.board import Board
from storyforge.core.imprint import of_whole, packet
from storyforge.core.seams import Stock, Written
from storyforge.exporters.pdf import back, front
from storyforge.exporters.pdf.ahead import Prints
from storyforge.exporters.pdf.ahead import wanted as pictures_of
from storyforge.exporters.pdf.binding import IN_MEMORY, Paper
from storyforge.exporters.pdf.draw import Press
from storyforge.exporters.pdf.fonts import Fonts
from storyforge.exporters.pdf.grid import grid
from storyforge.exporters.pdf.ink import Ink
from storyforge.exporters.pdf.leaf import Leaf, Place
from storyforge.exporters.pdf.letters import Letters
from storyforge.exporters.pdf.paper import Sheet
from storyforge.exporters.pdf.rows import ekonte, rows
from storyforge.exporters.pdf.running import Running
from storyforge.exporters.pdf.wishes import Wanted, wanted

_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # what reproducible builds say who know no date
_LARGE = {"a3": 1.3, "tabloid": 1.3}


@dataclass(frozen=True, slots=True)
class Document:
    """The exporter."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """One file; equal boards and wishes give equal bytes on one machine."""
        asked = wanted(wishes)

        def write(file: BinaryIO) -> None:
            with SpooledTemporaryFile(IN_MEMORY) as waiting:
                pdf = _opened(board, waiting)
                fonts = Fonts(pdf)
                try:
                    fonts.open(asked.font)
                    letters = Letters(fonts)
                    page, leaves = planned(board, asked, letters)
                    running = Running(letters, page, board, asked.watermark, len(leaves))
                    _draw(pdf, running, leaves, stock, asked.grey)
                    pdf.bind(file)
                finally:
                    fonts.close()

        return (("", write),)


def planned(board: Board, asked: Wanted, letters: Letters) -> tuple[Sheet, list[Leaf]]:
    """Every page of a document, with all that stands on it."""
    scale = _LARGE.get(asked.paper, 1.0)
    make = {"rows": rows, "ekonte": ekonte}.get(asked.layout, grid)
    page, body = make(board, asked, letters, scale)
    leaves = front.cover(board, page, letters, scale) if asked.cover else []
    leaves += body
    if asked.plates and board.plates:
        leaves += back.plates(board, page, letters, scale)
    if asked.listed and board.panels():
        where = {
            item.name: number
            for number, leaf in enumerate(leaves, 1)
            for item in leaf.items
            if isinstance(item, Place)
        }
        leaves += back.shots(board, page, letters, where, scale)
    if not leaves:
        leaves = front.nothing(board, asked, page, letters, scale)
    return page, leaves + back.lost(page, letters, scale)


def _opened(board: Board, waiting: SpooledTemporaryFile[bytes]) -> Paper:
    pdf = Paper(waiting)
    pdf.set_creation_date(_date(board.draft))
    pdf.set_producer("storyforge")
    pdf.set_creator("storyforge")
    pdf.set_title(_legal(board.title))
    if author := board.director or board.company:
        pdf.set_author(_legal(author))
    if board.logline:
        pdf.set_subject(_legal(board.logline))
    if board.credits:
        pdf.set_keywords(_legal(", ".join(words for words, _ in board.credits)))
    xmp = packet(of_whole(board)).decode()
    pdf.set_xmp_metadata(re.sub(r"<\?xpacket.*?\?>", "", xmp))
    pdf.page_mode = PageMode.USE_OUTLINES
    return pdf


def _legal(text: str) -> str:
    """Words for the document's own data: printable, and bounded."""
    return "".join(c for c in text if c.isprintable())[:2000]


def _date(draft: str) -> datetime:
    """The day that a draft names (`2026-03-04`); the epoch when it names none."""
    found = _DATE.search(draft)
    try:
        return datetime(*map(int, found.groups()), tzinfo=UTC) if found else _NEVER  # type: ignore[arg-type,misc]
    except ValueError:
        return _NEVER


def _draw(pdf: Paper, running: Running, leaves: list[Leaf], stock: Stock, grey: bool) -> None:
    with ThreadPoolExecutor(max(1, stock.cores)) as pool:
        prints = Prints(stock, pool, pictures_of(leaves), grey)
        prints.begin()
        press = Press(pdf, Ink(pdf, running.letters.fonts), running, prints)
        for number, leaf in enumerate(leaves, 1):
            press.leaf(number, leaf)
            stock.told(number, len(leaves))
