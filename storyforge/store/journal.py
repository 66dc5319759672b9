"""The journal of what is paid for: each step of an attempt is one line, on the disk before the next
step is taken.

A file holds sealed lines: JSON objects with a number and the CRC32 of their own text. What a crash
leaves is a *torn tail*: bytes after the last line that ended. It was promised to nobody, so readers
pass it over and the next writer cuts it off. A line that did end and is not what was written is
*damage*: nothing is cut, the good lines around it still count, and nobody may write until a person
has said how to go on, for behind one flipped bit may lie the id of a task that was paid for.

The journal is the file of the newest epoch. It is written anew, without what is settled, into the
next epoch's file beside it, which counts from the moment it is there in whole.
"""

from __future__ import annotations

import errno
import json
import os
import re
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from storyforge.core.attempt import DAMAGED
from storyforge.core.errors import DiskTrouble, Problem, Refused
from storyforge.store import durable
from storyforge.store.layout import Layout, names_in
from storyforge.store.trouble import named

VERSION = 1
LARGE = 1 << 20  # bytes under which compacting is not worth its while
Sync = Callable[[int], None]
Record = dict[str, Any]
SYNC: Sync = durable.sync
_NAME = re.compile(r"([0-9]{6})\.jsonl")
_CRC = b'{"crc": "%08x", '
_BODY = len(_CRC % 0)
_APPEND = os.O_WRONLY | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_TRIES = 9  # looks for the newest epoch while others are removed


def seal(number: int, record: Mapping[str, Any]) -> bytes:
    """The line of a record; raises TypeError or ValueError for what is no JSON."""
    body = json.dumps({"seq": number, **record}, allow_nan=False).encode("ascii")
    return _CRC % zlib.crc32(body) + body[1:] + b"\n"


def unseal(line: bytes) -> tuple[int, Record] | None:
    """Number and record of a line without its end; None when one bit differs."""
    body = b"{" + line[_BODY:]
    if line[:_BODY] != _CRC % zlib.crc32(body):
        return None
    try:
        record = json.loads(body)
        return int(record.pop("seq")), record
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def text(head: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> bytes:
    """A whole file: its first line says which format it has, and the records follow."""
    return b"".join(seal(number, each) for number, each in enumerate((head, *records)))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file of sealed lines holds. `head`: its first line, None when that is damaged.

    `damage`: numbers of the lines that are not what was written; `records` say where they stood.
    `length`: bytes up to the torn tail, `ended`: whether the last of them ends a line. `last`: the
    highest number of a line.
    """

    head: Record | None
    records: tuple[Record, ...]
    damage: tuple[int, ...]
    length: int
    ended: bool
    last: int

    @property
    def begun(self) -> bool:
        """Whether any line of it is good."""
        return self.last >= 0


def read(data: bytes, name: str = "") -> Reading:
    """The lines of a file. Never raises: what is not good is damage, or the torn tail."""
    *lines, tail = data.split(b"\n")
    ended = unseal(tail[:-1]) is None  # else the end itself is what was damaged
    if not ended:
        lines, tail = [*lines, tail], b""
    head, records, damage, last = None, [], [] if lines else [1], -1
    sound = True  # whether the line before was good: else numbers may be missing
    for place, line in enumerate(lines, 1):
        found = unseal(line)
        good = found is not None and found[0] > last
        if not good or (sound and found and found[0] != last + 1):
            damage.append(place)
            records.append({"event": DAMAGED, "where": f"{name}:{place}"})
        if good and found:
            last, record = found
            if last:
                records.append(record)
            else:
                head = record
        sound = good
    return Reading(head, tuple(records), tuple(damage), len(data) - len(tail), ended, last)


class Lines:
    """A file of sealed lines, open for appending by many threads, who share one wait for the disk.

    The first to come writes down what all have brought and forces it to the disk; who comes
    meanwhile waits, and one of them takes the next turn. Trouble is final: nobody knows what a disk
    that failed once has kept, so every later append raises it too.
    """

    def __init__(self, path: str, root: str, reading: Reading, sync: Sync = SYNC) -> None:
        """Open the file at `path` and cut its torn tail off; raises DiskTrouble."""
        self._root, self._sync = root, sync
        self._turn = threading.Condition()
        self._waiting = b"" if reading.ended else b"\n"
        self._asked = self._durable = 0  # appends so far, and those of them that are on the disk
        self._busy = False
        self._trouble: Problem | None = None
        self._take(path, reading)

    def _take(self, path: str, reading: Reading) -> None:
        self.path, self._next = path, max(reading.last, 0) + 1
        try:
            self._file = os.open(path, _APPEND)
            if os.fstat(self._file).st_size > reading.length:
                os.ftruncate(self._file, reading.length)
                self._sync(self._file)
        except OSError as error:
            raise durable.trouble(error, path, self._root) from error

    def append(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Write lines down; they are on the disk when this returns. Raises DiskTrouble."""
        with self._turn:
            lines = [seal(self._next + place, each) for place, each in enumerate(records)]
            self._check()
            self._next += len(lines)
            self._waiting += b"".join(lines)
            self._asked += 1
            mine = self._asked
            while self._busy and self._durable < mine:
                self._turn.wait()
            if self._durable >= mine:
                return
            self._check()
            batch, upto, self._waiting, self._busy = self._waiting, self._asked, b"", True
        self._write(batch, upto)

    def _write(self, batch: bytes, upto: int) -> None:
        problem: Problem | None = Problem("D004", f"{named(self.path)} was interrupted.")
        try:
            self._force(batch)
            problem = None
        except OSError as error:
            (problem,) = durable.trouble(error, self.path, self._root).problems
        finally:
            with self._turn:
                self._busy, self._trouble = False, problem
                self._durable = self._durable if problem else upto
                self._turn.notify_all()
        self._check()

    def _force(self, batch: bytes) -> None:
        """One write, and down to the disk. A file that left its place keeps nothing."""
        if not os.path.samestat(os.fstat(self._file), os.stat(self.path, follow_symlinks=False)):
            raise FileNotFoundError(errno.ENOENT, "another file is in its place", self.path)
        durable.write_all(self._file, batch)
        self._sync(self._file)

    def _check(self) -> None:
        if self._trouble:
            raise DiskTrouble(self._trouble)

    def move(self, build: Callable[[], tuple[str, Reading]]) -> None:
        """Go on in another file, which `build` makes while nobody appends."""
        with self._turn:
            while self._busy or self._waiting:
                self._turn.wait()
            self._check()
            old = self._file
            self._take(*build())
            os.close(old)

    def close(self) -> None:
        """Let go of the file when all that was brought is written; nothing can be appended then."""
        with self._turn:
            while self._busy:
                self._turn.wait()
            if self._trouble is not _CLOSED:
                os.close(self._file)
            self._trouble = _CLOSED


_CLOSED = Problem("", "The file of lines is closed.")


class Journal:
    """`.storyforge/journal/<epoch>.jsonl`, mode 0600. Constructing one touches nothing.

    `damage`: the lines that the last reading found damaged, `journal/000001.jsonl:7`.
    """

    def __init__(
        self, root: str | os.PathLike[str], *, large: int = LARGE, sync: Sync = SYNC
    ) -> None:
        self.root = os.path.abspath(os.fspath(root))
        self.folder = os.path.join(self.root, "journal")
        self.damage: tuple[str, ...] = ()
        self._project = os.path.dirname(self.root)
        self._large, self._sync = large, sync
        self._lines: Lines | None = None

    def records(self) -> tuple[Record, ...]:
        """Every good record, in order; where a line is damaged a record says so. Writes nothing.

        Needs no lock. Raises Refused for a newer format, DiskTrouble.
        """
        found = self._newest()
        self.damage = self._named(*found) if found else ()
        return found[1].records if found else ()

    def open(self) -> None:
        """Begin to write, the torn tail cut off. Only while holding the project's lock.

        Raises Refused when a line is damaged or the format is newer, DiskTrouble.
        """
        layout = self._prepared()
        found = self._newest()
        epoch, reading = found or self._made(layout, 1, ())
        self.damage = self._named(epoch, reading)
        if self.damage:
            raise Refused(_damaged(self.damage))
        self._remove(each for each in self._epochs() if each != epoch)
        self._lines = Lines(self._path(epoch), self._project, reading, self._sync)

    def append(self, *records: Mapping[str, Any]) -> None:
        """Write records down, on the disk when this returns. Safe for many threads.

        Raises DiskTrouble, and ever after once it did.
        """
        self._opened().append(records)

    def compact(self, attempts_to_keep: Collection[str]) -> None:
        """Go on in a new file that holds only the records of these attempts, if the old one is
        large. Raises DiskTrouble, and the old one is then as it was.
        """
        lines = self._opened()
        if os.stat(lines.path).st_size <= self._large:
            return
        old = int(os.path.basename(lines.path)[:6])

        def build() -> tuple[str, Reading]:
            kept = [each for each in self._read(old).records if _stays(each, attempts_to_keep)]
            epoch, reading = self._made(self._prepared(), old + 1, kept)
            return self._path(epoch), reading

        lines.move(build)
        self._remove([old])

    def mend(self) -> tuple[str, ...]:
        """Go on without the damaged lines, whose file is kept in quarantine; which they were.

        To be called instead of `open`, when a person said so. What they held is forgotten; that
        they were there is not.
        """
        layout = self._prepared()
        found = self._newest()
        where = self._named(*found) if found else ()
        if found and where:
            epoch, reading = found
            aside = f"journal-{epoch:06}.jsonl.{durable.unique()}"
            data = durable.read_plain(self._path(epoch)) or b""
            target = os.path.join(layout.quarantine, aside)
            durable.write_durably(target, data, tmp_dir=layout.tmp, root=self._project)
            self._made(layout, epoch + 1, reading.records)
        self.open()
        return where

    def close(self) -> None:
        """Let go of the file."""
        if self._lines:
            self._lines.close()

    def _opened(self) -> Lines:
        if self._lines is None:
            raise RuntimeError("the journal is not open for writing")
        return self._lines

    def _prepared(self) -> Layout:
        layout = Layout(self.root)
        layout.prepare()
        return layout

    def _made(
        self, layout: Layout, epoch: int, records: Collection[Mapping[str, Any]]
    ) -> tuple[int, Reading]:
        data = text({"journal": VERSION, "epoch": epoch}, records)
        durable.write_durably(self._path(epoch), data, tmp_dir=layout.tmp, root=self._project)
        return epoch, self._read(epoch)

    def _newest(self) -> tuple[int, Reading] | None:
        """The newest epoch that was written in whole; None when there is no journal yet."""
        durable.refuse_link(self.folder, self._project)
        for _ in range(_TRIES):
            epochs = self._epochs()
            try:
                readings = [(each, self._read(each)) for each in epochs]
            except FileNotFoundError:
                continue  # it was written anew while we looked
            whole = [pair for pair in readings if pair[1].begun]
            return next(reversed(whole or readings), None)
        raise durable.trouble(
            FileNotFoundError(errno.ENOENT, "it is not there"), self.folder, self._project, "read"
        )

    def _epochs(self) -> list[int]:
        found = map(_NAME.fullmatch, names_in(self.folder))
        return sorted(int(each[1]) for each in found if each)

    def _path(self, epoch: int) -> str:
        return os.path.join(self.folder, f"{epoch:06}.jsonl")

    def _read(self, epoch: int) -> Reading:
        return read_file(self._path(epoch), self._project, "journal")

    def _named(self, epoch: int, reading: Reading) -> tuple[str, ...]:
        return tuple(f"journal/{epoch:06}.jsonl:{place}" for place in reading.damage)

    def _remove(self, epochs: Iterable[int]) -> None:
        for each in epochs:
            try:
                os.unlink(self._path(each))
                durable.sync_folder(self.folder)
            except OSError as error:
                raise durable.trouble(error, self._path(each), self._project, "removed") from error


def read_file(path: str, root: str, sort: str) -> Reading:
    """The lines of a file; `sort` names its format in the first.

    Raises FileNotFoundError when it is not there, Refused when a newer storyforge wrote it, and
    DiskTrouble.
    """
    try:
        data = durable.read_plain(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise durable.trouble(error, path, root, "read") from error
    if data is None:
        raise durable.trouble(OSError(errno.ELOOP, "not a plain file"), path, root)
    name = f"{os.path.basename(os.path.dirname(path))}/{os.path.basename(path)}"
    reading = read(data, name)
    if reading.head and reading.head.get(sort, VERSION) > VERSION:
        raise Refused(_newer(sort))
    return reading


def _stays(record: Record, attempts: Collection[str]) -> bool:
    """Whether compacting keeps a record: that lines are missing counts as long as anything does."""
    damaged = record.get("event") == DAMAGED
    return bool(attempts) if damaged else record.get("attempt") in attempts


def _damaged(where: tuple[str, ...]) -> Problem:
    more = f" and {len(where) - 1} more" if len(where) > 1 else ""
    return Problem(
        "D017",
        f"A line of the journal of paid pictures is damaged: .storyforge/{where[0]}{more}. Nothing "
        "is sent to any service while it is, and every other line still counts.",
        advice="Put that file back from a copy if you have one. If not, "
        "`storyforge recover --damaged` sets it aside and goes on with the good lines.",
    )


def _newer(sort: str) -> Problem:
    return Problem(
        "D011",
        f"The {sort} of this project was written by a newer storyforge.",
        advice="Install a newer storyforge. Nothing was changed.",
    )
