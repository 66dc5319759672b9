"""What is drawn with people, under and over them: seats, tables, mounts, arms that lie on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import hypot

from storyforge.artist.blocking.mounts import draw_mount, mounted
from storyforge.artist.blocking.occupied import layered
from storyforge.artist.blocking.seats import front_of, front_spot, seat_of
from storyforge.artist.figures.actor import Actor, Drawn
from storyforge.artist.figures.limbs import draw_arm
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.stage.camera import Camera
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.stage import Solid

Painter = Callable[[], None]
Item = tuple[float, Painter]  # metres from the camera, and what is painted there
_NEAR = 0.002
_BACKS = ("seat", "pew", "seats")  # who sits there has no hands on what is before us


def attached(
    canvas: Canvas,
    lens: Camera,
    light: Light,
    actors: Sequence[Actor],
    solid: Callable[[Solid], None],
    used: Sequence[Solid] = (),
) -> list[Item]:
    """Everything that belongs to the actors and is painted just before or after them.

    *used* is the furniture of the place at which they are.
    """
    depths = [lens.depth(a.joints()["chest"]) for a in actors]
    layers = [layer for one in used for layer in layered(one, actors, lens)]
    out: list[Item] = [(layer.depth, _all(solid, [layer.solid])) for layer in layers]

    def put(depth: float, solids: Sequence[Solid]) -> None:
        if solids:
            out.append((depth, _all(solid, solids)))

    for k, actor in enumerate(actors):
        seat = seat_of(actor, lens.eye)
        put(depths[k] + _NEAR, seat.under)
        put(depths[k] - _NEAR, seat.over)
        if mounted(actor):
            for step, late in ((_NEAR * 2, False), (-_NEAR * 2, True)):
                out.append((depths[k] + step, _mount(canvas, lens, light, actor, late)))
        if actor.pose.front is not None:
            out += _front(lens, actors, depths, k, solid)
        tops = [w.depth for w in layers if k in w.covers and w.solid.name not in _BACKS]
        if actor.pose.over and (tops or actor.spot is None):
            out += _arms(canvas, lens, light, actors, depths, k, min(tops, default=400.0))
    return out


def _all(solid: Callable[[Solid], None], solids: Sequence[Solid]) -> Painter:
    def paint() -> None:
        for one in solids:
            solid(one)

    return paint


def _mount(canvas: Canvas, lens: Camera, light: Light, actor: Actor, late: bool) -> Painter:
    return lambda: draw_mount(canvas, lens, light, actor, late)


def _front(
    lens: Camera,
    actors: Sequence[Actor],
    depths: Sequence[float],
    k: int,
    solid: Callable[[Solid], None],
) -> list[Item]:
    """Furniture before somebody covers whoever sits at it, unless they have their back to us."""
    solids, spot = front_of(actors[k]), front_spot(actors[k])
    middle = lens.depth(spot)
    beyond = middle > depths[k] + 0.3
    round_it = [
        d
        for a, d in zip(actors, depths, strict=True)
        if hypot(a.at[0] - spot[0], a.at[2] - spot[2]) < 1.5
    ]
    before = [d for d in round_it if d > middle - 0.35]
    depth = middle if beyond or not before else min(before) - _NEAR * 3
    return [(depth, _all(solid, solids))]


def _arms(
    canvas: Canvas,
    lens: Camera,
    light: Light,
    actors: Sequence[Actor],
    depths: Sequence[float],
    k: int,
    top: float,
) -> list[Item]:
    """Arms that lie on a table or round somebody are drawn once more, over it."""
    actor = actors[k]
    joints = actor.joints()
    near = [
        d
        for j, (a, d) in enumerate(zip(actors, depths, strict=True))
        if j != k and hypot(a.at[0] - actor.at[0], a.at[2] - actor.at[2]) < 1.1
    ]
    front = actor.pose.front
    if front is not None and lens.depth(front_spot(actor)) > depths[k] + 0.3:
        return []
    depth = min([*near, depths[k]]) if actor.pose.cling else depths[k]
    sides = [
        s
        for s in actor.pose.over
        if not actor.pose.cling or all(lens.depth(joints["hand_" + s]) < d + 0.06 for d in near)
    ]

    def arms() -> None:
        drawn = Drawn(canvas, lens, light, actor)
        for side in sorted(sides, key=lambda s: -lens.depth(joints["hand_" + s])):
            draw_arm(drawn, side)

    paint = partial(canvas.group, arms, 0.0, 0.0)  # of the figure, so of its colours
    return [(min(depth, top) - _NEAR * 4, paint)] if sides else []
