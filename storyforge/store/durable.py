"""Bytes reach the disk here: written beside their place, forced down, moved in whole; or not at
all.

Order of a durable write: new file → all bytes → fsync(file) → rename → fsync(folder). A crash at
any point leaves the old state or the new one, and at worst a left-over temporary file. A process
that outgrows its file size limit gets a signal (SIGXFSZ) whose default is death; CPython ignores it
from its first moment, so the write fails with EFBIG instead.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
import time
from collections.abc import Callable

from storyforge.core.errors import Problem, Refused
from storyforge.store.trouble import STATE_FOLDER, named
from storyforge.store.trouble import trouble as trouble

if sys.platform != "win32":
    import fcntl

FICLONE = 0x40049409  # linux/fs.h: share the blocks of another file, copied on write
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | _BINARY | _NOFOLLOW | getattr(os, "O_DIRECTORY", 0)
_READ = os.O_RDONLY | _BINARY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY
_CHUNK = 1 << 20
_count = itertools.count(1)


def unique() -> str:
    """A name no other live process of this machine uses: process id and a counter."""
    return f"{os.getpid()}-{next(_count)}"


def write_durably(
    path: str, data: bytes, mode: int = 0o600, *, tmp_dir: str = "", root: str = ""
) -> None:
    """Replace the file at `path` by `data`, on the disk when this returns.

    Raises DiskTrouble; `path` is then as it was.

    The temporary file lives in `tmp_dir` (same file system), else where the next build of the
    project `root` sweeps, else beside `path`. Missing folders are made, mode 0700.
    """
    folder = os.path.dirname(path)
    try:
        if tmp_dir:
            _by_way_of(tmp_dir, path, data, mode)
            return
        try:
            _by_way_of(_spare(root) or folder, path, data, mode)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _by_way_of(folder, path, data, mode)
    except OSError as error:
        raise trouble(error, path, root) from error


def _by_way_of(tmp_dir: str, path: str, data: bytes, mode: int) -> None:
    folder = os.path.dirname(path)
    try:
        replace(path, data, mode, folder, tmp_dir)
    except FileNotFoundError:
        make_folders(folder)
        replace(path, data, mode, folder, tmp_dir)


def _spare(root: str) -> str:
    """The project's folder for temporary files, which every build sweeps; empty when there is none.

    What a killed process leaves must lie there: nobody looks for it anywhere else.
    """
    path = os.path.join(root, STATE_FOLDER, "tmp")
    return path if root and os.path.isdir(path) else ""


def replace(path: str, data: bytes, mode: int, folder: str, tmp_dir: str) -> None:
    """The durable write itself; raises OSError.

    `folder` is opened unfollowed first, so a symbolic link stops it.
    """
    held = _open_folder(folder)
    try:
        temporary = _write_new(tmp_dir, data, mode, durable=True)
        _move(temporary, path)
        _force(held)
    finally:
        if held >= 0:
            os.close(held)


def replace_view(path: str, data: bytes, mode: int = 0o644, *, root: str = "") -> None:
    """Replace a file that can be made again: whole or not at all, but not forced to the disk.

    Raises DiskTrouble.
    """
    _view(path, lambda folder: _write_new(folder, data, mode, durable=False), root)


def _view(path: str, made_in: Callable[[str], str], root: str) -> None:
    """Move into place what `made_in` has made in the folder it is given."""
    folder = os.path.dirname(path)
    try:
        try:
            _move(made_in(_spare(root) or folder), path)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EXDEV):
                raise
            os.makedirs(folder, 0o755, exist_ok=True)
            beside = error.errno == errno.EXDEV  # the private folder lies on another disk
            _move(made_in((not beside and _spare(root)) or folder), path)
    except OSError as error:
        raise trouble(error, path, root) from error


def copy_view(source: str, target: str, *, root: str = "") -> None:
    """Make `target` a file of its own with the bytes of `source`: shared blocks where the disk can,
    else a copy.

    Mode 0644, whole or not at all, never a hard link, not forced to the disk. The bytes are not
    verified: `get` does that. Raises DiskTrouble.
    """
    try:
        origin = os.open(source, _READ)
    except OSError as error:
        raise trouble(error, target, root) from error
    try:
        _view(target, lambda folder: _copy_new(origin, folder), root)
    finally:
        os.close(origin)


def read_plain(path: str) -> bytes | None:
    """All bytes of a plain file; None when something else stands there (link, folder, pipe).

    Raises OSError.
    """
    try:
        file = os.open(path, _READ)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            return None
        raise
    try:
        state = os.fstat(file)
        return _read_all(file, state.st_size) if stat.S_ISREG(state.st_mode) else None
    finally:
        os.close(file)


def _read_all(file: int, size: int) -> bytes:
    data = os.read(file, size + 1)
    if len(data) == size:
        return data  # the usual case: one call, no copy
    parts = [data]
    while parts[-1]:
        parts.append(os.read(file, _CHUNK))
    return b"".join(parts)


def inside(root: str, relative: str) -> str:
    """The path of `relative` below `root`, to be replaced there; raises Refused when it could lead
    elsewhere.

    Every component is looked at: no `..`, no drive, nothing absolute, and no folder on the way is a
    symbolic link. The last component may be one: replacing it replaces the link.
    """
    parts = relative.replace("\\", "/").split("/")
    if any(part in ("", ".", "..") or ":" in part or "\0" in part for part in parts):
        raise Refused(
            Problem(
                "D010",
                f"{relative!r} is not a plain path inside the project.",
                advice="Use a relative path.",
            )
        )
    path = root
    for part in parts[:-1]:
        path = os.path.join(path, part)
        refuse_link(path, root)
    return os.path.join(path, parts[-1])


def refuse_link(path: str, root: str = "") -> None:
    """Raises Refused when `path` is a symbolic link or no folder; a missing one is fine."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise trouble(error, path, root, "looked at") from error
    if not stat.S_ISDIR(mode):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a folder"
        sentence = f"{named(path, root)} is {kind}; nothing is written through it."
        raise Refused(Problem("D010", sentence, advice="Put a real folder in its place."))


def make_folders(path: str, mode: int = 0o700) -> None:
    """Make a folder and the missing ones above it, each durably; fine when it is there.

    Raises OSError.
    """
    try:
        os.mkdir(path, mode)
    except FileExistsError:
        if not os.path.isdir(path):
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", path) from None
        return
    except FileNotFoundError:
        make_folders(os.path.dirname(path), mode)
        make_folders(path, mode)
        return
    sync_folder(os.path.dirname(path))


def sync_folder(path: str) -> None:
    """Force a folder's names to the disk; a file system that cannot do that is let be.

    Raises OSError.
    """
    held = _open_folder(path)
    if held >= 0:
        try:
            _force(held)
        finally:
            os.close(held)


def _open_folder(path: str) -> int:
    """A descriptor to force, -1 where folders cannot be opened (Windows)."""
    return -1 if sys.platform == "win32" else os.open(path or ".", _FOLDER)


def _force(folder: int) -> None:
    if folder < 0:
        return
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # what some network disks answer for folders
            raise


def sync(file: int) -> None:
    """Force what was written to an open file to the disk; raises OSError."""
    if sys.platform == "darwin":  # its fsync stops at the drive's own memory
        with contextlib.suppress(OSError):
            fcntl.fcntl(file, fcntl.F_FULLFSYNC)
            return
    os.fsync(file)


def _create(folder: str, mode: int) -> tuple[int, str]:
    while True:
        path = f"{folder or '.'}{os.sep}.{unique()}.tmp"
        with contextlib.suppress(FileExistsError):  # left by a dead process that had our number
            return os.open(path, _CREATE, mode), path


def _write_new(folder: str, data: bytes, mode: int, *, durable: bool) -> str:
    """A temporary file with these bytes; its path. Nothing is left of it on failure."""
    file, path = _create(folder, mode)
    try:
        try:
            write_all(file, data)
            if durable:
                sync(file)
        finally:
            os.close(file)
    except BaseException:
        _discard(path)
        raise
    return path


def write_all(file: int, data: bytes) -> None:
    """Write every byte of `data` to an open file; raises OSError."""
    written = os.write(file, data)
    if written < len(data):
        rest = memoryview(data)
        while written < len(rest):
            written += os.write(file, rest[written:])


def _copy_new(origin: int, folder: str) -> str:
    os.lseek(origin, 0, os.SEEK_SET)  # a first try may have read it all
    file, path = _create(folder, 0o644)
    try:
        try:
            if not _share(origin, file):
                _copy(origin, file)
        finally:
            os.close(file)
    except BaseException:
        _discard(path)
        raise
    return path


def _share(origin: int, file: int) -> bool:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            fcntl.ioctl(file, FICLONE, origin)
            return True
    return False


def _copy(origin: int, file: int) -> None:
    """Inside the kernel as far as that goes, the rest through our hands."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            while os.copy_file_range(origin, file, _CHUNK):
                pass
    while data := os.read(origin, _CHUNK):
        write_all(file, data)


def _move(temporary: str, path: str) -> None:
    try:
        _rename(temporary, path)
    except BaseException:
        _discard(temporary)
        raise


if sys.platform == "win32":  # not tried on a real one yet

    def _rename(temporary: str, path: str) -> None:
        """A viewer or a virus scanner may hold the old file for a moment."""
        for pause in (0.01, 0.05, 0.2, 0.5):
            with contextlib.suppress(PermissionError):
                return os.replace(temporary, path)
            time.sleep(pause)
        return os.replace(temporary, path)

else:
    _rename = os.replace


def _discard(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
