"""How long pictures take: medians of earlier runs by sort of picture, for what to begin first."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from storyforge.core.ids import NodeId
from storyforge.core.plan import Current, Given, Keep, Make, Plan, Restore, Wait
from storyforge.workshop import Workshop

_SECONDS = "seconds"


def expected(shop: Workshop, plan: Plan) -> dict[NodeId, float]:
    """Seconds that each step will take, as far as that is known."""
    known, graph = _medians(shop), shop.project.film.graph
    assert graph is not None
    seconds: dict[NodeId, float] = {}
    for node, step in plan.steps.items():
        recipe = graph[node].recipe
        if isinstance(step, Make | Wait) and recipe:
            seconds[node] = known.get(f"{recipe.provider}/{recipe.model}/{recipe.kind}", 1.0)
        elif isinstance(step, Current | Given | Keep | Restore):
            seconds[node] = 0.0
    return seconds


def remember(shop: Workshop, seconds: Mapping[str, list[float]]) -> None:
    """Keep what a run measured, by sort of picture."""
    if seconds:
        medians = {sort: statistics.median(values) for sort, values in seconds.items()}
        shop.memo.put(_SECONDS, "medians", {**_medians(shop), **medians})


def _medians(shop: Workshop) -> dict[str, float]:
    known = shop.memo.get(_SECONDS, "medians")
    if not isinstance(known, dict):
        return {}
    return {str(sort): float(value) for sort, value in known.items()}
