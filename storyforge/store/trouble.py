"""What a disk can say, in plain words: one sentence with the place, and what to do about it."""

from __future__ import annotations

import errno
import os

from storyforge.core.errors import DiskTrouble, Problem

STATE_FOLDER = ".storyforge"
_AGAIN = "Nothing that was stored is lost. Make room, then run the same command again."
_RIGHTS = "Check who owns the folder and whether it may be {done}, then run the same command again."
_TROUBLE: dict[int, tuple[str, str, str]] = {
    errno.ENOSPC: ("D001", "The disk is full: {name} could not be {done}.", _AGAIN),
    getattr(errno, "EDQUOT", -1): (
        "D001",
        "Your disk quota is used up: {name} could not be {done}.",
        _AGAIN,
    ),
    errno.EFBIG: (
        "D001",
        "A limit on the size of files was reached: {name} could not be {done}.",
        _AGAIN,
    ),
    errno.EROFS: ("D002", "The disk is read-only: {name} could not be {done}.", _RIGHTS),
    errno.EACCES: ("D002", "Permission denied: {name} could not be {done}.", _RIGHTS),
    errno.EPERM: ("D002", "Not permitted: {name} could not be {done}.", _RIGHTS),
    errno.EIO: (
        "D003",
        "The disk reports an error: {name} could not be {done}.",
        "Copy the project elsewhere and check the disk.",
    ),
    errno.ELOOP: (
        "D010",
        "{name} is a symbolic link; it is not followed.",
        "Put a real file or folder in its place.",
    ),
    errno.EISDIR: (
        "D010",
        "{name} is a folder; a file belongs there.",
        "Move it away, then run the same command again.",
    ),
    errno.ENOTDIR: (
        "D010",
        "A folder on the way to {name} is a file or a symbolic link.",
        "Put a real folder in its place.",
    ),
}
_LOOKING = ("read", "listed", "looked at")  # what needs no right to write
_OTHER = (
    "D004",
    "{name} could not be {done}: {reason}.",
    "Nothing that was stored is lost. Try again.",
)


def trouble(error: OSError, path: str, root: str = "", done: str = "written") -> DiskTrouble:
    """The OSError in plain words, as an exception to raise.

    `path` is named relative to `root` when it lies below.
    """
    code, sentence, advice = _TROUBLE.get(error.errno or -2, _OTHER)
    reason = (error.strerror or "unknown trouble").lower()
    return DiskTrouble(
        Problem(
            code,
            sentence.format(name=named(path, root), done=done, reason=reason),
            advice=advice.format(done=done if done in _LOOKING else "written"),
        )
    )


def named(path: str, root: str = "") -> str:
    """The path as people know it: from the project's folder, or from the private folder in it."""
    if root and path.startswith(root.rstrip(os.sep) + os.sep):
        return os.path.relpath(path, root)
    parts = path.split(os.sep)
    below = parts.index(STATE_FOLDER) if STATE_FOLDER in parts else len(parts) - 1
    return os.sep.join(parts[below:])
