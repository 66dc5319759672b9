"""`vary` and `reroll`: further takes of a picture, drawn from one that is there, or just again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from storyforge.cli.build import run
from storyforge.cli.options import Desk
from storyforge.cli.spending import allowance
from storyforge.core.errors import Problem, UsageError
from storyforge.core.lockfile import LockEntry
from storyforge.core.plan import Current, Keep
from storyforge.core.seams import Missing
from storyforge.late import load
from storyforge.reporters import say


def page(
    desk: Desk,
    node: str,
    take: int | None,
    count: int,
    yes: bool,
    max_cost: Decimal | None,
    report: str,
) -> int:
    """What `storyforge vary` does; returns the exit code."""
    shop = desk.workshop()
    one = _one(shop, node)
    entry = _entry(shop, one)
    source = entry.take if take is None else take
    if source not in entry.takes:
        known = ", ".join(map(str, sorted(entry.takes)))
        raise _usage(f"{say.name(one)} has no take {source}", f"it has: {known}")
    _can_vary(shop, one)
    _must_be_here(shop, one, entry, source)
    return _further(desk, shop, one, entry, f"vary {source}", count, yes, max_cost, report)


def reroll_page(
    desk: Desk, node: str, count: int, yes: bool, max_cost: Decimal | None, report: str
) -> int:
    """What `storyforge reroll` does; returns the exit code."""
    shop = desk.workshop()
    one = _one(shop, node)
    entry = _entry(shop, one, "ask for again")
    return _further(desk, shop, one, entry, "reroll", count, yes, max_cost, report)


def _further(
    desk: Desk,
    shop: Any,
    node: str,
    entry: LockEntry,
    asked: str,
    count: int,
    yes: bool,
    max_cost: Decimal | None,
    report: str,
) -> int:
    """Build `count` further takes beside those that are there."""
    recipe = shop.project.film.graph[node].recipe
    first = max((*entry.takes, recipe.takes - 1)) + 1
    options = load("storyforge.build:Options")(
        targets=(node,),
        allowance=allowance(yes, max_cost),
        command=asked.partition(" ")[0],
        wanted={node: dict.fromkeys(range(first, first + count), asked)},
    )
    return run(desk.root(), options, report)


def _must_be_here(shop: Any, node: str, entry: LockEntry, take: int) -> None:
    try:
        shop.shelf.name_of(entry.takes[take], entry.key, take)
    except Missing:
        sentence = f"the picture of {say.name(node)} take {take} is not here"
        raise _usage(sentence, "name another with --take, or bring it here") from None


def _one(shop: Any, written: str) -> str:
    found = sorted(shop.select((written,)))
    if len(found) != 1:
        raise _usage(f"{written} means {len(found)} things", "name one picture")
    return str(found[0])


def _entry(shop: Any, node: str, what: str = "vary") -> LockEntry:
    """What a node is made of; it must be made, of what it asks for now, and not locked."""
    asked, entry = shop.project.film.graph[node], shop.project.lockfile.nodes.get(node)
    name = say.name(node)
    if asked.recipe is None:
        raise _usage(
            f"{name} is not made here, so there is nothing to {what}", "name another picture"
        )
    if entry is None:
        raise _usage(f"{name} has no picture to {what}", f"`storyforge build {name}` first")
    step = shop.plan(frozenset({node})).steps[node]
    if isinstance(step, Keep):
        raise _usage(f"{name} is locked and takes no further pictures", "unlock it first")
    if not isinstance(step, Current):
        sentence = f"{name} asks for another picture than the one that is there"
        raise _usage(sentence, f"`storyforge build {name}` first, then {what} what you see")
    found: LockEntry = entry
    return found


def _can_vary(shop: Any, node: str) -> None:
    recipe = shop.project.film.graph[node].recipe
    can = shop.providers[recipe.provider].capabilities(recipe.model)
    if can.makes != "picture" or (not can.references and not can.staging):
        sentence = f"{recipe.provider}/{recipe.model} takes no picture to draw from"
        raise _usage(sentence, "change the prompt, or raise `takes:`")


def _usage(sentence: str, advice: str) -> UsageError:
    return UsageError(Problem("S006", sentence, advice=advice))
