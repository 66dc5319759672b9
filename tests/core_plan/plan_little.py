"""A service that takes few references, and films as text for it."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from storyforge.core import film as words
from storyforge.core import ids, reading
from storyforge.core.delivery import Fit
from storyforge.core.film_graph import Film, film_of
from storyforge.core.parse import parse
from storyforge.core.price import FREE, Price
from storyforge.core.recipe import Recipe, spoken
from storyforge.core.seams import Capabilities, Job, Made, NotMade, Unread
from storyforge.providers.draft import Draft
from storyforge.providers.stub import Stub

_THREE = Capabilities(
    references=3,
    prompt_units=1000,
    ratios=words.RATIOS.canonical,
    resolutions=words.RESOLUTIONS.canonical,
    staging=False,
    works="wait",
    repeatable=False,
    fit=Fit(0.5, 2.0, 8000, 10_000_000),
)
_SIZES = {"16:9 720p": (1376, 768), "1:1 720p": (1024, 1024), "1:1 1080p": (2048, 2048)}
MODELS = {
    "three": _THREE,
    "turbo": replace(_THREE, least=1),
    "figure": replace(_THREE, references=4, named="figure", largest_seed=0, sizes=_SIZES),
    "small": replace(_THREE, largest_seed=65535, ratios=("16:9",), resolutions=("720p",)),
    "none": replace(_THREE, references=0),
}


class Little:
    """The provider `little`; it makes nothing."""

    name = "little"
    revision = 1
    models: tuple[str, ...] = tuple(MODELS)

    def capabilities(self, model: str) -> Capabilities:
        return MODELS[model]

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:
        return ()

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:
        return ()

    def price(self, recipe: Recipe) -> Price:
        return FREE

    def make(self, job: Job) -> Made:
        raise NotMade("little makes nothing")


def film(text: str) -> Film:
    """A film from the text of its `storyforge.yaml`."""
    value = parse(textwrap.dedent(text).encode(), "storyforge.yaml").value
    read = reading.read_project(value, "storyforge.yaml")
    assert read.said is not None, read.troubles
    manifest, troubles = reading.combine(read.said, "storyforge.yaml", [])
    assert troubles == [], troubles
    return film_of(manifest, {"little": Little(), "stub": Stub(), "draft": Draft()})


def recipe(made: Film, node: str) -> Recipe:
    """What a node asks for; `s010` is short for `shot:s010`."""
    assert made.graph is not None
    found = made.graph[node if ":" in node else f"shot:{node}"].recipe
    assert found is not None
    return found


def uses(made: Film, node: str) -> list[str]:
    """What a picture is drawn from, as people call it."""
    return [use.label for use in recipe(made, node).uses]


def sentence(made: Film, node: str) -> str:
    """What would be sent, up to the style."""
    asked = recipe(made, node)
    named = MODELS[asked.model].named if asked.provider == "little" else "tag"
    text = spoken(asked.sentence, ids.tags(tuple(use.label for use in asked.uses)), named)
    return text.partition(" Style: ")[0]


def told(made: Film, *codes: str) -> list[str]:
    """What is said of a film, by code."""
    found = [f"{each.code} {each.sentence}" for each in made.troubles]
    return [each for each in found if each[:4] in codes] if codes else found
