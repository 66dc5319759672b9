"""The shadow under a creature: pools at its feet, and its whole shape thrown by the sun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin

from storyforge.artist.body.skeleton import Joints
from storyforge.artist.body.species import SPECIES
from storyforge.artist.figures.actor import Actor
from storyforge.artist.figures.shade import fallen
from storyforge.artist.ink.canvas import Canvas
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import hull
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.light import Light

# families -> (joints, radius as a share of the height)
_CHAINS: dict[str, tuple[tuple[tuple[str, ...], float], ...]] = {
    "quadruped": (
        (("hip", "chest"), 0.16),
        (("chest", "neck", "poll", "nose"), 0.09),
        *(((f"shoulder_{s}", f"elbow_{s}", f"wrist_{s}", f"hand_{s}"), 0.04) for s in "lr"),
        *(((f"hip_{s}", f"knee_{s}", f"ankle_{s}", f"toe_{s}"), 0.05) for s in "lr"),
        (("tail0", "tail2", "tail4"), 0.03),
    ),
    "bird": (
        (("hip", "chest", "head"), 0.16),
        (("hip", "tail1"), 0.06),
        *(((f"shoulder_{s}", f"wrist_{s}", f"hand_{s}"), 0.1) for s in "lr"),
    ),
    "swimmer": ((("nose", "neck", "chest"), 0.28), (("chest", "hip", "tail0"), 0.2)),
    "snake": ((tuple(f"coil{k}" for k in range(0, 26, 3)), 0.07),),
    "insect": ((("hip", "head"), 0.35),),
}
_TURN = tuple(2 * pi * k / 14 for k in range(14))


def creature_contact(canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
    """What holds it to the ground: a soft pool under the body and one under each foot."""
    joints, floor = actor.joints(), actor.at[1] + actor.pose.perch
    key = light.key
    reach = 0.2 if light.power > 0.25 else 0.06
    pull = (-key[0] * reach, -key[2] * reach)
    wide = _girth(actor)
    for name in ("hand_l", "hand_r", "toe_l", "toe_r"):
        p = joints[name]
        if p[1] - floor < 0.12 * actor.look.height:
            _pool(canvas, lens, light, (p[0], floor, p[2]), wide * 0.5, pull)
    for name in ("hip", "chest"):
        p = joints[name]
        high = max(0.0, p[1] - floor) / max(0.05, actor.look.height)
        if high < 1.2:
            _pool(canvas, lens, light, (p[0], floor, p[2]), wide, pull)


def _girth(actor: Actor) -> float:
    share = {"quadruped": 0.2, "bird": 0.17, "swimmer": 0.3, "snake": 0.24, "insect": 0.4}
    return share.get(SPECIES[actor.look.kind].family, 0.14) * actor.look.height


def _pool(
    canvas: Canvas, lens: Camera, light: Light, at: V3, wide: float, pull: tuple[float, float]
) -> None:
    spots = []
    for t in _TURN:
        x, z = cos(t), sin(t)
        along = max(0.0, x * pull[0] + z * pull[1]) * wide * 4
        spots.append((at[0] + x * (wide + along), at[1], at[2] + z * (wide + along)))
    if all(lens.depth(s) > 0.14 for s in spots):
        canvas.shadow([lens.at(s) for s in spots], scale(light.haze, 0.22), 0.22)


def creature_shadow(canvas: Canvas, lens: Camera, light: Light, actor: Actor) -> None:
    """The shadow it throws on the ground, part by part, away from the light."""
    joints = actor.joints()
    chains = _CHAINS.get(SPECIES[actor.look.kind].family, ())
    shapes: list[Sequence[tuple[float, float]]] = []
    floor = actor.at[1] + actor.pose.perch + 0.003
    for names, wide in chains:
        for a, b in pairwise(names):
            shape = _thrown(lens, light, joints, (a, b), wide * actor.look.height, floor)
            if not shape:
                return
            shapes.append(shape)
    canvas.tint(shapes, scale(light.haze, 0.2), 0.34 if not light.dark else 0.24)


def _thrown(
    lens: Camera, light: Light, joints: Joints, pair: tuple[str, str], wide: float, floor: float
) -> list[tuple[float, float]]:
    circles = []
    for name in pair:
        spot = fallen(joints[name], light, floor)
        if lens.depth(spot) < 0.2:
            return []
        x, y = lens.at(spot)
        circles.append((x, y, wide * lens.size(spot) * 0.72))
    return hull(circles)
