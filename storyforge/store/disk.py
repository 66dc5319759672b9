"""The store on disk: pictures and traces under one private folder, which comes to be with the first
write.
"""

from __future__ import annotations

import os

from storyforge.core.seams import Missing
from storyforge.core.trace import Trace
from storyforge.store.blobs import Blobs
from storyforge.store.layout import Layout
from storyforge.store.traces import Traces


class DiskStore:
    """The Store below `root`, the project's private folder (`<project>/.storyforge`).

    See `seams.Store`.

    Constructing one writes nothing, so a reader of a read-only folder works; it raises Refused when
    a newer storyforge made the folder. Writing raises DiskTrouble, or Refused when a symbolic link
    leads out of the folder.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.layout = Layout(root)
        self.blobs = Blobs(self.layout)
        self.traces = Traces(self.layout)
        self.root = self.layout.root
        self.put, self.get, self.has = self.blobs.put, self.blobs.get, self.blobs.has
        self.objects, self.path = self.blobs.objects, self.blobs.path
        self.trace, self.takes = self.traces.get, self.traces.takes

    def put_trace(self, trace: Trace) -> None:
        """Keep a trace durably, in place of an earlier one of that name; raises Missing when its
        picture is not there.
        """
        if not self.blobs.has(trace.output.sha256):
            raise Missing(trace.output.sha256)
        self.traces.put(trace)

    def prepare(self) -> None:
        """Make the private folder now, for one who writes beside the store (lock, memo).

        Raises DiskTrouble, Refused.
        """
        self.layout.prepare()

    def sweep(self) -> int:
        """Remove temporary files of writers that died; how many.

        Only while holding the writer's lock.
        """
        return self.layout.sweep()
