"""What is painted on a body: belly, stripes, spots, patches, a saddle, a line of spikes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, pi, sin

from storyforge.artist.figures.actor import Inked
from storyforge.artist.ink.colour import RGB, luma, mix
from storyforge.artist.ink.hand import P2, smooth, taut
from storyforge.artist.ink.seed import stream
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.outline import loft
from storyforge.artist.stage.vector import between, dot, minus, plus, times, unit
from storyforge.artist.stage.volume import Section


def draw_hide(d: Inked, trunk: Sequence[Section], neck: Sequence[Section]) -> None:
    """All markings of the trunk and the neck, on the side that is seen."""
    if d.large < 24:
        return
    if abs(luma(d.look.bib) - luma(d.look.cloth)) > 10 and d.look.kind not in _BLAZED:
        _belly(d, trunk, neck)
    marks = d.paint["hair"] if d.look.scarf else d.paint["accent"]
    if "saddle" in d.look.cut:
        _saddle(d, trunk, d.paint["hair"])
    _PATTERNS.get(_pattern(d), _plain)(d, [*trunk[1:], *neck[1:3]], marks)
    if d.look.kind == "dragon":
        _spikes(d, [*trunk[1:], *neck[1:]])


def _pattern(d: Inked) -> str:
    return "spots" if "spots" in d.look.cut else d.look.top


def _plain(d: Inked, rows: Sequence[Section], colour: RGB) -> None:
    """Nothing."""


def seen_angle(section: Section, eye: V3) -> float:
    """Where on its rim a section is nearest to us, radians from *across* to *along*."""
    v = minus(eye, section.at)
    return atan2(dot(v, unit(section.along)), dot(v, unit(section.across)))


def _within(section: Section, share: float, drop: float) -> Section:
    at = plus(section.at, section.along, -drop)
    return Section(at, times(section.across, share), times(section.along, share), section.ball)


_BLAZED = ("horse", "pony", "cow", "bull")
_QUIET = ("dog", "puppy", "cat", "kitten", "horse", "pony", "bear", "cow", "bull", "rabbit", "rat")


def _belly(d: Inked, trunk: Sequence[Section], neck: Sequence[Section]) -> None:
    """The lighter underside: below along the trunk, before along the throat."""
    quiet = d.look.kind in _QUIET and luma(d.look.bib) - luma(d.look.cloth) < 90
    pale = mix(d.paint["bib"], d.paint["cloth"], 0.5 if quiet else 0.0)
    low = [_within(s, 0.46, 0.56) for s in trunk[2:-1]]
    if d.faces(trunk[3].at, (0.0, 1.0, 0.0)) < 0.5:
        for shape in loft(d.lens, low):
            d.canvas.wash(shape, pale)
    front = unit(minus(trunk[-1].at, trunk[2].at))
    if d.faces(trunk[-1].at, front) > -0.25:
        throat = [_within(trunk[-2], 0.56, 0.3), *(_within(s, 0.6, 0.36) for s in neck[1:])]
        for shape in loft(d.lens, throat):
            d.canvas.wash(shape, pale)


def _stripes(d: Inked, rows: Sequence[Section], colour: RGB) -> None:
    small = d.look.kind in ("cat", "kitten", "dog", "puppy")
    colour = mix(colour, d.paint["cloth"], 0.45) if small else colour
    for a, b in pairwise(rows):
        for share in (0.15, 0.5, 0.85):
            s = _blend(a, b, share)
            middle = seen_angle(s, d.lens.eye)
            top = pi / 2
            low = max(middle - 1.35, -0.5) if cos(middle) > 0 else min(middle + 1.35, pi + 0.5)
            line = [s.spot(top + (low - top) * t / 4, 0.985) for t in range(5)]
            line = [p for p in line if d.faces(p, unit(minus(p, s.at))) > 0.02]
            if len(line) > 2:
                _band(d, line, colour, 0.16 * (a.along[1] ** 2 + 1e-9) ** 0.5)


def _band(d: Inked, line: Sequence[V3], colour: RGB, wide: float) -> None:
    """A stripe: broad in the middle, pointed at its ends."""
    points = [d.lens.at(p) for p in line]
    half = wide * d.scale * 0.5
    n = len(points) - 1
    left = [(x - half * sin(pi * k / n), y) for k, (x, y) in enumerate(points)]
    right = [(x + half * sin(pi * k / n), y) for k, (x, y) in enumerate(points)]
    d.canvas.wash(smooth([*left, *right[::-1]]), colour)


def _blend(a: Section, b: Section, t: float) -> Section:
    return Section(
        between(a.at, b.at, t), between(a.across, b.across, t), between(a.along, b.along, t)
    )


def _blobs(d: Inked, rows: Sequence[Section], colour: RGB, count: int, size: float) -> None:
    rng = stream("hide", d.look.kind, d.look.top, round(d.tall, 2))
    for _ in range(count):
        k, share, angle = rng.random() * (len(rows) - 1.01), rng.random(), rng.random() * 2 * pi
        reach = size * (0.6 + 0.8 * rng.random())
        s = _blend(rows[int(k)], rows[int(k) + 1], share)
        spot = s.spot(angle, 0.97)
        out = unit(minus(spot, s.at))
        if d.faces(spot, out) < 0.25:
            continue
        ahead = unit(minus(rows[int(k) + 1].at, rows[int(k)].at))
        edge = [
            plus(
                s.spot(angle + reach * sin(t) * 1.1, 0.97), ahead, cos(t) * reach * 0.3 * _girth(s)
            )
            for t in _AROUND
        ]
        shape: list[P2] = [d.lens.at(p) for p in edge]
        d.canvas.wash(smooth(taut(shape)), colour)


_AROUND = tuple(2 * pi * k / 8 for k in range(8))


def _girth(s: Section) -> float:
    return float(dot(s.along, s.along) ** 0.5) * 2.2


def _spots(d: Inked, rows: Sequence[Section], colour: RGB) -> None:
    _blobs(d, rows, colour, 90, 0.16)


def _patches(d: Inked, rows: Sequence[Section], colour: RGB) -> None:
    _blobs(d, rows, colour, 20, 0.6)


def _saddle(d: Inked, trunk: Sequence[Section], colour: RGB) -> None:
    """A dark back."""
    if d.faces(trunk[3].at, (0.0, -1.0, 0.0)) > 0.4:
        return
    for shape in loft(d.lens, [_within(s, 0.62, -0.34) for s in trunk[1:-1]]):
        d.canvas.wash(shape, colour)


def _spikes(d: Inked, rows: Sequence[Section]) -> None:
    for a, b in pairwise(rows):
        for share in (0.1, 0.6):
            s = _blend(a, b, share)
            ahead = unit(minus(b.at, a.at))
            top = s.spot(pi / 2, 0.94)
            tall = 0.09 * d.tall / 2.0
            tip = plus(plus(top, unit(s.along), tall), ahead, -tall * 0.5)
            foot = [plus(top, ahead, k * tall * 0.5) for k in (-1, 1)]
            d.canvas.union(
                [[d.lens.at(p) for p in (foot[0], tip, foot[1])]], d.paint["bib"], d.weight * 0.6
            )


_PATTERNS = {"stripes": _stripes, "spots": _spots, "patches": _patches}
