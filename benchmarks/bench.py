"""The bench: projects of all sizes stand ready here, and a number becomes a judged row."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import project
from measure import Command, Sample, rounds, run

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.dirname(sys.executable)
GRAIN = 2.1  # seconds; a file younger than the stamp's grain is compared by content
STORYFORGE, NINJA, PYTHON = (os.path.join(BIN, name) for name in ("storyforge", "ninja", "python"))


@dataclass(frozen=True, slots=True)
class Limit:
    """What a number must not exceed, and what we reach for; in the number's own unit."""

    must: float
    reach: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `text`: numbers for people; `value`: what is judged, in `unit`."""

    work: str
    text: str
    value: float
    unit: str
    limit: Limit | None = None

    @property
    def verdict(self) -> str:
        """`reach`, `ok` or `short`; nothing where nothing is asked."""
        if self.limit is None:
            return ""
        if self.value <= self.limit.reach:
            return "reach"
        return "ok" if self.value <= self.limit.must else "short"


@dataclass(slots=True)
class Bench:
    """Projects below `folder`, made when first wanted. `quick`: nothing above 1,000 shots."""

    folder: str
    quick: bool
    repeats: int
    log: Callable[[str], None] = lambda _: None
    _built: set[str] = field(default_factory=set)

    def many(self, count: int) -> int:
        """How many repeats a work of `count` shots deserves."""
        if count <= 1_000:
            return self.repeats
        return max(3, self.repeats // 2) if count <= 10_000 else 3

    def path(self, name: str) -> str:
        """A folder of this bench."""
        return os.path.join(self.folder, name)

    def film(self, count: int) -> str:
        """A project of `count` shots of which nothing is made."""
        return self._once(f"film-{count}", lambda folder: self._write("project", folder, count))

    def built(self, count: int) -> str:
        """A project of `count` shots, built, and seen again when its files were young no more."""
        return self._once(f"built-{count}", lambda folder: self._build(folder, count))

    def ninja(self, count: int) -> str:
        """The same for ninja, really built."""
        return self._once(f"ninja-{count}", lambda folder: self._build_ninja(folder, count))

    def storyforge(
        self,
        folder: str,
        *arguments: str,
        before: Callable[[], None] = lambda: None,
        says: str = "",
    ) -> Command:
        """A call of the installed program."""
        return Command([STORYFORGE, *arguments], folder, before=before, says=says)

    def _once(self, name: str, make: Callable[[str], None]) -> str:
        folder = self.path(name)
        if name not in self._built:
            self.log(f"preparing {name}")
            make(folder)
            self._built.add(name)
        return folder

    def _write(self, script: str, folder: str, count: int) -> None:
        """In another process: whatever this one holds would count as memory of all it starts."""
        subprocess.run([PYTHON, os.path.join(HERE, f"{script}.py"), folder, str(count)], check=True)

    def _build(self, folder: str, count: int) -> None:
        self._write("project", folder, count)
        run(self.storyforge(folder, "build"))
        self.settle(folder)

    def settle(self, folder: str) -> None:
        """Wait until no file is young, and let `build` see it."""
        time.sleep(GRAIN)
        run(self.storyforge(folder, "build"))

    def _build_ninja(self, folder: str, count: int) -> None:
        if not os.path.exists(NINJA):
            raise SystemExit("ninja is not installed here: use `make bench`")
        self._write("ninja_project", folder, count)
        run(Command([NINJA], folder))


def against(commands: dict[str, Command], repeats: int) -> tuple[dict[str, Sample], float]:
    """Medians of commands run in turns, and how much CPU the first takes for one of the second."""
    samples = rounds(commands, repeats)
    first, second = list(samples.values())[:2]
    return samples, first.cpu / second.cpu


def forgotten(folder: str) -> Callable[[], None]:
    """What brings a project back to nothing made."""
    return lambda: project.forget(folder)


def seconds(value: float) -> str:
    """A time for people."""
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value: float) -> str:
    """A size for people."""
    return f"{value:.0f} MB"
