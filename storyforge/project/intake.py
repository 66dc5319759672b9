"""Files as they come in: bytes, digests, when they were looked at, and what pictures they are."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field

from storyforge.core.digest import sha256
from storyforge.core.errors import DiskTrouble, Spot, Trouble
from storyforge.core.picture import PictureFacts, PictureFault, facts
from storyforge.core.places import project_path
from storyforge.core.shape import brief
from storyforge.project import folder, stamp
from storyforge.store.memo import Memo
from storyforge.store.trouble import trouble

WORTH_A_MEMO = 200_000  # bytes; below, reading is quicker than opening the memo
_FACTS = "facts 1"
_LARGEST_PICTURE = 256 * 2**20  # bytes


@dataclass(slots=True)
class Intake:
    """Reads files of one project. `now`: nanoseconds; `seen`: what was read, for the stamp;
    `overlay`: bytes of files as they would be, in place of those on the disk."""

    root: str
    memo: Memo
    now: int
    seen: dict[str, stamp.Seen] = field(default_factory=dict)
    overlay: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> tuple[bytes, str]:
        """A file's bytes and sha256; its row is taken before reading: a later edit shows."""
        if path in self.overlay:
            return self.overlay[path], sha256(self.overlay[path])
        try:
            row = stamp.row_of(os.stat(os.path.join(self.root, path)))
        except OSError:
            row = (0, 0, 0, 0)
        data = folder.read(self.root, path)
        digest = sha256(data)
        self.seen[path] = (row, digest, self.now)
        return data, digest

    def matches(self, pattern: str) -> list[str]:
        """The files that an `include` pattern means, those of the overlay too; raises Outside."""
        also = (path for path in self.overlay if folder.fits(path, pattern))
        return sorted({*folder.matches(self.root, pattern), *also})

    def watch(self, pattern: str) -> None:
        """Note the folders in which a new file could match a pattern."""
        for path in folder.watched(self.root, pattern):
            full = os.path.join(self.root, path)
            if os.path.isdir(full):
                row = stamp.row_of(os.stat(full))
                self.seen[path] = (row, folder.listing_digest(self.root, path), self.now)

    def attachment(self, path: str) -> bytes:
        """A file that a recipe names besides pictures, by its path there; raises OSError."""
        inside, trouble = project_path(path, folder.MANIFEST, Spot(folder.MANIFEST, ()))
        if trouble:
            raise OSError(errno.EPERM, "it may not leave the project's folder", path)
        try:
            return self.read(inside)[0]
        except folder.Outside:
            raise OSError(errno.EPERM, "a link leads out of the project", path) from None

    def picture(self, path: str, spot: Spot) -> PictureFacts | Trouble:
        """What a picture of the project is, or why it cannot be used."""
        try:
            folder.stay_inside(self.root, path)
            row = stamp.row_of(os.stat(os.path.join(self.root, path)))
            if row[2] > _LARGEST_PICTURE:
                return _huge(path, spot)
            settled = max(row[0], row[1]) < self.now - stamp.GRAIN
            key = f"{path}\n{row}"
            remembered = self.memo.get(_FACTS, key) if settled and row[2] > WORTH_A_MEMO else None
            if remembered:
                self.seen[path] = (row, remembered["sha256"], self.now)
                return PictureFacts(**remembered["facts"])
            data, digest = self.read(path)
            known = facts(data)
        except (FileNotFoundError, NotADirectoryError):
            return self._missing(path, spot)
        except IsADirectoryError:
            return Trouble("R301", f"{brief(path)} is no file", spot, "name a picture")
        except folder.Outside:
            return outside(path, spot)
        except PictureFault as fault:
            sentence = f"{brief(path)}: {plainly(fault.sentence)}"
            return Trouble(fault.code, sentence, spot, plainly(fault.advice))
        except OSError as error:
            if error.errno == errno.ELOOP:
                sentence = f"{brief(path)} is a link that leads back to itself"
                return Trouble("R301", sentence, spot, "put a real file in its place")
            raise self.trouble(error, path) from error
        if settled and row[2] > WORTH_A_MEMO:
            plain = {name: getattr(known, name) for name in PictureFacts.__slots__}
            self.memo.put(_FACTS, key, {"sha256": digest, "facts": plain})
        return known

    def absent(self, path: str, spot: Spot) -> Trouble | None:
        """Why a sound file of the project cannot be used; it is not read."""
        try:
            folder.stay_inside(self.root, path)
            if path in self.overlay:
                return None
            there = os.stat(os.path.join(self.root, path))
        except folder.Outside:
            return outside(path, spot)
        except (FileNotFoundError, NotADirectoryError):
            return self._missing(path, spot)
        except OSError as error:
            raise self.trouble(error, path) from error
        if not stat.S_ISREG(there.st_mode):
            return Trouble("R301", f"{brief(path)} is no file", spot, "name a sound file")
        return None

    def trouble(self, error: OSError, path: str) -> DiskTrouble:
        """What the disk said of a file, in words."""
        return trouble(error, os.path.join(self.root, path), self.root, "read")

    def _missing(self, path: str, spot: Spot) -> Trouble:
        close = folder.nearest_file(self.root, path)
        written = os.path.relpath(close, os.path.dirname(spot.file) or ".") if close else ""
        advice = f'did you mean "{written}"?' if close else "put the file there"
        return Trouble("R301", f"there is no file {brief(path)}", spot, advice)


def _huge(path: str, spot: Spot) -> Trouble:
    sentence = f"{brief(path)} is larger than {_LARGEST_PICTURE // 2**20} MB"
    return Trouble("I003", sentence, spot, "use a smaller picture")


def outside(path: str, spot: Spot) -> Trouble:
    """A path leads out of the project through a link."""
    sentence = f"{brief(path)} leads out of the project through a symbolic link"
    advice = "put a real file in the project instead of the link"
    return Trouble("R304", sentence, spot, advice)


def plainly(sentence: str) -> str:
    """A whole sentence as part of a message: no capital at the beginning, no full stop."""
    first = sentence.partition(" ")[0]
    small = sentence if first[1:] != first[1:].lower() else sentence[:1].lower() + sentence[1:]
    return small.removesuffix(".")
