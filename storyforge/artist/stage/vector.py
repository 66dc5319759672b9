"""Arithmetic with points and directions of the stage, metres."""

from __future__ import annotations

from math import sqrt

from storyforge.artist.stage.camera import V3

NONE: V3 = (0.0, 0.0, 0.0)


def plus(a: V3, b: V3, share: float = 1.0) -> V3:
    """a + share * b."""
    return a[0] + b[0] * share, a[1] + b[1] * share, a[2] + b[2] * share


def minus(a: V3, b: V3) -> V3:
    """a - b."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def times(a: V3, share: float) -> V3:
    """a made longer by *share*."""
    return a[0] * share, a[1] * share, a[2] * share


def between(a: V3, b: V3, share: float) -> V3:
    """The point at *share* of the way from one to the other."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def dot(a: V3, b: V3) -> float:
    """How far one reaches along the other."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: V3, b: V3) -> V3:
    """What stands on both; the figure's right and up give its ahead."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def length(a: V3) -> float:
    """Metres from end to end."""
    return sqrt(dot(a, a))


def unit(a: V3, other: V3 = (0.0, 1.0, 0.0)) -> V3:
    """The direction of a vector, or *other* when it has none."""
    n = length(a)
    return times(a, 1 / n) if n > 1e-6 else other
