"""The private folder of a project: which rooms it has, who may be trusted to be there, and how it
comes to be.
"""

from __future__ import annotations

import contextlib
import os
import threading

from storyforge.core.errors import Problem, Refused
from storyforge.store import durable

VERSION = 1
FOLDERS = ("objects", "traces", "tmp", "quarantine", "trash", "journal", "refusals")
HEX = frozenset("0123456789abcdef")


def is_digest(name: str) -> bool:
    """Whether `name` is 64 lower-case hex digits; anything else never becomes part of a path."""
    return len(name) == 64 and HEX.issuperset(name)


class Layout:
    """`root/` with its seven folders, VERSION and .gitignore.

    Made by the first write, never by looking.

    Raises Refused at once when a newer storyforge made the folder.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = os.path.abspath(os.fspath(root))
        self.project = os.path.dirname(self.root)
        paths = (os.path.join(self.root, name) for name in FOLDERS)
        self.objects, self.traces, self.tmp, self.quarantine, self.trash, *more = paths
        self.journal, self.refusals = more
        self._ready = False
        self._lock = threading.Lock()
        self._check_version()

    def keep(self, path: str, data: bytes, mode: int) -> None:
        """Write `data` durably at `path` (in a shard of ours), making what is missing.

        Raises DiskTrouble, Refused.
        """
        folder = os.path.dirname(path)
        try:
            if not self._ready:
                self.prepare()
            try:
                durable.replace(path, data, mode, folder, self.tmp)
            except FileNotFoundError:  # a new shard, or somebody removed the whole folder under us
                self.prepare()
                _make_shards(folder)
                durable.replace(path, data, mode, folder, self.tmp)
        except OSError as error:
            raise durable.trouble(error, path, self.project) from error

    def prepare(self) -> None:
        """Make what is missing of the layout, durably; refuse one that leads elsewhere.

        Raises DiskTrouble, Refused.
        """
        with self._lock:
            for path in (self.root, *(os.path.join(self.root, name) for name in FOLDERS)):
                durable.refuse_link(path, self.project)
            self._check_version()
            try:
                self._make()
            except OSError as error:
                raise durable.trouble(error, self.root, self.project) from error
            self._ready = True

    def _make(self) -> None:
        durable.make_folders(self.root)
        there = set(os.listdir(self.root))
        for name in FOLDERS:
            if name not in there:
                durable.make_folders(os.path.join(self.root, name))
        for name, text in (("VERSION", f"{VERSION}\n"), (".gitignore", "*\n")):
            if name not in there:
                path = os.path.join(self.root, name)
                durable.write_durably(
                    path, text.encode(), 0o644, tmp_dir=self.tmp, root=self.project
                )

    def set_aside(self, path: str, name: str) -> bool:
        """Move something damaged into quarantine, never over another; whether that worked.

        It does not on a read-only disk, nor where a symbolic link leads elsewhere.
        """
        if _any_link(self.root, self.quarantine, os.path.dirname(path)):
            return False
        target = os.path.join(self.quarantine, f"{name}.{durable.unique()}")
        with contextlib.suppress(OSError):
            if not os.path.isdir(self.quarantine):
                durable.make_folders(self.quarantine)
            while os.path.lexists(target):
                target = os.path.join(self.quarantine, f"{name}.{durable.unique()}")
            os.rename(path, target)
            return True
        return False

    def discard(self, path: str, batch: str, name: str) -> None:
        """Move a file into `trash/<batch>/<name>`; fine when it is gone.

        Raises DiskTrouble, Refused.
        """
        target = os.path.join(self.trash, batch)
        for folder in (self.root, self.trash, target):
            durable.refuse_link(folder, self.project)
        try:
            durable.make_folders(target)
            with contextlib.suppress(FileNotFoundError):
                os.replace(path, os.path.join(target, name))
        except OSError as error:
            raise durable.trouble(error, path, self.project, "removed") from error

    def sweep(self) -> int:
        """Remove left-over temporary files; how many. Only while holding the writer's lock."""
        swept = 0
        for name in () if _any_link(self.root, self.tmp) else names_in(self.tmp):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(self.tmp, name))
                swept += 1
        return swept

    def shards(self, folder: str) -> list[str]:
        """Names of the two-digit folders below `folder`, sorted; all else is passed over."""
        try:
            with os.scandir(folder) as entries:
                return sorted(entry.name for entry in entries if _is_shard(entry))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise durable.trouble(error, folder, self.project, "listed") from error

    def _check_version(self) -> None:
        path = os.path.join(self.root, "VERSION")
        try:
            text = durable.read_plain(path)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise durable.trouble(error, path, self.project, "read") from error
        number = (text or b"").strip()
        if not number.isdigit() or len(number) > 9:
            raise Refused(
                Problem(
                    "D012",
                    f"{_shown(path)} does not hold a number.",
                    advice=f"Write {VERSION} into it.",
                )
            )
        if int(number) > VERSION:
            raise Refused(
                Problem(
                    "D011",
                    f"This project's store has layout {int(number)}; "
                    f"this storyforge knows up to {VERSION}.",
                    advice="Install a newer storyforge. Nothing was changed.",
                )
            )


def _make_shards(folder: str) -> None:
    """Make a shard and its fifteen neighbours: a first build then waits 32 times, not 512."""
    for digit in sorted(HEX):
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder[:-1] + digit, 0o700)
    durable.sync_folder(os.path.dirname(folder))


def _is_shard(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    return len(name) == 2 and HEX.issuperset(name) and entry.is_dir(follow_symlinks=False)


def _any_link(*paths: str) -> bool:
    return any(map(os.path.islink, paths))


def _shown(path: str) -> str:
    return os.path.join(os.path.basename(os.path.dirname(path)), os.path.basename(path))


def names_in(folder: str) -> list[str]:
    """What is in a folder; nothing when there is none. Raises DiskTrouble."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise durable.trouble(error, folder, done="listed") from error
