"""A real build that draws, killed in the middle: no process outlives it, and the next build goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from crash_world import ROOT
from world import World

PATIENCE = 60  # seconds for pipes to close; only a failure waits so long


def _start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "storyforge", "-C", str(root), "build", "--report", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _events(lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.splitlines() if line.endswith("}")]


def _finished(events: list[dict[str, object]]) -> set[tuple[object, object]]:
    return {(each["node"], each["take"]) for each in events if each["event"] == "finished"}


def _killed_at(root: Path, kind: str, count: int) -> set[tuple[object, object]]:
    """Kill a build at its own `count`-th event of that kind; what it had said was finished.

    Every process of a build holds its stdout and stderr: when both are at their end, none is left.
    """
    process = _start(root)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        count -= json.loads(line)["event"] == kind
        if not count:
            break
    process.kill()
    rest, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == -9
    return _finished(_events(said + rest))


def _built(root: Path) -> list[dict[str, object]]:
    process = _start(root)
    out, err = process.communicate(timeout=4 * PATIENCE)
    assert process.returncode == 0, err
    return _events(out)


def _trial(root: Path, *kill: tuple[str, int]) -> World:
    shutil.copytree(
        ROOT / "examples/minimal",
        root,
        ignore=shutil.ignore_patterns(".storyforge", "board", "*.lock"),
    )
    finished = set()
    for kind, count in kill:
        finished |= _killed_at(root, kind, count)
    made = _finished(_built(root))
    assert not made & finished
    world = World(root)
    assert world.run("verify").code == 0
    assert "nothing to make" in world.build().err
    assert not list(root.rglob("*.tmp"))
    return world


def test_a_drawing_build_killed_goes_on_and_no_process_is_left(tmp_path):
    once = _trial(tmp_path / "once", ("started", 2))
    often = _trial(tmp_path / "often", ("planned", 1), ("finished", 1), ("started", 3))
    assert once.tree() == often.tree()


def test_a_second_interrupt_leaves_what_is_being_drawn(tmp_path):
    """The first ^C begins nothing more; the second goes at once, and nothing is left behind."""
    root = tmp_path / "film"
    shutil.copytree(
        ROOT / "examples/minimal",
        root,
        ignore=shutil.ignore_patterns(".storyforge", "board", "*.lock"),
    )
    process = _start(root)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        event = json.loads(line)["event"]
        if event in ("started", "interrupted"):
            process.send_signal(signal.SIGINT)
        if event == "interrupted":
            break
    rest, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "stopped" in err
    assert '"event": "ended"' not in rest
    finished = _finished(_events(said + rest))
    assert not _finished(_built(root)) & finished
    assert World(root).run("verify").code == 0
