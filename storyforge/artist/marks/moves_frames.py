"""Marks that are frames themselves: a frame in the frame, a shaken frame, two points of focus."""

from __future__ import annotations

from itertools import pairwise

from storyforge.artist.ink.arrows import (
    Shape,
    Sign,
    band,
    bow,
    cut,
    dashes,
    ellipse,
    length,
    ribbon,
)
from storyforge.artist.ink.hand import P2
from storyforge.artist.ink.seed import stream
from storyforge.artist.marks.moves_ground import dolly
from storyforge.artist.stage.moving import Frame, Move, Signs, bar


def _box(frame: Frame, share: float) -> list[P2]:
    x, y = frame.width * (1 - share) / 2, frame.height * (1 - share) / 2
    w, h = frame.width - x, frame.height - y
    return [(x, y), (w, y), (w, h), (x, h), (x, y)]


def _nested(frame: Frame, inward: bool, labels: bool, bold: float) -> Sign:
    """A frame within the frame, its corners joined to the outer ones, arrows on the joins."""
    s, half = frame.size, frame.half
    outer, inner = _box(frame, 1 - 1.1 * frame.edge / frame.height), _box(frame, 0.56)
    loose: list[Shape] = []
    for rectangle in (outer, inner):
        for k in range(4):
            loose += dashes(rectangle[k : k + 2], half * 0.3, s * 0.06, s * 0.02)
    for a, b in zip(outer[:4], inner[:4], strict=True):
        ends = [a, b] if inward else [b, a]
        whole = length(ends)
        loose += dashes(cut(ends, 0, whole * 0.3), half * 0.24, s * 0.03, s * 0.015)
        loose.append(
            ribbon(
                cut(ends, whole * 0.34, whole * 0.82), half * 0.5, half * bold, half * 2.2 * bold
            )
        )
    names = ("A", "B") if inward else ("B", "A")
    found = tuple(
        (name, _beside_corners(box, 0.05 * s), 0.042 * s)
        for name, box in zip(names, (outer, inner), strict=True)
    )
    return Sign((), tuple(loose), found if labels else ())


def _beside_corners(box: list[P2], off: float) -> tuple[P2, ...]:
    """The middles of labels on the upper and lower sides, next to the corners."""
    sides = (1, -1, -1, 1)
    return tuple((x + off * side, y) for (x, y), side in zip(box[:4], sides, strict=True))


def zoom(frame: Frame, move: Move) -> Signs:
    """From frame A to frame B; the camera stays where it is."""
    yield _nested(frame, move.turn > 0, True, 0.7 + 0.25 * move.long)


def crash(frame: Frame, move: Move) -> Signs:
    """A zoom that bangs: another frame, heavier arrows, streaks all round."""
    s, rays = frame.size, []
    inner = _box(frame, 0.72)
    for k in range(4):
        (ax, ay), (bx, by) = inner[k], inner[k + 1]
        for t in (0.2, 0.36, 0.64, 0.8):
            x, y = ax + (bx - ax) * t, ay + (by - ay) * t
            dx, dy = x - frame.width / 2, y - frame.height / 2
            out = (x + dx * 0.24, y + dy * 0.24)
            row = [out, (x, y)] if move.turn < 0 else [(x, y), out]
            rays.append(ribbon(row, s * 0.003, 0.3, 0.4))
    yield _nested(frame, move.turn > 0, True, 1.35) + Sign((), tuple(rays))


def dolly_zoom(frame: Frame, move: Move) -> Signs:
    """The camera one way, the lens the other: the frame stays, the depth changes."""
    zoom = _nested(frame, move.turn < 0, False, 0.85)
    for below in dolly(frame, move):
        yield below + zoom


def rack(frame: Frame, move: Move) -> Signs:
    """Two points of focus, and which way the eye is led."""
    w, h, s, half = frame.width, frame.height, frame.size, frame.half
    low = ((w * 0.26, h - frame.edge * 1.6), (w * 0.74, h - frame.edge * 1.6))
    for first, second in (*([frame.focus] if frame.focus else []), low):
        loose: list[Shape] = []
        for x, y in (first, second):
            ring = ellipse((x, y), s * 0.03, s * 0.03, 0, 1, 24)
            loose += [band(ring[k : k + 7], half * 0.36) for k in range(0, 24, 6)]
            loose += [bar((x, y), way, s * 0.014, half * 0.3) for way in ((1, 0), (0, 1))]
        path = bow(first, second, (1 if second[0] > first[0] else -1) * 0.09 * s, 24)
        whole = length(path)
        loose += dashes(cut(path, s * 0.045, whole * 0.72), half * 0.4, s * 0.026, s * 0.014)
        bold = half * (0.5 + 0.3 * move.long)
        tip = ribbon(cut(path, whole * 0.74, whole - s * 0.042), bold * 0.7, bold, half * 2.2)
        yield Sign((tip,), tuple(loose))


def handheld(frame: Frame, move: Move) -> Signs:
    """The frame's outline twice, both shaken."""
    loose: list[Shape] = []
    for number, inset in enumerate((0.5, 0.95)):
        rng, gap = stream("handheld", number), frame.edge * inset
        w, h = frame.width - gap, frame.height - gap
        corners = [(gap, gap), (w, gap), (w, h), (gap, h), (gap, gap)]
        shake = frame.edge * (0.12 + 0.1 * move.long)
        path: list[P2] = []
        for a, b in pairwise(corners):
            steps = max(3, round(length([a, b]) / (0.06 * frame.size)))
            for k in range(steps):
                t = k / steps
                path.append(
                    (
                        a[0] + (b[0] - a[0]) * t + (rng.random() - 0.5) * 2 * shake,
                        a[1] + (b[1] - a[1]) * t + (rng.random() - 0.5) * 2 * shake,
                    )
                )
        path.append(path[0])
        loose += [band(path[k : k + 2], frame.half * 0.28) for k in range(len(path) - 1)]
    yield Sign((), tuple(loose))
