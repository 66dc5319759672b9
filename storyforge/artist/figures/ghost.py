"""A ghost: a veil that falls from the head, thins out and never reaches the ground."""

from __future__ import annotations

from math import cos, pi, sin

from storyforge.artist.body.head import Head
from storyforge.artist.figures.actor import Inked
from storyforge.artist.ink.colour import mix, scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, plus, times
from storyforge.artist.stage.volume import Section, tube

# way from the crown to where feet would be, radius as a share of the height
_FALL = (
    (0.0, 0.03),
    (0.035, 0.062),
    (0.09, 0.074),
    (0.15, 0.07),
    (0.19, 0.1),
    (0.24, 0.135),
    (0.45, 0.14),
    (0.62, 0.17),
    (0.78, 0.2),
)


def draw_ghost(d: Inked, h: Head) -> None:
    """The whole apparition, pale and lit from within."""
    j, k = d.joints, d.tall
    chest, head = j["chest"], j["head"]
    px, py = d.lens.at(chest)
    d.canvas.glow(px, py, 0.75 * k * d.scale, mix(d.look.cloth, (210, 232, 250), 0.4), 0.5)
    top = h.spot(0, 0.56, 0)
    foot = (j["hip"][0], d.actor.at[1], j["hip"][2])
    sway = between(j["ankle_l"], j["ankle_r"], 0.5)
    foot = between(foot, (sway[0], foot[1], sway[2]), 0.7)
    spine = [top, head, between(j["neck"], chest, 0.4), j["hip"], foot]
    colour = mix(d.paint["cloth"], d.look.cloth, 0.5)
    rows = []
    right, ahead = h.right, h.ahead
    for t, r in _FALL:
        at = _on(spine, t)
        rows.append(
            Section(at, times(right, r * k * (1.1 if t > 0.16 else 1)), times(ahead, r * k))
        )
    sleeves = [shape for side in "lr" for shape in _sleeve(d, side)]
    far = loft(d.lens, rows)
    d.mass([*far, *_tatters(d, rows[-1]), *sleeves], colour)
    d.shade(rows, colour)
    _folds(d, rows)
    for shape in sleeves:
        d.canvas.fill(shape, mix(colour, (255, 255, 255), 0.2))
        d.canvas.line([*shape, shape[0]], 0.8 * d.weight, 150)
    _face(d, h)
    low = d.lens.at(_on(spine, 0.84))
    d.canvas.glow(*low, 0.24 * k * d.scale, mix(d.light.haze, d.look.cloth, 0.5), 0.35)


def _on(spine: list[V3], t: float) -> V3:
    """A point of the line through crown, head, breast, hips and the ground."""
    marks = (0.0, 0.09, 0.24, 0.48, 1.0)
    for (a, p), (b, q) in zip(zip(marks, spine), list(zip(marks, spine))[1:], strict=False):
        if t <= b:
            return between(p, q, (t - a) / (b - a))
    return spine[-1]


def _tatters(d: Inked, hem: Section) -> list[list[P2]]:
    """The torn hem: tongues of cloth of unequal length."""
    out = []
    for n in range(9):
        a = 2 * pi * n / 9
        drop = 0.07 + 0.06 * sin(n * 2.3) ** 2
        left, right, tip = hem.spot(a - 0.42), hem.spot(a + 0.42), hem.spot(a + 0.12, 1.06)
        tip = plus(tip, (0.0, -drop * d.tall, 0.0))
        up = (0.0, 0.1 * d.tall, 0.0)
        spots = [plus(left, up), left, tip, right, plus(right, up)]
        out.append(smooth([d.lens.at(p) for p in spots]))
    return out


def _sleeve(d: Inked, side: str) -> list[list[P2]]:
    """An arm under the veil, cloth hanging from the wrist."""
    j, k = d.joints, d.tall
    a, b, c, hand = (j[n + side] for n in ("shoulder_", "elbow_", "wrist_", "hand_"))
    row = tube(d.lens.eye, [(a, 0.05 * k), (b, 0.045 * k), (c, 0.05 * k), (hand, 0.03 * k)])
    hang = [b, c, hand, plus(between(b, c, 0.7), (0.0, -0.14 * k, 0.0))]
    return [*loft(d.lens, row), smooth([d.lens.at(p) for p in hang])]


def _folds(d: Inked, rows: list[Section]) -> None:
    if d.large < 60:
        return
    for n in range(8):
        a = 2 * pi * n / 8 + 0.2
        line = [s.spot(a, 0.97) for s in rows[4:]]
        out = plus(times(rows[6].across, cos(a)), rows[6].along, sin(a))
        if d.faces(rows[6].spot(a), times(out, 1 / max(1e-6, 0.15 * d.tall))) > 0.2:
            d.crease(line[n % 2 :], 1.1, 110)


def _face(d: Inked, h: Head) -> None:
    """Hollow eyes and a long open mouth in the veil."""
    dark = scale(mix(d.look.hair, (40, 48, 60), 0.7), 0.8)
    for side in (-1.0, 1.0):
        if h.toward(side * 0.45, 0, 0.9) > 0.1:
            shape = _oval(h, side * 0.17, 0.06, 0.085, 0.13)
            d.canvas.fill(shape, dark)
            d.canvas.blot(shape, 190)
    if h.toward(0, 0, 1) > 0.15:
        wide = 0.17 if "angry" in d.actor.mood or "scream" in d.actor.mood else 0.12
        mouth = _oval(h, 0.0, -0.28, 0.075, wide)
        d.canvas.fill(mouth, dark)
        d.canvas.blot(mouth, 170)


def _oval(h: Head, x: float, y: float, wide: float, tall: float) -> list[P2]:
    out = []
    for n in range(14):
        t = 2 * pi * n / 14
        u = x + cos(t) * wide
        out.append(h.on(u, y + sin(t) * tall, 0.46 - abs(u) * 0.5))
    return smooth(out)
