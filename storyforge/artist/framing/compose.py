"""Where the frame is laid: who must be in it, with what room, and nothing cut at a joint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from storyforge.artist.figures.actor import Actor
from storyforge.artist.framing.cuts import (
    JOINTS,
    WHOLE,
    Marks,
    crown_of,
    facing_of,
    joints_of,
    marks_for,
)
from storyforge.artist.framing.framing import SIZES, Setup, Size, Window, set_camera
from storyforge.artist.framing.lens import Frame, Limits, looser, solved
from storyforge.artist.framing.sight import Bounds, way_back
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.stage import Place

# share of the frame, from the middle, by which somebody leaves room for his look
_ROOM = {"ECU": 0.0, "BCU": 0.04, "CU": 0.07, "MCU": 0.085, "MS": 0.09, "COW": 0.09, "MLS": 0.1}
_THIRD = 1 / 6
_HEIGHTS = {"LS": 0.72, "MASTER": 0.72, "ELS": 1.35, "ES": 1.8}  # of the subject's, out of doors


@dataclass(frozen=True, slots=True)
class Wish:
    """What a shot asks of its frame: the size by name, its words, what its blocking hangs on.

    *aside* moves the subject off the middle, as a share of the width; *eyes* sets the height of
    the camera in metres; *free* is true when the lens was not asked for.
    """

    size: str
    words: str
    root: str
    aside: float | None = None
    eyes: float | None = None
    free: bool = True

    @property
    def spec(self) -> Size:
        """The row of the size table."""
        return SIZES[self.size]


def composed(
    wish: Wish, setup: Setup, actors: Sequence[Actor], place: Place, boxes: Sequence[Bounds]
) -> Camera:
    """The camera of a shot: solved from the marks of everybody who must be seen."""
    if not actors:
        return _empty(wish, setup, place)
    a = radians(setup.azimuth)
    right = (cos(a), 0.0, -sin(a))
    marks = [marks_for(wish.size, wish.spec, one, right, wish.words) for one in actors]
    frame = _frame(wish, setup, actors, marks, place)
    lens = solved(setup, frame, _limits(wish, setup, frame, place, boxes))
    return lens if frame.whole or wish.spec.span < 1.1 else _between_joints(lens, frame, actors)


def _frame(
    wish: Wish, setup: Setup, actors: Sequence[Actor], marks: Sequence[Marks], place: Place
) -> Frame:
    spec, whole = wish.spec, wish.size in WHOLE
    hold = list(marks[0].hold)
    for actor, mark in zip(actors[1:], marks[1:], strict=True):
        hold += mark.hold if whole or wish.size in ("ECU", "BCU") else _bust(actor, mark)
    apart = wish.spec.span > 1.2 or (wish.size in ("MS", "MCU") and actors[0].spot is not None)
    if 1 < len(actors) < 4 and apart and setup.width > setup.height:
        hold += [joints_of(a)[s] for a in actors for s in ("shoulder_l", "shoulder_r")]
    anchor = _middle([m.head for m in marks])
    tall = actors[0].body.head if spec.close else actors[0].look.height
    foot = 0.0 if not whole else max(0.02, spec.foot)
    room = max(0.0, spec.room if spec.room > -0.4 else 0.0)
    return Frame(
        tuple(hold),
        anchor,
        room,
        foot,
        _across(wish, setup, actors),
        spec.span * tall,
        wish.eyes if wish.eyes is not None else _eyes(wish, actors, place),
        whole,
        side=0.0 if wish.size in ("ECU", "BCU") else 0.025,
    )


def _bust(actor: Actor, mark: Marks) -> tuple[V3, ...]:
    """What is held of the others: head and collar, so that nobody is cut at the neck."""
    joints = joints_of(actor)
    neck, chest = joints["neck"], joints["chest"]
    collar = (neck[0], neck[1] + (chest[1] - neck[1]) * 0.3, neck[2])
    return (*(p for p in mark.hold if p != mark.cut), collar, crown_of(actor, joints))


def _middle(points: Sequence[V3]) -> V3:
    low = [min(p[k] for p in points) for k in range(3)]
    high = [max(p[k] for p in points) for k in range(3)]
    a, b, c = ((low[k] + high[k]) / 2 for k in range(3))
    return a, b, c


def _across(wish: Wish, setup: Setup, actors: Sequence[Actor]) -> float:
    """Where the subject stands on the width: opposite to its look, far ones on a third."""
    if wish.aside is not None:
        return 0.5 + wish.aside
    few = len(actors) == 1 or (wish.size in ("ELS", "ES") and len(actors) < 4)
    if not few or setup.angle < -75:
        return 0.5
    look = facing_of(actors[0], setup.azimuth) if len(actors) == 1 else 0.0
    if wish.size in ("LS", "ELS", "ES"):
        side = look if abs(look) > 0.25 else stream("third", wish.root).random() - 0.5
        return 0.5 - (_THIRD if side > 0 else -_THIRD)
    shape = max(0.55, min(1.25, setup.width / setup.height / 1.6))
    return 0.5 - look * _ROOM.get(wish.size, 0.1) * shape


def _eyes(wish: Wish, actors: Sequence[Actor], place: Place) -> float:
    """The height of the camera: the subject's eyes, the chest for whole figures in a place."""
    own = joints_of(actors[0])["head"][1] + actors[0].body.head * 0.03
    own += 0.5 if actors[0].pose.lying and actors[0].spot else 0.0  # down on the bed
    high = _HEIGHTS.get(wish.size)
    if high is not None:
        tallest = max(a.look.height for a in actors)
        own = high * tallest if not place.inside else min(high, 0.86) * tallest
    necks = [joints_of(a)["neck"][1] for a in actors]
    for step in (0.0, 0.07, -0.07, 0.12, -0.12, 0.18, -0.18):
        if all(abs(own + step - neck) > 0.055 for neck in necks):
            return own + step
    return own


def _limits(
    wish: Wish, setup: Setup, frame: Frame, place: Place, boxes: Sequence[Bounds]
) -> Limits:
    """A camera whose lens is free stays inside the walls; a lens that was asked for wins."""
    if not wish.free:
        return Limits()
    back = max(0.9, way_back(boxes, frame.anchor, setup.azimuth) - 0.25)
    return Limits(back, 17.0 if place.inside else 20.0)


def _between_joints(lens: Camera, frame: Frame, actors: Sequence[Actor]) -> Camera:
    """The frame a little looser where its lower edge would run through a joint."""
    tries = [lens, *(looser(lens, frame, 1 + 0.03 * k) for k in range(1, 9))]
    return min(enumerate(tries), key=lambda each: (_struck(each[1], actors), each[0]))[1]


def _struck(lens: Camera, actors: Sequence[Actor]) -> int:
    """How many people the lower edge cuts at a joint."""
    count = 0
    for actor in actors:
        joints = joints_of(actor)
        band = 0.02 * actor.look.height * lens.size(joints["chest"])
        count += any(
            abs(y - lens.height) < band and 0 < x < lens.width
            for x, y in (lens.at(joints[name]) for name in JOINTS)
        )
    return count


def _empty(wish: Wish, setup: Setup, place: Place) -> Camera:
    """A place without anybody: its own ground and sky, the horizon off the middle."""
    span = wish.spec.span * (0.25 if wish.spec.close else 1.7)
    if place.inside:
        return set_camera(setup, _within(setup, place, span))
    span = min(6.0, max(2.2, span))
    low = -0.16 * span
    window = Window(low + span, low, (0.0, low + span / 2, 1.5), wish.eyes or 1.6)
    if setup.level == "aerial" and not setup.angle:
        high = replace(setup, angle=-22.0, level="", lens=min(setup.lens, 21.0))
        return set_camera(high, replace(window, top=13.0, bottom=-3.0, middle=(0.0, 1.0, 8.0)))
    return set_camera(setup, window)


def _within(setup: Setup, place: Place, span: float) -> Window:
    """The window of an empty room: taller under high ceilings, laid ahead of the acting spot."""
    tall = place.tall or 2.9
    small = tall < 2.0  # the inside of a car: the frame goes round its glass
    span = min(tall * 0.86, span) if small else max(1.7, min(max(3.1, tall * 0.72), span))
    low = 0.28 if small else -0.05 - 0.23 * max(0.0, tall - 3.4)
    ahead, a = -0.5 if small else 1.5, radians(setup.azimuth)
    middle = (ahead * sin(a), low + span / 2, ahead * cos(a))
    return Window(low + span, low, middle, 1.1 if small else 1.6)
