"""One head drawn: hair behind, cranium, ears, the mask of the face, its acting, hair, hat."""

from __future__ import annotations

from math import pi, sin

from storyforge.artist import face, hair
from storyforge.artist.camera import V3
from storyforge.artist.canvas import Canvas, tone
from storyforge.artist.colour import RGB, mix, scale
from storyforge.artist.hand import P2, hull, ring, smooth
from storyforge.artist.head import Head
from storyforge.artist.light import Light
from storyforge.artist.look import Look

# the edge and the ridge of the face in head units, its right half: hairline, temple, jaw, chin
_MASK: tuple[V3, ...] = (
    (0.0, 0.33, 0.33),
    (0.12, 0.325, 0.3),
    (0.22, 0.27, 0.25),
    (0.3, 0.16, 0.19),
    (0.325, 0.02, 0.14),
    (0.315, -0.12, 0.1),
    (0.26, -0.27, 0.09),
    (0.17, -0.39, 0.15),
    (0.07, -0.47, 0.22),
    (0.0, 0.12, 0.39),
    (0.0, -0.02, 0.385),
    (0.0, -0.22, 0.37),
    (0.0, -0.3, 0.345),
    (0.0, -0.4, 0.32),
)


def draw_head(
    canvas: Canvas, head: Head, look: Look, mood: str, light: Light, paint: dict[str, RGB]
) -> None:
    """The whole head, however it is turned; faces turned away show hair only."""
    weight = max(0.7, min(2.0, head.size / 115))
    hair.behind(canvas, head, look, paint["hair"], weight)
    mask = _mask(head)
    skull = [head.ball(0, 0.13, -0.055, 0.395), head.ball(0, -0.1, -0.17, 0.26)]
    ears = _ears(head, look)
    fronts = [mask, *_nose(head)] if len(mask) > 2 else []
    if look.cut == "bald":
        canvas.union([smooth(hull(skull)), *ears, *fronts], paint["skin"], weight)
    else:
        hair.scalp(canvas, head, look, paint["hair"], weight)
        canvas.union([*ears, *fronts], paint["skin"], weight)
    if fronts:
        _shade(canvas, head, light, paint["skin"], mask)
        if head.size > 9 * canvas.unit:
            face.features(canvas, head, look, mood, paint, weight)
    _inner_ears(canvas, head, look, weight)
    hair.before(canvas, head, look, paint["hair"], weight, paint)


def _mask(head: Head) -> list[P2]:
    """The outline of as much of the face as can be seen from here."""
    if head.toward(0, 0, 1) < -0.5:
        return []
    seen = [
        head.ball(side * x, y, z, 0.02)
        for x, y, z in _MASK
        for side in ((-1, 1) if x else (1,))
        if head.toward(side * x, y * 0.3, z) > -0.05
    ]
    return smooth(smooth(hull(seen))) if len(seen) > 2 else []


def _nose(head: Head) -> list[list[P2]]:
    side = head.toward(1, 0, 0)
    if head.toward(0, 0, 1) < -0.1 or abs(side) < 0.5:
        return []
    bridge = [(0.0, 0.04, 0.375, 0.025), (0.0, -0.1, 0.455, 0.035), (0.0, -0.135, 0.37, 0.03)]
    return [hull([head.ball(*spot) for spot in bridge])]


def _ears(head: Head, look: Look) -> list[list[P2]]:
    if look.cut in ("long", "bob") or look.hat == "hood":
        return []
    out = []
    for side in (-1, 1):
        if head.toward(side, 0, -0.25) > -0.35:
            x, y = head.on(side * 0.36, -0.03, -0.03)
            wide = 0.03 + 0.042 * abs(head.toward(side, 0, 0))
            out.append(ring(x, y, wide * head.size, 0.088 * head.size))
    return out


def _inner_ears(canvas: Canvas, head: Head, look: Look, weight: float) -> None:
    if look.cut in ("long", "bob") or look.hat == "hood" or head.size < 60 * canvas.unit:
        return
    for side in (-1, 1):
        if head.toward(side, 0, 0) > 0.3:
            path = [(0.36, 0.03, -0.05), (0.365, 0.0, -0.0), (0.36, -0.07, -0.03)]
            canvas.stroke([head.on(side * x, y, z) for x, y, z in path], weight * 0.8, 150)


def _shade(canvas: Canvas, head: Head, light: Light, skin: RGB, mask: list[P2]) -> None:
    """A crescent on the side away from the light, under the brow and the jaw."""
    if head.size < 16 * canvas.unit:
        return
    lx = sum(light.key[k] * head.lens.axes[0][k] for k in range(3))
    away = -1.0 if lx > 0 else 1.0
    left, right = min(p[0] for p in mask), max(p[0] for p in mask)
    middle, wide = (left + right) / 2, (right - left) / 2
    edge = sorted((p for p in mask if (p[0] - middle) * away > wide * 0.2), key=lambda p: p[1])
    if len(edge) < 3:
        return
    count = len(edge) - 1
    outer = [(x - away * 0.02 * wide, y) for x, y in edge]
    inner = [(x - away * wide * 0.42 * sin(pi * k / count), y) for k, (x, y) in enumerate(edge)]
    shape = smooth([*outer, *inner[::-1]])
    canvas.wash(shape, mix(skin, scale(skin, 0.8), 0.8), tone(1, 1 if away > 0 else 0))
