"""The head of a four-legged creature: skull, muzzle, ears, horns, eyes that look, a mouth."""

from __future__ import annotations

from math import cos, pi, radians, sin

from storyforge.artist.body.head import Head
from storyforge.artist.body.quadruped_frame import Stance
from storyforge.artist.body.quadruped_kinds import Frame
from storyforge.artist.figures.actor import Inked
from storyforge.artist.figures.beast_ears import draw_ear, draw_extras, draw_horn
from storyforge.artist.figures.muzzle import Muzzle
from storyforge.artist.ink.colour import RGB, luma, mix, scale
from storyforge.artist.ink.hand import P2, smooth, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import cross, minus, unit
from storyforge.artist.stage.volume import Section, square

_CATS = ("cat", "kitten", "lion", "lioness", "tiger", "leopard")
_INK: RGB = (40, 36, 38)


def muzzle_of(d: Inked, frame: Frame, stance: Stance, withers: float) -> Muzzle:
    """The head of a beast from its joints."""
    poll, nose = d.joints["poll"], d.joints["nose"]
    ahead = unit(minus(nose, poll), (0.0, 0.0, 1.0))
    up = square(minus(d.joints["ears"], poll), ahead)
    head = Head(poll, cross(up, ahead), up, ahead, frame.head * withers, d.lens)
    angry = any(w in d.actor.mood for w in ("angry", "furious", "snarl", "growl", "bark"))
    return Muzzle(d, head, frame, stance, max(stance.gape, 18.0 if angry else 0.0))


def draw_beast_head(m: Muzzle) -> None:
    """The whole head, far parts first."""
    d, look = m.d, m.d.look
    coat = d.paint["cloth"]
    for side in (-1, 1):
        if m.head.toward(side, 0, -0.35) < 0 or m.head.toward(0, 0, 1) > 0.25:
            draw_ear(m, side)
            draw_horn(m, side)
    if m.gape > 6:
        _jaw(m)
    parts = _forms(m)
    colour = mix(coat, d.paint["bib"], 1.0 if look.kind in ("sheep", "panda") else 0.0)
    colour = d.paint["hair"] if look.kind == "sheep" else colour
    d.mass(loft(d.lens, parts), colour)
    if m.seam:
        d.canvas.fill(m.seam, colour)
    d.shade(parts, colour)
    _patch(m)
    if m.detail > 9:
        _nose(m)
        for side in (-1, 1):
            _eye(m, side)
    if m.detail > 26:
        _mouth(m)
    for side in (-1, 1):
        if m.head.toward(side, 0, -0.35) >= 0 and m.head.toward(0, 0, 1) <= 0.25:
            draw_ear(m, side)
            draw_horn(m, side)
    draw_extras(m)


def _forms(m: Muzzle) -> list[Section]:
    f, s = m.frame, m.frame.skull
    n, low = f.snout, -0.1 * s
    reach = 1 - s
    stop = min(s * 0.9, reach * 0.5)
    blunt = 0.92 if m.d.look.kind in ("pig", "boar", "cow", "bull") else 0.62
    return [
        m.ring(-s * 0.92, 0.0, s * 0.5, s * 0.5),
        m.ring(-s * 0.4, 0.0, s * 0.92, s * 0.9),
        m.ring(s * 0.2, low * 0.4, s * 1.0, s * 0.94),
        m.ring(stop, low - s * 0.1, mixed(s * 0.8, n, 0.35), mixed(s * 0.8, n, 0.3)),
        m.ring(mixed(stop, reach, 0.4), low - s * 0.2, n * 1.06, n * 1.08),
        m.ring(reach - n * 0.45, low - s * 0.24, n * 0.98, n * 0.96),
        m.ring(reach, low - s * 0.2, n * blunt, n * blunt * 0.9),
    ]


def mixed(a: float, b: float, share: float) -> float:
    """a moved towards b."""
    return a + (b - a) * share


def _jaw(m: Muzzle) -> None:
    """The lower jaw hanging open, dark inside, with a tongue and teeth."""
    s, n = m.frame.skull, m.frame.snout
    a = radians(min(34.0, m.gape))
    reach = (1 - s) * 0.9

    def at(way: float, x: float = 0.0, up: float = 0.0) -> V3:
        y = -0.35 * s - way * sin(a) - n * 0.2 + up
        return x, y, s * 0.2 + way * cos(a)

    half = n * 0.78
    rings = [
        m.ring(at(w)[2], at(w)[1], half * k, n * 0.42)
        for w, k in ((0.0, 1.2), (reach * 0.45, 1.0), (reach * 0.82, 0.66))
    ]
    m.d.mass(loft(m.d.lens, rings), scale(m.d.paint["cloth"], 0.85), 0.8)
    mouth = [at(0.0, half), at(reach * 0.7, half * 0.7), at(reach * 0.7, -half * 0.7), at(0, -half)]
    top = [(half * 0.8, -0.3 * s, reach * 0.95), (-half * 0.8, -0.3 * s, reach * 0.95)]
    m.d.canvas.fill(taut(m.on(*mouth, *top)), (92, 44, 46))
    if m.detail > 30:
        tongue = [
            at(reach * 0.2, half * 0.5, n * 0.3),
            at(reach * 0.68, half * 0.4, n * 0.42),
            at(reach * 0.68, -half * 0.4, n * 0.42),
            at(reach * 0.2, -half * 0.5, n * 0.3),
        ]
        m.d.canvas.fill(smooth(taut(m.on(*tongue))), (190, 104, 104))


def _patch(m: Muzzle) -> None:
    """The lighter muzzle and cheeks, or a blaze down the face."""
    look, d, s, n = m.d.look, m.d, m.frame.skull, m.frame.snout
    same = abs(luma(look.bib) - luma(look.cloth)) < 14
    if same or m.detail < 16 or look.kind == "frog":
        return
    if look.kind in ("horse", "pony", "cow", "bull", "calf"):
        blaze = [
            (0.05, s * 0.66, s * 0.5),
            (0.04, n * 0.4, 1 - s * 1.5),
            (0.0, n * 0.3, 1 - s),
            (-0.04, n * 0.4, 1 - s * 1.5),
            (-0.05, s * 0.66, s * 0.5),
        ]
        if m.head.toward(0, 0.8, 0.6) > 0.1 and luma(look.bib) > luma(look.cloth) + 40:
            d.canvas.wash(smooth(m.on(*blaze)), d.paint["bib"])
        return
    rings = [
        m.ring(s * 0.5, -s * 0.42, s * 0.62, s * 0.38),
        m.ring(1 - s - n * 1.6, -s * 0.26, n * 0.9, n * 0.72),
        m.ring(1 - s - n * 0.4, -s * 0.26, n * 0.86, n * 0.66),
    ]
    if m.head.toward(0, 0.2, -1) < 0.75:
        for shape in loft(d.lens, rings):
            d.canvas.wash(shape, d.paint["bib"])


def _nose(m: Muzzle) -> None:
    if m.head.toward(0, 0.15, 1) < -0.25 or m.d.look.kind == "frog":
        return
    s, n, h = m.frame.skull, m.frame.snout, m.head
    z, y = 1 - s, -s * 0.26
    kind = m.d.look.kind
    if m.frame.hoof and kind not in ("sheep", "goat", "lamb", "deer", "fawn"):
        flat = kind in ("pig", "boar")
        if flat and h.toward(0, 0, 1) > 0.1:
            disc = m.ring(z + n * 0.12, y, n * 0.78, n * 0.7).seen(m.d.lens)
            m.d.canvas.union([disc], scale(m.d.paint["bib"], 0.94), m.d.weight * 0.7)
        for side in (-1, 1):
            if h.toward(side * 0.8, 0.1, 0.6) > 0.05:
                x = side * n * (0.34 if flat else 0.52)
                spot = (x, y + n * 0.16, z + n * (0.14 if flat else -0.06))
                px, py = h.on(*spot)
                r = n * 0.17 * h.size
                m.d.canvas.blot([(px + r * cos(t), py + 1.3 * r * sin(t)) for t in _EIGHT], 220)
        return
    pad = [
        (n * 0.5, y + n * 0.62, z - n * 0.1),
        (-n * 0.5, y + n * 0.62, z - n * 0.1),
        (-n * 0.42, y + n * 0.24, z + n * 0.1),
        (0, y - n * 0.02, z + n * 0.12),
        (n * 0.42, y + n * 0.24, z + n * 0.1),
        (0, y + n * 0.5, z + n * 0.2),
    ]
    shape = smooth(taut(m.on(*pad)))
    pink = m.d.look.kind in ("mouse", "rat", "kitten", "rabbit", "lamb")
    tint = m.d.paint["hair"] if pink and m.d.look.kind in ("mouse", "rat") else (188, 122, 116)
    m.d.canvas.fill(shape, tint if pink else m.d.paint["shoes"])
    if not pink:
        m.d.canvas.blot(shape, 200)


_EIGHT = tuple(2 * pi * k / 10 for k in range(10))


def _mouth(m: Muzzle) -> None:
    s, n = m.frame.skull, m.frame.snout
    y, z = -s * 0.26, 1 - s
    if m.gape > 6:
        return
    for side in (-1, 1):
        if m.head.toward(side, -0.2, 0.3) > 0.0:
            line = [
                (0.0, y - n * 0.4, z + n * 0.05),
                (side * n * 0.7, y - n * 0.62, z - n * 0.5),
                (side * n * 0.98, y - n * 0.5, mixed(s, z, 0.4)),
                (side * n * 1.02, y - n * 0.2, mixed(s, z, 0.2)),
            ]
            m.d.canvas.stroke(m.on(*line), m.d.weight * 0.9, 210)
    if m.head.toward(0, -0.1, 1) > 0.2 and not m.frame.hoof:
        m.d.canvas.stroke(m.on((0, y, z + n * 0.1), (0, y - n * 0.4, z + n * 0.08)), 0.8, 200)
    if m.d.look.kind in (*_CATS, "mouse", "rat", "rabbit", "fox") and m.detail > 70:
        for side in (-1, 1):
            if m.head.toward(side, 0, 0.6) > 0.0:
                for k in range(3):
                    start = (side * n * 0.8, y - n * 0.1 - k * n * 0.14, z - n * 0.3)
                    end = (side * (n + 0.3), y + n * (0.4 - 0.5 * k), z - n * 0.8)
                    m.d.canvas.stroke(m.on(start, end), 0.7, 150)


def _eye(m: Muzzle, side: int) -> None:
    """An eye on the side of the skull: towards us it is round, along it a slit."""
    kind, s, d = m.d.look.kind, m.frame.skull, m.d
    keen = kind in _CATS or kind in ("wolf", "fox", "bear", "dog", "puppy", "lynx")
    out = 0.55 if keen else 0.86
    x, y, z = side * s * (0.56 if keen else 0.82), s * 0.26, s * (0.66 if keen else 0.44)
    if kind == "frog":
        x, y, z = side * s * 0.62, s * 0.86, s * 0.1
    facing = m.head.toward(side * out, 0.22, (1 - out * out) ** 0.5)
    if facing < 0.08:
        return
    r = s * (0.24 if kind in _CATS else 0.17 if not m.frame.squat else 0.25)
    h = m.head
    across = unit((1 - out, 0.0, -side * out))
    shut = m.stance.shut or any(w in d.actor.mood for w in ("asleep", "sleep", "dozing"))
    angry = any(w in d.actor.mood for w in ("angry", "furious", "fierce", "snarl", "threat"))
    rim = []
    for t in _EIGHT:
        u, v = cos(t) * r, sin(t) * r * (0.82 if not angry else 0.6)
        rim.append(h.on(x + across[0] * u, y + v, z + across[2] * u))
    lid = [
        h.on(x - across[0] * r * 1.2, y, z - across[2] * r * 1.2),
        h.on(x, y - (r * 0.5 if shut else -r * 1.0), z),
        h.on(x + across[0] * r * 1.2, y, z + across[2] * r * 1.2),
    ]
    if shut:
        d.canvas.stroke(lid, d.weight * 1.1, 230)
        return
    if m.detail < 46:
        d.canvas.blot(rim)
        return
    _open_eye(m, rim, h.on(x, y, z), r * h.size, facing)
    if angry or keen:
        lift = r * (1.5 if not angry else 1.2)
        inner = (x - side * r * 1.0, y + lift * (1.0 if not angry else 0.55), z + r * 0.6)
        outer = (x + side * r * 1.1, y + lift * (0.9 if not angry else 1.5), z - r * 0.4)
        d.canvas.stroke(m.on(inner, outer), d.weight * (1.6 if angry else 0.9), 220)


def _open_eye(m: Muzzle, rim: list[P2], at: P2, r: float, facing: float) -> None:
    d = m.d
    rim = smooth(rim)
    d.canvas.fill(rim, d.look.skin)
    d.canvas.line([*rim, rim[0]], 1.0 + 0.5 * d.weight)
    slit = 0.3 if d.look.kind in ("cat", "kitten", "fox") else 0.55
    x, y = at
    wide = r * slit * max(0.4, facing)
    d.canvas.blot([(x + wide * cos(t), y + r * 0.66 * sin(t)) for t in _EIGHT])
    glint = [(x - r * 0.24 + r * 0.2 * cos(t), y - r * 0.3 + r * 0.2 * sin(t)) for t in _EIGHT]
    d.canvas.blot(glint, 0)
    d.canvas.fill(glint, (250, 248, 240))
