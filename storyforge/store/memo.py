"""What need not be computed twice: a small table that may be deleted at any time.

The only door to diskcache.

A row somebody planted must not run code, and no row may name a file: so keys are text, values are
JSON text inside the database, and everything else is refused. The oldest rows go first above 256
MiB: what is forgotten is computed anew, so a bound costs nothing but time, and *least recently
stored* needs no write when a row is read. Nothing here is ever an error. Whatever goes wrong
(locked, damaged, read-only, not there) means: no memo.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
from typing import Any

import diskcache

_LIMIT = 256 * 1024 * 1024  # bytes
_PATIENCE = 0.25  # seconds to wait for a locked database
_DAMAGE = (  # of what the file is, not of who else uses it or where it lies
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
)
_RAW = 1  # diskcache's mode for a value kept as it is
_FILES = ("cache.db", "cache.db-wal", "cache.db-shm", "cache.db-journal")
_SETTINGS = {
    "eviction_policy": "least-recently-stored",
    "size_limit": _LIMIT,
    "disk_min_file_size": 2**62,
    "disk_pickle_protocol": 0,
    "sqlite_synchronous": 0,  # the last rows may go with the power; no fsync here
    "statistics": 0,
    "tag_index": 0,
}


class Unfit(ValueError):
    """A row of another kind than ours."""


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Text keys and values inside the database; neither pickle nor files, whatever a row says."""

    def put(self, key: Any) -> tuple[str, bool]:
        """A key for the database; raises Unfit unless it is text."""
        if type(key) is not str:
            raise Unfit("a key is text")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """A key from the database; raises Unfit unless it is text kept as it is."""
        if not raw or type(key) is not str:
            raise Unfit("a key is text")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:  # noqa: ARG002
        """A value for the database; raises Unfit unless it is text."""
        if type(value) is not str or read:
            raise Unfit("a value is text")
        return 0, _RAW, None, value

    def fetch(self, mode: Any, filename: Any, value: Any, read: bool) -> str:
        """A value from the database; raises Unfit unless it is text kept as it is, in no file."""
        if mode != _RAW or filename is not None or type(value) is not str or read:
            raise Unfit("a value is text")
        return value

    def remove(self, file_path: Any) -> None:
        """No row of ours has a file, so none is ever removed."""


class Memo:
    """Values by (kind, key), kept in `folder`.

    Costs nothing until first used; safe for threads and processes.

    Values are JSON: None, bool, int, float, str, and lists and dicts (with str keys) of them. None
    means *not there*.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = os.path.abspath(os.fspath(folder))
        self._cache: Any = None
        self._gone = False
        self._lock = threading.Lock()

    def get(self, kind: str, key: str) -> Any:
        """The value, or None: never put, forgotten, or no memo today. Raises nothing."""
        try:
            if self._cache is None and not os.path.lexists(self._files()[0]):
                return None  # looking makes nothing
            text = self._table().get(f"{kind}\n{key}")
            return None if text is None else json.loads(text)
        except Exception as error:  # what a planted or damaged database does is not foreseeable
            self._give_up(error)
            return None

    def put(self, kind: str, key: str, value: Any) -> None:
        """Remember a value, if that can be done.

        Raises only TypeError or ValueError, for a value that is not JSON.
        """
        text = json.dumps(value)
        try:
            self._table().set(f"{kind}\n{key}", text)
        except Exception as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the database; a later use opens it again."""
        with self._lock, contextlib.suppress(Exception):
            cache, self._cache = self._cache, None
            if cache is not None:
                cache.close()

    def _table(self) -> Any:
        if self._cache is None:
            with self._lock:
                if self._cache is None:
                    self._cache = self._open()
        return self._cache

    def _open(self) -> Any:
        if self._gone or any(map(os.path.islink, (self.folder, *self._files()))):
            raise Unfit("no memo")
        try:
            try:
                return self._opened()
            except sqlite3.Error as error:
                if not _is_damage(error):
                    raise
            self._delete()
            return self._opened()
        except Exception:
            self._gone = True  # asking again for every row would only cost time
            raise

    def _opened(self) -> Any:
        os.makedirs(self.folder, 0o700, exist_ok=True)
        self._probe()
        return diskcache.Cache(self.folder, timeout=_PATIENCE, disk=TextDisk, **_SETTINGS)

    def _probe(self) -> None:
        """Fail soon, where diskcache would ask for a minute, when it is locked or read-only."""
        database = sqlite3.connect(self._files()[0], timeout=_PATIENCE, isolation_level=None)
        with contextlib.closing(database):
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")

    def _files(self) -> tuple[str, ...]:
        return tuple(os.path.join(self.folder, name) for name in _FILES)

    def _delete(self) -> None:
        for path in self._files():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)

    def _give_up(self, error: Exception) -> None:
        """Damage: the next use starts anew. A disk that says no: stop asking. The rest: one row."""
        if _is_damage(error) and self._cache is not None:
            self.close()
            with contextlib.suppress(OSError):
                self._delete()
        elif isinstance(error, OSError):
            self._gone = True


def _is_damage(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", -1) & 0xFF in _DAMAGE
