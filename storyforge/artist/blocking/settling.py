"""People take what a set offers them: its chairs, beds, windows, doors, rails, a car's seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sin

from storyforge.artist.blocking.blocking import across
from storyforge.artist.blocking.blocking import at as stepped
from storyforge.artist.blocking.pairs import PAIRS, pair_in
from storyforge.artist.blocking.riding import riding
from storyforge.artist.blocking.settled_pose import put
from storyforge.artist.blocking.spot_words import kinds_wanted
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Place, Solid, Spot
from storyforge.artist.staging import Shot

_OUTWARD = ("window", "rail", "counter", "stool", "ladder")  # faced whatever lies there
_LYING = ("bed", "couch")


@dataclass(frozen=True, slots=True)
class _Group:
    """Those of the cast who ask for the same things."""

    kinds: tuple[str, ...]
    members: tuple[int, ...]


def settled(
    shot: Shot, said: Sequence[str], actors: Sequence[Actor], place: Place, azimuth: float
) -> list[Actor]:
    """The cast on the spots of the place that their words ask for; who asks for none stays.

    Left stays left and right stays right as a camera looking along *azimuth* sees them.
    """
    spots = place.spots
    if not spots or not actors:
        return list(actors)
    if any(spot.kind == "wheel" for spot in spots):
        return riding(shot, said, actors, spots, azimuth)
    if _paired(shot, said, len(actors)):
        return list(actors)
    out, taken = list(actors), set[Spot]()
    for group in _groups(shot, said, actors):
        clusters = _clusters(place, group.kinds, taken)
        found = _chosen(shot, group, clusters, actors, place.axes[0], azimuth)
        for k, spot in found.items():
            taken.add(spot)
            out[k] = put(shot, k, said[k], actors[k], spot, azimuth)
    return _beside(out, actors, place, azimuth) if taken else out


def _paired(shot: Shot, said: Sequence[str], count: int) -> bool:
    """Whether two do something together that brings them together anyway."""
    if count < 2:
        return False
    acted = any(pair_in(m.action or s) in PAIRS for m, s in zip(shot.cast, said, strict=False))
    return acted or pair_in(shot.prompt) in PAIRS


def _groups(shot: Shot, said: Sequence[str], actors: Sequence[Actor]) -> list[_Group]:
    found: dict[tuple[str, ...], list[int]] = {}
    for k, actor in enumerate(actors):
        kinds = kinds_wanted(shot, k, said[k], actor.pose)
        if kinds and not (len(actors) > _SOCIABLE and "table" in kinds):
            found.setdefault(kinds, []).append(k)
    return [_Group(kinds, tuple(members)) for kinds, members in found.items()]


_SOCIABLE = 3  # more than these bring a table at which all of them face us


def _clusters(place: Place, kinds: Sequence[str], taken: set[Spot]) -> list[list[Spot]]:
    """The free spots of the first kind that the place has, those of one thing together."""
    owned = [solid.spots for solid in place.solids if solid.spots]
    walls = dict.fromkeys((spot.kind, spot.name) for spot in place.stands)
    owned += [tuple(s for s in place.stands if (s.kind, s.name) == wall) for wall in walls]
    for kind in kinds:
        free = [[s for s in own if _is(s, kind) and s not in taken] for own in owned]
        if any(free):
            return [own for own in free if own]
    return []


def _is(spot: Spot, kind: str) -> bool:
    lying = spot.kind in _LYING or kind in _LYING
    return spot.kind == kind or (spot.name == kind and not lying)


def _chosen(
    shot: Shot,
    group: _Group,
    clusters: Sequence[list[Spot]],
    actors: Sequence[Actor],
    axis: float,
    azimuth: float,
) -> dict[int, Spot]:
    """Who takes which spot: one thing for all if it can hold them, left to right as they stand."""
    if not clusters:
        return {}
    count, rank = len(group.members), 0
    one = shot.cast[group.members[0]]
    if count == 1 and one.side is not None and one.sides > 1 and _for_several(clusters):
        count, rank = one.sides, one.side
    lean = _lean(group, actors, azimuth)
    ordered = sorted(
        clusters,
        key=lambda own: (
            max(0, count - len(own)),
            min(_cost(s, axis) + _crossing(s, lean, azimuth) for s in own),
        ),
    )
    if count == 1:
        return {group.members[0]: min(ordered[0], key=lambda s: _cost(s, axis))}
    row = [spot for own in ordered for spot in own][:count]
    row.sort(key=lambda s: across(s.at, azimuth))
    if len(group.members) == 1:
        return {
            group.members[0]: row[min(len(row) - 1, round(rank * (len(row) - 1) / (count - 1)))]
        }
    people = sorted(group.members, key=lambda k: across(actors[k].at, azimuth))
    return dict(zip(people, row, strict=False))


def _lean(group: _Group, actors: Sequence[Actor], azimuth: float) -> float:
    """On which side of the others those of a group stand: -1 left, 1 right, 0 when nobody else."""
    own = [across(actors[k].at, azimuth) for k in group.members]
    rest = [across(a.at, azimuth) for k, a in enumerate(actors) if k not in group.members]
    if not rest:
        return 0.0
    return 1.0 if sum(own) / len(own) > sum(rest) / len(rest) else -1.0


def _crossing(spot: Spot, lean: float, azimuth: float) -> float:
    """What it costs to stand at a rail beyond which the others would have to be."""
    return 1.5 if spot.kind == "rail" and across(spot.at, azimuth) * lean < 0 else 0.0


def _for_several(clusters: Sequence[list[Spot]]) -> bool:
    return any(len(own) > 1 for own in clusters)


def _cost(spot: Spot, axis: float) -> float:
    """How little a spot suits a camera looking along *axis*: far off, behind us, facing away."""
    a = radians(axis)
    ahead = spot.at[0] * sin(a) + spot.at[2] * cos(a)
    away = 0.0 if spot.kind in _OUTWARD else (1 + cos(radians(spot.yaw - axis))) / 2
    behind = 2.5 if ahead < -0.5 else 0.0
    if spot.kind == "window":  # best one that we look at, near enough to look out of it
        away = 0.4 * (spot.reach - 0.4) + (0.3 if spot.name != "north" else 0.0)
    return 0.35 * hypot(across(spot.at, axis), ahead - 1.4) + 2.0 * away + behind


def _beside(out: list[Actor], before: Sequence[Actor], place: Place, azimuth: float) -> list[Actor]:
    """Who has no spot goes with those who have one, and stands where there is room."""
    first = next(k for k, a in enumerate(out) if a.spot is not None)
    base, was = out[first].at, before[first].at
    for k, actor in enumerate(out):
        if actor.spot is not None:
            continue
        side = 1.0 if across(actor.at, azimuth) >= across(was, azimuth) else -1.0
        tries = [
            stepped((base[0], actor.at[1], base[2]), azimuth, side * right, away)
            for right, away in _NEXT_TO
        ]
        others = [a for a in out if a is not actor]
        free = (p for p in tries if _open(p, out[first]) and _room(p, place, others))
        out[k] = replace(actor, at=next(free, tries[1]))
    return out


_NEXT_TO = (
    *((right, away) for away in (-0.25, 0.2, -0.8, 0.7) for right in (0.8, 1.1, 1.5, 1.9)),
    *((0.14, 0.9), (0.14, -0.9), (-0.2, 0.95), (-0.6, 0.9), (-0.7, -0.3), (-1.0, 0.0)),
)


def _open(p: V3, other: Actor) -> bool:
    """Whether a point lies on the side of a rail, a wall or a window on which people are."""
    if other.spot is None or other.spot.kind not in _EDGES:
        return True
    a = radians(other.spot.yaw)
    ahead = (p[0] - other.at[0]) * sin(a) + (p[2] - other.at[2]) * cos(a)
    return ahead < 0.15 if _EDGES[other.spot.kind] > 0 else ahead > -0.1


_EDGES = {"rail": 1, "window": 1, "counter": 1, "wall": -1, "door": -1, "behind": 1}


def _room(p: V3, place: Place, others: Sequence[Actor]) -> bool:
    if any(a.spot is not None and hypot(a.at[0] - p[0], a.at[2] - p[2]) < 0.55 for a in others):
        return False
    if place.inside and not _within_walls(p, place):
        return False
    return not any(_stands_in(p, solid) for solid in place.solids if solid.layer > 0)


def _within_walls(p: V3, place: Place) -> bool:
    points = [q for s in place.solids if s.name == "wall" for f in s.faces for q in f.points]
    return not points or all(
        min(q[k] for q in points) + 0.3 < p[k] < max(q[k] for q in points) - 0.3 for k in (0, 2)
    )


def _stands_in(p: V3, solid: Solid) -> bool:
    if hypot(solid.at[0] - p[0], solid.at[2] - p[2]) > 5.0:
        return False
    points = [q for face in solid.faces for q in face.points]
    xs, ys, zs = zip(*points, strict=True)
    flat: bool = min(xs) - 0.2 < p[0] < max(xs) + 0.2 and min(zs) - 0.2 < p[2] < max(zs) + 0.2
    upright: bool = min(ys) < p[1] + 1.7 and max(ys) > p[1] + 0.15
    return flat and upright


def turned_to(actors: Sequence[Actor], azimuth: float) -> float:
    """Degrees the camera goes round people whose seats look away from it, to see their faces."""
    spots = [a.spot for a in actors if a.spot is not None and a.spot.kind in _FIXED]
    if not spots or len(spots) < len(actors):
        return 0.0
    first = spots[0].yaw
    turn = (first - azimuth) % 360 - 180  # 0: they look at us
    if any(abs((s.yaw - first + 180) % 360 - 180) > 30 for s in spots):
        return 0.0
    if abs(turn) > 115:
        return 180.0 if spots[0].name in _ROWS else 0.0
    spare = abs(turn) - 38.0
    if len(spots) < 2 or spare <= 12:
        return 0.0
    return min(46.0, spare) * (1.0 if turn > 0 else -1.0)


_FIXED = ("seat", "desk", "bedside", "crate", "step")
_ROWS = ("pew", "seats", "school desk")
