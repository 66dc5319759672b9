"""The sounds of a film, each with the frame at which it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storyforge.core import manifest as m
from storyforge.core import sound
from storyforge.core.board import BoardScene, Track
from storyforge.core.errors import Spot
from storyforge.core.places import project_path
from storyforge.core.reading import Manifest


def tracks_of(manifest: Manifest, scenes: Iterable[BoardScene]) -> tuple[Track, ...]:
    """Those of the whole film as they are written, then those of the shots in the film's order."""
    project = manifest.project
    whole = (
        _track(laid, manifest.file, sound.in_film(laid.at, project.start, project.fps), "")
        for laid in project.audio
    )
    starts = {panel.id: panel.start for scene in scenes for panel in scene.panels}
    return (*whole, *_of_shots(manifest, starts))


def _of_shots(manifest: Manifest, starts: dict[str, int]) -> Iterator[Track]:
    for scene in manifest.scenes:
        for shot in scene.shots:
            for laid in shot.said.audio:
                start = starts[shot.id] + sound.offset(laid.at, manifest.project.fps)
                yield _track(laid, shot.file, start, shot.id)


def _track(laid: m.Sound, file: str, start: int, shot: str) -> Track:
    path, _ = project_path(laid.file, file, Spot(file, ()))
    return Track(path, start, laid.gain, laid.name, shot)
