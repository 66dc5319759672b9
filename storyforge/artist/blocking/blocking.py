"""Where people stand and which way they face: words first, then order on the line, then a plan."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin
from random import Random

from storyforge.artist.body.look import Look
from storyforge.artist.body.posture import Pose
from storyforge.artist.stage.camera import V3
from storyforge.artist.staging import Member, Shot
from storyforge.artist.words import tokens

FACINGS: dict[str, float] = {
    "towards": 0,
    "toward": 0,
    "camera": 0,
    "front": 0,
    "us": 0,
    "viewer": 0,
    "left": -60,
    "right": 60,
    "profile": 84,
    "side": 84,
    "away": 165,
    "back": 165,
    "sea": 150,
    "horizon": 165,
}
# metres to the camera's right and away from it
POSITIONS: dict[str, tuple[float, float]] = {
    "left": (-1.0, 0),
    "right": (1.0, 0),
    "centre": (0, 0),
    "center": (0, 0),
    "middle": (0, 0),
    "foreground": (0, -0.9),
    "front": (0, -0.6),
    "near": (0, -0.6),
    "nearest": (0, -0.9),
    "close": (0, -0.5),
    "background": (0, 2.6),
    "behind": (0.42, 1.0),
    "back": (0, 2.0),
    "far": (0, 4.5),
    "distance": (0, 7.0),
    "distant": (0, 7.0),
    "doorway": (0, 1.8),
    "door": (0, 1.6),
    "window": (0, 1.4),
    "stairs": (0, 1.6),
    "steps": (0, 1.6),
    "beside": (0.55, 0.06),
    "next": (0.55, 0.06),
    "apart": (1.4, 0.4),
    "opposite": (1.0, 0.0),
    "edge": (0.9, 0.0),
}
_ARRANGED = ("row", "line", "queue", "facing", "back-to-back", "around", "round", "circle")
MOVING = frozenset(("walk", "run", "sneak", "ride", "gallop", "cycle", "leave", "climbstairs"))
TRUNKS = 0.44  # metres between two who stand close
Spots = list[tuple[float, float]]


def position_named(words: str) -> bool:
    """Whether a text says where somebody is."""
    said = tokens(words)
    return any(word in POSITIONS or word in _ARRANGED for word in said)


def ranked(shot: Shot, rng: Random) -> list[int]:
    """The place of each member from the left of the picture."""
    count = len(shot.cast)
    turned = rng.random() < 0.5
    sides = [m.side for m in shot.cast]
    if count > 1 and all(s is not None for s in sides):
        order = sorted(range(count), key=lambda k: (sides[k] or 0, k))
        return [order.index(k) for k in range(count)]
    asked = [_asked(m) for m in shot.cast]
    if count > 1 and any(asked):
        order = sorted(range(count), key=lambda k: (asked[k], k))
        return [order.index(k) for k in range(count)]
    if count == 3:
        return [1, 0, 2]
    return list(range(count))[::-1] if turned else list(range(count))


def _asked(member: Member) -> int:
    words = tokens(member.position)
    return -1 if "left" in words else 1 if "right" in words else 0


def spots_for(
    shot: Shot,
    looks: Sequence[Look],
    rng: Random,
    span_wide: float,
    close: bool,
    limit: float,
    least: float = 0.0,
) -> Spots:
    """(right, away) of each member in metres round the acting spot, as the camera sees it.

    *least* metres are left between neighbours.
    """
    count = len(shot.cast)
    if not count:
        return []
    gap = min(_spacing(span_wide, count, close), 2 * limit / max(1, count))
    gap = max(gap, TRUNKS, least)
    order, line = ranked(shot, rng), {"row", "line", "queue"} & set(tokens(shot.prompt))
    depths = [0.0] * count if line else _depths(looks, order, rng)
    out: Spots = []
    for k, member in enumerate(shot.cast):
        x, z = (order[k] - (count - 1) / 2) * gap, depths[k]
        for word in dict.fromkeys(tokens(member.position)):
            if word in POSITIONS:
                dx, dz = POSITIONS[word]
                reach = max(gap * 0.6, min(1.2, span_wide * 0.22))
                wide = abs(dx) == 1.0
                kept = wide and count > 1 and _asked(member) * (order[k] - (count - 1) / 2) > 0
                x = x if kept else dx * reach if wide else x + dx
                z += dz
        out.append((x, z))
    return _parted(out)


def _spacing(span_wide: float, count: int, close: bool) -> float:
    if close:
        return max(0.46, min(0.8, span_wide / (count + 0.3)))
    return max(0.56, min(1.05, span_wide / (count + 0.6)))


def _depths(looks: Sequence[Look], order: Sequence[int], rng: Random) -> list[float]:
    """How far back each one stands: the small in front, a large group in two staggered rows."""
    count = len(looks)
    out = []
    for k, look in enumerate(looks):
        z = 0.0 if k == 0 else 0.1 + 0.25 * rng.random()
        if count > 3:
            half = (count - 1) / 2
            bow = 1 - ((order[k] - half) / half) ** 2
            z = 0.3 * bow + (0.0 if _front(looks, order, k) else 0.55) + 0.06 * rng.random()
        elif count > 1 and look.child and not all(one.child for one in looks):
            z -= 0.3
        out.append(z)
    return out


def _front(looks: Sequence[Look], order: Sequence[int], k: int) -> bool:
    """Whether somebody is in the front row: shorter than the neighbours, or every other one."""
    tall = sorted(look.height for look in looks)
    middle = tall[len(tall) // 2]
    if abs(looks[k].height - middle) > 0.06:
        return looks[k].height < middle
    return order[k] % 2 == 0


def _parted(spots: Spots) -> Spots:
    """Nobody stands in somebody else: who comes later steps aside and back."""
    out: Spots = []
    for x, z in spots:
        while any(abs(x - a) < TRUNKS * 0.98 and abs(z - b) < 0.62 for a, b in out):
            x, z = x + (0.5 if x >= 0 else -0.5), z + 0.25
        out.append((x, z))
    return out


def faced(words: str, near: bool = False) -> float | None:
    """Degrees to the right from facing us that the words ask for; *near*: never quite profile."""
    said_ = tokens(words)
    side = next((s for w, s in (("left", -1.0), ("right", 1.0)) if w in said_), 0.0)
    if any(w in ("three-quarter", "three-quarters", "quarter") for w in said_):
        return (38.0 if "back" not in said_ else 130.0) * (side or 1.0)
    if "profile" in said_:
        return 84.0 * (side or 1.0)
    turn = next(
        (FACINGS[w] for w in said_ if w in FACINGS and w not in ("towards", "toward")), None
    )
    if turn is None:
        return 0.0 if {"towards", "toward"} & set(said_) else None
    return max(-44.0, min(44.0, turn)) if near and side else turn


def facings_for(
    shot: Shot, rng: Random, spots: Spots, poses: Sequence[Pose], close: bool = False
) -> list[float]:
    """Degrees from facing the camera, + to the right of the picture."""
    die = 1.0 if rng.random() < 0.5 else -1.0
    mean = sum(x for x, _ in spots) / max(1, len(spots))
    together = len(spots) > 1 and all(pose.name in MOVING for pose in poses)
    out = []
    for k, member in enumerate(shot.cast):
        inward = 1.0 if spots[k][0] < mean - 0.01 else -1.0 if spots[k][0] > mean + 0.01 else die
        side = inward if len(spots) > 1 else _alone(member, die)
        side = die if together else side  # who go together go the same way
        asked = faced(member.facing, close and len(spots) > 1)
        turn = _turn(shot, k, poses[k], side, spots, mean, close, rng) if asked is None else asked
        if poses[k].lying:  # a body reads across the frame, never head-on
            turn = (1.0 if turn > 0 else -1.0) * (72.0 + 10.0 * rng.random())
        elif asked is not None and 40 < abs(asked) < 90 and not close:
            turn = (1.0 if asked > 0 else -1.0) * max(abs(asked), min(78.0, poses[k].show))
        out.append(turn)
    return out


def _alone(member: Member, die: float) -> float:
    """Somebody alone looks across the line at those who are not in the picture."""
    if member.side is None or member.sides < 2:
        return die
    middle = (member.sides - 1) / 2
    return 1.0 if member.side < middle else -1.0 if member.side > middle else die


def _turn(
    shot: Shot,
    k: int,
    pose: Pose,
    side: float,
    spots: Spots,
    mean: float,
    close: bool,
    rng: Random,
) -> float:
    if pose.turned is not None:
        return pose.turned * side
    if shot.perspective in ("pov", "reaction"):
        return 8.0 * side
    words = set(tokens(shot.cast[k].action or shot.prompt))
    if {"approach", "approaches", "approaching"} & words or "towards us" in shot.prompt:
        return 14.0 * side
    if len(spots) == 1:
        return side * (pose.show + (rng.random() - 0.5) * 10)
    turn = 36.0 if close or len(spots) > 3 else 46.0
    if not close and pose.show > 55:
        turn = max(turn, pose.show * 0.95)
    elif len(spots) > 2 and abs(spots[k][0] - mean) < 0.4:
        turn *= 0.45
    return turn * side


def apart(poses: Sequence[Pose], close: bool) -> float:
    """Metres that big gestures need between neighbours: a lunge, a horse, an outstretched arm."""
    if close or len(poses) > 3:
        return 0.0
    reach = max(1.35 if pose.show > 60 else 0.0 for pose in poses)
    return 2.6 if any(pose.seat in ("horse", "bicycle") for pose in poses) else reach


def at(origin: V3, azimuth: float, right: float, away: float) -> V3:
    """A spot on the ground given in the camera's own directions."""
    a = radians(azimuth)
    return (
        origin[0] + cos(a) * right + sin(a) * away,
        origin[1],
        origin[2] - sin(a) * right + cos(a) * away,
    )


def across(p: V3, azimuth: float) -> float:
    """Metres to the right of the middle, as a camera looking along *azimuth* sees it."""
    a = radians(azimuth)
    return p[0] * cos(a) - p[2] * sin(a)
