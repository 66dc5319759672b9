"""Inside the outline of a face: nose, cheeks, eyes, brows, mouth, years and marks."""

from __future__ import annotations

from math import cos, pi, sin

from storyforge.artist.body.mesh import Seen
from storyforge.artist.body.skull import is_nose, nose_rows
from storyforge.artist.figures.beard import draw_beard
from storyforge.artist.figures.eyes import brow, draw_eye, faced
from storyforge.artist.figures.mouth import draw_mouth
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import mix, scale
from storyforge.artist.ink.hand import P2, ring, smooth
from storyforge.artist.ink.seed import stream


def features(s: Sitter, seen: Seen, shade: list[list[float]], code: int) -> None:
    """Everything inside the outline of the face, as much as its size on the picture deserves."""
    if s.head.toward(0, -0.1, 1) < -0.35 or s.detail < 9:
        return
    if s.detail > 34:
        _cheeks(s)
        _freckles(s)
    far, near = sorted((-1, 1), key=lambda side: faced(s, side))
    _eye(s, far)
    if s.detail > 34 and abs(s.head.toward(1, 0, 0)) > 0.2:
        _nose_mass(s, seen, shade, code)
    _eye(s, near)
    _nose_lines(s)
    draw_beard(s)
    draw_mouth(s)
    if s.detail > 70:
        _frown(s)
        if s.look.old:
            _years(s)
        _scar(s)
    if s.act.tears and s.detail > 30:
        _tears(s)
    if s.look.glasses and s.detail > 24:
        _glasses(s)


def _eye(s: Sitter, side: int) -> None:
    if s.look.patch and side < 0:
        _patch(s)
        return
    draw_eye(s, side)
    if s.detail > 14:
        brow(s, side)


def _nose_mass(s: Sitter, seen: Seen, shade: list[list[float]], code: int) -> None:
    """The nose laid over the far eye, with its own share of the shadow."""
    rows = nose_rows()
    for shape in seen.part((), rows, is_nose)[:1]:
        s.canvas.fill(smooth(shape), s.paint["skin"])
    for shape in seen.part((shade,), rows, is_nose)[:2]:
        s.canvas.wash(smooth(shape), scale(s.paint["skin"], 0.82), code)


def _nose_lines(s: Sitter) -> None:
    turn = s.head.toward(1, 0, 0)
    side = 1 if turn >= 0 else -1
    k = s.look.face.nose
    top = 0.115
    tip = top + (-0.125 - top) * k
    if s.detail < 34:
        if s.detail > 18:
            a, b = s.head.on(*s.skin(0, 0.0)), s.head.on(*s.skin(0, tip + 0.01))
            s.canvas.stroke([a, b, (b[0] - side * 2, b[1] + 1)], 1.0, 200)
        return
    if 0.2 < abs(turn) < 0.93:
        bow = (
            (0.0, 0.06),
            (0.01, 0.0),
            (0.018, -0.06),
            (0.03, -0.098),
            (0.03, -0.125),
            (0.006, -0.148),
        )
        ridge = [s.head.on(*s.skin(-side * x, top + (y - top) * k)) for x, y in bow]
        s.ink(ridge, 1.6, 235)
    base = [(0.052, 0.03), (0.03, -0.012), (0.0, -0.022), (-0.03, -0.012), (-0.052, 0.03)]
    wide = s.look.face.nostril
    line = [(x * 0.75 * wide, tip - 0.022 + y) for x, y in base]
    s.stroke(line if abs(turn) < 0.6 else line[1:-1], 1.4, 225)
    for wing in (-1, 1):
        curve = ((0.062, 0.035), (0.082, 0.012), (0.08, -0.016), (0.058, -0.022))
        path = [(wing * x * wide, tip + y) for x, y in curve]
        if s.faces(*path[1]) > 0.15:
            s.stroke(path, 1.2, 200)
        hole = (wing * 0.034 * wide, tip - 0.03)
        if s.detail > 60 and s.faces(*hole) > -0.3:
            x, y = s.head.on(*s.skin(*hole))
            up = 0.3 + 0.7 * max(0.0, s.head.toward(0, -1, 0.3))
            r = 0.017 * s.head.size * max(0.35, s.faces(wing * 0.02, tip - 0.05) + 0.3)
            s.canvas.blot(ring(x, y, min(r, 0.02 * s.head.size), r * 0.75 * up), 215)
    if s.act.sneer > 0.5 and s.detail > 60:
        for y in (0.055, 0.03, 0.005):
            s.stroke([(-0.03, y + 0.008), (0.0, y), (0.03, y + 0.008)], 0.8, 140)


def _cheeks(s: Sitter) -> None:
    warm = mix(s.paint["skin"], (206, 96, 84), 0.4 + 0.3 * s.act.blush)
    for side in (-1, 1):
        if s.faces(side * 0.2, -0.1) > 0.25:
            x, y = s.head.on(*s.skin(side * 0.2, -0.1))
            wide = 0.075 * s.head.size * s.faces(side * 0.2, -0.1)
            alpha = 0.07 + 0.16 * s.act.blush + (0.06 if s.look.child else 0.0)
            for grow in (1.25, 1.0, 0.7):
                s.canvas.shadow(ring(x, y, wide * grow, 0.05 * s.head.size * grow), warm, alpha)
            if s.act.blush > 0.8 and s.detail > 60:
                for k in (-0.03, 0.0, 0.03):
                    spot = (side * 0.2 + k, -0.12)
                    s.stroke([spot, (spot[0] + 0.015, -0.08)], 0.7, 120)


def _frown(s: Sitter) -> None:
    act = s.act
    if act.frown > 0.25:
        value = round(80 + 130 * act.frown)
        for side in (-1, 1):
            s.stroke(
                [(side * 0.022, 0.085), (side * 0.026, 0.12), (side * 0.018, 0.155)], 1.0, value
            )
    if act.inner > 0.04 or act.outer > 0.045:
        for y in (0.2, 0.235):
            bend = 0.012 if act.outer < 0.04 else 0.0
            path = [
                (-0.13, y - bend),
                (-0.05, y + bend * 0.5),
                (0.05, y + bend * 0.5),
                (0.13, y - bend),
            ]
            s.stroke(path, 0.8, 110)


def _years(s: Sitter) -> None:
    for side in (-1, 1):
        for path, value in (
            (((0.09, -0.11), (0.125, -0.17), (0.135, -0.225)), 140),
            (((0.26, 0.04), (0.3, 0.055)), 110),
            (((0.26, 0.02), (0.3, 0.005)), 110),
            (((0.14, -0.26), (0.13, -0.32)), 90),
            (((0.1, -0.045), (0.16, -0.06), (0.21, -0.045)), 100),
        ):
            s.stroke([(side * x, y) for x, y in path], 0.9, value)
    for y, wide in ((0.22, 0.15), (0.26, 0.11)):
        s.stroke([(-wide, y), (-0.02, y + 0.008), (wide, y - 0.004)], 0.8, 90)


def _freckles(s: Sitter) -> None:
    if not s.look.freckles or s.detail < 60:
        return
    rng = stream("freckles", s.look.face)
    for _ in range(26):
        x, y = (rng.random() - 0.5) * 0.46, -0.03 - 0.1 * rng.random()
        if s.faces(x, y) > 0.3:
            px, py = s.head.on(*s.skin(x, y, 0.003))
            r = max(0.6, 0.0055 * s.head.size)
            s.canvas.shadow(ring(px, py, r), mix(s.paint["skin"], (140, 78, 44), 0.65), 0.9)


def _scar(s: Sitter) -> None:
    if not s.look.scar:
        return
    line = [(0.2, 0.1), (0.215, 0.0), (0.2, -0.1), (0.165, -0.19)]
    s.stroke(line, 1.4, 190)
    for k in range(3):
        y = -0.01 - 0.05 * k
        s.stroke([(0.185, y), (0.228, y + 0.012)], 0.8, 150)


def _tears(s: Sitter) -> None:
    bright = mix(s.paint["skin"], (226, 240, 250), 0.85)
    for side in (-1, 1):
        path = s.path([(side * 0.155, -0.02), (side * 0.185, -0.1), (side * 0.18, -0.2)], 0.1)
        if len(path) < 3:
            continue
        for k, r in ((1, 0.016), (2, 0.022)):
            x, y = path[k]
            w = r * s.head.size
            drop = smooth([(x, y - w * 2), (x + w, y + w * 0.2), (x, y + w), (x - w, y + w * 0.2)])
            s.canvas.union([drop], bright, 0.35 * s.weight)


def _patch(s: Sitter) -> None:
    spots = [(-0.155 + 0.085 * sin(k * pi / 6), 0.02 + 0.078 * cos(k * pi / 6)) for k in range(12)]
    seen = [s.head.on(*s.skin(x, y, 0.02)) for x, y in spots if s.faces(x, y) > -0.2]
    if len(seen) > 3:
        s.canvas.union([smooth(seen)], (44, 42, 46), 0.7 * s.weight)
    for strap in (
        [(-0.09, 0.08), (0.0, 0.17), (0.12, 0.23), (0.24, 0.27)],
        [(-0.23, 0.04), (-0.29, 0.05), (-0.33, 0.06)],
    ):
        s.stroke(strap, 1.8, 245)


def _glasses(s: Sitter) -> None:
    for side in (-1, 1):
        if faced(s, side) < 0.08:
            continue
        x0, y0, z0 = side * 0.155 * s.look.face.apart, 0.015, 0.37
        loop = [
            s.head.on(
                x0 + 0.105 * sin(2 * pi * k / 20),
                y0 + 0.092 * cos(2 * pi * k / 20),
                z0 - 0.12 * max(0.0, side * (x0 + 0.105 * sin(2 * pi * k / 20)) - 0.1),
            )
            for k in range(20)
        ]
        s.canvas.shadow(loop, (250, 252, 252), 0.08)
        s.canvas.line([*loop, loop[0]], max(1.0, 1.4 * s.weight), 250)
        if s.head.toward(side, 0, 0.35) > 0.1:
            arm: list[P2] = [
                s.head.on(side * x, y0 + 0.03, z) for x, z in ((0.26, 0.34), (0.355, -0.04))
            ]
            s.canvas.line(arm, s.weight, 230)
    bridge = [s.head.on(x, 0.035 + 0.012 * (x == 0), 0.385) for x in (-0.052, 0.0, 0.052)]
    if s.head.toward(0, 0, 1) > 0.1:
        s.canvas.line(bridge, s.weight, 240)
