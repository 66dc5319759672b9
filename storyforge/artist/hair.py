"""Hair and hats: what is behind the face first, what falls over it last."""

from __future__ import annotations

from math import cos, pi, sin, sqrt

from storyforge.artist.canvas import Canvas
from storyforge.artist.colour import RGB, luma, mix, scale
from storyforge.artist.hand import P2, hull, ring, smooth, taper
from storyforge.artist.head import Head
from storyforge.artist.look import Look
from storyforge.artist.nape import draw_nape, plait

# how much hair stands off the skull, and how far down the back of the neck it reaches
_CUTS: dict[str, tuple[float, float]] = {
    "short": (0.405, -0.12),
    "crop": (0.392, -0.06),
    "long": (0.42, -0.3),
    "bob": (0.425, -0.28),
    "braid": (0.408, -0.16),
    "bun": (0.405, -0.14),
    "tail": (0.405, -0.14),
    "curls": (0.43, -0.16),
}


def behind(canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float) -> None:
    """The mass of hair or the hood that the head stands before."""
    if look.hat == "hood":
        ball = [head.ball(0, 0.1, -0.1, 0.56), head.ball(0, -0.4, -0.12, 0.42)]
        canvas.union([hull(ball)], scale(look.cloth, 0.8), weight)
    facing = head.toward(0, 0, 1) > -0.25
    if look.cut in ("long", "bob") and facing:
        low = -0.85 if look.cut == "long" else -0.36
        mass = [head.ball(s * 0.26, y, -0.16, 0.2) for s in (-1, 1) for y in (0.1, low)]
        canvas.union([hull(mass)], colour, weight)
    if look.cut == "bun" and facing:
        canvas.union([ring(*head.ball(0, 0.52, -0.28, 0.19))], colour, weight)
    if look.cut == "tail" and facing:
        canvas.union(
            [hull([head.ball(0.0, 0.1, -0.5, 0.14), head.ball(0.06, -0.5, -0.5, 0.08)])],
            colour,
            weight,
        )


def scalp(canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float) -> None:
    """Hair over the whole cranium and down the nape; the face is laid over it afterwards."""
    round_, nape = _CUTS.get(look.cut, _CUTS["short"])
    crown = head.ball(0, 0.13, -0.055, round_)
    mass = smooth(hull([crown, head.ball(0, nape, -0.15, 0.285)]))
    parts = [mass]
    if look.cut == "curls":
        parts += [ring(x, y, 0.085 * head.size) for x, y in mass[::5]]
    canvas.union(parts, colour, weight)
    if head.size > 26 * canvas.unit:
        _strands(canvas, head, colour, weight)
        _sheen(canvas, head, colour)


def before(
    canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float, paint: dict[str, RGB]
) -> None:
    """The hairline over the brow, braids, tails, and the hat."""
    if look.cut in _CUTS and look.hat not in ("hood", "helmet"):
        _hairline(canvas, head, look, colour, weight)
    elif look.cut == "bald" and head.toward(0, 0, 1) > -0.2 and head.size > 40 * canvas.unit:
        canvas.stroke([head.on(-0.12, 0.42, 0.16), head.on(0, 0.45, 0.14)], weight, 90)
    if look.cut != "bald" and look.hat not in ("hood", "shawl"):
        draw_nape(canvas, head, look, colour, paint["skin"], weight)
    _falling(canvas, head, look, colour, weight)
    if look.hat:
        _HATS[look.hat](canvas, head, weight, paint)


# locks over the forehead: root and tip along the brow in head units
_PARTED = ((-0.27, -0.3, 0.02), (-0.17, -0.26, 0.14), (-0.05, -0.19, 0.2), (0.08, 0.2, 0.2))
_FRINGE = ((-0.26, -0.28, 0.06), (-0.15, -0.18, 0.13), (-0.04, -0.06, 0.15), (0.08, 0.06, 0.16))
_SWEPT = ((-0.25, -0.28, 0.16), (-0.12, -0.16, 0.27), (0.03, 0.0, 0.29), (0.16, 0.18, 0.27))


def _hairline(canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float) -> None:
    """Locks that break the edge between hair and forehead, and the hair before the ears."""
    if head.toward(0, 0.3, 1) < -0.1:
        return
    table = _FRINGE if look.cut == "bob" or look.child else _PARTED
    table = _SWEPT if look.old or look.cut in ("bun", "braid", "tail", "crop") else table
    for x, tip, low in (*table, *((-a, -b, c) for a, b, c in table[:2])):
        if head.toward(x, 0.1, 0.34) < 0.12:
            continue
        roots = [head.on(x + d, 0.37, _bulge(x + d, 0.37)) for d in (-0.085, 0.085)]
        end = head.on(tip, low, _bulge(tip, low))
        middle = head.on((x + tip) / 2 + 0.03, (0.37 + low) / 2, _bulge((x + tip) / 2, 0.26))
        canvas.fill(smooth([*roots, middle, end]), colour)
        if head.size > 40 * canvas.unit:
            canvas.stroke([roots[0], end], weight * 0.8, 130)
            canvas.stroke([roots[1], middle, end], weight * 0.9, 170)
    for side in (-1, 1):
        if head.toward(side, 0, 0.2) > 0.15 and look.cut not in ("long", "bob"):
            burn = [(0.345, 0.2, 0.12), (0.34, 0.08, 0.2), (0.35, -0.06, 0.1), (0.36, 0.05, 0.03)]
            canvas.fill([head.on(side * x, y, z) for x, y, z in burn], colour)


def _bulge(x: float, y: float) -> float:
    """How far forward the skull stands at that spot of it."""
    return sqrt(max(0.0, 0.164 - x * x - (y - 0.1) ** 2)) - 0.02


def _strands(canvas: Canvas, head: Head, colour: RGB, weight: float) -> None:
    """Strokes that follow the hair from the crown over the skull."""
    count = 15 if head.size > 90 * canvas.unit else 7
    for k in range(count):
        t = 2 * pi * (k + 0.3 * (k % 3)) / count
        path = []
        for reach in (0.35, 0.8, 1.25):
            d = (sin(t) * sin(reach), cos(reach), cos(t) * sin(reach) - 0.12)
            if head.toward(*d) < 0.05:
                break
            path.append(head.on(d[0] * 0.41, 0.13 + d[1] * 0.41, d[2] * 0.41 - 0.055))
        canvas.stroke(path, weight * 1.1, 120)
        if luma(colour) < 95 and len(path) > 2:  # dark hair shows its strands as lights
            bright = [(x + 2.5 * canvas.unit, y) for x, y in smooth(smooth(path, False), False)]
            shine = taper(bright, 2.4 * weight * canvas.unit)
            canvas.shadow(shine, mix(colour, (236, 232, 226), 0.4), 0.7)


def _sheen(canvas: Canvas, head: Head, colour: RGB) -> None:
    """The light that lies on the crown."""
    x, y = head.on(-0.12, 0.4, 0.02)
    canvas.shadow(
        ring(x, y, 0.15 * head.size, 0.07 * head.size, -0.4), mix(colour, (250, 246, 238), 0.4), 0.3
    )


def _falling(canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float) -> None:
    back = head.toward(0, 0, 1) <= -0.25
    if look.cut in ("long", "bob") and back:
        low = -0.85 if look.cut == "long" else -0.34
        mass = [head.ball(s * 0.24, y, -0.2, 0.19) for s in (-1, 1) for y in (0.2, low)]
        canvas.union([hull(mass)], colour, weight)
        for x in (-0.2, -0.05, 0.1, 0.24):
            canvas.stroke([head.on(x, 0.2, -0.4), head.on(x * 1.1, low, -0.36)], weight, 110)
    elif look.cut in ("long", "bob"):
        _locks(canvas, head, look, colour, weight)
    if look.cut == "braid":
        _braid(canvas, head, colour, weight, back)
    if look.cut == "bun" and back:
        canvas.union([ring(*head.ball(0, 0.36, -0.5, 0.18))], colour, weight)
    if look.cut == "tail" and back:
        canvas.union(
            [hull([head.ball(0, 0.1, -0.5, 0.13), head.ball(0.05, -0.55, -0.5, 0.07)])],
            colour,
            weight,
        )


def _locks(canvas: Canvas, head: Head, look: Look, colour: RGB, weight: float) -> None:
    low = -0.75 if look.cut == "long" else -0.34
    for side in (-1, 1):
        if head.toward(side, 0, 0.1) > -0.6:
            lock = hull(
                [
                    head.ball(side * 0.36, 0.2, 0.02, 0.07),
                    head.ball(side * 0.385, -0.1, 0.0, 0.085),
                    head.ball(side * 0.35, low, 0.0, 0.05),
                ]
            )
            canvas.union([lock], colour, weight)


def _braid(canvas: Canvas, head: Head, colour: RGB, weight: float, back: bool) -> None:
    """A plait: down the back when seen from behind, else over the shoulder nearest to us."""
    side = 1 if head.toward(1, 0, 0) >= 0 else -1
    spine = []
    for k in range(13):
        y, r = -0.24 - 0.092 * k, 0.118 - 0.0052 * k
        if back:
            spine.append(
                head.ball(0.012 * (-1) ** (k // 2), y + 0.12, -0.42, r * min(1.0, 0.5 + 0.25 * k))
            )
        else:
            out, front = 0.35 + 0.028 * min(k, 4), 0.04 + 0.045 * min(k, 5)
            spine.append(head.ball(side * out, y, front, r * min(1.0, 0.5 + 0.25 * k)))
    plait(canvas, spine, colour, weight)


def _disc(head: Head, y: float, radius: float, z: float = 0.0) -> list[P2]:
    return [
        head.on(radius * cos(2 * pi * k / 18), y, z + radius * sin(2 * pi * k / 18))
        for k in range(18)
    ]


def _band(canvas: Canvas, head: Head, y: float, radius: float, weight: float) -> None:
    ends = [(x, y, z) for x, z in ((-radius, 0.08), (-radius * 0.6, radius * 0.8), (0, radius))]
    path = [*ends, *((-x, y, z) for x, _, z in ends[-2::-1])]
    seen = [head.on(*p) for p in path if head.toward(p[0], 0, p[2]) > -0.1]
    if len(seen) > 1:
        canvas.stroke(seen, weight * 2.2, 220)


def _brim(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    felt = mix(paint["hat"], (62, 56, 54), 0.2)
    low = hull([(x, y, 0.01 * head.size) for x, y in _disc(head, 0.27, 0.42, -0.03)])
    crown = _disc(head, 0.27, 0.41, -0.03) + _disc(head, 0.66, 0.31, -0.05)
    canvas.union([_disc(head, 0.26, 0.66)], scale(felt, 0.86), weight)
    dome = smooth(hull([(x, y, 0.01 * head.size) for x, y in crown]))
    canvas.union([dome, low], felt, weight)
    _band(canvas, head, 0.33, 0.41, weight)


def _bowler(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    felt = mix(paint["hat"], (50, 48, 50), 0.5)
    canvas.union([_disc(head, 0.25, 0.53)], scale(felt, 0.8), weight)
    canvas.union([smooth(hull([head.ball(0, 0.34, -0.04, 0.37)]))], felt, weight)
    _band(canvas, head, 0.3, 0.4, weight)


def _visor(canvas: Canvas, head: Head, weight: float, cloth: RGB) -> None:
    if head.toward(0, 0, 1) < -0.45:
        return
    turns = (-1.35, -0.9, -0.45, 0, 0.45, 0.9, 1.35)
    edge = [head.on(0.34 * sin(t), 0.27 - 0.07 * cos(t), 0.18 + 0.4 * cos(t)) for t in turns]
    root = [head.on(0.36 * sin(t), 0.3, 0.36 * cos(t)) for t in turns]
    shape = hull([(x, y, 0.015 * head.size) for x, y in (*edge, *root)])
    canvas.union([shape], scale(cloth, 0.55), weight)


def _cap(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    """A peaked cap: band, soft crown wider than the band, visor."""
    cloth = paint["hat"]
    _visor(canvas, head, weight, cloth)
    band = _disc(head, 0.24, 0.405, -0.04) + _disc(head, 0.4, 0.41, -0.04)
    top = _disc(head, 0.47, 0.49, -0.03) + _disc(head, 0.56, 0.4, -0.05)
    soft = smooth(hull([(x, y, 0.02 * head.size) for x, y in top + band[18:]]))
    canvas.union([soft], cloth, weight)
    canvas.union([hull([(x, y, 0.01) for x, y in band])], scale(cloth, 0.8), weight * 0.8)
    if head.toward(0, 0, 1) > 0.1 and head.size > 30 * canvas.unit:
        x, y = head.on(0, 0.33, 0.375)
        canvas.union([ring(x, y, 0.045 * head.size)], paint["accent"], weight * 0.6)


def _flat(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    """A soft flat cap pulled forward."""
    cloth = paint["hat"]
    _visor(canvas, head, weight, cloth)
    rings = _disc(head, 0.27, 0.42, -0.03) + _disc(head, 0.47, 0.4, 0.03) + _disc(head, 0.4, 0.45)
    canvas.union([smooth(hull([(x, y, 0.02 * head.size) for x, y in rings]))], cloth, weight)
    canvas.stroke([head.on(-0.2, 0.49, 0.1), head.on(0.05, 0.5, 0.16)], weight, 120)


def _helmet(canvas: Canvas, head: Head, weight: float, _paint: dict[str, RGB]) -> None:
    rings = _disc(head, 0.2, 0.45, -0.03)
    dome = hull([head.ball(0, 0.2, -0.04, 0.42), *((x, y, 0.01) for x, y in rings)])
    canvas.union([_disc(head, 0.2, 0.52)], (96, 100, 106), weight)
    canvas.union([dome], (126, 132, 138), weight)


def _beanie(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    rings = _disc(head, 0.25, 0.41, -0.04)
    dome = hull([head.ball(0, 0.3, -0.05, 0.35), *((x, y, 0.01) for x, y in rings)])
    canvas.union([dome], paint["hat"], weight)
    roll = _disc(head, 0.2, 0.42, -0.04) + _disc(head, 0.3, 0.42, -0.04)
    canvas.union([hull([(x, y, 0.02) for x, y in roll])], scale(paint["hat"], 0.85), weight * 0.8)


def _shawl(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    """A headscarf tied under the chin: round the face, over the crown."""
    cloth = paint["hat"]
    back = head.toward(0, 0, 1) < -0.2
    if back:
        canvas.union(
            [hull([head.ball(0, 0.14, -0.06, 0.44), head.ball(0, -0.42, -0.16, 0.2)])],
            cloth,
            weight,
        )
        return
    band = [(-0.39, -0.12), (-0.37, 0.12), (-0.26, 0.34), (0, 0.42), (0.26, 0.34), (0.37, 0.12)]
    band = [*band, (0.39, -0.12)]
    inner = [head.on(x * 0.86, y * 0.86, 0.2 + 0.1 * (1 - abs(x) * 2)) for x, y in band]
    outer = [head.on(x * 1.16, y * 1.2 + 0.04, -0.08) for x, y in band]
    canvas.union([outer + inner[::-1]], cloth, weight)
    for side in (-1, 1):
        knot = [head.on(side * 0.33, -0.1, 0.16), head.on(side * 0.4, -0.1, 0.0)]
        canvas.union([[*knot, head.on(0.03 * side, -0.52, 0.2)]], cloth, weight * 0.8)


def _hood(canvas: Canvas, head: Head, weight: float, paint: dict[str, RGB]) -> None:
    cloth = paint["cloth"]
    if head.toward(0, 0, 1) < -0.1:
        mass = hull([head.ball(0, 0.12, -0.08, 0.5), head.ball(0, -0.4, -0.1, 0.4)])
        canvas.union([mass], cloth, weight)
        return
    turns = [-2.3 + 4.6 * k / 14 for k in range(15)]
    inner = [head.on(0.37 * sin(t), 0.02 + 0.4 * cos(t), 0.2) for t in turns]
    outer = [head.on(0.52 * sin(t), 0.06 + 0.54 * cos(t), -0.06) for t in turns]
    canvas.union([outer + inner[::-1]], cloth, weight)


_HATS = {
    "brim": _brim,
    "bowler": _bowler,
    "cap": _cap,
    "flat": _flat,
    "helmet": _helmet,
    "beanie": _beanie,
    "hood": _hood,
    "shawl": _shawl,
}
