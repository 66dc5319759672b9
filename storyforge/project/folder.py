"""The project's folder: found from where one stands, read without being led out of it."""

from __future__ import annotations

import errno
import fnmatch
import glob
import hashlib
import os
from collections.abc import Iterator

from storyforge.core.errors import Problem, UsageError
from storyforge.core.vocabulary import nearest
from storyforge.store.durable import trouble

MANIFEST = "storyforge.yaml"
STATE = ".storyforge"
BOARD = "board"


def find_root(start: str) -> str:
    """The nearest folder at or above `start` that holds a storyforge.yaml; raises UsageError."""
    here = os.path.abspath(start)
    while True:
        if os.path.isfile(os.path.join(here, MANIFEST)):
            return here
        above = os.path.dirname(here)
        if above == here:
            raise UsageError(
                Problem(
                    "P001",
                    f"there is no {MANIFEST} here or in any folder above",
                    advice="start a project with `storyforge init`, or name one with `-C FOLDER`",
                )
            )
        here = above


class Outside(Exception):
    """A file of the project that leads out of it through a symbolic link."""


def read(root: str, path: str) -> bytes:
    """All bytes of a project file.

    Raises FileNotFoundError, IsADirectoryError, Outside or DiskTrouble.
    """
    full = os.path.join(root, path)
    try:
        if os.path.islink(full) or os.path.realpath(full) != os.path.join(
            os.path.realpath(root), path
        ):
            stay_inside(root, path)
        if not os.path.isfile(full):
            number = errno.EISDIR if os.path.exists(full) else errno.ENOENT
            raise OSError(number, os.strerror(number), full)
        with open(full, "rb") as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError):
        raise
    except OSError as error:
        raise trouble(error, full, root, "read") from error


def stay_inside(root: str, path: str) -> None:
    """Raise Outside when a project path leads out of the project through a link."""
    full = os.path.join(root, path)
    real, home = os.path.realpath(full), os.path.realpath(root)
    if real != home and not real.startswith(home + os.sep):
        raise Outside(full)


def matches(root: str, pattern: str) -> list[str]:
    """Project-relative files that an `include` pattern means, sorted; raises Outside.

    `*` and `?` stand for part of a name, `**` for any folders; names that begin with a dot are
    found only by a dot, and `**` follows no links.
    """
    *above, last = pattern.split("/")
    folders = {""}
    for part in [*above, "**"] if last == "**" else above:
        folders = {below for folder in folders for below in _folders(root, folder, part)}
    name = "*" if last == "**" else last
    found = {path for folder in folders for path in _named(root, folder, name)}
    return sorted(path for path in found if os.path.isfile(os.path.join(root, path)))


def fits(path: str, pattern: str) -> bool:
    """Whether an `include` pattern means the file at `path`, by the rules of `matches`."""
    return _fits(path.split("/"), pattern.split("/"))


def _fits(parts: list[str], pattern: list[str]) -> bool:
    if not pattern or not parts:
        return not pattern and not parts
    first, rest = pattern[0], pattern[1:]
    hidden = parts[0].startswith(".") and not first.startswith(".")
    if first == "**":
        deeper = len(parts) > 1 and not hidden and _fits(parts[1:], pattern)
        return deeper or _fits(parts, rest or ["*"])
    own = first == parts[0] if not glob.has_magic(first) else fnmatch.fnmatch(parts[0], first)
    return own and not (hidden and glob.has_magic(first)) and _fits(parts[1:], rest)


def _folders(root: str, folder: str, part: str) -> Iterator[str]:
    """The folders that one part of a pattern means."""
    if part == "**":
        yield folder
        yield from _below(root, folder)
        return
    for path in _named(root, folder, part):
        if os.path.isdir(os.path.join(root, path)):
            stay_inside(root, path)
            yield path


def _named(root: str, folder: str, name: str) -> Iterator[str]:
    """The paths in a folder that one part of a pattern means."""
    below = folder + "/" if folder else ""
    if not glob.has_magic(name):
        yield below + name
        return
    try:
        names = os.listdir(os.path.join(root, folder))
    except OSError:
        return
    for each in fnmatch.filter(names, name):
        if not each.startswith(".") or name.startswith("."):
            yield below + each


def nearest_file(root: str, path: str) -> str | None:
    """The path of a file in the project that `path`, which there is not, most likely meant."""
    found = ""
    for part in path.split("/"):
        here = os.path.join(root, found)
        try:
            names = sorted(os.listdir(here))
        except OSError:
            return None
        near = part if part in names else nearest(part, tuple(names))
        if near is None:
            return None
        found = f"{found}/{near}" if found else near
    return found if os.path.isfile(os.path.join(root, found)) else None


def watched(root: str, pattern: str) -> Iterator[str]:
    """Folders in which a new file could match `pattern`."""
    parts = pattern.split("/")
    wild = next((n for n, part in enumerate(parts) if glob.has_magic(part)), None)
    if wild is None:
        return
    base = "/".join(parts[:wild]) or "."
    yield base
    if wild < len(parts) - 1:
        yield from _below(root, base)


def _below(root: str, folder: str) -> Iterator[str]:
    """Every folder below one, at any depth; neither hidden ones nor links."""
    for here, below, _ in os.walk(os.path.join(root, folder)):
        plain = (name for name in below if not name.startswith("."))
        below[:] = sorted(name for name in plain if not os.path.islink(os.path.join(here, name)))
        for name in below:
            yield os.path.relpath(os.path.join(here, name), root).replace(os.sep, "/")


def listing_digest(root: str, folder: str) -> str:
    """sha256 over the names in a folder."""
    full = os.path.join(root, folder)
    try:
        names = sorted(os.listdir(full))
    except OSError as error:
        raise trouble(error, full, root, "listed") from error
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()
