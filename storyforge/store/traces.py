"""What was asked and what came back, one small file per (key, take), written once and sealed with
its own digest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from storyforge.core import trace as form
from storyforge.core.digest import sha256 as digest_of
from storyforge.core.errors import Problem, Refused
from storyforge.core.trace import Trace
from storyforge.store import durable
from storyforge.store.layout import Layout, is_digest, names_in

_NAME = re.compile(r"([0-9a-f]{62})\.(0|[1-9][0-9]{0,8})\.json")
_SEAL = b'{"seal": "'  # 64 hex digits follow, the digest of the trace's own bytes; then these
_BODY = len(_SEAL) + 64 + len(b'", ')


def seal(body: bytes) -> bytes:
    """The stored form: a trace's JSON with the digest of that JSON as its first member."""
    return _SEAL + digest_of(body).encode() + b'", ' + body[1:]


def unseal(data: bytes) -> Trace:
    """The trace in a stored file; raises Unusable when one bit differs, or when its format is
    newer.
    """
    body = b"{" + data[_BODY:]
    if seal(body) == data:
        return form.from_bytes(body)
    if _is_newer(data):
        raise form.Unusable("newer trace format", newer=True)
    raise form.Unusable("damaged trace")


def _is_newer(data: bytes) -> bool:
    try:
        form.from_bytes(data)
    except form.Unusable as error:
        return error.newer
    except RecursionError:
        return False
    return False


class Traces:
    """`traces/ab/<62 more hex digits of the key>.<take>.json`, mode 0444."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def path(self, key: str, take: int) -> str:
        """Where that trace lives or would live; `key` must be a digest (see `is_digest`)."""
        return f"{self.layout.traces}{os.sep}{key[:2]}{os.sep}{key[2:]}.{take}.json"

    def put(self, trace: Trace) -> None:
        """Keep a trace durably, in place of an earlier one of that name.

        Raises DiskTrouble; ValueError for a bad key.
        """
        if not is_digest(trace.key) or not 0 <= trace.take < 10**9:
            raise ValueError(f"no name for a trace: {trace.key!r} {trace.take!r}")
        self.layout.keep(self.path(trace.key, trace.take), seal(trace.to_bytes()), 0o444)

    def get(self, key: str, take: int) -> Trace | None:
        """The trace, or None when there is none or it was damaged (now in quarantine).

        Raises Refused, DiskTrouble.
        """
        try:
            return self.read(key, take)
        except form.Unusable:
            self.set_aside(key, take)
            return None

    def read(self, key: str, take: int) -> Trace | None:
        """The trace, None when there is none; nothing is moved.

        Raises Unusable when damaged, Refused, DiskTrouble.
        """
        data = self._bytes(key, take)
        if data is None:
            return None
        try:
            trace = unseal(data)
        except form.Unusable as error:
            if error.newer:
                raise Refused(_newer()) from error
            raise
        if (trace.key, trace.take) != (key, take):
            raise form.Unusable("trace under a wrong name")
        return trace

    def _bytes(self, key: str, take: int) -> bytes | None:
        if not is_digest(key):
            return None
        path = self.path(key, take)
        try:
            data = durable.read_plain(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise durable.trouble(error, path, self.layout.project, "read") from error
        if data is None:
            raise form.Unusable("not a plain file")
        return data

    def set_aside(self, key: str, take: int) -> bool:
        """Move a trace into quarantine; whether that worked."""
        return self.layout.set_aside(self.path(key, take), f"{key}.{take}.json")

    def takes(self, key: str) -> tuple[int, ...]:
        """Which takes of `key` have files, ascending. Raises DiskTrouble."""
        if not is_digest(key):
            return ()
        return tuple(sorted(take for name, take in self._shard(key[:2]) if name == key))

    def all(self) -> Iterator[tuple[str, int]]:
        """(key, take) of every trace file, in order. Raises DiskTrouble."""
        for shard in self.layout.shards(self.layout.traces):
            yield from sorted(self._shard(shard))

    def _shard(self, shard: str) -> Iterator[tuple[str, int]]:
        for name in names_in(f"{self.layout.traces}{os.sep}{shard}"):
            if found := _NAME.fullmatch(name):
                yield shard + found[1], int(found[2])

    def remove(self, key: str, take: int, batch: str) -> None:
        """Move a trace into that batch of the trash; fine when it is gone. Raises DiskTrouble."""
        if is_digest(key):
            self.layout.discard(self.path(key, take), batch, f"{key}.{take}.json")


def _newer() -> Problem:
    return Problem(
        "D011",
        "A stored result was written by a newer storyforge.",
        advice="Install a newer storyforge. Nothing was changed.",
    )
