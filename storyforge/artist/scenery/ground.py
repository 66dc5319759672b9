"""What the ground is made of: stones in courses, waves and wind on water, grass, sand, puddles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from random import Random

from storyforge.artist.ink.colour import mix, scale
from storyforge.artist.ink.hand import smooth
from storyforge.artist.ink.seed import stream
from storyforge.artist.scenery.scene import View
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.stage import Place

Spot = tuple[V3, float]


def paint_surface(view: View, place: Place, horizon: float) -> None:
    """The marks of the ground plane, evenly over as much of it as the camera sees."""
    rng = stream("ground", place.name, place.surface)
    surface = place.surface
    if view.light.fall == "snow" and surface not in ("water", "moon") and not place.inside:
        surface = "snow"
    if surface in SURFACES:
        SURFACES[surface](view, place, rng, horizon)
    if view.light.fall == "rain" and place.surface in WET and not place.inside:
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
    _laid(view, place, rng, top, (0.4, 0.3), (26, 14))


def _paving(view: View, place: Place, rng: Random, top: float) -> None:
    """Broad slabs, a few of them worn."""
    _laid(view, place, rng, top, (0.95, 0.62), (16, 10))


def _laid(
    view: View,
    place: Place,
    rng: Random,
    top: float,
    size: tuple[float, float],
    grid: tuple[int, int],
) -> None:
    """Stones of *size* metres, where the shaken grid of the picture meets them."""
    lens, light, canvas = view.lens, view.light, view.canvas
    wide, deep = size
    laid: set[tuple[int, int]] = set()
    base = view.dye(place.ground)
    edge = tuple(
        (a * wide, b * deep) for a, b in ((-0.45, -0.37), (-0.35, 0.4), (0.33, 0.43), (0.45, -0.33))
    )
    for p, depth in _spots(view, place, rng, grid, top):
        course = round(p[2] / deep)
        stone = round(p[0] / wide + course % 2 * 0.5)
        kind = rng.random()
        if (stone, course) in laid or wide * 0.6 * lens.focal < depth * 4.5 * canvas.unit:
            continue
        laid.add((stone, course))
        x, y, z = (stone - course % 2 * 0.5) * wide, p[1], course * deep
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
    canvas.tint([s for s in lanes[::2] if s], scale(light.haze, 0.3), 0.13)
    canvas.tint([s for s in lanes[1::2] if s], mix(light.low, (255, 255, 255), 0.3), 0.2)
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
    view.canvas.tint([s for s in found if s], mix(view.light.low, (235, 238, 245), 0.35), 0.3)


def _meadow(view: View, place: Place, rng: Random, top: float) -> None:
    for p, depth in _spots(view, place, rng, (22, 10), top):
        x, y = view.lens.at(p)
        size = 0.16 * view.lens.size(p)
        if size > 1.5:
            view.canvas.stroke(
                [(x, y), (x + size * 0.2, y - size)], 0.9, int(max(40, 140 - depth * 6))
            )


def _traced(view: View, p: V3, path: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line on the ground about *p*, given in metres of the world; empty when too near."""
    spots = [(p[0] + a, p[1], p[2] + b) for a, b in path]
    return [view.lens.at(s) for s in spots] if all(view.lens.depth(s) > 0.4 for s in spots) else []


def _sand(view: View, place: Place, rng: Random, top: float) -> None:
    """Ripples of the wind, all one way, and a few footless dents."""
    for p, depth in _spots(view, place, rng, (13, 9), top):
        long = 0.5 + 0.6 * rng.random()
        path = [(long * (k / 4 - 0.5), 0.05 * sin(k * 2.1) + 0.14 * k) for k in range(5)]
        view.canvas.stroke(_traced(view, p, path), 0.8, int(max(26, 104 - depth * 3)))


def _snow(view: View, place: Place, rng: Random, top: float) -> None:
    """Hollows that hold blue shadow, the soft edges of drifts."""
    light = view.light
    blue = mix(light.on((196, 208, 224), (0.0, 1.0, 0.0), 6.0), light.haze, 0.2)
    hollows = [_lane(view, p, 0.5 * rng.random()) for p, _ in _spots(view, place, rng, (4, 4), top)]
    view.canvas.tint([s for s in hollows if s], blue, 0.34)
    for p, depth in _spots(view, place, rng, (6, 5), top):
        path = [(0.5 * k - 1.0, 0.16 * sin(k * 1.3)) for k in range(5)]
        view.canvas.stroke(_traced(view, p, path), 0.9, int(max(24, 84 - depth * 2)))


def _dirt(view: View, place: Place, rng: Random, top: float) -> None:
    """Trodden earth: short scratches, pebbles, a tuft."""
    for k, (p, depth) in enumerate(_spots(view, place, rng, (15, 9), top)):
        value = int(max(30, 120 - depth * 4))
        if k % 4 == 0:
            _pebble(view, p, 0.05 + 0.07 * rng.random(), value)
        else:
            long = 0.12 + 0.3 * rng.random()
            view.canvas.stroke(
                _traced(view, p, ((0, 0), (long * 0.5, 0.03), (long, 0))), 0.8, value
            )


def _pebble(view: View, p: V3, size: float, value: int) -> None:
    rim = [(size * cos(t), size * 0.8 * sin(t)) for t in (2 * pi * j / 7 for j in range(8))]
    path = _traced(view, p, rim)
    if path:
        colour = view.light.on((176, 170, 160), (0.0, 1.0, 0.0), view.lens.depth(p))
        view.canvas.wash(path, colour)
        view.canvas.line(path[2:], 0.7, value)


def _stones(view: View, place: Place, rng: Random, top: float) -> None:
    """Scree: pebbles of all sizes and cracks."""
    for k, (p, depth) in enumerate(_spots(view, place, rng, (14, 9), top)):
        value = int(max(36, 140 - depth * 4))
        if k % 3:
            _pebble(view, p, 0.05 + 0.16 * rng.random() ** 2, value)
        else:
            path = [(0.3 * j, 0.22 * rng.random()) for j in range(4)]
            view.canvas.stroke(_traced(view, p, path), 0.8, value)


def _leaves(view: View, place: Place, rng: Random, top: float) -> None:
    """The floor of a wood: fallen leaves, twigs, blades."""
    for k, (p, depth) in enumerate(_spots(view, place, rng, (20, 10), top)):
        value = int(max(30, 130 - depth * 5))
        a = 6.3 * rng.random()
        if k % 3 == 0:
            x, y = view.lens.at(p)
            size = 0.15 * view.lens.size(p)
            view.canvas.stroke([(x, y), (x + size * 0.3, y - size)], 0.9, value)
        else:
            long = (0.1, 0.1, 0.34)[k % 3]
            path = (
                (0, 0),
                (long * cos(a), long * sin(a)),
                (1.6 * long * cos(a + 0.3), long * sin(a)),
            )
            view.canvas.stroke(_traced(view, p, path), 0.9, value)


def _asphalt(view: View, place: Place, rng: Random, top: float) -> None:
    """Cracks, patches and grit."""
    patches = [
        _lane(view, p, 0.2 * rng.random() - 0.2) for p, _ in _spots(view, place, rng, (2, 2), top)
    ]
    view.canvas.tint([s for s in patches if s], scale(view.light.haze, 0.3), 0.1)
    for k, (p, depth) in enumerate(_spots(view, place, rng, (12, 7), top)):
        value = int(max(24, 96 - depth * 3))
        if k % 6 == 0:
            path = [(0.35 * j, 0.5 * (rng.random() - 0.5)) for j in range(5)]
            view.canvas.stroke(_traced(view, p, path), 0.8, value)
        else:
            view.canvas.stroke(_traced(view, p, ((0, 0), (0.04, 0.01), (0.1, 0))), 0.8, value)


def _moon(view: View, place: Place, rng: Random, top: float) -> None:
    """Small craters and dust."""
    for k, (p, depth) in enumerate(_spots(view, place, rng, (10, 7), top)):
        size, value = 0.12 + 0.5 * rng.random() ** 2, int(max(36, 130 - depth * 3))
        if k % 2:
            _pebble(view, p, size * 0.3, value)
            continue
        rim = [(size * cos(t), size * sin(t)) for t in (2 * pi * j / 10 for j in range(11))]
        path = _traced(view, p, rim)
        if path:
            view.canvas.wash(path, view.light.on(scale(place.ground, 0.76), (0, 1, 0), depth))
            view.canvas.stroke(path[:7], 0.8, value)


WET = ("cobbles", "plain", "paving", "asphalt", "dirt", "stones")
SURFACES: dict[str, Callable[[View, Place, Random, float], None]] = {
    "cobbles": _cobbles,
    "water": _ripples,
    "grass": _meadow,
    "sand": _sand,
    "paving": _paving,
    "snow": _snow,
    "dirt": _dirt,
    "stones": _stones,
    "leaves": _leaves,
    "asphalt": _asphalt,
    "moon": _moon,
}
