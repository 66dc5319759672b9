"""A project in a git repository of its own, made in the test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from world import SMALL, World

_WHO = {
    "GIT_AUTHOR_NAME": "Ada Byron",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Byron",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


class Kept(World):
    """A world that is kept in git; its board is committed too unless `.gitignore` says else."""

    def __init__(self, root: Path, below: str = "") -> None:
        super().__init__(root / below if below else root)
        self.top = root
        self.ticks = 0
        self.git("-c", "init.defaultBranch=main", "init", "-q")
        self.file(".gitignore", ".storyforge/\n")

    def git(self, *words: str) -> str:
        """What git says; it must be content."""
        dates = {"GIT_AUTHOR_DATE": self.date, "GIT_COMMITTER_DATE": self.date}
        self.ticks += 1
        done = subprocess.run(
            ["git", "-C", str(self.top), *words],
            env=os.environ | _WHO | dates,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    @property
    def date(self) -> str:
        """A clock that goes on by a minute with each command."""
        return f"2026-03-04T{9 + self.ticks // 60:02}:{self.ticks % 60:02}:00+00:00"

    def commit(self, message: str) -> str:
        """Everything as it is, committed; the commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()

    def begun(self, text: str = SMALL) -> Kept:
        """The small film, built and committed."""
        self.write(storyforge_yaml=text).build()
        self.commit("first cut")
        return self
