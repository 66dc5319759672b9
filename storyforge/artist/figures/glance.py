"""Where eyes turn in a head: to a spot of the stage, to us, or whither the words say."""

from __future__ import annotations

from math import sqrt

from storyforge.artist.body.face import Acting
from storyforge.artist.body.head import Head
from storyforge.artist.figures.eyes import gaze_of
from storyforge.artist.stage.camera import V3
from storyforge.artist.words import tokens

_SEES = ("look", "glanc", "star", "gaz", "peer", "eye", "watch", "smil", "grin", "glar", "wink")
_US = frozenset(("us", "camera", "viewer", "lens"))
_AT_EASE = 22.0  # degrees
# degrees to the picture's right and up
_WAYS = {"left": (-26.0, 0.0), "right": (26.0, 0.0), "up": (0.0, 18.0), "down": (0.0, -20.0)}


def glance(head: Head, words: str, act: Acting, spot: V3 | None) -> V3:
    """The direction of the eyes in the head's own frame: right, up, ahead.

    Words decide, then a feeling that turns the eyes aside, then the spot.
    """
    said = tokens(words)
    for k, word in enumerate(said):
        if not word.startswith(_SEES):
            continue
        near = said[k + 1 : k + 5]
        if _US & set(near):
            return _towards(head, head.lens.eye)
        way = next((_WAYS[w] for w in near if w in _WAYS), None)
        if way is not None:
            turned = head.right[0] * head.lens.axes[0][0] + head.right[2] * head.lens.axes[0][2]
            return gaze_of(way[0] * (1 if turned >= 0 else -1), way[1])
        if "away" in near:
            return gaze_of(-30.0 if spot is None or head.inward(spot)[0] > 0 else 30.0, -6.0)
    return gaze_of(act.aside, act.lift) if spot is None or act.aside else _towards(head, spot, 0.75)


def _towards(head: Head, spot: V3, ease: float = 1.0) -> V3:
    """The direction of the eyes to a spot of the stage, as far as eyes turn; *ease* of the way."""
    x, y, z = head.inward(spot)
    flat = sqrt(x * x + z * z) or 1.0
    yaw = 57.3 * (x / max(0.2 * flat, z)) if z > 0 else 90.0 * (1 if x > 0 else -1)
    pitch = 57.3 * y / flat
    if ease < 1.0:  # in company the head does its share, and whites never fill the eye
        yaw = max(-_AT_EASE, min(_AT_EASE, yaw * ease))
        pitch = max(-0.5 * _AT_EASE, min(0.5 * _AT_EASE, pitch * ease))
    return gaze_of(yaw, pitch)
