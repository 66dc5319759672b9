"""`init --git`: the files that git, pre-commit and CI look for; nothing that is there is lost."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator

from storyforge.core.lockfile import NAME
from storyforge.core.mark import show
from storyforge.store import durable

_KINDS = ("png", "jpg", "webp", "mp4")
_LFS = "filter=lfs diff=lfs merge=lfs -text"
_IGNORED = (".storyforge/", "exports/", "board/resolve.html")
_BOARD = frozenset({"board", "board/", "/board", "/board/"})

_HOOKS = """\
# `pipx install pre-commit && pre-commit install`; then no commit is made of a film with faults.
repos:
  - repo: local
    hooks:
      - id: storyforge-check
        name: storyforge check
        entry: storyforge{where} check
        language: system
        pass_filenames: false
        files: '(\\.ya?ml|storyforge\\.lock)$'
"""

_WORKFLOW = """\
# Each pull request: the film has no faults, its pictures are those that storyforge.lock names, and
# a comment shows what differs. Nothing is made and nothing is paid here.
name: storyboard
on: pull_request
permissions:
  contents: read
  pull-requests: write
jobs:
  board:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${{ github.event.pull_request.head.sha }}
          fetch-depth: 0
          lfs: true
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install storyforge-build
      - run: storyforge@WHERE@ check
      - run: storyforge@WHERE@ build --locked
      - name: Show what differs
        if: ${{ !cancelled() }}
        env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.pull_request.number }}
          PICTURES: https://github.com/${{ github.repository }}/raw/{commit}/
        run: |
          comment="$RUNNER_TEMP/diff.md"
          storyforge@WHERE@ diff "origin/$GITHUB_BASE_REF...HEAD" \\
            --markdown --link "$PICTURES" > "$comment"
          gh pr comment "$NUMBER" --body-file "$comment" --edit-last --create-if-none
"""


def write(target: str, lfs: bool) -> Iterator[str]:
    """Write what is missing; yields what was done, line by line. Raises DiskTrouble, Refused."""
    top = _top(target)
    below = os.path.relpath(os.path.realpath(target), top).replace(os.sep, "/")
    where = "" if below == "." else f" -C {shlex.quote(below)}"
    yield from _lines(target, ".gitattributes", _attributes(lfs))
    yield from _lines(target, ".gitignore", _IGNORED)
    yield from _ignored(target)
    # A path with an odd letter is quoted for the shell, and so that YAML reads the line as it is.
    yield _whole(top, ".pre-commit-config.yaml", _HOOKS.format(where=where))
    yield _whole(top, ".github/workflows/storyboard.yml", _WORKFLOW.replace("@WHERE@", where))
    if lfs:
        yield "next: `git lfs install`, once on each computer"


def _attributes(lfs: bool) -> tuple[str, ...]:
    pictures = _LFS if lfs else "binary"
    return (
        f"{NAME} text eol=lf merge=text",
        *(f"board/**/*.{kind} {pictures}" for kind in _KINDS),
    )


def _top(target: str) -> str:
    """The repository that the project is in, or the project where there is none yet."""
    home = here = os.path.realpath(target)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return home
        here = above
    return here


def _lines(folder: str, name: str, wanted: tuple[str, ...]) -> Iterator[str]:
    """Append the lines that a file has not. A pattern that is there already keeps what it says."""
    path = os.path.join(folder, name)
    old = _read(path)
    there = {line.split()[0] for line in old.splitlines() if line.strip()}
    missing = [line for line in wanted if line.split()[0] not in there]
    if missing:
        gap = "" if not old or old.endswith("\n") else "\n"
        text = old + gap + "".join(f"{line}\n" for line in missing)
        durable.write_durably(path, text.encode("utf-8", "surrogateescape"), 0o644)
    done = "wrote" if missing and not old else "added to" if missing else "left as it is:"
    yield f"{done} {name}" + (f": {', '.join(missing)}" if missing and old else "")


def _ignored(folder: str) -> Iterator[str]:
    """Says so where git is told to leave the pictures out: a choice, not undone here."""
    if _BOARD & set(_read(os.path.join(folder, ".gitignore")).split()):
        yield "note: .gitignore leaves board/ out; delete that line to keep pictures in git"


def _whole(folder: str, name: str, text: str) -> str:
    path = os.path.join(folder, name)
    if os.path.lexists(path):
        return f"left as it is: {show(name)}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    durable.write_durably(path, text.encode("utf-8", "surrogateescape"), 0o644)
    return f"wrote {show(name)}"


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
