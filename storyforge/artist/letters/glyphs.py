"""Letters as shapes: what is lettered in a scene is drawn, tilted and inked like all else in it.

Every letter is set once, large, and its contour followed (marching squares with interpolation);
shapes are kept in shares of the size, x from the left end, y down from the baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from PIL import Image, ImageDraw

from storyforge.artist.ink.hand import P2
from storyforge.artist.letters.lettering import Block, Piece, clusters, pieces, set_piece
from storyforge.artist.letters.typeface import Face

_EM = 72  # pixels to the em of the picture whose contours are followed
_MIDDLE = 128
_SLACK = 0.3  # pixels of that picture by which a contour may be straightened


@dataclass(frozen=True, slots=True)
class Contour:
    """A closed line round ink, or round a *hole* in it."""

    points: tuple[P2, ...]
    hole: bool


Mapped = Callable[[float, float], P2]  # from a block's own pixels to the panel's


def contours(text: Block, mapped: Mapped) -> list[Contour]:
    """All contours of a block where *mapped* puts them, to be filled in this order."""
    out: list[Contour] = []
    for left, base, line in text.placed():
        at = left
        for piece in pieces(line.text, text.size, text.bold, line.ltr):
            for start, shape in _shapes(piece, text.size):
                x = at + start
                points = [(x + p[0] * text.size, base + p[1] * text.size) for p in shape.points]
                out.append(Contour(tuple(mapped(*p) for p in points), shape.hole))
            at += piece.width
    return out


def _shapes(piece: Piece, size: float) -> Iterator[tuple[float, Contour]]:
    """The shapes of a piece, each with where it begins: letter by letter in the shipped hand."""
    if piece.face is None or not piece.face.shipped:
        yield from ((0.0, shape) for shape in _traced(piece.text, piece.face, piece.rtl))
        return
    at = 0.0
    for cluster in clusters(piece.text):
        yield from ((at, shape) for shape in _traced(cluster, piece.face, False))
        at += float(piece.face.font(size).getlength(cluster[0]))


@lru_cache(maxsize=1024)
def _traced(text: str, face: Face | None, rtl: bool) -> tuple[Contour, ...]:
    """The contours of letters set together, in shares of the size, the largest first."""
    font = face.font(_EM) if face is not None else None
    wide = font.getlength(text) if font is not None else len(text) * _EM
    image = Image.new("L", (int(wide * 1.2) + _EM, 2 * _EM), 0)
    corner = _EM / 2, 1.25 * _EM
    set_piece(ImageDraw.Draw(image), *corner, Piece(text, face, rtl, wide), _EM, 255)
    loops = [_straightened(loop) for loop in _loops(image)]
    found = [(_area(loop), loop) for loop in loops if len(loop) > 2]
    found.sort(key=lambda each: -abs(each[0]))
    return tuple(
        Contour(tuple(((x - corner[0]) / _EM, (y - corner[1]) / _EM) for x, y in loop), area < 0)
        for area, loop in found
    )


# Which sides of a square of four pixels a contour enters and leaves by, ink on its right; squares
# count the pixels in ink: 8 upper left, 4 upper right, 2 lower right, 1 lower left.
_SIDES: tuple[str, ...] = (
    "", "LB", "BR", "LR", "RT", "RTLB", "BT", "LT",
    "TL", "TB", "TLBR", "TR", "RL", "RB", "BL", "",
)  # fmt: skip
_AT = {"T": (0, 0, 0), "R": (1, 0, 1), "B": (0, 1, 0), "L": (0, 0, 1)}  # dx, dy, upright
Side = tuple[int, int, int]


def _loops(image: Image.Image) -> Iterator[list[P2]]:
    """The closed contours at middle grey."""
    grey, wide = image.tobytes(), image.width
    steps = dict(_steps(image))
    while steps:
        start, here = steps.popitem()
        loop = [_crossing(grey, wide, start)]
        while here != start:
            loop.append(_crossing(grey, wide, here))
            here = steps.pop(here)
        yield loop


def _steps(image: Image.Image) -> Iterator[tuple[Side, Side]]:
    box = image.getbbox() or (1, 1, 1, 1)
    ink = image.point([1 if v >= _MIDDLE else 0 for v in range(256)]).tobytes()
    for y in range(max(0, box[1] - 1), min(image.height - 1, box[3] + 1)):
        above, below = (ink[k * image.width : (k + 1) * image.width] for k in (y, y + 1))
        for x in range(max(0, box[0] - 1), min(image.width - 1, box[2] + 1)):
            sides = _SIDES[8 * above[x] + 4 * above[x + 1] + 2 * below[x + 1] + below[x]]
            for k in range(0, len(sides), 2):
                a, b = _AT[sides[k]], _AT[sides[k + 1]]
                yield (x + a[0], y + a[1], a[2]), (x + b[0], y + b[1], b[2])


def _crossing(grey: bytes, wide: int, side: Side) -> P2:
    """Where the grey is just in the middle on the side between two pixels."""
    x, y, upright = side
    first, second = grey[y * wide + x], grey[(y + upright) * wide + x + 1 - upright]
    share = (_MIDDLE - 0.5 - first) / (second - first)
    return (x + 0.5, y + 0.5 + share) if upright else (x + 0.5 + share, y + 0.5)


def _area(loop: Sequence[P2]) -> float:
    return sum(loop[k - 1][0] * loop[k][1] - loop[k][0] * loop[k - 1][1] for k in range(len(loop)))


def _straightened(loop: Sequence[P2]) -> list[P2]:
    """The loop with no more points than its shape needs."""
    far = max(
        range(len(loop)), key=lambda k: hypot(loop[k][0] - loop[0][0], loop[k][1] - loop[0][1])
    )
    first = _fewer(loop[: far + 1])
    return [*first[:-1], *_fewer([*loop[far:], loop[0]])[:-1]]


def _fewer(path: Sequence[P2]) -> list[P2]:
    if len(path) < 3:
        return list(path)
    (ax, ay), (bx, by) = path[0], path[-1]
    long = hypot(bx - ax, by - ay) or 1e-9
    off = [abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long for x, y in path]
    k = max(range(1, len(path) - 1), key=off.__getitem__)
    if off[k] <= _SLACK:
        return [path[0], path[-1]]
    return [*_fewer(path[: k + 1])[:-1], *_fewer(path[k:])]
