"""`gc` on the command line, in real repositories: what any local branch's lockfile names is never removed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from world import SMALL, World, made_in

ALL = ("gc", "--yes", "--keep-days", "0")


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def commit(folder: Path, branch: str) -> None:
    git(folder, "checkout", "-q", "-b", branch)
    git(folder, "add", "storyforge.yaml", "storyforge.lock")
    git(folder, "commit", "-q", "-m", branch)


def named(world: World) -> set[str]:
    """The objects that the working lockfile names."""
    entries = json.loads(world.read("storyforge.lock"))["nodes"].values()
    return {take["out"] for entry in entries for take in entry["takes"].values()}


def stored(world: World) -> set[str]:
    below = world.root / ".storyforge/objects"
    return {path.parent.name + path.name for path in below.rglob("*") if path.is_file()}


def times(world: World) -> dict[Path, int]:
    """When everything but the memo (a database, which may tidy up late) was written."""
    found = (path for path in world.root.rglob("*") if "memo" not in path.parts)
    return {path: path.stat().st_mtime_ns for path in found}


def edit(world: World, old: str, new: str) -> set[str]:
    """Change a word, build; what the lockfile names then."""
    world.edit("storyforge.yaml", old, new)
    world.build()
    return named(world)


@pytest.fixture
def built(world: World) -> World:
    world.write(storyforge_yaml=SMALL)
    world.build()
    return world


def test_a_look_changes_nothing_even_where_nothing_may_be_written(built):
    edit(built, "sixty", "seventy")
    before = times(built)
    said = built.run("gc", "--keep-days", "0")
    assert said.code == 0
    assert "needed by 1 lockfile" in said.err
    assert "5 pictures, 5 traces could go" in said.err
    assert json.loads(built.run("gc", "--json", "--keep-days", "0").out)["objects"]
    assert times(built) == before


def test_a_project_without_a_store_has_nothing_to_remove(world):
    world.write(storyforge_yaml=SMALL)
    for words in (("gc",), ("gc", "--yes")):
        said = world.run(*words)
        assert (said.code, said.err.splitlines()[-1]) == (0, "nothing to remove")
    assert json.loads(world.run("gc", "--json").out)["objects"] == []
    assert not (world.root / ".storyforge").exists()


def test_young_things_stay_unless_told(built):
    edit(built, "sixty", "seventy")
    before = stored(built)
    assert "nothing to remove" in built.run("gc", "--yes").err
    assert stored(built) == before


def test_without_git_only_this_lockfile_counts_and_an_undo_draws_the_removed_ones_again(built):
    before, tree = named(built), built.tree()
    now = edit(built, "sixty", "seventy")
    assert built.run(*ALL).code == 0
    assert stored(built) == now
    assert built.run("verify").code == 0
    built.edit("storyforge.yaml", "seventy", "sixty")
    said = built.build()
    assert len(made_in(said.err)) == len(before - now) == 5
    assert built.tree() == tree


def test_both_branches_keep_their_pictures(built):
    git(built.root, "init", "-q")
    commit(built.root, "sixty")
    first = named(built)
    second = edit(built, "sixty", "seventy")
    commit(built.root, "seventy")
    third = edit(built, "seventy", "eighty")  # not committed
    gone = edit(built, "eighty", "ninety") - first - second - third
    edit(built, "ninety", "eighty")
    assert gone
    said = built.run(*ALL)
    assert "needed by 3 lockfiles" in said.err
    assert stored(built) == first | second | third
    git(built.root, "checkout", "-q", "-f", "sixty")
    assert built.made() == []
    assert named(built) == first


def test_other_working_trees_and_a_detached_head_keep_theirs(built, tmp_path):
    git(built.root, "init", "-q")
    commit(built.root, "sixty")
    first, second = named(built), edit(built, "sixty", "seventy")
    git(built.root, "checkout", "-q", "--detach")
    git(built.root, "commit", "-q", "-am", "on no branch")
    git(built.root, "worktree", "add", "-q", str(tmp_path / "tree"), "sixty")
    third = edit(built, "seventy", "eighty")
    (tmp_path / "tree/storyforge.lock").write_text(built.read("storyforge.lock"))
    fourth = edit(built, "eighty", "ninety")
    assert "needed by 4 lockfiles" in built.run(*ALL).err
    assert stored(built) == first | second | third | fourth


def test_a_project_in_a_folder_of_the_repository(tmp_path):
    git(tmp_path, "init", "-q")
    world = World(tmp_path / "films/one").write(storyforge_yaml=SMALL)
    World(tmp_path / "films/two").write(storyforge_yaml=SMALL)
    world.build()
    commit(world.root, "sixty")
    both = named(world) | edit(world, "sixty", "seventy")
    assert world.run(*ALL).code == 0
    assert stored(world) == both


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "D016"), ("<<<<<<< a\n>>>>>>> b", "D016"), ('{"lock": 99, "nodes": {}}', "L003")],
)
def test_a_lockfile_on_some_branch_that_cannot_be_understood_refuses(built, text, code):
    git(built.root, "init", "-q")
    right = built.read("storyforge.lock")
    built.file("storyforge.lock", text)
    commit(built.root, "broken")
    built.file("storyforge.lock", right)
    commit(built.root, "sound")
    edit(built, "sixty", "seventy")
    before = stored(built)
    for words in (ALL, ("gc",)):
        said = built.run(*words)
        assert said.code == 4
        assert said.err.startswith(f"error[{code}]: ")
        assert "hint: " in said.err
    assert stored(built) == before


def test_locked_pictures_and_chosen_takes_stay(built):
    edit(built, "storyforge: 1\n", "storyforge: 1\ntakes: 3\n")
    before = named(built)
    assert len(before) > 7
    assert built.run(*ALL).code == 0
    assert stored(built) == before
