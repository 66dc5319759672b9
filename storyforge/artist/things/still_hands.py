"""What hands do in inserts: hold, close, reach, press, write, turn a handle, hold each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Ask, Shape, Still, placed, spots_of
from storyforge.artist.things.desk_hand import (
    CLOSING,
    CUPPED,
    FIST,
    OPEN,
    PINCH,
    POINT,
    UNDER,
    WRAP,
    Grasp,
    Hand,
    right_hand,
)
from storyforge.artist.things.desk_round import Rod
from storyforge.artist.things.desk_shapes import circle, drawn, oblong, rounded, sheet, slab
from storyforge.artist.things.still_paper import leaf, scribble
from storyforge.artist.things.still_small import BRASS

_UP: V3 = (0.0, 1.0, 0.0)
_AWAY: V3 = (-0.62, 0.0, 0.78)  # the arm comes in from the lower right
_RIGHT: V3 = (0.78, 0.0, 0.62)


def _hand(ask: Ask, wrist: V3, grasp: Grasp, part: str = "", over: str = "thumb",
    down: bool = False,
          along: V3 = _AWAY, thumb: V3 = _RIGHT) -> Hand:  # fmt: skip
    if down:
        thumb = (-thumb[0], -thumb[1], -thumb[2])
    return right_hand(wrist, along, thumb, grasp, ask.skin, ask.sleeve, part, over)


def _mirrored(p: V3) -> V3:
    return -p[0], p[1], p[2]


def _sized(still: Still) -> list[Shape]:
    """The main things of a still life, their middle above the origin."""
    spots = spots_of(still.main)
    xs, zs, ys = ([p[k] for p in spots] for k in (0, 2, 1))
    at = -(min(xs) + max(xs)) / 2, -min(ys), -(min(zs) + max(zs)) / 2
    return placed(still.main, at)


def on_palm(ask: Ask, still: Still, closing: bool) -> Still:
    """A small thing on an open hand, or on one that closes over it."""
    thing = placed(_sized(still), (-3.2, 9.2, 4.2), -38)
    grasp = CLOSING if closing else CUPPED
    wrist = (1.2, 8.0, -1.6)
    back = _hand(ask, wrist, grasp, "behind", "fingers" if closing else "thumb")
    front = _hand(ask, wrist, grasp, "before", "fingers" if closing else "thumb")
    shapes: tuple[Shape, ...] = (back, *thing, front)
    if not closing:
        shapes = (replace(back, part=""), *thing)
    return Still(shapes, pitch=48, turn=0, share=(0.72, 0.8), drift=(-0.02, 0.0))


def pinched(ask: Ask, still: Still) -> Still:
    """Something flat between a thumb above and the fingers below it."""
    spots = spots_of(still.main)
    x1, z0 = max(p[0] for p in spots), min(p[2] for p in spots)
    lift = 9.2
    thing = placed(still.main, (0.0, lift, 0.0))
    wrist = (x1 * 0.62 + 4.6, lift - 1.2, z0 * 0.7 - 6.4)
    back = _hand(ask, wrist, UNDER, "behind")
    front = _hand(ask, wrist, UNDER, "before")
    return Still((back, *thing, front), pitch=54, turn=still.turn * 0.4, share=(0.8, 0.92))


def gripped(ask: Ask, still: Still) -> Still:
    """Something long in a fist, the back of the hand up."""
    lying = [shape.moved(_mirrored) for shape in _sized(still)]
    thing = placed(lying, (0.0, 4.0, 0.0))
    spots = spots_of(thing)
    x0, x1 = min(p[0] for p in spots), max(p[0] for p in spots)
    at = x1 - (x1 - x0) * 0.2
    wrist = (at + 1.5, 6.8, -11.5)
    hand = right_hand(wrist, (-0.12, 0.0, 1.0), (-1.0, 0.0, -0.12), WRAP, ask.skin, ask.sleeve)
    return Still((*thing, hand), pitch=44, turn=16, share=(0.86, 0.9))


def wrapped(ask: Ask, still: Still) -> Still:
    """A standing thing with a hand round it: palm behind, fingers in front."""
    spots = spots_of(still.main)
    tall = max(p[1] for p in spots)
    level = tall * (0.42 if tall > 14 else 0.5)
    girth = max((abs(p[0]) for p in spots if abs(p[1] - level) < tall * 0.3), default=3.0)
    wrist = (girth + 7.4, level - 1.0, girth * 0.5 + 1.6)
    along, thumb = (-1.0, 0.12, -0.12), _UP
    back = right_hand(wrist, along, thumb, WRAP, ask.skin, ask.sleeve, "behind", "fingers")
    front = replace(back, part="before", over="tips")
    return Still((back, *still.main, front), still.under, 12, -10, (0.9, 0.94), glow=still.glow)


def open_hand(ask: Ask) -> Still:
    """An empty hand held out, palm up."""
    return Still((_hand(ask, (2.0, 8.0, -2.0), OPEN),), pitch=50, turn=0, share=(0.8, 0.8))


def fist(ask: Ask) -> Still:
    """A clenched fist held up, its thumb across the fingers."""
    shut = _hand(ask, (1.2, 8.0, -1.6), FIST)
    return Still((shut,), pitch=44, turn=-14, share=(0.6, 0.72))


def reaching(ask: Ask, still: Still) -> Still:
    """A hand that comes for a thing which still lies there."""
    thing = _sized(still)
    spots = spots_of(thing)
    x1, z0 = max(p[0] for p in spots), min(p[2] for p in spots)
    wrist = (x1 * 0.3 + 13.0, 6.5, z0 - 11.5)
    grasp = replace(CUPPED, fan=7.0)
    return Still((*thing, _hand(ask, wrist, grasp, down=True)), (), 42, -6, (0.84, 0.88))


def writing(ask: Ask) -> Still:
    """A hand with a pen over a written page."""
    page = (*placed([leaf(26.0, 30.0, (244, 238, 222))], (-6.0, 0.0, 2.0), 8),)
    rows = [10.6 - 1.7 * k for k in range(5)]
    ink = placed([scribble(-15.0, 3.0, rows, 0.07, "page")], (0.0, 0.0, 0.0), 8)
    hand = _hand(ask, (7.6, 2.6, -6.4), PINCH, down=True, along=(-0.78, -0.05, 0.62),
                 thumb=(0.5, -0.45, 0.62))  # fmt: skip
    tip, end = (-2.6, 0.1, 2.0), (6.8, 10.0, -0.4)
    pen = Rod((((-1.9, 0.8, 1.8), 0.34), (end, 0.5)), (42, 50, 76), 0.5)
    nib = Rod(((tip, 0.06), ((-1.9, 0.8, 1.8), 0.3)), (196, 168, 96), 0.5, 1.0)
    return Still((nib, pen, hand), (*page, *ink), 42, -4, (0.78, 0.84), (0.04, 0.02), "table")


def handle(ask: Ask) -> Still:
    """A hand on the lever of a door; the door is the plane that the camera looks at."""
    hand = _hand(
        ask, (-1.4, 7.4, -7.2), WRAP, down=True, along=(-0.35, 0.0, 0.94), thumb=(0.94, 0, 0.35)
    )
    return Still((*_lever(), hand), _door(), 62, -8, (0.74, 0.84), (0.03, 0.0), "door")


def door_handle(ask: Ask) -> Still:
    """A door's handle and lock."""
    return Still(
        tuple(_lever()), _door(ask.colour((138, 100, 70))), 58, -10, (0.5, 0.72), ground="door"
    )


def _lever() -> list[Shape]:
    return [
        slab(rounded(-2.6, -11.0, 2.6, 7.0, 1.2), 0.5, scale(BRASS, 0.92), gloss=0.6),
        slab(circle(1.9, (0.0, 2.4)), 1.4, BRASS, 0.5),
        Rod((((0, 1.5, 2.4), 1.0), ((0, 4.6, 2.4), 1.0)), BRASS, 0.6),
        Rod((((0.3, 4.8, 2.4), 1.05), ((-6.0, 4.9, 2.6), 0.9), ((-11.0, 4.6, 2.2), 0.8)), BRASS,
            0.75),
        sheet(circle(0.7, (0.0, -5.4)), 0.52, (40, 34, 32), 1.0),
        sheet([(-0.4, -5.6), (0.4, -5.6), (0.7, -8.0), (-0.7, -8.0)], 0.52, (40, 34, 32)),
        *(sheet(circle(0.34, (0.0, z)), 0.52, scale(BRASS, 0.7), 0.8) for z in (5.8, -9.8)),
    ]  # fmt: skip


def _door(wood: RGB = (128, 92, 66)) -> tuple[Shape, ...]:
    return (
        sheet(oblong(-60, -80, 9.0, 80), 0.0, wood),
        sheet(oblong(-52, 13, -8.0, 70), 0.0, scale(wood, 0.92), 1.2),
        sheet(oblong(-52, -70, -8.0, -14), 0.0, scale(wood, 0.92), 1.2),
        drawn([[(9.0, -80), (9.0, 80)], [(-10, 15), (-10, 70)], [(-10, -70), (-10, -16)]], 0.01,
            1.6),
        slab(oblong(10.2, -80, 20.0, 80), 2.4, scale(wood, 0.84)),
        sheet(oblong(20.0, -80, 90, 80), 0.0, (196, 188, 172)),
    )  # fmt: skip


def pressing(ask: Ask) -> Still:
    """A finger on a button or a switch in its plate on the wall."""
    plate: list[Shape] = [
        slab(rounded(-4.4, -5.6, 4.4, 5.6, 0.8), 0.7, (226, 222, 210), gloss=0.5),
        slab(circle(2.2), 0.6, (178, 52, 44), 0.7, gloss=0.6),
    ]
    if "switch" in ask.words or "light" in ask.words:
        plate[1:] = [slab(oblong(-1.1, -2.2, 1.1, 2.2), 0.8, (206, 200, 186), 0.7),
                     Rod((((0, 1.4, 0.2), 0.6), ((0.0, 3.0, 1.4), 0.5)), (240, 236, 226),
                         0.5)]  # fmt: skip
    hand = _hand(ask, (10.6, 5.0, -13.4), POINT, down=True, along=(-0.56, -0.1, 0.8))
    return Still((*plate, hand), (), 58, -6, (0.8, 0.86), (0.02, 0.02), "wall")


def switch(ask: Ask) -> Still:
    """A light switch alone."""
    still = pressing(replace(ask, words=ask.words | {"switch"}))
    return Still(still.main[:-1], (), 52, -20, (0.5, 0.7), ground="wall")


def clasped(ask: Ask) -> Still:
    """Two hands that hold each other."""
    low = right_hand(
        (9.0, 3.2, -5.0), (-0.9, 0.0, 0.44), (0.44, 0.0, 0.9), CUPPED, ask.skin, ask.sleeve
    )
    high = right_hand((-9.6, 6.4, -4.6), (0.9, 0.0, 0.44), (-0.44, 0.0, 0.9), CUPPED,
        scale(ask.skin, 0.92),
                      (126, 92, 76), left=False)  # fmt: skip
    return Still((low, high), (), 44, 0, (0.86, 0.7))


def folded(ask: Ask) -> Still:
    """One hand resting on the other: when nothing else is known, hands tell."""
    low = right_hand(
        (-9.0, 2.0, -5.0), (0.86, 0.0, 0.5), (-0.3, 0.0, 0.9), OPEN, ask.skin, ask.sleeve
    )
    low = replace(low, inner=(0.0, -1.0, 0.0), thumb=(-0.5, 0.0, 0.86))
    high = _hand(
        ask, (9.0, 4.0, -6.0), OPEN, down=True, along=(-0.86, 0.0, 0.5), thumb=(0.5, 0.0, 0.86)
    )
    return Still((low, high), (), 46, 0, (0.84, 0.74))


HANDS: dict[str, Callable[[Ask], Still]] = {
    "hand": open_hand,
    "fist": fist,
    "writing": writing,
    "door-hand": handle,
    "door": door_handle,
    "pressing": pressing,
    "switch": switch,
    "clasped": clasped,
    "hands": folded,
}
