"""The masses of a trunk: pelvis, waist, rib cage and shoulders, each turned its own way."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from storyforge.artist.body.look import Look
from storyforge.artist.body.skeleton import Joints
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, cross, dot, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square

Row = tuple[float, float, float, float]  # way up the spine, half width, half depth, push ahead

# shares of the figure's height but for the first
_MAN: tuple[Row, ...] = (
    (-0.1, 0.082, 0.058, -0.006),
    (0.02, 0.09, 0.062, -0.008),
    (0.2, 0.083, 0.058, 0.0),
    (0.4, 0.078, 0.056, 0.004),
    (0.62, 0.092, 0.064, 0.008),
    (0.8, 0.104, 0.064, 0.004),
    (0.9, 0.1, 0.05, -0.002),
    (0.97, 0.07, 0.042, -0.006),
    (1.04, 0.038, 0.034, -0.008),
)
_WOMAN: tuple[Row, ...] = (
    (-0.1, 0.09, 0.06, -0.008),
    (0.02, 0.1, 0.065, -0.01),
    (0.22, 0.084, 0.056, 0.0),
    (0.44, 0.067, 0.05, 0.003),
    (0.62, 0.079, 0.064, 0.012),
    (0.76, 0.089, 0.07, 0.012),
    (0.9, 0.096, 0.046, -0.002),
    (0.97, 0.066, 0.038, -0.006),
    (1.04, 0.032, 0.03, -0.008),
)
_CHILD: tuple[Row, ...] = (
    (-0.1, 0.074, 0.056, -0.004),
    (0.02, 0.079, 0.06, -0.004),
    (0.2, 0.078, 0.064, 0.006),
    (0.42, 0.074, 0.062, 0.008),
    (0.62, 0.08, 0.06, 0.006),
    (0.8, 0.09, 0.056, 0.0),
    (0.9, 0.092, 0.048, -0.002),
    (0.97, 0.062, 0.04, -0.004),
    (1.04, 0.034, 0.032, -0.006),
)
_CHEST = 0.62  # where on the spine the joint of the chest is


def slight(look: Look) -> bool:
    """Whether somebody grown has a narrow waist and broad hips."""
    return look.woman and not look.child


def _rows(look: Look) -> tuple[Row, ...]:
    rows = _CHILD if look.child else _WOMAN if slight(look) else _MAN
    belly = max(0.0, look.broad - 1.06) * 0.36 + (0.008 if look.old and look.broad > 1 else 0.0)
    return tuple(
        (t, wide + belly * soft, deep + belly * soft * 1.3, push + belly * soft * 0.7)
        for t, wide, deep, push in rows
        for soft in (max(0.0, 1 - abs(t - 0.3) / 0.42),)
    )


@dataclass(frozen=True, slots=True)
class Trunk:
    """A posed trunk on the stage; *ease* is how far cloth stands off it, share of the height."""

    hip: V3
    chest: V3
    neck: V3
    pelvis: V3  # the figure's right at the hips
    girdle: V3  # and at the shoulders
    tall: float
    reach: float  # half the way from shoulder to shoulder, metres
    rows: tuple[Row, ...]
    ease: float = 0.0
    waist: float = 1.0

    def axis(self, t: float) -> V3:
        """The spine at share *t* of the way from hip to neck."""
        c = _CHEST
        k = (t - c) * (t - 1) / c, t * (t - 1) / (c * (c - 1)), t * (t - c) / (1 - c)
        return plus(plus(times(self.hip, k[0]), self.chest, k[1]), self.neck, k[2])

    def frame(self, t: float) -> tuple[V3, V3, V3]:
        """Right, up and ahead of the trunk at that share of the spine."""
        low = max(0.0, min(0.9, t))
        up = unit(minus(self.axis(low + 0.1), self.axis(low)))
        turn = max(0.0, min(1.0, (t - 0.1) / 0.7))
        right = square(between(self.pelvis, self.girdle, turn), up)
        return right, up, cross(right, up)

    def row(self, t: float) -> tuple[float, float, float]:
        """Half width, half depth and push ahead there, metres."""
        rows = self.rows
        k = next((k for k in range(1, len(rows)) if t <= rows[k][0]), len(rows) - 1)
        a, b = rows[k - 1], rows[k]
        s = max(0.0, min(1.0, (t - a[0]) / (b[0] - a[0])))
        wide, deep, push = (a[n] + (b[n] - a[n]) * s for n in (1, 2, 3))
        share = max(0.0, min(1.0, (t - 0.3) / 0.5))
        wide *= 1 + share * (self.reach / (0.108 * self.tall) - 1)
        pinch = 1 - (1 - self.waist) * max(0.0, 1 - abs(t - 0.4) / 0.3)
        loose = self.ease * (1.0 if t < 0.92 else 0.45)
        return (
            (wide + loose) * pinch * self.tall,
            (deep + loose) * pinch * self.tall,
            push * self.tall,
        )

    def section(self, t: float) -> Section:
        """The cut through the trunk at share *t* of the spine."""
        right, _, ahead = self.frame(t)
        wide, deep, push = self.row(t)
        return Section(plus(self.axis(t), ahead, push), times(right, wide), times(ahead, deep))

    def sections(self, low: float = -0.1) -> list[Section]:
        """All cuts from *low* up to the neck."""
        return [self.section(t) for t, *_ in self.rows if t >= low]

    def on(self, t: float, turn: float, lift: float = 1.0) -> V3:
        """A point of the surface; *turn* is degrees from the front to the figure's right."""
        a = turn * pi / 180
        right, _, ahead = self.frame(t)
        wide, deep, push = self.row(t)
        at = plus(self.axis(t), ahead, push + deep * cos(a) * lift)
        return plus(at, right, wide * sin(a) * lift)

    def off(self, point: V3, direction: V3) -> float:
        """Metres by which a point lies off the spine along a unit *direction*."""
        return dot(minus(point, self.axis(max(0.0, min(1.0, self.way(point))))), direction)

    def way(self, point: V3) -> float:
        """How far up the spine a point is: 0 hip, 1 neck."""
        along = minus(self.neck, self.hip)
        return dot(minus(point, self.hip), along) / max(1e-6, dot(along, along))


def trunk_of(joints: Joints, look: Look, ease: float = 0.0, waist: float = 1.0) -> Trunk:
    """The trunk behind the joints."""
    over = minus(joints["shoulder_r"], joints["shoulder_l"])
    return Trunk(
        joints["hip"],
        joints["chest"],
        joints["neck"],
        unit(minus(joints["hip_r"], joints["hip_l"]), (1.0, 0.0, 0.0)),
        unit(over, (1.0, 0.0, 0.0)),
        look.height,
        max(0.04 * look.height, dot(over, unit(over)) / 2),
        _rows(look),
        ease,
        waist,
    )
