"""One face at work: where it is drawn, whose it is, what it feels, and points on its skin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyforge.artist.body.face import Acting
from storyforge.artist.body.head import Head
from storyforge.artist.body.look import Look
from storyforge.artist.body.skull import surface
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import RGB, luma, mix
from storyforge.artist.ink.hand import P2, smooth, taper
from storyforge.artist.ink.silhouette import Silhouette
from storyforge.artist.stage.camera import V3

_DARK = 112  # skins below this grey show their lines by a light beside them


@dataclass(frozen=True, slots=True)
class Sitter:
    """A head being drawn; *detail* is its height in pixels of a 1280 x 720 panel."""

    canvas: Canvas
    head: Head
    look: Look
    act: Acting
    paint: dict[str, RGB]
    gaze: V3  # where the eyes look, in the head's own directions
    key: V3  # whence the light comes, on the stage
    code: int  # the hatch of its shadows
    weight: float
    detail: float
    edge: Silhouette | None = None  # of the face, when it is known

    def skin(self, x: float, y: float, lift: float = 0.0) -> V3:
        """The spot of the skin straight before (x, y), *lift* off it."""
        px, py, pz = surface(self.look.face, x, y, self.act.gape)
        return px, py, pz + lift

    def faces(self, x: float, y: float) -> float:
        """How squarely the skin there faces the camera, -1..1."""
        here, aside, below = self.skin(x, y), self.skin(x + 0.02, y), self.skin(x, y - 0.02)
        nx, ny = (here[2] - aside[2]) / 0.02, (below[2] - here[2]) / 0.02
        size = (nx * nx + ny * ny + 1.0) ** 0.5
        return self.head.toward(nx / size, ny / size, 1 / size)

    def path(self, spots: Sequence[P2], limit: float = 0.0, pen: float = 0.0) -> list[P2]:
        """Pixels of a line on the skin: its longest stretch that faces the camera.

        *pen* is half the width in pixels of what draws it: it ends so much before the edge.
        """
        best: list[P2] = []
        run: list[P2] = []
        last: P2 | None = None
        for spot in spots:
            seen = self._seen(spot, limit, pen)
            if last is not None and (seen is None) == bool(run):
                end = self._end(last, spot, limit, pen)
                run += [end] if end is not None else []
            if seen is not None:
                run.append(seen)
            else:
                best, run = max(best, run, key=len), []
            last = spot
        return max(best, run, key=len)

    def _seen(self, spot: P2, limit: float, pen: float) -> P2 | None:
        """A spot of the skin in pixels, or None when it is turned away or beyond the edge."""
        if self.faces(*spot) <= limit:
            return None
        at = self.head.on(*self.skin(*spot, 0.004))
        return at if self.edge is None or self.edge.room(at) > pen else None

    def _end(self, a: P2, b: P2, limit: float, pen: float) -> P2 | None:
        """Where between a seen and an unseen spot the skin passes out of sight."""
        near, far = (a, b) if self._seen(a, limit, pen) is not None else (b, a)
        for _ in range(4):
            middle = (near[0] + far[0]) / 2, (near[1] + far[1]) / 2
            near, far = (middle, far) if self._seen(middle, limit, pen) else (near, middle)
        return self._seen(near, limit, pen)

    def within(self, shape: Sequence[P2], least: float = 0.0) -> list[P2]:
        """A shape in pixels that does not leave the face."""
        return self.edge.within(shape, least) if self.edge is not None else list(shape)

    def stroke(self, spots: Sequence[P2], weight: float, value: int = 255) -> None:
        """A line on the skin, as far as it faces the camera."""
        pen = 0.5 * weight * self.weight * self.canvas.unit
        self.ink(self.path(spots, 0.0, pen), weight, value)

    def ink(self, path: Sequence[P2], weight: float, value: int = 255) -> None:
        """A line on the face; on dark skin it has a light along its lower side."""
        if len(path) < 2:
            return
        few = self.canvas.manner.steps > 0  # a faint light would fall between two greys
        if self.detail > 40 and luma(self.paint["skin"]) < _DARK and (value > 150 or not few):
            size = max(1.1, 1.2 * self.weight) * self.canvas.unit
            low = [(x + 0.5 * size, y + size) for x, y in path]
            fine = smooth(smooth(low, False), False) if len(low) > 2 else low
            pale = mix(self.paint["skin"], (255, 226, 198), 0.6 if few else 0.42)
            share = 0.9 if few else 0.1 + 0.45 * value / 255
            self.canvas.shadow(taper(fine, size * 1.3), pale, share)
        self.canvas.stroke(path, weight * self.weight, value)
