"""Streets of every kind: lanes, avenues, alleys, villages, suburbs, squares; closed at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from storyforge.artist.ink.colour import RGB
from storyforge.artist.places.marks_town import bins
from storyforge.artist.places.place_houses import (
    House,
    Plot,
    back_wall,
    block,
    cottage,
    gabled_house,
    suburban,
    town_house,
)
from storyforge.artist.places.place_marks import Spots, marked, marks_said
from storyforge.artist.places.street_things import (
    barrels,
    masts,
    neon_sign,
    parked,
    stall,
    street_lamp,
)
from storyforge.artist.stage.assembly import placed
from storyforge.artist.stage.blocks import joined, pyramid, set_kit
from storyforge.artist.stage.stage import Kit, Lamp, Place, Solid, Tuft, box, courses, group, quad
from storyforge.artist.words import said

LEAF: RGB = (112, 132, 88)
Spot2 = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Street:
    """What makes one kind of street: half width, pavement, houses and how they stand."""

    wide: float
    houses: tuple[House, ...]
    plots: tuple[float, float]  # shortest and longest front, metres
    surface: str = "cobbles"
    ground: RGB = (142, 137, 132)
    pavement: float = 1.1
    gap: float = 0.0  # metres of garden or air between houses
    shops: float = 0.4
    back: float = 0.0  # metres of front garden
    lamps: float = 9.0  # metres between lamps, 0 for none
    end: str = "tower"


STREETS: dict[str, Street] = {
    "street": Street(5.2, (town_house, gabled_house), (5.5, 8.5)),
    "narrow": Street(3.7, (gabled_house, gabled_house, town_house), (4.2, 6.2), pavement=0.7),
    "avenue": Street(
        10.5, (block,), (13, 19), "asphalt", (122, 122, 126), 3.2, 0, 1, 0, 14, "blocks"
    ),
    "alley": Street(2.6, (back_wall,), (7, 11), "paving", (128, 124, 122), 0, 0, 0, 0, 13, "wall"),
    "village": Street(
        4.4, (cottage,), (7.5, 9.5), "dirt", (168, 152, 124), 0, 5.0, 0, 1.6, 0, "hills"
    ),
    "suburb": Street(
        5.6, (suburban,), (10, 12), "asphalt", (128, 128, 130), 1.6, 5.0, 0, 5.0, 17, "hills"
    ),
    "square": Street(
        13.0,
        (town_house, gabled_house),
        (5.5, 8),
        "cobbles",
        (150, 144, 136),
        1.4,
        0,
        0.5,
        0,
        13,
        "church",
    ),
}


def _row(rng: Random, kind: Street, awning: bool, side: float, ends: tuple[float, float]) -> Kit:
    """One side of the street, fronts on the building line, from near to far."""
    solids: list[Solid] = []
    tufts: list[Tuft] = []
    low, high = kind.plots
    z = ends[0]
    first = awning
    while z < ends[1] - low * 0.5:
        wide = low + (high - low) * rng.random()
        middle = z + wide / 2
        named = first and middle > 3.5
        if named:
            first = False
        shop = named or rng.random() < kind.shops
        plot = Plot(wide, 7.0, shop, named or rng.random() < 0.4)
        build = kind.houses[int(rng.random() * len(kind.houses))]
        x = side * (kind.wide + kind.back)
        solids.append(placed(build(rng, plot), (x, 0, middle), 90 if side > 0 else -90))
        if kind.gap > 3:
            tufts += _garden(rng, side * (kind.wide + 0.5), z, wide)
        z += wide + kind.gap * (0.7 + 0.6 * rng.random())
    return Kit(tuple(solids), tuple(tufts))


def _garden(rng: Random, x: float, z: float, wide: float) -> list[Tuft]:
    """Bushes along the lane and a tree between houses."""
    low = [
        Tuft((x, 0.15, z + k * 1.1), 0.55 + 0.2 * rng.random(), LEAF, 0.85, "bush")
        for k in range(int(wide / 1.1))
        if rng.random() < 0.55
    ]
    at = (x + (1.6 if x > 0 else -1.6), 0.0, z - 2.0)
    return [*low, Tuft(at, 1.9, LEAF, 1.0, "tree", 5.0 + 2.5 * rng.random())]


def _paving(kind: Street, ends: tuple[float, float]) -> list[Solid]:
    """Pavements with kerbs and their slabs; markings on asphalt."""
    out: list[Solid] = []
    if kind.pavement:
        for s in (-1, 1):
            x = sorted((s * kind.wide, s * (kind.wide - kind.pavement)))
            parts = range(int(ends[0]), int(ends[1]), 8)
            out += [_slab((x[0], x[1]), (z, z + 8.0)) for z in parts]
        if kind.back:
            out += [
                _lawn(s * kind.wide, s * (kind.wide + kind.back + 9), ends) for s in (-1.0, 1.0)
            ]
    if kind.surface == "asphalt":
        out += [_dash(0.0, z) for z in range(int(ends[0]), int(ends[1]), 5)]
        out += [_stripes(kind.wide - kind.pavement, 5.6)]
    return out


def _slab(x: tuple[float, float], z: tuple[float, float]) -> Solid:
    kerb = box(x, (0, 0.13), z, (166, 161, 153), 0.8, 0, "kerb")
    top = kerb.faces[4]
    top = replace(top, lines=courses(top, 5))
    return replace(kerb, faces=(*kerb.faces[:4], top))


def _lawn(a: float, b: float, ends: tuple[float, float]) -> Solid:
    (x0, x1), (z0, z1) = sorted((a, b)), ends
    face = quad(
        (x0, 0.01, z0), (x1, 0.01, z0), (x1, 0.01, z1), (x0, 0.01, z1), (142, 152, 112), (0, 1, 0)
    )
    return Solid((face,), (0, 0, 0), 0, "lawn")


def _dash(x: float, z: float) -> Solid:
    face = quad(
        (x - 0.09, 0.01, z),
        (x + 0.09, 0.01, z),
        (x + 0.09, 0.01, z + 2.4),
        (x - 0.09, 0.01, z + 2.4),
        (226, 222, 208),
        (0, 1, 0),
        0.4,
    )
    return Solid((face,), (x, 0, z), 0, "mark")


def _stripes(half: float, z: float) -> Solid:
    """A crossing before the camera."""
    faces = tuple(
        quad(
            (x, 0.012, z),
            (x + 0.5, 0.012, z),
            (x + 0.5, 0.012, z + 2.6),
            (x, 0.012, z + 2.6),
            (224, 220, 208),
            (0, 1, 0),
            0.4,
        )
        for x in (-half + 0.5 + k * 1.15 for k in range(int((2 * half - 0.6) / 1.15)))
    )
    return Solid(faces, (0, 0, z), 0, "mark")


def _across(
    rng: Random, kind: Street, z: float, half: float, turn: float, gap: Spot2 = (0.0, 0.0)
) -> list[Solid]:
    """Houses across the end of the street; their fronts look back along it."""
    low, high = kind.plots
    out = []
    x = -half
    while x < half:
        wide = low + (high - low) * rng.random()
        build = kind.houses[int(rng.random() * len(kind.houses))]
        plot = Plot(wide, 7.0, rng.random() < kind.shops, rng.random() < 0.3)
        if x > gap[1] or x + wide < gap[0] or gap[0] == gap[1]:
            out.append(placed(build(rng, plot), (x + wide / 2, 0, z), turn))
        x += wide
    return out


def _lit(kind: Street, ends: tuple[float, float]) -> Kit:
    """Lamps on alternating sides of the street."""
    solids, lamps = [], []
    step = kind.lamps
    for k in range(int((min(ends[1], 52.0) + 15) / step) if step else 0):
        side = -1 if k % 2 else 1
        off = 0.7 if kind.pavement or kind.back else 0.24
        post, lamp = street_lamp(side * (kind.wide - off), -12.8 + step * k, -side * 0.35)
        solids.append(post)
        lamps.append(lamp)
    return Kit(tuple(solids), (), tuple(lamps))


def _closed(rng: Random, kind: Street, ends: tuple[float, float], marks: list[str]) -> list[Solid]:
    """What the eye meets at both ends of the street, so that it is not a gap in the world."""
    near, far = ends
    out: list[Solid] = []
    if kind.end in ("tower", "church"):
        half = kind.wide + 8
        named = kind.end == "church" and {"church", "tower", "castle"} & set(marks)
        out += _across(rng, kind, far, half, 0.0, (-7.9, -0.6) if named else (0.0, 0.0))
        out += _across(rng, kind, near, half, 180.0)
        if not {"church", "tower", "castle"} & set(marks):
            out += steeple(kind.wide * 0.3, far + 10)
    elif kind.end == "wall":
        out += _across(rng, kind, far, 6.0, 0.0)
    elif kind.end == "blocks":
        plot = Plot(18, 16, tall=46)
        out += [placed(block(rng, plot), (x, 0, far + 14), 0.0) for x in (-12.0, 10.0)]
        out.append(placed(block(rng, plot), (0, 0, near - 4), 180.0))
    return out


def steeple(x: float, z: float) -> list[Solid]:
    """A plain tower with a pointed roof over the houses at the end."""
    shaft = box((x - 2.2, x + 2.2), (0, 15), (z, z + 4.4), (176, 168, 158), 0.9)
    return [
        group(
            [shaft, pyramid(x, z + 2.2, 2.6, (15, 24), (112, 108, 114))], (x, 0, z + 2), "steeple"
        )
    ]


def _kind(words: frozenset[str], name: str) -> Street:
    kind = STREETS[name]
    if name == "street" and said(words, "narrow", "lane", "passage", "tall", "medieval"):
        kind = STREETS["narrow"]
    if said(words, "cobbled", "cobbles", "cobblestone", "cobble"):
        town = STREETS["narrow"]  # a paved lane runs between houses, a dirt one between cottages
        kind = town if name == "village" and "lane" in words else kind
        kind = replace(kind, surface="cobbles", ground=town.ground)
    if said(words, "gabled", "gable", "timbered", "half-timbered") and name in ("street", "square"):
        kind = replace(kind, houses=(gabled_house,), plots=(4.4, 6.4))
    if said(words, "asphalt", "road", "modern"):
        kind = replace(kind, surface="asphalt", ground=(124, 124, 127))
    if said(words, "lamp", "lamps", "lantern") and not kind.lamps:
        kind = replace(kind, lamps=12.0)
    return kind


def _spots(kind: Street, far: float) -> Spots:
    """Kerbs for small things; what is tall stands at the end, over the roofs."""
    k = kind.wide - max(1.0, kind.pavement * 0.5)
    c = min(k - 0.6, 5.0)
    near = ((-c, 6.4, -24), (c, 8.6, 24), (-c, 12.5, -24), (c, 15.0, 24))
    mid = ((min(k, 5.4), 15.0, 0), (-min(k, 6.0), 18.0, 0))
    if kind.end == "church":
        near = ((1.8, 8.5, 0), (-4.6, 6.5, -20), (6.0, 10.5, 20), (-7.5, 12, -10))
        return Spots(near, mid, ((-4.2, far + 1.5, 0), (8.0, far + 14, 0)), ((0, far - 4, 0),))
    if kind.end == "hills":
        tall: tuple[tuple[float, float, float], ...] = ((3.0, far + 6, 0), (-8.0, far + 14, 0))
        return Spots(near, mid, tall, ((0.0, far + 10, 0),))
    return Spots(near, mid, ((kind.wide * 0.25, far + 9, 0), (-kind.wide, far + 14, 0)), ())


def town(rng: Random, words: frozenset[str], name: str) -> Place:
    """A street of that kind along z, furnished by its words."""
    kind = _kind(words, name)
    ends = {"church": (-20.0, 27.0), "wall": (-16.0, 27.0), "blocks": (-30.0, 84.0)}.get(
        kind.end, (-26.0, 47.0)
    )
    shops = said(words, "awning", "bakery", "shop", "cafe", "store", "baker", "grocer")
    marks = marks_said(words)
    solids = [*_paving(kind, ends), *_closed(rng, kind, ends, marks)]
    rows = joined(_row(rng, kind, shops and side < 0, side, ends) for side in (-1.0, 1.0))
    lit = _lit(kind, ends)
    named = marked(rng, words, _spots(kind, ends[1]))
    solids += [*rows.solids, *lit.solids, *named.solids]
    more = _street_life(rng, kind, words)
    far = "hills" if kind.end == "hills" else "town"
    return Place(
        name,
        kind.ground,
        kind.surface,
        0,
        (*solids, *more.solids),
        (*rows.tufts, *named.tufts, *more.tufts),
        (*lit.lamps, *named.lamps, *more.lamps),
        False,
        (6, -9, 14, -15, 174),
        far,
        span=min(4.0, kind.wide - 1.2),
    )


def _street_life(rng: Random, kind: Street, words: frozenset[str]) -> Kit:
    """Stalls, cars, crates and neon, where the words speak of them."""
    solids: list[Solid] = []
    lamps: list[Lamp] = []
    edge = kind.wide - kind.pavement
    if said(words, "market", "bazaar", "stall", "fair", "marketplace"):
        reach = min(edge - 0.9, 6.5)
        solids += [
            s for k in range(8) for s in stall(rng, (-1 if k % 2 else 1) * reach, -5 + k * 3.3)
        ]
    if said(words, "harbour", "harbor", "dock", "quay", "port"):
        solids += masts(rng, kind.wide) + barrels(rng, kind.wide - 1.2)
    if kind.end in ("blocks",) or said(words, "cars", "traffic", "chase"):
        solids += parked(rng, edge - 1.1, (9.0, 16.0, 23.0, 31.0))
    if kind.end == "wall":
        bin_kit = set_kit(bins(rng), -kind.wide + 0.8, 6.5, -90)
        crates = barrels(rng, kind.wide - 0.5)[2:4]
        solids += [*bin_kit.solids, *crates]
    if said(words, "neon", "nightclub", "tokyo", "cyberpunk"):
        for k in range(9):
            sign, lamp = neon_sign(rng, (-1) ** k, kind.wide, 3.0 + 4.2 * k, 3.2 + 2 * rng.random())
            solids.append(sign)
            lamps.append(lamp)
    return Kit(tuple(solids), (), tuple(lamps))


def street(rng: Random, words: frozenset[str]) -> Place:
    """Two rows of houses along z with lamps; a harbour street has masts at its end."""
    return town(rng, words, "street")


def avenue(rng: Random, words: frozenset[str]) -> Place:
    """A broad city street between tall blocks."""
    return town(rng, words, "avenue")


def alley(rng: Random, words: frozenset[str]) -> Place:
    """Between the backs of houses: bins, iron stairs, a wall at the end."""
    return town(rng, words, "alley")


def village(rng: Random, words: frozenset[str]) -> Place:
    """A lane between cottages and hedges."""
    return town(rng, words, "village")


def suburb(rng: Random, words: frozenset[str]) -> Place:
    """Family houses behind lawns."""
    return town(rng, words, "suburb")


def square(rng: Random, words: frozenset[str]) -> Place:
    """An open square with houses on all sides and a tower over them."""
    return town(rng, words, "square")
