"""Lockfiles of every branch and working tree, out of real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from storyforge.core.errors import Refused
from storyforge.store.roots import roots

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
LOCK = "storyforge.lock"
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.invalid",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.invalid",
}


def git(folder, *words: str) -> None:
    subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        env=os.environ | SETTINGS,
    )


def commit(folder, text: bytes, path: str = LOCK) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(text)
    git(folder, "add", "--", path)
    git(folder, "commit", "-qm", "x")


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-qb", "main")
    return folder


def test_outside_a_repository_the_working_file_is_the_only_one(tmp_path):
    assert roots(str(tmp_path), LOCK) == []
    (tmp_path / LOCK).write_bytes(b"mine")
    assert roots(str(tmp_path), LOCK) == [b"mine"]


def test_every_branch_counts_and_equal_contents_count_once(repository):
    assert roots(str(repository), LOCK) == []
    commit(repository, b"main\n")
    git(repository, "switch", "-qc", "weird/-näme")
    commit(repository, b"other \xff\0\nlines\n\n")
    git(repository, "switch", "-qc", "same")
    git(repository, "switch", "-q", "--orphan", "without")
    commit(repository, b"x", "README")
    git(repository, "switch", "-q", "main")
    (repository / LOCK).write_bytes(b"not committed yet\n")
    assert roots(str(repository), LOCK)[0] == b"not committed yet\n"
    assert set(roots(str(repository), LOCK)) == {
        b"not committed yet\n",
        b"main\n",
        b"other \xff\0\nlines\n\n",
    }


def test_linked_working_trees_count_with_what_is_not_committed_there(repository, tmp_path):
    commit(repository, b"main", f"films/pier: one/{LOCK}")
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "other tree"))
    other = tmp_path / "other tree"
    commit(other, b"detached", f"films/pier: one/{LOCK}")
    (other / "films/pier: one" / LOCK).write_bytes(b"dirty there")
    (repository / LOCK).write_bytes(b"another project's")
    wanted = {b"main", b"detached", b"dirty there"}
    assert set(roots(str(repository / "films/pier: one"), LOCK)) == wanted
    assert set(roots(str(other / "films/pier: one"), LOCK)) == wanted
    shutil.rmtree(other)
    assert set(roots(str(repository / "films/pier: one"), LOCK)) == {b"main", b"detached"}


def test_a_hooks_environment_does_not_lead_to_another_repository(repository, tmp_path, monkeypatch):
    commit(repository, b"main")
    git(repository, "branch", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert roots(str(repository), LOCK) == [b"main"]


def test_a_broken_repository_stops_everything(repository):
    commit(repository, b"main")
    (repository / ".git" / "HEAD").write_bytes(b"")
    with pytest.raises(Refused, match="nothing removed") as caught:
        roots(str(repository), LOCK)
    assert caught.value.exit_code == 4


def test_content_that_git_has_lost_stops_everything(repository):
    commit(repository, b"lost")
    git(repository, "switch", "-qc", "next")
    commit(repository, b"kept")
    name = subprocess.run(
        ["git", "-C", str(repository), "rev-parse", f"main:{LOCK}"],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | SETTINGS,
    ).stdout.strip()
    os.unlink(repository / ".git" / "objects" / name[:2] / name[2:])
    with pytest.raises(Refused, match="nothing removed"):
        roots(str(repository), LOCK)


def test_a_repository_without_the_program_stops_everything(repository, monkeypatch):
    commit(repository, b"main")
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(Refused, match="nothing removed"):
        roots(str(repository), LOCK)


def test_a_lockfile_that_is_no_file_stops_everything(tmp_path):
    os.symlink("elsewhere", tmp_path / LOCK)
    with pytest.raises(Refused):
        roots(str(tmp_path), LOCK)
