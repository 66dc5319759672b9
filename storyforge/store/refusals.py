"""Refusals that are remembered: one small file per (key, take), sealed like a trace."""

from __future__ import annotations

import contextlib
import json
import os

from storyforge.core.errors import Problem, Refused
from storyforge.core.refusal import Refusal
from storyforge.store import durable
from storyforge.store.layout import Layout, is_digest
from storyforge.store.traces import seal

VERSION = 1
_BODY = len(seal(b"{"))  # bytes before the first member of what is sealed


class Refusals:
    """`refusals/ab/<62 more hex digits of the key>.<take>.json`, mode 0444."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def path(self, key: str, take: int) -> str:
        """Where that refusal lives or would live; `key` must be a digest."""
        return f"{self.layout.refusals}{os.sep}{key[:2]}{os.sep}{key[2:]}.{take}.json"

    def put(self, refusal: Refusal) -> None:
        """Keep a refusal durably, in place of an earlier one.

        Raises DiskTrouble, Refused; ValueError for a bad key.
        """
        if not is_digest(refusal.key) or not 0 <= refusal.take < 10**9:
            raise ValueError(f"no name for a refusal: {refusal.key!r} {refusal.take!r}")
        body = {name: getattr(refusal, name) for name in refusal.__slots__}
        text = json.dumps({"refusal": VERSION, **body}) + "\n"
        self.layout.keep(self.path(refusal.key, refusal.take), seal(text.encode()), 0o444)

    def get(self, key: str, take: int) -> Refusal | None:
        """The refusal, or None when there is none or it was damaged (now in quarantine).

        Raises Refused when a newer storyforge wrote it, DiskTrouble.
        """
        if not is_digest(key):
            return None
        path = self.path(key, take)
        try:
            found = _unsealed(durable.read_plain(path) or b"")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise durable.trouble(error, path, self.layout.project, "read") from error
        if found is None or (found.key, found.take) != (key, take):
            self.layout.set_aside(path, f"refusal-{key}.{take}.json")
            return None
        return found

    def forget(self, key: str, take: int) -> None:
        """Let it be asked again; fine when there is none. Raises DiskTrouble, Refused."""
        if not is_digest(key):
            return
        path = self.path(key, take)
        for folder in (self.layout.root, self.layout.refusals, os.path.dirname(path)):
            durable.refuse_link(folder, self.layout.project)
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
        except OSError as error:
            raise durable.trouble(error, path, self.layout.project, "removed") from error


def _unsealed(data: bytes) -> Refusal | None:
    """The refusal in a stored file, None when one bit differs; raises Refused for a newer one."""
    body = b"{" + data[_BODY:]
    if seal(body) != data:
        return None
    try:
        members = json.loads(body)
        version = members.pop("refusal")
        if version > VERSION:
            raise Refused(_newer())
        return Refusal(**members)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _newer() -> Problem:
    return Problem(
        "D011",
        "A remembered refusal was written by a newer storyforge.",
        advice="Install a newer storyforge. Nothing was changed.",
    )
