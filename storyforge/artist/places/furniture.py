"""The plainest furniture: a table, a chair, a lantern."""

from __future__ import annotations

from dataclasses import replace

from storyforge.artist.ink.colour import NAMES, RGB, scale
from storyforge.artist.stage.stage import (
    Solid,
    box,
    column,
    group,
)

WOOD: RGB = (142, 108, 78)


def table(
    x: float, z: float, wide: float = 1.5, deep: float = 0.8, tall: float = 0.75, colour: RGB = WOOD
) -> Solid:
    """A table on four legs; metres."""
    w, d = wide / 2, deep / 2
    legs = [
        box(
            (x + a - 0.035, x + a + 0.035),
            (0, tall),
            (z + b - 0.035, z + b + 0.035),
            scale(colour, 0.85),
            0.9,
        )
        for b in (d - 0.06, -d + 0.06)
        for a in (-w + 0.06, w - 0.06)
    ]
    top = box((x - w, x + w), (tall - 0.05, tall), (z - d, z + d), colour, 1.1)
    return group([*legs, top], (x, 0, z), "table")


def chair(x: float, z: float, turned: float = 1.0, colour: RGB = WOOD) -> Solid:
    """A plain chair; *turned* +1 has its back at the far side."""
    legs = [
        box((x + a, x + a + 0.04), (0, tall), (z + b, z + b + 0.04), colour, 0.8)
        for b, tall in ((0.18, 0.95 if turned > 0 else 0.45), (-0.22, 0.45 if turned > 0 else 0.95))
        for a in (-0.2, 0.16)
    ]
    seat = box((x - 0.21, x + 0.21), (0.43, 0.47), (z - 0.21, z + 0.22), colour, 0.9)
    zb = z + 0.2 * turned
    back = box((x - 0.21, x + 0.21), (0.6, 0.95), (zb - 0.02, zb + 0.02), colour, 0.9)
    parts = [back, *legs, seat] if turned > 0 else [*legs, seat, back]
    return group(parts, (x, 0, z), "chair")


def lantern_block(x: float, y: float, z: float) -> Solid:
    """A small standing lantern, 34 cm tall."""
    brass = NAMES["brass"]
    foot = column(x, z, 0.09, (y, y + 0.05), brass, 0.9, 6, 0.7)
    glass = column(x, z, 0.07, (y + 0.05, y + 0.22), (240, 222, 160), 1.0, 6, 0.7)
    hat = column(x, z, 0.1, (y + 0.22, y + 0.32), brass, 0.2, 6, 0.7)
    shining = Solid(tuple(replace(f, lit=True) for f in glass.faces), glass.at)
    return group([foot, shining, hat], (x, 0, z), "lantern")
