"""The ledger: one line for each paid attempt that ended, in the journal's form, kept for ever."""

from __future__ import annotations

import os
import threading

from storyforge.core import spending as form
from storyforge.core.spending import Spending
from storyforge.store import durable
from storyforge.store.journal import SYNC, Lines, Reading, Sync, read_file, text
from storyforge.store.layout import Layout

VERSION = 1


class Ledger:
    """`.storyforge/ledger.jsonl`, mode 0600. Constructing one touches nothing.

    `damage`: how many lines the last reading could not use. A damaged line is passed over: it is a
    sum that is missing, not a picture that would be bought twice.
    """

    def __init__(self, root: str | os.PathLike[str], *, sync: Sync = SYNC) -> None:
        self.root = os.path.abspath(os.fspath(root))
        self.path = os.path.join(self.root, "ledger.jsonl")
        self.damage = 0
        self._project = os.path.dirname(self.root)
        self._sync = sync
        self._lines: Lines | None = None
        self._tokens: set[str] = set()
        self._lock = threading.Lock()

    def lines(self) -> tuple[Spending, ...]:
        """Every line, oldest first; one for each attempt: the first that was written.

        Needs no lock and writes nothing. Raises Refused for a newer format, DiskTrouble.
        """
        reading = self._reading()
        return self._spendings(reading) if reading else ()

    def append(self, spending: Spending) -> None:
        """Write a line down, on the disk when this returns; nothing when its attempt has one.

        Only while holding the project's lock. Safe for many threads. Raises DiskTrouble, Refused.
        """
        with self._lock:
            lines = self._lines or self._opened()
            if spending.token not in self._tokens:
                lines.append([spending.to_json()])
                self._tokens.add(spending.token)

    def close(self) -> None:
        """Let go of the file; the next append opens it again."""
        with self._lock:
            if self._lines:
                self._lines.close()
            self._lines = None

    def _opened(self) -> Lines:
        layout = Layout(self.root)
        layout.prepare()
        reading = self._reading()
        if reading is None:
            head = text({"ledger": VERSION}, ())
            durable.write_durably(self.path, head, tmp_dir=layout.tmp, root=self._project)
            reading = self._reading()
            assert reading is not None
        self._tokens = {each.token for each in self._spendings(reading)}
        self._lines = Lines(self.path, self._project, reading, self._sync)
        return self._lines

    def _reading(self) -> Reading | None:
        try:
            return read_file(self.path, self._project, "ledger")
        except FileNotFoundError:
            return None

    def _spendings(self, reading: Reading) -> tuple[Spending, ...]:
        """The lines that can be used, counting those that cannot."""
        self.damage = len(reading.damage)
        found: dict[str, Spending] = {}
        for record in reading.records:
            if "event" in record:
                continue  # it only says where a damaged line stood
            try:
                line = form.from_json(record)
            except ValueError:
                self.damage += 1
                continue
            found.setdefault(line.token, line)
        return tuple(found.values())
