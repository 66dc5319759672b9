"""What grows over a piece of land: woods, bushes, grass, corn and stones, sight kept free."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.places.place_marks import open_view
from storyforge.artist.stage.stage import Tuft
from storyforge.artist.words import said

LEAF: RGB = (112, 132, 88)
FIR: RGB = (84, 108, 84)
STONE: RGB = (146, 142, 136)

Spot = tuple[float, float]


def scattered(
    rng: Random, count: int, near: float, far: float, free: Sequence[Spot] = (), wide: float = 2.2
) -> list[Spot]:
    """Points round the origin, none nearer than *near* metres or before the spots of *free*."""
    out = []
    for _ in range(count):
        angle, radius = 2 * pi * rng.random(), near + (far - near) * rng.random() ** 0.8
        spot = (radius * sin(angle), radius * cos(angle))
        if open_view(*spot, free, wide):
            out.append(spot)
    return out


def tree(rng: Random, x: float, z: float, kind: str, tall: float = 0.0) -> Tuft:
    """One tree of that kind; *tall* in metres, else as it comes."""
    low, more, share, colour = TREES[kind]
    high = tall or low + more * rng.random()
    hue = mix(colour, (156, 148, 92), 0.3 * rng.random()) if kind in ("tree", "birch") else colour
    hue = scale(hue, 0.9 + 0.2 * rng.random())
    return Tuft((x, 0.0, z), high * share, hue, 1.0, kind, high)


# lowest height and how much more, half width as a share of it, colour of the leaves
TREES: dict[str, tuple[float, float, float, RGB]] = {
    "tree": (5.0, 3.5, 0.36, LEAF),
    "pine": (6.5, 5.0, 0.2, FIR),
    "trunk": (13.0, 6.0, 0.13, FIR),
    "birch": (7.0, 3.0, 0.2, (150, 162, 104)),
    "palm": (6.0, 3.0, 0.3, (112, 140, 88)),
    "bare": (5.0, 3.0, 0.34, (110, 96, 84)),
    "cactus": (2.2, 1.6, 0.28, (112, 136, 100)),
}


def kinds_said(words: frozenset[str]) -> tuple[str, ...]:
    """Which trees the words call for."""
    if said(words, "pine", "fir", "spruce", "conifer", "taiga"):
        return ("pine", "pine", "trunk")
    if said(words, "birch", "aspen"):
        return ("birch",)
    if said(words, "jungle", "rainforest", "tropical", "palm"):
        return ("tree", "palm", "tree")
    if said(words, "bare", "winter", "dead", "burnt", "leafless"):
        return ("bare",)
    if said(words, "autumn"):
        return ("tree", "birch")
    return ("tree", "tree", "trunk", "pine")


def bushes(
    rng: Random, spots: Sequence[Spot], colour: RGB = LEAF, kind: str = "bush"
) -> list[Tuft]:
    """Low growth on the spots."""
    return [
        Tuft(
            (x, 0.1, z),
            0.35 + 0.45 * rng.random(),
            scale(colour, 0.85 + 0.2 * rng.random()),
            0.85,
            kind,
        )
        for x, z in spots
    ]


def grass(rng: Random, count: int, far: float, colour: RGB) -> list[Tuft]:
    """Blades here and there."""
    return [
        Tuft((x, 0, z), 0.18 + 0.2 * rng.random(), colour, 0.8, "grass")
        for x, z in scattered(rng, count, 1.2, far)
    ]


def rocks(
    rng: Random, spots: Sequence[Spot], colour: RGB = STONE, low: float = 0.25, more: float = 0.8
) -> list[Tuft]:
    """Boulders on the spots."""
    return [
        Tuft(
            (x, 0.08, z),
            low + more * rng.random() ** 2,
            scale(colour, 0.9 + 0.2 * rng.random()),
            0.8,
            "rock",
        )
        for x, z in spots
    ]


def framing(rng: Random, kind: str) -> list[Tuft]:
    """Two trees before the stage, at the sides: the dark frame of a wide view."""
    return [tree(rng, -4.1, -1.2, kind), tree(rng, 4.6, 0.4, kind)]


def corn(rng: Random, colour: RGB, beside: float = 1.9) -> list[Tuft]:
    """Ripe corn in rows left and right of a path."""
    out = []
    for k in range(150):
        z = -4.0 + 24 * rng.random() ** 1.3
        x = (beside + 0.05 * z + 9 * rng.random() ** 1.2) * (-1 if k % 2 else 1)
        if abs(x) > 2.4 or z > 3:
            out.append(Tuft((x, 0, z), 0.32, colour, 1, "crop", 0.75 + 0.25 * rng.random()))
    return out
