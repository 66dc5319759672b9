"""Reads a whole project: files to documents, documents to a film, and a look at every picture."""

from __future__ import annotations

import errno
import glob
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from storyforge.core import locating, reading
from storyforge.core import manifest as m
from storyforge.core.errors import ManifestError, Problem, Refused, Spot, Trouble
from storyforge.core.film_graph import Film, film_of
from storyforge.core.ids import LOST
from storyforge.core.lockfile import NAME as LOCKFILE
from storyforge.core.lockfile import Lockfile
from storyforge.core.lockfile import read as read_lockfile
from storyforge.core.mark import Mark, Marks
from storyforge.core.parse import Unreadable, locate, parse
from storyforge.core.picture import PictureFacts
from storyforge.core.places import project_path
from storyforge.core.seams import Providers
from storyforge.core.shape import brief
from storyforge.project import folder, stamp
from storyforge.project.intake import WORTH_A_MEMO, Intake, outside, plainly
from storyforge.store.memo import Memo

T = TypeVar("T")
_PARSED = "parsed 1"
_MOST_TOLD = 200
_ALSO = 4  # places of one fault that are told
_UNKNOWN = "M201"  # a name that a file may declare which cannot be read
_MARKER = re.compile(r"^(<<<<<<<|>>>>>>>|=======)", re.MULTILINE)


@dataclass(slots=True)
class Project:
    """A project as read. `seen`: every input's row, digest and time of looking, for the stamp."""

    root: str
    film: Film
    lockfile: Lockfile
    lock_bytes: bytes
    pictures: dict[str, PictureFacts]
    problems: tuple[Problem, ...]
    seen: dict[str, stamp.Seen]
    texts: Texts


@dataclass(slots=True)
class Texts:
    """The files' bytes, for pointing into them; places are looked up only when wanted."""

    root: str
    data: dict[str, bytes] = field(default_factory=dict)
    marks: dict[str, tuple[Marks, str]] = field(default_factory=dict)

    def read(self, file: str) -> tuple[Marks, str]:
        """Where things stand in a file, and its text."""
        if file not in self.marks:
            data = self.data.get(file, b"")
            self.marks[file] = locate(data, file), data.decode("utf-8", "replace")
        return self.marks[file]

    def plain(self) -> dict[str, str]:
        """Every file's text, by name."""
        return {file: data.decode("utf-8", "replace") for file, data in self.data.items()}

    def mark(self, spot: Spot) -> Mark | None:
        """The line and column of a spot."""
        return locating.mark_of(spot, self.read)


@dataclass(slots=True)
class Loader:
    """One reading of one project. `now`: nanoseconds; `overlay`: files as they would be."""

    root: str
    providers: Providers
    memo: Memo
    now: int
    overlay: Mapping[str, bytes] = field(default_factory=dict)
    texts: Texts = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    intake: Intake = field(init=False)
    torn: bool = False  # whether a file could not be read, so that names may be missing

    def __post_init__(self) -> None:
        self.texts = Texts(self.root)
        self.intake = Intake(self.root, self.memo, self.now, overlay=self.overlay)

    def load(self) -> Project:
        """The project, with warnings in `problems`; raises ManifestError with all that is wrong."""
        film = self._film()
        pictures = self._attached(film.files, self.intake.picture) if film else {}
        if film:
            self.troubles += film.troubles
            self._attached(film.sounds, self.intake.absent)  # what is in them, an export asks
        self.problems += locating.located(_told(self.troubles, self.torn), self.texts.read)
        lock_bytes, lockfile = self._lockfile(film.manifest.project.moved if film else {})
        problems = locating.in_order(self.problems)
        if film is None or film.graph is None or self._faulty():
            raise ManifestError(*problems, texts=self.texts.plain())
        return Project(
            self.root,
            film,
            lockfile,
            lock_bytes,
            pictures,
            tuple(problems),
            self.intake.seen,
            self.texts,
        )

    def _faulty(self) -> bool:
        return any(each.severity == "error" for each in self.problems)

    def _film(self) -> Film | None:
        value = self._value(folder.MANIFEST, None)
        if value is None:
            return None
        read = reading.read_project(value, folder.MANIFEST)
        self._take(read.troubles, read.whole)
        project = read.said
        if project is None:
            return None
        includes = list(self._includes(project))
        manifest, troubles = reading.combine(project, folder.MANIFEST, includes)
        self.troubles += troubles
        return film_of(manifest, self.providers, self.intake.attachment)

    def _includes(self, project: m.Project) -> Iterable[tuple[str, m.Include]]:
        done = {folder.MANIFEST}
        for number, pattern in enumerate(project.include):
            spot = Spot(folder.MANIFEST, ("include", number))
            path, trouble = project_path(pattern, folder.MANIFEST, spot)
            if trouble:
                self._take([trouble], whole=False)
                continue
            try:
                found = self.intake.matches(path)
            except folder.Outside:
                self._take([outside(path, spot)], whole=False)
                continue
            self.intake.watch(path)
            if not found:
                self._take(
                    [_no_include(pattern, spot, folder.nearest_file(self.root, path))],
                    whole=glob.has_magic(path),
                )
            for file in found:
                if file not in done:
                    done.add(file)
                    yield from self._include(file, spot)

    def _include(self, file: str, spot: Spot) -> Iterable[tuple[str, m.Include]]:
        value = self._value(file, spot)
        if value is not None:
            read = reading.read_include(value, file)
            self._take(read.troubles, read.whole)
            if read.said:
                yield file, read.said

    def _take(self, troubles: Iterable[Trouble], whole: bool) -> None:
        """Note troubles of a file; `whole`: all names that it declares are known all the same."""
        self.troubles += troubles
        self.torn = self.torn or not whole

    def _value(self, file: str, spot: Spot | None) -> object | None:
        try:
            data, digest = self.intake.read(file)
        except folder.Outside:
            self._take([outside(file, spot or Spot(file, ()))], whole=False)
            return None
        except OSError as error:  # it was there a moment ago
            raise self.intake.trouble(error, file) from error
        self.texts.data[file] = data
        remembered = self.memo.get(_PARSED, digest) if len(data) > WORTH_A_MEMO else None
        if remembered is not None:
            value: object = remembered
            return value
        try:
            value = parse(data, file).value
        except Unreadable as error:
            self.problems += _unreadable(error)
            self.torn = self.torn or error.value is None
            return error.value
        if len(data) > WORTH_A_MEMO:
            self.memo.put(_PARSED, digest, value)
        return value

    def _lockfile(self, moved: dict[str, str]) -> tuple[bytes, Lockfile]:
        try:
            data, _ = self.intake.read(LOCKFILE)
        except FileNotFoundError:
            return b"", Lockfile()
        except IsADirectoryError as error:
            raise self.intake.trouble(error, LOCKFILE) from error
        except folder.Outside as error:
            raise self.intake.trouble(OSError(errno.ELOOP, ""), LOCKFILE) from error
        try:
            return data, read_lockfile(data).moved(moved)
        except ManifestError as error:
            self.texts.data[LOCKFILE] = data
            self.problems += [replace(each, mark=_lock_mark(data)) for each in error.problems]
        except Refused:
            if not self._faulty():
                raise
        return data, Lockfile()

    def _attached(
        self, files: Mapping[str, list[Spot]], look: Callable[[str, Spot], T | Trouble | None]
    ) -> dict[str, T]:
        """What `look` tells of files that are named at some spots; troubles are noted."""
        found = {}
        for path, spots in files.items():
            known = look(path, spots[0])
            if isinstance(known, Trouble):
                also = tuple(("it is named here too", each) for each in spots[1:_ALSO])
                self.troubles.append(replace(known, also=also))
            elif known is not None:
                found[path] = known
        return found


def _told(troubles: list[Trouble], torn: bool) -> list[Trouble]:
    """The troubles worth telling: each once, no consequences of others, not too many."""
    told = [
        each
        for each in dict.fromkeys(troubles)
        if LOST not in each.sentence and not (torn and each.code == _UNKNOWN)
    ]
    return [*told[:_MOST_TOLD], *([reading.more()] if len(told) > _MOST_TOLD else [])]


def _lock_mark(data: bytes) -> Mark:
    """Where a lockfile is at fault: at git's marker, or where it is no JSON any more."""
    text = data.decode("utf-8", "replace")
    line, column = 1, 1
    if found := _MARKER.search(text):
        return Mark(LOCKFILE, text.count("\n", 0, found.start()) + 1, 1, 7)
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
    except (ValueError, RecursionError):
        pass
    return Mark(LOCKFILE, line, column, 1)


def _no_include(pattern: str, spot: Spot, close: str | None) -> Trouble:
    """A pattern may match nothing yet; a file that is named must be there."""
    if any(each in pattern for each in "*?["):
        sentence = f"no file matches {brief(pattern)}"
        advice = "paths are relative to storyforge.yaml"
        return Trouble("M111", sentence, spot, advice, severity="warning")
    sentence = f"there is no file {brief(pattern)}"
    advice = f'did you mean "{close}"?' if close else "paths are relative to storyforge.yaml"
    return Trouble("M110", sentence, spot, advice)


def _unreadable(error: Unreadable) -> list[Problem]:
    return [
        Problem(
            fault.code,
            plainly(fault.sentence),
            fault.mark,
            plainly(fault.advice),
            also=(("the first one is here", fault.also),) if fault.also else (),
        )
        for fault in error.faults
    ]
