"""A small project to take shot lists into, and its own list, for the tests of the import."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from storyforge.core.board_of import board_of
from storyforge.core.film_graph import film_of
from storyforge.core.parse import parse
from storyforge.core.proposal import Here, Proposal, Put
from storyforge.core.reading import combine, read_project
from storyforge.core.seams import Source, Stock
from storyforge.exporters.csv_list import ShotList as Written
from storyforge.importers.shots import ShotList
from storyforge.providers.all import Registry

TEXT = """
    storyforge: 1
    title: The Lamplighter
    characters:
      mara: {name: Mara Quill, description: lamplighter, looks: {coat: oilskin coat}}
      tom: {description: a boy of twelve}
    locations:
      pier: {name: The Pier, description: a pier, views: {above: seen from above}}
    elements:
      lantern: {from: mara, description: a lantern}
    scenes:
      - id: pier
        number: "1"
        slug: EXT. PIER - DUSK
        location: pier
        time: dusk
        cast: [mara/coat, tom]
        shots:
          - id: s010
            number: "10"
            size: ELS
            movement: [dolly in slow, pan left]
            location: pier/above
            prompt: "@mara walks with the @lantern"
            cast: [{who: mara/coat, position: left}, tom]
            duration: 4s
            transition: dissolve
            dialogue: [{mara: You came back.}, {speaker: tom, text: "Yes.\\nI did.", mode: V.O.}]
          - {id: s020, number: "20", size: MS, prompt: "@tom waits", duration: 2s}
          - {id: s030, number: "30", notes: a note}
"""


def read(text: str) -> Here:
    """A project of one file."""
    data = textwrap.dedent(text).lstrip()
    said = read_project(parse(data.encode(), "storyforge.yaml").value, "storyforge.yaml").said
    assert said is not None
    manifest, troubles = combine(said, "storyforge.yaml", [])
    assert not troubles
    return Here(manifest, {"storyforge.yaml": data})


def here(shot: dict[str, Any]) -> Here:
    """A project of one shot."""
    return read(json.dumps({"storyforge": 1, "shots": [shot]}, ensure_ascii=False))


HERE = read(TEXT)
IDS = {name: ("scenes", 0, "shots", at) for at, name in enumerate(("s010", "s020", "s030"))}


def listed(project: Here, **wishes: Any) -> bytes:
    """A project's shot list, every column of it, as it is exported."""
    assert project.manifest is not None
    board = board_of(film_of(project.manifest, Registry()), {})
    stock = Stock(lambda digest: b"", lambda path: b"")
    ((_, content),) = Written().render(board, stock, {"columns": "all", **wishes})
    assert isinstance(content, bytes)
    return content


def sheet(text: str) -> bytes:
    """A table as it is written in a test."""
    return textwrap.dedent(text).lstrip().encode()


def proposed(data: bytes, project: Here) -> Proposal:
    """What the table changes."""

    def beside(path: str) -> bytes:
        raise FileNotFoundError(path)

    return ShotList().propose(Source("shots.csv", data, beside), project, {})


def edits(found: Proposal) -> dict[tuple[str | int, ...], Any]:
    """What a proposal sets, by path; it must do nothing else."""
    assert all(isinstance(each, Put) for each in found.edits)
    return {each.path: each.value for each in found.edits if isinstance(each, Put)}
