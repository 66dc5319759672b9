"""Somebody on the stage, and the same one seen through a camera: joints in pixels, paints lit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin

from storyforge.artist.body.anatomy import body_of, creature
from storyforge.artist.body.look import Look
from storyforge.artist.body.posture import Pose
from storyforge.artist.body.skeleton import Body, Joints, placed, skeleton
from storyforge.artist.body.species import SPECIES
from storyforge.artist.figures.garment import PALER, garment
from storyforge.artist.figures.skirt import skirt_of
from storyforge.artist.figures.trunk import trunk_of
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, Circle
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.stage import Spot
from storyforge.artist.stage.vector import dot, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, gloomy


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody on the stage: a look in a pose at a spot, facing *yaw* (0 is +z), with a feeling."""

    look: Look
    pose: Pose
    at: V3
    yaw: float
    mood: str = ""
    dim: float = 0.0  # 1 is a silhouette
    looks_at: V3 | None = None  # the spot of the stage the eyes seek
    spot: Spot | None = None  # where in the place somebody sits, lies or leans

    def joints(self) -> Joints:
        """The joints on the stage, metres."""
        posed = _posed(self.look.kind, self.look.height, self.body, self.pose)
        return placed(posed, self.at, self.yaw)

    @property
    def creature(self) -> bool:
        """Whether it is built otherwise than a human: on four legs, with wings, with fins …"""
        return bool(self.look.kind) and SPECIES[self.look.kind].family not in ("", "effigy")

    @property
    def body(self) -> Body:
        """The proportions behind the look."""
        if self.look.kind:
            return body_of(self.look.kind, self.look.height, self.look.child, self.look.broad)
        return Body(self.look.height, self.look.child, self.look.broad)


@lru_cache(maxsize=128)
def _posed(kind: str, height: float, body: Body, pose: Pose) -> Joints:
    """The joints on the spot, asked for again and again while a camera is sought."""
    return creature(kind, height, body, pose) if kind else skeleton(body, pose)


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
_LINEN = (236, 230, 218)


_PALEST: RGB = (255, 240, 226)
_LEAST = 114  # a grey towards which the darkest skins are drawn


class Inked:
    """One actor seen through one camera: what every hand that draws somebody needs."""

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
        self.key = _drawn_key(lens, light)
        self.code = tone(1, 0 if self.away > 0 else 1)

    def _lit(self, colour: RGB, depth: float, skin: bool) -> RGB:
        shone = self.light.on(scale(colour, 1.06), None, depth * 0.3)
        if skin:  # a face is read first: it never sinks below the middle
            shone = mix(shone, scale(colour, 1.04), 0.55 if luma(shone) < 130 else 0.2)
            if self.canvas.manner.steps:  # few greys: lines must still be darker than any skin
                shone = mix(shone, _PALEST, max(0.0, _LEAST - luma(shone)) / 255)
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

    def mass(self, parts: Sequence[Sequence[P2]], colour: RGB, weight: float = 1.0) -> None:
        """Parts of one stuff: one outline round all, pressed harder on the side in shadow."""
        heavy = 1.1 * self.weight * weight * self.canvas.unit * self.canvas.manner.weight
        if self.large > 50:
            for part in parts:
                moved = [(x + self.away * heavy, y + 0.45 * heavy) for x, y in part]
                self.canvas.fill(moved, colour)  # so that paint reaches under the line
                self.canvas.blot(moved)
        self.canvas.union(parts, colour, self.weight * weight * 0.72)

    def shade(self, sections: Sequence[Section], colour: RGB) -> None:
        """The side of something round that the light does not reach."""
        if self.large < 40:
            return
        for shape in gloomy(self.lens, sections, self.key):
            self.canvas.wash(shape, scale(colour, 0.8), self.code)

    def crease(self, points: Sequence[V3], weight: float = 0.8, value: int = 170) -> None:
        """A thin inner line through points of the stage."""
        self.canvas.stroke([self.lens.at(p) for p in points], self.weight * weight, value)

    def faces(self, at: V3, outward: V3) -> float:
        """How much a surface at a point of the stage is turned to us, -1..1."""
        return dot(unit(minus(self.lens.eye, at)), outward)


class Drawn(Inked):
    """A person seen through one camera, dressed, ready to be inked."""

    def __init__(self, canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
        super().__init__(canvas, lens, light, actor)
        linen = self._lit(_LINEN, lens.depth(self.joints["chest"]), False)
        share = PALER.get(actor.look.top, 0.0)
        blouse = actor.look.blouse
        self.paint["upper"] = (
            self._lit(blouse, lens.depth(self.joints["chest"]), False)
            if blouse
            else mix(self.paint["cloth"], linen, share)
        )
        self.cut = garment(actor.look)
        self.trunk = trunk_of(self.joints, actor.look, self.cut.ease, self.cut.waist)
        self.skirt = skirt_of(self.joints, self.trunk, actor.look, self.cut)
        self.view = self._view()

    def _view(self) -> float:
        """Where the camera stands round the trunk, degrees from its front to its right."""
        right, _, ahead = self.trunk.frame(0.6)
        eye = minus(self.lens.eye, self.joints["chest"])
        return degrees(atan2(dot(eye, right), dot(eye, ahead)))


def _drawn_key(lens: Camera, light: Light) -> V3:
    """The light as a draughtsman uses it: from the true side, never flat from the front."""
    right, up, ahead = lens.axes
    aside, high = dot(light.key, right), dot(light.key, up)
    aside = max(0.75, abs(aside)) * (1.0 if aside > 0 else -1.0)
    key = plus(times(right, aside), up, max(0.15, min(0.5, high)))
    return unit(plus(key, ahead, -0.34))
