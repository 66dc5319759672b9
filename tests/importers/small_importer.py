"""A small importer: its file is a proposal, written as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from storyforge.core.proposal import (
    Adoption,
    Drop,
    Edit,
    Here,
    Insert,
    Left,
    Order,
    Proposal,
    Put,
    Row,
)
from storyforge.core.seams import Source
from storyforge.importers.table import Kind

KINDS = {
    "told": Kind("A proposal.", (".told",), "tests.importers.small_importer:Told", starts=True),
    "change": Kind("A change.", (".change",), "tests.importers.small_importer:Told"),
    "far": Kind(
        "A far one.", (".far",), "tests.importers.small_importer:Told", ("no_such_thing",), "script"
    ),
}


class Told:
    """Proposes what its file says: `files`, `edits` (verb, file, path, more), `pictures`."""

    def propose(self, source: Source, here: Here, wishes: Mapping[str, Any]) -> Proposal:
        """The proposal that stands in the file."""
        told = json.loads(source.data)
        return Proposal(
            told.get("summary", "what it says"),
            told.get("files", {}),
            tuple(_edit(*each) for each in told.get("edits", ())),
            tuple(Row(*row[:3], tuple(map(tuple, row[3]))) for row in told.get("rows", ())),
            tuple(Left(*row) for row in told.get("left", ())),
            tuple(told.get("notes", ())),
            tuple(
                Adoption(node, name, source.beside(name)) for node, name in told.get("pictures", ())
            ),
        )


def _edit(verb: str, file: str, path: list[Any], *more: Any) -> Edit:
    where = tuple(path)
    if verb == "put":
        return Put(file, where, more[0])
    if verb == "drop":
        return Drop(file, where)
    return Insert(file, where, *more) if verb == "insert" else Order(file, where, tuple(more[0]))
