"""What runs through a document: the header and the footer of every page, and the watermark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from storyforge.core.board import Board
from storyforge.exporters.pdf.leaf import Item, Leaf, Line, Rule, Style, Words
from storyforge.exporters.pdf.letters import Letters
from storyforge.exporters.pdf.paper import MARGIN, Sheet, sheet

TITLE, DRAFT, COMPANY = 0.34, 0.2, 0.4
"""Shares of the page's width that the header and the footer have for words of any length."""

STRONG, SMALL = Style(9.2, bold=True), Style(7.6, grey=0.3)
_HEAD = replace(SMALL, size=8.4)
_APART = 12.0
_MOST = 0.25  # of the page: how tall a footer of many credits may become

_Credit = tuple[float, Line, str]
"""Left edge, words and address of one credit."""


def paper(name: str, lying: bool, board: Board, letters: Letters) -> Sheet:
    """The sheet of a named paper, with room at its foot for every credit of the board."""
    page = sheet(name, lying)
    more = max(0, len(_credits(page, board, letters)) - 1)
    return replace(page, bottom=page.bottom - more * SMALL.tall)


def _company(page: Sheet, board: Board, letters: Letters) -> Line:
    return letters.short(board.company, SMALL, page.room * COMPANY)


def _credits(page: Sheet, board: Board, letters: Letters) -> list[list[_Credit]]:
    """The lines of a page's credits from the top; the first has the company at its left."""
    company = _company(page, board, letters)
    left = page.left + (company.width + 2 * _APART if company.text else 0.0)
    out: list[list[_Credit]] = []
    rest = list(board.credits)
    while rest and len(out) * SMALL.tall < _MOST * page.tall:
        here: list[tuple[Line, str]] = []
        used = -_APART
        while rest:
            line = letters.short(rest[0][0], SMALL, page.right - left)
            if here and used + _APART + line.width > page.right - left:
                break
            here.append((line, rest.pop(0)[1]))
            used += _APART + line.width
        out.append(list(_set(here, page.right - used)))
        left = page.left
    return out


def _set(named: list[tuple[Line, str]], x: float) -> Iterator[_Credit]:
    for line, link in named:
        yield x, line, link
        x += line.width + _APART


@dataclass(frozen=True, slots=True)
class Running:
    """Says what stands round about the panels. `of`: how many pages there are."""

    letters: Letters
    page: Sheet
    board: Board
    watermark: str
    of: int

    def header(self, number: int, leaf: Leaf) -> list[Item]:
        """Title, scene, draft and number of a page, parted by a rule from what is below."""
        page, board, letters = self.page, self.board, self.letters
        title = letters.short(board.title, STRONG, page.room * TITLE)
        right = f"{number} of {self.of}"
        if board.draft.strip():
            draft = letters.short(board.draft, _HEAD, page.room * DRAFT)
            right = f"{draft.text}   ·   {right}"
        last = letters.line(right, _HEAD)
        out: list[Item] = [
            Words(page.left, MARGIN, page.room, title, "left"),
            Words(page.left, MARGIN + 1, page.room, last, "right"),
            Rule(page.left, MARGIN + 15, page.right, MARGIN + 15, 0.6),
        ]
        room = page.room - title.width - last.width - 32
        if leaf.slug and room > 40:
            slug = letters.short(leaf.slug, _HEAD, room)
            out.append(Words(page.left + title.width + 16, MARGIN + 1, room, slug, "centre"))
        return out

    def footer(self) -> list[Item]:
        """Company and credits, each credit a link."""
        page = self.page
        lines = _credits(page, self.board, self.letters)
        y = page.tall - MARGIN - 9 - max(0, len(lines) - 1) * SMALL.tall
        out: list[Item] = []
        company = _company(page, self.board, self.letters)
        if company.text:
            out.append(Words(page.left, y, page.room, company, "left"))
        for line in lines:
            out += [Words(x, y, said.width, said, "left", link) for x, said, link in line]
            y += SMALL.tall
        return out

    def across(self) -> Words | None:
        """The watermark as large as the page allows; it is drawn at a slant."""
        if not self.watermark.strip():
            return None
        page = self.page
        size = min(120.0, 0.8 * page.wide)
        probe = self.letters.line(self.watermark[:60], Style(size, bold=True, grey=0.93))
        style = replace(probe.style, size=min(size, size * 0.9 * page.wide / max(1.0, probe.width)))
        line = self.letters.line(self.watermark[:60], style)
        return Words(0.0, page.tall / 2 - style.tall / 2, page.wide, line, "centre")
