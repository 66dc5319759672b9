"""Who swims, creeps or crawls, drawn: fish, sharks and whales, snakes, spiders and insects."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi

from storyforge.artist.body.lowly_frame import BUGS, SNAKE, SWIMMERS
from storyforge.artist.figures.actor import Inked
from storyforge.artist.ink.colour import luma, mix, scale
from storyforge.artist.ink.hand import ring, smooth, taut
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, cross, length, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube

_TURN = tuple(2 * pi * k / 12 for k in range(12))


def draw_swimmer(d: Inked) -> None:
    """A fish, shark, whale or dolphin: far fin, tail, body, marks, near fin."""
    f, j = SWIMMERS[d.look.kind], d.joints
    long = length(minus(j["tail0"], j["nose"])) / 0.84
    axis = unit(minus(j["nose"], j["hip"]))
    up = square((0.0, 1.0, 0.0), axis)
    right = cross(up, axis)
    body = []
    for way, tall, wide in f.spans:
        at = _along(d, way)
        k = long * (0.5 + 0.5 * d.look.broad)
        body.append(Section(at, times(right, wide * k), times(up, tall * k)))
    colour = d.paint["cloth"]
    for side in sorted("lr", key=lambda s: -d.lens.depth(j["hand_" + s])):
        if d.lens.depth(j["hand_" + side]) >= d.lens.depth(j["neck"]):
            _fin(d, side, scale(colour, 0.8))
    _tail_fin(d, axis, long, f.flat)
    deep = max(tall for _, tall, _ in f.spans) * long
    root, rear = _along(d, f.dorsal[0] - 0.02), _along(d, f.dorsal[0] + f.dorsal[1])
    fin = [plus(root, up, deep * 0.7), j["dorsal"], plus(rear, up, deep * 0.5)]
    if d.look.kind == "fish":
        fin.insert(1, plus(plus(root, up, deep + f.dorsal[2] * long * 0.9), axis, -0.05 * long))
    spine = _spar(d, [root, j["dorsal"]], 0.012 * long)
    d.mass([[d.lens.at(p) for p in fin], *spine], d.paint["hair"], 0.8)
    shapes = loft(d.lens, body)
    if f.beak:
        shapes += loft(
            d.lens, tube(d.lens.eye, [(_along(d, 0.12), 0.045 * long), (j["nose"], 0.022 * long)])
        )
    d.mass(shapes, colour)
    _underside(d, body, up)
    d.shade(body, colour)
    _face(d, body, right, up, axis, long)
    for side in "lr":
        if d.lens.depth(j["hand_" + side]) < d.lens.depth(j["neck"]):
            _fin(d, side, mix(colour, d.paint["hair"], 0.4))


def _along(d: Inked, way: float) -> V3:
    """A point of the axis at a share of the length."""
    j = d.joints
    marks = ((0.0, "nose"), (0.36, "chest"), (0.72, "hip"), (0.84, "tail0"))
    for (a, one), (b, two) in pairwise(marks):
        if way <= b:
            return between(j[one], j[two], (way - a) / (b - a))
    return between(j["hip"], j["tail0"], (way - 0.72) / 0.12)


def _underside(d: Inked, body: list[Section], up: V3) -> None:
    if abs(luma(d.look.bib) - luma(d.look.cloth)) < 10 or d.faces(body[2].at, up) > 0.6:
        return
    low = [
        Section(plus(s.at, s.along, -0.52), times(s.across, 0.6), times(s.along, 0.46))
        for s in body[1:-1]
    ]
    for shape in loft(d.lens, low):
        d.canvas.wash(shape, d.paint["bib"])


def _fin(d: Inked, side: str, colour: tuple[int, int, int]) -> None:
    j = d.joints
    root, tip = j["shoulder_" + side], j["hand_" + side]
    back = times(unit(minus(j["hip"], j["chest"])), length(minus(tip, root)) * 0.55)
    edge = [
        plus(root, back, -0.5),
        between(root, tip, 0.6),
        tip,
        plus(between(root, tip, 0.5), back, 0.6),
        plus(root, back, 0.5),
    ]
    spine = _spar(d, [root, edge[1], tip], 0.07 * length(minus(tip, root)))
    d.mass([smooth([d.lens.at(p) for p in edge]), *spine], colour, 0.8)


def _spar(d: Inked, points: list[V3], thick: float) -> list[list[tuple[float, float]]]:
    """What stiffens a fin or a wing, so that it is seen edge-on as well."""
    radii = [thick * (1 - 0.6 * k / (len(points) - 1)) for k in range(len(points))]
    return loft(d.lens, tube(d.lens.eye, list(zip(points, radii, strict=True))))


def _tail_fin(d: Inked, axis: V3, long: float, flat: bool) -> None:
    j = d.joints
    root = j["tail0"]
    notch = plus(root, axis, -0.07 * long)
    edge = [plus(root, axis, 0.03 * long), j["toe_l"], notch, j["toe_r"]]
    spars = [s for n in "lr" for s in _spar(d, [root, j["toe_" + n]], 0.016 * long)]
    stem = tube(d.lens.eye, [(plus(root, axis, 0.06 * long), 0.03 * long), (notch, 0.02 * long)])
    d.mass(
        [[d.lens.at(p) for p in edge], *loft(d.lens, stem), *spars],
        d.paint["hair"] if not flat else scale(d.paint["cloth"], 0.9),
        0.9,
    )


def _face(d: Inked, body: list[Section], right: V3, up: V3, axis: V3, long: float) -> None:
    f = SWIMMERS[d.look.kind]
    for side in (-1.0, 1.0):
        out = times(right, side)
        if d.faces(body[1].at, out) < 0.12:
            continue
        start = 0.1 if not f.beak else 0.2
        s = body[1] if not f.beak else body[2]
        k = 0.9 if f.flat else 1.0
        eye = plus(
            plus(_along(d, start), out, length(s.across) * 0.95), up, length(s.along) * 0.22 * k
        )
        r = max(1.6 * d.canvas.unit, (0.02 if d.look.kind == "fish" else 0.009) * long * d.scale)
        x, y = d.lens.at(eye)
        if d.look.kind == "fish":
            d.canvas.fill(ring(x, y, r * 1.7), (236, 226, 196))
            d.canvas.line([*ring(x, y, r * 1.7), ring(x, y, r * 1.7)[0]], 1.0)
        d.canvas.blot(ring(x, y, r))
        mouth = [plus(j, up, -0.016 * long) for j in (d.joints["nose"], _along(d, start * 0.9))]
        mouth[1] = plus(plus(mouth[1], out, length(s.across) * 0.95), up, -length(s.along) * 0.4)
        mid = plus(between(mouth[0], mouth[1], 0.5), out, 0.03 * long)
        d.crease([mouth[0], mid, mouth[1]], 1.2, 230)
        if f.teeth and d.large > 90:
            for t in (0.25, 0.45, 0.65, 0.85):
                a = between(mid, mouth[1], t)
                tooth = [d.lens.at(plus(a, axis, n * 0.008 * long)) for n in (-1, 1)]
                d.canvas.fill([*tooth, d.lens.at(plus(a, up, -0.02 * long))], (240, 238, 230))
        for n in range(f.gills):
            at = _along(d, f.head + 0.02 * n - 0.02)
            wide = length(body[2].across) * 0.99
            gill = [plus(plus(at, out, wide), up, t * long * 0.05) for t in (0.8, 0.0, -0.8)]
            gill[1] = plus(gill[1], axis, -0.015 * long)
            d.crease(gill, 1.0, 190)


def draw_snake(d: Inked) -> None:
    """Coils from the far to the near, then the raised neck and the head."""
    j = d.joints
    long = length(minus(j["nose"], j["head"])) / 0.045
    thick = 0.026 * long * (0.5 + 0.5 * d.look.broad)
    points = [j[f"coil{k}"] for k in range(SNAKE)]

    def radius(k: int) -> float:
        return thick * (0.82 if k < 2 else 1.0 if k < 15 else max(0.12, 1 - (k - 14) / 12))

    pieces = []
    for k in range(0, SNAKE - 1, 2):
        part = [(points[n], radius(n)) for n in range(k, min(k + 3, SNAKE))]
        pieces.append((d.lens.depth(part[len(part) // 2][0]), k, part))
    colour = d.paint["cloth"]
    sections = tube(d.lens.eye, [(p, radius(n)) for n, p in enumerate(points)])
    d.mass(
        [shape for _, _, part in pieces for shape in loft(d.lens, tube(d.lens.eye, part))], colour
    )
    for _, k, part in sorted(pieces, key=lambda each: -each[0]):
        for shape in loft(d.lens, tube(d.lens.eye, part)):
            d.canvas.fill(shape, colour)
        for n in (k, k + 1):
            _band(d, sections[n], n)
        d.crease([plus(p, (0.0, -r * 0.9, 0.0)) for p, r in part], 0.9, 170)
    neck = tube(
        d.lens.eye,
        [
            (points[1], thick),
            (points[0], thick),
            (between(points[0], j["neck"], 0.5), thick),
            (j["neck"], thick * 0.9),
            (j["head"], thick * 0.95),
        ],
    )
    d.mass(loft(d.lens, neck), colour)
    d.shade(neck, colour)
    _snake_head(d, thick)


def _band(d: Inked, s: Section, n: int) -> None:
    if d.large < 40 or n % 2:
        return
    x, y = d.lens.at(plus(s.at, (0.0, length(s.across) * 0.3, 0.0)))
    r = length(s.across) * d.lens.size(s.at) * 0.5
    d.canvas.wash(smooth(ring(x, y, r, r * 0.7)), d.paint["accent"])


def _snake_head(d: Inked, thick: float) -> None:
    j = d.joints
    axis = unit(minus(j["nose"], j["head"]))
    right = unit(cross((0.0, 1.0, 0.0), axis))
    up = cross(axis, right)
    fork = plus(j["nose"], axis, thick * 1.6)
    for side in (-0.4, 0.4):
        d.canvas.stroke(
            [
                d.lens.at(p)
                for p in (j["nose"], between(j["nose"], fork, 0.6), plus(fork, right, side * thick))
            ],
            1.4 * d.weight,
            255,
        )
    row = [
        Section(plus(j["head"], axis, t * thick), times(right, w * thick), times(up, h * thick))
        for t, w, h in ((-0.5, 0.9, 0.85), (0.4, 1.35, 0.95), (1.1, 1.15, 0.8), (1.8, 0.5, 0.42))
    ]
    d.mass(loft(d.lens, row), d.paint["cloth"])
    for side in (-1.0, 1.0):
        out = unit(plus(times(right, side), plus(times(up, 0.5), axis, 0.3)))
        at = plus(
            plus(plus(j["head"], axis, thick * 1.0), right, side * thick * 0.95), up, thick * 0.4
        )
        if d.faces(at, out) > 0.05:
            x, y = d.lens.at(at)
            r = max(1.4 * d.canvas.unit, thick * 0.26 * d.lens.size(at))
            d.canvas.fill(ring(x, y, r), d.look.skin)
            d.canvas.blot(ring(x, y, max(0.8, r * 0.3), r * 0.9))
            d.canvas.line([*ring(x, y, r), ring(x, y, r)[0]], 0.9)


def draw_bug(d: Inked) -> None:
    """A spider or an insect: far legs, body, near legs, wings, feelers."""
    f, j = BUGS[d.look.kind], d.joints
    axis = unit(minus(j["nose"], j["hip"]))
    right = unit(cross((0.0, 1.0, 0.0), axis))
    up: V3 = (0.0, 1.0, 0.0)
    long = length(minus(j["leg0l2"], j["leg0r2"])) / (
        2 * f.reach * abs(cos((f.legs - 1) / 2 * 1.9 / f.legs))
    )
    colour = d.paint["cloth"]
    legs = [f"leg{k}{s}" for s in "lr" for k in range(f.legs)]
    middle = d.lens.depth(j["chest"])
    order = sorted(legs, key=lambda n: -d.lens.depth(j[n + "2"]))
    for name in order:
        if d.lens.depth(j[name + "2"]) >= middle:
            _bug_leg(d, name, long)
    _wings(d, axis, long, f.wings)
    parts = []
    for k, (_, half, wide, tall) in enumerate(f.parts):
        at = j[f"part{k}"] if k < len(f.parts) - 1 else j["head"]
        parts.append(
            [
                Section(
                    plus(at, axis, t * half * long),
                    times(right, w * wide * long),
                    times(up, w * tall * long),
                )
                for t, w in ((-0.98, 0.25), (-0.6, 0.8), (0.0, 1.0), (0.6, 0.8), (0.98, 0.25))
            ]
        )
    waist = tube(d.lens.eye, [(j["part0"], 0.05 * long), (j["head"], 0.05 * long)])
    d.mass([*loft(d.lens, waist), *(s for row in parts for s in loft(d.lens, row))], colour)
    for row in parts:
        d.shade(row, colour)
    if d.look.top == "stripes":
        for n in (1, 3):
            s = parts[0][n]
            d.canvas.wash(
                taut(
                    [
                        *s.seen(d.lens),
                        *Section(plus(s.at, axis, 0.07 * long), s.across, s.along).seen(d.lens),
                    ]
                ),
                d.paint["hair"],
            )
    if d.look.kind == "beetle":
        d.crease(
            [
                plus(plus(j["part0"], up, f.parts[0][3] * long * 0.96), axis, t * long * 0.3)
                for t in (-1, 0, 1)
            ],
            1.1,
            220,
        )
    for name in order:
        if d.lens.depth(j[name + "2"]) < middle:
            _bug_leg(d, name, long)
    _feelers(d, right, axis, long, f.feelers)
    _bug_eyes(d, right, axis, long)


def _bug_leg(d: Inked, name: str, long: float) -> None:
    a, b, c = (d.joints[name + n] for n in "012")
    thick = 0.022 * long
    d.mass(
        loft(d.lens, tube(d.lens.eye, [(a, thick * 1.5), (b, thick), (c, thick * 0.5)])),
        scale(d.paint["cloth"], 0.85),
        0.6,
    )


def _wings(d: Inked, axis: V3, long: float, wide: float) -> None:
    if not wide:
        return
    j = d.joints
    broad = d.look.kind == "butterfly"
    for side in "lr":
        root, tip = plus(j["chest"], (0.0, 0.06 * long, 0.0)), j["wing" + side]
        out = minus(tip, root)
        rear = plus(plus(root, out, 0.62), axis, -0.6 * wide * long)
        low = plus(plus(root, out, 0.12), axis, -0.42 * wide * long)
        fore = plus(plus(root, out, 0.6), axis, 0.36 * wide * long)
        edge = (
            [
                root,
                fore,
                plus(tip, axis, 0.3 * wide * long),
                plus(tip, axis, -0.2 * wide * long),
                rear,
                low,
            ]
            if broad
            else [
                root,
                plus(root, out, 0.6),
                tip,
                plus(between(root, tip, 0.7), axis, -0.3 * long),
                plus(root, axis, -0.15 * long),
            ]
        )
        paint = d.paint["cloth"] if broad else (226, 232, 234)
        shape = smooth([d.lens.at(p) for p in edge])
        spine = _spar(d, [root, between(root, tip, 0.5), tip], 0.04 * long)
        d.mass([shape, *spine], paint, 0.7)
        if broad:
            for spot in (
                plus(root, out, 0.8),
                plus(plus(root, out, 0.55), axis, -0.32 * wide * long),
            ):
                x, y = d.lens.at(spot)
                r = 0.07 * long * d.lens.size(spot)
                d.canvas.wash(smooth(ring(x, y, r)), d.paint["hair"])
        d.crease([root, between(root, tip, 0.5), between(root, tip, 0.9)], 0.8, 160)


def _feelers(d: Inked, right: V3, axis: V3, long: float, reach: float) -> None:
    if not reach:
        return
    start = d.joints["head"]
    for side in (-1.0, 1.0):
        mid = plus(
            plus(plus(start, axis, reach * 0.6 * long), right, side * 0.08 * long),
            (0, 0.14 * long, 0),
        )
        tip = plus(plus(mid, axis, reach * 0.6 * long), right, side * 0.1 * long)
        d.mass(_spar(d, [start, mid, tip], 0.024 * long), d.paint["hair"], 0.5)


def _bug_eyes(d: Inked, right: V3, axis: V3, long: float) -> None:
    f = BUGS[d.look.kind].parts[-1]
    spider = d.look.kind == "spider"
    for side in (-0.6, 0.6):
        out = unit(plus(plus(times(right, side), axis, 0.6), (0.0, 0.35, 0.0)))
        at = plus(
            plus(plus(d.joints["head"], right, side * f[2] * long), axis, f[1] * 0.7 * long),
            (0, f[3] * 0.45 * long, 0),
        )
        if d.faces(at, out) < 0.0:
            continue
        x, y = d.lens.at(at)
        r = max(1.2 * d.canvas.unit, f[2] * (0.3 if spider else 0.36) * long * d.lens.size(at))
        d.canvas.fill(ring(x, y, r), (232, 224, 204) if spider else (70, 54, 50))
        d.canvas.blot(ring(x, y, r * (0.55 if spider else 0.9)))
