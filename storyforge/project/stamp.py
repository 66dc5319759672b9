"""The stamp of the last good build: if everything it names is as it was, there is nothing to do
and nothing to load.

Columns of size, mtime, ctime and inode for every input and output. An equal row is trusted only
when the file was older than the stamp by GRAIN when the stamp was written; anything younger is
compared by content, so that an edit within one tick of the clock is noticed. Loads nothing but
what every interpreter has; the rest of the house is not needed to find out that nothing changed.
"""

import os
import sys
from array import array

try:  # the bare digest: hashlib would load OpenSSL, a third of this whole check
    from _sha2 import sha256  # type: ignore[import-not-found]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]
    except ImportError:
        from hashlib import sha256

GRAIN = 2_000_000_000  # nanoseconds; the coarsest clock among common file systems
VERSION = 1
_MAGIC = b"storyforge stamp 1\n"
Row = tuple[int, int, int, int]


class Stamp:
    """What was true after a good build: `head` (facts as text), names, their rows and digests, and
    which were young."""

    __slots__ = ("digests", "head", "names", "rows", "young")

    def __init__(
        self,
        head: dict[str, str],
        names: list[str],
        rows: list[Row],
        digests: list[str],
        young: set[int],
    ):
        self.head, self.names, self.rows, self.digests, self.young = (
            head,
            names,
            rows,
            digests,
            young,
        )


def write(stamp: Stamp) -> bytes:
    """The stored form: magic, sizes, head, names, columns, digests, young places."""
    head = "\n".join(f"{name}\t{value}" for name, value in stamp.head.items()).encode()
    names = "\0".join(stamp.names).encode("utf-8", "surrogateescape")
    rows = array("q", [part for row in stamp.rows for part in row])
    young = array("q", sorted(stamp.young))
    digests = bytes.fromhex("".join(stamp.digests))
    sizes = array("q", [len(head), len(names), len(stamp.names), len(young)])
    parts = [head, names, rows.tobytes(), young.tobytes(), digests]
    return _MAGIC + sys.byteorder.encode().ljust(8) + sizes.tobytes() + b"".join(parts)


class Columns:
    """A stamp as read: the rows stay one flat array until somebody wants more."""

    __slots__ = ("_data", "_digests", "_ends", "head", "names", "rows", "young")

    def __init__(self, data: bytes) -> None:
        """Raises ValueError when these bytes are no stamp of this format and machine."""
        start = len(_MAGIC) + 8
        if (
            not data.startswith(_MAGIC)
            or data[len(_MAGIC) : start].strip() != sys.byteorder.encode()
        ):
            raise ValueError("no stamp")
        sizes = array("q", data[start : start + 32])
        head_size, names_size, count, young_count = sizes
        ends = [start + 32]
        for size in (head_size, names_size, count * 32, young_count * 8, count * 32):
            ends.append(ends[-1] + size)
        if min(sizes) < 0 or ends[-1] != len(data):
            raise ValueError("torn stamp")
        text = data[ends[0] : ends[1]].decode()
        self.head = dict(line.split("\t", 1) for line in text.split("\n") if line)
        joined = data[ends[1] : ends[2]].decode("utf-8", "surrogateescape")
        self.names = joined.split("\0") if count else []
        self.rows = array("q", data[ends[2] : ends[3]])
        self.young = frozenset(array("q", data[ends[3] : ends[4]]))
        self._digests = data[ends[4] : ends[5]]
        if len(self.names) != count:
            raise ValueError("torn stamp")
        self._data, self._ends = data, ends

    def with_young(self, young: array) -> bytes:  # type: ignore[type-arg]
        """The stored form of this stamp with other files counted as young."""
        data, ends = self._data, self._ends
        sizes = array("q", data[ends[0] - 32 : ends[0]])
        sizes[3] = len(young)
        parts = (
            data[: ends[0] - 32],
            sizes.tobytes(),
            data[ends[0] : ends[3]],
            young.tobytes(),
            self._digests,
        )
        return b"".join(parts)

    def digest(self, number: int) -> str:
        """sha256 of the content of file `number` when the stamp was written."""
        return self._digests[number * 32 : number * 32 + 32].hex()

    def trusted(self) -> dict[str, tuple[Row, str]]:
        """Row and digest of every file that was not young: what need not be read again while its
        row is equal."""
        return {
            name: ((*self.rows[n * 4 : n * 4 + 4],), self.digest(n))  # type: ignore[misc]
            for n, name in enumerate(self.names)
            if n not in self.young
        }


def read(path: str) -> Columns | None:
    """The stamp at `path`, or None when there is none that can be used."""
    try:
        with open(path, "rb") as file:
            return Columns(file.read())
    except (OSError, ValueError):
        return None


def forget(root: str) -> None:
    """From here on there may be something to do, whatever the files look like."""
    try:
        os.unlink(os.path.join(root, ".storyforge", "stamp"))
    except FileNotFoundError:
        return


def row_of(found: os.stat_result) -> Row:
    """The row of a file, folded into signed 64 bits."""
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino & 0x7FFF_FFFF_FFFF_FFFF


def unchanged(columns: Columns) -> bool:
    """Whether every file is as it was; the working folder must be the project's. Reads only what
    was young."""
    rows = columns.rows
    try:
        same = [
            found.st_mtime_ns == mtime
            and found.st_ctime_ns == ctime
            and found.st_size == size
            and found.st_ino & 0x7FFF_FFFF_FFFF_FFFF == inode
            for found, mtime, ctime, size, inode in zip(
                map(os.stat, columns.names),
                rows[0::4],
                rows[1::4],
                rows[2::4],
                rows[3::4],
                strict=True,
            )
        ]
    except OSError:
        return False
    return all(same) and all(
        content_digest(columns.names[number]) == columns.digest(number) for number in columns.young
    )


def grown(columns: Columns, looked: int) -> bytes | None:
    """The stamp again with the files that are young no more, if any: they were just found
    `unchanged`, having begun to look at time `looked` in ns; so their rows can be trusted from now
    on."""
    rows = columns.rows
    young = array(
        "q",
        [n for n in sorted(columns.young) if max(rows[n * 4], rows[n * 4 + 1]) > looked - GRAIN],
    )
    return columns.with_young(young) if len(young) < len(columns.young) else None


def content_digest(path: str) -> str:
    """sha256 of a file's bytes, or of a folder's names; empty when it cannot be read."""
    try:
        if os.path.isdir(path):
            names = "\0".join(sorted(os.listdir(path)))
            return str(sha256(names.encode("utf-8", "surrogateescape")).hexdigest())
        with open(path, "rb") as file:
            return str(sha256(file.read()).hexdigest())
    except OSError:
        return ""


Seen = tuple[
    Row, str, int
]  # row before the content was read, sha256 of the content, time of looking in ns


def of_files(files: dict[str, Seen], head: dict[str, str]) -> Stamp:
    """The stamp of `files`. A file changed within GRAIN of being looked at is young."""
    names = sorted(files)
    seen = [files[name] for name in names]
    young = {n for n, (row, _, looked) in enumerate(seen) if max(row[0], row[1]) > looked - GRAIN}
    return Stamp(head, names, [row for row, _, _ in seen], [digest for _, digest, _ in seen], young)
