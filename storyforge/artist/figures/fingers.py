"""Hands: a palm, four fingers and a thumb, in the gesture the pose asks for."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.ink.hand import P2, Circle, hull
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import square


@dataclass(frozen=True, slots=True)
class Gesture:
    """How far each finger bends at the knuckle and at its middle, degrees; *spread* fans them."""

    bends: tuple[tuple[float, float], ...]
    spread: float = 1.0
    thumb: tuple[float, float] = (1.0, 0.0)  # how far it stands off, how far it crosses the palm


GESTURES: dict[str, Gesture] = {
    "relaxed": Gesture(((14, 20), (22, 28), (28, 34), (34, 40)), 0.95, (0.62, 0.25)),
    "open": Gesture(((-4, 4), (-2, 4), (0, 6), (2, 8)), 1.5, (1.25, 0.0)),
    "fist": Gesture(((86, 100), (88, 100), (90, 100), (92, 100)), 0.9, (0.3, 0.9)),
    "point": Gesture(((0, 2), (84, 100), (88, 100), (92, 100)), 0.9, (0.4, 0.8)),
    "grip": Gesture(((62, 74), (64, 76), (66, 78), (68, 80)), 0.95, (0.5, 0.75)),
}
_OPEN = ("relaxed", "open")
_FISTS = ("fist", "fist")
_BOTH = ("open", "open")
# what the left and the right hand do in a gesture or a stance of that name
_MADE: dict[str, tuple[str, str]] = {
    "point": ("relaxed", "point"),
    **dict.fromkeys(("reach", "raise", "wave", "give", "salute", "shout"), _OPEN),
    **dict.fromkeys(("raiseboth", "surrender", "push", "hug", "jump", "fall", "trip"), _BOTH),
    **dict.fromkeys(("pray", "clap", "shrug", "cower", "leanwall", "crawl", "swim"), _BOTH),
    **dict.fromkeys(("fight", "run", "punch", "gallop"), _FISTS),
    **dict.fromkeys(("carry", "climb", "hold", "holdboth", "hang", "lift"), ("grip", "grip")),
    **dict.fromkeys(("pull", "steer", "drive", "cycle", "row", "sword"), ("grip", "grip")),
}
_FINGERS = ((0.0185, 0.047), (0.0065, 0.052), (-0.006, 0.048), (-0.0175, 0.039))
_KNUCKLE = 0.05  # from the wrist, shares of the height as all lengths here
_THICK = 0.0066


@dataclass(frozen=True, slots=True)
class Palm:
    """Where a hand is: the wrist, then along the fingers, towards the thumb, out of the palm."""

    wrist: V3
    along: V3
    thumb: V3
    inner: V3
    tall: float

    def spot(self, along: float, aside: float, inner: float = 0.0) -> V3:
        """A point of the hand in shares of the height."""
        at = plus(plus(self.wrist, self.along, along * self.tall), self.thumb, aside * self.tall)
        return plus(at, self.inner, inner * self.tall)


def gesture(d: Drawn, side: str, holds: bool) -> Gesture:
    """What that hand does."""
    if holds:
        return GESTURES["grip"]
    pose = d.actor.pose
    made = _MADE.get(pose.gesture) or _MADE.get(pose.name) or ("relaxed", "relaxed")
    return GESTURES[made[side == "r"]]


def palm_of(d: Drawn, side: str) -> Palm:
    """A hand hangs with its thumb ahead; with the forearm level the thumb is on top."""
    wrist, hand = d.joints["wrist_" + side], d.joints["hand_" + side]
    along = unit(minus(hand, wrist))
    _, up, ahead = d.trunk.frame(0.6)
    thumb = square(plus(times(ahead, 0.55), up, 0.8), along)
    inner = cross(along, thumb)
    size = d.tall * (0.94 if d.look.child else 1.04)
    return Palm(wrist, along, thumb, inner if side == "r" else times(inner, -1.0), size)


def draw_hand(d: Drawn, side: str, holds: bool) -> None:
    """One hand: fingers apart where they can be counted, a mitten with a thumb further off."""
    palm = palm_of(d, side)
    size = 0.1 * d.tall * d.lens.size(palm.wrist) / d.canvas.unit
    if size < 9:  # a mitten
        spots = ((0.0, 0.0, 0.013), (0.048, 0.002, 0.02), (0.085, -0.002, 0.011))
        mitten = hull([_dot(d, palm.spot(a, b), r) for a, b, r in spots])
        d.canvas.union([mitten], d.paint["skin"], d.weight * 0.8)
        return
    pose = gesture(d, side, holds)
    groups = [[_palm(d, palm)]]
    groups += [_finger(d, palm, pose, k) for k in range(4)]
    groups.append(_thumb(d, palm, pose))
    skin, weight = d.paint["skin"], d.weight * 0.7
    if size < 17:
        d.canvas.union([part for group in groups for part in group], skin, weight)
        return
    d.canvas.union([part for group in groups for part in group], skin, weight * 1.2)
    toward = d.faces(palm.spot(0.04, 0.0), palm.inner) > 0
    fingers = sorted(range(1, 5), key=lambda k: -d.lens.depth(palm.spot(0.05, _FINGERS[k - 1][0])))
    order = [0, *fingers, 5] if toward else [5, *fingers, 0]
    if not toward:  # the back of the hand lies over the roots of the fingers
        d.canvas.union(groups[5], skin, weight)
    for k in order:
        if k == 0:
            d.canvas.fill(groups[0][0], skin)
        elif k < 5:
            d.canvas.union(groups[k], skin, weight)
    if toward:
        d.canvas.union(groups[5], skin, weight)
        d.canvas.fill(hull([_dot(d, palm.spot(0.02, 0.012), 0.01)]), skin)


def _dot(d: Drawn, at: V3, radius: float) -> Circle:
    x, y = d.lens.at(at)
    return x, y, radius * d.tall * d.lens.size(at)


def _palm(d: Drawn, palm: Palm) -> list[P2]:
    spots = ((0.0, 0.004, 0.0115), (0.0, -0.004, 0.0115), (0.018, 0.014, 0.011))
    roots = tuple((_KNUCKLE * 0.94, aside * 0.86, 0.0082) for aside in (0.0185, 0.0, -0.0185))
    return hull([_dot(d, palm.spot(a, b), r) for a, b, r in (*spots, *roots)])


def _finger(d: Drawn, palm: Palm, pose: Gesture, k: int) -> list[list[P2]]:
    aside, long = _FINGERS[k]
    first, second = (radians(v) for v in pose.bends[k])
    fan = aside * (pose.spread - 0.9) * 8
    root = (_KNUCKLE * (1.0 if k < 3 else 0.94), aside, 0.0)
    half = long * 0.52
    middle = (
        root[0] + half * cos(first),
        root[1] + fan * half,
        half * sin(first),
    )
    turn = first + second
    tip = (
        middle[0] + half * cos(turn),
        middle[1] + fan * half,
        middle[2] + half * sin(turn),
    )
    thick = _THICK * (1.0 if k < 3 else 0.88)
    a, b, c = (
        _dot(d, palm.spot(*spot), thick * share)
        for spot, share in ((root, 1.08), (middle, 1.0), (tip, 0.82))
    )
    return [hull([a, b, c])] if turn > 1.9 else [hull([a, b]), hull([b, c])]


def _thumb(d: Drawn, palm: Palm, pose: Gesture) -> list[list[P2]]:
    off, over = pose.thumb
    root = palm.spot(0.012, 0.012, 0.003)
    knee = palm.spot(0.03, 0.018 + 0.014 * off, 0.006 + 0.012 * over)
    tip = palm.spot(0.05 + 0.004 * off, 0.02 + 0.018 * off - 0.022 * over, 0.008 + 0.022 * over)
    a, b, c = _dot(d, root, 0.0105), _dot(d, knee, 0.008), _dot(d, tip, 0.0062)
    nail = _dot(d, between(knee, tip, 0.6), 0.0072)
    return [hull([a, b]), hull([b, nail, c])]
