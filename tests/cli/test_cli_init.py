"""`init`, and where the project is: here, above, or where `-C` says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from world import SMALL, Said, World


def test_init_here_then_check(world: World) -> None:
    assert world.run("init") == Said(
        0,
        "",
        'started here from the example "minimal": 2 files\n'
        "next: `storyforge build`, then open board/index.html\n",
    )
    assert world.run("check").err == "all is well: 1 scene, 3 shots, 6 pictures\n"
    assert world.read(".gitignore") == ".storyforge/\nboard/\nexports/\n"


def test_init_never_overwrites(world: World) -> None:
    world.file("storyforge.yaml", "mine")
    before = world.tree()
    said = world.run("init")
    assert said.code == 2
    assert said.err == (
        "error[P002]: ./storyforge.yaml is already there\n"
        "  hint: choose another folder: `storyforge init my-film`\n"
    )
    assert world.tree() == before, "not even the files that were not in the way"


def test_init_keeps_a_gitignore_and_what_else_is_there(world: World) -> None:
    world.file(".gitignore", "mine\n")
    world.file("notes.txt", "mine\n")
    assert world.run("init").code == 0
    assert world.read(".gitignore") == "mine\n"
    assert world.read("notes.txt") == "mine\n"


def test_init_refuses_when_a_file_stands_where_a_folder_must(world: World) -> None:
    world.file("scenes", "mine")
    said = world.run("init", "--from", "lamplighter")
    assert (said.code, world.read("scenes")) == (2, "mine")
    assert said.err.startswith("error[P002]: ./scenes is already there\n")


@pytest.mark.parametrize(("example", "told"), [("lamplighter", "15 shots"), ("chase", "60 shots")])
def test_init_from_an_example(world: World, example: str, told: str) -> None:
    said = world.run("init", "new/film", "--from", example)
    assert f'started new/film from the example "{example}": ' in said.err
    assert "next: `cd new/film && storyforge build`" in said.err
    assert told in world.run("-C", "new/film", "check").err


def test_init_from_lamplighter_builds(world: World) -> None:
    world.run("init", "--from", "lamplighter")
    world.edit("storyforge.yaml", "provider: draft ", "provider: stub ")
    world.build()
    assert (world.root / "board" / "sc1" / "s010.png").exists()
    assert world.run("build").err.startswith("nothing to make: ")


def test_an_unknown_example(world: World) -> None:
    said = world.run("init", "--from", "lamplight")
    assert said.code == 2
    assert "'minimal', 'lamplighter', 'chase'" in said.err


def test_a_project_is_found_from_below_and_by_name(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    below = World(world.root / "scenes" / "deep")
    assert below.run("check").err == "all is well: 1 scene, 3 shots, 7 pictures\n"
    outside = World(world.root.parent / "elsewhere")
    assert (
        outside.run("-C", str(world.root), "ls", "sc1").out == "shot:s010\nshot:s020\nshot:s030\n"
    )
    assert below.run("build").code == 0
    assert (world.root / "board" / "index.html").exists()


def test_no_project_at_all(world: World) -> None:
    said = world.run("build")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "error[P001]: there is no storyforge.yaml here or in any folder above\n"
        "  hint: start a project with `storyforge init`, or name one with `-C FOLDER`\n"
    )


_SLOW = """
import sys
from storyforge.cli import main, options
from storyforge.providers import all as providers
from storyforge.providers.stub import Stub

class Waiting(Stub):
    name = "waiting"
    def make(self, job):
        sys.stdout.write("making\\n")
        sys.stdout.flush()
        sys.stdin.readline()
        return super().make(job)

providers.TABLE["waiting"] = ("__main__:Waiting", 1, True, False)
sys.exit(main.run(["build", "-j", "1"]))
"""


def test_stopped_by_hand(world: World, tmp_path: Path) -> None:
    """^C: what is being made is finished and kept, the rest is not begun, the exit code is 130."""
    world.write(storyforge_yaml=SMALL.replace("provider: stub", "provider: waiting"))
    script = tmp_path / "slow.py"
    script.write_text(_SLOW)
    with subprocess.Popen(
        [sys.executable, str(script)],
        cwd=world.root,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdin
        assert run.stdout
        assert run.stderr
        run.stdout.readline()
        run.send_signal(signal.SIGINT)
        said = run.stderr.readline() + run.stderr.readline()
        assert "stopping: " in said
        _, err = run.communicate("\n" * 20)
    assert run.returncode == 130, err
    assert "stopped: " in err
    assert err.endswith("next: `storyforge build` goes on from here\n")
