"""A plan kept in a file: what was agreed to, and whether a build would still do exactly that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from storyforge.core.action import action_of, key_of
from storyforge.core.errors import Problem, Refused, UsageError
from storyforge.core.graph import Graph
from storyforge.core.plan import (
    VERDICTS,
    Current,
    Given,
    Keep,
    Make,
    Plan,
    Restore,
    Signed,
    Step,
    Wait,
)
from storyforge.core.price import Price, spread

VERSION = 1
_MANY = 4  # differences that are told


@dataclass(frozen=True, slots=True)
class Saved:
    """An agreed plan: what was selected, every step as it was, the price, the tool's version."""

    targets: tuple[str, ...]
    exclude: tuple[str, ...]
    steps: Mapping[str, Mapping[str, Any]]
    price: Mapping[str, str]
    tool: str

    @property
    def most(self) -> Decimal:
        """The most it may cost, in US dollars: what was agreed to."""
        return Decimal(self.price["high"])


def write(
    plan: Plan, graph: Graph, targets: tuple[str, ...], exclude: tuple[str, ...], tool: str
) -> bytes:
    """A plan's file: JSON, the same plan always the same bytes."""
    body = {
        "plan": VERSION,
        "tool": tool,
        "targets": list(targets),
        "exclude": list(exclude),
        "price": _price(plan.price),
        "steps": {node: _row(step, graph) for node, step in plan.steps.items()},
    }
    return (json.dumps(body, indent=1, sort_keys=True) + "\n").encode()


def read(data: bytes, name: str) -> Saved:
    """A plan from its file; raises UsageError, or Refused for a newer format."""
    try:
        body = json.loads(data)
        if body["plan"] > VERSION:
            sentence = f"{name} was written by a newer storyforge"
            raise Refused(Problem("B005", sentence, advice="plan anew: `storyforge plan -o FILE`"))
        lists = tuple(tuple(map(str, body[each])) for each in ("targets", "exclude"))
        steps = {str(node): dict(row) for node, row in body["steps"].items()}
        price = {each: str(body["price"][each]) for each in ("low", "high")}
        found = Saved(lists[0], lists[1], steps, price, str(body["tool"]))
        amounts = [Decimal(each) for each in found.price.values()]
        if any(not each.is_finite() or each < 0 for each in amounts):
            raise ValueError(amounts)
        return found
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidOperation):
        sentence = f"{name} is no plan of storyforge"
        advice = "write one with `storyforge plan -o FILE`"
        raise UsageError(Problem("S008", sentence, advice=advice)) from None


def moved(saved: Saved, plan: Plan, graph: Graph, tool: str) -> tuple[str, ...]:
    """In what a build would differ from the agreed plan, in words; nothing when it would not."""
    found = list(_differences(saved, plan, graph, tool))
    more = len(found) - _MANY
    return (*found[:_MANY], f"and {more} more") if more > 0 else tuple(found)


def _differences(saved: Saved, plan: Plan, graph: Graph, tool: str) -> Iterator[str]:
    if saved.tool != tool:
        yield f"it was planned with storyforge {saved.tool}, this is {tool}"
    if saved.price != _price(plan.price):
        yield f"the price was {_spread(saved.price)} and is {_spread(_price(plan.price))}"
    now = {node: _row(step, graph) for node, step in plan.steps.items()}
    for node in sorted(saved.steps.keys() | now.keys()):
        before, after = saved.steps.get(node), now.get(node)
        if before == after:
            continue
        name = node.removeprefix("shot:")
        if before is None or after is None:
            yield f"{name} is {'new' if before is None else 'gone'}"
        else:
            yield f"{name} {_change(before, after)}"


_VERDICTS = {
    "make": "to be made",
    "wait": "to be made after others",
    "restore": "to be used again",
    "refuse": "refused",
    "hold": "in doubt",
    "keep": "locked",
    "approved": "approved but stale",
    "absent": "not here",
}


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    old, new = before.get("verdict"), after["verdict"]
    if old != new:
        return f"was {_VERDICTS.get(str(old), old)} and is {_VERDICTS.get(new, new)}"
    if before.get("key") != after.get("key"):
        return "asks for something else" if new in ("make", "wait") else "is another picture"
    changed = [name for name in after if before.get(name) != after[name]]
    return f"differs in its {' and '.join(changed)}"


def _row(step: Step, graph: Graph) -> dict[str, Any]:
    """All of a step that a build would do, or be drawn from."""
    row: dict[str, Any] = {"verdict": VERDICTS[type(step)]}
    recipe = graph[step.node].recipe
    if isinstance(step, Make):
        row |= {"key": step.key, "takes": list(step.takes), "price": _price(step.price)}
    if isinstance(step, Wait) and recipe:
        row |= {"key": key_of(action_of(recipe, step.known)), "takes": recipe.takes}
        row |= {"references": list(step.on), "price": _price(step.price)}
    if isinstance(step, Make | Wait) and recipe and recipe.wander:
        row["aesthetic_range"] = recipe.wander
    if isinstance(step, Current | Restore | Keep | Signed):
        row |= {"key": step.entry.key, "take": step.entry.take}
    if isinstance(step, Given):
        row["key"] = step.pixels
    return row


def _price(price: Price) -> dict[str, str]:
    return {"low": str(price.low), "high": str(price.high)}


def _spread(price: Mapping[str, str]) -> str:
    return spread(Price(Decimal(price["low"]), Decimal(price["high"])))
