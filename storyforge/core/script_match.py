"""Which scene and which beat of a new draft is which of the former one.

Equal words first, then words that are alike: within a scene from 0.5, elsewhere from 0.7 (shares
of a sentence, as difflib measures them). Nothing is matched twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from storyforge.core.script import Beat, ScriptScene
from storyforge.core.script_lines import Kept, KeptScene, Lines
from storyforge.core.vocabulary import folded

NEAR: Final = 0.5  # alike enough within one scene
FAR: Final = 0.7  # alike enough anywhere
_LONG: Final = 400  # characters; longer texts are compared word by word
_MOST: Final = 250_000  # pairs that are compared; another film altogether has more
_TELLING: Final = 12  # characters of a text that is looked for in other scenes


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, whatever their case and spaces."""
    a, b = " ".join(one.casefold().split()), " ".join(other.casefold().split())
    if a == b:
        return 1.0
    if max(len(a), len(b)) > _LONG:
        return SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio()
    found = SequenceMatcher(None, a, b, autojunk=False)
    return found.ratio() if found.real_quick_ratio() >= NEAR <= found.quick_ratio() else 0.0


def scenes(former: Lines, now: Sequence[ScriptScene]) -> dict[int, int]:
    """Number of a new scene -> number of the former one that it is."""
    said: dict[str, list[Beat]] = defaultdict(list)
    for kept in former.beats:
        said[kept.scene].append(kept.beat)
    told = [said[each.id] for each in former.scenes]
    result = _unchanged(former.scenes, told, now)
    taken = set(result.values())
    before = {n: _words(beats) for n, beats in enumerate(told) if n not in taken}
    after = {n: _words(each.beats) for n, each in enumerate(now) if n not in result}
    found = [
        (rank + share, -abs(old - new), -new, -old)
        for new in after
        for old in before
        for share in (_share(before[old], after[new]),)
        if (rank := _rank(former.scenes[old], now[new], share)) is not None
    ]
    for *_, new, old in sorted(found, reverse=True):
        if -new not in result and -old not in taken:
            result[-new] = -old
            taken.add(-old)
    return result


def _unchanged(
    scenes: Sequence[KeptScene], told: Sequence[Sequence[Beat]], now: Sequence[ScriptScene]
) -> dict[int, int]:
    """Scenes in which nothing has changed: nothing could be more like them. Most are, and the
    others need not be compared with them."""
    free: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for old, was in enumerate(scenes):
        free[was.number, was.heading, *(beat.digest for beat in told[old])].append(old)
    wanted: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for new, scene in enumerate(now):
        wanted[scene.number, scene.heading, *(beat.digest for beat in scene.beats)].append(new)
    found: dict[int, int] = {}
    for key, here in wanted.items():
        if len(here) == len(free[key]):  # as many as before: in order
            found |= dict(zip(here, free[key], strict=True))
    return found


def _words(beats: Iterable[Beat]) -> Counter[str]:
    return Counter(word for beat in beats for word in beat.text.casefold().split())


def _share(one: Counter[str], other: Counter[str]) -> float:
    whole = one.total() + other.total()
    common = one.keys() & other.keys()
    return 2 * sum(min(one[word], other[word]) for word in common) / whole if whole else 0.0


def _rank(was: KeptScene, scene: ScriptScene, share: float) -> float | None:
    """How surely two scenes are one; None when they are not."""
    number = bool(was.number) and folded(was.number) == folded(scene.number)
    heading = folded(was.heading) == folded(scene.heading)
    ranks = (
        (5.0, number and heading),
        (4.0, number and share >= NEAR),
        (3.0, heading and share >= NEAR),
        (2.0, share >= FAR),
        (1.5, number and likeness(was.heading, scene.heading) >= FAR),
        (1.0, heading),
        (0.0, share >= NEAR),
    )
    return next((rank for rank, holds in ranks if holds), None)


@dataclass(slots=True)
class _Pairs:
    """Beats of both drafts that have found each other."""

    found: dict[int, Kept] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def pair(self, number: int, kept: Kept) -> None:
        self.found[number] = kept
        self.taken.add(kept.id)


def beats(former: Lines, now: Sequence[ScriptScene], matched: Mapping[int, int]) -> dict[int, Kept]:
    """Number of a new beat, counted through the script -> the former beat that it is."""
    old: dict[str, list[Kept]] = defaultdict(list)
    for kept in former.beats:
        old[kept.scene].append(kept)
    pairs, number = _Pairs(), 0
    numbered: list[tuple[int, Beat]] = []
    by_scene: list[tuple[list[Kept], list[tuple[int, Beat]]]] = []
    for index, scene in enumerate(now):
        here = list(enumerate(scene.beats, start=number))
        number += len(here)
        numbered += here
        if index in matched:
            by_scene.append((old[former.scenes[matched[index]].id], here))
    for was, here in by_scene:
        _equal(pairs, was, here)
    for was, here in by_scene:
        _alike(pairs, was, here, NEAR)
    telling = [each for each in numbered if len(each[1].text) >= _TELLING]
    everywhere = [each for each in former.beats if len(each.beat.text) >= _TELLING]
    _anywhere(pairs, everywhere, telling)
    _alike(pairs, everywhere, telling, FAR)
    return pairs.found


def _equal(pairs: _Pairs, was: Sequence[Kept], here: Sequence[tuple[int, Beat]]) -> None:
    """Equal beats of one scene: those in the same order first."""
    before = [each.beat.digest for each in was]
    after = [beat.digest for _, beat in here]
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            pairs.pair(here[block.b + step][0], was[block.a + step])
    _anywhere(pairs, was, here)


def _anywhere(pairs: _Pairs, was: Iterable[Kept], here: Iterable[tuple[int, Beat]]) -> None:
    """Equal beats wherever they stand, in order."""
    free: dict[str, list[Kept]] = defaultdict(list)
    for kept in was:
        if kept.id not in pairs.taken:
            free[kept.beat.digest].append(kept)
    for number, beat in here:
        if number not in pairs.found and free.get(beat.digest):
            pairs.pair(number, free[beat.digest].pop(0))


def _alike(
    pairs: _Pairs, was: Iterable[Kept], here: Iterable[tuple[int, Beat]], least: float
) -> None:
    """Beats of one sort that are alike, the most alike first."""
    free = [each for each in was if each.id not in pairs.taken]
    open_ = [each for each in here if each[0] not in pairs.found]
    if len(free) * len(open_) > _MOST:
        return
    found = []
    for at, kept in enumerate(free):
        for number, beat in open_:
            share = _near(kept.beat, beat)
            if share >= least:
                found.append((-share, abs(at - number), number, at))
    for _, _, number, at in sorted(found):
        if number not in pairs.found and free[at].id not in pairs.taken:
            pairs.pair(number, free[at])


def _near(one: Beat, other: Beat) -> float:
    """How alike two beats are; another speaker says the same only where the words are."""
    if one.sort != other.sort:
        return 0.0
    share = likeness(one.text, other.text)
    if folded(one.character) == folded(other.character):
        return share
    return share - 0.2
