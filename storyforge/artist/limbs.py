"""Arms, hands, legs and feet: taut strings round circles, creased where they bend."""

from __future__ import annotations

from math import hypot

from storyforge.artist.actor import Drawn
from storyforge.artist.colour import RGB, mix, scale
from storyforge.artist.hand import P2, Circle, hull, ring, smooth
from storyforge.artist.prop import draw_prop

_BARE = ("apron", "dress")


def draw_arm(d: Drawn, side: str) -> None:
    """Prop, hand and sleeve of one arm; the sleeve grows out of the shoulder without a seam."""
    upper = [d.circle("shoulder_" + side, 0.033), d.circle("elbow_" + side, 0.027)]
    lower = [d.circle("elbow_" + side, 0.027), d.circle("wrist_" + side, 0.0215)]
    holds = side == "r" and bool(d.look.prop)
    _hand(d, side, holds)
    bare = d.look.top in _BARE
    colour = d.paint["cloth"] if not bare else mix(d.paint["cloth"], (236, 230, 218), 0.35)
    d.canvas.union([smooth(hull(upper)), smooth(hull(lower))], colour, d.weight)
    d.shade(upper, colour)
    d.shade(lower, colour)
    if not bare:
        _seamless(d, side, colour)
    if d.large > 220:
        _creases(d, side, colour)
    if holds:
        _prop(d)
        _hand(d, side, holds)


def _seamless(d: Drawn, side: str, colour: RGB) -> None:
    """Where sleeve and shoulder meet there is no line."""
    x, y, r = d.circle("shoulder_" + side, 0.033, "neck", 0.22)
    sx, sy, sr = d.circle("shoulder_" + side, 0.033, "elbow_" + side, 0.04)
    patch = hull([(x, y + r * 0.25, r * 0.5), (sx, sy, sr * 0.72)])
    d.canvas.fill(patch, colour)


def _creases(d: Drawn, side: str, colour: RGB) -> None:
    x, y, r = d.circle("elbow_" + side, 0.027)
    a, b = d.circle("shoulder_" + side, 0.03), d.circle("wrist_" + side, 0.02)
    for share, size in ((0.16, 0.8), (0.3, 0.55)):
        for end in (a, b):
            ex, ey = x + (end[0] - x) * share, y + (end[1] - y) * share
            nx, ny = -(end[1] - y), end[0] - x
            n = hypot(nx, ny) or 1.0
            path = [
                (ex + nx / n * r * size * k * d.away, ey + ny / n * r * size * k * d.away + j)
                for k, j in ((0.9, 0.0), (0.4, r * 0.16), (-0.1, r * 0.12))
            ]
            d.canvas.stroke(path, d.weight * 0.8, 140)
    x, y, r = d.circle("elbow_" + side, 0.024, "wrist_" + side, 0.88)
    cuff = d.circle("wrist_" + side, 0.0235)
    d.canvas.union([hull([(x, y, r), cuff])], scale(colour, 0.86), d.weight * 0.7)


def _hand(d: Drawn, side: str, holds: bool) -> None:
    """A mitten and a thumb; fingers are lines, and curl round what is held."""
    wx, wy, wr = d.circle("wrist_" + side, 0.0165)
    x, y, r = d.circle("hand_" + side, 0.0205)
    n = hypot(x - wx, y - wy) or 1.0
    ux, uy = (x - wx) / n, (y - wy) / n
    reach = r * (0.55 if holds else 1.5)
    tip = (x + ux * reach, y + uy * reach, r * (0.8 if holds else 0.55))
    inward = (1.0 if side == "l" else -1.0) * (1.0 if d.toward() >= 0 else -1.0)
    px, py = (-uy, ux) if -uy * inward > 0 or (abs(uy) < 0.05 and ux > 0) else (uy, -ux)
    root = (x - ux * r * 0.5 + px * r * 0.5, y - uy * r * 0.5 + py * r * 0.5, r * 0.45)
    bend = 0.2 if holds else 0.75
    thumb = (x + ux * r * bend + px * r * 1.1, y + uy * r * bend + py * r * 1.1, r * 0.33)
    if r > 13 * d.canvas.unit:
        tip = (x + ux * r * 0.3, y + uy * r * 0.3, r * 0.9)
    mitten = smooth(hull([(wx, wy, wr), (x, y, r), tip]))
    d.canvas.union([mitten, hull([root, thumb])], d.paint["skin"], d.weight * 0.85)
    if r > 13 * d.canvas.unit:
        _knuckled(d, (x, y, r), (ux, uy), (px, py), holds)
        d.canvas.union([hull([root, thumb])], d.paint["skin"], d.weight * 0.7)
    elif r > 5.5 * d.canvas.unit:
        _fingers(d, (x, y, r), tip, (ux, uy), holds)


def _knuckled(d: Drawn, palm: Circle, along: P2, inward: P2, holds: bool) -> None:
    """A hand near enough to count fingers: a fan of them, or curled round what is held."""
    x, y, r = palm
    skin, (ux, uy), (px, py) = d.paint["skin"], along, inward
    for k, long in enumerate((1.55, 1.9, 2.0, 1.75) if not holds else (0.9, 1.0, 1.0, 0.9)):
        aside = (k - 1.5) * 0.47
        if holds:  # stacked along the hand, bent across it
            a = (
                x + ux * r * (aside + 0.25) - px * r * 0.75,
                y + uy * r * (aside + 0.25) - py * r * 0.75,
            )
            b = (a[0] + px * r * 1.35 * long, a[1] + py * r * 1.35 * long)
            finger = [(*a, r * 0.3), (*b, r * 0.25)]
        else:
            a = (x + ux * r * 0.3 + px * r * aside, y + uy * r * 0.3 + py * r * aside)
            spread = aside * 1.3
            b = (x + ux * r * long + px * r * spread, y + uy * r * long + py * r * spread)
            finger = [(*a, r * 0.27), (*b, r * 0.19)]
        d.canvas.union([hull(finger)], skin, d.weight * 0.7)
    if not holds:
        d.canvas.fill(ring(x, y, r * 0.86), skin)


def _fingers(d: Drawn, palm: Circle, tip: Circle, along: P2, holds: bool) -> None:
    x, y, r = palm
    ux, uy = along
    for k in (-0.45, 0.0, 0.45):
        ox, oy = -uy * r * k * 1.15, ux * r * k * 1.15
        if holds:
            start = (x + ox * 1.2 - ux * r * 0.2, y + oy * 1.2 - uy * r * 0.2)
            end = (x + ox * 1.3 + ux * r * 0.9, y + oy * 1.3 + uy * r * 0.9)
        else:
            start = (x + ox + ux * r * 0.4, y + oy + uy * r * 0.4)
            end = (tip[0] + ox * 0.55 + ux * tip[2] * 0.7, tip[1] + oy * 0.55 + uy * tip[2] * 0.7)
        d.canvas.stroke([start, end], d.weight * 0.7, 200)


def _prop(d: Drawn) -> None:
    """Draws what the right hand holds."""
    spot = d.joints["hand_r"]
    x, y = d.lens.at(spot)
    draw_prop(d.canvas, d.look.prop, (x, y), d.lens.size(spot), d.light, d.weight, held=True)


def draw_leg(d: Drawn, side: str) -> None:
    """Shoe, then trouser leg or stocking."""
    _shoe(d, side)
    thigh = [d.circle("hip_" + side, 0.05), d.circle("knee_" + side, 0.035)]
    shin = [d.circle("knee_" + side, 0.035), d.circle("ankle_" + side, 0.0265)]
    colour = d.paint["legs"]
    if d.look.top == "dress":
        colour = mix(d.paint["skin"], colour, 0.2)
    d.canvas.union([smooth(hull(thigh)), smooth(hull(shin))], colour, d.weight)
    d.shade(thigh, colour)
    d.shade(shin, colour)
    if d.large > 220:
        x, y, r = d.circle("knee_" + side, 0.035)
        d.canvas.stroke(
            [(x - r * 0.8, y + r * 0.1), (x, y + r * 0.4), (x + r * 0.6, y + r * 0.1)],
            d.weight * 0.8,
            130,
        )
        x, y, r = d.circle("ankle_" + side, 0.026)
        d.canvas.stroke(
            [(x - r * 0.9, y - r * 0.6), (x, y - r * 0.2), (x + r * 0.9, y - r * 0.7)],
            d.weight * 0.8,
            150,
        )


def _shoe(d: Drawn, side: str) -> None:
    heel, toe = d.circle("heel_" + side, 0.0185), d.circle("toe_" + side, 0.016)
    ankle = d.circle("ankle_" + side, 0.024)
    ball = d.circle("heel_" + side, 0.02, "toe_" + side, 0.72)
    shape = [
        smooth(hull([heel, ball, toe])),
        hull([ankle, heel, (ball[0], ball[1], ball[2] * 0.7)]),
    ]
    d.canvas.union(shape, d.paint["shoes"], d.weight)
    if d.large > 260:
        low = max(heel[1] + heel[2], toe[1] + toe[2])
        d.canvas.stroke([(heel[0], low), (toe[0], low)], d.weight * 1.3, 235)
        d.canvas.blot(ring(heel[0], heel[1] + heel[2] * 0.8, heel[2] * 0.6, heel[2] * 0.25), 200)
