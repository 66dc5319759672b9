"""One at a time: whoever writes in a project holds it, and others are told by whom."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from storyforge.core.event import Waiting
from storyforge.core.seams import Reporter
from storyforge.project import folder
from storyforge.store.disk import DiskStore
from storyforge.store.exclusive import exclusive


@contextmanager
def alone(root: str, report: Reporter, command: str, wait: bool = True) -> Iterator[DiskStore]:
    """Hold the project at `root` while the block runs; its store, prepared.

    Another's holding is reported and waited for; with `wait` false it raises Refused. Raises
    DiskTrouble.
    """
    state = os.path.join(root, folder.STATE)
    store = DiskStore(state)
    store.prepare()
    with exclusive(
        os.path.join(state, "lock"),
        wait,
        lambda holder: report(Waiting(holder)),
        started=time.strftime("%H:%M:%S"),
        command=command,
    ):
        yield store
