"""A thing is a few flat pieces of paper, cut in metres about its grip."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from storyforge.artist.ink.colour import RGB
from storyforge.artist.ink.hand import P2


@dataclass(frozen=True, slots=True)
class Part:
    """One flat piece of a thing: points in metres (x right, y up), colour, strokes on it."""

    shape: tuple[P2, ...]
    colour: RGB
    lines: tuple[tuple[P2, ...], ...] = ()
    lit: bool = False
    soft: bool = False  # its corners are rounded


@dataclass(frozen=True, slots=True)
class Thing:
    """A prop about its grip: *hang* True when it dangles from the hand."""

    parts: tuple[Part, ...]
    glow: P2 | None = None


def rect(x0: float, y0: float, x1: float, y1: float) -> tuple[P2, ...]:
    """A rectangle's corners."""
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def disc(x: float, y: float, rx: float, ry: float) -> tuple[P2, ...]:
    """An ellipse of 20 points."""
    return tuple((x + rx * cos(2 * pi * k / 20), y + ry * sin(2 * pi * k / 20)) for k in range(20))
