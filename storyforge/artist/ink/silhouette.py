"""The edge of a head on the picture: what lies beyond it is on the far side and not drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin

from storyforge.artist.ink.hand import P2


class Silhouette:
    """An outline that every ray from its middle crosses once; pixels."""

    def __init__(self, middle: P2, outline: Sequence[P2]) -> None:
        self.middle = middle
        polar = sorted(
            (atan2(y - middle[1], x - middle[0]), hypot(x - middle[0], y - middle[1]))
            for x, y in outline
        )
        self._turns = [turn for turn, _ in polar]
        self._reach = [reach for _, reach in polar]

    def room(self, spot: P2) -> float:
        """Pixels from a spot outward to the edge; below 0 beyond it."""
        dx, dy = spot[0] - self.middle[0], spot[1] - self.middle[1]
        return self._edge(atan2(dy, dx)) - hypot(dx, dy)

    def within(self, shape: Sequence[P2], least: float = 0.0) -> list[P2]:
        """The shape with what lies beyond the edge drawn in to *least* pixels before it."""
        return [self._drawn_in(spot, least) for spot in shape]

    def _drawn_in(self, spot: P2, least: float) -> P2:
        if self.room(spot) >= least:
            return spot
        turn = atan2(spot[1] - self.middle[1], spot[0] - self.middle[0])
        reach = max(0.0, self._edge(turn) - least)
        return self.middle[0] + reach * cos(turn), self.middle[1] + reach * sin(turn)

    def _edge(self, turn: float) -> float:
        k = bisect_right(self._turns, turn)
        a, b = k - 1, k % len(self._turns)
        wide = (self._turns[b] - self._turns[a]) % (2 * pi)
        share = ((turn - self._turns[a]) % (2 * pi)) / wide if wide > 1e-9 else 0.0
        return self._reach[a] + (self._reach[b] - self._reach[a]) * min(1.0, share)
