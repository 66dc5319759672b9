"""`why`: the reasons of one picture, with the place in the text and what stood there before."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from storyforge.cli.options import (
    Desk,
    data,
    data_json,
    paint_on,
)
from storyforge.cli.pages.causes import causes_of, roots
from storyforge.cli.pages.edits import Cause
from storyforge.cli.pages.layout import called, columns, hanging
from storyforge.core.errors import Problem, UsageError
from storyforge.core.plan import VERDICTS, Step, Wait
from storyforge.reporters import plans, say


def page(desk: Desk, node: str, other: str | None, as_json: bool) -> int:
    """What `storyforge why` does; returns the exit code."""
    shop = desk.workshop()
    chosen = shop.select((node,))
    found = [each for each in shop.project.film.graph.nodes if each in chosen]
    if other:
        return _way(shop, found[0], sorted(shop.select((other,)))[0])
    steps = shop.plan(frozenset(found)).steps
    told = [_Told(shop, steps[each], steps) for each in found if each in steps]
    if as_json:
        data_json([one.json() for one in told])
        return 0
    data(line for one in told for line in one.lines())
    for each in found:
        if each not in steps:
            data(plans.no_picture(each))
    return 0


def _way(shop: Any, node: str, other: str) -> int:
    graph = shop.project.film.graph
    way = graph.path(other, node) or graph.path(node, other)
    if not way:
        advice = f"`storyforge graph +{called(node)}` shows what it is drawn from"
        raise UsageError(Problem("S003", plans.unrelated(node, other), advice=advice))
    data(" → ".join(say.name(each) for each in way))
    return 0


class _Told:
    """One step, told as lines or as JSON."""

    def __init__(self, shop: Any, step: Step, steps: dict[str, Step]) -> None:
        self.shop, self.step = shop, step
        self.roots = roots(shop, step, steps) if isinstance(step, Wait) else []
        deeper = {cause.spot for _, cause in self.roots}
        own = causes_of(shop, step, steps)
        self.causes = tuple(each for each in own if each.spot not in deeper or each.spot is None)
        self.users = shop.project.film.graph.users(step.node)
        self.paint, self.width = paint_on(sys.stdout), columns(sys.stdout)

    def json(self) -> dict[str, Any]:
        """The whole answer as data."""
        body: dict[str, Any] = {"node": self.step.node, "verdict": VERDICTS[type(self.step)]}
        body["causes"] = [self._cause(each) for each in self.causes]
        if isinstance(self.step, Wait):
            body["waits_on"] = list(self.step.on)
            body["because_of"] = [
                {"way": list(way), **self._cause(cause)} for way, cause in self.roots
            ]
        return {**body, "below": list(self.users)}

    def _cause(self, cause: Cause) -> dict[str, str]:
        body = {
            "code": cause.code,
            "what": cause.what,
            "before": cause.before,
            "after": cause.after,
        }
        return {**body, "at": self._at(cause)}

    def lines(self) -> Iterator[str]:
        """The whole answer for people."""
        verdict = VERDICTS[type(self.step)]
        head = f"{say.name(self.step.node)}   {verdict}   "
        first, *rest = hanging(head, plans.verdict(self.step), self.width)
        name = self.paint("strong", say.name(self.step.node))
        yield f"{name}   {self.paint(verdict, verdict)}   {first[len(head) :]}"
        yield from rest
        yield from self._told("", self.causes)
        for way, cause in self.roots:
            yield from self._told(" ← ".join(map(say.name, way)) + ": " if way else "", [cause])
        if self.users:
            quiet = next(hanging("  below: ", "", self.width))
            below = hanging("  below: ", ", ".join(map(say.name, self.users)), self.width)
            yield from (
                self.paint("quiet", quiet) + line[len(quiet) :] if n == 0 else line
                for n, line in enumerate(below)
            )

    def _told(self, lead: str, causes: Iterable[Cause]) -> Iterator[str]:
        for cause in causes:
            words, at = lead + plans.cause(cause.code, cause.what), say.show(self._at(cause))
            *first, last = hanging("  ", words, self.width)
            yield from first
            fits = len(last) + len(at) + 3 <= self.width
            yield last + (f"   {self.paint('quiet', at)}" if at and fits else "")
            if at and not fits:
                yield f"    {self.paint('quiet', at)}"
            for line in plans.difference(cause.before, cause.after, self.paint, self.width - 6):
                yield f"      {line}"

    def _at(self, cause: Cause) -> str:
        """Where the changed value is written: `scenes/01.yaml:12:15`."""
        mark = self.shop.project.texts.mark(cause.spot) if cause.spot else None
        return f"{mark.file}:{mark.line}:{mark.column}" if mark else ""
