"""Furniture that belongs to people: what they sit on, lie on, lean on and work at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, pi, radians, sin

from storyforge.artist.body.posture import Front
from storyforge.artist.figures.actor import Actor
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Solid

_WOOD: RGB = (142, 108, 78)
_CLOTH: RGB = (124, 112, 118)
_IRON: RGB = (86, 86, 92)
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Set:
    """What stands under and round somebody: drawn before them, and drawn after them."""

    under: tuple[Solid, ...] = ()
    over: tuple[Solid, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where furniture stands, and which way its front looks (degrees)."""

    x: float
    floor: float
    z: float
    yaw: float

    def point(self, right: float, up: float, ahead: float) -> V3:
        c, s = cos(radians(self.yaw)), sin(radians(self.yaw))
        return self.x + right * c + ahead * s, self.floor + up, self.z - right * s + ahead * c

    def block(self, x: Span, y: Span, z: Span, colour: RGB, weight: float = 0.9) -> Solid:
        """A block between bounds to the right, up and ahead of the spot."""
        c, s = cos(radians(self.yaw)), sin(radians(self.yaw))
        corner = {
            (i, j, k): self.point(x[i], y[j], z[k]) for i in (0, 1) for j in (0, 1) for k in (0, 1)
        }
        faces = tuple(
            Face(
                tuple(corner[n] for n in side),
                colour,
                (nx * c + nz * s, ny, nz * c - nx * s),
                weight,
            )
            for side, (nx, ny, nz) in _SIDES
        )
        return Solid(faces, self.point(sum(x) / 2, y[0], sum(z) / 2))

    def legs(self, x: Span, z: Span, tall: float, thick: float, colour: RGB) -> list[Solid]:
        return [
            self.block((a, a + thick), (0, tall), (b, b + thick), colour, 0.8)
            for b in (z[1] - thick, z[0])
            for a in (x[0], x[1] - thick)
        ]


_SIDES: tuple[tuple[tuple[tuple[int, int, int], ...], V3], ...] = (
    (((0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0)), (-1, 0, 0)),
    (((1, 0, 1), (1, 0, 0), (1, 1, 0), (1, 1, 1)), (1, 0, 0)),
    (((1, 0, 0), (0, 0, 0), (0, 1, 0), (1, 1, 0)), (0, 0, -1)),
    (((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)), (0, 0, 1)),
    (((0, 1, 0), (0, 1, 1), (1, 1, 1), (1, 1, 0)), (0, 1, 0)),
)


def seat_of(actor: Actor, eye: V3) -> Set:
    """The seat under somebody; its back is drawn over them when they are seen from behind."""
    build = _SEATS.get(actor.pose.seat)
    if build is None:
        return Set()
    hip = actor.joints()["hip"]
    spot = _Spot(hip[0], actor.at[1], hip[2], actor.yaw)
    top = max(0.3, hip[1] - actor.at[1] - 0.052 * actor.look.height)
    top = actor.pose.perch if actor.creature else top
    under, back = build(spot, top)
    ahead = spot.point(0, 0, 1)
    behind = (eye[0] - hip[0]) * (ahead[0] - spot.x) + (eye[2] - hip[2]) * (
        ahead[2] - spot.z
    ) < -0.3
    ordered = tuple(sorted(under, key=lambda s: -_far(s, eye)))
    return Set(ordered, tuple(back)) if behind else Set((*back, *ordered))


def _far(solid: Solid, eye: V3) -> float:
    return sum((solid.at[k] - eye[k]) ** 2 for k in range(3))


Built = tuple[list[Solid], list[Solid]]


def _chair(s: _Spot, top: float) -> Built:
    legs = s.legs((-0.21, 0.21), (-0.2, 0.22), top - 0.03, 0.04, _WOOD)
    seat = s.block((-0.22, 0.22), (top - 0.045, top), (-0.21, 0.24), _WOOD)
    posts = [
        s.block((x, x + 0.04), (top, top + 0.48), (-0.21, -0.17), _WOOD) for x in (-0.21, 0.17)
    ]
    rails = [
        s.block((-0.17, 0.17), (top + y, top + y + h), (-0.205, -0.175), scale(_WOOD, 1.05))
        for y, h in ((0.16, 0.05), (0.34, 0.12))
    ]
    return [*legs, seat], [*posts, *rails]


def _stool(s: _Spot, top: float) -> Built:
    legs = s.legs((-0.17, 0.17), (-0.17, 0.17), top - 0.03, 0.035, scale(_WOOD, 0.85))
    return [*legs, s.block((-0.2, 0.2), (top - 0.05, top), (-0.2, 0.2), _WOOD)], []


def _bench(s: _Spot, top: float) -> Built:
    legs = [s.block((x, x + 0.07), (0, top), (-0.2, 0.22), _IRON) for x in (-0.72, 0.65)]
    seat = s.block((-0.8, 0.8), (top - 0.05, top), (-0.22, 0.24), _WOOD)
    back = [
        s.block((-0.8, 0.8), (top + y, top + y + 0.13), (-0.25, -0.21), _WOOD) for y in (0.12, 0.31)
    ]
    return [*legs, seat], back


def _sofa(s: _Spot, top: float) -> Built:
    seat = s.block((-0.62, 0.62), (0.08, top), (-0.3, 0.32), _CLOTH)
    arms = [s.block(x, (0.05, top + 0.2), (-0.32, 0.32), scale(_CLOTH, 0.9)) for x in _ARMS]
    return [seat, *arms], [s.block((-0.7, 0.7), (0.05, top + 0.45), (-0.46, -0.28), _CLOTH)]


_ARMS: tuple[Span, Span] = ((-0.78, -0.6), (0.6, 0.78))


def _bed(s: _Spot, top: float) -> Built:
    """A bed that lies across behind the knees of who sits on it."""
    frame = s.block((-1.0, 1.0), (0.1, 0.3), (-0.75, 0.2), _WOOD)
    legs = s.legs((-1.0, 1.0), (-0.75, 0.2), 0.12, 0.07, scale(_WOOD, 0.8))
    sheet = s.block((-0.99, 0.99), (0.3, top), (-0.74, 0.19), (226, 220, 208))
    pillow = s.block((-0.95, -0.55), (top, top + 0.1), (-0.65, 0.1), (238, 234, 226))
    head = s.block((-1.06, -0.99), (0, top + 0.42), (-0.78, 0.22), scale(_WOOD, 0.9))
    return [*legs, head, frame, sheet, pillow], []


def _sleeper(s: _Spot, top: float) -> Built:
    """A bed along the body that lies on it."""
    frame = s.block((-0.48, 0.48), (0.1, 0.3), (-1.05, 1.05), _WOOD)
    sheet = s.block((-0.47, 0.47), (0.3, top), (-1.02, 1.02), (226, 220, 208))
    pillow = s.block((-0.34, 0.34), (top, top + 0.07), (-1.0, -0.62), (240, 236, 228))
    head = s.block((-0.5, 0.5), (0, top + 0.42), (-1.1, -1.04), scale(_WOOD, 0.9))
    foot = s.block((-0.5, 0.5), (0, top + 0.12), (1.04, 1.1), scale(_WOOD, 0.9))
    return [frame, sheet, pillow, head, foot], []


def _car(s: _Spot, top: float) -> Built:
    seat = s.block((-0.27, 0.27), (0.12, top), (-0.24, 0.3), scale(_CLOTH, 0.8))
    back = s.block((-0.27, 0.27), (top, top + 0.62), (-0.34, -0.2), scale(_CLOTH, 0.75))
    rest = s.block((-0.12, 0.12), (top + 0.64, top + 0.82), (-0.32, -0.22), scale(_CLOTH, 0.7))
    return [seat], [back, rest]


def _pillar(s: _Spot, _top: float) -> Built:
    return [s.block((-0.32, 0.32), (0, 3.4), (-0.92, -0.34), (176, 168, 156))], []


def _ladder(s: _Spot, _top: float) -> Built:
    poles = [s.block((x, x + 0.045), (0, 5.5), (0.3, 0.345), _WOOD) for x in (-0.26, 0.215)]
    rungs = [s.block((-0.22, 0.22), (y, y + 0.04), (0.31, 0.34), _WOOD) for y in _RUNGS]
    return [*rungs, *poles], []


def _tabletop(s: _Spot, top: float) -> Built:
    return _table(s, Front("table", 1.3, 0.8, top)), []


def _railing(s: _Spot, top: float) -> Built:
    return _rail(s, Front("rail", 2.4, 0.1, top)), []


def _box(s: _Spot, top: float) -> Built:
    return _crate(s, Front("crate", 0.7, 0.6, top)), []


def _post(s: _Spot, top: float) -> Built:
    return [s.block((-0.1, 0.1), (0, top), (-0.1, 0.1), scale(_WOOD, 0.85), 1.1)], []


_RUNGS = tuple(0.28 * k + 0.22 for k in range(19))
_SEATS: dict[str, Callable[[_Spot, float], Built]] = {
    "chair": _chair,
    "stool": _stool,
    "bench": _bench,
    "sofa": _sofa,
    "bed": _bed,
    "sleeper": _sleeper,
    "carseat": _car,
    "pillar": _pillar,
    "ladder": _ladder,
    "table": _tabletop,
    "rail": _railing,
    "crate": _box,
    "post": _post,
}


def front_of(actor: Actor) -> tuple[Solid, ...]:
    """The furniture before somebody, back parts first."""
    front = actor.pose.front
    if front is None:
        return ()
    hip = actor.joints()["hip"]
    spot = _Spot(hip[0], actor.at[1], hip[2], actor.yaw)
    middle = spot.point(front.aside, 0, front.ahead + (front.deep / 2 if not front.turn else 0.0))
    build = _FRONTS.get(front.kind, _table)
    return tuple(build(replace(spot, x=middle[0], z=middle[2], yaw=actor.yaw + front.turn), front))


def front_spot(actor: Actor) -> V3:
    """The middle of that furniture on the ground."""
    front = actor.pose.front or Front("")
    hip = actor.joints()["hip"]
    spot = _Spot(hip[0], actor.at[1], hip[2], actor.yaw)
    return spot.point(front.aside, 0, front.ahead + (front.deep / 2 if not front.turn else 0.0))


def _table(s: _Spot, f: Front) -> list[Solid]:
    w, d = f.wide / 2, f.deep / 2
    legs = s.legs(
        (-w + 0.04, w - 0.04), (-d + 0.04, d - 0.04), f.tall - 0.04, 0.06, scale(_WOOD, 0.85)
    )
    return [*legs, s.block((-w, w), (f.tall - 0.05, f.tall), (-d, d), _WOOD, 1.1)]


def _desk(s: _Spot, f: Front) -> list[Solid]:
    w, d = f.wide / 2, f.deep / 2
    sides = [
        s.block(x, (0, f.tall - 0.04), (-d + 0.03, d - 0.03), scale(_WOOD, 0.8))
        for x in ((-w + 0.03, -w + 0.38), (w - 0.38, w - 0.03))
    ]
    return [*sides, s.block((-w, w), (f.tall - 0.05, f.tall), (-d, d), scale(_WOOD, 0.9), 1.1)]


def _counter(s: _Spot, f: Front) -> list[Solid]:
    w, d = f.wide / 2, f.deep / 2
    body = s.block((-w, w), (0, f.tall - 0.05), (-d + 0.06, d - 0.04), scale(_WOOD, 0.75), 1.0)
    return [body, s.block((-w - 0.03, w + 0.03), (f.tall - 0.05, f.tall), (-d, d), _WOOD, 1.1)]


def _rail(s: _Spot, f: Front) -> list[Solid]:
    w = f.wide / 2
    posts = [
        s.block((x, x + 0.05), (0, f.tall), (-0.03, 0.03), _IRON) for x in (-w, -w / 3, w / 3, w)
    ]
    low = s.block((-w, w), (0.45, 0.49), (-0.02, 0.02), _IRON)
    return [low, *posts, s.block((-w, w), (f.tall - 0.06, f.tall), (-0.04, 0.04), _IRON)]


def _crate(s: _Spot, f: Front) -> list[Solid]:
    body = s.block(
        (-f.wide / 2, f.wide / 2), (0, f.tall), (-f.deep / 2, f.deep / 2), (150, 118, 84), 1.1
    )
    lines = tuple(
        replace(
            face,
            lines=tuple(
                (_mix(face, 0, v), _mix(face, 1, v))
                for v in (0.33, 0.66)
                if abs(face.normal[1]) < 0.5
            )
            if face.normal
            else (),
        )
        for face in body.faces
    )
    return [replace(body, faces=lines)]


def _mix(face: Face, end: int, v: float) -> V3:
    a, b = (face.points[0], face.points[3]) if end == 0 else (face.points[1], face.points[2])
    x, y, z = (a[k] + (b[k] - a[k]) * v for k in range(3))
    return x, y, z


def _piano(s: _Spot, f: Front) -> list[Solid]:
    dark = (58, 48, 46)
    w = f.wide / 2
    body = s.block((-w, w), (0, 1.22), (0.05, 0.4), dark, 1.1)
    shelf = s.block((-w, w), (0.6, 0.7), (-0.24, 0.06), dark)
    keys = s.block((-w + 0.08, w - 0.08), (0.7, 0.725), (-0.22, -0.02), (240, 236, 226), 0.6)
    legs = [s.block((x, x + 0.08), (0, 0.62), (-0.22, -0.12), dark) for x in (-w, w - 0.08)]
    return [body, *legs, shelf, keys]


def _wheel(s: _Spot, f: Front) -> list[Solid]:
    """A steering wheel or a ship's helm: a ring, its spokes and what it turns on."""
    r = f.wide / 2
    lean = 0.35 if f.kind == "wheel" else 0.0
    rim = [_on_wheel(s, f, r, lean, k) for k in range(16)]
    inner = [_on_wheel(s, f, r * 0.86, lean, k) for k in range(16)]
    tint = (60, 56, 58) if f.kind == "wheel" else _WOOD
    faces = [
        Face((rim[k], rim[(k + 1) % 16], inner[(k + 1) % 16], inner[k]), tint, None, 0.8)
        for k in range(16)
    ]
    spokes = range(0, 16, 4) if f.kind == "wheel" else range(0, 16, 2)
    hub = _on_wheel(s, f, 0.0, lean, 0)
    out = 0.9 if f.kind == "wheel" else 1.18
    rods = []
    for k in spokes:
        end, aside = _on_wheel(s, f, r * out, lean, k), _on_wheel(s, f, 0.03, lean, k + 4)
        rods.append(Face((hub, aside, end), tint, None, 0.7))
    post = s.block((-0.05, 0.05), (0, f.tall), (0.04, 0.14), tint) if f.kind == "helm" else None
    column = s.block((-0.03, 0.03), (f.tall - 0.32, f.tall - 0.02), (0.02, 0.09), tint)
    ring = Solid((*faces, *rods), s.point(0, f.tall, 0))
    return [post or column, ring]


def _on_wheel(s: _Spot, f: Front, r: float, lean: float, k: int) -> V3:
    t = 2 * pi * k / 16
    return s.point(r * cos(t), f.tall + r * sin(t) * cos(lean), r * sin(t) * sin(lean))


_FRONTS: dict[str, Callable[[_Spot, Front], list[Solid]]] = {
    "table": _table,
    "desk": _desk,
    "counter": _counter,
    "rail": _rail,
    "crate": _crate,
    "piano": _piano,
    "wheel": _wheel,
    "helm": _wheel,
}
