"""Landmarks: what the words of a description set up, and where it stands so that it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from storyforge.artist.places import (
    marks_driven,
    marks_far,
    marks_land,
    marks_old,
    marks_town,
    marks_water,
)
from storyforge.artist.stage.blocks import joined, set_kit
from storyforge.artist.stage.stage import Kit
from storyforge.artist.words import said


@dataclass(frozen=True, slots=True)
class Mark:
    """One landmark by its words; *size*: near (to a man's height or so), mid, or far (tall)."""

    words: tuple[str, ...]
    build: Callable[[Random], Kit]
    size: str = "near"


MARKS: dict[str, Mark] = {
    "fountain": Mark(("fountain",), marks_town.fountain),
    "statue": Mark(("statue", "sculpture"), marks_town.statue),
    "monument": Mark(("monument", "obelisk", "memorial"), marks_town.obelisk),
    "well": Mark(("well",), marks_town.well),
    "telephone box": Mark(("telephone", "phone", "phonebox", "payphone"), marks_town.phone_box),
    "bus stop": Mark(("bus", "bus-stop", "shelter"), marks_town.bus_stop),
    "signpost": Mark(("signpost", "crossroads", "sign-post"), marks_town.signpost),
    "campfire": Mark(("campfire", "bonfire", "fire-pit"), marks_land.campfire),
    "tent": Mark(("tent", "camp", "campsite"), marks_land.tent),
    "car": Mark(("car", "taxi", "automobile", "sedan"), marks_driven.parked_car),
    "truck": Mark(("truck", "lorry", "van"), marks_driven.truck),
    "cart": Mark(("cart", "wagon", "carriage"), marks_old.cart),
    "tractor": Mark(("tractor",), marks_driven.tractor),
    "scarecrow": Mark(("scarecrow",), marks_land.scarecrow),
    "hay": Mark(("hay", "haystack", "bale", "haystacks", "straw"), marks_old.hay),
    "bench": Mark(("bench",), marks_town.seat),
    "bins": Mark(("bin", "dustbin", "dumpster", "trash", "garbage"), marks_town.bins),
    "hydrant": Mark(("hydrant",), marks_town.hydrant),
    "snowman": Mark(("snowman",), marks_far.snowman),
    "log": Mark(("log", "fallen"), marks_far.log),
    "boulder": Mark(("boulder", "standing-stone"), marks_far.boulder),
    "flag": Mark(("flag", "flagpole"), marks_far.flag),
    "boat": Mark(("rowboat", "rowing", "dinghy", "canoe"), marks_water.rowing_boat),
    "gate": Mark(("gate", "gateway", "gates"), marks_land.gate, "mid"),
    "wreck": Mark(("wreck", "wrecked", "shipwreck", "beached"), marks_water.wreck, "mid"),
    "billboard": Mark(("billboard", "hoarding"), marks_town.billboard, "mid"),
    "tree": Mark(("oak", "willow"), marks_far.lone_tree, "mid"),
    "dead tree": Mark(("dead", "gnarled", "leafless"), marks_far.dead_tree, "mid"),
    "ruin": Mark(("ruin", "ruined", "ruins"), marks_old.ruin, "mid"),
    "petrol pumps": Mark(("petrol", "pump", "forecourt"), marks_far.pumps, "mid"),
    "house": Mark(("cottage", "house", "cabin", "farmhouse", "hut"), marks_land.house, "far"),
    "barn": Mark(("barn",), marks_land.barn, "far"),
    "church": Mark(("church", "steeple", "cathedral"), marks_town.church, "far"),
    "chapel": Mark(("chapel",), marks_town.chapel, "far"),
    "windmill": Mark(("windmill", "mill"), marks_land.windmill, "far"),
    "water tower": Mark(("watertower", "silo"), marks_far.tank, "far"),
    "lighthouse": Mark(("lighthouse",), marks_water.lighthouse, "far"),
    "castle": Mark(("castle", "fortress", "palace"), marks_far.castle, "far"),
    "tower": Mark(("tower",), marks_far.tower, "far"),
    "crane": Mark(("crane",), marks_water.crane, "far"),
    "factory": Mark(("factory", "chimneystack", "smokestack", "refinery"), marks_far.stack, "far"),
    "rocket": Mark(("rocket", "spaceship", "spacecraft", "starship"), marks_far.rocket, "far"),
    "ship": Mark(("ship", "freighter", "steamer", "liner"), marks_water.ship, "wide"),
    "bridge": Mark(("bridge",), marks_water.arched_bridge, "wide"),
}  # fmt: skip

Spot = tuple[float, float, float]  # x, z in metres, and how far it is turned, degrees


@dataclass(frozen=True, slots=True)
class Spots:
    """Where a place lets its landmarks stand, best first, for each of their sizes."""

    near: tuple[Spot, ...] = (
        (-2.9, 5.2, 0), (3.4, 7.0, 0), (-5.6, 9.6, 20), (6.4, 11.0, -20),
    )  # fmt: skip
    mid: tuple[Spot, ...] = ((5.2, 13.0, -14), (-6.8, 14.5, 16), (9.5, 21, 0))
    far: tuple[Spot, ...] = ((9.5, 28.0, -16), (-12.5, 33.0, 18), (21.0, 46.0, 0))
    wide: tuple[Spot, ...] = ((-6.0, 34.0, 0),)
    level: float = 0.0  # metres: the height of what they stand on


OPEN = Spots()


def marks_said(words: frozenset[str], without: Sequence[str] = ()) -> list[str]:
    """The names of all landmarks that the words speak of."""
    found = [name for name, mark in MARKS.items() if said(words, *mark.words)]
    if "church" in found and "tower" in found:
        found.remove("tower")  # it is the church's own
    if "castle" in found and "tower" in found:
        found.remove("tower")
    if "water" in words and "tower" in found:
        found[found.index("tower")] = "water tower"
    if "wreck" in found and not said(
        words, "boat", "ship", "hull", "wreck", "shipwreck", "beached"
    ):
        found.remove("wreck")
    return [name for name in found if name not in without]


def marked(
    rng: Random, words: frozenset[str], spots: Spots = OPEN, without: Sequence[str] = ()
) -> Kit:
    """All landmarks of the words, each on the best free spot of its size."""
    free = {
        "near": list(spots.near),
        "mid": list(spots.mid),
        "far": list(spots.far),
        "wide": list(spots.wide),
    }
    kits = []
    for name in marks_said(words, without):
        mark = MARKS[name]
        if not free[mark.size]:
            continue
        x, z, turn = free[mark.size].pop(0)
        kits.append(set_kit(mark.build(rng), x, z, turn, spots.level))
    return joined(kits)


def open_view(x: float, z: float, spots: Sequence[tuple[float, float]], wide: float = 2.6) -> bool:
    """Whether something at *x*, *z* leaves the sight free from before the stage to the spots."""
    for a, b in spots:
        if z > b + wide:
            continue
        for eye in (-1.8, 0.0, 1.8):
            t = (z + 6.2) / max(0.1, b + 6.2)
            if 0 < t < 1.15 and abs(x - (eye + (a - eye) * t)) < wide:
                return False
    return True


def stood(kit: Kit) -> list[tuple[float, float]]:
    """Where the things of a kit stand, as x and z."""
    return [(s.at[0], s.at[2]) for s in kit.solids] + [(t.at[0], t.at[2]) for t in kit.tufts]
