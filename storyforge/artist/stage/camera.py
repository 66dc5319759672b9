"""A camera in metres: it stands, looks, tilts and rolls, and turns the stage into a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from storyforge.artist.ink.hand import P2

V3 = tuple[float, float, float]

NEAR = 0.12


@dataclass(frozen=True, slots=True)
class Camera:
    """Position *eye* in metres; *focal* in pixels per unit tangent; *centre* is the optical axis.

    Azimuth 0 looks along +z with +x to the right; *pitch* is positive looking up; degrees.
    """

    eye: V3
    azimuth: float
    pitch: float
    roll: float
    focal: float
    width: int
    height: int
    centre: P2
    axes: tuple[V3, V3, V3] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

    def view(self, point: V3) -> V3:
        """The point as right, up, forward of the camera, in metres."""
        x, y, z = point[0] - self.eye[0], point[1] - self.eye[1], point[2] - self.eye[2]
        r, u, f = self.axes
        return (
            x * r[0] + y * r[1] + z * r[2],
            x * u[0] + y * u[1] + z * u[2],
            x * f[0] + y * f[1] + z * f[2],
        )

    def depth(self, point: V3) -> float:
        """Metres along the line of sight; negative behind the camera."""
        (x, y, z), (fx, fy, fz) = self.eye, self.axes[2]
        return (point[0] - x) * fx + (point[1] - y) * fy + (point[2] - z) * fz

    def screen(self, seen: V3) -> P2:
        """Camera coordinates to pixels; points nearer than NEAR are taken at NEAR."""
        k = self.focal / max(NEAR, seen[2])
        return self.centre[0] + seen[0] * k, self.centre[1] - seen[1] * k

    def at(self, point: V3) -> P2:
        """A point of the stage in pixels."""
        return self.screen(self.view(point))

    def size(self, point: V3) -> float:
        """Pixels per metre at that point's depth."""
        return self.focal / max(NEAR, self.depth(point))

    def polygon(self, points: Sequence[V3]) -> list[P2]:
        """A flat shape in pixels, cut at the near plane; empty when wholly behind the camera."""
        (ex, ey, ez), ((rx, ry, rz), (ux, uy, uz), (fx, fy, fz)) = self.eye, self.axes
        (cx, cy), focal = self.centre, self.focal
        out = []
        for px, py, pz in points:
            x, y, z = px - ex, py - ey, pz - ez
            depth = x * fx + y * fy + z * fz
            if depth < NEAR:
                return [self.screen(v) for v in _near([self.view(p) for p in points])]
            k = focal / depth
            across, up = x * rx + y * ry + z * rz, x * ux + y * uy + z * uz
            out.append((cx + across * k, cy - up * k))
        return out

    def path(self, points: Sequence[V3]) -> list[P2]:
        """A line in pixels: only its first stretch in front of the camera."""
        out: list[P2] = []
        last: V3 | None = None
        for v in (self.view(p) for p in points):
            if last is not None and (last[2] < NEAR) != (v[2] < NEAR):
                out.append(self.screen(_cross(last, v)))
            if v[2] >= NEAR:
                out.append(self.screen(v))
            last = v
        return out


def camera(
    eye: V3, azimuth: float, pitch: float, roll: float, focal: float, size: tuple[int, int]
) -> Camera:
    """A camera with its axes worked out; angles in degrees, *size* in pixels."""
    a, p, r = radians(azimuth), radians(pitch), radians(roll)
    right = (cos(a), 0.0, -sin(a))
    forward = (sin(a) * cos(p), sin(p), cos(a) * cos(p))
    up = (-sin(a) * sin(p), cos(p), -cos(a) * sin(p))
    turned = tuple(right[k] * cos(r) + up[k] * sin(r) for k in range(3))
    raised = tuple(up[k] * cos(r) - right[k] * sin(r) for k in range(3))
    axes = ((turned[0], turned[1], turned[2]), (raised[0], raised[1], raised[2]), forward)
    return Camera(
        eye, azimuth, pitch, roll, focal, size[0], size[1], (size[0] / 2, size[1] / 2), axes
    )


def shifted(lens: Camera, dx: float, dy: float) -> Camera:
    """The same camera with its picture moved by pixels, as a view camera shifts its lens."""
    return replace(lens, centre=(lens.centre[0] + dx, lens.centre[1] + dy))


def focal_pixels(millimetres: float, width: int, height: int) -> float:
    """Pixels per unit tangent: the frame is cut from 36 x 24 mm, upright frames from 24 x 36."""
    ratio = width / height
    across, tall = (36.0, 24.0) if ratio >= 1 else (24.0, 36.0)
    used = min(tall, across / ratio)
    return millimetres / used * height


def _near(seen: Sequence[V3]) -> list[V3]:
    out: list[V3] = []
    for k, b in enumerate(seen):
        a = seen[k - 1]
        if (a[2] < NEAR) != (b[2] < NEAR):
            out.append(_cross(a, b))
        if b[2] >= NEAR:
            out.append(b)
    return out


def _cross(a: V3, b: V3) -> V3:
    t = (NEAR - a[2]) / (b[2] - a[2])
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, NEAR
