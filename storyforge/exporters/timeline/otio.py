"""OpenTimelineIO: one timeline, one video track, a clip a panel, everything known under one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import opentimelineio as otio

from storyforge.core import film
from storyforge.core.board import Board
from storyforge.core.seams import Stock
from storyforge.exporters.timeline import cutting
from storyforge.exporters.timeline.cutting import Cut, Shot
from storyforge.exporters.timeline.sounds import Sound, sounds_of

KEY = "storyforge"
_TYPES = {"dissolve": otio.schema.TransitionTypes.SMPTE_Dissolve, "wipe": "SMPTE_Wipe"}
_STILL = 3600  # seconds that a still picture has at least, so that it can be made longer


class OpenTimeline:
    """Writes `.otio`. Rates are exact (24000/1001); the same board gives the same bytes."""

    def render(
        self, board: Board, stock: Stock, wishes: Mapping[str, Any]
    ) -> Iterator[tuple[str, bytes]]:
        """One file. `media`: where the board's folder is, seen from the timeline; `stills`:
        pictures only."""
        cut, media = cutting.of_wishes(board, wishes)
        yield "", (_Writer(cut, media, stock).timeline().to_json_string(indent=1) + "\n").encode()


class _Writer:
    def __init__(self, cut: Cut, media: str, stock: Stock) -> None:
        self.cut, self.media, self.stock = cut, media, stock
        self.rate = float(film.RATES[cut.fps])

    def timeline(self) -> otio.schema.Timeline:
        board = self.cut.board
        timeline = otio.schema.Timeline(
            name=cutting.plain(board.title),
            global_start_time=self._time(self.cut.start),
            metadata={KEY: cutting.facts_of_film(board) | {"drop": self.cut.drop}},
        )
        track = otio.schema.Track(name="V1", kind=otio.schema.TrackKind.Video)
        for number, shot in enumerate(self.cut.shots):
            last = self.cut.shots[number - 1].end if number else 0
            if shot.at > last:
                track.append(otio.schema.Gap(source_range=self._range(0, shot.at - last)))
            track.append(self._clip(shot))
            if shot.blend:
                track.append(self._transition(shot))
            self.stock.told(number + 1, len(self.cut.shots))
        timeline.tracks.append(track)
        for number, sound in enumerate(sounds_of(self.cut, self.stock), 1):
            timeline.tracks.append(self._sound(sound, f"A{number}"))
        timeline.tracks.markers.extend(
            self._marker(shot.at, shot.panel.frames, cutting.headed(shot.scene), "GREEN", scene)
            for shot in self.cut.shots
            if shot.opens and (scene := {"scene": cutting.plain(shot.scene.id)})
        )
        return timeline

    def _clip(self, shot: Shot) -> otio.schema.Clip:
        panel, name = shot.panel, cutting.plain(shot.panel.id)
        head = shot.before if not shot.length else (shot.length - panel.frames) // 2
        clip = otio.schema.Clip(
            name=name,
            media_reference=self._media(shot, name, head),
            source_range=self._range(head, panel.frames),
            metadata={KEY: cutting.facts(shot)},
        )
        words = dict(cutting.notes(panel))
        for field, colour in (("dialogue", "CYAN"), ("notes", "YELLOW")):
            if field in words:
                said = {"field": field, "text": words[field]}
                clip.markers.append(self._marker(head, 1, words[field], colour, said))
        return clip

    def _media(self, shot: Shot, name: str, head: int) -> otio.core.MediaReference:
        if not shot.file:
            return otio.schema.MissingReference(name=name)
        least = round(_STILL * self.rate)
        length = shot.length or max(least, head + shot.panel.frames + shot.after)
        media = otio.schema.ExternalReference(
            target_url=cutting.address(shot.file, self.media),
            available_range=self._range(0, length),
        )
        media.name = cutting.plain(shot.file.rpartition("/")[2])
        return media

    def _sound(self, sound: Sound, name: str) -> otio.schema.Track:
        """A track for each sound: they may lie over each other."""
        track = otio.schema.Track(name=name, kind=otio.schema.TrackKind.Audio)
        if sound.at:
            track.append(otio.schema.Gap(source_range=self._range(0, sound.at)))
        media = otio.schema.ExternalReference(target_url=sound.address(self.media))
        span = self._range(sound.head, sound.frames)
        metadata = {KEY: sound.facts()}
        track.append(otio.schema.Clip(sound.name, media, span, metadata=metadata))
        return track

    def _transition(self, shot: Shot) -> otio.schema.Transition:
        return otio.schema.Transition(
            name=shot.blend,
            transition_type=_TYPES[shot.blend],
            in_offset=self._time(shot.after),
            out_offset=self._time(shot.after),
        )

    def _marker(
        self, at: int, frames: int, name: str, colour: str, said: Mapping[str, str]
    ) -> otio.schema.Marker:
        return otio.schema.Marker(
            name=name, marked_range=self._range(at, frames), color=colour, metadata={KEY: said}
        )

    def _time(self, frames: int) -> otio.opentime.RationalTime:
        return otio.opentime.RationalTime(frames, self.rate)

    def _range(self, start: int, frames: int) -> otio.opentime.TimeRange:
        return otio.opentime.TimeRange(self._time(start), self._time(frames))
