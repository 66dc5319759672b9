"""A skull in space: where its points fall on the picture however it is turned."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from storyforge.artist.ink.hand import P2
from storyforge.artist.stage.camera import V3, Camera


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

    def inward(self, point: V3) -> V3:
        """A point of the stage in head units."""
        d = (point[0] - self.at[0], point[1] - self.at[1], point[2] - self.at[2])
        axes = (self.right, self.up, self.ahead)
        x, y, z = (sum(d[n] * axis[n] for n in range(3)) / self.tall for axis in axes)
        return x, y, z

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


def tilted(head: Head, roll: float, nod: float) -> Head:
    """The head leant to its right by *roll* and raised by *nod* degrees, on its own neck."""
    pivot = (0.0, -0.42, -0.06)
    foot = head.spot(*pivot)
    a, p = radians(roll), radians(nod)
    right = _blend(head.right, cos(a), head.up, -sin(a))
    side = _blend(head.up, cos(a), head.right, sin(a))
    ahead = _blend(head.ahead, cos(p), side, sin(p))
    up = _blend(side, cos(p), head.ahead, -sin(p))
    turned = Head(head.at, right, up, ahead, head.tall, head.lens)
    now = turned.spot(*pivot)
    at = (
        head.at[0] + foot[0] - now[0],
        head.at[1] + foot[1] - now[1],
        head.at[2] + foot[2] - now[2],
    )
    return Head(at, right, up, ahead, head.tall, head.lens)


def _blend(a: V3, p: float, b: V3, q: float) -> V3:
    return a[0] * p + b[0] * q, a[1] * p + b[1] * q, a[2] * p + b[2] * q
