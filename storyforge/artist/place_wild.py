"""Forests, fields, hills, caves and the empty stage: places nobody built."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from storyforge.artist.colour import RGB, mix, scale
from storyforge.artist.stage import Place, Solid, Tuft, box, column, gable, group, quad
from storyforge.artist.words import said

LEAF: RGB = (104, 130, 86)
BARK: RGB = (102, 84, 70)


def _scatter(rng: Random, count: int, near: float, far: float) -> list[tuple[float, float]]:
    """Points around the origin, none nearer than *near* metres."""
    out = []
    for _ in range(count):
        angle, radius = 2 * pi * rng.random(), near + (far - near) * rng.random() ** 0.8
        out.append((radius * sin(angle), radius * cos(angle)))
    return out


def tree(rng: Random, x: float, z: float, pine: bool) -> tuple[list[Solid], list[Tuft]]:
    """A trunk with a crown of lumps, or a pine of stacked cones."""
    tall = 4.5 + 4 * rng.random()
    if pine:
        trunk = column(x, z, 0.16, (0, tall * 0.5), BARK, 0.8, 5)
        dark = scale(LEAF, 0.72 + 0.2 * rng.random())
        cones = [
            column(
                x,
                z,
                1.5 - 0.35 * k,
                (tall * (0.2 + 0.24 * k), tall * (0.62 + 0.24 * k)),
                dark,
                0.04,
                7,
                0.9,
            )
            for k in range(3)
        ]
        return [group([trunk, *cones], (x, 0, z), "tree")], []
    trunk = column(x, z, 0.17 + 0.12 * rng.random(), (0, tall * 0.66), BARK, 0.55, 6, 1.0, "tree")
    green = mix(LEAF, (152, 146, 84), 0.4 * rng.random())
    crown = [
        Tuft(
            (
                x + (rng.random() - 0.5) * 2.2,
                tall * (0.62 + 0.3 * rng.random()),
                z + (rng.random() - 0.5),
            ),
            1.0 + 0.7 * rng.random(),
            scale(green, 0.9 + 0.2 * rng.random()),
        )
        for _ in range(4)
    ]
    return [trunk], crown


def _wood(
    rng: Random, spots: list[tuple[float, float]], pine: bool
) -> tuple[list[Solid], list[Tuft]]:
    solids: list[Solid] = []
    tufts: list[Tuft] = []
    for x, z in spots:
        trunks, crown = tree(rng, x, z, pine or rng.random() < 0.15)
        solids += trunks
        tufts += crown
    return solids, tufts


def _grass(rng: Random, count: int, far: float, colour: RGB) -> list[Tuft]:
    return [
        Tuft((x, 0, z), 0.18 + 0.2 * rng.random(), colour, 0.8, "grass")
        for x, z in _scatter(rng, count, 1.6, far)
    ]


def forest(rng: Random, words: frozenset[str]) -> Place:
    """Trunks on all sides around a clearing, undergrowth between."""
    solids, tufts = _wood(
        rng, _scatter(rng, 58, 3.2, 26), said(words, "pine", "fir", "spruce", "conifer")
    )
    bushes = [
        Tuft((x, 0.2, z), 0.35 + 0.4 * rng.random(), scale(LEAF, 0.86), 0.8)
        for x, z in _scatter(rng, 16, 3.4, 15)
    ]
    tufts += bushes + _grass(rng, 40, 12, LEAF)
    return Place(
        "forest",
        (124, 122, 88),
        "grass",
        0,
        tuple(solids),
        tuple(tufts),
        (),
        False,
        (0, 25, -30, 60),
        "trees",
    )


def field(rng: Random, words: frozenset[str]) -> Place:
    """Open land with a fence, a path, some trees and hills far away."""
    gold = said(words, "wheat", "corn", "barley", "desert", "steppe")
    ground = (196, 176, 116) if gold else (146, 156, 104)
    solids, tufts = _wood(rng, _scatter(rng, 9, 14, 50), False)
    for k in range(-8, 9):
        if not said(words, "desert"):
            post = box((k * 2.2 - 0.06, k * 2.2 + 0.06), (0, 1.1), (6.0, 6.12), BARK)
            rails = [
                box((k * 2.2, k * 2.2 + 2.2), (y, y + 0.1), (6.04, 6.1), BARK, 0.8)
                for y in (0.45, 0.85)
            ]
            solids.append(group([*rails, post], (k * 2.2, 0, 6), "fence"))
    path = quad(
        (-1.2, 0.01, -20),
        (1.2, 0.01, -20),
        (2.6, 0.01, 60),
        (1.4, 0.01, 60),
        mix(ground, (206, 186, 150), 0.7),
        (0, 1, 0),
        0.7,
    )
    tufts += _grass(rng, 60, 16, scale(ground, 0.85))
    if said(words, "farm", "barn", "house", "cottage", "village"):
        solids.append(_barn())
    return Place(
        "field",
        ground,
        "grass",
        0,
        (Solid((path,), (0, 0, 0), 0), *solids),
        tuple(tufts),
        (),
        False,
        (8, -20, 34, -48),
        "hills",
    )


def _barn() -> Solid:
    wall = box((8, 14), (0, 3.6), (18, 26), (150, 84, 70), 1.1)
    return group(
        [wall, gable((7.6, 14.4), (3.6, 6.0), (17.6, 26.4), (92, 84, 82))], (11, 0, 18), "barn"
    )


def hill(rng: Random, words: frozenset[str]) -> Place:
    """A bare rise with boulders and mountain ridges behind."""
    snow = said(words, "snow", "snowy", "ice", "glacier", "summit")
    ground = (220, 222, 222) if snow else (150, 148, 116)
    rocks = [
        Tuft((x, 0.1, z), 0.3 + 0.9 * rng.random(), (142, 138, 134), 0.75, "rock")
        for x, z in _scatter(rng, 26, 3.0, 26)
    ]
    solids, tufts = _wood(rng, _scatter(rng, 7, 16, 40), True)
    return Place(
        "hill",
        ground,
        "grass" if not snow else "plain",
        0,
        tuple(solids),
        (*rocks, *tufts, *_grass(rng, 24, 12, scale(ground, 0.85))),
        (),
        False,
        (0, 28, -30, 70),
        "peaks",
    )


def cave(rng: Random, _words: frozenset[str]) -> Place:
    """A hollow of rock with hanging and standing stones, open at the far end."""
    stone = (112, 104, 100)
    solids = []
    for x, z in _scatter(rng, 30, 3.6, 13):
        size = 0.5 + 0.9 * rng.random()
        solids.append(column(x, z, size, (0, 0.8 + 2.2 * rng.random()), stone, 0.12, 6))
        solids.append(
            column(
                x * 1.1, z * 1.1, 0.12, (2.6 + rng.random(), 6.0), scale(stone, 0.86), size * 5, 6
            )
        )
    walls = [
        column(x, z, 2.6, (0, 7), scale(stone, 0.8), 0.7, 6)
        for x, z in ((s * 9, k * 4.0) for s in (-1, 1) for k in range(-3, 5))
    ]
    rocks = tuple(
        Tuft((x, 0.1, z), 0.25 + 0.3 * rng.random(), stone, 0.7, "rock")
        for x, z in _scatter(rng, 12, 2.4, 7)
    )
    return Place(
        "cave", (98, 92, 90), "plain", 0, (*walls, *solids), rocks, (), True, (0, 14, -16), "dark"
    )


def void(_rng: Random, _words: frozenset[str]) -> Place:
    """A bare floor and a quiet tone: when no place is named."""
    return Place("void", (206, 202, 194), "plain", 0, (), (), (), False, (0, 12, -12), "")
