"""Which lines of a script no shot covers, and which shots cover no line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from storyforge.core import script_match
from storyforge.core.reading import Manifest
from storyforge.core.script import SEEN, Script
from storyforge.core.script_lines import Kept, Lines

_NONE: Final[frozenset[str]] = frozenset()
_SHOWN: Final = 52  # characters of a line
_MOST: Final = 12  # lines that a note of an import names


@dataclass(frozen=True, slots=True)
class Line:
    """A line that no shot covers: where it stands in the script, who says it, its words."""

    place: str
    character: str
    text: str

    @property
    def words(self) -> str:
        """Its first words, with who says them."""
        said = f"{self.character}: {self.text}" if self.character else self.text
        return said if len(said) <= _SHOWN else said[: _SHOWN - 2].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True, slots=True)
class SceneCoverage:
    """One scene: how many of its beats shots cover, and which none does. `shots`: those of the
    scene that cover no line. `bare`: its lines that no shot covers."""

    id: str
    number: str
    heading: str
    beats: int
    covered: int
    bare: tuple[Line, ...] = ()
    shots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole script. `loose`: shots of the project that belong to none of its scenes."""

    scenes: tuple[SceneCoverage, ...]
    loose: tuple[str, ...] = ()

    @property
    def beats(self) -> int:
        """How many beats there are to cover."""
        return sum(each.beats for each in self.scenes)

    @property
    def covered(self) -> int:
        """How many are."""
        return sum(each.covered for each in self.scenes)


def of_lines(
    lines: Lines, script: Script, manifest: Manifest | None = None, coming: frozenset[str] = _NONE
) -> Coverage:
    """Coverage by the side file, and by the words of shots that people made by hand.

    Without a manifest every shot of the side file counts as being there. `lines` may be of a former
    draft: beats are matched first. `coming`: shots that will be there.
    """
    matched, kept = _matched(lines, script)
    here = {shot.id for _, shot in manifest.shots()} | coming if manifest else None
    said = _said(manifest) if manifest else {}
    used: set[str] = {shot for scene in lines.scenes for shot in scene.shots}
    found, number = [], 0
    for index, scene in enumerate(script.scenes):
        name = lines.scenes[matched[index]].id if index in matched else ""
        open_, count = [], 0
        for beat in scene.beats:
            shots = set(kept[number].shots) if number in kept else set()
            shots = shots if here is None else shots & here
            number += 1
            shots |= _by_hand(beat.text, said) if beat.sort in SEEN and said else set()
            if beat.sort in SEEN:
                used |= shots
                count += 1
                if not shots:
                    open_.append(Line(beat.place, beat.character, beat.text))
        row = SceneCoverage(
            name, scene.number, scene.heading, count, count - len(open_), tuple(open_)
        )
        found.append(row)
    return _with_shots(found, manifest, used)


def _matched(lines: Lines, script: Script) -> tuple[dict[int, int], dict[int, Kept]]:
    """Scenes and beats of the script in the side file; one made of this very script has them in
    order."""
    same = [(scene.number, scene.heading) for scene in lines.scenes] == [
        (scene.number, scene.heading) for scene in script.scenes
    ] and [kept.beat.digest for kept in lines.beats] == [beat.digest for _, beat in script.beats()]
    if same:
        return {n: n for n in range(len(lines.scenes))}, dict(enumerate(lines.beats))
    matched = script_match.scenes(lines, script.scenes)
    return matched, script_match.beats(lines, script.scenes, matched)


def _said(manifest: Manifest) -> Mapping[str, set[str]]:
    """Words of shots -> the shots that say them."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, shot in manifest.shots():
        for text in (shot.said.action, *(line.text for line in shot.said.dialogue)):
            if text:
                found[_plain(text)].add(shot.id)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _by_hand(text: str, said: Mapping[str, set[str]]) -> set[str]:
    """Shots whose dialogue or action is this line, or holds it, or is a good part of it."""
    plain = _plain(text)
    if plain in said:
        return set(said[plain])
    if len(plain) < _SHOWN // 3:
        return set()
    parts = (
        shots
        for words, shots in said.items()
        if plain in words or (words in plain and len(words) >= _SHOWN // 3)
    )
    return {shot for shots in parts for shot in shots}


def _with_shots(
    found: Iterable[SceneCoverage], manifest: Manifest | None, used: set[str]
) -> Coverage:
    if manifest is None:
        return Coverage(tuple(found))
    rows = list(found)
    known = {row.id for row in rows if row.id}
    spare: dict[str, list[str]] = defaultdict(list)
    for scene, shot in manifest.shots():
        name = scene.scene.id if scene.scene else ""
        if shot.id not in used:
            spare[name if name in known else ""].append(shot.id)
    scenes = tuple(replace(row, shots=tuple(spare[row.id]) if row.id else ()) for row in rows)
    return Coverage(scenes, tuple(spare[""]))


def told(coverage: Coverage) -> Iterator[str]:
    """Coverage as the notes of an import: one sentence, and the lines that are open."""
    yield f"shots cover {coverage.covered:,} of {coverage.beats:,} lines of the script"
    lines = [line for scene in coverage.scenes for line in scene.bare]
    yield from (f"no shot covers {each.place}: {each.words}" for each in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"… and {len(lines) - _MOST:,} more: `storyforge coverage` lists them"
    spare = [shot for scene in coverage.scenes for shot in scene.shots] + list(coverage.loose)
    if spare:
        more = f" and {len(spare) - _MOST:,} more" if len(spare) > _MOST else ""
        yield f"shots that cover no line: {', '.join(spare[:_MOST])}{more}"
