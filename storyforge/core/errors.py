"""What can go wrong, as values and exceptions: a sentence, a place, and what to do about it.

StoryforgeError             expected trouble; the boundary prints it and exits with `.exit_code`
├── ManifestError      2    the manifest has faults: all of them in `.problems`
├── UsageError         2    the command was given something that does not exist
├── Refused            4    not to be done now (`--locked`, newer state, somebody builds)
└── DiskTrouble        1    the disk said no
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from storyforge.core.mark import Mark, Path

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its code, one sentence, the place, advice, and other places that belong to the
    story."""

    code: str
    sentence: str
    mark: Mark | None = None
    advice: str = ""
    severity: Severity = "error"
    also: tuple[tuple[str, Mark], ...] = ()


class StoryforgeError(Exception):
    """Expected trouble: `problems` to print, `exit_code` to leave with, `texts` of the files that
    they point into."""

    exit_code = 1

    def __init__(self, *problems: Problem, texts: Mapping[str, str] | None = None) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems, self.texts = problems, texts or {}


class ManifestError(StoryforgeError):
    """The manifest has faults; nothing was made."""

    exit_code = 2


class UsageError(StoryforgeError):
    """The command was asked for something that does not exist."""

    exit_code = 2


class Refused(StoryforgeError):
    """Refused on purpose: nothing may be made now, or the state belongs to a newer program."""

    exit_code = 4


class DiskTrouble(StoryforgeError):
    """The disk is full, read-only or failing; what was there is intact."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by path rather than by line: cheap to carry, turned into a Mark only when somebody
    wants to see it."""

    file: str
    path: Path
    key: bool = False  # the key itself, not its value
    text: str = ""  # a piece of the value to point at, such as one `@name` in a prompt


@dataclass(frozen=True, slots=True)
class Trouble:
    """A Problem before its places are looked up."""

    code: str
    sentence: str
    spot: Spot
    advice: str = ""
    severity: Severity = "error"
    also: tuple[tuple[str, Spot], ...] = ()
