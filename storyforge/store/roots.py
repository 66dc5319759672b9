"""Which lockfiles name pictures that must stay: every local branch's, every working tree's.

Git is asked, never guessed at: when it cannot answer, or is not installed where there is a
repository, nothing may be removed. Outside a repository the working file is the only one.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storyforge.core.errors import Problem, Refused
from storyforge.store import durable

_SECONDS = 60  # longest wait for one answer of git
_OF_A_REPOSITORY = (  # would point git at another repository, as inside of a hook
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CEILING_DIRECTORIES",
)
_SETTINGS = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone must not go to the network
    "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
}
_TREE_WORDS = {"worktree", "HEAD", "branch", "detached", "bare", "locked", "prunable"}


@dataclass(frozen=True, slots=True)
class _Tree:
    """A working tree of the repository: its folder, and the commit it is at (empty for none)."""

    folder: str
    commit: str
    bare: bool


def roots(project_dir: str, lockfile_name: str) -> list[bytes]:
    """Contents of every lockfile whose pictures must stay, each different content once.

    Read are: the project's working file; the same file in every linked working tree; the same
    path in the commit of every local branch and of every working tree. Raises Refused when one
    of them cannot be read, or git fails.
    """
    found = [_working(os.path.join(project_dir, lockfile_name))]
    if _in_repository(project_dir):
        prefix = _line(_git(project_dir, "rev-parse", "--show-prefix"))
        trees = tuple(_trees(project_dir))
        folders = [tree.folder for tree in trees if not tree.bare]
        found += [_working(os.path.join(each, prefix, lockfile_name)) for each in folders]
        found += _committed(project_dir, _commits(project_dir, trees), prefix + lockfile_name)
    return list(dict.fromkeys(content for content in found if content is not None))


def _in_repository(folder: str) -> bool:
    """Whether a `.git` stands here or above; git's own *no* could mean a broken repository."""
    here = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return False
        here = above
    return True


def _working(path: str) -> bytes | None:
    try:
        data = durable.read_plain(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Refused(_unknown(f"{os.path.basename(path)}: {error.strerror}")) from error
    if data is None:
        raise Refused(_unknown(f"{os.path.basename(path)} is not a plain file"))
    return data


def _trees(project_dir: str) -> Iterator[_Tree]:
    for block in (
        _git(project_dir, "worktree", "list", "--porcelain")
        .decode("utf-8", "surrogateescape")
        .split("\n\n")
    ):
        facts = dict(line.partition(" ")[::2] for line in block.splitlines())
        if not _TREE_WORDS.issuperset(facts):
            raise Refused(_unknown("the list of working trees could not be understood"))
        if facts:
            commit = facts.get("HEAD", "").strip("0")  # all zeros: no commit yet
            yield _Tree(facts["worktree"], commit and facts["HEAD"], "bare" in facts)


def _commits(project_dir: str, trees: Iterable[_Tree]) -> list[str]:
    listed = _git(project_dir, "for-each-ref", "--format=%(objectname)", "refs/heads")
    tips = listed.decode().split() + [tree.commit for tree in trees if tree.commit]
    return list(dict.fromkeys(tips))


def _committed(project_dir: str, commits: Sequence[str], path: str) -> Iterator[bytes]:
    """The file's content in each commit that has it."""
    if not commits:
        return
    if "\n" in path:
        raise Refused(_unknown("the project's path holds a line break"))
    asked = "".join(f"{commit}:{path}\n" for commit in commits)
    answer = _git(project_dir, "cat-file", "--batch", given=os.fsencode(asked))
    for commit in commits:
        header, _, answer = answer.partition(b"\n")
        words = header.split(b" ")
        if words[-1] == b"missing":
            _is_absent(project_dir, commit, path)
            continue
        if len(words) != 3 or words[1] != b"blob" or not words[2].isdigit():
            raise Refused(_unknown(f"{os.path.basename(path)} of a branch could not be read"))
        size = int(words[2])
        yield answer[:size]
        answer = answer[size + 1 :]


def _is_absent(project_dir: str, commit: str, path: str) -> None:
    """`missing` may mean that the commit has no such file, or that git has lost its content."""
    if _git(project_dir, "ls-tree", "--full-tree", "-z", "--end-of-options", commit, "--", path):
        raise Refused(_unknown(f"{os.path.basename(path)} of a branch is not in the repository"))


def surroundings() -> dict[str, str]:
    """The environment in which git is asked: of no other repository, in English, not waiting."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    return kept | _SETTINGS


def _git(project_dir: str, *words: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", project_dir, "--literal-pathspecs", *words],
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            env=surroundings(),
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Refused(_unknown(f"git: {type(error).__name__}")) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise Refused(_unknown(f"git: {said[-1]}"))
    return done.stdout


def _line(output: bytes) -> str:
    return os.fsdecode(output.removesuffix(b"\n"))


def _unknown(why: str) -> Problem:
    plain = "".join(letter if letter.isprintable() else "?" for letter in why[:200])
    return Problem(
        "D015",
        f"Cannot tell which pictures other branches need; nothing removed ({plain}).",
        advice="Mend the repository, or run this where git can read it.",
    )
