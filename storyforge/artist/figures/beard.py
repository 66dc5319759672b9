"""Beards, moustaches and stubble, grown on the jaw they belong to."""

from __future__ import annotations

from itertools import pairwise
from math import pi, sin

from storyforge.artist.body.mesh import Seen, mesh_of
from storyforge.artist.body.skull import round_spot
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import luma, mix, scale
from storyforge.artist.ink.hand import smooth
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3

_TURNS = (-80, -70, -58, -46, -34, -22, -11, 0, 11, 22, 34, 46, 58, 70, 80)
_TOP = (
    (0, -0.31),
    (11, -0.305),
    (20, -0.275),
    (34, -0.2),
    (46, -0.165),
    (58, -0.11),
    (70, 0.0),
    (80, 0.06),
)
_ROWS = 6
# how far below its own edge it hangs, how thick it is
_KINDS: dict[str, tuple[float, float]] = {
    "short": (0.0, 0.022),
    "full": (0.15, 0.06),
    "long": (0.42, 0.065),
    "goatee": (0.08, 0.03),
}


def draw_beard(s: Sitter) -> None:
    """Whatever grows on this face; nothing on most."""
    kind = s.look.beard
    if not kind or s.detail < 9:
        return
    if kind == "stubble":
        _stubble(s)
    elif kind in _KINDS:
        _mass(s, *_KINDS[kind], narrow=kind == "goatee")
    if kind not in ("stubble", ""):
        _moustache(s)


def _top(turn: float) -> float:
    turn = abs(turn)
    for (a, p), (b, q) in pairwise(_TOP):
        if turn <= b:
            return p + (q - p) * (turn - a) / (b - a)
    return _TOP[-1][1]


def _mass(s: Sitter, hang: float, thick: float, narrow: bool) -> None:
    grid: list[list[V3]] = []
    turns = [t * (0.36 if narrow else 1.0) for t in _TURNS]
    for k in range(_ROWS + 1):
        row = []
        for turn in turns:
            share = 1 - abs(turn) / 80
            top = _top(turn) if not narrow else -0.32
            low = -0.2 - 0.29 * min(1.0, share * 1.5) - hang * max(0.0, share) ** 0.8
            y = top + (low - top) * k / _ROWS
            out = thick * (0.25 + 0.75 * sin(pi * min(1.0, 0.15 + 0.85 * k / _ROWS)))
            x, _, z = round_spot(s.look.face, max(y, -0.4), turn, out)
            past = max(0.0, -0.4 - y)
            drop = s.act.gape * 0.75 * min(1.0, max(0.0, (-0.2 - y) / 0.1)) * share
            taper = max(0.25, 1 - past * 1.4)
            row.append((x * taper, y * s.look.face.length - drop, z + past * 0.05))
        grid.append(row)
    seen = Seen(s.head, mesh_of(grid, ring=False))
    shapes = seen.part()
    if not shapes:
        return
    s.canvas.union([smooth(shapes[0])], s.paint["beard"], 0.7 * s.weight)
    if s.detail > 34:
        _strands(s, seen)


def _strands(s: Sitter, seen: Seen) -> None:
    value = 150 if luma(s.paint["beard"]) > 120 else 230
    pale = mix(s.paint["beard"], (240, 236, 228), 0.35)
    rng = stream("beard", s.look.face)
    step = 1 if s.detail > 120 else 2
    for j in range(1, len(_TURNS) - 1, step):
        for first in range(0, _ROWS - 1, 2 if s.detail > 120 else 3):
            path = [
                seen.spots[k][j]
                for k in range(first, min(_ROWS + 1, first + 4))
                if seen.facing[k][j] > 0.12
            ]
            if len(path) > 1:
                sway = (rng.random() - 0.5) * 0.03 * s.head.size
                path[-1] = (path[-1][0] + sway, path[-1][1])
                s.canvas.stroke(path, 1.0 * s.weight, value)
                if luma(s.paint["beard"]) < 90 and len(path) > 2:
                    side = [(x + 0.012 * s.head.size, y) for x, y in path]
                    thin = [(x + 0.006 * s.head.size, y) for x, y in path[::-1]]
                    s.canvas.shadow([*side, *thin], pale, 0.5)


def _moustache(s: Sitter) -> None:
    upper = ((0.0, -0.178), (0.05, -0.18), (0.1, -0.205), (0.15, -0.262))
    lower = ((0.17, -0.285), (0.12, -0.262), (0.06, -0.238), (0.0, -0.232))
    pull = s.act.smile * 0.7
    for side in (-1, 1):
        half = [(side * x, y + pull * (x / 0.15) ** 2) for x, y in (*upper, *lower)]
        seen = [s.head.on(*s.skin(x, y, 0.02)) for x, y in half if s.faces(x, y) > -0.1]
        if len(seen) > 3:
            s.canvas.union([smooth(seen)], s.paint["beard"], 0.6 * s.weight)
            if s.detail > 70:
                value = 140 if luma(s.paint["beard"]) > 120 else 240
                for k in (0.02, 0.055, 0.09, 0.12):
                    s.stroke(
                        [(side * k, -0.188 - k * 0.2), (side * (k + 0.035), -0.226 - k * 0.25)],
                        0.8,
                        value,
                    )


def _stubble(s: Sitter) -> None:
    shade = mix(s.paint["skin"], scale(s.paint["hair"], 0.8), 0.3)
    line = [(-0.24, -0.2), (-0.22, -0.3), (-0.12, -0.42), (0.0, -0.45), (0.12, -0.42)]
    line += [(0.22, -0.3), (0.24, -0.2), (0.12, -0.185), (0.0, -0.17), (-0.12, -0.185)]
    seen = [s.head.on(*s.skin(x, y)) for x, y in line if s.faces(x, y) > -0.15]
    if len(seen) > 3:
        s.canvas.shadow(smooth(seen), shade, 0.55)
    if s.detail < 80:
        return
    rng = stream("stubble", s.look.face)
    for _ in range(70):
        x, y = (rng.random() - 0.5) * 0.46, -0.18 - 0.26 * rng.random()
        if abs(x) < 0.26 - max(0.0, -0.3 - y) and s.faces(x, y) > 0.1:
            s.stroke([(x, y), (x, y - 0.014)], 0.7, 130)
