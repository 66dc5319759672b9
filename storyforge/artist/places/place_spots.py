"""Where one stands in a room: at its windows, in its doorways, with the back to a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import atan2, degrees

from storyforge.artist.places.place_arrange import Arranger
from storyforge.artist.places.place_walls import REACH, Wall
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Solid, Spot

_ORDER = ("north", "west", "east", "south")
_HALF = 0.24  # of a body on the floor, metres
_STEPS = (0.42, 0.62, 0.86, 1.15, 1.5)  # metres from a wall, the nearest first


def stands_of(hand: Arranger) -> tuple[Spot, ...]:
    """The standing spots of a furnished room: the far wall's first."""
    found = [spot for kind, wall, u in _told(hand) for spot in _at(hand, wall, u, kind)]
    return (*found, *_walls(hand))


def _told(hand: Arranger) -> Iterator[tuple[str, Wall, float]]:
    for name in _ORDER:
        for kind, wall, u in hand.told:
            if wall == name:
                yield kind, hand.room.walls[wall], u


def _at(hand: Arranger, wall: Wall, u: float, kind: str) -> list[Spot]:
    if kind in _DOORS:
        return _door(hand, wall, u)
    return _window(hand, wall, u, kind) if kind in _WINDOWS else []


def _window(hand: Arranger, wall: Wall, u: float, kind: str) -> list[Spot]:
    """Beside a window, at the nearest free spot on either side, turned to its middle."""
    half, high = REACH[kind]
    out = []
    for side in (-1.0, 1.0):
        beside = u + side * min(0.62, half * 0.66)
        at = _nearest(hand, wall, beside)
        if at is not None:
            middle = wall.at(u - side * 0.25, 0.0)
            yaw = degrees(atan2(middle[0] - at[0], middle[2] - at[2]))
            out.append(Spot("window", at, yaw, 0.0, high[0], _gap(wall, at), wall.name))
    return out


def _gap(wall: Wall, at: V3) -> float:
    """Metres from a spot to the wall."""
    normal = wall.normal()
    return (at[0] - wall.mid[0]) * normal[0] + (at[2] - wall.mid[2]) * normal[2]


def _nearest(hand: Arranger, wall: Wall, u: float) -> V3 | None:
    spots = (wall.at(u, 0.0, out) for out in _STEPS)
    return next((at for at in spots if hand.open(at, _HALF)), None)


def _door(hand: Arranger, wall: Wall, u: float) -> list[Spot]:
    """In the doorway, turned into the room."""
    at = wall.at(u, 0.0, 0.3)
    normal = wall.normal()
    yaw = degrees(atan2(normal[0], normal[2]))
    return [Spot("door", at, yaw, name=wall.name)] if hand.open(at, _HALF) else []


def _walls(hand: Arranger) -> list[Spot]:
    """With the back to a wall that is bare there."""
    out = []
    for name in _ORDER[:3]:
        wall = hand.room.walls[name]
        normal = wall.normal()
        yaw = degrees(atan2(normal[0], normal[2]))
        for share in (0.5, -0.5, 0.1, 0.75, -0.75, -0.15, 0.3, -0.3):
            u = share * (wall.long / 2 - 0.4)
            at = wall.at(u, 0.0, 0.19)
            if hand.bare(name, u, 0.42) and hand.open(at, _HALF):
                out.append(Spot("wall", at, yaw, name=name))
                break
    return out


_DOORS = ("door", "steel door", "gate")
_WINDOWS = ("sash", "plain", "barred", "port", "gable")


def with_fronts(solids: Sequence[Solid]) -> tuple[Solid, ...]:
    """The things of a place; houses of a street along z know where one leans and stands at them."""
    return tuple(_fronted(s) if s.name == "house" and not s.spots else s for s in solids)


def _fronted(house: Solid) -> Solid:
    spots = tuple(spot for f in house.faces if _faces_street(f) for spot in _at_front(f))
    return replace(house, spots=spots)


def _at_front(front: Face) -> Iterator[Spot]:
    """With the back to it where it is bare, and in doorways without steps."""
    x = front.points[0][0]
    side = 1.0 if x > 0 else -1.0
    doors = [d for d in front.decor if _range(d, 1)[0] < 0.6 and _range(d, 1)[1] > 1.6]
    low, high = _range(front, 2)
    for z in (2.0, 2.8, 3.6, 1.2, 4.4, 5.2):
        if low + 0.5 < z < high - 0.5 and not any(_near(d, z, 0.45) for d in doors):
            yield Spot("wall", (x - side * 0.2, 0.0, z), -side * 90.0, name="front")
            break
    for d in doors:
        a, b = _range(d, 2)
        if b - a < 1.3 and _range(d, 1)[0] < 0.15 and 0.4 < (a + b) / 2 < 7.0:
            at = (x - side * 0.3, 0.0, (a + b) / 2)
            yield Spot("door", at, -side * 90.0, name="front")


def _faces_street(face: Face) -> bool:
    if face.normal is None or abs(face.normal[0]) < 0.9:
        return False
    (low, high), (near, far), x = _range(face, 1), _range(face, 2), face.points[0][0]
    return low < 0.4 and high > 2.2 and far > 1.0 and near < 6.0 and face.normal[0] * x < 0


def _range(face: Face, axis: int) -> tuple[float, float]:
    along = [p[axis] for p in face.points]
    return min(along), max(along)


def _near(face: Face, z: float, half: float) -> bool:
    low, high = _range(face, 2)
    return low - half < z < high + half
