"""One head drawn back to front: far hair, the form and its shadow, the face, hair, hat."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

from storyforge.artist.body.face import acting_for
from storyforge.artist.body.head import Head, tilted
from storyforge.artist.body.look import Look
from storyforge.artist.body.mesh import CENTRE, Seen
from storyforge.artist.body.skull import skull
from storyforge.artist.figures import locks
from storyforge.artist.figures.features import features
from storyforge.artist.figures.glance import glance
from storyforge.artist.figures.hair import CUTS, draw_cap, draw_fin
from storyforge.artist.figures.hats import hat_behind, hat_over
from storyforge.artist.figures.nape import (
    behind,
    draw_ear_behind,
    draw_nape,
    ear_behind,
    edge_light,
)
from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.figures.throat import draw_throat, under
from storyforge.artist.ink.canvas import Canvas, tone
from storyforge.artist.ink.colour import RGB, scale
from storyforge.artist.ink.hand import P2, smooth
from storyforge.artist.ink.silhouette import Silhouette
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.light import Light

_COVERED = ("hood", "shawl", "helm")
_LEAST = 0.3  # the light comes at least so much from before, or a face would drown in shadow


def draw_head(
    canvas: Canvas,
    head: Head,
    look: Look,
    mood: str,
    light: Light,
    paint: dict[str, RGB],
    looks_at: V3 | None = None,
) -> None:
    """The whole head, however it is turned; *looks_at* is a spot of the stage the eyes seek."""
    act = acting_for(mood)
    head = tilted(head, act.roll, act.nod)
    key = _key(head, light)
    aside = sum(key[k] * head.lens.axes[0][k] for k in range(3))
    detail = head.size / canvas.unit
    gaze = glance(head, mood, act, looks_at)
    weight = max(0.7, min(2.6, (detail / 105) ** 0.8))
    s = Sitter(
        canvas, head, look, act, paint, gaze, key, tone(1, 1 if aside > 0 else 0), weight, detail
    )
    hat_behind(s)
    locks.before_head(s)
    draw_fin(s, near=False)
    _form(s)
    if look.hat not in _COVERED:
        draw_cap(s, before=under(s))
        _near_ears(s)
    elif look.hat == "hood" and look.cut != "bald" and head.toward(0, 0, 1) > 0.1:
        draw_cap(s, before=under(s))
    draw_fin(s, near=True)
    locks.after_head(s)
    hat_over(s)


def _form(s: Sitter) -> None:
    """Skin: the outline, its shadow as one shape, and the face."""
    seen = Seen(s.head, skull(s.look.face, s.act.gape, s.detail < 34))
    outline = smooth(seen.outline())
    skin = s.paint["skin"]
    s.canvas.union([outline, *_far_ears(s)], skin, 0.95 * s.weight)
    shade = seen.lit(s.key, 0.06)
    if s.detail > 14:
        for shape in seen.part((shade,))[:2]:
            s.canvas.wash(smooth(smooth(shape)), scale(skin, 0.82), s.code)
    if under(s) and s.look.hat not in _COVERED:
        draw_cap(s)
        draw_throat(s, seen, shade)
    at = s.head.on(*CENTRE)
    if behind(s) and s.look.hat not in _COVERED:
        draw_nape(s)
        edge_light(s, outline, skin=True)
    features(replace(s, edge=Silhouette(at, outline)), seen, shade, s.code)


def _key(head: Head, light: Light) -> V3:
    """The direction of the light, brought round so far that a face still reads."""
    eye, at = head.lens.eye, head.at
    v = (eye[0] - at[0], eye[1] - at[1], eye[2] - at[2])
    n = sqrt(v[0] ** 2 + v[1] ** 2 + v[2] ** 2) or 1.0
    v = (v[0] / n, v[1] / n, v[2] / n)
    k = (light.key[0], light.key[1] * 0.75, light.key[2])
    front = sum(k[i] * v[i] for i in range(3))
    add = max(0.0, _LEAST - front)
    k = (k[0] + v[0] * add, k[1] + v[1] * add, k[2] + v[2] * add)
    n = sqrt(k[0] ** 2 + k[1] ** 2 + k[2] ** 2) or 1.0
    return k[0] / n, k[1] / n, k[2] / n


# an ear seen from its side: back and up from its root, head units
_EAR: tuple[P2, ...] = (
    (0.0, 0.062),
    (0.028, 0.1),
    (0.072, 0.098),
    (0.094, 0.055),
    (0.078, -0.005),
    (0.05, -0.045),
    (0.03, -0.09),
    (0.004, -0.082),
    (-0.004, -0.03),
)
_FOLD: tuple[P2, ...] = (
    (0.012, 0.04),
    (0.034, 0.075),
    (0.066, 0.06),
    (0.062, 0.01),
    (0.034, -0.03),
)


def _shown(s: Sitter) -> bool:
    cut = CUTS.get(s.look.cut)
    return s.look.hat not in (*_COVERED, "bubble") and (cut is None or cut.ears)


def _ear(s: Sitter, side: int, spots: tuple[P2, ...]) -> list[P2]:
    k = s.look.face.ear
    return [
        s.head.on(side * (0.325 + u * 0.5 * k), v * k - 0.01, -0.03 - u * 0.85 * k)
        for u, v in spots
    ]


def _far_ears(s: Sitter) -> list[list[P2]]:
    if not _shown(s):
        return []
    if behind(s):
        return [ear_behind(s, side) for side in (-1, 1) if s.head.toward(side, 0, 0.1) < 0.12]
    return [smooth(_ear(s, side, _EAR)) for side in (-1, 1) if s.head.toward(side, 0, 0.1) < 0.45]


def _near_ears(s: Sitter) -> None:
    if not _shown(s) or s.detail < 12:
        return
    for side in (-1, 1):
        if behind(s):
            if s.head.toward(side, 0, 0) > -0.5:
                draw_ear_behind(s, side)
        elif s.head.toward(side, 0, 0.1) >= 0.12:
            s.canvas.union([smooth(_ear(s, side, _EAR))], s.paint["skin"], 0.7 * s.weight)
            if s.detail > 50:
                s.canvas.stroke(_ear(s, side, _FOLD), 0.9 * s.weight, 180)
            if s.look.earrings and s.detail > 24:
                x, y = s.head.on(side * 0.345, -0.13, -0.05)
                s.canvas.union([smooth(_drop(x, y, 0.028 * s.head.size))], (222, 186, 92), 0.4)


def _drop(x: float, y: float, r: float) -> list[P2]:
    return [(x, y - r * 1.6), (x + r, y + r * 0.4), (x, y + r * 1.2), (x - r, y + r * 0.4)]
