"""What is worn round a body rather than on it: the neck in its collar, scarves, cloaks."""

from __future__ import annotations

from storyforge.artist.figures.actor import Drawn
from storyforge.artist.figures.trim import draw_back_collar, draw_collar, draw_opening
from storyforge.artist.figures.trunk import slight
from storyforge.artist.ink.colour import scale
from storyforge.artist.ink.hand import hull, smooth, taut
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, plus, times
from storyforge.artist.stage.volume import Section, tube


def faces_us(d: Drawn) -> bool:
    """Whether the throat rather than the nape is on our side."""
    return d.toward() > -0.12


def throat_hidden(d: Drawn) -> bool:
    """Whether the shoulders or the chest hide the foot of the neck, from behind or from below."""
    _, up, _ = d.trunk.frame(0.9)
    return not faces_us(d) or d.faces(d.joints["neck"], up) < -0.4


def draw_neck(d: Drawn) -> None:
    """The bare neck; of somebody turned away it goes down behind the collar."""
    r = (0.0255 if slight(d.look) else 0.024 if d.look.child else 0.031) * d.tall
    r *= 0.4 + 0.6 * d.look.broad
    closed = throat_hidden(d) or d.cut.collar in ("crew", "stand", "shirt")
    foot, head = d.trunk.axis(1.05 if closed else 1.0), d.joints["head"]
    stops = [
        (foot, r * (0.9 if closed else 1.12)),
        (between(foot, head, 0.3), r),
        (between(foot, head, 0.62), r),
    ]
    sections = tube(d.lens.eye, stops)
    skin = d.paint["skin"]
    d.mass(loft(d.lens, sections), scale(skin, 0.94), 0.7)
    _chin_shade(d, r)


def draw_collars(d: Drawn) -> None:
    """What lies round the neck: the opening and its collar, or the collar's back; the scarf."""
    front = faces_us(d)
    if front:
        draw_opening(d)
        draw_collar(d)
    else:
        draw_back_collar(d)
    if d.look.scarf:
        _scarf(d, front)


def _chin_shade(d: Drawn, r: float) -> None:
    """The head's shadow on the throat."""
    if d.large < 90:
        return
    spot = between(d.joints["neck"], d.joints["head"], 0.42)
    x, y = d.lens.at(spot)
    size = r * d.lens.size(spot)
    low = 0.55 if d.toward() > 0 else 0.2
    shape = [(x - size, y - size), (x + size, y - size), (x + size * 0.98, y + size * low)]
    shape += [(x + size * 0.2 * d.away, y + size * (low + 0.4)), (x - size * 0.98, y + size * low)]
    d.canvas.wash(shape, scale(d.paint["skin"], 0.74), d.code)


def _scarf(d: Drawn, front: bool) -> None:
    """A roll round the neck and one end that hangs, before or behind."""
    colour = d.paint["accent"]
    right, up, ahead = d.trunk.frame(0.9)
    at = d.trunk.axis(0.985)
    r = 0.05 * d.tall * (0.85 if d.look.child else 1.0)
    low = Section(plus(at, ahead, 0.008 * d.tall), times(right, r * 1.15), times(ahead, r))
    high = Section(
        plus(plus(at, up, 0.034 * d.tall), ahead, 0.006 * d.tall),
        times(right, r * 0.95),
        times(ahead, r * 0.86),
    )
    turn, sway = (16.0, 1.12) if front else (168.0, 1.16)
    ends = [(0.97, 0.0), (0.8, 4.0), (0.58, 7.0)]
    strip = [d.lens.at(d.trunk.on(t, turn - 9 - more * 0.4, sway)) for t, more in ends]
    strip += [d.lens.at(d.trunk.on(t, turn + 11 + more, sway)) for t, more in ends[::-1]]
    d.mass([strip], scale(colour, 0.92), 0.8)
    roll = smooth(taut([*low.seen(d.lens), *high.seen(d.lens)]))
    d.mass([roll], colour, 0.9)
    if d.large > 110:
        x, y = d.lens.at(at)
        size = r * d.lens.size(at)
        for k in (-0.6, 0.0, 0.55):
            path = [(x + k * size, y - size * 0.5), (x + (k + 0.25) * size, y + size * 0.1)]
            d.canvas.stroke(path, d.weight * 0.8, 170)


def cloak(d: Drawn) -> list[Section]:
    """A cloak from the collar over both arms nearly to the ground."""
    low = d.skirt[0]
    ground = between(d.joints["ankle_l"], d.joints["ankle_r"], 0.5)
    right, _, ahead = d.trunk.frame(0.9)
    h = d.tall
    reach = d.trunk.reach
    top = d.trunk.section(1.02)
    over = d.trunk.axis(0.92)
    elbow = between(d.joints["hip"], d.trunk.axis(0.4), 0.8)
    foot = between(low.at, ground, 0.74)
    wide = [(over, reach + 0.03 * h, 0.055), (elbow, reach + 0.055 * h, 0.085)]
    rings = [
        Section(plus(at, ahead, -0.012 * h), times(right, w), times(ahead, k * h))
        for at, w, k in wide
    ]
    tail = plus(foot, ahead, -0.04 * h)
    hem = Section(tail, times(right, reach + 0.085 * h), times(ahead, 0.11 * h))
    return [hem, *rings[::-1], top]


def draw_cloak(d: Drawn) -> None:
    """The whole cloak: behind the body when it faces us, over all when it does not."""
    sections = cloak(d)
    front = d.toward() > 0
    colour = scale(d.paint["cloth"], 0.62 if front else 0.9)
    d.mass(loft(d.lens, sections), colour)
    if not front:
        d.shade(sections, colour)
    if d.large > 70:
        hem, upper = sections[0], sections[2]
        for turn in (-2.3, -1.75, -1.2, -0.7):
            path = [hem.spot(turn, 0.97), between(hem.spot(turn), upper.spot(turn), 0.5)]
            if d.faces(path[0], times(plus(path[0], hem.at, -1.0), 1 / (0.1 * d.tall))) > 0:
                d.crease([*path, upper.spot(turn, 0.9)], 0.8, 150)


def draw_mantle(d: Drawn) -> None:
    """The cloak's two halves over the shoulders of somebody who faces us, and its clasp."""
    sections = cloak(d)
    colour = scale(d.paint["cloth"], 0.92)
    shapes = []
    for side in (0.0, 3.1416):
        inward = 1.0 if side == 0.0 else -1.0
        edge = [
            s.spot(side + inward * 0.95 * k)
            for s, k in zip(sections, (0.75, 0.8, 0.9, 1.5), strict=True)
        ]
        back = [s.spot(side - inward * 0.5) for s in sections]
        rim = [s.spot(side) for s in sections]
        for k in range(3):
            six = [edge[k], edge[k + 1], back[k], back[k + 1], rim[k], rim[k + 1]]
            shapes.append(taut([d.lens.at(p) for p in six]))
    d.mass(shapes, colour)
    d.shade(sections, colour)
    x, y = d.lens.at(d.trunk.on(0.95, 0, 1.2))
    r = 0.012 * d.tall * d.scale
    d.canvas.union([hull([(x - r, y, r), (x + r, y, r)])], d.paint["accent"], d.weight * 0.5)
