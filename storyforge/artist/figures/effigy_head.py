"""Heads on bodies like a human's: of robots, skeletons, aliens, monsters and apes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from storyforge.artist.body.head import Head
from storyforge.artist.figures.actor import Inked
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import P2, hull, ring, smooth, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import times
from storyforge.artist.stage.volume import Section, tube

_TURN = tuple(2 * pi * k / 16 for k in range(16))
Row = Sequence[tuple[float, float, float, float]]  # up, ahead, half width, half depth


def _stack(h: Head, rows: Row) -> list[Section]:
    """A head as cuts from below to above."""
    k = h.tall
    return [
        Section(h.spot(0.0, y, z), times(h.right, wide * k), times(h.ahead, deep * k))
        for y, z, wide, deep in rows
    ]


def _form(d: Inked, h: Head, rows: Row, colour: RGB) -> None:
    sections = _stack(h, rows)
    d.mass(loft(d.lens, sections), colour)
    d.shade(sections, colour)


def _disc(
    h: Head, x: float, y: float, z: float, wide: float, tall: float, tilt: float = 0.0
) -> list[P2]:
    """A flat oval on the face."""
    c, s = cos(tilt), sin(tilt)
    out = []
    for t in _TURN:
        u, v = cos(t) * wide, sin(t) * tall
        px = u * c - v * s
        out.append(h.on(x + px, y + u * s + v * c, z - abs(x + px) * 0.32))
    return out


def _eyes(
    d: Inked, h: Head, spot: V3, size: tuple[float, float], colour: RGB, tilt: float = 0.0
) -> None:
    x, y, z = spot
    for side in (-1.0, 1.0):
        if h.toward(side * 0.5, 0.0, 0.86) > 0.12:
            shape = _disc(h, side * x, y, z, size[0], size[1], side * tilt)
            d.canvas.fill(shape, colour)
            d.canvas.line([*shape, shape[0]], 1.2 * d.weight**0.5)


def robot(d: Inked, h: Head) -> None:
    """A box with rounded edges, lamps for eyes, a grille and an aerial."""
    colour, dark = d.paint["cloth"], d.paint["bib"]
    for side in (-1.0, 1.0):
        if h.toward(side, 0, 0) < 0.3:
            _bolt(d, h, side)
    aerial = tube(
        d.lens.eye, [(h.spot(0.2, 0.4, 0), 0.02 * h.tall), (h.spot(0.2, 0.72, 0), 0.014 * h.tall)]
    )
    d.mass(loft(d.lens, aerial), dark, 0.7)
    d.mass([ring(*h.on(0.2, 0.75, 0), max(1.5, 0.05 * h.size))], (196, 72, 56), 0.7)
    rows: Row = (
        (-0.5, 0.0, 0.26, 0.26),
        (-0.42, 0.0, 0.36, 0.36),
        (0.3, 0.0, 0.39, 0.38),
        (0.42, 0.0, 0.36, 0.34),
        (0.5, 0.0, 0.24, 0.22),
    )
    _form(d, h, rows, colour)
    for side in (-1.0, 1.0):
        if h.toward(side, 0, 0) >= 0.3:
            _bolt(d, h, side)
    if h.toward(0, 0, 1) < 0.05:
        return
    visor = [
        h.on(x, y, 0.4 - abs(x) * 0.34)
        for x, y in ((-0.32, 0.22), (0.32, 0.22), (0.32, -0.06), (-0.32, -0.06))
    ]
    d.canvas.union([visor], (52, 56, 62), d.weight * 0.6)
    for x in (-0.15, 0.15):
        shape = _disc(h, x, 0.08, 0.42, 0.085, 0.085)
        d.canvas.fill(shape, d.look.skin)
        px, py = h.on(x, 0.08, 0.42)
        d.canvas.glow(px, py, h.size * 0.22, d.look.skin, 0.55)
        d.canvas.fill(_disc(h, x, 0.09, 0.42, 0.035, 0.035), (255, 250, 232))
    if h.size > 24 * d.canvas.unit:
        for x in (-0.16, -0.08, 0.0, 0.08, 0.16):
            d.canvas.stroke([h.on(x, -0.18, 0.36), h.on(x, -0.34, 0.36)], d.weight * 1.1, 230)
        d.canvas.stroke(
            [h.on(-0.3, -0.13, 0.32), h.on(0, -0.13, 0.38), h.on(0.3, -0.13, 0.32)],
            d.weight * 0.8,
            170,
        )


def _bolt(d: Inked, h: Head, side: float) -> None:
    row = [
        Section(h.spot(side * x, 0.04, 0), times(h.up, 0.1 * h.tall), times(h.ahead, 0.1 * h.tall))
        for x in (0.36, 0.46)
    ]
    d.mass(loft(d.lens, row) or [row[1].seen(d.lens)], d.paint["bib"], 0.7)


def skull_head(d: Inked, h: Head) -> None:
    """A skull: round above, cheekbones, hollow eyes, teeth."""
    colour = d.paint["cloth"]
    jaw: Row = ((-0.5, 0.16, 0.14, 0.14), (-0.4, 0.1, 0.22, 0.24), (-0.2, 0.06, 0.27, 0.28))
    rows: Row = (
        (-0.22, 0.08, 0.24, 0.26),
        (-0.06, 0.02, 0.33, 0.36),
        (0.14, -0.03, 0.38, 0.44),
        (0.34, -0.05, 0.33, 0.38),
        (0.5, -0.05, 0.14, 0.18),
    )
    sections = _stack(h, jaw)
    d.mass(loft(d.lens, sections), scale(colour, 0.94), 0.8)
    _form(d, h, rows, colour)
    hole: RGB = (44, 38, 38)
    for side in (-1.0, 1.0):
        if h.toward(side * 0.45, 0, 0.9) > 0.05:
            d.canvas.fill(
                smooth(_disc(h, side * 0.155, 0.03, 0.42, 0.105, 0.11, side * -0.25)), hole
            )
            d.canvas.blot(smooth(_disc(h, side * 0.155, 0.03, 0.42, 0.1, 0.105, side * -0.25)), 220)
    if h.toward(0, 0, 1) > -0.05:
        nose = [
            h.on(*p)
            for p in (
                (0.0, -0.06, 0.43),
                (0.055, -0.18, 0.41),
                (0.0, -0.15, 0.42),
                (-0.055, -0.18, 0.41),
            )
        ]
        d.canvas.blot(nose)
        d.canvas.stroke(
            [h.on(x, -0.3, 0.34 - abs(x) * 0.5) for x in (-0.19, -0.1, 0.0, 0.1, 0.19)],
            d.weight * 0.9,
            220,
        )
        if h.size > 20 * d.canvas.unit:
            for x in (-0.15, -0.09, -0.03, 0.03, 0.09, 0.15):
                d.canvas.stroke(
                    [h.on(x, -0.23, 0.35 - abs(x) * 0.4), h.on(x, -0.37, 0.32 - abs(x) * 0.4)],
                    d.weight * 0.7,
                    200,
                )


def alien(d: Inked, h: Head) -> None:
    """A great bulb on a small chin, with black almond eyes."""
    rows: Row = (
        (-0.5, 0.12, 0.07, 0.08),
        (-0.36, 0.1, 0.17, 0.17),
        (-0.12, 0.05, 0.29, 0.3),
        (0.14, -0.02, 0.4, 0.42),
        (0.36, -0.06, 0.36, 0.4),
        (0.5, -0.06, 0.16, 0.2),
    )
    _form(d, h, rows, d.paint["cloth"])
    for side in (-1.0, 1.0):
        if h.toward(side * 0.55, 0, 0.84) > 0.06:
            shape = smooth(_disc(h, side * 0.19, -0.03, 0.36, 0.15, 0.09, side * 0.5))
            d.canvas.fill(shape, (34, 34, 40))
            d.canvas.blot(shape)
            x, y = h.on(side * 0.15, 0.02, 0.39)
            glint = ring(x, y, max(1.0, 0.03 * h.size))
            d.canvas.blot(glint, 0)
            d.canvas.fill(glint, (230, 236, 230))
    if h.toward(0, 0, 1) > 0.1:
        d.canvas.stroke(
            [h.on(-0.07, -0.35, 0.27), h.on(0, -0.36, 0.29), h.on(0.07, -0.35, 0.27)], d.weight, 220
        )
        for x in (-0.025, 0.025):
            d.canvas.stroke([h.on(x, -0.2, 0.34), h.on(x * 1.4, -0.23, 0.34)], d.weight * 0.9, 200)


def monster(d: Inked, h: Head) -> None:
    """Horns, a heavy brow, small burning eyes and a wide jaw with tusks."""
    colour = d.paint["cloth"]
    for side in (-1.0, 1.0):
        row = [
            (h.spot(side * x, y, z), r * h.tall)
            for x, y, z, r in (
                (0.26, 0.36, 0.0, 0.1),
                (0.52, 0.56, -0.02, 0.075),
                (0.56, 0.86, 0.1, 0.015),
            )
        ]
        d.mass(loft(d.lens, tube(d.lens.eye, row)), (206, 196, 166), 0.8)
    rows: Row = (
        (-0.52, 0.14, 0.26, 0.26),
        (-0.36, 0.12, 0.42, 0.4),
        (-0.1, 0.06, 0.42, 0.42),
        (0.16, 0.0, 0.37, 0.4),
        (0.36, -0.04, 0.3, 0.32),
        (0.46, -0.06, 0.14, 0.16),
    )
    _form(d, h, rows, colour)
    if h.toward(0, 0, 1) < 0.0:
        return
    _eyes(d, h, (0.16, 0.06, 0.43), (0.075, 0.05), d.look.skin, 0.3)
    for side in (-1.0, 1.0):
        if h.toward(side * 0.4, 0, 0.9) > 0.12:
            x, y = h.on(side * 0.16, 0.06, 0.41)
            d.canvas.blot(ring(x, y, max(1.0, 0.026 * h.size)))
            brow = [
                h.on(side * 0.34, 0.19, 0.3),
                h.on(side * 0.18, 0.17, 0.42),
                h.on(side * 0.03, 0.07, 0.45),
            ]
            d.canvas.stroke(brow, d.weight * 3.0, 250)
    mouth = [
        h.on(x, y, 0.5 - abs(x) * 0.45)
        for x, y in (
            (-0.3, -0.2),
            (-0.12, -0.24),
            (0.12, -0.24),
            (0.3, -0.2),
            (0.16, -0.36),
            (-0.16, -0.36),
        )
    ]
    d.canvas.fill(smooth(taut(mouth)), (66, 34, 36))
    d.canvas.line([*smooth(taut(mouth)), smooth(taut(mouth))[0]], d.weight)
    for x in (-0.2, 0.2):
        tusk = [h.on(x - 0.05, -0.34, 0.42), h.on(x + 0.05, -0.34, 0.42), h.on(x * 1.1, -0.1, 0.46)]
        d.canvas.union([tusk], (236, 228, 204), d.weight * 0.6)
    for x in (-0.04, 0.04):
        d.canvas.stroke([h.on(x, -0.06, 0.48), h.on(x * 2.0, -0.11, 0.46)], d.weight * 1.6, 230)


def monkey(d: Inked, h: Head) -> None:
    """Round ears, a pale face, a broad muzzle."""
    colour, face = d.paint["cloth"], d.paint["bib"]
    for side in (-1.0, 1.0):
        x, y = h.on(side * 0.44, 0.02, -0.05)
        r = 0.16 * h.size * max(0.5, abs(h.toward(0, 0, 1)))
        d.mass([smooth(ring(x, y, r, 0.17 * h.size))], face, 0.8)
    rows: Row = (
        (-0.4, 0.1, 0.2, 0.22),
        (-0.2, 0.04, 0.36, 0.36),
        (0.1, -0.02, 0.42, 0.42),
        (0.34, -0.04, 0.32, 0.34),
        (0.48, -0.05, 0.12, 0.14),
    )
    _form(d, h, rows, colour)
    if h.toward(0, 0, 1) < -0.15:
        return
    if h.toward(0, 0, 1) > 0.25:
        mask = [
            (0.0, 0.16, 0.39),
            (0.16, 0.22, 0.35),
            (0.28, 0.1, 0.26),
            (0.22, -0.1, 0.33),
            (-0.22, -0.1, 0.33),
            (-0.28, 0.1, 0.26),
            (-0.16, 0.22, 0.35),
        ]
        d.canvas.wash(smooth(taut([h.on(*p) for p in mask])), face)
    muzzle = [h.ball(0.0, -0.22, 0.26, 0.24), h.ball(0.0, -0.2, 0.4, 0.17)]
    d.mass([hull(muzzle)], face, 0.8)
    _eyes(d, h, (0.13, 0.06, 0.41), (0.05, 0.06), (46, 34, 28))
    for x in (-0.04, 0.04):
        d.canvas.stroke([h.on(x, -0.12, 0.53), h.on(x * 1.6, -0.14, 0.54)], d.weight * 1.4, 240)
    d.canvas.stroke(
        [h.on(x, -0.28 - 0.02 * (x == 0), 0.52 - abs(x) * 0.4) for x in (-0.15, 0.0, 0.15)],
        d.weight * 1.1,
        230,
    )


HEADS: dict[str, Callable[[Inked, Head], None]] = {
    "robot": robot,
    "skeleton": skull_head,
    "alien": alien,
    "monster": monster,
    "monkey": monkey,
}
