"""The pictures of a comparison: from the store by digest, else as some tree has them, else said to
be missing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from storyforge.core.difference import Change, Difference, Shown
from storyforge.core.digest import sha256
from storyforge.core.picture import PictureFault, facts
from storyforge.core.seams import Corrupt, Missing
from storyforge.project import folder
from storyforge.project.revisions import Repository, is_pointer, pointed
from storyforge.project.versions import Version
from storyforge.store.disk import DiskStore

NOT_HERE = "named by storyforge.lock, but its bytes are neither in the store nor in board/ there"
POINTER = "kept by git LFS and not fetched: `git lfs fetch` brings it"
NOT_KNOWN = "the file is not there"
CLIP = "a clip; play it from the board"


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture as far as it can be shown: its bytes, or why there are none."""

    data: bytes = b""
    media: str = ""
    why: str = ""


@dataclass(slots=True)
class Gallery:
    """Brings the pictures of both sides of a comparison together, in few calls of git."""

    root: str
    store: DiskStore
    repository: Repository | None
    versions: tuple[Version, Version]
    found: dict[tuple[int, str, str], Seen] = field(default_factory=dict)

    def gather(self, difference: Difference) -> None:
        """Look for every picture that differs, so that asking for one is quick."""
        self._gather(list(_wanted(difference.changes)))

    def _gather(self, wanted: list[tuple[int, Shown]]) -> None:
        rest = [(side, shown) for side, shown in wanted if not self._near(side, shown)]
        if self.repository is None:
            return
        trees = [version.tree for version in self.versions]
        names = {
            (side, shown.file): tree.files[shown.file]
            for side, shown in rest
            if (tree := trees[side]) and shown.file in tree.files
        }
        self.repository.blobs(names.values())
        pointers = [(name, path) for (_, path), name in names.items() if self._is_pointer(name)]
        smudged = self.repository.smudged(list(dict.fromkeys(pointers)))
        for side, shown in rest:
            name = names.get((side, shown.file), "")
            data = smudged.get(name) or (self.repository.blob(name) if name else None)
            if data is not None:
                self.found[_key(side, shown)] = _from_tree(data, shown)

    def _is_pointer(self, name: str) -> bool:
        assert self.repository is not None
        return is_pointer(self.repository.blob(name) or b"")

    def __call__(self, side: int, shown: Shown) -> Seen:
        """The picture of one side (0 before, 1 after)."""
        known = self.found.get(_key(side, shown))
        return known or Seen(why=NOT_HERE if shown.out else NOT_KNOWN)

    def _near(self, side: int, shown: Shown) -> bool:
        """Look in the store, and in the working tree's own files."""
        data = self._stored(shown) if shown.out else None
        if data is None and (shown.out or not self.versions[side].commit):
            data = self._on_disk(shown)
        if data is None:
            return False
        self.found[_key(side, shown)] = _seen(data, shown)
        return True

    def _stored(self, shown: Shown) -> bytes | None:
        try:
            return self.store.get(shown.out)
        except (Missing, Corrupt):
            return None

    def _on_disk(self, shown: Shown) -> bytes | None:
        """The file where it lies now, if it is still that picture."""
        try:
            folder.stay_inside(self.root, shown.file)
            with open(os.path.join(self.root, shown.file), "rb") as file:
                data = file.read()
        except (OSError, folder.Outside):
            return None
        return data if not shown.out or sha256(data) == shown.out else None


def _key(side: int, shown: Shown) -> tuple[int, str, str]:
    return side, shown.file, shown.out


def _wanted(changes: Iterable[Change]) -> Iterator[tuple[int, Shown]]:
    for change in changes:
        for side, shown in enumerate((change.before, change.after)):
            if shown:
                yield side, shown


def _seen(data: bytes, shown: Shown) -> Seen:
    if shown.media.startswith("video/"):
        return Seen(media=shown.media, why=CLIP)
    try:
        return Seen(data, facts(data).media)
    except PictureFault as fault:
        return Seen(why=fault.sentence)


def _from_tree(data: bytes, shown: Shown) -> Seen:
    """A file of a revision, which must be the picture that its lockfile names."""
    if is_pointer(data):
        return Seen(why=POINTER if pointed(data) == shown.out or not shown.out else NOT_HERE)
    if shown.out and sha256(data) != shown.out:
        return Seen(why=NOT_HERE)
    return _seen(data, shown)


@dataclass(slots=True)
class Small:
    """A gallery's pictures made small, each once. `longest`: pixels of the longer side."""

    gallery: Gallery
    shrink: Callable[[bytes, int], tuple[bytes, str]]
    longest: int
    made: dict[str, Seen] = field(default_factory=dict)

    def __call__(self, side: int, shown: Shown) -> Seen:
        """The picture as a page carries it."""
        seen = self.gallery(side, shown)
        if not seen.data:
            return seen
        digest = sha256(seen.data)
        if digest not in self.made:
            try:
                data, media = self.shrink(seen.data, self.longest)
                self.made[digest] = Seen(data, media)
            except PictureFault as fault:
                self.made[digest] = Seen(why=fault.sentence)
        return self.made[digest]
