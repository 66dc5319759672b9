"""The stage painted from far to near: sky, ground, houses, people, lamps, fog between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from storyforge.artist.blocking.occupied import occupied
from storyforge.artist.figures.actor import Actor
from storyforge.artist.figures.creature_ground import creature_contact, creature_shadow
from storyforge.artist.figures.figure import draw_actor
from storyforge.artist.figures.shade import figure_shadow, ground_shadows, sunlit
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import RGB, mix, scale, tinted
from storyforge.artist.ink.hand import P2
from storyforge.artist.scenery.attached import attached
from storyforge.artist.stage.assembly import cut_away, seen_from
from storyforge.artist.stage.brush import brush_for
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.foliage import paint_growth, shades_of
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.overlay import soften
from storyforge.artist.stage.stage import Face, Lamp, Place, Solid, Tuft


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
    _lowest(view, place)
    used = occupied(place, actors)
    taken = {id(solid) for solid in used}
    for solid in place.solids:
        depth = view.lens.depth(solid.at)
        if solid.layer <= 0:
            _floor(view, solid)
        elif id(solid) in taken:
            continue
        elif depth > -14 and not _hidden(view, solid, depth, behind, keep):
            items.append((depth, len(items), lambda s=solid: paint_solid(view, s)))  # type: ignore[misc]
    _shafts(view, place)
    if sunlit(view.light, place.inside):
        casting = (*place.solids, *shades_of(place.tufts, view.light.key))
        ground_shadows(view.canvas, view.lens, view.light, casting)
    items += [
        _tuft(view, tuft, k)
        for k, tuft in enumerate(place.tufts)
        if _tuft_seen(view, tuft, subject, keep)
    ]
    if view.light.lamps:
        items += [_lamp(view, lamp, k) for k, lamp in enumerate(place.lamps)]
    for k, actor in enumerate(actors):
        depth = view.lens.depth(actor.joints()["chest"])
        items.append((depth, 5000 + k, lambda a=actor: _person(view, a, place.inside)))  # type: ignore[misc]
    extras = attached(
        view.canvas, view.lens, view.light, actors, lambda s: paint_solid(view, s), used
    )
    items += [(depth, 7000 + k, paint) for k, (depth, paint) in enumerate(extras)]
    if soft and actors:
        items.append((behind + 0.5, 9500, lambda: soften(view.canvas)))
    if view.light.reach < 30 and not place.inside:
        items += [(d, 9000 + k, lambda: _veil(view)) for k, d in enumerate((7.0, 14.0, 28.0))]
    for _, _, paint in sorted(items, key=lambda item: (-item[0], item[1])):
        paint()


def _lowest(view: View, place: Place) -> None:
    """What lies below the ground people walk on, far to near."""
    below = (s for s in place.solids if s.layer < 0)
    for solid in sorted(below, key=lambda s: -view.lens.depth(s.at)):
        paint_solid(view, solid)


def _floor(view: View, solid: Solid) -> None:
    if solid.layer == 0:
        paint_solid(view, solid)


def _shafts(view: View, place: Place) -> None:
    """Daylight lying on the floor below windows."""
    if view.light.lamps or view.light.dark:
        return
    for patch in place.shafts:
        view.canvas.shadow(view.lens.polygon(patch), (255, 248, 226), 0.42)


def _hidden(view: View, solid: Solid, depth: float, subject: float, keep: Sequence[P2]) -> bool:
    """Whether a thing is left out of the picture, as on a film set."""
    return cut_away(solid, view.lens.eye) or _in_the_way(view, solid, depth, subject, keep)


_LOW = ("dash",)  # it stands before everybody in a car and hides only their knees


def _in_the_way(view: View, solid: Solid, depth: float, subject: float, keep: Sequence[P2]) -> bool:
    if solid.name in _LOW:
        return False
    if not keep or depth >= subject * 0.97:
        return depth < 0.9 and solid.name in ("lamp", "pillar", "tree", "stall", "rail", "")
    points = [view.lens.at(p) for f in solid.faces for p in f.points if view.lens.depth(p) > 0.15]
    if not points:
        return True
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    top, bottom = min(p[1] for p in points), max(p[1] for p in points)
    kl, kr = min(p[0] for p in keep), max(p[0] for p in keep)
    kt, kb = min(p[1] for p in keep), max(p[1] for p in keep)
    shelf = solid.backs is not None and top < view.canvas.height * 0.3 and depth < subject * 0.8
    covers = shelf or (right > kl and left < kr and bottom > kt and top < kb)
    broad = min(right, view.canvas.width) - max(left, 0) > view.canvas.width * 0.3
    long_lens = view.lens.focal > 2.4 * view.canvas.width  # it stands behind whole rows of houses
    return covers or (broad and (long_lens or solid.name != "house"))


def paint_solid(view: View, solid: Solid) -> None:
    """Every face of it that is turned to the camera."""
    for face in seen_from(solid, view.lens.eye):
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
    span, unit = _span(shape), view.canvas.unit
    if span < 1.6 * unit:
        return
    depth = max(0.3, view.lens.depth(_middle(face.points)))
    view.canvas.fill(shape, _paint(view, face, depth), _code(view, face, depth))
    thin = max(0.45, min(1.5, 1.35 - depth / 45)) * face.weight
    value = int(max(70, 255 - depth * 190 / view.light.reach * 0.5))
    if face.weight and span > 16 * unit:
        view.canvas.edges(shape, thin, value)
    elif face.weight and span > 4 * unit:  # one round stroke: corners that small have no overshoot
        view.canvas.line([*shape, shape[0]], thin, value)
    if span > 14 * unit:
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
        glow = mix(face.colour, (255, 255, 255), 0.3) if face.own else (255, 214, 130)
        return mix(glow, light.haze, min(0.6, depth / light.reach * 0.4))
    if face.sky:
        low = mix(light.low, light.top, 0.25)
        return tinted(face.colour, (low[0] / 255, low[1] / 255, low[2] / 255), 1.0)
    if face.glaze:
        return light.on(mix(face.colour, light.low, 0.35), None, depth)
    colour = view.dye(face.colour)
    if face.normal is None or face.normal[1] > 0.3:
        colour = _whitened(view, colour, 0.8 if face.normal else 0.0)
    return light.on(colour, face.normal, depth)


def _code(view: View, face: Face, depth: float) -> int:
    if face.sky or (face.lit and view.light.lamps) or depth > view.light.reach * 0.9:
        return 0
    level = face.hatch + view.light.dark
    direction = 0
    if face.normal is not None:
        level += 1 if view.light.facing(face.normal) < 0.08 and face.normal[1] < 0.5 else 0
        direction = 2 if abs(face.normal[1]) > 0.5 else 0 if abs(face.normal[0]) > 0.5 else 1
        level -= 1 if face.normal[1] > 0.5 else 0
    return tone(min(2, level), direction)


def _tuft_seen(view: View, tuft: Tuft, subject: float, keep: Sequence[P2]) -> bool:
    """Whether it is on the picture and, when nearer than the people, leaves them free."""
    depth = view.lens.depth(tuft.at)
    if not 0.8 < depth < 140:
        return False
    x, y = view.lens.at(tuft.at)
    wide, tall = tuft.radius * view.lens.size(tuft.at), tuft.tall * view.lens.size(tuft.at)
    reach = max(wide, tall)
    if max(wide, tall) < 1.5 or not -wide < x < view.canvas.width + wide:
        return False
    if y < -reach or y > view.canvas.height + reach * 1.4:
        return False
    if depth >= subject or not keep:
        return depth > 2.2 or reach < view.canvas.height * 0.6
    left, right = min(p[0] for p in keep), max(p[0] for p in keep)
    return wide < view.canvas.width * 0.2 and (x + wide < left or x - wide > right)


def _tuft(view: View, tuft: Tuft, k: int) -> tuple[float, int, Painter]:
    depth = view.lens.depth(tuft.at)
    colour = _whitened(view, view.dye(tuft.colour), 0.5)
    return (
        depth,
        1000 + k,
        lambda: paint_growth(brush_for(view.canvas, view.lens, view.light, tuft, colour, depth)),
    )


def _whitened(view: View, colour: RGB, share: float) -> RGB:
    """Snow that falls also lies."""
    return mix(colour, (240, 243, 246), share) if view.light.fall == "snow" else colour


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
            view.canvas.pool([view.lens.at(s) for s in spots], (255, 238, 196), alpha)


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
    if actor.look.kind == "ghost":
        draw_actor(view.canvas, view.lens, view.light, actor)
        return
    if actor.creature:
        creature_contact(view.canvas, view.lens, view.light, actor)
        if sunlit(view.light, inside):
            creature_shadow(view.canvas, view.lens, view.light, actor)
        draw_actor(view.canvas, view.lens, view.light, actor)
        return
    if actor.pose.seat != "water":
        _shaded(view, actor, inside)
    draw_actor(view.canvas, view.lens, view.light, actor)


def _shaded(view: View, actor: Actor, inside: bool) -> None:
    _contact(view, actor)
    if sunlit(view.light, inside):
        figure_shadow(view.canvas, view.lens, view.light, actor.joints(), actor.look.height)


def _contact(view: View, actor: Actor) -> None:
    """The shadow that holds a figure to the ground, drawn out away from the light."""
    joints = actor.joints()
    low = actor.at[1] + (actor.pose.perch if actor.pose.lying else 0.0)
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
