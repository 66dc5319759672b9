"""How a contact sheet is set: its title, its scenes' names, its rows of panels, its foot.

All is measured before anything is drawn, in whole pixels, so that every edge falls on a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PIL import Image, ImageDraw

from storyforge.artist.ink.colour import RGB
from storyforge.artist.letters.lettering import Block, block, width
from storyforge.core.board import Board, BoardScene, Panel
from storyforge.core.timecode import clock, duration
from storyforge.exporters.page import OPEN, WORDS

_LIGHT: tuple[RGB, RGB, RGB, RGB] = (
    (252, 250, 245),
    (34, 32, 36),
    (112, 108, 108),
    (205, 199, 189),
)
_DARK: tuple[RGB, RGB, RGB, RGB] = (
    (24, 24, 27),
    (238, 236, 230),
    (160, 157, 152),
    (66, 65, 68),
)
_DOTS: dict[str, RGB] = {
    "stale": (214, 142, 30),
    "approved-stale": (214, 142, 30),
    "draft": (110, 140, 175),
    "waiting": (80, 130, 200),
    "missing": (150, 146, 140),
    "absent": (150, 146, 140),
    "failed": (204, 62, 56),
    "refused": (204, 62, 56),
    "in doubt": (150, 96, 190),
}
_LONGEST = 600  # characters of one text that are set on a sheet
_GREATEST = Fraction(4)  # of a cell: how much wider than tall, or taller than wide, it may be


@dataclass(frozen=True, slots=True)
class Look:
    """A sheet's measures and colours. `wide`: pixels. `scenes`, `words`: whether these are set."""

    wide: int
    columns: int
    dark: bool
    scenes: bool
    words: bool
    ratio: Fraction = Fraction(16, 9)

    @property
    def paper(self) -> RGB:
        """What all stands on."""
        return (_DARK if self.dark else _LIGHT)[0]

    @property
    def ink(self) -> RGB:
        """Of what is read first."""
        return (_DARK if self.dark else _LIGHT)[1]

    @property
    def quiet(self) -> RGB:
        """Of what is read second."""
        return (_DARK if self.dark else _LIGHT)[2]

    @property
    def edge(self) -> RGB:
        """Of rules and of the line round a picture."""
        return (_DARK if self.dark else _LIGHT)[3]

    @property
    def margin(self) -> int:
        """Free paper at the sheet's edges."""
        return max(8, round(self.wide * 0.026))

    @property
    def gap(self) -> int:
        """Between two panels."""
        return max(4, round(self.wide * 0.06 / (self.columns + 1)))

    @property
    def inner(self) -> int:
        """How wide all columns are together."""
        return self.cell * self.columns + self.gap * (self.columns - 1)

    @property
    def cell(self) -> int:
        """How wide one column is."""
        return (self.wide - 2 * self.margin - self.gap * (self.columns - 1)) // self.columns

    @property
    def left(self) -> int:
        """Where the first column begins, so that both edges are alike."""
        return (self.wide - self.inner) // 2

    @property
    def box(self) -> tuple[int, int]:
        """The place of one picture."""
        return self.cell, max(1, round(self.cell / self.ratio))

    @property
    def type(self) -> float:
        """The size of a panel's number."""
        return min(max(9.0, self.cell / 15), self.wide / 45)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in its place; without one, a rule. `dot`: the colour of a dot before it."""

    x: int
    y: int
    text: Block | None
    colour: RGB
    dot: RGB | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A panel, with its scene's number and the film's rate."""

    panel: Panel
    scene: str
    fps: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What goes across the sheet. `opens`: it names the scene whose rows follow."""

    height: int
    words: tuple[Words, ...] = ()
    cells: tuple[tuple[int, Cell], ...] = ()
    opens: bool = False


def ratio_of(board: Board) -> Fraction:
    """How wide the places of pictures are by their height: the film's own shape."""
    wide, _, tall = board.ratio.partition(":")
    try:
        found = Fraction(wide) / Fraction(tall or "1")
    except (ValueError, ZeroDivisionError):
        found = Fraction(16, 9)
    return min(max(found, 1 / _GREATEST), _GREATEST)


def title_block(board: Board, look: Look) -> Strip:
    """Title, logline and makers at the left; how long and how far it is at the right."""
    large, small = look.wide / 34, look.wide / 88
    sums = block(_sums(board), small, look.inner * 0.3, align="right")
    aside = look.left + look.inner - round(sums.wide)
    room = look.inner * 0.66
    texts = [
        (_left(board.title or "Untitled", large, room, bold=True, leading=1.1), look.ink),
        (_left(board.logline, small * 1.1, room), look.quiet),
        (_left(_makers(board), small, room), look.quiet),
    ]
    y, words = look.margin, [Words(aside, look.margin + round(large * 0.2), sums, look.quiet)]
    for text, colour in texts:
        if any(line.text for line in text.lines):
            words.append(Words(look.left, y, text, colour))
            y += round(text.height + small * 0.3)
    y = max(y, look.margin + round(large * 0.2 + sums.height + small * 0.4))
    words.append(Words(look.left, y + round(small * 0.3), None, look.ink))
    return Strip(y + round(small * 0.3) + look.gap, tuple(words))


def heading(scene: BoardScene, fps: str, look: Look) -> Strip:
    """A scene's number, slugline and title, and how long it is."""
    size, top = look.wide / 72, round(look.gap * 0.9)
    name = scene.slug or scene.title or ("" if scene.id else "Outside any scene")
    told = " · ".join(dict.fromkeys(each for each in (name, scene.title) if each))
    long = block(
        f"{_shots(len(scene.panels))} · {clock(sum(p.frames for p in scene.panels), fps)}",
        size * 0.8,
        look.inner * 0.3,
        align="right",
        leading=1.28 / 0.8,
    )
    number = block(_cut(scene.number, 40), size, look.inner * 0.12, bold=True)
    begin = round(number.width + size * 0.7) if scene.number else 0
    text = _left(told, size, look.inner * 0.68 - begin, bold=True)
    aside = look.left + look.inner - round(long.wide)
    words = (
        Words(look.left, top, number, look.quiet),
        Words(look.left + begin, top, text, look.ink),
        Words(aside, top, long, look.quiet),
    )
    tall = max(text.height, number.height, long.height)
    return Strip(top + round(tall + size * 0.45), words, opens=True)


def row_of(cells: tuple[Cell, ...], look: Look) -> Strip:
    """Panels side by side, each with its number, its state and, when wished, how it is taken."""
    words: list[Words] = []
    placed: list[tuple[int, Cell]] = []
    tall = 0
    for number, cell in enumerate(cells):
        x = look.left + number * (look.cell + look.gap)
        placed.append((x, cell))
        below, height = _caption(cell, x, look)
        words += below
        tall = max(tall, height)
    return Strip(look.box[1] + tall + look.gap, tuple(words), tuple(placed))


def _caption(cell: Cell, x: int, look: Look) -> tuple[list[Words], int]:
    size, top, panel = look.type, look.box[1] + round(look.type * 0.3), cell.panel
    small = size * 0.78
    name = panel.number or panel.id
    name = name if look.scenes or not cell.scene else f"{cell.scene} · {name}"
    length = duration(panel.frames, cell.fps) if look.words else ""
    after = width(length, small) + size * 0.4 if length else 0.0
    number = block(_cut(name, 120), size, look.cell * 0.7 - after, bold=True)
    words = [Words(x, top, number, look.ink)]
    if length:
        text = block(length, small, after, align="right", leading=1.28 / 0.78)
        words.append(Words(x + look.cell - round(after), top, text, look.quiet))
    if panel.state in OPEN:
        words.append(_state(panel, x + round(number.width + size * 0.9), top, look))
    tall = round(number.height + size * 0.3)
    if look.words and panel.camera:
        line = block(_cut(panel.camera, 240), small, look.cell)
        words.append(Words(x, look.box[1] + tall, line, look.quiet))
        tall += round(line.height)
    return words, tall


def _state(panel: Panel, x: int, top: int, look: Look) -> Words:
    small = look.type * 0.78
    said = WORDS.get(panel.state, panel.state)
    text = block(said, small, width(said, small) + 1, leading=1.28 / 0.78)
    return Words(x, top, text, look.quiet, _DOTS[panel.state])


def footing(board: Board, look: Look, page: str) -> Strip:
    """The makers' lines that must stand here, with their addresses, and the page."""
    size = look.wide / 105
    said = " · ".join(f"{line} ({link})" if link else line for line, link in board.credits)
    left = block(_cut(said), size, look.inner * 0.86)
    right = block(page, size, look.inner * 0.1, align="right")
    words = (
        Words(look.left, 0, left, look.quiet),
        Words(look.left + look.inner - round(right.wide), 0, right, look.quiet),
    )
    tall = left.height if said or page else 0.0
    return Strip(round(tall) + look.margin - (0 if tall else look.gap // 2), words)


def dotted(sheet: Image.Image, words: Words, y: int) -> None:
    """A state's dot before its word: drawn large and made small, so that it is round."""
    assert words.text is not None
    assert words.dot is not None
    size = max(3, round(words.text.size * 0.6))
    big = Image.new("L", (size * 4, size * 4))
    ImageDraw.Draw(big).ellipse((0, 0, size * 4 - 1, size * 4 - 1), fill=255)
    disc = big.resize((size, size), Image.Resampling.BOX)
    middle = y + words.y + words.text.size * words.text.leading * 0.5
    at = (words.x - size - round(words.text.size * 0.3), round(middle - size / 2))
    sheet.paste(words.dot, at, disc)


def _sums(board: Board) -> str:
    panels = board.panels()
    todo = sum(panel.state in OPEN for panel in panels)
    scenes = sum(bool(scene.id) for scene in board.scenes)
    parts = [
        _shots(len(panels)),
        f"{scenes} scene{'s' if scenes != 1 else ''}" if scenes else "",
        f"{todo} open" if todo else "",
    ]
    frames = sum(panel.frames for panel in panels)
    return "\n".join((clock(frames, board.fps), " · ".join(filter(None, parts))))


def _shots(count: int) -> str:
    return "1 shot" if count == 1 else f"{count} shots"


def _makers(board: Board) -> str:
    director = f"Director: {board.director}" if board.director else ""
    return " · ".join(filter(None, (director, board.company, board.draft)))


def _left(text: str, size: float, wide: float, **how: Any) -> Block:
    """Words that begin where the sheet's first column does, in whatever script: at the right of
    their room they would hang in the sheet's middle."""
    return block(_cut(text), size, wide, align="left", **how)


def _cut(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"
