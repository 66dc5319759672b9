"""Clothes in inserts: boots and feet on a ground, a hat, a glove, a bag; and cut-outs laid flat."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, radians, sin

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.stage.camera import V3
from storyforge.artist.things.desk import Ask, Shape, Still, placed
from storyforge.artist.things.desk_round import Bundle, Rod, Turned
from storyforge.artist.things.desk_shapes import Drawn, Sheet, Slab, circle, rounded, slab
from storyforge.artist.things.prop import THINGS
from storyforge.artist.things.still_small import BRASS, soft
from storyforge.artist.things.still_ware import bent

_SOLE = ((-11.0, -2.6), (-11.6, 0.0), (-11.0, 2.6), (-4.0, 2.8), (4.0, 3.9), (10.0, 4.0), (13.6,
    1.8),
         (13.8, -0.6), (11.0, -3.4), (4.0, -3.8), (-4.0, -2.6))  # fmt: skip


def _boot(dye: RGB, leg: RGB | None, high: float, bare: bool = False) -> list[Shape]:
    """A boot with its toe along +x; *leg*: the trousers that are in it."""
    out: list[Shape] = []
    if not bare:
        out += [
            slab(soft(_SOLE, 1), 1.1, (50, 44, 42)),
            slab([(-11.4, -2.6), (-5.6, -2.7), (-5.6, 2.7), (-11.4, 2.6)], 1.4, (44, 38, 36)),
        ]
    shaft = (((-6.8, 5.2, 0), 3.9), ((-6.2, 11.0, 0), 4.0), ((-6.4, 8 + high, 0), 4.5))
    instep = (
        ((-6.0, 8.4, 0), 3.7),
        ((-1.0, 6.6, 0), 3.6),
        ((4.4, 4.2, 0), 3.3),
        ((9.2, 3.6, 0.2), 2.8),
    )
    heel = (((-7.4, 4.5, 0), 3.5), ((0.0, 4.2, 0), 3.3), ((9.2, 3.6, 0.2), 2.7))
    out.append(Bundle((Rod(heel, dye, 0.0), Rod(instep, dye, 0.34), Rod(shaft, dye, 0.3)), 1.7))
    if not bare:
        laces = tuple(((x - 0.9, y + 0.5, -3.0), (x + 0.2, y + 1.8, -0.4), (x + 0.6, y + 1.0,
            1.8)) for
                      x, y in ((3.2, 6.2), (1.2, 7.6), (-0.8, 9.2)))  # fmt: skip
        toe = tuple((6.4 + 0.6 * cos(t), 3.8 + 3.0 * sin(t), -3.2 * cos(t)) for t in
                    (pi * k / 8 for k in range(1, 8)))  # fmt: skip
        out += [Drawn(laces, 1.6, 210, True), Drawn((toe,), 1.2, 170)]
    top = 11 + high
    if leg is None:
        out.append(Turned((-6.4, top - 3.6, 0), ((4.5, 0.0), (4.9, 5.4)), dye, inside=(40, 34, 32)))
    else:
        cloth = (((-6.4, top - 1.0, 0), 5.2), ((-6.2, top + 9, 0), 5.9), ((-5.6, top + 60, 0), 8.0))
        out.append(Rod(cloth, leg, 0.12, 1.7, beyond=True))
    return out


def boots(ask: Ask) -> Still:
    """A pair of boots or shoes where the words say; in them somebody, when somebody is there."""
    walked = ask.words & {"feet", "foot", "walk", "walks", "walking", "step", "steps", "stepping",
                          "stands", "standing", "worn", "legs", "run", "runs", "running",
                              "cast"}  # fmt: skip
    leg = ask.legs if walked else None
    bare = bool(ask.words & {"bare", "barefoot"})
    dye = ask.skin if bare else ask.dye or ask.shoes
    low = bool(ask.words & {"shoe", "shoes", "sandals", "slippers"}) or bare
    high = 0.6 if low else 11.0
    far = placed(_boot(scale(dye, 0.94), leg, high, bare), (3.0, 0.0, 12.0), -6)
    near = placed(_boot(dye, leg, high, bare), (-3.0, 0.0, 0.0), 12)
    return Still((*far, *near), (), 22, -26, (0.72, 0.8) if not leg else (0.64, 0.56),
                 (0.0, 0.02 if not leg else 0.16), "floor")  # fmt: skip


def hat(ask: Ask) -> Still:
    """A hat on the table, brim down."""
    felt = ask.colour((92, 84, 80))
    crown = bent(((8.6, 1.4), (8.4, 3.0), (7.8, 8.0), (7.0, 10.6), (4.4, 11.6), (2.6, 10.6)))
    main: tuple[Shape, ...] = (
        Turned((0, 0, 0), bent(((8.0, 0.6), (13.0, 0.4), (14.2, 1.6), (13.8, 1.9), (8.8, 1.4))),
            felt,
               gloss=0.2),
        Turned((0, 0.4, 0), crown, felt, gloss=0.25),
        Turned((0, 0.4, 0), ((8.75, 1.4), (8.6, 4.2)), (46, 42, 46), gloss=0.2, dim=0, weight=1.1),
        Drawn((((-5.0, 12.0, 0.4), (0.0, 10.9, -1.4), (5.0, 11.9, 0.4)),), 1.5, 200, True),
    )  # fmt: skip
    parts: tuple[Shape, ...] = (
        *main[:2],
        main[2],
        Turned((0, 0.4, 0), tuple(p for p in crown if p[1] > 4.0), felt, gloss=0.25, dim=0),
        main[3],
    )
    return Still(parts, pitch=26, turn=-20, share=(0.7, 0.66))


def cap(ask: Ask) -> Still:
    """A peaked cap, its badge and strap."""
    dye = ask.colour((52, 62, 92))
    peak = [(6.9 * cos(t), -6.9 * sin(t)) for t in (radians(20 + 7 * k) for k in range(21))]
    brim = [
        (9.0 * cos(t), -11.6 * sin(t) ** 0.8) for t in (radians(162 - 7.1 * k) for k in range(21))
    ]
    crown = bent(((7.6, 3.0), (9.0, 4.4), (11.0, 6.4), (10.8, 7.4), (8.0, 8.4), (2.0, 8.8)))
    badge = tuple((1.5 * a, 3.9 + 1.7 * b, -8.6) for a, b in circle(1.0, (0, 0), 24))
    strap = tuple(
        (7.7 * cos(t), 0.9, -7.7 * sin(t)) for t in (radians(12 * k) for k in range(1, 15))
    )
    main: tuple[Shape, ...] = (
        slab([*peak, *brim], 0.5, (40, 40, 46), gloss=0.7),
        Turned((0, 0.2, 0), ((7.4, 0.0), (7.6, 3.2)), scale(dye, 0.7), gloss=0.2),
        Turned((0, 0.2, 0), crown, dye, gloss=0.2),
        Drawn((strap,), 3.2, 220),
        Sheet(badge, BRASS, 1.3, normal=(-0.3, 0.6, -0.7)),
    )
    return Still(main, pitch=26, turn=-26, share=(0.7, 0.7))


def paper_boat(ask: Ask) -> Still:
    """A boat folded from paper."""
    paper = ask.colour((240, 236, 224))
    bow, stern, keel = (-11.0, 6.4, 0.0), (11.0, 6.4, 0.0), 3.4
    near: tuple[V3, ...] = (bow, (-5.6, 0.0, -keel), (5.6, 0.0, -keel), stern, (0.0, 4.4, -keel))
    far: tuple[V3, ...] = (bow, (-5.6, 0.0, keel), (5.6, 0.0, keel), stern, (0.0, 4.4, keel))
    sail: tuple[V3, ...] = ((-5.0, 3.4, 0.0), (5.0, 3.4, 0.0), (0.0, 11.4, 0.0))
    main: tuple[Shape, ...] = (
        Sheet(far, scale(paper, 0.8), 1.5, 0.42),
        Sheet(sail, paper, 1.6, 0.42),
        Sheet(((0.0, 3.4, 0.0), (5.0, 3.4, 0.0), (0.0, 11.4, 0.0)), scale(paper, 0.84), 0.8),
        Sheet(near, paper, 1.6, 0.42, normal=(-0.3, 0.4, -0.8)),
        Drawn(
            (((-5.6, 0.0, -keel), (0.0, 4.4, -keel)), ((5.6, 0.0, -keel), (0.0, 4.4, -keel))),
            0.9,
            130,
        ),
    )
    return Still(main, pitch=22, turn=-24, share=(0.74, 0.72))


def glove(ask: Ask) -> Still:
    """An empty glove that somebody has left."""
    dye = ask.colour((98, 70, 54))
    palm = soft([(-4, -9), (4, -9), (4.4, -2), (5.0, 3.0), (4.2, 6.0), (-4.2, 6.4), (-5.0, 2.0)], 1)
    fingers = (
        (-3.4, 6.0, -4.6, 12.0),
        (-1.2, 6.4, -1.6, 14.6),
        (1.2, 6.4, 1.4, 15.2),
        (3.4, 5.6, 4.6, 13.2),
    )
    out: list[Shape] = [
        *(Rod((((a, 0.9, b), 1.25), (((a + c) / 2, 1.0, (b + d) / 2), 1.3), ((c, 0.7, d), 1.0)),
            dye, 0.25)
          for a, b, c, d in fingers),
        Rod((((4.2, 0.8, -1.6), 1.4), ((7.4, 0.9, 2.6), 1.2), ((8.0, 0.8, 5.4), 0.95)), dye, 0.25),
        slab(palm, 1.3, dye, gloss=0.2),
        slab(rounded(-4.6, -11.6, 4.6, -8.4, 0.6), 1.6, scale(dye, 0.82)),
        Drawn((((-2, 1.32, -2), (-2.2, 1.32, 4.6)), ((0, 1.32, -2.4), (0, 1.32, 5)),
               ((2, 1.32, -2), (2.3, 1.32, 4.6))), 1.2, 180, True),
    ]  # fmt: skip
    return Still(tuple(out), pitch=44, turn=-36, share=(0.7, 0.8))


def flat(name: str, ask: Ask) -> Still:
    """Any other thing that people carry, laid on its side, with a thickness."""
    parts = THINGS[name].parts
    xs = [p[0] for part in parts for p in part.shape]
    ys = [p[1] for part in parts for p in part.shape]
    wide = max(max(xs) - min(xs), max(ys) - min(ys))
    by = 24.0 / wide
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    out: list[Shape] = []
    for k, part in enumerate(parts):
        dye = part.colour if ask.dye is None or part.lit else mix(part.colour, ask.dye, 0.65)
        points = [((x - cx) * by, (y - cy) * by) for x, y in part.shape]
        points = soft(points) if part.soft or _round(points) else points
        y = 0.12 * k
        out.append(slab(points, 0.8, dye, y, floats=y, gloss=0.3))
        if part.lines:
            lines = tuple(
                tuple(((a - cx) * by, y + 0.82, (b - cy) * by) for a, b in path)
                for path in part.lines
            )
            out.append(Drawn(lines, 1.4, 210))
    tall = max(ys) - min(ys) > 1.6 * (max(xs) - min(xs))
    laid = placed(out, turn=-34 if tall else 0)
    return Still(tuple(laid), pitch=46, turn=-20, share=(0.84, 0.84))


def _round(points: list[tuple[float, float]]) -> bool:
    """Whether an outline is a coarse circle: corners of its own would show at this size."""
    return len(points) == 20


def bag(ask: Ask) -> Still:
    """A satchel: a soft box with a flap and a buckle."""
    dye = ask.colour((122, 84, 56))
    w, h = 11.0, 15.0
    flap: tuple[V3, ...] = ((-w, h, -3.6), (w, h, -3.6), (w * 0.96, 6.0, -4.2), (w * 0.6, 4.4,
        -4.3),
                            (-w * 0.6, 4.4, -4.3), (-w * 0.96, 6.0, -4.2))  # fmt: skip
    strap = tuple(
        ((w * cos(radians(a)), h + 9.0 * sin(radians(a)), 0.8), 0.5) for a in range(0, 181, 12)
    )
    main: tuple[Shape, ...] = (
        Rod(strap, scale(dye, 0.8), 0.2),
        Slab(tuple((x, 0.0, z) for x, z in rounded(-w, -3.6, w, 3.6, 1.2)), h, dye),
        Sheet(flap, scale(dye, 1.08), 1.6, normal=(-0.2, 0.5, -0.8)),
        Sheet(((-1.4, 8.0, -4.4), (1.4, 8.0, -4.4), (1.2, 3.0, -4.5), (-1.2, 3.0, -4.5)),
              scale(dye, 0.8), 1.2),
        Sheet(tuple((1.4 * a, 4.8 + 1.2 * b, -4.6) for a, b in circle(1.0, (0, 0), 16)), BRASS,
            1.2),
    )  # fmt: skip
    return Still(main, pitch=18, turn=-24, share=(0.66, 0.84))


WORN: dict[str, Callable[[Ask], Still]] = {
    "boots": boots,
    "hat": hat,
    "cap": cap,
    "paper-boat": paper_boat,
    "glove": glove,
    "satchel": bag,
}
