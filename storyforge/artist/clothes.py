"""What covers the trunk: sloping shoulders, a waist, hems that fall, collars, buttons, scarves."""

from __future__ import annotations

from math import cos, radians, sin

from storyforge.artist.actor import Drawn
from storyforge.artist.colour import mix, scale
from storyforge.artist.hand import P2, Circle, hull, ring, smooth

# how far a garment falls: share of the way hip..knee..ankle (1 knee, 2 ankle), and its flare
HEMS: dict[str, tuple[float, float]] = {
    "coat": (1.08, 0.066),
    "jacket": (0.16, 0.05),
    "jumper": (0.1, 0.048),
    "shirt": (0.05, 0.047),
    "dress": (1.35, 0.085),
    "uniform": (0.24, 0.054),
    "cloak": (1.6, 0.1),
    "apron": (0.1, 0.048),
    "suit": (0.26, 0.052),
}


def hem(d: Drawn) -> list[Circle]:
    """The lower edge of the upper garment as circles."""
    fall, flare = HEMS[d.look.top]
    out = []
    for side in ("l", "r"):
        if fall <= 1:
            out.append(d.circle("hip_" + side, flare, "knee_" + side, fall))
        else:
            out.append(d.circle("knee_" + side, flare, "ankle_" + side, fall - 1))
            out.append(d.circle("hip_" + side, flare * 0.9, "knee_" + side, 0.7))
    return out


def draw_torso(d: Drawn) -> None:
    """Neck slope, ribs, waist and skirt in one outline."""
    broad = d.look.broad
    shoulders = [d.circle("shoulder_" + s, 0.031 * broad, "neck", 0.06) for s in ("l", "r")]
    slope = d.circle("neck", 0.03 * broad, "head", 0.1)
    chest = d.circle("chest", 0.075 * broad)
    waist = d.circle("hip", 0.068 * broad, "chest", 0.4)
    hips = [d.circle("hip_l", 0.053), d.circle("hip_r", 0.053)]
    if d.look.top in ("dress", "uniform") or broad < 0.95:
        waist = (waist[0], waist[1], waist[2] * 0.88)
    skirt = smooth(hull([waist, *hips, *hem(d)]))
    parts = [
        smooth(hull([*shoulders, slope])),
        smooth(hull([*shoulders, chest])),
        hull([(s[0] * 0.8 + waist[0] * 0.2, s[1], s[2]) for s in shoulders] + [waist]),
        hull([chest, waist]),
        skirt,
    ]
    d.canvas.union(parts, d.paint["cloth"], d.weight)
    _modelling(d, shoulders, waist)
    if d.large > 190:
        _folds(d, waist, skirt)


def _modelling(d: Drawn, shoulders: list[Circle], waist: Circle) -> None:
    far = 1 if (shoulders[1][0] - shoulders[0][0]) * d.away > 0 else 0
    low = [c for c in hem(d) if (c[0] - waist[0]) * d.away >= 0] or hem(d)[-1:]
    edge = (waist[0] + d.away * waist[2] * 0.12, waist[1], waist[2])
    d.shade([shoulders[far], edge], d.paint["cloth"])
    d.shade([edge, *low], d.paint["cloth"])


def _folds(d: Drawn, waist: Circle, skirt: list[P2]) -> None:
    x, y, r = waist
    d.canvas.stroke(
        [(x - r * 0.9, y + r * 0.1), (x - r * 0.5, y + r * 0.3), (x - r * 0.15, y + r * 0.25)],
        d.weight,
        150,
    )
    d.canvas.stroke([(x + r * 0.85, y), (x + r * 0.5, y + r * 0.25)], d.weight, 150)
    for side in ("l", "r"):  # from the armpit
        ax, ay, ar = d.circle("shoulder_" + side, 0.033, "chest", 0.45)
        toward = 1 if ax < x else -1
        d.canvas.stroke(
            [(ax - toward * ar * 0.5, ay + ar * 0.6), (ax + toward * ar * 0.7, ay + ar * 1.2)],
            d.weight,
            150,
        )
    low = max(p[1] for p in skirt)
    if HEMS[d.look.top][0] > 0.9:
        for k in (-0.6, -0.1, 0.5):
            foot = x + (sum(p[0] for p in skirt) / len(skirt) - x) * 1.6 + k * r * 1.3
            d.canvas.stroke(
                [(x + k * r * 0.8, y + (low - y) * 0.45), (foot, low - r * 0.25)], d.weight, 140
            )


def draw_front(d: Drawn) -> None:
    """What a chest shows from the front: opening, collar, buttons, bib, belt."""
    neck, hip = d.circle("neck", 0.03), d.circle("hip", 0.05)
    push = _turned(d) * 0.06 * d.tall * d.scale
    top, low = (neck[0] + push * 0.6, neck[1] + neck[2] * 0.6), (hip[0] + push, hip[1] + hip[2])
    r = neck[2]
    if d.look.top == "apron":
        _bib(d, top, low, r)
    if d.look.top in ("coat", "uniform", "jacket", "suit", "shirt"):
        middle = ((top[0] + low[0]) / 2 + push * 0.25, (top[1] + low[1]) / 2)
        d.canvas.stroke([top, middle, low], d.weight * 1.1, 220)
        _collar(d, top, r, push)
    if d.look.buttons or d.look.top in ("coat", "uniform"):
        _buttons(d, top, low, r)
    if d.look.top in ("coat", "uniform") and d.large > 190:
        x, y, w = d.circle("hip", 0.066, "chest", 0.3)
        belt = [(x - w * 0.9, y), (x + push * 0.5, y + w * 0.2), (x + w * 0.9, y)]
        d.canvas.stroke(belt, d.weight * 1.6, 200)
    if d.look.top == "jumper" and d.large > 160:
        ends = ((top[0] - r * 1.0, top[1] - r * 0.5), (top[0] + r * 1.0, top[1] - r * 0.5))
        d.canvas.stroke([ends[0], (top[0], top[1] + r * 0.4), ends[1]], d.weight * 1.3, 220)


def _turned(d: Drawn) -> float:
    a = radians(d.actor.yaw)
    return sin(a) * d.lens.axes[0][0] + cos(a) * d.lens.axes[0][2]


def _collar(d: Drawn, top: P2, r: float, push: float) -> None:
    x, y = top
    colour = scale(d.paint["cloth"], 0.86)
    drop = 2.6 if d.look.top in ("suit", "coat", "jacket") else 1.4
    if d.look.top in ("suit", "jacket"):
        shirt = [
            (x - r * 0.7, y - r * 0.6),
            (x + r * 0.7, y - r * 0.6),
            (x + push * 0.1, y + r * drop),
        ]
        d.canvas.fill(shirt, mix(d.paint["skin"], (240, 236, 228), 0.75))
    for side in (-1, 1):
        flap = [
            (x + side * r * 0.5, y - r * 0.9),
            (x + side * r * 1.4, y - r * 0.2),
            (x + side * r * 0.75, y + r * drop * 0.5),
            (x + push * 0.1, y + r * drop * 0.9),
        ]
        d.canvas.union([flap], colour, d.weight * 0.7)


def _buttons(d: Drawn, top: P2, low: P2, r: float) -> None:
    if d.large < 130:
        return
    size = max(1.2, r * 0.15)
    gold = mix(d.paint["accent"], (206, 168, 86), 0.5 if d.look.buttons else 0.0)
    rows = (-0.55, 0.55) if d.look.top == "uniform" else (0.3,)
    for k in range(5):
        t = 0.3 + 0.16 * k
        for side in rows:
            x = top[0] + (low[0] - top[0]) * t + side * r
            d.canvas.union([ring(x, top[1] + (low[1] - top[1]) * t, size)], gold, d.weight * 0.4)


def _bib(d: Drawn, top: P2, low: P2, r: float) -> None:
    knees = d.circle("knee_l", 0.05), d.circle("knee_r", 0.05)
    shape = [
        (top[0] - r, top[1] + r * 2),
        (top[0] + r, top[1] + r * 2),
        (low[0] + r * 1.7, low[1] - r),
        (knees[1][0] + r * 0.4, knees[1][1]),
        (knees[0][0] - r * 0.4, knees[0][1]),
        (low[0] - r * 1.7, low[1] - r),
    ]
    colour = mix(d.paint["cloth"], d.paint["bib"], 0.85)
    d.canvas.union([hull([(x, y, 0.01) for x, y in shape])], colour, d.weight * 0.8)
    for side in (-1, 1):
        strap = [(top[0] + side * r * 0.9, top[1] + r * 2), (top[0] + side * r * 0.7, top[1] - r)]
        d.canvas.stroke(strap, d.weight * 1.6, 220)


def draw_cloak(d: Drawn) -> None:
    """A cloak over everything."""
    wide = [d.circle("shoulder_l", 0.05), d.circle("shoulder_r", 0.05), d.circle("neck", 0.05)]
    low = [d.circle("knee_l", 0.11, "ankle_l", 0.5), d.circle("knee_r", 0.11, "ankle_r", 0.5)]
    d.canvas.union([hull([*wide, *low])], scale(d.paint["cloth"], 0.85), d.weight)
    for k in (0.2, 0.5, 0.8):
        a = (wide[0][0] + (wide[1][0] - wide[0][0]) * k, wide[0][1] + wide[0][2])
        b = (low[0][0] + (low[1][0] - low[0][0]) * k, low[0][1])
        d.canvas.stroke([a, b], d.weight, 140)


def draw_neck(d: Drawn) -> None:
    """The neck up into the head's shadow, and the scarf round it."""
    neck = d.circle("neck", 0.028 if not d.look.child else 0.024)
    chin = d.circle("head", 0.029, "neck", 0.45)
    pit = d.circle("neck", 0.014, "chest", 0.16)
    shape = [hull([neck, chin])] if d.toward() < 0 else [hull([neck, chin, pit])]
    d.canvas.union(shape, scale(d.paint["skin"], 0.92), d.weight * 0.8)
    x, y, r = chin
    if d.large > 120:
        shadow = [(x - r, y - r * 0.4), (x + r, y - r * 0.4), (x + r, y + r * 0.7), (x - r, y + r)]
        d.canvas.wash(shadow, scale(d.paint["skin"], 0.72), d.code)
    if d.toward() <= -0.1:
        _back_collar(d, neck)
    if d.look.scarf:
        _scarf(d, neck)


def _back_collar(d: Drawn, neck: Circle) -> None:
    """The collar laid round the nape, and the seam down the back."""
    x, y, r = neck
    turned = d.look.top in ("coat", "uniform", "jacket", "suit", "shirt")
    up, out = (1.05, 1.75) if turned else (0.45, 1.5)
    shape = [
        (x - r * 1.15, y - r * up),
        (x, y - r * (up - 0.3)),
        (x + r * 1.15, y - r * up),
        (x + r * out, y + r * 0.35),
        (x, y + r * (1.0 if turned else 0.35)),
        (x - r * out, y + r * 0.35),
    ]
    d.canvas.union([smooth(shape)], scale(d.paint["cloth"], 0.84), d.weight * 0.9)
    if d.large < 130:
        return
    low = d.circle("hip", 0.05)
    if turned:
        d.canvas.stroke([(x, y + r), ((x + low[0]) / 2, (y + low[1]) / 2), low[:2]], d.weight, 140)
    else:
        for k in (-0.9, -0.45, 0.0, 0.45, 0.9):
            d.canvas.stroke([(x + k * r, y - r * 0.1), (x + k * r, y + r * 0.3)], d.weight, 130)


def _scarf(d: Drawn, neck: Circle) -> None:
    x, y, r = neck
    wrap = smooth(
        hull(
            [
                (x - r * 0.85, y + r * 0.1, r * 0.7),
                (x + r * 0.85, y + r * 0.1, r * 0.7),
                (x, y - r * 0.2, r * 0.75),
            ]
        )
    )
    front = d.toward() > -0.1
    if not front:  # a band round the whole neck, one end down the back
        wrap = smooth(hull([(x + s * r * 1.0, y - r * 0.3, r * 0.62) for s in (-1, 1)]))
        tail = [(x + r * 0.5, y, r * 0.5), (x + r * 0.75, y + r * 3.6, r * 0.62)]
        d.canvas.union([hull(tail)], scale(d.paint["accent"], 0.9), d.weight)
    end = hull([(x + r * 0.7, y + r * 0.5, r * 0.5), (x + r * 1.0, y + r * 3.4, r * 0.6)])
    d.canvas.union([end] if front else [], d.paint["accent"], d.weight)
    d.canvas.union([wrap], d.paint["accent"], d.weight)
    for k in (-0.5, 0.1, 0.7):
        path = [
            (x + k * r - r * 0.3, y - r * 0.4),
            (x + k * r, y + r * 0.1),
            (x + k * r, y + r * 0.6),
        ]
        d.canvas.stroke(path, d.weight * 0.8, 170)
