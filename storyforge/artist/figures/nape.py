"""A head from behind: the backs of the ears, the nape, and the light along the edge."""

from __future__ import annotations

from collections.abc import Sequence

from storyforge.artist.figures.sitter import Sitter
from storyforge.artist.ink.colour import luma, mix, scale
from storyforge.artist.ink.hand import P2, smooth, taper

# the back of an ear: out of the skull and up, head units
_BACK: tuple[P2, ...] = (
    (0.0, 0.06),
    (0.04, 0.1),
    (0.085, 0.095),
    (0.105, 0.05),
    (0.09, -0.01),
    (0.055, -0.055),
    (0.02, -0.095),
    (-0.005, -0.085),
)
_CREASE: tuple[P2, ...] = ((0.045, 0.07), (0.05, 0.02), (0.03, -0.05))


def behind(s: Sitter) -> bool:
    """Whether the back of the head rather than its side is seen."""
    return s.head.toward(0, 0, -1) > 0.35


def ear_behind(s: Sitter, side: int) -> list[P2]:
    """The outline of an ear seen from behind, in pixels."""
    return smooth(_spots(s, side, _BACK))


def _spots(s: Sitter, side: int, spots: Sequence[P2]) -> list[P2]:
    k = s.look.face.ear
    return [s.head.on(side * (0.318 + u * k), v * k - 0.01, -0.08 - 0.45 * u) for u, v in spots]


def draw_ear_behind(s: Sitter, side: int) -> None:
    """The shell of an ear from behind, with the groove where it joins the skull."""
    s.canvas.union([ear_behind(s, side)], scale(s.paint["skin"], 0.94), 0.7 * s.weight)
    if s.detail > 50:
        s.canvas.stroke(_spots(s, side, _CREASE), 0.9 * s.weight, 150)


def draw_nape(s: Sitter) -> None:
    """The hollow of the nape between its two cords, and the fold over the collar."""
    if s.detail < 50:
        return
    for side in (-1, 1):
        cord = [s.head.on(side * x, y, -0.2) for x, y in ((0.1, -0.3), (0.085, -0.4), (0.1, -0.5))]
        s.canvas.stroke(cord, 0.9 * s.weight, 80)
    if s.look.old or s.look.broad > 1.1 or s.look.cut == "bald":
        for low, wide in ((-0.2, 0.12), (-0.26, 0.15)):
            fold = [s.head.on(x * wide, low - 0.02 * (1 - x * x), -0.29) for x in (-1, 0, 1)]
            s.canvas.stroke(fold, 0.9 * s.weight, 95)


def edge_light(s: Sitter, outline: Sequence[P2], skin: bool) -> None:
    """A seam of light along the side of a shape that is turned to the lamp."""
    if s.detail < 120 or len(outline) < 8:
        return
    run = _lit_run(s, outline)
    if len(run) < 4:
        return
    colour = s.paint["skin" if skin else "hair"]
    pale = mix(colour, (255, 250, 240), 0.5 if luma(colour) < 120 else 0.7)
    s.canvas.shadow(taper(run, 0.022 * s.head.size, 0.3), pale, 0.55)


def _lit_run(s: Sitter, outline: Sequence[P2]) -> list[P2]:
    """The stretch of an outline towards the light, a little within it."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    mx, my = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    aside = sum(s.key[k] * s.head.lens.axes[0][k] for k in range(3))
    way = 1.0 if aside > 0 else -1.0
    half = max(1.0, (max(xs) - min(xs)) / 2)
    lit = [
        way * (x - mx) / half > 0.45 and abs(y - my) < 0.4 * (max(ys) - min(ys)) for x, y in outline
    ]
    count = len(outline)
    start = next((k for k in range(count) if lit[k] and not lit[k - 1]), None)
    if start is None:
        return []
    run = []
    for k in range(count):
        if not lit[(start + k) % count]:
            break
        x, y = outline[(start + k) % count]
        run.append((mx + (x - mx) * 0.955, my + (y - my) * 0.97))
    return run
