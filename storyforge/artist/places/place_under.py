"""Below ground: vaulted tunnels with the light far off, and platforms with a track in its pit."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import IRON, block, shining
from storyforge.artist.places.furniture_spots import furniture_for
from storyforge.artist.places.place_walls import SKY
from storyforge.artist.stage.assembly import assembled, placed
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import (
    Face,
    Lamp,
    Place,
    Solid,
    box,
    column,
    courses,
    panel,
    quad,
)
from storyforge.artist.words import said

_TURN = 9


def _ring(z: float, wide: float, tall: float) -> list[V3]:
    spring = tall * 0.34
    arc = [(cos(pi * k / _TURN), sin(pi * k / _TURN)) for k in range(_TURN + 1)]
    arch = [(wide * c, spring + (tall - spring) * s, z) for c, s in arc]
    return [(wide * 0.94, 0.0, z), *arch, (-wide * 0.94, 0.0, z)]


def _vault(
    near: float, far: float, wide: float, tall: float, colour: RGB, step: float
) -> list[Solid]:
    """An arched lining along z, seen from inside only, with its joints."""
    a, b = _ring(near, wide, tall), _ring(far, wide, tall)
    out = []
    for k in range(len(a) - 1):
        (x0, y0, _), (x1, y1, _) = a[k], a[k + 1]
        shade = 0.8 + 0.2 * min(1.0, (y0 + y1) / 2 / tall) if k < 6 else 0.74
        face = quad(
            a[k], a[k + 1], b[k + 1], b[k], scale(colour, shade), (-(y1 - y0), x1 - x0, 0.0), 0.7
        )
        face = replace(face, normal=_inward(x0 + x1, y0 + y1, tall), hatch=-1 if 2 < k < 8 else 0)
        lines, z = [], near + step
        while z < far:
            lines.append((_ring(z, wide, tall)[k], _ring(z, wide, tall)[k + 1]))
            z += step
        out.append(Solid((replace(face, lines=tuple(lines)),), (0, 9, 0), 0, "wall"))
    return out


def _inward(x: float, y: float, tall: float) -> V3:
    dx, dy = -x / 2, tall * 0.4 - y / 2
    long = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / long, dy / long, 0.0


def tunnel(rng: Random, words: frozenset[str]) -> Place:
    """A lined tunnel: arches, a wet floor or rails, lamps along one side, the light far off."""
    stone = mix((150, 144, 134), (116, 112, 108), rng.random())
    lining = _vault(-8, 26, 2.4, 3.5, stone, 1.7)
    floor = quad(
        (-2.3, 0, -8), (2.3, 0, -8), (2.3, 0, 26), (-2.3, 0, 26), (116, 112, 106), (0, 1, 0)
    )
    mouth = Face(tuple(_ring(26, 2.4, 3.5)), SKY, (0, 0, -1), 1.0, sky=True)
    hill = Face(
        (
            (2.2, 0, 25.9),
            (2.3, 0.9, 25.9),
            (0.6, 1.3, 25.9),
            (-1.0, 0.8, 25.9),
            (-2.3, 1.2, 25.9),
            (-2.2, 0, 25.9),
        ),
        (190, 196, 186),
        None,
        0.6,
        sky=True,
    )
    way = (
        _rails(0.0, 0.02, (-8, 26))
        if said(words, "railway", "train", "rails", "track", "metro", "mine")
        else _gutter()
    )
    bulbs = [
        (
            z,
            replace(
                shining(block((2.15, 2.3, z), (0.14, 0.22, 0.14), (250, 240, 206))), name="hung"
            ),
        )
        for z in range(-6, 24, 5)
    ]
    solids = (
        *lining,
        Solid((replace(mouth, decor=(hill,)),), (0, 0, 26), 0),
        Solid((floor,), (0, 0, 0), 0),
        *way,
        *(s for _, s in bulbs),
    )
    return Place(
        "tunnel", (116, 112, 106), "plain", 0, solids, (),
        tuple(Lamp((2.1, 2.4, z), 1.2) for z, _ in bulbs),
        True, (0, 5, -5, 176), "dark", span=1.2, tall=3.4,
    )  # fmt: skip


def _gutter() -> list[Solid]:
    water = quad(
        (-0.35, 0.01, -8),
        (0.35, 0.01, -8),
        (0.25, 0.01, 26),
        (-0.25, 0.01, 26),
        (150, 160, 164),
        (0, 1, 0),
        0.8,
    )
    return [Solid((water,), (0, 0, 0), 0)]


def _rails(x: float, y: float, z: tuple[float, float]) -> list[Solid]:
    n, f = z
    ties = [
        Solid(
            (
                quad(
                    (x - 0.95, y, k * 0.8),
                    (x + 0.95, y, k * 0.8),
                    (x + 0.95, y, k * 0.8 + 0.26),
                    (x - 0.95, y, k * 0.8 + 0.26),
                    (92, 80, 72),
                    (0, 1, 0),
                    0.6,
                ),
            ),
            (x, y, k),
            0,
        )
        for k in range(int(n / 0.8), int(f / 0.8))
    ]
    bars = [
        Solid(
            (
                quad(
                    (x + s - 0.04, y + 0.06, n),
                    (x + s + 0.04, y + 0.06, n),
                    (x + s + 0.04, y + 0.06, f),
                    (x + s - 0.04, y + 0.06, f),
                    (214, 218, 222),
                    (0, 1, 0),
                    0.9,
                ),
            ),
            (x, y, 0),
            0,
        )
        for s in (-0.6, 0.6)
    ]
    return [*ties, *bars]


_WIDE, _TALL, _NEAR, _FAR = 5.2, 4.6, -12.0, 24.0  # of a platform below ground


def metro(rng: Random, words: frozenset[str]) -> Place:
    """A platform below ground: the tiled vault, the track in its pit, posters, benches, signs."""
    lining = _vault(_NEAR, _FAR, _WIDE, _TALL, (206, 204, 194), 3.0)
    shell = [Solid((f,), (0, 0, 0), 0, "wall") for f in (*_pit(), *_posters(_WIDE), *_deck())]
    benches = [placed(furniture_for("bench", rng), (4.2, 0, z), 90) for z in (-4.5, 3.2, 9.0)]
    signs = [_sign(z) for z in (5.0, 12.0)]
    lights = [
        (z, replace(shining(block((0.8, 3.5, z), (0.2, 0.08, 1.8), (248, 248, 240))), name="hung"))
        for z in range(-8, 22, 5)
    ]
    train = [_train(rng)] if said(words, "train", "carriage") else []
    solids = (
        *lining,
        *shell,
        *_rails(-3.3, -0.95, (_NEAR, _FAR)),
        *benches,
        *signs,
        *train,
        *(s for _, s in lights),
    )
    return Place(
        "platform", (176, 172, 164), "plain", 0, solids, (),
        tuple(Lamp((0.8, 3.4, z), 1.5, (236, 240, 232)) for z, _ in lights),
        True, (-8, 4, -16, 172), "dark", span=1.3, tall=_TALL,
    )  # fmt: skip


def _deck() -> tuple[Face, ...]:
    """The end wall with the mouth of the tunnel, the platform with its stripe, and its lip."""
    wide, tall, near, far = _WIDE, _TALL, _NEAR, _FAR
    deck = quad(
        (-1.5, 0, near), (wide, 0, near), (wide, 0, far), (-1.5, 0, far), (176, 172, 164), (0, 1, 0)
    )
    stripe = panel(deck, (0.05, 0.08), (0, 1), (236, 226, 180), weight=0.6)
    deck = replace(deck, lines=courses(deck, 6, True) + courses(deck, 24), decor=(stripe,))
    lip = quad(
        (-1.5, -1.0, far),
        (-1.5, -1.0, near),
        (-1.5, 0, near),
        (-1.5, 0, far),
        (140, 136, 130),
        (-1, 0, 0),
    )
    end = Face(
        ((wide, -1.0, far), *_ring(far, wide, tall), (-wide, -1.0, far)),
        (196, 194, 184),
        (0, 0, -1),
    )
    mouth = Face(
        (
            *tuple(
                (-3.3 + 1.5 * cos(pi * k / 8), 0.8 + 1.4 * sin(pi * k / 8), far - 0.05)
                for k in range(9)
            ),
            (-4.8, -1.0, far - 0.05),
            (-1.8, -1.0, far - 0.05),
        ),
        (46, 44, 46),
        (0, 0, -1),
        1.0,
    )
    return replace(end, decor=(mouth,)), deck, lip


def _pit() -> tuple[Face, ...]:
    """The bed of the track and the wall across it."""
    wide, near, far = _WIDE, _NEAR, _FAR
    pit = quad(
        (-wide, -1.0, near),
        (-1.5, -1.0, near),
        (-1.5, -1.0, far),
        (-wide, -1.0, far),
        (92, 88, 84),
        (0, 1, 0),
    )
    back = quad(
        (-wide * 0.94, -1.0, near),
        (-wide * 0.94, -1.0, far),
        (-wide * 0.94, 0.1, far),
        (-wide * 0.94, 0.1, near),
        (150, 146, 138),
        (1, 0, 0),
    )
    return pit, back


def _posters(wide: float) -> list[Face]:
    """Bills along the far wall, behind the track."""
    x, out = -wide * 0.93, []
    for k, z in enumerate(range(-9, 22, 3)):
        tint = ((226, 210, 180), NAMES["teal"], NAMES["rust"])[k % 3]
        bill = quad(
            (x, 0.3, z), (x, 0.3, z + 1.5), (x, 1.6, z + 1.5), (x, 1.6, z), tint, (1, 0, 0), 0.9
        )
        inner = panel(bill, (0.15, 0.85), (0.45, 0.88), mix(tint, (255, 255, 255), 0.4), weight=0.6)
        out.append(replace(bill, decor=(inner,)))
    return out


def _sign(z: float) -> Solid:
    board = block((1.4, 2.55, z), (1.7, 0.42, 0.08), (52, 66, 96))
    face = panel(board.faces[0], (0.1, 0.9), (0.38, 0.62), (240, 240, 234), weight=0.5)
    hung = [column(1.4 + s * 0.7, z, 0.02, (2.97, 4.2), IRON, 1, 4) for s in (-1, 1)]
    return assembled(
        [*hung, replace(board, faces=(replace(board.faces[0], decor=(face,)), *board.faces[1:]))],
        "sign",
    )


def _train(_rng: Random) -> Solid:
    """A train standing at the platform."""
    body = box((-4.6, -1.75), (-0.6, 2.3), (1.0, 23.0), (190, 84, 72), 1.2)
    side = body.faces[1]
    panes = tuple(
        panel(side, (u, u + 0.07), (0.52, 0.84), (240, 236, 206), lit=True)
        for u in (0.02 + 0.11 * k for k in range(9))
    )
    nose = tuple(
        panel(body.faces[0], (u, u + 0.32), (0.5, 0.86), (226, 232, 226), lit=True)
        for u in (0.1, 0.58)
    )
    faces = (replace(body.faces[0], decor=nose), replace(side, decor=panes), *body.faces[2:])
    return Solid(faces, (-3.2, 0, 6.0), 1, "train")
