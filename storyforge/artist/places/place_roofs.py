"""Steep roofs over a dark city: a lead ridge to run along, slates, chimneys, a clock tower."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.places.place_high import chimney, city
from storyforge.artist.stage.stage import (
    Face,
    Lamp,
    Place,
    Solid,
    box,
    column,
    courses,
    gable,
    group,
    quad,
)
from storyforge.artist.words import said

_SLATE: RGB = (128, 134, 146)
_BRICK: RGB = (164, 116, 98)


def steep_roofs(rng: Random, words: frozenset[str]) -> Place:
    """A ridge along x with slopes to both sides; gables and tanks beyond a gap of air."""
    stacks = ((-4.6, 1.2), (4.2, 1.3), (-9.5, 1.2), (9.0, 1.2), (13.5, 1.2))
    solids = (
        *city(rng),
        *_gables(rng),
        _tower(),
        *_slopes(said(words, "skylight", "glass")),
        *(chimney(rng, x, z, _BRICK) for x, z in stacks),
        _tank(7.0, 12.5, 2.4),
        _tank(-11.0, 15.0, 1.6),
    )
    lamps = (Lamp((20.0, 12.0, 46.0), 3.0),)
    axes = (2.0, 12.0, -10.0, 22.0, -20.0)
    return Place(
        "roofs", (96, 98, 106), "plain", -16.0, solids, (), lamps, False, axes, "town", span=3.2
    )


def _slopes(glass: bool) -> list[Solid]:
    def slope(z: float, low: float, normal: float) -> Face:
        ends = ((-22.0, 22.0), (22.0, -22.0))[normal > 0]
        a, b = ends
        face = quad((a, low, z), (b, low, z), (b, 0, normal * 0.7), (a, 0, normal * 0.7), _SLATE)
        steps = courses(face, 9) + courses(face, 44, upright=True)
        return replace(face, lines=steps, normal=(0.0, 0.7, normal * 0.7))

    back, front = slope(6.5, -4.6, 1.0), slope(-6.5, -4.6, -1.0)
    ridge = quad(
        (-22, 0, -0.7), (22, 0, -0.7), (22, 0, 0.7), (-22, 0, 0.7), (150, 154, 162), (0, 1, 0)
    )
    ridge = replace(ridge, lines=courses(ridge, 16, upright=True))
    faces = [back, front, ridge]
    if glass:
        pane = quad(
            (-3.2, -2.6, -3.7),
            (3.2, -2.6, -3.7),
            (3.2, -0.6, -1.4),
            (-3.2, -0.6, -1.4),
            (250, 228, 160),
        )
        faces.append(
            replace(pane, lit=True, lines=courses(pane, 6, upright=True) + courses(pane, 1))
        )
    return [Solid((face,), (0, 0, 0), 0, "roof") for face in faces]


def _gables(rng: Random) -> list[Solid]:
    out = []
    for k, x in enumerate((-19.0, -10.0, -1.5, 7.5, 17.0)):
        wide, base = 3.6 + 1.2 * rng.random(), -6.0 + 2.6 * rng.random()
        z = 14.0 + 3 * (k % 2)
        wall = box((x - wide, x + wide), (-16, base), (z, z + 8), (168, 152, 138))
        roof = gable(
            (x - wide - 0.3, x + wide + 0.3),
            (base, base + 4.2),
            (z - 0.3, z + 8.3),
            scale(_SLATE, 0.94),
        )
        lined = tuple(
            replace(f, lines=courses(f, 6)) if len(f.points) == 4 else f for f in roof.faces
        )
        out.append(group([wall, replace(roof, faces=lined)], (x, 0, z), "gable"))
        out.append(chimney(rng, x + wide * 0.5, z + 2.0, _BRICK, base + 1.4))
    return out


def _tank(x: float, z: float, base: float) -> Solid:
    legs = [
        column(x + a, z + b, 0.07, (-4.0, base), (84, 80, 78), 1, 4)
        for a in (-0.7, 0.7)
        for b in (0.7, -0.7)
    ]
    tub = column(x, z, 1.1, (base, base + 2.0), (142, 112, 88), 1, 9)
    lid = column(x, z, 1.25, (base + 2.0, base + 2.9), (96, 84, 78), 0.05, 9)
    return group([*legs, tub, lid], (x, 0, z), "tank")


def _tower() -> Solid:
    """The lit clock of the station far off at the right."""
    shaft = box((18.0, 22.0), (-16, 14.0), (46.0, 50.0), (150, 140, 130))
    x, y, z = 20.0, 11.4, 45.95
    turns = [2 * pi * k / 12 for k in range(12)]
    rim = tuple((x + 1.3 * cos(t), y + 1.3 * sin(t), z) for t in turns)
    hands = (((x, y, z), (x, y + 1.0, z)), ((x, y, z), (x - 0.2, y + 0.6, z)))
    dial = Face(rim, (255, 236, 180), None, 1.2, hands, (), True)
    cap = gable((17.6, 22.4), (14.0, 19.0), (45.6, 50.4), scale(_SLATE, 0.8))
    front = replace(shaft.faces[0], decor=(dial,))
    return group([replace(shaft, faces=(front, *shaft.faces[1:])), cap], (20, 0, 48), "tower")
