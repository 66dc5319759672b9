"""What is not ours cannot act: hostile names reach no terminal raw, old code pages and closed pipes do no harm."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from world import SMALL, World

pty = pytest.importorskip("pty")
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
OURS = re.compile(r"\x1b\[[0-9;]*m")
BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]")
PROGRAM = [sys.executable, "-m", "storyforge"]
PICTURES = sorted((Path(__file__).parents[2] / "examples" / "lamplighter" / "refs").glob("*.png"))


def _in_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """All that one run writes when both its streams are a terminal."""
    child, fd = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ.pop("NO_COLOR", None)
        os.execve(
            PROGRAM[0],
            [*PROGRAM, *arguments],
            {**os.environ, "TERM": "xterm-256color", **environment},
        )
    said = b""
    try:
        while chunk := os.read(fd, 65536):
            said += chunk
    except OSError:  # how a terminal says that nobody holds its other end any more
        pass
    os.waitpid(child, 0)
    os.close(fd)
    return said.decode("utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film whose files have names that would act on a terminal, in a folder that has one too."""
    world = World(tmp_path_factory.mktemp("hostile") / "film")
    (world.root / "refs").mkdir()
    shutil.copyfile(PICTURES[0], world.root / "refs" / "evil\u202e.png")
    text = SMALL.replace(
        "oilskin coat", '{description: coat, references: ["refs/evil\\u202e.png"]}'
    )
    world.write(storyforge_yaml=text).build()
    world.edit("storyforge.yaml", "time: dusk", "time: dusk\n    light: ◐ one lamp")
    return world.root


VERBS = [
    "check", "check --resolved s010", "plan", "plan --all --prompts", "plan --json", "status", "status --json",
    "why s010", "why mara/coat", "why s010 --json", "show s010", "show mara/coat", "show mara/coat --json", "ls",
    "graph", "graph --json", "graph --format dot", "graph --format mermaid", "verify", "gc", "providers", "build -n",
]  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_only_our_own_colours_reach_the_terminal(hostile: Path, verb: str) -> None:
    said = _in_a_terminal(hostile, *verb.split())
    assert said
    assert not BAD.search(OURS.sub("", said)), ascii(said)


@pytest.mark.parametrize(
    "arguments",
    [
        (EVIL,),
        ("why", EVIL),
        ("ls", EVIL),
        ("ls", f"kind:{EVIL}"),
        ("build", f"--{EVIL}"),
        ("graph", "--format", EVIL),
        ("init", f"new{EVIL}"),
        ("-C", f"none{EVIL}", "check"),
        ("check", "--resolved", EVIL),
    ],
    ids=ascii,
)
def test_hostile_arguments(hostile: Path, arguments: tuple[str, ...]) -> None:
    said = _in_a_terminal(hostile, *arguments)
    assert said
    assert not BAD.search(OURS.sub("", said)), ascii(said)


def test_a_build_that_fails_in_hostile_words(world: World) -> None:
    world.write(storyforge_yaml=SMALL).file("board/sc1/s010.png", "mine")
    said = world.run("build")
    assert "by hand   board/sc1/s010.png was changed by hand" in said.err


def test_colours_and_none(hostile: Path) -> None:
    assert "\x1b[" in _in_a_terminal(hostile, "status")
    assert "\x1b[" not in _in_a_terminal(hostile, "status", NO_COLOR="1")
    assert "\x1b[" not in _in_a_terminal(hostile, "plan", NO_COLOR="1")
    assert "\x1b[" not in _in_a_terminal(hostile, "why", "s010", TERM="dumb")


def test_an_old_code_page_is_no_trouble(hostile: Path) -> None:
    for verb in ("status", "graph", "plan", "why s010"):
        done = subprocess.run(
            [*PROGRAM, *verb.split()],
            cwd=hostile,
            env={**os.environ, "PYTHONIOENCODING": "cp1252"},
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode("utf-8")
        assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_no_trouble(hostile: Path) -> None:
    for verb in ("ls", "schema", "plan --json", "graph"):
        reading, writing = os.pipe()
        with subprocess.Popen(
            [*PROGRAM, *verb.split()], cwd=hostile, stdout=writing, stderr=subprocess.PIPE
        ) as run:
            os.close(reading)
            os.close(writing)
            _, said = run.communicate()
        assert run.returncode == 0
        assert b"Error" not in said
        assert b"Traceback" not in said


def test_events_go_on_when_nobody_reads_them(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    reading, writing = os.pipe()
    command = [*PROGRAM, "build", "--report", "jsonl"]
    with subprocess.Popen(command, cwd=world.root, stdout=writing, stderr=subprocess.PIPE) as run:
        os.close(reading)
        os.close(writing)
        _, said = run.communicate()
    assert (run.returncode, said) == (0, b"")
    assert world.run("status").out.startswith("characters  ●●●")


def test_json_is_exact_all_the_same(hostile: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "graph", "--json"], cwd=hostile, capture_output=True, check=True
    )
    assert done.stdout.isascii()


def test_a_hostile_name_is_still_readable(hostile: Path) -> None:
    assert "evil\\u202e (photo)" in _in_a_terminal(hostile, "show", "mara/coat")
    assert "evil\\u202e.png" in _in_a_terminal(hostile, "graph", "mara/coat")
