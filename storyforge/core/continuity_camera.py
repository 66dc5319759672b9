"""Where the camera stands from shot to shot: direction, the line, one set-up twice, a wide view."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from storyforge.core.continuity_sides import facing_of, order_of, way_of
from storyforge.core.errors import Trouble
from storyforge.core.panels import Panel, Strip, bag, told
from storyforge.core.resolve import NOBODY

_WIDE = bag("ES MASTER ELS LS FS")
_GENERAL = bag("ES MASTER ELS")
_CLOSE = bag("ECU BCU CU MCU MS")
_FEWEST = 4  # shots of a scene that wants a wide view
_STEP = 30  # degrees that a camera goes between two shots, at least
# Camera moves that carry us over to the other side.
_ROUND = ("arc", "steadicam", "handheld", "drone", "whip pan")
_TURNS = bag(
    """
    turns turn turned spins back reverses returns doubles wheels round around opposite other
    swaps crosses crossing past circles passes between behind reverse retreats retraces
    again flip mirror switch switches right left
    """
)
_SIDES = bag("left right")
# Words of a prompt by which the camera stands elsewhere though no field says so.
_ELSEWHERE = bag(
    """
    behind profile above overhead below beneath reverse side closer close wide wider through
    back front reflection mirror silhouette distance far near window doorway shoulder low
    high opposite foreground background top outside inside away angle camera view tracking
    pov handheld aerial
    """
)
_SETUP = ("framing", "perspective", "level", "roll", "ratio", "style", "location", "time")


def reversed_ways(strip: Strip) -> Iterator[Trouble]:
    """K107: somebody goes right in one shot and left in the next."""
    row = [panel for panel in strip.panels if panel.shot["framing"] != "insert"]
    for before, now in pairwise(row):
        if before.where != now.where or before.ends_apart or _carried(before, now):
            continue
        for owner in before.people.keys() & now.people.keys():
            first, second = way_of(before, owner), way_of(now, owner)
            if not first or not second or first == second:
                continue
            if _TURNS.isdisjoint(now.words) and before.words.isdisjoint(_TURNS - _SIDES):
                yield _reversed(owner, before, now, first, second)


def _carried(before: Panel, now: Panel) -> bool:
    """Whether the camera itself goes over to the other side, or the eyes are another's."""
    if "pov" in (before.shot["perspective"], now.shot["perspective"]):
        return True
    if now.shot["size"] in _GENERAL or "overhead" in (before.shot["level"], now.shot["level"]):
        return True
    moves = (*(before.shot.entry.said.movement or ()), *(now.shot.entry.said.movement or ()))
    return any(move.startswith(_ROUND) for move in moves)


def _reversed(owner: str, before: Panel, now: Panel, first: str, second: str) -> Trouble:
    sentence = (
        f"{owner} goes {first} in {before.id} and {second} in {now.id}: "
        "on the screen they turn round"
    )
    advice = "keep the direction, turn them in view, or put a shot from straight ahead between"
    also = [(f"{before.id} is here", before.of(owner))]
    return told("K107", sentence, now.of(owner), advice, also=also)


def crossed(strip: Strip) -> Iterator[Trouble]:
    """K108: two people change sides from one shot to another of both, or look the same way while
    they talk."""
    known: dict[tuple[str, str, str], tuple[Panel, int]] = {}
    for panel in strip.panels:
        if panel.shot["size"] in _GENERAL or panel.shot["framing"] == "cutaway":
            known.clear()  # the place is shown anew
        if not 2 <= len(panel.people) <= 4 or _free(panel):
            known = known if len(panel.people) < 2 else {}
            continue
        for one, other in combinations(sorted(panel.people), 2):
            order = order_of(panel, one, other)
            if not order:
                continue
            before = known.get((one, other, panel.place))
            known[one, other, panel.place] = panel, order
            if before and before[1] != order and not _moved(strip, before[0], panel):
                yield _crossed(one, other, before[0], panel, order)
    yield from _blind(strip)


def _free(panel: Panel) -> bool:
    """Whether a shot shows the place from wherever it likes."""
    moves = panel.shot.entry.said.movement or ()
    return panel.shot["perspective"] == "pov" or any(move.startswith(_ROUND) for move in moves)


def _moved(strip: Strip, before: Panel, now: Panel) -> bool:
    """Whether words between two shots account for another order, or time passes."""
    way = strip.between(before, now)
    words = frozenset[str]().union(*(each.words for each in way))
    apart = before.shot["time"] != now.shot["time"] or any(each.apart for each in way)
    elsewhere = before.shot["location"] != now.shot["location"]
    passed = any(each.ends_apart or _free(each) for each in way[:-1])
    return apart or elsewhere or passed or not words.isdisjoint(_TURNS - _SIDES)


def _crossed(one: str, other: str, before: Panel, now: Panel, order: int) -> Trouble:
    left, right = (one, other) if order < 0 else (other, one)
    sentence = (
        f"{left} is left of {right} in {now.id} and right of them in {before.id}: "
        "the camera crosses the line"
    )
    advice = f"keep {right} on the left, or show the change in a shot of its own"
    also = [(f"{before.id} is here", before.here)]
    return told("K108", sentence, now.of(left), advice, also=also)


def _blind(strip: Strip) -> Iterator[Trouble]:
    """Two who talk, each alone in a shot, and both face the same side."""
    for before, now in pairwise(strip.panels):
        if before.place != now.place or before.ends_apart or _carried(before, now):
            continue
        if not all(_talks_alone(panel) for panel in (before, now)):
            continue
        (one,), (other,) = before.people, now.people
        side = facing_of(before, one)
        if one == other or not side or side != facing_of(now, other):
            continue
        if not before.words.isdisjoint(_TURNS) or not now.words.isdisjoint(_TURNS):
            continue
        sentence = (
            f"{one} in {before.id} and {other} in {now.id} talk, and both face {side}: "
            "their looks do not meet"
        )
        back = "right" if side == "left" else "left"
        also = [(f"{before.id} is here", before.of(one))]
        yield told("K108", sentence, now.of(other), f"let one of them face {back}", also=also)


def _talks_alone(panel: Panel) -> bool:
    """Whether a shot is a close one of somebody who speaks in it, and stands or sits still."""
    if len(panel.people) != 1 or panel.shot["size"] not in _CLOSE:
        return False
    (owner,) = panel.people
    said = [line for line in panel.shot.entry.said.dialogue if line.mode in ("", "CONT'D")]
    return any(line.speaker == owner for line in said) and not way_of(panel, owner)


def twice(strip: Strip) -> Iterator[Trouble]:
    """K109: the same people in the same size, with the same lens, from less than 30° away."""
    for before, now in pairwise(strip.panels):
        one, other = before.shot, now.shot
        if not before.people or before.people.keys() != now.people.keys() or before.ends_apart:
            continue
        if one["size"] is None or one["size"] != other["size"] or one["lens"] != other["lens"]:
            continue
        if any(one[name] != other[name] for name in _SETUP) or one["framing"] in NOBODY:
            continue
        if abs((one["angle"] or 0) - (other["angle"] or 0)) >= _STEP or now.apart:
            continue
        if other.entry.said.source or _turned(before, now) or not _alike(before, now):
            continue
        lens = f" at {one['lens']} mm" if one["lens"] else ""
        who = " and ".join(now.people)
        sentence = (
            f"{before.id} and {now.id} show {who} as {one['size']}{lens} from the same side: "
            "a jump cut"
        )
        advice = f"change the size, or go round by {_STEP}° or more (`angle:`, `facing:`)"
        also = [(f"{before.id} is here", before.spot("size"))]
        yield told("K109", sentence, now.spot("size"), advice, also=also)


def _turned(before: Panel, now: Panel) -> bool:
    """Whether somebody is turned to us otherwise, or stands elsewhere in the frame."""
    for owner, one in now.people.items():
        was = before.people[owner]
        if one.facing != was.facing or one.position != was.position:
            return True
    return False


def _alike(before: Panel, now: Panel) -> bool:
    """Whether no word and no move puts the camera elsewhere."""
    one, other = before.words & _ELSEWHERE, now.words & _ELSEWHERE
    moves = before.shot.entry.said.movement, now.shot.entry.said.movement
    return one == other and not any(move and move != ("static",) for move in moves)


def unestablished(strip: Strip) -> Iterator[Trouble]:
    """K110: four shots or more in one place, all of them close."""
    scene = strip.scene.scene
    if not scene or not scene.said.location or len(strip.panels) < _FEWEST:
        return
    own = scene.said.location.partition("/")[0]
    sizes = set()
    for panel in strip.panels:
        shot = panel.shot
        if shot["framing"] in ("insert", "cutaway") and shot["size"] not in _WIDE:
            continue
        if shot["framing"] in ("empty", "crowd") or shot["level"] in ("aerial", "overhead"):
            return
        if shot["size"] is None or shot["size"] in _WIDE or panel.place != own:
            return
        sizes.add(shot["size"])
    if not sizes or _shown_before(strip, own):
        return
    sentence = (
        f'scene "{scene.id}" has {len(strip.panels)} shots and none that shows where it is: '
        "all are MLS or closer"
    )
    advice = "begin with a wide one, such as `size: establishing` or `size: LS`"
    yield told("K110", sentence, scene.spot("id"), advice)


def _shown_before(strip: Strip, place: str) -> bool:
    """Whether the scene before already was in this place."""
    before = strip.before
    return before is not None and any(panel.place == place for panel in before.panels)
