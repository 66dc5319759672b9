"""The private history of decisions: what a person changed in the lockfile here, so that it can be
undone. One line for each decision, in the journal's form.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyforge.store import durable
from storyforge.store.journal import SYNC, Lines, Reading, Sync, read_file, text
from storyforge.store.layout import Layout

VERSION = 1


@dataclass(frozen=True, slots=True)
class Change:
    """One node's block before and after, as a lockfile of that node alone; empty: no block."""

    node: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: its number, its verb, when (seconds since the epoch), what it changed."""

    number: int
    verb: str
    at: int
    changes: tuple[Change, ...]


class History:
    """`.storyforge/decisions.jsonl`, mode 0600. Constructing one touches nothing.

    Written only while holding the project's lock. A damaged line is passed over: it is a decision
    that cannot be undone, nothing more.
    """

    def __init__(self, root: str | os.PathLike[str], *, sync: Sync = SYNC) -> None:
        self.root = os.path.abspath(os.fspath(root))
        self.path = os.path.join(self.root, "decisions.jsonl")
        self._project = os.path.dirname(self.root)
        self._sync = sync

    def standing(self) -> tuple[Entry, ...]:
        """Every decision that was not undone, oldest first. Raises Refused, DiskTrouble."""
        reading = self._reading()
        entries: dict[int, Entry] = {}
        for record in reading.records if reading else ():
            if isinstance(undone := record.get("undone"), int):
                entries.pop(undone, None)
            elif entry := _entry(record):
                entries[entry.number] = entry
        return tuple(entries[number] for number in sorted(entries))

    def add(self, verb: str, at: int, changes: Sequence[Change]) -> None:
        """Write a decision down, on the disk when this returns. Raises Refused, DiskTrouble."""
        reading = self._opened()
        numbers = [record["number"] for record in reading.records if _entry(record)]
        body = [{"node": one.node, "before": one.before, "after": one.after} for one in changes]
        number = max(numbers, default=0) + 1
        self._append(reading, {"number": number, "verb": verb, "at": at, "changes": body})

    def undo(self, number: int) -> None:
        """Write down that a decision was undone. Raises Refused, DiskTrouble."""
        self._append(self._opened(), {"undone": number})

    def _append(self, reading: Reading, record: Mapping[str, object]) -> None:
        lines = Lines(self.path, self._project, reading, self._sync)
        try:
            lines.append([record])
        finally:
            lines.close()

    def _opened(self) -> Reading:
        reading = self._reading()
        if reading is None:
            layout = Layout(self.root)
            layout.prepare()
            head = text({"decisions": VERSION}, ())
            durable.write_durably(self.path, head, tmp_dir=layout.tmp, root=self._project)
            reading = self._reading()
            assert reading is not None
        return reading

    def _reading(self) -> Reading | None:
        try:
            return read_file(self.path, self._project, "decisions")
        except FileNotFoundError:
            return None


def _entry(record: Mapping[str, object]) -> Entry | None:
    """A decision from its line; None for a line that is none."""
    match record:
        case {"number": int(number), "verb": str(verb), "at": int(at), "changes": list(changes)}:
            rows = [
                Change(str(one.get("node")), str(one.get("before")), str(one.get("after")))
                for one in changes
                if isinstance(one, dict)
            ]
            return Entry(number, verb, at, tuple(rows))
    return None
