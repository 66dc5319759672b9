"""One stopwatch for all: a command is run, and what it cost is read from the kernel.

CPU time and peak memory come from `wait4`, with those of every process that the command leaves
behind (the stopwatch adopts orphans). Memory cannot read lower than this process's own (about
15 MB), because a child begins as its copy.
"""

from __future__ import annotations

import ctypes
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run cost: seconds by the clock, seconds of CPU, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Command:
    """Something to run. `before` is called ahead of every run, unmeasured."""

    arguments: Sequence[str]
    folder: str
    environment: Mapping[str, str] | None = None
    before: Callable[[], None] = lambda: None
    says: str = ""  # text that its output must contain


class Failed(Exception):
    """A command did not do what it was measured for."""


def adopt_orphans() -> None:
    """Let processes whose parent is gone become ours, so that they are counted (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)


def plain_environment() -> dict[str, str]:
    """This environment without wishes about how Python runs: compiled modules are kept."""
    asked = ("PYTHONPATH", "PYTHONHOME")
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON") or name in asked
    }


def run(command: Command) -> Sample:
    """Run a command once; raises Failed when it fails or does not say what it should."""
    command.before()
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        child = _start(command, output.fileno())
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - started
        output.seek(0)
        said = output.read() if status or command.says else b""
    if status or command.says.encode() not in said:
        tail = said.decode(errors="replace")[-2000:]
        raise Failed(f"{' '.join(command.arguments)}: status {status}\n{tail}")
    cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
    for other in _orphans():
        cpu, memory = cpu + other.ru_utime + other.ru_stime, max(memory, other.ru_maxrss)
    return Sample(wall, cpu, memory / 1024)


def _start(command: Command, output: int) -> int:
    environment = {**plain_environment(), **(command.environment or {})}
    here = os.getcwd()
    os.chdir(command.folder)
    try:
        files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
        files += [(os.POSIX_SPAWN_DUP2, output, stream) for stream in (1, 2)]
        return os.posix_spawn(
            command.arguments[0], command.arguments, environment, file_actions=files
        )
    finally:
        os.chdir(here)


def _orphans() -> list[os.struct_rusage]:
    found = []
    while True:
        try:
            found.append(os.wait4(-1, 0)[2])
        except ChildProcessError:
            return found


def median(samples: Sequence[Sample]) -> Sample:
    """The middle of each quantity; for memory the most."""
    return Sample(
        statistics.median(each.wall for each in samples),
        statistics.median(each.cpu for each in samples),
        max(each.memory for each in samples),
    )


def rounds(commands: Mapping[str, Command], repeats: int, warm: bool = True) -> dict[str, Sample]:
    """Medians of commands run in turns, so that a noisy minute hits all of them alike.

    `warm`: each is run once before, unmeasured.
    """
    if warm:
        for command in commands.values():
            run(command)
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            samples[name].append(run(command))
    return {name: median(each) for name, each in samples.items()}
