"""Camera moves over a still: which part of the picture is seen when, and never beyond its edges.

A move is felt, not measured: a still has no depth, so a dolly and a zoom look alike, and a crane is
a window that rises. The window starts and ends at rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from storyforge.core.film import MOVES, SPEEDS


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of a picture: the middle (0 to 1 each way), how much larger than whole, and how
    far the camera is rolled, degrees clockwise."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0
    roll: float = 0.0


_PACE: Final = {"imperceptible": 0.3, "slow": 0.6, "": 1.0, "medium": 1.0, "fast": 1.6, "whip": 2.0}
_SIDE: Final = {"left": -1.0, "right": 1.0, "up": -1.0, "down": 1.0, "in": 1.0, "out": -1.0}
_ZOOMS: Final = {
    **{"dolly": 0.16, "push": 0.16, "pull": 0.16, "zoom": 0.2, "crash zoom": 0.5},
    **{"dolly zoom": 0.14, "follow": 0.06, "lead": -0.06, "drone": 0.1, "arc": 0.05},
}
_ACROSS: Final = {
    **{"pan": 0.12, "whip pan": 0.2, "truck": 0.1, "track": 0.1, "arc": 0.07, "reveal": 0.14},
}
_UPWARD: Final = {"tilt": 0.12, "pedestal": 0.1, "boom": 0.12, "crane": 0.14, "drone": 0.1}
_ROLLED: Final = 6.0  # degrees
_SHAKEN: Final = {"handheld": 0.007, "steadicam": 0.002}
_SUDDEN: Final = frozenset(("whip pan", "crash zoom"))
_FARTHEST: Final = 0.24  # of the picture: more would cost too much of it


@dataclass(frozen=True, slots=True)
class Path:
    """The way of a window over a picture: from, to, how it gets there."""

    across: float = 0.0
    upward: float = 0.0
    closer: float = 0.0
    rolled: float = 0.0
    shaken: float = 0.0
    sudden: bool = False
    phase: float = 0.0

    def view(self, part: float, seconds: float, shape: float) -> View:
        """The view when `part` (0 to 1) of the shot is over; `shape`: width by height."""
        way = _sudden(part) if self.sudden else _eased(part)
        x, y = self.across * (way - 0.5), self.upward * (way - 0.5)
        if self.shaken:
            x += self.shaken * _wander(seconds, self.phase)
            y += self.shaken * _wander(seconds * 0.9 + 7, self.phase + 2)
        near = max(way, 0.0) if self.closer > 0 else 1 - way
        angle = self.rolled * way
        zoom = self._least(shape) * (1 + abs(self.closer)) ** near
        return View(0.5 + x, 0.5 + y, zoom, angle)

    @property
    def level(self) -> bool:
        """Whether it neither comes closer nor rolls: the window keeps its size."""
        return not self.closer and not self.rolled

    @property
    def closest(self) -> float:
        """How much larger than whole it ever is, but for a roll."""
        return self._least(1.0) * (1 + abs(self.closer))

    def _least(self, shape: float) -> float:
        """How much larger the picture must be for the window to stay inside it all the way."""
        far = max(abs(self.across), abs(self.upward)) / 2 + self.shaken
        turned = math.radians(abs(self.rolled))
        return (math.cos(turned) + max(shape, 1 / shape) * math.sin(turned)) / (1 - 2 * far)


def path(movement: Iterable[str], phase: float = 0.0) -> Path | None:
    """The way of the camera's movements (of `film.MOVES`), all at once; None when it stands still.

    `phase`: any number; shots with others shake otherwise.
    """
    across = upward = closer = rolled = shaken = 0.0
    sudden = False
    for written in movement:
        verb, way, pace = _parted(written)
        much, side = _PACE[pace], _SIDE.get(way, 1.0)
        sudden = sudden or verb in _SUDDEN or pace == "whip"
        if way not in ("up", "down", "in", "out"):
            across += _ACROSS.get(verb, 0.0) * much * side
        upright = way in ("up", "down") or (verb == "drone" and not way)
        if upright:
            upward += _UPWARD.get(verb, 0.0) * much * (side if way else -1.0)
        if way not in ("up", "down"):
            closer += _ZOOMS.get(verb, 0.0) * much * (side if way in ("in", "out") else 1.0)
        rolled += (_ROLLED * much * side) if verb == "roll" else 0.0
        shaken = max(shaken, _SHAKEN.get(verb, 0.0) * (much if pace else 1.0))
    across = max(-_FARTHEST, min(_FARTHEST, across))
    upward = max(-_FARTHEST, min(_FARTHEST, upward))
    closer = max(-1.0, min(1.0, closer))
    rolled = max(-20.0, min(20.0, rolled))
    if not any((across, upward, closer, rolled, shaken)):
        return None
    return Path(across, upward, closer, rolled, shaken, sudden, phase)


def _parted(written: str) -> tuple[str, str, str]:
    """Verb, direction and speed of a movement; an empty verb for a word that is none."""
    words = written.split()
    pace = words.pop() if words and words[-1] in SPEEDS and written not in MOVES else ""
    head = " ".join(words)
    if head in MOVES:
        return head, "", pace
    verb, _, way = head.rpartition(" ")
    return (verb, way, pace) if way in MOVES.get(verb, ()) else ("", "", pace)


def _eased(part: float) -> float:
    """From rest to rest: a quarter of the way to gather speed, a quarter to lose it."""
    part, ramp = min(max(part, 0.0), 1.0), 0.25
    speed = 1 / (1 - ramp)
    if part < ramp:
        return speed * part * part / (2 * ramp)
    if part > 1 - ramp:
        return 1 - speed * (1 - part) ** 2 / (2 * ramp)
    return speed * (part - ramp / 2)


def _sudden(part: float) -> float:
    """Held, then all of it in the middle fifth, then held."""
    part = min(max((part - 0.4) / 0.2, 0.0), 1.0)
    return part * part * (3 - 2 * part)


def _wander(seconds: float, phase: float) -> float:
    """A hand's unrest, -1 to 1: slow sways with a little tremble; the same for the same shot."""
    slow = 0.55 * math.sin(2 * math.pi * 0.43 * seconds + phase)
    sway = 0.3 * math.sin(2 * math.pi * 0.91 * seconds + 2.3 * phase + 1)
    return slow + sway + 0.15 * math.sin(2 * math.pi * 2.3 * seconds + 3.1 * phase + 2)
