"""The shapes that arrows and frames are made of: ribbons, bands, chevrons; pixels, y down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from storyforge.artist.ink.hand import P2

Box = tuple[float, float, float, float]  # left, top, right, bottom
Shape = tuple[P2, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One mark. *solid* shapes stand or fall together; *loose* ones may be left out singly.

    *labels* are letters on a disc, each with the middles where it may stand, and its height.
    """

    solid: tuple[Shape, ...] = ()
    loose: tuple[Shape, ...] = ()
    labels: tuple[tuple[str, tuple[P2, ...], float], ...] = ()

    def __add__(self, other: Sign) -> Sign:
        return Sign(self.solid + other.solid, self.loose + other.loose, self.labels + other.labels)


def ribbon(path: Sequence[P2], tail: float, neck: float, barb: float) -> Shape:
    """A flat arrow along a path: half widths at its tail, at its neck and across its head."""
    whole = length(path)
    shaft = cut(path, 0.0, max(0.0, whole - barb * 1.55))
    far = length(shaft) or 1.0
    left: list[P2] = []
    right: list[P2] = []
    run = 0.0
    for k, (x, y) in enumerate(shaft):
        run += hypot(x - shaft[k - 1][0], y - shaft[k - 1][1]) if k else 0.0
        half = tail + (neck - tail) * run / far
        nx, ny = _across(shaft, k)
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    (nx, ny), (x, y) = _across(shaft, len(shaft) - 1), shaft[-1]
    head = ((x + nx * barb, y + ny * barb), path[-1], (x - nx * barb, y - ny * barb))
    return (*left, *head, *reversed(right))


def band(path: Sequence[P2], half: float) -> Shape:
    """A strip of even width along a path."""
    sides = [(p, _across(path, k)) for k, p in enumerate(path)]
    left = [(x + nx * half, y + ny * half) for (x, y), (nx, ny) in sides]
    right = [(x - nx * half, y - ny * half) for (x, y), (nx, ny) in sides]
    return (*left, *reversed(right))


def _across(path: Sequence[P2], k: int) -> P2:
    """The unit normal of a path at its point *k*."""
    a, b = path[max(0, k - 1)], path[min(len(path) - 1, k + 1)]
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = hypot(dx, dy) or 1.0
    return -dy / size, dx / size


def length(path: Sequence[P2]) -> float:
    """How long a path is."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path))


def cut(path: Sequence[P2], start: float, end: float) -> list[P2]:
    """The stretch of a path between two distances from its beginning."""
    out: list[P2] = []
    run = 0.0
    for a, b in pairwise(path):
        step = hypot(b[0] - a[0], b[1] - a[1])
        for at in (start, end):
            if run <= at <= run + step and step:
                share = (at - run) / step
                out.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
        if start < run + step < end:
            out.append(b)
        run += step
    return out if len(out) > 1 else [path[0], path[-1]]


def dashes(path: Sequence[P2], half: float, dash: float, gap: float) -> tuple[Shape, ...]:
    """A path as a row of short bands."""
    whole, at, out = length(path), 0.0, []
    while at < whole - dash * 0.3:
        out.append(band(cut(path, at, min(whole, at + dash)), half))
        at += dash + gap
    return tuple(out)


def ellipse(
    centre: P2, across: float, down: float, start: float, end: float, steps: int = 24
) -> list[P2]:
    """Part of an ellipse; angles in turns, 0 to the right, growing clockwise as seen."""
    angles = [2 * pi * (start + (end - start) * k / steps) for k in range(steps + 1)]
    return [(centre[0] + across * cos(t), centre[1] + down * sin(t)) for t in angles]


def bow(start: P2, end: P2, rise: float, steps: int = 12) -> list[P2]:
    """A line from *start* to *end* that bends to its left (as seen) by *rise* pixels."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    size = hypot(dx, dy) or 1.0
    nx, ny = dy / size, -dx / size
    out = []
    for k in range(steps + 1):
        t = k / steps
        off = 4 * t * (1 - t) * rise
        out.append((start[0] + dx * t + nx * off, start[1] + dy * t + ny * off))
    return out


def bounds(shape: Sequence[P2]) -> Box:
    """The box round a shape."""
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    return min(xs), min(ys), max(xs), max(ys)


def touches(shape: Sequence[P2], box: Box) -> bool:
    """Whether any of a shape lies in a box."""
    x0, y0, x1, y1 = bounds(shape)
    if x1 <= box[0] or x0 >= box[2] or y1 <= box[1] or y0 >= box[3]:
        return False
    rest = list(shape)
    for axis, bound, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        rest = list(_side(rest, axis, bound, sign))
    return len(rest) > 2


def _side(points: Sequence[P2], axis: int, bound: float, sign: int) -> Iterator[P2]:
    """The points on one side of a line, with those where the outline crosses it."""
    for k, b in enumerate(points):
        a = points[k - 1]
        da, db = (a[axis] - bound) * sign, (b[axis] - bound) * sign
        if (da < 0) != (db < 0):
            t = da / (da - db)
            yield a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        if db >= 0:
            yield b
