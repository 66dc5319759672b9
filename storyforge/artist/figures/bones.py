"""The trunk of a skeleton, and the spine that all who stand like a human have."""

from __future__ import annotations

from storyforge.artist.figures.actor import Inked
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, length, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube


def front(d: Inked) -> float:
    """How much the breast is turned to us, -1..1."""
    right = minus(d.joints["shoulder_r"], d.joints["shoulder_l"])
    spine = minus(d.joints["neck"], d.joints["hip"])
    return d.faces(d.joints["chest"], unit(cross(unit(right), unit(spine))))


def spine_at(d: Inked, t: float) -> tuple[V3, V3, V3]:
    """A point of the spine and the figure's right and ahead there."""
    j = d.joints
    low, high = minus(j["hip_r"], j["hip_l"]), minus(j["shoulder_r"], j["shoulder_l"])
    spine = unit(minus(j["neck"], j["hip"]))
    s = max(0.0, min(1.0, t))
    at = (
        between(j["hip"], j["chest"], s / 0.62)
        if s < 0.62
        else between(j["chest"], j["neck"], (s - 0.62) / 0.38)
    )
    at = plus(at, spine, (t - s) * length(minus(j["neck"], j["hip"])))
    right = square(between(unit(low), unit(high), s), spine)
    return at, right, cross(right, spine)


def draw_ribs(d: Inked) -> None:
    """Spine, ribs, collar bones and pelvis."""
    j, k, colour = d.joints, d.tall, d.paint["cloth"]
    back = front(d) < 0

    def spine() -> None:
        row = [(_at(d, t, -0.3), 0.013 * k) for t in (0.0, 0.3, 0.6, 0.9)] + [
            (j["neck"], 0.012 * k),
            (j["head"], 0.012 * k),
        ]
        d.mass(loft(d.lens, tube(d.lens.eye, row)), colour, 0.8)

    if not back:
        spine()
    at, right, ahead = spine_at(d, 0.0)
    hip = Section(plus(at, (0, 0.02 * k, 0)), times(right, 0.075 * k), times(ahead, 0.05 * k))
    low = Section(plus(at, (0, -0.035 * k, 0)), times(right, 0.05 * k), times(ahead, 0.035 * k))
    d.mass(loft(d.lens, [low, hip]) or [hip.seen(d.lens)], colour)
    sign = 1.0 if not back else -1.0
    for t, wide in (
        (0.5, 0.068),
        (0.58, 0.078),
        (0.66, 0.084),
        (0.74, 0.084),
        (0.82, 0.078),
        (0.9, 0.062),
    ):
        mid, side, ahead = spine_at(d, t)
        for s in (-1.0, 1.0):
            arc = []
            for a, b in ((0.05, 1.0), (0.6, 0.86), (1.0, 0.3), (0.92, -0.3), (0.3, -0.8)):
                if back and b > 0.5:
                    continue
                p = plus(plus(mid, side, s * a * wide * k), ahead, b * 0.062 * k)
                arc.append((plus(p, (0, -0.02 * k * max(0.0, b), 0)), 0.0085 * k))
            if not back:
                arc = arc[:4]
            d.mass(loft(d.lens, tube(d.lens.eye, arc)), colour, 0.7)
    if back:
        spine()
    else:
        rod = tube(d.lens.eye, [(_at(d, 0.54, 1.0), 0.011 * k), (_at(d, 0.94, 0.9), 0.015 * k)])
        d.mass(loft(d.lens, rod), colour, 0.7)
    for side_ in "lr":
        row = [(_at(d, 0.95, 0.6 * sign), 0.011 * k), (j["shoulder_" + side_], 0.013 * k)]
        d.mass(loft(d.lens, tube(d.lens.eye, row)), colour, 0.7)
        blade = [(j["hip_" + side_], 0.02 * k), (at, 0.02 * k)]
        d.mass(loft(d.lens, tube(d.lens.eye, blade)), colour, 0.7)


def _at(d: Inked, t: float, forward: float) -> V3:
    at, _, ahead = spine_at(d, t)
    return plus(at, ahead, forward * 0.055 * d.tall)
