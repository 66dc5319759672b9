"""Walls from inside: a frame along each, and what is let into or hung upon them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, pi, radians, sin
from random import Random

from storyforge.artist.ink.colour import NAMES, RGB, mix, scale
from storyforge.artist.places.furniture_blocks import BRASS, DARK, IRON, LINEN, WOOD
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Face, courses, on, panel

SKY: RGB = (255, 255, 255)
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall seen from the room: *mid* is the middle of its foot, u runs to the right along it."""

    name: str
    mid: V3
    turn: float  # degrees a thing made for the north wall is turned to stand against this one
    long: float
    tall: float

    def at(self, u: float, y: float, out: float = 0.0) -> V3:
        """The point *u* to the right of the middle, *y* up, *out* into the room; metres."""
        c, s = cos(radians(self.turn)), sin(radians(self.turn))
        return self.mid[0] + u * c - out * s, self.mid[1] + y, self.mid[2] - u * s - out * c

    def normal(self) -> V3:
        """Into the room."""
        return -sin(radians(self.turn)), 0.0, -cos(radians(self.turn))

    def rect(self, u: Span, y: Span, colour: RGB, weight: float = 0.8, out: float = 0.0) -> Face:
        """A rectangle lying on the wall."""
        spots = ((u[0], y[0]), (u[1], y[0]), (u[1], y[1]), (u[0], y[1]))
        return Face(tuple(self.at(a, b, out) for a, b in spots), colour, self.normal(), weight)

    def shape(self, spots: list[tuple[float, float]], colour: RGB, weight: float = 0.8) -> Face:
        """Any flat outline lying on the wall."""
        return Face(tuple(self.at(a, b) for a, b in spots), colour, self.normal(), weight)


Hung = Callable[[Wall, float, Random], tuple[Face, ...]]


def glass(wall: Wall, u: Span, y: Span, across: int = 2, down: int = 2) -> Face:
    """A pane onto the sky with its bars, roofs or hills at the foot of it."""
    pane = replace(wall.rect(u, y, SKY), sky=True)
    wide, tall = u[1] - u[0], y[1] - y[0]
    roofs = [(u[0], y[0]), (u[1], y[0])]
    for share, high in (
        (1.0, 0.2),
        (0.8, 0.3),
        (0.72, 0.18),
        (0.5, 0.2),
        (0.42, 0.36),
        (0.3, 0.34),
        (0.22, 0.22),
        (0.0, 0.26),
    ):
        roofs.append((u[0] + wide * share, y[0] + tall * high))
    far = replace(wall.shape(roofs, (204, 208, 210), 0.4), sky=True)
    bars = [
        wall.rect((x - 0.018, x + 0.018), y, LINEN, 0.5)
        for x in (u[0] + wide * (k + 1) / across for k in range(across - 1))
    ]
    bars += [
        wall.rect(u, (v - 0.018, v + 0.018), LINEN, 0.5)
        for v in (y[0] + tall * (k + 1) / down for k in range(down - 1))
    ]
    return replace(pane, decor=(far, *bars))


def sash(wall: Wall, u: float, rng: Random) -> tuple[Face, ...]:
    """A house window with its frame, sill and curtains."""
    w, low, high = 0.62, 0.95, min(2.2, wall.tall - 0.25)
    frame = wall.rect((u - w - 0.09, u + w + 0.09), (low - 0.06, high + 0.09), (236, 230, 216), 1.0)
    sill = wall.rect((u - w - 0.16, u + w + 0.16), (low - 0.12, low - 0.04), (226, 218, 202), 0.9)
    dye = (NAMES["ochre"], NAMES["teal"], (176, 108, 92), (206, 196, 172))[int(rng.random() * 4)]
    curtains = []
    for s in (-1, 1):
        a, b = sorted((u + s * (w - 0.12), u + s * (w + 0.24)))
        drop = wall.rect((a, b), (low - 0.3, high + 0.14), dye, 0.8)
        curtains.append(replace(drop, lines=courses(drop, 3, True)))
    rod = wall.rect((u - w - 0.34, u + w + 0.34), (high + 0.13, high + 0.17), DARK, 0.7)
    return (frame, glass(wall, (u - w, u + w), (low, high)), sill, *curtains, rod)


def plain_window(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A wide window without curtains."""
    low, high = 0.95, min(2.3, wall.tall - 0.3)
    frame = wall.rect((u - 0.98, u + 0.98), (low - 0.08, high + 0.08), (214, 214, 208), 1.0)
    return frame, glass(wall, (u - 0.9, u + 0.9), (low, high), 3, 1)


def works_window(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A factory's grid of small panes, high up."""
    low, high = wall.tall * 0.4, wall.tall * 0.85
    frame = wall.rect((u - 1.3, u + 1.3), (low - 0.1, high + 0.1), IRON, 1.0)
    return frame, glass(wall, (u - 1.2, u + 1.2), (low, high), 5, 4)


def arched(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A tall church light with a pointed head and coloured glass."""
    low, high, w = wall.tall * 0.28, wall.tall * 0.66, 0.62

    def outline(grow: float) -> list[tuple[float, float]]:
        a = w + grow
        top = [(a, high), (a * 0.86, high + 0.5), (a * 0.5, high + 0.95), (0, high + 1.3 + grow)]
        right = [(u + x, y) for x, y in top]
        left = [(u - x, y) for x, y in reversed(top[:-1])]
        return [(u - a, low - grow), (u + a, low - grow), *right, *left]

    pane = replace(wall.shape(outline(0), SKY, 0.9), sky=True)
    tints = ((236, 190, 150), (170, 200, 236), (232, 160, 150), (190, 226, 190))
    bits = []
    for k in range(8):
        col, row = k % 2, k // 2
        a, b = u - w + col * w, low + row * (high - low) / 4
        bit = wall.rect(
            (a + 0.05, a + w - 0.05),
            (b + 0.06, b + (high - low) / 4 - 0.06),
            tints[(k + row) % 4],
            0.5,
        )
        bits.append(replace(bit, sky=True))
    mullion = wall.rect((u - 0.04, u + 0.04), (low, high + 1.1), (190, 184, 172), 0.6)
    return wall.shape(outline(0.16), (222, 216, 204), 1.0), replace(pane, decor=(*bits, mullion))


def barred(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A small high window with iron bars."""
    y = (wall.tall * 0.62, wall.tall * 0.62 + 0.55)
    deep = wall.rect((u - 0.48, u + 0.48), (y[0] - 0.1, y[1] + 0.1), (120, 116, 110), 1.0)
    pane = replace(wall.rect((u - 0.38, u + 0.38), y, SKY), sky=True)
    rods = tuple(
        wall.rect((x - 0.02, x + 0.02), y, IRON) for x in (u - 0.22, u - 0.07, u + 0.08, u + 0.23)
    )
    return deep, replace(pane, decor=rods)


def porthole(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A round brass port onto sea and sky."""
    y = min(1.6, wall.tall * 0.62)

    def ring(r: float) -> list[tuple[float, float]]:
        return [(u + r * cos(pi * k / 9), y + r * sin(pi * k / 9)) for k in range(18)]

    sea = [p for p in ring(0.3) if p[1] <= y - 0.02]
    water = replace(wall.shape(sea, (150, 176, 186), 0.5), sky=True)
    pane = replace(wall.shape(ring(0.3), SKY, 0.9), sky=True, decor=(water,))
    return wall.shape(ring(0.4), BRASS, 1.0), pane


def skylight(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A small window in a gable."""
    y = (wall.tall * 0.36, wall.tall * 0.36 + 0.85)
    frame = wall.rect((u - 0.52, u + 0.52), (y[0] - 0.08, y[1] + 0.08), WOOD, 1.0)
    return frame, glass(wall, (u - 0.44, u + 0.44), y)


WINDOWS: dict[str, Hung] = {
    "sash": sash,
    "plain": plain_window,
    "works": works_window,
    "arched": arched,
    "barred": barred,
    "port": porthole,
    "gable": skylight,
}
REACH: dict[str, tuple[float, Span]] = {  # half width and heights a window takes, low ones free
    "sash": (0.95, (1.25, 2.4)),
    "plain": (1.05, (1.25, 2.5)),
    "works": (1.4, (1.9, 9.0)),
    "arched": (0.8, (2.0, 9.0)),
    "barred": (0.5, (1.4, 2.6)),
    "port": (0.45, (1.1, 2.1)),
    "gable": (0.6, (1.0, 2.2)),
}


def door(wall: Wall, u: float, rng: Random) -> tuple[Face, ...]:
    """A panelled door in its frame."""
    tint = (scale(WOOD, 0.92), (206, 200, 184), (112, 126, 118))[int(rng.random() * 3)]
    high = min(2.06, wall.tall - 0.1)
    frame = wall.rect((u - 0.56, u + 0.56), (0, high + 0.1), scale(tint, 0.8), 1.1)
    leaf = wall.rect((u - 0.45, u + 0.45), (0.01, high), tint, 1.0)
    fields = [
        panel(leaf, a, b, scale(tint, 1.06), weight=0.6)
        for a in ((0.14, 0.45), (0.55, 0.86))
        for b in ((0.08, 0.4), (0.5, 0.92))
    ]
    knob = panel(leaf, (0.07, 0.12), (0.44, 0.48), BRASS)
    return frame, replace(leaf, decor=(*fields, knob))


def steel_door(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A riveted door with a barred hatch."""
    leaf = wall.rect((u - 0.5, u + 0.5), (0.02, 2.0), (104, 108, 110), 1.1)
    hatch = panel(leaf, (0.3, 0.7), (0.68, 0.8), (40, 42, 44))
    rows = tuple(
        panel(leaf, (0.02, 0.98), (v, v + 0.02), (86, 90, 92), weight=0.6) for v in (0.3, 0.6, 0.9)
    )
    lock = panel(leaf, (0.84, 0.94), (0.42, 0.52), BRASS)
    frame = wall.rect((u - 0.6, u + 0.6), (0, 2.1), (78, 80, 82), 1.1)
    return frame, replace(leaf, decor=(*rows, hatch, lock))


def gate(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A great two-leaved door under an arch."""
    spots = [(u + 1.3 * cos(pi * k / 10), 2.4 + 1.1 * sin(pi * k / 10)) for k in range(11)]
    arch = wall.shape([(u - 1.3, 0), (u + 1.3, 0), *spots], scale(WOOD, 0.7), 1.1)
    boards = tuple((wall.at(u + x, 0), wall.at(u + x, 3.1)) for x in (-0.9, -0.45, 0, 0.45, 0.9))
    straps = tuple(
        wall.rect((u + a, u + b), (y, y + 0.1), IRON)
        for a, b in ((-1.2, -0.3), (0.3, 1.2))
        for y in (0.6, 2.1)
    )
    return (replace(arch, lines=boards, decor=straps),)


def picture(wall: Wall, u: float, rng: Random) -> tuple[Face, ...]:
    """A framed landscape."""
    w, h, y = 0.3 + 0.18 * rng.random(), 0.24 + 0.16 * rng.random(), min(1.68, wall.tall * 0.58)
    frame = wall.rect(
        (u - w, u + w), (y - h, y + h), (BRASS, DARK, WOOD)[int(rng.random() * 3)], 0.9
    )
    sky = panel(
        frame, (0.1, 0.9), (0.12, 0.88), mix(LINEN, (170, 190, 200), rng.random()), weight=0.5
    )
    land = Face(
        tuple(
            on(sky, a, b) for a, b in ((0, 0), (1, 0), (1, 0.3), (0.6, 0.46), (0.3, 0.3), (0, 0.42))
        ),
        (128, 132, 102),
        sky.normal,
        0.4,
    )
    return (replace(frame, decor=(replace(sky, decor=(land,)),)),)


def mirror(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A tall glass in a gilt frame."""
    frame = wall.rect((u - 0.36, u + 0.36), (0.95, 2.05), BRASS, 1.0)
    pane = panel(frame, (0.1, 0.9), (0.06, 0.94), (214, 222, 226), weight=0.6)
    glint = (on(pane, 0.2, 0.55), on(pane, 0.62, 0.9)), (on(pane, 0.35, 0.5), on(pane, 0.7, 0.76))
    return (replace(frame, decor=(replace(pane, lines=glint),)),)


def wall_clock(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A round dial."""
    y, turn = min(2.1, wall.tall * 0.74), [2 * pi * k / 16 for k in range(16)]
    rim = wall.shape([(u + 0.25 * cos(t), y + 0.25 * sin(t)) for t in turn], DARK, 0.9)
    dial = wall.shape([(u + 0.2 * cos(t), y + 0.2 * sin(t)) for t in turn], (246, 242, 230), 0.6)
    hands = (
        (wall.at(u, y), wall.at(u - 0.02, y + 0.16)),
        (wall.at(u, y), wall.at(u + 0.1, y + 0.05)),
    )
    return rim, replace(dial, lines=hands)


def blackboard(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A broad slate with chalk on it and a ledge."""
    frame = wall.rect((u - 1.6, u + 1.6), (0.85, 2.15), WOOD, 1.0)
    slate = wall.rect((u - 1.53, u + 1.53), (0.92, 2.08), (62, 78, 72), 0.8)
    rows = tuple(
        wall.rect((u - 1.3, u - 1.3 + long), (y, y + 0.03), (214, 220, 212), 0.1)
        for y, long in ((1.85, 1.4), (1.68, 1.1), (1.5, 1.5), (1.3, 0.8))
    )
    sum_ = wall.rect((u + 0.6, u + 1.2), (1.3, 1.8), (62, 78, 72), 0.9)
    return (
        frame,
        replace(slate, decor=(*rows, sum_)),
        wall.rect((u - 1.6, u + 1.6), (0.82, 0.88), WOOD),
    )


def chart(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A map on the wall."""
    sheet = wall.rect((u - 0.75, u + 0.75), (1.1, 2.1), (224, 214, 184), 0.9)
    lands = (
        ((0.1, 0.5), (0.25, 0.85), (0.42, 0.75), (0.36, 0.45), (0.2, 0.3)),
        ((0.55, 0.6), (0.7, 0.9), (0.92, 0.7), (0.85, 0.4), (0.66, 0.3)),
    )
    marks = tuple(
        Face(tuple(on(sheet, a, b) for a, b in land), (168, 176, 140), sheet.normal, 0.6)
        for land in lands
    )
    return (replace(sheet, decor=marks),)


def pinboard(wall: Wall, u: float, rng: Random) -> tuple[Face, ...]:
    """Cork with notes and photographs."""
    board = wall.rect((u - 0.8, u + 0.8), (1.05, 2.05), (186, 148, 104), 1.0)
    notes = []
    for k in range(9):
        a, b = 0.06 + 0.105 * k, 0.12 + 0.5 * rng.random()
        tint = ((244, 240, 228), (238, 222, 140), (200, 206, 210))[k % 3]
        notes.append(panel(board, (a, a + 0.09), (b, b + 0.22), tint, weight=0.5))
    return (replace(board, decor=tuple(notes)),)


def cross(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """A plain cross."""
    y = min(1.7, wall.tall * 0.6)
    return wall.rect((u - 0.05, u + 0.05), (y - 0.3, y + 0.45), DARK), wall.rect(
        (u - 0.24, u + 0.24), (y + 0.12, y + 0.22), DARK
    )


def radiator(wall: Wall, u: float, _rng: Random) -> tuple[Face, ...]:
    """Ribs of iron below a window."""
    body = wall.rect((u - 0.6, u + 0.6), (0.12, 0.72), (226, 224, 216), 0.9)
    return (replace(body, lines=courses(body, 9, True)),)


HUNG: dict[str, tuple[Hung, float, Span]] = {
    "door": (door, 0.65, (0.0, 2.2)),
    "steel door": (steel_door, 0.65, (0.0, 2.2)),
    "gate": (gate, 1.5, (0.0, 3.6)),
    "picture": (picture, 0.5, (1.25, 2.1)),
    "mirror": (mirror, 0.42, (0.9, 2.1)),
    "wall clock": (wall_clock, 0.3, (1.7, 2.5)),
    "blackboard": (blackboard, 1.65, (0.8, 2.2)),
    "chart": (chart, 0.8, (1.05, 2.15)),
    "pinboard": (pinboard, 0.85, (1.0, 2.1)),
    "cross": (cross, 0.3, (1.3, 2.3)),
    "radiator": (radiator, 0.65, (0.0, 0.8)),
}
