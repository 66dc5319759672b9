"""Where the frame is laid: who must be in it, with what room, and nothing whole cut off."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

from storyforge.artist.actor import Actor
from storyforge.artist.camera import Camera
from storyforge.artist.framing import Setup, Size, Window, set_camera, window_for
from storyforge.artist.hand import P2
from storyforge.artist.stage import Place


def frame_window(
    spec: Size,
    actors: list[Actor],
    place: Place,
    size: tuple[int, int],
    azimuth: float,
) -> tuple[Window, float]:
    """What the frame must hold and how many metres must fit across."""
    if not actors:
        return _empty_window(spec, place)
    joints = [a.joints() for a in actors]
    window = window_for(spec, actors[0], joints[0])
    a = radians(azimuth)
    across = [[p[0] * cos(a) - p[2] * sin(a) for p in j.values()] for j in joints]
    near = [
        k
        for k, actor in enumerate(actors)
        if k == 0 or abs(_away(actor, a) - _away(actors[0], a)) < 2.0
    ]
    if len(near) == 1:
        return _single(spec, actors[0], window, across[0], size, a)
    heads = [j["head"][0] * cos(a) - j["head"][2] * sin(a) for j in (joints[k] for k in near)]
    crown = max(joints[k]["head"][1] + actors[k].body.head * 0.5 for k in near)
    top = max(window.top, crown + 0.08 * (window.top - window.bottom))
    if spec.close:
        chin = min(joints[k]["head"][1] - actors[k].body.head * 0.62 for k in near)
        window = replace(window, bottom=min(window.bottom, chin))
    own = joints[0]["chest"][0] * cos(a) - joints[0]["chest"][2] * sin(a)
    shift = (max(heads) + min(heads)) / 2 - own
    middle = (
        window.middle[0] + cos(a) * shift,
        (top + window.bottom) / 2,
        window.middle[2] - sin(a) * shift,
    )
    return replace(window, top=top, middle=middle), max(heads) - min(heads) + (
        0.5 if spec.close else 0.75
    )


def _away(actor: Actor, a: float) -> float:
    return actor.at[0] * sin(a) + actor.at[2] * cos(a)


def _single(
    spec: Size,
    actor: Actor,
    window: Window,
    across: list[float],
    size: tuple[int, int],
    a: float,
) -> tuple[Window, float]:
    """One person: room to look into, and limbs kept inside wide frames."""
    span = window.top - window.bottom
    turn = sin(radians(actor.yaw) - a)
    room = {True: 0.05, False: 0.11}[spec.close] * min(1.6, size[0] / size[1]) * span
    room = room if spec.foot < 0 else room * 1.5
    shift = turn * room
    middle = (
        window.middle[0] + cos(a) * shift,
        window.middle[1],
        window.middle[2] - sin(a) * shift,
    )
    need = actor.body.head * (0.95 if spec.span < 0.9 else 1.25) if spec.close else 0.0
    if spec.foot >= 0:
        need = (max(across) - min(across)) * 1.25
    return replace(window, middle=middle), need


def _empty_window(spec: Size, place: Place) -> tuple[Window, float]:
    span = max(2.2, spec.span * 1.7) if not place.inside else max(1.7, min(3.1, spec.span * 1.7))
    span = min(span, 6.0)
    low = -0.16 * span if not place.inside else -0.05
    return Window(low + span, low, (0.0, low + span / 2, 1.5), 1.6), 0.0


def fitted(setup: Setup, spec: Size, window: Window, wide: float, actors: list[Actor]) -> Camera:
    """The camera, moved back until perspective, too, leaves whole figures whole."""
    lens = set_camera(setup, window, wide)
    if spec.foot < 0 or not actors:
        return lens
    for _ in range(3):
        points = [lens.at(p) for p in actors[0].joints().values()]
        over = max(max(p[1] for p in points) - lens.height * 0.965, 0.0)
        over += max(lens.height * 0.05 - min(p[1] for p in points), 0.0)
        if over <= 0:
            break
        grow = (window.top - window.bottom) * (0.04 + 1.1 * over / lens.height)
        top, bottom = window.top + grow * 0.3, window.bottom - grow * 0.7
        middle = (window.middle[0], (top + bottom) / 2, window.middle[2])
        window = replace(window, top=top, bottom=bottom, middle=middle)
        lens = set_camera(setup, window, wide)
    return lens


def kept(lens: Camera, actors: list[Actor]) -> tuple[P2, ...]:
    """Head to hip of the cast on the picture: nothing may stand before this."""
    names = ("head", "shoulder_l", "shoulder_r", "hip", "knee_l", "knee_r", "ankle_l", "ankle_r")
    return tuple(
        lens.at(p) for actor in actors for name, p in actor.joints().items() if name in names
    )
