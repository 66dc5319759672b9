"""`providers`: a block for each, its models with what they take and cost, where its key is."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.cli.options import data, data_json, paint_on, registry
from storyforge.cli.pages.layout import columns, hanging
from storyforge.core.errors import StoryforgeError
from storyforge.core.failing import NotServed
from storyforge.core.price import FREE, Price
from storyforge.core.seams import Capabilities
from storyforge.late import load
from storyforge.providers.prices import tariff
from storyforge.reporters import providers as words
from storyforge.reporters import say
from storyforge.settings import Seen, Settings

_INDENT = 13


@dataclass(frozen=True, slots=True)
class _Model:
    """One model as it is told. `price`: of one `unit`, None where it is not known."""

    name: str
    can: Capabilities
    price: Price | None
    unit: str


@dataclass(frozen=True, slots=True)
class _Block:
    """One provider. `seen`: how it is reached, None for what is made here. `said`: what it answered
    when it was asked. `trouble`: why it cannot be used."""

    name: str
    models: tuple[_Model, ...]
    seen: Seen | None
    said: tuple[str, ...] = ()
    trouble: str = ""


def page(everything: bool, check: bool, as_json: bool) -> int:
    """What `storyforge providers` does; 1 when a service that was asked did not answer."""
    known = registry()
    settings: Settings = load("storyforge.settings:here")()
    seen = {each.service: each for each in settings.seen}
    names = known.everything() if everything else tuple(known)
    blocks = [_block(known, settings, name, seen.get(name), check) for name in names]
    if as_json:
        data_json({block.name: _json(block) for block in blocks})
    else:
        data(_lines(blocks, seen.get("describe")))
    wanted = (each for each in blocks if each.seen and (each.seen.found or each.seen.url))
    return 1 if check and any(each.trouble for each in wanted) else 0


def _block(known: Any, settings: Settings, name: str, seen: Seen | None, check: bool) -> _Block:
    try:
        provider = known[name]
        own = settings.access(name).prices if seen else {}
    except StoryforgeError as error:
        return _Block(name, (), seen, (), error.problems[0].sentence)
    models = tuple(
        _model(model, provider.capabilities(model), name, own) for model in provider.models
    )
    if not (check and seen and hasattr(provider, "standing")) or _needs_key(seen):
        return _Block(name, models, seen)
    try:
        return _Block(name, models, seen, tuple(provider.standing()))
    except NotServed as trouble:
        return _Block(name, models, seen, (), trouble.sentence)


def _needs_key(seen: Seen) -> bool:
    """Whether nothing can be asked without the key that is not there."""
    return not seen.found and seen.service != "comfyui"


def _model(model: str, can: Capabilities, service: str, own: Mapping[str, str]) -> _Model:
    for name in (model, f"runwayml/{model}"):
        try:
            row = tariff(service, name, "", own)
        except LookupError:
            continue
        return _Model(model, can, row.price, row.unit)
    return _Model(model, can, None if can.delivery else FREE, "picture")


def _lines(blocks: list[_Block], describe: Seen | None) -> Iterator[str]:
    paint, width = paint_on(sys.stdout), columns(sys.stdout)
    longest = max(len(model.name) for block in blocks for model in block.models)
    for block in blocks:
        sorts = {model.can.delivery.sort for model in block.models if model.can.delivery}
        first = f"{block.name:<{_INDENT}}"
        told = [words.sort(sorts)] if block.models else []
        told += [*_reached(block.seen), *block.said]
        told += [block.trouble] if block.trouble and not (block.seen and block.seen.trouble) else []
        for number, line in enumerate(told):
            for part in hanging(" " * _INDENT if number else first, say.show(line), width):
                name = part[:_INDENT]
                yield (paint("strong", name) if name.strip() else name) + part[_INDENT:]
        for model in block.models:
            yield words.model(model.name, longest, model.can, model.price, model.unit)
        yield ""
    if describe:
        told = [words.DESCRIBES, *_reached(describe)]
        for number, line in enumerate(told):
            first = f"{'describe':<{_INDENT}}"
            yield from hanging(" " * _INDENT if number else first, say.show(line), width)


def _reached(seen: Seen | None) -> Iterator[str]:
    if seen is None:
        return
    if seen.service == "comfyui" and not seen.found:
        yield words.no_key_needed(seen.looked[0])
    else:
        yield words.key(seen.found, seen.looked)
    if seen.url:
        yield words.address(seen.url)
    if seen.proxy:
        yield words.proxy(seen.proxy)
    if seen.trouble:
        yield seen.trouble


def _json(block: _Block) -> dict[str, Any]:
    seen = block.seen
    return {
        "models": {
            model.name: {"capabilities": model.can, "price": model.price, "unit": model.unit}
            for model in block.models
        },
        "key": {"found": seen.found, "looked": seen.looked} if seen else None,
        "url": seen.url if seen else "",
        "proxy": seen.proxy if seen else "",
        "said": block.said,
        "trouble": block.trouble,
    }
