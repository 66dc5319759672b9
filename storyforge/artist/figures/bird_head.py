"""The head of a bird: its form, beak, comb or tufts, and the eyes."""

from __future__ import annotations

from math import cos, pi, sin

from storyforge.artist.figures.fowl import Fowl
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, hull, ring, smooth
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, times
from storyforge.artist.stage.volume import Section

_TURN = tuple(2 * pi * k / 10 for k in range(10))


def draw_bird_head(b: Fowl) -> None:
    """The whole head, far parts first."""
    d, f, h = b.d, b.form, b.head
    colour = d.paint["cloth"]
    colour = d.paint["hair"] if d.look.kind == "duck" else colour
    colour = d.paint["bib"] if d.look.kind == "gull" else colour
    if f.bill == "flat" or h.toward(0, 0, 1) < -0.1:
        _beak(b)
    forms = [
        Section(h.spot(0, 0.0, -0.3), times(h.right, h.tall * 0.34), times(h.up, h.tall * 0.34)),
        Section(h.spot(0, 0.02, 0.0), times(h.right, h.tall * 0.48), times(h.up, h.tall * 0.49)),
        Section(h.spot(0, -0.02, 0.3), times(h.right, h.tall * 0.36), times(h.up, h.tall * 0.34)),
    ]
    shapes = [*loft(d.lens, forms), smooth(ring(*h.on(0, 0, 0), h.size * 0.46))]
    if "tufts" in f.extra:
        for x in (-1.0, 1.0):
            tuft = [(x * 0.12, 0.36, 0.1), (x * 0.46, 0.78, 0.0), (x * 0.46, 0.2, 0.0)]
            shapes.append([h.on(*p) for p in tuft])
    d.mass(shapes, colour)
    if h.toward(0, 0, 1) < 0.8 and f.neck > 0 and f.head < 0.2:
        x, y = d.lens.at(between(d.joints["head"], d.joints["neck"], 0.45))
        hx, hy = h.on(0, -0.1, -0.1)
        d.canvas.fill(hull([(x, y, h.size * 0.27), (hx, hy, h.size * 0.34)]), colour)
    _cheeks(b)
    _crests(b)
    if not (f.bill == "flat" or h.toward(0, 0, 1) < -0.1):
        _beak(b)
    if f.bill == "flat" and h.toward(0, 0, 1) > 0.5:
        _beak(b)
    for side in (-1, 1):
        _eye(b, side)


def _cheeks(b: Fowl) -> None:
    """The disc of an owl, the patches of a penguin."""
    d, f, h = b.d, b.form, b.head
    if "disc" in f.extra and h.toward(0, 0, 1) > 0.6:
        for x in (-0.2, 0.2):
            spot = h.on(x, 0.02, 0.34)
            d.canvas.wash(smooth(ring(*spot, h.size * 0.24)), d.paint["bib"])
    if d.look.kind == "penguin" and h.toward(0, 0, 1) > -0.5:
        for x in (-1.0, 1.0):
            if h.toward(x, 0, 0.3) > 0.1:
                d.canvas.wash(
                    smooth(ring(*h.on(x * 0.36, -0.16, 0.02), h.size * 0.14)), d.paint["bib"]
                )


def _crests(b: Fowl) -> None:
    d, f, h = b.d, b.form, b.head
    red: RGB = (186, 52, 44)
    if "comb" in f.extra:
        big = 1.5 if "cock" in d.look.cut else 1.0
        comb = [
            (0, 0.36, -0.3),
            (0, 0.36 + 0.3 * big, -0.3),
            (0, 0.5, -0.1),
            (0, 0.42 + 0.36 * big, 0.02),
            (0, 0.5, 0.16),
            (0, 0.36 + 0.26 * big, 0.32),
            (0, 0.26, 0.36),
        ]
        x, y = h.on(0, 0.45, 0.05)
        d.mass([[h.on(*p) for p in comb], ring(x, y, h.size * 0.09, h.size * 0.14)], red, 0.7)
        wx, wy = h.on(0, -0.5, 0.36)
        d.mass([smooth(ring(wx, wy, h.size * 0.1, h.size * 0.16 * big))], red, 0.7)
    if "crest" in f.extra:
        d.canvas.stroke(
            [h.on(0, 0.3, 0.2), h.on(0, 0.5, -0.5), h.on(0, 0.3, -1.3)], d.weight * 2, 255
        )


def _beak(b: Fowl) -> None:
    d, f, h = b.d, b.form, b.head
    long = f.beak / (2 * f.head)
    drop = 0.3 if f.bill == "hook" else 0.06
    root, tall = 0.36, min(0.2, 0.12 + long * 0.06)
    wide = 0.2 if f.bill == "flat" else 0.14
    end = 0.16 if f.bill == "flat" else 0.02
    gape = b.flight.gape * 0.012
    shut = 0.05 if b.flight.gape == 0 else 0.0

    def half(sign: float, y: float) -> list[Section]:
        row = ((0.0, 1.0, 0.0), (0.55, 0.75, drop * 0.2), (1.0, 0.0, drop))
        return [
            Section(
                h.spot(
                    0,
                    y - fall - (gape * t - shut * t if sign < 0 else -gape * 0.3 * t),
                    root + long * t,
                ),
                times(h.right, h.tall * (wide * k + end * (1 - k))),
                times(h.up, h.tall * (tall * 0.6 * k + 0.015)),
            )
            for t, k, fall in row
        ]

    colour = d.paint["hat"]
    d.mass(loft(d.lens, half(-1, -0.09)) or [], scale(colour, 0.84), 0.7)
    d.mass(loft(d.lens, half(1, -0.02)) or [], colour, 0.7)
    if h.size > 60 * d.canvas.unit and h.toward(1, 0, 0) ** 2 > 0.1:
        x = 0.1 if h.toward(1, 0, 0) > 0 else -0.1
        d.canvas.stroke(
            [h.on(x, 0.02, root + long * 0.3), h.on(x, 0.0, root + long * 0.42)], 1.2, 220
        )


def _eye(b: Fowl, side: int) -> None:
    d, f, h = b.d, b.form, b.head
    ahead = "disc" in f.extra
    spot = (side * 0.2, 0.04, 0.42) if ahead else (side * 0.4, 0.1, 0.16)
    way = (0.2 * side, 0.0, 0.98) if ahead else (side * 0.94, 0.1, 0.32)
    facing = h.toward(*way)
    if facing < 0.1:
        return
    r = h.size * (0.13 if ahead else 0.085 if f.head > 0.13 else 0.1)
    x, y = h.on(*spot)
    wide = r * max(0.45, facing)
    rim: list[P2] = smooth([(x + wide * cos(t), y + r * sin(t)) for t in _TURN])
    if b.flight.shut or "asleep" in d.actor.mood or "sleep" in d.actor.mood:
        d.canvas.stroke([(x - wide, y), (x, y + r * 0.6), (x + wide, y)], d.weight, 230)
        return
    if r < 3.2 * d.canvas.unit:
        d.canvas.blot(rim, 255)
        if luma(d.look.cloth) < 90:
            d.canvas.fill(rim, (222, 214, 190))
            d.canvas.blot([(x + (px - x) * 0.55, y + (py - y) * 0.55) for px, py in rim])
        return
    d.canvas.fill(
        rim,
        d.look.skin if ahead or d.look.kind == "eagle" else mix(d.look.skin, (200, 184, 150), 0.5),
    )
    d.canvas.line([*rim, rim[0]], 1.2)
    inner = 0.6 if not ahead else 0.56
    d.canvas.blot([(x + (px - x) * inner, y + (py - y) * inner) for px, py in rim])
    glint = ring(x - wide * 0.25, y - r * 0.3, max(1.0, r * 0.18))
    d.canvas.blot(glint, 0)
    d.canvas.fill(glint, (250, 248, 240))
    if d.look.kind in ("eagle", "owl") or "angry" in d.actor.mood:
        root, end = (
            ((0.05, 0.12, 0.46), (0.36, 0.3, 0.36))
            if ahead
            else ((0.36, 0.17, 0.4), (0.42, 0.26, 0.0))
        )
        brow = [h.on(side * p[0], p[1], p[2]) for p in (root, end)]
        d.canvas.stroke(brow, d.weight * 1.6, 240)
