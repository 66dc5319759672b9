"""Where the time goes: one command run in this process, with a timer on every door of a phase.

A phase's CPU is that of its functions without the phases called inside them, summed over all
threads; what no phase claims is listed as `the rest`. The timers themselves cost about a
microsecond for each call.

    python benchmarks/breakdown.py build 10000           a clean build
    python benchmarks/breakdown.py edit 10000            `plan` after the edit of one shot
    python benchmarks/breakdown.py rebuild 10000         `build` after the edit of one shot
    python benchmarks/breakdown.py plan 10000 --profile  `plan` of nothing made, by cProfile
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import functools
import io
import os
import pstats
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import project
from measure import plain_environment

BEGAN = time.process_time()  # what the interpreter itself took
MODULES = (
    "cli.main",
    "cli.build",
    "cli.plan",
    "build",
    "reporters.plain",
    "providers.all",
    "providers.stub",
)
MODULES += ("exporters.page", "cli.options", "core.manifest", "store.memo")

# phase -> where its doors are; a door that does not exist (any more) is named at the end
PHASES: dict[str, tuple[str, ...]] = {
    "parse": ("core.parse:parse",),
    "places in the text": ("core.parse:locate", "core.locating:located"),
    "memo": ("store.memo:Memo.get", "store.memo:Memo.put"),
    "validate": ("core.reading:read_project", "core.reading:read_include", "core.reading:combine"),
    "resolve": ("core.resolve:resolve_all", "core.names:names_of"),
    "recipes": ("core.film_graph:film_of",),
    "checks of the whole": ("core.film_graph:_limits",),
    "graph": ("core.graph:Graph.__init__",),
    "keys": ("core.action:action_of", "core.action:key_of", "core.action:take_key"),
    "decide": ("core.plan:make_plan", "core.plan:Decider.decide"),
    "why": ("core.plan:Decider._reasons",),
    "trace look-ups": ("store.traces:Traces.get",),
    "object look-ups": (
        "project.shelf:Shelf.has",
        "store.blobs:Blobs.has",
        "store.blobs:Blobs.objects",
    ),
    "schedule": (
        "core.schedule:Schedule.__init__",
        "core.schedule:Schedule.next",
        "core.schedule:Schedule.done",
    ),
    "run loop": ("run:Run.go",),
    "one job's own": ("run:_Work.do",),
    "reference reads": ("build:_Fetch.__call__",),
    "provider": ("providers.stub:Stub.make",),
    "look at the picture": ("core.picture:facts",),
    "store: picture": ("store.blobs:Blobs.put",),
    "store: trace": ("store.disk:DiskStore.put_trace",),
    "report": ("reporters.plain:Plain.__call__",),
    "plan, printed": ("cli.pages.plan:show_plan",),
    "lockfile": (
        "core.lockfile:read",
        "core.lockfile:write",
        "build:_Building._keep",
        "build:_Building._entries",
    ),
    "board files": ("project.view:View.show", "project.view:View.sweep", "project.view:View.page"),
    "page": ("exporters.page:Page.render", "core.board_of:board_of"),
    "stamp": ("build:_stamp", "project.stamp:read", "project.stamp:write"),
    "files of the project": ("project.folder:read", "project.loading:Loader.load"),
    "opening": ("build:Workshop.__post_init__",),
}


class Watch:
    """Seconds of CPU and calls for each phase. Time inside an inner phase is that phase's alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(PHASES, 0.0)
        self.calls: dict[str, int] = dict.fromkeys(PHASES, 0)
        self._own, self._lock = threading.local(), threading.Lock()

    def timed(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function` with its time booked on `phase`."""
        clock, own = time.thread_time, self._own

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            inner = getattr(own, "inner", 0.0)
            own.inner, started = 0.0, clock()
            try:
                return function(*arguments, **named)
            finally:
                spent = clock() - started
                with self._lock:
                    self.seconds[phase] += spent - own.inner
                    self.calls[phase] += 1
                own.inner = inner + spent

        return timed


def attach(watch: Watch) -> list[str]:
    """Put the timers on all doors, wherever they were imported; those that do not exist."""
    doors = [(phase, door) for phase, doors in PHASES.items() for door in doors]
    return [door for phase, door in doors if not _attach(watch, phase, door)]


def _attach(watch: Watch, phase: str, door: str) -> bool:
    name, _, path = door.partition(":")
    owner_path, _, attribute = path.rpartition(".")
    try:
        owner = import_module(f"storyforge.{name}")
        for part in filter(None, owner_path.split(".")):
            owner = getattr(owner, part)
        function = getattr(owner, attribute)
    except (ImportError, AttributeError):
        return False
    timed = watch.timed(phase, function)
    setattr(owner, attribute, timed)
    for module in [each for each in sys.modules.values() if each.__name__.startswith("storyforge")]:
        for known, value in list(vars(module).items()):
            if value is function:
                setattr(module, known, timed)
    return True


def load() -> float:
    """Load what any work needs; CPU seconds, with everything compiled already."""
    names = [f"storyforge.{name}" for name in MODULES]
    code = f"import {', '.join(names)}"
    subprocess.run([sys.executable, "-c", code], env=plain_environment(), check=True)
    started = time.process_time()
    for name in names:
        import_module(name)
    return time.process_time() - started


def prepare(work: str, folder: str, count: int) -> list[str]:
    """Bring the project into the state that `work` begins from; the arguments to run."""
    project.write(folder, count)
    if work in ("build", "plan"):
        return ["-C", folder, work]
    run(["-C", folder, "build"])
    edit = project.edit_character if work == "character" else project.edit_shot
    edit(folder, count).once()
    return ["-C", folder, "build" if work == "rebuild" else "plan"]


def run(arguments: list[str]) -> None:
    """The program without its front door, which an edit passes anyway."""
    said = io.StringIO()
    with (
        open(os.devnull, "w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(said),
    ):
        code = import_module("storyforge.cli.main").run(arguments)
    if code:
        sys.exit(f"{' '.join(arguments)}: exit code {code}\n{said.getvalue()[-3000:]}")


def report(watch: Watch, total: float, loading: float, nodes: int) -> Iterator[str]:
    """The table, the dearest first."""
    rows = {**watch.seconds, "loading modules": loading}
    rows["the rest"] = total - sum(watch.seconds.values())
    yield "| phase | CPU | share | µs a picture | calls |\n|---|---|---|---|---|"
    for phase, seconds in sorted(rows.items(), key=lambda row: -row[1]):
        if seconds > 0.0005:
            share, each = seconds / (total + loading), seconds / nodes * 1e6
            calls = watch.calls.get(phase, "")
            yield f"| {phase} | {seconds:.3f} s | {share:.0%} | {each:.0f} | {calls} |"
    yield f"| in all | {total + loading:.3f} s | | {(total + loading) / nodes * 1e6:.0f} | |"


def measured(arguments: list[str], profile: bool) -> tuple[Watch, float, list[str], str]:
    """Run once: the watch, CPU in all, doors that are gone; or cProfile's table, without timers."""
    watch, table = Watch(), io.StringIO()
    missing = [] if profile else attach(watch)
    profiler = cProfile.Profile(time.process_time) if profile else contextlib.nullcontext()
    started = time.process_time()
    with profiler:
        run(arguments)
    total = time.process_time() - started
    if profile:
        pstats.Stats(profiler, stream=table).strip_dirs().sort_stats("tottime").print_stats(45)
    return watch, total, missing, table.getvalue()


def main() -> None:
    """Measure one work of one size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", choices=["build", "plan", "edit", "character", "rebuild"])
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument(
        "--profile", action="store_true", help="cProfile's table instead (main thread only)."
    )
    wanted = parser.parse_args()
    loading = load()
    with tempfile.TemporaryDirectory() as folder:
        arguments = prepare(wanted.work, folder, wanted.count)
        watch, total, missing, table = measured(arguments, wanted.profile)
    print(f"{wanted.work}, N = {wanted.count}; {BEGAN:.3f} s of the interpreter's own not counted")
    print(table or "\n".join(report(watch, total, loading, project.size(wanted.count))))
    if missing:
        print("no such door:", ", ".join(missing))


if __name__ == "__main__":
    main()
