"""A place's words choose who builds it; the same words always build the same place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from storyforge.artist.ink.seed import stream
from storyforge.artist.places import (
    place_coast,
    place_high,
    place_open,
    place_roofs,
    place_torn,
    place_town,
    place_tram,
    place_water,
    place_wild,
    place_within,
)
from storyforge.artist.places.place_spots import with_fronts
from storyforge.artist.places.place_within import WITHIN, by_several
from storyforge.artist.stage.stage import Place
from storyforge.artist.words import bag, said, tokens

Builder = Callable[[Random, frozenset[str]], Place]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of place: the words that name it, who builds it, and on which side of a door.

    *words* is one text; words joined by an underscore must follow each other. *where*: "in",
    "out", "shut" (in, and only when something says so), or "" for what can be both.
    """

    words: str
    build: Builder
    where: str = "out"


KINDS: dict[str, Kind] = {
    **{name: Kind(*row) for name, row in WITHIN.items()},
    "rooftop": Kind("rooftop roof roofs", place_high.rooftop),
    "tram stop": Kind("tram_stop tram tramway tramlines", place_tram.tram_stop),
    "petrol station": Kind("petrol_station gas_station filling_station forecourt",
                           place_open.car_park),
    "station": Kind("platform railway station", place_high.station, ""),
    "pier": Kind("pier jetty boardwalk", place_water.pier),
    "bridge": Kind("bridge footbridge viaduct", place_coast.bridge),
    "alley": Kind("alley alleyway backstreet back_street", place_town.alley),
    "avenue": Kind("avenue boulevard downtown city metropolis city_street skyscraper",
                   place_town.avenue),
    "village": Kind("village hamlet lane village_street village_square", place_town.village),
    "suburb": Kind("suburb suburban suburbia driveway neighbourhood neighborhood",
                   place_town.suburb),
    "courtyard": Kind("courtyard cloister patio", place_open.courtyard),
    "square": Kind("square plaza piazza market marketplace bazaar fair fairground",
                   place_town.square),
    "street": Kind("street town chinatown", place_town.street),
    "car park": Kind("car_park parking_lot parking carpark airfield runway", place_open.car_park),
    "harbour": Kind("harbour harbor dock docks quay port wharf marina", place_water.harbour),
    "deck": Kind("deck boat ship ferry raft trawler yacht sailboat", place_water.boat),
    "shore": Kind("shore beach coast seaside seashore island dune_beach bay lagoon",
                  place_coast.shore),
    "cliff": Kind("cliff clifftop precipice headland", place_coast.cliff),
    "river": Kind("river riverbank stream creek brook canal lake lakeside pond swamp marsh bog "
                  "waterfall", place_coast.river),
    "forest": Kind("forest wood woods woodland jungle rainforest grove thicket clearing glade "
                   "camp campsite taiga", place_wild.forest),
    "park": Kind("park garden orchard backyard playground lawn", place_open.park),
    "graveyard": Kind("graveyard cemetery churchyard burial", place_open.graveyard),
    "battlefield": Kind("battlefield battleground trench trenches ruins ruin rubble warzone",
                        place_torn.battlefield),
    "mountain": Kind("mountain summit ridge peak pass glacier canyon gorge ravine",
                     place_wild.mountain),
    "hill": Kind("hill hilltop hillside valley moor highlands", place_wild.hill),
    "desert": Kind("desert dune dunes sahara badlands wasteland", place_open.desert),
    "snow": Kind("tundra snowfield arctic antarctic ice_field snow_plain snowy_plain snow",
                 place_open.snowfield),
    "field": Kind("field cornfield meadow farm farmland farmyard pasture prairie steppe plain "
                  "savanna savannah countryside vineyard", place_open.field),
    "planet": Kind("planet moon mars asteroid crater alien space", place_torn.planet),
}  # fmt: skip

# where a shot plays when its words name no place: by whether it is said to be inside
NOWHERE: dict[bool | None, str] = {True: "room", False: "open ground", None: "limbo"}
# words that name a place only when nothing else does
FAINT: dict[str, tuple[str, str]] = {
    "street": ("road houses buildings crossing pavement sidewalk corner kerb curb", "out"),
    "forest": ("trees tree trunks", "out"),
    "shore": ("sea ocean waves sand", "out"),
    "mountain": ("rocks mountains", "out"),
    "field": ("grass path track fence barn windmill scarecrow tractor", "out"),
    "village": ("cottage cottages well", "out"),
    "cliff": ("lighthouse", "out"),
}

_ROOMS = ("interior", "inside", "indoor", "indoors")
# what comes after these words is seen from the place or lies in it, and does not name it
_TURNS = re.compile(
    r"[,;.:()]|\b(?:with|of|in|on|at|by|near|below|under|over|behind|beside|above|beneath|among|"
    r"between|through|along|across|before|beyond|around|where|from|outside|overlooking|and|to|"
    r"towards?|full|under|into|against|past|running|leading)\b"
)


def place_for(description: str, interior: bool | None, prompt: str = "") -> Place:
    """The furnished place of a description; when it says nothing, the shot's words are asked."""
    name = _named(description, interior)
    if name is None and prompt:
        name = _named(prompt, interior)
    return _built(description, name or NOWHERE[interior])


@lru_cache(maxsize=16)  # a film comes back to its places shot after shot
def _built(description: str, name: str) -> Place:
    place = BUILDERS[name](stream("place", description), bag(description))
    return place if place.inside else replace(place, solids=with_fronts(place.solids))


def place_named(description: str, prompt: str = "", interior: bool | None = None) -> str | None:
    """The kind of place the words tell of, or None when nothing says where we are."""
    return _named(description, interior) or _named(prompt, interior)


def _named(description: str, interior: bool | None) -> str | None:
    words = bag(description)
    special = _by_several_words(words, interior)
    if special is not None:
        return special
    inside = True if interior or said(words, *_ROOMS) else interior
    for segment in _TURNS.split(description.lower()):
        found = _kind_of(tokens(segment), inside)
        if found is not None:
            return found
    faint = (n for n, (names, _) in FAINT.items() if not inside and said(words, *names.split()))
    return next(faint, None)


def _by_several_words(words: frozenset[str], interior: bool | None) -> str | None:
    """Places that one word alone does not tell."""
    if said(words, "tram") and said(words, "stop", "shelter", "terminus", "square"):
        return "tram stop"  # out of doors whatever the slug says
    inside = interior or said(words, *_ROOMS)
    within = by_several(words, True if inside else interior)
    if within is not None:
        return within
    if said(words, "roof", "rooftop") and said(words, "steep", "slate", "tiled", "gable", "ridge"):
        return "roofs"
    if said(words, "station") and inside and not said(words, "platform", "office", "petrol", "gas"):
        return "hall"
    return None


def _kind_of(said_: list[str], inside: bool | None) -> str | None:
    """The kind that the last telling word of a phrase names: a forest path is a path in a wood."""
    barred = {True: ("out",), False: ("in", "shut"), None: ("shut",)}[inside]
    for k in range(len(said_) - 1, -1, -1):
        pair = "_".join(said_[k - 1 : k + 1]) if k else ""
        for word in (pair, *_forms(said_[k])):
            name = NAMED.get(word)
            if name is not None and KINDS[name].where not in barred:
                return name
    return None


def _forms(word: str) -> tuple[str, ...]:
    """The word, its parts, and each without a plural *s*."""
    every = (word, *word.split("-"))
    return (*every, *(w[:-1] for w in every if len(w) > 3 and w.endswith("s")))


BUILDERS: dict[str, Builder] = {
    **{name: kind.build for name, kind in KINDS.items()},
    **place_within.BUILDERS,
    "roofs": place_roofs.steep_roofs,
    "open ground": place_wild.open_ground,
}
NAMED: dict[str, str] = {
    word: name for name, kind in reversed(KINDS.items()) for word in kind.words.split()
}
