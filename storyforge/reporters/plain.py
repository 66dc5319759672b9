"""Events as plain lines: for logs, pipes and people who like it quiet."""

from __future__ import annotations

from typing import TextIO

from storyforge.core.event import Event
from storyforge.reporters import say


class Plain:
    """A Reporter that writes a line for every event worth one."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def __call__(self, event: Event) -> None:
        """Write it."""
        line = say.event(event)
        if line:
            self._out.write(line + "\n")
            self._out.flush()

    def close(self) -> None:
        """Nothing is held."""
