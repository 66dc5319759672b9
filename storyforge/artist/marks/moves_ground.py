"""Marks that lie on a floor at the foot of the frame, in perspective: rails, rounds, steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storyforge.artist.ink.arrows import Sign, band, ellipse, ribbon
from storyforge.artist.ink.hand import P2
from storyforge.artist.stage.moving import STREAKS, Frame, Move, Signs, arrow

_BEHIND = ((-0.5, 0.1, 1.1), (0.5, 0.1, 1.1), (-0.8, 0.0, 0.7), (0.8, 0.0, 0.7))


def laid_out(frame: Frame, middle: float) -> Callable[[Sequence[P2]], list[P2]]:
    """A plan, in tenths of the size to the right and away, on a floor at the frame's foot."""
    base, unit = frame.height - 0.03 * frame.size, 0.1 * frame.size

    def laid(points: Sequence[P2]) -> list[P2]:
        out = []
        for x, z in points:
            near = 1 / (1 + 0.42 * z)
            out.append((middle + x * unit * near, base - (1 - near) * 0.3 * frame.size))
        return out

    return laid


def dolly(frame: Frame, move: Move) -> Signs:
    """The camera on its way into the picture, or out of it."""
    plan: list[P2] = [(0.0, 0.0), (0.0, 3.6 * move.long)]
    path = plan if move.turn > 0 else plan[::-1]
    shape = ribbon(path, 0.32, 0.32, 0.82)
    lines = [(x, z0, z1) for x, z0, z1 in _BEHIND[: STREAKS.get(move.speed, 0)]]
    for share in (0.5, 0.27, 0.73):
        laid = laid_out(frame, frame.width * share)
        streaks = tuple(tuple(laid(band([(x, a), (x, b)], 0.04))) for x, a, b in lines)
        yield Sign((tuple(laid(shape)),), streaks)


def truck(frame: Frame, move: Move) -> Signs:
    """An arrow to the side that lies on the ground, its tail further off than its head."""
    reach, turn = _sideways(frame, move)
    for share in _SHARES:
        laid = laid_out(frame, frame.width * share)
        yield Sign((tuple(laid(ribbon([(-reach * turn, 0.85), (reach * turn, 0.35)], *_FLAT))),))


def track(frame: Frame, move: Move) -> Signs:
    """As a truck, on rails; beside somebody, two go side by side."""
    reach, turn = _sideways(frame, move)
    pair = move.way == "with"
    far = 1.95 if pair else 1.15
    ties = [-reach * 0.86 + reach * 0.43 * k for k in range(5)]
    for share in _SHARES:
        laid = laid_out(frame, frame.width * share)
        rows = (0.5, 1.5) if pair else (0.5,)
        arrows = (ribbon([(-reach * turn * 0.94, z), (reach * turn, z)], *_FLAT) for z in rows)
        rails = [band([(-reach, z), (reach, z)], 0.035) for z in (-0.04, far)]
        rails += [band([(x, -0.06), (x, far + 0.04)], 0.025) for x in ties]
        yield Sign(tuple(tuple(laid(a)) for a in arrows), tuple(tuple(laid(r)) for r in rails))


def _sideways(frame: Frame, move: Move) -> tuple[float, float]:
    """Half the arrow's length on the ground, and -1 for the left."""
    turn = frame.heading if move.way == "with" else move.turn
    return min(3.3, frame.width / frame.size * 3.1) * move.long, turn


_SHARES = (0.5, 0.34, 0.66, 0.2, 0.8)
_FLAT = (0.1, 0.2, 0.52)  # half widths of an arrow on the ground: tail, neck, head


def arc(frame: Frame, move: Move) -> Signs:
    """Round a centre on the ground."""
    wide = min(0.26 * frame.size, frame.width * 0.36)
    for share in (0.5, 0.3, 0.7):
        centre = (frame.width * share, frame.height - 0.115 * frame.size)
        spread = 0.27 * min(1.0, move.long)
        ends = (0.25 + spread * move.turn, 0.25 - spread * move.turn)
        path = ellipse(centre, wide, 0.07 * frame.size, *ends)
        dot = tuple(ellipse(centre, frame.half * 1.2, frame.half * 0.75, 0, 1, 12))
        yield arrow(frame, path, move) + Sign((dot,))


def chevrons(frame: Frame, move: Move) -> Signs:
    """Steps on the ground after somebody, or before somebody who comes towards us."""
    away = move.verb == "follow"
    count = 3 + STREAKS.get(move.speed, 0) // 2
    for share in (0.5, 0.27, 0.73):
        laid = laid_out(frame, frame.width * share)
        rows = []
        for k in range(count):
            z = 0.1 + k * 0.85 * (0.6 + 0.5 * move.long)
            tip, foot = (z + 0.5, z) if away else (z, z + 0.5)
            rows.append(tuple(laid(band([(-0.7, foot), (0.0, tip), (0.7, foot)], 0.16))))
        yield Sign(tuple(rows))
