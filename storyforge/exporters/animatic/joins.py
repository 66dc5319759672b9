"""How one shot gives way to the next, in frames that both have already: no length changes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PIL import Image, ImageDraw

from storyforge.core.board import Panel
from storyforge.exporters.animatic.planes import Planes, blank, merged

USUAL: Final = Fraction(1, 2)  # seconds
_BOTH: Final = frozenset(("dissolve", "wipe", "push", "whip"))
_BEFORE: Final = frozenset(("fade out", "iris out"))
_AFTER: Final = frozenset(("fade in", "iris in"))


@dataclass(frozen=True, slots=True)
class Join:
    """What happens round a cut: `before` frames of the shot that ends, `after` of the next."""

    kind: str
    before: int
    after: int


def join(ends: Panel, begins: Panel | None, rate: Fraction) -> Join | None:
    """How `ends` goes over into `begins` (None: the film is over); None for a plain cut.

    Half a second in all, in the middle of which is the cut; never more than half of either shot.
    """
    kind = ends.transition
    length = max(2, round(USUAL * rate))
    if begins is None:
        kind = {"dissolve": "fade out"}.get(kind, kind)
        return Join(kind, min(length, ends.frames // 2), 0) if kind in _BEFORE else None
    if kind in _BOTH:
        before = min(length // 2, ends.frames // 2)
        return Join(kind, before, min(length - length // 2, begins.frames // 2))
    if kind in _BEFORE:
        return Join(kind, min(length, ends.frames // 2), 0)
    if kind in _AFTER:
        return Join(kind, 0, min(length, begins.frames // 2))
    return None


def mixed(kind: str, one: Planes, other: Planes | None, part: float) -> Planes:
    """A frame of a join. `part`: 0 to 1 of the way over; `other`: the frame of the next shot."""
    black = blank(one.size)
    if kind == "fade out":
        return _dissolved(one, black, part)
    if kind == "iris out":
        return _iris(one, black, 1 - part)
    if other is None:
        return one
    if kind == "fade in":
        return _dissolved(black, other, part)
    if kind == "iris in":
        return _iris(other, black, part)
    if kind == "wipe":
        return _wiped(one, other, part)
    if kind == "push":
        return _pushed(one, other, part * part * (3 - 2 * part))
    if kind == "whip":
        return _whipped(one, other, part)
    return _dissolved(one, other, part)


def _dissolved(one: Planes, other: Planes, part: float) -> Planes:
    return merged(one, other, lambda first, second: Image.blend(first, second, part))


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2


def _wiped(one: Planes, other: Planes, part: float) -> Planes:
    """From left to right, with a hard edge."""
    wide, tall = one.size
    at = min(wide, max(0, _even(wide * part)))
    out = one.copy()
    for mine, new, edge, high in zip(
        out.each(), other.each(), (at, at // 2, at // 2), (tall, tall // 2, tall // 2), strict=True
    ):
        if edge:
            mine.paste(new.crop((0, 0, edge, high)), (0, 0))
    return out


def _pushed(one: Planes, other: Planes, part: float) -> Planes:
    """The next comes from the right and pushes the last out to the left."""
    wide = one.size[0]
    at = min(wide, max(0, _even(wide * part)))
    out = blank(one.size)
    out.paste(one, (-at, 0))
    out.paste(other, (wide - at, 0))
    return out


def _whipped(one: Planes, other: Planes, part: float) -> Planes:
    """A push so quick that everything is smeared along its way."""
    eased = part * part * (3 - 2 * part)
    moved = _pushed(one, other, eased)
    smear = 4 * part * (1 - part)
    few = max(4, round(one.size[0] / (1 + 90 * smear)))

    def blurred(plane: Image.Image) -> Image.Image:
        share = max(2, few * plane.width // one.size[0])
        small = plane.resize((share, plane.height), Image.Resampling.BOX)
        return small.resize(plane.size, Image.Resampling.BICUBIC)

    return Planes(*map(blurred, moved.each()))


def _iris(inside: Planes, outside: Planes, part: float) -> Planes:
    """A circle round the middle, `part` of the way to the corners."""
    wide, tall = inside.size
    reach = part * ((wide / 2) ** 2 + (tall / 2) ** 2) ** 0.5
    mask = Image.new("L", (wide, tall), 0)
    round_ = (wide / 2 - reach, tall / 2 - reach, wide / 2 + reach, tall / 2 + reach)
    ImageDraw.Draw(mask).ellipse(round_, fill=255)
    half = mask.resize((wide // 2, tall // 2), Image.Resampling.BOX)
    masks = (mask, half, half)
    planes = zip(inside.each(), outside.each(), masks, strict=True)
    return Planes(*(Image.composite(first, second, each) for first, second, each in planes))
