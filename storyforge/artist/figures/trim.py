"""What is sewn on: openings, collars, lapels, buttons, belts, pockets, bibs, laid on the body."""

from __future__ import annotations

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.figures.torso import bent
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, ring, taut
from storyforge.artist.stage.vector import unit

Mark = tuple[float, float]  # way up the spine, degrees from the front to the figure's right
_EDGE = 84.0
_DEEP = frozenset(("lapel", "wide"))
_THROAT = {"lapel": 0.58, "wide": 0.72, "round": 0.87}  # how far down a front is open

# one half of each collar, from the neck outwards and down; the other half is mirrored
_COLLARS: dict[str, tuple[Mark, ...]] = {
    "shirt": ((1.05, 62), (0.985, 70), (0.915, 30), (0.965, 2)),
    "lapel": (
        *((1.07, 66), (0.99, 72), (0.92, 50), (0.905, 36), (0.875, 50)),
        *((0.8, 42), (0.58, 2), (0.95, 18)),
    ),
    "wide": (
        *((1.1, 70), (0.99, 84), (0.86, 66), (0.855, 44), (0.83, 60)),
        *((0.76, 40), (0.72, 2), (0.95, 16)),
    ),
    "stand": ((1.085, 82), (0.985, 82), (0.965, 40), (0.955, 2), (1.05, 2), (1.06, 40)),
}
_POCKETS: dict[str, tuple[Mark, ...]] = {
    "flap": ((0.16, 34), (0.16, 62), (0.1, 62), (0.1, 34)),
    "breast": ((0.76, 18), (0.76, 42), (0.7, 42), (0.68, 30), (0.7, 18)),
}


def _pen(d: Drawn, t: float, turn: float, lift: float = 1.0) -> P2:
    """A mark on the picture; one round the corner is drawn on the edge."""
    view = d.view
    off = (turn - view + 180) % 360 - 180
    return d.lens.at(d.trunk.on(t, view + max(-_EDGE, min(_EDGE, off)), lift))


def _hidden(d: Drawn, turns: list[float]) -> bool:
    view = d.view
    return all(abs((turn - view + 180) % 360 - 180) > _EDGE for turn in turns)


def _patch(
    d: Drawn, marks: tuple[Mark, ...], side: float, colour: RGB, weight: float, lift: float = 1.02
) -> None:
    if _hidden(d, [turn * side for _, turn in marks]):
        return
    shape = [_pen(d, t, turn * side, lift) for t, turn in marks]
    d.canvas.union([shape], colour, d.weight * weight)


def _seam(d: Drawn, marks: list[Mark], weight: float, value: int) -> None:
    seen = [(t, turn) for t, turn in marks if not _hidden(d, [turn])]
    if len(seen) > 1:
        d.canvas.stroke([_pen(d, *mark) for mark in seen], d.weight * weight, value)


def draw_trim(d: Drawn) -> None:
    """Everything sewn on the trunk of somebody, as far as it is on our side."""
    if d.large < 45:
        return
    if d.look.top == "apron":
        _bib(d)
    elif d.cut.opening:
        _opening(d)
    if d.cut.belt:
        _belt(d)
    if d.large > 130:
        _pockets(d)
    if d.large > 100:
        _buttons(d)
    if abs(d.view) > 100 and d.cut.opening:
        _seam(d, [(t, 180) for t in (0.9, 0.6, 0.3, 0.02)], 0.7, 130)


def _opening(d: Drawn) -> None:
    """The edge where the two halves of a front meet, down to the hem."""
    top = _THROAT.get(d.cut.collar, 0.96)
    _seam(d, [(top - (top - 0.02) * k / 4, 3) for k in range(5)], 1.0, 220)
    if bent(d) or _hidden(d, [3]):
        return
    low = d.skirt
    hem = low[0]
    front = hem.spot(1.54)
    if d.faces(front, unit(hem.along)) > 0.02:
        path = [d.trunk.on(0.02, 3), low[1].spot(1.54), front]
        d.crease(path, 1.0, 220)


def _belt(d: Drawn) -> None:
    view, shade = d.view, scale(d.paint["cloth"], 0.62)
    colour = mix(d.paint["accent"], shade, 0.5) if d.look.top in ("dress", "robe") else shade
    edge = [view - 80 + 20 * k for k in range(9)]
    upper = [_pen(d, 0.43, turn, 1.02) for turn in edge]
    lower = [_pen(d, 0.365, turn, 1.02) for turn in edge]
    d.canvas.union([[*upper, *lower[::-1]]], colour, d.weight * 0.5)
    if d.large > 130 and not _hidden(d, [0]) and d.cut.opening:
        buckle = taut([_pen(d, t, turn, 1.03) for t in (0.36, 0.435) for turn in (-9, 9)])
        d.canvas.union([buckle], mix(d.paint["accent"], (206, 168, 86), 0.5), d.weight * 0.5)


def _pockets(d: Drawn) -> None:
    kind = d.cut.pockets
    for side in (-1.0, 1.0):
        if kind == "slant":
            _seam(d, [(0.2, 36 * side), (0.13, 46 * side), (0.06, 54 * side)], 1.1, 210)
        elif kind:
            _patch(d, _POCKETS[kind], side, scale(d.paint["cloth"], 0.93), 0.45)


def _buttons(d: Drawn) -> None:
    rows = d.cut.rows or ((0.0,) if d.look.buttons else ())
    if not rows:
        return
    gold = d.look.buttons or d.look.top == "uniform"
    cloth = d.paint["cloth"]
    plain = scale(cloth, 0.55) if luma(cloth) > 70 else mix(cloth, (220, 214, 200), 0.4)
    colour = mix(d.paint["accent"], (206, 168, 86), 0.5) if gold else plain
    top = _THROAT.get(d.cut.collar, 0.93) - 0.05
    size = max(0.8 * d.canvas.unit, 0.0062 * d.tall * d.scale)
    for k in range(5):
        t = top - (top - 0.06) * k / 4
        if d.cut.belt and 0.34 < t < 0.46:
            continue
        for row in rows:
            if not _hidden(d, [row * 70]):
                x, y = _pen(d, t, row * 70, 1.02)
                d.canvas.union([ring(x, y, size)], colour, d.weight * 0.35)


def _bib(d: Drawn) -> None:
    """An apron: a bib on the chest, its strings, its skirt to the knees."""
    colour = mix(d.paint["cloth"], d.paint["bib"], 0.85)
    low = d.skirt
    if not _hidden(d, [0]):
        bib = [_pen(d, t, turn, 1.03) for t, turn in ((0.8, -30), (0.8, 30), (0.4, 48), (0.4, -48))]
        knees = [d.lens.at(d.joints["knee_" + s]) for s in ("l", "r")]
        hips = [_pen(d, t, turn, 1.04) for t in (0.4, 0.05) for turn in (-74, 74)]
        if bent(d):
            shape = taut([*hips, *knees])
        else:
            y = 0.02 * d.tall * d.scale
            foot = [low[0].spot(a, 1.0) for a in (0.5, 1.57, 2.64)]
            drop = d.lens.at(d.joints["knee_l"])[1] - d.lens.at(foot[1])[1] + y
            shape = taut([*hips, *((x, v + drop) for x, v in map(d.lens.at, foot))])
        d.mass([bib, shape], colour, 0.8)
        for side in (-1, 1):
            _seam(d, [(0.8, 28 * side), (0.92, 30 * side), (1.0, 40 * side)], 1.5, 220)
    _seam(d, [(0.38, turn) for turn in range(-180, 181, 20)], 1.2, 210)


def draw_collar(d: Drawn) -> None:
    """The collar in front of the neck: two halves that part at the throat."""
    kind = d.cut.collar
    if d.large < 60 or _hidden(d, [-30, 0, 30]):
        return
    shade = scale(d.paint["upper"], 0.88)
    if kind == "crew":
        edge = [-_EDGE + 21 * k + d.view for k in range(9)]
        band = [_pen(d, 1.035, turn, 1.08) for turn in edge]
        band += [_pen(d, 0.985, turn, 1.02) for turn in edge[::-1]]
        d.canvas.union([band], shade, d.weight * 0.6)
    for side in (-1.0, 1.0):
        if kind in _COLLARS:
            _patch(d, _COLLARS[kind], side, shade, 0.6, 1.05)


def draw_back_collar(d: Drawn) -> None:
    """The same from behind, laid round the nape."""
    if d.large < 40 or d.cut.collar == "round":
        return
    high, low = (1.1, 0.965) if d.cut.collar in ("lapel", "wide", "stand") else (1.07, 0.985)
    view = d.view
    edge = [view - 88 + 22 * k for k in range(9)]
    upper = [d.lens.at(d.trunk.on(high, turn, 1.05)) for turn in edge]
    lower = [d.lens.at(d.trunk.on(low, turn, 1.06)) for turn in edge]
    d.canvas.union([[*upper, *lower[::-1]]], scale(d.paint["upper"], 0.86), d.weight * 0.7)


def draw_opening(d: Drawn) -> None:
    """What shows in the neck of the garment: skin, or the shirt under a jacket."""
    kind = d.cut.collar
    if kind in ("crew", "stand") or _hidden(d, [-20, 0, 20]) or d.large < 40:
        return
    low = _THROAT.get(kind, 0.965)
    marks = ((1.04, -58), (0.97, -46), (low, -5), (low, 5), (0.97, 46), (1.04, 58))
    shape = [_pen(d, t, turn, 1.01) for t, turn in marks]
    if kind not in _DEEP:
        d.canvas.fill(shape, scale(d.paint["skin"], 0.97))
        if kind == "round":
            d.canvas.stroke(shape[1:5], d.weight, 220)
        return
    d.canvas.fill(shape, mix(d.paint["skin"], (228, 224, 214), 0.75))
    pit = [_pen(d, t, turn, 1.02) for t, turn in ((1.04, -40), (0.95, 0), (1.04, 40))]
    d.canvas.fill(pit, scale(d.paint["skin"], 0.95))
    if d.look.top == "suit":
        tie = [(0.96, -7), (0.96, 7), (0.9, 4), (0.66, 7), (low, 0), (0.66, -7), (0.9, -4)]
        d.canvas.union(
            [[_pen(d, t, turn, 1.03) for t, turn in tie]], d.paint["accent"], d.weight * 0.5
        )
