"""The kinds of room by word: how big, of what stuff, which windows, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from storyforge.artist.ink.colour import RGB
from storyforge.artist.places.place_shell import Shell

Standing = tuple[str, float, float, float]  # furniture, x, z, degrees from facing the south


@dataclass(frozen=True, slots=True)
class Kind:
    """A room as everybody knows it; descriptions add to it.

    *windows*: (kind, wall, share along it). *things* stand by the north wall and in the middle,
    *behind* by the other walls, *rows* at fixed spots, *hangs* on walls. *lamp* hangs above.
    """

    shell: Shell
    windows: tuple[tuple[str, str, float], ...] = ()
    things: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    hangs: tuple[str, ...] = ()
    rows: tuple[Standing, ...] = ()
    lamp: str = "shade"
    exit: str = "door"


CREAM: RGB = (206, 194, 168)
SAGE: RGB = (172, 180, 166)
ROSE: RGB = (198, 172, 156)
GREY: RGB = (176, 176, 172)
WHITE: RGB = (214, 216, 212)
STONE: RGB = (178, 170, 156)
EARTH: RGB = (146, 128, 108)
TIMBER: RGB = (166, 130, 92)
OAK: RGB = (156, 126, 96)
TILE: RGB = (192, 188, 176)
SLAB: RGB = (158, 154, 144)

_SASH = (("sash", "north", -0.3), ("sash", "west", 0.1))
_PLAIN = (("plain", "north", -0.35), ("plain", "west", 0.0))


def _rows(
    name: str, xs: tuple[float, ...], zs: tuple[float, ...], turn: float
) -> tuple[Standing, ...]:
    return tuple((name, x, z, turn) for z in zs for x in xs)


def _beds(name: str, x: float, zs: tuple[float, ...]) -> tuple[Standing, ...]:
    return tuple((name, s * x, z, s * 90.0) for z in zs for s in (-1, 1))


# by name: its words, on which side of a door it is meant, and what it is
KINDS: dict[str, tuple[str, str, Kind]] = {
    "bathroom": (
        "bathroom washroom lavatory toilet shower",
        "in",
        Kind(
            Shell(2.5, -3.0, 3.0, 2.7, (188, 202, 204), TILE, "checks", "tiled"),
            (("sash", "west", 0.2),), ("bathtub", "basin", "toilet"), ("shelves",), (),
        ),
    ),
    "kitchen": (
        "kitchen galley scullery",
        "in",
        Kind(
            Shell(3.1, -3.4, 3.7, 2.8, CREAM, TILE, "tiles"),
            (("sash", "north", -0.28), ("sash", "west", 0.0)),
            ("sink", "stove", "fridge", "counter", "table", "wall cupboard"),
            ("sideboard", "plant"), ("wall clock", "picture"),
        ),
    ),
    "bedroom": (
        "bedroom nursery hotel dormitory guestroom hotel_room",
        "in",
        Kind(
            Shell(3.1, -3.2, 3.7, 2.8, ROSE, OAK),
            (("sash", "north", 0.55), ("sash", "west", 0.2)),
            ("bed", "nightstand", "wardrobe", "rug", "dresser"), ("armchair", "chest"),
            ("picture", "mirror"),
        ),
    ),
    "hospital": (
        "hospital ward clinic infirmary sickbay",
        "in",
        Kind(
            Shell(3.6, -4.5, 7.6, 3.4, WHITE, TILE, "tiles", "painted"),
            (("plain", "north", 0.0), ("plain", "west", 0.35), ("plain", "west", -0.35)),
            ("drip", "screen"), ("cabinet", "basin"), ("wall clock",),
            (*_beds("cot", 2.5, (6.3, 4.2, 2.1, -2.6)), ("nightstand", -3.3, 5.2, -90)), "strip",
        ),
    ),
    "cell": (
        "cell prison jail dungeon gaol",
        "in",
        Kind(
            Shell(2.1, -2.9, 2.7, 2.8, STONE, SLAB, "stone", "stone"),
            (("barred", "north", 0.15),), ("plank bed", "toilet"), ("basin",), (), (), "bulb",
            "steel door",
        ),
    ),
    "classroom": (
        "classroom schoolroom school",
        "shut",
        Kind(
            Shell(4.2, -4.6, 5.6, 3.2, SAGE, OAK, "boards", "painted"),
            (("plain", "west", 0.45), ("plain", "west", 0.0), ("plain", "west", -0.45)),
            (), ("bookcase", "plant"), ("blackboard", "chart", "wall clock"),
            (
                ("lectern", 1.1, 4.5, 0.0),
                *_rows("school desk", (-2.9, -1.45, 1.45, 2.9), (3.0, 1.7), 0.0),
                *_rows("school desk", (-2.9, 2.9), (0.3, -1.2, -2.6), 0.0),
            ),
            "strip",
        ),
    ),
    "laboratory": (
        "laboratory lab",
        "in",
        Kind(
            Shell(3.8, -4.0, 4.6, 3.0, WHITE, TILE, "tiles", "painted"), _PLAIN,
            ("lab bench", "lab bench", "shelves", "fridge"), ("cabinet", "shelves"),
            ("wall clock", "chart"), (("lab bench", 1.5, 2.4, 0.0),), "strip",
        ),
    ),
    "library": (
        "library archive bookshop bookstore",
        "in",
        Kind(
            Shell(4.0, -4.2, 5.4, 3.4, (160, 138, 112), OAK, "boards", "panelled"),
            (("plain", "west", -0.5),),
            ("bookcase", "bookcase", "bookcase", "bookcase", "ladder", "desk", "rug"),
            ("bookcase", "bookcase", "bookcase", "armchair", "floor lamp"), (),
        ),
    ),
    "study": (
        "study den",
        "in",
        Kind(
            Shell(3.3, -3.4, 4.0, 2.9, (158, 140, 118), OAK, "boards", "panelled"),
            (("sash", "north", -0.1), ("sash", "west", 0.1)),
            ("desk", "bookcase", "bookcase", "rug", "armchair"), ("bookcase", "tall clock"),
            ("picture", "picture"),
        ),
    ),
    "office": (
        "office police bureau newsroom headquarters police_station",
        "in",
        Kind(
            Shell(4.0, -4.2, 4.8, 2.9, GREY, (150, 148, 146), "plain"), _PLAIN,
            ("screen desk", "cabinet", "shelves", "screen desk", "plant", "screen desk"),
            ("cabinet", "shelves", "plant"), ("pinboard", "wall clock"), (), "strip",
        ),
    ),
    "tavern": (
        "tavern pub inn saloon",
        "in",
        Kind(
            Shell(4.0, -4.2, 5.0, 2.9, (166, 134, 100), OAK, "boards", "panelled", 0.0, 2.2),
            (("sash", "west", 0.3), ("sash", "west", -0.4)),
            ("bottles", "barrels", "bottles"), ("fireplace", "barrels"), ("picture",),
            (("bar", 0.4, 3.5, 0.0), ("round table", -2.6, 1.9, 20), ("round table", 2.9, -1.9, 5)),
        ),
    ),
    "bar": (
        "bar nightclub club",
        "in",
        Kind(
            Shell(4.0, -4.2, 5.0, 3.0, (150, 128, 112), (120, 100, 84), "boards", "panelled"),
            (("sash", "west", -0.3),), ("bottles", "bottles"), ("piano", "plant"), ("mirror",),
            (("bar", 0.3, 3.5, 0.0), ("round table", -2.9, 1.7, 20), ("round table", 2.9, -1.9, 5)),
        ),
    ),
    "cafe": (
        "cafe restaurant diner canteen bistro coffeehouse",
        "in",
        Kind(
            Shell(4.2, -4.4, 5.2, 3.0, (196, 178, 150), TILE, "checks", "panelled"),
            (("plain", "west", 0.35), ("plain", "west", -0.3)),
            ("bottles", "shelves", "plant"), ("plant", "sideboard"), ("chart", "picture"),
            (
                ("bar", 1.0, 3.9, 0.0), ("round table", -2.7, 1.9, 15),
                ("round table", 2.9, 1.6, -10), ("round table", -2.9, -2.2, 40),
                ("round table", 2.8, -2.2, 0), ("round table", -2.8, 3.9, 0),
            ),
        ),
    ),
    "shop": (
        "shop store pharmacy bakery grocery boutique",
        "in",
        Kind(
            Shell(3.5, -3.8, 4.4, 2.9, CREAM, OAK),
            (("plain", "west", 0.0),), ("shelves", "shelves", "shelves", "crates"),
            ("shelves", "barrels"), ("wall clock",), (("shop counter", 0.7, 2.9, 0.0),),
        ),
    ),
    "workshop": (
        "workshop forge smithy garage studio atelier lanternmaker",
        "in",
        Kind(
            Shell(3.6, -3.8, 4.3, 3.0, (178, 156, 128), OAK, "boards", "plank", 0.0, 2.0),
            (("plain", "north", -0.1), ("plain", "west", 0.1)),
            ("workbench", "shelves", "crates", "shelves"), ("crates", "barrels", "ladder"), (),
        ),
    ),
    "attic": (
        "attic loft garret",
        "in",
        Kind(
            Shell(3.1, -3.8, 4.6, 3.1, TIMBER, OAK, "boards", "plank", 1.15, 1.7),
            (("gable", "north", 0.0),),
            ("chest", "crates", "armchair", "crates"), ("crates", "chest"), (), (), "bulb", "",
        ),
    ),
    "cellar": (
        "cellar basement vault crypt",
        "in",
        Kind(
            Shell(3.3, -3.8, 4.6, 2.5, STONE, SLAB, "stone", "stone", 0.0, 2.3),
            (("barred", "west", 0.3),),
            ("barrels", "shelves", "crates", "boiler"), ("barrels", "crates"), (), (), "bulb",
        ),
    ),
    "cabin": (
        "cabin hut lodge cottage shack",
        "shut",
        Kind(
            Shell(2.9, -3.4, 3.7, 3.4, TIMBER, OAK, "boards", "log", 2.1, 1.9),
            (("gable", "north", -0.45), ("gable", "west", 0.2)),
            ("fireplace", "table", "rug", "chest"), ("bunk", "shelves"), (), (), "lantern",
        ),
    ),
    "tent": (
        "tent marquee yurt",
        "shut",
        Kind(
            Shell(2.5, -3.0, 3.4, 2.9, (206, 190, 150), EARTH, "plain", "canvas", 1.0, 0.0),
            (), ("cot", "chest", "rug", "crates"), ("crates",), (), (), "lantern", "",
        ),
    ),
    "church": (
        "church cathedral chapel nave temple abbey",
        "in",
        Kind(
            Shell(4.6, -7.0, 15.0, 10.0, (208, 202, 190), SLAB, "stone", "stone", 7.2, 3.6),
            (
                ("arched", "north", -0.42), ("arched", "north", 0.42),
                *(("arched", side, k / 3) for side in ("west", "east") for k in (-2, -1, 0, 1, 2)),
            ),
            (), (), (),
            (
                ("altar", 0.0, 13.4, 0.0), ("candles", -2.2, 12.0, 0.0),
                ("candles", 2.2, 12.0, 0.0),
                *_rows("pew", (-2.3, 2.3), (10.2, 8.8, 7.4, 6.0, 4.6, 3.2, 1.8, -2.4, -3.8), 0.0),
            ),
            "chandelier", "",
        ),
    ),
    "throne": (
        "palace castle ballroom throne_room throne_hall great_hall",
        "shut",
        Kind(
            Shell(5.0, -6.0, 12.0, 6.4, (190, 180, 166), TILE, "checks", "stone", 0.0, 3.0),
            (("arched", "north", -0.62), ("arched", "north", 0.62)),
            (), (), (),
            (
                ("throne", 0.0, 10.6, 0.0), ("candles", -2.5, 9.8, 0.0), ("candles", 2.5, 9.8, 0.0),
                *_rows("pillar", (-3.5, 3.5), (9.0, 5.6, 2.2, -1.6, -4.4), 0.0),
                ("banner", -4.9, 7.2, -90), ("banner", 4.9, 7.2, 90),
                ("banner", -4.9, 3.8, -90), ("banner", 4.9, 3.8, 90),
            ),
            "chandelier", "",
        ),
    ),
    "museum": (
        "museum museum_hall gallery exhibition",
        "in",
        Kind(
            Shell(5.0, -5.5, 9.0, 4.6, (206, 202, 192), (172, 158, 138), "boards"),
            (("works", "west", 0.0),),
            ("statue",), ("bench", "statue"), ("picture",) * 9,
            (
                ("statue", -2.6, 5.4, 0.0), ("vitrine", 1.9, 3.4, 0.0), ("vitrine", -2.9, 2.2, 0.0),
                ("statue", 3.4, 6.9, 0.0), ("vitrine", 0.2, 6.6, 0.0), ("bench", 2.9, -2.6, 180),
            ),
            "strip", "gate",
        ),
    ),
    "warehouse": (
        "warehouse depot hangar storeroom",
        "in",
        Kind(
            Shell(6.0, -6.0, 12.0, 6.0, (164, 164, 160), SLAB, "plain", "brick", 0.0, 3.4),
            (("works", "north", 0.0), ("works", "west", 0.3), ("works", "west", -0.3)),
            (), (), (),
            (
                *_rows("rack", (-4.6, 4.6), (9.6, 6.4, 3.2), 90.0),
                *_rows("crates", (-2.4, 2.7), (5.4, 2.3), 0.0), ("crates", -2.6, -2.8, 0.0),
                ("rack", 4.6, -2.4, 90.0),
            ),
            "strip", "gate",
        ),
    ),
    "factory": (
        "factory mill foundry boiler_room engine_room machine_room",
        "in",
        Kind(
            Shell(5.4, -6.0, 11.0, 5.6, (158, 152, 144), SLAB, "plain", "brick", 0.0, 3.2),
            (("works", "north", -0.4), ("works", "north", 0.4), ("works", "west", 0.2)),
            (), (), (),
            (
                *_rows("machine", (-3.6,), (7.6, 4.8, 2.0, -2.6), -60.0),
                *_rows("machine", (3.6,), (7.6, 4.8, 2.0, -2.6), 60.0),
                ("boiler", 0.0, 9.6, 0.0), ("crates", 1.6, 8.2, 10),
            ),
            "strip", "gate",
        ),
    ),
    "cinema": (
        "cinema",
        "in",
        Kind(
            Shell(4.6, -6.0, 9.0, 4.8, (92, 78, 78), (88, 66, 66), "plain"),
            (), (), (), (),
            (
                ("cinema screen", 0.0, 8.7, 0.0),
                *_rows("seats", (-2.4, 2.4), (6.4, 5.4, 4.4, 3.4, 2.4, 1.4, -2.4, -3.4), 0.0),
            ),
            "bulb", "",
        ),
    ),
    "changing": (
        "gym gymnasium changing_room locker_room",
        "in",
        Kind(
            Shell(3.2, -3.4, 4.2, 2.8, WHITE, TILE, "tiles", "tiled"),
            (("plain", "west", 0.0),), ("locker", "locker", "bench"), ("locker", "basin"),
            ("mirror",), (), "strip",
        ),
    ),
    "room": (
        "room parlour parlor apartment flat lounge living_room sitting_room dining_room "
        "drawing_room waiting_room",
        "in",
        Kind(
            Shell(3.4, -3.6, 4.2, 2.9, CREAM, OAK), _SASH,
            ("sofa", "bookcase", "rug", "coffee table", "floor lamp", "armchair", "plant"),
            ("sideboard", "tall clock"), ("picture", "picture"),
        ),
    ),
}  # fmt: skip

SHIP = Kind(
    Shell(2.3, -3.0, 3.2, 2.3, TIMBER, OAK, "boards", "plank", 0.0, 1.3),
    tuple(("port", wall, s * 0.5) for wall in ("north", "west") for s in (-1, 1)),
    ("bunk", "desk", "chest", "shelves"), ("chest", "barrels"), ("chart",), (), "lantern",
)  # fmt: skip
SPACE = Kind(
    Shell(3.8, -4.2, 5.0, 3.0, (168, 178, 186), (110, 118, 126), "tiles", "metal", 0.0, 2.4),
    (), (), ("pod", "locker", "pod"), (),
    (
        ("console", 0.0, 3.5, 0.0), ("console", -2.5, 2.6, -32), ("console", 2.5, 2.6, 32),
        ("console", 3.3, -1.4, 90), ("console", -3.3, -1.4, -90),
    ),
    "strip", "steel door",
)  # fmt: skip
