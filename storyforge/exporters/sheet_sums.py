"""The workbook's other sheets: what each scene holds and costs, and who and what is in the film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from storyforge.core import film
from storyforge.core.board import Board, BoardScene, Panel, Plate
from storyforge.core.shot_cells import cells
from storyforge.exporters.sheet_look import (
    MARGIN,
    NUMBERS,
    POINT,
    THUMB,
    Looks,
    Thumbs,
    framed,
    height,
    place,
    words,
)

_CLOCK: Final = "[m]:ss"
_A_DAY: Final = 86_400  # seconds; a workbook counts time in days
_SCENES: Final = (
    *(("Scene", 8), ("Slugline", 34), ("Shots", 8), ("Running time", 13), ("Cost (US$)", 12)),
    *(("Cast", 34), ("Locations", 34)),
)
_PLATES: Final = (
    *(("Picture", (THUMB + 2 * MARGIN) / 7), ("Name", 24), ("Kind", 11), ("Id", 16)),
    *(("Shots", 8), ("Description", 48), ("State", 12), ("Scenes", 18)),
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Both sheets, written one after the other."""

    board: Board
    looks: Looks
    thumbs: Thumbs

    def scenes(self, sheet: Any) -> None:
        """A row a scene, and the whole film below."""
        _head(sheet, self.looks, _SCENES, right=("Shots", "Running time", "Cost (US$)"))
        for at, scene in enumerate(self.board.scenes, 1):
            self._scene(sheet, at, scene)
        last = len(self.board.scenes)
        sheet.autofilter(0, 0, max(last, 1), len(_SCENES) - 1)
        sheet.set_row(last + 1, 24)
        for column in range(len(_SCENES)):
            sheet.write_blank(last + 1, column, None, self.looks.total())
        sheet.write_string(last + 1, 0, "Total", self.looks.total())
        for column, value, shape in self._whole() if last else ():
            letter = "ABCDEFG"[column]
            look = self.looks.total(num_format=shape, align="right")
            formula = f"=SUBTOTAL(109,{letter}2:{letter}{last + 1})"
            sheet.write_formula(last + 1, column, formula, look, value)

    def _whole(self) -> Iterator[tuple[int, float, str]]:
        yield 2, len(self.board.panels()), "0"
        yield 3, sum(map(self._days, self.board.scenes)), _CLOCK
        costs = [self._cost(scene) for scene in self.board.scenes]
        yield (
            4,
            float(sum((each for each in costs if each is not None), Decimal())),
            NUMBERS["money"],
        )

    def _scene(self, sheet: Any, at: int, scene: BoardScene) -> None:
        cast, places = _names(scene, "cast"), _names(scene, "place")
        sheet.set_row(at, height([(scene.slug, 34), (cast, 34), (places, 34)], 20))
        right = {"align": "right"}
        plain = self.looks.cell(False, False)
        bold = self.looks.cell(False, False, bold=True)
        name = (
            scene.slug
            or scene.title
            or (f"Scene {scene.number or scene.id}" if scene.id else "Shots outside any scene")
        )
        sheet.write_string(at, 0, words(scene.number or scene.id), bold)
        sheet.write_string(at, 1, words(name), plain)
        sheet.write_number(at, 2, len(scene.panels), self.looks.cell(False, False, **right))
        clock = self.looks.cell(False, False, num_format=_CLOCK, **right)
        sheet.write_number(at, 3, self._days(scene), clock)
        money = self.looks.cell(False, False, num_format=NUMBERS["money"], **right)
        cost = self._cost(scene)
        if cost is None:
            sheet.write_blank(at, 4, None, money)
        else:
            sheet.write_number(at, 4, float(cost), money)
        sheet.write_string(at, 5, words(cast), plain)
        sheet.write_string(at, 6, words(places), plain)

    def _days(self, scene: BoardScene) -> float:
        if self.board.fps not in film.RATES:
            return 0.0
        count = sum(panel.frames for panel in scene.panels)
        return float(film.seconds(count, self.board.fps) / _A_DAY)

    def _cost(self, scene: BoardScene) -> Decimal | None:
        each = (cells(self.board, scene, panel)["cost"] for panel in scene.panels)
        known = [cost for cost in each if isinstance(cost, Decimal)]
        return sum(known, Decimal()) if known else None

    def plates(self, sheet: Any) -> None:
        """A row for everybody and everything that has a picture of its own."""
        _head(sheet, self.looks, _PLATES, right=("Shots",))
        for at, plate in enumerate(self.board.plates, 1):
            self._plate(sheet, at, plate)
        sheet.autofilter(0, 0, max(len(self.board.plates), 1), len(_PLATES) - 1)

    def _plate(self, sheet: Any, at: int, plate: Plate) -> None:
        small = self.thumbs.get(plate.picture or "")
        frame = framed(small[1], small[2]) if small else (16, 9)
        least = (frame[1] + 2 * MARGIN) * POINT if small else 32.0
        sheet.set_row(at, height([(plate.description, 48), (plate.name, 24)], least))
        plain = self.looks.cell(False, False)
        if small:
            sheet.write_blank(at, 0, None, plain)
            place(sheet, at, small, frame, words(plate.name))
        else:
            sheet.write_string(at, 0, "No picture yet", self.looks.gap(False, False))
        shots = [(scene, one) for scene in self.board.scenes for one in scene.panels
                 if _is_in(plate, one)]  # fmt: skip
        sheet.write_string(at, 1, words(plate.name), self.looks.cell(False, False, bold=True))
        sheet.write_string(at, 2, words(plate.kind), plain)
        sheet.write_string(at, 3, words(plate.id), plain)
        sheet.write_number(at, 4, len(shots), self.looks.cell(False, False, align="right"))
        sheet.write_string(at, 5, words(plate.description), plain)
        state = self.looks.cell(False, False, **self.looks.state(plate.state))
        sheet.write_string(at, 6, plate.state, state)
        found = dict.fromkeys(scene.number or scene.id for scene, _ in shots)
        sheet.write_string(at, 7, words(", ".join(filter(None, found))), plain)


def _is_in(plate: Plate, panel: Panel) -> bool:
    """Whether a shot shows it: by cast and place, which hold for looks and views, or drawn from
    it."""
    if f"{plate.kind}:{plate.id}" in panel.uses:
        return True
    named = (*panel.cast_ids, panel.location)
    return plate.id in named or any(each.partition("/")[0] == plate.id for each in named)


def _names(scene: BoardScene, what: str) -> str:
    said = (
        name
        for panel in scene.panels
        for name in (panel.cast if what == "cast" else (panel.place,))
    )
    return ", ".join(dict.fromkeys(filter(None, said)))


def _head(
    sheet: Any, looks: Looks, columns: tuple[tuple[str, float], ...], right: tuple[str, ...]
) -> None:
    sheet.set_row(0, 24)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, looks.head(title in right))
