"""A place's words choose who builds it; the same words always build the same place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from storyforge.artist import (
    place_hall,
    place_high,
    place_inside,
    place_roofs,
    place_town,
    place_tram,
    place_water,
    place_wild,
)
from storyforge.artist.seed import stream
from storyforge.artist.stage import Place
from storyforge.artist.words import bag, said

Builder = Callable[[Random, frozenset[str]], Place]

# first row whose words are heard wins; rooms named outright come before streets and water
BUILDERS: tuple[tuple[tuple[str, ...], Builder], ...] = (
    (("corridor", "hallway", "passage", "tunnel"), place_inside.corridor),
    (("concourse", "hall", "ballroom", "cathedral", "church", "museum", "lobby"), place_hall.hall),
    (
        (
            "workshop",
            "kitchen",
            "office",
            "bedroom",
            "bar",
            "pub",
            "tavern",
            "cafe",
            "restaurant",
            "room",
            "parlour",
            "study",
            "library",
            "studio",
            "apartment",
            "garage",
            "classroom",
            "laboratory",
            "lab",
            "cell",
            "attic",
            "cellar",
            "basement",
            "shop",
            "inn",
        ),
        place_inside.room,
    ),
    (("theatre", "theater", "auditorium"), place_inside.theatre),
    (("rooftop", "roof", "roofs"), place_high.rooftop),
    (("tram", "tramway", "tramlines"), place_tram.tram_stop),
    (("platform", "railway", "station", "metro", "subway"), place_high.station),
    (("pier", "jetty", "boardwalk", "footbridge", "bridge"), place_water.pier),
    (
        (
            "street",
            "alley",
            "lane",
            "market",
            "road",
            "city",
            "town",
            "village",
            "square",
            "bazaar",
            "avenue",
            "boulevard",
            "plaza",
        ),
        place_town.street,
    ),
    (
        ("harbour", "harbor", "dock", "docks", "quay", "port", "wharf", "marina"),
        place_water.harbour,
    ),
    (("deck", "boat", "ship", "ferry", "raft", "trawler"), place_water.boat),
    (
        ("shore", "beach", "coast", "sea", "ocean", "lake", "river", "island", "dune"),
        place_water.shore,
    ),
    (("cave", "cavern", "grotto", "mine"), place_wild.cave),
    (("forest", "wood", "woods", "jungle", "trees", "grove", "park", "garden"), place_wild.forest),
    (
        ("hill", "mountain", "cliff", "summit", "ridge", "peak", "valley", "glacier"),
        place_wild.hill,
    ),
    (
        ("field", "meadow", "farm", "desert", "steppe", "plain", "moor", "countryside"),
        place_wild.field,
    ),
    (("stage", "podium"), place_inside.theatre),
)

_VEHICLES = ("car", "bus", "train", "tram", "cockpit", "carriage", "taxi", "van", "cab", "truck")
_SMALL = ("car", "cockpit", "taxi", "van", "truck", "cab")
_ROOMS = ("interior", "inside", "indoor", "indoors")


def place_for(description: str, interior: bool | None, prompt: str = "") -> Place:
    """The furnished place of a description; when it says nothing, the shot's words are asked."""
    words = bag(description)
    build = _builder(words, interior)
    if build is None and prompt:
        build = _builder(bag(prompt), interior)
    if build is None:
        build = place_inside.room if interior else place_wild.void
    return build(stream("place", description), words)


def _builder(words: frozenset[str], interior: bool | None) -> Builder | None:
    if said(words, "tram") and said(words, "stop", "shelter", "terminus", "square"):
        return place_tram.tram_stop  # out of doors whatever the slug says
    inside = interior or said(words, *_ROOMS)
    if inside and said(words, *_VEHICLES) and not said(words, "station"):
        return place_inside.vehicle if said(words, *_SMALL) else place_tram.carriage
    if said(words, "station") and inside and not said(words, "platform", "office"):
        return place_hall.hall
    if said(words, "roof", "rooftop") and said(words, "steep", "slate", "tiled", "gable", "ridge"):
        return place_roofs.steep_roofs
    found = next((build for names, build in BUILDERS if said(words, *names)), None)
    if inside and found in (place_town.street, place_water.harbour, place_water.shore):
        return place_inside.room
    return found
