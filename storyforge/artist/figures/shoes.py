"""Shoes and boots: a sole that lies on the ground, a heel, a vamp that rises to the ankle."""

from __future__ import annotations

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import P2, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube

# the footprint: way from heel to toe in shares of the foot, half width as a share of the height
_PRINT = (
    (-0.24, 0.006),
    (-0.16, 0.0145),
    (0.1, 0.0165),
    (0.45, 0.015),
    (0.8, 0.0205),
    (1.02, 0.019),
    (1.2, 0.012),
    (1.27, 0.004),
)


def draw_shoe(d: Drawn, side: str) -> None:
    """One shoe, seen from wherever the camera is."""
    heel, toe, ankle = (d.joints[name + side] for name in ("heel_", "toe_", "ankle_"))
    ahead = unit(minus(toe, heel))
    up = square(minus(ankle, heel), ahead)
    across = cross(up, ahead)
    h = d.tall

    def outline(rise: float, grow: float, low: float = -1.0, high: float = 2.0) -> list[P2]:
        spots: list[V3] = []
        for way, wide in _PRINT:
            if low <= way <= high:
                at = plus(plus(heel, minus(toe, heel), way), up, rise * h)
                spots += [plus(at, across, side * wide * grow * h) for side in (-1, 1)]
        return [d.lens.at(p) for p in spots]

    instep = Section(
        plus(plus(heel, minus(toe, heel), 0.42), up, 0.026 * h),
        times(across, 0.0175 * h),
        times(up, 0.013 * h),
    )
    collar = Section(plus(ankle, up, 0.006 * h), times(across, 0.0215 * h), times(ahead, 0.024 * h))
    colour = d.paint["shoes"]
    sole = taut([*outline(-0.012, 1.06), *outline(-0.003, 1.06)])
    d.mass([sole], scale(colour, 0.6), 0.8)
    back = taut([*outline(-0.004, 1.0, high=0.5), *collar.seen(d.lens)])
    middle = taut([*instep.seen(d.lens), *collar.seen(d.lens)])
    vamp = taut([*instep.seen(d.lens), *outline(-0.004, 1.0, 0.4), *outline(0.01, 0.8, 0.7, 1.21)])
    d.canvas.union([back, middle, vamp], colour, d.weight * 0.7)
    if d.large > 240:
        laces = [instep.spot(a, 1.02) for a in (0.5, 1.57, 2.64)]
        d.crease(laces, 0.7, 200)


# way up the shaft, radius as a share of the height
_SHAFT = ((0.0, 0.0225), (0.3, 0.0255), (0.65, 0.031), (1.0, 0.034))
_TIGHT = 0.5  # shafts above this share of the shin flare a little at the top


def shaft(d: Drawn, side: str) -> list[Section]:
    """The leg of a boot from its top down to the ankle; empty for a shoe."""
    tall = d.look.boots
    knee, ankle = d.joints["knee_" + side], d.joints["ankle_" + side]
    if not tall:
        return []
    girth = (0.45 + 0.55 * d.look.broad) * (0.94 if d.look.child else 1.0) * d.tall
    down = unit(minus(ankle, knee))
    back = square(minus(d.joints["heel_" + side], d.joints["toe_" + side]), down)
    stops = []
    for way, radius in reversed(_SHAFT):
        wide = radius if tall > _TIGHT else min(radius, 0.029)
        at = plus(between(ankle, knee, 0.02 + way * tall), back, 0.006 * way * tall * d.tall)
        stops.append((at, wide * girth))
    return tube(d.lens.eye, stops)


def draw_shaft(d: Drawn, side: str) -> None:
    """The leg of a boot over the trouser or the stocking."""
    sections = shaft(d, side)
    if not sections:
        return
    colour = d.paint["shoes"]
    d.mass(loft(d.lens, sections), colour, 0.9)
    d.shade(sections, colour)
    if d.large > 160:
        for ring in (sections[0], sections[-1]):
            d.crease([ring.spot(a, 0.95) for a in (0.3, 0.9, 1.57, 2.2, 2.8)], 0.8, 190)
