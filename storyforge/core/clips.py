"""Clips: a shot's chosen still, turned into moving pictures by a model that can."""

from __future__ import annotations

from collections.abc import Iterator

from storyforge.core import ids, staging, wording
from storyforge.core.asking import Asking, Chosen
from storyforge.core.errors import Spot, Trouble
from storyforge.core.manifest import Clip
from storyforge.core.reading import Manifest
from storyforge.core.recipe import Recipe, Sentence, Use
from storyforge.core.resolve import Resolved
from storyforge.core.seams import Providers
from storyforge.core.shape import brief
from storyforge.core.sizes import size_of


def clip_recipe(asking: Asking, shot: Resolved, still: Recipe | None) -> Recipe | None:
    """The recipe of a shot's clip; None without one, or while nobody is known to make it.

    `still`: the recipe of the shot. Nothing of the shot but its picture and size reaches the clip.
    """
    clip = shot.entry.said.clip
    chosen = maker(asking, clip, shot["provider"]) if clip else None
    if clip is None or chosen is None or still is None:
        return None
    provider, model, can = chosen
    own = size_of(can, shot["ratio"], shot["resolution"])
    width, height = own or (still.width, still.height)
    return Recipe(
        kind="clip",
        provider=provider.name,
        model=model,
        revision=provider.revision,
        sentence=_sentence(asking.manifest, clip, shot),
        width=width,
        height=height,
        uses=(Use("still", ids.node("shot", shot.entry.id), shot.entry.id),),
        seed=clip.seed,
        parameters={"duration": clip.duration},
    )


def maker(asking: Asking, clip: Clip, provider: str) -> Chosen | None:
    """The model that makes a clip: the one it names; else the first that makes clips of the
    service it names, or of `provider`, whom the shot names."""
    known = asking.model(clip.provider or provider)
    if known is None or known[2].makes == "clip":
        return known
    if clip.provider and "/" in clip.provider:
        return None
    return next(_makers(asking, known[0].name), None)


def _makers(asking: Asking, service: str) -> Iterator[Chosen]:
    """Every model of a service that makes clips."""
    known = asking.model(service)
    for model in known[0].models if known else ():
        chosen = asking.model(f"{service}/{model}")
        if chosen and chosen[2].makes == "clip":
            yield chosen


def _sentence(manifest: Manifest, clip: Clip, shot: Resolved) -> Sentence:
    """The motion in words. A model of moving pictures has no names for what is in the still, so
    whoever is mentioned is described."""

    def say(name: str) -> str:
        return staging.plain_words(manifest, shot.wardrobe.get(name, name))

    return wording.joined(wording.mentioned(" ".join(clip.prompt.split()), say))


def legal(providers: Providers) -> Iterator[str]:
    """Every model here that makes clips: `runway/gen4_turbo`."""
    for name in providers:
        provider = providers[name]
        yield from (
            f"{name}/{model}"
            for model in provider.models
            if provider.capabilities(model).makes == "clip"
        )


def makes_none(asking: Asking, written: str, spot: Spot) -> Trouble:
    """`clip: {provider: …}` names somebody who makes only pictures."""
    names = ", ".join(legal(asking.providers))
    advice = f"these make clips: {names}" if names else "no provider here makes clips"
    return Trouble("M206", f"{brief(written)} makes no clips", spot, advice)


def makes_only(asking: Asking, written: str, spot: Spot) -> Trouble | None:
    """The fault of a `provider:` for pictures that makes clips, if it does."""
    known = asking.model(written)
    if known is None or known[2].makes == "picture":
        return None
    still = next(
        (each for each in known[0].models if known[0].capabilities(each).makes == "picture"), None
    )
    named = f"{known[0].name}/{known[1]}"
    advice = f"`clip: {{provider: {named}}}` has it turn a shot's picture into a clip"
    advice += f"; {known[0].name}/{still} makes pictures" if still else ""
    return Trouble("M206", f"{brief(written)} makes clips, not pictures", spot, advice)


def unmade(asking: Asking, shots: dict[str, Resolved]) -> Iterator[Trouble]:
    """One note for all the clips that nobody was asked to make who could."""
    asked = [
        shot
        for shot in shots.values()
        if (clip := shot.entry.said.clip) and not clip.provider and asking.model(shot["provider"])
        if not maker(asking, clip, shot["provider"])
    ]
    if not asked:
        return
    who = " and ".join(dict.fromkeys(shot["provider"].partition("/")[0] for shot in asked))
    many = f"{len(asked)} shots ask" if len(asked) > 1 else "a shot asks"
    name = next(legal(asking.providers), None)
    later = (
        f"for the clip write `clip: {{provider: {name}}}`" if name else "the clip is kept for later"
    )
    advice = f"the still is made as always; {later}"
    sentence = f"{many} for a clip; {who} makes stills only"
    spot = asked[0].entry.spot("clip", key=True)
    yield Trouble("N301", sentence, spot, advice, severity="note")
