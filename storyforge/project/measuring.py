"""References measured: the figures of each picture file, taken once and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from storyforge.core.advice import Measures
from storyforge.core.coded import PictureFault
from storyforge.core.digest import sha256
from storyforge.core.picture import PictureFacts
from storyforge.late import load
from storyforge.project import folder, stamp
from storyforge.store.memo import Memo

WORTH_A_MEMO = 500_000  # pixels; below, measuring is quicker than opening the memo
_MEASURES = "measures 1"


@dataclass(slots=True)
class Measuring:
    """Measures pictures of one project that was read; `pictures`, `seen` are the project's."""

    root: str
    memo: Memo
    pictures: Mapping[str, PictureFacts]
    seen: Mapping[str, stamp.Seen]

    def measures(self, path: str) -> Measures | None:
        """The figures of a file; None when there are none to be had.

        Nothing is raised: a file that changed or went away since it was read is told by the next
        reading, and advice can wait.
        """
        known = self.pictures.get(path)
        if known is None:
            return None
        digest = self.seen[path][1]
        large = known.width * known.height > WORTH_A_MEMO
        remembered = self.memo.get(_MEASURES, digest) if large else None
        if remembered:
            return Measures(**remembered)
        found = self._measured(path, digest)
        if found and large:
            self.memo.put(_MEASURES, digest, asdict(found))
        return found

    def _measured(self, path: str, digest: str) -> Measures | None:
        try:
            data = folder.read(self.root, path)
            if sha256(data) != digest:
                return None
            found: Measures = load("storyforge.darkroom.measure:measures")(data)
        except (OSError, folder.Outside, PictureFault):
            return None
        return found
