"""Events as a live picture of the run: one bar for all, time left, money, what is made now."""

from __future__ import annotations

from decimal import Decimal
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.table import Column
from rich.text import Text

from storyforge.core import event as e
from storyforge.core.price import dollars
from storyforge.reporters import say

_STYLES: dict[type, str] = {
    e.Failed: "red",
    e.Skipped: "yellow",
    e.Drifted: "yellow",
    e.HandEdited: "yellow",
    e.Quarantined: "yellow",
    e.Waiting: "cyan",
    e.Interrupted: "yellow",
    e.Noted: "yellow",
    e.Withheld: "yellow",
    e.Paused: "cyan",
}
_QUIET = (e.Started, e.Finished, e.Restored, e.Progressed)
_SHOWN = 4  # pictures being made that are shown at once
_WIDE = 80  # columns; in less, the bar is shorter


class _Left(ProgressColumn):
    """How long it will still take, in words; looked at twice a second, so that it can be read."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """`15 s left`, once that can be told."""
        left = task.time_remaining
        return Text(
            f"{say.seconds(max(round(left), 1))} left" if left else "", style="cyan", no_wrap=True
        )


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        BarColumn(bar_width=32 if console.width >= _WIDE else 16),
        MofNCompleteColumn(table_column=Column(no_wrap=True)),
        _Left(table_column=Column(no_wrap=True)),
        TextColumn("{task.fields[money]}", table_column=Column(no_wrap=True)),
        TextColumn(
            "{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)
        ),
        console=console,
        transient=True,
        expand=True,
        refresh_per_second=8,
    )


class Terminal:
    """A Reporter for people who watch."""

    def __init__(self, out: TextIO, color: bool) -> None:
        self._console = Console(file=out, no_color=not color, highlight=False, soft_wrap=True)
        self._progress = _progress(self._console)
        self._all: TaskID | None = None
        self._begun = 0
        self._total = 0
        self._running: dict[tuple[str, int], float | None] = {}
        self._spent = Decimal(0)

    def __call__(self, event: e.Event) -> None:
        """Show it."""
        if isinstance(event, e.Planned):
            self._begin(event)
        elif isinstance(event, e.Ended):
            self.close()
        self._follow(event)
        if not isinstance(event, _QUIET) or (isinstance(event, e.Restored) and self._all is None):
            self._line(event)

    def _begin(self, event: e.Planned) -> None:
        if event.to_make and self._all is None:
            self._total = event.to_make
            self._all = self._progress.add_task("", total=event.to_make, money="")
            self._progress.start()

    def _follow(self, event: e.Event) -> None:
        if isinstance(event, e.Started):
            self._running[event.node, event.take] = None
            self._begun += 1
        elif isinstance(event, e.Progressed) and (event.node, event.take) in self._running:
            self._running[event.node, event.take] = event.fraction
        elif isinstance(event, e.Finished | e.Failed):
            self._running.pop((event.node, event.take), None)
            self._spent += Decimal(event.cost) if isinstance(event, e.Finished) else 0
        if self._all is not None:
            ended = isinstance(event, e.Finished | e.Failed | e.Skipped)
            self._total = max(
                self._total, self._begun
            )  # a picture that waited may be asked for several takes
            self._progress.update(
                self._all,
                total=self._total,
                advance=1 if ended else 0,
                description=self._now(),
                money=dollars(self._spent) if self._spent else "",
            )

    def _now(self) -> str:
        names = [
            say.name(node) + say.take(number) + (f" {far:.0%}" if far else "")
            for (node, number), far in self._running.items()
        ]
        more = f" +{len(names) - _SHOWN}" if len(names) > _SHOWN else ""
        return escape(", ".join(names[:_SHOWN]) + more)

    def _line(self, event: e.Event) -> None:
        line = say.event(event)
        if line:
            style = _STYLES.get(type(event), "")
            self._console.print(escape(line), style=style or None)

    def close(self) -> None:
        """Take the bar away."""
        if self._all is not None:
            self._progress.stop()
            self._all = None
