"""Things of several blocks: put together, moved, turned, and seen in the right order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin

from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Solid, Spot

Bounds = tuple[V3, V3]


def assembled(parts: Sequence[Solid], name: str = "", at: V3 | None = None) -> Solid:
    """Convex blocks as one thing; whoever looks at it sees the nearer blocks before the others."""
    flat = [p for part in parts for p in (part.parts or (part,))]
    faces = tuple(face for part in flat for face in part.faces)
    low, high = _bounds(faces)
    middle = at or ((low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2)
    return Solid(faces, middle, 1, name, tuple(flat))


def placed(solid: Solid, at: V3, turn: float = 0.0) -> Solid:
    """The solid turned about the upright axis of its own origin (degrees), then moved to *at*."""
    c, s = cos(radians(turn)), sin(radians(turn))

    def spun(p: V3) -> V3:
        return p[0] * c + p[2] * s, p[1], p[2] * c - p[0] * s

    def put(p: V3) -> V3:
        x, y, z = spun(p)
        return x + at[0], y + at[1], z + at[2]

    def face(f: Face) -> Face:
        return replace(
            f,
            points=tuple(put(p) for p in f.points),
            normal=spun(f.normal) if f.normal else None,
            lines=tuple(tuple(put(p) for p in line) for line in f.lines),
            decor=tuple(face(d) for d in f.decor),
        )

    def spot(p: Spot) -> Spot:
        return replace(p, at=put(p.at), yaw=p.yaw + turn, hands=tuple(put(h) for h in p.hands))

    def whole(one: Solid) -> Solid:
        parts = tuple(whole(p) for p in one.parts)
        own = tuple(f for p in parts for f in p.faces) or tuple(face(f) for f in one.faces)
        spots = tuple(spot(p) for p in one.spots)
        return replace(one, faces=own, at=put(one.at), parts=parts, spots=spots)

    return whole(solid)


def seen_from(solid: Solid, eye: V3) -> Sequence[Face]:
    """The faces of a solid, hidden blocks first."""
    if len(solid.parts) < 2:
        return solid.faces
    left = [(part, _bounds(part.faces)) for part in solid.parts]
    out: list[Face] = []
    while left:
        pick = next((k for k, (_, own) in enumerate(left) if not _hides_any(k, own, left, eye)), 0)
        out += left.pop(pick)[0].faces
    return out


def _hides_any(k: int, own: Bounds, left: Sequence[tuple[Solid, Bounds]], eye: V3) -> bool:
    return any(j != k and _before(own, other, eye) for j, (_, other) in enumerate(left))


def _before(a: Bounds, b: Bounds, eye: V3) -> bool:
    """Whether block *a* can hide block *b*: a plane parts them and the eye is on a's side."""
    nearer = False
    for k in range(3):
        if a[1][k] <= b[0][k] + 1e-4:
            if eye[k] >= b[0][k]:
                return False
            nearer = nearer or eye[k] < b[0][k]
        elif b[1][k] <= a[0][k] + 1e-4:
            if eye[k] <= b[1][k]:
                return False
            nearer = nearer or eye[k] > b[1][k]
    return nearer


def _bounds(faces: Sequence[Face]) -> Bounds:
    points = [p for f in faces for p in f.points]
    xs, ys, zs = zip(*points, strict=True)
    return (min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs))


def cut_away(solid: Solid, eye: V3) -> bool:
    """Whether the wall a thing leans on stands between it and the eye, as on a film set."""
    if solid.backs is None:
        return False
    p, n = solid.backs
    return (eye[0] - p[0]) * n[0] + (eye[1] - p[1]) * n[1] + (eye[2] - p[2]) * n[2] < 0.35
