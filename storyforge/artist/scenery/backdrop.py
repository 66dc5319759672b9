"""What lies behind and below everything: sky, sun, far hills, the ground and its texture."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin

from storyforge.artist.ink import display
from storyforge.artist.ink.colour import RGB, mix, scale
from storyforge.artist.scenery.farness import paint_farness
from storyforge.artist.scenery.ground import paint_surface
from storyforge.artist.scenery.scene import View
from storyforge.artist.scenery.sky import paint_heavens
from storyforge.artist.stage.stage import Place


def paint_backdrop(view: View, place: Place) -> None:
    """Sky or dark, far silhouettes, ground; fills the whole canvas."""
    horizon = _horizon(view)
    if place.inside:
        dark = view.light.on((92, 86, 82) if place.far != "dark" else (58, 54, 54), None, 4.0)
        view.canvas.put(display.Flood(dark))
    else:
        _sky(view, place, horizon)
    _ground(view, place, horizon)
    if not place.inside:
        paint_farness(view, place)
    paint_surface(view, place, horizon)


def _horizon(view: View) -> float:
    f = view.lens.axes[2]
    flat = (f[0] ** 2 + f[2] ** 2) ** 0.5
    if flat < 0.12:
        return -9999.0 if f[1] < 0 else 9999.0
    eye = view.lens.eye
    return view.lens.at((eye[0] + f[0] / flat * 4000, eye[1], eye[2] + f[2] / flat * 4000))[1]


def _sky(view: View, place: Place, horizon: float) -> None:
    canvas, light = view.canvas, view.light
    bottom = max(1, min(canvas.height, int(horizon) + 2))
    shares = [k / 11 for k in range(12)]
    colours = [mix(light.top, light.low, s**1.5) for s in shares]
    airless = place.surface == "moon"
    if airless:
        colours = [scale(c, 0.3) for c in colours]
    canvas.put(display.Bands(tuple(colours), 0, bottom))
    if horizon < 4:
        return
    paint_heavens(view, horizon, place.name, airless)


def _ground(view: View, place: Place, horizon: float) -> None:
    canvas, lens, light = view.canvas, view.lens, view.light
    top = max(0, min(canvas.height, int(horizon)))
    if place.inside or top >= canvas.height:
        return
    water = place.surface == "water"
    colour = view.dye(place.ground)
    if light.fall == "snow" and not water:
        colour = mix(colour, (238, 241, 244), 0.75)
    high = max(0.05, lens.eye[1] - place.level)
    rows = []
    for k in range(28):
        y = top + (canvas.height - top) * (k + 0.5) / 28
        away = high * lens.focal / max(2.0, y - horizon) if horizon > -9000 else high
        steep = min(1.0, high / max(0.1, away)) if horizon > 0 else 0.8
        own = mix(scale(colour, 0.72), light.low, 0.5 * (1 - steep) ** 2) if water else colour
        rows.append(light.on(own, (0.0, 1.0, 0.0), away))
    if lens.roll and horizon > -9000:
        _canted(view, place.level, rows)
        return
    canvas.put(display.Bands(tuple(rows), top, canvas.height))
    if 0 < horizon < canvas.height and not lens.roll:
        canvas.line([(0, horizon), (canvas.width, horizon)], 0.7, 90)


def _canted(view: View, level: float, rows: list[RGB]) -> None:
    """The ground of a rolled camera: strips across the view, each at its own distance."""
    eye, turn = view.lens.eye, radians(view.lens.azimuth)
    high = max(0.05, eye[1] - level)
    edges = [6000.0, *(high * 28 / (k + 0.6) for k in range(28)), -4.0]
    for k, (far, near) in enumerate(pairwise(edges)):
        spots = []
        for away, side in ((far, -1), (far, 1), (near, 1), (near, -1)):
            wide = side * (abs(away) * 3 + 30)
            x = eye[0] + sin(turn) * away + cos(turn) * wide
            spots.append((x, level, eye[2] + cos(turn) * away - sin(turn) * wide))
        view.canvas.fill(view.lens.polygon(spots), rows[min(27, k)])
