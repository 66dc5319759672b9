"""The shot list as a workbook: pictures beside their fields, scenes and cast summed up, ready to
print. The only door to xlsxwriter.

Words are written as words: none of them can become a formula or a link. The totals below the shots
are formulas of ours, so that they follow a filter.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from storyforge.core.board import Board, Panel, Plate
from storyforge.core.coded import PictureFault
from storyforge.core.columns import COLUMNS, chosen
from storyforge.core.imprint import of_whole
from storyforge.core.seams import Stock, Written
from storyforge.core.shot_cells import Cell, rows
from storyforge.darkroom.smaller import thumbnail
from storyforge.exporters.sheet_look import (
    CREW,
    DAY,
    MARGIN,
    NUMBERS,
    PAPERS,
    POINT,
    THUMB,
    Looks,
    Thumbs,
    footer,
    framed,
    height,
    page_line,
    place,
    words,
)
from storyforge.exporters.sheet_sums import Sums

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_AHEAD = 32  # pictures that are made small before they are wanted
_GAPS = {"failed": "could not be made", "absent": "is not here", "waiting": "is being made"}


class Workbook:
    """`storyforge export xlsx`."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """One workbook of three sheets: shots, scenes, cast and places."""
        names = _columns(board, str(wishes.get("columns", "")))
        thumbs = _thumbs(board, stock) if wishes.get("pictures", True) else None
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, _OPTIONS)
        _about(book, board)
        paper = PAPERS[str(wishes.get("paper", "A4"))]
        looks = Looks(book)
        sheet = _sheet(book, "Shots", board, paper)
        wished = bool(str(wishes.get("columns", "")).strip())
        printed = len(names) if wished else sum(name in CREW for name in names)
        _Shots(sheet, looks, board, names, printed, thumbs).write()
        sums = Sums(board, looks, thumbs or {})
        sums.scenes(_sheet(book, "Scenes", board, paper))
        sums.plates(_sheet(book, "Cast & places", board, paper))
        book.close()
        return [("", out.getvalue())]


def _columns(board: Board, wish: str) -> tuple[str, ...]:
    """What is wished as it is wished; else what a crew reads first, and nothing that is empty."""
    names = chosen(wish)
    if wish.strip():
        return names
    filled = {name for _, _, cells in rows(board) for name, cell in cells.items() if _says(cell)}
    always = ("scene", "shot", "description")
    kept = [name for name in (*names, "camera line") if name in filled or name in always]
    return (*(each for each in CREW if each in kept), *(e for e in kept if e not in CREW))


def _says(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _thumbs(board: Board, stock: Stock) -> Thumbs:
    """Every picture small, by digest; None for one that cannot be read."""
    shown: tuple[Panel | Plate, ...] = (*board.panels(), *board.plates)
    wanted = list(dict.fromkeys(each.picture for each in shown if each.picture))
    found: dict[str, tuple[bytes, int, int] | None] = {}
    with ThreadPoolExecutor(max(1, stock.cores)) as pool:
        for start in range(0, len(wanted), _AHEAD):
            part = wanted[start : start + _AHEAD]
            found |= zip(part, pool.map(lambda each: _thumb(stock, each), part), strict=True)
            stock.told(len(found), len(wanted))
    return found


def _thumb(stock: Stock, digest: str) -> tuple[bytes, int, int] | None:
    try:
        return thumbnail(stock.picture(digest), 2 * THUMB)
    except PictureFault:
        return None


def _about(book: Any, board: Board) -> None:
    whole = of_whole(board)
    credit = [f"{said} ({link})" if link else said for said, link in board.credits]
    source = [f"Digital source type: {whole.source}"] if whole.source else []
    said: dict[str, str] = {
        "title": board.title,
        "subject": board.logline,
        "author": board.director,
        "company": board.company,
        "comments": "\n".join((*credit, *source)),
    }
    book.set_properties(
        {"created": DAY, **{name: words(text)[:2000] for name, text in said.items()}}
    )


def _sheet(book: Any, name: str, board: Board, paper: int) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)
    draft = f" · {board.draft}" if board.draft else ""
    sheet.set_header(page_line(f"{board.title or 'Untitled'}{draft}", name.replace("&", "&&")))
    sheet.set_footer(footer(" · ".join(said for said, _ in board.credits)))
    return sheet


@dataclass(frozen=True, slots=True)
class _Shots:
    """The first sheet: a row a shot. `printed`: how many of `names` go on paper, from the first;
    the rest is for the desk."""

    sheet: Any
    looks: Looks
    board: Board
    names: tuple[str, ...]
    printed: int
    thumbs: Thumbs | None

    @property
    def lead(self) -> int:
        """Columns before the first of `names`: the picture's, where there is one."""
        return 0 if self.thumbs is None else 1

    def write(self) -> None:
        """Headings, shots, totals."""
        self._headings()
        last, before = 0, None
        tinted = True
        for last, (scene, panel, cells) in enumerate(rows(self.board), 1):
            first = scene is not before
            tinted, before = tinted != first, scene
            self._row(last, panel, cells, first, tinted)
        self._total(last)
        self.sheet.autofilter(0, 0, max(last, 1), self.lead + len(self.names) - 1)
        self.sheet.print_area(0, 0, last + 1, self.lead + max(1, self.printed) - 1)

    def _headings(self) -> None:
        self.sheet.set_row(0, 24)
        if self.lead:
            self.sheet.set_column(0, 0, (THUMB + 2 * MARGIN) / 7)
            self.sheet.write_string(0, 0, "Picture", self.looks.head())
        for at, name in enumerate(self.names, self.lead):
            column = COLUMNS[name]
            self.sheet.set_column(at, at, column.width)
            self.sheet.write_string(0, at, column.title, self.looks.head(column.sort != "words"))
        front = [at for at, name in enumerate(self.names, self.lead) if name in ("scene", "shot")]
        beside = front == [self.lead, self.lead + 1]  # they stay in sight, beside their picture
        self.sheet.freeze_panes(1, self.lead + 2 if beside else self.lead)

    def _row(
        self, at: int, panel: Panel, cells: Mapping[str, Cell], first: bool, tinted: bool
    ) -> None:
        texts = [(str(cells[n]), COLUMNS[n].width) for n in self.names if _is_words(cells[n])]
        self.sheet.set_row(at, height(texts, self._least(panel)))
        if self.lead:
            self._picture(at, panel, first, tinted)
        for column, name in enumerate(self.names, self.lead):
            look = self._look(name, panel, first, tinted)
            _put(self.sheet, at, column, cells[name], look)

    def _look(self, name: str, panel: Panel, first: bool, tinted: bool) -> Any:
        sort = COLUMNS[name].sort
        if sort != "words":
            wanted: dict[str, Any] = {"num_format": NUMBERS[sort], "align": "right"}
        elif name == "state":
            wanted = self.looks.state(panel.state)
        else:
            wanted = {"bold": True} if name in ("scene", "shot") else {}
        return self.looks.cell(first, tinted, **wanted)

    def _least(self, panel: Panel) -> float:
        """Points of a row that shows its picture whole."""
        return (_frame(panel, self.thumbs)[1] + 2 * MARGIN) * POINT if self.lead else 0.0

    def _picture(self, at: int, panel: Panel, first: bool, tinted: bool) -> None:
        small = (self.thumbs or {}).get(panel.picture or "")
        if small is None:
            why = "cannot be read" if panel.picture else _GAPS.get(panel.state, "is not made yet")
            look = self.looks.gap(first, tinted)
            self.sheet.write_string(at, 0, f"This picture {why}", look)
            return
        self.sheet.write_blank(at, 0, None, self.looks.cell(first, tinted))
        place(self.sheet, at, small, _frame(panel, self.thumbs), words(f"Shot {panel.number}"))

    def _total(self, last: int) -> None:
        """Shots, running time and cost of all rows that a filter leaves."""
        at = last + 1
        self.sheet.set_row(at, 24)
        for column in range(self.lead + len(self.names)):
            self.sheet.write_blank(at, column, None, self.looks.total())
        self.sheet.write_string(at, 0, "Total", self.looks.total())
        for column, name in enumerate(self.names, self.lead):
            if name in _SUMMED and last:
                self._sum(at, column, name, last)

    def _sum(self, at: int, column: int, name: str, last: int) -> None:
        letter = xl_col_to_name(column)
        found = [cells[name] for _, _, cells in rows(self.board) if _says(cells[name])]
        # Counts and adds what a filter leaves: 103 counts what is not empty, 109 adds.
        work, value = (
            ("103", len(found)) if name == "shot" else ("109", float(sum(map(_number, found))))
        )
        shape = '0 "shots"' if name == "shot" else NUMBERS[COLUMNS[name].sort]
        look = self.looks.total(num_format=shape, align="right")
        formula = f"=SUBTOTAL({work},{letter}2:{letter}{last + 1})"
        self.sheet.write_formula(at, column, formula, look, value)


_SUMMED = frozenset(("shot", "duration", "frames", "cost"))


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | Fraction | Decimal) else 0.0


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str)


def _put(sheet: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, words(cell), look)
    else:
        sheet.write_number(row, column, float(cell), look)


def _frame(panel: Panel, thumbs: Thumbs | None) -> tuple[int, int]:
    """Width and height in pixels at which a panel's picture is shown."""
    small = (thumbs or {}).get(panel.picture or "")
    wide, high = (small[1], small[2]) if small else (panel.width, panel.height)
    return framed(wide or 16, high or 9)
