"""Somebody on the stage, and the same one seen through a camera: joints in pixels, paints lit."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin

from storyforge.artist.camera import V3, Camera
from storyforge.artist.canvas import Canvas, tone
from storyforge.artist.colour import RGB, luma, mix, scale
from storyforge.artist.hand import Circle, hull
from storyforge.artist.light import Light
from storyforge.artist.look import Look
from storyforge.artist.pose import Body, Joints, Pose, placed, skeleton


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody on the stage: a look in a pose at a spot, facing *yaw* (0 is +z), with a feeling."""

    look: Look
    pose: Pose
    at: V3
    yaw: float
    mood: str = ""
    dim: float = 0.0  # 1 is a silhouette

    def joints(self) -> Joints:
        """The joints on the stage, metres."""
        return placed(skeleton(self.body, self.pose), self.at, self.yaw)

    @property
    def body(self) -> Body:
        """The proportions behind the look."""
        return Body(self.look.height, self.look.child, self.look.broad)


_PAINTS = {
    "skin": "skin",
    "hair": "hair",
    "beard": "hair",
    "cloth": "cloth",
    "legs": "legs",
    "shoes": "shoes",
    "accent": "accent",
    "hat": "felt",
    "bib": "bib",
}


class Drawn:
    """One actor seen through one camera, ready to be inked."""

    def __init__(self, canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
        self.canvas, self.lens, self.light, self.actor = canvas, lens, light, actor
        self.joints = actor.joints()
        self.look = actor.look
        self.tall = actor.look.height
        depth = lens.depth(self.joints["chest"])
        self.scale = lens.size(self.joints["chest"])
        self.large = self.scale * self.tall / canvas.unit  # pixels of a standing figure at 720
        self.paint = {
            name: self._lit(getattr(actor.look, part), depth, name == "skin")
            for name, part in _PAINTS.items()
        }
        self.weight = max(0.8, min(2.5, self.large / 300))
        aside = sum(light.key[k] * lens.axes[0][k] for k in range(3))
        self.away = -1.0 if aside > 0 else 1.0
        self.code = tone(1, 0 if self.away > 0 else 1)

    def _lit(self, colour: RGB, depth: float, skin: bool) -> RGB:
        shone = self.light.on(scale(colour, 1.06), None, depth * 0.3)
        if skin:  # a face is read first: it never sinks below the middle
            shone = mix(shone, scale(colour, 1.04), 0.55 if luma(shone) < 130 else 0.2)
        elif self.light.dark:
            shone = mix(shone, colour, 0.3)
        return mix(shone, scale(self.light.haze, 0.3), self.actor.dim)

    def circle(self, name: str, radius: float, other: str = "", share: float = 0.0) -> Circle:
        """A ball of *radius* (share of the figure's height) at a joint or between two."""
        p = self.between(name, other, share) if other else self.joints[name]
        x, y = self.lens.at(p)
        return x, y, radius * self.tall * self.lens.size(p)

    def between(self, name: str, other: str, share: float) -> V3:
        """The point at *share* of the way from one joint to another, metres."""
        p, q = self.joints[name], self.joints[other]
        return (
            p[0] + (q[0] - p[0]) * share,
            p[1] + (q[1] - p[1]) * share,
            p[2] + (q[2] - p[2]) * share,
        )

    def toward(self) -> float:
        """How much the chest faces the camera, -1..1."""
        a = radians(self.actor.yaw)
        chest, eye = self.joints["chest"], self.lens.eye
        dx, dz = eye[0] - chest[0], eye[2] - chest[2]
        return (sin(a) * dx + cos(a) * dz) / max(0.01, hypot(dx, dz))

    def nearer(self, name: str) -> float:
        """Metres by which a joint is nearer to the camera than the chest."""
        return self.lens.depth(self.joints["chest"]) - self.lens.depth(self.joints[name])

    def shade(self, circles: list[Circle], colour: RGB) -> None:
        """The strip of a limb that the light does not reach."""
        if self.large < 60:
            return
        strip = hull([(x + self.away * r * 0.5, y, r * 0.52) for x, y, r in circles])
        self.canvas.wash(strip, scale(colour, 0.83), self.code)
