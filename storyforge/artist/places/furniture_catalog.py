"""Every piece of furniture by its name, how it likes to stand, and the words that mean it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from storyforge.artist.places import furniture_home as home
from storyforge.artist.places import furniture_kitchen as kitchen
from storyforge.artist.places import furniture_public as public
from storyforge.artist.places import furniture_work as work
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Solid


@dataclass(frozen=True, slots=True)
class Item:
    """Furniture: *stands* "wall", "floor" or "flat"; *shine* a lamp of it and its reach."""

    make: Callable[[Random], Solid]
    stands: str = "wall"
    shine: V3 | None = None
    reach: float = 1.6


ITEMS: dict[str, Item] = {
    "sofa": Item(home.sofa),
    "armchair": Item(home.armchair),
    "bed": Item(home.bed),
    "bunk": Item(home.bunk),
    "cot": Item(home.cot),
    "wardrobe": Item(home.wardrobe),
    "dresser": Item(home.dresser),
    "nightstand": Item(home.nightstand, "wall", (0, 0.9, 0), 1.3),
    "floor lamp": Item(home.floor_lamp, "wall", (0, 1.6, 0), 2.0),
    "rug": Item(home.rug, "flat"),
    "fireplace": Item(home.fireplace, "wall", (0, 0.4, -0.1), 1.7),
    "piano": Item(home.piano),
    "television": Item(home.television),
    "tall clock": Item(home.tall_clock),
    "coffee table": Item(home.coffee_table, "floor"),
    "table": Item(home.dining, "floor"),
    "round table": Item(home.round_table, "floor"),
    "plant": Item(home.plant),
    "bathtub": Item(home.bathtub),
    "basin": Item(home.basin),
    "toilet": Item(home.toilet),
    "sink": Item(kitchen.sink),
    "counter": Item(kitchen.counter),
    "stove": Item(kitchen.stove, "wall", (0.3, 0.5, -0.3), 0.9),
    "fridge": Item(kitchen.fridge),
    "wall cupboard": Item(kitchen.wall_cupboard),
    "sideboard": Item(kitchen.sideboard),
    "bar": Item(kitchen.bar_counter, "floor"),
    "bottles": Item(kitchen.bottles),
    "barrels": Item(kitchen.barrels),
    "bookcase": Item(work.bookcase),
    "shelves": Item(work.shelves),
    "desk": Item(work.desk, "floor", (0.6, 1.05, 0.08), 1.4),
    "screen desk": Item(work.screen_desk, "floor"),
    "school desk": Item(work.school_desk, "floor"),
    "lectern": Item(work.lectern, "floor"),
    "cabinet": Item(work.cabinet),
    "workbench": Item(work.workbench),
    "lantern bench": Item(work.lantern_bench, "floor", (0, 1.05, 0), 1.8),
    "crates": Item(work.crates),
    "rack": Item(work.rack),
    "lab bench": Item(work.lab_bench),
    "machine": Item(work.machine),
    "drip": Item(work.drip),
    "screen": Item(work.folding_screen),
    "plank bed": Item(work.plank_bed),
    "bars": Item(work.bars),
    "safe": Item(work.safe),
    "easel": Item(work.easel, "floor"),
    "pew": Item(public.pew, "floor"),
    "altar": Item(public.altar, "wall", (0, 1.8, 0.2), 2.4),
    "candles": Item(public.candlestick, "wall", (0, 1.75, 0), 1.3),
    "throne": Item(public.throne),
    "statue": Item(public.statue),
    "vitrine": Item(public.vitrine, "floor"),
    "shop counter": Item(public.shop_counter, "floor"),
    "pillar": Item(public.pillar, "floor"),
    "banner": Item(public.banner),
    "seats": Item(public.seats, "floor"),
    "cinema screen": Item(public.cinema_screen),
    "locker": Item(public.locker),
    "bench": Item(public.bench_seat),
    "chest": Item(public.chest),
    "coffin": Item(public.coffin, "floor"),
    "console": Item(public.console, "floor"),
    "pod": Item(public.pod),
    "ladder": Item(public.ladder_up),
    "hammock": Item(public.hammock),
    "boiler": Item(public.boiler, "wall", (0, 0.6, -0.6), 1.2),
    "barrel": Item(kitchen.barrel),
}

# words of a description and the furniture they mean; its own name always means itself
MEANT: dict[str, str] = {
    "couch": "sofa", "settee": "sofa", "divan": "sofa", "armchairs": "armchair",
    "mattress": "bed", "bunks": "bunk", "closet": "wardrobe", "cupboard": "wardrobe",
    "cupboards": "wall cupboard", "carpet": "rug", "hearth": "fireplace",
    "chimney": "fireplace", "tv": "television", "piano": "piano", "grandfather": "tall clock",
    "plants": "plant", "palm": "plant", "fern": "plant", "bath": "bathtub", "tub": "bathtub",
    "washbasin": "basin", "oven": "stove", "range": "stove", "cooker": "stove", "hob": "stove",
    "refrigerator": "fridge", "bottle": "bottles", "cask": "barrels", "casks": "barrels",
    "kegs": "barrels", "books": "bookcase", "bookshelf": "bookcase", "bookshelves": "bookcase",
    "bookcases": "bookcase", "shelf": "shelves", "jars": "shelves", "screens": "screen desk",
    "computer": "screen desk", "computers": "screen desk", "monitor": "screen desk",
    "monitors": "screen desk", "desks": "desk", "cabinets": "cabinet", "drawers": "cabinet",
    "workbench": "workbench", "tools": "workbench", "vice": "workbench", "crate": "crates",
    "boxes": "crates", "racks": "rack", "microscope": "lab bench", "flasks": "lab bench",
    "machines": "machine", "engine": "machine", "drip": "drip", "easel": "easel",
    "pews": "pew", "cross": "altar", "candle": "candles", "candlestick": "candles",
    "throne": "throne", "statues": "statue", "bust": "statue", "sculpture": "statue",
    "showcase": "vitrine", "vitrines": "vitrine", "pillars": "pillar", "column": "pillar",
    "columns": "pillar", "banners": "banner", "tapestry": "banner", "lockers": "locker",
    "trunk": "chest", "consoles": "console", "controls": "console", "pods": "pod",
    "furnace": "boiler", "boilers": "boiler", "sacks": "crates", "canvas": "easel",
    "tables": "table", "chairs": "table", "lanterns": "lantern bench",
}  # fmt: skip

# words that hang something on a wall
HANGS: dict[str, str] = {
    "painting": "picture", "paintings": "picture", "picture": "picture", "pictures": "picture",
    "portrait": "picture", "portraits": "picture", "photographs": "picture", "mirror": "mirror",
    "mirrors": "mirror", "clock": "wall clock", "chalkboard": "blackboard",
    "blackboard": "blackboard",
    "whiteboard": "blackboard", "map": "chart", "maps": "chart", "chart": "chart",
    "noticeboard": "pinboard", "pinboard": "pinboard", "corkboard": "pinboard", "crucifix": "cross",
    "radiator": "radiator",
}  # fmt: skip


def furniture_named(words: frozenset[str]) -> tuple[str, ...]:
    """The furniture a description names, in the catalogue's order."""
    forms = {*words, *(w.removesuffix("e") for w in words)}  # a bag turns benches into benche
    found = {MEANT.get(w, w) for w in forms}
    if "bookcase" in found and "shelves" in found:
        found.discard("shelves")  # shelves of books are one thing
    if "screen desk" in found:
        found -= {"desk", "screen"}
    if found & {"workbench", "bench"} >= {"workbench", "bench"}:
        found.discard("bench")
    return tuple(name for name in ITEMS if name in found)


def hung_named(words: frozenset[str]) -> tuple[str, ...]:
    """What a description hangs on walls."""
    return tuple(dict.fromkeys(HANGS[w] for w in sorted(words) if w in HANGS))
