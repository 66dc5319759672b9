"""What each model of Runway's takes and makes: tables, and what follows from them.

After the vendor's description of its interface, version 2024-11-06. Sizes are written as the
service writes them, `1920:1080`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from storyforge.core import film
from storyforge.core.delivery import Delivery, Fit
from storyforge.core.seams import Capabilities

SEEDS = 2**32 - 1
PICTURES, CLIPS = "/v1/text_to_image", "/v1/image_to_video"
SECONDS = (2, 10)  # shortest and longest clip
_OFF = 0.03  # how far a size's shape may be from the film's, as a logarithm
_ENOUGH = 0.85  # share of the film's own pixels that a picture should at least have

GEN4 = (  # by what they cost: `1080p`, `720p`, and those in between
    ("1080p", "1920:1080 1080:1920 1080:1080 1440:1080 1080:1440 2112:912"),
    ("720p", "1280:720 720:1280 720:720 960:720 720:960 1680:720"),
    ("1K", "1360:768 1024:1024 1168:880 1808:768"),
)
_GEN4 = " ".join(sizes for _, sizes in GEN4)
_CLIP = "1280:720 720:1280 1104:832 832:1104 960:960 1584:672"
_GPT = """
    2048:880 1920:1088 1920:1280 1920:1440 1920:1536 1920:1920 1536:1920 1440:1920 1280:1920
    1088:1920 2912:1248 2560:1440 2560:1712 2560:1920 2560:2048 2560:2560 2048:2560 1920:2560
    1712:2560 1440:2560 3840:1648 3840:2160 3504:2336 3264:2448 3200:2560 2880:2880 2560:3200
    2448:3264 2336:3504 2160:3840
"""
_GEMINI = """
    1344:768 768:1344 1024:1024 1184:864 864:1184 1536:672 832:1248 1248:832 896:1152 1152:896
"""
_GEMINI_LARGE = """
    2048:2048 1696:2528 2528:1696 1792:2400 2400:1792 1856:2304 2304:1856 1536:2752 2752:1536
    3168:1344 4096:4096 3392:5056 5056:3392 3584:4800 4800:3584 3712:4608 4608:3712 3072:5504
    5504:3072 6336:2688
"""
_GEMINI_OTHER = """
    512:512 416:624 624:416 432:592 592:432 448:576 576:448 384:672 672:384 768:336 256:1024
    1024:256 176:1408 1408:176 512:2048 2048:512 352:2816 2816:352 1024:4096 4096:1024 704:5632
    5632:704 2048:8192 8192:2048 1408:11264 11264:1408
"""
_SEEDREAM_PRO = """
    1024:1024 1184:896 896:1184 1376:768 768:1376 1296:864 864:1296 2048:2048 2304:1728 1728:2304
    2720:1530 1530:2720 2496:1664 1664:2496
"""
_SEEDREAM_LITE = """
    2048:2048 2304:1728 1728:2304 2848:1600 1600:2848 2496:1664 1664:2496 3136:1344 3072:3072
    3456:2592 2592:3456 4096:2304 2304:4096 3744:2496 2496:3744 4704:2016
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One of a model's own parameters: where it stands in the request, and what it may be."""

    at: tuple[str, ...]
    words: tuple[Any, ...]


_MODERATION = {
    "content_moderation": Setting(("contentModeration", "publicFigureThreshold"), ("auto", "low"))
}
_DURATION = {"duration": Setting(("duration",), tuple(range(SECONDS[0], SECONDS[1] + 1)))}
_GPT_SETTINGS = {
    "quality": Setting(("quality",), ("low", "medium", "high", "auto")),
    "background": Setting(("background",), ("opaque", "auto")),
}
_SEEDREAM_SETTINGS = {
    "output_format": Setting(("outputFormat",), ("png", "jpeg")),
    "grounding": Setting(("grounding",), (True, False)),
}


@dataclass(frozen=True, slots=True)
class Model:
    """One model. `prompt`: units of the longest sentence. `least`, `most`: references. `wordless`:
    the sentence may be left out. `needs`: parameters that must be given."""

    prompt: int
    most: int
    sizes: str
    least: int = 0
    seeds: bool = False
    named: Literal["tag", "figure"] = "tag"
    settings: Mapping[str, Setting] = field(default_factory=dict)
    makes: Literal["picture", "clip"] = "picture"
    wordless: bool = False
    needs: tuple[str, ...] = ()


MODELS: dict[str, Model] = {
    "gen4_image": Model(1000, 3, _GEN4, seeds=True, settings=_MODERATION),
    "gen4_image_turbo": Model(1000, 3, _GEN4, least=1, seeds=True, settings=_MODERATION),
    "gpt_image_2": Model(32000, 16, _GPT, settings=_GPT_SETTINGS),
    "gemini_image3_pro": Model(5500, 14, _GEMINI + _GEMINI_LARGE),
    "gemini_image3.1_flash": Model(5500, 14, _GEMINI + _GEMINI_LARGE + _GEMINI_OTHER),
    "gemini_2.5_flash": Model(5500, 3, _GEMINI),
    "seedream5_pro": Model(4000, 10, _SEEDREAM_PRO, named="figure", settings=_SEEDREAM_SETTINGS),
    "seedream5_lite": Model(4000, 14, _SEEDREAM_LITE, named="figure", settings=_SEEDREAM_SETTINGS),
    **{
        name: Model(
            prompt=1000,
            most=1,
            sizes=_CLIP,
            least=1,
            seeds=True,
            settings=_MODERATION | _DURATION,
            makes="clip",
            wordless=wordless,
            needs=("duration",),
        )
        for name, wordless in (("gen4_turbo", True), ("gen4.5", False))
    },
}

FIT = Fit(low=0.5, high=2.0, longest=7999, largest=16_000_000, smallest=512)
WIDE = replace(FIT, low=0.4, high=2.5)  # a clip begins from any still of a film's shapes
DELIVERY = Delivery(
    sort="best effort",
    found_by="the organisation's counters, where they prove that nothing was accepted",
    retention=24.0,
    billed_on="accept",
    refund="everything while it waits, nothing once it runs",
    first_poll=6.0,
    poll=6.0,
    patience=900.0,
    slots=4,
    settle=12.0,  # for the counters to have moved
)
CREDIT = ("Powered by Runway", "https://runwayml.com")


@cache
def capabilities(name: str) -> Capabilities:
    """The row of a model as the rest of the house reads it."""
    model = MODELS[name]
    sizes = _film_sizes(model)
    return Capabilities(
        references=model.most,
        prompt_units=model.prompt,
        ratios=tuple(ratio for ratio in film.PIXELS if f"{ratio} 720p" in sizes),
        resolutions=film.RESOLUTIONS.canonical,
        staging=False,
        works="wait",
        repeatable=False,
        least=model.least,
        largest_seed=SEEDS if model.seeds else 0,
        named=model.named,
        sizes=sizes,
        fit=FIT if model.makes == "picture" else WIDE,
        delivery=DELIVERY,
        makes=model.makes,
        credit=CREDIT,
    )


def pixels(size: str) -> tuple[int, int]:
    """`1920:1080` -> (1920, 1080)."""
    width, height = size.split(":")
    return int(width), int(height)


def written(name: str, width: int, height: int) -> str | None:
    """How the service writes a size; None when the model cannot make it.

    A clip is asked for by its still's size and gets the size of the nearest shape.
    """
    model = MODELS[name]
    if f"{width}:{height}" in model.sizes.split():
        return f"{width}:{height}"
    return _nearest(model, width, height) if model.makes == "clip" else None


def tier(name: str, size: str, parameters: Mapping[str, Any]) -> str:
    """By what row of the table of prices a picture of that size is paid."""
    if MODELS[name].makes == "clip":
        return ""
    if name.startswith("gen4_"):
        return next(word for word, sizes in GEN4 if size in sizes.split())
    count = math.prod(pixels(size))
    word = "1K" if count < 1_900_000 else "2K" if count < 9_000_000 else "4K"
    quality = parameters.get("quality", "high")  # the service's own default
    return f"{word} {quality}" if name == "gpt_image_2" and quality != "auto" else word


def _film_sizes(model: Model) -> dict[str, tuple[int, int]]:
    """For each of the film's ratios and resolutions the size to ask for, where there is one."""
    found: dict[str, tuple[int, int]] = {}
    for ratio, row in film.PIXELS.items():
        for resolution, (width, height) in row.items():
            size = _nearest(model, width, height)
            if size:
                found[f"{ratio} {resolution}"] = pixels(size)
    return found


def _nearest(model: Model, width: int, height: int) -> str | None:
    """The least size of that shape with about as many pixels, else the largest of that shape."""
    shape, wanted = math.log(width / height), _ENOUGH * width * height
    like = {
        size: math.prod(pixels(size))
        for size in model.sizes.split()
        if abs(math.log(pixels(size)[0] / pixels(size)[1]) - shape) <= _OFF
    }
    enough = [size for size, count in like.items() if count >= wanted]
    if f"{width}:{height}" in like:
        return f"{width}:{height}"
    if enough:
        return min(enough, key=lambda size: like[size])
    return max(like, key=lambda size: like[size], default=None)
