"""How far some long work is: a bar while somebody watches, silence in a pipe."""

from __future__ import annotations

from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

_LEAST = 20  # steps; less is done before anybody could read a bar


class Work:
    """A bar for one piece of work. Only a terminal gets one, and only when there is much to do."""

    def __init__(self, out: TextIO, color: bool, name: str) -> None:
        self._name, self._watched = name, out.isatty()
        console = Console(file=out, no_color=not color, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=32))
        self._bar = Progress(
            *columns, TaskProgressColumn(), TimeRemainingColumn(), console=console, transient=True
        )
        self._task = self._bar.add_task(name, total=None)
        self._begun = False

    def __enter__(self) -> Self:
        """Ready; nothing is shown yet."""
        return self

    def told(self, done: int, of: int) -> None:
        """So many are done, of so many."""
        if not self._watched or of < _LEAST:
            return
        if not self._begun:
            self._begun = True
            self._bar.start()
        self._bar.update(self._task, completed=done, total=of)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away, whatever happened."""
        if self._begun:
            self._bar.stop()
