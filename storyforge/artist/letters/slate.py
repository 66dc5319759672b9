"""The band below a panel: number, camera, action, dialogue; it grows until all of it is set.

In the order of the trade: scene and shot large and always in the same corner, the camera's line,
how long, then what happens and what is said. Nothing is ever cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from storyforge.artist.ink.colour import RGB
from storyforge.artist.letters.bidi import rightward
from storyforge.artist.letters.lettering import Block, block, put, width

PAPER: RGB = (252, 250, 245)
INK: RGB = (34, 32, 36)
QUIET: RGB = (112, 108, 108)
RULE: RGB = (196, 190, 180)
EMPTY: RGB = (226, 223, 216)


@dataclass(frozen=True, slots=True)
class Slate:
    """What stands below a panel; empty fields take no room.

    *number*: scene and shot, such as `1 · 12A`; *camera*: such as `MS · low · 35 mm · pan left`;
    *dialogue*: speaker and line; *notes*: label and text, such as `Sound` and what is heard.
    """

    number: str = ""
    camera: str = ""
    duration: str = ""
    action: str = ""
    dialogue: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """Blocks set side by side, each with its left end and colour."""

    parts: tuple[tuple[float, Block, RGB], ...]
    gap: float  # above it

    @property
    def height(self) -> float:
        return self.gap + max(part.height for _, part, _ in self.parts)


def slated(picture: Image.Image | tuple[int, int], slate: Slate) -> Image.Image:
    """The panel (RGB) with its band below, as wide as the panel.

    A size stands for a picture that is missing: its place is kept, and marked as empty.
    """
    panel = picture if isinstance(picture, Image.Image) else _missing(picture)
    size = max(9.0, panel.width / 36, min(panel.size) / 22)
    pad = size * 0.8
    rows = [row for row in _rows(slate, panel.width - 2 * pad, size) if row.parts]
    tall = round(sum(row.height for row in rows) + pad * 1.5) if rows else 0
    sheet = Image.new("RGB", (panel.width, panel.height + tall), PAPER)
    sheet.paste(panel, (0, 0))
    y = panel.height + pad * 0.6
    for row in rows:
        y += row.gap
        for x, part, colour in row.parts:
            put(sheet, pad + x, y, part, colour)
        y += row.height - row.gap
    _ruled(sheet, panel.height, size)
    return sheet


def _rows(slate: Slate, wide: float, size: float) -> Iterator[_Row]:
    yield _head(slate, wide, size)
    if slate.action:
        yield _Row(((0.0, block(slate.action, size, wide), INK),), size * 0.25)
    for speaker, text in slate.dialogue:
        yield _spoken(speaker.upper(), text, wide, size)
    for label, text in slate.notes:
        yield _labelled(f"{label}:", text, wide, size * 0.86)


def _head(slate: Slate, wide: float, size: float) -> _Row:
    """Number, camera and duration on one line while they fit; the camera's part wraps."""
    large = size * 1.3
    number = min(width(slate.number, large, True), wide * 0.4)
    length = min(width(slate.duration, size), wide * 0.25)
    left = number + size * 0.8 if slate.number else 0.0
    room = wide - left - (length + size * 0.8 if slate.duration else 0.0)
    parts: list[tuple[float, Block, RGB]] = []
    if slate.number:
        parts.append((0.0, block(slate.number, large, number + 1, bold=True), INK))
    if slate.camera:
        leading = 1.28 * 1.3 if width(slate.camera, size) <= room else 1.28
        parts.append((left, block(slate.camera, size, room, leading=leading), QUIET))
    if slate.duration:
        at = wide - length - 1
        parts.append((at, block(slate.duration, size, length + 1, leading=1.28 * 1.3), QUIET))
    return _Row(tuple(parts), 0.0)


def _spoken(speaker: str, text: str, wide: float, size: float) -> _Row:
    """A speaker in capitals, the line beside it on the side to which it runs."""
    name = min(width(speaker, size * 0.86, True), wide * 0.3)
    left = name + size * 0.7 if speaker else size
    line = block(text, size, wide - left)
    if not speaker:
        return _Row(((left, line, INK),), size * 0.3)
    cue = block(speaker, size * 0.86, name + 1, bold=True, leading=1.28 / 0.86)
    ends = (0.0, left) if rightward(text) else (wide - name - 1, 0.0)
    return _Row(((ends[0], cue, INK), (ends[1], line, INK)), size * 0.3)


def _labelled(label: str, text: str, wide: float, size: float) -> _Row:
    left = min(width(label, size), wide * 0.3)
    name, said = block(label, size, left + 1), block(text, size, wide - left - size * 0.5)
    return _Row(((0.0, name, QUIET), (left + size * 0.5, said, QUIET)), size * 0.3)


def _ruled(sheet: Image.Image, top: int, size: float) -> None:
    """A line between the picture and its band, and one round both."""
    pen, thin = ImageDraw.Draw(sheet), max(1, round(size / 16))
    if sheet.height > top:
        pen.rectangle((0, top, sheet.width, top + thin - 1), fill=INK)
    pen.rectangle((0, 0, sheet.width - 1, sheet.height - 1), outline=RULE, width=thin)


def _missing(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, EMPTY)
    pen = ImageDraw.Draw(image)
    w, h = size
    pen.line((0, 0, w, h), fill=RULE, width=max(1, w // 400))
    pen.line((0, h, w, 0), fill=RULE, width=max(1, w // 400))
    return image
