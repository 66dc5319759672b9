"""An edited OpenTimelineIO file, read as a cut."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import opentimelineio as otio

from storyforge.core.errors import Problem, UsageError
from storyforge.core.mark import show
from storyforge.core.proposal import Here, Left, Proposal
from storyforge.core.seams import Source
from storyforge.importers import recut
from storyforge.importers.recut import Piece, Recut

KEY = "storyforge"
_DEEP = 120  # levels of nesting; a real timeline has some twenty
_BLENDS = {"SMPTE_Dissolve": "dissolve", "SMPTE_Wipe": "wipe"}
_SHOWN = 60


class Cut:
    """Reads `.otio`: the track with most shots counts; all else is told."""

    def propose(
        self,
        source: Source,
        here: Here,
        wishes: Mapping[str, Any],  # noqa: ARG002
    ) -> Proposal:
        """Order and lengths of an edited timeline, as changes of the manifest. Raises
        UsageError."""
        manifest = recut.project_of(here, source.name)
        read = _Timeline(source.name, manifest.project.fps, recut.shots_by_name(manifest))
        try:
            return recut.proposal(read.recut(_opened(source)), here, source.name)
        except (ValueError, OverflowError, ZeroDivisionError) as error:
            raise _broken(source.name, "a time in it is no time") from error


def _broken(name: str, why: str) -> UsageError:
    sentence = f"{show(name)} is no OpenTimelineIO file that can be read: {show(why)}"
    return UsageError(Problem("F051", sentence, advice="export it again as `.otio`"))


def _opened(source: Source) -> otio.schema.Timeline:
    try:
        text = source.data.decode("utf-8-sig")
        _check(json.loads(text), source.name)
        found = otio.adapters.read_from_string(text, "otio_json")
    except UnicodeDecodeError as error:
        raise _broken(source.name, "it is no text") from error
    except json.JSONDecodeError as error:
        raise _broken(source.name, f"line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise _broken(source.name, "it is nested too deeply") from error
    except UsageError:
        raise
    except Exception as error:  # whatever a damaged schema makes the library raise
        raise _broken(source.name, str(error).partition("\n")[0][:200]) from error
    if isinstance(found, otio.schema.SerializableCollection):
        timelines = [each for each in found if isinstance(each, otio.schema.Timeline)]
        found = timelines[0] if len(timelines) == 1 else None
    if not isinstance(found, otio.schema.Timeline):
        raise _broken(source.name, "it does not hold one timeline")
    return found


def _check(value: object, name: str) -> None:
    """Nothing that would bring a reader down: too deep, or a number that is none."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        if depth > _DEEP:
            raise _broken(name, "it is nested too deeply")
        if isinstance(each, float) and not math.isfinite(each):
            raise _broken(name, "a number in it is no number")
        below = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        waiting += [(one, depth + 1) for one in below]


class _Timeline:
    """One timeline; `left` grows as it is read."""

    def __init__(self, name: str, fps: str, shots: Mapping[str, str]) -> None:
        self.name, self.fps, self.shots = name, fps, shots
        self.left: list[Left] = []

    def recut(self, timeline: otio.schema.Timeline) -> Recut:
        self._markers(timeline.tracks, "the timeline")
        tracks = [each for each in timeline.tracks if isinstance(each, otio.schema.Track)]
        for other in timeline.tracks:
            if other not in tracks:
                self._leave("the timeline", _called(other), "only tracks are read")
        videos = [each for each in tracks if each.kind == otio.schema.TrackKind.Video]
        if not videos:
            raise _broken(self.name, "there is no video track in it")
        main = max(videos, key=self._known)  # the lowest of those that have the most
        for number, track in enumerate(tracks, 1):
            if track is not main:
                self._other(track, f"track {number}")
        return Recut(tuple(self._pieces(main)), tuple(self.left))

    def _known(self, track: otio.schema.Track) -> int:
        return sum(recut.named(_names(each), self.shots) is not None for each in track)

    def _other(self, track: otio.schema.Track, place: str) -> None:
        video = track.kind == otio.schema.TrackKind.Video
        clips = [each for each in track if not _passed_over(each)]
        why = "order and lengths come from the track with most shots"
        for clip in clips if video else ():
            self._leave(place, _called(clip), why)
        if clips and not video:
            count = f"{len(clips)} clip{'s' * (len(clips) != 1)}"
            self._leave(place, f"sound: {count}", "only the picture's cut is read")

    def _pieces(self, track: otio.schema.Track) -> Iterator[Piece]:
        if track.source_range is not None:
            self._leave("the track", "its own trim", "it is read whole")
        self._effects(track, "the track")
        self._markers(track, "the track")
        children = list(track)
        for number, item in enumerate(children, 1):
            place = f"clip {number}"
            if isinstance(item, otio.schema.Transition):
                continue
            following = children[number] if number < len(children) else None
            blend = self._blend(following)
            gap = isinstance(item, otio.schema.Gap)
            if not getattr(item, "enabled", True):
                self._leave(place, _called(item), "it is switched off in the cut")
                gap = True
            self._effects(item, place)
            self._markers(item, place)
            if gap and not self._length(item):
                continue
            names = () if gap else _names(item)
            yield Piece(place, names, self._length(item), blend, gap)

    def _blend(self, following: object) -> str:
        if not isinstance(following, otio.schema.Transition):
            return ""
        kind = following.transition_type
        return _BLENDS.get(kind, show(str(following.name or kind or "a transition")[:_SHOWN]))

    def _length(self, item: otio.core.Item) -> Fraction:
        try:
            span = item.trimmed_range().duration
        except otio.exceptions.OTIOError:
            raise _broken(self.name, f"{_called(item)} has no length") from None
        if span.rate <= 0 or not math.isfinite(span.value) or not math.isfinite(span.rate):
            raise _broken(self.name, f"{_called(item)} has no length")
        return recut.exact(span.value, span.rate, self.fps)

    def _effects(self, item: otio.core.Item, place: str) -> None:
        for effect in item.effects:
            if isinstance(effect, otio.schema.FreezeFrame):
                what = "a frozen frame"
            elif isinstance(effect, otio.schema.LinearTimeWarp):
                what = f"speed {effect.time_scalar * 100:g} %"
            else:
                what = f"effect {show(str(effect.name or effect.effect_name)[:_SHOWN])}"
            why = "a board has no effects; its length on screen counts"
            self._leave(place, f"{what} on {_called(item)}", why)

    def _markers(self, item: otio.core.Item, place: str) -> None:
        for marker in item.markers:
            if KEY not in marker.metadata:
                words = " ".join(filter(None, (marker.name, getattr(marker, "comment", ""))))
                self._leave(
                    place,
                    f"marker: {show(words[:_SHOWN])}",
                    "markers are not read: put it in `notes:`",
                )

    def _leave(self, place: str, what: str, why: str) -> None:
        self.left.append(Left(place, what, why))


def _passed_over(item: Any) -> bool:
    """Whether an item is nothing, or a sound of ours."""
    found = item.metadata.get(KEY)
    ours = hasattr(found, "get") and "sound_file" in found
    return isinstance(item, otio.schema.Gap) or ours


def _called(item: Any) -> str:
    name = getattr(item, "name", "") or next(iter(_names(item)), "")
    return show(str(name)[:_SHOWN]) or f"a {type(item).__name__.lower()} without a name"


def _names(item: Any) -> tuple[str, ...]:
    """What may name the shot that an item is: our own id, its name, its media's name and file."""
    found: Any = getattr(item, "metadata", {}).get(KEY)
    known = found.get("id") if hasattr(found, "get") else ""
    media = getattr(item, "media_reference", None)
    names = (
        known,
        getattr(item, "name", ""),
        getattr(media, "name", ""),
        getattr(media, "target_url", ""),
    )
    return tuple(str(each) for each in names if each)
