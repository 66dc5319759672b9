"""Writers for the harness's own test: one that is as careful as the product, and three that are not."""

from __future__ import annotations

import os

from storyforge.core.digest import sha256
from storyforge.core.trace import Trace
from storyforge.store.disk import DiskStore


class Careful(DiskStore):
    """The product's own order: the picture, then what is known of it."""

    def name(self, data: bytes) -> str:
        """What the picture will be called."""
        return sha256(data)

    def keep(self, data: bytes, trace: Trace) -> None:
        """Picture and trace."""
        self.put(data)
        self.put_trace(trace)


class Torn(Careful):
    """Writes pictures straight into their place."""

    def keep(self, data: bytes, trace: Trace) -> None:
        self.prepare()
        path = self.path(trace.output.sha256)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(file, data)
        os.close(file)
        self.put_trace(trace)


class Hasty(Careful):
    """Writes down what it is about to have."""

    def keep(self, data: bytes, trace: Trace) -> None:
        self.traces.put(trace)
        self.put(data)


class Tidy(Careful):
    """Takes the old away before it writes the new."""

    def keep(self, data: bytes, trace: Trace) -> None:
        if self.trace(trace.key, trace.take):
            os.unlink(self.traces.path(trace.key, trace.take))
        super().keep(data, trace)


WRITERS: dict[str, type[Careful]] = {each.__name__: each for each in (Careful, Torn, Hasty, Tidy)}
