"""What an insert's thing lies on: boards, stone, cloth, grass, gravel, sand, snow, a drawer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from random import Random

from storyforge.artist.ink.canvas import tone
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import P2, ring, smooth
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Desk, Still, box_of, spots_of
from storyforge.artist.things.desk_shapes import slab

_UP: V3 = (0.0, 1.0, 0.0)
_EVER = 60.0  # radii of the thing: as far as the ground goes


@dataclass(frozen=True, slots=True)
class Lie:
    """Where the thing lies: its middle on the ground and how far it reaches, centimetres."""

    x: float
    z: float
    reach: float


def lie_of(still: Still) -> Lie:
    """The ground that a still life takes up."""
    spots = spots_of(still.main)
    x0, z0, x1, z1 = box_of([(p[0], p[2]) for p in spots])
    tall = max(p[1] for p in spots)
    return Lie((x0 + x1) / 2, (z0 + z1) / 2, max(0.4, hypot(x1 - x0, z1 - z0) / 2, tall * 0.5))


# word -> what the ground is
WORDS: dict[str, str] = {
    **dict.fromkeys(("gravel", "pebbles", "shingle", "rubble", "stones", "railway"), "gravel"),
    **dict.fromkeys(("snow", "ice", "snowy"), "snow"),
    **dict.fromkeys(("sand", "beach", "desert", "dune", "shore"), "sand"),
    **dict.fromkeys(("grass", "meadow", "lawn", "field", "moss", "park"), "grass"),
    **dict.fromkeys(("mud", "dirt", "earth", "soil", "ground", "forest", "path", "grave"), "earth"),
    **dict.fromkeys(("leaves", "autumn"), "leaves"),
    **dict.fromkeys(
        ("pavement", "street", "stone", "concrete", "asphalt", "cobbles", "road", "square",
         "marble", "steps", "quay", "alley", "bridge"), "stone",
    ),
    **dict.fromkeys(("tiles", "bathroom", "tiled"), "tiles"),
    **dict.fromkeys(("cloth", "tablecloth", "bed", "sheet", "blanket", "pillow", "sofa"), "cloth"),
    **dict.fromkeys(("carpet", "rug"), "carpet"),
    **dict.fromkeys(("drawer", "drawers"), "drawer"),
    **dict.fromkeys(("floor", "floorboards"), "floor"),
    **dict.fromkeys(("table", "desk", "counter", "bench", "shelf", "tabletop", "bar"), "table"),
    **dict.fromkeys(("water", "puddle", "sea", "river"), "water"),
}  # fmt: skip
LOOSE = frozenset(("gravel", "snow", "sand", "grass", "earth", "leaves", "stone", "water"))


def ground_of(words: list[str], place: frozenset[str], wanted: str, inside: bool) -> str:
    """What it lies on: said in the prompt, wanted by the thing, or found at the place."""
    named = next((WORDS[w] for w in words if w in WORDS), "")
    if named or wanted:
        return named or wanted
    if inside:
        return "table"
    return next((WORDS[w] for w in sorted(place) if WORDS.get(w) in LOOSE), "table")


def lay(desk: Desk, still: Still, name: str) -> None:
    """The ground under a still life."""
    lie = lie_of(still)
    _GROUNDS.get(name, _table)(desk, lie, stream("ground", name, round(lie.reach, 2)))


def _plane(desk: Desk, lie: Lie, colour: RGB, back: float = _EVER, front: float = _EVER) -> None:
    """A level as far as said behind and before the thing, lighter where the light comes from."""
    r, wide = lie.reach, lie.reach * _EVER
    near, far = lie.z - r * front, lie.z + r * back
    shape = desk.seen([(lie.x - wide, 0, near), (lie.x + wide, 0, near), (lie.x + wide, 0, far),
                       (lie.x - wide, 0, far)])  # fmt: skip
    paint = desk.paint(colour, _UP)
    desk.canvas.fill(shape, paint)
    w, h = desk.canvas.width, desk.canvas.height
    desk.canvas.tint([shape], scale(paint, 0.8), 0.35)
    top = (
        max(0.0, desk.lens.at((lie.x, 0.0, far))[1])
        if desk.lens.depth((lie.x, 0, far)) > 0
        else 0.0
    )
    if desk.canvas.manner.steps:  # where values are cut into steps it would be a disc
        return
    if top > 0.04 * h:  # a pool of light would climb over the table's edge
        reach = (h - top) * 0.8
        desk.canvas.glow(w * 0.36, top + reach * 0.94, reach * 0.9, scale(paint, 1.16), 0.6)
    else:
        desk.canvas.glow(w * 0.3, h * 0.34, max(w, h) * 0.62, scale(paint, 1.16), 0.75)


def _table(desk: Desk, lie: Lie, rng: Random) -> None:
    """A wooden top with its grain, its front edge out of the picture, its back edge near."""
    wood = (150, 112, 80)
    back = lie.reach * 1.9
    _plane(desk, lie, wood, 1.9)
    edge = [(lie.x - lie.reach * 9, 0.0, lie.z + back), (lie.x + lie.reach * 9, 0.0, lie.z + back)]
    desk.canvas.line([desk.lens.at(p) for p in edge], 1.8)
    _grain(desk, lie, rng, 1.9)
    for k in range(-3, 4):
        z = lie.z + (k + 0.35) * lie.reach * 1.25
        if z < lie.z + back:
            ends = ((lie.x - lie.reach * 8, 0.0, z), (lie.x + lie.reach * 8, 0.0, z))
            desk.canvas.line([desk.lens.at(p) for p in ends], 1.1, 150)


def _floor(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (138, 106, 80))
    _grain(desk, lie, rng, 9.0)
    for k in range(-5, 12):
        z = lie.z + (k + 0.2) * lie.reach * 0.8
        ends = ((lie.x - lie.reach * 14, 0.0, z), (lie.x + lie.reach * 14, 0.0, z))
        desk.canvas.line(desk.lens.path(ends), 1.5, 210)
        for _ in range(2):
            x = lie.x + (rng.random() - 0.5) * lie.reach * 9
            joint = ((x, 0.0, z), (x, 0.0, z + lie.reach * 0.8))
            desk.canvas.line(desk.lens.path(joint), 1.1, 180)


def _grain(desk: Desk, lie: Lie, rng: Random, back: float) -> None:
    """Long wavering lines along the boards."""
    for k in range(34):
        z = lie.z + (rng.random() * (2.6 + min(back, 4.0)) - 2.6) * lie.reach
        if z > lie.z + back * lie.reach:
            continue
        x = lie.x + (rng.random() - 0.62) * 5 * lie.reach
        long, bend = (0.6 + 1.6 * rng.random()) * lie.reach, 0.03 * lie.reach * (rng.random() - 0.5)
        path = [(x + long * t, 0.0, z + bend * sin(t * pi)) for t in (0.0, 0.35, 0.7, 1.0)]
        desk.canvas.stroke(desk.lens.path(path), 0.9 + 0.5 * (k % 3), 50 + 22 * (k % 4))


def _scattered(desk: Desk, rng: Random, count: int, margin: float = 0.1) -> list[P2]:
    """Spots on the ground evenly over the picture, far ones first; x and z."""
    w, h = desk.canvas.width, desk.canvas.height
    found = []
    for _ in range(count):
        px = (rng.random() * (1 + 2 * margin) - margin) * w
        spot = desk.ground(px, (rng.random() * (1 + 2 * margin) - margin) * h)
        if spot is not None:
            found.append(spot)
    return sorted(found, key=lambda p: desk.lens.at((p[0], 0.0, p[1]))[1])


def _gravel(desk: Desk, lie: Lie, rng: Random) -> None:
    colour = (156, 148, 134)
    _plane(desk, lie, scale(colour, 0.86))
    for x, z in _scattered(desk, rng, 400):
        r = lie.reach * (0.034 + 0.06 * rng.random() ** 2)
        shade, wide, turn = 0.8 + 0.4 * rng.random(), 1.0 + 0.6 * rng.random(), rng.random() * 3
        (px, py), s = desk.lens.at((x, r * 0.3, z)), desk.lens.size((x, 0.0, z))
        if not (-40 < px < desk.canvas.width + 40 and -40 < py < desk.canvas.height + 40):
            continue
        stone = smooth(_pebble(px, py, r * s * wide, r * s * 0.72, turn, rng))
        desk.dim([[(a + r * s * 0.35, b + r * s * 0.3) for a, b in stone]], 0.4)
        desk.canvas.union([stone], desk.paint(scale(colour, shade), _UP), 0.8)


def _pebble(x: float, y: float, a: float, b: float, turn: float, rng: Random) -> list[P2]:
    out = []
    for k in range(7):
        t = 2 * pi * k / 7 + turn
        far = 0.86 + 0.3 * rng.random()
        out.append((x + cos(t) * a * far, y + sin(t) * b * far))
    return out


def _snow(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (236, 240, 244))
    for x, z in _scattered(desk, rng, 46):
        long = lie.reach * (0.3 + 0.5 * rng.random())
        path = [(x - long, 0, z), (x, 0.06 * lie.reach, z + 0.1 * long), (x + long, 0, z)]
        desk.canvas.stroke(desk.lens.path(path), 1.1, 70)
        hollow = (
            (x - long, 0, z),
            (x, 0, z + long * 0.12),
            (x + long, 0, z),
            (x, 0, z - long * 0.16),
        )
        shade = desk.paint((196, 206, 222), _UP)
        desk.canvas.tint([smooth(smooth(desk.seen(hollow)))], shade, 0.5)


def _sand(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (216, 194, 150))
    for x, z in _scattered(desk, rng, 60):
        long = lie.reach * (0.4 + 0.9 * rng.random())
        path = [(x + long * (t - 0.5), 0.0, z + 0.05 * long * sin(t * 9)) for t in
                (0, 0.2, 0.4, 0.6, 0.8, 1)]  # fmt: skip
        desk.canvas.stroke(desk.lens.path(path), 1.2, 66)
    for x, z in _scattered(desk, rng, 240):
        desk.canvas.blot(ring(*desk.lens.at((x, 0.0, z)), 1.1 * desk.canvas.unit), 90)


def _grass(desk: Desk, lie: Lie, rng: Random) -> None:
    colour = (112, 138, 82)
    _plane(desk, lie, scale(colour, 0.82))
    for k, (x, z) in enumerate(_scattered(desk, rng, 230)):
        tall, lean = lie.reach * (0.18 + 0.18 * rng.random()), (rng.random() - 0.5) * 0.2
        foot, half = desk.lens.at((x, 0.0, z)), lie.reach * 0.014
        if not (-30 < foot[0] < desk.canvas.width + 30 and foot[1] < desk.canvas.height * 1.3):
            continue
        blade = [(x - half, 0.0, z), (x + lean * lie.reach * 0.4, tall * 0.7, z),
                 (x + lean * lie.reach, tall, z), (x + half + lean * lie.reach * 0.4,
                 tall * 0.6, z), (x + half, 0.0, z)]  # fmt: skip
        shape = desk.seen(blade)
        desk.canvas.fill(shape, desk.paint(scale(colour, 0.78 + 0.12 * (k % 5)), _UP))
        desk.canvas.stroke(shape[:3], 0.8, 150)


def _earth(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (122, 100, 80))
    for k, (x, z) in enumerate(_scattered(desk, rng, 110)):
        r = lie.reach * (0.03 + 0.06 * rng.random())
        (px, py), s = desk.lens.at((x, 0.0, z)), desk.lens.size((x, 0.0, z))
        clod = smooth(_pebble(px, py, r * s * 1.4, r * s * 0.6, 0.3, rng))
        if k % 3:
            desk.canvas.stroke(clod[2:9], 1.1, 130)
        else:
            desk.dim([[(a + r * s * 0.3, b + r * s * 0.2) for a, b in clod]], 0.3)
            desk.canvas.union([clod], desk.paint((134, 112, 90), _UP), 0.8)


def _leaves(desk: Desk, lie: Lie, rng: Random) -> None:
    _earth(desk, lie, rng)
    dyes = ((186, 112, 54), (204, 150, 66), (150, 82, 48), (132, 110, 62))
    for k, (x, z) in enumerate(_scattered(desk, rng, 90)):
        long, t = lie.reach * (0.16 + 0.12 * rng.random()), rng.random() * 6.3
        c, s = cos(t) * long, sin(t) * long
        spots = ((-1, 0), (-0.4, 0.4), (0.3, 0.42), (1, 0), (0.3, -0.42), (-0.4, -0.4))
        leaf = desk.seen([(x + a * c - b * s, 0.0, z + a * s + b * c) for a, b in spots])
        desk.canvas.union([smooth(leaf)], desk.paint(dyes[k % 4], _UP), 0.8)
        desk.canvas.stroke([leaf[0], leaf[3]], 0.8, 130)


def _flags(desk: Desk, lie: Lie, rng: Random, colour: RGB, size: float, rough: float) -> None:
    """Laid stones or tiles in courses."""
    _plane(desk, lie, colour)
    step = lie.reach * size
    for k in range(-4, 8):
        z = lie.z + (k + 0.3) * step
        across = ((lie.x - step * 9, 0.0, z), (lie.x + step * 9, 0.0, z))
        desk.canvas.line(desk.lens.path(across), 1.3, 170)
        for n in range(-6, 7):
            x = lie.x + (n + (0.5 * (k % 2) + 0.2 * (rng.random() - 0.5)) * rough) * step
            desk.canvas.line(desk.lens.path(((x, 0.0, z), (x, 0.0, z + step))), 1.2, 150)
            if rng.random() < 0.3 * rough:
                tile = ((x, 0, z), (x + step, 0, z), (x + step, 0, z + step), (x, 0, z + step))
                desk.dim([desk.seen(tile)], 0.08)
    for x, z in _scattered(desk, rng, int(90 * rough)):
        desk.canvas.blot(ring(*desk.lens.at((x, 0.0, z)), 1.2 * desk.canvas.unit), 80)


def _stone(desk: Desk, lie: Lie, rng: Random) -> None:
    _flags(desk, lie, rng, (156, 152, 146), 1.5, 1.0)


def _tiles(desk: Desk, lie: Lie, rng: Random) -> None:
    _flags(desk, lie, rng, (204, 208, 206), 1.1, 0.0)


def _cloth(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (206, 196, 184))
    for _ in range(13):
        x, z = (lie.x + (rng.random() - 0.5) * 5.5 * lie.reach,
                lie.z + (rng.random() * 4 - 1.6) * lie.reach)  # fmt: skip
        t, long = 0.5 + 0.5 * rng.random(), lie.reach * (0.8 + rng.random())
        c, s = cos(t) * long, sin(t) * long
        fold = [(x, 0.0, z), (x + 0.5 * c - 0.08 * s, 0.0, z + 0.5 * s + 0.08 * c),
                (x + c, 0.0, z + s), (x + 0.5 * c + 0.02 * s, 0.0,
                    z + 0.5 * s - 0.06 * c)]  # fmt: skip
        shape = desk.seen(fold)
        desk.dim([smooth(shape)], 0.2)
        desk.canvas.stroke(shape[:3], 1.5, 140)


def _carpet(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (132, 64, 58))
    for x, z in _scattered(desk, rng, 500):
        a, b = desk.lens.at((x, 0.0, z)), desk.lens.at((x, lie.reach * 0.03, z))
        desk.canvas.stroke([a, (b[0] + 2 * desk.canvas.unit, b[1])], 1.0, 90)


def _water(desk: Desk, lie: Lie, rng: Random) -> None:
    _plane(desk, lie, (112, 136, 146))
    for k in range(1, 9):
        r = lie.reach * (1.0 + 0.34 * k)
        path = [(lie.x + r * cos(t / 16), 0.0, lie.z + r * sin(t / 16)) for t in range(101)]
        desk.canvas.line(desk.lens.path(path), 1.3, 150 - 14 * k)
    for x, z in _scattered(desk, rng, 60):
        long = lie.reach * 0.3
        desk.canvas.stroke(desk.lens.path(((x - long, 0, z), (x, 0, z + 0.02), (x + long, 0, z))),
                           1.2, 80)  # fmt: skip


def _drawer(desk: Desk, lie: Lie, rng: Random) -> None:
    """A drawer pulled open towards us: its bottom, its four walls, the desk above it."""
    r = lie.reach
    _plane(desk, lie, (92, 68, 50))
    wood, x0, x1, z0, z1, tall = (152, 112, 78), lie.x - r * 1.5, lie.x + r * 1.5, 0.0, 0.0, r * 0.6
    z0, z1 = lie.z - r * 1.12, lie.z + r * 1.15
    floor = desk.seen([(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)])
    desk.canvas.fill(floor, desk.paint((176, 138, 100), _UP))
    _grain(desk, Lie(lie.x, lie.z, r * 0.66), rng, 1.2)
    shade = [(x0, 0, z0), (x0 + r * 0.5, 0, z0), (x0 + r * 0.5, 0, z1 - r * 0.3),
             (x1, 0, z1 - r * 0.3), (x1, 0, z1), (x0, 0, z1)]  # fmt: skip
    desk.dim([desk.seen(shade)], 0.44)
    t = r * 0.16
    inner = (
        ((x0, z1), (x1, z1), (0.0, 0.0, -1.0)),
        ((x0, z0), (x0, z1), (1.0, 0.0, 0.0)),
        ((x1, z0), (x1, z1), (-1.0, 0.0, 0.0)),
    )
    for (ax, az), (bx, bz), normal in inner:
        wall = [(ax, 0.0, az), (bx, 0.0, bz), (bx, tall, bz), (ax, tall, az)]
        if desk.faces(wall[0], normal):
            level = 0 if desk.light.facing(normal) > 0.1 else 2
            desk.canvas.union([desk.seen(wall)], desk.paint(scale(wood, 0.9), normal), 1.4,
                              tone(level, 1))  # fmt: skip
    for a, b, c, d in ((x0 - t, z1, x1 + t, z1 + t), (x0 - t, z0, x0, z1), (x1, z0, x1 + t, z1),
                       (x0 - t, z0 - t * 1.6, x1 + t, z0)):  # fmt: skip
        slab([(a, b), (c, b), (c, d), (a, d)], tall, wood, weight=1.4).draw(desk)


def _door(desk: Desk, lie: Lie, _: Random) -> None:
    """A door seen as a plane: what lies on it paints it."""
    _plane(desk, lie, (196, 188, 172))


def _wall(desk: Desk, lie: Lie, rng: Random) -> None:
    """Plaster: nearly nothing."""
    _plane(desk, lie, (186, 178, 164))
    for x, z in _scattered(desk, rng, 70):
        path = [(x, 0.0, z), (x + 0.1 * lie.reach, 0.0, z + 0.03 * lie.reach)]
        desk.canvas.stroke(desk.lens.path(path), 1.0, 50)


_GROUNDS: dict[str, Callable[[Desk, Lie, Random], None]] = {
    "table": _table,
    "floor": _floor,
    "gravel": _gravel,
    "snow": _snow,
    "sand": _sand,
    "grass": _grass,
    "earth": _earth,
    "leaves": _leaves,
    "stone": _stone,
    "tiles": _tiles,
    "cloth": _cloth,
    "carpet": _carpet,
    "water": _water,
    "drawer": _drawer,
    "door": _door,
    "wall": _wall,
}
