"""From an edited cut to a proposal: new lengths of shots, another order, and every difference that
a manifest cannot take.

Pictures are never touched: a shot stays in its scene, for it is drawn with that scene's place and
hour. Nothing is deleted: a shot that is not in the cut stays where it is, and is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from storyforge.core import film
from storyforge.core import manifest as m
from storyforge.core.errors import Problem, UsageError
from storyforge.core.mark import show
from storyforge.core.proposal import Edit, Here, Left, Order, Proposal, Put, Row
from storyforge.core.reading import Entry, Manifest, SceneEntry
from storyforge.core.timecode import duration, timecode

DEFAULT = "2s"
"""How long a shot is that says nothing."""

BLENDS = ("dissolve", "wipe")
_MOST_TOLD = 200  # differences that are listed one by one
_SHOWN = 60  # characters of a foreign name
_TAKE = re.compile(r"\.\d+$")
_PLACED = re.compile(r"[0-9a-z][0-9a-z_-]*?[_-](?=.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the cut's main track. `names`: what may name the shot, the surest first.
    `length`: in frames of the project, exact. `blend`: how it goes over into the next piece:
    `dissolve`, `wipe`, another word, or empty. `gap`: nothing is seen."""

    place: str
    names: tuple[str, ...]
    length: Fraction
    blend: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Recut:
    """A timeline as it was read: pieces in order, and what was passed over."""

    pieces: tuple[Piece, ...]
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()


def project_of(here: Here, name: str) -> Manifest:
    """The project that a cut is of; raises UsageError where there is none."""
    if here.manifest is None:
        sentence = f"{show(name)} is a cut, and there is no project here that it could be of"
        advice = "go to the project's folder; a project can begin with a script or a shot list"
        raise UsageError(Problem("F004", sentence, advice=advice))
    return here.manifest


def shots_by_name(manifest: Manifest) -> Mapping[str, str]:
    """Every name that a shot has or had, to its id: a cut may be older than a renaming."""
    known = {shot.id: shot.id for _, shot in manifest.shots()}
    renamed = manifest.project.moved
    for old in renamed:
        name, seen = old, {old}
        while name not in known and name in renamed and renamed[name] not in seen:
            name = renamed[name]
            seen.add(name)
        if name in known:
            known.setdefault(old, known[name])
    return known


def named(names: Iterable[str], shots: Mapping[str, str]) -> str | None:
    """The shot that one of `names` means: an id, or a file made of one (`s010.png`, `s020.2.png`,
    `0010_sc1_s010.png`)."""
    for name in names:
        words = name.strip().casefold().replace("\\", "/").rpartition("/")[2]
        stem = words.rpartition(".")[0] or words
        for each in (words, stem, _TAKE.sub("", stem)):
            if each in shots:
                return shots[each]
        for found in _PLACED.finditer(stem):
            if (rest := _TAKE.sub("", stem[found.end() :])) in shots:
                return shots[rest]
    return None


def exact(number: float, rate: float, fps: str) -> Fraction:
    """A time of a timeline at `rate` in frames of the project.

    Rates that count alike (24 and 23.976) are frame for frame, as crews use them.
    """
    near = min(film.RATES.values(), key=lambda each: abs(float(each) - rate))
    theirs = near if abs(float(near) - rate) < 0.01 else Fraction(rate).limit_denominator(1001)
    return converted(Fraction(number).limit_denominator(1_000_000), theirs, fps)


def converted(frames: Fraction, theirs: Fraction, fps: str) -> Fraction:
    """Frames at the rate `theirs` in frames of the project; see `exact`."""
    mine = film.RATES[fps]
    return frames if round(theirs) == round(mine) else frames * mine / theirs


@dataclass
class _Reading:
    """The cut against the manifest."""

    manifest: Manifest
    lengths: dict[str, int] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    blends: dict[str, tuple[str, str]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    rounded: int = 0


def proposal(recut: Recut, here: Here, name: str) -> Proposal:
    """What the cut changes: `duration:` of shots, and the order of shots and scenes.

    Raises UsageError when nothing of it is a shot of this project.
    """
    manifest = project_of(here, name)
    read = _Reading(manifest, left=list(recut.left))
    _read(recut, read)
    if not read.order:
        sentence = f"nothing in {show(name)} is a shot of this project"
        advice = "clips are known by their names or files: `s010`, `s010.png`"
        raise UsageError(Problem("F052", sentence, advice=advice))
    groups = _groups(manifest, read)
    _strays(read, groups)
    _transitions(read)
    edits, rows = _changes(manifest, read, groups)
    return Proposal(
        _summary(read),
        {},
        edits=tuple(edits),
        rows=tuple(rows),
        left=tuple(_told(read.left)),
        notes=(*_notes(recut, read),),
    )


def _read(recut: Recut, read: _Reading) -> None:
    """Lengths and order of the shots; cut points are rounded, not lengths, so nothing drifts."""
    shots = shots_by_name(read.manifest)
    at, last = Fraction(0), ""
    for piece in recut.pieces:
        frames = round(at + piece.length) - round(at)
        at += piece.length
        shot = named(piece.names, shots)
        if shot is None:
            read.left.append(_foreign(piece, read.manifest.project.fps))
        elif shot in read.lengths and shot != last:
            why = "a shot is once in a board: its first use counts"
            read.left.append(Left(piece.place, f"{shot} again", why))
        elif not 1 <= read.lengths.get(shot, 0) + frames <= _most(read.manifest):
            why = "a shot has at least one frame, and at most 24 hours"
            read.left.append(Left(piece.place, shot, why))
        else:
            read.rounded += piece.length.denominator != 1
            if shot not in read.lengths:
                read.order.append(shot)
            read.lengths[shot] = read.lengths.get(shot, 0) + frames
            read.blends[shot] = (piece.blend, piece.place)
        last = shot or ""


def _most(manifest: Manifest) -> int:
    return 24 * 3600 * round(film.RATES[manifest.project.fps])


def _foreign(piece: Piece, fps: str) -> Left:
    length = _time(round(piece.length), fps)
    if piece.gap:
        return Left(piece.place, f"a gap of {length}", "a board has no gaps")
    known = next(filter(None, piece.names), "a clip without a name")
    return Left(piece.place, f"{show(known[:_SHOWN])} ({length})", "it is no shot of this project")


def _time(frames: int, fps: str) -> str:
    return timecode(frames, fps)


@dataclass(frozen=True)
class _Group:
    """A scene's shots: as they are, and as the cut wants them. `number`: its place among all."""

    entry: SceneEntry
    number: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.entry.scene.id if self.entry.scene else "shots outside any scene"

    @property
    def scenes_of(self) -> str:
        """The file whose list of scenes it is in; empty for shots outside any scene."""
        return self.entry.scene.file if self.entry.scene else ""


def _groups(manifest: Manifest, read: _Reading) -> list[_Group]:
    """All scenes in the order that the cut wants, as far as their files allow."""
    place = {shot: number for number, shot in enumerate(read.order)}
    groups = []
    for number, entry in enumerate(manifest.scenes):
        before = tuple(shot.id for shot in entry.shots)
        groups.append(_Group(entry, number, before, _sorted(before, place)))
    middles: dict[int, float] = {}
    last = -1.0
    for group in groups:
        places = sorted(place[shot] for shot in group.before if shot in place)
        # A scene that is not in the cut stays behind the one before it.
        last = places[len(places) // 2] if places else last
        middles[group.number] = last
    wished = list(groups)
    for file in dict.fromkeys(group.scenes_of for group in groups if group.scenes_of):
        slots = [at for at, group in enumerate(groups) if group.scenes_of == file]
        ordered = sorted((groups[at] for at in slots), key=lambda each: middles[each.number])
        for at, group in zip(slots, ordered, strict=True):
            wished[at] = group
    now, then = (len(_out_of_place(each, place)) for each in (groups, wished))
    return wished if then < now else groups


def _sorted(before: tuple[str, ...], place: Mapping[str, int]) -> tuple[str, ...]:
    """Shots in the order of the cut; one that is not in it stays behind the one before it."""
    heads: list[list[str]] = []
    first: list[str] = []
    for shot in before:
        if shot in place:
            heads.append([shot])
        else:
            (heads[-1] if heads else first).append(shot)
    heads.sort(key=lambda each: place[each[0]])
    return (*first, *(shot for each in heads for shot in each))


def _out_of_place(groups: Sequence[_Group], place: Mapping[str, int]) -> list[str]:
    """Shots that stand elsewhere in the cut: the fewest without which the orders agree."""
    return _moved([shot for group in groups for shot in group.after if shot in place], place)


def _moved(order: Sequence[str], place: Mapping[str, int]) -> list[str]:
    """The fewest of `order` that must move so that it follows `place`: all but a longest rising
    run, which is found by patience sorting."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for number, shot in enumerate(order):
        at = bisect_left(tails, place[shot])
        back.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [place[shot]]
        ends[at : at + 1] = [number]
    stay: set[int] = set()
    number = ends[-1] if ends else -1
    while number >= 0:
        stay.add(number)
        number = back[number]
    return [shot for number, shot in enumerate(order) if number not in stay]


def _strays(read: _Reading, groups: Sequence[_Group]) -> None:
    """What the order of the cut wants and the manifest cannot: shots among those of other
    scenes."""
    place = {shot: number for number, shot in enumerate(read.order)}
    home = {shot: group.name for group in groups for shot in group.before}
    for shot in _out_of_place(groups, place):
        number = place[shot]
        near = [read.order[each] for each in (number - 1, number + 1) if 0 <= each < len(place)]
        what = f"{shot} of {home[shot]} beside {' and '.join(near)}"
        why = "it is drawn with its scene's place and hour, so it stays there: move it by hand"
        read.left.append(Left(read.blends[shot][1], what, why))


def _transitions(read: _Reading) -> None:
    """Blends of the cut that the manifest does not have."""
    said = {shot.id: shot.said.transition or "" for _, shot in read.manifest.shots()}
    for shot, (blend, place) in read.blends.items():
        if blend and blend != said[shot]:
            now = f"`transition: {said[shot]}`" if said[shot] else "a cut"
            why = f"the board says {now}: change `transition:` by hand if it is meant"
            read.left.append(Left(place, f"{blend} at the end of {shot}", why))


def _changes(
    manifest: Manifest, read: _Reading, groups: Sequence[_Group]
) -> tuple[list[Edit], list[Row]]:
    edits: list[Edit] = list(_scene_orders(groups))
    rows: list[Row] = []
    place = {shot: number for number, shot in enumerate(read.order)}
    for at, group in enumerate(groups):
        if group.scenes_of and group.number != at and _shifted(groups, group):
            place_of = ("place", f"scene {group.number + 1}", f"scene {at + 1}")
            rows.append(Row("moved", group.name, group.scenes_of, (place_of,)))
        if group.after != group.before:
            first = group.entry.shots[0]
            order = tuple(group.before.index(shot) for shot in group.after)
            edits.append(Order(first.file, first.path[:-1], order))
        known = {shot.id: shot for shot in group.entry.shots}
        moved = set(_moved([shot for shot in group.before if shot in place], place))
        for number, name in enumerate(group.after):
            was = group.before.index(name)
            fields: tuple[tuple[str, str, str], ...] = ()
            if name in moved and was != number:
                fields = (("place", str(was + 1), str(number + 1)),)
            put, length = _length(known[name], read, manifest.project.fps)
            edits += put
            if fields or length:
                said = (*fields, *length)
                rows.append(Row("moved" if fields else "changed", name, group.name, said))
    return edits, rows


def _shifted(groups: Sequence[_Group], group: _Group) -> bool:
    """Whether a scene is one of the fewest that must move."""
    names = {str(each.number): at for at, each in enumerate(groups)}
    numbers = [str(number) for number in range(len(groups))]
    return str(group.number) in _moved(numbers, names)


def _scene_orders(groups: Sequence[_Group]) -> Iterator[Order]:
    for file in dict.fromkeys(group.scenes_of for group in groups if group.scenes_of):
        scenes = (group.entry.scene for group in groups if group.scenes_of == file)
        order = [int(scene.path[-1]) for scene in scenes if scene]
        if order != sorted(order):
            yield Order(file, ("scenes",), tuple(order))


def _length(
    shot: Entry[m.Shot], read: _Reading, fps: str
) -> tuple[list[Put], tuple[tuple[str, str, str], ...]]:
    """A shot's new length, where the cut has another."""
    before = shot.said.duration or ""
    frames = read.lengths.get(shot.id)
    if frames is None or frames == film.frames(before or DEFAULT, fps):
        return [], ()
    after = duration(frames, fps)
    was = before or f"{DEFAULT} (unsaid)"
    return [Put(shot.file, (*shot.path, "duration"), after)], (("duration", was, after),)


def _summary(read: _Reading) -> str:
    """The cut in a line: how much of the film it is, and how long that runs before and after."""
    fps = read.manifest.project.fps
    was = {
        shot.id: film.frames(shot.said.duration or DEFAULT, fps)
        for _, shot in read.manifest.shots()
    }
    before, after = sum(was.values()), sum((was | read.lengths).values())
    many = f"{len(was)} shots" if len(was) != 1 else "the one shot"
    many = many if len(read.lengths) == len(was) else f"{len(read.lengths)} of {many}"
    long = f"a cut of {many}, {_time(sum(read.lengths.values()), fps)} long"
    runs = f"the board runs {_time(before, fps)}"
    return f"{long}; {runs}" + (f" now, {_time(after, fps)} then" if before != after else "")


def _notes(recut: Recut, read: _Reading) -> Iterator[str]:
    yield from recut.notes
    missing = [shot.id for _, shot in read.manifest.shots() if shot.id not in read.lengths]
    if missing:
        shown = ", ".join(missing[:12]) + (f" and {len(missing) - 12} more" if missing[12:] else "")
        one = len(missing) == 1
        yield (
            f"{shown} {'is' if one else 'are'} not in the cut, and {'stays' if one else 'stay'} "
            f"on the board: delete {'it' if one else 'them'} by hand if that is meant"
        )
    if read.rounded:
        fps = read.manifest.project.fps
        one = read.rounded == 1
        yield (
            f"{read.rounded} length{' was' if one else 's were'} no whole number of frames at "
            f"{fps}: cut points are rounded to the nearest frame"
        )


def _told(left: Sequence[Left]) -> Iterator[Left]:
    """In the order of the film, each kind of place for itself; not more than anybody reads."""
    yield from sorted(left, key=_by_place)[:_MOST_TOLD]
    if len(left) > _MOST_TOLD:
        yield Left("", f"{len(left) - _MOST_TOLD} more", "too many to list")


def _by_place(left: Left) -> tuple[str, int]:
    word, _, number = left.place.rpartition(" ")
    return word, int(number) if number.isdecimal() else 0
