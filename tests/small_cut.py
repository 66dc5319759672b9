"""Films for the tests of timelines: a project as text, its manifest, its board, a cut of it in any format, and the
project after a proposal was carried out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from exporters.small_board import board, panel, scene

from storyforge.core import film
from storyforge.core.amend import amended
from storyforge.core.board import Board, BoardScene, Panel
from storyforge.core.parse import parse
from storyforge.core.proposal import Here, Proposal
from storyforge.core.reading import Manifest, combine, read_include, read_project
from storyforge.core.seams import Source, Stock
from storyforge.core.timecode import drops, frame_of
from storyforge.late import load

FORMATS = {
    "otio": ("storyforge.exporters.timeline.otio:OpenTimeline", "storyforge.importers.cut:Cut"),
    "edl": ("storyforge.exporters.timeline.edl:EditList", "storyforge.importers.edl:EditList"),
    "fcpxml": (
        "storyforge.exporters.timeline.fcpxml:FinalCut",
        "storyforge.importers.fcpxml:FinalCut",
    ),
}
RATES = ("12", "15", "23.976", "24", "25", "29.97", "30", "48", "50", "59.94", "60")
PROJECT = "storyforge.yaml"
Shots = Iterable[tuple[str, str]]  # id and duration; an empty one is not written


def nothing(_name: str) -> bytes:
    """No file is beside, no picture in stock."""
    raise FileNotFoundError


def project(*scenes: tuple[str, Shots], fps: str = "24", start: str = "01:00:00:00") -> str:
    """A project of these scenes, as a person would write it, with a comment above each shot."""
    lines = [
        "storyforge: 1",
        "title: The Lantern Pier",
        f'fps: "{fps}"',
        f'start: "{start}"',
        "scenes:",
    ]
    for name, shots in scenes:
        lines += [f"  - id: {name}", f"    slug: EXT. {name.upper()} - DUSK", "    shots:"]
        for shot, length in shots:
            lines += [
                f"      # why there is {shot}",
                f"      - id: {shot}",
                f"        prompt: This is {shot}.",
            ]
            lines += [f"        duration: {length}"] if length else []
    return "\n".join(lines) + "\n"


def manifest(**files: str) -> Manifest:
    """The manifest of `storyforge.yaml` (`main`) and further files by name."""
    whole = read_project(parse(files["main"].encode(), PROJECT).value, PROJECT)
    assert whole.said, whole.troubles
    includes = []
    for name, text in files.items():
        if name != "main":
            read = read_include(parse(text.encode(), f"{name}.yaml").value, f"{name}.yaml")
            assert read.said, read.troubles
            includes.append((f"{name}.yaml", read.said))
    combined, troubles = combine(whole.said, PROJECT, includes)
    assert not troubles
    return combined


def here(**files: str) -> Here:
    """The project that something is imported into."""
    names = {PROJECT if name == "main" else f"{name}.yaml": text for name, text in files.items()}
    return Here(manifest(**files), names)


def board_of(read: Manifest, **changes: Any) -> Board:
    """The board of a manifest; every shot has a picture. `changes`: fields of panels by shot."""
    fps, now, scenes = read.project.fps, 0, []
    for entry in read.scenes:
        panels = []
        for shot in entry.shots:
            frames = film.frames(shot.said.duration or "2s", fps)
            more = {"transition": shot.said.transition or ""} | changes.get(shot.id, {})
            place = entry.scene.id if entry.scene else "shots"
            panels.append(
                panel(shot.id, start=now, frames=frames, file=f"{place}/{shot.id}.png", **more)
            )
            now += frames
        said = entry.scene.said if entry.scene else None
        name = (
            {"id": said.id, "slug": said.slug, "number": said.number}
            if said
            else {"id": "", "slug": ""}
        )
        scenes.append(scene(*panels, **name))
    start = read.project.start
    return board(*scenes, fps=fps, start=frame_of(start, fps), drop=drops(start))


def cut(what: Board, shots: Iterable[str], lengths: Mapping[str, int] | None = None) -> Board:
    """The board as somebody recut it: these shots in this order, end to end, with these lengths."""
    panels = {each.id: each for each in what.panels()}
    now, edited = 0, list[Panel]()
    for shot in shots:
        frames = (lengths or {}).get(shot, panels[shot].frames)
        edited.append(replace(panels[shot], start=now, frames=frames))
        now += frames
    one = BoardScene("", "", "", "", tuple(edited))
    return replace(what, scenes=(one,), frames=now)


def written(name: str, what: Board, **wishes: Any) -> bytes:
    """A board in a format."""
    exporter = load(FORMATS[name][0])()
    ((path, data),) = exporter.render(
        what, Stock(nothing, nothing), {"media": "../board", "stills": False} | wishes
    )
    assert path == ""
    assert isinstance(data, bytes)
    return data


def proposed(name: str, data: bytes | str, into: Here) -> Proposal:
    """What importing a file of that format would do."""
    content = data.encode() if isinstance(data, str) else data
    found: Proposal = load(FORMATS[name][1])().propose(
        Source(f"cut.{name}", content, nothing), into, {}
    )
    return found


def carried_out(proposal: Proposal, **files: str) -> dict[str, str]:
    """The project's files after a proposal."""
    return {
        name: amended(text, proposal.edits, PROJECT if name == "main" else f"{name}.yaml")
        for name, text in files.items()
    }


def order(read: Manifest) -> list[tuple[str, int]]:
    """Shots with their frames, in the order of the film."""
    fps = read.project.fps
    return [(shot.id, film.frames(shot.said.duration or "2s", fps)) for _, shot in read.shots()]
