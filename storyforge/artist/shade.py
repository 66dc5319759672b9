"""Light and shadow lying on the ground: what stands in the sun, and pools under lamps."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from storyforge.artist.camera import V3, Camera
from storyforge.artist.canvas import Canvas, tone
from storyforge.artist.colour import RGB, scale
from storyforge.artist.hand import P2, hull
from storyforge.artist.light import Light
from storyforge.artist.pose import Joints
from storyforge.artist.stage import Solid

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


def darkened(
    canvas: Canvas, shapes: Sequence[Sequence[P2]], colour: RGB, alpha: float, code: int = 0
) -> None:
    """Several shapes as one translucent tone, hatched with *code* where nothing is hatched yet."""
    mask = Image.new("L", (canvas.width, canvas.height), 0)
    pen = ImageDraw.Draw(mask)
    for shape in shapes:
        cut = canvas.inside(shape)
        if len(cut) > 2:
            pen.polygon(cut, fill=255)
    area = mask.getbbox()
    if area is None:
        return
    full = mask.crop(area)
    canvas.paint.paste(colour, area, full.point([round(v * alpha) for v in range(256)]))
    if code:
        canvas.tones.paste(code, area, full)


def lightened(canvas: Canvas, shapes: Sequence[Sequence[P2]], colour: RGB, alpha: float) -> None:
    """The same with light: hatching gives way."""
    darkened(canvas, shapes, colour, alpha)


def sunlit(light: Light, inside: bool) -> bool:
    """Whether things throw a shadow that is worth drawing."""
    return not inside and light.power > 0.26 and light.reach > 22


def _fallen(p: V3, light: Light, floor: float) -> V3:
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
            path = lens.polygon([_fallen(p, light, 0.01) for p in face.points])
            if len(path) > 2:
                shapes.append(path)
    darkened(canvas, shapes, scale(light.haze, 0.28), 0.3 if not light.dark else 0.2, tone(1, 2))


def figure_shadow(canvas: Canvas, lens: Camera, light: Light, joints: Joints, tall: float) -> None:
    """The shadow of somebody, limb by limb, away from the light."""
    floor = min(p[1] for p in joints.values()) - 0.01
    shapes = []
    for a, b, wide in _LIMBS:
        circles = []
        for name in (a, b):
            spot = _fallen(joints[name], light, floor)
            if lens.depth(spot) < 0.25:
                return
            x, y = lens.at(spot)
            circles.append((x, y, wide * tall * lens.size(spot) * 0.72))
        shapes.append(hull(circles))
    darkened(canvas, shapes, scale(light.haze, 0.2), 0.34 if not light.dark else 0.24)


def pool(canvas: Canvas, spots: Sequence[P2], colour: RGB, alpha: float) -> None:
    """A round of light on the ground whose edge is seen at *spots*, brightest in the middle."""
    xs, ys = [p[0] for p in spots], [p[1] for p in spots]
    x0, y0, x1, y1 = int(min(xs)), int(min(ys)), int(max(xs)) + 1, int(max(ys)) + 1
    reach = 3 * max(canvas.width, canvas.height)
    if x1 < 0 or y1 < 0 or x0 > canvas.width or y0 > canvas.height:
        return
    if not (2 < x1 - x0 < reach and 2 < y1 - y0 < reach):
        return
    faint = _ROUND.point([round(v * alpha) for v in range(256)])
    mask = faint.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR)
    canvas.paint.paste(colour, (x0, y0, x1, y1), mask)
    heart = mask.point([255 if v > 60 else 0 for v in range(256)])
    canvas.tones.paste(0, (x0, y0, x1, y1), heart)


# light that falls off slowly and then has an edge, as under a lamp with a shade
_ROUND = Image.radial_gradient("L").point(
    [round(255 * max(0.0, 1 - (v * 1.4143 / 255) ** 2) ** 0.8) for v in range(256)]
)
