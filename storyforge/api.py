"""The library: load, check, plan and build a project from Python.

    import storyforge.api as storyforge

    project = storyforge.open_project("my-film")
    print(project.plan().price.high)
    ended = project.build(["scene:sc1"], report=lambda event: print(event))

Everything raised on purpose is a StoryforgeError; its `problems` say what, where, and what to do.
Nothing is printed. A Project is one reading of the folder: it does not see later edits. `build`
reads the folder again, and gives what the build came to; open the project anew for what is true
afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from storyforge.build import Options, Workshop
from storyforge.build import build as _build
from storyforge.core.access import Access
from storyforge.core.allowance import Allowance
from storyforge.core.board import Board
from storyforge.core.errors import (
    DiskTrouble,
    ManifestError,
    Problem,
    Refused,
    StoryforgeError,
    UsageError,
)
from storyforge.core.event import (
    Collected,
    Drifted,
    Ended,
    Event,
    Failed,
    Finished,
    HandEdited,
    Interrupted,
    Lacking,
    Noted,
    Paused,
    Planned,
    Progressed,
    Quarantined,
    Restored,
    Skipped,
    Started,
    Waiting,
    Withheld,
)
from storyforge.core.ids import NodeId
from storyforge.core.mark import Mark
from storyforge.core.plan import (
    Absent,
    Current,
    Given,
    Hold,
    Keep,
    Make,
    Plan,
    Refuse,
    Restore,
    Signed,
    Step,
    Wait,
)
from storyforge.core.price import Price
from storyforge.core.reason import Reason
from storyforge.core.seams import Provider, Reporter
from storyforge.exporting.asked import default_path, form, formed, wished
from storyforge.exporting.shown import board
from storyforge.exporting.written import Exported, export
from storyforge.late import load
from storyforge.project.folder import find_root
from storyforge.providers.all import Registry

__all__ = [
    "Absent",
    "Board",
    "Collected",
    "Current",
    "DiskTrouble",
    "Drifted",
    "Ended",
    "Event",
    "Exported",
    "Failed",
    "Finished",
    "Given",
    "HandEdited",
    "Hold",
    "Interrupted",
    "Keep",
    "Lacking",
    "Make",
    "ManifestError",
    "Mark",
    "NodeId",
    "Noted",
    "Paused",
    "Plan",
    "Planned",
    "Price",
    "Problem",
    "Progressed",
    "Project",
    "Provider",
    "Quarantined",
    "Reason",
    "Refuse",
    "Refused",
    "Reporter",
    "Restore",
    "Restored",
    "Shot",
    "Signed",
    "Skipped",
    "Started",
    "Step",
    "StoryforgeError",
    "UsageError",
    "Wait",
    "Waiting",
    "Withheld",
    "check",
    "open_project",
]


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot as a reader of the board knows it; `scene` is empty outside scenes."""

    id: str
    scene: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project that was read and found sound. Made by `open_project`."""

    root: str
    _workshop: Workshop = field(repr=False)
    _providers: Registry = field(repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings and notes; errors would have kept the project from opening."""
        return self._workshop.problems()

    @property
    def shots(self) -> tuple[Shot, ...]:
        """Every shot in the order of the film."""
        film = self._workshop.project.film
        return tuple(
            Shot(entry.id, scene.scene.id if scene.scene else "", entry.said.prompt)
            for scene, entry in film.manifest.shots()
        )

    def select(self, selectors: Iterable[str], exclude: Iterable[str] = ()) -> frozenset[NodeId]:
        """The nodes that selectors mean: `s010`, `+s010`, `scene:sc1` …; raises UsageError."""
        return self._workshop.select(_many(selectors), _many(exclude))

    def plan(self, selectors: Iterable[str] = (), exclude: Iterable[str] = ()) -> Plan:
        """What a build of these (default: everything) would do, why, and for how much.

        Makes nothing. Raises UsageError.
        """
        wanted, unwanted = _many(selectors), _many(exclude)
        nodes = self._workshop.select(wanted, unwanted) if wanted or unwanted else None
        return self._workshop.plan(nodes)

    def status(self) -> Mapping[NodeId, str]:
        """Every picture in one of the words of `selector.STATUSES`: current, stale, absent …"""
        return self._workshop.statuses()

    def build(
        self,
        selectors: Iterable[str] = (),
        exclude: Iterable[str] = (),
        *,
        jobs: int = 0,
        locked: bool = False,
        keep_going: bool = True,
        wait: bool = True,
        max_cost: Decimal | None = None,
        retry_refused: bool = False,
        refresh_approved: bool = False,
        remake: bool = False,
        report: Reporter | None = None,
    ) -> Ended:
        """Make what is missing or stale.

        `jobs`: drawn at once, 0 for one on each core. `locked`: make nothing, and raise Refused
        unless everything is as the lockfile says. `wait`: for another build of this project.
        `max_cost`: most US dollars that may be spent; without one, what may cost more than the
        user's settings allow raises Refused. `retry_refused`: ask once more for what was refused.
        `refresh_approved`: approved pictures are made anew where another is asked for; without it
        that raises Refused. `remake`: pictures that the lockfile names and that are not here are
        made again, also for money. `report` hears every event, in this thread. Pictures that fail
        do not raise: they are counted in the result, whose `exit_code` is then 1. Raises
        StoryforgeError for what stops everything.
        """
        options = Options(
            targets=_many(selectors),
            exclude=_many(exclude),
            jobs=jobs,
            keep_going=keep_going,
            locked=locked,
            wait=wait,
            allowance=Allowance(most=max_cost),
            forgiving=retry_refused,
            refresh=refresh_approved,
            remake=remake,
        )
        return _build(self.root, options, self._providers, report or _unheard)

    def board(self, selectors: Iterable[str] = (), exclude: Iterable[str] = ()) -> Board:
        """The board as it stands, of these shots (default: all); raises UsageError."""
        return board(self._workshop, _many(selectors), _many(exclude))

    def export(
        self,
        format: str,  # noqa: A002  the field's own word
        path: str = "",
        selectors: Iterable[str] = (),
        exclude: Iterable[str] = (),
        *,
        told: Callable[[int, int], None] | None = None,
        **wishes: str | int | bool,
    ) -> Exported:
        """Write the board in a format that `storyforge export` lists, to `path` (default: below
        `exports/` in the project).

        `wishes`: options of that format, `-` as `_`. `told`: hears how many of how many steps are
        done. Makes nothing, spends nothing. Raises StoryforgeError.
        """
        known, shown = form(format), self.board(selectors, exclude)
        said, ending = formed(known, path, wished(known, wishes))
        place = path or default_path(self.root, format, shown.title, ending)
        hears = told or _unwatched
        return export(self._workshop, format, shown, said, place, hears, os.cpu_count() or 1)


def open_project(folder: str = ".", providers: Mapping[str, Provider] | None = None) -> Project:
    """The project at `folder` or the nearest above it. `providers`: further ones, by name.

    Raises UsageError where there is none, ManifestError with everything that is wrong.
    """
    root, registry = find_root(folder), Registry(providers, _reach)
    return Project(root, Workshop(root, registry), registry)


def check(folder: str = ".") -> Sequence[Problem]:
    """All that is wrong with the project at `folder`, warnings and notes too. Raises UsageError."""
    try:
        return open_project(folder).problems
    except ManifestError as error:
        return error.problems


def _reach(name: str) -> Access:
    """How a service is reached, by the environment and the user's own settings."""
    access: Access = load("storyforge.settings:here")().access(name)
    return access


def _many(selectors: Iterable[str]) -> tuple[str, ...]:
    """Selectors as a tuple; one in a string of its own is meant as one."""
    return (selectors,) if isinstance(selectors, str) else tuple(selectors)


def _unwatched(done: int, of: int) -> None:
    """An export that nobody watches."""


def _unheard(event: Event) -> None:
    """A build that nobody watches."""
