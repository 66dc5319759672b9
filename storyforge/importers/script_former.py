"""The draft that a project was made of: from its side file, or from what its shots say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from storyforge.core import script_lines
from storyforge.core.proposal import Here
from storyforge.core.reading import Manifest, SceneEntry
from storyforge.core.script import Beat, Script
from storyforge.core.script_lines import ENDING, FOLDER, Kept, KeptScene, Lines
from storyforge.importers.script_draft import stem_of
from storyforge.importers.script_names import casting

_SAME: Final = 0.2  # share of lines in common from which a file of another name is the same script


@dataclass(frozen=True, slots=True)
class Former:
    """The former draft. `by_hand`: nothing was imported before, the shots were written by people.
    `stem`, `ending`: of the script's file in the project, empty when there is none."""

    lines: Lines
    by_hand: bool
    stem: str = ""
    ending: str = ""
    notes: tuple[str, ...] = ()


def former_of(script: Script, name: str, here: Here) -> Former:
    """The draft to compare with: of the same name, else the one most like it; raises UsageError."""
    assert here.manifest is not None
    stem, ending = stem_of(name)
    found = {
        posixpath.basename(path).removesuffix(ENDING): script_lines.read(text, path)
        for path, text in sorted(here.files.items())
        if path.startswith(f"{FOLDER}/") and path.endswith(ENDING)
    }
    if stem in found:
        return Former(found[stem], False, stem, ending)
    shares = {each: _share(lines, script) for each, lines in found.items()}
    best = max(shares, key=lambda each: shares[each], default="")
    if best and shares[best] >= _SAME:
        note = f"taken for a new draft of {FOLDER}/{found[best].script}, which it replaces there"
        return Former(found[best], False, best, ending, (note,))
    claimed = {each.id for lines in found.values() for each in lines.scenes}
    return Former(written_by_hand(here.manifest, script, claimed), True)


def _share(lines: Lines, script: Script) -> float:
    before = {each.beat.digest for each in lines.beats}
    now = {beat.digest for _, beat in script.beats()}
    return len(before & now) / max(1, min(len(before), len(now)))


def written_by_hand(manifest: Manifest, script: Script, claimed: set[str]) -> Lines:
    """A board that people wrote, as if it had been made of a script: each shot of its own words."""
    names = _cues(manifest, script)
    scenes, beats = [], []
    numbers = script_lines.fresh_ids(frozenset())
    for entry in manifest.scenes:
        if entry.scene is None or entry.scene.id in claimed:
            continue
        said = entry.scene.said
        scenes.append(KeptScene(entry.scene.id, said.number, said.slug, (), said.time or ""))
        for shot, beat in _beats(entry, names):
            beats.append(Kept(next(numbers), entry.scene.id, beat, (shot,)))
    return Lines("", {}, {}, tuple(scenes), tuple(beats))


def _cues(manifest: Manifest, script: Script) -> Mapping[str, str]:
    """Characters of the project -> how the script calls them."""
    cast = casting(script, manifest, Lines(""))
    found: dict[str, str] = {}
    for _, beat in script.beats():
        for who in cast.who(beat.character) if beat.character else ():
            found.setdefault(who, beat.character)
    return found


def _beats(entry: SceneEntry, names: Mapping[str, str]) -> Iterator[tuple[str, Beat]]:
    for shot in entry.shots:
        if shot.said.action:
            yield shot.id, Beat("action", shot.said.action, "")
        for line in shot.said.dialogue:
            cue = names.get(line.speaker, line.speaker)
            yield shot.id, Beat("speech", line.text, "", cue, line.mode, line.parenthetical)
