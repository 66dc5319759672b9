"""The shot list as CSV: one row a shot, the same heading always, safe to open in a spreadsheet.

RFC 4180: quotes where they are needed, CR LF at the end of a row; line ends within a cell stay LF.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

from storyforge.core.board import Board
from storyforge.core.columns import chosen, guarded
from storyforge.core.seams import Stock, Written
from storyforge.core.shot_cells import rows, text_of

DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}


class ShotList:
    """`storyforge export csv`."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """One text in UTF-8; with a byte order mark where it is wished."""
        names = chosen(str(wishes.get("columns", "")))
        out = io.StringIO(newline="")
        write = csv.writer(
            out, delimiter=DELIMITERS[wishes.get("delimiter", "comma")], lineterminator="\r\n"
        ).writerow
        write(names)
        count = len(board.panels())
        for done, (_, _, cells) in enumerate(rows(board), 1):
            write([_safe(cells[name]) for name in names])
            stock.told(done, count)
        coding = "utf-8-sig" if wishes.get("bom") else "utf-8"
        return [("", out.getvalue().encode(coding))]


def _safe(cell: Any) -> str:
    """Numbers are ours and stay numbers; words are guarded."""
    return guarded(cell) if isinstance(cell, str) else text_of(cell)
