"""The project as it was: a film and its lockfile from the files of a commit, without a checkout.

An older state may have faults that today's storyforge would stop at. They are noted, not raised, as
long as there is a film to look at.
"""

from __future__ import annotations

import errno
import fnmatch
import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from storyforge.core import lockfile as locks
from storyforge.core import manifest as m
from storyforge.core import reading
from storyforge.core.declared import Side
from storyforge.core.errors import ManifestError, Problem, Refused, Spot, Trouble
from storyforge.core.film_graph import Film, film_of
from storyforge.core.lockfile import Lockfile
from storyforge.core.parse import Unreadable, parse
from storyforge.core.picture import PictureFault, facts
from storyforge.core.places import project_path
from storyforge.core.seams import Providers
from storyforge.project.folder import MANIFEST
from storyforge.project.revisions import Repository, Tree, is_pointer


@dataclass(slots=True)
class Version:
    """One state of the project. `name`: as people call it; `commit`: empty for the working tree.

    `faults`: what is wrong with it, though it could be read. `empty`: there is no project yet.
    """

    name: str
    commit: str
    side: Side
    tree: Tree | None = None
    faults: tuple[str, ...] = ()
    empty: bool = False


@dataclass(slots=True)
class Reading:
    """Reads one commit's project. `name`: what people call that commit."""

    repository: Repository
    providers: Providers
    tree: Tree
    name: str
    faults: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def version(self) -> Version:
        """The project there; raises ManifestError, Refused when nothing can be made of it."""
        film = self._film()
        assert film.graph is not None
        lockfile = self._lockfile().moved(film.manifest.project.moved)
        told = [each.sentence for each in self.troubles if each.severity == "error"]
        empty = MANIFEST not in self.tree.files
        side = Side(film, lockfile, self._pixels(film))
        faults = (*self.faults, *told)
        return Version(self.name, self.tree.commit, side, self.tree, faults, empty)

    def read(self, path: str) -> bytes:
        """A file's bytes; raises FileNotFoundError."""
        found = self.tree.files.get(path)
        data = self.repository.blob(found) if found else None
        if data is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return data

    def _film(self) -> Film:
        if MANIFEST not in self.tree.files:
            return film_of(reading.Manifest(m.Project(storyforge=m.VERSION), MANIFEST), {})
        value = self._value(MANIFEST)
        read = reading.read_project(value, MANIFEST)
        if value is None or read.said is None:
            raise self._unreadable(read.troubles)
        self.troubles += read.troubles
        includes = list(self._includes(read.said))
        manifest, troubles = reading.combine(read.said, MANIFEST, includes)
        film = film_of(manifest, self.providers, self._attachment)
        self.troubles += [*troubles, *film.troubles]
        if film.graph is None:
            raise self._unreadable(film.troubles)
        return film

    def _unreadable(self, troubles: Iterable[Trouble]) -> ManifestError:
        first = next((each.sentence for each in troubles if each.severity == "error"), "")
        why = next(iter((*self.faults, first)), "") or "it is no storyboard"
        sentence = f"the project at {self.name} cannot be read: {why}"
        advice = "compare with a revision in which `storyforge check` finds no error"
        return ManifestError(Problem("P012", sentence, advice=advice))

    def _attachment(self, path: str) -> bytes:
        inside, trouble = project_path(path, MANIFEST, Spot(MANIFEST, ()))
        if trouble:
            raise OSError(errno.EPERM, "it may not leave the project's folder", path)
        return self.read(inside)

    def _value(self, file: str) -> object | None:
        try:
            data = self.read(file)
        except FileNotFoundError:
            self.faults.append(f"{file} is not here")
            return None
        try:
            return parse(data, file).value
        except Unreadable as error:
            self.faults += [f"{file}: {fault.sentence}" for fault in error.faults]
            return error.value

    def _includes(self, project: m.Project) -> Iterator[tuple[str, m.Include]]:
        done = {MANIFEST: None}
        for number, pattern in enumerate(project.include):
            path, trouble = project_path(pattern, MANIFEST, Spot(MANIFEST, ("include", number)))
            if trouble is None:
                done |= dict.fromkeys(matching(self.tree.files, path))
        files = [file for file in done if file != MANIFEST]
        self.repository.blobs(self.tree.files[file] for file in files)
        for file in files:
            value = self._value(file)
            if value is not None:
                read = reading.read_include(value, file)
                self.troubles += read.troubles
                if read.said:
                    yield file, read.said

    def _lockfile(self) -> Lockfile:
        if locks.NAME not in self.tree.files:
            return Lockfile()
        try:
            return locks.read(self.read(locks.NAME))
        except (FileNotFoundError, ManifestError, Refused) as error:
            said = error.problems[0].sentence if not isinstance(error, OSError) else "is not here"
            self.faults.append(f"{said}; its pictures are not known")
            return Lockfile()

    def _pixels(self, film: Film) -> dict[str, str]:
        """The pixels of every picture file that the film names, as far as it is here."""
        named = [path for path in film.files if path in self.tree.files]
        self.repository.blobs(self.tree.files[path] for path in named)
        held = {path: self.repository.blob(self.tree.files[path]) or b"" for path in named}
        pointers = [(self.tree.files[path], path) for path in named if is_pointer(held[path])]
        smudged = self.repository.smudged(pointers)
        found = {}
        for path in named:
            data = smudged.get(self.tree.files[path], held[path])
            try:
                found[path] = facts(data).pixels
            except PictureFault:
                continue  # its picture cannot be compared, nor can what is drawn from it be priced
        return found


def read_ahead(repository: Repository, trees: Iterable[Tree]) -> None:
    """What every reading begins with, of several commits in one go."""
    named = ((tree, name) for tree in trees for name in (MANIFEST, locks.NAME))
    repository.blobs(tree.files[name] for tree, name in named if name in tree.files)


def matching(paths: Iterable[str], pattern: str) -> list[str]:
    """The paths that an `include` pattern means, sorted; by the rules of `folder.matches`."""
    parts = pattern.split("/")
    if parts[-1] == "**":
        parts.append("*")
    once = [each for n, each in enumerate(parts) if each != "**" or parts[n - 1 : n] != ["**"]]
    return sorted(path for path in paths if _means(once, path.split("/")))


def _means(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a pattern's parts mean the names of a path, folder by folder."""
    if not parts or not names:
        return not parts and not names
    if parts[0] == "**":
        further = len(names) > 1 and not names[0].startswith(".")
        return _means(parts[1:], names) or (further and _means(parts, names[1:]))
    shown = names[0].startswith(".") <= parts[0].startswith(".") or not glob.has_magic(parts[0])
    return shown and fnmatch.fnmatchcase(names[0], parts[0]) and _means(parts[1:], names[1:])


def told(faults: Sequence[str], name: str) -> str:
    """The faults of an older state in one sentence; empty when there are none."""
    if not faults:
        return ""
    rest = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
    return f"the project at {name} has faults: {faults[0]}{rest}"
