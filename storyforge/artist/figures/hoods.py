"""Cloth round a head: hoods and headscarves, open before the face."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from storyforge.artist.body.mesh import Seen, mesh_of
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.stage.camera import V3

# height, half width, depth behind and before the ears, degrees left open round the face
_HOOD = (
    (0.64, 0.002, 0.002, 0.002, 0.3),
    (0.6, 0.2, 0.28, 0.2, 0.3),
    (0.5, 0.32, 0.42, 0.36, 0.3),
    (0.41, 0.385, 0.49, 0.43, 0.3),
    (0.37, 0.4, 0.5, 0.42, 24.0),
    (0.31, 0.42, 0.52, 0.41, 40.0),
    (0.22, 0.445, 0.54, 0.4, 50.0),
    (0.02, 0.46, 0.54, 0.38, 55.0),
    (-0.18, 0.45, 0.5, 0.36, 53.0),
    (-0.36, 0.42, 0.44, 0.34, 44.0),
    (-0.52, 0.38, 0.36, 0.3, 26.0),
    (-0.64, 0.4, 0.32, 0.28, 12.0),
)
_SHAWL = (
    (0.6, 0.002, 0.002, 0.002, 0.3),
    (0.585, 0.16, 0.22, 0.16, 0.3),
    (0.53, 0.27, 0.36, 0.27, 0.3),
    (0.44, 0.34, 0.44, 0.34, 0.3),
    (0.36, 0.37, 0.48, 0.38, 0.3),
    (0.33, 0.38, 0.48, 0.38, 26.0),
    (0.28, 0.385, 0.49, 0.38, 37.0),
    (0.2, 0.395, 0.5, 0.385, 45.0),
    (0.0, 0.4, 0.48, 0.375, 51.0),
    (-0.2, 0.375, 0.42, 0.35, 47.0),
    (-0.36, 0.33, 0.36, 0.33, 34.0),
    (-0.5, 0.26, 0.3, 0.29, 8.0),
)


def _cloth_rows(table: Sequence[tuple[float, float, float, float, float]]) -> list[list[V3]]:
    """A cloth round the head, open before the face: columns from one edge round to the other."""
    rows = []
    for y, wide, back, front, gap in table:
        row = []
        for k in range(19):
            t = radians(gap + (360 - 2 * gap) * k / 18)
            row.append((wide * sin(t), y, -0.03 + (front if cos(t) > 0 else back) * cos(t)))
        rows.append(row)
    return rows


def hood_inside(s: Sitter) -> None:
    """The dark mouth of a hood behind the face."""
    outline = Seen(s.head, mesh_of(_cloth_rows(_HOOD), ring=False))
    edge = [row[0] for row in outline.spots] + [row[-1] for row in outline.spots][::-1]
    s.canvas.union([smooth(edge)], scale(s.paint["hat"], 0.45), 0.9 * s.weight)


def hood(s: Sitter) -> None:
    """A hood over the head, open before the face."""
    seen = Seen(s.head, mesh_of(_cloth_rows(_HOOD), ring=False))
    cloth = s.paint["hat"]
    for shape in seen.part():
        s.canvas.union([smooth(shape)], cloth, 0.9 * s.weight)
    shade = seen.lit(s.key, 0.1)
    for shape in seen.part((shade,))[:1]:
        s.canvas.wash(smooth(shape), scale(cloth, 0.8), s.code)
    _hem(s, seen)
    if s.detail > 40:
        _drapery(s, seen)


# folds of a hood: from row and column of the cloth to row and column, sagging by so many rows
_FOLDS = ((3, 3, 9, 5, 0.0), (3, 15, 9, 13, 0.0), (7, 2, 11, 4, 0.0), (7, 16, 11, 14, 0.0))


def _drapery(s: Sitter, seen: Seen) -> None:
    """A few folds where the cloth hangs from the crown and gathers at the neck."""
    for row, column, to_row, to_column, bend in _FOLDS:
        path: list[P2] = []
        for k in range(6):
            t = k / 5
            i = row + (to_row - row) * t + bend * 4 * t * (1 - t)
            path += _on_cloth(seen, i, column + (to_column - column) * t)
        s.canvas.stroke(path, 1.1 * s.weight, 150)


def _on_cloth(seen: Seen, i: float, j: float) -> list[P2]:
    """The pixel at a fractional row and column, when it faces the camera."""
    row, column = min(int(i), len(seen.spots) - 2), min(int(j), len(seen.spots[0]) - 2)
    if seen.facing[row][column] < 0.1:
        return []
    corners = (
        ((1 - i + row) * (1 - j + column), seen.spots[row][column]),
        ((1 - i + row) * (j - column), seen.spots[row][column + 1]),
        ((i - row) * (1 - j + column), seen.spots[row + 1][column]),
        ((i - row) * (j - column), seen.spots[row + 1][column + 1]),
    )
    return [(sum(k * p[0] for k, p in corners), sum(k * p[1] for k, p in corners))]


def _hem(s: Sitter, seen: Seen) -> None:
    """The thick edge of the hood round the face."""
    if s.head.toward(0, 0, 1) < -0.15:
        return
    size = 0.045 * s.head.size
    top = [((a[0] + b[0]) / 2, a[1]) for a, b in ((seen.spots[0][0], seen.spots[0][-1]),)]
    left, right = [row[0] for row in seen.spots], [row[-1] for row in seen.spots]
    path: list[P2] = [*left[::-1], *top, *right]
    rim = [(x, y - size * 0.5) for x, y in path]
    s.canvas.stroke(smooth(path, False), 2.0 * s.weight, 240)
    s.canvas.stroke(smooth(rim, False), 0.8 * s.weight, 120)


def shawl(s: Sitter) -> None:
    """A headscarf round the face, knotted under the chin."""
    seen = Seen(s.head, mesh_of(_cloth_rows(_SHAWL), ring=False))
    cloth = s.paint["hat"]
    for shape in seen.part()[:2]:
        s.canvas.union([smooth(shape)], cloth, 0.9 * s.weight)
    shade = seen.lit(s.key, 0.1)
    for shape in seen.part((shade,))[:1]:
        s.canvas.wash(smooth(shape), scale(cloth, 0.8), s.code)
    if s.head.toward(0, 0, 1) > -0.1:
        for side in (-1, 1):
            spots = (
                (0.3, -0.2, 0.13),
                (0.3, -0.36, 0.1),
                (0.02, -0.56, 0.2),
                (0.03, -0.48, 0.27),
                (0.2, -0.36, 0.2),
            )
            shape = [s.head.on(side * x, y, z) for x, y, z in spots]
            s.canvas.union([smooth(shape)], cloth, 0.7 * s.weight)
            tail = [
                s.head.on(side * x, y, 0.22) for x, y in ((0.0, -0.5), (0.1, -0.68), (0.02, -0.66))
            ]
            s.canvas.union([tail], scale(cloth, 0.9), 0.6 * s.weight)
