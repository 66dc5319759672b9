"""Through whose eyes: the one who looks is not in the picture, his eyes are where the camera is."""

from __future__ import annotations

from dataclasses import replace

from storyforge.artist.body.look import look_for
from storyforge.artist.staging import Member, Shot
from storyforge.artist.words import tokens

_SEES = ("see", "look", "watch", "star", "peer", "spot", "glimps", "find", "read", "gaz", "notic")
_OWN = ("pov", "eyes", "view", "point")
_SEATED = ("sit", "sits", "seated", "kneels", "kneeling", "crouches")


def looker(shot: Shot) -> int | None:
    """Which of the cast a point-of-view shot is seen by; None when nobody of the cast."""
    if shot.perspective != "pov" or not shot.cast:
        return None
    near = ("foreground", "near", "nearest")
    for k, member in enumerate(shot.cast):
        if any(word in near for word in tokens(member.position)):
            return k
    return 0 if _first_sees(tokens(shot.prompt)) else None


def _first_sees(words: list[str]) -> bool:
    """Whether the first figure of the prompt is the one who looks."""
    for k, word in enumerate(words):
        follows = words[k + 1 : k + 2]
        if word == "figure's" and follows and follows[0].startswith(_OWN):
            return True
        if word == "figure":
            return bool(follows) and follows[0].startswith(_SEES)
    return False


def without_looker(shot: Shot) -> Shot:
    """The shot without the one who looks."""
    k = looker(shot)
    if k is None:
        return shot
    return replace(shot, cast=tuple(m for n, m in enumerate(shot.cast) if n != k))


def eyes_of(shot: Shot) -> float | None:
    """Metres above the ground of the eyes a point-of-view shot is seen through; None: no such."""
    k = looker(shot)
    if k is None:
        return None
    member: Member = shot.cast[k]
    tall = look_for(member.description, member.height_cm).height
    seated = any(word in _SEATED for word in tokens(member.action))
    return tall * (0.68 if seated else 0.935)
