"""The head of a beast in space: where its points fall on the picture."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.artist.body.head import Head
from storyforge.artist.body.quadruped_frame import Stance
from storyforge.artist.body.quadruped_kinds import Frame
from storyforge.artist.figures.actor import Inked
from storyforge.artist.ink.hand import P2
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import times
from storyforge.artist.stage.volume import Section


@dataclass(frozen=True, slots=True)
class Muzzle:
    """The head of a beast as it is drawn: units are lengths of the head from skull to nose."""

    d: Inked
    head: Head  # its centre is the middle of the skull
    frame: Frame
    stance: Stance
    gape: float
    seam: tuple[P2, ...] = ()  # what hides the line between the skull and the neck

    @property
    def detail(self) -> float:
        """Pixels of its length at 720 lines."""
        return float(self.head.size / self.d.canvas.unit)

    def ring(self, z: float, y: float, wide: float, tall: float) -> Section:
        """A cut across the head."""
        h, k = self.head, self.head.tall
        return Section(h.spot(0.0, y, z), times(h.right, wide * k), times(h.up, tall * k))

    def on(self, *spots: V3) -> list[P2]:
        """Points of the head in pixels."""
        return [self.head.on(*s) for s in spots]
