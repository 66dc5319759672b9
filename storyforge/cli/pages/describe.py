"""What `describe` does: a model's words, else the file's own, else figures; each called so."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storyforge.cli.options import Desk, data, data_json, reach, talk
from storyforge.cli.pages.layout import columns, hanging
from storyforge.core import ids
from storyforge.core.access import Access
from storyforge.core.advice import BLURRED, Measures
from storyforge.core.coded import PictureFault
from storyforge.core.errors import Problem, StoryforgeError, UsageError
from storyforge.core.failing import NotServed
from storyforge.core.mark import show
from storyforge.core.recipe import units
from storyforge.darkroom.luggage import Words, words
from storyforge.darkroom.measure import Colour, measures, palette
from storyforge.providers.describer import Described, Describer, fit_to_prompt
from storyforge.reporters.say import value
from storyforge.store.trouble import trouble

_LARGEST = 256 * 2**20  # bytes
_FOLD = 88  # columns of pasted YAML
_RATIOS = ((16, 9), (9, 16), (4, 3), (3, 4), (3, 2), (2, 3), (1, 1), (21, 9), (2, 1), (1, 2))
# Up to which figure a word holds.
_BRIGHT = ((0.15, "very dark"), (0.35, "dark"), (0.6, "medium"), (0.8, "light"), (9, "very light"))
_CONTRAST = ((0.25, "soft"), (0.6, "medium"), (9, "strong"))
_SHARP = ((BLURRED, "blurred"), (0.45, "soft"), (9, "sharp"))


@dataclass(frozen=True, slots=True)
class _Told:
    """All that is known of a picture. `source`: `model`, `file` or `measured`."""

    source: str
    prompt: str
    whole: bool
    model: str
    embedded: tuple[Words, ...]
    figures: Measures
    colours: tuple[Colour, ...]


def page(desk: Desk, image: str, kind: str, as_json: bool) -> int:
    """What `storyforge describe` does; returns the exit code."""
    root = _root(desk)
    try:
        told = _told(_bytes(image), kind, reach("describe"))
    except PictureFault as fault:
        sentence = f"{show(image)}: {_begun(fault.sentence)}"
        raise UsageError(Problem(fault.code, sentence, advice=_begun(fault.advice))) from fault
    except NotServed as failure:
        raise StoryforgeError(Problem("V001", failure.sentence, advice=failure.advice)) from failure
    path, inside = _path(image, root)
    pasted = snippet(told.prompt, kind, ids.proposal(_stem(image)) or "picture", path)
    if as_json:
        data_json(_plain(told, image, pasted))
        return 0
    data(_lines(told))
    data(["", *pasted.splitlines()] if pasted else [])
    talk(_remarks(told, kind, path if pasted and not inside else ""))
    return 0


def _root(desk: Desk) -> str:
    """The project here, or nothing: a picture may be described anywhere."""
    try:
        return os.path.realpath(desk.root())
    except UsageError:
        return ""


def _bytes(image: str) -> bytes:
    """The file's bytes; raises UsageError, DiskTrouble."""
    try:
        if os.path.getsize(image) > _LARGEST:
            sentence = f"{show(image)} is larger than {_LARGEST // 2**20} MB"
            raise UsageError(Problem("I003", sentence, advice="use a smaller picture"))
        with open(image, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError) as error:
        sentence = f"there is no file {show(image)}"
        raise UsageError(Problem("R301", sentence, advice="name a picture")) from error
    except OSError as error:
        raise trouble(error, os.path.abspath(image), done="read") from error


def _told(raw: bytes, kind: str, access: Access) -> _Told:
    embedded, figures, colours = words(raw), measures(raw), palette(raw)
    source, model = "measured", ""
    found = Described(_style_of(figures, colours) if kind == "style" else "", whole=True)
    if access.url:
        describer = Describer(access)
        found = describer.describe(raw, kind)
        source, model = "model", describer.model
    elif embedded:
        found, source = fit_to_prompt(embedded[0].text), "file"
    return _Told(source, found.prompt, found.whole, model, embedded, figures, colours)


def _begun(sentence: str) -> str:
    """A whole sentence as part of a message."""
    return (sentence[:1].lower() + sentence[1:]).removesuffix(".")


# ---------------------------------------------------------------- for people


def _lines(told: _Told) -> Iterator[str]:
    """The prompt; without a model, the other words of the file and the figures."""
    if told.prompt:
        yield from hanging("", told.prompt, columns(sys.stdout))
    if told.source == "model":
        return
    if told.prompt:
        yield ""
    for each in told.embedded[1:]:
        first = f"{each.place[4:] if each.place.startswith('the ') else each.place}: "
        yield from hanging(first, value(each.text), columns(sys.stdout))
    for name, figure in _figures(told).items():
        yield f"{name:<11} {figure}"


def _figures(told: _Told) -> dict[str, str]:
    seen = told.figures
    shares = (f"{each.name} {each.share:.0%}".replace("%", " %") for each in told.colours)
    return {
        "size": f"{seen.width} × {seen.height}{_ratio(seen.width, seen.height)}",
        "brightness": f"{_word(seen.brightness, _BRIGHT)} ({seen.brightness:.2f} of 1)",
        "contrast": f"{_word(seen.contrast, _CONTRAST)} ({seen.contrast:.2f} of 1)",
        "sharpness": f"{_word(seen.sharpness, _SHARP)} ({seen.sharpness:.2f} of 1)",
        "colours": ", ".join(shares),
    }


def _ratio(width: int, height: int) -> str:
    """The ratio that a shape nearly has, if any."""
    wide, high = min(_RATIOS, key=lambda each: abs(width / height * each[1] / each[0] - 1))
    near = abs(width / height * high / wide - 1) < 0.02
    return f", {wide}:{high}" if near else ""


def _word(figure: float, table: tuple[tuple[float, str], ...]) -> str:
    return next(word for limit, word in table if figure <= limit)


def _style_of(figures: Measures, colours: tuple[Colour, ...]) -> str:
    """What of a style can be measured: its palette, its brightness, its contrast."""
    names = [each.name for each in colours]
    told = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    light, contrast = _word(figures.brightness, _BRIGHT), _word(figures.contrast, _CONTRAST)
    return f"palette of {told}; {light} overall, {contrast} contrast"


def _remarks(told: _Told, kind: str, outside: str) -> Iterator[str]:
    if told.source == "model":
        yield f"described by {show(told.model)}; read it before you use it"
    elif told.source == "file":
        place = told.embedded[0].place
        made = "its prompt, " * told.embedded[0].prompt
        yield f"nobody has looked at the picture: the words are {made}{show(place)} in the file"
    else:
        yield "nobody has looked at the picture: this was measured"
    if told.source == "measured" and kind != "style":
        yield "  say in words of your own what is seen"
    if told.source != "model":
        yield "  a vision model can describe it, if your settings name one: docs/describe.md"
    if not told.whole:
        yield "  cut to the 1000 units that a prompt may have"
    if outside:
        yield f"  copy the picture into the project as {show(outside)} first"


def _plain(told: _Told, image: str, pasted: str) -> dict[str, Any]:
    return {
        "image": image,
        "from": told.source,
        "model": told.model or None,
        "prompt": told.prompt,
        "units": units(told.prompt),
        "whole": told.whole,
        "embedded": told.embedded,
        "measured": told.figures,
        "colours": told.colours,
        "yaml": pasted,
    }


# ---------------------------------------------------------------- to paste


def snippet(prompt: str, kind: str, name: str, path: str) -> str:
    """YAML that declares the picture as a `kind`; empty when there is nothing to say."""
    if kind == "shot":
        return f"shots:\n  - id: {name}\n{_folded('prompt', prompt, 4)}" if prompt else ""
    field = "prompt" if kind == "style" else "description"
    said = _folded(field, prompt, 4) if prompt else ""
    return f"{kind}s:\n  {name}:\n{said}    references: [{json.dumps(path)}]\n"


def _folded(field: str, text: str, indent: int) -> str:
    """A long text as YAML folds it: every break between two lines is one space."""
    margin = " " * indent
    lines = textwrap.wrap(text, _FOLD - indent - 2, break_long_words=False, break_on_hyphens=False)
    return f"{margin}{field}: >-\n" + "".join(f"{margin}  {line}\n" for line in lines)


def _stem(image: str) -> str:
    return os.path.splitext(os.path.basename(image))[0]


def _path(image: str, root: str) -> tuple[str, bool]:
    """How the project would name the picture, and whether it lies in the project."""
    real = os.path.realpath(image)
    if root and real.startswith(os.path.join(root, "")):
        return os.path.relpath(real, root).replace(os.sep, "/"), True
    name = ids.proposal(_stem(image)) or "picture"
    return f"refs/{name}{os.path.splitext(image)[1].lower()}", False
