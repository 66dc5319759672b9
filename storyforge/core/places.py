"""Paths that a manifest writes: relative to the file that names them, never out of the project."""

from __future__ import annotations

import posixpath
import re

from storyforge.core import ids
from storyforge.core.errors import Spot, Trouble
from storyforge.core.shape import brief

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:")
_UNPORTABLE = re.compile(r'[\\:"<>|]')
_LONGEST_PART = 255  # bytes of one name, on every common file system
_LONGEST = 1000  # characters of a whole path


def project_path(written: str, file: str, spot: Spot) -> tuple[str, Trouble | None]:
    """The project-relative path of `written` in `file`, and the fault if it may not stand there."""
    if _ADDRESS.match(written):
        sentence = f"{brief(written)} is an address; nothing is fetched from elsewhere"
        return written, Trouble("R303", sentence, spot, "copy the file into the project")
    if written.startswith(("/", "\\", "~")) or _DRIVE.match(written):
        advice = "copy the file into the project and write its path relative to this file"
        return written, Trouble("R303", f"{brief(written)} is an absolute path", spot, advice)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), written))
    if path == ".." or path.startswith("../"):
        advice = "copy the file into the project; a project must be whole when it is cloned"
        return path, Trouble("R302", f"{brief(written)} leaves the project's folder", spot, advice)
    why = _unportable(written)
    if why:
        sentence = f"{brief(written)} is no portable path: {why[0]}"
        return path, Trouble("R303", sentence, spot, why[1])
    return path, None


def _unportable(written: str) -> tuple[str, str] | None:
    """Why a path would not do on every system, and what to do about it."""
    rename = "give the file another name"
    if "\\" in written:
        return "folders are parted by `/`", "write `/` between folders"
    if found := _UNPORTABLE.search(written):
        return f"some systems allow no `{found[0]}` in a name", rename
    if len(written) > _LONGEST:
        return "it is too long", "move the file nearer"
    for part in written.split("/"):
        if len(part.encode()) > _LONGEST_PART:
            return "a name in it is too long", rename
        if part.partition(".")[0].casefold() in ids.RESERVED:
            return "some systems keep that name for a device", rename
        if part.endswith((".", " ")) and part not in (".", ".."):
            return "some systems drop a dot or a space at the end of a name", rename
    return None
