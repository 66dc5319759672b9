"""What lies over the finished stage: rain, snow, shaded edges, marks for a moving camera."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from storyforge.artist.ink import display
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import mix
from storyforge.artist.ink.hand import ring
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.light import Light


def weather(canvas: Canvas, light: Light, seed: object) -> None:
    """Rain or snow between us and the scene."""
    if light.fall in _FALLS:
        _FALLS[light.fall](canvas, seed)


def _rain(canvas: Canvas, seed: object) -> None:
    rng = stream("rain", seed)
    for k in range(170):
        x, y = rng.random() * canvas.width * 1.1, rng.random() * canvas.height
        long = (18 + 40 * rng.random()) * canvas.unit
        canvas.line([(x, y), (x - long * 0.24, y + long)], 0.8, 70 + 12 * (k % 9))
        if k % 2:
            canvas.wash(
                [(x + 3, y), (x + 4.2, y), (x + 3 - long * 0.24, y + long)], (226, 232, 238)
            )


def _snow(canvas: Canvas, seed: object) -> None:
    rng = stream("snow", seed)
    for _ in range(260):
        x, y = rng.random() * canvas.width, rng.random() * canvas.height
        canvas.fill(ring(x, y, (1.0 + 3.2 * rng.random() ** 2) * canvas.unit), (250, 250, 250))


_FALLS: dict[str, Callable[[Canvas, object], None]] = {"rain": _rain, "snow": _snow}


def vignette(canvas: Canvas, light: Light, inside: bool) -> None:
    """Darkens the corners of the paint; not where values are cut into steps, which would show."""
    if canvas.manner.steps:
        return
    colour, strength = mix(light.haze, (30, 26, 30), 0.75), 0.4 if light.dark or inside else 0.1
    canvas.put(display.Vignette(colour, strength))


def soften(canvas: Canvas) -> None:
    """What lies behind a close face: a little out of focus, its lines lighter."""
    canvas.put(display.Recede(3.9 * canvas.unit, 5 / 12))


def recede(canvas: Canvas, radius: float) -> None:
    """Everything drawn so far goes out of focus and pale, to be a background."""
    canvas.put(display.Recede(radius, 0.2, bare=True))


def kindled(canvas: Canvas, light: Light, x: float, y: float, reach: float) -> None:
    """A flame in the dark: everything round it sinks, rays stand out from it."""
    shade = mix(light.haze, (16, 14, 18), 0.72)
    canvas.put(display.Flood(shade, 0.59 if light.dark else 0.44))
    canvas.glow(x, y, reach * 3.4, (255, 214, 140), 0.5)
    rng = stream("rays", round(light.value, 2))
    rays = []
    for k in range(17):
        t = 2 * pi * (k + 0.6 * rng.random()) / 17
        long, half = reach * (1.3 + 1.1 * rng.random()), 0.05 + 0.05 * rng.random()
        roots = [
            (x + cos(t + d) * reach * 0.3, y + sin(t + d) * reach * 0.3) for d in (half, -half)
        ]
        rays.append([*roots, (x + cos(t) * long, y + sin(t) * long)])
        if k % 2:
            inner = [(x + cos(t) * reach * r, y + sin(t) * reach * r) for r in (0.8, 1.1, 1.4)]
            canvas.stroke(inner, 0.8, 70)
    canvas.tint(rays, (255, 236, 186), 0.24)
    canvas.value -= 0.14 if light.dark else 0.2
