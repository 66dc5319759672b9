"""What is measured: every work of the requirement, with what it must hold and what we reach for."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator

import project
from bench import (
    NINJA,
    PYTHON,
    STORYFORGE,
    Bench,
    Limit,
    Row,
    against,
    forgotten,
    megabytes,
    seconds,
)
from measure import Command, Sample, median, plain_environment, rounds, run
from panel import KINDS

EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples")
UNCHANGED = {
    1_000: (Limit(7, 4), None),
    10_000: (Limit(1.5, 1.0), Limit(50, 50)),
    100_000: (Limit(1.2, 0.7), Limit(400, 400)),
}
PLAN = {10_000: (Limit(4, 2), Limit(350, 175)), 100_000: (Limit(45, 22.5), Limit(2500, 1250))}
EDITED = {10_000: {"shot": Limit(2.5, 0.5), "character": Limit(3, 1)}}
A_NODE = Limit(2.5, 1)  # milliseconds of CPU for each picture of a clean build
A_PANEL = {"720p": Limit(0.35, 0.35), "1080p": Limit(0.8, 0.8)}  # seconds of CPU
A_PROCESS = Limit(150, 150)  # MB
A_PAIR = Limit(1, 1)  # two cores are to be 1.8 times as fast as one


def start(bench: Bench) -> Iterator[Row]:
    """Help, and completion of an id, against an interpreter that does nothing."""
    folder = bench.built(1_000)
    typed = f"storyforge show {project.shot_id(0)[:-1]}"
    typing = {"_STORYFORGE_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": "2"}
    commands = {
        "`storyforge --help`": Command([STORYFORGE, "--help"], folder),
        "completion of an id": Command([STORYFORGE], folder, typing),
    }
    offers = project.shot_id(1) in _said(commands["completion of an id"])
    for work, command in commands.items():
        samples, ratio = against({work: command, "pass": _nothing(bench)}, 3 * bench.repeats)
        mark = "" if offers or "id" not in work else " (offers nothing!)"
        yield Row(work, _pair(samples, "python -c pass") + mark, ratio, "× pass", Limit(6, 4))


def _nothing(bench: Bench) -> Command:
    return Command([PYTHON, "-c", "pass"], bench.folder)


def _said(command: Command) -> str:
    """What a command says, without failing when it says nothing."""
    environment = {**plain_environment(), **(command.environment or {})}
    return subprocess.run(
        command.arguments, cwd=command.folder, env=environment, capture_output=True, text=True
    ).stdout


def _pair(samples: dict[str, Sample], other: str) -> str:
    ours, theirs = list(samples.values())[:2]
    return f"{seconds(ours.cpu)} ({other} {seconds(theirs.cpu)})"


def unchanged(bench: Bench, count: int) -> Iterator[Row]:
    """`build` with nothing to do, against ninja with nothing to do."""
    ours = bench.storyforge(bench.built(count), "build", says="nothing to make")
    theirs = Command([NINJA], bench.ninja(count), says="no work to do")
    samples, ratio = against({"storyforge": ours, "ninja": theirs}, 3 * bench.many(count))
    speed, space = UNCHANGED[count]
    work = f"`build`, nothing changed, N = {count:,}"
    yield Row(work, _pair(samples, "ninja"), ratio, "× ninja", speed)
    used = samples["storyforge"].memory
    yield Row(f"{work}, memory", megabytes(used), used, "MB", space)


def edited(bench: Bench, count: int, what: str) -> Iterator[Row]:
    """`plan` after one edit; each run has an edit of its own, so that no memo knows the file."""
    folder = bench.built(count)
    edit = {"shot": project.edit_shot, "character": project.edit_character}[what](folder, count)
    command = bench.storyforge(folder, "plan", before=edit.once, says=" to make")
    try:
        sample = rounds({"plan": command}, bench.many(count))["plan"]
    finally:
        edit.undo()
    limit = EDITED.get(count, {}).get(what)
    yield Row(
        f"one {what} edited, decision only, N = {count:,}",
        _wall(sample),
        sample.cpu,
        "s CPU",
        limit,
    )


def _wall(sample: Sample) -> str:
    wall, memory = seconds(sample.wall), megabytes(sample.memory)
    return f"{seconds(sample.cpu)} CPU, {wall} by the clock, {memory}"


def plan(bench: Bench, count: int) -> Iterator[Row]:
    """`plan` of a project of which nothing was ever made or looked at."""
    folder = bench.film(count)
    command = bench.storyforge(folder, "plan", before=forgotten(folder))
    sample = rounds({"plan": command}, bench.many(count), warm=count <= 10_000)["plan"]
    speed, space = PLAN.get(count, (None, None))
    work = f"`plan`, nothing cached, N = {count:,}"
    yield Row(work, _wall(sample), sample.cpu, "s CPU", speed)
    yield Row(f"{work}, memory", megabytes(sample.memory), sample.memory, "MB", space)


def clean(bench: Bench, count: int) -> Iterator[Row]:
    """A clean `build` with the stub; every picture and trace is forced to the disk."""
    folder, nodes = bench.film(count), project.size(count)
    command = bench.storyforge(folder, "build", before=forgotten(folder))
    sample = rounds({"build": command}, min(3, bench.many(count)), warm=False)["build"]
    yield Row(
        f"clean `build`, stub, N = {count:,}",
        _wall(sample),
        sample.cpu / nodes * 1000,
        "ms a picture",
        A_NODE,
    )


def artist(bench: Bench) -> Iterator[Row]:
    """CPU and memory of panels, each in a fresh process; resvg with the same panels."""
    for size, limit in A_PANEL.items():
        found = {kind: _panel(bench, kind, size) for kind in KINDS}
        for kind, (first, again, memory, _) in found.items():
            text = f"{seconds(again)} CPU, the first {seconds(first)}, {megabytes(memory)}"
            yield Row(f"artist, {kind}, {size}", text, again, "s CPU")
        middle = statistics.median(each[1] for each in found.values())
        yield Row(f"artist, median of {len(found)} panels, {size}", "", middle, "s CPU", limit)
        most = max(each[2] for each in found.values())
        yield Row(f"artist, most memory, {size}", megabytes(most), most, "MB", A_PROCESS)
        other = statistics.median(each[3] for each in found.values())
        text = f"{seconds(other)} CPU for the same panels as SVG" if other else "not installed"
        yield Row(f"artist against resvg, {size}", text, middle / (other or middle), "× resvg")


def _panel(bench: Bench, kind: str, size: str) -> list[float]:
    """First and later CPU seconds, MB, and resvg's seconds: medians over fresh processes."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "panel.py")
    said = [
        [float(word) for word in _said(Command([PYTHON, script, kind, size], bench.folder)).split()]
        for _ in range(min(2, bench.repeats))
    ]
    return [statistics.median(column) for column in zip(*said, strict=True)]


def cores(bench: Bench) -> Iterator[Row]:
    """Sixty panels (examples/chase) on two cores against one, by the clock."""
    folder = bench.path("chase")
    made = shutil.ignore_patterns("board", ".storyforge")
    shutil.copytree(os.path.join(EXAMPLES, "chase"), folder, ignore=made)
    walls = {}
    for jobs in ("1", "2"):
        command = bench.storyforge(folder, "build", "--jobs", jobs, before=forgotten(folder))
        walls[jobs] = median([run(command) for _ in range(min(2, bench.repeats))]).wall
    text = f"{seconds(walls['2'])} with two, {seconds(walls['1'])} with one"
    gain = walls["1"] / walls["2"]
    yield Row("clean `build` of examples/chase on two cores", text, 1.8 / gain, "× 1.8 ×", A_PAIR)


def lamplighter(bench: Bench) -> Iterator[Row]:
    """The example film, built clean: by the clock, and how many cores it kept busy."""
    folder = bench.path("lamplighter")
    shutil.copytree(
        os.path.join(EXAMPLES, "lamplighter"),
        folder,
        ignore=shutil.ignore_patterns("board", ".storyforge"),
    )
    command = bench.storyforge(folder, "build", before=forgotten(folder))
    sample = median([run(command) for _ in range(min(2, bench.repeats))])
    cores = sample.cpu / sample.wall
    yield Row(
        "clean `build` of examples/lamplighter",
        _wall(sample),
        cores,
        f"cores busy of {os.cpu_count()}",
    )


Case = Callable[[Bench], Iterator[Row]]


def all_cases(quick: bool) -> dict[str, Case]:
    """Every case by name; with `quick` nothing above 1,000 shots."""
    middle = 1_000 if quick else 10_000
    cases: dict[str, Case] = {"start": start}
    for count in (1_000,) if quick else UNCHANGED:
        cases[f"unchanged-{count}"] = lambda bench, count=count: unchanged(bench, count)
    for what in ("shot", "character"):
        cases[f"edit-{what}-{middle}"] = lambda bench, what=what: edited(bench, middle, what)
    for count in (middle,) if quick else PLAN:
        cases[f"plan-{count}"] = lambda bench, count=count: plan(bench, count)
    cases[f"clean-{middle}"] = lambda bench: clean(bench, middle)
    return cases | {"artist": artist, "cores": cores, "lamplighter": lamplighter}
