"""`takes`: every take of a picture: its file, seed, cost, what varied, and how it stands."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from storyforge.cli.options import Desk, data, data_json, paint_on, talk
from storyforge.cli.pages.layout import columns, hanging
from storyforge.core.board_of import picture_file
from storyforge.core.errors import Problem, UsageError
from storyforge.core.price import dollars
from storyforge.core.seams import Missing
from storyforge.reporters import chosen, say


def page(desk: Desk, node: str, as_json: bool) -> int:
    """What `storyforge takes` does; returns the exit code."""
    shop = desk.workshop()
    found = sorted(shop.select((node,)))
    if len(found) != 1:
        sentence = f"{node} means {len(found)} things"
        raise UsageError(Problem("T001", sentence, advice="name one picture"))
    entry = shop.project.lockfile.nodes.get(found[0])
    if entry is None:
        name = say.name(found[0])
        advice = f"`storyforge build {name}` first"
        raise UsageError(Problem("T001", f"{name} has no picture yet", advice=advice))
    rows = [_row(shop, found[0], entry, number) for number in sorted(entry.takes)]
    if as_json:
        head = {"node": found[0], "take": entry.take, "state": entry.state, "why": entry.why}
        data_json({**head, "takes": rows})
        return 0
    data(_lines(rows))
    if entry.why:
        talk(f"why: {say.show(entry.why)}")
    return 0


def _row(shop: Any, node: str, entry: Any, number: int) -> dict[str, Any]:
    take, graph = entry.takes[number], shop.project.film.graph
    trace = shop.store.trace(take.key or entry.kept or entry.key, number)
    other = None if number == entry.take else number
    return {
        "take": number,
        "file": os.path.join("board", picture_file(graph[node], other, take.media)),
        "used": number == entry.take,
        "rejected": take.rejected,
        "here": _here(shop, entry, number),
        "asked": take.asked,
        "varied": list(trace.action.get("varied", {}).get("words", ())) if trace else [],
        "seed": trace.seed if trace else None,
        "cost": trace.cost if trace else None,
        "cost_known": trace.cost_known if trace else "unknown",
        "picture": take.out,
        "state": chosen.state(entry, number, _here(shop, entry, number)),
    }


def _here(shop: Any, entry: Any, number: int) -> bool:
    try:
        shop.shelf.name_of(entry.takes[number], entry.key, number)
    except Missing:
        return False
    return True


def _lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    paint, width = paint_on(sys.stdout), columns(sys.stdout)
    cells = [(_seed(row), _cost(row), row["file"], row["state"]) for row in rows]
    wide = [max(len(cell[place]) for cell in cells) for place in range(3)]
    for row, (seed, cost, file, state) in zip(rows, cells, strict=True):
        mark = "●" if row["used"] else "✕" if row["rejected"] else "○"
        lead = f"{mark} {row['take']:>2}  {seed:<{wide[0]}}  {cost:<{wide[1]}}  {file:<{wide[2]}}"
        words = "; ".join(filter(None, (state, chosen.asked(row["asked"], row["varied"]))))
        first, *more = hanging(f"{lead}  ", words, width)
        yield paint("strong", first) if row["used"] else first
        yield from more


def _seed(row: dict[str, Any]) -> str:
    return f"seed {row['seed']}" if row["seed"] is not None else "no seed"


def _cost(row: dict[str, Any]) -> str:
    if row["cost"] is None:
        return "cost unknown"
    return "free" if row["cost_known"] == "free" else dollars(Decimal(row["cost"]))
