"""Cards and captions: a shot that is words is lettered in the style's hand, not staged.

Title cards, intertitles and end cards fill the frame, light on black or dark on paper; captions
and supers lie over the picture. All keep to the title-safe area.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from storyforge.artist.ink.arrows import Box, Shape, band, bow
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.display import Drawing
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.manner import Manner
from storyforge.artist.letters.glyphs import contours
from storyforge.artist.letters.inscribed import LIGHT, cut_out, ink, light_ink, spare
from storyforge.artist.letters.lettering import Block, block, fitted
from storyforge.artist.letters.quoted import quoted, unquoted
from storyforge.artist.words import tokens

SAFE = 0.9  # of the frame, title-safe
GROUND: RGB = (124, 123, 126)  # under a ground of ink: so light that it is not hatched over
PAPER: RGB = (248, 246, 240)
_FULL: tuple[tuple[str, str], ...] = (
    ("end card", "end"),
    ("end title", "end"),
    ("closing title", "end"),
    ("intertitle", "inter"),
    ("inter-title", "inter"),
    ("dialogue card", "inter"),
    ("title card", "title"),
    ("opening title", "title"),
    ("main title", "title"),
    ("title screen", "title"),
    ("black screen with text", "plain"),
    ("text on black", "plain"),
    ("white screen with text", "plain"),
)
_OVER: tuple[tuple[str, str], ...] = (
    ("caption", "caption"),
    ("captions", "caption"),
    ("captioned", "caption"),
    ("super", "super"),
    ("superimposed", "super"),
    ("superimpose", "super"),
    ("subtitle", "super"),
    ("subtitles", "super"),
    ("lower third", "super"),
    ("chyron", "super"),
)
_LIGHT = frozenset(("paper", "white", "cream", "parchment", "light"))


@dataclass(frozen=True, slots=True)
class Card:
    """Words to fill a frame with: the first are the largest. *kind*: title, inter, end, plain."""

    kind: str
    words: tuple[str, ...]
    paper: bool


def card_of(prompt: str) -> Card | None:
    """The card that a prompt asks for by name, with words that it quotes or has after a colon."""
    kind = _named(prompt, _FULL)
    if not kind:
        return None
    words = quoted(prompt) or _after_colon(prompt)
    light = not _LIGHT.isdisjoint(tokens(unquoted(prompt)))
    return Card(kind, words[:4], light) if words else None


def caption_of(prompt: str) -> tuple[str, str] | None:
    """Words that a prompt lays over its picture, and how: as a caption or a super."""
    kind = _named(prompt, _OVER)
    words = quoted(prompt) if kind and not _named(prompt, _FULL) else ()
    return (kind, "\n".join(words)) if words else None


def _named(prompt: str, table: tuple[tuple[str, str], ...]) -> str:
    said = f" {' '.join(tokens(unquoted(prompt)))} "
    return next((kind for name, kind in table if f" {name} " in said), "")


def _after_colon(prompt: str) -> tuple[str, ...]:
    text = prompt.partition(":")[2].strip()
    return (text,) if text else ()


def draw_card(card: Card, manner: Manner, size: tuple[int, int], seed: int) -> Drawing:
    """The card as a panel of exactly *size* pixels."""
    canvas = Canvas(*size, manner, seed)
    lay_card(canvas, card)
    return canvas.drawing("card")


def lay_card(canvas: Canvas, card: Card) -> None:
    """Covers a whole canvas with a card."""
    canvas.stretch = 0.0
    dark = not (card.paper or light_ink(canvas.manner) or canvas.manner.edge)
    w, h = canvas.width, canvas.height
    frame = [(-9.0, -9.0), (w + 9.0, -9.0), (w + 9.0, h + 9.0), (-9.0, h + 9.0)]
    canvas.fill(frame, GROUND if dark else (0, 0, 0) if light_ink(canvas.manner) else PAPER)
    if dark:
        canvas.blot(frame)
    _DESIGNS[card.kind](canvas, card, dark)


def _title(canvas: Canvas, card: Card, dark: bool) -> None:
    """The title, a stroke of the pen, and what belongs to it below."""
    w, h = canvas.width, canvas.height
    first = fitted(card.words[0], w * 0.8, h * 0.5, 0.15 * _size(canvas), bold=True)
    rest = _below(canvas, card, first.size)
    gap = first.size * 0.42
    whole = first.height + gap * 2 + (rest.height if rest else 0)
    top = (h - whole) / 2
    _set(canvas, first, top, dark)
    long = max(w * 0.14, min(first.width * 0.42, w * 0.3))
    _rule(canvas, w / 2, top + first.height + gap * 0.7, long, dark)
    if rest:
        _set(canvas, rest, top + first.height + gap * 2, dark)


def _end(canvas: Canvas, card: Card, dark: bool) -> None:
    """Between two strokes."""
    w, h = canvas.width, canvas.height
    first = fitted(card.words[0], w * 0.7, h * 0.42, 0.13 * _size(canvas), bold=True)
    rest = _below(canvas, card, first.size)
    gap = first.size * 0.7
    whole = first.height + 2 * gap + (rest.height + gap if rest else 0)
    top = (h - whole) / 2
    long = max(w * 0.16, min(first.width * 0.7, w * 0.34))
    _rule(canvas, w / 2, top, long, dark)
    _set(canvas, first, top + gap, dark)
    _rule(canvas, w / 2, top + 2 * gap + first.height, long, dark)
    if rest:
        _set(canvas, rest, top + whole - rest.height, dark)


def _inter(canvas: Canvas, card: Card, dark: bool) -> None:
    """A double border with open corners, as the silent films had it, and the words within."""
    w, h, s = canvas.width, canvas.height, _size(canvas)
    for gap, half in ((0.05 * s, 0.0032 * s), (0.068 * s, 0.0014 * s)):
        corner = 0.05 * s
        for sx, sy in ((0, 0), (1, 0), (1, 1), (0, 1)):
            x, y = abs(sx * w - gap), abs(sy * h - gap)
            dx, dy = 1 - 2 * sx, 1 - 2 * sy
            turn = [
                (x + dx * corner, y),
                (x + dx * corner * 0.3, y + dy * corner * 0.3),
                (x, y + dy * corner),
            ]
            _stroke(canvas, turn, half, dark)
        for a, b in (
            ((gap + corner, gap), (w - gap - corner, gap)),
            ((gap + corner, h - gap), (w - gap - corner, h - gap)),
            ((gap, gap + corner), (gap, h - gap - corner)),
            ((w - gap, gap + corner), (w - gap, h - gap - corner)),
        ):
            _stroke(canvas, [a, b], half, dark)
    words = fitted("\n".join(card.words), w * 0.72, h * 0.62, 0.088 * s)
    _set(canvas, words, (h - words.height) / 2, dark)


def _plain(canvas: Canvas, card: Card, dark: bool) -> None:
    w, h = canvas.width, canvas.height
    words = fitted("\n".join(card.words), w * 0.76, h * 0.7, 0.08 * _size(canvas))
    _set(canvas, words, (h - words.height) / 2, dark)


_DESIGNS: dict[str, Callable[[Canvas, Card, bool], None]] = {
    "title": _title,
    "end": _end,
    "inter": _inter,
    "plain": _plain,
}


def _size(canvas: Canvas) -> float:
    """What letters are measured by: 720 in a frame of 1280 x 720, less in a narrow one."""
    return min(0.75 * sqrt(canvas.width * canvas.height), 1.15 * min(canvas.width, canvas.height))


def _below(canvas: Canvas, card: Card, size: float) -> Block | None:
    if len(card.words) < 2:
        return None
    room = canvas.width * 0.76, canvas.height * 0.24
    return fitted("\n".join(card.words[1:]), *room, min(size * 0.5, 0.06 * _size(canvas)))


def _set(canvas: Canvas, words: Block, top: float, dark: bool) -> None:
    left = (canvas.width - words.wide) / 2
    shapes = contours(words, lambda x, y: (left + x, top + y))
    (spare if dark else ink)(canvas, shapes, GROUND)


def _rule(canvas: Canvas, x: float, y: float, long: float, dark: bool) -> None:
    """A stroke that swells in its middle, a little bent."""
    path = bow((x - long / 2, y), (x + long / 2, y), -0.012 * long, 16)
    thick = 0.0065 * _size(canvas)
    upper = [(px, py - thick * (1 - abs(k - 8) / 8) ** 0.7) for k, (px, py) in enumerate(path)]
    lower = [(px, py + thick * 0.4 * (1 - abs(k - 8) / 8)) for k, (px, py) in enumerate(path)]
    _shape(canvas, (*upper, *reversed(lower)), dark)


def _stroke(canvas: Canvas, path: Sequence[P2], half: float, dark: bool) -> None:
    _shape(canvas, band(path, max(0.6, half)), dark)


def _shape(canvas: Canvas, shape: Shape, dark: bool) -> None:
    if dark:
        canvas.fill(shape, LIGHT)
    else:
        canvas.blot(shape)


def lay_caption(canvas: Canvas, prompt: str, avoid: Sequence[Box] = ()) -> Box | None:
    """Words over the picture if its prompt asks for them; the box that they take.

    At the foot of the title-safe area, or at its head when the foot would cover a box of *avoid*.
    """
    found = caption_of(prompt)
    if found is None:
        return None
    kind, text = found
    w, h, s = canvas.width, canvas.height, _size(canvas)
    words = _captioned(text, w * 0.78, h * 0.3, 0.057 * s)
    pad = words.size * 0.5
    wide, tall = words.width + 2 * pad, words.height + pad
    low, high = h * (0.5 + SAFE / 2) - tall, h * (0.5 - SAFE / 2)
    left = (w - wide) / 2 if kind == "super" else w * (0.5 - SAFE / 2)
    boxes = [(left, top, left + wide, top + tall) for top in (low, high)]
    box = next((b for b in boxes if not any(_overlap(b, each) for each in avoid)), boxes[0])
    _OVERLAID[kind](canvas, words, box, pad)
    return box


def _captioned(text: str, wide: float, tall: float, size: float) -> Block:
    """Shrunk only when it is long; as narrow as its lines."""
    words = fitted(text, wide, tall, size, align="start")
    return block(text, words.size, words.width + 1, leading=1.18)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _strip(canvas: Canvas, words: Block, box: Box, pad: float) -> None:
    """A slip of paper with the words in ink."""
    x0, y0, x1, y1 = box
    slip = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    drop = pad * 0.14
    canvas.shadow([(x + drop, y + drop) for x, y in slip], (16, 15, 18), 0.4)
    canvas.union([slip], (12, 20, 40) if light_ink(canvas.manner) else LIGHT, 1.1)
    ink(canvas, contours(words, lambda x, y: (x0 + pad + x, y0 + pad / 2 + y)))


def _bare(canvas: Canvas, words: Block, box: Box, pad: float) -> None:
    """Light letters in a band of ink."""
    x0, y0, x1, y1 = box
    shade = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    canvas.fill(shade, (0, 0, 0) if light_ink(canvas.manner) else LIGHT)
    if not light_ink(canvas.manner):
        canvas.blot(shade)
    shapes = contours(words, lambda x, y: (x0 + pad + x, y0 + pad / 2 + y))
    (ink if light_ink(canvas.manner) else cut_out)(canvas, shapes)


_OVERLAID: dict[str, Callable[[Canvas, Block, Box, float], None]] = {
    "caption": _strip,
    "super": _bare,
}
