"""Faces: eyes that look, brows and a mouth that act, and years written round them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from storyforge.artist.camera import V3
from storyforge.artist.canvas import Canvas
from storyforge.artist.colour import RGB, mix
from storyforge.artist.hand import P2, hull, ring, smooth
from storyforge.artist.head import Head
from storyforge.artist.look import Look
from storyforge.artist.words import tokens


@dataclass(frozen=True, slots=True)
class Acting:
    """What a feeling does to a face; head units, + is up or wider."""

    open: float = 1.0  # eyes
    inner: float = 0.0  # inner ends of the brows
    outer: float = 0.0
    smile: float = 0.0  # corners of the mouth
    gape: float = 0.0  # how far the mouth is open
    wide: float = 1.0


_FELT: tuple[tuple[str, Acting], ...] = (
    (
        "happy smile joy joyful delighted cheerful warm proud glad relieved relief kind tender "
        "fond friendly hopeful content amused love loving",
        Acting(0.9, 0.01, 0.01, 0.045, 0.0, 1.2),
    ),
    ("laugh grin triumphant ecstatic beaming", Acting(0.55, 0.02, 0.015, 0.055, 0.06, 1.3)),
    (
        "sad grief sorrow sorrowful weep cry tear tearful mourning lonely melancholy ashamed "
        "regret heartbroken hurt pleading sob wistful",
        Acting(0.7, 0.05, -0.025, -0.035, 0.0, 0.9),
    ),
    ("tired weary exhausted breathless sigh faint", Acting(0.55, 0.025, -0.02, -0.015, 0.035, 0.8)),
    (
        "angry anger furious rage fierce shout shouting scowl hostile outraged yell",
        Acting(0.85, -0.055, 0.04, -0.03, 0.04, 0.95),
    ),
    (
        "stern grim cold severe strict hard disapproving",
        Acting(0.78, -0.04, 0.012, -0.02, 0.0, 0.9),
    ),
    (
        "afraid fear scared frightened terrified worried anxious nervous panic trapped "
        "desperate horror horrified wild alarmed dread",
        Acting(1.35, 0.055, -0.01, -0.025, 0.035, 0.85),
    ),
    (
        "surprise surprised shock shocked astonished amazed awe wonder startle startled gasp "
        "disbelief stunned",
        Acting(1.45, 0.06, 0.05, 0.0, 0.075, 0.62),
    ),
    (
        "determined resolute resolve focused concentrated intent serious tense defiant",
        Acting(0.8, -0.03, 0.015, -0.008, 0.0, 0.9),
    ),
    ("asleep sleeping sleep closed unconscious dead", Acting(0.0, 0.0, 0.0, 0.0, 0.0, 0.9)),
    (
        "thoughtful pensive curious doubtful doubt unsure puzzled uncertain confused sceptical",
        Acting(0.95, 0.045, 0.0, -0.006, 0.0, 0.85),
    ),
    ("calm quiet neutral patient still", Acting(0.95, 0.0, 0.0, 0.006, 0.0, 1.0)),
)
FEELINGS: dict[str, Acting] = {word: act for words, act in _FELT for word in words.split()}
CALM = Acting()


def acting_for(text: str) -> Acting:
    """The first feeling named in the text, else a calm face."""
    for word in tokens(text):
        for form in (word, *(word.removesuffix(end) for end in ("s", "ing", "ed", "es", "ly"))):
            act = FEELINGS.get(form) or FEELINGS.get(form + "e")
            if act is not None:
                return act
    return CALM


def features(
    canvas: Canvas, head: Head, look: Look, mood: str, paint: dict[str, RGB], weight: float
) -> None:
    """Everything inside the outline of the face, as much as its size on the picture deserves."""
    if head.toward(0, 0, 1) < -0.3:
        return
    act = acting_for(mood)
    if head.toward(0, 1, 0) > 0.5:  # seen from above eyes are lids
        act = replace(act, open=min(act.open, 0.3))
    small = head.size < 34 * canvas.unit
    if not small:
        _cheeks(canvas, head, paint["skin"])
    for side in (-1, 1):
        if head.toward(side * 0.5, 0.05, 1) > 0.3:
            _eye(canvas, head, side, act, weight, small, look)
    _nose_line(canvas, head, weight, small)
    if look.beard:
        _BEARDS[look.beard](canvas, head, paint["beard"], weight)
    _mouth(canvas, head, act, weight, small)
    if look.old and head.size > 60 * canvas.unit:
        _years(canvas, head, weight)
    if look.glasses and not small:
        _glasses(canvas, head, weight)


def _eye(
    canvas: Canvas, head: Head, side: int, act: Acting, weight: float, small: bool, look: Look
) -> None:
    x, y = head.on(side * 0.15, 0.03, 0.29)
    s = head.size
    turn = max(0.35, min(1.0, head.toward(side * 0.62, 0, 1)))
    grow = 1.15 if look.child else 1.0
    if small:
        canvas.blot(ring(x, y, max(0.7, 0.034 * s), max(0.7, 0.045 * s * max(0.3, act.open))))
    else:
        _open_eye(
            canvas,
            head,
            (x, y),
            weight,
            (0.078 * s * turn * grow, 0.05 * s * act.open * grow),
        )
    inner, outer = (
        head.on(side * 0.07, 0.12 + act.inner, 0.35),
        head.on(side * 0.235, 0.115 + act.outer, 0.22),
    )
    middle = head.on(side * 0.17, 0.15 + (act.inner + act.outer) / 2, 0.35)
    canvas.stroke([inner, middle, outer], (1.4 if small else 3.4) * weight, 245)


def _open_eye(
    canvas: Canvas,
    head: Head,
    at: tuple[float, float],
    weight: float,
    size: tuple[float, float],
) -> None:
    x, y = at
    wide, tall = size
    if tall < 0.015 * head.size:
        canvas.stroke([(x - wide, y), (x, y + wide * 0.25), (x + wide, y)], 1.6 * weight)
        return
    lid = [
        (x - wide, y + tall * 0.15),
        (x - wide * 0.45, y - tall * 0.75),
        (x + wide * 0.3, y - tall * 0.85),
        (x + wide, y),
    ]
    low = [(x + wide * 0.4, y + tall * 0.6), (x - wide * 0.4, y + tall * 0.6)]
    canvas.fill([*lid, *low], (240, 236, 228))
    glance = head.toward(1, 0, 0) * -0.012 * head.size
    iris = min(wide * 0.55, 0.042 * head.size)
    canvas.blot(ring(x + glance, y - tall * 0.08, iris, min(iris * 1.1, tall * 0.8)), 235)
    canvas.blot(ring(x + glance - iris * 0.35, y - tall * 0.3, iris * 0.28), 0)
    canvas.stroke(lid, 2.2 * weight)
    canvas.stroke([low[1], low[0]], 0.8 * weight, 120)


def _nose_line(canvas: Canvas, head: Head, weight: float, small: bool) -> None:
    side = 1 if head.toward(1, 0, 0) >= 0 else -1
    if small:
        if head.size > 20 * canvas.unit:
            canvas.stroke(
                [head.on(0, -0.02, 0.4), head.on(-side * 0.03, -0.1, 0.4)], 1.0 * weight, 190
            )
        return
    turned = abs(head.toward(1, 0, 0)) > 0.25
    tip = [
        head.on(-side * 0.065, -0.105, 0.36),
        head.on(-side * 0.02, -0.135, 0.42),
        head.on(side * 0.05, -0.115, 0.37),
    ]
    if turned:
        tip = [
            head.on(0.0, 0.03, 0.37),
            head.on(side * -0.02, -0.05, 0.42),
            head.on(0, -0.105, 0.46),
            *tip[1:][::-1][1:],
        ]
    canvas.stroke(tip, 1.5 * weight, 215)


def _mouth(canvas: Canvas, head: Head, act: Acting, weight: float, small: bool) -> None:
    if head.toward(0, 0, 1) < -0.05:
        return
    w = 0.105 * act.wide
    corners = [(-w, -0.24 + act.smile, 0.315), (w, -0.24 + act.smile, 0.315)]
    seen = [head.on(*c) for c in corners if head.toward(c[0] * 2.2, -0.2, 0.6) > 0.0]
    left, right = (seen[0], seen[-1]) if len(seen) > 1 else (head.on(*corners[0]),) * 2
    middle = head.on(0, -0.25 - act.smile * 0.45, 0.365)
    if len(seen) == 1:
        left, right = seen[0], middle
    if act.gape and not small:
        low = head.on(0, -0.27 - act.gape, 0.345)
        lip = head.on(0, -0.235, 0.365)
        canvas.blot(smooth([left, lip, right, low]), 225)
    elif len(seen) > 1:
        canvas.stroke([left, middle, right], (1.3 if small else 2.3) * weight, 235)
    else:
        canvas.stroke([left, right], (1.3 if small else 2.3) * weight, 235)
    if not small and len(seen) > 1:
        canvas.stroke([head.on(-0.045, -0.315, 0.34), head.on(0.045, -0.315, 0.34)], weight, 120)
        if act.smile > 0.02:
            for side in (-1, 1):
                path = [(0.13, -0.13, 0.33), (0.16, -0.2, 0.31), (0.15, -0.25, 0.3)]
                canvas.stroke([head.on(side * x, y, z) for x, y, z in path], weight * 0.9, 120)


def _cheeks(canvas: Canvas, head: Head, skin: RGB) -> None:
    for side in (-1, 1):
        if head.toward(side * 0.6, 0, 1) > 0.3:
            x, y = head.on(side * 0.2, -0.12, 0.3)
            canvas.shadow(
                ring(x, y, 0.07 * head.size, 0.05 * head.size), mix(skin, (204, 110, 96), 0.4), 0.18
            )


def _patch(canvas: Canvas, head: Head, spots: tuple[V3, ...], hair: RGB, weight: float) -> list[P2]:
    """Hair lying on the face between points of its right half, mirrored."""
    seen = [
        head.ball(side * x, y, z, 0.015)
        for x, y, z in spots
        for side in (-1, 1)
        if head.toward(side * x, y * 0.2, z) > -0.08
    ]
    shape = smooth(hull(seen)) if len(seen) > 2 else []
    canvas.union([shape], hair, weight * 0.7)
    return shape


_JAW: tuple[V3, ...] = ((0.3, -0.16, 0.1), (0.26, -0.3, 0.1), (0.16, -0.44, 0.17))
_LIP: tuple[V3, ...] = ((0.0, -0.165, 0.385), (0.13, -0.24, 0.33), (0.02, -0.215, 0.38))


def _short_beard(canvas: Canvas, head: Head, hair: RGB, weight: float) -> None:
    _patch(
        canvas,
        head,
        (*_JAW, (0.0, -0.5, 0.25), (0.0, -0.31, 0.36), (0.2, -0.2, 0.27)),
        hair,
        weight,
    )
    _moustache(canvas, head, hair, weight)
    _bristle(canvas, head, weight, -0.47)


def _full_beard(canvas: Canvas, head: Head, hair: RGB, weight: float) -> None:
    low = ((0.17, -0.58, 0.2), (0.0, -0.7, 0.26), (0.0, -0.3, 0.38), (0.22, -0.17, 0.26))
    _patch(canvas, head, (*_JAW, *low), hair, weight)
    _moustache(canvas, head, hair, weight)
    _bristle(canvas, head, weight, -0.64)


def _moustache(canvas: Canvas, head: Head, hair: RGB, weight: float) -> None:
    _patch(canvas, head, _LIP, hair, weight)


def _bristle(canvas: Canvas, head: Head, weight: float, low: float) -> None:
    if head.size < 30 * canvas.unit:
        return
    for k in range(7):
        x = -0.21 + 0.07 * k
        if head.toward(x * 2, -0.2, 0.7) > 0.1:
            end = low + abs(x) * 0.5
            top = -0.33 + abs(x) * 0.5
            canvas.stroke([head.on(x, top, 0.33), head.on(x * 0.9, end, 0.29)], weight, 150)


def _stubble(canvas: Canvas, head: Head, _hair: RGB, weight: float) -> None:
    for k in range(9):
        x, y = -0.2 + 0.05 * k, -0.36 + 0.05 * (k % 3)
        if head.size > 50 * canvas.unit and head.toward(x * 2, -0.1, 0.7) > 0.1:
            canvas.stroke([head.on(x, y, 0.31), head.on(x, y - 0.03, 0.31)], weight * 0.8, 130)


_BEARDS: dict[str, Callable[[Canvas, Head, RGB, float], None]] = {
    "short": _short_beard,
    "full": _full_beard,
    "moustache": _moustache,
    "stubble": _stubble,
}


def _years(canvas: Canvas, head: Head, weight: float) -> None:
    for side in (-1, 1):
        if head.toward(side * 0.5, 0, 1) > 0.3:
            canvas.stroke(
                [head.on(side * 0.11, -0.1, 0.34), head.on(side * 0.17, -0.22, 0.29)], weight, 120
            )
            canvas.stroke(
                [head.on(side * 0.1, -0.03, 0.33), head.on(side * 0.2, -0.045, 0.3)],
                weight * 0.9,
                100,
            )
            canvas.stroke(
                [head.on(side * 0.26, 0.02, 0.24), head.on(side * 0.3, -0.02, 0.2)],
                weight * 0.8,
                100,
            )
    canvas.stroke([head.on(-0.13, 0.24, 0.33), head.on(0.12, 0.245, 0.33)], weight * 0.8, 80)


def _glasses(canvas: Canvas, head: Head, weight: float) -> None:
    for side in (-1, 1):
        if head.toward(side * 0.42, 0, 1) > 0.1:
            x, y = head.on(side * 0.165, 0.02, 0.36)
            wide = 0.11 * head.size * max(0.4, head.toward(side * 0.3, 0, 1))
            loop = ring(x, y, wide, 0.1 * head.size)
            canvas.line([*loop, loop[0]], weight)
    canvas.line([head.on(-0.06, 0.03, 0.39), head.on(0.06, 0.03, 0.39)], weight)
