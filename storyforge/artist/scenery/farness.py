"""What closes the view all round: ridges, snowy peaks, woods, a skyline, dunes, headlands."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, ring
from storyforge.artist.ink.seed import stream
from storyforge.artist.scenery.scene import View
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Place


def paint_farness(view: View, place: Place) -> None:
    """The silhouettes of the place's *far*; none when it has none."""
    if place.far in FAR and view.lens.axes[2][1] > -0.82:
        FAR[place.far](view, place)


def _round(eye: V3, angle: float, far: float, height: float) -> V3:
    return eye[0] + sin(radians(angle)) * far, height, eye[2] + cos(radians(angle)) * far


def _tint(view: View, colour: RGB, far: float) -> RGB:
    haze = view.light.haze
    if view.light.fall == "snow":
        colour = mix(colour, (236, 239, 242), 0.5)
    near = view.light.on(mix(colour, haze, 0.3), None, 0)
    return mix(near, haze, min(0.92, 0.1 + far / (view.light.reach * 9)))


def _profile(place: Place, far: float, rough: float) -> Callable[[float], float]:
    """A height 0..1 for every azimuth, the same whoever looks."""
    rng = stream("ridge", place.name, far)
    bumps = [rng.random() for _ in range(73)]
    bumps[72] = bumps[0]

    def height(angle: float) -> float:
        turn = (angle % 360) / 5
        a = int(turn) % 72
        t = turn - int(turn)
        t = t * t * (3 - 2 * t) if rough < 0.5 else t
        fine = 0.0 if rough >= 0.5 else 0.05 * sin(turn * 3.1)
        return bumps[a] + (bumps[a + 1] - bumps[a]) * t + fine

    return height


def _ridge(
    view: View, place: Place, far: float, low: float, high: float, colour: RGB, rough: float
) -> None:
    """A silhouette at *far* metres between heights *low* and *high*."""
    height, eye = _profile(place, far, rough), view.lens.eye
    first = round(view.lens.azimuth / 1.25) * 1.25 - 70
    points = [
        _round(eye, first + k * 1.25, far, low + (high - low) * height(first + k * 1.25))
        for k in range(113)
    ]
    base = [(p[0], min(place.level, 0.0) - 1.0, p[2]) for p in (points[-1], points[0])]
    view.canvas.fill(view.lens.polygon([*points, *base]), _tint(view, colour, far))
    view.canvas.line(view.lens.path(points), 0.8, 110 if view.light.reach > 30 else 45)


def _capped(view: View, place: Place, far: float, low: float, high: float) -> None:
    """Snow on the summits, its lower edge torn, and a crease down each mountain."""
    height, eye = _profile(place, far, 0.9), view.lens.eye
    white = mix(view.light.on((246, 248, 250), None, 0), view.light.haze, 0.2)
    first = round(view.lens.azimuth / 5) * 5 - 70
    for k in range(29):
        angle = first + k * 5.0
        h = [low + (high - low) * height(angle + d) for d in (-5, 0, 5)]
        if h[1] <= max(h[0], h[2]) or h[1] < low + (high - low) * 0.45:
            continue
        left, right = (h[1] + (h[s] - h[1]) * 0.42 for s in (0, 2))
        drop = (high - low) * 0.1
        cap = [
            (-2.1, left),
            (0.0, h[1]),
            (2.1, right),
            (1.3, right - drop * 0.2),
            (0.9, right - drop * 1.1),
            (0.2, right + drop * 0.1),
            (-0.5, left - drop * 0.9),
            (-1.1, left + drop * 0.2),
        ]
        shape = view.lens.polygon([_round(eye, angle + a, far, y) for a, y in cap])
        view.canvas.wash(shape, white)
        crease = [(0.0, h[1]), (0.5, h[1] * 0.82), (0.2, h[1] * 0.66), (0.9, h[1] * 0.5)]
        view.canvas.stroke(
            view.lens.path([_round(eye, angle + a, far, y) for a, y in crease]), 1, 90
        )


def _hills(view: View, place: Place) -> None:
    _ridge(view, place, 420, 8, 46, (128, 142, 132), 0.2)
    _ridge(view, place, 220, 2, 16, (122, 134, 104), 0.2)
    _copses(view, place, 210)


def _copses(view: View, place: Place, far: float) -> None:
    """Dots of trees on the nearer hills."""
    rng = stream("copse", place.name)
    tint = _tint(view, (98, 116, 88), far * 0.8)
    for _ in range(60):
        angle, count = 360 * rng.random(), 2 + int(4 * rng.random())
        if abs((angle - view.lens.azimuth + 180) % 360 - 180) > 55:
            continue
        high = 1.0 + 5.0 * rng.random()
        for k in range(count):
            at = _round(view.lens.eye, angle + k * 0.55, far, high)
            x, y = view.lens.at(at)
            r = view.lens.size(at) * (1.5 + 1.2 * rng.random())
            view.canvas.wash(ring(x, y, r * 1.2, r), tint)


def _peaks(view: View, place: Place) -> None:
    _ridge(view, place, 620, 70, 230, (142, 150, 166), 0.9)
    _capped(view, place, 620, 70, 230)
    _ridge(view, place, 380, 14, 92, (122, 128, 136), 0.9)
    _ridge(view, place, 170, 2, 14, (118, 124, 104), 0.2)


def _woodline(view: View, place: Place, far: float, low: float, high: float, colour: RGB) -> None:
    """A wall of tree tops: firs and rounded crowns."""
    rng = stream("woodline", place.name, far)
    eye, step = view.lens.eye, 0.9
    tops = [(rng.random(), rng.random() < 0.55) for _ in range(400)]
    points: list[V3] = []
    first = int(view.lens.azimuth / step) - 62
    for k in range(first, first + 125):
        tall, fir = tops[k % 400]
        y, angle = low + (high - low) * tall, k * step
        shape = ((0.0, 0.55), (0.5, 1.0)) if fir else ((0.0, 0.7), (0.25, 0.92), (0.6, 0.95))
        points += [_round(eye, angle + step * a, far, y * b) for a, b in shape]
    base = [(p[0], min(place.level, 0.0) - 1.0, p[2]) for p in (points[-1], points[0])]
    view.canvas.fill(view.lens.polygon([*points, *base]), _tint(view, colour, far * 3))
    view.canvas.line(view.lens.path(points), 0.7, 90 if view.light.reach > 30 else 40)


def _trees(view: View, place: Place) -> None:
    _woodline(view, place, 110, 15, 27, (108, 124, 100))
    _woodline(view, place, 62, 7, 15, (92, 108, 84))


def _town(view: View, place: Place) -> None:
    """Roofs and towers round the horizon, lit windows at night."""
    rng = stream("town", place.name)
    for far, low, more, shade in ((230, 10, 26, 0.72), (150, 5, 13, 0.55)):
        tone = mix(view.light.on((126, 124, 130), None, 0), view.light.haze, shade)
        for k in range(90):
            angle, wide = k * 4 + 2 * rng.random(), 1.6 + 1.6 * rng.random()
            tall, kind, glow = low + more * rng.random() ** 2, rng.random(), rng.random()
            if abs((angle - view.lens.azimuth + 180) % 360 - 180) <= 62:
                _roofs(view, place, (angle, wide, far, tall), kind, scale(tone, 0.94 + 0.1 * glow))
                if view.light.lamps and glow < 0.6:
                    _lights(view, rng, angle, far, tall)


def _roofs(
    view: View, place: Place, at: tuple[float, float, float, float], kind: float, tone: RGB
) -> None:
    angle, wide, far, tall = at
    eye = view.lens.eye
    outline = [(-wide, place.level - 1), (-wide, tall)]
    if kind < 0.62:
        outline.append((0.0, tall + wide * far * 0.012))
    elif kind < 0.72:
        outline += [
            (-wide * 0.4, tall),
            (-wide * 0.4, tall * 1.5),
            (0, tall * 2.1),
            (wide * 0.4, tall * 1.5),
            (wide * 0.4, tall),
        ]
    outline += [(wide, tall), (wide, place.level - 1)]
    shape = view.lens.polygon([_round(eye, angle + d, far, y) for d, y in outline])
    view.canvas.fill(shape, tone)
    view.canvas.line(shape[1:-1], 0.6, 70)


def _lights(view: View, rng: Random, angle: float, far: float, tall: float) -> None:
    for _ in range(3):
        x, y = view.lens.at(
            _round(
                view.lens.eye,
                angle + 1.6 * (rng.random() - 0.5),
                far,
                tall * (0.3 + 0.6 * rng.random()),
            )
        )
        s = 1.5 * view.canvas.unit
        spot: list[P2] = [(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)]
        view.canvas.wash(spot, (246, 214, 140))


def _sea(view: View, place: Place) -> None:
    _ridge(view, place, 900, -14, 17, (140, 146, 156), 0.3)


def _dunes(view: View, place: Place) -> None:
    _ridge(view, place, 420, 6, 34, (206, 178, 136), 0.2)
    _ridge(view, place, 190, 1, 10, (214, 188, 142), 0.2)


def _planet(view: View, place: Place) -> None:
    """A neighbour world over the horizon, then bare hills."""
    at = _round(view.lens.eye, -14, 900, 300)
    if view.lens.depth(at) > 100:
        x, y = view.lens.at(at)
        r = 105 * view.canvas.unit
        body = mix(view.light.top, (236, 226, 206), 0.5)
        view.canvas.union([ring(x, y, r)], body, 0.7)
        dark = [*ring(x, y, r)[4:19], *[(x - r * 0.3, y + r * 0.4), (x + r * 0.1, y - r * 0.5)]]
        view.canvas.shadow(dark, scale(body, 0.6), 0.35)
        for dx, dy, s in ((-0.3, -0.3, 0.16), (0.3, 0.1, 0.2), (-0.1, 0.45, 0.12)):
            view.canvas.wash(ring(x + dx * r, y + dy * r, s * r), scale(body, 0.88))
    _ridge(view, place, 420, 6, 52, scale(place.ground, 0.9), 0.8)
    _ridge(view, place, 190, 1, 12, scale(place.ground, 0.94), 0.3)


FAR: dict[str, Callable[[View, Place], None]] = {
    "hills": _hills,
    "peaks": _peaks,
    "trees": _trees,
    "town": _town,
    "sea": _sea,
    "dunes": _dunes,
    "planet": _planet,
}
