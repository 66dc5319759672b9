"""What lies behind and below everything: sky, sun, far hills, the ground and its texture."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from random import Random

from PIL import Image

from storyforge.artist.camera import V3
from storyforge.artist.colour import RGB, mix, scale
from storyforge.artist.ground import paint_surface
from storyforge.artist.hand import ring
from storyforge.artist.scene import View
from storyforge.artist.seed import stream
from storyforge.artist.stage import Place


def paint_backdrop(view: View, place: Place) -> None:
    """Sky or dark, far silhouettes, ground; fills the whole canvas."""
    horizon = _horizon(view)
    if place.inside:
        dark = view.light.on((92, 86, 82) if place.far != "dark" else (58, 54, 54), None, 4.0)
        view.canvas.paint.paste(dark, (0, 0, view.canvas.width, view.canvas.height))
    else:
        _sky(view, horizon)
    _ground(view, place, horizon)
    if not place.inside and place.far in FAR:
        FAR[place.far](view, place)
    paint_surface(view, place, horizon)


def _horizon(view: View) -> float:
    f = view.lens.axes[2]
    flat = (f[0] ** 2 + f[2] ** 2) ** 0.5
    if flat < 0.12:
        return -9999.0 if f[1] < 0 else 9999.0
    eye = view.lens.eye
    return view.lens.at((eye[0] + f[0] / flat * 4000, eye[1], eye[2] + f[2] / flat * 4000))[1]


def _strip(colours: list[RGB], width: int, height: int) -> Image.Image:
    strip = Image.new("RGB", (1, len(colours)))
    strip.putdata(colours)
    return strip.resize((width, max(1, height)), Image.Resampling.BILINEAR)


def _sky(view: View, horizon: float) -> None:
    canvas, light = view.canvas, view.light
    bottom = max(1, min(canvas.height, int(horizon) + 2))
    shares = [k / 11 for k in range(12)]
    colours = [mix(light.top, light.low, s**1.5) for s in shares]
    canvas.paint.paste(_strip(colours, canvas.width, bottom), (0, 0))
    if horizon < 4:
        return
    rng = stream("sky", light.top, light.disc)
    _disc(view)
    if light.stars:
        for _ in range(70):
            x, y = rng.random() * canvas.width, rng.random() ** 1.4 * horizon
            canvas.wash(ring(x, y, 0.7 + rng.random() * canvas.unit), (226, 230, 240))
    for _ in range(int(14 * light.cloud)):
        _cloud(view, rng, horizon)


def _disc(view: View) -> None:
    light, eye = view.light, view.lens.eye
    if not light.disc:
        return
    k = light.key
    at = (eye[0] + k[0] * 900, eye[1] + max(0.1, k[1] * 0.8) * 900, eye[2] + k[2] * 900)
    if view.lens.depth(at) < 10:
        return
    x, y = view.lens.at(at)
    size = 20 * view.canvas.unit
    warm = (255, 236, 190) if light.disc == "sun" else (240, 240, 226)
    view.canvas.glow(x, y, size * 7, warm, 0.5)
    view.canvas.wash(ring(x, y, size), warm)


def _cloud(view: View, rng: Random, horizon: float) -> None:
    width = view.canvas.width
    x, y = rng.random() * width, horizon * (0.12 + 0.7 * rng.random())
    long = width * (0.06 + 0.14 * rng.random())
    for k in range(3):
        dx, dy = (rng.random() - 0.5) * long * 0.5, k * 7 * view.canvas.unit
        view.canvas.line([(x + dx, y + dy), (x + dx + long, y + dy - 2)], 0.8, 70 + 25 * k)


def _ground(view: View, place: Place, horizon: float) -> None:
    canvas, lens, light = view.canvas, view.lens, view.light
    top = max(0, min(canvas.height, int(horizon)))
    if place.inside or top >= canvas.height:
        return
    colour = view.dye(place.ground)
    water = place.surface == "water"
    high = max(0.05, lens.eye[1] - place.level)
    rows = []
    for k in range(28):
        y = top + (canvas.height - top) * (k + 0.5) / 28
        away = high * lens.focal / max(2.0, y - horizon) if horizon > -9000 else high
        steep = min(1.0, high / max(0.1, away)) if horizon > 0 else 0.8
        own = mix(scale(colour, 0.72), light.low, 0.5 * (1 - steep) ** 2) if water else colour
        rows.append(light.on(own, (0.0, 1.0, 0.0), away))
    canvas.paint.paste(_strip(rows, canvas.width, canvas.height - top), (0, top))
    if 0 < horizon < canvas.height and not lens.roll:
        canvas.line([(0, horizon), (canvas.width, horizon)], 0.7, 90)


def _ridge(
    view: View, place: Place, far: float, low: float, high: float, colour: RGB, rough: float
) -> None:
    """A silhouette all round the stage at *far* metres, between heights *low* and *high*."""
    rng = stream("ridge", place.name, far)
    bumps = [rng.random() for _ in range(73)]
    eye, azimuth = view.lens.eye, view.lens.azimuth
    points: list[V3] = []
    for k in range(-28, 29):
        angle = azimuth + k * 2.5
        place_on = (angle % 360) / 5
        a, b = int(place_on) % 72, (int(place_on) + 1) % 72
        t = place_on - int(place_on)
        t = t * t * (3 - 2 * t) if rough < 0.5 else t
        height = low + (high - low) * (bumps[a] + (bumps[b] - bumps[a]) * t)
        points.append(
            (eye[0] + sin(radians(angle)) * far, height, eye[2] + cos(radians(angle)) * far)
        )
    base = [(p[0], min(place.level, 0.0) - 1.0, p[2]) for p in (points[-1], points[0])]
    shade = mix(colour, view.light.haze, 0.35)
    tint = mix(
        view.light.on(shade, None, 0), view.light.haze, min(0.92, far / (view.light.reach * 9))
    )
    view.canvas.fill(view.lens.polygon([*points, *base]), tint)
    view.canvas.line(view.lens.path(points), 0.8, 120 if view.light.reach > 30 else 50)


def _hills(view: View, place: Place) -> None:
    _ridge(view, place, 420, 8, 46, (128, 142, 132), 0.2)
    _ridge(view, place, 220, 2, 16, (122, 132, 104), 0.2)


def _peaks(view: View, place: Place) -> None:
    _ridge(view, place, 520, 60, 210, (150, 156, 170), 0.9)
    _ridge(view, place, 330, 18, 90, (128, 132, 138), 0.9)
    _ridge(view, place, 160, 2, 15, (118, 122, 98), 0.2)


def _trees(view: View, place: Place) -> None:
    _ridge(view, place, 70, 8, 14, (96, 112, 86), 0.2)
    _ridge(view, place, 42, 5, 11, (86, 100, 74), 0.2)


def _town(view: View, place: Place) -> None:
    """A skyline of boxes round the horizon."""
    rng = stream("town", place.name)
    eye = view.lens.eye
    tone = mix(view.light.on((126, 124, 130), None, 0), view.light.haze, 0.62)
    for k in range(72):
        wide, tall = 3.0 + 3 * rng.random(), 6 + 16 * rng.random()
        away = (k * 5 - view.lens.azimuth + 180) % 360 - 180
        if abs(away) > 62:
            continue
        corners = [
            _round(eye, k * 5 + d, 160, y)
            for d, y in ((-wide, place.level), (-wide, tall), (wide, tall), (wide, place.level))
        ]
        shape = view.lens.polygon(corners)
        view.canvas.fill(shape, scale(tone, 0.96 + 0.08 * rng.random()))
        view.canvas.line(shape[1:3], 0.6, 90)


def _round(eye: V3, angle: float, far: float, height: float) -> V3:
    return eye[0] + sin(radians(angle)) * far, height, eye[2] + cos(radians(angle)) * far


def _sea(view: View, place: Place) -> None:
    _ridge(view, place, 900, -2, 16, (140, 146, 156), 0.3)


FAR: dict[str, Callable[[View, Place], None]] = {
    "hills": _hills,
    "peaks": _peaks,
    "trees": _trees,
    "town": _town,
    "sea": _sea,
}
