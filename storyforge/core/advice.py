"""What makes a picture weak as a reference, and what becomes of it on its way, in words.

Somebody else measures (`darkroom/measure.py`) and cuts (`darkroom/fit.py`); here are the limits,
and the one arithmetic of shapes by which pictures are cut and plans say that they will be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from storyforge.core.delivery import Fit
from storyforge.core.errors import Severity, Spot, Trouble
from storyforge.core.film_graph import Film
from storyforge.core.ids import NodeId
from storyforge.core.recipe import FILE
from storyforge.core.seams import Providers
from storyforge.core.shape import brief

SMALL, TINY = 512, 256  # pixels of the shorter side
NARROW, WIDE = 0.5, 2.0  # width over height
WASHED: Final = 0.82  # brightness from which a picture is washed out
HARSH: Final = 0.2  # share that is nearly black and share that is nearly white, both at once
BLURRED: Final = 0.3  # sharpness up to which a picture is blurred
ONE_COLOUR: Final = 0.04  # contrast up to which there is nothing to see
NIGHT: Final = (0.05, 0.12)  # brightness, and that of its bright parts: nothing can be made out


@dataclass(frozen=True, slots=True)
class Dark:
    """Below which figures a picture is too dark: its mean, and its bright parts, both at once."""

    mean: float
    bright: float


DARK: Final = Dark(0.2, 0.45)
DARK_SCENE: Final = Dark(0.1, 0.25)  # a place, a style or a shot may be a night
_SCENES: Final = frozenset(("locations", "styles", "shots"))
_DRAWN: Final = frozenset(("styles",))  # where hard light may be the very thing that is meant


@dataclass(frozen=True, slots=True)
class Measures:
    """A picture in figures, taken from a small copy of it; brightness is perceived, 0 black to 1.

    `width`, `height`: pixels, upright. `brightness`: mean. `low`, `high`: what 5 and 95 of a
    hundred pixels stay below; `least`, `most`: 1 and 99. The next three leave a plain ground out:
    `figure`, mean brightness of what stands out from it; `black`, `white`, shares of that which are
    nearly so.
    `sharpness`: what a slight blur would take from its edges, 0 to 1.
    """

    width: int
    height: int
    brightness: float
    low: float
    high: float
    least: float
    most: float
    figure: float
    black: float
    white: float
    sharpness: float

    @property
    def contrast(self) -> float:
        """From the dark parts to the bright ones."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that makes a reference weak: code, the end of a sentence about it, advice."""

    code: str
    words: str
    advice: str
    severity: Severity = "note"


def remarks(seen: Measures, kind: str, sent: bool) -> tuple[Remark, ...]:
    """What is weak about a reference.

    `kind`: the table of the manifest it is named in, `characters`. `sent`: a service gets it; then
    more is wanted, and what is of no use at all is a warning.
    """
    graver: Severity = "warning" if sent else "note"
    found = [_size(seen, sent, graver), _shape(seen)]
    if round(seen.most - seen.least, 4) <= ONE_COLOUR:
        found.append(_one_colour(seen, graver))
    else:
        dark = _dark(seen, kind, graver)
        found += [dark or _bright(seen, kind), _harsh(seen, kind), _blurred(seen)]
    return tuple(each for each in found if each)


def _size(seen: Measures, sent: bool, graver: Severity) -> Remark | None:
    short = min(seen.width, seen.height)
    if short >= (SMALL if sent else TINY):
        return None
    words = f"is small: its shorter side has {short} of the {SMALL} pixels that show a face well"
    advice = "use a larger original; enlarging this one adds nothing to it"
    return Remark("W501", words, advice, graver if short < TINY else "note")


def _dark(seen: Measures, kind: str, graver: Severity) -> Remark | None:
    limit = DARK_SCENE if kind in _SCENES else DARK
    if seen.brightness >= limit.mean or seen.high >= limit.bright:
        return None
    words = f"is dark: its mean brightness is {seen.brightness:.2f} of 1, below {limit.mean:.2f}"
    advice = "use a picture in natural, even light, or brighten it"
    lost = seen.brightness < NIGHT[0] and seen.high < NIGHT[1]
    return Remark("W502", words, advice, graver if lost else "note")


def _bright(seen: Measures, kind: str) -> Remark | None:
    if seen.figure < WASHED or kind in _DRAWN:
        return None
    words = f"is washed out: what it shows has a brightness of {seen.figure:.2f} of 1"
    return Remark(
        "W503", f"{words}, above {WASHED:.2f}", "use one that is exposed less, or darken it"
    )


def _harsh(seen: Measures, kind: str) -> Remark | None:
    if min(seen.black, seen.white) < HARSH or kind in _DRAWN:
        return None
    words = (
        f"has hard light: {_percent(seen.black)} of it are nearly black and "
        f"{_percent(seen.white)} nearly white ({_percent(HARSH)} of each are much)"
    )
    return Remark(
        "W504", words, "use one in soft, even light; hard shadows are copied as if painted on"
    )


def _shape(seen: Measures) -> Remark | None:
    if NARROW <= seen.width / seen.height <= WIDE:
        return None
    words = f"has an extreme shape: {seen.width} × {seen.height} is beyond 1:2 to 2:1"
    return Remark("W505", words, "crop it to what matters; some services take no other shapes")


def _blurred(seen: Measures) -> Remark | None:
    if seen.sharpness > BLURRED:
        return None
    words = f"is blurred: its sharpness is {seen.sharpness:.2f} of 1, not above {BLURRED:.2f}"
    return Remark("W506", words, "use one that is in focus and was not enlarged")


def _one_colour(seen: Measures, graver: Severity) -> Remark:
    words = f"is all one colour: its contrast is {seen.most - seen.least:.2f} of 1"
    return Remark("W507", words, "use one in which something can be seen", graver)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


# ---------------------------------------------------------------- a film's references


def references_of(
    film: Film, providers: Providers, nodes: Iterable[NodeId] | None = None
) -> dict[str, bool]:
    """Files that pictures are drawn from -> whether a service gets them.

    `nodes`: only what these use (default: every file of the film).
    """
    assert film.graph is not None
    graph = film.graph
    found = dict.fromkeys(film.files, False) if nodes is None else {}
    for name in graph.nodes if nodes is None else nodes:
        recipe = graph[name].recipe
        for use in recipe.uses if recipe else ():
            source = use.source
            path = source.removeprefix(FILE) if source.startswith(FILE) else graph[source].given
            if path is not None and recipe is not None:
                fit = providers[recipe.provider].capabilities(recipe.model).fit
                found[path] = found.get(path, False) or fit is not None
    return found


def weak_of(
    film: Film, used: Mapping[str, bool], measure: Callable[[str], Measures | None]
) -> Iterator[Trouble]:
    """A note for each weakness of each file of `used`, at the place where it is first named."""
    for path, sent in used.items():
        spots = film.files.get(path)
        seen = measure(path) if spots else None
        if spots and seen:
            kind = _kind(spots[0])
            for each in remarks(seen, kind, sent):
                sentence = f"{brief(path)} {each.words}"
                yield Trouble(each.code, sentence, spots[0], each.advice, each.severity)


def _kind(spot: Spot) -> str:
    """The table that a reference is named in; shots stand in scenes too."""
    first = str(spot.path[0]) if spot.path else ""
    return "shots" if first == "scenes" else first


# ---------------------------------------------------------------- shapes


def shaped(width: int, height: int, fit: Fit, how: str) -> tuple[int, int]:
    """The size of a picture once it has a legal shape: cropped (`crop`), or with bars (`pad`)."""
    if width / height > fit.high:
        if how == "pad":
            return width, _up(width / fit.high, lambda side: width / side <= fit.high)
        return _down(height * fit.high, lambda side: side / height <= fit.high), height
    if width / height < fit.low:
        if how == "pad":
            return _up(height * fit.low, lambda side: side / height >= fit.low), height
        return width, _down(width / fit.low, lambda side: width / side >= fit.low)
    return width, height


def scaled(width: int, height: int, longest: int, fit: Fit) -> tuple[int, int]:
    """The size once no side is longer than `longest`, still of a legal shape; never larger."""
    if max(width, height) <= longest:
        return width, height
    share = longest / max(width, height)
    w, h = max(1, round(width * share)), max(1, round(height * share))
    return shaped(w, h, fit, "crop") if not fit.low <= w / h <= fit.high else (w, h)


def _down(side: float, legal: Callable[[int], bool]) -> int:
    whole = max(1, math.floor(side + 1e-6))
    return whole if whole == 1 or legal(whole) else whole - 1


def _up(side: float, legal: Callable[[int], bool]) -> int:
    whole = max(1, math.ceil(side - 1e-6))
    return whole if legal(whole) else whole + 1
