"""A hand as large as the frame: palm, fingers of three joints, thumb, wrist, sleeve, in space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi, radians, sin

from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, Circle, hull, smooth, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.things.desk import Desk
from storyforge.artist.things.desk_round import stripe
from storyforge.artist.things.desk_shapes import WHITE

# along, aside (towards the thumb), length, thickness of each finger; centimetres
_FINGERS = ((9.2, 3.0, 7.3, 0.98), (9.7, 1.0, 8.1, 1.0), (9.3, -1.0, 7.5, 0.95),
            (8.4, -2.9, 5.9, 0.84))  # fmt: skip
_SHARES = (0.45, 0.3, 0.25)
Bends = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Grasp:
    """How every finger bends at its three joints, degrees; how far they fan; where the thumb goes.

    *thumb*: its knee and its tip along, aside and off the palm, centimetres from the wrist.
    """

    bends: tuple[Bends, Bends, Bends, Bends]
    fan: float = 4.0
    thumb: tuple[V3, V3] = ((6.4, 5.4, 0.6), (8.8, 6.6, 0.8))


OPEN = Grasp(((8, 14, 8), (6, 14, 8), (8, 18, 10), (10, 22, 12)), 5.0)
CUPPED = Grasp(((26, 34, 22), (30, 36, 24), (34, 38, 26), (38, 40, 28)), 2.0,
               ((6.2, 4.9, 2.0), (8.6, 5.2, 3.4)))  # fmt: skip
CLOSING = Grasp(((58, 62, 40), (64, 66, 44), (70, 70, 46), (76, 72, 48)), 1.0,
                ((6.0, 4.3, 2.6), (8.2, 2.8, 4.4)))  # fmt: skip
FIST = Grasp(((78, 96, 62), (82, 98, 64), (86, 98, 64), (88, 98, 62)), 0.0,
             ((6.4, 4.0, 3.0), (8.6, 1.4, 4.6)))  # fmt: skip
WRAP = Grasp(((42, 50, 34), (46, 54, 34), (48, 56, 36), (50, 58, 36)), 1.0,
             ((5.6, 5.6, 2.6), (8.6, 5.6, 4.6)))  # fmt: skip
POINT = Grasp(((8, 8, 6), (70, 90, 60), (78, 94, 60), (82, 94, 60)), 1.0,
              ((6.6, 4.0, 2.4), (8.4, 2.0, 3.6)))  # fmt: skip
PINCH = Grasp(((48, 46, 20), (54, 54, 26), (66, 70, 40), (74, 76, 44)), 1.0,
              ((7.2, 4.6, 3.2), (10.2, 3.9, 5.6)))  # fmt: skip
UNDER = Grasp(((6, 8, 6), (4, 8, 6), (6, 10, 8), (8, 14, 10)), 3.0,
              ((6.6, 4.7, 2.2), (9.6, 3.2, 2.6)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand in space: its wrist, the way of its fingers, the way of its thumb, out of its palm.

    *part*: "" for all of it, "behind" for what a held thing lies upon, "before" for what lies over
    the thing.
    """

    wrist: V3
    along: V3
    thumb: V3
    inner: V3
    grasp: Grasp
    skin: RGB
    sleeve: RGB
    part: str = ""
    arm: float = 34.0
    over: str = "thumb"  # what lies over a held thing: thumb, tips (and thumb), fingers
    floor: float = 0.0

    def spots(self) -> Sequence[V3]:
        """Points that its outline goes round."""
        out = [self.spot(-3.0, 0.0)]
        for k in range(4):
            out += [p for p, _ in self.finger(k)]
        return [*out, *(self.spot(*p) for p in self.grasp.thumb)]

    def moved(self, put: Callable[[V3], V3]) -> Hand:
        """The same elsewhere."""
        origin = put((0.0, 0.0, 0.0))
        along, thumb, inner = (minus(put(v), origin) for v in (self.along, self.thumb, self.inner))
        return replace(self, wrist=put(self.wrist), along=along, thumb=thumb, inner=inner)

    def spot(self, along: float, aside: float, off: float = 0.0) -> V3:
        """A point of the hand."""
        at = plus(plus(self.wrist, self.along, along), self.thumb, aside)
        return plus(at, self.inner, off)

    def finger(self, k: int) -> list[tuple[V3, float]]:
        """Knuckle, two joints and tip of a finger with their radii."""
        root, aside, long, thick = _FINGERS[k]
        turn, at = 0.0, [root, aside, 0.0]
        fan = radians(self.grasp.fan) * (1.5 - k)
        out = [(self.spot(root, aside), thick * 1.08)]
        for share, bend, slim in zip(_SHARES, self.grasp.bends[k], (1.0, 0.92, 0.76), strict=True):
            turn += radians(bend)
            at[0] += long * share * cos(turn) * cos(fan)
            at[1] += long * share * sin(fan)
            at[2] += long * share * sin(turn)
            out.append((self.spot(*at), thick * slim))
        return out

    def pollex(self) -> list[tuple[V3, float]]:
        """Root, knee and tip of the thumb."""
        knee, tip = self.grasp.thumb
        return [(self.spot(2.4, 2.2, 0.6), 1.7), (self.spot(*knee), 1.16), (self.spot(*tip), 0.92)]

    def shade(self, desk: Desk) -> None:
        """Its shadow."""
        if self.part == "before":
            return
        shapes = []
        chains = [*(self.finger(k) for k in range(4)), self.pollex(), self.palm_balls()]
        for chain in chains:
            dots = [(*desk.cast(p, self.floor), r * desk.lens.size(p)) for p, r in chain]
            shapes += [hull([a, b]) for a, b in pairwise(dots)]
        ends = [(self.spot(0.0, 0.0), 2.6), (self.spot(-self.arm, 0.0), 4.6)]
        shapes.append(hull([(*desk.cast(p, self.floor), r * desk.lens.size(p)) for p, r in ends]))
        desk.dim(shapes, 0.38)

    def palm_balls(self) -> list[tuple[V3, float]]:
        """What the palm is drawn round."""
        return [
            (self.spot(0.2, 0.0), 2.5), (self.spot(3.4, 2.5, 0.3), 1.75),
            (self.spot(8.7, 2.7), 1.25), (self.spot(9.1, 1.0), 1.2), (self.spot(8.7, -1.0), 1.2),
            (self.spot(7.9, -2.5), 1.15), (self.spot(3.4, -2.3, 0.2), 1.6),
        ]  # fmt: skip

    def draw(self, desk: Desk) -> None:
        """Itself."""
        skin = desk.paint(self.skin, unit((-0.3, 0.8, -0.4)))
        if self.part != "before":
            _arm(self, desk, skin)
        upward = desk.faces(self.spot(5.0, 0.0), self.inner)
        whole = _palm_up if upward else _palm_down
        {"": whole, "behind": _behind, "before": _before}[self.part](self, desk, skin)


def _palm_up(hand: Hand, desk: Desk, skin: RGB) -> None:
    _palm(hand, desk, skin, True)
    for k in (3, 2, 1, 0):
        _finger(hand, desk, skin, k, hand.finger(k), True)
    _thumb(hand, desk, skin, True)


def _palm_down(hand: Hand, desk: Desk, skin: RGB) -> None:
    knee, middle = hand.spot(*hand.grasp.thumb[0]), hand.spot(5.0, 0.0)
    nearest = desk.lens.depth(knee) < desk.lens.depth(middle) - 2.4  # seen from the thumb's side
    if not nearest:
        _thumb(hand, desk, skin, False)
    order = sorted(range(4), key=lambda k: -desk.lens.depth(hand.finger(k)[1][0]))
    if nearest:
        _palm(hand, desk, skin, False)
    for k in order:
        _finger(hand, desk, skin, k, hand.finger(k), False)
    if nearest:
        _thumb(hand, desk, skin, True)
    else:
        _palm(hand, desk, skin, False)


def _behind(hand: Hand, desk: Desk, skin: RGB) -> None:
    if hand.over != "fingers":
        for k in (3, 2, 1, 0):
            _finger(hand, desk, skin, k, hand.finger(k), True)
    _palm(hand, desk, skin, True)
    if hand.over == "fingers":
        return
    for k in (3, 2, 1, 0):
        _finger(hand, desk, skin, k, hand.finger(k)[:3], True)


def _before(hand: Hand, desk: Desk, skin: RGB) -> None:
    if hand.over in ("fingers", "tips"):
        start = 0 if hand.over == "fingers" else 1
        for k in (3, 2, 1, 0):
            _finger(hand, desk, skin, k, hand.finger(k)[start:], hand.over == "fingers")
    _thumb(hand, desk, skin, hand.over != "tips")


def _arm(hand: Hand, desk: Desk, skin: RGB) -> None:
    """The wrist from the hem of the sleeve on, the sleeve to the edge of the picture."""
    cloth = desk.paint(hand.sleeve, unit((-0.3, 0.8, -0.4)))
    stops = ((-3.6, 3.5), (-6.0, 3.8), (-hand.arm * 0.6, 4.9), (-hand.arm, 5.6))
    dots = [_dot(desk, hand.spot(a, 0.0), r) for a, r in stops]
    hem, seam = _rim(desk, hand, -3.6, 3.5), _rim(desk, hand, -6.0, 3.8)
    tube = [taut([*hem, *seam]), *(hull([a, b]) for a, b in pairwise(dots[1:]))]
    bare = [_dot(desk, hand.spot(a, 0.0), r) for a, r in ((1.0, 2.5), (-4.0, 2.7))]
    inward = desk.faces(hand.spot(-3.6, 0.0), hand.along)  # we look into the sleeve
    if not inward:
        _wrist(desk, bare, skin)
    desk.canvas.union(tube, cloth, 1.8)
    stripe(desk, dots[1:], 0.3, 0.97, scale(cloth, 0.78), 2)
    stripe(desk, dots[1:], -0.7, -0.5, mix(cloth, WHITE, 0.16), 0)
    near = [p for p in seam if _ahead(desk, hand, p, -6.0) > 0.0]
    if near:
        ends = sorted(near, key=lambda p: p[0] - p[1] * 0.2)
        desk.canvas.stroke(ends, 1.6, 200)
    if inward:
        desk.canvas.union([hem], scale(cloth, 0.5), 1.2)
        _wrist(desk, bare, skin)
    for a, b in ((-8.0, -10.6), (-11.0, -14.5), (-16.0, -18.0)):
        fold = [hand.spot(a, 3.0), hand.spot((a + b) / 2, 0.6, 3.0), hand.spot(b, -2.6)]
        desk.canvas.stroke([desk.lens.at(p) for p in fold], 1.6, 170)


def _wrist(desk: Desk, bare: Sequence[Circle], skin: RGB) -> None:
    desk.canvas.union([hull(bare)], skin, 1.7)
    stripe(desk, bare, 0.4, 0.96, scale(skin, 0.8), 1)


def _rim(desk: Desk, hand: Hand, along: float, radius: float) -> list[P2]:
    """A ring round the arm."""
    turns = [2 * pi * k / 32 for k in range(32)]
    return desk.seen([hand.spot(along, radius * cos(t), radius * 0.9 * sin(t)) for t in turns])


def _ahead(desk: Desk, hand: Hand, spot: P2, along: float) -> float:
    """How far a pixel lies towards the fingers from the middle of a ring round the arm."""
    (x, y), (u, v) = desk.lens.at(hand.spot(along, 0.0)), desk.lens.at(hand.spot(along + 2, 0.0))
    return (spot[0] - x) * (u - x) + (spot[1] - y) * (v - y)


def _dot(desk: Desk, at: V3, radius: float) -> Circle:
    x, y = desk.lens.at(at)
    return x, y, radius * desk.lens.size(at)


def _palm(hand: Hand, desk: Desk, skin: RGB, upward: bool) -> None:
    dots = [_dot(desk, p, r) for p, r in hand.palm_balls()]
    shape = hull(dots)
    knuckles = [hull([_dot(desk, *hand.finger(k)[0])]) for k in range(4)]
    desk.canvas.union([shape, *([] if upward else knuckles)], skin, 1.7)
    desk.canvas.wash(rind(shape), scale(skin, 0.84), tone(1, 1))
    root = [_dot(desk, hand.spot(a, 0.0), r) for a, r in ((2.4, 1.9), (-0.9, 2.1))]
    desk.canvas.fill(hull(root), skin)  # the wrist grows out of the palm
    for path in _LINES if upward else _BACK:
        spots = [desk.lens.at(hand.spot(a, b, 0.9 if upward else -0.7)) for a, b in path]
        desk.canvas.stroke(spots, 1.4, 150)


def _finger(
    hand: Hand, desk: Desk, skin: RGB, k: int, chain: Sequence[tuple[V3, float]], upward: bool
) -> None:
    dots = [_dot(desk, p, r) for p, r in chain]
    desk.canvas.union([hull([a, b]) for a, b in pairwise(dots)], skin, 1.6)
    stripe(desk, dots, 0.42, 0.96, scale(skin, 0.83), 1)
    stripe(desk, dots, -0.6, -0.25, mix(skin, WHITE, 0.22), 0)
    for (x, y, r), (u, v, _) in pairwise(dots[1:]):
        dx, dy = u - x, v - y
        n = (dx * dx + dy * dy) ** 0.5 or 1.0
        nx, ny = -dy / n * r, dx / n * r
        desk.canvas.stroke(
            [
                (x - nx * 0.6, y - ny * 0.6),
                (x + dx / n * r * 0.14, y + dy / n * r * 0.14),
                (x + nx * 0.6, y + ny * 0.6),
            ],
            1.0,
            130,
        )
    bent = sum(hand.grasp.bends[k]) > 130
    if upward == bent:
        _nail(desk, skin, chain)


def _nail(desk: Desk, skin: RGB, chain: Sequence[tuple[V3, float]]) -> None:
    """On the upper side of the last joint."""
    (a, _), (b, r) = chain[-2], chain[-1]
    (x, y), (u, v) = desk.lens.at(between(a, b, 0.62)), desk.lens.at(plus(b, minus(b, a), 0.14))
    s = r * desk.lens.size(b) * 0.62
    dx, dy = u - x, v - y
    n = (dx * dx + dy * dy) ** 0.5
    if n < s * 0.7:
        return
    nx, ny = -dy / n * s, dx / n * s
    nail = [
        (x - nx * 0.8, y - ny * 0.8),
        (u - nx, v - ny),
        (u + nx, v + ny),
        (x + nx * 0.8, y + ny * 0.8),
    ]
    desk.canvas.wash(smooth(nail), mix(skin, (250, 226, 214), 0.36))
    desk.canvas.line([*smooth(nail), smooth(nail)[0]], 0.8, 130)


def _thumb(hand: Hand, desk: Desk, skin: RGB, upward: bool) -> None:
    chain = hand.pollex()
    dots = [_dot(desk, p, r) for p, r in chain]
    swell = _dot(desk, between(chain[1][0], chain[2][0], 0.55), 1.12)
    desk.canvas.union([hull(dots[:2]), hull([dots[1], swell, dots[2]])], skin, 1.6)
    if upward and hand.part != "before":
        root = _dot(desk, hand.spot(3.4, 1.6, 0.6), 1.9)
        desk.canvas.fill(smooth(hull([dots[0], root])), skin)
    stripe(desk, dots[1:], 0.42, 0.96, scale(skin, 0.83), 1)
    stripe(desk, dots[1:], -0.6, -0.25, mix(skin, WHITE, 0.22), 0)
    _nail(desk, skin, chain)


_LINES = (((8.2, -3.0), (7.4, -0.6), (8.0, 1.4), (8.9, 2.0)), ((6.8, -2.6), (6.2, 0.0), (6.9, 3.2)),
          ((7.0, 3.3), (5.6, 1.0), (3.0, 0.4), (0.8, 0.9)))  # fmt: skip
_BACK = (((9.6, 3.6), (9.9, 3.0), (9.5, 2.4)), ((10.1, 1.6), (10.4, 1.0), (10.0, 0.4)),
         ((9.7, -0.5), (10.0, -1.0), (9.6, -1.6)), ((8.4, 1.0), (5.6, 0.7)), ((8.0, -0.9), (5.4,
             -0.5)))  # fmt: skip


def right_hand(
    wrist: V3, along: V3, thumb: V3, grasp: Grasp, skin: RGB, sleeve: RGB, part: str = "",
    over: str = "thumb", left: bool = False,
) -> Hand:  # fmt: skip
    """A hand whose palm looks where its fingers' and its thumb's way say."""
    along = unit(along)
    inner = unit(cross(along, thumb))
    thumb = cross(inner, along)
    return Hand(wrist, along, thumb, times(inner, -1.0) if left else inner, grasp, skin, sleeve,
        part,
                over=over)  # fmt: skip


def rind(shape: Sequence[P2], thick: float = 0.2) -> list[P2]:
    """The edge of a round shape that lies away from the light, lower right."""
    x = sum(p[0] for p in shape) / len(shape)
    y = sum(p[1] for p in shape) / len(shape)
    far = max(range(len(shape)), key=lambda k: shape[k][0] * 0.5 + shape[k][1])
    ring = [*shape[far:], *shape[:far]]
    reach = max(abs(p[1] - y) for p in shape)
    lit = [(p, (p[0] - x) * 0.5 + (p[1] - y)) for p in ring]
    half = len(lit) // 2
    back = [p for p, s in lit[half:] if s > 0.16 * reach]
    run = [*back, *(p for p, s in lit[:half] if s > 0.16 * reach)]
    count = max(1, len(run) - 1)
    inner = [
        (a + (x - a) * thick * sin(pi * k / count), b + (y - b) * thick * sin(pi * k / count))
        for k, (a, b) in enumerate(run)
    ]
    return [*run, *reversed(inner)]
