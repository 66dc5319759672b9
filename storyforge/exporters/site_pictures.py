"""The pictures of an exported board: beside its pages under names that can be read, or within them,
made smaller."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from storyforge.core.board import Board, Choice, Panel, Plate
from storyforge.core.coded import PictureFault
from storyforge.core.errors import Problem, UsageError
from storyforge.core.imprint import Imprint, of_picture
from storyforge.core.seams import Stock
from storyforge.darkroom.imprint import imprinted
from storyforge.darkroom.smaller import smaller
from storyforge.exporters.site_words import link

FOLDER = "pictures/"
SIZES = (1280, 960, 720, 540, 400)  # of the longer side, in pixels
_EACH = 100_000  # bytes a panel may weigh in a page that carries its pictures …
_LEAST = 40  # … of at least so many panels
_LARGE = 60  # pictures at most that are tried at the first size
_SPARE = 540  # pixels that a take which is not chosen has at most
_AHEAD = 32  # pictures that are made smaller at a time
_BESIDE = 8  # pictures that are made ready at a time, while others are written


def address(file: str, _: str) -> str:
    """Where a picture lies, seen from the pages."""
    return FOLDER + link(file)


@dataclass(frozen=True, slots=True)
class _File:
    """One file to be written; `said`: what its picture says of itself, None of a clip."""

    name: str
    digest: str
    said: Callable[[], Imprint] | None = None


def _wanted(board: Board) -> list[_File]:
    """Every file of the board once: pictures with all their takes, and clips."""
    files: dict[str, _File] = {}
    shown: list[tuple[Panel | Plate, str]] = [
        (panel, scene.number) for scene in board.scenes for panel in scene.panels
    ]
    for each, scene in [*shown, *((plate, "") for plate in board.plates)]:
        said = partial(of_picture, board, each, scene)
        if each.picture:
            files[each.file] = _File(each.file, each.picture, said)
        for choice in each.choices:
            taken = partial(_of_take, board, each, choice, scene)
            files.setdefault(choice.file, _File(choice.file, choice.picture, taken))
        if isinstance(each, Panel) and each.clip and each.picture:
            files[each.clip_file] = _File(each.clip_file, each.clip)
    return list(files.values())


def _of_take(board: Board, shown: Panel | Plate, choice: Choice, scene: str) -> Imprint:
    return of_picture(board, replace(shown, choices=(replace(choice, chosen=True),)), scene)


def beside(board: Board, stock: Stock) -> Iterator[tuple[str, bytes]]:
    """Every file as it is to be written; each picture says what it is, also when it goes astray."""
    files = _wanted(board)

    def whole(file: _File) -> bytes:
        stored = stock.picture(file.digest)
        return imprinted(stored, file.said()) if file.said else stored

    stock.told(0, len(files))
    with ThreadPoolExecutor(max(1, stock.cores)) as hands:
        for at in range(0, len(files), _BESIDE):
            several = files[at : at + _BESIDE]
            for each, content in zip(several, hands.map(whole, several), strict=True):
                yield FOLDER + each.name.lstrip("/"), content
            stock.told(min(at + _BESIDE, len(files)), len(files))


def carried(board: Board, stock: Stock) -> dict[str, str]:
    """The addresses that carry the pictures themselves, by digest: as large as may be while a page
    of a hundred panels stays below 15 MB. Raises UsageError for what is no picture."""
    shown: tuple[Panel | Plate, ...] = (*board.panels(), *board.plates)
    chosen = {each.picture: None for each in shown if each.picture}
    others: dict[str, None] = {}
    for panel in board.panels():
        if len(panel.choices) > 1:
            others.update((each.picture, None) for each in panel.choices)
    order = [(each, False) for each in chosen] + [
        (each, True) for each in others if each not in chosen
    ]
    limit = max(_LEAST, len(board.panels())) * _EACH
    begin = 0 if len(order) <= _LARGE else 1
    for longest in SIZES[begin:]:
        found = _within(order, longest, limit if longest != SIZES[-1] else None, stock)
        if found is not None:
            return found
    raise AssertionError("the smallest size has no limit")


def _within(
    order: list[tuple[str, bool]], longest: int, limit: int | None, stock: Stock
) -> dict[str, str] | None:
    """All pictures at this size, or None as soon as they are on the way to weigh too much."""
    found: dict[str, str] = {}
    weight = 0

    def small(asked: tuple[str, bool]) -> tuple[bytes, str]:
        digest, spare = asked
        try:
            return smaller(stock.picture(digest), min(longest, _SPARE) if spare else longest)
        except PictureFault as fault:
            advice = "`storyforge verify` names what is damaged"
            problem = Problem("X010", f"a picture cannot be read: {fault}", advice=advice)
            raise UsageError(problem) from fault

    with ThreadPoolExecutor(max(1, stock.cores)) as hands:
        for at in range(0, len(order), _AHEAD):
            several = order[at : at + _AHEAD]
            for (digest, _), (data, media) in zip(several, hands.map(small, several), strict=True):
                found[digest] = f"data:{media};base64,{base64.b64encode(data).decode()}"
                weight += len(data)
            seen = min(at + _AHEAD, len(order))
            stock.told(seen, len(order))
            if limit is not None and weight * len(order) > limit * seen:
                return None
    return found
