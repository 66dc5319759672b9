"""What the camera sees past: walls it may not cross, posts behind heads, who is in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from storyforge.artist.figures.actor import Actor
from storyforge.artist.framing.cuts import crown_of, face_of, joints_of
from storyforge.artist.ink.hand import P2
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.stage import Place, Solid


@dataclass(frozen=True, slots=True)
class Bounds:
    """The upright box round a solid, metres."""

    low: V3
    high: V3
    solid: Solid

    @property
    def wide(self) -> float:
        """The longer of its two sides on the ground."""
        return max(self.high[0] - self.low[0], self.high[2] - self.low[2])


def bounds_of(place: Place) -> tuple[Bounds, ...]:
    """The boxes of all that stands in a place."""
    return tuple(_bounds(solid) for solid in place.solids if solid.faces)


def _bounds(solid: Solid) -> Bounds:
    points = [p for face in solid.faces for p in face.points]
    xs, ys, zs = zip(*points, strict=True)
    return Bounds((min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs)), solid)


def way_back(boxes: Sequence[Bounds], aim: V3, azimuth: float) -> float:
    """Metres from *aim* backwards along the line of sight to the first wall, at eye height.

    Walls that only just stand beside the line count as well, for they would fill half the picture.
    """
    a = radians(azimuth)
    step = (-sin(a), -cos(a))
    sides = [(aim[0] + cos(a) * s, aim[1], aim[2] - sin(a) * s) for s in (-0.7, 0.0, 0.7)]
    free = 400.0
    for box in boxes:
        if box.high[1] > 1.3 and box.low[1] < 1.2 and box.wide > 1.2:
            free = min(free, *(_met(box, start, step) for start in sides))
    return free


def _met(box: Bounds, aim: V3, step: P2) -> float:
    enter, leave = 0.0, 400.0
    for axis, along in ((0, step[0]), (2, step[1])):
        low, high = box.low[axis] - aim[axis], box.high[axis] - aim[axis]
        if abs(along) < 1e-9:
            if low > 0 or high < 0:
                return 400.0
            continue
        one, two = low / along, high / along
        enter, leave = max(enter, min(one, two)), min(leave, max(one, two))
    return enter if leave >= enter > 0.3 else 400.0


@dataclass(frozen=True, slots=True)
class _Rect:
    left: float
    top: float
    right: float
    bottom: float
    depth: float

    def meets(self, other: _Rect, pad: float = 0.0) -> bool:
        return (
            self.right > other.left - pad
            and self.left < other.right + pad
            and self.bottom > other.top - pad
            and self.top < other.bottom + pad
        )


def _rect(lens: Camera, points: Sequence[V3]) -> _Rect | None:
    seen = [(lens.at(p), lens.depth(p)) for p in points]
    ahead = [(p, d) for p, d in seen if d > 0.15]
    if not ahead:
        return None
    xs, ys = [p[0] for p, _ in ahead], [p[1] for p, _ in ahead]
    return _Rect(min(xs), min(ys), max(xs), max(ys), min(d for _, d in ahead))


def heads(lens: Camera, actors: Sequence[Actor]) -> list[_Rect]:
    """The boxes of all heads on the picture."""
    found = (_rect(lens, face_of(a, joints_of(a), lens.axes[0])) for a in actors)
    return [rect for rect in found if rect is not None]


def _corners(box: Bounds) -> list[V3]:
    return [
        (x, y, z)
        for x in (box.low[0], box.high[0])
        for y in (box.low[1], box.high[1])
        for z in (box.low[2], box.high[2])
    ]


def posts_behind(boxes: Sequence[Bounds], lens: Camera, actors: Sequence[Actor]) -> int:
    """How many heads a post, a trunk or an edge of that kind would seem to grow out of."""
    thin = [b for b in boxes if b.wide < 1.0 < b.high[1] - b.low[1] and b.solid.layer]
    shown = [r for b in thin if (r := _rect(lens, _corners(b))) is not None]
    count = 0
    for head in heads(lens, actors):
        wide = head.right - head.left
        for post in shown:
            if post.depth > head.depth and post.top < head.top < post.bottom:
                middle = (post.left + post.right) / 2 - (head.left + head.right) / 2
                reach = (post.right - post.left) / 2 + wide * 0.62
                count += abs(middle) < reach and post.right - post.left < 2.2 * wide
    return count


def cleared(place: Place, boxes: Sequence[Bounds], lens: Camera, actors: Sequence[Actor]) -> Place:
    """The place without what hides a face, and without what the camera stands in."""
    faces = heads(lens, actors)
    gone = {id(box.solid) for box in boxes if _bars(box, lens, faces)}
    tufts = tuple(t for t in place.tufts if not _leafy(t.at, t.radius, lens, faces))
    solids = tuple(s for s in place.solids if id(s) not in gone)
    return replace(place, solids=solids, tufts=tufts)


def _bars(box: Bounds, lens: Camera, faces: Sequence[_Rect]) -> bool:
    if not box.solid.layer:
        return False
    if all(box.low[k] - 0.15 < lens.eye[k] < box.high[k] + 0.15 for k in range(3)):
        return True
    if box.wide > 4.0:  # a house or a train: its own box says too little about what it hides
        return False
    shown = _rect(lens, _corners(box))
    return shown is not None and any(
        shown.depth < face.depth - 0.3 and shown.meets(face, 0.2 * (face.right - face.left))
        for face in faces
    )


def _leafy(at: V3, radius: float, lens: Camera, faces: Sequence[_Rect]) -> bool:
    depth = lens.depth(at)
    if depth < 0.15:
        return False
    x, y = lens.at(at)
    size = radius * lens.size(at)
    lump = _Rect(x - size, y - size, x + size, y + size, depth)
    return any(depth < face.depth - 0.3 and lump.meets(face) for face in faces)


def joints_seen(lens: Camera, actor: Actor) -> frozenset[str]:
    """The joints of somebody that lie before the camera and inside the picture, also the crown."""
    joints = {**joints_of(actor), "crown": crown_of(actor, joints_of(actor))}
    return frozenset(
        name for name, p in joints.items() if lens.depth(p) > 0.12 and _inside(lens, lens.at(p))
    )


def _inside(lens: Camera, p: P2) -> bool:
    return 0 <= p[0] <= lens.width and 0 <= p[1] <= lens.height


def kept(lens: Camera, actors: Sequence[Actor]) -> tuple[P2, ...]:
    """Head to ankle of the cast on the picture: nothing may stand before this."""
    names = ("head", "shoulder_l", "shoulder_r", "hip", "knee_l", "knee_r", "ankle_l", "ankle_r")
    return tuple(lens.at(p) for a in actors for name, p in joints_of(a).items() if name in names)


def beside_of(azimuth: float, right: float, away: float) -> V3:
    """A step on the ground in the camera's own directions, as metres of the stage."""
    a = radians(azimuth)
    return cos(a) * right + sin(a) * away, 0.0, cos(a) * away - sin(a) * right
