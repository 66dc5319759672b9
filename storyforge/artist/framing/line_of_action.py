"""From which side a shot looks: a place has one side, and the scene's line is never crossed."""

from __future__ import annotations

from itertools import pairwise

from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.stage import Place
from storyforge.artist.staging import Shot, text
from storyforge.artist.words import bag, said, tokens

# degrees away from the place's own direction, degrees of tilt
VIEWS: dict[str, tuple[float, float]] = {
    "above": (0, -32),
    "overhead": (0, -80),
    "bird": (0, -60),
    "aerial": (0, -40),
    "high": (0, -24),
    "below": (0, 24),
    "low": (0, 16),
    "reverse": (176, 0),
    "behind": (176, 0),
    "back": (176, 0),
    "left": (-38, 0),
    "right": (38, 0),
    "side": (52, 0),
    "opposite": (180, 0),
    "east": (60, 0),
    "west": (-60, 0),
    "north": (8, 0),
    "south": (180, 0),
}
_ROUND = 26.0  # degrees a single or an over-the-shoulder is turned round the line
_MOST = 35.0  # degrees a set-up is turned from its place's own direction, without other words
_DRIFT = 9.0  # degrees by which set-ups of one place differ from each other


def viewpoint(place: Place, view: str) -> tuple[float, float]:
    """Azimuth and pitch in degrees of a view of the place: its own unless the words turn it."""
    words = bag(view)
    azimuth, tilt = place.axes[0], 0.0
    for word, (turn, pitch) in VIEWS.items():
        if word in words:
            azimuth = place.axes[0] + turn if turn else azimuth
            tilt = pitch or tilt
    return azimuth, tilt


def azimuth_of(place: Place, shot: Shot, near: float | None) -> tuple[float, float]:
    """Azimuth and pitch of a shot: within 35 degrees of its place's own direction.

    *near* is the edge at which somebody stands in the foreground, -1 left or 1 right. Who stands
    left on the line is seen from the right, and the other way round, so that a shot and its
    reverse have different backgrounds on the same side.
    """
    azimuth, tilt = viewpoint(place, text(shot.place, "view"))
    if _reversed(shot):
        azimuth += 176.0
    return azimuth + _own(shot, near), tilt


def _own(shot: Shot, near: float | None) -> float:
    drift = (stream("drift", shot.root).random() * 2 - 1) * _DRIFT
    return drift + _turned(shot, near)


def _turned(shot: Shot, near: float | None) -> float:
    if near is not None:
        return -near * _ROUND
    if len(shot.cast) != 1:
        return 0.0
    one = shot.cast[0]
    if one.side is not None and one.sides > 1:
        return (one.side / (one.sides - 1) - 0.5) * 2 * _ROUND
    return 0.0


def _reversed(shot: Shot) -> bool:
    words = tokens(shot.prompt)
    pairs = set(pairwise(words))
    return any(("reverse", other) in pairs for other in ("angle", "shot", "view"))


def otherwise(shot: Shot) -> float:
    """How far another take walks round the scene, degrees; the first stays where it is."""
    if not shot.take:
        return 0.0
    turn = stream("take", shot.root, shot.take).random() * 16 + 6
    return turn if shot.take % 2 else -turn


def nudges(shot: Shot, near: float | None) -> tuple[float, ...]:
    """Degrees by which the camera may step aside for a clean background, the least first.

    None leads further from the place's own direction than a set-up may be.
    """
    first = 1.0 if stream("nudge", shot.root).random() < 0.5 else -1.0
    own = _own(shot, near)
    steps = (first * side * step for step in (4.0, 7.0, 11.0) for side in (1, -1))
    return (0.0, *(step for step in steps if abs(own + step) <= _MOST))


def dirty(shot: Shot) -> bool:
    """Whether the near shoulder is in the picture; a clean over-the-shoulder leaves it out."""
    return not said(bag(shot.prompt), "clean")
