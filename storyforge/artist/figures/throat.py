"""A head from below: the throat hides the nape, and the jaw lies before the throat."""

from __future__ import annotations

from storyforge.artist.body.mesh import Seen
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import P2, hull, smooth

_FROM = 0.12  # how far the underside of a head must face the camera for a throat to be seen


def under(s: Sitter) -> bool:
    """Whether the camera looks up at the throat rather than at the nape."""
    return s.head.toward(0, -1, 0) > _FROM and s.head.toward(0, 0, 1) > 0.3


def draw_throat(s: Sitter, seen: Seen, shade: list[list[float]]) -> None:
    """The throat over the back of the head, and the front of the face over the throat."""
    skin = s.paint["skin"]
    high, low = s.head.ball(0.0, -0.3, -0.04, 0.19), s.head.ball(0.0, -0.36, -0.08, 0.175)
    s.canvas.fill(hull([high, low]), scale(skin, 0.92))
    for side in (-1, 1):  # no line across, where it goes on into the neck
        edge = [(x + side * r, y) for x, y, r in (high, low)]
        s.canvas.line(edge, 0.9 * s.weight, 235)
    line = _jaw(seen)
    count = len(seen.mesh.rows[0])

    def front(column: int) -> bool:
        return column in line and (column + 1) % count in line

    for shape in seen.part((), None, front)[:1]:
        s.canvas.fill(smooth(shape), skin)
    if s.detail > 14:
        for shape in seen.part((shade,), None, front)[:2]:
            s.canvas.wash(smooth(shape), scale(skin, 0.82), s.code)
    path = _edge(seen, line)
    s.canvas.stroke(path, 1.3 * s.weight, 235)


def _jaw(seen: Seen) -> frozenset[int]:
    """The columns of the head before its ears."""
    rows = seen.mesh.rows
    middle = min(rows, key=lambda row: abs(row[0][1]))
    return frozenset(j for j, (_, _, z) in enumerate(middle) if z > -0.07)


def _edge(seen: Seen, columns: frozenset[int]) -> list[P2]:
    """From ear to ear under the chin, as far as it is seen."""
    ahead = [j for j in columns if j < len(seen.mesh.rows[0]) / 2]
    right, left = max(ahead), min(columns - set(ahead))
    low = [i for i, row in enumerate(seen.mesh.rows) if row[0][1] < -0.1]
    spots = [(i, right) for i in low] + [(i, left) for i in reversed(low)]
    return [seen.spots[i][j] for i, j in spots if seen.facing[i][j] > 0.0]
