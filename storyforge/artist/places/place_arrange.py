"""Furnishing: windows and doors first, then each thing where it stands free and can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from random import Random

from storyforge.artist.places.furniture_catalog import ITEMS
from storyforge.artist.places.furniture_spots import furniture_for
from storyforge.artist.places.place_walls import HUNG, REACH, WINDOWS, Span, Wall
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, Lamp, Solid

Foot = tuple[float, float, float, float, float, float]  # x, z and y bounds


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of a room before it is furnished; *free* is kept clear for people."""

    walls: dict[str, Wall]
    free: tuple[float, float, float, float]  # x and z bounds


@dataclass(frozen=True, slots=True)
class Furnished:
    """Furniture on the floor, marks on the walls, lamps, daylight on the floor."""

    solids: tuple[Solid, ...]
    decor: dict[str, tuple[Face, ...]]
    lamps: tuple[Lamp, ...]
    shafts: tuple[tuple[V3, ...], ...]


class Arranger:
    """Puts one thing after another into a room and remembers what is taken."""

    def __init__(self, room: Room, rng: Random) -> None:
        self.room, self.rng = room, rng
        self.solids: list[Solid] = []
        self.lamps: list[Lamp] = []
        self.decor: dict[str, list[Face]] = {name: [] for name in room.walls}
        self.shafts: list[tuple[V3, ...]] = []
        self.taken: list[Foot] = []
        self.openings: dict[str, list[tuple[Span, Span]]] = {name: [] for name in room.walls}
        self.told: list[tuple[str, str, float]] = []  # windows and hung things: kind, wall, u
        self._last: tuple[tuple[Face, ...], Foot] = ((), (0, 0, 0, 0, 0, 0))

    def done(self) -> Furnished:
        """Everything placed so far."""
        decor = {name: tuple(faces) for name, faces in self.decor.items()}
        return Furnished(tuple(self.solids), decor, tuple(self.lamps), tuple(self.shafts))

    def window(self, kind: str, wall: str, u: float) -> None:
        """A window at *u* metres from the middle of a wall, and its light on the floor."""
        half, high = REACH[kind]
        self.openings[wall].append(((u - half, u + half), high))
        self.told.append((kind, wall, u))
        frame = self.room.walls[wall]
        self.decor[wall] += WINDOWS[kind](frame, u, self.rng)
        if wall == "west" and kind != "barred":
            low, top = high[0], min(high[1], frame.tall)
            corners = [(u - half * 0.7, low), (u + half * 0.7, low), (u + half * 0.7, top)]
            corners.append((u - half * 0.7, top))
            self.shafts.append(tuple(_fallen(frame.at(a, b)) for a, b in corners))

    def hang(self, name: str, order: Sequence[str], wish: float = 0.0) -> bool:
        """A thing on the first of these walls that has room for it, as near *wish* as can be."""
        paint, half, high = HUNG[name]
        for wall in order:
            frame = self.room.walls[wall]
            if high[1] > frame.tall + 0.3:
                continue
            for u in _along(frame.long - 2 * half, wish):
                if self._hangs_free(frame, (u - half, u + half), high):
                    self.openings[wall].append(((u - half, u + half), high))
                    self.told.append((name, wall, u))
                    self.decor[wall] += paint(frame, u, self.rng)
                    return True
        return False

    def _hangs_free(self, wall: Wall, u: Span, high: Span) -> bool:
        if not _clear(u, high, self.openings[wall.name]):
            return False
        a, b = wall.at(u[0], 0, 0), wall.at(u[1], 0, 0.25)
        return self._stands(
            (min(a[0], b[0]), max(a[0], b[0]), min(a[2], b[2]), max(a[2], b[2]), *high), 0.0
        )

    def stand(self, name: str, order: Sequence[str], wish: float = 0.0) -> bool:
        """Furniture against a wall or on the floor, wherever it finds room."""
        item = ITEMS[name]
        solid = furniture_for(name, self.rng)
        if item.stands == "flat":
            return self.put(name, solid, (0.0, 0.0, (self.room.free[3] + 0.6) * 0.7), 0.0, True)
        if item.stands == "floor":
            return self._on_floor(name, solid, order)
        return self._at_wall(name, solid, order, wish)

    def put(self, name: str, solid: Solid, at: V3, turn: float, force: bool = False) -> bool:
        """The thing at a spot if that is free, or in any case when forced."""
        foot = _turned(self._own(solid), at, turn)
        if not force and not self._stands(foot, 0.06):
            return False
        self.solids.append(placed(solid, at, turn))
        if solid.layer:
            self.taken.append(foot)
        item = ITEMS[name]
        if item.shine is not None:
            spot = placed(Solid((), item.shine), at, turn).at
            self.lamps.append(Lamp((spot[0], item.shine[1] + at[1], spot[2]), item.reach))
        return True

    def open(self, at: V3, half: float) -> bool:
        """Whether somebody can stand there: inside the walls, and not in the furniture."""
        foot = (at[0] - half, at[0] + half, at[2] - half, at[2] + half, 0.05, 1.7)
        wide = self.room.walls["east"].mid[0]
        near, far = self.room.walls["south"].mid[2], self.room.walls["north"].mid[2]
        inside = abs(at[0]) < wide - 0.1 and near + 0.1 < at[2] < far - 0.1
        return inside and not any(_meets(foot, other, 0.0) for other in self.taken)

    def bare(self, wall: str, u: float, half: float) -> bool:
        """Whether nothing hangs on a wall or opens in it at the height of people."""
        return _clear((u - half, u + half), (0.4, 1.8), self.openings[wall])

    def _own(self, solid: Solid) -> Foot:
        """The bounds of a thing about its own middle, worked out once for all its tries."""
        if self._last[0] is not solid.faces:
            self._last = (solid.faces, _foot(solid))
        return self._last[1]

    def _at_wall(self, name: str, solid: Solid, order: Sequence[str], wish: float) -> bool:
        x0, x1, _, z1, y0, y1 = self._own(solid)
        half = (x1 - x0) / 2
        for wall in _ACROSS if name == "bed" else order:
            frame = self.room.walls[wall]
            if y1 > frame.tall + 0.02 and name not in _THROUGH:
                continue
            for u in _along(frame.long - 2 * half - 0.1, _FAR_END.get(wall, wish)):
                if not _clear((u - half, u + half), (y0, y1), self.openings[wall]):
                    continue
                at = frame.at(u - (x0 + x1) / 2, 0, z1 + 0.03)
                whole = replace(solid, backs=(frame.mid, frame.normal()))
                if self.put(name, whole, at, frame.turn):
                    return True
        return False

    def _on_floor(self, name: str, solid: Solid, order: Sequence[str]) -> bool:
        far = self.room.walls["north"].mid[2] if order[0] != "south" else -1.0
        near = self.room.free[3] if order[0] != "south" else self.room.walls["south"].mid[2] + 1.2
        wide = self.room.walls["north"].long / 2
        spots = [
            (x * wide, near + (far - near) * z) for z in (0.42, 0.58, 0.3, 0.72) for x in _SIDES
        ]
        turn = _LENGTHWISE.get(name, 0.0)
        return any(self.put(name, solid, (x, 0, z), turn) for x, z in spots)

    def _stands(self, foot: Foot, gap: float) -> bool:
        x0, x1, z0, z1 = self.room.free
        walls = self.room.walls
        w, n, f = walls["east"].mid[0], walls["south"].mid[2], walls["north"].mid[2]
        if foot[0] < -w - 0.05 or foot[1] > w + 0.05 or foot[2] < n - 0.05 or foot[3] > f + 0.05:
            return False
        if foot[4] < 1.9 and _meets(foot, (x0, x1, z0, z1, 0.0, 2.0), 0.0):
            return False
        return not any(_meets(foot, other, gap) for other in self.taken)


# a table runs away from us: two at it are seen from the side; who works at a screen faces us
_LENGTHWISE = {"table": 90.0, "screen desk": 180.0}
_THROUGH = ("stove", "boiler", "machine", "fireplace")  # their pipes go on through the ceiling
_FAR_END = {"east": -0.72, "west": 0.72}  # where a side wall is seen from the room's front
_ACROSS = ("east", "west", "north", "south")  # a sleeper lies across the picture
_SIDES = (0.3, -0.34, 0.0, 0.5, -0.55, 0.68)


def _fallen(p: V3) -> V3:
    """Where daylight through that point of a west wall meets the floor."""
    return p[0] + p[1] * 0.95, 0.012, p[2] + p[1] * 0.35


def _along(long: float, wish: float) -> Iterable[float]:
    """Places along a wall, those near the wish (a share of half its length) first."""
    if long < 0:
        return ()
    steps = [-long / 2 + long * k / 24 for k in range(25)]
    return sorted(steps, key=lambda u: abs(u - wish * long / 2))


def _clear(u: Span, y: Span, openings: Sequence[tuple[Span, Span]]) -> bool:
    return not any(u[1] > a[0] and u[0] < a[1] and y[1] > b[0] and y[0] < b[1] for a, b in openings)


def _meets(a: Foot, b: Foot, gap: float) -> bool:
    return all(a[k + 1] + gap > b[k] and a[k] - gap < b[k + 1] for k in (0, 2)) and (
        a[5] > b[4] + 0.01 and a[4] < b[5] - 0.01
    )


def _turned(own: Foot, at: V3, turn: float) -> Foot:
    """The bounds of a thing once it stands at a spot, turned about its middle."""
    c, s = cos(radians(turn)), sin(radians(turn))
    spots = [(x * c + z * s, z * c - x * s) for x in own[:2] for z in own[2:4]]
    xs, zs = [p[0] + at[0] for p in spots], [p[1] + at[2] for p in spots]
    return min(xs), max(xs), min(zs), max(zs), own[4] + at[1], own[5] + at[1]


def _foot(solid: Solid) -> Foot:
    xs, ys, zs = zip(*(p for f in solid.faces for p in f.points), strict=True)
    return min(xs), max(xs), min(zs), max(zs), min(ys), max(ys)
