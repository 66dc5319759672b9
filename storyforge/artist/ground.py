"""What the ground is made of: stones in courses, waves and wind on water, grass, sand, puddles."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from storyforge.artist.camera import V3
from storyforge.artist.colour import mix, scale
from storyforge.artist.hand import smooth
from storyforge.artist.scene import View
from storyforge.artist.seed import stream
from storyforge.artist.shade import darkened, lightened
from storyforge.artist.stage import Place

Spot = tuple[V3, float]


def paint_surface(view: View, place: Place, horizon: float) -> None:
    """The marks of the ground plane, evenly over as much of it as the camera sees."""
    rng = stream("ground", place.name, place.surface)
    if place.surface in SURFACES:
        SURFACES[place.surface](view, place, rng, horizon)
    if view.light.fall == "rain" and place.surface in ("cobbles", "plain") and not place.inside:
        _puddles(view, place, rng, horizon)


def _spots(view: View, place: Place, rng: Random, grid: tuple[int, int], top: float) -> list[Spot]:
    """Points of the ground under an even, shaken grid of the picture, with their depth in metres.

    The rows lie closer towards the horizon at *top*.
    """
    lens, out = view.lens, []
    first = max(0.0, top)
    columns, rows = grid
    for row in range(rows):
        for column in range(columns):
            share = ((row + rng.random()) / rows) ** (1.5 if top > -lens.height * 0.3 else 1.0)
            x = (column - 0.5 + 2 * rng.random()) / columns * lens.width
            found = _under(view, x, first + (lens.height - first) * share, place.level)
            if found is not None:
                out.append(found)
    return out


def _under(view: View, x: float, y: float, level: float) -> Spot | None:
    """The point of the ground at that pixel."""
    lens = view.lens
    right, up = (x - lens.centre[0]) / lens.focal, (lens.centre[1] - y) / lens.focal
    r, u, f = lens.axes
    ray = [f[k] + r[k] * right + u[k] * up for k in range(3)]
    if abs(ray[1]) < 1e-4:
        return None
    depth = (level - lens.eye[1]) / ray[1]
    if not 0.6 < depth < 160:
        return None
    return (lens.eye[0] + ray[0] * depth, level, lens.eye[2] + ray[2] * depth), depth


def _cobbles(view: View, place: Place, rng: Random, top: float) -> None:
    """Stones in courses: some darker, some lighter, each with the shadow of its edge."""
    lens, light, canvas = view.lens, view.light, view.canvas
    laid: set[tuple[int, int]] = set()
    base = view.dye(place.ground)
    for p, depth in _spots(view, place, rng, (26, 14), top):
        course = round(p[2] / 0.3)
        stone = round(p[0] / 0.4 + course % 2 * 0.5)
        kind = rng.random()
        if (stone, course) in laid or 0.24 * lens.focal < depth * 4.5 * canvas.unit:
            continue
        laid.add((stone, course))
        x, y, z = (stone - course % 2 * 0.5) * 0.4, p[1], course * 0.3
        edge = ((-0.18, -0.11), (-0.14, 0.12), (0.13, 0.13), (0.18, -0.1))
        shape = [lens.at((x + a, y, z + b)) for a, b in edge]
        if kind < 0.55:
            tone = light.on(scale(base, 0.86 if kind < 0.36 else 1.12), (0.0, 1.0, 0.0), depth)
            canvas.wash(shape, tone)
        value = int(max(50, 170 - depth * 300 / light.reach))
        canvas.line([shape[0], shape[3], shape[2]] if kind < 0.7 else shape, 0.8, value)


def _ripples(view: View, place: Place, rng: Random, top: float) -> None:
    """Wind lanes, crescents of small waves, and slivers of bare paper where the sky lies in it."""
    lens, light, canvas = view.lens, view.light, view.canvas
    lanes = [
        _lane(view, p, rng.random())
        for p, depth in _spots(view, place, rng, (4, 5), top)
        if depth < light.reach * 3
    ]
    darkened(canvas, [s for s in lanes[::2] if s], scale(light.haze, 0.3), 0.13)
    lightened(canvas, [s for s in lanes[1::2] if s], mix(light.low, (255, 255, 255), 0.3), 0.2)
    paper = mix(light.low, (255, 255, 255), 0.5 if not light.dark else 0.1)
    right = lens.axes[0]
    for k, (p, depth) in enumerate(_spots(view, place, rng, (17, 11), top)):
        long = (0.3 + 0.5 * rng.random()) * (0.7 + depth / 22)
        if long * lens.focal < depth * 5 * canvas.unit:
            continue
        dx, dz = right[0] * long, right[2] * long
        ends = [lens.at((p[0] + s * dx, p[1], p[2] + s * dz)) for s in (-1, 1)]
        sag = lens.at((p[0] + dz * 0.1, p[1], p[2] - dx * 0.1))
        if k % 4 == 0:
            low = lens.at((p[0] + dz * 0.24, p[1], p[2] - dx * 0.24))
            sliver = [ends[0], *smooth([ends[0], sag, ends[1]], False), ends[1]]
            sliver += smooth([ends[1], low, ends[0]], False)
            canvas.wash(sliver, mix(paper, light.haze, min(0.7, depth / 120)))
        else:
            canvas.line([ends[0], sag, ends[1]], 0.8, int(max(40, 150 - depth * 2.2)))


def _lane(view: View, p: V3, chance: float) -> list[tuple[float, float]]:
    """A long flat patch of the surface, across the view."""
    right = view.lens.axes[0]
    long, deep = 2.2 + 4 * chance, 0.3 + 0.5 * chance
    spots = []
    for k in range(14):
        t = 2 * pi * k / 14
        a, b = cos(t) * long, sin(t) * deep * (1.0 if k % 3 else 0.6)
        spots.append((p[0] + right[0] * a - right[2] * b, p[1], p[2] + right[2] * a + right[0] * b))
    if any(view.lens.depth(s) < 0.4 for s in spots):
        return []
    return smooth(smooth([view.lens.at(s) for s in spots]))


def _puddles(view: View, place: Place, rng: Random, top: float) -> None:
    """Standing rain that holds the sky."""
    found = [
        _lane(view, p, rng.random() * 0.2 - 0.3) for p, _ in _spots(view, place, rng, (4, 4), top)
    ]
    lightened(view.canvas, [s for s in found if s], mix(view.light.low, (235, 238, 245), 0.35), 0.3)


def _meadow(view: View, place: Place, rng: Random, top: float) -> None:
    for p, depth in _spots(view, place, rng, (22, 10), top):
        x, y = view.lens.at(p)
        size = 0.16 * view.lens.size(p)
        if size > 1.5:
            view.canvas.stroke(
                [(x, y), (x + size * 0.2, y - size)], 0.9, int(max(40, 140 - depth * 6))
            )


def _sand(view: View, place: Place, rng: Random, top: float) -> None:
    for p, depth in _spots(view, place, rng, (18, 10), top):
        x, y = view.lens.at(p)
        view.canvas.line(
            [(x, y), (x + 0.12 * view.lens.size(p), y + 0.5)], 0.7, int(max(30, 110 - depth * 6))
        )


SURFACES: dict[str, Callable[[View, Place, Random, float], None]] = {
    "cobbles": _cobbles,
    "water": _ripples,
    "grass": _meadow,
    "sand": _sand,
}
