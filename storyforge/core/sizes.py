"""How large a picture is in pixels for a model, and which shapes a model takes as references."""

from __future__ import annotations

from fractions import Fraction

from storyforge.core import film
from storyforge.core.delivery import Fit
from storyforge.core.seams import Capabilities

Size = tuple[int, int]  # width and height in pixels


def size_of(can: Capabilities, ratio: str, resolution: str) -> Size | None:
    """Width and height in pixels as this model makes them; None for what it cannot make."""
    if can.sizes is not None:
        return can.sizes.get(f"{ratio} {resolution}")
    if ratio in can.ratios and resolution in can.resolutions:
        return film.PIXELS[ratio][resolution]
    return None


def nearest_size(can: Capabilities, ratio: str, resolution: str) -> Size:
    """The same where the shape is our own choice: of what the model makes, the nearest shape.

    A model that makes none of the field's sizes gets the field's own.
    """
    wanted = film.PIXELS[ratio][resolution]
    made = [size for _, size in _all(can)]
    exact = size_of(can, ratio, resolution)
    return exact or min(made, key=lambda each: _distance(each, wanted), default=wanted)


def _distance(size: Size, wanted: Size) -> tuple[Fraction, int]:
    shapes = Fraction(*size), Fraction(*wanted)
    return max(shapes) / min(shapes), abs(size[0] * size[1] - wanted[0] * wanted[1])


def _all(can: Capabilities) -> list[tuple[str, Size]]:
    """Everything that a model makes: `("16:9 720p", (1280, 720))`."""
    names = [f"{ratio} {resolution}" for ratio in film.PIXELS for resolution in film.PIXELS[ratio]]
    found = ((name, size_of(can, *name.split(" "))) for name in names)
    return [(name, size) for name, size in found if size]


def sizes_told(can: Capabilities) -> str:
    """What a model makes, in words: `16:9, 9:16 at 720p; 1:1 at 1080p`."""
    found: dict[tuple[str, ...], list[str]] = {}
    for ratio in film.PIXELS:
        at = tuple(each for each in film.PIXELS[ratio] if size_of(can, ratio, each))
        if at:
            found.setdefault(at, []).append(ratio)
    return "; ".join(f"{', '.join(ratios)} at {' or '.join(at)}" for at, ratios in found.items())


def shape(width: int, height: int) -> str:
    """A picture's shape as crews say it (`21:9`), else in pixels (`1800 × 500`)."""
    exact = Fraction(width, height)
    for ratio in film.PIXELS:
        wide, high = map(int, ratio.split(":"))
        if abs(exact / Fraction(wide, high) - 1) < Fraction(1, 40):
            return ratio
    return f"{width} × {height}"


def fits(size: Size, fit: Fit) -> bool:
    """Whether a reference of this size has a shape that the model takes as it is."""
    return fit.low <= size[0] / size[1] <= fit.high


def span(fit: Fit) -> str:
    """The shapes that a model takes: `1:2 to 2:1`."""
    low, high = (Fraction(each).limit_denominator(100) for each in (fit.low, fit.high))
    return f"{low.numerator}:{low.denominator} to {high.numerator}:{high.denominator}"
