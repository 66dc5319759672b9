"""Hatching as geometry: the strokes that fill a shape, each with its own beginning and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.hatch import SLANTS

Stroke = tuple[P2, P2]


def scratches(points: Sequence[P2], code: int, gap: float) -> list[Stroke]:
    """The strokes that hatch a shape by *code* (`canvas.tone`), *gap* pixels apart."""
    direction, level = code >> 2, code & 3
    if not level:
        return []
    out = list(_ruled(points, direction, gap, 0.0))
    if level > 1:
        out += _ruled(points, direction, gap, gap / 2)
    if level > 2:
        out += _ruled(points, (direction + 1) % 4, gap, 0.0)
    return out


def _ruled(points: Sequence[P2], direction: int, gap: float, start: float) -> Iterator[Stroke]:
    """Slanted lines clipped to the shape; every third is lifted off once on its way."""
    lean, swapped = SLANTS[direction]
    slope = lean / 16
    turned = [(y, x) for x, y in points] if swapped else list(points)
    level = [(x - y * slope, y) for x, y in turned]
    first = int((min(u for u, _ in level) - start) // gap) + 1
    last = int((max(u for u, _ in level) - start) // gap)
    for row in range(first, last + 1):
        u = start + row * gap
        cuts = _cuts(level, u)
        for a, b in zip(cuts[::2], cuts[1::2], strict=False):
            for low, high in _lifted(a, b, row):
                p, q = (u + low * slope, low), (u + high * slope, high)
                yield ((p[1], p[0]), (q[1], q[0])) if swapped else (p, q)


def _cuts(level: Sequence[P2], u: float) -> list[float]:
    found = []
    for k, (bx, by) in enumerate(level):
        ax, ay = level[k - 1]
        if (ax < u) != (bx < u):
            found.append(ay + (by - ay) * (u - ax) / (bx - ax))
    return sorted(found)


def _lifted(low: float, high: float, row: int) -> Iterator[tuple[float, float]]:
    long = high - low
    if long < 3:
        return
    inset = min(3.0, long * 0.05) * (row % 3)
    if long > 60 and row % 3 == 0:
        at = low + long * (0.35 + 0.1 * (row % 4))
        yield low + inset, at - 3
        yield at + 4, high
    else:
        yield low + inset, high - min(4.0, long * 0.08) * ((row + 1) % 3)
