"""Pictures by digest: one read-only file per content, verified whenever it is read, set aside when
it lies.
"""

from __future__ import annotations

import os
import stat

from storyforge.core.digest import sha256 as digest_of
from storyforge.core.seams import Corrupt, Missing
from storyforge.store import durable
from storyforge.store.layout import HEX, Layout, is_digest, names_in


class Blobs:
    """`objects/ab/<62 more hex digits>`, mode 0444. Safe for many threads and processes at once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def path(self, sha256: str) -> str:
        """Where that object lives or would live; `sha256` must be a digest (see `is_digest`)."""
        return f"{self.layout.objects}{os.sep}{sha256[:2]}{os.sep}{sha256[2:]}"

    def put(self, data: bytes) -> str:
        """Keep bytes durably; their sha256 in hex.

        Nothing is written when they are there. Raises DiskTrouble.
        """
        sha256 = digest_of(data)
        path = self.path(sha256)
        if not self._held(path, sha256, len(data)):
            self.layout.keep(path, data, 0o444)
        return sha256

    def _held(self, path: str, sha256: str, size: int) -> bool:
        """Whether a plain file of that size is there and its name is on the disk; anything else is
        moved away.
        """
        try:
            state = os.lstat(path)
            if stat.S_ISREG(state.st_mode) and state.st_size == size:
                durable.sync_folder(
                    os.path.dirname(path)
                )  # whoever put it may not have got so far yet
                return True
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise durable.trouble(error, path, self.layout.project) from error
        self.layout.set_aside(path, sha256)
        return False

    def get(self, sha256: str) -> bytes:
        """The bytes, whose digest has been computed anew.

        Raises Missing, Corrupt (now in quarantine), DiskTrouble.
        """
        data = self.read(sha256)
        if data is None:
            self.set_aside(sha256)
            raise Corrupt(f"object {sha256} was damaged and has been set aside")
        return data

    def read(self, sha256: str) -> bytes | None:
        """The bytes, or None when what is there is not they; nothing is moved.

        Raises Missing, DiskTrouble.
        """
        if not is_digest(sha256):
            raise Missing(sha256)
        path = self.path(sha256)
        try:
            data = durable.read_plain(path)
        except (FileNotFoundError, NotADirectoryError):
            raise Missing(sha256) from None
        except OSError as error:
            raise durable.trouble(error, path, self.layout.project, "read") from error
        return data if data is not None and digest_of(data) == sha256 else None

    def set_aside(self, sha256: str) -> bool:
        """Move an object into quarantine; whether that worked."""
        return self.layout.set_aside(self.path(sha256), sha256)

    def has(self, sha256: str) -> bool:
        """Whether a plain file of that name is there; its bytes are not looked at."""
        if not is_digest(sha256):
            return False
        try:
            return stat.S_ISREG(os.lstat(self.path(sha256)).st_mode)
        except OSError:
            return False

    def objects(self) -> frozenset[str]:
        """All digests there are names for; files of other names are passed over.

        Raises DiskTrouble.
        """
        found: list[str] = []
        for shard in self.layout.shards(self.layout.objects):
            names = names_in(f"{self.layout.objects}{os.sep}{shard}")
            found += [shard + name for name in names if len(name) == 62 and HEX.issuperset(name)]
        return frozenset(found)

    def remove(self, sha256: str, batch: str) -> None:
        """Move an object into the trash batch of that name.

        Raises DiskTrouble; fine when it is gone.
        """
        if is_digest(sha256):
            self.layout.discard(self.path(sha256), batch, sha256)
