"""Completion: the index that a build leaves, what is offered for a beginning, and the scripts of the shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from world import SMALL, World

from storyforge.cli import completion
from storyforge.cli.main import group

NAMES = """\
mara
mara/coat
tom
pier
s010
s020
s030
sc1
scene:sc1
kind:character
kind:look
kind:location
kind:shot
"""


@pytest.fixture
def built(world: World) -> World:
    world.write(storyforge_yaml=SMALL).build()
    return world


def _offered(world: World, incomplete: str, below: str = "") -> list[str]:
    context = click.Context(group)
    context.params["project"] = str(world.root / below)
    return [str(item.value) for item in completion.selectors(context, incomplete)]


def test_a_build_leaves_the_index_and_touches_it_only_when_it_changes(built: World) -> None:
    index = built.root / ".storyforge" / "names"
    assert index.read_text() == NAMES
    row = index.stat().st_ino, index.stat().st_mtime_ns
    built.edit("storyforge.yaml", "time: dusk", "time: dawn")
    built.build()
    assert (index.stat().st_ino, index.stat().st_mtime_ns) == row
    built.edit("storyforge.yaml", "- id: s030", "- id: s035")
    built.build()
    assert "s035" in index.read_text().split()


@pytest.mark.parametrize(
    ("incomplete", "offered"),
    [
        ("", ["mara", "mara/coat", "tom", "pier", "s010", "s020", "s030", "sc1"]),
        ("s0", ["s010", "s020", "s030"]),
        ("mara/", ["mara/coat"]),
        ("+s01", ["+s010"]),
        ("2+s01", ["2+s010"]),
        ("@m", ["@mara", "@mara/coat"]),
        ("sc", ["sc1", "scene:sc1"]),
        ("scene:", ["scene:sc1"]),
        ("kind:", ["kind:character", "kind:look", "kind:location", "kind:shot"]),
        ("kind:shot,uses:t", ["kind:shot,uses:tom"]),
        ("status:st", ["status:stale"]),
        ("zz", []),
    ],
)
def test_what_is_offered(built: World, incomplete: str, offered: list[str]) -> None:
    assert _offered(built, incomplete) == offered


def test_names_are_found_from_a_folder_below(built: World) -> None:
    assert _offered(built, "to", "board/sc1") == ["tom"]


def test_nothing_is_offered_before_the_first_build(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    assert _offered(world, "s0") == []


def _bash(world: World, line: str) -> list[str]:
    """What bash itself would offer for a line, by the very script that a user sources."""
    folder = world.root.parent / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "storyforge"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m storyforge "$@"\n')
    program.chmod(0o755)
    script = f"""
        eval "$(storyforge completion bash)"
        COMP_LINE='{line}' COMP_POINT={len(line)} COMPREPLY=()
        _storyforge_completion storyforge
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=world.root,
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_bash_really(built: World) -> None:
    assert _bash(built, "storyforge b") == ["build"]
    assert _bash(built, "storyforge build --lo") == ["--locked"]
    assert _bash(built, "storyforge build s010 s0") == ["s010", "s020", "s030"]
    assert _bash(built, "storyforge why ma") == ["mara", "mara/coat"]
    assert _bash(built, "storyforge ls kind:l") == ["look", "location"], (
        "bash keeps what stands before :"
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_sound(world: World, tmp_path: Path, shell: str) -> None:
    said = world.run("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert f"_STORYFORGE_COMPLETE={shell}_complete" in said.out
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(said.out)
        subprocess.run([shell, "-n", str(script)], check=True)


def test_an_unknown_shell(world: World) -> None:
    said = world.run("completion", "tcsh")
    assert (said.code, said.out) == (2, "")
    assert "'bash', 'zsh', 'fish'" in said.err
