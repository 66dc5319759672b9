"""`plan`: what a build would do, why, and for how much. Makes nothing, writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from storyforge.cli.options import (
    Desk,
    data,
    data_json,
    paint_on,
    talk,
)
from storyforge.cli.pages.causes import causes_of
from storyforge.cli.pages.layout import columns, grouped, hanging, listed
from storyforge.core import ids, saved
from storyforge.core.plan import (
    VERDICTS,
    Absent,
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
from storyforge.core.recipe import Recipe, spoken, units
from storyforge.reporters import money, plans, say
from storyforge.store.durable import write_durably
from storyforge.version import VERSION

_MANY = 16  # rows; beyond, all that is new and waits is told as one


def page(
    desk: Desk,
    selectors: tuple[str, ...],
    exclude: tuple[str, ...],
    everything: bool,
    prompts: bool,
    as_json: bool,
    output: str | None = None,
) -> int:
    """What `storyforge plan` does; returns the exit code."""
    if output is not None and not output.endswith(".json"):
        raise click.UsageError("a plan's file ends with .json, so that `build` knows it")
    shop = desk.workshop()
    nodes = shop.select(selectors, exclude) if selectors or exclude else None
    made = shop.plan(nodes)
    code = show_plan(shop, made, everything, prompts, as_json, output is not None)
    if output is not None:
        graph = shop.project.film.graph
        write_durably(output, saved.write(made, graph, selectors, exclude, VERSION), 0o644)
        talk(money.saved(output))
    return code


def show_plan(
    shop: Any, made: Plan, everything: bool, prompts: bool, as_json: bool, kept: bool = False
) -> int:
    """Print a plan; also what `build --dry-run` does. `kept`: it goes into a file as well."""
    if as_json:
        data_json(
            {
                "steps": [_json(shop, step) for step in made.steps.values()],
                "price": made.price,
                "delivery": _deliveries(shop, made),
                "notes": _notes(shop, made),
            }
        )
        return 0
    quiet = () if everything or prompts else (Given, Current, Keep)
    steps = [step for step in made.steps.values() if not isinstance(step, quiet)]
    page = _Page(shop, made)
    rows = page.rows(steps)
    if everything or prompts:
        rows = [
            _Row(row.verdict, row.why, [step])
            for step in steps
            for row in rows
            if step in row.steps
        ]
    elif len(rows) > _MANY:
        rows = page.rows(steps, coarse=True)
    data(page.lines(rows, prompts))
    talk(say.remarks(_notes(shop, made), {}, paint_on(sys.stderr), 1, "`storyforge check`"))
    talk(money.deliveries(_deliveries(shop, made)))
    talk(plans.plan_summary(made, kept))
    return 0


def _deliveries(shop: Any, made: Plan) -> dict[str, str]:
    """Service -> delivery class, of what would be sent."""
    graph, sorts = shop.project.film.graph, {}
    for step in made.steps.values():
        recipe = graph[step.node].recipe
        if recipe and isinstance(step, Make | Wait):
            can = shop.providers[recipe.provider].capabilities(recipe.model)
            if can.delivery:
                sorts[recipe.provider] = can.delivery.sort
    return sorts


def _notes(shop: Any, made: Plan) -> Any:
    """What the providers cannot use of the pictures that would be made."""
    nodes = [step.node for step in made.steps.values() if isinstance(step, Make | Wait)]
    return (*shop.unread(nodes), *shop.weak(nodes))


@dataclass(slots=True)
class _Row:
    """Steps of one verdict for one reason."""

    verdict: str
    why: str
    steps: list[Step]


class _Page:
    """A plan laid out for people: steps that are as they are for the same reason stand together."""

    def __init__(self, shop: Any, made: Plan) -> None:
        self.shop, self.made = shop, made
        self.graph = shop.project.film.graph
        self.paint, self.width = paint_on(sys.stdout), columns(sys.stdout)

    def rows(self, steps: list[Step], coarse: bool = False) -> list[_Row]:
        """Rows in the order of the plan. `coarse`: what is new and waits is one row."""
        rows: dict[tuple[str, str], _Row] = {}
        for step in steps:
            verdict, why = VERDICTS[type(step)], self._why(step, coarse)
            rows.setdefault((verdict, why), _Row(verdict, why, [])).steps.append(step)
        return list(rows.values())

    def _why(self, step: Step, coarse: bool) -> str:
        causes = causes_of(self.shop, step, self.made.steps)  # type: ignore[arg-type]
        words = list(dict.fromkeys(plans.cause(each.code, each.what) for each in causes))
        return plans.step(step, words, coarse)

    def lines(self, rows: list[_Row], prompts: bool) -> Iterator[str]:
        """The page."""
        prices = [plans.price(row.steps) for row in rows]
        priced = max(map(len, prices), default=0) if {*prices} - {"", "free"} else 0
        leads = [_lead(row) for row in rows if priced or len(row.steps) == 1]
        width = min(max(map(len, leads), default=0), 36)
        for row, price in zip(rows, prices, strict=True):
            column = f"{price:>{priced}}  " if priced else ""
            if len(row.steps) == 1:
                yield from self._single(row, width, column)
            else:
                yield from self._several(row, width if priced else 0, column)
            for step in row.steps:
                yield from self._notes(step, prompts)

    def _single(self, row: _Row, width: int, price: str) -> Iterator[str]:
        first = f"{row.verdict:<8} {_lead(row):<{width}}  {price}"
        for number, line in enumerate(hanging(first, row.why, self.width)):
            yield self.paint(row.verdict, line[:8]) + line[8:] if not number else line

    def _several(self, row: _Row, width: int, price: str) -> Iterator[str]:
        amount = plans.pictures(row.steps)
        lead = f"{row.verdict:<8} {amount:<{width}}  {price}"
        first, *more = hanging(lead, row.why, self.width)
        verdict = self.paint(row.verdict, f"{row.verdict:<8}")
        yield f"{verdict} {self.paint('strong', amount)}{first[9 + len(amount) :]}"
        yield from more
        groups = grouped(self.graph, {step.node for step in row.steps})
        width = max(map(len, groups))
        for name, names in groups.items():
            for number, line in enumerate(listed(names, 11 + width, self.width)):
                lead = f"{'' if number else name:<{width}}"
                yield f"         {self.paint('quiet', lead)}  {line}"

    def _notes(self, step: Step, prompts: bool) -> Iterator[str]:
        recipe = self.graph[step.node].recipe
        if prompts and recipe:
            sentence = _sentence(self.shop, recipe)
            yield from hanging(" " * 9, say.show(sentence), self.width)
            yield " " * 9 + self.paint("quiet", f"{units(sentence)} units")
        if recipe and recipe.left_out:
            words = plans.in_words(step.node, recipe.left_out)
            yield from hanging(" " * 9, words, self.width)
        if recipe and recipe.kind == "group":
            people = [use.label for use in recipe.uses if use.role == "character"]
            words = plans.together(step.node, people, self.graph.users(step.node))
            yield from hanging(" " * 9, words, self.width)


def _lead(row: _Row) -> str:
    """What a row is about: a picture's name, or how many there are."""
    one = len(row.steps) == 1
    return say.name(row.steps[0].node) if one else plans.pictures(row.steps)


def _sentence(shop: Any, recipe: Recipe) -> str:
    """What would be sent, references said as this model has them."""
    can = shop.providers[recipe.provider].capabilities(recipe.model)
    return spoken(recipe.sentence, ids.tags(tuple(use.label for use in recipe.uses)), can.named)


def _json(shop: Any, step: Step) -> dict[str, Any]:
    recipe = shop.project.film.graph[step.node].recipe
    body: dict[str, Any] = {"node": step.node, "verdict": VERDICTS[type(step)]}
    if isinstance(step, Make | Restore | Signed | Absent):
        body["reasons"] = step.reasons
    if isinstance(step, Make | Wait | Signed | Absent):
        body["price"] = step.price
    if isinstance(step, Make):
        body |= {"key": step.key, "takes": step.takes}
    if isinstance(step, Wait):
        body["waits_on"] = step.on
    if recipe:
        body |= {
            "prompt": _sentence(shop, recipe),
            "provider": recipe.provider,
            "model": recipe.model,
        }
        body |= {"references": [use.label for use in recipe.uses], "left_out": recipe.left_out}
    return body
