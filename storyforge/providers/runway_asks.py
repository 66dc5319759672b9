"""A request to Runway's service: what a recipe may not ask for, the exact body, references on
their way."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core.failing import NotServed
from storyforge.core.film import nearest
from storyforge.core.picture import dimensions
from storyforge.core.recipe import Recipe
from storyforge.core.seams import Job, Uploads
from storyforge.providers import runway_models as models
from storyforge.providers.http import Answer

INLINE = 150_000  # bytes of a reference that travels in the request: 200 000 letters
HELD = 23 * 3600.0  # seconds for which an upload is used again; it ends after 24 hours
_COUNTS = ("quantity", "outputcount", "count", "n", "numimages", "numoutputs", "takes")


def body_of(job: Job, uris: tuple[str, ...], seed: int | None) -> bytes:
    """The body as it will be sent, its references being at `uris`."""
    clip = models.MODELS[job.recipe.model].makes == "clip"
    body = (_clip if clip else _picture)(job, uris)
    body |= {} if seed is None else {"seed": seed}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Carrier:
    """Brings references to Runway. `ask`: a free call with a JSON body, its answer checked. `form`:
    the form of an object store. `account`: under which uploads are remembered."""

    ask: Callable[[str, bytes], Answer]
    form: Callable[..., Answer]
    account: str
    now: Callable[[], float]

    def uri(self, data: bytes, uploads: Uploads) -> str:
        """Where Runway finds a reference: in the request itself, or among its uploads."""
        media = dimensions(data)[2]
        if len(data) <= INLINE:
            return f"data:{media};base64,{base64.b64encode(data).decode()}"
        sha256 = hashlib.sha256(data).hexdigest()
        held = uploads.find(self.account, sha256)
        if held is None:
            until = self.now() + HELD
            held = self._upload(data, f"{sha256[:16]}.{media.partition('/')[2]}", media)
            uploads.keep(self.account, sha256, held, until)
        return held

    def _upload(self, data: bytes, filename: str, media: str) -> str:
        ask = json.dumps({"filename": filename, "type": "ephemeral"}).encode()
        form = self.ask("/v1/uploads", ask).json()
        url, fields, uri = (form.get(name) for name in ("uploadUrl", "fields", "runwayUri"))
        if not (isinstance(url, str) and isinstance(fields, dict) and isinstance(uri, str)):
            raise NotServed("broken", "Runway's form for an upload cannot be read")
        texts = {str(name): str(text) for name, text in fields.items()}
        answer = self.form(url, texts, ("file", filename, data, media), ours=False)
        if not 200 <= answer.status < 300:
            sentence = f"the upload of a reference was refused with status {answer.status}"
            raise NotServed("transient", sentence, code=str(answer.status))
        return uri


def _picture(job: Job, uris: tuple[str, ...]) -> dict[str, Any]:
    recipe = job.recipe
    tagged = models.MODELS[recipe.model].named == "tag"
    references = [
        {"uri": uri, "tag": each.tag} if tagged else {"uri": uri}
        for uri, each in zip(uris, job.references, strict=True)
    ]
    return {
        "model": recipe.model,
        "promptText": job.prompt,
        "ratio": _ratio(recipe),
        **({"referenceImages": references} if references else {}),
        **_settings(recipe),
    }


def _clip(job: Job, uris: tuple[str, ...]) -> dict[str, Any]:
    recipe = job.recipe
    wordless = models.MODELS[recipe.model].wordless and not job.prompt
    return {
        "model": recipe.model,
        "promptImage": [{"uri": uri, "position": "first"} for uri in uris],
        **({} if wordless else {"promptText": job.prompt}),
        "ratio": _ratio(recipe),
        **_settings(recipe),
    }


def _ratio(recipe: Recipe) -> str:
    size = models.written(recipe.model, recipe.width, recipe.height)
    if size is None:
        raise NotServed("invalid", _cannot(recipe), "see `storyforge providers`")
    return size


def _settings(recipe: Recipe) -> dict[str, Any]:
    """The parameters where the request has them; those of one group together."""
    body: dict[str, Any] = {}
    settings = models.MODELS[recipe.model].settings
    for name in sorted(recipe.parameters):
        *groups, last = settings[name].at
        inner = body
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = recipe.parameters[name]
    return body


def refusals(recipe: Recipe) -> Iterable[str]:
    """Sentences about parameters, references, seed and size that the model cannot take."""
    model, name, count = models.MODELS[recipe.model], recipe.model, len(recipe.uses)
    if count < model.least:
        yield f"{name} draws from a reference, and there is none: name a character or a place"
    if count > model.most:
        yield f"{name} takes {model.most} references at most, not {count}"
    if recipe.seed is not None and not model.seeds:
        yield f"{name} takes no seed: take `seed` away, or use gen4_image"
    if models.written(name, recipe.width, recipe.height) is None:
        yield _cannot(recipe)
    if model.makes == "clip" and not model.wordless and not recipe.sentence:
        yield f"{name} needs the motion in words: write `prompt:` in `clip:`"
    for needed in sorted(set(model.needs) - recipe.parameters.keys()):
        yield f"{name} must be told its `{needed}`"
    for key in sorted(recipe.parameters):
        yield from _about(name, key, recipe.parameters[key], model.settings)


def _about(
    name: str, key: str, value: object, settings: Mapping[str, models.Setting]
) -> Iterable[str]:
    """What is wrong with one parameter."""
    if key.replace("_", "").lower() in _COUNTS:
        yield f"{name} makes one picture at a time: instead of `{key}`, write `takes: {value}`"
    elif key not in settings:
        meant = nearest(key, tuple(settings))
        known = ", ".join(f"`{each}`" for each in settings) or "none"
        hint = f"did you mean `{meant}`?" if meant else f"it has {known}"
        yield f"{name} has no parameter `{key}`: {hint}"
    elif not any(value == word and type(value) is type(word) for word in settings[key].words):
        words = settings[key].words
        legal = " or ".join(str(word).lower() for word in words)
        if isinstance(words[0], int) and len(words) > 2:
            legal = f"a whole number from {words[0]} to {words[-1]}"
        yield f"`{key}` of {name} is {legal}, not {str(value)[:40]}"


def _cannot(recipe: Recipe) -> str:
    return f"{recipe.model} makes no picture of {recipe.width} × {recipe.height} pixels"
