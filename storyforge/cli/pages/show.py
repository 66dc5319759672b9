"""`show`: everything about one picture."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from storyforge.cli.options import Desk, data, data_json, paint_on
from storyforge.cli.pages.layout import called, columns, hanging
from storyforge.core.board_of import picture_file
from storyforge.core.plan import VERDICTS
from storyforge.core.price import dollars
from storyforge.core.recipe import spoken, units
from storyforge.reporters import say


def page(desk: Desk, node: str, as_json: bool) -> int:
    """What `storyforge show` does; returns the exit code."""
    shop = desk.workshop()
    chosen = shop.select((node,))
    described = [_describe(shop, each) for each in shop.project.film.graph.nodes if each in chosen]
    if as_json:
        data_json(described[0] if len(described) == 1 else described)
        return 0
    for number, each in enumerate(described):
        data(["", *_lines(each)] if number else _lines(each))
    return 0


def _describe(shop: Any, node: str) -> dict[str, Any]:
    graph = shop.project.film.graph
    one, plan = graph[node], shop.plan(frozenset({node}))
    mark = shop.project.texts.mark(one.spot)
    body: dict[str, Any] = {
        "node": node,
        "declared": f"{mark.file}:{mark.line}" if mark else one.spot.file,
    }
    if node in plan.steps:
        body["verdict"] = VERDICTS[type(plan.steps[node])]
    if one.given:
        body["given"] = one.given
    if one.recipe:
        can = shop.providers[one.recipe.provider].capabilities(one.recipe.model)
        body |= _recipe(one.recipe, can.named)
        body |= _made(shop, one)
    body["used_by"] = list(graph.users(node))
    return body


def _recipe(recipe: Any, named: str) -> dict[str, Any]:
    sentence = spoken(recipe.sentence, tuple(use.label for use in recipe.uses), named)
    body = {
        "provider": f"{recipe.provider}/{recipe.model}",
        "size": f"{recipe.width} × {recipe.height}",
        "prompt": sentence,
        "units": units(sentence),
        "references": [f"{use.label} ({use.role})" for use in recipe.uses],
        "takes": recipe.takes,
    }
    if recipe.left_out:
        body["in_words_only"] = list(recipe.left_out)
    return body


def _made(shop: Any, node: Any) -> dict[str, Any]:
    entry = shop.project.lockfile.nodes.get(node.id)
    if entry is None or entry.chosen is None:
        return {}
    trace = shop.store.trace(entry.chosen.key or entry.key, entry.take)
    body = {
        "file": os.path.join("board", picture_file(node, media=entry.chosen.media)),
        "take": entry.take,
        "state": entry.state,
        "picture": entry.chosen.out,
        "key": entry.key,
    }
    if trace:
        body |= {
            "seed": trace.seed,
            "made_by": trace.model_version,
            "seconds": trace.seconds,
            "cost": _cost(trace),
        }
    return body


def _cost(trace: Any) -> str:
    """`free`, or `$0.05 (reported)`."""
    if trace.cost_known == "free":
        return "free"
    return f"{dollars(Decimal(trace.cost))} ({trace.cost_known})"


_ASKED = ("provider", "size", "prompt", "references", "in_words_only")
_CAME = ("file", "take", "made_by", "seed", "seconds", "cost", "picture", "key")
_GROUPS = (("declared", "verdict", "given"), _ASKED, _CAME, ("used_by",))


def _lines(body: dict[str, Any]) -> Iterator[str]:
    """Groups: what it is, what is asked, what came of it, what is drawn from it."""
    paint, width = paint_on(sys.stdout), columns(sys.stdout)
    told = {name: value for name, value in ((name, _value(body, name)) for name in body) if value}
    yield paint("strong", body["node"])
    for number, group in enumerate(_GROUPS):
        rows = [name for name in group if name in told]
        if rows and number:
            yield ""
        for name in rows:
            first, *more = hanging(f"  {name.replace('_', ' '):<13}  ", told[name], width)
            yield f"  {paint('quiet', first[2:15])}{first[15:]}"
            yield from more


def _value(body: dict[str, Any], name: str) -> str:
    value = body[name]
    if name == "prompt":
        return f"{say.show(value)} ({body['units']} units)"
    if name == "take":
        return (
            f"{value} (of {body['takes']}, {body['state']})"
            if body["takes"] > 1
            else f"{value} ({body['state']})"
        )
    if name == "seconds":
        return say.seconds(value)
    if isinstance(value, list):
        return ", ".join(say.show(called(each) if name == "used_by" else each) for each in value)
    return say.show(str(value))
