"""The stage painted from far to near: sky, ground, houses, people, lamps, fog between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from storyforge.artist.actor import Actor
from storyforge.artist.camera import V3, Camera
from storyforge.artist.canvas import Canvas, tone
from storyforge.artist.colour import RGB, mix, scale
from storyforge.artist.figure import draw_actor
from storyforge.artist.hand import P2
from storyforge.artist.light import Light
from storyforge.artist.overlay import soften
from storyforge.artist.seed import stream
from storyforge.artist.shade import figure_shadow, ground_shadows, pool, sunlit
from storyforge.artist.stage import Face, Lamp, Place, Solid, Tuft, box


@dataclass(frozen=True, slots=True)
class View:
    """What every painter of the scene needs to know; *dye* recolours surfaces after a reference."""

    canvas: Canvas
    lens: Camera
    light: Light
    dye: Callable[[RGB], RGB]


Painter = Callable[[], None]


def paint_stage(
    view: View,
    place: Place,
    actors: Sequence[Actor],
    keep: Sequence[P2] = (),
    soft: bool = False,
) -> None:
    """All solids, tufts, lamps and actors by distance; *keep* is the region nothing may cover.

    *soft* puts all that lies behind the people out of focus.
    """
    subject = min((view.lens.depth(a.joints()["chest"]) for a in actors), default=0.0)
    depths = [view.lens.depth(a.joints()["chest"]) for a in actors]
    behind = max((d for d in depths if d < subject + 2.6), default=0.0)
    items: list[tuple[float, int, Painter]] = []
    for solid in place.solids:
        depth = view.lens.depth(solid.at)
        if solid.layer == 0:
            paint_solid(view, solid)
        elif depth > -14 and not _in_the_way(view, solid, depth, behind, keep):
            items.append((depth, len(items), lambda s=solid: paint_solid(view, s)))  # type: ignore[misc]
    if sunlit(view.light, place.inside):
        ground_shadows(view.canvas, view.lens, view.light, place.solids)
    items += [
        _tuft(view, tuft, k)
        for k, tuft in enumerate(place.tufts)
        if _tuft_seen(view, tuft, subject)
    ]
    if view.light.lamps:
        items += [_lamp(view, lamp, k) for k, lamp in enumerate(place.lamps)]
    for k, actor in enumerate(actors):
        depth = view.lens.depth(actor.joints()["chest"])
        items.append((depth, 5000 + k, lambda a=actor: _person(view, a, place.inside)))  # type: ignore[misc]
    if soft and actors:
        items.append((behind + 0.5, 9500, lambda: soften(view.canvas)))
    if view.light.reach < 30 and not place.inside:
        items += [(d, 9000 + k, lambda: _veil(view)) for k, d in enumerate((7.0, 14.0, 28.0))]
    for _, _, paint in sorted(items, key=lambda item: (-item[0], item[1])):
        paint()


def _in_the_way(view: View, solid: Solid, depth: float, subject: float, keep: Sequence[P2]) -> bool:
    if not keep or depth >= subject * 0.97:
        return depth < 0.9 and solid.name in ("lamp", "pillar", "tree", "stall", "rail", "")
    points = [view.lens.at(p) for f in solid.faces for p in f.points if view.lens.depth(p) > 0.15]
    if not points:
        return True
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    kl, kr = min(p[0] for p in keep), max(p[0] for p in keep)
    kt, kb = min(p[1] for p in keep), max(p[1] for p in keep)
    covers = right > kl and left < kr and bottom > kt and top < kb
    broad = min(right, view.canvas.width) - max(left, 0) > view.canvas.width * 0.3
    long_lens = view.lens.focal > 2.4 * view.canvas.width  # it stands behind whole rows of houses
    return covers or (broad and (long_lens or solid.name != "house"))


def paint_solid(view: View, solid: Solid) -> None:
    """Every face of it that is turned to the camera."""
    for face in solid.faces:
        _face(view, face)


def _face(view: View, face: Face) -> None:
    eye = view.lens.eye
    if face.normal is not None:
        p, n = face.points[0], face.normal
        if (eye[0] - p[0]) * n[0] + (eye[1] - p[1]) * n[1] + (eye[2] - p[2]) * n[2] <= 0:
            return
    shape = view.canvas.inside(view.lens.polygon(face.points))
    if len(shape) < 3 or _outside(view.canvas, shape):
        return
    depth = max(0.3, view.lens.depth(_middle(face.points)))
    view.canvas.fill(shape, _paint(view, face, depth), _code(view, face, depth))
    thin = max(0.45, min(1.5, 1.35 - depth / 45)) * face.weight
    value = int(max(70, 255 - depth * 190 / view.light.reach * 0.5))
    if _span(shape) > 3:
        view.canvas.edges(shape, thin, value)
    if _span(shape) > 14 * view.canvas.unit:
        for line in face.lines:
            path = view.lens.path(line)
            if len(path) > 1:
                view.canvas.line(path, thin * 0.7, int(value * 0.6))
        for mark in face.decor:
            _face(view, mark)


def _middle(points: Sequence[V3]) -> V3:
    n = len(points)
    return (
        sum(p[0] for p in points) / n,
        sum(p[1] for p in points) / n,
        sum(p[2] for p in points) / n,
    )


def _outside(canvas: Canvas, shape: Sequence[P2]) -> bool:
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    return max(xs) < 0 or max(ys) < 0 or min(xs) > canvas.width or min(ys) > canvas.height


def _span(shape: Sequence[P2]) -> float:
    xs, ys = [p[0] for p in shape], [p[1] for p in shape]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _paint(view: View, face: Face, depth: float) -> RGB:
    light = view.light
    if face.lit and light.lamps:
        return mix((255, 214, 130), light.haze, min(0.6, depth / light.reach * 0.4))
    if face.glaze:
        return light.on(mix(face.colour, light.low, 0.35), None, depth)
    return light.on(view.dye(face.colour), face.normal, depth)


def _code(view: View, face: Face, depth: float) -> int:
    if (face.lit and view.light.lamps) or depth > view.light.reach * 0.9:
        return 0
    level = face.hatch + view.light.dark
    direction = 0
    if face.normal is not None:
        level += 1 if view.light.facing(face.normal) < 0.08 and face.normal[1] < 0.5 else 0
        direction = 2 if abs(face.normal[1]) > 0.5 else 0 if abs(face.normal[0]) > 0.5 else 1
        level -= 1 if face.normal[1] > 0.5 else 0
    return tone(min(2, level), direction)


def _tuft_seen(view: View, tuft: Tuft, subject: float) -> bool:
    depth = view.lens.depth(tuft.at)
    return 0.8 < depth < 140 and not (depth < subject and tuft.radius * 2 > depth * 0.25)


def _tuft(view: View, tuft: Tuft, k: int) -> tuple[float, int, Painter]:
    depth = view.lens.depth(tuft.at)
    return depth, 1000 + k, lambda: _paint_tuft(view, tuft, depth, k)


def _paint_tuft(view: View, tuft: Tuft, depth: float, k: int) -> None:
    x, y = view.lens.at(tuft.at)
    size = tuft.radius * view.lens.size(tuft.at)
    if (
        size < 1.5
        or x < -size
        or x > view.canvas.width + size
        or y < -size * 2
        or y > view.canvas.height + size
    ):
        return
    if tuft.kind == "grass":
        _blades(view, x, y, size, depth, k)
        return
    rng = stream("tuft", k, round(tuft.at[0], 2))
    bumps = 11 if tuft.kind == "leaf" else 7
    shape = []
    for j in range(bumps * 2):
        r = size * (
            1.0 + (0.16 if j % 2 else -0.03) * rng.random() * (1.6 if tuft.kind == "leaf" else 0.8)
        )
        t = 2 * pi * j / (bumps * 2)
        shape.append((x + r * cos(t), y - r * tuft.flat * sin(t)))
    colour = view.light.on(view.dye(tuft.colour), (0.0, 0.5, -0.4), depth)
    weight = max(0.5, 1.2 - depth / 40)
    view.canvas.union([shape], colour, weight * 0.7)
    low = [
        (x + (px - x) * 0.92 + size * 0.06, y + size * 0.24 + (py - y) * 0.66) for px, py in shape
    ]
    view.canvas.wash(
        low, scale(colour, 0.84), tone(1 + view.light.dark, 1) if depth < view.light.reach else 0
    )


def _blades(view: View, x: float, y: float, size: float, depth: float, k: int) -> None:
    value = int(max(60, 200 - depth * 8))
    for dx in (-0.5, -0.1, 0.35):
        lean = dx + 0.2 * ((k % 5) - 2) / 2
        view.canvas.stroke(
            [
                (x + dx * size, y),
                (x + lean * size, y - size * 0.6),
                (x + lean * 1.7 * size, y - size),
            ],
            1.0,
            value,
        )


def _lamp(view: View, lamp: Lamp, k: int) -> tuple[float, int, Painter]:
    depth = view.lens.depth(lamp.at)
    return depth - 0.3, 3000 + k, lambda: _shine(view, lamp, depth)


def _shine(view: View, lamp: Lamp, depth: float) -> None:
    if depth < 0.4 or depth > 90:
        return
    x, y = view.lens.at(lamp.at)
    radius = min(view.canvas.height * 0.7, lamp.reach * view.lens.size(lamp.at))
    if view.light.dark and 1.5 < lamp.at[1] < 6.0:
        _lit_ground(view, lamp)
    if view.light.fall == "rain" and 1.5 < lamp.at[1] < 6.0:
        _mirrored(view, lamp)
    view.canvas.glow(x, y, radius * (1.25 if view.light.dark else 1.0), lamp.colour, 0.6)
    view.canvas.glow(x, y, max(3.0, radius * 0.2), (255, 252, 238), 1.0)


def _lit_ground(view: View, lamp: Lamp) -> None:
    """The pool of light a lamp throws down at night."""
    x, _, z = lamp.at
    for share, alpha in ((1.6, 0.3), (0.8, 0.24)):
        wide = lamp.reach * share
        spots = [(x + cos(t) * wide, 0.02, z + sin(t) * wide) for t in _TURN]
        if all(view.lens.depth(s) > 0.3 for s in spots):
            pool(view.canvas, [view.lens.at(s) for s in spots], (255, 238, 196), alpha)


def _mirrored(view: View, lamp: Lamp) -> None:
    """The streak a lamp leaves on wet ground, towards us."""
    x, y, z = lamp.at
    spots = [(x, -share * y, z) for share in (0.1, 0.45, 0.9)]
    if any(view.lens.depth(s) < 0.5 for s in spots):
        return
    wide = 0.13 * view.lens.size(lamp.at)
    (ax, ay), (bx, by), (cx, cy) = (view.lens.at(s) for s in spots)
    shape = [(ax, ay), (bx + wide, by), (cx + wide * 0.4, cy), (cx - wide * 0.5, cy)]
    shape.append((bx - wide * 0.9, by))
    view.canvas.shadow(shape, (255, 232, 176), 0.34)


def _person(view: View, actor: Actor, inside: bool) -> None:
    _contact(view, actor)
    if sunlit(view.light, inside):
        figure_shadow(view.canvas, view.lens, view.light, actor.joints(), actor.look.height)
    if actor.pose.sitting:
        _seat(view, actor)
    draw_actor(view.canvas, view.lens, view.light, actor)


def _seat(view: View, actor: Actor) -> None:
    """A plain stool under whoever sits."""
    hip = actor.joints()["hip"]
    half, top = 0.13 * actor.look.height, hip[1] - 0.05 * actor.look.height
    floor = actor.at[1]
    x, z = (hip[0] - half, hip[0] + half), (hip[2] - half, hip[2] + half)
    paint_solid(view, box(x, (floor, max(floor + 0.05, top)), z, (138, 106, 78), 1.1))


def _contact(view: View, actor: Actor) -> None:
    """The shadow that holds a figure to the ground, drawn out away from the light."""
    joints = actor.joints()
    low = min(p[1] for p in joints.values())
    key = view.light.key
    reach = 0.34 if view.light.power > 0.25 else 0.1
    dx, dz = -key[0] * reach, -key[2] * reach
    for name in ("toe_l", "toe_r", "hip"):
        p = joints[name]
        if name != "hip" and p[1] - low > 0.16:
            continue
        wide = 0.15 if name != "hip" else 0.24
        _pool(view, (p[0] + dx * 0.6, low - 0.02, p[2] + dz * 0.6), wide, (dx, dz))


def _pool(view: View, at: V3, wide: float, pull: tuple[float, float]) -> None:
    spots = []
    for t in _TURN:
        x, z = cos(t), sin(t)
        along = max(0.0, x * pull[0] + z * pull[1])
        spots.append((at[0] + x * (wide + along), at[1], at[2] + z * (wide + along)))
    if all(view.lens.depth(s) > 0.2 for s in spots):
        view.canvas.shadow([view.lens.at(s) for s in spots], scale(view.light.haze, 0.22), 0.24)


_TURN = tuple(2 * pi * k / 16 for k in range(16))


def _veil(view: View) -> None:
    """A breath of fog between two distances, thickest at the horizon."""
    far = (
        view.lens.eye[0] + view.lens.axes[2][0] * 400,
        0.4,
        view.lens.eye[2] + view.lens.axes[2][2] * 400,
    )
    y = view.lens.at(far)[1]
    view.canvas.veil(y, view.canvas.height * 0.5, view.light.haze, 0.34)
