"""The size table as geometry: how far the camera stands so that the edge cuts where it should."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin

from storyforge.artist.body.skeleton import Joints
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3, Camera, camera, focal_pixels, shifted


@dataclass(frozen=True, slots=True)
class Size:
    """*span*: frame height in heads (close sizes) or standing heights; *lens* in millimetres.

    *room*: share of the frame above the head; *foot*: share below the feet for whole figures.
    """

    span: float
    lens: float
    close: bool = False
    room: float = 0.09
    foot: float = -1.0


SIZES: dict[str, Size] = {
    "ECU": Size(0.62, 90, True, -0.5),
    "BCU": Size(1.0 / 0.95, 85, True, 0.0),
    "CU": Size(1.0 / 0.62, 75, True, 0.07),
    "MCU": Size(1.0 / 0.42, 65, True, 0.08),
    "MS": Size(1.0 / 2.05, 50, False, 0.085),
    "COW": Size(1.0 / 1.45, 45, False, 0.09),
    "MLS": Size(1.0 / 1.2, 40, False, 0.085),
    "FS": Size(1.0 / 0.85, 35, False, 0.08, 0.07),
    "LS": Size(1.0 / 0.5, 32, False, 0.3, 0.18),
    "MASTER": Size(1.0 / 0.46, 30, False, 0.3, 0.2),
    "ELS": Size(1.0 / 0.27, 28, False, 0.5, 0.2),
    "ES": Size(1.0 / 0.17, 26, False, 0.6, 0.2),
}
LEVELS: dict[str, float] = {
    "ground": 0.22,
    "knee": 0.5,
    "hip": 0.95,
    "chest": 1.28,
    "shoulder": 1.45,
}
_STEEP = {"overhead": -68.0, "aerial": -42.0}


@dataclass(frozen=True, slots=True)
class Window:
    """What the frame must hold at the subject's distance: metres above the ground, and its axis."""

    top: float
    bottom: float
    middle: V3
    eye: float


def window_for(size: Size, actor: Actor, joints: Joints) -> Window:
    """The stretch of the subject between the size's headroom and its cut line."""
    head = joints["head"]
    half = actor.body.head * 0.5
    crown = head[1] + half
    tall = max(p[1] for p in joints.values()) + half
    low = min(p[1] for p in joints.values())
    if size.close:
        span = size.span * actor.body.head
        top = crown + size.room * span
        if size.room < 0:
            top = head[1] + half * 0.08 + span / 2
    elif size.foot < 0:
        span = size.span * actor.look.height
        top = max(crown, 0.0) + size.room * span
    else:
        body = max(tall - low, actor.look.height * 0.62)
        span = body * size.span
        top = low - size.foot * span + span
    chest = joints["chest"] if not size.close else head
    return Window(top, top - span, (chest[0], top - span / 2, chest[2]), head[1] + half * 0.06)


@dataclass(frozen=True, slots=True)
class Setup:
    """The camera as asked for: degrees, millimetres, names of levels, pixels."""

    azimuth: float
    angle: float
    level: str
    roll: float
    lens: float
    width: int
    height: int

    @property
    def near_tilt(self) -> float:
        """Degrees by which a very wide lens, close to people, looks down on them unasked."""
        return 0.0 if self.level or self.lens >= 23 else self.lens - 24


def set_camera(setup: Setup, window: Window, wide: float = 0.0) -> Camera:
    """The camera that fills its frame with the window; *wide* metres must fit across as well."""
    focal = focal_pixels(setup.lens, setup.width, setup.height)
    span = max(window.top - window.bottom, wide * setup.height / setup.width)
    distance = span * focal / setup.height
    pitch = setup.angle if setup.angle else _STEEP.get(setup.level, 0.0)
    distance = max(distance, 12.0) if setup.level == "aerial" and not setup.angle else distance
    middle = window.middle
    if span > window.top - window.bottom + 1e-9:
        middle = (
            middle[0],
            window.top - span / 2 + (span - window.top + window.bottom) * 0.5,
            middle[2],
        )
    if pitch:
        distance *= 1 + (0.45 * abs(sin(radians(pitch))) if span > 1.6 else 0.0)
        return _tilted(setup, middle, distance, pitch, focal)
    eye_y = LEVELS.get(
        setup.level,
        window.eye if span < 1.3 else min(window.eye, 1.62) * (0.9 if span < 3 else 1.0),
    )
    eye = _back(middle, setup.azimuth, 0.0, distance)
    lens = camera(
        (eye[0], eye_y, eye[2]), setup.azimuth, 0.0, setup.roll, focal, (setup.width, setup.height)
    )
    x, y = lens.at(middle)
    limit = setup.height * 0.8
    dy = max(-limit, min(limit, setup.height / 2 - y))
    return shifted(lens, setup.width / 2 - x, dy)


def _back(middle: V3, azimuth: float, pitch: float, distance: float) -> V3:
    a, p = radians(azimuth), radians(pitch)
    return (
        middle[0] - sin(a) * cos(p) * distance,
        middle[1] - sin(p) * distance,
        middle[2] - cos(a) * cos(p) * distance,
    )


def _tilted(setup: Setup, middle: V3, distance: float, pitch: float, focal: float) -> Camera:
    """A camera looking up or down; near the ground it comes closer and takes a shorter lens."""
    low = 0.2
    if pitch > 0 and middle[1] - sin(radians(pitch)) * distance < low:
        nearer = distance * 0.6
        rise = max(0.0, min(0.8, (middle[1] - low) / nearer))
        focal, distance = focal * nearer / distance, nearer
        pitch = min(pitch, degrees(asin(rise)))
    eye = _back(middle, setup.azimuth, pitch, distance)
    eye = (eye[0], max(low, eye[1]), eye[2])
    lens = camera(eye, setup.azimuth, pitch, setup.roll, focal, (setup.width, setup.height))
    x, y = lens.at(middle)
    return shifted(lens, setup.width / 2 - x, setup.height / 2 - y)
