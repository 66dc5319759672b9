"""Light and shadow lying on the ground: what stands in the sun, and pools under lamps."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.artist.body.skeleton import Joints
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import hull
from storyforge.artist.stage.camera import V3, Camera
from storyforge.artist.stage.light import Light
from storyforge.artist.stage.stage import Solid

_LIMBS = (
    ("head", "neck", 0.06),
    ("shoulder_l", "shoulder_r", 0.03),
    ("neck", "chest", 0.075),
    ("chest", "hip", 0.07),
    ("shoulder_l", "elbow_l", 0.028),
    ("elbow_l", "hand_l", 0.022),
    ("shoulder_r", "elbow_r", 0.028),
    ("elbow_r", "hand_r", 0.022),
    ("hip_l", "knee_l", 0.045),
    ("knee_l", "ankle_l", 0.034),
    ("ankle_l", "toe_l", 0.02),
    ("hip_r", "knee_r", 0.045),
    ("knee_r", "ankle_r", 0.034),
    ("ankle_r", "toe_r", 0.02),
)


def sunlit(light: Light, inside: bool) -> bool:
    """Whether things throw a shadow that is worth drawing."""
    return not inside and light.power > 0.26 and light.reach > 22


def fallen(p: V3, light: Light, floor: float) -> V3:
    """Where the shadow of a point meets the floor; a low sun is not followed all the way."""
    k = light.key
    drop = max(0.0, p[1] - floor) / max(0.5, k[1])
    return p[0] - k[0] * drop, floor, p[2] - k[2] * drop


def ground_shadows(canvas: Canvas, lens: Camera, light: Light, solids: Sequence[Solid]) -> None:
    """The shadows of all that stands, on the level everybody walks on."""
    shapes = []
    for solid in solids:
        if solid.layer == 0 or not -20 < lens.depth(solid.at) < 46:
            continue
        for face in solid.faces:
            if len(face.points) < 3 or min(p[1] for p in face.points) < -0.3:
                continue
            path = lens.polygon([fallen(p, light, 0.01) for p in face.points])
            if len(path) > 2:
                shapes.append(path)
    canvas.tint(shapes, scale(light.haze, 0.28), 0.3 if not light.dark else 0.2, tone(1, 2))


def figure_shadow(canvas: Canvas, lens: Camera, light: Light, joints: Joints, tall: float) -> None:
    """The shadow of somebody, limb by limb, away from the light."""
    floor = min(p[1] for p in joints.values()) - 0.01
    shapes = []
    for a, b, wide in _LIMBS:
        circles = []
        for name in (a, b):
            spot = fallen(joints[name], light, floor)
            if lens.depth(spot) < 0.25:
                return
            x, y = lens.at(spot)
            circles.append((x, y, wide * tall * lens.size(spot) * 0.72))
        shapes.append(hull(circles))
    canvas.tint(shapes, scale(light.haze, 0.2), 0.34 if not light.dark else 0.24)
