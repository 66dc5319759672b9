"""Words on things: letters laid on any surface of a picture, in the style's own ink."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot

from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB, luma
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.manner import Manner
from storyforge.artist.letters.glyphs import Contour, contours
from storyforge.artist.letters.lettering import fitted

Corners = tuple[P2, P2, P2, P2]  # upper left, upper right, lower right, lower left
LIGHT: RGB = (252, 250, 244)


def light_ink(manner: Manner) -> bool:
    """Whether the style draws light on dark, as a blueprint does."""
    return luma(manner.ink) > luma(manner.paper)


def write(
    canvas: Canvas,
    corners: Corners,
    text: str,
    *,
    largest: float = 0.3,
    bold: bool = False,
    align: str = "centre",
    lit: bool = False,
) -> None:
    """Words as large as a four-cornered surface allows, in its perspective.

    *largest*: share of the surface's height that a line may have. Written in ink, or *lit*: left
    light on a surface that is painted dark.
    """
    wide, tall = _extent(corners)
    words = fitted(text, wide, tall, tall * largest, bold=bold, align=align)
    down = (tall - words.height) / 2
    flat = plane(corners, wide, tall)
    shapes = contours(words, lambda x, y: flat(x, y + down))
    (cut_out if lit else ink)(canvas, shapes)


def ink(canvas: Canvas, shapes: Sequence[Contour], _: RGB = LIGHT) -> None:
    """Letters in ink."""
    for shape in shapes:
        canvas.blot(shape.points, 0 if shape.hole else 255)


def cut_out(canvas: Canvas, shapes: Sequence[Contour], _: RGB = LIGHT) -> None:
    """Letters taken out of a ground of ink, so that the paint below is seen in them."""
    for shape in shapes:
        canvas.blot(shape.points, 255 if shape.hole else 0)


def spare(canvas: Canvas, shapes: Sequence[Contour], ground: RGB) -> None:
    """Letters left light in a ground of ink over paint of a colour."""
    for shape in shapes:
        canvas.fill(shape.points, ground if shape.hole else LIGHT)
        if shape.hole:
            canvas.blot(shape.points)


def _extent(corners: Corners) -> tuple[float, float]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    wide = (hypot(bx - ax, by - ay) + hypot(cx - dx, cy - dy)) / 2
    tall = (hypot(dx - ax, dy - ay) + hypot(cx - bx, cy - by)) / 2
    return max(1.0, wide), max(1.0, tall)


def plane(corners: Corners, wide: float, tall: float) -> Callable[[float, float], P2]:
    """The projective map of a box of *wide* x *tall* on four corners (after Heckbert)."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    ax, ay, bx, by = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    area = ax * by - bx * ay or 1e-9
    g, h = (sx * by - bx * sy) / area, (ax * sy - sx * ay) / area

    def at(x: float, y: float) -> P2:
        u, v = x / wide, y / tall
        far = g * u + h * v + 1 or 1e-9
        return (
            ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / far,
            ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / far,
        )

    return at
