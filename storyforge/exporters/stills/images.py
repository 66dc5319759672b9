"""Numbered picture files: one a shot, named so that they sort in the order of the film."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from PIL import Image

from storyforge.artist.letters.slate import Slate, slated
from storyforge.core.board import Board, Choice, Panel, Plate
from storyforge.core.coded import PictureFault
from storyforge.core.errors import Problem, UsageError
from storyforge.core.imprint import Imprint, of_picture
from storyforge.core.picture import dimensions
from storyforge.core.seams import Stock, Written
from storyforge.core.timecode import duration
from storyforge.darkroom.imprint import imprinted
from storyforge.exporters.stills.coding import ENDINGS, coded
from storyforge.exporters.stills.frame import card, fit, inside
from storyforge.exporters.stills.many import ordered

PLATES: Final = "plates"
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80  # bytes of one part of a name
_LARGEST = 16_000  # pixels of a side that is asked for
_CARD = (1280, 720)  # where the size of a missing picture is not known


@dataclass(frozen=True, slots=True)
class _One:
    """One file to write: its name without ending, the picture, what it says of itself."""

    stem: str
    picture: str | None
    imprint: Imprint
    panel: Panel | None = None
    slate: Slate | None = None


@dataclass(frozen=True, slots=True)
class Images:
    """A folder of pictures, as they are or in one form."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterable[tuple[str, Written]]:
        """A file for every shot, in the order of the film; a card where a picture is missing.

        What is kept as it is keeps every byte but its metadata. Raises UsageError X033.
        """
        longest, form = int(wishes["longest"]), str(wishes["as"])
        if not 0 <= longest <= _LARGEST:
            advice = f"say 1 to {_LARGEST:,}, or 0 for pictures as they are"
            raise UsageError(Problem("X033", f"no picture is {longest} pixels long", advice=advice))
        wanted = tuple(_wanted(board, wishes))

        def make(one: _One) -> tuple[str, bytes]:
            return _written(one, stock, form, longest)

        for number, done in enumerate(ordered(make, wanted, stock.cores), 1):
            stock.told(number, len(wanted))
            yield done


def _wanted(board: Board, wishes: Mapping[str, Any]) -> Iterator[_One]:
    panels = [(scene, panel) for scene in board.scenes for panel in scene.panels]
    digits = max(4, len(str(10 * len(panels))))
    for place, (scene, panel) in enumerate(panels, 1):
        parts = (f"{10 * place:0{digits}}", _safe(scene.id), _safe(panel.id))
        stem = "_".join(filter(None, parts))
        slate = _slate(panel, scene.number, board.fps) if wishes["slate"] else None
        for mark, choice in _choices(panel, wishes["takes"]):
            said = of_picture(board, _as(panel, choice), scene.number)
            picture = choice.picture if choice else panel.picture
            yield _One(stem + mark, picture, said, panel, slate)
    if wishes["plates"]:
        yield from _plates(board, wishes["takes"])


def _plates(board: Board, takes: bool) -> Iterator[_One]:
    taken: set[str] = set()
    for plate in board.plates:
        stem = _alone(f"{_safe(plate.kind)}_{_safe(plate.id)}", taken)
        for mark, choice in _choices(plate, takes):
            picture = choice.picture if choice else plate.picture
            if picture:
                said = of_picture(board, _as(plate, choice))
                yield _One(f"{PLATES}/{stem}{mark}", picture, said)


def _alone(stem: str, taken: set[str]) -> str:
    """The stem, made another where a system that ignores case would have it twice."""
    found, count = stem, 2
    while found.casefold() in taken:
        found, count = f"{stem}-{count}", count + 1
    taken.add(found.casefold())
    return found


def _choices(shown: Panel | Plate, takes: bool) -> Iterator[tuple[str, Choice | None]]:
    """What is added to the name, and the take: every one when `takes`, else what is chosen."""
    if not takes or not shown.choices:
        yield "", next((each for each in shown.choices if each.chosen), None)
        return
    for each in shown.choices:
        yield f"_t{each.take}", each


def _as(shown: Panel | Plate, choice: Choice | None) -> Any:
    """The same with `choice` as the chosen take, for what its picture says of itself."""
    return replace(shown, choices=(replace(choice, chosen=True),)) if choice else shown


def _slate(panel: Panel, scene: str, fps: str) -> Slate:
    number = " · ".join(each for each in (scene, panel.number or panel.id) if each)
    return Slate(
        number=number,
        camera=panel.camera,
        duration=duration(panel.frames, fps),
        action=panel.action or panel.words,
        dialogue=tuple((_speaker(each.speaker, each.mode), each.text) for each in panel.dialogue),
        notes=(("Sound", panel.sound),) if panel.sound else (),
    )


def _speaker(name: str, mode: str) -> str:
    heard = mode if mode not in ("", "spoken", "said") else ""
    return " ".join(filter(None, (name, f"({heard})" if heard else "")))


def _safe(text: str) -> str:
    """A part of a name that every system takes."""
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip("-._ ")
    return plain.encode()[:_LONGEST].decode("utf-8", "ignore")


# ---------------------------------------------------------------- written


def _written(one: _One, stock: Stock, form: str, longest: int) -> tuple[str, bytes]:
    found = stock.picture(one.picture) if one.picture else None
    if found is not None:
        try:
            return _from(found, one, form, longest)
        except PictureFault:
            pass  # a card says so
    image = _slated(_card(one, longest), one)
    form = "png" if form == "keep" else form
    return one.stem + ENDINGS[form], imprinted(coded(image, form), one.imprint)


def _from(found: bytes, one: _One, form: str, longest: int) -> tuple[str, bytes]:
    wide, tall, media = dimensions(found)
    own = media.partition("/")[2]
    form = own if form == "keep" else form
    small = bool(longest) and max(wide, tall) > longest
    if form == own and not small and one.slate is None:
        return one.stem + ENDINGS[form], imprinted(found, one.imprint)
    side = longest if small else max(wide, tall)
    image = _slated(fit(found, (side, side)), one)
    return one.stem + ENDINGS[form], imprinted(coded(image, form), one.imprint)


def _card(one: _One, longest: int) -> Image.Image:
    panel = one.panel
    if panel is None:
        return Image.new("RGB", _CARD, "white")
    size = (panel.width, panel.height) if panel.width and panel.height else _CARD
    if longest and max(size) > longest:
        size = inside(size, (longest, longest))
    return card(panel, size)


def _slated(image: Image.Image, one: _One) -> Image.Image:
    return image if one.slate is None else slated(image, one.slate)
