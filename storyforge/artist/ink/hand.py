"""The draughtsman's hand: lines tremble, swell under pressure and overshoot their corners."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin
from random import Random

P2 = tuple[float, float]
Circle = tuple[float, float, float]

_RING = tuple((cos(2 * pi * k / 12), sin(2 * pi * k / 12)) for k in range(12))
_FINE = tuple((cos(2 * pi * k / 28), sin(2 * pi * k / 28)) for k in range(28))
_LARGE = 16.0  # pixels of radius from which on corners would show


def wobble(points: Sequence[P2], rng: Random, amount: float, step: float = 24.0) -> list[P2]:
    """The polyline cut every *step* pixels and moved sideways by smooth noise of two scales."""
    first, second = rng.random() * 6.3, rng.random() * 6.3
    out: list[P2] = []
    run = 0.0
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        length = hypot(dx, dy)
        if length < 1e-6:
            continue
        nx, ny = -dy / length * amount, dx / length * amount
        off = sin(run / 41 + first) + 0.45 * sin(run / 13 + second)
        out.append((ax + nx * off, ay + ny * off))
        if length >= step:
            pieces = min(40, int(length / step) + 1)
            for k in range(1, pieces):
                t = k / pieces
                at = run + t * length
                off = sin(at / 41 + first) + 0.45 * sin(at / 13 + second)
                out.append((ax + dx * t + nx * off, ay + dy * t + ny * off))
        run += length
    if points:
        out.append(points[-1])
    return out


def overshoot(start: P2, end: P2, by: float) -> tuple[P2, P2]:
    """The segment made longer by *by* pixels at both ends."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length * by, dy / length * by
    return (start[0] - ux, start[1] - uy), (end[0] + ux, end[1] + uy)


def taper(points: Sequence[P2], width: float, nib: float = 0.25) -> list[P2]:
    """Outline of a stroke that swells from *nib* to full width and thins out again (pixels)."""
    left: list[P2] = []
    right: list[P2] = []
    before, after = (points[0], *points[:-1]), (*points[1:], points[-1])
    swells = _swells(len(points), nib)
    for (x, y), (ax, ay), (bx, by), swell in zip(points, before, after, swells, strict=True):
        dx, dy = bx - ax, by - ay
        half = width * swell / 2 / (hypot(dx, dy) or 1.0)
        ox, oy = dy * half, dx * half
        left.append((x - ox, y + oy))
        right.append((x + ox, y - oy))
    return left + right[::-1]


@lru_cache(maxsize=256)
def _swells(count: int, nib: float) -> tuple[float, ...]:
    """How wide a stroke is at each of its points, as a share."""
    return tuple(nib + (1 - nib) * sin(pi * (k + 0.5) / count) for k in range(count))


def ring(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0) -> list[P2]:
    """Points of an ellipse, turned by *turn* radians; a large one has more of them."""
    ry = rx if ry is None else ry
    c, s = cos(turn), sin(turn)
    return [
        (x + u * rx * c - v * ry * s, y + u * rx * s + v * ry * c)
        for u, v in (_FINE if max(rx, ry) > _LARGE else _RING)
    ]


def hull(circles: Sequence[Circle]) -> list[P2]:
    """The taut string around circles (x, y, radius): a limb, a torso, a skirt."""
    return taut(
        [(x + u * r, y + v * r) for x, y, r in circles for u, v in (_FINE if r > _LARGE else _RING)]
    )


def taut(spots: Sequence[P2]) -> list[P2]:
    """The taut string around points."""
    points = sorted(set(spots))
    if len(points) < 3:
        return points
    return _half(points) + _half(points[::-1])


def _half(points: Sequence[P2]) -> list[P2]:
    chain: list[P2] = []
    for x, y in points:
        while len(chain) > 1:
            (ax, ay), (bx, by) = chain[-2], chain[-1]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            chain.pop()
        chain.append((x, y))
    return chain[:-1]


def smooth(points: Sequence[P2], closed: bool = True) -> list[P2]:
    """One round of corner cutting: a polygon becomes a soft outline."""
    out: list[P2] = [] if closed else [points[0]]
    for (ax, ay), (bx, by) in pairwise((*points, points[0]) if closed else points):
        out.append((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25))
        out.append((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75))
    return out if closed else [*out, points[-1]]


def clip(points: Sequence[P2], width: float, height: float, edge: float = 60.0) -> list[P2]:
    """The polygon cut to the frame grown by *edge* pixels, so that no coordinate runs wild."""
    out = list(points)
    for axis, bound, sign in (
        (0, -edge, 1),
        (0, width + edge, -1),
        (1, -edge, 1),
        (1, height + edge, -1),
    ):
        out = _cut(out, axis, bound, sign)
    return out


def _cut(points: list[P2], axis: int, bound: float, sign: int) -> list[P2]:
    out: list[P2] = []
    for k, b in enumerate(points):
        a = points[k - 1]
        da, db = (a[axis] - bound) * sign, (b[axis] - bound) * sign
        if (da < 0) != (db < 0):
            t = da / (da - db)
            out.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
        if db >= 0:
            out.append(b)
    return out
