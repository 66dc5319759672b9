"""Causes: the reasons of a step as its author sees them, each edit once.

A reason is a difference of two actions; several of them often follow from one edit: a scene's
`time` is in the staging and in the sentence. What follows from something else is left out here;
edits.py says what each difference was made by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from storyforge.cli.pages.edits import Cause, Edits
from storyforge.cli.pages.origins import Origins
from storyforge.core import ids
from storyforge.core.action import action_of
from storyforge.core.errors import Spot
from storyforge.core.film_graph import Film
from storyforge.core.plan import Absent, Current, Given, Keep, Make, Restore, Signed, Step, Wait
from storyforge.core.reason import Reason, reasons_between
from storyforge.core.recipe import FILE, Use

_NOT_SAID = (
    "reference",
    "references",
    "from",
    "base",
    "photos",
    "subject",
)  # follow from references, told as such
_WHOLE = (
    "never_built",
    "recipe_unknown",
    "bytes_missing",
    "provider_changed",
    "kind_changed",
)  # nothing more to say


def causes_of(shop: Any, step: Step, steps: dict[str, Step]) -> tuple[Cause, ...]:
    """Why `step` is as it is, most telling first; of one that waits, what changed of its own."""
    return causes(shop.project.film, step.node, _reasons(shop, step, steps))


def causes(whole: Film, node: str, reasons: Iterable[Reason]) -> tuple[Cause, ...]:
    """The edits behind `reasons`, each once."""
    reasons = tuple(reasons)
    for one in reasons:
        if one.code in _WHOLE:
            return (Edits(Origins(whole, node)).whole(one),)
    teller = Edits(Origins(whole, node))
    staged = [
        one for one in reasons if one.field.startswith("staging.") and not _follows(one.field)
    ]
    said = [one for one in reasons if one.code == "prompt_changed" and not staged]
    found: dict[tuple[str, Spot | None], Cause] = {}
    for one in (
        *staged,
        *said,
        *(each for each in reasons if each not in staged and each.code != "prompt_changed"),
    ):
        if not (one.field.startswith("staging.") and _follows(one.field)):
            for cause in teller.tell(one, reasons):
                found.setdefault((cause.what, cause.spot), cause)
    return tuple(_without_echoes(found.values()))


def _follows(field: str) -> bool:
    parts = field.split(".")[1:]
    return any(part in _NOT_SAID for part in parts)


def _without_echoes(found: Iterable[Cause]) -> Iterator[Cause]:
    """A reference that changed because of words told here too is not told again."""
    found = list(found)
    told = {cause.what.partition("'")[0] for cause in found if "'" in cause.what}
    styled = any(cause.what.startswith("style") for cause in found)
    for cause in found:
        owner = ids.name_of(cause.what).partition("/")[0]
        if not cause.code.startswith("ref_") or not (
            owner in told or (styled and _of_style(cause))
        ):
            yield cause


def _of_style(cause: Cause) -> bool:
    return cause.what == "style" or (cause.spot is not None and cause.spot.path[:1] == ("styles",))


def _reasons(shop: Any, step: Step, steps: dict[str, Step]) -> tuple[Reason, ...]:
    if isinstance(step, Make | Restore | Signed | Absent):
        return step.reasons
    if isinstance(step, Current | Given):
        return ()
    entry = shop.project.lockfile.nodes.get(step.node)
    if entry is None:
        return (Reason("never_built"),)
    known = shop.store.trace(entry.key, 0) or shop.store.trace(entry.key, entry.take)
    recipe = shop.project.film.graph[step.node].recipe
    if known is None or recipe is None:
        return ()
    before = known.action.get("references", [])
    pixels = tuple(
        _pixels(shop, use, number, before, steps) for number, use in enumerate(recipe.uses)
    )
    return reasons_between(
        known.action, action_of(recipe, pixels), tuple(use.label for use in recipe.uses)
    )


def _pixels(shop: Any, use: Use, number: int, before: list[Any], steps: dict[str, Step]) -> str:
    """A reference's picture as known now; what is still to be made counts as unchanged."""
    if use.file:
        return str(shop.project.pictures[use.source.removeprefix(FILE)].pixels)
    step = steps.get(use.source)
    if isinstance(step, Given):
        return step.pixels
    if isinstance(step, Current | Restore | Keep | Signed):
        return step.entry.takes[step.entry.take].pixels
    return str(before[number]["pixels"]) if number < len(before) else ""


Root = tuple[
    tuple[str, ...], Cause
]  # the way from what is waited for to what changed, and what changed there


def roots(shop: Any, step: Wait, steps: dict[str, Step]) -> list[Root]:
    """What a step waits for in the end: every edit once, at the picture it makes anew."""
    found: dict[tuple[str, Spot | None], Root] = {}
    for way in _ways(step, steps):
        for cause in causes_of(shop, steps[way[-1]], steps):
            new = cause.code == "never_built"
            key = ("", cause.spot) if cause.spot and not new else (way[-1], None)
            if isinstance(steps[way[-1]], Make) or not new:
                earlier = found.get(key)
                shared = (
                    earlier is not None and _is_made(steps, earlier[0]) and _is_made(steps, way)
                )
                if earlier is None or not _is_made(steps, earlier[0]):
                    found[key] = (way, cause)
                elif shared and earlier[0][-1:] != way[-1:]:
                    found[key] = ((), cause)
    return list(found.values())


def _ways(step: Wait, steps: dict[str, Step]) -> Iterator[tuple[str, ...]]:
    """Every picture that is waited for, through others or not, each by one of its shortest ways."""
    queue: list[tuple[str, ...]] = [(node,) for node in step.on]
    met = set(step.on)
    while queue:
        way = queue.pop(0)
        yield way
        below = steps[way[-1]]
        for node in below.on if isinstance(below, Wait) else ():
            if node not in met:
                met.add(node)
                queue.append((*way, node))


def _is_made(steps: dict[str, Step], way: tuple[str, ...]) -> bool:
    return not way or isinstance(steps[way[-1]], Make)
