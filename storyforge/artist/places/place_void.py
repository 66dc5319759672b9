"""Nowhere: a clean floor that turns into its own horizon, and one pool of light on it."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix
from storyforge.artist.stage.stage import Face, Place, Solid
from storyforge.artist.words import said

_SWEEP = 32


def limbo(_rng: Random, words: frozenset[str]) -> Place:
    """A white or black endless room; dreams lie between."""
    dark = said(words, "black", "dark", "darkness", "abyss", "nightmare")
    floor, far, light = (
        ((52, 52, 58), (28, 28, 34), (196, 196, 200))
        if dark
        else ((214, 214, 212), (246, 246, 244), (252, 252, 250))
        if said(words, "white", "clean", "bright")
        else ((186, 188, 194), (226, 226, 226), (244, 244, 240))
    )
    solids = (*_ground(floor), *_dome(floor, far), *_pool(floor, light))
    return Place(
        "limbo", floor, "plain", 0, solids, (), (), True, (0, 12, -12, 24, 0), "", span=4.0
    )


def _band(a: float, b: float, y: tuple[float, float], colour: RGB) -> list[Solid]:
    """A band of the sweep all round, between two radii and two heights, without any line."""
    out = []
    for k in range(_SWEEP):
        t, u = 2 * pi * k / _SWEEP, 2 * pi * (k + 1) / _SWEEP
        spots = (
            (a * cos(t), y[0], a * sin(t)),
            (a * cos(u), y[0], a * sin(u)),
            (b * cos(u), y[1], b * sin(u)),
            (b * cos(t), y[1], b * sin(t)),
        )
        out.append(Face(spots, colour, None, 0.0, hatch=-3, sky=True))
    return [Solid(tuple(out), (0, 0, 0), 0, "wall")]


def _dome(floor: RGB, far: RGB) -> list[Solid]:
    """The wall of the sweep, lighter or darker upwards."""
    rows = (0.0, 0.4, 0.8, 1.2, 1.7, 2.3, 3.0, 3.8, 4.8, 6.0, 7.5, 9.5, 12.0, 16.0, 30.0)
    out: list[Solid] = []
    for k, (low, high) in enumerate(pairwise(rows)):
        out += _band(30.0, 30.0, (low, high), mix(floor, far, k / (len(rows) - 2)))
    return out


def _ground(floor: RGB) -> list[Solid]:
    disc = tuple((36 * cos(2 * pi * k / 40), 0.0, 36 * sin(2 * pi * k / 40)) for k in range(40))
    return [Solid((Face(disc, floor, None, 0.0, hatch=-3, sky=True),), (0, 0, 0), 0)]


def _pool(floor: RGB, light: RGB) -> list[Solid]:
    """Rings of light laid over one another until no edge is seen."""
    out = []
    for k in range(16):
        share = (k + 1) / 16
        r, bright = 3.6 - 0.2 * k, share * share * (3 - 2 * share)
        disc = tuple((r * cos(t), 0.001 * k, 0.3 + r * sin(t)) for t in _TURN)
        face = Face(disc, mix(floor, light, bright), None, 0.0, hatch=-3, sky=True)
        out.append(Solid((face,), (0, 0, 0), 0))
    return out


_TURN = tuple(2 * pi * j / 36 for j in range(36))
