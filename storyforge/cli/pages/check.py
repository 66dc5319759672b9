"""`check`: everything that is wrong, at once; or what one shot finally is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from storyforge.cli.options import (
    Desk,
    data,
    data_json,
    paint_on,
    talk,
)
from storyforge.cli.pages.layout import columns, hanging
from storyforge.core.errors import ManifestError, Problem, UsageError
from storyforge.core.ids import kind_of, name_of
from storyforge.core.resolve import FIELDS, origin
from storyforge.reporters import say

_ALIKE = 10  # notes of one kind; more would hide the others


def page(desk: Desk, resolved: str | None, as_json: bool) -> int:
    """What `storyforge check` does; returns the exit code."""
    try:
        shop = desk.workshop()
    except ManifestError as error:
        if not as_json:
            raise
        data_json({"ok": False, "problems": error.problems})
        return error.exit_code
    if resolved:
        return _resolved(shop, resolved, as_json)
    problems = shop.problems()
    if as_json:
        data_json({"ok": True, "problems": problems})
        return 0
    texts, paint = shop.project.texts.plain(), paint_on(sys.stderr)
    talk(say.remarks(problems, texts, paint, _ALIKE))
    talk(_summary(shop.project.film))
    return 0


def _summary(film: Any) -> str:
    scenes = sum(1 for each in film.manifest.scenes if each.scene)
    pictures = sum(1 for node in film.graph.nodes.values() if node.recipe is not None)
    return say.all_well(scenes, len(film.shots), pictures)


def _resolved(shop: Any, name: str, as_json: bool) -> int:
    found = sorted(shop.select((name,)))
    for node in found:
        if kind_of(node) != "shot":
            raise UsageError(_no_shot(name))
    rows = {name_of(node): _rows(shop, name_of(node)) for node in found}
    if as_json:
        told = {
            shot: {field: {"value": value, "from": at} for field, value, at in each}
            for shot, each in rows.items()
        }
        data_json(told[name_of(found[0])] if len(found) == 1 else told)
        return 0
    for number, (shot, each) in enumerate(rows.items()):
        data(["", shot] if number else [shot] if len(rows) > 1 else [])
        data(_lines(each))
    return 0


def _rows(shop: Any, shot: str) -> list[tuple[str, Any, str]]:
    """(field, value, place) of everything that a shot finally is."""
    film = shop.project.film
    resolved = film.shots[shot]
    values = {
        **{field: resolved[field] for field in FIELDS},
        "cast": ", ".join(one.who for one in resolved.cast),
    }
    rows = []
    for field, value in values.items():
        if value not in (None, "", {}):
            spot = origin(film.manifest, film.shots, film.names, shot, field)
            mark = shop.project.texts.mark(spot) if spot else None
            rows.append((field, value, f"{mark.file}:{mark.line}" if mark else "default"))
    return rows


def _lines(rows: list[tuple[str, Any, str]]) -> Iterator[str]:
    """Field, value, place; the places stand in a column of their own."""
    paint, page = paint_on(sys.stdout), columns(sys.stdout)
    place = max(len(at) for _, _, at in rows)
    rows = [(field, _as_written(value), at) for field, value, at in rows]
    room = min(max(len(f"{value!s}") for _, value, _ in rows) + 17, page - place - 2)
    for field, value, at in rows:
        first, *more = hanging(f"{field:<16} ", say.value(str(value)), room)
        yield f"{first:<{room}}  {paint('quiet', say.show(at))}"
        yield from more


def _as_written(value: Any) -> Any:
    """A value as YAML has it: `true`, not `True`."""
    return str(value).lower() if isinstance(value, bool) else value


def _no_shot(name: str) -> Problem:
    return Problem(
        "S002", f'"{name}" is no shot', advice="`storyforge show` tells about everything else"
    )
