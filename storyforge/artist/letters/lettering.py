"""Text that never breaks: measured, wrapped, in every script, and nothing vanishes silently.

Sizes and coordinates are pixels. What the shipped hand covers is set by its own advances, letter by
letter, so it comes out the same on every machine; other scripts borrow an installed font. What no
font has is a box with its code in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from storyforge.artist.ink.colour import RGB
from storyforge.artist.letters import bidi
from storyforge.artist.letters.typeface import RAQM, Face, face_for, shipped

ASCENT, DESCENT = 0.9, 0.26  # of the size, above and below the baseline, whatever the script
ELLIPSIS = "…"
_BOX = 0.66  # of the size: how wide the box of a missing character is
_WIDE = ("W", "F")
_GLANCE = 64  # letters that are measured before more of a long line are
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〉》〕’”ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥,.!?;:)]}»›"
)
_NOT_LAST = frozenset("（［｛「『【〈《〔‘“([{«‹¿¡")
_HYPHENS = frozenset("-\u2010\u2013\u2014/")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one face that run one way; without a face they are boxes."""

    text: str
    face: Face | None
    rtl: bool
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line in logical order; *ltr* is the way its paragraph runs."""

    text: str
    ltr: bool
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """Wrapped text, ready to be put somewhere. *align*: start, centre, end, left or right."""

    lines: tuple[Line, ...]
    size: float
    bold: bool
    wide: float
    align: str
    leading: float

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the last."""
        return len(self.lines) * self.size * self.leading

    @property
    def width(self) -> float:
        """The widest line."""
        return max((line.width for line in self.lines), default=0.0)

    def placed(self) -> Iterator[tuple[float, float, Line]]:
        """Every line with its left end and its baseline, from the block's upper left corner."""
        tall = self.size * self.leading
        drop = (tall - self.size * (ASCENT + DESCENT)) / 2 + self.size * ASCENT
        for k, line in enumerate(self.lines):
            share = _SHARES.get(self.align, 0.0)
            if self.align in ("start", "end") and not line.ltr:
                share = 1.0 - share
            yield (self.wide - line.width) * share, k * tall + drop, line


_SHARES = {"start": 0.0, "left": 0.0, "centre": 0.5, "end": 1.0, "right": 1.0}


def block(
    text: str,
    size: float,
    wide: float,
    *,
    bold: bool = False,
    align: str = "start",
    leading: float = 1.28,
    most: int = 0,
) -> Block:
    """*text* wrapped to *wide*; cut after *most* lines with an ellipsis, never when it is 0."""
    lines = _wrapped(clean(text), size, wide, bold)
    if most and len(lines) > most:
        rest = " ".join(line.text for line in lines[most - 1 :])
        lines = [*lines[: most - 1], _shortened(rest, size, wide, bold, lines[most - 1].ltr)]
    return Block(tuple(lines), size, bold, wide, align, leading)


def wrap(text: str, size: float, wide: float, bold: bool = False) -> tuple[str, ...]:
    """The lines of *text* in logical order; only spaces at their ends are dropped.

    No line is wider than *wide* unless a single character is.
    """
    return tuple(line.text for line in _wrapped(clean(text), size, wide, bold))


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line is when it is set."""
    return sum(p.width for p in pieces(text, size, bold, bidi.rightward(text)))


def unset(text: str, bold: bool = False) -> tuple[str, ...]:
    """The characters for which no font here has a shape, in order, each once."""
    found = _shaped_by(clean(text).replace("\n", " "), bold)
    lost = (cluster for cluster, face in found if face is None)
    return tuple(dict.fromkeys(lost))


def clean(text: str) -> str:
    """Composed, without control characters and marks that only steer; line ends are kept."""
    text = unicodedata.normalize("NFC", bidi.stripped(text)).replace("\r\n", "\n")
    text = text.replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def clusters(text: str) -> list[str]:
    """What may not be torn apart: a letter with its accents, an emoji with what is joined to it."""
    out: list[str] = []
    for char in text:
        glued = unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")
        if out and (glued or out[-1].endswith("\u200d")) and not out[-1].isspace():
            out[-1] += char
        else:
            out.append(char)
    return out


def pieces(line: str, size: float, bold: bool, ltr: bool) -> tuple[Piece, ...]:
    """One line as it is seen from left to right."""
    out: list[Piece] = []
    for stretch in bidi.stretches(line, ltr) if line else []:
        own = list(_faced(stretch, size, bold))
        out += reversed(own) if stretch.rtl else own
    return tuple(out)


def _faced(stretch: bidi.Stretch, size: float, bold: bool) -> Iterator[Piece]:
    """A stretch cut where the face changes, in logical order."""
    text = stretch.text if RAQM or not stretch.rtl else bidi.joined(stretch.text)
    run, last = "", None
    for cluster, face in _shaped_by(text, bold):
        if run and last is not None and cluster.isspace() and last.covers(cluster):
            face = last
        if run and face is not last:
            yield _piece(run, last, stretch.rtl, size)
            run = ""
        run, last = run + cluster, face
    if run:
        yield _piece(run, last, stretch.rtl, size)


def _shaped_by(text: str, bold: bool) -> Iterator[tuple[str, Face | None]]:
    """Every cluster with its face; one that no face has whole comes in its parts."""
    for cluster in clusters(text):
        face = face_for(cluster, bold)
        if face is not None or len(cluster) == 1:
            yield cluster, face
        else:
            parts = [c for c in cluster if unicodedata.category(c) != "Cf"]
            yield from ((part, face_for(part, bold)) for part in parts)


def _piece(text: str, face: Face | None, rtl: bool, size: float) -> Piece:
    if face is None:
        boxes = clusters(text)
        shown = "".join(reversed(boxes)) if rtl else text
        return Piece(shown, None, False, len(boxes) * size * _BOX)
    if rtl and (face.shipped or not RAQM):
        text = "".join(bidi.MIRRORED.get(c, c) for c in reversed(clusters(text)))
        return Piece(text, face, False, _advance(face, size, text))
    if face.shipped:
        return Piece(text, face, False, _advance(face, size, text))
    return Piece(text, face, rtl, _shaped(face, size, text, rtl))


def _advance(face: Face, size: float, text: str) -> float:
    """The sum of the letters' own advances; accents stand over the letter before them."""
    return sum(_letter(face, size, c[0]) for c in clusters(text))


@lru_cache(maxsize=8192)
def _letter(face: Face, size: float, char: str) -> float:
    return float(face.font(size).getlength(char))


@lru_cache(maxsize=4096)
def _shaped(face: Face, size: float, text: str, rtl: bool) -> float:
    if not RAQM:
        return _advance(face, size, text)
    return float(face.font(size, True).getlength(text, direction="rtl" if rtl else "ltr"))


def _wrapped(text: str, size: float, wide: float, bold: bool) -> list[Line]:
    out: list[Line] = []
    for paragraph in text.split("\n"):
        ltr = bidi.rightward(paragraph)
        found = [
            Line(line, ltr, sum(p.width for p in pieces(line, size, bold, ltr)))
            for line in _broken(paragraph, size, wide, bold, ltr)
        ]
        out += found or [Line("", ltr, 0.0)]
    return out


def _broken(text: str, size: float, wide: float, bold: bool, ltr: bool) -> Iterator[str]:
    """The lines of one paragraph: greedy, by words, and by letters only within a word too long."""

    def fits(line: str) -> bool:
        return _within(line, wide, size, bold, ltr)

    line = ""
    for gap, word in words(text):
        longer = f"{line} {word}" if gap and line else line + word
        if fits(longer):
            line = longer
            continue
        if line:
            yield line
        *heads, line = [word] if fits(word) else _torn(word, fits)
        yield from heads
    if line:
        yield line


def _within(line: str, wide: float, size: float, bold: bool, ltr: bool) -> bool:
    """Whether a line is no wider than that; of one far too long only the beginning is measured."""

    def measured(part: str) -> float:
        return sum(p.width for p in pieces(part, size, bold, ltr))

    seen = _GLANCE
    while seen < len(line):
        if measured(line[:seen]) > 2 * wide:
            return False
        seen *= 2
    return measured(line) <= wide


def _torn(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """A long word in lines that each hold as much as they can, at least one letter."""
    parts = clusters(word)
    at = count = 0
    while at < len(parts) and not fits("".join(parts[at:])):
        # Latin letters only ever add to a line: what the last one held is nearly what this does.
        guess = "".join(parts[at : at + count])
        count = count if count and guess.isascii() and fits(guess) else 1
        while at + count < len(parts) and fits("".join(parts[at : at + count + 1])):
            count += 1
        yield "".join(parts[at : at + count])
        at += count
    if at < len(parts):
        yield "".join(parts[at:])


def words(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a text between which a line may end, in order, each with whether white space
    stands before it.

    A line may end at white space (but not at a no-break space), after a hyphen or a dash before a
    letter, and beside a wide East Asian character, where no punctuation forbids it. Clusters are
    never torn. The parts hold every character but that white space.
    """
    gap, word = False, ""
    for cluster in clusters(text):
        if cluster.isspace() and cluster not in "\u00a0\u202f":
            if word:
                yield gap, word
            gap, word = True, ""
        elif word and _may_break(word[-1], cluster):
            yield gap, word
            gap, word = False, cluster
        else:
            word += cluster
    if word:
        yield gap, word


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters that no space parts."""
    if after[0] in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before in _HYPHENS:
        return after[0].isalpha()
    kinds = unicodedata.east_asian_width(before), unicodedata.east_asian_width(after[0])
    return kinds[0] in _WIDE or kinds[1] in _WIDE


def _shortened(text: str, size: float, wide: float, bold: bool, ltr: bool) -> Line:
    parts = clusters(text)
    for count in range(_enough(parts, wide, size, bold, ltr), -1, -1):
        line = "".join(parts[:count]).rstrip() + ELLIPSIS
        wanted = sum(p.width for p in pieces(line, size, bold, ltr))
        if wanted <= wide or not count:
            return Line(line, ltr, wanted)
    return Line("", ltr, 0.0)


def _enough(parts: list[str], wide: float, size: float, bold: bool, ltr: bool) -> int:
    """A number of clusters that are surely too many for a line, or all."""
    seen = _GLANCE
    while seen < len(parts):
        if sum(p.width for p in pieces("".join(parts[:seen]), size, bold, ltr)) > 2 * wide:
            return seen
        seen *= 2
    return len(parts)


def put(image: Image.Image, x: float, y: float, text: Block, colour: RGB | int) -> None:
    """Sets a block with its upper left corner at *x*, *y* on an RGB or L picture."""
    pen = ImageDraw.Draw(image)
    for left, base, line in text.placed():
        at = x + left
        for piece in pieces(line.text, text.size, text.bold, line.ltr):
            set_piece(pen, at, y + base, piece, text.size, colour)
            at += piece.width


def set_piece(
    pen: ImageDraw.ImageDraw, x: float, y: float, piece: Piece, size: float, ink: RGB | int
) -> None:
    """Sets one piece from *x* on with its baseline at *y*."""
    if piece.face is None:
        for k, cluster in enumerate(clusters(piece.text)):
            _boxed(pen, x + k * size * _BOX, y, ord(cluster[0]), size, ink)
    elif piece.face.shipped or not RAQM:
        _spelled(pen, x, y, piece, size, ink)
    else:
        font = piece.face.font(size, True)
        way = "rtl" if piece.rtl else "ltr"
        pen.text((x, y), piece.text, fill=ink, font=font, anchor="ls", direction=way)


def _spelled(
    pen: ImageDraw.ImageDraw, x: float, y: float, piece: Piece, size: float, ink: RGB | int
) -> None:
    """Letter by letter, each accent that is not part of its letter centred over it."""
    if piece.face is None:
        return
    font = piece.face.font(size)
    for cluster in clusters(piece.text):
        wide = _letter(piece.face, size, cluster[0])
        pen.text((x, y), cluster[0], fill=ink, font=font, anchor="ls")
        for accent in cluster[1:]:
            if unicodedata.category(accent) != "Cf":
                pen.text((x + wide / 2, y), accent, fill=ink, font=font, anchor="ms")
        x += wide


def _boxed(
    pen: ImageDraw.ImageDraw, x: float, y: float, code: int, size: float, ink: RGB | int
) -> None:
    """A box with a character's code, which can be looked up."""
    text = f"{code:04X}"
    half = (len(text) + 1) // 2
    edge = max(1, round(size / 22))
    corner = (x + size * 0.05, y - size * 0.74, x + size * (_BOX - 0.05), y + size * 0.06)
    pen.rectangle(corner, outline=ink, width=edge)
    font = shipped(False).font(size * (0.34 if half == 2 else 0.27))
    for row, part in enumerate((text[:half], text[half:])):
        middle = (x + size * _BOX / 2, y - size * (0.54 - 0.38 * row))
        pen.text(middle, part, fill=ink, font=font, anchor="mm")


def fitted(
    text: str,
    wide: float,
    tall: float,
    largest: float,
    *,
    bold: bool = False,
    align: str = "centre",
) -> Block:
    """*text* as large as a box allows, up to *largest*; a word is broken only in the smallest."""
    size, smallest = largest, max(4.0, largest * 0.1)
    while True:
        found = block(text, size, wide, bold=bold, align=align, leading=1.18)
        whole = all(width(word, size, bold) <= wide for word in clean(text).split())
        if (found.height <= tall and whole) or size <= smallest:
            return found
        size = max(smallest, size * 0.94)
