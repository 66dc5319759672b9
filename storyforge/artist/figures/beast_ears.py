"""What grows out of a beast's head: ears, horns, antlers, tusks, a trunk, a beard."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.artist.body.head import Head
from storyforge.artist.figures.muzzle import Muzzle
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import smooth
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import cross, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube

# way along the ear, half width as a share of its length
_LEAF = ((0.0, 0.26), (0.3, 0.33), (0.7, 0.21), (1.0, 0.03))
_SPIKE = ((0.0, 0.36), (0.4, 0.3), (0.75, 0.16), (1.0, 0.03))
_ROUND = ((0.0, 0.4), (0.4, 0.52), (0.75, 0.46), (0.98, 0.2))
_LONG = ((0.0, 0.12), (0.3, 0.17), (0.7, 0.17), (0.96, 0.06))
_FAN = ((0.0, 0.3), (0.3, 0.5), (0.7, 0.5), (1.0, 0.16))
# root on the skull and direction (out, up, ahead), profile, how the tip bends, which way it opens
_EARS: dict[str, tuple[V3, V3, Sequence[tuple[float, float]], V3, V3]] = {
    "prick": ((0.62, 0.66, -0.1), (0.3, 0.95, -0.02), _SPIKE, (0.0, 0.0, 0.0), (0.5, 0.0, 0.86)),
    "fold": ((0.62, 0.66, -0.1), (0.4, 0.9, 0.0), _SPIKE, (0.4, -1.7, 0.7), (0.5, 0.0, 0.86)),
    "flop": ((0.74, 0.6, -0.1), (0.34, 0.02, 0.02), _LEAF, (0.02, -1.2, 0.22), (0.72, 0.1, 0.66)),
    "leaf": ((0.46, 0.72, -0.35), (0.2, 0.98, 0.05), _LEAF, (0, 0, 0.2), (0.6, 0.0, 0.8)),
    "long": ((0.4, 0.76, -0.2), (0.2, 0.95, -0.25), _LONG, (0.1, -0.1, -0.2), (0.5, 0.0, 0.86)),
    "round": ((0.66, 0.6, -0.1), (0.55, 0.82, -0.1), _ROUND, (0, 0, 0), (0.4, 0.0, 0.9)),
    "side": ((0.72, 0.42, -0.3), (0.95, 0.12, -0.15), _LEAF, (0, -0.2, 0), (0.2, -0.3, 0.9)),
    "fan": ((0.86, 0.2, -0.3), (0.7, -0.1, -0.75), _FAN, (0, -0.8, 0.1), (0.8, 0.0, 0.5)),
}


def draw_ear(m: Muzzle, side: int) -> None:
    """One ear, worn as its kind or breed wears it."""
    kind = _ear_kind(m)
    if not kind:
        return
    (rx, ry, rz), way, profile, bend, opens = _EARS[kind]
    s, long, h = m.frame.skull, m.frame.ears, m.head
    if kind == "flop" and m.d.look.kind == "dog":
        long *= 0.9
    back = 0.5 if any(w in m.d.actor.mood for w in ("afraid", "angry", "fear")) else 0.0
    axis = unit((side * way[0], way[1] - back * 0.5, way[2] - back))
    cup = square((side * opens[0], opens[1], opens[2]), axis)
    flat = cross(axis, cup)
    row: list[Section] = []
    inner: list[tuple[V3, V3]] = []
    for t, w in profile:
        k = long * t
        at = (
            side * rx * s + axis[0] * k + side * bend[0] * k * t,
            ry * s + axis[1] * k + bend[1] * k * t,
            rz * s + axis[2] * k + bend[2] * k * t,
        )
        wide, thin = w * long, max(0.014, 0.34 * w * long * (1 - t * 0.6))
        row.append(Section(h.spot(*at), _axis(h, times(flat, wide)), _axis(h, times(cup, thin))))
        inner.append(
            (
                plus(plus(at, flat, wide * 0.55), cup, thin),
                plus(plus(at, flat, -wide * 0.55), cup, thin),
            )
        )
    tips = m.d.look.kind in ("rabbit", "fox", "wolf", "dog", "lion", "panda", "bear", "tiger")
    base = m.d.paint["cloth"]
    colour = mix(base, m.d.paint["hair"], 0.45 if tips else 0.16)
    colour = m.d.paint["hair"] if m.d.look.kind in ("mouse", "rat", "sheep", "fox") else colour
    m.d.mass(loft(m.d.lens, row), colour, 0.85)
    open_ = h.toward(*(side * opens[0], opens[1], opens[2]))
    if open_ > 0.15 and m.detail > 30 and kind not in ("flop", "fold", "fan"):
        shape = [a for a, _ in inner[:-1]] + [inner[-1][0]] + [b for _, b in inner[:-1]][::-1]
        m.d.canvas.wash(
            smooth(m.on(*shape)),
            mix((206, 156, 146), colour, 0.4 if luma(m.d.look.cloth) > 80 else 0.75),
        )


def _ear_kind(m: Muzzle) -> str:
    own = m.d.look.cut.split()
    return next((k for k in ("prick", "fold", "flop") if k in own), m.frame.ear)


def _axis(h: Head, v: V3) -> V3:
    k = h.tall
    x, y, z = ((h.right[n] * v[0] + h.up[n] * v[1] + h.ahead[n] * v[2]) * k for n in range(3))
    return x, y, z


_HORNS: dict[str, tuple[tuple[V3, float], ...]] = {
    "cow": (((0.55, 0.75, -0.2), 0.06), ((1.2, 1.0, -0.1), 0.05), ((1.5, 1.7, 0.2), 0.012)),
    "goat": (((0.3, 0.85, 0.1), 0.075), ((0.45, 1.9, -0.4), 0.06), ((0.7, 2.3, -1.5), 0.012)),
    "dragon": (((0.5, 0.7, -0.4), 0.08), ((0.75, 1.2, -1.2), 0.06), ((0.8, 1.9, -1.9), 0.012)),
    "sheep": (((0.5, 0.8, -0.2), 0.1), ((1.1, 0.7, -0.8), 0.09), ((1.35, -0.2, -0.4), 0.05)),
}
_BEAM: tuple[tuple[V3, float], ...] = (
    ((0.3, 0.85, -0.2), 0.05),
    ((0.9, 1.9, -0.9), 0.042),
    ((1.8, 3.2, -0.8), 0.036),
    ((1.7, 4.6, 0.1), 0.012),
)
_TINES: tuple[tuple[V3, V3], ...] = (
    ((0.5, 1.2, -0.45), (0.7, 1.9, 0.9)),
    ((1.15, 2.2, -0.9), (1.3, 3.1, 0.5)),
    ((1.75, 3.2, -0.75), (2.4, 3.9, -0.2)),
)


def draw_horn(m: Muzzle, side: float) -> None:
    """One horn or antler, if it has any."""
    extra, kind = m.frame.extra, m.d.look.kind
    if "bare" in m.d.look.cut or "young" in m.d.look.cut:
        return
    colour = m.d.paint["hat"]
    if "antlers" in extra:
        _tube(m, side, _BEAM, scale(m.d.paint["hair"], 1.25))
        for a, b in _TINES:
            _tube(m, side, ((a, 0.034), (b, 0.01)), scale(m.d.paint["hair"], 1.25))
    elif "horns" in extra:
        _tube(m, side, _HORNS.get(kind, _HORNS["cow"]), colour)


def _tube(m: Muzzle, side: float, row: Sequence[tuple[V3, float]], colour: RGB) -> None:
    s, k = m.frame.skull, m.head.tall
    stops = [(m.head.spot(side * x * s, y * s, z * s), r * k) for (x, y, z), r in row]
    m.d.mass(loft(m.d.lens, tube(m.d.lens.eye, stops)), colour, 0.7)


def draw_extras(m: Muzzle) -> None:
    """What there is but once, or hangs before the face: a beard, tusks, a trunk."""
    extra, s = m.frame.extra, m.frame.skull
    row: Sequence[tuple[V3, float]]
    if "unicorn" in m.d.look.cut:
        _tube(m, 0, (((0, 0.8, 0.5), 0.05), ((0, 2.7, 1.9), 0.008)), (238, 226, 186))
    if "beard" in extra:
        row = (((0, -0.8, 1 / s - 1.9), 0.05), ((0, -1.9, 1 / s - 2.0), 0.012))
        _tube(m, 0, row, m.d.paint["bib"])
    if "tusks" in extra:
        for side in (-1.0, 1.0):
            if m.head.toward(side, 0, 0.2) > 0:
                long = 2.2 if "trunk" in extra else 0.5
                z = 0.7 if "trunk" in extra else 1 / s - 1.5
                row = (((0.55, -0.4, z), 0.05), ((0.75, -0.4 - long * 0.4, z + long), 0.012))
                _tube(m, side, row, (236, 228, 206))
    if "trunk" in extra:
        row = (
            ((0, -0.2, 0.9), 0.2),
            ((0, -0.7, 1.7), 0.15),
            ((0, -2.0, 2.6), 0.11),
            ((0, -3.0, 3.8), 0.085),
            ((0, -2.9, 4.7), 0.07),
        )
        _tube(m, 0, row, m.d.paint["cloth"])
