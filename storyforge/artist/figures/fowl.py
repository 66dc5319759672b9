"""A bird through a camera: its numbers, its axes and the sections of its body."""

from __future__ import annotations

from storyforge.artist.body.bird_frame import BIRDS, flight_of, scaled
from storyforge.artist.body.head import Head
from storyforge.artist.figures.actor import Inked
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, cross, minus, times, unit
from storyforge.artist.stage.volume import Section, square

# way from the tail's root to the breast, radius as a share of the girth
_EGG = ((-0.42, 0.3), (-0.2, 0.66), (0.1, 0.93), (0.45, 1.0), (0.8, 0.9), (1.12, 0.6))


class Fowl:
    """A bird through a camera: its numbers, axes and the sections of its body."""

    def __init__(self, d: Inked) -> None:
        self.d = d
        kind, j = d.look.kind, d.joints
        self.form, self.flight = BIRDS[kind], flight_of(d.actor.pose.name)
        self.size = scaled(kind, d.tall)
        self.right: V3 = unit(minus(j["shoulder_r"], j["shoulder_l"]))
        self.axis = unit(minus(j["chest"], j["hip"]))
        self.up = square((0.0, 1.0, 0.0), self.axis)
        self.ahead = cross(self.right, (0.0, 1.0, 0.0))
        face = unit(minus(j["nose"], j["head"]))
        crown = square((0.0, 1.0, 0.0), face)
        tall = self.form.head * 2 * self.size
        self.head = Head(j["head"], cross(crown, face), crown, face, tall, d.lens)
        self.body = self._body()

    def _body(self) -> list[Section]:
        j, r = self.d.joints, self.form.girth * self.size * (0.5 + 0.5 * self.d.look.broad)
        return [
            Section(
                between(j["hip"], j["chest"], t),
                times(self.right, r * k * 0.92),
                times(self.up, r * k),
            )
            for t, k in _EGG
        ]

    @property
    def spread(self) -> bool:
        """Whether the wings are open."""
        return self.flight.wings > 0.2
