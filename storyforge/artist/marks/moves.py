"""Every movement of the camera and the function that marks it; and how a movement is read.

Pans and tilts run along a side, pushes stand in the corners, dollies and trucks lie on the ground
in perspective, zooms are frames in a frame. Each function says in which places its mark may stand,
the best first. Speed is in the length of an arrow and the streaks behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storyforge.artist.marks import moves_edge, moves_frames, moves_ground
from storyforge.artist.stage.moving import LONG, Frame, Move, Signs
from storyforge.artist.words import tokens

MOVES: dict[str, Callable[[Frame, Move], Signs]] = {
    "static": moves_edge.static,
    "pan": moves_edge.pan,
    "whip pan": moves_edge.whip,
    "tilt": moves_edge.tilt,
    "roll": moves_edge.roll,
    "dolly": moves_ground.dolly,
    "push": moves_edge.corners,
    "pull": lambda frame, move: moves_edge.corners(frame, Move("pull", "out", move.speed)),
    "truck": moves_ground.truck,
    "track": moves_ground.track,
    "pedestal": moves_edge.pedestal,
    "boom": moves_edge.boom,
    "crane": moves_edge.crane,
    "arc": moves_ground.arc,
    "zoom": moves_frames.zoom,
    "crash zoom": moves_frames.crash,
    "dolly zoom": moves_frames.dolly_zoom,
    "rack focus": moves_frames.rack,
    "follow": moves_ground.chevrons,
    "lead": moves_ground.chevrons,
    "handheld": moves_frames.handheld,
    "steadicam": moves_edge.steadicam,
    "drone": moves_edge.drone,
    "reveal": moves_edge.reveal,
}

ALIASES = {
    "forward": "in",
    "forwards": "in",
    "closer": "in",
    "back": "out",
    "backwards": "out",
    "l": "left",
    "r": "right",
    "u": "up",
    "d": "down",
    "rise": "up",
    "lower": "down",
}
WAYS = ("left", "right", "up", "down", "in", "out", "with")


def read(text: str) -> Move | None:
    """A movement from its words; None when none is known."""
    said = tokens(text)
    verb = next((v for v in sorted(MOVES, key=len, reverse=True) if _holds(said, v.split())), "")
    ways = [ALIASES.get(word, word) for word in said]
    way = next((w for w in ways if w in WAYS), "")
    if not verb and way:
        verb = {"in": "push", "out": "pull", "up": "tilt", "down": "tilt"}.get(way, "pan")
    speed = next((w for w in reversed(said) if w in LONG), "")
    return Move(verb, way, "" if verb == "whip pan" else speed) if verb else None


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(list(words[k : k + size]) == list(part) for k in range(len(words) - size + 1))
