"""Two builds at once, ^C, and a build that is killed: real processes that wait at a gate, and nobody who sleeps."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World, made_in

PATIENCE = 60  # seconds until a test that hangs says so
pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="watches processes by pidfd")


class Gate:
    """The test's end of the two pipes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        for name in ("begun", "go"):
            os.mkfifo(folder / name)
        self.folder = folder
        self._begun = os.open(folder / "begun", os.O_RDWR)
        self._go = os.open(folder / "go", os.O_RDWR)

    def begun(self) -> int:
        """The next process that began to draw."""
        text = b""
        while not text.endswith(b"\n"):
            _await(self._begun)
            text += os.read(self._begun, 1)
        return int(text)

    def open(self, count: int = 1) -> None:
        """Let `count` pictures be drawn."""
        os.write(self._go, b"." * count)

    def close(self) -> None:
        os.close(self._begun)
        os.close(self._go)


def _await(file: int) -> None:
    ready, _, _ = select.select([file], [], [], PATIENCE)
    assert ready, "nothing came"


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    gate = Gate(tmp_path / "gate")
    yield gate
    gate.close()


_STARTED: list[subprocess.Popen[bytes]] = []


@pytest.fixture(autouse=True)
def _nobody_left() -> Iterator[None]:
    """Whatever a test started ends with it, also when it fails."""
    yield
    while _STARTED:
        process = _STARTED.pop()
        process.kill()
        process.communicate()


class Process:
    """A `storyforge` of its own."""

    def __init__(self, world: World, *arguments: str) -> None:
        site = world.root.parent / "site"
        facts = site / "gate-1.0.dist-info"
        facts.mkdir(parents=True, exist_ok=True)
        (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: gate\nVersion: 1.0\n")
        (facts / "entry_points.txt").write_text("[storyforge.providers]\ngate = build_gate:Gate\n")
        here = str(Path(__file__).parent)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "storyforge", *arguments],
            cwd=world.root,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, "PYTHONPATH": f"{site}:{here}"},
            start_new_session=True,
        )
        self.said = ""
        _STARTED.append(self.process)

    def line(self, word: str) -> str:
        """The next line on stderr that begins with `word`."""
        assert self.process.stderr
        while True:
            _await(self.process.stderr.fileno())
            text = self.process.stderr.readline().decode()
            assert text, f"it ended without {word!r}: {self.said}"
            self.said += text
            if text.startswith(word):
                return text

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        _, rest = self.process.communicate(timeout=PATIENCE)
        self.said += rest.decode()
        return self.process.returncode


@pytest.fixture
def film(world: World, gate: Gate) -> World:
    """Three shots that wait at the gate."""
    text = f"storyforge: 1\nprovider: gate\nparameters: {{gate: {gate.folder}}}\nshots:\n"
    world.file(
        "storyforge.yaml", text + "".join(f"  - {{id: s{n}, prompt: shot {n}}}\n" for n in "123")
    )
    return world


def _locked(world: World) -> list[str]:
    return sorted(json.loads(world.read("storyforge.lock"))["nodes"])


def test_the_second_build_waits_and_says_for_whom(film: World, gate: Gate) -> None:
    first = Process(film, "build", "-j", "1")
    gate.begun()
    second = Process(film, "build")
    assert second.line("waiting").startswith(
        f"waiting: Another storyforge is at work in this project (process {first.process.pid}, on "
    )
    third = Process(film, "build", "--no-wait")
    assert third.ended() == 4
    assert (
        f"Another storyforge is at work in this project (process {first.process.pid}," in third.said
    )
    reader = Process(film, "plan")
    assert reader.ended() == 0  # who only reads need not wait
    gate.open(3)
    assert first.ended() == 0, first.said
    assert second.ended() == 0, second.said
    assert made_in(first.said) == ["s1", "s2", "s3"]
    assert "nothing to make: 3 pictures are current" in second.said


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_finishes_what_runs_and_the_next_build_makes_the_rest(
    film: World, gate: Gate, jobs: int
) -> None:
    build = Process(film, "build", "-j", str(jobs))
    for _ in range(jobs):
        gate.begun()
    os.killpg(build.process.pid, signal.SIGINT)  # as a terminal does: drawing processes too
    assert build.line("stopping") == (
        f"stopping: {jobs} picture{'s' if jobs > 1 else ''} being finished; ^C again leaves now\n"
    )
    gate.open(jobs)
    assert build.ended() == 130, build.said
    assert f"stopped: {jobs} made" in build.said
    done = made_in(build.said)
    assert _locked(film) == [f"shot:{shot}" for shot in done]
    gate.open(3 - jobs)
    rest = Process(film, "build", "-j", str(jobs))
    assert rest.ended() == 0
    assert sorted(done + made_in(rest.said)) == ["s1", "s2", "s3"]


def test_drawing_processes_do_not_outlive_a_killed_parent(film: World, gate: Gate) -> None:
    build = Process(film, "build", "-j", "2")
    drawing = [os.pidfd_open(gate.begun()) for _ in range(2)]
    build.process.kill()
    build.ended()
    for each in drawing:
        _await(each)
        os.close(each)
    assert not (film.root / "storyforge.lock").exists()
    gate.open(3)
    again = Process(film, "build", "--no-wait", "-j", "1")
    assert again.ended() == 0, again.said
    assert made_in(again.said) == ["s1", "s2", "s3"]
