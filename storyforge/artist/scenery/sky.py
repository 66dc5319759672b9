"""The sky as boards have it: a few loose clouds, streaks at dusk, rain banks, stars, sun, moon."""

from __future__ import annotations

from math import cos, radians, sin
from random import Random

from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.ink.hand import P2, ring, smooth
from storyforge.artist.ink.seed import stream
from storyforge.artist.scenery.scene import View

_FAR = 900.0


def paint_heavens(view: View, horizon: float, place: str, airless: bool = False) -> None:
    """What hangs in the sky of a place above *horizon*; it stays there when the camera turns."""
    light = view.light
    if light.stars or airless:
        _stars(view, horizon)
    _disc(view)
    if airless:
        return
    rng = stream("clouds", place, light.disc, light.fall, light.cloud)
    if light.cloud >= 0.9:
        _banks(view, rng)
    elif light.disc == "sun":
        _streaks(view, rng)
    elif light.cloud > 0:
        _heaps(view, rng)


def _dome(view: View, azimuth: float, height: float) -> P2 | None:
    """The pixel of a direction in degrees, if it lies before the camera."""
    a, h = radians(azimuth), radians(height)
    eye = view.lens.eye
    at = (
        eye[0] + sin(a) * cos(h) * _FAR,
        eye[1] + sin(h) * _FAR,
        eye[2] + cos(a) * cos(h) * _FAR,
    )
    return view.lens.at(at) if view.lens.depth(at) > _FAR * 0.3 else None


def _stars(view: View, horizon: float) -> None:
    rng = stream("stars")
    canvas = view.canvas
    for _ in range(420):
        at = _dome(view, 360 * rng.random(), 4 + 82 * rng.random() ** 1.3)
        size = (0.6 + 1.1 * rng.random() ** 3) * canvas.unit + 0.3
        if at and 0 < at[0] < canvas.width and 0 < at[1] < min(canvas.height, horizon):
            canvas.wash(ring(*at, size), (232, 235, 242))


def _disc(view: View) -> None:
    light, eye = view.light, view.lens.eye
    if not light.disc:
        return
    k = light.key
    at = (eye[0] + k[0] * _FAR, eye[1] + max(0.1, k[1] * 0.8) * _FAR, eye[2] + k[2] * _FAR)
    if view.lens.depth(at) < 10:
        return
    x, y = view.lens.at(at)
    size = 22 * view.canvas.unit
    warm = (255, 236, 190) if light.disc == "sun" else (240, 240, 226)
    view.canvas.glow(x, y, size * 7, warm, 0.5)
    view.canvas.wash(ring(x, y, size), warm)
    if light.disc == "moon":
        for dx, dy, r in ((-0.3, -0.2, 0.22), (0.25, 0.2, 0.3), (0.1, -0.45, 0.14)):
            spot = ring(x + dx * size, y + dy * size, r * size)
            view.canvas.wash(spot, (214, 216, 208))


def _arch(rng: Random, lumps: int) -> list[float]:
    """Heights 0..1 of a heaped edge from left to right."""
    out = []
    for k in range(lumps * 4 + 1):
        t = k / (lumps * 4)
        crest = (1 - (2 * t - 1) ** 2) ** 0.6
        out.append(crest * (0.72 + 0.28 * abs(sin(t * lumps * 3.1416)) + 0.1 * rng.random()))
    return out


def _heap(view: View, rng: Random, azimuth: float, low: float, wide: float, tall: float) -> None:
    """One heaped cloud: pale above, a grey foot, its edge drawn only in part."""
    edge = _arch(rng, 3 + int(rng.random() * 3))
    n = len(edge) - 1
    top = [_dome(view, azimuth + wide * (k / n - 0.5), low + tall * h) for k, h in enumerate(edge)]
    foot = [_dome(view, azimuth + wide * s, low - 0.25) for s in (0.5, 0.2, -0.2, -0.5)]
    points = [p for p in (*top, *foot) if p is not None]
    if len(points) < n + 5:
        return
    canvas, light = view.canvas, view.light
    xs = [p[0] for p in points]
    if max(xs) < 0 or min(xs) > canvas.width:
        return
    pale = (
        mix(light.low, (255, 254, 248), 0.6) if not light.dark else mix(light.top, light.low, 0.6)
    )
    canvas.wash(smooth(points), pale)
    shade = mix(pale, light.top, 0.3)
    under = [
        _dome(view, azimuth + wide * (k / n - 0.5), low + tall * h * (0.3 + 0.2 * sin(k * 1.3)))
        for k, h in enumerate(edge)
    ]
    low_part = [p for p in (*under, *foot) if p is not None]
    canvas.wash(smooth(low_part), shade)
    crest = [p for p in top if p is not None]
    for a, b in ((1, n // 3), (n // 3 + 1, 2 * n // 3 + 1), (2 * n // 3 + 2, n - 1)):
        canvas.stroke(crest[a : b + 1], 0.9, 96 if not light.dark else 50)


def _heaps(view: View, rng: Random) -> None:
    count = 7 + int(18 * view.light.cloud)
    for k in range(count):
        azimuth = 360 * (k + 0.7 * rng.random()) / count
        low = 5 + 13 * rng.random() ** 1.4
        wide = 12 + 22 * rng.random()
        _heap(view, rng, azimuth, low, wide, 1.2 + wide * (0.1 + 0.08 * rng.random()))


def _band(view: View, azimuth: float, low: float, wide: float, tall: float, colour: RGB) -> None:
    """A long flat cloud that thins out to both ends."""
    shares = [k / 10 - 0.5 for k in range(11)]
    above = [_dome(view, azimuth + wide * s, low + tall * (1 - (2 * s) ** 2)) for s in shares]
    below = [
        _dome(view, azimuth + wide * s, low - 0.4 * tall * (1 - (2 * s) ** 2))
        for s in reversed(shares)
    ]
    points = [p for p in (*above, *below) if p is not None]
    if len(points) == 22:
        view.canvas.wash(smooth(points), colour)
        if tall > 0.7:
            view.canvas.stroke(points[2:7], 0.8, 70)


def _streaks(view: View, rng: Random) -> None:
    """Dawn and dusk: bars of cloud lit from below."""
    light = view.light
    warm = mix(light.low, (255, 226, 186), 0.5)
    cool = mix(light.top, light.low, 0.3)
    for k in range(34):
        low = 3.0 + 24 * rng.random() ** 1.7
        colour = mix(warm, cool, min(1.0, low / 16 + 0.3 * rng.random()))
        _band(
            view,
            360 * (k + rng.random()) / 34,
            low,
            18 + 30 * rng.random(),
            0.35 + 0.75 * rng.random(),
            colour,
        )


def _banks(view: View, rng: Random) -> None:
    """Rain and snow: heavy layers, darker towards the top, ragged below."""
    light = view.light
    for k in range(40):
        high = 46 * (1 - k / 40) + 4
        share = 0.5 + 0.5 * high / 50
        colour = mix(light.low, scale(light.top, 0.86), share * (0.5 + 0.4 * rng.random()))
        _band(
            view, 360 * rng.random(), high, 44 + 40 * rng.random(), 1.6 + 2.4 * rng.random(), colour
        )
