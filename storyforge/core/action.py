"""An action: a recipe with picture digests in place of references. Its key says whether two asks
are the same ask.

What is in the key: kind, provider and its revision, model, the sentence (references by position,
so that renaming an id is free), size in pixels, a seed the user wrote, parameters, what a
provider reads of the scene, and for each reference its part and the digest of its pixels. What is
not: ids, titles, notes, order, price, take. A field equal to its default is left out, so that a
new optional field leaves every old key as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storyforge.core.digest import action_key
from storyforge.core.recipe import Recipe
from storyforge.core.wander import varied

Action = Mapping[str, Any]  # canonical preimage: plain JSON values only


def action_of(recipe: Recipe, pixels: tuple[str, ...]) -> Action:
    """The action of `recipe` when its references have these pixel digests, in the order of
    `recipe.uses`.
    """
    action: dict[str, Any] = {
        "kind": recipe.kind,
        "provider": recipe.provider,
        "model": recipe.model,
        "revision": recipe.revision,
        "sentence": list(recipe.sentence),
        "size": [recipe.width, recipe.height],
    }
    if recipe.uses:
        action["references"] = [
            {"role": use.role, "pixels": digest}
            for use, digest in zip(recipe.uses, pixels, strict=True)
        ]
    if recipe.seed is not None:
        action["seed"] = recipe.seed
    if recipe.parameters:
        action["parameters"] = dict(recipe.parameters)
    if recipe.staging is not None:
        action["staging"] = dict(recipe.staging)
    if recipe.fit:
        action["fit"] = recipe.fit
    return action


def key_of(action: Action) -> str:
    """The action's key: sha256 in hex over its canonical JSON and the key schema's number."""
    return action_key(action)


def take_key(action: Action, key: str, take: int, wander: int) -> str:
    """The key under which take number `take` is kept.

    Take 0, and every take of a set that does not wander, asks exactly `action`; only the seed
    differs, which is no part of a key. A wandering take asks in other words, so it has a key of
    its own, and changing the range leaves take 0 alone.
    """
    own = varied(action, key, take, wander)
    return key if own is action else action_key(own)


def seed_of(key: str, take: int, fixed: int | None) -> int:
    """The seed sent for a take, 0 to 2**32 - 1: the user's (plus the take's number), else
    derived from the key.
    """
    if fixed is not None:
        return (fixed + take) % 2**32
    return (int(key[:8], 16) + take * 0x9E3779B1) % 2**32
