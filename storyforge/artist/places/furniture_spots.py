"""Where people sit, lie and lean at each piece of furniture, in its own directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from storyforge.artist.places.furniture_catalog import ITEMS
from storyforge.artist.stage.stage import Solid, Spot

_US, _WALL = 180.0, 0.0  # a thing's front looks to -z: from it, and at it


def _sat(
    xs: Sequence[float], z: float, high: float, yaw: float = _US, kind: str = "seat"
) -> tuple[Spot, ...]:
    return tuple(Spot(kind, (x, 0.0, z), yaw, high) for x in xs)


def _board(
    kind: str, wide: float, deep: float, top: float, out: float = 0.25, back: float = 0.24
) -> tuple[Spot, ...]:
    """Round a table: its two ends first, then its back, then its front."""
    w, d, apart = wide / 2 + out, deep / 2 + back, min(0.36, wide / 4)
    ends = [(-w, 0.0, 90.0, out), (w, 0.0, -90.0, out)]
    far = [(-apart, d, _US, back), (apart, d, _US, back)]
    near = [(-apart, -d, _WALL, back), (apart, -d, _WALL, back)]
    return tuple(
        Spot(kind, (x, 0.0, z), yaw, 0.46, top, reach, chair="chair")
        for x, z, yaw, reach in (*ends, *far, *near)
    )


def _long_table() -> tuple[Spot, ...]:
    """Two who face each other across it, then its head, then the others."""
    pair = [(-0.1, 0.61, _US, 0.19), (-0.1, -0.61, _WALL, 0.19)]
    ends = [(-1.02, 0.0, 90.0, 0.27)]
    more = [(0.46, 0.65, _US, 0.23), (0.46, -0.65, _WALL, 0.23), (1.02, 0.0, -90.0, 0.27)]
    return tuple(
        Spot("table", (x, 0.0, z), yaw, 0.46, 0.75, reach, chair="chair")
        for x, z, yaw, reach in (*pair, *ends, *more)
    )


def _leaning(xs: Sequence[float], z: float, top: float, reach: float) -> tuple[Spot, ...]:
    return tuple(Spot("counter", (x, 0.0, z), _WALL, 0.0, top, reach) for x in xs)


def _serving(xs: Sequence[float], z: float, top: float, reach: float) -> tuple[Spot, ...]:
    return tuple(Spot("behind", (x, 0.0, z), _US, 0.0, top, reach) for x in xs)


def _laid(at: tuple[float, float], yaw: float, high: float, kind: str = "bed") -> Spot:
    return Spot(kind, (at[0], 0.0, at[1]), yaw, high)


def _sides(x: float, z: float, high: float) -> tuple[Spot, ...]:
    return tuple(Spot("bedside", (s * x, 0.0, z), s * 90.0, high) for s in (1.0, -1.0))


_RUNGS = ((-0.19, 1.5, 0.1), (0.19, 1.2, 0.1))
SPOTS: dict[str, tuple[Spot, ...]] = {
    "sofa": (*_sat((-0.58, 0.58, 0.0), -0.06, 0.45), _laid((-0.02, -0.08), 90.0, 0.46, "couch")),
    "armchair": _sat((0.0,), -0.06, 0.45),
    "bed": (_laid((0.0, -0.06), _US, 0.6), *_sides(0.56, -0.3, 0.58)),
    "cot": (_laid((0.0, -0.02), _US, 0.68), *_sides(0.34, -0.3, 0.66)),
    "bunk": (_laid((0.0, 0.0), 90.0, 0.56), *_sat((0.2, -0.3), -0.36, 0.54, kind="bedside")),
    "plank bed": (_laid((0.0, 0.0), 90.0, 0.57), *_sat((0.1, 0.6), -0.2, 0.57, kind="bedside")),
    "hammock": (_laid((0.0, 0.0), 90.0, 0.86),),
    "table": _long_table(),
    "round table": _board("table", 0.7, 0.7, 0.76, 0.32, 0.32)[:4],
    "desk": (
        Spot("desk", (0.1, 0.0, 0.66), _US, 0.46, 0.75, 0.26, chair="chair"),
        Spot("desk", (-1.0, 0.0, -0.5), 48.0, 0.46, 0.75, 0.3, chair="chair"),
        Spot("desk", (1.05, 0.0, -0.5), -48.0, 0.46, 0.75, 0.3, chair="chair"),
    ),
    "screen desk": (Spot("desk", (0.05, 0.0, -0.66), _WALL, 0.46, 0.74, 0.28, chair="chair"),),
    "school desk": (Spot("desk", (0.0, 0.0, -0.5), _WALL, 0.46, 0.72, 0.25, chair="chair"),),
    "lectern": _serving((0.0,), 0.7, 0.78, 0.33),
    "bar": (
        *_leaning((0.15, -0.95, 1.3, -1.9), -0.52, 1.08, 0.25),
        *_sat((-0.6, 0.9, -1.5, 1.7), -0.66, 0.76, _WALL, "stool"),
        *_serving((0.1, -0.9, 1.1), 0.74, 1.08, 0.35),
    ),
    "shop counter": (
        *_leaning((-0.3, 0.4), -0.62, 1.0, 0.27),
        *_serving((0.25, -0.6), 0.62, 1.0, 0.27),
    ),
    "counter": _leaning((0.0, -0.55), -0.6, 0.91, 0.28),
    "sink": _leaning((0.0,), -0.6, 0.91, 0.28),
    "stove": _leaning((0.0,), -0.62, 0.91, 0.29),
    "workbench": _leaning((0.2, -0.6), -0.64, 0.91, 0.26),
    "lab bench": _leaning((0.4, -0.3), -0.62, 0.91, 0.26),
    "lantern bench": _serving((0.2, -0.5, 0.8), 0.62, 0.86, 0.27),
    "piano": (Spot("piano", (0.0, 0.0, -0.75), _WALL, 0.52, 0.74, 0.4),),
    "pew": _sat((-0.4, 0.4, -0.9, 0.9), 0.04, 0.45, _WALL),
    "seats": _sat((0.0, -0.58, 0.58, -1.16, 1.16), 0.1, 0.46, _WALL),
    "bench": _sat((-0.45, 0.45, 0.0), 0.0, 0.48),
    "park bench": _sat((-0.45, 0.45, 0.0), -0.02, 0.5),
    "throne": (Spot("seat", (0.0, 0.48, 0.3), _US, 0.52),),
    "chest": _sat((0.0,), -0.06, 0.58, kind="crate"),
    "ladder": (Spot("ladder", (0.0, 0.0, -0.26), _WALL, hands=_RUNGS),),
}


def furniture_for(name: str, rng: Random) -> Solid:
    """A piece of the catalogue under its own name, with the spots at it."""
    return seated_at(name, replace(ITEMS[name].make(rng), name=name))


def seated_at(name: str, solid: Solid) -> Solid:
    """The solid with the spots of furniture of that name, which are named after it."""
    return replace(solid, spots=tuple(replace(spot, name=name) for spot in SPOTS.get(name, ())))


def at_rail(x: float, along: Sequence[float], out: float, top: float) -> tuple[Spot, ...]:
    """Standing at a rail that runs along z, *out* before it, turned away from the middle."""
    side = 1.0 if x > 0 else -1.0
    return tuple(
        Spot("rail", (x - side * out, 0.0, z), side * 90.0, 0.0, top, out - 0.04, "rail")
        for z in along
    )


def in_water(x: float, level: float, z: float) -> tuple[Spot, ...]:
    """In the water of a place, whose surface lies at *level*."""
    return (Spot("water", (x, level, z), 90.0),)
