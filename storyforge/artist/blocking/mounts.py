"""What carries people: a horse in its gait, a bicycle, the water round a swimmer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from storyforge.artist.body.skeleton import local, placed
from storyforge.artist.figures.actor import Actor, Drawn
from storyforge.artist.figures.limbs import draw_leg
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, Circle, hull, smooth
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.light import Light

Ball = tuple[float, float, float, float]  # right, up, ahead, radius; metres
_COATS: tuple[RGB, ...] = ((136, 88, 58), (104, 70, 50), (182, 164, 140), (128, 104, 84))


def mounted(actor: Actor) -> bool:
    """Whether something is drawn with the actor that is not furniture."""
    return actor.pose.seat in _DRAWN


def draw_mount(canvas: Canvas, lens: Camera, light: Light, actor: Actor, late: bool) -> None:
    """The part of a mount behind its rider or, *late*, the part before."""
    if actor.pose.seat == "water" and actor.spot is not None:  # no edge between water and water
        own = _Mount(canvas, lens, light, actor)
        canvas.group(lambda: _water(own, late), 0.05 * canvas.unit, 0.1)
        return
    canvas.group(
        lambda: _DRAWN[actor.pose.seat](_Mount(canvas, lens, light, actor), late),
        0.8 * canvas.unit,
        0.3,
    )


@dataclass(frozen=True, slots=True)
class _Mount:
    """A mount seen through a camera: points are metres from below the rider's hips."""

    canvas: Canvas
    lens: Camera
    light: Light
    actor: Actor

    def point(self, p: V3) -> V3:
        hip = self.actor.joints()["hip"]
        return placed({"p": p}, (hip[0], self.actor.at[1], hip[2]), self.actor.yaw)["p"]

    def at(self, p: V3) -> P2:
        return self.lens.at(self.point(p))

    def ball(self, b: Ball) -> Circle:
        p = self.point(b[:3])
        x, y = self.lens.at(p)
        return x, y, b[3] * self.lens.size(p)

    @property
    def eye(self) -> V3:
        """The camera as the mount has it: right, up, ahead."""
        hip = self.actor.joints()["hip"]
        return local(self.lens.eye, (hip[0], self.actor.at[1], hip[2]), self.actor.yaw)

    @property
    def weight(self) -> float:
        large = self.lens.size(self.point((0, 1, 0))) * 1.75 / self.canvas.unit
        return max(0.8, min(2.2, float(large) / 300))

    def lit(self, colour: RGB) -> RGB:
        shone = self.light.on(colour, None, 0.0)
        return mix(shone, colour, 0.3) if self.light.dark else shone

    def flesh(self, chains: Sequence[Sequence[Ball]], colour: RGB) -> None:
        """Chains of balls as one mass with one outline."""
        shapes = [
            smooth(hull([self.ball(a), self.ball(b)]))
            for chain in chains
            for a, b in pairwise(chain)
        ]
        self.canvas.union(shapes, colour, self.weight)

    def bar(self, a: V3, b: V3, thick: float, colour: RGB) -> None:
        self.canvas.union(
            [hull([self.ball((*a, thick)), self.ball((*b, thick))])], colour, self.weight * 0.6
        )

    def line(self, points: Sequence[V3], weight: float = 1.0, value: int = 230) -> None:
        self.canvas.stroke([self.at(p) for p in points], self.weight * weight, value)


# metres ahead of where a leg hangs from: near fore, far fore, near hind, far hind
_GAITS: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    # knee ahead, knee up, hoof ahead, hoof up
    "ride": (
        (0.02, 0.52, 0.02, 0.0),
        (0.26, 0.62, 0.16, 0.22),
        (0.0, 0.55, -0.1, 0.0),
        (0.16, 0.56, 0.16, 0.0),
    ),
    "gallop": (
        (0.5, 0.72, 0.78, 0.3),
        (0.36, 0.66, 0.3, 0.24),
        (-0.34, 0.66, -0.86, 0.22),
        (-0.16, 0.6, -0.6, 0.06),
    ),
}


def _horse(m: _Mount, late: bool) -> None:
    coat = m.lit(_COATS[int(stream("horse", m.actor.look.height, m.actor.look.hair).random() * 4)])
    ex, _, ez = m.eye
    near = 1.0 if ex > 0 else -1.0
    gait = _GAITS["gallop" if m.actor.pose.name == "gallop" else "ride"]
    ahead = ez > abs(ex) * 0.7  # it comes towards us: neck and head hide the rider's lap
    if late:
        if ahead:
            m.flesh(_neck(m, near), coat)
            _face(m, coat, near)
        _tack(m, near)
        return
    for k in (1, 3):
        m.flesh(_horse_leg(k, -near, gait), scale(coat, 0.78))
        _hoof(m, k, -near, gait)
    if ez > 0:
        _tail(m, coat)
    if -ez > abs(ex):
        m.flesh(_neck(m, near), coat)
        _face(m, coat, near)
    far = "l" if near > 0 else "r"
    if far in m.actor.pose.hidden:
        draw_leg(Drawn(m.canvas, m.lens, m.light, m.actor), far)
    masses = [*_BARREL, *_horse_leg(2, near, gait), *_horse_leg(0, near, gait)]
    aside = not ahead and -ez <= abs(ex)
    m.flesh([*masses, *(_neck(m, near) if aside else [])], coat)
    _modelled(m, coat, near)
    for k in (2, 0):
        _hoof(m, k, near, gait)
    if aside:
        _face(m, coat, near)
    if ez <= 0:
        _tail(m, coat)
    _saddle(m, near)


_BACK: list[Ball] = [
    (0, 1.17, 0.6, 0.25),
    (0, 1.18, 0.25, 0.29),
    (0, 1.16, -0.2, 0.28),
    (0, 1.2, -0.58, 0.28),
]
_BARREL: list[list[Ball]] = [
    _BACK,
    [(0, 1.34, 0.46, 0.17), (0, 1.28, 0.0, 0.19), (0, 1.35, -0.5, 0.16), (0, 1.3, -0.7, 0.15)],
]


def _modelled(m: _Mount, coat: RGB, near: float) -> None:
    """The belly in shadow, the line of the shoulder and of the haunch."""
    low = smooth(hull([m.ball((near * 0.08, y - 0.17, z, r * 0.4)) for _, y, z, r in _BACK]))
    m.canvas.wash(low, scale(coat, 0.84), tone(1 + m.light.dark, 0))
    x = near * 0.24
    m.line([(x, 1.34, 0.5), (x, 1.14, 0.4), (x * 0.8, 0.98, 0.44)], 0.8, 150)
    m.line([(x, 1.3, -0.34), (x, 1.1, -0.34), (x * 0.8, 0.96, -0.42)], 0.8, 150)


Gait = Sequence[tuple[float, float, float, float]]


def _horse_leg(k: int, side: float, gait: Gait) -> list[list[Ball]]:
    hind = k > 1
    top_z = -0.56 if hind else 0.52
    kz, ky, hz, hy = gait[k]
    x = side * 0.15
    top: Ball = (x, 1.08, top_z, 0.18 if hind else 0.13)
    bend = kz - (0.06 if hind else 0)
    joint: Ball = (x, ky, top_z + bend, 0.07)
    cannon: Ball = (x, hy + 0.2, top_z + hz - 0.02, 0.045)
    pastern: Ball = (x, hy + 0.09, top_z + hz + 0.03, 0.042)
    push = 0.06 if hind else 0.0
    mid: Ball = (x, (1.0 + ky) / 2, top_z + kz * 0.35 + push, 0.125 if hind else 0.095)
    return [[top, mid, joint], [(*joint[:3], 0.062), cannon, pastern]]


def _hoof(m: _Mount, k: int, side: float, gait: Gait) -> None:
    _, _, hz, hy = gait[k]
    z, x = (-0.56 if k > 1 else 0.52) + hz, side * 0.15
    balls = (
        (x, hy + 0.07, z + 0.04, 0.045),
        (x, hy + 0.025, z + 0.09, 0.04),
        (x, hy + 0.025, z, 0.035),
    )
    m.canvas.union([hull([m.ball(b) for b in balls])], m.lit((58, 50, 46)), m.weight * 0.9)


def _stretched(m: _Mount) -> tuple[float, float]:
    """How far the head is lowered and thrust forward, metres."""
    return (-0.2, 0.2) if m.actor.pose.name == "gallop" else (0.0, 0.0)


def _neck(m: _Mount, near: float) -> list[list[Ball]]:
    dy, dz = _stretched(m)
    poll: Ball = (0, 1.98 + dy, 1.0 + dz, 0.11)
    crest: list[Ball] = [
        (0, 1.26, 0.54, 0.24),
        (0, 1.5, 0.74, 0.18),
        (0, 1.8 + dy * 0.6, 0.9 + dz * 0.7, 0.13),
        poll,
    ]
    jaw: Ball = (0, 1.84 + dy, 1.1 + dz, 0.11)
    nose: Ball = (0, 1.62 + dy, 1.3 + dz, 0.066)
    lips: Ball = (0, 1.55 + dy, 1.33 + dz, 0.058)
    ears: list[list[Ball]] = [
        [(s * 0.06, 2.05 + dy, 0.98 + dz, 0.036), (s * 0.072, 2.17 + dy, 1.01 + dz, 0.012)]
        for s in (-near, near)
    ]
    return [crest, [poll, jaw, nose, lips], *ears]


def _face(m: _Mount, coat: RGB, near: float) -> None:
    """Mane, eye, nostril and bridle."""
    dy, dz = _stretched(m)
    mane = mix(scale(coat, 0.5), (40, 34, 32), 0.5)
    row: tuple[Ball, ...] = (
        (near * 0.05, 2.08 + dy, 0.96 + dz, 0.035),
        (near * 0.09, 1.92 + dy, 0.84 + dz * 0.8, 0.06),
        (near * 0.12, 1.7 + dy * 0.6, 0.68 + dz * 0.4, 0.06),
        (near * 0.12, 1.52, 0.5, 0.03),
    )
    hair = [m.ball(b) for b in row]
    m.canvas.union([smooth(hull([a, b])) for a, b in pairwise(hair)], mane, m.weight * 0.7)
    side = near * 0.095
    m.canvas.blot(smooth(hull([m.ball((side, 1.9 + dy, 1.1 + dz, 0.018))])))
    m.canvas.blot(smooth(hull([m.ball((near * 0.05, 1.6 + dy, 1.345 + dz, 0.012))])))
    strap = (near * 0.07, 1.7 + dy, 1.18 + dz)
    m.line([(side, 1.76 + dy, 1.24 + dz), strap, (near * 0.1, 1.8 + dy, 1.05 + dz)], 0.9)
    m.line([(near * 0.08, 1.66 + dy, 1.2 + dz), (near * 0.1, 1.98 + dy, 1.03 + dz)], 1.0)


def _tail(m: _Mount, coat: RGB) -> None:
    fast = m.actor.pose.name == "gallop"
    ends: list[Ball] = [
        (0, 1.38, -0.84, 0.05),
        (0, 1.2, -1.0, 0.085),
        (0, 0.86, -1.06, 0.09),
        (0, 0.58, -1.02, 0.03),
    ]
    if fast:
        ends = [
            (0, 1.38, -0.84, 0.05),
            (0, 1.42, -1.06, 0.08),
            (0, 1.32, -1.36, 0.09),
            (0, 1.16, -1.6, 0.02),
        ]
    m.flesh([ends], mix(scale(coat, 0.5), (40, 34, 32), 0.5))


def _saddle(m: _Mount, near: float) -> None:
    """A saddle with its cloth, girth and near flap, under the rider."""
    cloth = [
        (near * x, y, z)
        for x, y, z in ((0.1, 1.5, 0.3), (0.1, 1.5, -0.36), (0.29, 1.12, -0.3), (0.29, 1.12, 0.22))
    ]
    m.canvas.union([[m.at(p) for p in cloth]], m.lit((112, 56, 50)), m.weight * 0.8)
    m.flesh(
        [[(0, 1.47, 0.22, 0.1), (0, 1.44, -0.02, 0.12), (0, 1.48, -0.28, 0.11)]],
        m.lit((82, 56, 42)),
    )
    m.line([(near * 0.3, 1.15, 0.12), (near * 0.28, 0.92, 0.14)], 1.3)


def _tack(m: _Mount, near: float) -> None:
    """The reins from the hands to the bit, and the stirrup."""
    low = m.actor.pose.name == "gallop"
    bit = (near * 0.07, 1.66 - (0.2 if low else 0), 1.24 + (0.2 if low else 0))
    joints = m.actor.joints()
    for side in ("l", "r"):
        start = m.lens.at(joints["hand_" + side])
        end = m.at(bit)
        sag = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 0.05 * m.lens.size(joints["hip"]))
        m.canvas.stroke([start, sag, end], m.weight * 0.9, 230)


_R, _HUB = 0.34, 0.35


def _bicycle(m: _Mount, late: bool) -> None:
    """Two wheels in space, a frame between them; the far pedal first, the near one last."""
    near = 1.0 if m.eye[0] > 0 else -1.0
    paint, steel = m.lit((70, 96, 104)), m.lit((60, 60, 64))
    seat, head, crank = (0.0, 0.86, -0.02), (0.0, 0.9, 0.52), (0.0, 0.3, 0.12)
    rear, fore = (0.0, _HUB, -0.36), (0.0, _HUB, 0.7)
    if late:
        m.bar((near * 0.1, 0.3, 0.12), (near * 0.1, 0.16, 0.16), 0.014, steel)
        m.bar((near * 0.06, 0.14, 0.18), (near * 0.16, 0.14, 0.18), 0.014, steel)
        return
    for hub in (rear, fore):
        _tyre(m, hub, steel)
    m.bar((-near * 0.1, 0.3, 0.12), (-near * 0.1, 0.44, 0.1), 0.014, steel)
    if ("l" if near > 0 else "r") in m.actor.pose.hidden:
        draw_leg(Drawn(m.canvas, m.lens, m.light, m.actor), "l" if near > 0 else "r")
    low = (0.0, 0.72, 0.56)
    for a, b in (
        (rear, crank),
        (rear, (0.0, 0.8, 0.0)),
        (crank, seat),
        (crank, low),
        ((0.0, 0.78, 0.0), head),
        (head, low),
    ):
        m.bar(a, b, 0.016, paint)
    m.bar(low, fore, 0.015, steel)
    m.flesh([[(0, 0.89, 0.1, 0.03), (0, 0.9, -0.08, 0.05)]], m.lit((52, 44, 40)))
    hands = [m.actor.joints()["hand_" + s] for s in "lr"]
    stem, (x, y) = m.at((0.0, 0.98, 0.52)), m.at(head)
    m.canvas.stroke([(x, y), stem], m.weight * 2.4, 255)
    for hand in hands:
        m.canvas.stroke([stem, m.lens.at(hand)], m.weight * 2.4, 255)


def _tyre(m: _Mount, hub: V3, steel: RGB) -> None:
    rim = [
        (hub[0], hub[1] + _R * sin(t), hub[2] + _R * cos(t))
        for t in (2 * pi * k / 24 for k in range(25))
    ]
    path = [m.at(p) for p in rim]
    for k in range(0, 12, 2):
        m.canvas.stroke([path[k], path[k + 12]], m.weight * 0.4, 120)
    for weight, value in ((3.0, 255),):
        for a, b in pairwise(path):
            m.canvas.line([a, b], m.weight * weight, value)
    m.canvas.union([hull([m.ball((*hub, 0.035))])], steel, m.weight * 0.6)


def _water(m: _Mount, late: bool) -> None:
    """A pool of broken water behind a swimmer, and before them what hides the rest."""
    own = m.actor.spot is not None  # the place has water of its own: only what hides the body
    if own and not late:
        return
    eye, tint = m.eye, m.lit((112, 138, 148))
    if own:  # as pale and as grey as water becomes in the light above it
        pale = mix(tint, m.light.low, 0.5)
        grey = round(luma(pale))
        tint = mix(pale, (grey, grey, grey), 0.75)
    n = (eye[0] ** 2 + eye[2] ** 2) ** 0.5 or 1.0
    toward, aside = (eye[0] / n, eye[2] / n), (-eye[2] / n, eye[0] / n)

    def spot(across: float, near: float) -> V3:
        x, z = (aside[k] * across + toward[k] * near for k in (0, 1))
        return x, _WATER, z + 0.1

    turn = range(13) if late else range(24)
    wide, deep = (1.7, 1.1) if own else (2.6, 3.0) if late else (2.6, 1.6)
    swell = 0.07 if own else 0.0
    rim = [
        spot(wide * cos(pi * k / 12), deep * sin(pi * k / 12) * (1 + swell * (-1) ** k))
        for k in turn
    ]
    m.canvas.fill([m.at(p) for p in rim], tint)
    for k in range(3 if own else 4 if late else 2):
        near = (0.06 + 0.17 * k) * (1 if late else -1.4)
        long = 1.3 - 0.22 * k
        row = [spot(long * t / 3, near + 0.02 * (-1) ** t) for t in range(-3, 4)]
        m.line(row, 1.0, 200 - 30 * k)


_WATER = 0.16  # metres above where a body would lie: what is under it is not seen
_DRAWN = {"horse": _horse, "bicycle": _bicycle, "water": _water}
