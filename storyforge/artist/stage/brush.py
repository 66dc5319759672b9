"""One growing or lying thing on the picture: its foot, its axis, its paints and its own die."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from random import Random

from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.stage import Tuft


@dataclass(frozen=True, slots=True)
class Brush:
    """Pixels throughout. *up* runs from the foot to the top, *size* is the half width there."""

    canvas: Canvas
    tuft: Tuft
    rng: Random
    foot: P2
    up: P2
    size: float
    colour: RGB
    bark: RGB
    lit: float  # on which side the light comes from: -1 left, 1 right
    weight: float
    value: int
    code: int

    @property
    def tall(self) -> float:
        """Pixels from foot to top."""
        return hypot(*self.up)

    def spot(self, across: float, along: float) -> P2:
        """*across* in half widths to the right, *along* the axis from foot (0) to top (1)."""
        ux, uy = self.up
        n = hypot(ux, uy) or 1.0
        return (
            self.foot[0] + ux * along - uy / n * across * self.size,
            self.foot[1] + uy * along + ux / n * across * self.size,
        )

    def lump(self, at: P2, radius: float, rough: float = 0.14, bumps: int = 9) -> list[P2]:
        """A rounded mass with an uneven edge."""
        shape = []
        first = self.rng.random() * 6.3
        for k in range(bumps * 2):
            r = radius * (1 + rough * (self.rng.random() if k % 2 else -0.5 * self.rng.random()))
            t = first + pi * k / bumps
            shape.append((at[0] + r * cos(t), at[1] + r * sin(t)))
        return shape

    def strokes(self, paths: Sequence[Sequence[P2]], weight: float = 0.9, share: float = 1) -> None:
        """Pencil strokes that swell and thin out, at a share of the thing's own value."""
        for path in paths:
            self.canvas.stroke(path, weight * self.weight, int(self.value * share))

    def shade(self, factor: float) -> RGB:
        """The thing's own colour, lighter or darker."""
        return scale(self.colour, factor)


BARK: RGB = (108, 90, 76)


def brush_for(
    canvas: Canvas, lens: Camera, light: Light, tuft: Tuft, colour: RGB, depth: float
) -> Brush:
    """What a tuft is on this picture, *depth* metres away, dyed *colour*."""
    x, y, z = tuft.at
    foot = lens.at(tuft.at)
    top = (x, y + (tuft.tall or tuft.radius), z)
    head = lens.at(top) if lens.depth(top) > 0.3 else (foot[0], foot[1] - canvas.height * 3)
    r = lens.axes[0]
    side = light.key[0] * r[0] + light.key[2] * r[2]
    far = min(1.0, depth / light.reach)
    level = 1 + light.dark if far < 0.8 else 0
    return Brush(
        canvas,
        tuft,
        stream("tuft", round(x, 2), round(z, 2), tuft.kind),
        foot,
        (head[0] - foot[0], head[1] - foot[1]),
        tuft.radius * lens.size(tuft.at),
        light.on(colour, (0.0, 0.6, -0.4), depth),
        light.on(BARK, (0.0, 0.3, -0.6), depth),
        1.0 if side > 0 else -1.0,
        max(0.5, 1.25 - depth / 40),
        int(max(50, 235 - 190 * far)),
        tone(min(2, level), 1) if level else 0,
    )


def paler(colour: RGB, share: float) -> RGB:
    """The colour towards bare paper."""
    return mix(colour, (246, 244, 232), share)
