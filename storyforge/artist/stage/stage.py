"""Everything that stands on the stage, in metres: faces, solids, leaves, lamps, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from storyforge.artist.ink.colour import RGB
from storyforge.artist.stage.camera import V3


@dataclass(frozen=True, slots=True)
class Face:
    """A flat polygon. *normal* None means it is seen from both sides; *lit* shines by itself."""

    points: tuple[V3, ...]
    colour: RGB
    normal: V3 | None = None
    weight: float = 1.0
    lines: tuple[tuple[V3, ...], ...] = ()
    decor: tuple[Face, ...] = ()
    lit: bool = False  # glows when the lamps are on
    glaze: bool = False  # glass: shows the sky
    hatch: int = 0
    own: bool = False  # when lit, in its own colour: a screen
    sky: bool = False  # seen through a window from inside: the sky's own light, times the colour


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody can be in a place: on its furniture, at its windows, doors, walls and rails.

    *at* is on the floor below the hips (below the middle of who lies, between the feet of who
    stands), *yaw* the way one faces there (0 is +z; a sleeper's feet point there). *high* is the
    top of the seat, *top* of the table, sill or rail before it, whose edge is *reach* ahead.
    """

    kind: str  # seat, table, desk, bed, bedside, stool, counter, behind, window, door, wall, rail …
    at: V3
    yaw: float
    high: float = 0.0
    top: float = 0.0
    reach: float = 0.24
    name: str = ""  # of the furniture
    chair: str = "place"  # what is under who sits there: the place's own thing, or one brought
    hands: tuple[V3, ...] = ()  # where the left and the right hand hold on


@dataclass(frozen=True, slots=True)
class Solid:
    """Faces that hide each other correctly when drawn in order.

    *layer* 0 is ground, drawn before all that stands; -1 lies below that, drawn from far to near.
    """

    faces: tuple[Face, ...]
    at: V3
    layer: int = 1
    name: str = ""
    parts: tuple[Solid, ...] = ()  # convex blocks whose faces these are, to be sorted by the eye
    backs: tuple[V3, V3] | None = None  # the wall it leans on: a point of it, its inward normal
    spots: tuple[Spot, ...] = ()  # where people sit, lie or lean at it


@dataclass(frozen=True, slots=True)
class Tuft:
    """What grows or lies and looks the same from every side: trees, bushes, smoke, rocks.

    *tall* is the height in metres of what stands up from *at*; 0 for a round lump about it.
    """

    at: V3
    radius: float
    colour: RGB
    flat: float = 1.0
    kind: str = "leaf"
    tall: float = 0.0


@dataclass(frozen=True, slots=True)
class Lamp:
    """A point that shines when lamps are on; *reach* in metres."""

    at: V3
    reach: float = 2.2
    colour: RGB = (255, 206, 122)


@dataclass(frozen=True, slots=True)
class Kit:
    """Some of what furnishes a place: built about the origin, facing -z, then moved."""

    solids: tuple[Solid, ...] = ()
    tufts: tuple[Tuft, ...] = ()
    lamps: tuple[Lamp, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A furnished stage. Actors stand near the origin; *axes* are azimuths worth looking along."""

    name: str
    ground: RGB
    surface: str = "plain"  # plain, water, grass, cobbles, boards, tiles, sand
    level: float = 0.0  # height of the ground plane (water under a pier is lower)
    solids: tuple[Solid, ...] = ()
    tufts: tuple[Tuft, ...] = ()
    lamps: tuple[Lamp, ...] = ()
    inside: bool = False
    axes: tuple[float, ...] = (0.0, 20.0, -20.0)
    far: str = ""  # hills, town, trees, sea
    seat: float = 0.46
    span: float = 4.0  # half width in which actors can stand
    shafts: tuple[tuple[V3, ...], ...] = ()  # patches where daylight from a window falls
    tall: float = 0.0  # height of the ceiling, 0 out of doors
    value: float = 0.0  # how light a panel of it is whatever the hour, 0: as the light says
    stands: tuple[Spot, ...] = ()  # at its windows, doors and walls

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where people can sit, lie, lean and stand in it, each once."""
        own = (spot for solid in self.solids if solid.spots for spot in solid.spots)
        return tuple(dict.fromkeys((*own, *self.stands)))


def box(
    x: tuple[float, float],
    y: tuple[float, float],
    z: tuple[float, float],
    colour: RGB,
    weight: float = 1.0,
    layer: int = 1,
    name: str = "",
) -> Solid:
    """An upright block between the given bounds."""
    faces = tuple(
        Face(side, colour, normal, weight)
        for side, normal in zip(_sides(x, y, z), _SIX, strict=True)
    )
    return Solid(faces, (sum(x) / 2, y[0], sum(z) / 2), layer, name)


_SIX: tuple[V3, ...] = ((0, 0, -1), (1, 0, 0), (0, 0, 1), (-1, 0, 0), (0, 1, 0), (0, -1, 0))


def _sides(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float]
) -> tuple[tuple[V3, ...], ...]:
    (a, b), (e, h), (n, f) = x, y, z
    return (
        ((a, e, n), (b, e, n), (b, h, n), (a, h, n)),
        ((b, e, n), (b, e, f), (b, h, f), (b, h, n)),
        ((b, e, f), (a, e, f), (a, h, f), (b, h, f)),
        ((a, e, f), (a, e, n), (a, h, n), (a, h, f)),
        ((a, h, n), (b, h, n), (b, h, f), (a, h, f)),
        ((a, e, n), (b, e, n), (b, e, f), (a, e, f)),
    )


def quad(
    a: V3, b: V3, c: V3, d: V3, colour: RGB, normal: V3 | None = None, weight: float = 1.0
) -> Face:
    """One four-sided face; corners in order round it, a-b is its lower edge."""
    return Face((a, b, c, d), colour, normal, weight)


def on(face: Face, u: float, v: float) -> V3:
    """The point of a four-sided face at *u* along its lower edge and *v* up, both 0..1."""
    a, b, c, d = face.points[:4]
    low = [a[k] + (b[k] - a[k]) * u for k in range(3)]
    high = [d[k] + (c[k] - d[k]) * u for k in range(3)]
    x, y, z = (low[k] + (high[k] - low[k]) * v for k in range(3))
    return (x, y, z)


def panel(
    face: Face,
    u: tuple[float, float],
    v: tuple[float, float],
    colour: RGB,
    lit: bool = False,
    glaze: bool = False,
    weight: float = 0.8,
    cross: bool = False,
) -> Face:
    """A window, door or sign lying on a face between shares *u* and *v* of it."""
    corners = tuple(
        on(face, a, b) for a, b in ((u[0], v[0]), (u[1], v[0]), (u[1], v[1]), (u[0], v[1]))
    )
    middle, rail = sum(u) / 2, v[0] + (v[1] - v[0]) * 0.55
    bars = (
        (
            (on(face, middle, v[0]), on(face, middle, v[1])),
            (on(face, u[0], rail), on(face, u[1], rail)),
        )
        if cross
        else ()
    )
    return Face(corners, colour, face.normal, weight, bars, (), lit, glaze)


def courses(face: Face, count: int, upright: bool = False) -> tuple[tuple[V3, ...], ...]:
    """Ruled lines across a face: boards, shelves, tiles."""
    shares = [(k + 1) / (count + 1) for k in range(count)]
    if upright:
        return tuple((on(face, s, 0), on(face, s, 1)) for s in shares)
    return tuple((on(face, 0, s), on(face, 1, s)) for s in shares)


def column(
    x: float,
    z: float,
    radius: float,
    y: tuple[float, float],
    colour: RGB,
    top: float = 1.0,
    sides: int = 6,
    weight: float = 1.0,
    name: str = "",
) -> Solid:
    """A round post as a prism; *top* is the share of the radius left at the top (0: a cone)."""
    ring = [(cos(2 * pi * k / sides), sin(2 * pi * k / sides)) for k in range(sides + 1)]
    faces = []
    for k in range(sides):
        (c0, s0), (c1, s1) = ring[k], ring[k + 1]
        faces.append(
            Face(
                (
                    (x + c0 * radius, y[0], z + s0 * radius),
                    (x + c1 * radius, y[0], z + s1 * radius),
                    (x + c1 * radius * top, y[1], z + s1 * radius * top),
                    (x + c0 * radius * top, y[1], z + s0 * radius * top),
                ),
                colour,
                ((c0 + c1) / 2, 0.0, (s0 + s1) / 2),
                weight if sides < 6 else weight * 0.6,
            )
        )
    lid = tuple((x + c * radius * top, y[1], z + s * radius * top) for c, s in ring[:-1])
    return Solid((*faces, Face(lid, colour, (0, 1, 0), weight)), (x, y[0], z), 1, name)


def group(solids: Sequence[Solid], at: V3 | None = None, name: str = "") -> Solid:
    """Several blocks drawn as one thing, back ones given first."""
    faces = tuple(face for solid in solids for face in solid.faces)
    return Solid(faces, at or solids[0].at, 1, name)


def gable(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], colour: RGB
) -> Solid:
    """A pitched roof over the rectangle x, z, with its ridge along z, from eaves to ridge."""
    (a, b), (e, h), (n, f) = x, y, z
    m = (a + b) / 2
    run, rise = (b - a) / 2 or 1.0, h - e
    long = (run * run + rise * rise) ** 0.5
    left = quad((a, e, f), (a, e, n), (m, h, n), (m, h, f), colour, (-rise / long, run / long, 0))
    right = quad((b, e, n), (b, e, f), (m, h, f), (m, h, n), colour, (rise / long, run / long, 0))
    front = Face(((a, e, n), (b, e, n), (m, h, n)), colour, (0, 0, -1))
    back = Face(((b, e, f), (a, e, f), (m, h, f)), colour, (0, 0, 1))
    return Solid((front, back, left, right), (m, e, (n + f) / 2))
