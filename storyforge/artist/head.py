"""A skull in space: where its points fall on the picture however it is turned."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from storyforge.artist.camera import V3, Camera
from storyforge.artist.hand import P2


@dataclass(frozen=True, slots=True)
class Head:
    """Where a head is and how it is turned: centre, its right, up and forward, its height (m)."""

    at: V3
    right: V3
    up: V3
    ahead: V3
    tall: float
    lens: Camera

    def spot(self, x: float, y: float, z: float) -> V3:
        """A point in head units (1 is the head's height): right, up, forward of its centre."""
        k = self.tall
        return (
            self.at[0] + (self.right[0] * x + self.up[0] * y + self.ahead[0] * z) * k,
            self.at[1] + (self.right[1] * x + self.up[1] * y + self.ahead[1] * z) * k,
            self.at[2] + (self.right[2] * x + self.up[2] * y + self.ahead[2] * z) * k,
        )

    def on(self, x: float, y: float, z: float) -> P2:
        """The same point in pixels."""
        return self.lens.at(self.spot(x, y, z))

    def ball(self, x: float, y: float, z: float, radius: float) -> tuple[float, float, float]:
        """A ball of the head as a circle on the picture."""
        px, py = self.on(x, y, z)
        return px, py, radius * self.size

    @property
    def size(self) -> float:
        """Pixels from crown to chin when seen from the front."""
        return self.tall * self.lens.size(self.at)

    def toward(self, x: float, y: float, z: float) -> float:
        """How much a direction of the head points at the camera, -1..1."""
        e, a = self.lens.eye, self.at
        v = (e[0] - a[0], e[1] - a[1], e[2] - a[2])
        n = sqrt(v[0] ** 2 + v[1] ** 2 + v[2] ** 2) or 1.0
        d = [self.right[k] * x + self.up[k] * y + self.ahead[k] * z for k in range(3)]
        return (d[0] * v[0] + d[1] * v[1] + d[2] * v[2]) / n


def head_at(at: V3, yaw: float, nod: float, tall: float, lens: Camera) -> Head:
    """A head facing *yaw* (0 is +z), raised by *nod* degrees."""
    a, p = radians(yaw), radians(nod)
    right = (cos(a), 0.0, -sin(a))
    ahead = (sin(a) * cos(p), sin(p), cos(a) * cos(p))
    up = (-sin(a) * sin(p), cos(p), -cos(a) * sin(p))
    return Head(at, right, up, ahead, tall, lens)
