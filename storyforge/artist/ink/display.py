"""A panel as a list of marks, back to front: what every back end draws from and nothing else.

Coordinates are pixels of the panel, y down; colours are paint before the sheet is graded; `value`
is how much ink a mark carries, 0..255; `code` is a hatch (see `canvas.tone`).
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.manner import Manner

Outline = tuple[P2, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """Opaque paint: hides the paint, ink and hatching below it."""

    points: Outline
    colour: RGB
    code: int = 0


@dataclass(frozen=True, slots=True)
class Wash:
    """Paint, hatching or both laid over what is there; the ink below stays."""

    points: Outline
    colour: RGB | None
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An inked line of even *width*."""

    points: Outline
    width: float
    value: int = 255


@dataclass(frozen=True, slots=True)
class Blot:
    """A shape filled with ink; value 0 takes ink away."""

    points: Outline
    value: int = 255


@dataclass(frozen=True, slots=True)
class Tint:
    """Several shapes as one translucent tone on the paint, *alpha* 0..1, hatched by *code*."""

    shapes: tuple[Outline, ...]
    colour: RGB
    alpha: float
    code: int = 0


@dataclass(frozen=True, slots=True)
class Glow:
    """A soft round light that fades outwards; hatching recedes from its heart."""

    x: float
    y: float
    radius: float
    colour: RGB
    alpha: float


@dataclass(frozen=True, slots=True)
class Pool:
    """An oval of light that falls off slowly and then has an edge, filling a box x0, y0, x1, y1."""

    box: tuple[int, int, int, int]
    colour: RGB
    alpha: float


@dataclass(frozen=True, slots=True)
class Flood:
    """One colour over the whole paint, *alpha* 0..1."""

    colour: RGB
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Bands:
    """The paint between two rows as an even passage through the colours, top to bottom."""

    colours: tuple[RGB, ...]
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Veil:
    """A band of haze over paint, ink and hatching, thickest at row *y*."""

    y: float
    spread: float
    colour: RGB
    alpha: float


@dataclass(frozen=True, slots=True)
class Vignette:
    """The paint's corners darkened towards a colour."""

    colour: RGB
    strength: float


@dataclass(frozen=True, slots=True)
class Recede:
    """All so far goes out of focus by *blur* pixels, its ink to a share; *bare*: no hatching."""

    blur: float
    ink: float
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture over the whole paint and its contours (L) over the whole ink."""

    picture: Image.Image
    contours: Image.Image


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that make one figure; the paper is bared *rim* pixels round it by share *light*."""

    marks: tuple[Mark, ...]
    rim: float
    light: float


@dataclass(frozen=True, slots=True)
class Swatch:
    """A box of one colour, x0, y0, x1, y1, put on the finished sheet as it is, outlined in ink."""

    box: tuple[int, int, int, int]
    colour: RGB


@dataclass(frozen=True, slots=True)
class Inset:
    """A drawing of its own laid on the finished sheet with its corner at x, y."""

    drawing: Drawing
    x: int
    y: int


Mark = (
    Fill
    | Wash
    | Line
    | Blot
    | Tint
    | Glow
    | Pool
    | Flood
    | Bands
    | Veil
    | Vignette
    | Recede
    | Photo
    | Group
    | Swatch
    | Inset
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole panel, ready for a back end.

    *value*: how light its middle should become, 0..1; *stretch*: how far values may be moved for
    that; *grain*: what the paper's texture hangs on; *unit*: the size of the hand's marks, 1 on a
    panel of 1280 x 720.
    """

    width: int
    height: int
    manner: Manner
    marks: tuple[Mark, ...]
    unit: float = 1.0
    value: float = 0.68
    stretch: float = 1.0
    grain: object = 0
