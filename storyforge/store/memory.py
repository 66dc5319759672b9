"""The store's honest double: keeps everything in memory, verifies like the disk, forgets at the
end.
"""

from __future__ import annotations

from storyforge.core import trace as form
from storyforge.core.digest import sha256 as digest_of
from storyforge.core.seams import Corrupt, Missing
from storyforge.core.trace import Trace
from storyforge.store.layout import is_digest
from storyforge.store.traces import seal, unseal


class MemoryStore:
    """The Store without a disk, for tests and dry runs.

    Its bytes are open to view and to harm: `blobs`, `sealed`.

    `quarantine` holds what was found damaged. Single dictionary operations only, so threads may
    share it.
    """

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.sealed: dict[tuple[str, int], bytes] = {}
        self.quarantine: list[bytes] = []

    def put(self, data: bytes) -> str:
        """Keep bytes; their sha256. Bytes of another size under that name are set aside."""
        sha256 = digest_of(data)
        held = self.blobs.setdefault(sha256, data)
        if len(held) != len(data):
            self.quarantine.append(held)
            self.blobs[sha256] = data
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, verified; raises Missing or Corrupt."""
        data = self.blobs.get(sha256)
        if data is None:
            raise Missing(sha256)
        if digest_of(data) != sha256:
            self.quarantine.append(self.blobs.pop(sha256))
            raise Corrupt(f"object {sha256} was damaged and has been set aside")
        return data

    def has(self, sha256: str) -> bool:
        """Whether an object of that name is there (not verified)."""
        return sha256 in self.blobs

    def objects(self) -> frozenset[str]:
        """Names of all objects."""
        return frozenset(self.blobs.copy())

    def put_trace(self, trace: Trace) -> None:
        """Keep a trace in place of an earlier one of that name; raises Missing when its picture is
        not there.
        """
        if trace.output.sha256 not in self.blobs:
            raise Missing(trace.output.sha256)
        if not is_digest(trace.key) or not 0 <= trace.take < 10**9:
            raise ValueError(f"no name for a trace: {trace.key!r} {trace.take!r}")
        self.sealed[trace.key, trace.take] = seal(trace.to_bytes())

    def trace(self, key: str, take: int) -> Trace | None:
        """The trace of one take, or None (also when it is damaged: it is then in quarantine)."""
        data = self.sealed.get((key, take))
        if data is None:
            return None
        try:
            trace = unseal(data)
        except form.Unusable:
            trace = None
        if trace is None or (trace.key, trace.take) != (key, take):
            self.quarantine.append(self.sealed.pop((key, take)))
            return None
        return trace

    def takes(self, key: str) -> tuple[int, ...]:
        """Which takes of `key` have traces, ascending."""
        return tuple(sorted(take for name, take in self.sealed.copy() if name == key))
