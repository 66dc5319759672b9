"""`draft`: the embedded artist. Draws real boards from the declared scene, at once, offline, free,
always the same."""

from __future__ import annotations

from storyforge.core import film
from storyforge.core.imprint import TYPES, Imprint
from storyforge.core.price import FREE, Price
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Capabilities, Job, Made, NotMade, Unread
from storyforge.late import load

_CAN = Capabilities(
    references=8,
    prompt_units=1000,  # the field's usual limit, so that a film blocked here can be sent anywhere
    ratios=film.RATIOS.canonical,
    resolutions=film.RESOLUTIONS.canonical,
    staging=True,
    works="draw",
    repeatable=True,
    source="algorithmicMedia",
)


class Draft:
    """The provider `draft`. See `seams.Provider`."""

    name = "draft"
    revision = 2  # raised together with artist.draw.REVISION
    models: tuple[str, ...] = ("artist",)

    def capabilities(self, model: str) -> Capabilities:  # noqa: ARG002
        """What the artist can do."""
        return _CAN

    def refuses(self, recipe: Recipe) -> tuple[str, ...]:  # noqa: ARG002
        """It draws whatever it is asked for."""
        return ()

    def unread(self, recipe: Recipe) -> tuple[Unread, ...]:
        """The words of a scene that mean nothing to the artist."""
        notes = load("storyforge.artist.reading:unread")(recipe.staging or {})
        return tuple(Unread(each.code, each.sentence, each.advice, each.at) for each in notes)

    def price(self, recipe: Recipe) -> Price:  # noqa: ARG002
        """Free."""
        return FREE

    def make(self, job: Job) -> Made:
        """Draw one panel; raises NotMade when the artist stumbles."""
        draw = load("storyforge.artist.draw:draw")
        recipe, references = job.recipe, [each.data for each in job.references]
        staging = {**(recipe.staging or {}), "take": job.take}
        try:
            data = draw(staging, references, recipe.width, recipe.height, job.seed)
        except (ArithmeticError, LookupError, TypeError, ValueError, OSError) as error:
            raise NotMade(
                f"the artist could not draw this ({type(error).__name__}: {error})",
                "please report it with the shot's text; other words may help meanwhile",
            ) from error
        return Made(imprinted(data, recipe.model, job.seed), job.seed, _VERSION)


_VERSION = f"artist {Draft.revision}"


def imprinted(data: bytes, model: str, seed: int) -> bytes:
    """A drawing that says of itself what can never change without a new drawing."""
    said = Imprint(
        source=TYPES + _CAN.source,
        maker=f"{Draft.name}/{model}",
        version=_VERSION,
        seed=str(seed),
        tool="storyforge",
    )
    marked: bytes = load("storyforge.darkroom.imprint:imprinted")(data, said)
    return marked
