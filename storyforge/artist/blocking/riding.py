"""In a car: who drives, who sits beside and behind, and how near a camera comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storyforge.artist.blocking.blocking import across
from storyforge.artist.blocking.settled_pose import put
from storyforge.artist.blocking.spot_words import rides_behind, takes_wheel
from storyforge.artist.figures.actor import Actor
from storyforge.artist.stage.stage import Place, Solid, Spot
from storyforge.artist.staging import Member, Shot

_FRONT = ("wheel", "passenger")


def riding(
    shot: Shot, said: Sequence[str], actors: Sequence[Actor], spots: Sequence[Spot], azimuth: float
) -> list[Actor]:
    """Everybody in a car sits in it: one drives, one beside, the others behind."""
    count = len(actors)
    words = [f"{m.action or s} {m.position}" for m, s in zip(shot.cast, said, strict=False)]
    rear = [k for k in range(count) if rides_behind(words[k])]
    seats = {s.kind: s for s in reversed(spots) if s.kind in _FRONT}
    driver = next((k for k in range(count) if takes_wheel(words[k])), None)
    if driver is None and not (count == 1 and _left(shot.cast[0])):
        front = [k for k in range(count) if k not in rear][:2]
        right = across(seats["wheel"].at, azimuth) > 0
        front.sort(key=lambda k: across(actors[k].at, azimuth), reverse=right)
        driver = next(iter(front), None)
    beside = next((k for k in range(count) if k not in (driver, *rear)), None)
    behind = [k for k in range(count) if k not in (driver, beside)]
    seat_of: dict[int, Spot] = {}
    for k, kind in ((driver, "wheel"), (beside, "passenger")):
        if k is not None and kind in seats:
            seat_of[k] = seats[kind]
    seat_of.update(zip(behind, (s for s in spots if s.kind == "back"), strict=False))
    if _swapped(shot, actors, driver, beside, seats, azimuth):
        seat_of = {k: mirrored_spot(s) if s.kind in _FRONT else s for k, s in seat_of.items()}
    return [
        put(shot, k, said[k], actor, seat_of[k], azimuth) if k in seat_of else actor
        for k, actor in enumerate(actors)
    ]


def _left(one: Member) -> bool:
    """Whether somebody shown alone stands on the left of the scene's line: beside the driver."""
    return one.side is not None and one.sides > 1 and one.side < (one.sides - 1) / 2


def _swapped(
    shot: Shot,
    actors: Sequence[Actor],
    driver: int | None,
    beside: int | None,
    seats: dict[str, Spot],
    azimuth: float,
) -> bool:
    """Whether the line of the scene puts the driver on the other side of this car."""
    if driver is None:
        return False
    right = across(seats["wheel"].at, azimuth) > 0
    if beside is not None:
        stands = across(actors[driver].at, azimuth) > across(actors[beside].at, azimuth)
        return stands != right
    one = shot.cast[driver]
    if one.side is None or one.sides < 2:
        return False
    return (one.side > (one.sides - 1) / 2) != right


def mirrored_spot(spot: Spot) -> Spot:
    """The seat on the other side of a car whose middle is the origin."""
    x, y, z = spot.at
    hands = tuple((-h[0], h[1], h[2]) for h in reversed(spot.hands))
    return replace(spot, at=(-x, y, z), hands=hands)


def fitted(place: Place, actors: Sequence[Actor]) -> Place:
    """The place as the cast uses it: a wheel on the side on which somebody drives."""
    driving = next((a.spot for a in actors if a.spot and a.spot.kind == "wheel"), None)
    if driving is None or driving in place.spots:
        return place
    return replace(place, solids=tuple(_switched(s) if s.spots else s for s in place.solids))


def _switched(solid: Solid) -> Solid:
    spots = tuple(mirrored_spot(s) if s.kind in _FRONT else s for s in solid.spots)
    if solid.name != "wheel":
        return replace(solid, spots=spots)
    faces = tuple(
        replace(
            f,
            points=tuple((-p[0], p[1], p[2]) for p in f.points),
            normal=(-f.normal[0], f.normal[1], f.normal[2]) if f.normal else None,
        )
        for f in solid.faces
    )
    return replace(solid, faces=faces, at=(-solid.at[0], *solid.at[1:]), spots=spots)


def within(shot: Shot, place: Place) -> Shot:
    """The shot no wider than the inside of a car can be seen."""
    if not shot.cast or not any(spot.kind == "wheel" for spot in place.spots):
        return shot
    return replace(shot, size="COW") if shot.size not in _TIGHT else shot


_TIGHT = ("ECU", "BCU", "CU", "MCU", "MS", "COW")


def beside_driver(shot: Shot, place: Place) -> float:
    """Degrees by which the camera goes round somebody alone in a car, to the three-quarter."""
    alone = len(shot.cast) == 1 and shot.cast[0].sides < 2
    return 24.0 if alone and any(spot.kind == "wheel" for spot in place.spots) else 0.0
