"""The camera solved backwards: from what the frame must hold to where the camera stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, radians, sin, tan

from storyforge.artist.framing.framing import LEVELS, Setup
from storyforge.artist.stage.camera import V3, Camera, camera, focal_pixels, shifted

GROUND = 0.12  # metres: the camera never comes lower
CLOSE = 0.42  # metres: nor nearer to what it shows
_BELOW = 0.14  # share of the frame that may open below the cut
_SHORTEST = 12.0  # millimetres: what a camera on the ground may come down to


@dataclass(frozen=True, slots=True)
class Frame:
    """What the picture must hold and how it lies in it; points in metres, shares 0..1 of the frame.

    *hold* lies inside; its top is *room* below the upper edge, its bottom *foot* above the lower
    one. *anchor* stands at *x* of the width. *span* is the height of the frame in metres at eye
    level, which a steep camera keeps to. *eye* is the height of eye level.
    """

    hold: tuple[V3, ...]
    anchor: V3
    room: float
    foot: float
    x: float
    span: float
    eye: float
    whole: bool
    side: float = 0.025


@dataclass(frozen=True, slots=True)
class Limits:
    """How far back the camera may go, in metres, and the shortest lens it may take for that."""

    back: float = 400.0
    shortest: float = 16.0


_STEEP = {"overhead": -72.0, "aerial": -25.0}


def solved(setup: Setup, frame: Frame, limits: Limits) -> Camera:
    """The camera that holds the frame: by its distance, and where that is barred by its lens."""
    focal = focal_pixels(setup.lens, setup.width, setup.height)
    pitch = setup.angle if setup.angle else _STEEP.get(setup.level, 0.0)
    if pitch > 0:
        return _upward(setup, frame, focal, pitch)
    if pitch < 0:
        back = limits.back if pitch > -12 else 400.0
        return _fit(setup, frame, focal, _Line(pitch, pitch, None, CLOSE, back), limits)
    eye = _height(setup, frame)
    if setup.near_tilt and not frame.whole:
        leaning = replace(setup, angle=setup.near_tilt)
        return solved(leaning, frame, limits)
    lens = _fit(setup, frame, focal, _Line(0.0, 0.0, eye, CLOSE, limits.back), limits)
    drop = abs(lens.centre[1] / setup.height - 0.5)
    if drop < 0.42:
        return lens
    far = max(0.5, lens.depth(_aim(frame)))
    tilt = degrees(atan2(_aim(frame)[1] - eye, far)) * (1 - 0.3 / drop)
    return _fit(setup, frame, focal, _Line(tilt, 0.0, eye, CLOSE, limits.back), limits)


def _height(setup: Setup, frame: Frame) -> float:
    share = LEVELS.get(setup.level)
    return max(GROUND, frame.eye if share is None else share)


def _aim(frame: Frame) -> V3:
    ys = [p[1] for p in frame.hold]
    return frame.anchor[0], (max(ys) + min(ys)) / 2, frame.anchor[2]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of sight: how the camera is tilted, from where it comes, its height if that is set."""

    pitch: float
    rise: float  # degrees by which the line from the camera to the aim climbs
    eye: float | None
    near: float
    back: float


def _fit(setup: Setup, frame: Frame, focal: float, line: _Line, limits: Limits) -> Camera:
    aim = _aim(frame)
    near = max(line.near, line.near + _bulge(setup, frame, aim))
    back = max(near, line.back)
    distance = max(near, min(back, frame.span * focal / setup.height))
    for _ in range(14):
        lens = _stand(setup, aim, distance, focal, line)
        grow = _demand(lens, frame, distance)
        wanted = max(near, min(back, distance * grow))
        if abs(wanted / distance - 1) < 0.002:
            break
        distance = wanted
    lens = _stand(setup, aim, distance, focal, line)
    grow = _demand(lens, frame, distance)
    if abs(grow - 1) > 0.01:
        least = focal_pixels(limits.shortest, setup.width, setup.height)
        short = focal / grow
        if short < least < focal:  # the wall must go instead
            return _fit(setup, frame, least, replace(line, back=400.0), Limits())
        lens = _stand(setup, aim, distance, short, line)
    return _laid(lens, frame)


def _bulge(setup: Setup, frame: Frame, aim: V3) -> float:
    """How far anything to be held stands out of the aim towards the camera, metres."""
    a = radians(setup.azimuth)
    return max(-((p[0] - aim[0]) * sin(a) + (p[2] - aim[2]) * cos(a)) for p in frame.hold)


def _stand(setup: Setup, aim: V3, distance: float, focal: float, line: _Line) -> Camera:
    a, r = radians(setup.azimuth), radians(line.rise)
    eye = (
        aim[0] - sin(a) * cos(r) * distance,
        max(GROUND, aim[1] - sin(r) * distance if line.eye is None else line.eye),
        aim[2] - cos(a) * cos(r) * distance,
    )
    size = (setup.width, setup.height)
    return camera(eye, setup.azimuth, line.pitch, setup.roll, focal, size)


def _demand(lens: Camera, frame: Frame, distance: float) -> float:
    """How many times too small the frame is for what it must hold."""
    points = [lens.at(p) for p in frame.hold]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    tall = (max(ys) - min(ys)) / (1 - frame.room - frame.foot) / lens.height
    anchor = lens.at(frame.anchor)[0]
    left = (anchor - min(xs)) / (frame.x - frame.side) / lens.width
    right = (max(xs) - anchor) / (1 - frame.side - frame.x) / lens.width
    steep: float = abs(sin(radians(lens.pitch))) ** 1.2 * 0.9
    floor = frame.span * lens.focal / max(0.1, distance) / lens.height * steep
    return max(tall, left, right, floor, 1e-3)


def _laid(lens: Camera, frame: Frame) -> Camera:
    """The picture shifted so that heads get their room and the anchor its place."""
    points = [lens.at(p) for p in frame.hold]
    ys = [p[1] for p in points]
    spare = lens.height * (1 - frame.room - frame.foot) - (max(ys) - min(ys))
    share = frame.room / (frame.room + frame.foot) if frame.whole else 0.0
    share = max(share, 0.5) if abs(lens.pitch) > 50 else share
    over = max(0.0, spare - _BELOW * lens.height)  # a narrow frame of many: no empty floor
    share = share if frame.whole or not over else 0.4 * over / spare
    top = frame.room * lens.height + max(0.0, spare) * share
    xs = lens.at(frame.anchor)[0]
    placed = shifted(lens, frame.x * lens.width - xs, top - min(ys))
    return _horizoned(placed, frame) if frame.whole else placed


def _horizoned(lens: Camera, frame: Frame) -> Camera:
    """From above, the figure sinks in the frame if that brings the horizon in."""
    if not -48 < lens.pitch < -6 or lens.roll or frame.room < 0.2:
        return lens
    horizon = lens.centre[1] + lens.focal * tan(radians(lens.pitch))
    low = max(lens.at(p)[1] for p in frame.hold)
    want = 0.1 * lens.height - horizon
    spare = 0.93 * lens.height - low
    return shifted(lens, 0.0, want) if 0 < want <= max(0.0, spare) else lens


def _upward(setup: Setup, frame: Frame, focal: float, pitch: float) -> Camera:
    """Looking up: as steep as asked, unless the ground stops it; then lower, wider, less steep."""
    aim = _aim(frame)
    least = min(focal, focal_pixels(_SHORTEST, setup.width, setup.height))
    lens: Camera | None = None
    for tilt in _gentler(pitch):
        far = (aim[1] - GROUND) / sin(radians(tilt))
        near = max(CLOSE + 0.15, CLOSE + 0.1 + _bulge(setup, frame, aim))
        line = _Line(tilt, tilt, None, near, max(near, far))
        lens = _fit(setup, frame, focal, line, Limits(shortest=0.1))
        if lens.focal >= least * 0.999:
            return lens
    assert lens is not None
    return lens


def _gentler(pitch: float) -> Iterator[float]:
    while pitch > 4:
        yield pitch
        pitch -= 3
    yield 4.0


def looser(lens: Camera, frame: Frame, times: float) -> Camera:
    """The same camera with a shorter lens: everything so many times smaller."""
    middle = (lens.width / 2, lens.height / 2)
    return _laid(replace(lens, focal=lens.focal / times, centre=middle), frame)
