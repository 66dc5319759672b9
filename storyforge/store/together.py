"""Several files written as one: all new ones laid down first, then moved in, and put back if the
disk says no in between.

What can fail for want of room fails before anything is seen. A kill between two moves leaves whole
files, old and new.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Sequence

from storyforge.store import durable
from storyforge.store.trouble import STATE_FOLDER

_MODE = 0o644


def write_together(root: str, files: Sequence[tuple[str, bytes]]) -> None:
    """Write `files`, relative path and bytes, below `root`, in their order.

    A file that is there keeps its mode, and a link its name: what it leads to is replaced. Raises
    DiskTrouble or Refused; nothing is changed then.
    """
    staged: list[tuple[str, str]] = []
    made: list[str] = []
    at = root
    try:
        for path, content in files:
            at = durable.inside(root, path)
            target = os.path.realpath(at) if os.path.islink(at) else at
            made += _folders(os.path.dirname(target))
            beside = os.path.join(_spare(root, target), f".{durable.unique()}.tmp")
            staged.append((beside, target))
            _lay(beside, content, _mode(target))
        _move(staged)
    except OSError as error:
        _clear(staged, made)
        raise durable.trouble(error, at, root) from error
    except BaseException:
        _clear(staged, made)
        raise
    for name in {os.path.dirname(target) for _, target in staged}:
        with contextlib.suppress(OSError):
            durable.sync_folder(name)


def _spare(root: str, target: str) -> str:
    """Where a file is laid down first: where builds sweep what a killed process left, if that is on
    the same disk, else beside its place."""
    home, spare = os.path.dirname(target), os.path.join(root, STATE_FOLDER, "tmp")
    same = os.path.isdir(spare) and os.stat(spare).st_dev == os.stat(home).st_dev
    return spare if same else home


def _folders(path: str) -> list[str]:
    """Make a folder and those above it; the ones that were made, outermost first."""
    if os.path.isdir(path):
        return []
    made = _folders(os.path.dirname(path))
    os.mkdir(path, 0o755)
    return [*made, path]


def _mode(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        return _MODE


def _lay(path: str, content: bytes, mode: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        durable.sync(file.fileno())


def _move(staged: Sequence[tuple[str, str]]) -> None:
    """Move all into place; on trouble those that were moved are put back."""
    done: list[tuple[str, bytes | None, int]] = []
    try:
        for beside, target in staged:
            old, mode = _old(target), _mode(target)
            os.replace(beside, target)
            done.append((target, old, mode))
    except BaseException:
        for target, old, mode in reversed(done):
            with contextlib.suppress(OSError):
                if old is None:
                    os.unlink(target)
                else:
                    durable.write_durably(target, old, mode)
        raise


def _old(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _clear(staged: Sequence[tuple[str, str]], made: Sequence[str]) -> None:
    for beside, _ in staged:
        with contextlib.suppress(OSError):
            os.unlink(beside)
    for path in reversed(made):
        with contextlib.suppress(OSError):
            os.rmdir(path)
