"""What an import would do, as a value: files to write, edits of files that are there, pictures to
adopt, words for whoever decides, and everything that was not carried over.

Nothing happens until somebody has seen it: `importing.py` shows it and carries it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from storyforge.core.mark import Path
from storyforge.core.reading import Manifest


@dataclass(frozen=True, slots=True)
class Commented:
    """A value with a comment: `above` it, on lines of its own, or `beside` it, at its line's end.

    Texts are without `#`. For an item of a list and for the value of a key alike; the comment of a
    whole file stands at its top."""

    value: Value
    above: str = ""
    beside: str = ""


Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"] | Commented
"""What may stand in YAML: dicts in the order in which they are to be written."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at `path` of a file; the key is added, in its place of the usual order, where
    it is not there."""

    file: str
    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Drop:
    """Take the key or item at `path` away, with the comments that belong to it."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Insert:
    """Put `value` into the list at `path` before the item that is number `before` now; at the end
    when there are no more. A list that is not there is begun."""

    file: str
    path: Path
    before: int
    value: Value


@dataclass(frozen=True, slots=True)
class Order:
    """Put the items of the list at `path` in another order: numbers as they are now, each once.

    Comments above an item, and at its end, go with it."""

    file: str
    path: Path
    order: tuple[int, ...]


Edit = Put | Drop | Insert | Order


@dataclass(frozen=True, slots=True)
class Row:
    """One line for whoever decides: what happens to which thing, field by field.

    `node`: an id as people read it, such as `s020`; `where`: its scene or file. `fields`: name,
    before, after; before is empty for what is new, after for what goes.
    """

    sort: Literal["new", "changed", "moved", "gone", "kept"]
    node: str
    where: str = ""
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Something of the source that was not carried over: where it stands there (`line 12`, `row 3`,
    `event 7`), what it is, and why."""

    place: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """A picture of the source that becomes a take of a node, and is used."""

    node: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """An import, before anybody said yes.

    `summary`: one sentence. `files`: new files by path in the project, whole texts. `blobs`: new
    files that are no texts, such as sounds; written with the others, all or none. `edits`: of
    files that are there; paths and numbers are those of the files as they are now. `rows`: what a
    person reads before saying yes. `left`: all that was not carried over. `notes`: what is worth
    knowing besides, such as coverage.
    """

    summary: str
    files: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    rows: tuple[Row, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    blobs: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Here:
    """The project that something is imported into. `manifest`: None where there is none yet.
    `files`: paths and texts of the project that an importer may need: its manifest files, and side
    files of earlier imports (`*.lines.json`, `*.boards.json`)."""

    manifest: Manifest | None
    files: Mapping[str, str]
