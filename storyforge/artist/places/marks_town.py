"""What a town sets up for everybody: church, fountain, statue, kiosks, benches, cars."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_spots import seated_at
from storyforge.artist.stage.assembly import assembled
from storyforge.artist.stage.blocks import pyramid, rod
from storyforge.artist.stage.stage import (
    Face,
    Kit,
    Lamp,
    Solid,
    Tuft,
    box,
    column,
    courses,
    gable,
    group,
    on,
    panel,
    quad,
)

GLASS: RGB = (92, 104, 118)
STONE: RGB = (178, 172, 160)
IRON: RGB = (74, 78, 82)


def church(rng: Random, tall: float = 10.0) -> Kit:
    """A tower with clock and spire before its nave."""
    stone = mix(STONE, (170, 150, 130), rng.random() * 0.5)
    tower = _tower(stone, tall)
    nave = box((-4.2, 4.2), (0, 6.4), (4.6, 20), stone, 1.1)
    sides = [
        replace(f, decor=tuple(_lancet(f, u) for u in (0.1, 0.27, 0.44, 0.61, 0.78)))
        if k in (1, 3)
        else f
        for k, f in enumerate(nave.faces)
    ]
    roof = gable((-4.5, 4.5), (6.4, 10.4), (4.6, 20.3), (112, 102, 100))
    return Kit(
        (group([replace(nave, faces=tuple(sides)), roof, *tower], (0, 0, 6.0), "church"),),
    )


def _tower(stone: RGB, tall: float) -> list[Solid]:
    shaft = box((-2.5, 2.5), (0, tall), (0, 5.0), stone, 1.2)
    faces = []
    for k, face in enumerate(shaft.faces[:4]):
        belfry = [_lancet(face, u, (0.78, 0.93), 0.14) for u in (0.26, 0.6)]
        bands = [panel(face, (0, 1), (v, v + 0.014), scale(stone, 0.74)) for v in (0.3, 0.54, 0.73)]
        dial = panel(face, (0.31, 0.69), (0.575, 0.715), (238, 230, 208), True, weight=1.0)
        m = on(dial, 0.5, 0.5)
        dial = replace(dial, lines=((m, on(dial, 0.5, 0.92)), (m, on(dial, 0.76, 0.38))))
        gate = [_lancet(face, 0.36, (0, 0.24), 0.28)] if k == 0 else []
        slit = _lancet(face, 0.45, (0.36, 0.48), 0.1)
        faces.append(replace(face, decor=(*bands, *belfry, slit, dial, *gate)))
    body = replace(shaft, faces=(faces[2], faces[1], faces[3], faces[0]))
    cornice = box((-2.75, 2.75), (tall, tall + 0.35), (-0.25, 5.25), scale(stone, 0.9), 0.9)
    spire = pyramid(0, 2.5, 2.6, (tall + 0.35, tall * 1.68), (104, 104, 112))
    cross = [
        rod((0, tall * 1.67, 2.5), (0, tall * 1.67 + 1.2, 2.5), 0.08, IRON),
        rod((-0.35, tall * 1.67 + 0.8, 2.5), (0.35, tall * 1.67 + 0.8, 2.5), 0.08, IRON),
    ]
    return [body, cornice, spire, Solid(tuple(cross), (0, tall, 2.5))]


def _lancet(face: Face, u: float, v: tuple[float, float] = (0.28, 0.72), w: float = 0.06) -> Face:
    """A pointed window lying on a wall."""
    spots = ((0, 0), (1, 0), (1, 0.7), (0.5, 1), (0, 0.7))
    points = tuple(on(face, u + a * w, v[0] + b * (v[1] - v[0])) for a, b in spots)
    return Face(points, (82, 84, 92), face.normal, 0.8, (), (), False)


def chapel(_rng: Random) -> Kit:
    """A small church without a tower, a bell in its gable."""
    wall = box((-2.6, 2.6), (0, 3.6), (0, 7), STONE, 1.1)
    front = wall.faces[0]
    front = replace(front, decor=(_lancet(front, 0.38, (0, 0.68), 0.24),))
    sides = [
        replace(f, decor=tuple(_lancet(f, u, (0.3, 0.75), 0.09) for u in (0.15, 0.45, 0.75)))
        for f in (wall.faces[1], wall.faces[3])
    ]
    roof = gable((-2.9, 2.9), (3.6, 6.6), (-0.1, 7.2), (108, 100, 100))
    bell = box((-0.5, 0.5), (6.2, 7.5), (-0.1, 0.5), STONE, 0.9)
    bell = replace(
        bell,
        faces=(
            replace(
                bell.faces[0],
                decor=(panel(bell.faces[0], (0.28, 0.72), (0.3, 0.85), (82, 84, 92)),),
            ),
            *bell.faces[1:],
        ),
    )
    cap = pyramid(0, 0.2, 0.65, (7.5, 8.5), (108, 100, 100))
    walls = Solid((wall.faces[2], *sides, front), (0, 0, 0))
    return Kit((group([walls, bell, cap, roof], (0, 0, 3.5), "church"),))


def fountain(_rng: Random) -> Kit:
    """Two basins on a foot, water falling from the upper one."""
    stone = (186, 180, 168)
    low = column(0, 0, 2.0, (0, 0.62), stone, 1.04, 12, 1.3)
    pool = tuple(
        (1.75 * cos(2 * pi * k / 12), 0.56, 1.75 * sin(2 * pi * k / 12)) for k in range(12)
    )
    water = Face(pool, (136, 158, 172), (0, 1, 0), 0.7, (), (), False, True)
    low = replace(low, faces=(*low.faces[:-1], replace(low.faces[-1], decor=(water,))))
    foot = column(0, 0, 0.3, (0.5, 1.5), stone, 0.7, 8)
    bowl = column(0, 0, 0.3, (1.45, 1.75), stone, 3.0, 10, 1.1)
    stem = column(0, 0, 0.16, (1.75, 2.5), stone, 0.7, 6)
    ball = column(0, 0, 0.1, (2.5, 2.75), stone, 1.6, 6)
    jets = []
    for k in range(6):
        t = 2 * pi * (k + 0.3) / 6
        c, s = cos(t), sin(t)
        jets.append(
            Face(
                (
                    (c * 0.85, 1.72, s * 0.85),
                    (c * 1.15, 1.5, s * 1.15),
                    (c * 1.3, 0.58, s * 1.3),
                    (c * 1.1, 0.58, s * 1.1),
                    (c * 1.0, 1.4, s * 1.0),
                ),
                (226, 234, 238),
                None,
                0.5,
            )
        )
    spray = Solid(tuple(jets), (0, 0.6, 0))
    return Kit((group([low, foot, stem, ball, bowl, spray], (0, 0, 0), "fountain"),))


def statue(_rng: Random) -> Kit:
    """A figure in a long coat with a raised arm on a plinth."""
    bronze = (98, 112, 102)
    steps = [box((-w, w), (y, y + 0.22), (-w, w), STONE, 0.9) for w, y in ((1.3, 0), (1.05, 0.22))]
    plinth = box((-0.7, 0.7), (0.44, 2.2), (-0.7, 0.7), STONE, 1.1)
    plate = panel(plinth.faces[0], (0.25, 0.75), (0.4, 0.7), (120, 110, 88))
    plinth = replace(plinth, faces=(replace(plinth.faces[0], decor=(plate,)), *plinth.faces[1:]))
    cap = box((-0.82, 0.82), (2.2, 2.36), (-0.82, 0.82), STONE, 0.9)
    coat = column(0, 0, 0.42, (2.36, 3.7), bronze, 0.62, 8, 1.1)
    chest = column(0, 0, 0.3, (3.6, 4.2), bronze, 1.0, 8)
    head = column(0, 0, 0.15, (4.25, 4.62), bronze, 0.9, 8)
    arms = Solid(
        (
            rod((0.25, 4.05, 0), (0.85, 4.75, -0.2), 0.16, bronze),
            rod((-0.36, 4.1, 0), (-0.46, 3.3, -0.1), 0.16, bronze),
        ),
        (0, 3.3, 0),
    )
    return Kit((group([*steps, plinth, cap, coat, chest, arms, head], (0, 0, 0), "statue"),))


def obelisk(_rng: Random) -> Kit:
    """A monument: a tall stone needle on steps."""
    steps = [box((-w, w), (y, y + 0.3), (-w, w), STONE) for w, y in ((1.8, 0), (1.4, 0.3))]
    shaft = column(0, 0, 0.8, (0.6, 7.2), STONE, 0.62, 4, 1.2)
    tip = column(0, 0, 0.5, (7.2, 8.0), STONE, 0.02, 4, 1.2)
    return Kit((group([*steps, shaft, tip], (0, 0, 0), "monument"),))


def well(_rng: Random) -> Kit:
    """A stone ring under a small roof, a bucket on its rope."""
    ring = column(0, 0, 0.8, (0, 0.85), STONE, 1.0, 10, 1.2)
    mouth = tuple((0.6 * cos(2 * pi * k / 10), 0.86, 0.6 * sin(2 * pi * k / 10)) for k in range(10))
    dark = Face(mouth, (58, 58, 62), (0, 1, 0), 0.6)
    ring = replace(
        ring,
        faces=(
            *(replace(f, lines=courses(f, 2)) for f in ring.faces[:-1]),
            replace(ring.faces[-1], decor=(dark,)),
        ),
    )
    wood = (122, 96, 72)
    posts = [box((x - 0.07, x + 0.07), (0.6, 2.1), (-0.07, 0.07), wood) for x in (-0.75, 0.75)]
    bar = box((-0.85, 0.85), (1.55, 1.65), (-0.05, 0.05), wood, 0.8)
    pail = column(0.1, 0, 0.15, (1.0, 1.28), (134, 104, 74), 1.2, 7, 0.8)
    rope = box((0.09, 0.11), (1.25, 1.55), (-0.01, 0.01), (96, 84, 68), 0.5)
    roof = gable((-0.75, 0.75), (2.05, 2.75), (-1.1, 1.1), (142, 106, 80))
    slopes = tuple(replace(f, lines=courses(f, 4)) if len(f.points) == 4 else f for f in roof.faces)
    turned = [_quarter(f) for f in slopes]
    return Kit(
        (
            group(
                [ring, *posts, bar, rope, pail, Solid(tuple(turned), (0, 2, 0))], (0, 0, 0), "well"
            ),
        )
    )


def _quarter(face: Face) -> Face:
    """The face turned a quarter about the upright axis."""
    n = face.normal or (0.0, 1.0, 0.0)
    return replace(
        face,
        points=tuple((p[2], p[1], -p[0]) for p in face.points),
        normal=(n[2], n[1], -n[0]),
        lines=tuple(tuple((p[2], p[1], -p[0]) for p in line) for line in face.lines),
    )


def phone_box(_rng: Random) -> Kit:
    """A red telephone box with its small panes."""
    red = NAMES["crimson"]
    body = box((-0.46, 0.46), (0, 2.3), (-0.46, 0.46), red, 1.2)
    faces = []
    for k, face in enumerate(body.faces):
        if k > 3:
            faces.append(face)
            continue
        glass = panel(face, (0.16, 0.84), (0.16, 0.86), (196, 204, 204), True, True, 0.8)
        glass = replace(glass, lines=(*courses(glass, 5), *courses(glass, 2, True)))
        sign = panel(face, (0.12, 0.88), (0.89, 0.97), (240, 236, 222), weight=0.6)
        faces.append(replace(face, decor=(glass, sign)))
    cap = box((-0.5, 0.5), (2.3, 2.42), (-0.5, 0.5), red, 1.0)
    dome = column(0, 0, 0.62, (2.42, 2.62), red, 0.5, 8, 1.0)
    return Kit(
        (group([replace(body, faces=tuple(faces)), cap, dome], (0, 0, 0), "telephone box"),),
        (),
        (Lamp((0, 2.1, -0.3), 0.9),),
    )


def bus_stop(_rng: Random) -> Kit:
    """A glass shelter with a bench, and the stop's sign on its pole."""
    frame, glass = (92, 98, 102), (176, 190, 194)
    back = quad((-1.9, 0.2, 0.6), (1.9, 0.2, 0.6), (1.9, 2.3, 0.6), (-1.9, 2.3, 0.6), glass)
    back = replace(back, lines=courses(back, 3, True), glaze=True)
    side = quad((1.9, 0.2, -0.5), (1.9, 0.2, 0.6), (1.9, 2.3, 0.6), (1.9, 2.3, -0.5), glass)
    poster = panel(side, (0.1, 0.9), (0.1, 0.9), NAMES["mustard"], True, weight=0.8)
    posts = [
        column(x, z, 0.05, (0, 2.4), frame, 1, 5, 0.9) for x in (-1.9, 1.9) for z in (0.6, -0.5)
    ]
    roof = box((-2.1, 2.1), (2.35, 2.5), (-0.9, 0.75), frame, 1.1)
    seat = box((-1.4, 1.2), (0.45, 0.53), (0.1, 0.5), (146, 108, 78), 0.9)
    pole = column(-2.6, -0.5, 0.05, (0, 2.9), frame, 1, 5)
    sign = box((-2.9, -2.3), (2.3, 2.95), (-0.54, -0.46), NAMES["red"], 1.1)
    disc = panel(sign.faces[0], (0.15, 0.85), (0.3, 0.7), (240, 236, 226), weight=0.6)
    sign = replace(sign, faces=(replace(sign.faces[0], decor=(disc,)), *sign.faces[1:]))
    shelter = assembled(
        [
            *posts,
            Solid((replace(side, decor=(poster,)),), (1.9, 0, 0)),
            Solid((back,), (0, 0, 0.6)),
            seat,
            roof,
        ],
        "bus stop",
    )
    return Kit((shelter, group([pole, sign], (-2.6, 0, -0.5), "bus stop")))


def signpost(_rng: Random) -> Kit:
    """A wooden post with arms that point three ways."""
    wood = (138, 108, 80)
    post = box((-0.07, 0.07), (0, 2.6), (-0.07, 0.07), wood, 1.1)
    arms = []
    for y, s, z in ((2.1, 1.0, -0.08), (1.72, -1.0, -0.08), (1.36, 1.0, -0.08)):
        a, b, t = s * -0.18, s * 0.95, s * 1.16
        points = ((a, y, z), (b, y, z), (t, y + 0.14, z), (b, y + 0.28, z), (a, y + 0.28, z))
        text = tuple(
            ((s * (0.05 + 0.2 * k), y + 0.14, z - 0.01), (s * (0.16 + 0.2 * k), y + 0.14, z - 0.01))
            for k in range(4)
        )
        arms.append(Face(points, (206, 186, 148), None, 1.1, text))
    return Kit((group([post, Solid(tuple(arms), (0, 1, 0))], (0, 0, 0), "signpost"),))


def seat(_rng: Random) -> Kit:
    """A park bench, facing -z."""
    wood = (140, 104, 74)
    parts = [
        box((-0.9, 0.9), (0.42, 0.5), (-0.25, 0.2), wood),
        box((-0.9, 0.9), (0.62, 0.95), (0.2, 0.26), wood),
        *(
            box((x - 0.03, x + 0.03), high, deep, IRON, 0.8)
            for x in (-0.82, 0.82)
            for high, deep in (
                ((0, 0.95), (0.26, 0.31)),
                ((0, 0.66), (-0.24, -0.19)),
                ((0.66, 0.7), (-0.24, 0.26)),
            )
        ),
    ]
    return Kit((seated_at("park bench", assembled(parts, "bench")),))


def hydrant(_rng: Random) -> Kit:
    """A fire hydrant."""
    red = NAMES["red"]
    body = column(0, 0, 0.14, (0, 0.6), red, 0.9, 7)
    cap = column(0, 0, 0.16, (0.6, 0.8), red, 0.4, 7)
    return Kit((group([body, cap], (0, 0, 0), "hydrant"),))


def bins(rng: Random) -> Kit:
    """Dustbins, a big one on wheels, sacks beside them."""
    big = box((-1.0, 0.6), (0.12, 1.3), (-0.5, 0.5), (84, 104, 92), 1.2)
    lid = box((-1.05, 0.65), (1.3, 1.42), (-0.55, 0.55), (66, 80, 74), 1.0)
    big = replace(big, faces=tuple(replace(f, lines=courses(f, 3, True)) for f in big.faces))
    cans = [
        column(x, z, 0.28, (0, 0.8), (138, 142, 144), 1.1, 8) for x, z in ((1.2, 0.1), (1.75, -0.2))
    ]
    sacks = tuple(
        Tuft(
            (-1.5 + 0.4 * k, 0.25, -0.4 - 0.2 * k),
            0.34 + 0.06 * rng.random(),
            (72, 72, 78),
            0.8,
            "rock",
        )
        for k in range(2)
    )
    return Kit((group([big, lid], (-0.2, 0, 0), "bins"), *cans), sacks)


def billboard(_rng: Random) -> Kit:
    """A board on two legs with a painted picture."""
    legs = [box((x - 0.1, x + 0.1), (0, 3.0), (-0.1, 0.1), IRON) for x in (-1.8, 1.8)]
    board = box((-3.0, 3.0), (2.6, 5.6), (-0.12, 0.12), (226, 216, 196), 1.2)
    front = board.faces[0]
    art = (
        panel(front, (0.05, 0.95), (0.08, 0.92), NAMES["teal"], True, weight=0.7),
        panel(front, (0.1, 0.42), (0.08, 0.7), NAMES["ochre"], weight=0.7),
        panel(front, (0.5, 0.88), (0.55, 0.75), (240, 234, 216), weight=0.6),
    )
    board = replace(board, faces=(*board.faces[1:], replace(front, decor=art)))
    return Kit((group([*legs, board], (0, 0, 0), "billboard"),))
