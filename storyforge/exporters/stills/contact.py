"""The contact sheet: all panels of a film at a glance, scene by scene, as one picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, Final

from PIL import Image, ImageDraw

from storyforge.artist.letters.lettering import put
from storyforge.core.board import Board
from storyforge.core.errors import Problem, UsageError
from storyforge.core.imprint import of_whole
from storyforge.core.seams import Stock, Written
from storyforge.darkroom.imprint import imprinted
from storyforge.exporters.stills.coding import coded
from storyforge.exporters.stills.frame import shown
from storyforge.exporters.stills.many import ordered
from storyforge.exporters.stills.sheet import (
    Cell,
    Look,
    Strip,
    Words,
    dotted,
    footing,
    heading,
    ratio_of,
    row_of,
    title_block,
)

HIGHEST: Final = {"png": 30_000, "jpeg": 30_000, "webp": 16_000}
"""Pixels of a sheet's height that programs still open; WebP itself holds 16,383."""

_PIXELS: Final = {"png": 40_000_000, "jpeg": 40_000_000, "webp": 26_000_000}
"""Of one sheet, so that it is drawn and coded within 400 MB."""

_TALL: Final = 1.4142  # of a page, by its width
_WIDTHS: Final = range(320, 12_001)
_COLUMNS: Final = ((3, 3), (16, 4), (40, 5), (150, 6), (400, 8), (800, 10))
_MOST_COLUMNS: Final = 40


@dataclass(frozen=True, slots=True)
class Contact:
    """One picture of all panels in a grid."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """The one sheet, or the page that is wished for; raises UsageError X030, X031."""
        form = wishes["as"] or "png"
        wide = int(wishes["width"])
        if wide not in _WIDTHS:
            sentence = f"a sheet cannot be {wide} pixels wide"
            advice = f"say {_WIDTHS.start} to {_WIDTHS.stop - 1}"
            raise UsageError(Problem("X030", sentence, advice=advice))
        strips, foot, look = _laid_out(board, wide, form, wishes)
        image = _drawn(strips, foot, look, stock)
        yield "", imprinted(coded(image, form), of_whole(board))


def _laid_out(
    board: Board, wide: int, form: str, wishes: Mapping[str, Any]
) -> tuple[list[Strip], Strip, Look]:
    columns, page = int(wishes["columns"]), int(wishes["page"])
    if not 0 <= columns <= _MOST_COLUMNS:
        advice = f"say 1 to {_MOST_COLUMNS}, or 0 to let it choose"
        raise UsageError(Problem("X030", f"a sheet cannot have {columns} columns", advice=advice))
    count = columns or _columns(len(board.panels()), ratio_of(board))
    highest = min(HIGHEST[form], _PIXELS[form] // wide)
    while True:
        dark, ratio = wishes["paper"] == "dark", ratio_of(board)
        look = Look(wide, count, dark, wishes["scenes"], wishes["words"], ratio)
        strips = list(_strips(board, look))
        foot = footing(board, look, "")
        if page:
            return _page(strips, board, look, page, highest)
        if sum(each.height for each in (*strips, foot)) <= highest:
            return strips, foot, look
        if columns or count == _MOST_COLUMNS:
            sentence = f"one sheet would be more than {highest:,} pixels tall"
            advice = "take more columns, less width, or sheets one by one: `--page 1`"
            raise UsageError(Problem("X030", sentence, advice=advice))
        count += 1


def _columns(panels: int, ratio: Fraction) -> int:
    """As many as suit a film of so many panels in 16:9; narrower frames stand closer, so that a
    sheet keeps its shape."""
    usual = next((columns for most, columns in _COLUMNS if panels <= most), 12)
    closer = math.sqrt(Fraction(16, 9) / ratio)
    return min(_MOST_COLUMNS, max(usual, round(usual * closer)))


def _strips(board: Board, look: Look) -> Iterator[Strip]:
    yield title_block(board, look)
    cells: list[Cell] = []
    for scene in board.scenes:
        if look.scenes:
            yield from _rows(cells, look)
            cells = []
            yield heading(scene, board.fps, look)
        cells += [Cell(panel, scene.number, board.fps) for panel in scene.panels]
    yield from _rows(cells, look)


def _rows(cells: list[Cell], look: Look) -> Iterator[Strip]:
    for at in range(0, len(cells), look.columns):
        yield row_of(tuple(cells[at : at + look.columns]), look)


def _page(
    strips: list[Strip], board: Board, look: Look, page: int, highest: int
) -> tuple[list[Strip], Strip, Look]:
    """One of the pages into which all is broken, between rows; a scene's name goes along."""
    room = min(round(look.wide * _TALL), highest) - footing(board, look, "0").height
    pages: list[list[Strip]] = [[]]
    scene: Strip | None = None
    for number, strip in enumerate(strips):
        scene = strip if strip.opens else scene
        after = strips[number + 1].height if strip.opens and number + 1 < len(strips) else 0
        tall = sum(each.height for each in pages[-1])
        if pages[-1] and tall + strip.height + after > room:
            pages.append([] if strip.opens or scene is None else [scene])
        pages[-1].append(strip)
    if not 1 <= page <= len(pages):
        sentence = f"there is no page {page}"
        advice = "there is one page" if len(pages) == 1 else f"there are pages 1 to {len(pages)}"
        raise UsageError(Problem("X031", sentence, advice=advice))
    return pages[page - 1], footing(board, look, f"{page} / {len(pages)}"), look


def _drawn(strips: list[Strip], foot: Strip, look: Look, stock: Stock) -> Image.Image:
    tall = sum(each.height for each in (*strips, foot))
    sheet = Image.new("RGB", (look.wide, tall), look.paper)
    y = 0
    places: list[tuple[Cell, int, int]] = []
    for strip in (*strips, foot):
        _lettered(sheet, strip.words, y, look)
        places += [(cell, x, y) for x, cell in strip.cells]
        y += strip.height
    _filled(sheet, places, look, stock)
    return sheet


def _lettered(sheet: Image.Image, words: tuple[Words, ...], y: int, look: Look) -> None:
    pen = ImageDraw.Draw(sheet)
    for each in words:
        if each.text is None:
            right, thin = each.x + look.inner, max(1, round(look.wide / 1600))
            pen.rectangle((each.x, y + each.y, right, y + each.y + thin - 1), fill=each.colour)
        else:
            put(sheet, each.x, y + each.y, each.text, each.colour)
        if each.dot:
            dotted(sheet, each, y)


def _filled(
    sheet: Image.Image, places: list[tuple[Cell, int, int]], look: Look, stock: Stock
) -> None:
    """Every picture in its place; many are opened at a time."""
    box, thin = look.box, max(1, round(look.wide / 2400))
    pen = ImageDraw.Draw(sheet)
    fill = partial(shown, stock=stock, box=box)
    images = ordered(fill, [cell.panel for cell, _, _ in places], stock.cores)
    for number, ((_, x, y), image) in enumerate(zip(places, images, strict=True), 1):
        left = x + (box[0] - image.width) // 2
        top = y + (box[1] - image.height) // 2
        sheet.paste(image, (left, top))
        edges = (left - thin, top - thin, left + image.width, top + image.height)
        pen.rectangle(edges, outline=look.edge, width=thin)
        stock.told(number, len(places))
