"""The project at a git revision: which revision is meant, and its files, read from the repository.

Git is asked in batches, by object names alone, so nothing that a user, a branch or a file is called
can be taken for an option. Nothing is fetched from elsewhere, nothing is written.
"""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from storyforge.core.digest import sha256
from storyforge.core.errors import Problem, UsageError
from storyforge.store.roots import surroundings

_SECONDS = 120  # longest wait for one answer of git
_FILES = ("100644", "100755")
_POINTER = b"version https://git-lfs.github.com/spec/"
_LARGEST_POINTER = 1024  # bytes; the format's own limit
_FIELDS = "%H%x00%P%x00%an%x00%aI%x00%s"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that changed a file. `parents`: the nearest commits above that changed it too."""

    id: str
    parents: tuple[str, ...]
    author: str
    date: str
    subject: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of the project in one commit: path -> object name, links left out."""

    commit: str
    files: dict[str, str]


@dataclass(slots=True)
class Repository:
    """The repository that a project's folder is in; objects that were read are kept in memory."""

    root: str
    prefix: str  # of the project in the repository, empty or with a slash at its end
    _known: dict[str, bytes] = field(default_factory=dict)

    def commits(self, words: Sequence[str]) -> list[str]:
        """The commits that revisions mean; raises UsageError for what is none."""
        for word in words:
            if not word or any(ord(each) < 32 or ord(each) == 127 for each in word):
                raise _no_revision(word)
        asked = "".join(f"{word}^{{commit}}\n" for word in words)
        answer = _git(self.root, "cat-file", "--batch-check", given=os.fsencode(asked))
        lines = answer.split(b"\n")[: len(words)]
        found = []
        for word, line in zip(words, lines, strict=True):
            parts = line.rsplit(b" ", 2)
            if len(parts) != 3 or parts[1] != b"commit" or b" " in parts[0]:
                raise self._no_commit(word)
            found.append(parts[0].decode())
        return found

    def _no_commit(self, word: str) -> UsageError:
        if word == "HEAD":
            sentence = "nothing is committed here yet, so there is nothing to compare with"
            return UsageError(Problem("P010", sentence, advice="`git commit`, then again"))
        return _no_revision(word)

    def base(self, one: str, other: str) -> str:
        """The commit from which two went apart; raises UsageError when they have none."""
        try:
            found = _git(self.root, "merge-base", "--end-of-options", one, other)
        except GitSays:
            sentence = "these two revisions have no commit in common"
            raise UsageError(Problem("P010", sentence, advice="write `A B`, or `A..B`")) from None
        return found.decode().strip()

    def described(self, commits: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Commit -> its first words and its author's date."""
        names = list(dict.fromkeys(commits))
        if not names:
            return {}
        form = "--format=%H%x00%aI%x00%s"
        said = _git(self.root, *_PLAIN, "log", "--no-walk=unsorted", "-z", form, *names)
        parts = said.decode("utf-8", "replace").split("\0")
        rows = zip(parts[::3], parts[1::3], parts[2::3], strict=False)
        return {commit: (subject, date) for commit, date, subject in rows}

    def tree(self, commit: str) -> Tree:
        """The project's files in a commit."""
        said = _git(self.root, "ls-tree", "-r", "-z", "--end-of-options", commit)
        files = {}
        for row in said.split(b"\0"):
            facts, _, path = row.partition(b"\t")
            if facts and facts.split()[0].decode() in _FILES:
                files[path.decode("utf-8", "surrogateescape")] = facts.split()[2].decode()
        return Tree(commit, files)

    def blobs(self, names: Iterable[str]) -> None:
        """Read objects ahead, all in one go; what is not here is left out."""
        wanted = [name for name in dict.fromkeys(names) if name not in self._known]
        if wanted:
            asked = "".join(f"{name}\n" for name in wanted).encode()
            answer = _git(self.root, "cat-file", "--batch", given=asked)
            self._known |= dict(_objects(answer, wanted))

    def known(self, names: Iterable[str]) -> dict[str, bytes]:
        """Object -> its bytes, for those that are here; all in one go."""
        wanted = list(names)
        self.blobs(wanted)
        return {name: self._known[name] for name in wanted if name in self._known}

    def blob(self, name: str) -> bytes | None:
        """An object's bytes; None when it is not here, as in a partial clone."""
        self.blobs([name])
        return self._known.get(name)

    def smudged(self, files: Sequence[tuple[str, str]]) -> dict[str, bytes]:
        """Object -> the file's bytes as a checkout would write them, for pointers of git LFS.

        `files`: (object, path). What LFS has not fetched stays out: nothing is downloaded.
        """
        asked = [(name, path) for name, path in files if "\n" not in path]
        if not asked:
            return {}
        # The size that git tells is that of the pointer, so what follows each file is a name that
        # nothing has: git's complaint about it is where the file ends.
        end = secrets.token_hex(16)
        lines = "".join(f"{name} {path}\n{end} -\n" for name, path in asked)
        given = lines.encode("utf-8", "surrogateescape")
        try:
            answer = _git(self.root, "cat-file", "--batch", "--filters", given=given)
        except GitSays:
            return {}
        parts = answer.split(f"\n{end} missing\n".encode())
        if len(parts) != len(asked) + 1:
            return {}
        bodies = (part.partition(b"\n")[2] for part in parts)
        found = zip((name for name, _ in asked), bodies, strict=False)
        return {name: data for name, data in found if data and not is_pointer(data)}

    def history(self, path: str) -> list[Commit]:
        """The commits reachable from HEAD that changed a file of the project, newest first."""
        try:
            said = _git(
                self.root, *_PLAIN, "log", "--topo-order", "--parents", "-z",
                f"--format={_FIELDS}", "--end-of-options", "HEAD", "--", path,
            )  # fmt: skip
        except GitSays:  # no commit yet
            return []
        parts = said.decode("utf-8", "replace").split("\0")
        rows = zip(*(parts[at::5] for at in range(5)), strict=False)
        return [
            Commit(commit, tuple(parents.split()), author, date, subject)
            for commit, parents, author, date, subject in rows
        ]

    def versions(self, commits: Iterable[str], path: str) -> Iterator[tuple[str, bytes | None]]:
        """Each commit with its version of one file, a few at a time; equal ones are read once."""
        names = list(commits)
        asked = "".join(f"{commit}:{self.prefix}{path}\n" for commit in names)
        given = asked.encode("utf-8", "surrogateescape")
        answer = _git(self.root, "cat-file", "--batch-check", given=given).split(b"\n")
        objects = [
            "" if line.endswith(b" missing") else line.split(b" ")[0].decode()
            for line in answer[: len(names)]
        ]
        for start in range(0, len(names), _AT_ONCE):
            some = objects[start : start + _AT_ONCE]
            self.blobs(name for name in some if name)
            for commit, name in zip(names[start : start + _AT_ONCE], some, strict=True):
                yield commit, self._known.get(name)
            for name in set(some) - set(objects[start + _AT_ONCE :]):
                self._known.pop(name, None)


_AT_ONCE = 64  # versions of a file that are in memory together
_PLAIN = ("-c", "core.quotepath=off", "-c", "log.showSignature=false", "-c", "log.follow=false")


class GitSays(Exception):
    """Git refused; its own last words."""


def open_repository(root: str) -> Repository:
    """The repository that a project is in; raises UsageError when there is none, or no git."""
    try:
        said = _git(root, "rev-parse", "--show-prefix")
    except GitSays as error:
        words = str(error)
        if "not a git repository" in words:
            sentence = "this project is in no git repository, so it has no revisions"
            advice = "`git init`, then commit what should be compared with later"
            raise UsageError(Problem("P011", sentence, advice=advice)) from None
        sentence = f"git cannot read this repository: {words}"
        advice = "mend what git complains of, then again"
        raise UsageError(Problem("P011", sentence, advice=advice)) from None
    prefix = said.removesuffix(b"\n").decode("utf-8", "surrogateescape")
    if "\n" in prefix:
        sentence = "the project's path holds a line break, which git's batches cannot say"
        raise UsageError(Problem("P011", sentence, advice="give the folder another name"))
    return Repository(root, prefix)


def is_pointer(data: bytes) -> bool:
    """Whether bytes are what git LFS keeps in place of a file."""
    return len(data) <= _LARGEST_POINTER and data.startswith(_POINTER)


def pointed(data: bytes) -> str:
    """The sha256 of the file that a pointer stands for; empty when it does not say."""
    for line in data.splitlines():
        if line.startswith(b"oid sha256:"):
            return line.removeprefix(b"oid sha256:").decode("ascii", "replace").strip()
    return ""


def digest_of(data: bytes) -> str:
    """The sha256 of a file, of which a pointer of git LFS may be all that is here."""
    return (pointed(data) if is_pointer(data) else "") or sha256(data)


def _objects(answer: bytes, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The answer of `cat-file --batch`: what was asked for, with its bytes."""
    at = 0
    for name in names:
        end = answer.find(b"\n", at)
        words = answer[at:end].split(b" ")
        at = end + 1
        if end < 0 or words[-1] in (b"missing", b"ambiguous") or not words[-1].isdigit():
            continue
        size = int(words[-1])
        yield name, answer[at : at + size]
        at += size + 1


def _git(root: str, *words: str, given: bytes = b"") -> bytes:
    """What git answers; raises GitSays, or UsageError when it cannot be run at all."""
    try:
        done = subprocess.run(
            ["git", "-C", root, "--literal-pathspecs", "--no-pager", *words],
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            env=surroundings() | {"GIT_LFS_SKIP_SMUDGE": "1"},
            check=False,
        )
    except FileNotFoundError:
        raise _no_git("git is not installed, or not on the PATH") from None
    except subprocess.TimeoutExpired:
        raise _no_git(f"git gave no answer within {_SECONDS} seconds") from None
    except OSError as error:
        raise _no_git(f"git cannot be run: {error.strerror or type(error).__name__}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        words_of_git = [line for line in said if line.startswith(("fatal:", "error:"))] or said
        raise GitSays(words_of_git[-1] if words_of_git else "no reason given")
    return done.stdout


def _no_git(sentence: str) -> UsageError:
    advice = "install git; everything but `diff` and half of `log` works without it"
    return UsageError(Problem("P011", sentence, advice=advice))


def _no_revision(word: str) -> UsageError:
    sentence = f'git knows no revision "{word}" here'
    advice = "name a commit, a branch or a tag, such as HEAD~1 or main"
    return UsageError(Problem("P010", sentence, advice=advice))
