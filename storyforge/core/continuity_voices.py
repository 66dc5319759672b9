"""Who speaks: on screen, or marked as heard only."""

from __future__ import annotations

from collections.abc import Iterator

from storyforge.core.errors import Trouble
from storyforge.core.manifest import Line
from storyforge.core.panels import Panel, Strip, bag, told
from storyforge.core.reading import Manifest
from storyforge.core.references import in_frame, speaks_of
from storyforge.core.resolve import NOBODY

_HEARD = bag("V.O. O.S. O.C.")
_OVER = ("ots-left", "ots-right")


def unseen_voices(strip: Strip) -> Iterator[Trouble]:
    """K105: a line without V.O. or O.S. of somebody who is not in the frame."""
    manifest = strip.film.manifest
    for panel in strip.panels:
        for number, line in enumerate(panel.shot.entry.said.dialogue):
            owner = _speaker(manifest, line)
            if owner and line.mode not in _HEARD and not _seen(strip, panel, owner):
                sentence = f"{owner} speaks in {panel.id} and is not in the frame"
                advice = f"add {owner} to its cast, or `mode: O.S.` (or V.O.) to the line"
                spot = panel.shot.entry.spot("dialogue", number, text=line.speaker)
                yield told("K105", sentence, spot, advice)


def _speaker(manifest: Manifest, line: Line) -> str:
    """The character who speaks; a cue in capitals is anybody else."""
    owner = line.speaker.partition("/")[0]
    return owner if owner in manifest.characters else ""


def _seen(strip: Strip, panel: Panel, owner: str) -> bool:
    """Whether somebody is in the frame, as far as anything tells."""
    shot, manifest = panel.shot, strip.film.manifest
    declared = shot.entry.said.cast is not None
    mentioned = not declared and not panel.people.keys().isdisjoint(
        name.partition("/")[0] for name in shot.mentions
    )
    if not declared and not shot.cast and shot["framing"] not in NOBODY:
        return True  # nothing says who is seen
    if speaks_of(manifest, owner, f"{shot.entry.said.prompt} {shot.entry.said.action}"):
        return True
    if shot["perspective"] in _OVER and len(shot.cast) < 2:
        return True  # the shoulder
    if declared or mentioned or owner not in panel.people:
        return owner in panel.people
    # Inherited: only when the frame holds one, and words say that it is somebody else.
    framed = {one.who.partition("/")[0] for one in in_frame(manifest, shot)}
    named = any(speaks_of(manifest, each, shot.entry.said.prompt) for each in framed)
    return owner in framed or shot["framing"] != "single" or not named
