"""What lies over the finished stage: rain, snow, shaded edges, marks for a moving camera."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from PIL import Image, ImageFilter

from storyforge.artist.canvas import Canvas
from storyforge.artist.colour import mix
from storyforge.artist.hand import P2, ring
from storyforge.artist.light import Light
from storyforge.artist.seed import stream
from storyforge.artist.shade import lightened
from storyforge.artist.words import tokens


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
    spot = Image.radial_gradient("L").crop((24, 24, 232, 232))
    mask = spot.point([round(max(0, v - 70) * strength) if v > 70 else 0 for v in range(256)])
    canvas.paint.paste(colour, (0, 0, canvas.width, canvas.height), mask.resize(canvas.paint.size))


def soften(canvas: Canvas) -> None:
    """What lies behind a close face: a little out of focus, its lines lighter."""
    small = canvas.paint.reduce(3).filter(ImageFilter.BoxBlur(1.3 * canvas.unit))
    canvas.paint.paste(small.resize(canvas.paint.size, Image.Resampling.BILINEAR))
    canvas.ink.paste(canvas.ink.point([v * 5 // 12 for v in range(256)]))


def recede(canvas: Canvas, radius: float) -> None:
    """Everything drawn so far goes out of focus and pale, to be a background."""
    small = canvas.paint.reduce(4).filter(ImageFilter.BoxBlur(radius / 4))
    canvas.paint.paste(small.resize(canvas.paint.size, Image.Resampling.BILINEAR))
    canvas.ink.paste(canvas.ink.point([v // 5 for v in range(256)]))
    canvas.tones.paste(0, (0, 0, canvas.width, canvas.height))


def kindled(canvas: Canvas, light: Light, x: float, y: float, reach: float) -> None:
    """A flame in the dark: everything round it sinks, rays stand out from it."""
    shade = mix(light.haze, (16, 14, 18), 0.72)
    veil = Image.new("L", canvas.paint.size, 150 if light.dark else 112)
    canvas.paint.paste(shade, (0, 0), veil)
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
    lightened(canvas, rays, (255, 236, 186), 0.24)
    canvas.value -= 0.14 if light.dark else 0.2


Arrow = tuple[tuple[float, float], tuple[float, float]]
_IN: tuple[Arrow, ...] = (
    ((0.035, 0.055), (0.085, 0.135)),
    ((0.965, 0.055), (0.915, 0.135)),
    ((0.035, 0.945), (0.085, 0.865)),
    ((0.965, 0.945), (0.915, 0.865)),
)
_MOVES: dict[str, tuple[Arrow, ...]] = {
    "in": _IN,
    "out": tuple((b, a) for a, b in _IN),
    "left": (((0.2, 0.93), (0.06, 0.93)),),
    "right": (((0.8, 0.93), (0.94, 0.93)),),
    "up": (((0.955, 0.36), (0.955, 0.12)),),
    "down": (((0.955, 0.64), (0.955, 0.88)),),
}
_WORDS = {
    "push": "in",
    "pull": "out",
    "forward": "in",
    "forwards": "in",
    "back": "out",
    "backwards": "out",
    "l": "left",
    "r": "right",
    "u": "up",
    "d": "down",
    "rise": "up",
    "raise": "up",
    "lower": "down",
    "follow": "in",
    "lead": "out",
    "closer": "in",
}


def movement(canvas: Canvas, moves: Sequence[str]) -> None:
    """Arrows at the edge of the frame for the camera's moves; no words are drawn."""
    for move in moves[:3]:
        for word in tokens(move):
            way = _WORDS.get(word, word)
            if way in _MOVES:
                for start, end in _MOVES[way]:
                    _arrow(canvas, start, end)
                break


def _arrow(canvas: Canvas, start: P2, end: P2) -> None:
    """White with a dark contour: even shaft, plain head."""
    w, h = canvas.width, canvas.height
    a, b = (start[0] * w, start[1] * h), (end[0] * w, end[1] * h)
    dx, dy = b[0] - a[0], b[1] - a[1]
    n = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / n, dy / n
    half = 4.6 * canvas.unit
    neck = (b[0] - ux * half * 3.6, b[1] - uy * half * 3.6)
    sides = [(*a, half), (*neck, half), (*neck, half * 2.5)]
    left = [(x - uy * k, y + ux * k) for x, y, k in sides]
    right = [(x + uy * k, y - ux * k) for x, y, k in reversed(sides)]
    canvas.union([[*left, b, *right]], (255, 255, 252), 1.5)
