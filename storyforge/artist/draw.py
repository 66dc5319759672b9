"""The artist's door: a staging goes in, a drawn panel comes out, the same one every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.display import Drawing
from storyforge.artist.ink.finish import finished
from storyforge.artist.ink.manner import Manner, manner_of
from storyforge.artist.ink.png import png
from storyforge.artist.ink.svg import svg
from storyforge.artist.letters.slate import Slate, slated
from storyforge.artist.panel import draw_shot, seen
from storyforge.artist.piece import Piece, draw_piece
from storyforge.artist.plate import Plate, draw_plate
from storyforge.artist.sample import Picture, picture
from storyforge.artist.sheet import Sheet, draw_sheet
from storyforge.artist.staging import flag, index, indices, number, part, shot_of, text

REVISION: int = 2

Size = tuple[int, int]
Given = Mapping[str, object]
Pictures = Sequence[Picture | None]


def draw(staging: Given, references: Sequence[bytes], width: int, height: int, seed: int) -> bytes:
    """A PNG (RGB) of exactly *width* x *height* pixels, at least 1 x 1.

    Pure: equal arguments give equal pixels on every machine. Of *references* only the pixels are
    looked at, never what a file says about itself, and the PNG carries no text of its own. *seed*
    moves the hand's tremble and nothing else; who stands where follows from the staging's words.
    Words that mean nothing to the artist are ignored and pictures that cannot be read are treated
    as absent; nothing is raised for them.
    """
    size = (max(1, int(width)), max(1, int(height)))
    image = finished(drawing(staging, references, *size, seed))
    return png(image if image.size == size else image.resize(size))


def draw_svg(
    staging: Given, references: Sequence[bytes], width: int, height: int, seed: int
) -> str:
    """The same panel as SVG text: real strokes to take on in a drawing program, without grain."""
    return svg(drawing(staging, references, width, height, seed))


def draw_slated(
    staging: Given,
    references: Sequence[bytes],
    width: int,
    height: int,
    seed: int,
    words: Mapping[str, object],
) -> bytes:
    """The panel as PNG with the band of a board below it; *words* are the fields of a `Slate`.

    As wide as the panel, and as tall as the words need.
    """
    panel = finished(drawing(staging, references, width, height, seed))
    return png(slated(panel, Slate(**words)))  # type: ignore[arg-type]


def drawing(
    staging: Given, references: Sequence[bytes], width: int, height: int, seed: int
) -> Drawing:
    """The panel as a display list, at least 64 x 64 pixels."""
    style = part(staging, "style")
    manner = manner_of(text(style, "preset"), text(style, "words"))
    pictures = tuple(picture(raw) for raw in references)
    subject = SUBJECTS.get(text(staging, "subject"), _shot)
    return subject(staging, pictures, manner, (max(64, width), max(64, height)), seed)


def _shot(staging: Given, pictures: Pictures, manner: Manner, size: Size, seed: int) -> Drawing:
    return draw_shot(shot_of(staging), pictures, manner, size, seed)


def _character(
    staging: Given, pictures: Pictures, manner: Manner, size: Size, seed: int
) -> Drawing:
    tall = round(number(staging, "height_cm", 0, 0, 400)) or None
    sheet = Sheet(
        text(staging, "description"),
        tall,
        seen(pictures, index(staging, "base")),
        _photos(staging, pictures),
    )
    return draw_sheet(sheet, manner, size, seed)


def _location(staging: Given, pictures: Pictures, manner: Manner, size: Size, seed: int) -> Drawing:
    plate = Plate(
        text(staging, "description"),
        flag(staging, "interior"),
        text(staging, "view"),
        text(staging, "time"),
        text(staging, "weather"),
        seen(pictures, index(staging, "base")),
        _photos(staging, pictures),
    )
    return draw_plate(plate, manner, size, seed)


def _element(staging: Given, pictures: Pictures, manner: Manner, size: Size, seed: int) -> Drawing:
    canvas = Canvas(*size, manner, seed)
    canvas.stretch = 0.0
    draw_piece(
        canvas,
        Piece(
            text(staging, "kind"),
            text(staging, "description"),
            seen(pictures, index(staging, "from")),
        ),
    )
    return canvas.drawing(seed)


def _photos(staging: Given, pictures: Pictures) -> tuple[Picture, ...]:
    found = (seen(pictures, k) for k in indices(staging, "photos"))
    return tuple(p for p in found if p is not None)


SUBJECTS: dict[str, Callable[[Given, Pictures, Manner, Size, int], Drawing]] = {
    "shot": _shot,
    "character": _character,
    "location": _location,
    "element": _element,
}
