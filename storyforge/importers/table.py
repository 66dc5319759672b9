"""The table of all kinds of file that can be taken in, by hand: what each is, and who reads it.

A new kind: one file in this room, one row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `endings`: of its name, small letters. `importer`: `module:name`. `needs`:
    modules of the extra `extra` that must be installed. `starts`: a project can begin with it."""

    sentence: str
    endings: tuple[str, ...]
    importer: str
    needs: tuple[str, ...] = ()
    extra: str = ""
    starts: bool = False


KINDS: Final[dict[str, Kind]] = {
    "fountain": Kind(
        "A screenplay: scenes, places, people, dialogue; shots are proposed.",
        (".fountain", ".spmd"),
        "storyforge.importers.fountain:Fountain",
        needs=("fountain",),
        extra="script",
        starts=True,
    ),
    "fdx": Kind(
        "A screenplay of Final Draft: the same.",
        (".fdx",),
        "storyforge.importers.fdx:FinalDraft",
        starts=True,
    ),
    "storyboarder": Kind(
        "A board of Storyboarder, with its pictures.",
        (".storyboarder",),
        "storyforge.importers.storyboarder:Storyboarder",
        starts=True,
    ),
    "csv": Kind(
        "A shot list: changes by id, and new shots.",
        (".csv", ".tsv"),
        "storyforge.importers.shots:ShotList",
        starts=True,
    ),
    "otio": Kind(
        "An edited timeline: order and lengths.",
        (".otio",),
        "storyforge.importers.cut:Cut",
        needs=("opentimelineio",),
        extra="timeline",
    ),
    "edl": Kind(
        "An edit decision list (CMX 3600): order and lengths.",
        (".edl",),
        "storyforge.importers.edl:EditList",
    ),
    "fcpxml": Kind(
        "A timeline of Final Cut: order and lengths.",
        (".fcpxml",),
        "storyforge.importers.fcpxml:FinalCut",
    ),
}
