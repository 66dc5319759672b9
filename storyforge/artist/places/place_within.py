"""What can be meant by a place within walls: its words, its builder, which side of a door."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from storyforge.artist.places import (
    place_cave,
    place_hall,
    place_inside,
    place_ride,
    place_stage,
    place_tram,
    place_under,
    place_void,
    place_ways,
)
from storyforge.artist.places.furniture_catalog import furniture_named
from storyforge.artist.stage.stage import Place
from storyforge.artist.words import said

Builder = Callable[[Random, frozenset[str]], Place]

# words (an underscore joins two that follow each other), builder, and "in", "shut" (within walls
# only when something says so: a castle may be meant from without) or "" (both)
WITHIN: dict[str, tuple[str, Builder, str]] = {
    "corridor": ("corridor hallway passage passageway", place_ways.corridor, "in"),
    "stairs": ("staircase stairwell stairway stairs", place_ways.stairs, "in"),
    "lift": ("lift elevator", place_ways.lift, "in"),
    "tunnel": ("tunnel sewer catacomb catacombs mineshaft", place_under.tunnel, "in"),
    "metro": ("metro subway metro_station subway_station tube_station underground_platform "
              "underground_station metro_platform subway_platform", place_under.metro, "in"),
    "hall": ("concourse hall lobby station_hall foyer terminal", place_hall.hall, "in"),
    "theatre": ("theatre theater auditorium stage podium opera", place_stage.theatre, "in"),
    "cave": ("cave cavern grotto", place_cave.cave, ""),
    "limbo": ("void limbo nowhere dreamscape nothingness emptiness abyss",
              place_void.limbo, ""),
    "cockpit": ("cockpit flight_deck", place_ride.cockpit, "in"),
    **place_inside.BY_NAME,
}  # fmt: skip

BUILDERS: dict[str, Builder] = {
    **{name: build for name, (_, build, _) in WITHIN.items()},
    "vehicle": place_ride.car,
    "carriage": place_tram.carriage,
    "ship cabin": place_inside.ship_cabin,
    "space bridge": place_inside.space_bridge,
    "room": place_inside.room,
}

_BIG = ("bus", "train", "tram", "carriage", "coach", "compartment", "trolleybus")
_SMALL = ("car", "taxi", "van", "truck", "cab", "lorry", "jeep", "limousine", "pickup", "ambulance")
_AIR = ("cockpit", "plane", "airplane", "aeroplane", "aircraft", "helicopter", "jet")
_SHIPS = (
    "ship",
    "boat",
    "yacht",
    "trawler",
    "ferry",
    "submarine",
    "galleon",
    "sailboat",
    "ship's",
    "boat's",
    "captain's",
)
_STARS = ("spaceship", "starship", "spacecraft")


def by_several(words: frozenset[str], inside: bool | None) -> str | None:
    """Places within that one word alone does not tell; None leaves it to the single words."""
    if inside is False:
        return None
    space = said(words, *_STARS) or (said(words, "space") and said(words, "station", "ship"))
    if space:
        return "corridor" if said(words, "corridor", "passage", "hallway") else "space bridge"
    if said(words, "police") and said(words, "station"):
        return "office"
    if said(words, "underground", "metro", "subway", "tube") and said(words, "platform", "station"):
        return "metro"
    if said(words, *_SHIPS) and said(words, "cabin", "cabins", "hold", "quarters", "below"):
        return "ship cabin"
    if said(words, "white", "black", "empty", "endless", "dream") and _blank(words):
        return "limbo"
    return _ride(words) if inside or said(words, "cockpit", "compartment") else None


def _ride(words: frozenset[str]) -> str | None:
    if said(words, "station", "park", "parking", "platform", "stop", "garage"):
        return None
    for name, names in (("cockpit", _AIR), ("carriage", _BIG), ("vehicle", _SMALL)):
        if said(words, *names):
            return name
    afloat = said(words, *_SHIPS) and not said(words, "deck", "engine", "galley", "corridor")
    return "ship cabin" if afloat else None


def _blank(words: frozenset[str]) -> bool:
    """Whether the words tell of a place with nothing in it."""
    if said(words, "dream") and len(words) < 4:
        return True
    bare = said(words, "space", "background", "backdrop", "studio", "infinity")
    plain_room = said(words, "room") and said(words, "white", "black")
    return (bare or plain_room) and not furniture_named(words) and not said(words, "window")
