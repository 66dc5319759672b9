"""A few more blocks to build from: pyramids, slabs, kits that are moved whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from math import cos, pi, radians, sin

from storyforge.artist.ink.colour import RGB
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Kit, Solid, quad


def set_kit(kit: Kit, x: float, z: float, turn: float = 0.0, y: float = 0.0) -> Kit:
    """A kit turned about its origin by *turn* degrees (90: what faced -z faces -x), then set."""
    c, s = cos(radians(turn)), sin(radians(turn))

    def spot(p: V3) -> V3:
        return x + p[0] * c + p[2] * s, y + p[1], z - p[0] * s + p[2] * c

    return Kit(
        tuple(placed(solid, (x, y, z), turn) for solid in kit.solids),
        tuple(replace(tuft, at=spot(tuft.at)) for tuft in kit.tufts),
        tuple(replace(lamp, at=spot(lamp.at)) for lamp in kit.lamps),
    )


def joined(kits: Iterable[Kit]) -> Kit:
    """Several kits as one."""
    every = tuple(kits)
    return Kit(
        tuple(s for k in every for s in k.solids),
        tuple(t for k in every for t in k.tufts),
        tuple(p for k in every for p in k.lamps),
    )


def pyramid(x: float, z: float, half: float, y: tuple[float, float], colour: RGB) -> Solid:
    """A four-sided spire over a square."""
    tip = (x, y[1], z)
    ring = [(x - half, z - half), (x + half, z - half), (x + half, z + half), (x - half, z + half)]
    slope, long = half / max(0.1, y[1] - y[0]), (1 + (half / max(0.1, y[1] - y[0])) ** 2) ** 0.5
    faces = []
    for k, (nx, nz) in enumerate(((0, -1), (1, 0), (0, 1), (-1, 0))):
        (ax, az), (bx, bz) = ring[k], ring[(k + 1) % 4]
        normal = (nx / long, slope / long, nz / long)
        faces.append(Face(((ax, y[0], az), (bx, y[0], bz), tip), colour, normal, 1.1))
    return Solid(tuple(faces), (x, y[0], z))


def flat(
    x: tuple[float, float],
    z: tuple[float, float],
    colour: RGB,
    y: float = 0.01,
    weight: float = 0.7,
    name: str = "ground",
) -> Solid:
    """A piece of ground, painted before everything that stands."""
    corners = ((x[0], y, z[0]), (x[1], y, z[0]), (x[1], y, z[1]), (x[0], y, z[1]))
    return Solid((quad(*corners, colour, (0, 1, 0), weight),), (0, 0, 0), 0, name)


def winding(spots: tuple[tuple[float, float, float], ...], colour: RGB, y: float = 0.012) -> Solid:
    """A path through (x, z, half width) as pieces of ground, each with its own share of haze."""
    faces = [
        Face(
            (
                (a[0] - a[2], y, a[1]),
                (a[0] + a[2], y, a[1]),
                (b[0] + b[2], y, b[1]),
                (b[0] - b[2], y, b[1]),
            ),
            colour,
            (0, 1, 0),
            0.0,
            (
                ((a[0] - a[2], y, a[1]), (b[0] - b[2], y, b[1])),
                ((a[0] + a[2], y, a[1]), (b[0] + b[2], y, b[1])),
            ),
        )
        for a, b in pairwise(spots)
    ]
    return Solid(tuple(faces), (0, 0, 0), 0, "path")


def rod(a: V3, b: V3, wide: float, colour: RGB) -> Face:
    """A thin bar between two points, as a sliver seen from both sides."""
    long = sum((b[k] - a[k]) ** 2 for k in range(3)) ** 0.5 or 1.0
    steep = abs(b[1] - a[1]) / long > 0.7
    d = (wide, 0.0, wide * 0.6) if steep else (0.0, wide, 0.0)
    return Face(
        (a, b, (b[0] + d[0], b[1] + d[1], b[2] + d[2]), (a[0] + d[0], a[1] + d[1], a[2] + d[2])),
        colour,
        None,
        0.45,
    )


def wheel(x: float, y: float, z: float, radius: float, colour: RGB, side: float = 1.0) -> Solid:
    """A wheel standing along z, its outside towards +x or -x."""
    ring = [(2 * pi * k / 12) for k in range(12)]
    rim = tuple((x + side * 0.1, y + radius * sin(t), z + radius * cos(t)) for t in ring)
    hub = tuple(
        (x + side * 0.11, y + radius * 0.5 * sin(t), z + radius * 0.5 * cos(t)) for t in ring
    )
    inner = tuple((x - side * 0.1, p[1], p[2]) for p in rim)
    disc = Face(rim, colour, None, 1.0, (), (Face(hub, (168, 168, 166), None, 0.7),))
    return Solid((Face(inner, colour, None, 0.8), disc), (x, y - radius, z))
