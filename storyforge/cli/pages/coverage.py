"""`coverage`: lines that no shot covers, shots that cover no line, scene by scene."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Final

from storyforge.cli.options import Desk, data, data_json, paint_on, talk
from storyforge.cli.pages.layout import columns, hanging
from storyforge.core import script_coverage, script_lines
from storyforge.core.errors import Problem, UsageError
from storyforge.core.script import Script
from storyforge.core.script_coverage import Coverage, SceneCoverage
from storyforge.core.script_lines import ENDING, FOLDER, Lines
from storyforge.late import load
from storyforge.project import folder
from storyforge.reporters import say

_READERS: Final = {
    ".fdx": "storyforge.importers.fdx:read_bytes",
    ".fountain": "storyforge.importers.fountain:read_bytes",
    ".spmd": "storyforge.importers.fountain:read_bytes",
}


def page(desk: Desk, as_json: bool) -> int:
    """What `storyforge coverage` does; returns the exit code."""
    shop = desk.workshop()
    found = [(path, *_read(shop.root, path)) for path in _sides(shop.root)]
    manifest = shop.project.film.manifest
    told = {
        lines.script: script_coverage.of_lines(lines, script, manifest)
        for _, lines, script in found
    }
    loose = set.intersection(*(set(each.loose) for each in told.values()))
    if as_json:
        data_json({"scripts": [_json(name, each, loose) for name, each in told.items()]})
        return 0
    for name, each in told.items():
        data(_lines(f"{FOLDER}/{name}", each))
    if loose:
        names = [shot.id for _, shot in manifest.shots() if shot.id in loose]
        lead = "in no scene of the script: "
        data(hanging(lead, ", ".join(names), columns(sys.stdout)))
    talk(_summary(told))
    return 0


def _sides(root: str) -> list[str]:
    """The side files of the project; raises UsageError when nothing was imported."""
    found = folder.matches(root, f"{FOLDER}/*{ENDING}")
    if not found:
        sentence = "no script was imported into this project"
        advice = "`storyforge import film.fountain` takes one in"
        raise UsageError(Problem("F025", sentence, advice=advice))
    return sorted(found)


def _read(root: str, path: str) -> tuple[Lines, Script]:
    lines = script_lines.read(folder.read(root, path).decode("utf-8", "replace"), path)
    name = f"{FOLDER}/{lines.script}"
    reader = next((way for end, way in _READERS.items() if name.endswith(end)), "")
    try:
        written = folder.read(root, name) if reader else b""
    except (OSError, folder.Outside):
        written = b""
    if not written:
        sentence = f"{name}, which {path} speaks of, cannot be read"
        raise UsageError(Problem("F026", sentence, advice="put it back, or import it again"))
    return lines, load(reader)(written, name)


def _lines(name: str, coverage: Coverage) -> Iterator[str]:
    paint, width = paint_on(sys.stdout), columns(sys.stdout)
    yield paint("strong", say.show(name))
    rows = [(scene.id or "new", scene.number, scene) for scene in coverage.scenes]
    wide = max(len(name) for name, _, _ in rows)
    many = max(len(f"{scene.covered} of {scene.beats}") for *_, scene in rows)
    for key, number, scene in rows:
        share = f"{scene.covered} of {scene.beats}"
        mark = " " if scene.covered == scene.beats and not scene.shots else "○"
        heading = f"{number}  {scene.heading}" if number else scene.heading
        lead = f"{mark} {key:<{wide}}  {share:>{many}}  "
        yield from hanging(lead, say.show(heading), width)
        yield from _open(scene, width)


def _open(scene: SceneCoverage, width: int) -> Iterator[str]:
    wide = max((len(line.place) for line in scene.bare), default=0)
    for line in scene.bare:
        yield f"    {line.place:<{wide}}  {say.show(line.words)}"
    if scene.shots:
        yield from hanging("    without a line: ", ", ".join(scene.shots), width)


def _summary(told: dict[str, Coverage]) -> str:
    beats = sum(each.beats for each in told.values())
    covered = sum(each.covered for each in told.values())
    spare = sum(len(scene.shots) for each in told.values() for scene in each.scenes)
    without = f"; {say.count(spare, 'shot')} without a line" if spare else ""
    if covered == beats:
        return f"every line is covered: {say.count(beats, 'line')}{without}"
    return f"{covered} of {say.count(beats, 'line')} covered{without}"


def _json(name: str, coverage: Coverage, loose: set[str]) -> dict[str, Any]:
    scenes = [
        {
            "id": scene.id or None,
            "number": scene.number,
            "heading": scene.heading,
            "lines": scene.beats,
            "covered": scene.covered,
            "open": [
                {"place": line.place, "character": line.character, "text": line.text}
                for line in scene.bare
            ],
            "without_a_line": list(scene.shots),
        }
        for scene in coverage.scenes
    ]
    head = {"script": f"{FOLDER}/{name}", "lines": coverage.beats, "covered": coverage.covered}
    return {**head, "scenes": scenes, "in_no_scene": sorted(loose)}
