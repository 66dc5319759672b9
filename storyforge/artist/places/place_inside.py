"""Rooms: four walls of their kind, furnished after the words, the same from every side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from storyforge.artist.places.furniture_blocks import BRASS, IRON, LINEN, block, post, shining
from storyforge.artist.places.furniture_catalog import furniture_named, hung_named
from storyforge.artist.places.furniture_spots import furniture_for
from storyforge.artist.places.place_arrange import Arranger, Room
from storyforge.artist.places.place_kinds import KINDS, SHIP, SPACE, Kind
from storyforge.artist.places.place_shell import Shell, shell_solids, walls_of
from storyforge.artist.places.place_spots import stands_of
from storyforge.artist.places.place_walls import REACH
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.stage import Lamp, Place, Solid
from storyforge.artist.words import said

_FRONT = ("north", "east", "west")
_BACK = ("south", "east", "west", "north")
_SIZES: tuple[tuple[tuple[str, ...], float], ...] = (
    (("tiny", "cramped", "narrow", "small", "little", "poky"), 0.88),
    (("large", "big", "grand", "spacious", "vast", "huge", "wide"), 1.2),
)
_WISHES = (-0.45, 0.5, 0.0, 0.85, -0.9, 0.25)


def _builder(kind: Kind) -> Callable[[Random, frozenset[str]], Place]:
    def build(rng: Random, words: frozenset[str]) -> Place:
        return furnished(kind, rng, words)

    return build


def room(rng: Random, words: frozenset[str]) -> Place:
    """A room that nobody has named a kind for, furnished with what the words name."""
    return furnished(KINDS["room"][2], rng, words)


# the words of each kind of room, who builds it, and on which side of a door it is meant
BY_NAME = {name: (names, _builder(kind), where) for name, (names, where, kind) in KINDS.items()}


def ship_cabin(rng: Random, words: frozenset[str]) -> Place:
    """A cabin below deck: planks, portholes, bunk."""
    return furnished(SHIP, rng, words)


def space_bridge(rng: Random, words: frozenset[str]) -> Place:
    """A bridge of a spaceship: consoles before a great window onto the stars."""
    place = furnished(SPACE, rng, words)
    return replace(place, solids=(*place.solids, _viewport(SPACE.shell)))


def _viewport(shell: Shell) -> Solid:
    wall = walls_of(shell)["north"]
    spots = [(-3.0, 0.95), (3.0, 0.95), (2.5, 2.65), (-2.5, 2.65)]
    frame = wall.shape(
        [(a * 1.06, b + (0.1 if b > 2 else -0.1)) for a, b in spots], (92, 100, 108), 1.2
    )
    pane = wall.shape(spots, (26, 30, 44), 1.0)
    turn = [(0.9 + 1.0 * x, 1.62 + 1.0 * y) for x, y in _GLOBE]
    globe = wall.shape([p for p in turn if 0.95 <= p[1] <= 2.65], (132, 150, 168), 0.7)
    rng = Random(7)  # noqa: S311 - the same stars for everybody
    stars = tuple(
        wall.rect((u, u + 0.025), (y, y + 0.025), (236, 238, 244), 0.2)
        for u, y in ((-2.7 + 5.4 * rng.random(), 1.05 + 1.5 * rng.random()) for _ in range(40))
    )
    ribs = tuple(wall.rect((u - 0.05, u + 0.05), (0.95, 2.65), (92, 100, 108)) for u in (-1.1, 1.1))
    whole = replace(frame, decor=(replace(pane, decor=(*stars, globe)), *ribs))
    return Solid((whole,), (0, 0, shell.far), 0, "window")


_GLOBE = tuple((x / 10, ((100 - x * x) ** 0.5) / 10) for x in range(-10, 11, 2)) + tuple(
    (x / 10, -((100 - x * x) ** 0.5) / 10) for x in range(10, -11, -2)
)


def furnished(kind: Kind, rng: Random, words: frozenset[str]) -> Place:
    """A room of that kind with what the words add; everything drawn from *rng*."""
    shell = _sized(kind, words)
    free_x = min(1.75, shell.wide - 0.75)
    room_ = Room(walls_of(shell), (-free_x, free_x, -1.2, min(1.25, shell.far * 0.4)))
    hand = Arranger(room_, rng)
    _fixed(hand, kind)
    if not kind.rows:
        named = furniture_named(words)
    else:
        named = tuple(n for n in furniture_named(words) if n not in {r[0] for r in kind.rows})
    _stand(hand, named, (*_FRONT, "south"))
    if kind.exit:
        hand.hang(kind.exit, ("east", "north") if shell.wide < 3 else ("north", "east"), 0.92)
        hand.hang("door", ("south", "west"), 0.6)
    for k, name in enumerate((*hung_named(words), *kind.hangs)):
        hand.hang(name, ("north", "east", "west", "south"), (0.3, -0.6, 0.8, -0.2)[k % 4])
    rest = _remaining(kind.things, named)
    _stand(hand, rest, _FRONT)
    _stand(hand, kind.behind, _BACK)
    hand.hang("picture", ("south", "west"), 0.4)
    lights = _lights(kind, shell)
    done = hand.done()
    solids = (*shell_solids(shell, done.decor, rng), *done.solids, *(s for s, _ in lights))
    lamps = (*done.lamps, *(lamp for _, lamp in lights))
    return Place(
        "room", shell.floor, "plain", 0, solids, (), lamps, True, (0, 18, -16, 30, -28, 168), "",
        0.46, min(1.6, shell.wide - 0.7), done.shafts, shell.tall, stands=stands_of(hand),
    )  # fmt: skip


def _remaining(things: Sequence[str], named: Sequence[str]) -> list[str]:
    """What a kind of room still lacks once the named things stand: each counts for one."""
    left, out = list(named), []
    for name in things:
        if name in left:
            left.remove(name)
        elif not (name == "table" and "round table" in named):
            out.append(name)
    return out


def _sized(kind: Kind, words: frozenset[str]) -> Shell:
    shell = kind.shell
    if kind.rows:
        return shell
    grow = next((share for names, share in _SIZES if said(words, *names)), 1.0)
    return replace(shell, wide=shell.wide * grow, near=shell.near * grow, far=shell.far * grow)


def _fixed(hand: Arranger, kind: Kind) -> None:
    """Windows, and all that stands in rows."""
    for name, wall, share in kind.windows:
        frame = hand.room.walls[wall]
        hand.window(name, wall, share * (frame.long / 2 - REACH[name][0]))
    for name, x, z, turn in kind.rows:
        solid = furniture_for(name, hand.rng)
        hand.put(name, solid, (x, 0.0, z), turn, True)


def _stand(hand: Arranger, names: Sequence[str], order: Sequence[str]) -> None:
    for k, name in enumerate(names):
        hand.stand(name, order, _WISHES[k % len(_WISHES)])


def _lights(kind: Kind, shell: Shell) -> list[tuple[Solid, Lamp]]:
    """What hangs from the ceiling, in a row along long rooms."""
    make = HANGING[kind.lamp]
    if shell.far < 6:
        spots = [(0.5, min(2.2, shell.far * 0.55))]
        spots += [(0.5, -1.8)] if kind.lamp == "strip" else []
    else:
        spots = [(0.0, z) for z in (-3.0, 3.0, 7.5)]
    return [make(x, z, shell.tall) for x, z in spots]


def _cord(x: float, z: float, low: float, tall: float) -> Solid:
    return post((x, low, z), 0.012, tall - low, IRON, 1, 4)


def _shade(x: float, z: float, tall: float) -> tuple[Solid, Lamp]:
    y = min(2.15, tall - 0.55)
    shade = post((x, y, z), 0.28, 0.24, (196, 168, 112), 0.25, 9)
    bulb = shining(post((x, y - 0.05, z), 0.07, 0.1, (255, 240, 200), 1, 6))
    return assembled([_cord(x, z, y + 0.24, tall), bulb, shade], "hung"), Lamp((x, y, z), 2.0)


def _bulb(x: float, z: float, tall: float) -> tuple[Solid, Lamp]:
    y = min(2.1, tall - 0.4)
    bulb = shining(post((x, y, z), 0.05, 0.12, (250, 240, 206), 1.2, 6))
    return assembled([_cord(x, z, y + 0.12, tall), bulb], "hung"), Lamp((x, y, z), 1.6)


def _lantern(x: float, z: float, tall: float) -> tuple[Solid, Lamp]:
    y = min(1.95, tall - 0.6)
    parts = [
        post((x, y, z), 0.1, 0.05, BRASS),
        shining(post((x, y + 0.05, z), 0.07, 0.2, (246, 226, 160))),
    ]
    parts += [post((x, y + 0.25, z), 0.11, 0.1, BRASS, 0.3), _cord(x, z, y + 0.35, tall)]
    return assembled(parts, "hung"), Lamp((x, y + 0.15, z), 1.8)


def _strip(x: float, z: float, tall: float) -> tuple[Solid, Lamp]:
    y = min(tall - 0.12, 3.2)
    tube = shining(block((x, y, z), (0.16, 0.06, 1.5), (246, 248, 246)))
    wires = [_cord(x, z + d, y + 0.06, tall) for d in (-0.6, 0.6)] if tall > y + 0.2 else []
    return assembled([*wires, tube], "hung"), Lamp((x, y, z), 1.9, (236, 240, 232))


def _chandelier(x: float, z: float, tall: float) -> tuple[Solid, Lamp]:
    y = min(3.6, tall * 0.55)
    ring = [block((x, y, z + s * 0.55), (1.14, 0.06, 0.05), IRON) for s in (-1, 1)]
    ring += [block((x + s * 0.55, y, z), (0.05, 0.06, 1.1), IRON) for s in (-1, 1)]
    flames = [
        part
        for a, b in ((-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (0, -0.55), (0, 0.55))
        for part in (
            post((x + a, y + 0.06, z + b), 0.03, 0.16, LINEN),
            shining(post((x + a, y + 0.22, z + b), 0.028, 0.1, (255, 226, 150), 0.1)),
        )
    ]
    return assembled([*ring, _cord(x, z, y + 0.06, tall), *flames], "hung"), Lamp((x, y, z), 2.6)


HANGING = {
    "shade": _shade,
    "bulb": _bulb,
    "lantern": _lantern,
    "strip": _strip,
    "chandelier": _chandelier,
}
