"""The form of a head: cranium, brow, cheeks, nose, jaw and chin as one surface."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from storyforge.artist.body.mesh import Mesh, mesh_of
from storyforge.artist.stage.camera import V3


@dataclass(frozen=True, slots=True)
class Face:
    """What makes one face unlike another; 1 (or 0 for bends) is the middling face."""

    length: float = 1.0  # eyes to chin
    jaw: float = 1.0  # width at its angle
    chin: float = 1.0  # width
    jut: float = 0.0  # chin forward, head units
    cheek: float = 1.0
    brow: float = 0.0  # ridge, head units
    nose: float = 1.0  # length
    snout: float = 1.0  # how far it stands out
    nostril: float = 1.0  # width
    hook: float = 0.0  # + Roman, - snub
    eye: float = 1.0
    apart: float = 1.0
    slant: float = 0.0
    thick: float = 1.0  # brows
    arch: float = 0.0
    lips: float = 1.0
    mouth: float = 1.0
    ear: float = 1.0
    iris: int = 0  # which of the eye colours


# height, half width, front, back, where it is widest (z), how square in front
_ROWS: tuple[tuple[float, float, float, float, float, float], ...] = (
    (0.52, 0.0, -0.06, -0.06, -0.06, 2.0),
    (0.51, 0.1, 0.07, -0.18, -0.06, 2.0),
    (0.475, 0.19, 0.165, -0.3, -0.06, 2.0),
    (0.42, 0.26, 0.245, -0.385, -0.06, 2.1),
    (0.34, 0.312, 0.31, -0.437, -0.06, 2.2),
    (0.26, 0.336, 0.342, -0.46, -0.055, 2.25),
    (0.18, 0.345, 0.358, -0.468, -0.05, 2.3),
    (0.115, 0.345, 0.366, -0.462, -0.05, 2.35),
    (0.06, 0.341, 0.343, -0.447, -0.05, 2.4),
    (0.0, 0.336, 0.342, -0.42, -0.045, 2.35),
    (-0.04, 0.332, 0.35, -0.385, -0.04, 2.3),
    (-0.08, 0.326, 0.355, -0.345, -0.035, 2.2),
    (-0.115, 0.319, 0.358, -0.3, -0.03, 2.15),
    (-0.145, 0.312, 0.36, -0.25, -0.025, 2.1),
    (-0.175, 0.304, 0.361, -0.19, -0.015, 2.1),
    (-0.22, 0.29, 0.364, -0.11, 0.0, 2.05),
    (-0.246, 0.281, 0.352, -0.08, 0.01, 2.0),
    (-0.272, 0.271, 0.361, -0.05, 0.02, 2.0),
    (-0.32, 0.248, 0.342, 0.0, 0.05, 2.0),
    (-0.37, 0.213, 0.347, 0.05, 0.1, 2.0),
    (-0.42, 0.168, 0.343, 0.09, 0.15, 2.0),
    (-0.455, 0.122, 0.328, 0.13, 0.19, 2.0),
    (-0.475, 0.07, 0.3, 0.17, 0.215, 2.0),
    (-0.48, 0.0, 0.23, 0.23, 0.23, 2.0),
)
_YS = tuple(-row[0] for row in _ROWS)
# how far the nose stands out of the face, by height, and its half width there
_NOSE: tuple[tuple[float, float, float], ...] = (
    (0.115, 0.0, 0.04),
    (0.06, 0.022, 0.042),
    (0.0, 0.048, 0.046),
    (-0.04, 0.068, 0.052),
    (-0.08, 0.093, 0.064),
    (-0.115, 0.108, 0.082),
    (-0.145, 0.072, 0.08),
    (-0.175, 0.008, 0.05),
    (-0.2, 0.0, 0.05),
)
# degrees round the head from the middle of the face, its right half
_TURNS = (0.0, 3.2, 8.0, 14.0, 22.0, 32.0, 43.0, 55.0, 68.0, 80.0, 92.0, 106.0, 122.0, 140.0, 160.0)
COLUMNS = (*_TURNS, 180.0, *(-t for t in _TURNS[:0:-1]))
_NOSE_ROWS = (7, 15)


def _between(y: float) -> tuple[float, float, float, float, float]:
    k = min(len(_ROWS) - 1, max(1, bisect_left(_YS, -y)))
    a, b = _ROWS[k - 1], _ROWS[k]
    t = min(1.0, max(0.0, (a[0] - y) / (a[0] - b[0])))
    w, f, back, z, n = (p + (q - p) * t for p, q in zip(a[1:], b[1:], strict=True))
    return w, f, back, z, n


def _section(face: Face, y: float) -> tuple[float, float, float, float, float]:
    """Half width, front, back, widest z and squareness of this face at a height."""
    w, f, back, z, n = _between(y)
    if y < -0.05:
        low = min(1.0, (-0.05 - y) / 0.25)
        w *= 1 + (face.jaw - 1) * low
        if y < -0.3:
            w *= 1 + (face.chin - 1) * min(1.0, (-0.3 - y) / 0.12)
            f += face.jut * min(1.0, (-0.3 - y) / 0.1)
    if -0.2 < y < 0.12:
        w *= 1 + (face.cheek - 1) * 0.6 * (1 - abs(y + 0.04) / 0.16)
    if 0.04 < y < 0.2:
        f += face.brow * (1 - abs(y - 0.12) / 0.08)
    return w, f, back, z, n


def _nose(face: Face, x: float, y: float) -> float:
    """How far the nose lifts the face at a spot."""
    top = 0.115
    y = top + (y - top) / face.nose
    if not -0.2 < y < top:
        return 0.0
    k = next(k for k in range(1, len(_NOSE)) if _NOSE[k][0] <= y)
    a, b = _NOSE[k - 1], _NOSE[k]
    t = (a[0] - y) / (a[0] - b[0])
    out, half = a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t
    half *= face.nostril if y < -0.05 else 1.0
    if abs(x) >= half:
        return 0.0
    bend = face.hook * 0.02 * (1 - min(1.0, abs(y + 0.02) / 0.08))
    return float((out * face.snout + bend) * (1 - (x / half) ** 2) ** 1.3)


def _muzzle(x: float, y: float) -> float:
    """How far the teeth push the lips forward."""
    far, off = abs(x) / 0.14, abs(y + 0.246) / 0.1
    return 0.026 * (1 - far * far) ** 2 * (1 - off * off) if far < 1 and off < 1 else 0.0


def level(face: Face, y: float) -> float:
    """Where a height of the middling face lies on this one."""
    return y * face.length if y < 0 else y


@lru_cache(maxsize=4096)
def surface(face: Face, x: float, y: float, gape: float = 0.0) -> V3:
    """The spot of the face's skin straight before (x, y) of the middling face, head units."""
    w, f, _, z, n = _section(face, y)
    share = min(1.0, abs(x) / max(0.001, w))
    ahead = z + (f - z) * (1 - share**n) ** (1 / n) + _nose(face, x, y)
    ahead += _muzzle(x, y)
    return x, level(face, y) - _dropped(y, gape), ahead - 0.3 * _dropped(y, gape)


def _dropped(y: float, gape: float) -> float:
    """How far an open mouth takes that height of the face down."""
    return gape * 0.75 * min(1.0, max(0.0, (-0.2 - y) / 0.1)) if gape else 0.0


@lru_cache(maxsize=96)
def skull(face: Face, gape: float = 0.0, coarse: bool = False) -> Mesh:
    """The whole head without ears and hair; *coarse* for one that is seen small."""
    turns, rows = (COLUMNS[::2], _ROWS[::2]) if coarse else (COLUMNS, _ROWS)
    return mesh_of([[round_spot(face, y, turn, 0.0, gape) for turn in turns] for y, *_ in rows])


def round_spot(face: Face, y: float, turn: float, out: float = 0.0, gape: float = 0.0) -> V3:
    """The spot of the head at a height, *turn* degrees round from the face, *out* off the skin."""
    w, f, back, z, n = _section(face, y)
    s, c = sin(radians(turn)), cos(radians(turn))
    n = n if c > 0 else 2.0
    x = (w + out) * (1 if s >= 0 else -1) * abs(s) ** (2 / n)
    reach = (f - z) if c > 0 else (z - back)
    ahead = z + (reach + out) * (1 if c >= 0 else -1) * abs(c) ** (2 / n)
    if c > 0 and not out:
        ahead += _nose(face, x, y) + _muzzle(x, y)
    drop = _dropped(y, gape) * max(0.0, c)
    return x, level(face, y) - drop, ahead - 0.3 * drop


def nose_rows() -> tuple[int, int]:
    """The rows of the skull between which its nose lies."""
    return _NOSE_ROWS


def is_nose(column: int) -> bool:
    """Whether the cells right of a column are part of the nose."""
    return column < 4 or column >= len(COLUMNS) - 4
